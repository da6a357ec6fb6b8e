"""Tables as printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extractors.model.page import Place, Span

CellRole = Literal["corner", "column_header", "row_header", "body"]
Method = Literal["ruled", "aligned", "sequence", "scanned"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as printed, at the first of the grid positions that it covers.

    `text` is exactly what is printed, note marks included, wrapped lines joined; "" for
    an empty cell. `spans` are the runs of the document's text that make it up. A `corrected` cell has the text that
    a corrections file gives; `repairs` have the one that was read.
    """

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    role: CellRole = "body"
    note_marks: tuple[str, ...] = ()
    confidence: float = 1.0
    place: Place = Place()
    spans: tuple[Span, ...] = ()
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """One reading of a region. Every position of rows x columns is covered by exactly one cell.

    Cells come row by row. `confidence` is the estimated probability that the grid is
    exact; `orientation_confidence` that rows are rows. `unread` are runs of the region's
    text that no cell holds. `row_pages` is the page of each grid row (None for text).
    """

    cells: tuple[Cell, ...]
    rows: int
    columns: int
    header_rows: int
    header_columns: int
    method: Method
    confidence: float
    orientation_confidence: float = 1.0
    row_pages: tuple[int | None, ...] = ()
    unread: tuple[Span, ...] = ()

    def texts(self) -> list[list[str]]:
        """Return the grid of printed texts; a spanning cell's text stands at its first position only."""
        grid = [[""] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            grid[cell.row][cell.column] = cell.text
        return grid

    def covering(self, row: int, column: int) -> Cell:
        """Return the cell that covers a grid position."""
        for cell in self.cells:
            if 0 <= row - cell.row < cell.row_span and 0 <= column - cell.column < cell.column_span:
                return cell
        raise IndexError(f"no cell covers row {row}, column {column}")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the article: its grid, and what is printed around it.

    `table_id` is `<article_id>/t<ordinal>`, the ordinal counting from 1 in reading order.
    `regions` are the indexes of the regions it was read from (several where it continues). `corrected` says that a
    corrections file decided on its header.
    """

    table_id: str
    ordinal: int
    grid: Grid
    number: str | None = None
    caption: str | None = None
    unit: str | None = None
    notes: tuple[str, ...] = ()
    page_first: int | None = None
    page_last: int | None = None
    place: Place = Place()
    regions: tuple[int, ...] = ()
    corrected: bool = False
