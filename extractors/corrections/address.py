"""What a correction means: the table, cell, row or column that it names, if it still reads as the correction says."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractors.corrections.fields import shown
from extractors.corrections.outcome import MisfitError
from extractors.model import Cell, Table

_ORDINAL = regex.compile(r"(?:(?P<article>[0-9a-f]{16})/)?(?P<ordinal>t\d{1,6})")
_LABEL = regex.compile(r"^(?:续?表|table|tab\.)\s*", regex.IGNORECASE)
_MOST_NAMED = 8


def find_table(address: str, tables: Sequence[Table]) -> Table:
    """Return the table that is meant: by its id or the end of it (t3), else by the number that it prints (3-2, 表 3-2).

    Raises `MisfitError` where there is none, or more than one.
    """
    match = _ORDINAL.fullmatch(address)
    if match is not None and match["article"] and tables and not tables[0].table_id.startswith(match["article"]):
        raise MisfitError(f"{shown(address)} is a table of another document")
    if match is not None:
        found = [table for table in tables if table.table_id.rpartition("/")[2] == match["ordinal"]]
    else:
        number = _LABEL.sub("", address).strip()
        found = [table for table in tables if table.number == number]
    if not found:
        raise MisfitError(f"there is no table {shown(address)}; this document has {_name_tables(tables)}")
    if len(found) > 1:
        raise MisfitError(f"the number {shown(address)} is that of {_name_tables(found)}; say which is meant")
    return found[0]


def find_cell(table: Table, row: int, column: int, printed: str) -> Cell:
    """Return the cell that begins at a position. Raises `MisfitError` where there is none, or it reads otherwise."""
    grid = table.grid
    cell = next((cell for cell in grid.cells if (cell.row, cell.column) == (row, column)), None)
    if cell is None:
        raise MisfitError(
            f"no cell of {short_id(table)} begins at row_index {row}, column_index {column} (of {grid.rows} rows and {grid.columns} columns)"
        )
    if not is_same(cell.text, printed):
        raise MisfitError(f"the cell reads {shown(cell.text)}, not {shown(printed)}")
    return cell


def check_title(table: Table, printed: str) -> None:
    """Refuse (`MisfitError`) a text that is neither the caption of a table nor what its first filled cell reads."""
    first = next((cell.text for cell in table.grid.cells if cell.text.strip()), "")
    title = table.caption or first
    if not any(is_same(text, printed) for text in (title, first) if text):
        what = "caption" if table.caption else "first filled cell"
        raise MisfitError(f"the {what} of {short_id(table)} reads {shown(title)}, not {shown(printed)}")


def check_line(table: Table, row: int | None, column: int | None, printed: str) -> None:
    """Refuse (`MisfitError`) a row or column that a table does not have, or of which no cell reads as is said."""
    name, index, size = ("row", row, table.grid.rows) if column is None else ("column", column, table.grid.columns)
    if index is None or index >= size:
        raise MisfitError(f"{short_id(table)} has {size} {name}s; the last has {name}_index {size - 1}")
    for cell in table.grid.cells:
        begin, span = (cell.row, cell.row_span) if column is None else (cell.column, cell.column_span)
        if begin <= index < begin + span and cell.text.strip() and is_same(cell.text, printed):
            return
    raise MisfitError(f"no cell of {name} {index} of {short_id(table)} reads {shown(printed)}")


def is_same(text: str, printed: str) -> bool:
    """Tell whether two texts are the same but for blanks: people copy from pages that set them otherwise."""
    return text.split() == printed.split()


def short_id(table: Table) -> str:
    """Return a table's id without the article's."""
    return table.table_id.rpartition("/")[2]


def _name_tables(tables: Sequence[Table]) -> str:
    names = [short_id(table) + (f" ({table.number})" if table.number else "") for table in tables[:_MOST_NAMED]]
    more = ", …" if len(tables) > _MOST_NAMED else ""
    return ", ".join(names) + more if names else "no table"
