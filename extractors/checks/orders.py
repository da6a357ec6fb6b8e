"""What the prose says of the order of things (最高, 居前三位的依次为, 高于, came second), against the cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import regex

from extractors.checks.fields import find_fields
from extractors.checks.judged import Judged, Spoken, judge_prose
from extractors.checks.mentions import Mention, joined_with
from extractors.checks.prose import Prose, Said
from extractors.checks.readings import View
from extractors.checks.sheets import Sheet
from extractors.checks.statements import Finding, Language
from extractors.checks.subjects import (
    GROWTH,
    anchored,
    explained,
    is_about_growth,
    is_latin,
    named_axes,
    nearness,
    quoted_before,
    ranked_fields,
    subjects_of,
    values_in_words,
)
from extractors.model import Span
from extractors.quantities.intervals import Interval

_MOST = r"最[高大多快强]|居首|首位|榜首|居[^，。；、居]{0,4}之[首冠]|居冠|(?:[居列排]第一|第一[位名大])|最为突出"
_LEAST = r"最[低小少慢弱]|末位|垫底|居末|最后一位"
_MOST_EN = r"(?<!\b(?:second|third|fourth|fifth|sixth)\s)\b(?:highest|largest|biggest|greatest|most|fastest|steepest|sharpest|strongest|deepest|widest|heaviest|ranked first|came first|led the|top)\b"
_LEAST_EN = r"(?<!\b(?:second|third|fourth|fifth|sixth)\s)\b(?:lowest|smallest|least|slowest|mildest|fewest|weakest|narrowest|lightest|cheapest|ranked last|came last)\b"
_EXTREME: Final = regex.compile(rf"(?P<most>{_MOST}|{_MOST_EN})|(?P<least>{_LEAST}|{_LEAST_EN})", regex.IGNORECASE)
_GROWS: Final = regex.compile(
    r"\b(?:steepest|sharpest|fastest|slowest|strongest|deepest|mildest) (?:decline|drop|fall|growth|increase|rise|reduction|recovery)"
)
_DOWN: Final = regex.compile(r"降|减|跌|回落|缩|declin|drop|fell|fall|decreas|shrank|reduc", regex.IGNORECASE)
_HISTORY: Final = regex.compile(
    r"历年|历史|各年|期间|以来|年份|六年|五年|四年|年中|历次|次普查|最高(?:水平|点|值|峰)|record|in any year|ever|of the period",
    regex.IGNORECASE,
)
_TOP: Final = regex.compile(
    r"(?:前|top\s|first\s)(?P<n>[两二三四五六七八九十]|\d{1,2}|two|three|four|five|six)(?:位|名|强|大|个)?(?:的[^，。；,;]{0,8})?(?:依次|分别|由高到低)?(?:为|是|包括|[:：]|\bwere\b|\bare\b)?",
    regex.IGNORECASE,
)
_NUMBERS: Final = (
    {word: number for number, word in enumerate("两三四五六七八九十", start=2)}
    | {"二": 2}
    | {word: number for number, word in enumerate(("two", "three", "four", "five", "six"), start=2)}
)
_ORDINAL: Final = regex.compile(
    r"(?:位居|居|排名?|列|位列|升至|降至)?(?:全省|全国|各[市省国]|[^，。；、]{0,3})?第(?P<n>[二三四五六七八九十]|\d{1,2})(?:位|名|大)|(?:排名?|位?居|位?列|名列)第(?P<n>[二三四五六七八九十]|\d{1,2})(?![\d产个章节部])|\b(?P<en>second|third|fourth|fifth|sixth)\b(?![- ](?:part(?:y|ies)|persons?|countr(?:y|ies)|quarters?|half|hand|time|year|month|week|day|stage|phase|round|step)\b)",
    regex.IGNORECASE,
)
_PLACE_LEFT: Final = regex.compile(r"[由从自](?:\d{4}年的?)?第[^，。；]{1,4}$|\bfrom (?:the\s)?\w+$")
_PLACE_TAKEN: Final = regex.compile(r"(?:位|名)?(?:上升|跃升|提升|下降|滑落|提高|[升跃进降退滑落])|\s(?:place\s)?to\s")
_EN_ORDINALS: Final = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
_HIGHER = r"高于|多于|大于|快于|优于|超过|高出|领先于?"
_LOWER = r"低于|少于|小于|慢于|不及|不如|落后于"
_EN_HIGHER = r"(?:higher|larger|greater|more|faster|wider) than|exceed(?:s|ed)?|surpass(?:es|ed)|outperform(?:s|ed)|outpaced|overtook|ahead of"
_EN_LOWER = r"(?:lower|smaller|less|fewer|slower|narrower) than|lag(?:s|ged)? behind|fell short of|below|trailed"
_BETTER: Final = r"(?:did|fared|performed|scored)\s(?:much\s|far\s|slightly\s|clearly\s)?better than"
_WORSE: Final = r"(?:did|fared|performed|scored)\s(?:much\s|far\s|slightly\s|clearly\s)?worse than"
_COMPARED: Final = regex.compile(
    rf"(?P<up>{_HIGHER}|\b(?:{_EN_HIGHER}|(?P<better>{_BETTER})))|(?P<down>{_LOWER}|\b(?:{_EN_LOWER}|(?P<worse>{_WORSE})))",
    regex.IGNORECASE,
)
# What is worse the more there is of it.
_BURDEN: Final = frozenset(
    (
        "unemployment",
        "unemployed",
        "poverty",
        "mortality",
        "death",
        "emission",
        "inflation",
        "debt",
        "deficit",
        "loss",
        "crime",
        "delay",
        "cost",
        "burden",
        "pollution",
        "waste",
        "gap",
    )
)
# 减少最多的: by amount or by rate, which differ.
_BY_AMOUNT: Final = regex.compile(r"(?:增加|减少|下降|增|减)(?:额|量|数)?(?:最[多少大小])")
_AMOUNT_CHANGE: Final = 0.6
_FIGURE: Final = regex.compile(r"\s?(?:about |[A-Z]{3} )?[\d一二两三四五六七八九十]", regex.IGNORECASE)
_NO_SUBJECT: Final = regex.compile(r"者|值|点|水平|纪录|record")  # 最高者为最低者的1.9倍 names nobody
_IN_TIME: Final = regex.compile(
    r"\d{4}年?(?:为|是|达到?|创|的)?[^，。；增降涨跌减]{0,3}$|\bin \d{4}[^,.;]{0,12}$"
)  # 2021年为最高: of the years
# The largest was A, followed by B: second in what A is first.
_FOLLOWED: Final = regex.compile(r"\b(?:closely\s)?followed (?:closely\s|at some distance\s)?by\b", regex.IGNORECASE)
_SUPPOSED: Final = regex.compile(r"(?:若|如果|假如|倘若|是否|\b(?:if|whether)\b)[^，。；,;]*$", regex.IGNORECASE)
_DENIED: Final = regex.compile(r"(?:不|未|没有|并非|是否|\b(?:not|no|if)|若|如果)\s?$", regex.IGNORECASE)
_DEFICIT: Final = regex.compile(r"逆差|赤字|deficit", regex.IGNORECASE)
_BEHIND_PREDICATE: Final = "的是为达则在即且而者出有仅只由均也还要属"
# 以销量最大的品种的日销量为因变量: what is taken is not put in order.
_TAKEN: Final = regex.compile(
    r"(?:^|[，。；：,;:])[^，。；：,;:]{0,6}?(?:以|将|把|选取|选择|选用|取|对)[^，。；：,;:]*$"
)
_COPULA: Final = regex.compile(r"[是为系属]|成为|当属|包括")
_REACH: Final = 16  # characters between a comparison and its other side


def _statements(said: Said) -> Iterator[Spoken]:
    for spoken in _orders(said):
        # The lowest fifth is the name of a line, and no statement.
        if not any(
            m.exact
            and m.span.start <= spoken.span.start
            and spoken.span.end <= m.span.end
            and len(m.span) > len(spoken.span)
            for mentions in said.mentions
            for m in mentions
        ):
            yield spoken


def _orders(said: Said) -> Iterator[Spoken]:
    text = said.sentence.text
    for match in _EXTREME.finditer(text):
        if _DENIED.search(text[max(0, match.start() - 6) : match.start()]) or _NO_SUBJECT.match(text, match.end()):
            continue
        clause = text[said.sentence.clause_start(match.start()) : said.sentence.clause_end(match.end())]
        if _is_attribute(text, match, clause):
            continue
        both = {bool(other["most"]) for other in _EXTREME.finditer(clause)}
        if len(both) == 1 and not _IN_TIME.search(text, max(0, match.start() - 12), match.start()):
            yield Spoken(Span(*match.span()), "rank", _Extreme(match["most"] is not None))
    for match in _TOP.finditer(text):
        number = _NUMBERS.get(match["n"].lower()) or (int(match["n"]) if match["n"].isdecimal() else 0)
        if 1 < number <= 10:
            yield Spoken(Span(*match.span()), "rank", _TopList(number))
    for match in _ORDINAL.finditer(text):
        if _PLACE_LEFT.search(text, 0, match.end()) and _PLACE_TAKEN.match(text, match.end()):
            continue  # 由第五位升至第三位: the place that it had before
        word = (match["n"] or match["en"]).lower()
        number = _EN_ORDINALS.get(word) or _NUMBERS.get(word) or (int(word) if word.isdecimal() else 0)
        if number:
            yield Spoken(Span(*match.span()), "rank", _Place(number))
    for match in _COMPARED.finditer(text):
        if (
            not _DENIED.search(text[max(0, match.start() - 6) : match.start()])
            and not _FIGURE.match(text, match.end())
            and not _SUPPOSED.search(text[: match.start()])
        ):
            valued = match["better"] is not None or match["worse"] is not None
            yield Spoken(Span(*match.span()), "bound", _Compared(match["up"] is not None, valued))
    for match in _FOLLOWED.finditer(text):
        before = [*_EXTREME.finditer(text, 0, match.start())], [*_ORDINAL.finditer(text, 0, match.start())]
        if before[0] and before[0][-1]["most"] is not None and not before[1]:
            yield Spoken(Span(*match.span()), "rank", _Place(2))


def _is_attribute(text: str, match: regex.Match[str], clause: str) -> bool:
    """Tell whether 最大 belongs to a noun of which nothing is said (最大数量分别为, 仅选取金额最大的样本) and puts nothing in order."""
    behind = text[match.end() : match.end() + 1]
    if not regex.match(r"\p{Han}", behind) or match.group()[:1] != "最":
        return False
    if behind != "的":
        return behind not in _BEHIND_PREDICATE
    if _TAKEN.search(text[: match.start()]):
        return True
    return text[match.end() + 1 : match.end() + 2] not in "是为当有" and _COPULA.search(clause) is None


@dataclass(frozen=True, slots=True)
class _Extreme:
    most: bool

    def __call__(self, view: View) -> Iterator[Judged]:
        text, claim = view.sentence.text, view.claim
        clause = text[view.sentence.clause_start(claim.start) : view.sentence.clause_end(claim.end)]
        latin = is_latin(view)
        around = text[max(0, claim.start - 6) : claim.end + (16 if latin else 4)]
        goes_on = latin and _GROWS.search(text[: claim.start]) is not None
        growth = goes_on or is_about_growth(view)
        down = bool(_DOWN.search(around)) or (goes_on and _DOWN.search(text[: claim.start]) is not None)
        deficit = _DEFICIT.search(clause) is not None
        for axis, mine in named_axes(view):
            subjects = subjects_of(view, mine)
            if len(subjects) != 1 or joined_with(list(mine), mine.index(subjects[0]), text)[0] is not subjects[0]:
                continue
            entry = subjects[0].entry
            named = nearness(view, subjects[0])
            for whole in ranked_fields(view, axis, entry, growth=growth):
                ranked = whole.within(view.sheet.things(axis))
                value = ranked.of(entry)
                if value is None:
                    continue
                # 减幅最小的 is said of those that fell, 增幅最小的 of those that rose.
                signed = growth and value.value and down == (value.value < 0)
                field = ranked.of_sign(-1 if value.value < 0 else 1) if signed else ranked
                most = self.most != ((growth and down) or (deficit and value.value < 0))
                best = (max if most else min)(field.values.items(), key=lambda item: item[1].value)
                holds = value.high >= best[1].low if most else value.low <= best[1].high
                weight = anchored(view, field, entry, field.weight * named * explained(view), best[0])
                # 为各年最低 is said of the years, 减少最多的 of amounts or of rates.
                weight *= 0.5 if _HISTORY.search(clause) else 1.0
                if _BY_AMOUNT.search(text, max(0, claim.start - 6), claim.end):
                    weight *= _AMOUNT_CHANGE
                yield Judged(
                    holds,
                    values_in_words(field, [entry.lines], view.sheet, best[0]),
                    field.inputs(),
                    weight,
                )


@dataclass(frozen=True, slots=True)
class _TopList:
    number: int

    def __call__(self, view: View) -> Iterator[Judged]:
        claim, text = view.claim, view.sentence.text
        for axis, mine in named_axes(view):
            behind = [index for index, m in enumerate(mine) if m.span.start >= claim.end]
            before = [index for index, m in enumerate(mine) if m.span.end <= claim.start]
            run: list[Mention] = []
            for index in behind:
                run = joined_with(mine, index, text)
                if len(run) == self.number:
                    break
            if len(run) != self.number and before:
                run = joined_with(mine, before[-1], text)
            if len(run) != self.number:
                continue
            entries = [mention.entry for mention in run]
            ordered = "依次" in text[claim.start : max(claim.end, run[0].span.start)]
            for growth in (False, True):
                if growth != bool(GROWTH.search(text[max(0, claim.start - 12) : claim.end])):
                    continue
                for whole in find_fields(view, axis, growth=growth):
                    field = whole.within(view.sheet.things(axis))
                    values = [field.of(entry) for entry in entries]
                    if any(value is None for value in values) or len(field.values) <= self.number:
                        continue
                    order = sorted(field.values, key=lambda line: -field.values[line].value)
                    mine_lines = [next(iter(entry.lines)) for entry in entries]
                    holds = (
                        mine_lines == order[: self.number] if ordered else set(mine_lines) == set(order[: self.number])
                    )
                    shown = [frozenset({line}) for line in order[: self.number]]
                    yield Judged(holds, values_in_words(field, shown, view.sheet), field.inputs(), field.weight)


@dataclass(frozen=True, slots=True)
class _Place:
    number: int

    def __call__(self, view: View) -> Iterator[Judged]:
        text = view.sentence.text
        growth = is_about_growth(view)
        for axis, mine in named_axes(view):
            subjects = subjects_of(view, mine)
            if len(subjects) != 1 or joined_with(list(mine), mine.index(subjects[0]), text)[0] is not subjects[0]:
                continue
            entry = subjects[0].entry
            for whole in ranked_fields(view, axis, entry, growth=growth):
                field = whole.within(view.sheet.things(axis))
                value = field.of(entry)
                if value is None or len(field.values) < self.number:
                    continue
                ahead = sum(other.low > value.high for other in field.values.values())
                ties = sum(other.low <= value.high and other.high >= value.low for other in field.values.values()) - 1
                holds = ahead + 1 <= self.number <= ahead + 1 + ties
                order = [line for line, _ in sorted(field.values.items(), key=lambda item: -item[1].value)]
                yield Judged(
                    holds,
                    values_in_words(field, [entry.lines], view.sheet) + f" (#{ahead + 1})",
                    field.inputs(),
                    anchored(
                        view,
                        field,
                        entry,
                        field.weight * nearness(view, subjects[0]) * explained(view),
                        order[self.number - 1],
                    ),
                )


@dataclass(frozen=True, slots=True)
class _Compared:
    up: bool
    valued: bool = False

    def __call__(self, view: View) -> Iterator[Judged]:
        claim, sentence = view.claim, view.sentence
        end = sentence.clause_end(claim.end)
        for axis, mine in named_axes(view):
            behind = [m for m in mine if claim.end <= m.span.start < end]
            before = [m for m in mine if m.span.end <= claim.start and not view.is_base(m)]
            if not behind or not before or behind[0].span.start - claim.end > _REACH:
                continue
            one, two = before[-1].entry, behind[0].entry
            if one == two or joined_with(list(mine), mine.index(before[-1]), sentence.text)[0] is not before[-1]:
                continue
            # 比乙高5个百分点 and 高于乙的5% have numbers of their own.
            growth = bool(
                GROWTH.search(sentence.text[sentence.clause_start(claim.start) : claim.start])
                or sentence.text[claim.start : claim.start + 1] in "快慢"
            )
            for field in find_fields(view, axis, growth=growth):
                left, right = field.of(one), field.of(two)
                if left is None or right is None:
                    continue
                if left.value < 0 and right.value < 0:
                    # A deficit is wider than another by its size.
                    left, right = Interval.exact(0) - left, Interval.exact(0) - right
                more = self.up != (self.valued and bool(_BURDEN & {*view.sheet.over, *view.sentence.words}))
                holds = left.high >= right.low if more else left.low <= right.high
                yield Judged(
                    holds,
                    values_in_words(field, [one.lines, two.lines], view.sheet),
                    field.inputs(),
                    quoted_before(view, field, before[-1], field.weight * nearness(view, before[-1])),
                )


def check_orders(prose: Prose, sheets: Sequence[Sheet], language: Language) -> list[Finding]:
    """Hold superlatives, lists of the first few, ranks and comparisons without a number against the tables."""
    return judge_prose(prose, sheets, _statements, language)
