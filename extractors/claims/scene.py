"""What a sentence names: periods, places, measures and classes of goods."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from extractors.claims.kinds import clause_before
from extractors.claims.nouns import MASK
from extractors.claims.parties import Party, find_parties
from extractors.model import Period, Span
from extractors.vocabulary import Vocabulary
from extractors.vocabulary.classifications import ClassMention
from extractors.vocabulary.indicators import Measure
from extractors.vocabulary.periods import find_periods, part_period, range_period, read_part_of_year

TimeRole = Literal["stated", "compared", "since", "from", "excepted"]

_BETWEEN = regex.compile(r"(?i:\bbetween)\s(?:the\s)?$")
_COMPARED = regex.compile(
    r"(?:比|较|与|同|相比|是|(?<!调整|变更|转变|发展|优化|演变|改变|修订|变)为|相当于|超过|高于|低于|(?i:than in|than|times the(?: [a-z ]{2,24} (?:of|in))?|twice the [a-z ]{2,24} (?:of|in)|compared (?:with|to)|relative to|that (?:of|in)|as in))\s?$"
)
# 最低的是2017年，为61.2%: not 是2017年的1.3倍.
_IS = regex.compile(r"[是为]\s?$")
_SAID = regex.compile(r"年?\s?[，,。；;（(]")
_EXCEPTED = regex.compile(r"(?:除|除了|除在|除了在|(?i:except (?:in|for)|apart from|other than))\s?$")
# 恢复至2019年同期的78%
_RESTORED = regex.compile(r"恢复[至到]\s?$")
_FROM = regex.compile(r"(?:从|由|自|(?i:from|between))\s?$")
_SINCE = regex.compile(r"\s?(?:年)?(?:底|末|初)?(?:以来|之后|起|后)|\s?(?i:onwards?)")
_SINCE_BEFORE = regex.compile(r"(?i:since)\s?$")
# A part of a year without its year; the year is that of the sentence or the one before it.
_PART = regex.compile(
    r"(?<![\d.年])(?:上半年|下半年|第?[一二三四]季度|(?:1[0-2]|[1-9])(?:\s?[-—~至]\s?(?:1[0-2]|[1-9]))?\s?月(?:份)?(?!\d))"
)
_OTHER_YEAR = regex.compile(r"(?:上年|去年|前年|上一年|上年同期|比|较)[^，。；]{0,4}$")
_ASIDE = regex.compile(r"[（(][^（()）]*[)）]")
_CLAUSES = regex.compile(r"[，。；：！？（()）]|[,;:](?=\s)|\s(?i:while|whereas)(?=\s)")
_HAN = regex.compile(r"\p{Han}")
_LOCAL = regex.compile(
    r"全国(?!\p{Han}{0,4}普查|[人政]大|政协|代表)|(?<!\p{Han})市区|全[省市县区州]|我[省市县区]|本[省市县区]|(?:(?<!\p{Han})|(?<=预计|认为|看好|其中|目前))公司(?=[\p{Han}\d])(?!法|债|治理)|(?:(?<!\p{Han})|(?<=年))该[省市县区国]"
)


@dataclass(frozen=True, slots=True)
class Time:
    """A period that a sentence names, and what the sentence does with it."""

    span: Span
    period: Period
    role: TimeRole


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that a sentence names, each with its place in the sentence, left to right.

    `locals` are the words for a place that only the article knows (全省, 公司); `wholes` is where the sentence says
    of what its shares are taken and with what its multiples compare.
    """

    text: str
    times: tuple[Time, ...]
    parties: tuple[Party, ...]
    measures: tuple[Measure, ...]
    classes: tuple[ClassMention, ...]
    locals: tuple[Span, ...] = ()
    wholes: tuple[Span, ...] = ()
    mask: str = ""
    english: bool = False

    def clause_start(self, position: int) -> int:
        """Return where the clause begins that holds a position."""
        return position - len(clause_before(self.text, position))

    def clauses_between(self, low: int, high: int) -> list[tuple[int, int]]:
        """Return where the clauses of a part of the sentence stand, in order."""
        bounds, begin = [], low
        # One character more than the part, for a mark is known by the blank behind it.
        for mark in _CLAUSES.finditer(self.text, low, min(high + 1, len(self.text))):
            if mark.end() > high:
                break
            bounds.append((begin, mark.start()))
            begin = mark.end()
        return [(start, end) for start, end in (*bounds, (begin, high)) if start < end]

    def masked(self, low: int, high: int) -> str:
        """Return a part of the sentence with the sign | for each character of a time or place, brackets blanked."""
        return str(_ASIDE.sub(lambda aside: " " * len(aside.group()), self.mask[low:high]))

    def times_before(self, position: int) -> list[Time]:
        """Return the periods that the sentence named before a position as times of its numbers."""
        return [time for time in self.times if time.span.end <= position and time.role != "compared"]

    def in_whole(self, span: Span) -> bool:
        """Tell whether something stands in the whole of a share or the base of a multiple."""
        return any(whole.start <= span.start < whole.end for whole in self.wholes)


def read_scene(text: str, vocabulary: Vocabulary, year: int | None, cited: Sequence[Span] = ()) -> Scene:
    """Find what a sentence names; `year` is that of the sentence before, for parts of a year without one.

    `cited` are the numerals that belong to a work or a document: no number of the sentence is of its year.
    """
    times, parties = _times(text, year, cited), find_parties(text, vocabulary)
    local = tuple(Span(*match.span()) for match in _LOCAL.finditer(text))
    return Scene(
        text,
        times,
        parties,
        vocabulary.indicators.find(text),
        _classes(text, vocabulary),
        local,
        mask=_masked(
            text, [*(time.span for time in times), *_parts_of_year(text), *(party.span for party in parties), *local]
        ),
        english=_HAN.search(text) is None,
    )


def _parts_of_year(text: str) -> Iterator[Span]:
    # 第四季度 is no part of a noun, whether its year is known or not.
    return (Span(*match.span()) for match in _PART.finditer(text))


def _masked(text: str, spans: Iterable[Span]) -> str:
    characters = list(text)
    for span in spans:
        characters[span.start : span.end] = MASK * len(span)
    return "".join(characters)


def year_of(period: Period) -> int | None:
    """Return the year in which a period ends."""
    return period.end.year if period.end is not None else None


def _times(text: str, year: int | None, cited: Sequence[Span]) -> tuple[Time, ...]:
    times: list[Time] = []
    for span, period in find_periods(text):
        if any(span.overlaps(other) for other in cited):
            continue
        before, after = text[max(0, span.start - 36) : span.start], text[span.end : span.end + 8]
        role: TimeRole = "stated"
        if _SINCE.match(after) or _SINCE_BEFORE.search(before):
            role = "since"
        elif _FROM.search(before) and (period.text is None or "/" not in period.text):
            role = "from"
        elif _EXCEPTED.search(before):
            role = "excepted"
        elif _RESTORED.search(before) or (_COMPARED.search(before) and not (_IS.search(before) and _SAID.match(after))):
            role = "compared"
        before_this = times[-1] if times else None
        if before_this is not None and role == "stated" and _is_range(text, before_this, span):
            # between 2005 and 2015 is one period.
            whole = range_period(before_this.period, period)
            times[-1] = Time(Span(before_this.span.start, span.end), whole, "stated")
            continue
        times.append(Time(span, period, role))
    for match in _PART.finditer(text):
        span = Span(*match.span())
        if any(span.overlaps(time.span) for time in times):
            continue
        known = [
            y
            for time in times
            if time.span.end <= span.start and time.role != "compared" and (y := year_of(time.period)) is not None
        ]
        part = read_part_of_year(match.group())
        own = known[-1] if known else year
        if part is None or own is None or _OTHER_YEAR.search(text[: span.start][-8:]):
            continue
        times.append(Time(span, part_period(own, part), "stated"))
    return tuple(sorted(times, key=lambda time: time.span))


def _is_range(text: str, first: Time, second: Span) -> bool:
    start = first.span.start
    return (
        regex.fullmatch(r"\s(?i:and)\s", text[first.span.end : second.start]) is not None
        and _BETWEEN.search(text[max(0, start - 14) : start]) is not None
        and first.period.text is not None
        and "/" not in first.period.text
    )


def _classes(text: str, vocabulary: Vocabulary) -> tuple[ClassMention, ...]:
    found = vocabulary.classifications.find(text)
    kept: list[ClassMention] = []
    for mention in found:
        # 第16类（机电类产品）: the title explains the number.
        if kept and kept[-1].code == mention.code and mention.span.start - kept[-1].span.end <= 1:
            continue
        kept.append(mention)
    return tuple(kept)
