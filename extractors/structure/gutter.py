"""The blank strip down the middle of a page that is printed in two columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from extractors.model import Box
from extractors.structure.chunks import Chunk

# A line of a column is long; what is shorter may be a cell, a heading or the end of a paragraph.
_LONG: Final = 9.0  # em
_EDGE: Final = 3.0  # points by which the edges of lines of one column differ
_FEWEST: Final = 4  # lines on either side
_INDENT: Final = 2.6  # em


@dataclass(frozen=True, slots=True)
class Gutter:
    """The strip, from `left` to `right`, and the outer edges of the two columns, in points."""

    outer_left: float
    left: float
    right: float
    outer_right: float

    @property
    def middle(self) -> float:
        """Where the strip is halved."""
        return (self.left + self.right) / 2

    def crossed_by(self, box: Box) -> bool:
        """Tell whether something reaches over the whole strip."""
        slack = 0.25 * (self.right - self.left)
        return box.x0 < self.left - slack and box.x1 > self.right + slack

    def side(self, box: Box) -> int:
        """Return 0 for the left column, 1 for the right."""
        return int(box.center_x > self.middle)


def find_gutter(chunks: Sequence[Chunk], apart: Sequence[Box]) -> Gutter | None:
    """Find the strip that the long lines of a page keep free, None for a page of one column.

    `apart` are boxes whose text does not count, such as ruled tables, whose columns have gutters
    of their own. Lines of a right column begin at one place (or an indent further in)
    which many share; no long line on the left reaches it.
    """
    long = [
        chunk
        for chunk in chunks
        if chunk.box.width >= _LONG * chunk.size and not any(_within(chunk.box, box) for box in apart)
    ]
    if len(long) < 2 * _FEWEST:
        return None
    low, high = min(chunk.box.x0 for chunk in long), max(chunk.box.x1 for chunk in long)
    begins = Counter(round(chunk.box.x0 / _EDGE) for chunk in long)
    best: tuple[int, Gutter] | None = None
    for place in begins:
        right = place * _EDGE
        if not 0.35 < (right - low) / max(high - low, 1) < 0.65:
            continue
        found = _gutter_at(right, long, low, high)
        if found and (best is None or found[0] > best[0]):
            best = found
    return best[1] if best else None


def _within(box: Box, outer: Box) -> bool:
    return outer.x0 - 1 <= box.center_x <= outer.x1 + 1 and outer.top <= box.center_y <= outer.bottom


def _gutter_at(right: float, long: Iterable[Chunk], low: float, high: float) -> tuple[int, Gutter] | None:
    on_right = [c for c in long if -_EDGE < c.box.x0 - right < _INDENT * c.size]
    at_edge = [c for c in on_right if abs(c.box.x0 - right) <= _EDGE]
    on_left = [c for c in long if c.box.x1 < right - 0.6 * c.size and c.box.x0 < right - _LONG * c.size]
    if len(at_edge) < _FEWEST or len(on_left) < _FEWEST:
        return None
    left = max(c.box.x1 for c in on_left)
    # The strip must be free beside the lines of both columns: what crosses it stands above or below them.
    heights = sorted((c.box.center_y, 0) for c in on_left) + sorted((c.box.center_y, 1) for c in on_right)
    crossing = sum(1 for c in long if c.box.x0 < left - 2 * _EDGE and c.box.x1 > right + 2 * _EDGE)
    score = 2 * min(len(on_left), len(on_right)) - (crossing if _interleaved(heights) < _FEWEST else 0)
    edge = min(c.box.x0 for c in at_edge)
    return (score, Gutter(low, left, edge, high)) if score >= 2 * _FEWEST else None


def _interleaved(heights: Sequence[tuple[float, int]]) -> int:
    """Count the lines that have one of the other column beside them."""
    return sum(1 for first, second in pairwise(sorted(heights)) if first[1] != second[1])
