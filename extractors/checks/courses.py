"""What the prose says of courses and of all things at once (逐年上升, 先降后升, 除2020年外均增长), against the cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

import regex

from extractors.checks.counted_words import counts_in
from extractors.checks.judged import Judge, Judged, Spoken, judge_prose, line_label
from extractors.checks.mentions import Mention, joined_with
from extractors.checks.movements import (
    Course,
    changes,
    changes_printed,
    courses,
    ids_of,
    series_in_words,
    steps_of,
    within,
)
from extractors.checks.prose import Prose, Said
from extractors.checks.readings import View
from extractors.checks.sheets import Entry, Sheet
from extractors.checks.statements import Finding, Language
from extractors.model import Observation, Span
from extractors.vocabulary.periods import find_periods

_UP = r"上升|增长|增加|上涨|提高|扩大|攀升|提升|回升|增多|走高|正增长"
_DOWN = r"下降|减少|下跌|下滑|降低|缩小|回落|萎缩|走低|收窄|负增长|缩减"
_UP_EN = r"ris(?:e|es|ing)|rose|risen|increas(?:e|es|ed|ing)|gr(?:ew|ow|ows|own|owing|owth)|climb(?:s|ed|ing)?|expand(?:s|ed|ing)?|gain(?:s|ed)?"
_DOWN_EN = r"f(?:all|alls|alling|ell|allen)|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|drop(?:s|ped|ping)?|shr(?:ank|ink|inks|unk|inking)|contract(?:s|ed)?"
MOVE: Final = rf"(?:(?P<up>{_UP}|\b(?:{_UP_EN})\b)|(?P<down>{_DOWN}|\b(?:{_DOWN_EN})\b))"
_ALWAYS: Final = regex.compile(
    rf"(?:逐年|年年|连年|每年均?|持续|不断|始终(?:保持)?|一直|各年(?:份)?均?(?:为|呈|保持)?|连续[两三四五六七八九\d]+年)(?:稳步|稳定|保持|呈现?)?{MOVE}"
    rf"|{MOVE}\s(?:throughout|in (?:every|each|all) (?:other )?(?:year|period|season|interval|quarter|month)s?|every year|each year|continuously|without interruption|steadily)"
    rf"|\b(?:steadily|continuously|consistently)\s{MOVE}",
    regex.IGNORECASE,
)
_TURN: Final = regex.compile(
    r"(?P<updown>先[升增扬涨][^，。；]{0,3}后[降减抑跌]|\b(?:rose|increased|grew)[^,.;]{0,24}(?:and then|before|then)\s(?:f[ae]ll(?:ing)?|declin(?:ed|ing)|dropp(?:ed|ing)))"
    r"|(?P<downup>先[降减抑跌][^，。；]{0,3}后[升增扬涨]|\b(?:fell|declined|dropped|decreased)[^,.;]{0,24}(?:and then|before|then)\s(?:r[oi]s(?:e|ing)|recover(?:ed|ing)|gr[eo]w(?:ing)?|increas(?:ed|ing)))",
    regex.IGNORECASE,
)
# Said of a course that only rises, or only falls, it is wrong; 波动上升 says of both that it may be so.
_WAVERS: Final = regex.compile(
    r"(?:有升有降|有增有减|时升时降|起伏不定|升降互现|涨跌互现|\bups and downs\b|\bfluctuated\b(?!\s(?:around|between)))",
    regex.IGNORECASE,
)
# How much is 明显 the author says: beyond a tenth an editor should look.
_UNMOVED: Final = regex.compile(rf"(?:无|没有|未见|并无|未有)明显的?{MOVE}", regex.IGNORECASE)
_MARKED: Final = Decimal("0.1")
_EXCEPT: Final = regex.compile(
    r"(?:除了?|除去)(?P<what>[^，。；]{1,24}?)(?:以?外|之外|略有|有所|下降|上升|为负|，)|\b(?:except(?: for)?|apart from|other than|with the exception of)\s(?P<what>(?:in\s|for\s|the\s)?[^,.;]{1,40})",
    regex.IGNORECASE,
)
_ALL: Final = regex.compile(
    rf"(?:均|都|全部|全都|双双|同步|普遍|也都)(?:有所?|有不同程度的?|出现|呈现?|实现|保持|为|是|在|继续|不断|不同程度地?)*{MOVE}"
)
_ALL_EN: Final = regex.compile(
    rf"\b(?:all|every|each|both)\b[^,.;]{{0,40}}?\b(?:saw|recorded|registered|experienced|had|show(?:ed|s)?)?\s?[^,.;]{{0,20}}?{MOVE}",
    regex.IGNORECASE,
)
_OTHERS: Final = regex.compile(r"其[余他它](?!年|各年)", regex.IGNORECASE)
_DENIED: Final = regex.compile(
    r"(?:无|没有?|未|不|非|并未|\b(?:not|no|never|without)\s)[^，。；,;]{0,3}$", regex.IGNORECASE
)
_LOOSELY: Final = regex.compile(r"不断|持续|稳步|稳定|steadily|consistently", regex.IGNORECASE)
_COUNTED: Final = 0.85
_LIKELY: Final = 0.5
_MOST_WRONG: Final = 0.3  # of the steps of what moves one way on the whole
_SIZES: Final = regex.compile(r"扩大|缩小|收窄|widen|narrow", regex.IGNORECASE)
_DEFICIT: Final = regex.compile(r"逆差|赤字|亏损|deficit|loss", regex.IGNORECASE)
_SIZED: Final = regex.compile(r"[了到至约近超过为的\s]{0,4}(?:\d|by\s\d|from\s\d)", regex.IGNORECASE)


def _statements(said: Said) -> Iterator[Spoken]:
    text = said.sentence.text
    taken: list[tuple[int, int]] = []
    for pattern, make in (
        (_TURN, _turning),
        (_WAVERS, _wavering),
        (_UNMOVED, _unmoved),
        (_ALWAYS, _steady),
        (_ALL, _joint),
        (_ALL_EN, _joint),
    ):
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            if pattern is not _UNMOVED and _DENIED.search(text[max(0, match.start() - 8) : match.start()]):
                continue
            if pattern not in {_TURN, _WAVERS, _UNMOVED} and _SIZED.match(text, match.end()):
                continue
            taken.append(match.span())
            yield Spoken(Span(*match.span()), "trend", make(match, text))


def _turning(match: regex.Match[str], _: str) -> Judge:
    up_first = match["updown"] is not None

    def judge(view: View) -> Iterator[Judged]:
        for course in courses(view):
            cells = within(view, course.cells)
            if len(cells) < 3:
                continue
            steps = steps_of(cells, chained=course.chained)
            turns = [step for step in steps if step]
            changed = sum(one != two for one, two in pairwise(turns))
            holds = changed == 1 and (turns[0] > 0) == up_first
            # 波动 is no contradiction of 先升后降: more turns may be meant to be passed over.
            sure = course.weight if changed <= 1 else course.weight * 0.6
            yield Judged(holds, series_in_words(cells), ids_of(cells), sure)

    return judge


def _wavering(_: regex.Match[str], text: str) -> Judge:
    del text

    def judge(view: View) -> Iterator[Judged]:
        for course in courses(view):
            cells = within(view, course.cells)
            steps = [step for step in steps_of(cells, chained=course.chained) if step]
            if len(cells) >= 3 and steps:
                yield Judged(len(set(steps)) > 1, series_in_words(cells), ids_of(cells), course.weight)

    return judge


def _unmoved(match: regex.Match[str], text: str) -> Judge:
    up, excepted = match["up"] is not None, _excepted_periods(text)

    def judge(view: View) -> Iterator[Judged]:
        for course in courses(view):
            cells = within(view, course.cells)
            moved = []
            for before, now in pairwise(cells):
                if before.value and now.value is not None and not _is_excepted(now, excepted):
                    change = (now.value - before.value) / abs(before.value)
                    moved += [now] if (change if up else -change) > _MARKED else []
            if len(cells) >= 3:
                yield Judged(not moved, series_in_words(cells), ids_of(cells), course.weight, doubted=True)

    return judge


def _steady(match: regex.Match[str], text: str) -> Judge:
    excepted = _excepted_periods(text)
    loose = _LOOSELY.search(match.group()) is not None

    def judge(view: View) -> Iterator[Judged]:
        for course in courses(view):
            cells = within(view, course.cells)
            if len(cells) < 3:
                continue
            up = (match["up"] is not None) != _is_of_size(match, text, cells)
            steps = steps_of(cells, chained=course.chained)
            wrong = [
                pair
                for pair, step in zip(pairwise(cells), steps, strict=True)
                if (step < 0 if up else step > 0) and not _is_excepted(pair[1], excepted)
            ]
            idle = _idle(cells, steps, excepted, up=up)
            if excepted and idle is None:
                continue
            # 规模不断扩大 is said of what grew on the whole, too.
            on_the_whole = (sum(steps) > 0) == up and len(wrong) < _MOST_WRONG * len(steps)
            yield Judged(
                not wrong and not idle,
                series_in_words(cells),
                ids_of(cells),
                _weight(course, len(wrong), idle or 0, len(excepted)),
                doubted=loose and on_the_whole and not idle,
            )

    return judge


def _is_of_size(match: regex.Match[str], text: str, cells: Sequence[Observation]) -> bool:
    """Tell whether values below nought are spoken of by their size: a deficit that narrows rises towards nought."""
    if not all(cell.value is not None and cell.value < 0 for cell in cells):
        return False
    start = max(text.rfind(mark, 0, match.start()) for mark in "。；;") + 1
    return _SIZES.search(match.group()) is not None or _DEFICIT.search(text, start, match.start()) is not None


def _is_excepted(cell: Observation, excepted: set[str | None]) -> bool:
    """Tell whether the change to a cell's period is one that a statement excepts: of 2020, or of 2018-2020."""
    period = cell.period.text or ""
    spans = [text.split("/") for text in excepted if text and "/" in text]
    return period in excepted or any(first < period <= last for first, last in spans)


def _joint(match: regex.Match[str], text: str) -> Judge:
    up = match["up"] is not None
    start = max(text.rfind(mark, 0, match.start()) for mark in "。；;") + 1
    before = text[start : match.start()]
    over_years = bool(_excepted_periods(text)) or bool(regex.search(r"(?:各|其[余他它]|历|每)(?:各)?年", before[-12:]))

    def judge(view: View) -> Iterator[Judged]:
        if over_years:
            yield from _over_years(view, up, text)
        else:
            yield from _over_lines(view, up, match, text)

    return judge


def _over_years(view: View, up: bool, text: str) -> Iterator[Judged]:
    excepted = _excepted_periods(text)
    if any(excepted_lines(view.mentions, text)) or _OTHERS.search(text):
        # 除甲外，其余各市历年均有增长 speaks of many courses at once.
        return
    for course in courses(view):
        cells = within(view, course.cells)
        if len(cells) < 4:
            continue
        signs = steps_of(cells, chained=course.chained)
        steps = list(zip(pairwise(cells), signs, strict=True))
        wrong = [pair for pair, step in steps if (step < 0 if up else step > 0) and not _is_excepted(pair[1], excepted)]
        idle = _idle(cells, signs, excepted, up=up)
        if excepted and idle is None:
            continue
        sure = _weight(course, len(wrong), idle or 0, len(excepted))
        yield Judged(not wrong and not idle, series_in_words(cells), ids_of(cells), sure)


def _idle(cells: Sequence[Observation], steps: Sequence[int], excepted: set[str | None], *, up: bool) -> int | None:
    """Count the exceptions that move with all the others, and so are none; None where a series does not have what is excepted."""
    known = {cell.period.text for cell in cells[1:]}
    if any(period and "/" not in period and period not in known for period in excepted):
        return None
    pairs = zip(pairwise(cells), steps, strict=True)
    return sum(_is_excepted(now, excepted) and (step > 0 if up else step < 0) for (_, now), step in pairs)


def _weight(course: Course, wrong: int, idle: int, excepted: int) -> float:
    """Return how surely a course is meant: its very number of exceptions says so, where others are named (除2018年外 of what fell in 2020 alone)."""
    return max(course.weight, _COUNTED) if 0 < wrong == idle == excepted and course.weight >= _LIKELY else course.weight


def _over_lines(view: View, up: bool, match: regex.Match[str], text: str) -> Iterator[Judged]:
    """All lines of an axis, or those named together, moved one way from one period to the next."""
    for axis in ("row", "column"):
        mine = [m for m in view.mentions if m.entry.axis == axis and m.entry.label and not m.entry.whole and m.exact]
        parts = view.sheet.parts(axis)
        before = [index for index, m in enumerate(mine) if m.span.end <= match.end()]
        excepted = excepted_lines(mine, text)
        run = joined_with(mine, before[-1], text) if before else []
        near = bool(run) and run[-1].span.end >= view.sentence.clause_start(match.start())
        counted = {number for number, span in counts_in(text) if span.start < match.end()}
        if excepted:
            lines = parts - {line for entry in excepted for line in entry.lines}
            weight = 1.0
        elif near and len(run) > 1:
            lines, weight = frozenset(line for m in run for line in m.entry.lines), 1.0
        elif len(parts) in counted and len(parts) > 1:
            lines, weight = parts, 0.9
        else:
            continue
        for steps, label, sure, ids in (*changes_printed(view, axis), *changes(view, axis)):
            if not lines <= steps.keys():
                continue
            wrong = [line for line in lines if (steps[line] < 0 if up else steps[line] > 0)]
            idle = [
                line
                for entry in excepted
                for line in entry.lines
                if (steps.get(line, 0) > 0) == up and steps.get(line, 0)
            ]
            shown = [*wrong, *idle] or sorted(lines)[:4]
            words = "、".join(
                f"{line_label(view.sheet, axis, line)} {'+' if steps[line] > 0 else '-' if steps[line] < 0 else '='}"
                for line in shown
            )
            yield Judged(not wrong and not idle, f"{label}: {words}", ids, weight * sure)


def excepted_lines(mine: Sequence[Mention], text: str) -> list[Entry]:
    """Return the names that a sentence excepts (除宜昌市外, except France)."""
    spans = [match.span("what") for match in _EXCEPT.finditer(text)]
    return [m.entry for m in mine if any(start <= m.span.start < end for start, end in spans)]


def _excepted_periods(text: str) -> set[str | None]:
    return {period.text for match in _EXCEPT.finditer(text) for _, period in find_periods(match["what"])}


def check_courses(prose: Prose, sheets: Sequence[Sheet], language: Language) -> list[Finding]:
    """Hold courses over time, and what is said of all lines at once, against the tables."""
    return judge_prose(prose, sheets, _statements, language)
