"""Values that a tool dropped: where the others of their group belong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.tables.sequence_reading import Reading


def place_holes(readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings with the groups that lack values left unplaced."""
    return [replace(reading, unplaced=_short(reading)) for reading in readings]


def _short(reading: Reading) -> frozenset[int]:
    return frozenset(number for number, values in enumerate(reading.body) if None in values)
