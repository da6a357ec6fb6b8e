"""What a number in the prose may have been computed from: cells of one table, put together as its words say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from extractors.checks.amounts import balances, changes, gaps, is_compared_with, quoted, sums
from extractors.checks.cells_meant import Hypothesis
from extractors.checks.rates import growths, is_level, points, ratios, ratios_to_sums
from extractors.checks.readings import View
from extractors.checks.shares import shares
from extractors.checks.stated_changes import is_change
from extractors.checks.structures import structures

_QUOTABLE: Final = frozenset(("level", "count", "index", "share", "growth_rate", "rank", "multiple"))
_OTHER_KIND: Final = 0.6
_LIKELY: Final = 0.02  # hypotheses below are not looked at
_MOST: Final = 400  # hypotheses for one claim and table


def find_formulas(view: View) -> Iterator[Hypothesis]:
    """Return the ways in which a table may give the number that a claim states."""
    elsewhere = is_compared_with(view)
    for count, hypothesis in enumerate(_all(view)):
        if count >= _MOST:
            return
        if hypothesis.weight >= _LIKELY:
            yield replace(hypothesis, certain=False) if elsewhere else hypothesis


def _all(view: View) -> Iterator[Hypothesis]:
    claim = view.claim
    change = is_change(claim)
    if claim.kind in _QUOTABLE and not change and (claim.kind != "level" or claim.sense is None):
        yield from quoted(view)
    if claim.kind in {"level", "count"}:
        yield from (changes(view) if change else sums(view))
        yield from gaps(view)
        yield from balances(view)
    if claim.unit.code == "percent":
        # Whether 21 % is a share or a growth, its words may leave open; its kind is the likelier of the two.
        yield from structures(view)
        yield from _less_likely(shares(view), claim.kind == "share")
        yield from _less_likely(growths(view), claim.kind == "growth_rate" or is_level(view))
        if is_level(view):
            yield from ratios(view)
    elif claim.kind == "multiple":
        yield from growths(view)
        if claim.sense == "ratio_to":
            yield from ratios(view)
            yield from ratios_to_sums(view)
    elif claim.kind == "point_change":
        yield from points(view)


def _less_likely(hypotheses: Iterator[Hypothesis], likely: bool) -> Iterator[Hypothesis]:
    for item in hypotheses:
        yield item if likely else replace(item, weight=item.weight * _OTHER_KIND, certain=False)
