"""What the prose says of several things together (甲、乙、丙三国的贸易往来最为频繁), against the order of a table in each of its periods.

The writers' habit: the sentence names the leaders once, of a table that shows several years. Where they lead in some of its
years and not in others, the sentence is neither right nor wrong: an editor should look.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import regex

from extractors.checks.fields import Field, find_fields
from extractors.checks.judged import Judge, Judged, Spoken, judge_prose, line_label
from extractors.checks.mentions import joined_with
from extractors.checks.prose import Prose, Said
from extractors.checks.readings import View
from extractors.checks.sheets import Sheet
from extractors.checks.statements import Finding, Language
from extractors.checks.subjects import is_about_growth, named_axes
from extractors.model import Span

_LEADING: Final = regex.compile(
    r"(?P<most>最为?(?:频繁|密切|活跃|集中|大|多|高)|居前列?(?![一二两三四五六七八九十\d]))|(?P<least>最为?(?:少|小|低|薄弱))",
    regex.IGNORECASE,
)
_OF_THEM: Final = regex.compile(r"[一二两三四五六七八九十]?[国省市县区州地类种个家]?的?[^，。；\d]{0,10}")
_FEWEST: Final = 2
_BESIDE: Final = 2  # lines at least beside those that are named


def _statements(said: Said) -> Iterator[Spoken]:
    for match in _LEADING.finditer(said.sentence.text):
        yield Spoken(Span(*match.span()), "rank", _judge(most=match["most"] is not None))


def _judge(*, most: bool) -> Judge:
    def judge(view: View) -> Iterator[Judged]:
        text, claim = view.sentence.text, view.claim
        for axis, mine in () if is_about_growth(view) else named_axes(view):
            before = [index for index, m in enumerate(mine) if m.span.end <= claim.start]
            run = joined_with(list(mine), before[-1], text) if before else []
            if len(run) < _FEWEST or not _OF_THEM.fullmatch(text, run[-1].span.end, claim.start):
                continue
            lines = frozenset(line for mention in run for line in mention.entry.lines)
            fields = [
                field
                for field in find_fields(view, axis, growth=False)
                if lines <= field.values.keys() and len(field.values) >= len(lines) + _BESIDE
            ]
            holding = [field for field in fields if _leaders(field, len(lines), most=most) == lines]
            failing = [field for field in fields if field not in holding]
            if not fields or (holding and not failing):
                yield from (Judged(True, field.label, field.inputs(), field.weight) for field in holding)
                continue
            worst = max(failing, key=lambda field: field.weight)
            weight = max(field.weight for field in fields)
            names = "、".join(line_label(view.sheet, axis, line) for line in _leaders(worst, len(lines), most=most))
            yield Judged(False, f"{worst.label}: {names}", worst.inputs(), weight, doubted=len(fields) > 1)

    return judge


def _leaders(field: Field, number: int, *, most: bool) -> frozenset[int]:
    order = sorted(field.values, key=lambda line: field.values[line].value, reverse=most)
    return frozenset(order[:number])


def check_leading(prose: Prose, sheets: Sequence[Sheet], language: Language) -> list[Finding]:
    """Hold what is said of several leaders at once against the tables."""
    return judge_prose(prose, sheets, _statements, language)
