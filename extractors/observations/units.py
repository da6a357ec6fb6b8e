"""In what unit a cell counts: from the cell itself to the prose that quotes it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import regex

from extractors.model import Claim, DimensionSource, Unit
from extractors.observations.kinds import KnownLevel
from extractors.observations.parts import Parts
from extractors.observations.subjects import Subject
from extractors.vocabulary import Vocabulary
from extractors.vocabulary.units import Units

Stated = Sequence[tuple[KnownLevel, Parts]]

_SEPARATORS = regex.compile(r"\s*[,，、;；]\s*|\s+(?:and|or)\s+|\s*[和或]\s*")
_BRACKETS = regex.compile(r"[(（]([^()（）]*)[)）]")
_AS_PART = regex.compile(r"\bas an? (?:percentage|per cent|share) of\b", regex.IGNORECASE)
# Kinds of indicator whose values are counted in their own unit, whatever the caption says of the rest.
_PERCENTAGES = frozenset(("percent", "permille", "percentage_point"))
# 比 alone also ends ratios that are counted in times (生师比, 城乡收入比).
_RATE = regex.compile(r"(?:(?<![汇])率|依存度|比例|比重|占比)$|\brate$", regex.IGNORECASE)
_OWN_UNIT = {"percent", "index", "rank", "times"}


def plan_units(
    unit_line: str | None, caption: Parts | None, notes: Iterable[str], vocabulary: Vocabulary
) -> tuple[Unit, ...]:
    """Read the units of a table as a whole: its unit line, its caption's bracket, else a note. A line may name several."""
    found: list[Unit] = []
    found += _read_units(unit_line or "", "unit_line", vocabulary.units)
    if not found and caption is not None and caption.unit is not None:
        found.append(replace(caption.unit, source="caption"))
    if not found and caption is not None:
        for match in _BRACKETS.finditer(caption.text):
            found += _read_units(match[1], "caption", vocabulary.units)
    if not found and caption is not None and (part := _AS_PART.search(caption.text)) is not None:
        found.append(Unit(part.group(), "percent", 0, "caption"))
    if not found:
        for note in notes:
            match = regex.search(
                r"(?:单位|units?)\s*(?:为|均为|是|[:：]|are|is)\s*(?P<unit>[^,，。；;]{1,20})", note, regex.IGNORECASE
            )
            if match is not None:
                found += _read_units(match["unit"], "note", vocabulary.units)
    return tuple(found)


def labels_to_unit(
    stated: Stated,
    column_unit: str | None,
    subject: Subject,
    table: Sequence[Unit],
    vocabulary: Vocabulary,
) -> Unit:
    """Return the unit of a cell that prints none, as far as table and labels tell; one without code is not known."""
    statistic = next(
        (part.measure for known, part in stated if part.measure and part.measure.role == "statistic"), None
    )
    own = statistic.unit if statistic else None
    if own is None:
        labelled = _labelled_unit(stated)
        if labelled is not None:
            return _counted(labelled, subject)
        if column_unit:
            unit = vocabulary.units.read_unit(column_unit)
            # A word of its own trade (万头份) is kept as printed, without a code.
            return replace(unit, source="header") if unit is not None else Unit(column_unit, None, 0, "header")
    kind = own or (subject.measure.unit if subject.measure else None)
    if kind == "percent" and own is None and subject.dimension.source == "caption" and _counts_otherwise(table):
        # 支出及构成 单位：元: cells under no word of their own are in the unit of the table, whatever its title shows beside them.
        kind = None
    if kind != "percent" and own is None and _is_called_rate(stated):
        # 老年抚养比 under （万人，%）: of several units that of a rate, whatever the title's subject counts in.
        rate = next((unit for unit in table if unit.code in _PERCENTAGES), None)
        if rate is not None and len(table) > 1:
            return rate
    fitting = _fitting(table, kind, vocabulary.units)
    if fitting is not None:
        return fitting
    if kind == "index":
        return Unit(None, "index", 0, "default")
    if kind in {"rank", "count"} and own is not None:
        return Unit(None, kind, 0, "default")
    return Unit()


def _is_called_rate(stated: Stated) -> bool:
    """Tell whether the innermost label of a cell that is no period, of its column before its row, ends as rates do (赔付率, 抚养比)."""
    columns = [part for known, part in stated if known.level.axis == "column"]
    rows = [part for known, part in stated if known.level.axis == "row"]
    for part in [*reversed(columns), *reversed(rows)]:
        if part.whole_period is None:
            return _RATE.search(part.core) is not None
    return False


def _counts_otherwise(units: Sequence[Unit]) -> bool:
    return bool(units) and not any(unit.code in _PERCENTAGES for unit in units)


def _counted(unit: Unit, subject: Subject) -> Unit:
    # Population (millions): the bare multiplier counts what the indicator counts.
    if unit.code is None and subject.measure is not None and subject.measure.unit == "count":
        return replace(unit, code="count")
    return unit


def units_in_order(units: Sequence[Unit], subjects: Sequence[Subject], known: Units) -> dict[str, Unit]:
    """Assign the units of a line to the indicators of a table in printed order (产量 and 面积 under 万吨、千公顷).

    Only where there are as many of one as of the other and no kind speaks against it.
    """
    labels = list(dict.fromkeys(subject.dimension.label for subject in subjects))
    if len(units) < 2 or len(labels) != len(units):
        return {}
    kinds = {subject.dimension.label: subject.measure.unit if subject.measure else None for subject in subjects}
    assigned: dict[str, Unit] = {}
    for label, unit in zip(labels, units, strict=True):
        family, kind = known.family_of(unit.code), kinds[label]
        if label is None or (kind == "percent") != (unit.code == "percent") or (kind == "money") != (family == "money"):
            return {}
        assigned[label] = unit
    return assigned


def _labelled_unit(stated: Stated) -> Unit | None:
    # The innermost header is nearest to the cell; headers come before stub labels.
    columns = [part for known, part in stated if known.level.axis == "column"]
    rows = [part for known, part in stated if known.level.axis == "row"]
    for part in [*reversed(columns), *reversed(rows)]:
        if part.unit is not None:
            return replace(part.unit, source="header")
    return None


def _fitting(units: Sequence[Unit], kind: str | None, known: Units) -> Unit | None:
    if not units:
        return None
    families = [known.family_of(unit.code) for unit in units]
    if kind in _OWN_UNIT:
        # 占比 under 单位：亿美元 is no amount of money.
        return next(
            (unit for unit in units if unit.code == kind or (kind == "percent" and unit.code in _PERCENTAGES)),
            None,
        )
    if len(units) == 1:
        return units[0]
    if kind == "money":
        return next((unit for unit, family in zip(units, families, strict=True) if family == "money"), None)
    if kind == "count":
        return next((unit for unit, family in zip(units, families, strict=True) if family == "count"), None)
    rest = [unit for unit, family in zip(units, families, strict=True) if family not in {"money", "percent"}]
    return rest[0] if kind == "quantity" and len(rest) == 1 else None


def _read_units(text: str, source: DimensionSource, units: Units) -> list[Unit]:
    whole = units.read_unit(text) if text.strip() else None
    if whole is not None:
        return [replace(whole, source=source)]
    found = [units.read_unit(part) for part in _SEPARATORS.split(text) if part.strip()]
    return [replace(unit, source=source) for unit in found if unit is not None] if all(found) else []


def units_of_columns(cells: Iterable[tuple[int, Unit]], table: Sequence[Unit]) -> dict[int, Unit]:
    """Return the units of columns some of whose cells have none, by column.

    The printers' habit: a column counts in one unit. Where a table prints an amount beside percent (单位：亿元、%), cells of a column that others
    count in the amount are counted in it too, whatever their rows are called.
    """
    amounts = [unit for unit in table if unit.code not in _PERCENTAGES]
    if len(amounts) != 1 or len(table) < 2:
        return {}
    found: dict[int, set[Unit]] = defaultdict(set)
    for column, unit in cells:
        if unit != Unit():
            found[column].add(unit)
    return {column: amounts[0] for column, units in found.items() if units == {amounts[0]}}


def unit_of_quotations(values: Iterable[Decimal], claims: Mapping[Decimal, Sequence[Claim]]) -> Unit | None:
    """Return the unit in which the prose quotes the values of a column.

    A number alone proves little: at least two different values of at least two digits must be
    quoted in the unit, and more of them than in any other unit.
    """
    votes: Counter[tuple[str | None, int]] = Counter()
    texts: dict[tuple[str | None, int], Unit] = {}
    for value in set(values):
        seen = {
            (claim.unit.code, claim.unit.multiplier): claim.unit
            for claim in claims.get(abs(value).normalize(), ())
            if claim.unit.code is not None
        }
        if len(value.as_tuple().digits) < 2 or not seen:
            continue
        for key, unit in seen.items():
            votes[key] += 1
            texts.setdefault(key, unit)
    ranked = votes.most_common(2)
    if not ranked or ranked[0][1] < 2 or (len(ranked) > 1 and ranked[1][1] * 2 > ranked[0][1]):
        return None
    return replace(texts[ranked[0][0]], source="prose")


def claims_by_value(claims: Iterable[Claim]) -> dict[Decimal, list[Claim]]:
    """Index claims by the value that they print, without sign and trailing noughts."""
    index: dict[Decimal, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.value is not None:
            index[abs(claim.value).normalize()].append(claim)
    return index
