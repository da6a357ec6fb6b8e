"""Tables that go on in another column or on another page (续表, continued) become one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.characters import to_plain
from extractors.model import Cell, CellRole, Grid, Region

_SAME_HEADER = 0.6  # of the header's texts; the second printing may be wrapped or abbreviated otherwise


@dataclass(frozen=True, slots=True)
class Part:
    """A table as far as it has been put together: the indexes of its regions, those regions, and its grid."""

    indexes: tuple[int, ...]
    regions: tuple[Region, ...]
    grid: Grid


def join_continued(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Join each part that continues the one before it; parts come in reading order."""
    joined: list[Part] = []
    for part in parts:
        target = _find_target(joined, part)
        if target is None:
            joined.append(part)
        else:
            first = joined[target]
            joined[target] = Part(
                (*first.indexes, *part.indexes), (*first.regions, *part.regions), join_grids(first.grid, part.grid)
            )
    return tuple(joined)


def _find_target(joined: Sequence[Part], part: Part) -> int | None:
    """Return the table that a part continues, None if it stands alone.

    A label that says so (续表 2) names the table, or means the one before. Without a label
    the second part of a table cut by the end of a page stands first on the next page, in
    the same measure, under no caption and no header; under a header of its own it can be
    read by itself, and nothing printed says that it is the same table.
    """
    region = part.regions[0]
    if region.continued:
        for index in range(len(joined) - 1, -1, -1):
            first = joined[index]
            if region.number is None or region.number == first.regions[0].number:
                return index if continues(first.grid, part.grid) else None
        return None
    if region.label is not None or region.caption is not None or not joined or part.grid.header_rows:
        return None
    last = joined[-1].regions[-1]
    em = max(region.lines[0].words[0].size, 1.0) if region.lines else 1.0
    same_measure = abs(last.box.x0 - region.box.x0) <= 2 * em and abs(last.box.x1 - region.box.x1) <= 2 * em
    follows = region.page == last.page + 1 and region.box.top < last.box.bottom and not last.notes
    return len(joined) - 1 if follows and same_measure and continues(joined[-1].grid, part.grid) else None


def continues(first: Grid, second: Grid) -> bool:
    """Tell whether a grid can be the continuation of another: as many columns, and not a second header over the same rows."""
    if first.columns != second.columns:
        return False
    if second.header_rows == 0 or header_agreement(first, second) >= _SAME_HEADER:
        return True
    # A wide table is cut between columns too: then the stub is repeated, and the headers differ.
    return not set(_stub(first)) & set(_stub(second))


def _stub(grid: Grid) -> list[str]:
    texts = grid.texts()
    return [_folded(row[0]) for row in texts[grid.header_rows :] if row[0]]


def _folded(text: str) -> str:
    return "".join(to_plain(text).split()).casefold()


def header_agreement(first: Grid, second: Grid) -> float:
    """Return the share of the header's texts that a second grid repeats at the same positions."""
    if second.header_rows == 0 or first.header_rows != second.header_rows:
        return 0.0
    pairs = [
        (_folded(a), _folded(b))
        for above, below in zip(first.texts()[: first.header_rows], second.texts(), strict=False)
        for a, b in zip(above, below, strict=True)
        if a or b
    ]
    return sum(a == b for a, b in pairs) / len(pairs) if pairs else 0.0


def join_grids(first: Grid, second: Grid) -> Grid:
    """Return both grids as one, the second's rows below the first's.

    A repeated header is printed twice and said once: its runs of text are added to the
    spans of the first header's cells, so that every printed character stays accounted for.
    A second header that differs is no header of the first part, and its rows are kept.
    """
    repeated = second.header_rows if header_agreement(first, second) >= _SAME_HEADER else 0
    again = {(cell.row, cell.column): cell for cell in second.cells if cell.row < repeated}
    cells = [
        replace(cell, spans=(*cell.spans, *again.pop((cell.row, cell.column)).spans))
        if (cell.row, cell.column) in again
        else cell
        for cell in first.cells
    ]
    shift = first.rows - repeated
    cells += [
        replace(cell, row=cell.row + shift, role=_role(cell, first)) for cell in second.cells if cell.row >= repeated
    ]
    left_over = tuple(span for cell in again.values() for span in cell.spans)
    return replace(
        first,
        cells=tuple(cells),
        rows=shift + second.rows,
        confidence=min(first.confidence, second.confidence),
        orientation_confidence=min(first.orientation_confidence, second.orientation_confidence),
        row_pages=(*first.row_pages, *second.row_pages[repeated:]),
        unread=(*first.unread, *second.unread, *left_over),
    )


def _role(cell: Cell, first: Grid) -> CellRole:
    title = cell.column == 0 and cell.column_span == first.columns > 1
    return "row_header" if cell.column < first.header_columns or title else "body"
