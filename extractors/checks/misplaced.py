"""Numbers that a table prints, but in another period or on another line than the sentence says: 2017年最低，为61.20% where 61.20 is of 2015.

The writers' habit: the period and the name that a number is given stand before it in its statement, with nothing between that leads on
to another time (此后, after) and no other number. A value of three figures and more that one cell alone prints, in a period or on a line that neither the
sentence nor the one before names, has been given the wrong one.
"""

from __future__ import annotations

from typing import Final

import regex

from extractors.checks.cells_meant import fits, scaled
from extractors.checks.readings import View
from extractors.checks.sheets import Axis, names_of
from extractors.checks.slips import digits_of
from extractors.model import Observation
from extractors.quantities.intervals import compare
from extractors.vocabulary.periods import find_periods

_FEWEST: Final = 3  # figures of a value that is printed by no chance
_LEADS_ON: Final = regex.compile(
    r"后|以来|随即|继而|再|又|起|至今|之?前|次年|翌年|\b(?:after|since|then|subsequently|later|followed|before|until)\b",
    regex.IGNORECASE,
)
_BEHIND: Final = regex.compile(r",?\s(?:in|during)\s(?:19|20)\d\d\b(?!\s(?:to|and|as)\b)", regex.IGNORECASE)
_FIGURE: Final = regex.compile(r"\d")


def is_misplaced(view: View, printed: Observation, meant: Observation) -> bool:
    """Tell whether a claim gives a cell's value to another cell of its line or its period, which its words mean."""
    claim = view.claim
    if claim.modifier not in {"exact", "only"} or digits_of(claim) < _FEWEST or not _is_alone(view):
        return False
    other_period = printed.period.text != meant.period.text
    axes: tuple[Axis, Axis] = ("row", "column")
    differing = [axis for axis in axes if names_of(printed, axis) != names_of(meant, axis)]
    if other_period and not differing:
        return _is_given_period(view, printed, meant)
    if not other_period and len(differing) == 1:
        return _is_given_name(view, differing[0], printed, meant)
    return False


def _is_alone(view: View) -> bool:
    """Tell whether one cell alone prints the value."""
    claim = view.claim
    found = 0
    for cell in view.sheet.cells.values():
        value = scaled(view, cell) if fits(claim, cell) else None
        if value is not None and claim.value is not None:
            found += compare(abs(claim.value), claim.decimals, value).startswith("agrees")
    return found == 1


def _is_given_period(view: View, printed: Observation, meant: Observation) -> bool:
    text, claim = view.sentence.text, view.claim
    said = [(span, period.text) for span, period in find_periods(text) if period.text]
    before = [(span, period) for span, period in said if span.end <= claim.start]
    if not claim.period.stated or meant.period.text is None:
        return False
    if any(period == printed.period.text or "/" in (period or "") for _, period in said):
        return False
    if _BEHIND.match(text, claim.end) and next((p for s, p in said if s.start >= claim.end), None) == meant.period.text:
        return True  # peaked at 10.3 per cent in 2015
    if not before or before[-1][1] != meant.period.text:
        return False
    between = text[before[-1][0].end : claim.start]
    return _LEADS_ON.search(between.removeprefix("年")) is None and _FIGURE.search(between) is None


def _is_given_name(view: View, axis: Axis, printed: Observation, meant: Observation) -> bool:
    text, claim = view.sentence.text, view.claim
    lines = [cell.row if axis == "row" else cell.column for cell in (printed, meant)]
    named = [m for m in (*view.mentions, *view.carried) if m.entry.axis == axis and lines[0] in m.entry.lines]
    mine = [
        m
        for m in view.mentions
        if m.entry.axis == axis
        and m.exact
        and not m.entry.whole
        and m.entry.lines == {lines[1]}
        and m.span.end <= claim.start
    ]
    if (
        named
        or not mine
        or not mine[-1].span.start >= view.sentence.clause_start(view.sentence.clause_start(claim.start) - 1)
    ):
        return False
    between = text[mine[-1].span.end : claim.start]
    return _FIGURE.search(between) is None and not view.is_base(mine[-1])
