"""Tables that go on in another column or on another page (续表, continued) become one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.characters import to_plain
from extractors.model import Cell, CellRole, Grid, Region
from extractors.tables.column_places import divide_alike, is_same_measure, region_to_em, stand_under
from extractors.tables.forms import is_form
from extractors.tables.kinds import is_value

_CUT = 0.5  # the fit at most of a table whose end or beginning seems to stand on another page
_SAME_HEADER = 0.6  # of the header's texts; the second printing may be wrapped or abbreviated otherwise


@dataclass(frozen=True, slots=True)
class Part:
    """A table as far as it has been put together: the indexes of its regions, those regions, and its grid.

    `follows` says that only running heads and page numbers stand between its first region and the one before.
    """

    indexes: tuple[int, ...]
    regions: tuple[Region, ...]
    grid: Grid
    follows: bool = False


def join_continued(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Join each part that continues the one before it; parts come in reading order.

    Tables that stand like two parts of one and could not be joined are less sure, both.
    """
    joined: list[Part] = []
    for part in parts:
        target = _find_target(joined, part)
        if target is not None:
            index, first, second = target
            joined[index] = replace(
                joined[index],
                indexes=(*joined[index].indexes, *part.indexes),
                regions=(*joined[index].regions, *part.regions),
                grid=join_grids(first, second, labelled=part.regions[0].continued),
            )
        elif joined and not part.grid.header_rows and _is_cut(joined[-1], part):
            joined[-1] = _doubt(joined[-1])
            joined.append(_doubt(part))
        else:
            joined.append(part)
    return tuple(joined)


def _is_cut(first: Part, part: Part) -> bool:
    """Tell whether a part without header stands where the table before it would go on.

    A form says each label once: where the first label is said again, another form begins.
    """
    return (
        _stands_below(first, part) and not has_header(part.grid) and _stub_begin(part.grid) != _stub_begin(first.grid)
    )


def _stands_below(first: Part, part: Part) -> bool:
    """Tell whether a part stands first on the page after the table before it, in its measure, under no caption."""
    region, last = part.regions[0], first.regions[-1]
    return (
        part.follows
        and first.indexes[-1] == part.indexes[0] - 1
        and not _is_named(region)
        and not last.notes
        and is_same_measure(last, region)
    )


def has_header(grid: Grid) -> bool:
    """Tell whether the header of a grid shows in what is under it.

    Over words a first row is only taken for a header, since most tables have one.
    """
    rows = grid.texts()[grid.header_rows :]
    return grid.header_rows > 1 or (
        grid.header_rows == 1 and bool(rows) and any(is_value(text) for text in rows[0][grid.header_columns :])
    )


def _stub_begin(grid: Grid) -> str:
    return next((_folded(cell.text) for cell in grid.cells if cell.row == cell.column == 0), "")


def _is_named(region: Region) -> bool:
    return region.label is not None or region.caption is not None


def _doubt(part: Part) -> Part:
    return replace(part, grid=replace(part.grid, confidence=min(part.grid.confidence, _CUT)))


def _find_target(joined: Sequence[Part], part: Part) -> tuple[int, Grid, Grid] | None:
    """Return the index of the table that a part continues, with both grids in the same columns; None if it stands alone.

    A label that says so (续表 2) names the table, or means the one before. Without a label
    the second part of a table cut by the end of a page stands first on the next page, in
    the same measure, under no caption, and its columns under those of the first; under a
    header only where it is that of the first part to the letter, for office programs repeat
    the header of a table that they break. A first row of words that is not repeated is a
    row where the rules down the two parts are the same.
    """
    region = part.regions[0]
    if region.continued:
        for index in range(len(joined) - 1, -1, -1):
            first = joined[index]
            if region.number is None or region.number == first.regions[0].number:
                return (index, first.grid, part.grid) if continues(first.grid, part.grid) else None
        return None
    if _is_named(region) or not joined:
        return None
    last = joined[-1].regions[-1]
    alike = divide_alike(joined[-1].grid, last, part.grid, region)
    above, below = alike or (joined[-1].grid, part.grid)
    if above.columns != below.columns or not stand_under(above, below, region_to_em(region)):
        return None
    if repeated_rows(above, below):
        follows = _stands_below(joined[-1], part) and not _says_rows_again(above, below)
    elif part.follows or any(cell.place.box is not None for cell in below.cells):
        follows = _is_cut(joined[-1], part) and (alike is not None or not below.header_rows)
    else:
        # What stands between two parts in a text may be the furniture of a page, known or not.
        apart = region.page != last.page + 1 or region.box.top >= last.box.bottom
        follows = not (below.header_rows or apart or last.notes) and is_same_measure(last, region)
    return (len(joined) - 1, above, below) if follows else None


def repeated_rows(first: Grid, second: Grid) -> int:
    """Count the rows at the head of a grid that repeat the other's to the letter; none where they are not the whole header of either."""
    count = 0
    for above, below in zip(first.texts(), second.texts(), strict=False):
        if count == first.header_rows or [*map(_folded, above)] != [*map(_folded, below)]:
            break
        count += 1
    return count if count >= min(first.header_rows, second.header_rows) > 0 else 0


def continues(first: Grid, second: Grid) -> bool:
    """Tell whether a grid can be the continuation of another: as many columns, and not a second header over the same rows."""
    if first.columns != second.columns:
        return False
    if second.header_rows == 0 or header_agreement(first, second) >= _SAME_HEADER:
        return True
    # A wide table is cut between columns too: then the stub is repeated, and the headers differ.
    return not set(_stub(first)) & set(_stub(second))


def _says_rows_again(first: Grid, second: Grid) -> bool:
    # The same labels down as well as across are another table of the same form.
    labels = set(_stub(second))
    return bool(labels) and 2 * len(labels & set(_stub(first))) >= len(labels)


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


def join_grids(first: Grid, second: Grid, *, labelled: bool) -> Grid:
    """Return both grids as one, the second's rows below the first's.

    A header that is printed again where the table is `labelled` as continued is said once: its
    runs of text are added to the spans of the first header's cells, so that every printed
    character stays accounted for. Without a label the join is an inference: the header printed
    again stays as rows of labels between the parts, and who cuts the grid at the end of the
    page has both as printed. A second header that differs is no header of the first part, and its
    rows are kept.
    """
    repeated = repeated_rows(first, second)
    if repeated:
        first = _with_header(first, repeated)
    elif header_agreement(first, second) >= _SAME_HEADER:
        repeated = second.header_rows
    said = repeated if labelled else 0
    again = {(cell.row, cell.column): cell for cell in second.cells if cell.row < said}
    cells = [
        replace(cell, spans=(*cell.spans, *again.pop((cell.row, cell.column)).spans))
        if (cell.row, cell.column) in again
        else cell
        for cell in first.cells
    ]
    shift = first.rows - said
    cells += [
        replace(cell, row=cell.row + shift, role=_role(cell, first, repeated))
        for cell in second.cells
        if cell.row >= said
    ]
    left_over = tuple(span for cell in again.values() for span in cell.spans)
    whole = replace(
        first,
        cells=tuple(cells),
        rows=shift + second.rows,
        confidence=min(first.confidence, second.confidence),
        orientation_confidence=min(first.orientation_confidence, second.orientation_confidence),
        row_pages=(*first.row_pages, *second.row_pages[said:]),
        unread=(*first.unread, *second.unread, *left_over),
    )
    # Of a form one part may be too short to be known for one.
    return whole if repeated or not is_form(whole) else _with_header(whole, 0)


def _role(cell: Cell, grid: Grid, header_rows: int) -> CellRole:
    if cell.row < header_rows:
        return "corner" if cell.column < grid.header_columns else "column_header"
    title = cell.column == 0 and cell.column_span == grid.columns > 1
    return "row_header" if cell.column < grid.header_columns or title else "body"


def _with_header(grid: Grid, rows: int) -> Grid:
    """Return the grid with a header of the rows that are printed twice: what is under them is no part of it.

    Lines of a header that have no label at their left are lines of it nevertheless, though the second part leaves them out.
    """
    if not all(row[0] for row in grid.texts()[rows : grid.header_rows]):
        return grid
    cells = tuple(
        replace(cell, role=_role(cell, grid, rows)) if rows <= cell.row < grid.header_rows else cell
        for cell in grid.cells
    )
    return replace(grid, cells=cells, header_rows=rows)
