"""What a sentence names: periods, places, measures, classes of goods, and the wholes of its shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import regex

from extractors.model import Period, Span
from extractors.vocabulary import Vocabulary
from extractors.vocabulary.classifications import ClassMention
from extractors.vocabulary.indicators import Measure
from extractors.vocabulary.periods import find_periods, part_period, read_part_of_year
from extractors.vocabulary.places import Mention

TimeRole = Literal["stated", "compared", "since", "from", "excepted"]
PlaceRole = Literal["subject", "partner"]

_COMPARED = regex.compile(
    r"(?:比|较|与|同|相比|是|为|相当于|而|超过|高于|低于|(?i:than in|than|compared (?:with|to)|relative to|that (?:of|in)|as in))\s?$"
)
_EXCEPTED = regex.compile(r"(?:除|除了|除在|除了在|(?i:except (?:in|for)|apart from|other than))\s?$")
_FROM = regex.compile(r"(?:从|由|自|(?i:from|between))\s?$")
_SINCE = regex.compile(r"\s?(?:年)?(?:底|末|初)?(?:以来|之后|起|后)|\s?(?i:onwards?)")
_SINCE_BEFORE = regex.compile(r"(?i:since)\s?$")
# A part of a year without its year; the year is that of the sentence or the one before it.
_PART = regex.compile(
    r"(?<![\d.年])(?:上半年|下半年|第?[一二三四]季度|(?:1[0-2]|[1-9])(?:\s?[-—~至]\s?(?:1[0-2]|[1-9]))?\s?月(?:份)?(?!\d))"
)
_OTHER_YEAR = regex.compile(r"(?:上年|去年|前年|上一年|上年同期|比|较)[^，。；]{0,4}$")
# 占总用地面积的21.4%, 占地区生产总值的比重为3.8%, 不到出口总额的5%; not 占比 itself.
_WHOLE = regex.compile(
    r"(?:占(?:到|了|据)?(?!比|有率|地)(?:近|约|全部)?|不到|不足|超过|相当于)(?P<whole>[^，。；、,;：:（(%]{2,30}?)(?:的)?(?:比重|比例|份额|百分比|总额比例)?"
    r"(?:的)?(?:分别|依次|均|都|仅|只|约|近|超过?|高|已|也)?(?:为|是|达到?|至)?(?:的)?(?:近|约|超过?|大约)?$"
)
_EARLIER = regex.compile(r"占(?!比|有率|地)(?P<whole>[^，。；、,;（(%\d]{2,30}?)的?(?:比重|比例|份额)")
_WHOLES = regex.compile(
    r"占(?:到|了|据)?(?!比|有率|地)(?P<whole>[^，。；、,;（(%\d]{2,30}?)的?(?:比重|比例|份额|(?=近|约|超|的?\d))"
)
# The base of a multiple or of a comparison: 是甲省的12倍, 相当于全国的2倍, 比全国高5个百分点.
_BASE = regex.compile(
    r"(?:(?:是|为|相当于|等于|达到?|达)(?P<multiple>[^，。；、,;]{2,24}?)的?(?:近|约|大约|超过)?|"
    r"(?:比|较|高于|低于|多于|少于|快于|慢于)(?P<compared>[^，。；、,;\d]{2,20}?)(?:高|低|多|少|快|慢|高出|低了|高了|多出)?(?:了|出)?(?:近|约)?(?<!的))$"
)
_OF = regex.compile(
    r"\s(?i:of)\s(?:(?i:the|its|their|all|total)\s)?(?P<whole>[A-Za-z][^,.;:()\d]{2,40}?)(?=[,.;:]|\s(?:in|and|while|but|which|was|were|is|are)\b|$)"
)
_PARTNER_BEFORE = regex.compile(r"(?:与|同|对|向|跟|(?i:\b(?:with|to|from|and))\s(?:the\s)?)$")
_SOURCE_BEFORE = regex.compile(r"(?:从|自)$")
_IMPORTED = regex.compile(r"(?:等)?(?:\p{Han}{0,4}?)(?:的)?(?:进口|购买|引进|输入|采购)")
_RELATED = regex.compile(
    r"(?:等)?(?:\p{Han}{0,6}?)?(?:之间)?(?:的)?(?:\p{Han}{0,8}?)(?:贸易|进出口|出口|进口|经贸|双边|投资|合作|往来|占比|差距|密集度|依赖|伙伴|顺差|逆差|关系)|(?:之间)?的(?=\d)|(?:已经?|共同|正式|先后)?(?:建立|签署|签订|达成|建交|共建|互为)|\s"
)
_COORDINATED = regex.compile(r"\s?(?:、|和|与|及|以及|,\s?(?:and\s)?|\sand\s)\s?")
_DASH = regex.compile(r"\s?[-—–－~]\s?")
_LOCAL = regex.compile(
    r"全国|全[省市县区州]|我[省市县区]|本[省市县区]|(?<!上市|有限|股份|的)公司(?=[\p{Han}\d])(?!法|债|治理)|(?<!\p{Han})该[省市县区国]"
)


@dataclass(frozen=True, slots=True)
class Time:
    """A period that a sentence names, and what the sentence does with it."""

    span: Span
    period: Period
    role: TimeRole


@dataclass(frozen=True, slots=True)
class Party:
    """A place that a sentence names, and whether it trades or is traded with; `run` numbers its coordinated list."""

    mention: Mention
    role: PlaceRole
    run: int

    @property
    def span(self) -> Span:
        """Where the place is named."""
        return self.mention.span


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that a sentence names, each with its place in the sentence, left to right."""

    text: str
    times: tuple[Time, ...]
    parties: tuple[Party, ...]
    measures: tuple[Measure, ...]
    classes: tuple[ClassMention, ...]
    local: str | None = None


def read_scene(text: str, vocabulary: Vocabulary, year: int | None) -> Scene:
    """Find what a sentence names; `year` is that of the sentence before, for parts of a year without one."""
    local = _LOCAL.search(text)
    return Scene(
        text,
        _times(text, year),
        _parties(text, vocabulary),
        vocabulary.indicators.find(text),
        _classes(text, vocabulary),
        local.group() if local is not None else None,
    )


def read_whole(clause: str, after: str) -> str | None:
    """Return the whole of which a share is stated, from the clause before the share or the words behind it."""
    match = _WHOLE.search(clause) or _OF.match(after)
    return regex.sub("的$", "", match["whole"].strip()) if match is not None else None


def read_earlier_whole(text: str) -> str | None:
    """Return the last whole that a text names with the word for a share: 占全市用水量的比重继续上升."""
    found = [match["whole"] for match in _EARLIER.finditer(text)]
    return found[-1] if found else None


def whole_spans(text: str) -> tuple[Span, ...]:
    """Return where a text names wholes of shares: what is measured is never there."""
    return tuple(Span(*match.span("whole")) for match in _WHOLES.finditer(text))


def read_base(clause: str, *, multiple: bool) -> str | None:
    """Return the term of comparison that ends a clause, as printed: 甲省 of 是甲省的12倍."""
    match = _BASE.search(clause)
    return None if match is None else match["multiple" if multiple else "compared"]


def year_of(period: Period) -> int | None:
    """Return the year in which a period ends."""
    return period.end.year if period.end is not None else None


def _times(text: str, year: int | None) -> tuple[Time, ...]:
    times: list[Time] = []
    for span, period in find_periods(text):
        before, after = text[max(0, span.start - 16) : span.start], text[span.end : span.end + 8]
        role: TimeRole = "stated"
        if _SINCE.match(after) or _SINCE_BEFORE.search(before):
            role = "since"
        elif _FROM.search(before) and (period.text is None or "/" not in period.text):
            role = "from"
        elif _EXCEPTED.search(before):
            role = "excepted"
        elif _COMPARED.search(before):
            role = "compared"
        times.append(Time(span, period, role))
    for match in _PART.finditer(text):
        span = Span(*match.span())
        if any(span.overlaps(time.span) for time in times):
            continue
        known = [y for time in times if time.span.end <= span.start and (y := year_of(time.period)) is not None]
        part = read_part_of_year(match.group())
        own = known[-1] if known else year
        if part is None or own is None or _OTHER_YEAR.search(text[: span.start][-8:]):
            continue
        times.append(Time(span, part_period(own, part), "stated"))
    return tuple(sorted(times, key=lambda time: time.span))


def _parties(text: str, vocabulary: Vocabulary) -> tuple[Party, ...]:
    parties: list[Party] = []
    run = 0
    mentions = vocabulary.places.find(text)
    for index, mention in enumerate(mentions):
        before = text[max(0, mention.span.start - 10) : mention.span.start]
        previous = parties[-1] if parties else None
        between = text[previous.mention.span.end : mention.span.start] if previous is not None else ""
        role: PlaceRole = "subject"
        if (
            (previous is not None and _DASH.fullmatch(between))
            or (_PARTNER_BEFORE.search(before) and _relates(text, mentions, index, _RELATED))
            or (_SOURCE_BEFORE.search(before) and _relates(text, mentions, index, _IMPORTED))
        ):
            role = "partner"
            run += 1
        elif previous is not None and _COORDINATED.fullmatch(between):
            role = previous.role
        else:
            run += 1
        parties.append(Party(mention, role, run))
    return tuple(parties)


def _relates(text: str, mentions: tuple[Mention, ...], index: int, relation: regex.Pattern[str]) -> bool:
    # A与B的贸易 relates A to B; A与B两省 only lists them. The list that begins with B is read to its end first.
    last = mentions[index]
    for following in mentions[index + 1 :]:
        if not _COORDINATED.fullmatch(text[last.span.end : following.span.start]):
            break
        last = following
    return relation.match(text, last.span.end) is not None


def _classes(text: str, vocabulary: Vocabulary) -> tuple[ClassMention, ...]:
    found = vocabulary.classifications.find(text)
    kept: list[ClassMention] = []
    for mention in found:
        # 第16类（机电类产品）: the title explains the number.
        if kept and kept[-1].code == mention.code and mention.span.start - kept[-1].span.end <= 1:
            continue
        kept.append(mention)
    return tuple(kept)
