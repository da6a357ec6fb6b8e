"""Groups of cells, and what tools print before or beside them: spans over several groups, one value for them all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from extractors.characters import to_plain
from extractors.tables.sequence_prefix import labels_to_axes
from extractors.tables.sequence_reading import Reading
from extractors.tables.sequence_tokens import Token

HOLE_BITS = 5.0
_MAX_SPANS = 6
_SPANS_BITS = -6.0  # members that repeat are told once
_COLUMN_ORDER = -6.0
# How often a value that the first group has beyond the others stands in a tall cell, and where its label says that it is of all.
_TALL, _NAMED = 0.85, 0.97
_OF_ALL = regex.compile(r"平\s?均|合\s?计|总\s?[计体]|全\s?部|\b(?:average|mean|total|overall|all)\b", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shape:
    """A guess: the prefix ends at `prefix`, a group has `lead` labels and `count` values."""

    prefix: int
    lead: int
    count: int

    @property
    def period(self) -> int:
        """The number of cells of a whole group."""
        return self.lead + self.count


@dataclass(frozen=True, slots=True)
class Group:
    """A group found by the parse: from `start`, `lead` labels and `size` values."""

    start: int
    lead: int
    size: int


def groups_to_body(groups: Sequence[Group], count: int) -> tuple[tuple[int | None, ...], ...]:
    """Return the values of each group, those of a group that lacks some at its beginning for the time being."""
    return tuple(
        tuple(group.start + group.lead + place if place < group.size else None for place in range(count))
        for group in groups
    )


def spans_before_groups(
    tokens: Sequence[Token], groups: Sequence[Group], shape: Shape, bits: float, end: int
) -> list[Reading]:
    """Return the readings in which the last labels of the prefix are spans over groups with the same members.

    A span stands in the middle above its columns, and tools that list column by column print all spans of a
    header before the first of the columns. Only members that repeat under each of them tell.
    """
    names = [to_plain(tokens[group.start].text).replace(" ", "") for group in groups]
    readings: list[Reading] = []
    if any(group.lead != 1 or group.size != shape.count for group in groups):
        return readings
    for spans in range(2, min(len(groups) // 2, _MAX_SPANS) + 1):
        width = len(groups) // spans
        first = shape.prefix - spans
        if len(groups) % spans or first < shape.count or names != names[:width] * spans or len(set(names)) < width:
            continue
        paths = tuple(((first + number // width,), (group.start,)) for number, group in enumerate(groups))
        readings += [
            Reading(
                tokens=tuple(tokens),
                corner=axis.corner,
                positions=axis.paths,
                groups=paths,
                body=groups_to_body(groups, shape.count),
                bits=axis.bits + bits + _SPANS_BITS,
                unread=tuple(range(end, len(tokens))),
                lean=_COLUMN_ORDER,
            )
            for axis in labels_to_axes(tokens, range(first), shape.count)
        ]
    return readings


def tall_certainty(label: str) -> float:
    """Return how often a value that the first group has beyond the others stands in a cell over all of them, under such a label."""
    return _NAMED if _OF_ALL.search(to_plain(label)) else _TALL


def has_tall_cell(reading: Reading) -> bool:
    """Tell whether the first group alone has one value more than the others."""
    sizes = [sum(index is not None for index in values) for values in reading.body]
    return len(sizes) > 2 and sizes[0] == len(reading.positions) > 2 and set(sizes[1:]) == {sizes[0] - 1}


def with_tall_cell(reading: Reading) -> Reading:
    """Return the reading with the last value of the first group in a cell that reaches over all the groups.

    An average or a total of all the rows is printed once, in a merged cell, which tools that go through a table
    row by row list with the first row.
    """
    return replace(
        reading,
        tall=True,
        certainty=reading.certainty * tall_certainty(reading.text_of(reading.positions[-1][-1])),
        bits=reading.bits - HOLE_BITS * (len(reading.body) - 2),
    )
