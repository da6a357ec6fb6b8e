"""Shares of more than one cell: of the few largest in a whole, and of one line in the change of the whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

from extractors.checks.cells_meant import Hypothesis, is_amount
from extractors.checks.choices import Choice
from extractors.checks.moments import bases, moments
from extractors.checks.readings import View
from extractors.checks.shares import is_of_another_whole, is_of_change
from extractors.checks.sheets import Axis
from extractors.checks.statements import shortened
from extractors.model import Observation
from extractors.quantities.intervals import Interval, total

_NUMBERS: Final = {
    word: number
    for number, word in enumerate(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 2)
}
_COUNT: Final = "|".join(_NUMBERS)
# Together the top three; the three largest exporters account for.
_LARGEST: Final = regex.compile(
    rf"\b(?:(?:top|leading|largest|biggest|first)\s(?P<n>{_COUNT})|(?P<n>{_COUNT})\s(?:largest|biggest|leading|top|most important))\b",
    regex.IGNORECASE,
)
# accounted for 75.1 per cent of the regional increase
_OF_CHANGE: Final = regex.compile(
    r"\sof\s(?:the|this|that|all|its)\s(?:[a-z-]+\s){0,2}?(?:increase|rise|growth|gain|expansion|decline|decrease|fall|drop|reduction|loss)\b",
    regex.IGNORECASE,
)
_FEWEST_BESIDE: Final = 1  # lines beside the few largest
_LIKELY: Final = 0.9


def structures(view: View) -> Iterator[Hypothesis]:
    """Return shares of the few largest lines, and of lines in a change, where the words ask for them."""
    if view.claim.unit.code != "percent":
        return
    text, claim = view.sentence.text, view.claim
    few = _LARGEST.search(text, 0, claim.start)
    if few is not None and not is_of_another_whole(view):
        yield from _concentrations(view, _NUMBERS[few["n"].casefold()])
    if _OF_CHANGE.match(text, claim.end) or is_of_change(view):
        yield from _contributions(view)


def _amounts(view: View) -> list[Observation]:
    return [cell for cell in view.sheet.cells.values() if is_amount(view, cell) and cell.unit.code != "index"]


def _concentrations(view: View, number: int) -> Iterator[Hypothesis]:
    """Return the share of the largest lines in all of them (the concentration ratio of industrial economics, CR-n)."""
    cells = _amounts(view)
    axis: Axis = "row"
    parts, wholes = view.sheet.parts(axis), view.sheet.lines(axis) - view.sheet.parts(axis)
    if not cells or len(parts) < number + _FEWEST_BESIDE:
        return
    for choice in view.choices("column", cells):
        for moment in moments(view, cells):
            held = [c for c in cells if c.column in choice.lines and c.period.text == moment.text]
            mine = sorted((c for c in held if c.row in parts), key=lambda c: -(c.value or 0))
            over = [c for c in held if c.row in wholes]
            if len(mine) != len({c.row for c in mine}) or len(mine) < len(parts) or len({c.unit for c in held}) != 1:
                continue
            whole = [over[0]] if len(over) == 1 else mine
            quotient = _sum(mine[:number]).ratio(_sum(whole))
            if quotient is None:
                continue
            terms = " + ".join(shortened(c.value) for c in mine[:number] if c.value is not None)
            formula = f"100 * ({terms}) / {shortened(_sum(whole).value)}"
            inputs = tuple(c.observation_id for c in (*mine[:number], *whole))
            yield Hypothesis("share", formula, quotient * 100, inputs, choice.weight * moment.weight * _LIKELY)


def _contributions(view: View) -> Iterator[Hypothesis]:
    """Return the part of the whole's change that lines have in it."""
    cells = _amounts(view)
    for whole in view.sheet.entries:
        if not cells or not whole.whole or not whole.label:
            continue
        across: Axis = "column" if whole.axis == "row" else "row"
        above = Choice((whole,), whole.lines, 1.0)
        for line in view.choices(whole.axis, cells):
            for cross in () if line.lines & whole.lines else view.choices(across, cells):
                mine = (line, cross) if whole.axis == "row" else (cross, line)
                yield from _of_change(view, cells, mine, (above, cross) if whole.axis == "row" else (cross, above))


def _of_change(
    view: View, cells: list[Observation], mine: tuple[Choice, Choice], over: tuple[Choice, Choice]
) -> Iterator[Hypothesis]:
    wanted = max(1, *(len(choice.entries) for choice in mine))
    for moment in moments(view, cells):
        for base in bases(view, moment):
            now, before = (_at(cells, *mine, period.text) for period in (moment, base))
            last, first = (_at(cells, *over, period.text) for period in (moment, base))
            if not (len(now) == len(before) == wanted and len(last) == len(first) == 1):
                continue
            quotient = (_sum(now) - _sum(before)).ratio(_sum(last) - _sum(first))
            if quotient is not None and len({cell.unit for cell in (*now, *before, *last, *first)}) == 1:
                left = f"{shortened(_sum(now).value)} - {shortened(_sum(before).value)}"
                right = f"{shortened(_sum(last).value)} - {shortened(_sum(first).value)}"
                inputs = tuple(cell.observation_id for cell in (*now, *before, *last, *first))
                weight = mine[0].weight * mine[1].weight * moment.weight * base.weight
                yield Hypothesis("contribution", f"100 * ({left}) / ({right})", quotient * 100, inputs, weight)


def _at(cells: list[Observation], row: Choice, column: Choice, period: str | None) -> list[Observation]:
    return [c for c in cells if c.row in row.lines and c.column in column.lines and c.period.text == period]


def _sum(cells: list[Observation]) -> Interval:
    return total([Interval.printed(c.value, c.decimals) for c in cells if c.value is not None])
