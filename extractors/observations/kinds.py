"""What a level of labels is about: periods, places, classes, indicators or units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import regex

from extractors.observations.layout import Layout, Level
from extractors.observations.parts import Parts, read_parts
from extractors.vocabulary import Vocabulary

LevelKind = Literal["period", "place", "category", "indicator", "unit", "statistic", "ordinal", "title", "other"]

# What stub heads and corners call an axis.
_AXIS_WORDS: dict[LevelKind, tuple[str, ...]] = {
    "period": (
        r"年份|年度|时间|日期|时期|期间|月份|季度|年",
        r"years?|periods?|date|month|quarter",
    ),
    "place": (
        r"国别|国家|国家和地区|国家或地区|国家/地区|国别/地区|地区|省份|省区|省市|省市区|省|城市|区域|经济体|国|市|县",
        r"出口国|进口国|报告国|出口国家|进口国家|出口地|进口地|exporters?|importers?|reporters?",
        r"贸易伙伴|贸易伙伴国|伙伴国|市场|目的地|目的国|来源地|来源国",
        r"countr(?:y|ies)|regions?|provinces?|states?|partners?|trading partners?|econom(?:y|ies)|cit(?:y|ies)",
        r"destinations?|origins?|markets?",
    ),
    "category": (
        r"海关分类|商品|商品类别|商品种类|商品名称|产品|产品类别|产品种类|产品名称|主要产品|类别|种类|分类|分产品|品种|贸易方式",
        r"行业|行业类别|分行业|产业|部门|企业类型|企业性质|分组|组别|性别|年龄|学历",
        r"products?|product groups?|industr(?:y|ies)|sectors?|commodit(?:y|ies)|categor(?:y|ies)|types?",
        r"hs sections?|sections?|groups?|age groups?|sex|gender|activity",
    ),
    "indicator": (
        r"指标|指标名称|项目|科目|变量|变量名|变量名称|内容|指数|统计量",
        r"indicators?|items?|variables?|measures?|statistics?",
    ),
    "unit": (r"(?:计量)?单位|units?(?: of measure)?",),
}
_AXIS_PATTERNS = {kind: regex.compile("|".join(words), regex.IGNORECASE) for kind, words in _AXIS_WORDS.items()}
# What accountants call their columns: periods without a date.
_RELATIVE = regex.compile(
    r"(?:本期|上期|本年|上年|本年度|上年度|上年同期|去年同期|期初|期末|年初|年末|当期|同期)(?:数|金额|余额|发生额|累计)?|"
    r"(?:current|previous|prior|last|this) (?:year|period)",
    regex.IGNORECASE,
)
# Endings of what is counted or computed: 库存量, 权数, 相对误差; in English the word stands at either end.
_MEASURED = regex.compile(
    r"(?:值|额|量|率|数|比重|比例|占比|指数|系数|强度|密度|误差|增减|收入|支出|成本|费用|面积|金额|价格|余额|得分|权重)$|"
    r"\b(?:rate|index|value|ratio|volume|cost|price|amount|error|score|number|level)s?$|^(?:number|share|rate|level|value|amount) of\b",
    regex.IGNORECASE,
)
_SLASHES = regex.compile(r"\s*[/\\／＼|、\n]\s*|\s+")


@dataclass(frozen=True, slots=True)
class KnownLevel:
    """A level, what it is about, and the parts of its labels. `named` says that the table's own head says so."""

    level: Level
    kind: LevelKind
    parts: Mapping[str, Parts]
    named: bool = False

    def at(self, index: int) -> Parts | None:
        """Return the label that holds for a grid row or column."""
        label = self.level.labels.get(index)
        return None if label is None else self.parts[label]


def axis_word(text: str) -> LevelKind | None:
    """Return what the head of an axis announces: 国别 places, Year periods."""
    stripped = text.strip().replace(" ", "") if not text.isascii() else text.strip()
    return next((kind for kind, pattern in _AXIS_PATTERNS.items() if pattern.fullmatch(stripped)), None)


def corner_words(corner: Sequence[str]) -> tuple[str, ...]:
    """Return the words of a corner: a diagonal one holds a word for each axis, printed 国别/年份 or on two lines."""
    words: list[str] = []
    for text in corner:
        if axis_word(text) is not None or (text.isascii() and not regex.search(r"[/\\|\n]", text)):
            words.append(text)
        else:
            words += [part for part in _SLASHES.split(text) if part]
    return tuple(words)


def layout_to_levels(
    layout: Layout, caption: Parts | None, vocabulary: Vocabulary
) -> tuple[tuple[KnownLevel, ...], tuple[KnownLevel, ...]]:
    """Decide what each level of rows and of columns is about.

    The labels themselves decide by majority; heads and corner decide where they are silent. A
    four-digit number is a year when the others of its level are years too. Labels that nothing is
    known about are categories if another level, the corner or the caption names what is measured. Else
    the columns are the indicators, for tables of many measures have one a column, and the rows are categories.
    """
    corner = corner_words(layout.corner)
    rows = [_vote(level, vocabulary) for level in layout.rows]
    columns = [_vote(level, vocabulary) for level in layout.columns]
    levels = _named([*rows, *columns], corner)
    measured = any(known.kind in {"indicator", "statistic"} for known in levels) or any(
        vocabulary.indicators.find(word) for word in corner if axis_word(word) is None
    )
    unknown = [index for index, known in enumerate(levels) if known.kind == "other"]
    if not measured and unknown:
        likely = max(unknown, key=lambda index: (_likeness(levels[index]), index))
        if _likeness(levels[likely]) >= 0.5 or not (caption is not None and caption.measure is not None):
            levels[likely] = replace(levels[likely], kind="indicator")
    levels = [replace(known, kind="category") if known.kind == "other" else known for known in levels]
    return tuple(levels[: len(rows)]), tuple(levels[len(rows) :])


def _named(levels: list[KnownLevel], corner: Sequence[str]) -> list[KnownLevel]:
    # The head over a stub column speaks for that column first; words of a diagonal corner for whichever axis they fit.
    words = [kind for word in corner if (kind := axis_word(word)) is not None]
    taken = {known.kind for known in levels}
    for index, known in enumerate(levels):
        own = axis_word(known.level.name) if known.level.name else None
        if own is not None and _may_be(known, own):
            levels[index] = replace(known, kind=own, named=True)
            taken.add(own)
    for index, known in enumerate(levels):
        free = [kind for kind in words if kind not in taken and _may_be(known, kind)]
        if known.kind == "other" and free:
            levels[index] = replace(known, kind=free[0], named=True)
            taken.add(free[0])
    return levels


def _likeness(known: KnownLevel) -> float:
    """Return the share of labels that sound like something measured."""
    voters = [part for part in known.parts.values() if not part.total]
    return sum(bool(part.measures or _MEASURED.search(part.core)) for part in voters) / max(1, len(voters))


def _vote(level: Level, vocabulary: Vocabulary) -> KnownLevel:
    parts = {label: read_parts(label, vocabulary) for label in level.distinct()}
    voters = [part for part in parts.values() if not part.total]
    half = max(1, (len(voters) + 1) // 2)
    counts: list[tuple[LevelKind, int]] = [
        ("period", sum(_is_period(part) for part in voters)),
        ("unit", sum(not part.core or vocabulary.units.read_unit(part.text) is not None for part in voters)),
        ("place", sum(part.whole_place is not None for part in voters)),
        ("category", sum(part.whole_class for part in voters)),
        ("statistic", sum(part.measure is not None and part.measure.role == "statistic" for part in voters)),
        ("indicator", sum(part.measure is not None for part in voters)),
    ]
    kind: LevelKind = next((kind for kind, count in counts if voters and count >= half), "other")
    if kind in {"other", "period"} and _is_ordinal(level):
        kind = "ordinal"
    if kind == "other" and level.axis == "column" and len(level.labels) > 1 and len(parts) == 1:
        kind = "title"  # one label over all columns tells them not apart
    return KnownLevel(level, kind, parts)


def _is_period(part: Parts) -> bool:
    return part.whole_period is not None or part.part_of_year is not None or bool(_RELATIVE.fullmatch(part.core))


def _is_ordinal(level: Level) -> bool:
    labels = list(level.labels.values())
    return (
        level.axis == "row"
        and bool(labels)
        and (
            labels == [str(number) for number in range(1, len(labels) + 1)]
            or (level.name in {"序号", "编号", "No.", "No", "#"} and all(label.isdecimal() for label in labels))
        )
    )


def _may_be(known: KnownLevel, kind: LevelKind) -> bool:
    # A head is believed unless the labels plainly say something else: 项目 over 2018, 2019 heads no indicators.
    if kind in {"period", "unit"}:
        return known.kind == kind
    return known.kind in {"other", kind} or (
        known.kind in {"indicator", "category"} and kind in {"indicator", "category"}
    )
