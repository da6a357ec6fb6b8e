"""Datasets as a workbook (xlsx): a sheet each, with the data dictionary in front. The only file that knows XlsxWriter."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from flows.export.pieces import read_pieces
from flows.fields import DatasetSchema
from flows.published import Published
from flows.schema import DATASETS

# Limits of the file format (Excel specifications and limits).
MOST_ROWS: Final = 1_048_576
LONGEST_TEXT: Final = 32_767
CUT: Final = "… (cut off)"
_WIDTHS: Final = {"string": 18, "list": 24, "date": 11, "timestamp": 20}
_OPTIONS: Final = {
    "constant_memory": True,
    # A text is a text: none becomes a formula, a link or a number.
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_workbook(published: Published, path: Path) -> None:
    """Write the workbook. A dataset of more rows than a sheet takes goes on in a second one: `cells (2)`."""
    with xlsxwriter.Workbook(path, _OPTIONS) as book:
        styles = _Styles(book)
        _write_dictionary(book, styles)
        for schema in DATASETS:
            _Sheets(book, styles, schema).write(published)


class _Styles:
    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.head: Format = book.add_format({"bold": True})
        self.date: Format = book.add_format({"num_format": "yyyy-mm-dd"})
        self.time: Format = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})


def _write_dictionary(book: xlsxwriter.Workbook, styles: _Styles) -> None:
    sheet = book.add_worksheet("dictionary")
    sheet.set_column(0, 2, 20)
    sheet.set_column(3, 3, 120)
    sheet.write_row(0, 0, ["dataset", "column", "type", "description"], styles.head)
    row = 0
    for schema in DATASETS:
        for field in schema.fields:
            row += 1
            sheet.write_row(row, 0, [schema.name, field.name, field.type, field.description])
    sheet.freeze_panes(1, 0)


class _Sheets:
    """The sheet of one dataset, and those on which it goes on."""

    def __init__(self, book: xlsxwriter.Workbook, styles: _Styles, schema: DatasetSchema) -> None:
        self._book, self._styles, self._schema = book, styles, schema
        self._count = 0
        self._sheet, self._row = self._begin(), 1

    def write(self, published: Published) -> None:
        for piece in read_pieces(published, self._schema.name):
            columns = [piece.column(name).to_pylist() for name in self._schema.names]
            for values in zip(*columns, strict=True):
                if self._row == MOST_ROWS:
                    self._sheet, self._row = self._begin(), 1
                for column, value in enumerate(values):
                    self._write_cell(column, value)
                self._row += 1

    def _begin(self) -> Worksheet:
        self._count += 1
        name = self._schema.name if self._count == 1 else f"{self._schema.name} ({self._count})"
        sheet: Worksheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for column, field in enumerate(self._schema.fields):
            sheet.set_column(column, column, _WIDTHS.get(field.type, 10))
            sheet.write_string(0, column, field.name, self._styles.head)
        return sheet

    def _write_cell(self, column: int, value: Any) -> None:  # noqa: ANN401 (whatever a column holds)
        sheet, row = self._sheet, self._row
        match value:
            case None:
                return  # null is an empty cell
            case bool():
                sheet.write_boolean(row, column, value)
            case datetime():
                # The format has no time zones: times are UTC, as the dictionary says.
                sheet.write_datetime(row, column, value.astimezone(UTC).replace(tzinfo=None), self._styles.time)
            case date():
                sheet.write_datetime(row, column, value, self._styles.date)
            case int() | float():
                sheet.write_number(row, column, value)
            case list():
                sheet.write_string(row, column, _shorten(json.dumps(value, ensure_ascii=False)))
            case _:
                sheet.write_string(row, column, _shorten(value))


def _shorten(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - len(CUT)] + CUT
