"""The figures that a sentence states before a number: what they give by themselves, and what may have been computed from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

import regex

from extractors.checks.cells_meant import Hypothesis
from extractors.checks.derived import weigh
from extractors.checks.readings import View
from extractors.model import Claim
from extractors.quantities.intervals import Interval

_BOTH_STATED: Final = 0.85  # how surely a way of computing is meant that starts from two figures of the sentence
_LIKELY: Final = 0.15
_NUMERAL: Final = regex.compile(r"(?<![\d.])\d[\d,]*\.\d+|(?<![\d.])\d[\d,]{2,}(?![\d年])")


def is_given(claim: Claim, beside: Sequence[Claim]) -> bool:
    """Tell whether two figures that the sentence states before a claim give it: 从18.41跌至14.47，跌幅达21.4%."""
    levels = [
        c
        for c in beside
        if c.end <= claim.start and c.kind in {"level", "index", "count", "share"} and c.value is not None
    ]
    if claim.kind == "multiple" and any(
        weigh(replace(claim, modifier="exact"), Interval.printed(c.value, c.decimals)).startswith("agrees")
        for c in beside
        if c.end <= claim.start
        and c.value is not None
        and c.unit.code in {None, "index", "times"}
        and (c.decimals or 0) > (claim.decimals or 0)
    ):
        return True  # 城乡收入比为2.306，即城镇是农村的2.3倍: rounded
    for before, now in pairwise(levels):
        if before.unit != now.unit or claim.value is None:
            continue
        left, right = (Interval.printed(c.value, c.decimals) for c in (now, before) if c.value is not None)
        gap = left - right
        results = [gap, Interval.exact(0) - gap]
        quotient, turned = left.ratio(right), right.ratio(left)
        results += [(q - Interval.exact(1)) * 100 for q in (quotient,) if q is not None]
        results += [scaled for q in (quotient, turned) if q is not None for scaled in (q, q * 100)]
        bare = replace(claim, direction=None, modifier="exact", sense=None)
        if any(weigh(bare, result).startswith("agrees") for result in results):
            return True
    return False


def from_stated(view: View, hypotheses: Iterable[Hypothesis]) -> Iterable[Hypothesis]:
    """Trust a way of computing more that starts from two figures which the sentence has just stated."""
    for item in hypotheses:
        both = both_stated(view, item) and not _names_another_line(view, item)
        yield replace(item, weight=max(item.weight, _BOTH_STATED)) if both else item


def _names_another_line(view: View, item: Hypothesis) -> bool:
    """Tell whether the clause of a claim names a line that some cells are not on (销售额由38.9增加到72.4，门店增长69.8%)."""
    start = view.sentence.clause_start(view.claim.start)
    cells = [cell for cell in view.sheet.cells.values() if cell.observation_id in item.inputs]
    return any(
        mention.exact
        and not mention.entry.whole
        and start <= mention.span.start < view.claim.start
        and not view.is_base(mention)
        and not any((c.row if mention.entry.axis == "row" else c.column) in mention.entry.lines for c in cells)
        for mention in view.mentions
    )


def both_stated(view: View, item: Hypothesis) -> bool:
    """Tell whether a way of computing starts from two figures that the sentence states before a claim."""
    if len(item.inputs) != 2 or item.weight < _LIKELY:
        return False
    text, start = view.sentence.text, view.claim.start
    stated = {Decimal(match.group().replace(",", "")) for match in _NUMERAL.finditer(text, 0, start)}
    if len(stated) < 2:
        return False
    values = {
        abs(c.value) for c in view.sheet.cells.values() if c.observation_id in item.inputs and c.value is not None
    }
    return len(values) == 2 and stated >= values
