"""How yearly series of one table move: growth, average growth, multiples, index numbers, changes in points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors.indicators.computed import (
    INDEX,
    PERCENT,
    POINTS,
    TIMES,
    Computed,
    interval_of,
    series_of,
    stem_of,
)
from extractors.model import Observation
from extractors.quantities.intervals import Interval
from extractors.vocabulary.indicators import flow_of_value


def compute_growth(observations: Iterable[Observation]) -> Iterator[Computed]:
    """Return growth from each year to the next, and from the first year to the last the average and the multiple.

    These need two years or more between: many tables print only the ends of a decade, and from one year to the next both
    would say what the growth says. A balance has no growth rate, for it changes its sign; nor have rates and indices.
    """
    for series in series_of(_without_balances(observations)):
        for year, item in series.items():
            if year - 1 in series:
                yield from _growth_between(series[year - 1], item, 1)
        first, last = min(series, default=0), max(series, default=0)
        if last - first >= 2:
            yield from _growth_between(series[first], series[last], last - first)
            yield from _multiple(series[first], series[last])


def compute_index_numbers(observations: Iterable[Observation]) -> Iterator[Computed]:
    """Return each year of a series of at least three as a percentage of the first one."""
    for series in series_of(_without_balances(observations)):
        if len(series) < 3:
            continue
        base, *rest = series.values()
        for item in rest:
            quotient = interval_of(item).ratio(interval_of(base))
            if quotient is not None:
                code, formula = f"{stem_of(item)}_fixed_base_index", f"100 * {item.value} / {base.value}"
                yield Computed(code, quotient * 100, formula, (item, base), INDEX, base.period.text)


def compute_changes(rates: Iterable[Observation]) -> Iterator[Computed]:
    """Return the change from each year to the next: of percentages in percentage points, of indices in their own unit."""
    for series in series_of(rates):
        for year, item in series.items():
            if year - 1 not in series:
                continue
            base = series[year - 1]
            now, before = interval_of(item), interval_of(base)
            unit = POINTS if item.unit.code == "percent" else INDEX
            formula = f"{now.value} - {before.value}"
            code = f"{item.indicator.code or 'value'}_change"
            yield Computed(code, now - before, formula, (item, base), unit, base.period.text)


def _without_balances(observations: Iterable[Observation]) -> Iterator[Observation]:
    for item in observations:
        if flow_of_value(item.indicator.code or item.indicator.label) != "balance":
            yield item


def _growth_between(base: Observation, item: Observation, years: int) -> Iterator[Computed]:
    now, before = interval_of(item), interval_of(base)
    quotient = now.ratio(before)
    if quotient is None or quotient.low <= 0:
        return
    if years == 1:
        code, formula = f"{stem_of(item)}_growth", f"100 * ({now.value} / {before.value} - 1)"
    else:
        code = f"{stem_of(item)}_average_growth"
        formula = f"100 * (({now.value} / {before.value}) ** (1 / {years}) - 1)"
    rate = (quotient.root(years) - Interval.exact(1)) * 100
    yield Computed(code, rate, formula, (item, base), PERCENT, base.period.text)


def _multiple(base: Observation, item: Observation) -> Iterator[Computed]:
    quotient = interval_of(item).ratio(interval_of(base))
    if quotient is not None:
        formula = f"{item.value} / {base.value}"
        yield Computed(f"{stem_of(item)}_multiple", quotient, formula, (item, base), TIMES, base.period.text)
