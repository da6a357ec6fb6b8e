"""Labels printed apart from values: a header row by row, then a body block by block."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.tables.sequence_reading import Reading
from extractors.tables.sequence_tokens import Token


def tokens_to_block_readings(tokens: Sequence[Token]) -> list[Reading]:
    """Return the readings in which two runs of labels stand apart from a matrix of values."""
    del tokens
    return []
