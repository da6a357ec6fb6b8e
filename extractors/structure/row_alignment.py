"""Rows that stand one under the other: whether their chunks are cells of the same columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractors.structure.sheet import Row


def has_columns(rows: Sequence[Row], share: float) -> bool:
    """Tell whether at least this share of the rows has several chunks."""
    return bool(rows) and sum(len(row.chunks) > 1 for row in rows) >= share * len(rows)


def aligned_share(rows: Sequence[Row]) -> float:
    """Return the share of neighbouring rows of several chunks of which at least two stand one under the other.

    Cells of a column share their left edge, their middle or their right edge; the numbers of
    an axis and the words of a legend below it do not.
    """
    several = [row for row in rows if len(row.chunks) > 1]
    pairs = [count_aligned(upper, lower) >= 2 for upper, lower in pairwise(several)]
    return sum(pairs) / len(pairs) if pairs else 0.0


def count_aligned(row: Row, other: Row) -> int:
    """Count the chunks of a row that share an edge or the middle with a chunk of another."""
    slack = 0.6 * row.size
    return sum(
        any(
            min(
                abs(chunk.box.x0 - mate.box.x0),
                abs(chunk.box.x1 - mate.box.x1),
                abs(chunk.box.center_x - mate.box.center_x),
            )
            < slack
            for mate in other.chunks
        )
        for chunk in row.chunks
    )
