"""Amounts that the prose quotes, adds up and sets against each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

from extractors.checks.cells_meant import COUNTED, Hypothesis, fits, over_time, pairs, scaled, single, two_sided
from extractors.checks.counted_words import counts_in
from extractors.checks.labels import label_to_tokens
from extractors.checks.moments import moments
from extractors.checks.readings import View
from extractors.checks.series import is_additive
from extractors.checks.sheets import code_of_measure
from extractors.checks.stated_changes import SHORT_OF
from extractors.checks.statements import shortened
from extractors.quantities.intervals import Interval, total
from extractors.vocabulary.indicators import flow_of_value
from extractors.vocabulary.periods import find_periods

_TOGETHER: Final = regex.compile(
    r"合计|共计|总计|总共|之和|合占|共占|一共|累计占|三者|两者|in total|together|combined|altogether|jointly|\bsum|add(?:s|ed)? up to|totall?ed",
    regex.IGNORECASE,
)
# Combined exports of the six are their total, which the table prints.
_COMBINED: Final = regex.compile(r"\b(?:the\s)?combined\s[a-z]+\s(?![a-z]+\s(?:and)\b)", regex.IGNORECASE)
_AVERAGE: Final = regex.compile(r"年均|平均|average|annual|per year|p\.a\.", regex.IGNORECASE)
FAR: Final = 0.3
_LIKELY_NOT: Final = 0.5
_OBJECT: Final = regex.compile(r"(?:高于|低于|多于|少于|快于|慢于|大于|小于|超过|不及|比)[^，。；]{1,24}的(?:约|近)?$")
# 低于全行1.16个百分点: the other side stands before the number.
_SET_AGAINST: Final = regex.compile(
    r"(?:高于|低于|多于|少于|快于|慢于|(?<![相同环])比)(?!上|去|前|\d{4}|期初|同期)\p{Han}{1,12}?(?:高出?|低|多|少|快|慢)?(?:了|出|约)?$"
)
# 低于城镇37.4%的增速, 快于收入年均7.37%的增速: the noun stands behind the number.
_OBJECT_BEHIND: Final = regex.compile(
    r"(?:高于|低于|多于|少于|快于|慢于|大于|小于|超过|不及|(?<![相同环])比)(?!上|去|前|\d{4}|期初|同期)[^，。；]{0,18}$"
)
_ITS_RATE: Final = regex.compile(r"的(?:[^，。；\d]{0,4}(?:增速|增幅|涨幅|降幅|增长率|水平|比重|占比|份额|规模))")
_BALANCE: Final = regex.compile(r"顺差|逆差|差额|\b(?:surplus|deficit|balance)\b", regex.IGNORECASE)
_CHANGED_BEFORE: Final = regex.compile(
    r"(?:增加|减少|净增|回落)(?:了|约)?\d|\b(?:added|gained|lost|shed|by)\s(?:[A-Z]{3}\s)?\d", regex.IGNORECASE
)
_DERIVED: Final = regex.compile(
    r"差距|差额|极差|比值|户均|人均|单产|均价|平均每|每万|每百|\b(?:gap|ratio|difference|margin|average|per)\b",
    regex.IGNORECASE,
)
# 比全省平均水平低8341元: against something else, not over time.
_OF_ANOTHER: Final = regex.compile(
    r"(?<![相同环])[比较](?!上年|去年|上一年|前一年|上期|\d{4}|期初|同期|初|重|例|率|值|大|快)|\bthan (?!in \d|a year|the year|\d)",
    regex.IGNORECASE,
)
_BETWEEN: Final = regex.compile(
    r"\b(?:gap|distance|difference|spread|margin)\b[^.;]{0,24}?\bbetween\b[^.;]{0,60}?\b(?:was|is|were|of|from|to|at|amounted to|came to)\s(?:about\s)?(?:[a-z]{3}\s)?$",
    regex.IGNORECASE,
)
_AGAINST: Final = regex.compile(
    r"相差|差距|比.{1,16}(?:多|少|高|低|大|小)|(?:高|多|大|高出|多出|低|少|快|慢)于?|than|gap|differ|\b(?:distance|spread|margin)\b",
    regex.IGNORECASE,
)


def is_compared_with(view: View) -> bool:
    """Tell whether a number is that of something which its clause compares with and the table does not name (比前四年的9.8%)."""
    text, start = view.sentence.text, view.sentence.clause_start(view.claim.start)
    compared = (_SET_AGAINST if view.claim.kind == "point_change" else _OBJECT).search(text, start, view.claim.start)
    if compared is None and _ITS_RATE.match(text, view.claim.end):
        compared = _OBJECT_BEHIND.search(text, start, view.claim.start)
        if compared is not None and view.claim.kind != "point_change":
            return True  # whose rate it is, the name before it tells, which is no subject
    return compared is not None and not any(
        compared.start() <= mention.span.start for mention in view.mentions if mention.span.end <= view.claim.start
    )


def quoted(view: View) -> Iterator[Hypothesis]:
    """Return the cells that a claim may quote."""
    claim = view.claim
    cells = [cell for cell in view.sheet.cells.values() if fits(claim, cell)]
    if claim.kind == "growth_rate":
        cells = [cell for cell in cells if not view.sheet.is_share(cell)]
    if claim.sense == "average_annual":
        cells = [
            cell for cell in cells if any(_AVERAGE.search(name) for name in (*cell.row_labels, *cell.column_labels))
        ]
    if not cells:
        return
    times = moments(view, cells)
    text, start = view.sentence.text, view.sentence.clause_start(claim.start)
    several = _TOGETHER.search(text, 0, claim.start) is not None and not _COMBINED.search(text, 0, claim.start)
    clause = text[start : claim.start]
    several = several or (clause.isascii() and any(len(view.sheet.parts("row")) != n for n, _ in counts_in(clause)))
    # 比住宿餐饮业的10.4%: of something that the table may not name; 增加12亿元，进口5亿元: of a change, in fewer words; 差距 and
    # 户均 are computed, where no line is called so.
    about = {*view.sheet.over, *(token for entry in view.sheet.entries for token in entry.tokens)}
    far = FAR if is_compared_with(view) else 1.0
    if claim.kind in {"level", "count"} and _CHANGED_BEFORE.search(text, 0, claim.start):
        far *= _LIKELY_NOT
    derived = _DERIVED.search(text, 0 if text[claim.start - 1 : claim.start].isascii() else start, claim.start)
    if derived is not None and not set(label_to_tokens(derived.group())) <= about:
        far *= _LIKELY_NOT
    for row, column, weight in pairs(view, cells):
        if len(row.entries) > 1 or len(column.entries) > 1:
            continue
        # A bare number (表3中的1) may count anything: the row or column that it is of must be named.
        bare = claim.unit.text is None and not row.entries and not column.entries
        alone = several and not any(
            choice.place >= 0 and any(e.whole for e in choice.entries) for choice in (row, column)
        )
        for moment in times:
            cell = single(row, column, moment, cells)
            value = scaled(view, cell) if cell is not None else None
            if cell is None or value is None:
                continue
            sure = weight * far * (FAR if alone or bare else 1.0) * moment.weight * (1.0 if cell.unit.code else 0.8)
            signed = claim.kind == "growth_rate" or (claim.value is not None and claim.value < 0)
            absolute = value if value.value >= 0 or signed else Interval.exact(0) - value
            # 0.405 ha is nothing that a cell without a unit needs to show.
            certain = cell.unit.code is not None or cell.unit.text is not None or claim.unit.code in COUNTED
            yield Hypothesis(
                "equals_cell", shortened(absolute.value), absolute, (cell.observation_id,), sure, certain=certain
            )


def sums(view: View) -> Iterator[Hypothesis]:
    """Return sums over the lines that a sentence lists or counts (甲与乙合计, 三省合计)."""
    claim = view.claim
    cells = [cell for cell in view.sheet.cells.values() if fits(claim, cell)]
    clause = view.sentence.text[view.sentence.clause_start(claim.start) : claim.start]
    # The two markets absorbed 309.8: English need not say that they are taken together.
    together = _TOGETHER.search(clause) is not None or bool(clause.isascii() and counts_in(clause))
    if not cells:
        return
    times = moments(view, cells)
    for row, column, weight in pairs(view, cells):
        if (len(row.entries) > 1) == (len(column.entries) > 1):
            continue
        # 六个行业用工140.6万人: what counts all lines of an axis needs no word for the sum.
        counted_all = not max(row.entries, column.entries, key=len)[0].label
        if not together and not (counted_all and all(is_additive(cell) for cell in cells)):
            continue
        # 三类机构合计 of which the sentence names two in words of the table: the third is called otherwise.
        counted = counts_before(view)
        all_named = not counted or max(len(row.entries), len(column.entries)) in counted
        for moment in times:
            terms = [
                cell
                for cell in cells
                if cell.row in row.lines and cell.column in column.lines and cell.period.text == moment.text
            ]
            if len(terms) != max(len(row.entries), len(column.entries)):
                continue
            values = [value for cell in terms if (value := scaled(view, cell)) is not None]
            if len(values) == len(terms):
                formula = " + ".join(shortened(value.value) for value in values)
                inputs = tuple(cell.observation_id for cell in terms)
                yield Hypothesis(
                    "sum", formula, total(values), inputs, weight * moment.weight, certain=all_named and together
                )


def counts_before(view: View) -> set[int]:
    """Return how many things the clause of a claim says that it takes together."""
    start = view.sentence.clause_start(view.claim.start)
    return {number for number, span in counts_in(view.sentence.text) if start <= span.start < view.claim.start}


def balances(view: View) -> Iterator[Hypothesis]:
    """Return exports less imports, where a claim speaks of a surplus or a deficit."""
    claim = view.claim
    start = view.sentence.clause_start(claim.start)
    if claim.kind != "level" or not _BALANCE.search(view.sentence.text, start, claim.start):
        return
    cells = [cell for cell in view.sheet.cells.values() if claim.unit.code == cell.unit.code is not None]
    flows = {flow: [c for c in cells if flow_of_value(code_of_measure(c)) == flow] for flow in ("export", "import")}
    if not flows["export"] or not flows["import"]:
        return
    times = moments(view, flows["export"])
    for row, column, weight in pairs(view, flows["export"]):
        for moment in times:
            sold = single(row, column, moment, flows["export"])
            bought = [
                cell
                for cell in flows["import"]
                if sold is not None
                and cell.period.text == sold.period.text
                and (cell.row == sold.row) != (cell.column == sold.column)
                and cell.entity == sold.entity
                and cell.partner == sold.partner
                and cell.category == sold.category
            ]
            if sold is None or len(bought) != 1:
                continue
            left, right = scaled(view, sold), scaled(view, bought[0])
            if left is not None and right is not None:
                gap = left - right if left.value >= right.value else right - left
                formula = f"{shortened(left.value)} - {shortened(right.value)}"
                inputs = (sold.observation_id, bought[0].observation_id)
                yield Hypothesis("balance", formula, gap, inputs, weight * moment.weight)


def changes(view: View) -> Iterator[Hypothesis]:
    """Return differences of one line between two periods."""
    claim = view.claim
    text, start = view.sentence.text, view.sentence.clause_start(claim.start)
    far = FAR if _OF_ANOTHER.search(text, start, claim.start) else 1.0
    for now, before, _, weight in over_time(view, lambda cell: fits(claim, cell)):
        left, right = scaled(view, now), scaled(view, before)
        if left is None or right is None:
            continue
        gap = left - right
        gap = gap if claim.direction is not None or gap.value >= 0 else Interval.exact(0) - gap
        formula = f"{shortened(left.value)} - {shortened(right.value)}"
        yield Hypothesis("difference", formula, gap, (now.observation_id, before.observation_id), weight * far)


def gaps(view: View) -> Iterator[Hypothesis]:
    """Return differences between two lines in one period (甲比乙多, 两者相差)."""
    claim = view.claim
    text = view.sentence.text
    if not _AGAINST.search(text, view.sentence.clause_start(claim.start), claim.start) and not SHORT_OF.match(
        text, claim.end
    ):
        return
    for one, two, weight in two_sided(view, lambda cell: fits(claim, cell)):
        left, right = scaled(view, one), scaled(view, two)
        if left is None or right is None:
            continue
        said = any(view.is_base(mention) for mention in view.mentions)
        gap = left - right if (said and claim.direction is not None) or left.value >= right.value else right - left
        if not said and claim.direction == "down":
            gap = Interval.exact(0) - gap
        formula = f"{shortened(left.value)} - {shortened(right.value)}"
        several = _TOGETHER.search(text, 0, claim.start) is not None
        # The gap between two has no order: its size alone is compared.
        if not said and _BETWEEN.search(text, 0, claim.start) and claim.sense is None:
            gap, said = gap if gap.value >= 0 else Interval.exact(0) - gap, True
        said = said and not several and len({p.text for _, p in find_periods(view.sentence.text)}) < 2
        yield Hypothesis("difference", formula, gap, (one.observation_id, two.observation_id), weight, certain=said)
