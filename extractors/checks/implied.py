"""Totals that shares imply: of two amounts with their shares of one whole (甲51.6亿元，占全国的0.66%；乙1843.8亿元，占23.5%) each tells the whole.

An amount over its share is the whole, so that the share of the one follows from both amounts and the share of the other. Whether
the whole is the same, words often leave open: what is at odds is a doubt, no contradiction.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import regex

from extractors.checks.derived import finding_on, weigh
from extractors.checks.prose import Prose, Said
from extractors.checks.slips import digits_of
from extractors.checks.statements import Finding, Language, shortened
from extractors.model import Claim
from extractors.quantities.intervals import Interval

_PART_OF: Final = regex.compile(r"[，,]\s?(?:占比|占|比重)[^，。；\d]{0,16}(?:的|是|为|达)?")
_REACH: Final = 1  # sentences from the one to the other
_FEWEST: Final = 2  # figures of a share that tells a whole


def check_implied(prose: Prose, language: Language) -> list[Finding]:
    """Hold a share against the whole that another amount and its share, in the same sentence or the next, imply."""
    stated = [(number, said, *found) for number, said in enumerate(prose) for found in _shares(said)]
    findings: list[Finding] = []
    for (at, first, one, share), (behind, second, two, other) in pairwise(stated):
        if first.section != second.section or behind - at > _REACH or not _alike(one, two):
            continue
        expected = _implied(one, two, other)
        if expected is None or (share.denominator and other.denominator and share.denominator != other.denominator):
            continue
        verdict = weigh(share, expected)
        left, right, part = (shortened(claim.value or expected.value) for claim in (one, two, other))
        basis = (f"{left} / ({right} / {part})", expected, (one.claim_id, two.claim_id, other.claim_id))
        if verdict != "not_checkable":
            found = "ambiguous" if verdict == "contradicts" else verdict
            findings.append(finding_on(share, "implied_share", basis, found, language))
    return findings


def _shares(said: Said) -> Iterator[tuple[Claim, Claim]]:
    """Return amounts of a sentence with the shares that stand right behind them."""
    claims = sorted((c for c in said.claims if c.value is not None and c.value_to is None), key=lambda c: c.start)
    for amount, share in pairwise(claims):
        if (
            amount.kind == "level"
            and share.kind == "share"
            and amount.modifier == share.modifier == "exact"
            and digits_of(share) >= _FEWEST
            and _PART_OF.fullmatch(said.text, amount.end, share.start)
        ):
            yield amount, share


def _alike(one: Claim, two: Claim) -> bool:
    return one.unit == two.unit and one.period.text == two.period.text and one.entity != two.entity


def _implied(one: Claim, two: Claim, other: Claim) -> Interval | None:
    """Return the share of one amount in the whole of which another one is a stated share."""
    if one.value is None or two.value is None or other.value is None:
        return None
    quotient = Interval.printed(one.value, one.decimals).ratio(Interval.printed(two.value, two.decimals))
    part = Interval.printed(other.value, other.decimals)
    if quotient is None or part.low <= 0:
        return None
    return Interval(quotient.low * part.low, quotient.value * part.value, quotient.high * part.high)
