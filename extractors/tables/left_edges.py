"""Edges at which the second texts of rows begin, however long the first ones are: a second column of the stub."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from extractors.tables.slabs import Slab

_ALIKE = 0.1  # em
_LEAST_GAP = 0.25  # em
_RAGGED = 0.3  # em by which the ends of the first texts must differ
_FEWEST = 4  # lines
_MOSTLY = 0.75
_ENUMERATOR = 4  # characters


def find_left_edges(slabs: Sequence[Slab], em: float) -> tuple[float, ...]:
    """Return where words of the stub begin one below the other in most rows, behind words that end at different places.

    A word space is as wide on every line, so the words behind it begin at one place only by chance, or where
    all first words are of one width. Enumerators (1., a)) are of one label with the text that hangs behind them.
    """
    body = [slab for slab in slabs if not slab.header and len(slab.tokens) > 2]
    starts: list[tuple[float, float]] = []
    for slab in body:
        for left, right in pairwise(slab.tokens):
            if any(character.isdecimal() for character in left.text) and left.value:
                break  # the stub ends at the first number
            enumerates = len(left.text) <= _ENUMERATOR and left.text[-1] in ".)．）、"
            if right.value:
                continue
            if right.box.x0 - left.box.x1 >= _LEAST_GAP * em and not enumerates:
                starts.append((right.box.x0, left.box.x1))
    starts.sort()
    edges: list[float] = []
    for x0, _ in starts:
        if edges and x0 - edges[-1] <= 2 * _ALIKE * em:
            continue
        first = bisect_left(starts, (x0 - _ALIKE * em, 0.0))
        last = bisect_left(starts, (x0 + _ALIKE * em, 0.0))
        ends = [end for _, end in starts[first:last]]
        if len(ends) >= max(_FEWEST, _MOSTLY * len(body)) and max(ends) - min(ends) >= _RAGGED * em:
            edges.append(x0)
    return tuple(edges)


def is_at_edge(x0: float, edges: Sequence[float], em: float) -> bool:
    """Tell whether a text begins at one of the edges."""
    index = bisect_left(edges, x0 - _ALIKE * em)
    return index < len(edges) and edges[index] <= x0 + _ALIKE * em
