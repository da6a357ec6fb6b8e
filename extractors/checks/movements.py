"""How values move from period to period: of one line as a series, of all lines from one period to another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final, Literal

import regex

from extractors.checks.cells_meant import kind_of_cell
from extractors.checks.fields import find_fields
from extractors.checks.rates import is_chained, years_between
from extractors.checks.readings import View
from extractors.checks.sheets import Axis, Entry
from extractors.checks.statements import shortened
from extractors.model import Observation
from extractors.quantities.intervals import Interval
from extractors.vocabulary.periods import find_periods

_IN_A_ROW: Final = regex.compile(
    r"连续(?P<n>[两三四五六七八九]|\d)年|\b(?P<n>two|three|four|five) (?:consecutive|successive) years",
    regex.IGNORECASE,
)
_NUMBERS: Final = {word: number for number, word in enumerate("两三四五六七八九", start=2)} | {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
}
_SINCE: Final = regex.compile(
    r"此后|之后|以后|其后|随后|以来|后(?:逐年|连年|年年|持续|不断|一直)|自\d{4}年起|thereafter|since|afterwards|subsequently",
    regex.IGNORECASE,
)
_FROM_YEAR: Final = regex.compile(r"(?:19|20)\d\d年(?:起|开始)")
_FROM_TO: Final = regex.compile(
    r"[，,\s]*(?:由|从)[^，。；\d]{0,6}(?:\d{4}年[^，。；\d]{0,8})?(?P<from>\d[\d,]*(?:\.\d+)?)[^，。；\d]{1,12}?(?:\d{4}年[^，。；\d]{0,8})?(?P<to>\d[\d,]*(?:\.\d+)?)"
    r"|[,\s]*(?:[a-z]{2,12}\s){0,2}from\s(?:[a-z]{1,8}\s){0,3}(?P<from>\d[\d,]*(?:\.\d+)?)[^.;\d]{1,40}?\bto\s(?:[a-z]{1,8}\s){0,3}(?P<to>\d[\d,]*(?:\.\d+)?)"
)
# before the reform: the sentence does not say in which years
_UNTIL: Final = regex.compile(r"\b(?:before|until|up to|after|since) the (?!end|year|period)[a-z]+", regex.IGNORECASE)
_UNTIL_WHEN: Final = 0.5
_NOT_ITS_FIGURES: Final = 0.4
_FIGURE: Final = regex.compile(r"\d[\d,]*(?:\.\d+)?")
_SINCE_YEAR: Final = regex.compile(
    r"自(?P<year>\d{4})年|(?P<year>\d{4})年(?:以来|之后|以后|起|后)|\b(?:since|after|from)\s(?:the\s\w+\sof\s)?(?P<year>\d{4})(?!\s?(?:to|[-–]))",
    regex.IGNORECASE,
)
_UNTIL_YEAR: Final = regex.compile(
    r"\b(?:until|up to|through)\s(?P<year>(?:19|20)\d\d)|到(?P<year>(?:19|20)\d\d)年为?止", regex.IGNORECASE
)
_SHARE_NOUN: Final = regex.compile(r"比重|占比|份额|比例|构成|\bshares?\b|proportion", regex.IGNORECASE)
_GROWTH_NOUN: Final = regex.compile(r"增速|增长率|增幅|涨幅|降幅|growth rates?|pace", regex.IGNORECASE)
_BEFORE: Final = 100
_BETWEEN: Final = regex.compile(r"\b(?:between|from) (?P<first>\d{4}) (?:and|to) (?P<last>\d{4})\b", regex.IGNORECASE)
_OTHER_YEARS: Final = 0.4  # where the sentence says between which years
_AFTER: Final = regex.compile(r"(?P<year>\d{4})年?(?:以|之)?后|\b(?:after|since) (?P<year>\d{4})", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Course:
    """A series of one line over the periods of a table, and how surely it is meant."""

    entry: Entry | None
    cells: tuple[Observation, ...]
    weight: float
    chained: bool = False  # indices on the period before: above a hundred is growth


Steps = tuple[dict[int, int], str, float, tuple[str, ...]]


def changes(view: View, axis: Axis) -> Iterator[Steps]:
    """Signs of change of all lines, to each period from the one before and from the first."""
    by_period: dict[str, list[tuple[float, dict[int, Observation]]]] = {}
    for field in find_fields(view, axis, growth=False):
        cells = {line: held[0] for line, held in field.cells.items() if line in field.values}
        period = next(iter(cells.values())).period.text
        if period is not None:
            by_period.setdefault(period, []).append((field.weight, cells))
    known = sorted(by_period)
    printed = [period.text for span, period in find_periods(view.sentence.text) if period.text in by_period]
    since = _AFTER.search(view.sentence.text)
    between = _BETWEEN.search(view.sentence.text)
    for index, period in enumerate(known[1:], start=1):
        for base in dict.fromkeys((known[index - 1], known[0], *printed)):
            if base is None or base >= period or (since is not None and base != since["year"]):
                continue
            for weight, now in by_period[period]:
                for _, before in by_period[base]:
                    both = now.keys() & before.keys()
                    steps = {line: _step(before[line], now[line]) for line in both}
                    likely = weight * (1.0 if base in (known[index - 1], *printed) else 0.7)
                    if between is not None and (base, period) != (between["first"], between["last"]):
                        likely *= _OTHER_YEARS
                    ids = tuple(cell.observation_id for line in both for cell in (before[line], now[line]))
                    yield steps, f"{base} → {period}", likely, ids


def changes_printed(view: View, axis: Axis) -> Iterator[Steps]:
    """Signs of the changes that a column prints (增减额, 增速)."""
    for field in find_fields(view, axis, growth=True):
        cells = {line: held[0] for line, held in field.cells.items() if line in field.values and len(held) == 1}
        if len(cells) == len(field.values):
            steps = {
                line: (cell.value > 0) - (cell.value < 0) for line, cell in cells.items() if cell.value is not None
            }
            yield steps, field.label, field.weight * 0.9, field.inputs()


def courses(view: View) -> Iterator[Course]:
    """Return the series over time that a statement may speak of."""
    clause = view.sentence.text[view.sentence.clause_start(view.claim.start) : view.claim.end]
    cells = [cell for cell in view.sheet.cells.values() if cell.period.text and cell.unit.code != "rank"]
    for pattern, kind in ((_SHARE_NOUN, "share"), (_GROWTH_NOUN, "growth")):
        if pattern.search(clause):
            # The course of a share is not that of the amounts.
            cells = [cell for cell in cells if cell.unit.code == "percent" and kind_of_cell(cell) == kind]
    if len({cell.period.text for cell in cells}) < 3:
        return
    for row in view.choices("row", cells):
        for column in view.choices("column", cells):
            if len(row.entries) > 1 or len(column.entries) > 1:
                continue
            held = [cell for cell in cells if cell.row in row.lines and cell.column in column.lines]
            periods = {cell.period.text for cell in held}
            if len(periods) < len(held) or len(held) < 3 or len({cell.unit.code for cell in held}) > 1:
                continue
            entry = (*row.entries, *column.entries)[:1]
            ordered = tuple(sorted(held, key=lambda cell: cell.period.text or ""))
            sure = row.weight * column.weight * (_NOT_ITS_FIGURES if _goes_elsewhere(view, ordered) else 1.0)
            sure *= _UNTIL_WHEN if _UNTIL.search(view.sentence.text, view.claim.start) else 1.0
            yield Course(entry[0] if entry else None, ordered, sure, is_chained(view.sheet))


def _statement_end(text: str, at: int, marks: str = "。；;") -> int:
    return min((found for mark in marks if (found := text.find(mark, at)) >= 0), default=len(text))


def _goes_elsewhere(view: View, cells: Sequence[Observation]) -> bool:
    """Tell whether the statement goes on from one figure to another, neither of which is in a series (持续增多，由67.03万人增至83.15万人)."""
    text, claim = view.sentence.text, view.claim
    end = _statement_end(text, claim.end)
    pair = _FROM_TO.match(text, claim.end, end)
    if pair is None:
        return False
    printed = {format(abs(cell.value or Decimal(0)), "f") for cell in cells}
    return not printed & {pair["from"].replace(",", ""), pair["to"].replace(",", "")}


def within(view: View, cells: tuple[Observation, ...]) -> tuple[Observation, ...]:
    """Leave out the periods that the sentence leaves out: by a range of years, by 此后, by 连续两年 up to the year named last."""
    text, claim = view.sentence.text, view.claim
    printed = [p.text for span, p in find_periods(text) if span.start < claim.start and p.text and p.text.isdecimal()]
    latin, begin = text[claim.start : claim.end].isascii(), view.sentence.clause_start(claim.start)
    run = _IN_A_ROW.search(text, max(0, claim.start - 2), claim.end)
    if run is not None:
        size = _NUMBERS.get(run["n"]) or (int(run["n"]) if run["n"].isdecimal() else 0)
        spans = [p for span, p in find_periods(text) if begin <= span.start < claim.start and p.text and "/" in p.text]
        if spans:  # 2015—2020年连续六年减少: each of these lies below the one before
            begins, _, ends = (spans[-1].text or "").partition("/")
            at = next((index for index, cell in enumerate(cells) if (cell.period.text or "") >= begins), 0)
            inside = [cell for cell in cells[at:] if (cell.period.text or "") <= ends]
            return cells[max(at - 1, 0) : at + size] if len(inside) == size else tuple(inside)
        last = next((index for index, cell in enumerate(cells) if printed and cell.period.text == printed[-1]), None)
        if last is None:
            return ()
        if _FROM_YEAR.search(text, begin, claim.start + 2):
            last -= 1  # 2017年起连续三年下滑: 2017 is the first that lies below the year before
            return cells[last : last + size + 1] if last >= 0 else ()
        # 2020年最高，此后连续两年回落: from there on, not up to there.
        on = _SINCE.search(text, view.sentence.clause_start(claim.start), claim.start + 2) is not None
        return cells[last : last + size + 1] if on else cells[max(last - size, 0) : last + 1]
    until = _UNTIL_YEAR.search(text, claim.start, view.sentence.clause_end(claim.end))
    if until is not None:
        # After a small rise in 2009, spending fell in every year until 2014.
        since_year = max((year for year in printed if year < until["year"]), default="")
        return tuple(cell for cell in cells if since_year <= (cell.period.text or "") <= until["year"])
    since = _SINCE_YEAR.search(text, 0 if latin else begin, view.sentence.clause_end(claim.end))
    if since is not None or _SINCE.search(text, begin, claim.end + 8 if latin else claim.start + 4):
        first = since["year"] if since is not None else printed[-1] if printed else ""
        return tuple(cell for cell in cells if (cell.period.text or "") >= first) if first else ()
    ranges = [
        p for span, p in find_periods(view.sentence.text) if p.text and "/" in p.text and span.start < view.claim.end
    ]
    if not ranges or ranges[-1].start is None or ranges[-1].end is None:
        return _between_figures(view, cells)
    start, end = ranges[-1].start, ranges[-1].end
    return tuple(cell for cell in cells if cell.period.start is None or start <= cell.period.start <= end)


def _between_figures(view: View, cells: tuple[Observation, ...]) -> tuple[Observation, ...]:
    """Leave out what lies beyond the two years whose figures the statement goes on with (连年减少，2014年为418.2，2018年只有362.4；此后…)."""
    text, claim = view.sentence.text, view.claim
    # 先抑后扬，…跌到31.5元；2022年涨到87.9元: a turn is told of behind the semicolon too.
    end = _statement_end(text, claim.end, "。" if claim.text.startswith("先") else "。；;")
    behind = [p.text or "" for span, p in find_periods(text) if claim.end <= span.start < end]
    shown = [cell.period.text for cell in cells]
    if len(behind) != 2 or behind[0] >= behind[1] or not set(behind) <= set(shown):
        return cells
    held = tuple(cell for cell in cells if behind[0] <= (cell.period.text or "") <= behind[1])
    figures = {figure.replace(",", "") for figure in _FIGURE.findall(text, claim.end, end)}
    return held if {format(abs(c.value or Decimal(0)), "f") for c in (held[0], held[-1])} <= figures else cells


def _step(before: Observation, now: Observation) -> int:
    left, right = (Interval.printed(cell.value or Decimal(0), cell.decimals) for cell in (before, now))
    return (right.low > left.high) - (right.high < left.low)


def steps_of(cells: Sequence[Observation], *, chained: bool = False) -> list[int]:
    """Return the signs of the changes from each cell to the next, 0 where rounding leaves them open.

    An index on the period before tells the change to its own period.
    """
    if chained:
        return [(cell.value > _BEFORE) - (cell.value < _BEFORE) for cell in cells[1:] if cell.value is not None]
    return [_step(before, now) for before, now in pairwise(cells)]


def series_in_words(cells: Sequence[Observation]) -> str:
    """Return the values of a series for a message."""
    return " → ".join(shortened(cell.value or Decimal(0)) for cell in cells)


def ids_of(cells: Sequence[Observation]) -> tuple[str, ...]:
    """Return the ids of cells."""
    return tuple(cell.observation_id for cell in cells)


Point = tuple[str, Interval, tuple[Observation, ...]]


def points_of(
    course: Course, cells: Sequence[Observation], *, changes: Literal["amount", "rate"] | None
) -> tuple[Point, ...]:
    """Return the values of a course by period, or the changes from year to year: amounts, or rates in percent.

    Rates change by themselves; what five years added is not set beside what one did.
    """
    plain = [
        (cell.period.text or "", Interval.printed(cell.value or Decimal(0), cell.decimals), (cell,)) for cell in cells
    ]
    if changes is None or (changes == "rate" and course.cells[0].unit.code == "percent"):
        return tuple(plain)
    if course.chained:
        return tuple((period, value - Interval.exact(_BEFORE), held) for period, value, held in plain)
    points: list[Point] = []
    for (earlier, before, one), (period, now, two) in pairwise(plain):
        quotient = now.ratio(before)
        if years_between(earlier, period) != 1 or quotient is None:
            continue
        change = now - before if changes == "amount" else (quotient - Interval.exact(1)) * 100
        points.append((period, change, (*one, *two)))
    return tuple(points)
