"""What follows from the trade that one table prints: balance, total, competitiveness, intra-industry trade, dependence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from extractors.indicators.computed import (
    INDEX,
    PERCENT,
    Computed,
    Key,
    dimensions_of,
    interval_of,
    shown,
    total_axis,
)
from extractors.indicators.formulas import grubel_lloyd, symmetric_advantage
from extractors.model import Observation
from extractors.quantities.intervals import Interval, total
from extractors.vocabulary.indicators import flow_of_value

Pair = tuple[Observation, Observation]
_DEPENDENCE = {"export": "export_dependence", "import": "import_dependence", "total": "openness"}


def compute_trade(observations: Iterable[Observation]) -> Iterator[Computed]:
    """Return what one pair of exports and imports gives, then the intra-industry trade over the classes of a table."""
    pairs = find_pairs(observations)
    for pair in pairs:
        yield from _of_pair(pair)
    yield from _intra_industry(pairs)


def find_pairs(observations: Iterable[Observation]) -> tuple[Pair, ...]:
    """Return exports and imports that one table prints in one unit of the same places, class and period."""
    groups: dict[Key, dict[str, list[Observation]]] = defaultdict(lambda: defaultdict(list))
    for item in observations:
        flow = flow_of_value(item.indicator.code)
        if flow is not None:
            groups[(item.table_id, *dimensions_of(item), item.unit.code, item.unit.multiplier)][flow].append(item)
    return tuple(
        (flows["export"][0], flows["import"][0])
        for flows in groups.values()
        if len(flows["export"]) == len(flows["import"]) == 1
    )


def _of_pair(inputs: Pair) -> Iterator[Computed]:
    left, right = map(interval_of, inputs)
    yield Computed("trade_balance", left - right, f"{left.value} - {right.value}", inputs, inputs[0].unit)
    yield Computed("trade_value", left + right, f"{left.value} + {right.value}", inputs, inputs[0].unit)
    quotient = _competitiveness(left, right)
    if quotient is not None:
        formula = f"({left.value} - {right.value}) / ({left.value} + {right.value})"
        yield Computed("tc", quotient, formula, inputs, INDEX)
        # Of all trade at once the index would call cars for coffee intra-industry.
        if inputs[0].category.label is not None and total_axis(inputs[0]) != "category":
            formula = f"1 - |{left.value} - {right.value}| / ({left.value} + {right.value})"
            yield Computed("gl", _overlap(quotient), formula, inputs, INDEX)


def _competitiveness(exports: Interval, imports: Interval) -> Interval | None:
    # (X - M) / (X + M) rises with X and falls with M, so its bounds are those of the pair taken crosswise.
    if exports.low < 0 or imports.low < 0 or exports.low + imports.low <= 0:
        return None
    pairs = ((exports.low, imports.high), (exports.value, imports.value), (exports.high, imports.low))
    low, value, high = ((x - m) / (x + m) for x, m in pairs)
    return Interval(low, value, high)


def _overlap(competitiveness: Interval) -> Interval:
    # 1 - |TC|, at most 1 where exports may equal imports.
    low, value, high = competitiveness.low, competitiveness.value, competitiveness.high
    ends = sorted((1 - abs(low), 1 - abs(high)))
    return Interval(ends[0], 1 - abs(value), ends[1] if low > 0 or high < 0 else Interval.exact(1).value)


def _intra_industry(pairs: Sequence[Pair]) -> Iterator[Computed]:
    groups: dict[Key, list[Pair]] = defaultdict(list)
    for pair in pairs:
        item = pair[0]
        if item.category.label is not None and total_axis(item) is None:
            key = (item.table_id, *dimensions_of(item, without="category"), item.unit.code, item.unit.multiplier)
            groups[key].append(pair)
    for group in groups.values():
        flows = [(interval_of(x).value, interval_of(m).value) for x, m in group]
        if len(group) < 2 or any(x < 0 or m < 0 for x, m in flows):
            continue
        value = grubel_lloyd(flows)
        if value is not None:
            gaps = " + ".join(f"|{shown(x)} - {shown(m)}|" for x, m in flows)
            sums = " + ".join(shown(x + m) for x, m in flows)
            inputs = tuple(item for pair in group for item in pair)
            yield Computed("gl", Interval.exact(value), f"1 - ({gaps}) / ({sums})", inputs, INDEX, over="category")


def compute_symmetric_advantage(rates: Sequence[Observation], *, every: bool) -> Iterator[Computed]:
    """Return the symmetric form of each printed revealed comparative advantage.

    It says the same in another way: by default only in a table that prints both, so that they can be compared.
    """
    both = {item.table_id for item in rates if item.indicator.code == "rsca"}
    for item in rates:
        advantage = interval_of(item)
        if item.indicator.code == "rca" and advantage.low >= 0 and (every or item.table_id in both):
            ends = (advantage.low, advantage.value, advantage.high)
            formula = f"({advantage.value} - 1) / ({advantage.value} + 1)"
            yield Computed("rsca", Interval(*map(symmetric_advantage, ends)), formula, (item,), INDEX)


def compute_dependence(observations: Sequence[Observation]) -> Iterator[Computed]:
    """Return trade, exports and imports as percentages of the product that the same table prints.

    Trade is the total that the table prints, or else its exports and imports together.
    """
    products: dict[Key, list[Observation]] = defaultdict(list)
    for item in observations:
        if item.indicator.code == "gdp" and item.category.label is None:
            products[_product_of(item)].append(item)
    for code, inputs in _trades(observations) if products else ():
        found = products.get(_product_of(inputs[0]), ())
        if len(found) != 1:
            continue
        # Trade is often printed in 亿元 beside a product in 万亿元.
        shift = inputs[0].unit.multiplier - found[0].unit.multiplier
        terms = [interval_of(item).scaled(shift) for item in inputs]
        quotient = total(terms).ratio(interval_of(found[0]))
        if quotient is not None:
            dividend = " + ".join(shown(term.value) for term in terms)
            dividend = f"({dividend})" if len(terms) > 1 else dividend
            formula = f"100 * {dividend} / {found[0].value}"
            yield Computed(code, quotient * 100, formula, (*inputs, found[0]), PERCENT)


def _trades(observations: Sequence[Observation]) -> Iterator[tuple[str, tuple[Observation, ...]]]:
    """Return what may be compared with a product, and the code of its ratio."""
    flows = [(flow_of_value(item.indicator.code) or "", item) for item in observations if item.category.label is None]
    totals = {(item.table_id, *dimensions_of(item)) for flow, item in flows if flow == "total"}
    for flow, item in flows:
        if flow in _DEPENDENCE:
            yield _DEPENDENCE[flow], (item,)
    for pair in find_pairs(item for _, item in flows):
        if (pair[0].table_id, *dimensions_of(pair[0])) not in totals:
            yield _DEPENDENCE["total"], pair


def _product_of(item: Observation) -> Key:
    return (item.table_id, dimensions_of(item)[0], item.period.text, item.unit.code)
