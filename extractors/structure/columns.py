"""The columns that the text of a page is set in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from extractors.model import Box
from extractors.structure.chunks import Chunk

# A line of a column is long; what is shorter may be a cell, a heading or the end of a paragraph.
_LONG: Final = 9.0  # em
_EDGE: Final = 3.0  # points by which the edges of lines of one column differ
_FEWEST: Final = 4  # lines on either side
_FEW: Final = 2  # lines of a column that has hardly begun
_INDENT: Final = 2.6  # em
_GUTTER: Final = 0.6  # em; columns stand further apart than that


@dataclass(frozen=True, slots=True)
class Columns:
    """Left and right edges of at least two columns, from left to right, in points; between them are the gutters."""

    edges: tuple[tuple[float, float], ...]

    @property
    def left(self) -> float:
        """Where the first column begins."""
        return self.edges[0][0]

    @property
    def right(self) -> float:
        """Where the last column ends."""
        return self.edges[-1][1]

    def crossed_by(self, box: Box) -> bool:
        """Tell whether something reaches from one column into the next."""
        return any(
            box.x0 < end - _slack(end, start) and box.x1 > start + _slack(end, start)
            for (_, end), (start, _) in pairwise(self.edges)
        )

    def rank(self, box: Box) -> int:
        """Return the column that the middle of something stands in, counted from 0."""
        return sum(box.center_x > (end + start) / 2 for (_, end), (start, _) in pairwise(self.edges))

    def strip(self, rank: int) -> tuple[float, float]:
        """Return the edges of the neighbours of a column, between which all of it stands; outermost is open."""
        left = self.edges[rank - 1][1] if rank else 0.0
        right = self.edges[rank + 1][0] if rank + 1 < len(self.edges) else float("inf")
        return left, right

    def begins_at(self, x: float, tolerance: float) -> bool:
        """Tell whether the lines of a column other than the first begin at a place."""
        return any(abs(x - start) < tolerance for start, _ in self.edges[1:])


def _slack(end: float, start: float) -> float:
    return 0.25 * max(start - end, 0.0)


def find_columns(chunks: Sequence[Chunk], apart: Sequence[Box]) -> Columns | None:
    """Find the columns of a page, None for a page with one.

    `apart` are boxes whose text does not count, such as ruled tables, which have columns of
    their own. The lines of a column begin at one place, which many share, and no long line
    of the column before it reaches that place.
    """
    long = [
        chunk
        for chunk in chunks
        if chunk.box.width >= _LONG * chunk.size and not any(_within(chunk.box, box) for box in apart)
    ]
    if len(long) <= _FEWEST + _FEW:
        return None
    begins = Counter(round(chunk.box.x0 / _EDGE) for chunk in long)
    candidates = [found for place in begins if (found := _gutter_before(place * _EDGE, long))]
    chosen: list[tuple[float, float]] = []
    for _, gutter in sorted(candidates, reverse=True):
        width = _LONG * long[0].size
        if all(abs(gutter[1] - other[1]) > width for other in chosen):
            chosen.append(gutter)
    if not chosen:
        return None
    chosen.sort()
    lefts = [min(chunk.box.x0 for chunk in long), *(start for _, start in chosen)]
    rights = [*(end for end, _ in chosen), max(chunk.box.x1 for chunk in long)]
    return Columns(tuple(zip(lefts, rights, strict=True)))


def _within(box: Box, outer: Box) -> bool:
    return outer.x0 - 1 <= box.center_x <= outer.x1 + 1 and outer.top <= box.center_y <= outer.bottom


def _gutter_before(start: float, long: Sequence[Chunk]) -> tuple[int, tuple[float, float]] | None:
    """Weigh the gutter to the left of a place where lines begin: its weight, and its two edges."""
    right = [chunk for chunk in long if -_EDGE < chunk.box.x0 - start < _INDENT * chunk.size]
    first = [chunk for chunk in right if abs(chunk.box.x0 - start) <= _EDGE]
    left = [
        chunk
        for chunk in long
        if chunk.box.x1 < start - _GUTTER * chunk.size and chunk.box.x0 < start - _LONG * chunk.size
    ]
    if len(first) < _FEW or len(right) <= _FEW or len(left) < _FEWEST:
        return None
    # Text of one column next to which a few lines stand (a box, a list) is crossed by most of its lines; where both
    # columns run side by side, what crosses them is a title, an abstract or a table above or below.
    end = max(chunk.box.x1 for chunk in left)
    crossing = sum(1 for chunk in long if chunk.box.x0 < end - 2 * _EDGE and chunk.box.x1 > start + 2 * _EDGE)
    if len(first) < _FEWEST:
        # The last column of an article may hold a few lines only; then nothing else must speak against it.
        return None if crossing else (2 * len(right), (end, min(chunk.box.x0 for chunk in first)))
    beside = _count_alternating(
        [(chunk.box.center_y, 0) for chunk in left] + [(chunk.box.center_y, 1) for chunk in right]
    )
    weight = 2 * min(len(left), len(right)) - (crossing if beside < _FEWEST else 0)
    if weight < 2 * _FEWEST:
        return None
    return weight, (end, min(chunk.box.x0 for chunk in first))


def _count_alternating(heights: Sequence[tuple[float, int]]) -> int:
    """Count the neighbours in height that stand in different columns."""
    return sum(1 for first, second in pairwise(sorted(heights)) if first[1] != second[1])
