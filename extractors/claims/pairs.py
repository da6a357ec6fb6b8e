"""The former and the latter: which of the two that were named last a number is of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extractors.model import Claim

_ONE_OF_TWO = regex.compile(r"前者|后者|(?i:\bthe (?P<en>former|latter)\b)")
_FIRST = ("前者", "former")


def with_pairs(claims: Sequence[Claim], earlier: Sequence[Claim]) -> list[Claim]:
    """Put into claims of 前者 and 后者 what the two claims before said: of whom, of which class, of what.

    `earlier` are the claims of the sentence before. 前者是后者的2倍 has the other of the two as its base or its whole.
    """
    resolved: list[Claim] = []
    plain = list(earlier)
    end = 0
    for claim in claims:
        named = [match.group().split()[-1].lower() for match in _ONE_OF_TWO.finditer(claim.sentence, end, claim.start)]
        pair = _pair(plain) if named else None
        end = claim.end
        if pair is None:
            plain.append(claim)
            resolved.append(claim)
            continue
        own, other = pair if named[0] in _FIRST else pair[::-1]
        resolved.append(_resolved(claim, own, other, compared=len(named) > 1))
    return resolved


def _pair(claims: Sequence[Claim]) -> tuple[Claim, Claim] | None:
    if len(claims) < 2 or claims[-1].unit.code != claims[-2].unit.code:
        return None
    first, second = claims[-2], claims[-1]
    return (first, second) if _meaning(first) != _meaning(second) else None


def _meaning(claim: Claim) -> tuple[str | None, ...]:
    return claim.entity.label, claim.category.label, claim.indicator.label


def _resolved(claim: Claim, own: Claim, other: Claim, *, compared: bool) -> Claim:
    claim = replace(claim, entity=own.entity, partner=own.partner, category=own.category, indicator=own.indicator)
    if not compared:
        return claim
    differs = own.entity.label != other.entity.label
    base = other.entity.label if differs else other.category.label or other.indicator.label
    if claim.kind == "share":
        measure = other.indicator.label or ""
        return replace(claim, denominator=f"{base}{measure}" if differs else measure or base)
    return replace(claim, base_entity=base if differs else claim.base_entity)
