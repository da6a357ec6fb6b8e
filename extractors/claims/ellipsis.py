"""What English says once for several numbers: exports rose 5%, imports 3%; 64.8 years for men and 68.1 for women."""

from __future__ import annotations

import regex

from extractors.claims.scene import Scene
from extractors.model import Span

_ABOUT = r"(?:(?i:about|around|nearly|almost|over|some|only|just|approximately|roughly|more than|less than)\s)?"
# in real terms, in the first quarter, in the former: how, when, or one of two that were named.
_NO_CLASS = r"\d|the|real|nominal|terms?|total|all|value|volume|comparison|average|fact|each|both|that|those|this|these|particular|addition|first|second|third|fourth|last|previous|same|year|month|quarter|period|short|long|favou?r|case|former|latter|following|next|preceding|subsequent|decade|years|months|early|late"
# Between two numbers stands only the name of another thing: ", imports ", " and the surplus by ".
_GAP = regex.compile(
    rf"\s?(?:[,;]|,?\s(?i:and|while|but|whereas))\s(?:(?i:and|while|but)\s)?(?:(?i:the|its|their|that of|those of)\s)?(?P<name>(?!(?i:an?|up|down|in|on|at|of|to|from|with|by|for|as|or|compared|against|than|which|after|respectively|another|over|under|about|around|nearly|almost|some|only|just|more|less|representing|accounting|equivalent|making|taking|reaching|leaving|bringing|rising|falling|growing|followed|its share|their share)\b)[A-Za-z][A-Za-z&'’ -]{{1,40}}?)(?<!\s(?i:in|of|to|from|with|for|the|a|an|is|was|are|were))\s(?:(?i:by|for|at)\s)?{_ABOUT}[$€£]?$"
)
# 64.8 years for men and 68.1 years for women: the class stands behind each number.
_BEHIND = regex.compile(
    rf"(?:\s[a-z]{{2,12}}){{0,2}}?\s(?P<preposition>in|for|among)\s(?:the\s)?(?P<name>(?!(?:{_NO_CLASS})\b)[a-z][a-z&' -]{{1,40}}?)(?=[,;]\s|\.|$|\s(?:and|but|while|whereas|compared|against|versus|in|from|over|during|since|between)\b|\s[(])"
)
# rose in mining by 9 %, and in energy by 2 %
_AHEAD = regex.compile(
    rf"\b(?:in|for|among)\s(?:the\s)?(?P<name>(?!(?:{_NO_CLASS})\b)[a-z][a-z&',/ -]{{1,60}}?)(?:\s(?:industry|sector))?\sby\s{_ABOUT}$"
)
# compared with 58% for rural residents
_AGAINST = regex.compile(
    r"\b(?:compared\s(?:with|to)|against|versus)\s(?:about\s|only\s)?[\d.,]+\s?(?:%|percent|per cent|[a-z]+)?$"
)
_NUMBER = regex.compile(r"\d(?:[\d.,]*\d)?(?:\s?%|\s(?:percent|per cent|percentage points?|years?|million|billion))?")
# a 2.5 billion euro surplus, its $5 billion deficit: the noun stands behind the number that qualifies it.
_ARTICLE = regex.compile(r"\b(?i:an?|the|its|their|this|another)\s(?:(?i:record|net|total|further|combined)\s)?$")
_QUALIFIED = regex.compile(
    r"\s(?P<noun>(?!(?i:of|in|to|from|and|or|by|for|with|at|on|per|more|less|higher|lower|over|under|above|below|during|compared)\b)[a-z][a-z-]{2,20}(?:\s(?!(?:of|in|to|from|and|or|by|for|with|at|on|was|were|is|are|over|during|compared|that|which)\b)[a-z-]{3,20}){0,2}(?:\sin\s(?:goods|services|trade)(?:\sin\s(?:goods|services))?)?)(?=\s(?i:in|to|from|by|for|with|at|on|was|were|is|are|over|during|compared|that|which|and)\b|[,.;)]|$)"
)


def gapped_name(scene: Scene, since: int, start: int) -> Span | None:
    """Return the name that alone stands between two numbers, where the verb before the first holds for both."""
    match = _GAP.fullmatch(scene.mask[since:start])
    return Span(since + match.start("name"), since + match.end("name")) if match is not None else None


def name_behind(scene: Scene, end: int) -> Span | None:
    """Return the class named behind a number, where another number of the sentence has one behind the same preposition."""
    match = _BEHIND.match(scene.mask, end)
    if match is None:
        return None
    others = {
        other["name"]
        for number in _NUMBER.finditer(scene.mask)
        if (other := _BEHIND.match(scene.mask, number.end())) is not None
        and other["preposition"] == match["preposition"]
    }
    compared = _AGAINST.search(scene.mask, max(0, end - 48), end) is not None
    return Span(*match.span("name")) if len(others) > 1 or compared else None


def name_ahead(scene: Scene, start: int) -> Span | None:
    """Return the class named between the verb and a number: mining of "rose in mining by 9 %"."""
    match = _AHEAD.search(scene.mask, max(0, start - 80), start)
    return Span(*match.span("name")) if match is not None else None


def qualified_noun(scene: Scene, number: Span) -> Span | None:
    """Return the noun behind a number that only qualifies it: the surplus of "a 2.5 billion euro surplus"."""
    if _ARTICLE.search(scene.text, max(0, number.start - 24), number.start) is None:
        return None
    match = _QUALIFIED.match(scene.mask, number.end)
    return Span(*match.span("noun")) if match is not None else None
