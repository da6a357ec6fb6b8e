"""Lists of numbers (分别为45.1、38.2和12.7亿元) against the row or column that they were copied from.

The writers' habit: a list runs along one line of a table, in its order or against it, or in the order of the names or periods that the
sentence lists before it. Numbers that stand there tell which line is meant, so that the one which does not stand there is
wrong, without any label being read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

import regex

from extractors.checks.cells_meant import kind_of_cell
from extractors.checks.mentions import Mention, joined_with
from extractors.checks.positions import goes_on
from extractors.checks.prose import Prose, Said
from extractors.checks.scopes import is_elsewhere
from extractors.checks.sheets import Axis, Sheet, names_of
from extractors.checks.slips import digits_of
from extractors.checks.stated_changes import is_change
from extractors.checks.statements import Finding, Language, shortened, table_name, verdict_sentence
from extractors.model import Claim, Observation, Span, Verdict
from extractors.quantities.intervals import Interval, compare

_JOINT: Final = regex.compile(
    r"\s*(?:、|，|,|/|和|与|及|以及|，?而|;|；|\band\b|,\s*and\b|&)\s*(?:为|则?为|约)?\s*(?:[A-Z]{3}\s|\$|€|£|¥)?"
)
_FEWEST: Final = 3  # numbers of a list, all but one of which tell the line
_TELLING: Final = 3  # figures of a number that tells it
_FEWEST_TELLING: Final = 2
_PAIR: Final = 2  # 由2019年的3200元涨到4068元: the values of a line at two periods
_FROM: Final = regex.compile(r"(?:由|从|自)[^，。；]{0,24}$|\bfrom\s[^.;]{0,24}$", regex.IGNORECASE)
_IN_TWO_YEARS: Final = regex.compile(
    r"[，,；;](?:而|较|到|至)?(?:19|20)\d\d年(?:则|仅|只|的|为|是|达到?|有|约)*|,?\s(?:and|but|against)\s(?:only\s)?(?:[A-Z]{3}\s|\$|€|£|¥)?"
)
_TO: Final = regex.compile(
    r"\p{Han}{0,6}?(?:至|到|为|成)(?:约|了)?(?:(?:19|20)\d\d年?(?:末|底|初)?)?的?约?|(?:\sin\s(?:19|20)\d\d)?,?\sto\s(?:some\s|about\s)?(?:[A-Z]{3}\s|\$|€|£|¥)?",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Aligned:
    """The numbers of a list, each beside the cell that stands at its place on one line.

    `named` tells that names or periods of the sentence give the places, `said` that the sentence names the line itself.
    """

    sheet: Sheet
    pairs: tuple[tuple[Claim, Observation, Interval], ...]
    named: bool
    said: bool = False

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Tell for each number whether it is that of its cell."""
        return tuple(
            "not_checkable" if claim.value is None else _compared(abs(claim.value), claim.decimals, value)
            for claim, _, value in self.pairs
        )

    @property
    def matching(self) -> int:
        """Count the numbers that stand at their place."""
        return sum(verdict != "contradicts" for verdict in self.verdicts)

    def is_certain(self) -> bool:
        """Tell whether the line is known: by all numbers but one, or by all numbers in another order than that of the names."""
        telling = sum(
            verdict != "contradicts" and digits_of(claim) >= _TELLING
            for verdict, (claim, _, _) in zip(self.verdicts, self.pairs, strict=True)
        )
        if len(self.pairs) >= _FEWEST and self.matching >= len(self.pairs) - 1 and telling >= _FEWEST_TELLING:
            return True
        if len(self.pairs) == _PAIR and self.named and self.matching == telling == 1:
            matched = next(c for v, (c, _, _) in zip(self.verdicts, self.pairs, strict=True) if v != "contradicts")
            return self.said or digits_of(matched) > _TELLING
        return self.is_permuted()

    def is_permuted(self) -> bool:
        """Tell whether every number stands on the line, at the place of another name of the list."""
        if not self.named or self.matching > len(self.pairs) - 2 or any(digits_of(c) < 2 for c, _, _ in self.pairs):
            return False
        values = [value for _, _, value in self.pairs]
        return all(
            any(compare(abs(claim.value or Decimal(0)), claim.decimals, value) != "contradicts" for value in values)
            for claim, _, _ in self.pairs
        ) and len({claim.value for claim, _, _ in self.pairs}) == len(self.pairs)


def _compared(stated: Decimal, decimals: int | None, value: Interval) -> Verdict:
    """Weigh a number of a list; lists are padded with noughts to the same decimals (73.190, 90.700 for 90.70)."""
    verdict = compare(stated, decimals, value)
    shorter = max(-int(stated.normalize().as_tuple().exponent), 0)
    if verdict == "contradicts" and decimals is not None and 0 < shorter < decimals:
        return compare(stated, shorter, value)
    return verdict


def check_lists(prose: Prose, sheets: Sequence[Sheet], language: Language) -> list[Finding]:
    """Hold every list of numbers against the line of a table that gives all of them, or all but one."""
    findings: list[Finding] = []
    for said in prose:
        for run in (*_lists(said), *_changes(said)):
            aligned = [
                item
                for sheet, mentions in zip(sheets, said.mentions, strict=True)
                for item in _alignments(run, said, sheet, mentions)
            ]
            known = [item for item in aligned if item.matching == len(run) or item.is_certain()]
            best = max(known, key=lambda item: (item.matching, item.named), default=None)
            if best is None:
                continue
            elsewhere = is_elsewhere(said.text, Span(run[0].start, run[0].end), prose.home)
            if best.matching < len(run) and (elsewhere or _holds_otherwise(best, aligned)):
                continue
            if len(run) < _FEWEST and not best.named:
                continue
            findings += [
                _finding(best.sheet, pair, verdict, language)
                for pair, verdict in zip(best.pairs, best.verdicts, strict=True)
            ]
    return findings


def _holds_otherwise(best: Aligned, aligned: Sequence[Aligned]) -> bool:
    """Tell whether the number that is at odds stands at its place on another line that as many of its neighbours tell."""
    wrong = {claim.claim_id for (claim, _, _), v in zip(best.pairs, best.verdicts, strict=True) if v == "contradicts"}
    return any(
        not wrong
        & {claim.claim_id for (claim, _, _), v in zip(item.pairs, item.verdicts, strict=True) if v == "contradicts"}
        and item.matching >= best.matching
        for item in aligned
    )


def _lists(said: Said) -> Iterator[tuple[Claim, ...]]:
    """Return runs of two or more exact numbers of one unit with nothing but a joint between them."""
    claims = sorted((c for c in said.claims if c.value is not None and c.value_to is None), key=lambda c: c.start)
    run: list[Claim] = []
    for claim in claims:
        if run and (
            claim.unit.code != run[0].unit.code
            or claim.kind != run[0].kind
            or not _JOINT.fullmatch(said.text, run[-1].end, claim.start)
        ):
            if len(run) > 1:
                yield tuple(run)
            run = []
        if claim.modifier in {"exact", "only"}:
            run.append(claim)
        elif run:
            if len(run) > 1:
                yield tuple(run)
            run = []
    if len(run) > 1:
        yield tuple(run)


def _changes(said: Said) -> Iterator[tuple[Claim, Claim]]:
    """Return pairs of numbers that the sentence says a value went from and to, each with its own period."""
    claims = sorted((c for c in said.claims if c.value is not None and c.value_to is None), key=lambda c: c.start)
    for one, two in pairwise(claims):
        if (
            one.unit.code == two.unit.code
            and not is_change(one)
            and not is_change(two)
            and (_dated(said.text, one, two) or _FROM.search(said.text, 0, one.start))
            and (_dated(said.text, one, two) or _TO.fullmatch(said.text, one.end, two.start))
            and one.modifier == two.modifier == "exact"
        ):
            yield one, two


def _dated(text: str, one: Claim, two: Claim) -> bool:
    """Tell whether two numbers are set beside each other with nothing but a year for the second (2019年330.4亿元，2023年335.1亿元)."""
    return (
        one.period.text is not None
        and two.period.stated
        and one.period.text != two.period.text
        and _IN_TWO_YEARS.fullmatch(text, one.end, two.start) is not None
    )


def _alignments(run: Sequence[Claim], said: Said, sheet: Sheet, mentions: Sequence[Mention]) -> Iterator[Aligned]:
    axes: tuple[Axis, Axis] = ("row", "column")
    for axis, across in (axes, axes[::-1]):
        names = _names(run, said, mentions, across)
        named = {line for m in mentions if m.entry.axis == axis and m.exact and not m.counted for line in m.entry.lines}
        lines: dict[int, list[Observation]] = {}
        for place in sorted(sheet.cells):
            cell = sheet.cells[place]
            if _fits(run[0], cell):
                lines.setdefault(place[axis == "column"], []).append(cell)
        for line, cells in lines.items():
            for group in (cells, *_by_name(cells, across)):
                if len(group) >= len(run):
                    for item in _along(run, sheet, axis, group, names):
                        yield replace(item, said=line in named and not goes_on(said.text, run[0].start))


def _by_name(cells: Sequence[Observation], axis: Axis) -> Iterator[list[Observation]]:
    """Return the cells of a line that stand under one name, where it repeats under each period (产量 of 2012 and of 2021, beside 面积)."""
    groups: dict[tuple[str, ...], list[Observation]] = {}
    for cell in cells:
        groups.setdefault(names_of(cell, axis), []).append(cell)
    if len(groups) > 1:
        yield from groups.values()


def _along(
    run: Sequence[Claim],
    sheet: Sheet,
    axis: Axis,
    cells: Sequence[Observation],
    names: Sequence[frozenset[int]] | None,
) -> Iterator[Aligned]:
    values = [_scaled(run[0], cell) for cell in cells]
    if not any(
        compare(abs(run[i].value or Decimal(0)), run[i].decimals, v) != "contradicts" for v in values for i in (0, 1)
    ):
        return
    periods = _periods(run, cells)
    if len(set(periods)) == len(run) and None not in periods:
        at = {cell.period.text: number for number, cell in enumerate(cells)}
        if len(at) == len(cells) and all(period in at for period in periods):
            yield _aligned(sheet, run, cells, values, [at[period] for period in periods], named=True)
            return
    if names is not None:
        across = [(cell.column if axis == "row" else cell.row) for cell in cells]
        places = [[number for number, line in enumerate(across) if line in lines] for lines in names]
        if all(len(found) == 1 for found in places):
            yield _aligned(sheet, run, cells, values, [found[0] for found in places], named=True)
        return
    for start in range(len(cells) - len(run) + 1):
        window = list(range(start, start + len(run)))
        for order in (window, window[::-1]):
            yield _aligned(sheet, run, cells, values, order, named=False)


def _periods(run: Sequence[Claim], cells: Sequence[Observation]) -> list[str | None]:
    """Return the periods of the numbers of a list: their own, or for two that a value went from and to the base and the last one."""
    own = [claim.period.text for claim in run]
    if len(run) == _PAIR and len(set(own)) == 1:
        last, base = own[-1], run[-1].base_period or run[0].base_period
        known = sorted({cell.period.text for cell in cells if cell.period.text})
        if base is not None and last is not None and base < last:
            return [base, last]
        if len(known) == _PAIR and not run[-1].period.stated:
            return [*known]
        # 少儿抚养比由2000年的…，老年抚养比由7.79%升至23.83%: where it went from, its value tells.
        if known and base is None and _is_from_to(run):
            reached = last if last in known else known[-1]
            left = [c.period.text for c in cells if _gives(run[0], c) and c.period.text and c.period.text < reached]
            if len(left) == 1:
                return [left[0], reached]
    return own


def _is_from_to(run: Sequence[Claim]) -> bool:
    text = run[0].sentence
    return bool(_FROM.search(text, 0, run[0].start) and _TO.fullmatch(text, run[0].end, run[1].start))


def _gives(claim: Claim, cell: Observation) -> bool:
    return compare(abs(claim.value or Decimal(0)), claim.decimals, _scaled(claim, cell)) != "contradicts"


def _aligned(
    sheet: Sheet,
    run: Sequence[Claim],
    cells: Sequence[Observation],
    values: Sequence[Interval],
    order: Sequence[int],
    *,
    named: bool,
) -> Aligned:
    pairs = tuple((claim, cells[at], values[at]) for claim, at in zip(run, order, strict=True))
    return Aligned(sheet, pairs, named)


def _names(run: Sequence[Claim], said: Said, mentions: Sequence[Mention], axis: Axis) -> list[frozenset[int]] | None:
    """Return the lines of as many names as the list has numbers, where the sentence joins them before it."""
    mine = [m for m in mentions if m.entry.axis == axis and m.entry.label and m.exact]
    for last in range(len(mine) - 1, -1, -1):
        joined = joined_with(mine, last, said.sentence.text) if mine[last].span.end <= run[0].start else []
        if len(joined) == len(run):
            return [m.entry.lines for m in joined]
    return None


def _fits(claim: Claim, cell: Observation) -> bool:
    if cell.value is None or cell.unit.code == "rank":
        return False
    if cell.unit.code is not None and cell.unit.code != claim.unit.code:
        return False
    if claim.unit.code == "percent":
        return cell.unit.code == "percent" and (claim.kind == "growth_rate") == (kind_of_cell(cell) == "growth")
    return True


def _scaled(claim: Claim, cell: Observation) -> Interval:
    shift = cell.unit.multiplier - claim.unit.multiplier if cell.unit.code is not None else 0
    value = Interval.printed(cell.value or Decimal(0), cell.decimals).scaled(shift)
    return value if value.value >= 0 else Interval.exact(0) - value


def _finding(sheet: Sheet, pair: tuple[Claim, Observation, Interval], verdict: Verdict, language: Language) -> Finding:
    claim, cell, value = pair
    name, labels = table_name(sheet.table, language), " ".join((*cell.row_labels, *cell.column_labels))
    formula = f"{name}“{labels}”" if language == "zh" else f'{name} "{labels}"'
    where = "文中" if language == "zh" else "The text's figure"
    return Finding(
        subject=claim.claim_id,
        rule="equals_cell",
        formula=shortened(value.value),
        inputs=(cell.observation_id,),
        stated=claim.text,
        verdict=verdict,
        message=verdict_sentence(where, claim.text, (formula, value), verdict, language),
        stated_value=claim.value,
        expected=value,
    )
