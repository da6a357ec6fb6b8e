"""Tables as corrected: cells that read otherwise, headers of other rows, and tables that are none."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace

from extractors.corrections.address import check_title, find_cell, find_table, short_id
from extractors.corrections.entries import CellCorrection, Corrections, HeaderCorrection, Instead, NotATable
from extractors.corrections.outcome import Applied, MisfitError, Outcome, require_change
from extractors.model import Cell, CellRole, Grid, Repair, Table


def correct_tables(
    tables: Sequence[Table], corrections: Corrections
) -> tuple[tuple[Table, ...], dict[int, Instead], Outcome]:
    """Apply the corrections of cells, headers and tables. Tables keep their ids, also behind one that is taken away.

    Returned are the tables that are left, and the regions of those that are none with what stands there instead. A correction finds what it means in what was read, whatever others of its file change.
    """
    applied = Applied(corrections)
    undone: dict[str, NotATable] = {}
    cells: dict[str, dict[tuple[int, int], CellCorrection]] = {}
    headers: dict[str, HeaderCorrection] = {}
    for correction in sorted(corrections.entries, key=lambda entry: not isinstance(entry, NotATable)):
        if not isinstance(correction, (CellCorrection, HeaderCorrection, NotATable)):
            continue
        try:
            table = _find_left(correction.table, tables, undone)
            if isinstance(correction, NotATable):
                check_title(table, correction.printed)
                undone[table.table_id] = correction
                applied.repairs.append(_undone_to_repair(table, correction, corrections.name))
            elif isinstance(correction, HeaderCorrection):
                _check_header(table, correction)
                applied.take(correction, (table.table_id, "this header"))
                headers[table.table_id] = correction
                applied.repairs += _header_to_repairs(table, correction, corrections.name)
            else:
                cell = find_cell(table, correction.row, correction.column, correction.printed)
                applied.take(correction, (table.table_id, cell.row, cell.column, "this cell"))
                cells.setdefault(table.table_id, {})[cell.row, cell.column] = correction
                applied.repairs.append(_cell_to_repair(table, cell, correction, corrections.name))
        except MisfitError as error:
            applied.refuse(correction, error)
    found = tuple(
        _with_header(_with_cells(table, cells.get(table.table_id, {})), headers.get(table.table_id))
        for table in tables
        if table.table_id not in undone
    )
    regions = {
        index: undone[table.table_id].instead for table in tables if table.table_id in undone for index in table.regions
    }
    return found, regions, applied.outcome


def _find_left(address: str, tables: Sequence[Table], undone: Container[str]) -> Table:
    table = find_table(address, tables)
    if table.table_id in undone:
        raise MisfitError(f"{short_id(table)} is said to be no table")
    return table


def _with_cells(table: Table, corrections: dict[tuple[int, int], CellCorrection]) -> Table:
    if not corrections:
        return table
    cells = tuple(
        _corrected(cell, corrections[cell.row, cell.column]) if (cell.row, cell.column) in corrections else cell
        for cell in table.grid.cells
    )
    return replace(table, grid=replace(table.grid, cells=cells))


def _corrected(cell: Cell, correction: CellCorrection) -> Cell:
    marks = tuple(mark for mark in cell.note_marks if mark in correction.right)
    # Whoever corrects a cell has seen it: nothing is in doubt about it.
    return replace(cell, text=correction.right, note_marks=marks, confidence=1.0, corrected=True)


def _check_header(table: Table, correction: HeaderCorrection) -> None:
    check_title(table, correction.printed)
    grid = table.grid
    for name, count, most in (
        ("row", correction.header_rows, grid.rows),
        ("column", correction.header_columns, grid.columns),
    ):
        if count is not None and count >= most:
            raise MisfitError(f"{short_id(table)} has {most} {name}s, and one at least is no header")
    require_change(_to_header(grid, correction) != (grid.header_rows, grid.header_columns))


def _to_header(grid: Grid, correction: HeaderCorrection) -> tuple[int, int]:
    rows, columns = correction.header_rows, correction.header_columns
    return grid.header_rows if rows is None else rows, grid.header_columns if columns is None else columns


def _with_header(table: Table, correction: HeaderCorrection | None) -> Table:
    if correction is None:
        return table
    grid = table.grid
    rows, columns = _to_header(grid, correction)
    cells = tuple(replace(cell, role=_role(cell, grid, rows, columns)) for cell in grid.cells)
    return replace(table, grid=replace(grid, cells=cells, header_rows=rows, header_columns=columns), corrected=True)


def _role(cell: Cell, grid: Grid, header_rows: int, header_columns: int) -> CellRole:
    # A header that is repeated after a page's end stays one.
    repeated = cell.row >= grid.header_rows and cell.role in {"corner", "column_header"}
    if cell.row < header_rows or repeated:
        return "corner" if cell.column < header_columns else "column_header"
    title = cell.column == 0 and cell.column_span == grid.columns > 1
    return "row_header" if cell.column < header_columns or title else "body"


def _cell_to_repair(table: Table, cell: Cell, correction: CellCorrection, name: str) -> Repair:
    subject = f"{table.table_id}/r{cell.row}c{cell.column}"
    return Repair(
        subject, "corrected_cell", cell.text, correction.right, correction.reason, name, cell.place, correction.author
    )


def _header_to_repairs(table: Table, correction: HeaderCorrection, name: str) -> list[Repair]:
    grid = table.grid
    rows, columns = _to_header(grid, correction)
    changes = (("header_rows", grid.header_rows, rows), ("header_columns", grid.header_columns, columns))
    return [
        Repair(
            table.table_id,
            f"corrected_{field}",
            str(before),
            str(after),
            correction.reason,
            name,
            table.place,
            correction.author,
        )
        for field, before, after in changes
        if before != after
    ]


def _undone_to_repair(table: Table, correction: NotATable, name: str) -> Repair:
    before = f"table {table.number or table.ordinal}"
    return Repair(
        table.table_id,
        "not_a_table",
        before,
        correction.instead,
        correction.reason,
        name,
        table.place,
        correction.author,
    )
