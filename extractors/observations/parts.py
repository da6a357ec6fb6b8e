"""What one label says: a period, places, a class, an indicator, a unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from extractors.model import Period, Span, Unit
from extractors.observations.layout import is_total
from extractors.vocabulary import Vocabulary
from extractors.vocabulary.indicators import Measure
from extractors.vocabulary.periods import PartOfYear, find_periods, read_part_of_year, read_period
from extractors.vocabulary.places import Mention

_BRACKETS = regex.compile(r"[(（\[【](?P<inner>[^()（）\[\]【】]*)[)）\]】]")
_COMPOUND = regex.compile(r"(?<=\s)[A-Za-z%$€£¥]{1,8}\s?/\s?[A-Za-z0-9²³]{1,8}$")
_TAIL = regex.compile(r"(?P<mark>[/／]|(?<!\d),|，\s?|,\s|:\s?|：)(?P<unit>[^/／,，()（）]{1,24})$")
# What captions end with once their subject has been named: 一览表, 情况统计, 变化分析.
_CAPTION_END = regex.compile(
    r"(?:及其?|的)?(?:主要)?(?:基本)?(?:一览表|统计表|情况表|明细表|汇总表|对比表|比较表|变化表|分析表|计算结果|测算结果|一览|统计|情况|分析|明细|汇总|对比|比较|变化|趋势|结果|表|状况|现状|走势|概况)+$"
)
_LONGEST_PERCENT = 10
_GLUE = " \N{IDEOGRAPHIC SPACE},，、:：;；-—–_/的之年间期"
# What a place or a period leaves behind when it is taken out: GDP（ and ）.
_LEFT_BRACKETS = regex.compile(r"^[)）\]】\s]+|[(（\[【\s]+$|[(（\[【]\s*[)）\]】]")
_GLUE_WORDS = regex.compile(
    r"^(?:与|和|及|对|向|从|自|同|在|各国|各省|各地区|各省市|各成员国|中|主要|历年|其中|between|and|of|in|by|the|from|to|with|for|'s|’s)+(?![a-z])"
    r"|(?<![a-z])(?:与|和|及|对|各国|各省|between|and|of|in|by|the|from|to|with|for)+$",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Parts:
    """One label or caption taken apart.

    `core` is the text without its unit. `whole_period`, `part_of_year`, `whole_place` are
    set where the core says nothing else. `subject` is what remains when periods and
    places are taken away: for a caption, its subject without 一览表 and the like.
    """

    text: str
    core: str
    unit: Unit | None
    periods: tuple[Period, ...]
    whole_period: Period | None
    part_of_year: PartOfYear | None
    places: tuple[Mention, ...]
    whole_place: Mention | None
    class_code: str | None
    class_label: str | None
    whole_class: bool
    measures: tuple[Measure, ...]
    subject: str
    total: bool

    @property
    def measure(self) -> Measure | None:
        """The indicator that the label is about: the last one named in Chinese, the first in English."""
        if not self.measures:
            return None
        return self.measures[0] if self.core[self.measures[0].span.start].isascii() else self.measures[-1]


def read_parts(text: str, vocabulary: Vocabulary, *, caption: bool = False) -> Parts:
    """Take a label or a caption apart."""
    core, unit = _without_unit(text, vocabulary)
    found_periods = find_periods(core)
    places = vocabulary.places.find(core)
    classes = vocabulary.classifications.find(core)
    sign = vocabulary.indicators.read(core)
    spans = [mention.span for mention in classes]
    measures = (sign,) if sign is not None else _measures(core, places, spans, vocabulary)
    whole_place = vocabulary.places.read(core)
    class_code = vocabulary.classifications.read(core)
    class_label = core if class_code else None
    outside = [mention for mention in classes if not any(_covers(measure.span, mention.span) for measure in measures)]
    if class_code is None and len({mention.code for mention in outside}) == 1 and measures:
        class_code, class_label = outside[0].code, outside[0].label
    taken = [span for span, _ in found_periods]
    taken += [mention.span for mention in places]
    if class_label and class_label != core:
        taken += [mention.span for mention in outside]
    return Parts(
        text=text,
        core=core,
        unit=unit,
        periods=tuple(period for _, period in found_periods),
        whole_period=read_period(core),
        part_of_year=read_part_of_year(core),
        places=(whole_place,) if whole_place else places,
        whole_place=whole_place,
        class_code=class_code,
        class_label=class_label,
        whole_class=bool(class_code) and (class_label == core) and not measures,
        measures=measures,
        subject=_subject(core, taken, caption=caption),
        total=is_total(core),
    )


def _without_unit(text: str, vocabulary: Vocabulary) -> tuple[str, Unit | None]:
    for match in _BRACKETS.finditer(text):
        unit = vocabulary.units.read_unit(match["inner"])
        if unit is not None:
            return (text[: match.start()] + text[match.end() :]).strip(" ,，:："), unit
    compound = _COMPOUND.search(text)
    if compound is not None and compound.start() > 0:
        unit = vocabulary.units.read_unit(compound.group())
        if unit is not None:
            return text[: compound.start()].strip(), unit
    tail = _TAIL.search(text)
    if tail is not None and tail.start() > 0:
        unit = vocabulary.units.read_unit(tail["unit"].strip())
        # 出口额/亿元 names a unit; kg/year and 元/人 are one unit whose first part is not known.
        if unit is not None and vocabulary.units.family_of(unit.code) not in {"duration", "age"}:
            return text[: tail.start()].strip(), unit
    # A column between amounts headed by nothing but % or Percent.
    alone = vocabulary.units.read_unit(text.strip()) if len(text) <= _LONGEST_PERCENT else None
    return text, alone if alone is not None and alone.code == "percent" else None


def _measures(
    core: str, places: Iterable[Mention], classes: Sequence[Span], vocabulary: Vocabulary
) -> tuple[Measure, ...]:
    # 加工贸易TC指数 is the TC of a kind of trade, not of 贸易; 服务贸易总额 is a term that holds the name of a class.
    whole = vocabulary.indicators.find(core)
    if any(_covers(measure.span, span) for measure in whole for span in classes):
        kept = [span for span in classes if not any(_covers(measure.span, span) for measure in whole)]
    else:
        kept = list(classes)
    masked = list(core)
    for span in [*kept, *(mention.span for mention in places)]:
        masked[span.start : span.end] = "\0" * len(span)
    return vocabulary.indicators.find("".join(masked))


def _covers(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end and outer != inner and len(outer) > len(inner)


def _subject(core: str, taken: Sequence[Span], *, caption: bool) -> str:
    text = list(core)
    for span in taken:
        text[span.start : span.end] = "\0" * len(span)
    pieces = "".join(text).split("\0")
    kept = []
    for piece in pieces:
        stripped = piece.strip(_GLUE)
        before = None
        while before != stripped:
            before = stripped
            stripped = _LEFT_BRACKETS.sub("", _GLUE_WORDS.sub("", stripped)).strip(_GLUE)
        if caption:
            stripped = _CAPTION_END.sub("", stripped).strip(_GLUE)
        if stripped:
            kept.append(stripped)
    return (" " if kept and kept[0].isascii() else "").join(kept)
