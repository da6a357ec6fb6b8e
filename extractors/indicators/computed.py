"""A computed value before it is a row, and what the formulas ask of observations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from extractors.model import Dimension, Observation, Period, Unit
from extractors.quantities.intervals import Interval
from extractors.vocabulary.indicators import stem_of_value

TOTAL_CODE = "_T"  # SDMX: the total of a dimension
AXES = ("category", "partner", "entity")
PERCENT = Unit(None, "percent", 0)
POINTS = Unit(None, "percentage_point", 0)
INDEX = Unit(None, "index", 0)
TIMES = Unit(None, "times", 0)
RANK = Unit(None, "rank", 0)

Key = tuple[object, ...]
# What is measured, where: everything that identifies a value but one axis or the year.
Measures = Mapping[Key, list[Observation]]


@dataclass(frozen=True, slots=True)
class Computed:
    """An indicator's value as an interval; its places, class and period are those of the first input.

    `over` is the axis that a value sums over, so that it is no longer that of the first input alone. `outside` says that
    figures from outside the article went in.
    """

    code: str
    value: Interval
    formula: str
    inputs: tuple[Observation, ...]
    unit: Unit
    base_period: str | None = None
    over: str | None = None
    outside: bool = False


def name_of(dimension: Dimension) -> str | None:
    """Return the code of a dimension's value, its label where it has none."""
    return dimension.code or dimension.label


def axis_of(item: Observation, axis: str) -> Dimension:
    """Return the value of one of the AXES."""
    return item.category if axis == "category" else item.partner if axis == "partner" else item.entity


def dimensions_of(
    item: Observation, without: str | None = None
) -> tuple[str | None, str | None, str | None, str | None]:
    """Return entity, partner, class and period, one of the AXES left out."""
    entity, partner, category = (
        None if axis == without else name_of(axis_of(item, axis)) for axis in ("entity", "partner", "category")
    )
    return (entity, partner, category, item.period.text)


def others_of(item: Observation, axis: str) -> Key:
    """Return what values have in common that one axis of a table tells apart: table, unit, measure, period, other axes."""
    measure = (item.indicator.code or item.indicator.label, item.unit.code, item.unit.multiplier)
    return (item.table_id, *dimensions_of(item, without=axis), *measure)


def total_axis(item: Observation) -> str | None:
    """Return the axis on which the observation is the total."""
    return next((axis for axis in AXES if axis_of(item, axis).code == TOTAL_CODE), None)


def interval_of(item: Observation) -> Interval:
    """Return what the printed value may stand for."""
    if item.value is None:
        raise ValueError(f"{item.observation_id} has no value")
    return Interval.printed(item.value, item.decimals)


def year_of(period: Period) -> int | None:
    """Return the year that a period is, None for any other period."""
    return int(period.text) if period.text and period.text.isdecimal() and len(period.text) == 4 else None


def stem_of(item: Observation) -> str:
    """Return what the codes of values computed from this one begin with."""
    return stem_of_code(item.indicator.code) if item.indicator.code else "value"


def stem_of_code(code: str) -> str:
    """Return what composed codes begin with: export for export_value and export_growth."""
    return stem_of_value(code.removesuffix("_growth"))


def share_stem(code: str) -> str:
    """Return what codes composed of a share begin with: trade_ for trade_share, nothing for share."""
    stem = code.removesuffix("share").removesuffix("_")
    return f"{stem}_" if stem else ""


def series_of(observations: Iterable[Observation]) -> list[dict[int, Observation]]:
    """Return the yearly series that the tables print, each by year in order; a year printed twice is left out."""
    series: dict[Key, dict[int, list[Observation]]] = {}
    for item in observations:
        year = year_of(item.period)
        name = item.indicator.code or item.indicator.label
        if year is None or name is None:
            continue
        key = (
            item.table_id,
            *dimensions_of(item)[:3],
            name,
            item.indicator.label,
            item.unit.code,
            item.unit.multiplier,
        )
        series.setdefault(key, {}).setdefault(year, []).append(item)
    return [{year: items[0] for year, items in sorted(years.items()) if len(items) == 1} for years in series.values()]


def shown(value: Decimal) -> str:
    """Return a number for a formula: short, never in powers of ten."""
    return f"{value.normalize():f}"
