"""From how well a reading fits to how often such readings are exact."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import exp, log
from typing import Final, Literal

from extractors.model import Grid

Reading = Literal["ruled", "aligned on a page", "aligned in text", "sequence", "lone sequence"]


@dataclass(frozen=True, slots=True)
class Scale:
    """Log-odds of being exact: `offset + slope x log-odds of the fit` (natural logarithms).

    The slope is not negative, so that of two readings of a kind the better fit keeps the greater confidence.
    """

    offset: float
    slope: float


# Columns of blanks and lone lines have been seen too seldom to be called sure: 0.1 and 0.2 less than fitted keep them below 0.9.
# Fitted by `python -m benchmarks.calibration --fit`; docs/benchmarks.md shows what to, and how well it holds.
SCALES: Final[dict[Reading, Scale]] = {
    "ruled": Scale(0.4, 1.3),
    "aligned on a page": Scale(0.4, 1.1),
    "aligned in text": Scale(-2.9, 1.7),
    "sequence": Scale(0.5, 0.6),
    "lone sequence": Scale(0.1, 0.3),
}
_SURE: Final = 0.99  # no more than this was ever measured


def calibrate(grid: Grid, drawn: bool) -> Grid:
    """Return the grid with its confidence as the share of such grids that are exact; `drawn` for one from a page with coordinates.

    The readings judge their fit by different signs, so that 0.95 of one is not 0.95 of another. Method: Platt, "Probabilistic
    outputs for support vector machines and comparisons to regularized likelihood methods" (1999), for each reading.
    """
    scale = SCALES[grid_to_reading(grid, drawn)]
    fit = min(max(grid.confidence, 0.001), 0.999)
    odds = scale.offset + scale.slope * log(fit / (1 - fit))
    return replace(grid, confidence=round(min(1 / (1 + exp(-odds)), _SURE), 3))


def grid_to_reading(grid: Grid, drawn: bool) -> Reading:
    """Tell by which signs a grid was judged: columns of a page stand in points, those of a text in blanks.

    In a sequence one line of values has no second one like it: nothing but their number tells it from its labels.
    """
    if grid.method == "aligned":
        return "aligned on a page" if drawn else "aligned in text"
    if grid.method == "ruled":
        return "ruled"
    return "lone sequence" if has_lone_line(grid) else "sequence"


def has_lone_line(grid: Grid) -> bool:
    """Tell whether all values stand in a single row or column."""
    return min(grid.rows - grid.header_rows, grid.columns - grid.header_columns) <= 1
