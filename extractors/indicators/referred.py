"""Indices that compare an article's figures with those of partners and of the world, which a reference table gives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from extractors.indicators.computed import (
    INDEX,
    TOTAL_CODE,
    Computed,
    Key,
    dimensions_of,
    interval_of,
    name_of,
    shown,
    total_axis,
)
from extractors.indicators.formulas import (
    comparative_advantage,
    complementarity,
    michaely,
    symmetric_advantage,
    trade_intensity,
)
from extractors.model import Observation, ReferenceValue
from extractors.quantities.intervals import Interval, to_places
from extractors.vocabulary.indicators import flow_of_value

WORLD = "001"  # UN M49
_OTHER = {"export": "import", "import": "export"}
# Printed shares make up a whole when rounding alone keeps them from 100.
_ROUNDING = Decimal("1.0")

Place = tuple[str, str | None, str | None, str, str]


def compute_referred(
    amounts: Sequence[Observation], shares: Sequence[Observation], reference: Sequence[ReferenceValue]
) -> Iterator[Computed]:
    """Return trade intensity, revealed comparative advantage and complementarity; nothing without a reference.

    A figure that the reference lacks leaves the index out, and nothing is taken from another year or class. Money must be
    in one currency.
    """
    if not reference:
        return
    table = _Reference(reference)
    for item in amounts:
        flow = flow_of_value(item.indicator.code)
        if flow in _OTHER and total_axis(item) is None:
            yield from _intensity(item, flow, table)
    yield from _advantages(amounts, shares, table)
    yield from _fits(shares, table)


class _Reference:
    """The reference by what each figure is of, in whole units of its currency."""

    def __init__(self, values: Iterable[ReferenceValue]) -> None:
        self._values: dict[Place, Decimal] = {}
        self._classes: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        self._currencies: dict[str, set[str]] = defaultdict(set)
        for row in values:
            key = (row.entity, row.partner, row.category, _flow(row.indicator), f"{row.period} {row.unit.code}")
            self._values[key] = row.value.scaleb(row.unit.multiplier)
            self._currencies[row.period].add(key[4])
            if row.partner is None and row.category is not None:
                self._classes[row.entity, key[3], key[4]].add(row.category)

    def get(self, entity: str, partner: str | None, category: str | None, flow: str, when: str) -> Decimal | None:
        """Return a figure, None where the reference does not have it."""
        return self._values.get((entity, partner, category, flow, when))

    def currencies(self, period: str) -> tuple[str, ...]:
        """Return the period with each currency that the reference has for it, in order."""
        return tuple(sorted(self._currencies.get(period, ())))

    def composition(self, entity: str, flow: str, when: str, less: str | None = None) -> Mapping[str, Decimal]:
        """Return the shares of the classes in all trade of an economy, without that of another one (`less`)."""
        classes = self._classes.get((entity, flow, when), set())
        values = {}
        for category in classes:
            value = self._values[entity, None, category, flow, when]
            if less is not None:
                value -= self._values.get((less, None, category, flow, when), Decimal(0))
            values[category] = value
        whole = sum(values.values(), Decimal(0))
        return {category: value / whole for category, value in values.items()} if whole > 0 else {}


def _flow(indicator: str) -> str:
    return flow_of_value(indicator) or indicator


def _when(item: Observation) -> str:
    return f"{item.period.text} {item.unit.code}"


def _intensity(item: Observation, flow: str, table: _Reference) -> Iterator[Computed]:
    entity, partner, category, _ = dimensions_of(item)
    if entity is None or partner is None or category is not None or item.value is None or item.value < 0:
        return
    when, other = _when(item), _OTHER[flow]
    figures = (
        table.get(entity, None, None, flow, when),
        table.get(partner, None, None, other, when),
        table.get(WORLD, None, None, other, when),
        table.get(entity, None, None, other, when),
    )
    if any(figure is None for figure in figures):
        return
    own, theirs, world, own_other = (figure for figure in figures if figure is not None)
    scaled = interval_of(item).scaled(item.unit.multiplier)
    values = [trade_intensity(end, own, theirs, world, own_other) for end in (scaled.low, scaled.value, scaled.high)]
    if (interval := _interval(values)) is not None:
        formula = f"({shown(scaled.value)} / {shown(own)}) / ({shown(theirs)} / ({shown(world)} - {shown(own_other)}))"
        yield Computed(f"{flow}_tii", interval, formula, (item,), INDEX)


def _advantages(amounts: Sequence[Observation], shares: Sequence[Observation], table: _Reference) -> Iterator[Computed]:
    """Return RCA and its symmetric form from exports by class, or from the printed shares of exports by class."""
    for item in (*amounts, *shares):
        entity, partner, category, _ = dimensions_of(item)
        if entity is None or partner is not None or category in {None, TOTAL_CODE} or item.value is None:
            continue
        if flow_of_value(item.indicator.code) == "export":
            when, own = _when(item), table.get(entity, None, None, "export", _when(item))
            scaled = interval_of(item).scaled(item.unit.multiplier)
        elif item.indicator.code == "export_share":
            when, own = _world_when(table, item, category), Decimal(100)
            scaled = interval_of(item)
        else:
            continue
        world = table.get(WORLD, None, category, "export", when)
        world_total = table.get(WORLD, None, None, "export", when)
        if own is None or world is None or world_total is None or scaled.low < 0:
            continue
        ends = (scaled.low, scaled.value, scaled.high)
        interval = _interval([comparative_advantage(end, own, world, world_total) for end in ends])
        if interval is not None:
            formula = f"({shown(scaled.value)} / {shown(own)}) / ({shown(world)} / {shown(world_total)})"
            yield Computed("rca", interval, formula, (item,), INDEX)
            symmetric = Interval(*map(symmetric_advantage, (interval.low, interval.value, interval.high)))
            value = shown(to_places(interval.value, 8))
            yield Computed("rsca", symmetric, f"({value} - 1) / ({value} + 1)", (item,), INDEX)


def _world_when(table: _Reference, item: Observation, category: str | None) -> str:
    # A share has no currency: the world's figures may be in any one.
    return next(
        (
            when
            for when in table.currencies(item.period.text or "")
            if table.get(WORLD, None, category, "export", when) is not None
        ),
        "",
    )


def _fits(shares: Sequence[Observation], table: _Reference) -> Iterator[Computed]:
    """Return how printed shares of exports by class fit the imports of the partners, and these the world's."""
    groups: dict[Key, list[Observation]] = defaultdict(list)
    for item in shares:
        entity, partner, category, period = dimensions_of(item)
        if item.indicator.code == "export_share" and category is not None and total_axis(item) is None and period:
            groups[item.table_id, entity, partner, period].append(item)
    for items in groups.values():
        exporter, partner = name_of(items[0].entity), name_of(items[0].partner)
        exports = {name_of(item.category) or "": (item.value or Decimal(0)) / 100 for item in items}
        if partner is None or exporter is None or abs(100 * sum(exports.values(), Decimal(0)) - 100) > _ROUNDING:
            continue
        for when in table.currencies(items[0].period.text or ""):
            imports = table.composition(partner, "import", when)
            world = table.composition(WORLD, "import", when, less=exporter)
            yield from _fit(items, exports, imports, world)


def _fit(
    items: Sequence[Observation],
    exports: Mapping[str, Decimal],
    imports: Mapping[str, Decimal],
    world: Mapping[str, Decimal],
) -> Iterator[Computed]:
    for code, value, formula in (
        ("tci", complementarity(exports, imports, world), "sum of x_k * m_k / w_k"),
        ("michaely", michaely(exports, imports), "1 - sum of |m_k - x_k| / 2"),
    ):
        if value is not None:
            told = f"{formula} over {len(exports)} classes"
            yield Computed(code, Interval.exact(value), told, tuple(items), INDEX, over="category")


def _interval(values: Sequence[Decimal | None]) -> Interval | None:
    known = [value for value in values if value is not None]
    return Interval(*known) if len(known) == 3 else None
