"""What the prose says of one thing alone (只有乙下降, every county except Berg rose), against the things that did so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import regex

from extractors.checks.judged import Judged, Spoken, judge_prose, line_label
from extractors.checks.mentions import joined_with
from extractors.checks.movements import changes, changes_printed
from extractors.checks.prose import Prose, Said
from extractors.checks.readings import View
from extractors.checks.sheets import Sheet
from extractors.checks.statements import Finding, Language
from extractors.checks.subjects import named_axes
from extractors.model import Span

_UP: Final = r"上升|增长|增加|上涨|提高|略增|略升|回升|正增长|高于|超过|多于|\b(?:rose|increased|grew|gained|more than|surpassed|exceeded|above)\b"
_DOWN: Final = r"下降|减少|下跌|下滑|降低|回落|略降|略减|萎缩|负增长|低于|不及|不足|少于|\b(?:fell|declined|decreased|dropped|shrank|less than|below)\b"
_MOVE: Final = regex.compile(rf"(?P<up>{_UP})|(?P<down>{_DOWN})", regex.IGNORECASE)
# 只有甲下降, 甲是唯一下降的: the one name, and behind it or before it what it alone did.
_ONLY: Final = regex.compile(r"唯有|只有|仅有|唯独|是?唯一|惟有|\bonly(?!\s\d)|\balone\b", regex.IGNORECASE)
_EVERY_BUT: Final = regex.compile(r"\b(?:every|all)\b[^.;]{0,40}?\bexcept(?:\sfor)?\b", regex.IGNORECASE)
_OF_ALL: Final = regex.compile(r"(?:在|除)[^，。；]{1,12}(?:中|外)|由|属于")
_FEWEST: Final = 3


def _statements(said: Said) -> Iterator[Spoken]:
    text = said.sentence.text
    for pattern, but in ((_ONLY, False), (_EVERY_BUT, True)):
        for match in pattern.finditer(text):
            yield Spoken(Span(*match.span()), "trend", _Alone(but))


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


_LIKELY: Final = 0.35
_TOLD: Final = 0.75  # that one line alone moved so is what the sentence says of this measure, and of few others


def check_only(prose: Prose, sheets: Sequence[Sheet], language: Language) -> list[Finding]:
    """Hold what one thing alone is said to have done against the tables."""
    return judge_prose(prose, sheets, _statements, language)
