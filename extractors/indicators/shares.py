"""Parts of a whole: their shares, their ranks, how concentrated they are, and what they contribute to its growth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from extractors.indicators.computed import (
    AXES,
    INDEX,
    PERCENT,
    POINTS,
    RANK,
    Computed,
    Key,
    axis_of,
    dimensions_of,
    interval_of,
    others_of,
    share_stem,
    shown,
    stem_of,
    total_axis,
    year_of,
)
from extractors.indicators.formulas import concentration_ratio, herfindahl
from extractors.model import Observation
from extractors.quantities.intervals import Interval, to_places, total

Member = tuple[Interval, Observation]

# The numbers of members that concentration ratios are printed for.
_LARGEST = (3, 4, 5, 8, 10)
# Of the whole, in per cent, that the printed members must make up: the square of the rest, 0.04 at most, is
# how far the index may then be off. More than the whole, beyond rounding, are shares of different wholes.
_LEAST, _MOST = Decimal(80), Decimal("100.6")
_SMALLEST_SET = 3
_TERMS_SHOWN = 12


def compute_shares(observations: Sequence[Observation]) -> Iterator[Computed]:
    """Return the share of each class, partner or entity in the total that the same table prints.

    Where the table has the year before too, also the change of the share in percentage points: how the structure moved.
    """
    yearly: dict[tuple[Key, int | None], Computed] = {}
    for item, whole, key in _parts(observations):
        quotient = interval_of(item).ratio(interval_of(whole))
        if quotient is not None and quotient.value <= 1:
            formula = f"100 * {item.value} / {whole.value}"
            share = Computed(f"{stem_of(item)}_share", quotient * 100, formula, (item, whole), PERCENT)
            yearly[key, year_of(item.period)] = share
            yield share
    for (key, year), share in yearly.items():
        before = yearly.get((key, year - 1)) if year is not None else None
        if before is not None:
            formula, inputs = f"{share.formula} - {before.formula}", (*share.inputs, *before.inputs)
            since = before.inputs[0].period.text
            yield Computed(f"{share.code}_change", share.value - before.value, formula, inputs, POINTS, since)


def compute_contributions(observations: Sequence[Observation]) -> Iterator[Computed]:
    """Return what each part gave to the growth of the total since the year before.

    In percentage points of the total's growth (its change over the total before), and as a percentage of the total's
    change where that is surely not nought.
    """
    yearly = {(key, year_of(item.period)): (item, whole) for item, whole, key in _parts(observations)}
    for (key, year), (item, whole) in yearly.items():
        if year is None or (key, year - 1) not in yearly:
            continue
        item_before, whole_before = yearly[key, year - 1]
        inputs = (item, item_before, whole, whole_before)
        now, before, whole_now, base = map(interval_of, inputs)
        change, whole_change = now - before, whole_now - base
        if base.low <= 0:
            continue
        stem, since = stem_of(item), item_before.period.text
        change_text = f"({now.value} - {before.value})"
        yield Computed(
            f"{stem}_contribution_points",
            _quotient(change, base) * 100,
            f"100 * {change_text} / {base.value}",
            inputs,
            POINTS,
            since,
        )
        if whole_change.low > 0 or whole_change.high < 0:
            yield Computed(
                f"{stem}_contribution",
                _quotient(change, whole_change) * 100,
                f"100 * {change_text} / ({whole_now.value} - {base.value})",
                inputs,
                PERCENT,
                since,
            )


def compute_concentration(observations: Sequence[Observation], shares: Sequence[Observation]) -> Iterator[Computed]:
    """Return the Herfindahl index and the concentration ratios of sets that make up a whole, or nearly.

    The whole is the table's total for amounts, and 100 for printed shares. Members that are not printed may be one or
    many; the interval reaches from the one to the other.
    """
    groups: dict[tuple[str, Key], list[Member]] = defaultdict(list)
    wholes: dict[tuple[str, Key], tuple[Observation, ...]] = {}
    for item in shares:
        for axis in ("category", "partner"):
            if axis_of(item, axis).label is not None and total_axis(item) is None:
                groups[axis, others_of(item, axis)].append((interval_of(item), item))
    for item, whole, _ in _parts(observations):
        quotient = interval_of(item).ratio(interval_of(whole))
        summed = total_axis(whole)
        if quotient is not None and summed is not None:
            groups[summed, others_of(item, summed)].append((quotient * 100, item))
            wholes[summed, others_of(item, summed)] = (whole,)
    for (axis, key), members in groups.items():
        names = {axis_of(item, axis).code or axis_of(item, axis).label for _, item in members}
        # Of two values for one member nobody knows which is meant.
        if len(members) < _SMALLEST_SET or len(names) < len(members) or any(share.low < -1 for share, _ in members):
            continue
        if _LEAST <= total([share for share, _ in members]).value <= _MOST:
            yield from _concentration(axis, members, wholes.get((axis, key), ()))


def _concentration(axis: str, members: Sequence[Member], whole: tuple[Observation, ...]) -> Iterator[Computed]:
    ordered = sorted(members, key=lambda member: -member[0].value)
    shares = [share for share, _ in ordered]
    inputs = tuple(item for _, item in ordered)
    stem = f"{stem_of(inputs[0])}_" if whole else share_stem(inputs[0].indicator.code or "")
    rest = max(Decimal(0), 100 - total(shares).value)
    low, value, high = (herfindahl([end / 100 for end in ends]) for ends in _ends(shares))
    yield Computed(
        f"{stem}hhi_{axis}",
        Interval(low, value, high + rest * rest / 10_000),
        _terms([f"({_short(share.value)} / 100) ** 2" for share in shares]),
        (*inputs, *whole),
        INDEX,
        over=axis,
    )
    for largest in _LARGEST:
        if largest >= len(shares):
            break
        low, value, high = (concentration_ratio([*ends], largest) for ends in _ends(shares))
        unlisted = concentration_ratio([*_ends(shares)[2], rest], largest)
        yield Computed(
            f"{stem}cr{largest}_{axis}",
            Interval(low, value, max(high, unlisted)),
            _terms([_short(share.value) for share in shares[:largest]]),
            (*inputs[:largest], *whole),
            PERCENT,
            over=axis,
        )


def _ends(shares: Sequence[Interval]) -> tuple[list[Decimal], list[Decimal], list[Decimal]]:
    lows = [max(Decimal(0), share.low) for share in shares]
    return lows, [share.value for share in shares], [share.high for share in shares]


def compute_ranks(observations: Iterable[Observation]) -> Iterator[Computed]:
    """Return the place of each value among those that one axis of a table lists, 1 for the largest, ties alike.

    One axis a value: the first of class, partner, entity on which at least three are listed.
    """
    items = [item for item in observations if total_axis(item) is None and item.indicator.code is not None]
    groups: dict[tuple[str, Key], list[Observation]] = defaultdict(list)
    for item in items:
        for axis in AXES:
            if axis_of(item, axis).label is not None:
                groups[axis, others_of(item, axis)].append(item)
    done: set[str] = set()
    for axis in AXES:
        for (own, _), members in groups.items():
            if own != axis or len(members) < _SMALLEST_SET:
                continue
            values = sorted((item.value for item in members if item.value is not None), reverse=True)
            places: dict[Decimal, int] = {}
            for place, value in enumerate(values, start=1):
                places.setdefault(value, place)
            for item in members:
                if item.value is not None and item.observation_id not in done:
                    done.add(item.observation_id)
                    place = places[item.value]
                    formula = f"1 + {place - 1} greater of {len(values)}"
                    code = f"{stem_of(item)}_rank_{axis}"
                    yield Computed(code, Interval.exact(place), formula, (item,), RANK)


def _parts(observations: Sequence[Observation]) -> Iterator[tuple[Observation, Observation, Key]]:
    """Return each part with the one total that it belongs to, and what it is apart from its period."""
    wholes: dict[Key, list[Observation]] = defaultdict(list)
    for item in observations:
        if (axis := total_axis(item)) is not None:
            wholes[(axis, *others_of(item, axis))].append(item)
    for item in observations if wholes else ():
        if total_axis(item) is not None:
            continue
        found = _whole_of(item, wholes)
        if found is not None:
            measure = (item.indicator.code or item.indicator.label, item.unit.code, item.unit.multiplier)
            yield item, found, (item.table_id, *dimensions_of(item)[:3], *measure)


def _whole_of(item: Observation, wholes: Mapping[Key, Sequence[Observation]]) -> Observation | None:
    for axis in AXES:
        found = wholes.get((axis, *others_of(item, axis)), ())
        if len(found) == 1 and axis_of(item, axis).label is not None:
            return found[0]
    return None


def _quotient(change: Interval, base: Interval) -> Interval:
    """Return a quotient whose dividend may have any sign and whose divisor is surely not nought."""
    ends = [a / b for a in (change.low, change.high) for b in (base.low, base.high)]
    return Interval(min(ends), change.value / base.value, max(ends))


def _terms(terms: Sequence[str]) -> str:
    more = " + …" if len(terms) > _TERMS_SHOWN else ""
    return " + ".join(terms[:_TERMS_SHOWN]) + more


def _short(value: Decimal) -> str:
    return shown(to_places(value, 4) if len(value.as_tuple().digits) > 8 else value)
