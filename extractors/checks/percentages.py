"""Percentages whose kind the words around them tell: growth where something moved by them, or stands above its earlier level."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import regex

from extractors.model import Claim

_ABOVE: Final = regex.compile(
    r"\s(?:(?P<up>above|higher|more|larger|greater)|below|lower|less|smaller|short of|fewer)(?=\s(?:than\b|the\b|its\b|their\b|that of\b|in\b|on\b|\d{4})|[.,;])",
    regex.IGNORECASE,
)
_REDUCTION: Final = regex.compile(
    r"\b(?:(?P<up>increase|rise|gain|growth|expansion|advance|up)|reduction|decline|decrease|fall|drop|loss|contraction|down|slump)(?:\sof|\sby)?\s(?:about\s|nearly\s|almost\s|over\s|some\s|only\s|just\s)?$",
    regex.IGNORECASE,
)
_BY: Final = regex.compile(r"\bby\s(?:about\s|a further\s|nearly\s|over\s)?$")
_YEARLY: Final = regex.compile(r"\b(?:on average|a year|per year|annually|per annum)\b")
MOVES: Final = regex.compile(
    r"(?P<up>增|升|涨|提高|扩大|高|多|快|\b(?:rose|r[io]s(?:e|ing)|grew|grow\w*|increas\w+|gain\w*|climb\w*|up|advanc\w+|higher|more|above))|(?P<down>降|减|跌|落|缩|低|少|慢|\b(?:f[ae]ll\w*|declin\w+|dropp?\w*|decreas\w+|los\w+|down|lower|less|below|shr[aiu]nk\w*))",
    regex.IGNORECASE,
)


def as_moved(claim: Claim) -> Claim:
    """Take a percentage by which something moved (construction advanced by 12.7 per cent, services by 4.0) for growth."""
    if claim.kind != "share":
        return claim
    if claim.unit.code == "percent" and (turned := _as_compared(claim)) is not None:
        return turned
    if not _BY.search(claim.sentence[: claim.start]):
        return claim
    moves = list(MOVES.finditer(claim.sentence, 0, claim.start))
    if not moves:
        return claim
    averaged = _YEARLY.search(claim.sentence, moves[-1].start(), claim.end + 12) is not None
    sense = "average_annual" if averaged else claim.sense
    return replace(claim, kind="growth_rate", sense=sense, direction="up" if moves[-1]["up"] is not None else "down")


def _as_compared(claim: Claim) -> Claim | None:
    """Take a percentage by which something stands above its earlier level (6.5 per cent above 2020, a reduction of 37.6 per cent) for growth."""
    behind = _ABOVE.match(claim.sentence, claim.end)
    noun = _REDUCTION.search(claim.sentence, max(0, claim.start - 40), claim.start)
    if behind is None and noun is None:
        return None
    up = behind["up"] is not None if behind is not None else noun is not None and noun["up"] is not None
    return replace(claim, kind="growth_rate", direction="up" if up else "down")
