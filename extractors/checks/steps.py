"""What the prose says of one step of a course (2022年略有上升, 2021年比2020年继续下降), against the cells of the two periods.

The writers' habit: the period that was reached is named in the clause or right before it, and the step is one from the period before
in the table, or from the one that is named as what it is compared with. Where a number follows the word at once, the number is what
is checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import regex

from extractors.checks.courses import MOVE
from extractors.checks.judged import Judge, Judged, Spoken, judge_prose
from extractors.checks.movements import courses, ids_of, series_in_words, steps_of
from extractors.checks.prose import Prose, Said
from extractors.checks.readings import View
from extractors.checks.sheets import Sheet
from extractors.checks.statements import Finding, Language
from extractors.checks.subjects import is_latin
from extractors.model import Observation, Span
from extractors.vocabulary.periods import find_periods

_STEP: Final = regex.compile(
    rf"(?:略有|稍有|有所|小幅|大幅|明显|继续|再度|再次|仍有|仍在|转为|又有|又|进一步){MOVE}(?!最|幅|速|率|率|点|势|[态的]|[了到至约近超过达为\s]{{0,4}}\d|[了到至]?[（(])"
    rf"|\b(?:slightly|further|again|sharply|markedly)\s{MOVE}|{MOVE}\s(?:slightly|further|again|sharply|markedly)\b(?!\s(?:by|from|to)\s\d)",
    regex.IGNORECASE,
)
_COMPARED: Final = regex.compile(
    r"(?:比|较|与)(?P<year>(?:19|20)\d\d)年?|\b(?:than in|compared with|from)\s(?P<year>(?:19|20)\d\d)"
)
_LAST: Final = regex.compile(r"上年|去年|前一年|上一年|同比")
_NUMERAL: Final = regex.compile(r"(?<![\d.])(?!(?:19|20)\d\d(?!\d|\.\d))\d[\d,]*(?:\.\d+)?")
_ALL: Final = regex.compile(r"均|都|各|逐年|全部|双双|普遍|\b(?:all|both|each|every)\b", regex.IGNORECASE)
_AFTERWARDS: Final = regex.compile(
    r"后[^，。；]{0,2}$|(?:此|之|随|其)后|以来|\b(?:after|since|thereafter|afterwards)\b", regex.IGNORECASE
)
_DENIED: Final = regex.compile(r"(?:无|没有?|未|不|并非|\b(?:not|no|never))\s?$", regex.IGNORECASE)
_SURE: Final = 0.9  # a course without a figure beside the statement
_QUOTED: Final = 0.95
_LIKELY: Final = 0.2


def _statements(said: Said) -> Iterator[Spoken]:
    text = said.sentence.text
    for match in _STEP.finditer(text):
        clause = text[said.sentence.clause_start(match.start()) : match.start()]
        # 2021年升至13.8%后有所下降 is of a period that is not named, 无明显增长 no step at all.
        if _ALL.search(clause) or _AFTERWARDS.search(clause) or _DENIED.search(clause):
            continue
        yield Spoken(Span(*match.span()), "trend", _judge(match))


def _judge(match: regex.Match[str]) -> Judge:
    up = match["up"] is not None

    def judge(view: View) -> Iterator[Judged]:
        reached, base = _periods(view)
        if reached is None or is_latin(view) != match.group().isascii():
            return
        for course in courses(view):
            cells = {cell.period.text: cell for cell in course.cells}
            order = [cell.period.text for cell in course.cells]
            if reached not in cells or order.index(reached) == 0:
                continue
            left = base if base in cells and base != reached else order[order.index(reached) - 1]
            pair = (cells[left], cells[reached])
            if course.chained or pair[0].value is None or pair[1].value is None:
                continue
            (step,) = steps_of(pair)
            if all(cell.value is not None and cell.value < 0 for cell in pair):
                continue  # 逆差 by its size: left to the courses
            weight = _quoted(view, pair[1], course.weight * _SURE)
            yield Judged((step > 0) == up if step else True, series_in_words(pair), ids_of(pair), weight)

    return judge


def _periods(view: View) -> tuple[str | None, str | None]:
    """Return the period that a step reached, and the one that it is said to start from; none where nothing names it."""
    text, claim = view.sentence.text, view.claim
    start = view.sentence.clause_start(claim.start)
    compared = _COMPARED.search(text, start, claim.start)
    base = compared["year"] if compared is not None else None
    named = [
        period.text
        for span, period in find_periods(text)
        if span.start < claim.start and not (compared is not None and compared.start() < span.start < compared.end())
    ]
    single = [period for period in named if period is not None and "/" not in period]
    if not single or single[-1] != named[-1]:
        return None, None
    return single[-1], base


def _quoted(view: View, cell: Observation, weight: float) -> float:
    """Return the weight of a course: more where the figure right behind the statement is the value that it reached."""
    text, end = view.sentence.text, view.sentence.clause_end(view.claim.end)
    end = view.sentence.clause_end(end + 1) if text[end : end + 1] in {"，", ","} else end
    behind = _NUMERAL.search(text, view.claim.end, end)
    if behind is None or cell.value is None or weight < _LIKELY:
        return weight
    number = Decimal(behind.group().replace(",", ""))
    step = Decimal(1).scaleb(int(number.as_tuple().exponent))
    return max(weight, _QUOTED) if abs(abs(cell.value) - number) <= step else weight / 2


def check_steps(prose: Prose, sheets: Sequence[Sheet], language: Language) -> list[Finding]:
    """Hold what is said of single steps against the tables."""
    return judge_prose(prose, sheets, _statements, language)
