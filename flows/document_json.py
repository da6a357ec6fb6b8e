"""An article's dataset as one JSON document, for programs; and its tables as CSV files."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal
from math import isfinite

from extractors.model import Dataset, Table
from flows.rows import Origin, Row, Value, dataset_to_rows


def dataset_to_json(dataset: Dataset, origin: Origin) -> str:
    """Return article, tables, observations, claims, checks, indicators, numerals and repairs, with the published columns.

    A table has besides: `grid` (its rows, a spanning cell's text at its first position), `spans` ([row, column, row_span,
    column_span] of the cells that span) and `row_pages` (the page of each grid row; null for text). The time of extraction is left out.
    """
    rows = dataset_to_rows(dataset, origin)
    article = {name: value for name, value in rows["articles"][0].items() if name != "extracted_at"}
    tables = {table.table_id: table for table in dataset.tables}
    document = {
        "article": _to_plain(article),
        "tables": [_to_plain(row) | _to_layout(tables[str(row["table_id"])]) for row in rows["tables"]],
        **{
            name: [_to_plain(row) for row in rows[name]]
            for name in ("observations", "claims", "checks", "indicators", "numerals", "repairs")
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def table_to_csv(table: Table) -> str:
    """Return the grid as printed, one line a row, a spanning cell's text at its first position."""
    sink = io.StringIO()
    csv.writer(sink, lineterminator="\n").writerows(table.grid.texts())
    return sink.getvalue()


def _to_layout(table: Table) -> dict[str, object]:
    grid = table.grid
    spanning = [cell for cell in grid.cells if cell.row_span > 1 or cell.column_span > 1]
    return {
        "grid": grid.texts(),
        "spans": [[cell.row, cell.column, cell.row_span, cell.column_span] for cell in spanning],
        "row_pages": list(grid.row_pages) if any(grid.row_pages) else None,
    }


def _to_plain(row: Row) -> dict[str, object]:
    return {name: _to_value(value) for name, value in row.items()}


def _to_value(value: Value) -> object:
    if isinstance(value, (Decimal, float)):
        # As in the Parquet files: a number beyond the range of float64 is unknown.
        number = float(value)
        return number if isfinite(number) else None
    return value.isoformat() if isinstance(value, date) else value
