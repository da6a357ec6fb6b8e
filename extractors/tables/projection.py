"""The second formulation of an aligned table, which knows neither evidence nor wrapping: the judge of the first.

It cuts lines at gaps of a fixed width, takes for a column whatever no line runs across, and
for a row every line. It is wrong oftener than the first, but in other places; where both
give the same grid the grid is right far oftener than where they differ.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from extractors.tables.gutters import Gutters
from extractors.tables.slabs import Slab

_GAP = 0.78  # em: where a gap is as often between columns as between words
_GAP_OF_NUMBERS = 0.35


def slabs_to_projected_gutters(slabs: Sequence[Slab], em: float) -> Gutters:
    """Return the places that no line of several texts in the body runs across."""
    intervals = sorted(
        interval for slab in slabs if not slab.header for interval in _intervals(slab, em) if len(slab.tokens) > 1
    )
    merged: list[list[float]] = []
    for start, end in intervals:
        if merged and start <= merged[-1][1] + 0.1 * em:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    places = tuple((left[1] + right[0]) / 2 for left, right in itertools.pairwise(merged))
    return Gutters(places, 0.0)


def _intervals(slab: Slab, em: float) -> list[tuple[float, float]]:
    runs: list[list[float]] = []
    before = None
    for token in slab.tokens:
        least = _GAP_OF_NUMBERS if before is not None and before.value and token.value else _GAP
        if runs and token.box.x0 - runs[-1][1] < least * em:
            runs[-1][1] = max(runs[-1][1], token.box.x1)
        else:
            runs.append([token.box.x0, token.box.x1])
        before = token
    # A line of one text, a title row, says nothing of columns.
    return [(start, end) for start, end in runs] if len(runs) > 1 else []
