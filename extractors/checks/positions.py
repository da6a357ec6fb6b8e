"""Where a name stands beside a number: right behind it as its own, or as what it is set against."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import regex

from extractors.checks.mentions import Mention
from extractors.model import Claim, Span

_BASE: Final = regex.compile(
    r"(?:占|比|较|高于|低于|多于|少于|快于|慢于|大于|小于|不及|不如|超过|相当于|高出|领先|落后)(?:了|全部|整个|其他|上述|这|同期|第.{1,2}[位名大]的?|排名第.的?|最.的)?$|\b(?:exceed(?:s|ed)?|against|with)\s(?:the\s|in\s|that\sof\s|that\sin\s)?$"
    # The output of Anford is its own; a share of it, or half of it, is not.
    r"|(?:\b(?:per cent|percent|shares?|half|thirds?|quarters?|fifths?|proportion|part|out)|%)\sof\s(?:the\s|all\s)?$"
    r"|\bthan\s(?:[a-z]+\s){0,4}$",
    regex.IGNORECASE,
)
_IS: Final = regex.compile(
    r"(?:是|为|达|达到)(?:第.{1,2}[名位]的?|最[低少小高多大]的?|末位的?|同期)?$|\b(?:times|as)\s(?:that\sof\s|the\s)?$",
    regex.IGNORECASE,
)
_HELD: Final = regex.compile(
    r"\s?(?:(?:per (?:capita|month|year|head|person|kilogram|inhabitant)|a (?:year|month)|on average|each|higher|lower|more|less)\s)?(?:in|for|at|among)\s(?:the\s|both\s)?",
    regex.IGNORECASE,
)
# more slowly than in Waterford, where they rose by 28.6 per cent: what was compared with is what is spoken of now
_WHERE: Final = regex.compile(r",?\s(?:where|which|whose|who)\b", regex.IGNORECASE)
_OWNS: Final = regex.compile(r"(?:的|'s|,? at)\s?(?:约|近)?", regex.IGNORECASE)
_NEAR: Final = 8  # characters between a base and the multiple of it
THEM: Final = regex.compile(r"\b(?:between|of) (?:them|these two|the two)\b", regex.IGNORECASE)
SAME: Final = regex.compile(
    r"\b(?:on|by|in) (?:this|that|the same) (?:measure|respect|indicator|count|score|criterion|regard)\b",
    regex.IGNORECASE,
)
_PRONOUN: Final = regex.compile(
    r"(?:This|That|It|They|These|Those|Its|Their|The (?:figure|latter|increase|decline|rise|fall|change|value|share|rate))\b(?!\s(?:table|paper|article|study|section))",
    regex.IGNORECASE,
)


def goes_on(text: str, end: int) -> bool:
    """Tell whether a sentence goes on with what the one before it names: by a pronoun, on this measure, between them."""
    return bool(_PRONOUN.match(text) or SAME.search(text) or THEM.search(text, 0, end))


def held_behind(claim: Claim, text: str, mentions: Sequence[Mention]) -> Mention | None:
    """Return the name that English sets right behind a number: 6.5 per cent in Dublin and 8.8 per cent in Waterford."""
    behind = [mention for mention in mentions if mention.span.start >= claim.end]
    if behind and _HELD.fullmatch(text, claim.end, behind[0].span.start):
        return behind[0]
    return None


def is_set_against(claim: Claim, text: str, name: Span) -> bool:
    """Tell whether a name is what something is set against: 占全省, 比红河高, 是福建的4.2倍, than in Ghana."""
    latin = text[name.start].isascii()
    before = text[max(0, name.start - (36 if latin else 12)) : name.start]
    if name.end <= claim.start and _WHERE.match(text, name.end):
        return False
    if _BASE.search(before):
        # 快于住宿餐饮业的10.4%: the figure is that of what is compared with.
        if before.rstrip("了全部整个其他上述这").endswith("占"):
            return True
        return not (claim.kind != "multiple" and _OWNS.fullmatch(text, name.end, claim.start))
    if claim.kind != "multiple" or name.start > claim.start:
        return False
    between = text[name.end : claim.start]
    return _IS.search(before) is not None and len(between) <= _NEAR and "，" not in between
