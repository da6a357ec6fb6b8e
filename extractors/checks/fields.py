"""A field of comparable values: one for each row (or column) of a table, in one measure and one period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

import regex

from extractors.checks.cells_meant import kind_of_cell
from extractors.checks.moments import moments
from extractors.checks.prose import Said
from extractors.checks.readings import View
from extractors.checks.series import name_of
from extractors.checks.sheets import Axis, Entry
from extractors.model import Claim, Observation, Span
from extractors.quantities.intervals import Interval
from extractors.vocabulary.periods import find_periods

_FEWEST: Final = 2
_SPANNED: Final = regex.compile(
    r"累计|期间|以来|年间|(?<![第\d])[二两三四五六七八九十]年|总体增幅|whole period|over the period|overall|cumulative|since|between|\d{4}\s?[—–~-]\s?\d{4}",
    regex.IGNORECASE,
)
_COMPARED: Final = regex.compile(r"(?:[比较是为]|相当于)\s?$")
_ITS: Final = regex.compile(r"年?[末底初]?(?:的|同期)")
_LIKELIHOOD: Final = regex.compile(
    r"\bp[- ]?values?\b|\b[pP]\s?值|^\s*(?:p|sig\.?)\s*$|significance|显著性", regex.IGNORECASE
)
_SPAN: Final = 0.95
_OTHER_SPAN: Final = 0.5


@dataclass(frozen=True, slots=True)
class Field:
    """The values of the lines of an axis, and how surely a sentence means this measure and period."""

    axis: Axis
    values: dict[int, Interval]
    cells: dict[int, tuple[Observation, ...]]
    weight: float
    label: str
    unit: str | None = None

    def of(self, entry: Entry) -> Interval | None:
        """Return the value of a name that stands on one line."""
        held = [self.values[line] for line in entry.lines if line in self.values]
        return held[0] if len(held) == 1 else None

    def without(self, entries: Sequence[Entry]) -> Field:
        """Return the field without the lines of some names."""
        out = {line for entry in entries for line in entry.lines}
        values = {line: value for line, value in self.values.items() if line not in out}
        return Field(self.axis, values, self.cells, self.weight, self.label, self.unit)

    def within(self, lines: frozenset[int]) -> Field:
        """Return the field of some lines alone."""
        return replace(self, values={line: value for line, value in self.values.items() if line in lines})

    def of_sign(self, sign: int) -> Field:
        """Return the field of the values above nought, or of those below it."""
        values = {line: value for line, value in self.values.items() if value.value * sign >= 0}
        return replace(self, values=values)

    def inputs(self) -> tuple[str, ...]:
        """Return the ids of all cells behind the values."""
        return tuple(cell.observation_id for line in self.values for cell in self.cells[line])


def statement(said: Said, at: Span, rule: str) -> Claim:
    """Return a statement without a number as a claim, so that it is read as one; its period is the one named last before it.

    Where it compares sizes (`rule` is bound), a period that another number is compared with is none of its own; growth starts there.
    """
    start, end = at.start, at.end
    printed = [
        (span, period) for span, period in find_periods(said.text) if rule != "bound" or not _is_base(said.text, span)
    ]
    first, last = said.sentence.clause_start(start), said.sentence.clause_end(end)
    near = [period for span, period in printed if first <= span.start < start]
    near = near or [period for span, period in reversed(printed) if end <= span.start < last]
    near = near or [period for span, period in printed if span.start < start]
    period = replace(near[-1], source="stated") if near else replace(said.period, source="carried")
    claim = said.claim_at(at)
    if claim is not None:
        return replace(claim, start=start, end=end, kind="comparison", period=period)
    return Claim("", said.section, said.text, start, end, said.text[start:end], None, "comparison", period=period)


def _is_base(text: str, at: Span) -> bool:
    """Tell whether a period is one that something is compared with (比2018年, 为2018年末的2.31倍), and not the time of a statement."""
    return _COMPARED.search(text, max(0, at.start - 4), at.start) is not None and _ITS.match(text, at.end) is not None


def find_fields(view: View, axis: Axis, *, growth: bool) -> Iterator[Field]:
    """Return the fields over the lines of an axis that a statement may speak of, in no order.

    With `growth` the values are changes in percent: those printed, and those from the first period to the one meant, and from the
    period before.
    """
    other: Axis = "column" if axis == "row" else "row"
    parts = view.sheet.parts(axis)
    measures = {entry.measure for entry in view.sheet.entries if entry.axis == axis and entry.lines <= parts}
    if len(measures - {None}) > 1:
        return  # exports beside imports and a balance are no field: which is the largest nobody asks
    cells = [cell for cell in view.sheet.cells.values() if _line(cell, axis) in parts]
    for kind in ("growth",) if growth else ("share", "rate"):
        shown = [cell for cell in cells if _shows(cell, kind)]
        yield from _plain_fields(view, axis, other, shown)
        # Where one unit alone counts amounts, they are what grows and is large, not the rates and indices beside them.
        amounts = [
            cell
            for cell in shown
            if cell.unit.code not in {*_NO_AMOUNT, "index", None} or (cell.unit.code is None and cell.unit.multiplier)
        ]
        english = view.sentence.text.isascii()
        if (
            english
            and kind == "rate"
            and len(amounts) < len(shown)
            and len({(c.unit.code, c.unit.text) for c in amounts}) == 1
        ):
            yield from _plain_fields(view, axis, other, amounts)
    if growth:
        yield from _growth_fields(view, axis, other, [cell for cell in cells if cell.unit.code not in _NO_AMOUNT])


_ANYTHING: Final = {None, "count", "index"}
_NO_AMOUNT: Final = {"percent", "percentage_point", "rank", "times"}


def _shows(cell: Observation, kind: str) -> bool:
    if cell.unit.code == "rank" or any(_LIKELIHOOD.search(label) for label in (*cell.column_labels, *cell.row_labels)):
        return (
            False  # the strongest effect has the smallest probability, and no other order of such values is spoken of
        )
    shown = kind_of_cell(cell) if cell.unit.code == "percent" else "rate"
    return shown == kind or (kind == "rate" and cell.unit.code != "percent")


def _line(cell: Observation, axis: Axis) -> int:
    return cell.row if axis == "row" else cell.column


def _plain_fields(view: View, axis: Axis, other: Axis, cells: Sequence[Observation]) -> Iterator[Field]:
    times = moments(view)
    for choice in view.choices(other, cells) if cells else ():
        if len(choice.entries) > 1:
            continue
        for moment in times:
            held = [c for c in cells if _line(c, other) in choice.lines and c.period.text == moment.text]
            lines = {_line(cell, axis): cell for cell in held}
            if len(lines) < len(held) or len(lines) < _FEWEST or len({cell.unit.code for cell in held}) > 1:
                continue
            if axis == "column" and held[0].unit.code in _ANYTHING and len({name_of(c.indicator) for c in held}) > 1:
                continue  # migrants beside dollars a migrant: columns of what nobody compares
            values = {line: _value(cell) for line, cell in lines.items()}
            label = " ".join(part for part in (choice.label, moment.text) if part)
            unit = held[0].unit.code
            yield Field(
                axis,
                values,
                {line: (cell,) for line, cell in lines.items()},
                choice.weight * moment.weight,
                label,
                unit,
            )


def _growth_fields(view: View, axis: Axis, other: Axis, cells: Sequence[Observation]) -> Iterator[Field]:
    fields = list(_plain_fields(view, axis, other, cells))
    dated: dict[str, list[Field]] = {}
    for field in fields:
        period = next(iter(field.cells.values()))[0].period.text
        if period is not None:
            dated.setdefault(period, []).append(field)
    known = sorted(dated)
    # 累计增幅, over the whole period: from the first year; otherwise growth is that of a year.
    spanned = _SPANNED.search(view.sentence.text) is not None
    for index, period in enumerate(known[1:], start=1):
        for base in {known[0], known[index - 1]}:
            for now in dated[period]:
                for before in dated[base]:
                    both = [line for line in now.values if line in before.values]
                    values = {
                        line: (q - Interval.exact(1)) * 100
                        for line in both
                        if (q := now.values[line].ratio(before.values[line])) is not None
                    }
                    if len(values) >= _FEWEST and len(values) == len(now.values):
                        pairs = {line: (*now.cells[line], *before.cells[line]) for line in values}
                        likely = _SPAN if (base == known[0]) == spanned or len(known) == 2 else _OTHER_SPAN
                        yield Field(axis, values, pairs, now.weight * likely, f"{base} .. {period}", "percent")


def _value(cell: Observation) -> Interval:
    return Interval.printed(cell.value if cell.value is not None else Decimal(0), cell.decimals)
