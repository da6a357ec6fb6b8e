"""Values that a tool dropped: where the others of their group belong.

A group that lacks values can hold the rest in many places. The whole groups tell what stands at each position
(kind, decimals, sign, magnitude beside the group's own level, sums); Bayes' rule tells the chance of each place.
In a column of like numbers no reader can do better than guess, so below nine in ten nothing is placed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import comb, log, log2

from extractors.tables.sequence_reading import Reading
from extractors.tables.sequence_sums import adds_up, find_relations
from extractors.tables.sequence_tokens import Token

_MAX_PLACES = 3000
_CERTAIN = 0.9
_SUM_HOLDS = 5.0  # nats: a sum of the other groups that holds here as well
_SUM_FAILS = -7.0


@dataclass(frozen=True, slots=True)
class _Profile:
    """What the whole groups show at each position; `noise` is the spread (decades) beside both levels."""

    columns: tuple[tuple[Token, ...], ...]
    levels: tuple[float, ...]
    noise: float
    relations: tuple[tuple[int, int, int], ...]


def place_holes(readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings with the values of short groups where they most likely belong, or those groups unplaced."""
    return [
        _place(reading) if not reading.tall and any(None in values for values in reading.body) else reading
        for reading in readings
    ]


def _place(reading: Reading) -> Reading:
    whole = [values for values in reading.body if None not in values]
    short = [number for number, values in enumerate(reading.body) if None in values]
    if len(whole) < 2:
        return replace(reading, unplaced=frozenset(short), certainty=0.0)
    profile = groups_to_profile([[reading.tokens[index] for index in values if index is not None] for values in whole])
    body, unplaced = list(reading.body), []
    certainty, bits = reading.certainty, 0.0
    for number in short:
        values = [index for index in reading.body[number] if index is not None]
        found = values_to_places(profile, [reading.tokens[index] for index in values], len(reading.positions))
        if found is None or found[1] < _CERTAIN:
            unplaced.append(number)
            continue
        places, chance, proven = found
        row: list[int | None] = [None] * len(reading.positions)
        for place, index in zip(places, values, strict=True):
            row[place] = index
        body[number] = tuple(row)
        # Without a sum to prove it the chance is only as good as the model.
        certainty *= chance if proven else chance * 0.9
        bits -= log2(chance)
    return replace(
        reading, body=tuple(body), bits=reading.bits + bits, unplaced=frozenset(unplaced), certainty=certainty
    )


def groups_to_profile(whole: Sequence[Sequence[Token]]) -> _Profile:
    """Return what whole groups have in common at each position."""
    columns = tuple(tuple(column) for column in zip(*whole, strict=True))
    middle = [_mean([token.magnitude for token in group if token.magnitude is not None]) for group in whole]
    levels = tuple(
        _mean(
            [
                token.magnitude - level
                for token, level in zip(column, middle, strict=True)
                if token.magnitude is not None
            ]
        )
        for column in columns
    )
    rest = [
        token.magnitude - level - middle[number]
        for column, level in zip(columns, levels, strict=True)
        for number, token in enumerate(column)
        if token.magnitude is not None
    ]
    freedom = max(len(rest) - len(whole) - len(columns) + 1, 1)
    noise = (sum(size * size for size in rest) / freedom) ** 0.5
    return _Profile(columns, levels, max(noise, 0.02), tuple(find_relations(columns)))


def values_to_places(
    profile: _Profile, values: Sequence[Token], count: int
) -> tuple[tuple[int, ...], float, bool] | None:
    """Return the likeliest positions of the values, their posterior probability, and whether sums prove them."""
    if comb(count, len(values)) > _MAX_PLACES or not values:
        return None
    kinds = [[_kind_chance(value, column) for column in profile.columns] for value in values]
    weights = []
    for places in combinations(range(count), len(values)):
        weight = sum(kinds[number][place] for number, place in enumerate(places))
        sizes = [
            value.magnitude - profile.levels[place]
            for value, place in zip(values, places, strict=True)
            if value.magnitude is not None
        ]
        level = _mean(sizes)
        weight -= sum((size - level) ** 2 for size in sizes) / (2 * profile.noise**2)
        held, failed = _sums(profile, dict(zip(places, values, strict=True)))
        weights.append((weight + _SUM_HOLDS * held + _SUM_FAILS * failed, places, held > 0 and not failed))
    weights.sort(reverse=True)
    top = weights[0][0]
    total = sum(2.718281828 ** max(weight - top, -700.0) for weight, _, _ in weights)
    return weights[0][1], 1 / total, weights[0][2]


def _kind_chance(value: Token, column: Sequence[Token]) -> float:
    def features(token: Token) -> tuple[object, ...]:
        return (token.is_value, token.kind == "missing", min(token.decimals, 4), token.percent, token.negative)

    same = sum(features(other) == features(value) for other in column)
    return log((same + 0.3) / (len(column) + 1.5))


def _sums(profile: _Profile, placed: dict[int, Token]) -> tuple[int, int]:
    checks = [adds_up(placed.get(a), placed.get(b), placed.get(c)) for a, b, c in profile.relations]
    return sum(check is True for check in checks), sum(check is False for check in checks)


def _mean(sizes: Sequence[float]) -> float:
    return sum(sizes) / len(sizes) if sizes else 0.0
