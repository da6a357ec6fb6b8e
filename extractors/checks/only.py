"""What the prose says of one thing alone (只有乙下降, every county except Berg rose), against the things that did so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import regex

from extractors.checks.judged import Judge, Judged, Spoken, judge_prose, line_label
from extractors.checks.mentions import joined_with
from extractors.checks.movements import (
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
from extractors.checks.sheets import Sheet
from extractors.checks.statements import Finding, Language
from extractors.checks.subjects import named_axes
from extractors.model import Span

_UP: Final = r"上升|增长|增加|上涨|提高|略增|略升|回升|正增长|扩大|提升|攀升|高于|超过|多于|\b(?:rose|increased|grew|gained|more than|surpassed|exceeded|above)\b"
_DOWN: Final = r"下降|减少|下跌|下滑|降低|回落|略降|略减|萎缩|负增长|缩减|缩小|收缩|收窄|低于|不及|不足|少于|\b(?:fell|declined|decreased|dropped|shrank|less than|below)\b"
_MOVES: Final = rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))"
_MOVE: Final = regex.compile(_MOVES, regex.IGNORECASE)
# 只有甲下降, 甲是唯一下降的: the one name, and behind it or before it what it alone did.
_ONLY: Final = regex.compile(r"唯有|只有|仅有|唯独|是?唯一|惟有|\bonly(?!\s\d)|\balone\b", regex.IGNORECASE)
_EVERY_BUT: Final = regex.compile(r"\b(?:every|all)\b[^.;]{0,40}?\bexcept(?:\sfor)?\b", regex.IGNORECASE)
# 只在2022年有所下降: in one period, and in no other.
_ONCE: Final = regex.compile(
    rf"(?:只|仅|唯)(?:有|在)*(?P<year>(?:19|20)\d\d)年?(?:一年)?(?:有所?|略有?|出现|小幅|大幅|明显)*{_MOVES}"
    rf"|{_MOVES}\sonly\s(?:once,\s)?in\s(?P<year>(?:19|20)\d\d)",
    regex.IGNORECASE,
)
_OF_ALL: Final = regex.compile(r"(?:在|除)[^，。；]{1,12}(?:中|外)|由|属于")
_FEWEST: Final = 3


def _statements(said: Said) -> Iterator[Spoken]:
    text = said.sentence.text
    for pattern, but in ((_ONLY, False), (_EVERY_BUT, True)):
        for match in pattern.finditer(text):
            yield Spoken(Span(*match.span()), "trend", _Alone(but))
    for match in _ONCE.finditer(text):
        yield Spoken(Span(*match.span()), "trend", _once(match))


class _Alone:
    """One line that moved as no other did. It is contradicted only by a table in which one other line alone moved so."""

    __slots__ = ("but",)

    def __init__(self, but: bool) -> None:
        self.but = but

    def __call__(self, view: View) -> Iterator[Judged]:
        sentence, claim = view.sentence, view.claim
        start, end = sentence.clause_start(claim.start), sentence.clause_end(claim.end)
        moves = list(_MOVE.finditer(sentence.text, start, end))
        if not moves and start:
            # 诊疗量不及2018年的，只有甲和乙: what they alone did stands in the clause before.
            moves = list(_MOVE.finditer(sentence.text, sentence.clause_start(start - 1), start))
        if len(moves) != 1 or _OF_ALL.search(sentence.text, start, claim.start):
            return
        up = (moves[0]["up"] is not None) != self.but
        for axis, mine in named_axes(view):
            near = [m for m in mine if start <= m.span.start < end]
            run = joined_with(list(mine), mine.index(near[-1]), sentence.text) if near else []
            if not run or len(run) != len(near):
                continue
            lines = frozenset(line for mention in run for line in mention.entry.lines)
            for steps, label, sure, ids in (*changes_printed(view, axis), *changes(view, axis)):
                parts = view.sheet.parts(axis)
                if len(steps) < _FEWEST or not parts <= steps.keys() or not lines <= steps.keys():
                    continue
                alone = [line for line in parts if (steps[line] > 0 if up else steps[line] < 0)]
                if len(alone) == len(lines):
                    names = "、".join(line_label(view.sheet, axis, line) for line in alone)
                    words = f"{label}: {names} {'+' if up else '-'}"
                    yield Judged(lines == set(alone), words, ids, max(sure, _TOLD) if sure >= _LIKELY else sure)


def _once(match: regex.Match[str]) -> Judge:
    """One period that moved as no other did; a series with several such periods is another one, or had some passed over."""
    up = match["up"] is not None

    def judge(view: View) -> Iterator[Judged]:
        start = view.sentence.clause_start(view.claim.start)
        named = any(m.exact and m.entry.label and start <= m.span.start < view.claim.start for m in view.mentions)
        for course in courses(view):
            cells = within(view, course.cells)
            steps = zip(cells[1:], steps_of(cells, chained=course.chained), strict=True)
            found = {now.period.text for now, step in steps if step and (step > 0) == up}
            known = match["year"] in {cell.period.text for cell in cells[1:]}
            if len(cells) > _FEWEST and known and len(found) <= 1:
                sure = course.weight if found or named else course.weight * _UNNAMED
                yield Judged(found == {match["year"]}, series_in_words(cells), ids_of(cells), sure)

    return judge


_LIKELY: Final = 0.35
_UNNAMED: Final = 0.5  # a series that never moved so, and that only a sentence before names
_TOLD: Final = 0.75  # that one line alone moved so is what the sentence says of this measure, and of few others


def check_only(prose: Prose, sheets: Sequence[Sheet], language: Language) -> list[Finding]:
    """Hold what one thing alone is said to have done against the tables."""
    return judge_prose(prose, sheets, _statements, language)
