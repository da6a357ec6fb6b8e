"""Indicators computed from observations: balance, total, share, growth, average annual growth, competitiveness.

Formulas: balance = X - M and total = X + M (customs statistics); trade competitiveness index
TC = (X - M) / (X + M), also trade specialisation coefficient (Balassa 1966; UNCTAD, A Practical Guide to Trade Policy
Analysis, 2012); growth = v / v0 - 1; average annual growth = (v / v0) ** (1 / n) - 1, n the years between.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.model import Claim, Dimension, Indicator, Observation, Period, Unit, Verdict
from extractors.quantities.intervals import Interval, compare
from extractors.vocabulary import Vocabulary
from extractors.vocabulary.indicators import flow_of_value, stem_of_value

# Values of these kinds are not added up, and their growth is a change in points.
_RATES = {"percent", "percentage_point", "permille", "index", "rank", "times"}
_TOTAL_CODE = "_T"  # SDMX: the total of a dimension
_AXES = ("category", "partner", "entity")
_PERCENT = Unit(None, "percent", 0)
_INDEX = Unit(None, "index", 0)
# A computed rate is kept to ten digits: more would pretend, fewer would lose what the inputs print.
_DIGITS = Decimal("1E-8")

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A value that the article itself gives for an indicator, and the row that gives it."""

    value: Decimal
    decimals: int | None
    row: str
    certain: bool = True
    base: str | None = None


@dataclass(frozen=True, slots=True)
class Computed:
    """An indicator's value as an interval; its places, class and period are those of the first input."""

    code: str
    value: Interval
    formula: str
    inputs: tuple[Observation, ...]
    unit: Unit
    base_period: str | None = None


def compute_indicators(
    observations: Sequence[Observation],
    claims: Sequence[Claim],
    vocabulary: Vocabulary,
    article_id: str,
) -> tuple[Indicator, ...]:
    """Return every indicator that the tables allow to be computed.

    Inputs of one value come from one table, in one unit, with equal places, classes and
    periods where the formula does not vary them. Where the article states the same value, in a
    cell or in prose, it stands beside the computed one with a verdict.
    """
    amounts = [
        item
        for item in observations
        if item.value is not None
        and item.value_to is None
        and item.status == "A"
        and item.unit.code is not None
        and item.unit.code not in _RATES
        and vocabulary.units.family_of(item.unit.code) not in {"percent", "duration", "age"}
    ]
    stated = {**_stated_by_claims(claims), **_stated_by_cells(observations)}
    found = [*_trade_indicators(amounts), *_shares(amounts), *_growth(amounts)]
    return tuple(
        _computed_to_indicator(computed, stated, f"{article_id}/i{number}")
        for number, computed in enumerate(found, start=1)
    )


def _trade_indicators(observations: Iterable[Observation]) -> Iterator[Computed]:
    groups: dict[Key, dict[str, list[Observation]]] = defaultdict(lambda: defaultdict(list))
    for item in observations:
        flow = flow_of_value(item.indicator.code)
        if flow is not None:
            groups[(item.table_id, *_dimensions(item), item.unit.code, item.unit.multiplier)][flow].append(item)
    for flows in groups.values():
        if len(flows["export"]) != 1 or len(flows["import"]) != 1:
            continue
        inputs = (flows["export"][0], flows["import"][0])
        left, right = map(_interval, inputs)
        yield Computed("trade_balance", left - right, f"{left.value} - {right.value}", inputs, inputs[0].unit)
        yield Computed("trade_value", left + right, f"{left.value} + {right.value}", inputs, inputs[0].unit)
        quotient = _competitiveness(left, right)
        if quotient is not None:
            formula = f"({left.value} - {right.value}) / ({left.value} + {right.value})"
            yield Computed("tc", quotient, formula, inputs, _INDEX)


def _competitiveness(exports: Interval, imports: Interval) -> Interval | None:
    # (X - M) / (X + M) rises with X and falls with M, so its bounds are those of the pair taken crosswise.
    if exports.low < 0 or imports.low < 0 or exports.low + imports.low <= 0:
        return None
    pairs = ((exports.low, imports.high), (exports.value, imports.value), (exports.high, imports.low))
    low, value, high = ((x - m) / (x + m) for x, m in pairs)
    return Interval(low, value, high)


def _shares(observations: Sequence[Observation]) -> Iterator[Computed]:
    """Return the share of each class, partner or entity in the total that the same table prints."""
    wholes: dict[Key, list[Observation]] = defaultdict(list)
    for item in observations:
        if (axis := _total_axis(item)) is not None:
            wholes[(axis, *_without(item, axis))].append(item)
    for item in observations if wholes else ():
        if _total_axis(item) is not None:
            continue
        for axis, dimension in zip(_AXES, (item.category, item.partner, item.entity), strict=True):
            found = wholes.get((axis, *_without(item, axis)), [])
            if len(found) != 1 or dimension.label is None:
                continue
            part, whole = _interval(item), _interval(found[0])
            quotient = part.ratio(whole)
            if quotient is not None and quotient.value <= 1:
                formula = f"100 * {part.value} / {whole.value}"
                yield Computed(f"{_stem(item)}_share", quotient * 100, formula, (item, found[0]), _PERCENT)
                break


def _growth(observations: Iterable[Observation]) -> Iterator[Computed]:
    """Return growth from each year to the next, and the average over series of at least three years.

    A balance has no growth rate, for it changes its sign; nor have rates and indices.
    """
    series: dict[Key, dict[int, list[Observation]]] = defaultdict(lambda: defaultdict(list))
    for item in observations:
        year = _year(item.period)
        name = item.indicator.code or item.indicator.label
        if year is None or name is None or flow_of_value(name) == "balance":
            continue
        places = _dimensions(item)[:3]
        key = (item.table_id, *places, name, item.indicator.label, item.unit.code, item.unit.multiplier)
        series[key][year].append(item)
    for years in series.values():
        single = {year: items[0] for year, items in sorted(years.items()) if len(items) == 1}
        for year, item in single.items():
            if year - 1 in single:
                yield from _growth_between(single[year - 1], item, 1)
        if len(single) >= 3:
            first, last = min(single), max(single)
            yield from _growth_between(single[first], single[last], last - first)


def _growth_between(base: Observation, item: Observation, years: int) -> Iterator[Computed]:
    now, before = _interval(item), _interval(base)
    quotient = now.ratio(before)
    if quotient is None or quotient.low <= 0:
        return
    if years == 1:
        code, formula = f"{_stem(item)}_growth", f"100 * ({now.value} / {before.value} - 1)"
    else:
        code = f"{_stem(item)}_average_growth"
        formula = f"100 * (({now.value} / {before.value}) ** (1 / {years}) - 1)"
    rate = (quotient.root(years) - Interval.exact(1)) * 100
    yield Computed(code, rate, formula, (item, base), _PERCENT, base.period.text)


def _computed_to_indicator(computed: Computed, stated: Mapping[Key, Statement], indicator_id: str) -> Indicator:
    item = computed.inputs[0]
    inputs = tuple(source.observation_id for source in computed.inputs)
    key = (computed.code, *_dimensions(item), computed.unit.code, computed.unit.multiplier)
    statement = stated.get(key)
    if statement is None and computed.code.endswith("_share"):
        # 占比 beside the amounts: its whole is most often the total of the same table, but it need not be.
        statement = stated.get(("share", *key[1:]))
        statement = replace(statement, certain=False) if statement else None
    elsewhere = statement is not None and statement.base is not None and statement.base != computed.base_period
    if statement is not None and (elsewhere or statement.row in inputs):
        statement = None
    return Indicator(
        indicator_id=indicator_id,
        indicator_code=computed.code,
        value=_rounded(computed.value.value),
        formula=computed.formula,
        inputs=inputs,
        unit=replace(computed.unit, source=None),
        entity=item.entity,
        partner=item.partner,
        category=item.category,
        period=item.period,
        base_period=computed.base_period,
        stated_value=statement.value if statement else None,
        stated_by=statement.row if statement else None,
        verdict=_verdict(statement, computed) if statement else None,
    )


def _stated_by_cells(observations: Iterable[Observation]) -> dict[Key, Statement]:
    stated: dict[Key, Statement] = {}
    for item in observations:
        if item.value is None or item.indicator.code is None:
            continue
        code = {"trade": "trade_value"}.get(item.indicator.code, item.indicator.code)
        key = (code, *_dimensions(item), item.unit.code, item.unit.multiplier)
        stated.setdefault(key, Statement(item.value, item.decimals, item.observation_id))
    return stated


def _stated_by_claims(claims: Iterable[Claim]) -> dict[Key, Statement]:
    stated: dict[Key, Statement] = {}
    for claim in claims:
        if (
            claim.kind != "growth_rate"
            or claim.value is None
            or claim.value_to is not None
            or claim.modifier != "exact"
        ):
            continue
        if claim.indicator.code is None or claim.entity.code is None or claim.period.text is None:
            continue
        average = claim.sense == "average_annual"
        last = claim.period.text.rpartition("/")[2]
        stem = _stem_of(claim.indicator.code)
        code = f"{stem}_average_growth" if average else f"{stem}_growth"
        value = -claim.value if claim.direction == "down" else claim.value
        key = (code, *(_name(d) for d in (claim.entity, claim.partner, claim.category)), last, claim.unit.code, 0)
        stated.setdefault(key, Statement(value, claim.decimals, claim.claim_id, certain=False, base=claim.base_period))
    return stated


def _verdict(statement: Statement, computed: Computed) -> Verdict:
    verdict = compare(statement.value, statement.decimals, computed.value)
    # Authors compute rates from figures with more digits than they print, and of a wider or narrower scope.
    if verdict == "contradicts" and not statement.certain:
        return "ambiguous"
    return verdict


def _dimensions(item: Observation) -> tuple[str | None, str | None, str | None, str | None]:
    return (_name(item.entity), _name(item.partner), _name(item.category), item.period.text)


def _without(item: Observation, axis: str) -> Key:
    names = {"entity": _name(item.entity), "partner": _name(item.partner), "category": _name(item.category)}
    names.pop(axis)
    measure = (item.indicator.code or item.indicator.label, item.unit.code, item.unit.multiplier)
    return (item.table_id, *names.values(), item.period.text, *measure)


def _total_axis(item: Observation) -> str | None:
    for axis, dimension in zip(_AXES, (item.category, item.partner, item.entity), strict=True):
        if dimension.code == _TOTAL_CODE:
            return axis
    return None


def _name(dimension: Dimension) -> str | None:
    return dimension.code or dimension.label


def _interval(item: Observation) -> Interval:
    if item.value is None:
        raise ValueError(f"{item.observation_id} has no value")
    return Interval.printed(item.value, item.decimals)


def _year(period: Period) -> int | None:
    return int(period.text) if period.text and period.text.isdecimal() and len(period.text) == 4 else None


def _stem(item: Observation) -> str:
    return _stem_of(item.indicator.code) if item.indicator.code else "value"


def _stem_of(code: str) -> str:
    return stem_of_value(code.removesuffix("_growth"))


def _rounded(value: Decimal) -> Decimal:
    if abs(value) >= Decimal(10) ** 12:
        return value
    short = value.quantize(_DIGITS).normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short
