"""The tables of an article as the page shows them: rebuilt as printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flows.report.refs import Row, cell_to_ref, to_ref


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell: its name, its text, what it is, and how many rows and columns it covers."""

    ref: str
    text: str
    role: str
    rows: int
    columns: int
    state: str

    @property
    def is_header(self) -> bool:
        """Tell whether it labels other cells."""
        return self.role != "body"

    @property
    def scope(self) -> str:
        """What it labels."""
        if self.role == "row_header":
            return "row" if self.rows == 1 else "rowgroup"
        return "col" if self.columns == 1 else "colgroup"


@dataclass(frozen=True, slots=True)
class TableView:
    """A table: its row of the dataset, its name, and its rows of cells, header rows first."""

    row: Row
    ref: str
    head: tuple[tuple[CellView, ...], ...]
    body: tuple[tuple[CellView, ...], ...]
    state: str
    observations: int


def find_tables(rows: Mapping[str, Sequence[Row]], states: Mapping[str, str]) -> list[TableView]:
    """Return the tables in the order of the article; `states` are verdicts by name."""
    cells: defaultdict[str, defaultdict[int, list[CellView]]] = defaultdict(lambda: defaultdict(list))
    for row in rows["cells"]:
        ref = cell_to_ref(row)
        view = CellView(ref, row["text"], row["role"], row["row_span"], row["column_span"], states.get(ref, ""))
        cells[row["table_id"]][row["row_index"]].append(view)
    counts: defaultdict[str, int] = defaultdict(int)
    for row in rows["observations"]:
        counts[row["table_id"]] += 1
    return [
        TableView(
            row,
            to_ref(row["table_id"]),
            tuple(tuple(cells[row["table_id"]][index]) for index in range(row["header_rows"])),
            tuple(tuple(cells[row["table_id"]][index]) for index in range(row["header_rows"], row["rows"])),
            states.get(to_ref(row["table_id"]), ""),
            counts[row["table_id"]],
        )
        for row in rows["tables"]
    ]
