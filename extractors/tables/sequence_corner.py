"""What the word in the corner of a table says about its two axes."""

from __future__ import annotations

from typing import Final, Literal

import regex

from extractors.characters import to_plain

CornerClass = Literal["period", "item"]

_PERIOD: Final = regex.compile(
    r"(?:年\s?份|年\s?度|年|时\s?间|时\s?期|年月|月\s?份|季\s?度|日\s?期|期\s?间)|(?:years?|periods?|dates?|months?|quarters?|time)",
    regex.IGNORECASE,
)
# The nouns that name a class of things, as they end a corner label.
_ITEM: Final = regex.compile(
    r".*(?:国\s?别|国\s?家|地\s?区|\p{Han}(?<![排提知署])名|省\s?份|省市|城\s?市|区\s?域|市场|行\s?业|产\s?业|部\s?门|产\s?品|商\s?品|品\s?种|作\s?物|指\s?标|项\s?目|类\s?别"
    r"|分\s?类|类\s?型|种\s?类|变\s?量|科\s?目|名\s?称|企\s?业|方\s?式|序\s?号|编\s?号|伙伴|来源|模\s?型|方\s?法|因\s?素|指\s?数|系\s?数|经济体|对象|内容|组别)"
    r"|.*\b(?:countr(?:y|ies)|count(?:y|ies)|regions?|provinces?|cit(?:y|ies)|industr(?:y|ies)|sectors?|products?|commodit(?:y|ies)|goods|items?"
    r"|indicators?|categor(?:y|ies)|types?|variables?|partners?|markets?|names?|models?|econom(?:y|ies)|groups?|areas?|crops?|no\.?)",
    regex.IGNORECASE,
)

# Words that stand in a corner and hardly anywhere else: a column may be called 城市 or Model, but not 国别.
_AXIS: Final = regex.compile(
    r"(?:\p{Han}{0,2}(?:国\s?别|国家|地\s?区|区域|\p{Han}(?<![排提知署])名|省\s?份|指\s?标|项\s?目|类\s?别|分\s?类|品\s?种|变\s?量|年\s?份|年\s?度))"
    r"|(?:year|country|region|province|county|item|indicator|variable|category|product|industry)",
    regex.IGNORECASE,
)


def names_axis(text: str) -> bool:
    """Tell whether a label is hardly ever anything but a corner."""
    return len(text) <= 9 and bool(_AXIS.fullmatch(to_plain(text).strip()))


def corner_to_classes(text: str) -> tuple[CornerClass | None, ...]:
    """Return what each part of a corner label names: periods, a class of items, or nothing known.

    A corner cut by a diagonal names both axes: 国别/年份 has two parts, 年份 one.
    """
    parts = [part.strip() for part in regex.split(r"[/\\|、]", to_plain(text)) if part.strip()]
    return tuple(_part_to_class(part) for part in parts)


def _part_to_class(part: str) -> CornerClass | None:
    bare = regex.sub(r"\([^()]*\)$", "", part).strip()
    if _PERIOD.fullmatch(bare):
        return "period"
    return "item" if _ITEM.fullmatch(bare) else None
