"""From how well a reading fits to how often such readings are exact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp, log
from typing import Final, Literal

from extractors.model import Grid

Reading = Literal["ruled", "aligned on a page", "aligned in text", "sequence", "lone sequence"]


@dataclass(frozen=True, slots=True)
class Scale:
    """Log-odds of being exact: `offset + slope x log-odds of the fit - weights · doubts` (natural logarithms).

    The slope is not negative, so that of two readings of a kind the better fit keeps the greater confidence, and neither are the weights,
    one for each of `soundness.SIGNS`; none where those were not measured.
    """

    offset: float
    slope: float
    weights: tuple[float, ...] = ()


# Lone lines have been seen too seldom to be called sure: 0.2 less than fitted keeps them below 0.9. Sequences without a label
# were few as well: 0.5 more than fitted speaks against them.
# Fitted by `python -m benchmarks.calibration --fit`; docs/benchmarks.md shows what to, and how well it holds.
SCALES: Final[dict[Reading, Scale]] = {
    "ruled": Scale(0.4, 1.3),
    "aligned on a page": Scale(0.4, 1.1),
    # bare, open, blank, mixed, uneven, numbered, headless, corner, wordy, doubled
    "aligned in text": Scale(-1.2, 1.3, (0.4, 1.0, 0.3, 0.2, 0.0, 0.2, 0.8, 1.4, 1.4, 0.9)),
    "sequence": Scale(1.0, 1.4, (1.0, 0.7, 0.4, 0.3, 0.5, 0.0, 0.0, 0.7, 2.1, 0.2)),
    "lone sequence": Scale(-1.7, 1.0, (0.3, 0.0, 0.0, 0.0, 0.0, 0.4, 0.0, 0.1, 0.0, 0.1)),
}
_SURE: Final = 0.99  # no more than this was ever measured
_KNOWN: Final = 0.98


def calibrate(grid: Grid, drawn: bool, doubts: Sequence[float] = ()) -> Grid:
    """Return the grid with its confidence as the share of such grids that are exact; `drawn` for one from a page with coordinates.

    `doubts` are those of `soundness.grid_to_doubts`, for a grid from a text.

    The readings judge their fit by different signs, so that 0.95 of one is not 0.95 of another. Method: Platt, "Probabilistic
    outputs for support vector machines and comparisons to regularized likelihood methods" (1999), for each reading.
    """
    return replace(
        grid, confidence=round(fit_to_chance(SCALES[grid_to_reading(grid, drawn)], grid.confidence, doubts), 3)
    )


def fit_to_chance(scale: Scale, fit: float, doubts: Sequence[float]) -> float:
    """Return the share of grids with such a fit and such doubts that are exact."""
    odds = scale.offset + scale.slope * fit_to_odds(fit, bool(scale.weights))
    odds -= sum(weight * doubt for weight, doubt in zip(scale.weights, doubts, strict=False))
    return min(1 / (1 + exp(-odds)), _SURE)


def fit_to_odds(fit: float, weighed: bool) -> float:
    """Return the log-odds of a fit; where doubts are `weighed` with it, a fit beyond what any reading can know counts no more."""
    fit = min(max(fit, 0.001), _KNOWN if weighed else 0.999)
    return log(fit / (1 - fit))


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
