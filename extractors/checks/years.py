"""What the prose says of single periods (2021年最高, 只有2020年下降, peaked in 2019), against the courses of the tables.

The writers' habit: the period is named right before the word of height or right behind it, and the line that it is said of
before both; where another line of the table stands between, that line is the subject and no period is.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, Literal

import regex

from extractors.checks.courses import MOVE
from extractors.checks.judged import Judge, Judged, Spoken, judge_prose
from extractors.checks.movements import Course, Point, courses, ids_of, points_of, series_in_words, steps_of, within
from extractors.checks.prose import Prose, Said
from extractors.checks.readings import View
from extractors.checks.sheets import Sheet
from extractors.checks.statements import Finding, Language, shortened
from extractors.checks.subjects import is_about_growth, is_latin
from extractors.model import Span
from extractors.quantities.intervals import Interval

_HIGH: Final = r"高点|高峰|峰值|顶峰|顶点|登顶|见顶|新高|最[高大多快强好](?:点|值|水平|峰)?"
_LOW: Final = r"低点|低谷|谷底|触底|新低|最[低小少慢弱差](?:点|值|水平)?"
_HIGH_EN: Final = r"peak(?:ed|s)?|high(?:est)?|maximum|largest|top"
_LOW_EN: Final = r"trough(?:ed)?|low(?:est)?|minimum|bottomed(?: out)?|smallest"
_HIGHEST: Final = r"(?:highest|largest|biggest|greatest|widest|steepest|fastest|strongest)"
_LOWEST: Final = r"(?:lowest|smallest|narrowest|slowest|weakest)"
_AT_TOP: Final = rf"(?:was|were|stood|and)\s{_HIGHEST}|culminated|reached (?:its|their) (?:peak|maximum|high)"
_AT_BOTTOM: Final = rf"(?:was|were|stood|and)\s{_LOWEST}|reached (?:its|their) (?:trough|minimum|low)"
_PEAK_EN: Final = r"(?P<high>peak(?:ed|s)?|maximum)|(?P<low>trough(?:ed)?|minimum|bottomed(?: out)?)"
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_END: Final = r"(?P<high>" + _HIGH + r")|(?P<low>" + _LOW + ")"
_END_EN: Final = r"(?P<high>" + _HIGH_EN + r")|(?P<low>" + _LOW_EN + ")"
_PEAKS: Final = tuple(
    regex.compile(pattern, regex.IGNORECASE)
    for pattern in (
        # 高点出现在2020年, 增量最多的一年是2021年
        rf"(?:{_END})的?(?:一年|年份|年度)?(?:均|都|也)?(?:出现|发生)?(?:在|于|是|为)了?{_YEAR}年",
        # 2021年达到18.4万吨的峰值, 2021年以18.41美元登顶
        rf"{_YEAR}年末?(?:以|达到?|升至|增至|攀升至|跌至|降至|降到|升到|登上|创下|回升至|高达|为|是)+[^，。；年]{{0,14}}?(?:的|、)?(?P<end>(?:历史|历年|各年|期内)?的?(?:(?P<high>高点|高峰|峰值|顶峰|登顶|见顶|新高)|(?P<low>低点|低谷|谷底|触底|新低)))",
        # 2021年达到21.9%，为各年最高
        rf"{_YEAR}年[^，。；年]{{0,24}}，?(?:为|是|创下?|均?为)?(?:各年|历年|历史|期内|期间|(?:[三四五六七八九十]|\d{{1,2}})年)(?:中|间|来|以来|里)?(?:的)?(?P<end>{_END})",
        rf"(?<![\p{{L}}-])(?:{_PEAK_EN})(?:\s(?:of|at)\s[^,;]{{1,40}}?)?,?\s(?:was\s|came\s|occurred\s)?(?:reached\s|recorded\s|seen\s)?in\s{_YEAR}(?!\d)",
        # of the lines beside is said that one was the largest in 2022, of years that it was largest in 2022
        rf"\b(?:(?P<high>{_AT_TOP})|(?P<low>{_AT_BOTTOM})),?\sin\s{_YEAR}(?![\d/-])",
        rf"\bin\s{_YEAR}[^.;]{{0,60}}?,?\s(?:a|the|its|their)\s(?P<end>{_END_EN})(?:\s\p{{L}}+)?\s(?:of|in|over)\s(?:the|all)\s(?:whole\s|entire\s)?(?:period|series|years|decade)",
    )
)
_ONLY: Final = tuple(
    regex.compile(pattern, regex.IGNORECASE)
    for pattern in (
        rf"(?:只有|仅有?|唯有|唯独|惟有)(?:在|是)?{_YEAR}年?[^，。；\d]{{0,8}}?{MOVE}",
        rf"{_YEAR}年是?[^，。；\d]{{0,6}}唯一[^，。；\d]{{0,8}}?{MOVE}",
        rf"{MOVE}[^.,;\d]{{0,12}}\bonly\sin\s{_YEAR}(?!\d)",
        rf"\bonly\sin\s{_YEAR}[^.,;\d]{{0,40}}?{MOVE}",
    )
)
_AMOUNT: Final = regex.compile(r"增量|减量|增加[额量]|减少[额量]|净增|新增")
_CHANGE_EN: Final = regex.compile(r"\b(?:increase|growth|rise|gain|expansion|inflation)\b", regex.IGNORECASE)
# Of what falls, the largest fall is the lowest value: left to the author.
_FALL_EN: Final = regex.compile(
    r"\b(?:decline|decrease|fall|drop|reduction|contraction|loss|deficit|gap)\b", regex.IGNORECASE
)
_FEWEST: Final = 3  # values of a course, of which one is the highest
_ALSO: Final = 0.85  # where the period did what it alone is said to have done, and others did it as well
_QUOTED: Final = 0.95
_QUOTES_ANOTHER: Final = 0.6
_LIKELY: Final = 0.2
_NUMERAL: Final = regex.compile(r"(?<![\d.])(?!(?:19|20)\d\d(?!\d|\.\d))\d[\d,]*(?:\.\d+)?")


def _statements(said: Said) -> Iterator[Spoken]:
    text = said.sentence.text
    taken: list[tuple[int, int]] = []
    for patterns, rule, make in ((_PEAKS, "rank", _peak), (_ONLY, "trend", _only)):
        for pattern in patterns:
            for match in pattern.finditer(text):
                if not any(start < match.end() and match.start() < end for start, end in taken):
                    taken.append(match.span())
                    yield Spoken(Span(*match.span()), rule, make(match, said))


def _peak(match: regex.Match[str], said: Said) -> Judge:
    year, high = match["year"], match["high"] is not None

    def judge(view: View) -> Iterator[Judged]:
        inside = [m for m in view.mentions if match.start("year") <= m.span.start < match.end() and m.exact]
        if any(not m.entry.whole and not m.counted for m in inside):
            return
        if is_latin(view) and _FALL_EN.search(_about(view)):
            return
        for course in courses(view):
            points = _points(view, course)
            values = {period: value for period, value, _ in points}
            if len(values) < _FEWEST or year not in values:
                continue
            best = (max if high else min)(values, key=lambda period: values[period].value)
            holds = values[year].high >= values[best].low if high else values[year].low <= values[best].high
            words = "、".join(f"{period} {shortened(values[period].value)}" for period in dict.fromkeys((year, best)))
            cells = tuple(dict.fromkeys(cell.observation_id for _, _, held in points for cell in held))
            yield Judged(holds, words, cells, _quoted(said, match, course.weight, values[year], values[best]))

    return judge


def _quoted(said: Said, match: regex.Match[str], weight: float, own: Interval, best: Interval) -> float:
    """Return the weight of a course: more where the figure beside the statement is one of its own, less where it is none."""
    text = said.sentence.text
    figures = [
        Decimal(found.group().replace(",", ""))
        for found in _NUMERAL.finditer(text, match.start(), said.sentence.clause_end(match.end()))
    ]
    if not figures or weight < _LIKELY:
        return weight
    near = any(abs(abs(value.value) - number) <= _step(number) for number in figures for value in (own, best))
    return max(weight, _QUOTED) if near else weight * _QUOTES_ANOTHER


def _step(number: Decimal) -> Decimal:
    return Decimal(1).scaleb(int(number.as_tuple().exponent))


def _points(view: View, course: Course) -> tuple[Point, ...]:
    """Return the values of a course, or its yearly changes where a change is spoken of: in percent, or 增量 by amount."""
    amount = _AMOUNT.search(view.sentence.text, view.sentence.clause_start(view.claim.start), view.claim.end)
    changes: Literal["amount", "rate"] | None = (
        "amount" if amount is not None else "rate" if _is_of_changes(view) else None
    )
    return points_of(course, within(view, course.cells), changes=changes)


def _is_of_changes(view: View) -> bool:
    return _CHANGE_EN.search(_about(view)) is not None if is_latin(view) else is_about_growth(view)


def _about(view: View) -> str:
    """Return the words of the clause before a statement; in Dublin the increase was largest in 2022, and smallest in 2020 is said once for both."""
    text, start = view.sentence.text, view.claim.start
    clause = text[view.sentence.clause_start(start) : start]
    return clause if clause.strip() else text[:start]


def _only(match: regex.Match[str], _: Said) -> Judge:
    year, up = match["year"], match["up"] is not None

    def judge(view: View) -> Iterator[Judged]:
        for course in courses(view):
            cells = within(view, course.cells)
            if len(cells) < _FEWEST + 1:
                continue
            steps = dict(
                zip((cell.period.text for cell in cells[1:]), steps_of(cells, chained=course.chained), strict=True)
            )
            moved = {period for period, step in steps.items() if (step > 0 if up else step < 0)}
            if year not in steps or not moved:
                continue
            sure = course.weight * (_ALSO if year in moved else 1.0)
            yield Judged(moved == {year}, series_in_words(cells), ids_of(cells), sure)

    return judge


def check_years(prose: Prose, sheets: tuple[Sheet, ...], language: Language) -> list[Finding]:
    """Hold what is said of the height of one period, or of one period alone, against the tables."""
    return judge_prose(prose, sheets, _statements, language)
