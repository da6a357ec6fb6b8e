"""Rates that the prose computes: growth, multiples, differences in points."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

import regex

from extractors.characters import to_plain
from extractors.checks.amounts import FAR
from extractors.checks.cells_meant import Hypothesis, against_sum, is_amount, over_time, pairs, single, two_sided
from extractors.checks.moments import moments
from extractors.checks.readings import View
from extractors.checks.sheets import Sheet
from extractors.checks.statements import shortened
from extractors.model import Claim, Observation
from extractors.quantities.intervals import Interval, total

_ON_AVERAGE: Final = regex.compile(
    r"年均|年平均|(?:a|per) year|on average|annual(?:ly)? average|average annual|annually", regex.IGNORECASE
)
_CHAINED: Final = regex.compile(
    r"(?:上年|前一年|上一年|previous year|preceding year)[^\d]{0,8}=?\s?100", regex.IGNORECASE
)
_LEVEL_OF: Final = regex.compile(
    r"相当于|恢复|仅为|只有|是.{1,12}的|(?:of|from) (?:the|its) (?:level|value)|equal|equivalent|per cent of|% of|of that",
    regex.IGNORECASE,
)
_OF_TOTAL: Final = 0.9
_MOVES: Final = regex.compile(r"增长|增加|下降|减少|提高|上升|回落|上涨|下跌")
_RATE: Final = regex.compile(
    r"增速|速度|增长率|[放减]缓|加快|[升降回落到]{1,2}[到至]|\b(?:rate|pace)\b", regex.IGNORECASE
)
_REACH: Final = 12  # characters behind a rate in which it is said to be a yearly one
_EARLIER: Final = 0.7  # that a rate is yearly, where a clause before says so of another
_FIGURE: Final = regex.compile(r"(?<![\d.])(?!(?:19|20)\d\d(?!\d))\d[\d.,]*\s?(?:[十百千万亿]|元|人|吨|\p{L})")


def is_level(view: View) -> bool:
    """Tell whether a percentage says what part of another value something has reached: 恢复到2019年的129%."""
    claim, text = view.claim, view.sentence.text
    return (
        claim.kind == "share" and _LEVEL_OF.search(text, view.sentence.clause_start(claim.start), claim.end) is not None
    )


def growths(view: View) -> Iterator[Hypothesis]:
    """Return growth, average growth and multiples of one line between two periods."""
    claim = view.claim
    if claim.kind == "multiple" and claim.sense not in {"growth_by", "ratio_to"}:
        return
    chained = is_chained(view.sheet)
    if chained and claim.kind == "growth_rate":
        yield from _index_growth(view)
    for now, before, base, weight in over_time(view, lambda cell: is_amount(view, cell)):
        if chained:
            continue
        left, right = (Interval.printed(cell.value, cell.decimals) for cell in (now, before) if cell.value is not None)
        quotient = left.ratio(right)
        if quotient is None or now.unit != before.unit:
            continue
        one, other = shortened(left.value), shortened(right.value)
        inputs = (now.observation_id, before.observation_id)
        if claim.kind == "share" and is_level(view):
            yield Hypothesis("ratio", f"100 * {one} / {other}", quotient * 100, inputs, weight)
            continue
        if claim.kind == "multiple":
            if claim.sense == "ratio_to":
                yield Hypothesis("ratio", f"{one} / {other}", quotient, inputs, weight)
            else:
                yield Hypothesis("growth", f"({one} - {other}) / {other}", quotient - Interval.exact(1), inputs, weight)
            continue
        years = years_between(base.text, now.period.text)
        # 2010—2015年放缓至3.8%, at a rate of: over a span of years either may be meant; grew by means the whole of it.
        spanned = claim.period.text is not None and "/" in claim.period.text and _is_rate(view)
        averaged = _average_said(view)
        if years > 1 and quotient.low > 0 and (averaged or spanned):
            yearly = (quotient.root(years) - Interval.exact(1)) * 100
            formula = f"(({one} / {other}) ** (1 / {years}) - 1) * 100"
            sure = weight * (averaged or 1.0)
            yield Hypothesis("average_growth", formula, yearly, inputs, sure, certain=averaged in {0.0, 1.0})
        if averaged < 1:
            rate = (quotient - Interval.exact(1)) * 100
            formula = f"({one} / {other} - 1) * 100"
            certain = not averaged and not spanned
            yield Hypothesis("growth", formula, rate, inputs, weight * (1 - averaged), certain=certain)


def _is_rate(view: View) -> bool:
    text, start = view.sentence.text, view.sentence.clause_start(view.claim.start)
    return _RATE.search(text, start, view.claim.start) is not None


def _average_said(view: View) -> float:
    """Return how surely a rate is one per year: 1 where its clause says so, less where an earlier clause of an English sentence does.

    Of two rates the one behind may be yearly alone: rose by 14.7 per cent in two years, or by 7.1 per cent a year on average.
    """
    claim, text = view.claim, view.sentence.text
    start = view.sentence.clause_start(claim.start)
    # 增长52.4%，年均增长7.3%: what the next clause says is said of its own number.
    latin = text[max(0, claim.start - 1)].isascii()
    end = claim.end + _REACH if latin else min(claim.end + _REACH, view.sentence.clause_end(claim.end))
    if claim.sense == "average_annual" or _ON_AVERAGE.search(text, start, end):
        return 1.0
    # 按年均增速衡量，甲为30.6%，乙为18.7%: a clause with a verb of its own speaks for itself.
    shared = latin or not _MOVES.search(text, start, claim.start)
    return _EARLIER if shared and _ON_AVERAGE.search(text, 0, start) else 0.0


def is_chained(sheet: Sheet) -> bool:
    """Tell whether a table's values are indices on the year before (上年=100): less a hundred they are growth."""
    words = " ".join((sheet.table.caption or "", sheet.table.unit or "", *sheet.table.notes))
    return _CHAINED.search(to_plain(words)) is not None


def _index_growth(view: View) -> Iterator[Hypothesis]:
    cells = [cell for cell in view.sheet.cells.values() if cell.unit.code in {None, "index", "percent"}]
    times = moments(view, cells)
    for row, column, weight in pairs(view, cells) if cells else ():
        for moment in times:
            cell = single(row, column, moment, cells)
            if cell is not None and cell.value is not None:
                growth = Interval.printed(cell.value, cell.decimals) - Interval.exact(100)
                yield Hypothesis(
                    "growth", f"{shortened(cell.value)} - 100", growth, (cell.observation_id,), weight * moment.weight
                )


def years_between(base: str | None, last: str | None) -> int:
    """Count the years between two periods that are years; 0 if one is not."""
    return int(last) - int(base) if base and last and base.isdecimal() and last.isdecimal() else 0


def ratios(view: View) -> Iterator[Hypothesis]:
    """Return quotients of two lines in one period (甲是乙的三倍, 出口是进口的2.7倍)."""
    clause = view.sentence.text[view.sentence.clause_start(view.claim.start) : view.claim.start]
    # 是乙省1.58亿元的6.4倍: the base has a figure of its own.
    far = FAR if _FIGURE.search(clause) else 1.0
    for one, two, weight in two_sided(view, lambda cell: cell.unit.code not in {"percent", "rank"}):
        left, right = (Interval.printed(cell.value, cell.decimals) for cell in (one, two) if cell.value is not None)
        quotient = left.ratio(right)
        if quotient is not None and one.unit == two.unit:
            percent = view.claim.kind == "share"
            formula = ("100 * " if percent else "") + f"{shortened(left.value)} / {shortened(right.value)}"
            inputs = (one.observation_id, two.observation_id)
            yield Hypothesis("ratio", formula, quotient * 100 if percent else quotient, inputs, weight * far)


def ratios_to_sums(view: View) -> Iterator[Hypothesis]:
    """Return quotients of one line and several taken together (甲是乙与丙之和的1.4倍)."""
    for one, others, weight in against_sum(view, lambda cell: is_amount(view, cell)):
        if one.value is None or any(other.unit != one.unit for other in others):
            continue
        values = [Interval.printed(cell.value, cell.decimals) for cell in others if cell.value is not None]
        quotient = Interval.printed(one.value, one.decimals).ratio(total(values))
        if quotient is not None:
            below = " + ".join(shortened(value.value) for value in values)
            inputs = (one.observation_id, *(cell.observation_id for cell in others))
            yield Hypothesis("ratio", f"{shortened(one.value)} / ({below})", quotient, inputs, weight)


def points(view: View) -> Iterator[Hypothesis]:
    """Return differences in points: of rates over time, between lines, and of shares or growth that the table lets compute."""
    claim = view.claim
    rates = [cell for cell in view.sheet.cells.values() if cell.unit.code == "percent"]
    if rates:
        for now, before, _, weight in over_time(view, lambda cell: cell.unit.code == "percent"):
            yield _gap_in_points(claim, now, before, weight)
        for one, two, weight in two_sided(view, lambda cell: cell.unit.code == "percent"):
            yield _gap_in_points(claim, one, two, weight)
    yield from _share_points(view)


def _gap_in_points(claim: Claim, one: Observation, two: Observation, weight: float) -> Hypothesis:
    left, right = (Interval.printed(cell.value, cell.decimals) for cell in (one, two) if cell.value is not None)
    gap = left - right
    same_line = (one.row, one.column_labels) == (two.row, two.column_labels) or one.period.text != two.period.text
    if claim.direction is None or not same_line:
        # Between two lines the order of naming decides the sign, which words leave open: the size alone is compared.
        size = gap if gap.value >= 0 else Interval.exact(0) - gap
        gap = Interval.exact(0) - size if claim.direction == "down" else size
    formula = f"{shortened(left.value)} - {shortened(right.value)}"
    return Hypothesis("point_change", formula, gap, (one.observation_id, two.observation_id), weight)


def _share_points(view: View) -> Iterator[Hypothesis]:
    amounts = [cell for cell in view.sheet.cells.values() if is_amount(view, cell)]
    wholes = [entry for entry in view.sheet.entries if entry.whole]
    if not amounts or not wholes:
        return
    by_place = {(cell.row, cell.column): cell for cell in amounts}
    totals = [(entry.axis, line) for entry in wholes for line in entry.lines]
    for now, before, _, weight in over_time(view, lambda cell: is_amount(view, cell)):
        for axis, line in totals:
            places = [(line, cell.column) if axis == "row" else (cell.row, line) for cell in (now, before)]
            last, first = (by_place.get(place) for place in places)
            if first is None or last is None or last is now or first is before or first is last:
                continue
            if (now.unit, before.unit) != (last.unit, first.unit) or first.period.text != before.period.text:
                continue
            new, old = _quotient(now, last), _quotient(before, first)
            if new is not None and old is not None and new.value <= 1:
                gap = (new - old) * 100
                formula = f"100 * ({_plain(now)} / {_plain(last)} - {_plain(before)} / {_plain(first)})"
                inputs = tuple(cell.observation_id for cell in (now, last, before, first))
                yield Hypothesis("point_change", formula, gap, inputs, weight * _OF_TOTAL)


def _quotient(part: Observation, whole: Observation) -> Interval | None:
    if part.value is None or whole.value is None:
        return None
    return Interval.printed(part.value, part.decimals).ratio(Interval.printed(whole.value, whole.decimals))


def _interval(cell: Observation) -> Interval:
    return Interval.printed(cell.value if cell.value is not None else Decimal(0), cell.decimals)


def _plain(cell: Observation) -> str:
    return "" if cell.value is None else shortened(cell.value)
