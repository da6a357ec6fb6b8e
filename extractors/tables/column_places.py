"""Where the columns of two parts of a table stand: in one measure, under each other, and which rules they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.model import Grid, Region
from extractors.strokes import rulings_to_strokes

_MEASURE = 2.0  # em by which the parts of one table may differ in extent: they are as wide as their words
_AMONG = 1.0  # em that a word may stand out into the column beside it
_RULE = 3.0  # points between rules that are one
_TICK = 0.5  # em; shorter strokes down are no sides of cells


def is_same_measure(first: Region, second: Region) -> bool:
    """Tell whether two regions begin and end at the same places of the line."""
    em = region_to_em(second)
    return abs(first.box.x0 - second.box.x0) <= _MEASURE * em and abs(first.box.x1 - second.box.x1) <= _MEASURE * em


def region_to_em(region: Region) -> float:
    """Return the type size of a region's first word."""
    return max(region.lines[0].words[0].size, 1.0) if region.lines else 1.0


def stand_under(first: Grid, second: Grid, em: float) -> bool:
    """Tell whether the columns of two grids, as many, stand under each other: the words of none under those of another one.

    True for a text, whose cells have no places.
    """
    above, below = _extents(first), _extents(second)
    return not any(
        min(above[other][1], end) - max(above[other][0], start) > _AMONG * em
        for column, (start, end) in below.items()
        for other in above
        if other != column
    )


def _extents(grid: Grid) -> dict[int, tuple[float, float]]:
    extents: dict[int, tuple[float, float]] = {}
    for cell in grid.cells:
        if cell.column_span == 1 and cell.place.box is not None:
            start, end = extents.get(cell.column, (cell.place.box.x0, cell.place.box.x1))
            extents[cell.column] = (min(start, cell.place.box.x0), max(end, cell.place.box.x1))
    return extents


def divide_alike(first: Grid, above: Region, second: Grid, below: Region) -> tuple[Grid, Grid] | None:
    """Return both grids with the columns of that which has more; None where not all rules down the other one are among its rules.

    A form is cut by the end of a page where all its values span what others divide: only one
    part then shows the rule between.
    """
    if first.method != "ruled" or second.method != "ruled":
        return None
    upper, lower = _rule_places(above), _rule_places(below)
    if len(upper) != first.columns + 1 or len(lower) != second.columns + 1:
        return None
    if first.columns <= second.columns:
        divided = _divide(first, upper, lower)
        return None if divided is None else (divided, second)
    divided = _divide(second, lower, upper)
    return None if divided is None else (first, divided)


def _rule_places(region: Region) -> list[float]:
    """Return where the columns begin and end: the rules down, and the ends of those across, for the sides may be open."""
    strokes = rulings_to_strokes(region.rulings)
    tick = _TICK * region_to_em(region)
    ends = [end for stroke in strokes.across for end in (stroke.start, stroke.end)]
    down = [stroke.position for stroke in strokes.down if stroke.length > tick]
    places: list[float] = []
    for place in sorted([*down, *([min(ends), max(ends)] if ends else [])]):
        if not places or place - places[-1] > _RULE:
            places.append(place)
    return places


def _divide(grid: Grid, own: Sequence[float], finer: Sequence[float]) -> Grid | None:
    at = [next((index for index, place in enumerate(finer) if abs(place - x) <= _RULE), None) for x in own]
    known = [index for index in at if index is not None]
    if len(known) < len(own) or (known[0], known[-1]) != (0, len(finer) - 1):
        return None
    cells = tuple(
        replace(
            cell,
            column=known[cell.column],
            column_span=known[cell.column + cell.column_span] - known[cell.column],
        )
        for cell in grid.cells
    )
    return replace(grid, cells=cells, columns=len(finer) - 1, header_columns=known[grid.header_columns])
