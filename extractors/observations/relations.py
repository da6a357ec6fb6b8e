"""Two places in one phrase: whose trade with whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extractors.vocabulary.places import Mention

_LIST = r"(?:各国|各成员国|成员国|各省|各省区市|各省市|各省份|各市|各地区|各地|国家|诸国|member states|members|countries|provinces)"
_EVEN = regex.compile(
    rf"\s*{_LIST}?\s*(?:与|和|同|跟|及|以及|[-‐‑–—―−~/&]|and|with)\s*(?:主要|the)?\s*", regex.IGNORECASE
)
_DIRECTED = regex.compile(
    rf"\s*{_LIST}?\s*(?:(?:主要)?(?:出口|进口|直接投资|投资)?(?:对|向|自|从|到|至|在)(?:主要)?|"
    r"(?:['’]s?)?\s*(?:[\w()%-]+\s+){0,5}(?:to|from|with|in)\s+(?:the\s+)?)\s*",
    regex.IGNORECASE,
)
_ALSO = regex.compile(r"\s*(?:、|,|，|和|与|及|以及|and|,\s*and|&)\s*(?:the\s+)?", regex.IGNORECASE)
_LISTED = regex.compile(rf"\s*(?:{_LIST}|主要国家|主要市场)", regex.IGNORECASE)
_BETWEEN = regex.compile(r"\bbetween\s+(?:the\s+)?$", regex.IGNORECASE)
# Words before a single place that make it the other side: 对欧盟出口, exports to the EU.
_TOWARDS = regex.compile(r"(?:与|对|向|自|从|同|\b(?:to|from|with)\s+(?:the\s+)?)$", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Relation:
    """The two sides of a phrase. `directed` says that the phrase itself tells whose figures they are (A对B的出口)."""

    first: tuple[Mention, ...]
    second: tuple[Mention, ...]
    directed: bool


def read_relation(text: str, places: Sequence[Mention]) -> Relation | None:
    """Return the two sides that a caption or label sets against each other, None if it does not.

    `places` are the mentions of `text` in order. A list on the second side stays together (中国与日本、韩国的贸易).
    """
    located: Relation | None = None
    for index in range(len(places) - 1):
        first, second = places[index], places[index + 1]
        if first.code == second.code:
            continue
        between = text[first.span.end : second.span.start]
        directed = _DIRECTED.fullmatch(between) is not None
        if not (directed or not between or _EVEN.fullmatch(between)):
            continue
        rest = [second]
        for after in places[index + 2 :]:
            if not _ALSO.fullmatch(text[rest[-1].span.end : after.span.start]):
                break
            rest.append(after)
        # "between A and B" has two equal sides whatever stands before; A、B和C is a list, not a relation.
        if index and _ALSO.fullmatch(text[places[index - 1].span.end : first.span.start]):
            continue
        if len(rest) > 1 and not directed and between.strip() in {"", "/", "&"}:
            continue
        relation = Relation((first,), tuple(rest), directed and not _BETWEEN.search(text[: first.span.start]))
        if between.strip() != "在":
            return relation
        # 甲国在乙省对丙地贸易中的份额: the words after 在 tell whose trade it is, where they tell it.
        located = located or relation
    return located


def is_listed(text: str, mention: Mention) -> bool:
    """Tell whether a phrase announces the parts of a group one by one: 欧盟各国, EU member states."""
    return _LISTED.match(text, mention.span.end) is not None


def is_towards(text: str, mention: Mention) -> bool:
    """Tell whether a single place is the other side of what is measured: 对欧盟出口, trade with Japan."""
    return _TOWARDS.search(text[: mention.span.start]) is not None
