"""The grid of a table as its cells' print implies it: where one column or row ends and the next begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.model import Box, Cell, Grid

_ROOM = 2.0  # points around the outermost cells


@dataclass(frozen=True, slots=True)
class Boundary:
    """A place between two columns or rows, in points along the axis; `crossed` when print of both sides overlaps."""

    at: float
    crossed: bool = False


@dataclass(frozen=True, slots=True)
class Slots:
    """The boundaries of the columns, and of the rows from `first_row` on, that one region shows; outer ones included."""

    columns: tuple[Boundary, ...]
    rows: tuple[Boundary, ...]
    first_row: int

    @property
    def box(self) -> Box:
        """The whole grid."""
        return Box(self.columns[0].at, self.rows[0].at, self.columns[-1].at, self.rows[-1].at)

    def slot(self, cell: Cell) -> Box | None:
        """Return the rectangle that a cell takes with its spans; None for a cell of another region's rows."""
        top, bottom = cell.row - self.first_row, cell.row + cell.row_span - self.first_row
        last = len(self.rows) - 1
        if bottom <= 0 or top >= last:
            return None
        top, bottom = max(top, 0), min(bottom, last)
        left, right = self.columns[cell.column], self.columns[cell.column + cell.column_span]
        return Box(left.at, self.rows[top].at, right.at, self.rows[bottom].at)


def find_slots(grid: Grid, page: int, region: Box) -> Slots | None:
    """Find the boundaries between the cells whose print stands in a region; None when none does.

    A boundary runs midway between the print on its two sides; cells that span it have no say. A column or row without
    print shares the room between its neighbours.
    """
    placed = [
        (cell, cell.place.box)
        for cell in grid.cells
        if cell.place.box is not None and cell.place.page == page and _holds(region, cell.place.box)
    ]
    if not placed:
        return None
    first = min(cell.row for cell, _ in placed)
    last = max(cell.row + cell.row_span for cell, _ in placed)
    hull = Box.around([box for _, box in placed])
    across: list[tuple[float, float] | None] = [None] * grid.columns
    down: list[tuple[float, float] | None] = [None] * (last - first)
    for cell, box in placed:
        if cell.column_span == 1:
            across[cell.column] = _extended(across[cell.column], box.x0, box.x1)
        if cell.row_span == 1:
            down[cell.row - first] = _extended(down[cell.row - first], box.top, box.bottom)
    columns = extents_to_boundaries(across, hull.x0 - _ROOM, hull.x1 + _ROOM)
    rows = extents_to_boundaries(down, hull.top - _ROOM, hull.bottom + _ROOM)
    return Slots(columns, rows, first)


def extents_to_boundaries(
    extents: Sequence[tuple[float, float] | None], low: float, high: float
) -> tuple[Boundary, ...]:
    """Return one boundary more than there are columns (or rows), given how far the print of each reaches."""
    # (index of the boundary, its place), where print on both sides tells it
    known = [(0, Boundary(low))]
    for index, (before, after) in enumerate(pairwise(extents), 1):
        if before is not None and after is not None:
            crossed = before[1] > after[0] + 0.5
            at = min(max((before[1] + after[0]) / 2, known[-1][1].at), high)
            known.append((index, Boundary(at, crossed)))
    known.append((len(extents), Boundary(high)))
    boundaries = [known[0][1]]
    for (start, left), (end, right) in pairwise(known):
        step = (right.at - left.at) / (end - start)
        boundaries += [Boundary(left.at + step * count) for count in range(1, end - start)]
        boundaries.append(right)
    return tuple(boundaries)


def _holds(region: Box, box: Box) -> bool:
    inside_x = region.x0 - _ROOM <= box.center_x <= region.x1 + _ROOM
    return inside_x and region.top - _ROOM <= box.center_y <= region.bottom + _ROOM


def _extended(extent: tuple[float, float] | None, low: float, high: float) -> tuple[float, float]:
    return (low, high) if extent is None else (min(extent[0], low), max(extent[1], high))
