"""Golden files: what the sample says, as CSV that a person can read and compare."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

from extractors.model import Dataset, Observation, Table

GOLDEN = Path(__file__).parent / "golden"
OBSERVATION_FIELDS = (
    "table",
    "row_labels",
    "column_labels",
    "text",
    "value",
    "unit",
    "period",
    "entity",
    "partner",
    "category",
    "indicator",
    "status",
)


def rows_to_csv(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as CSV with plain line ends."""
    stream = StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue()


def observation_row(observation: Observation, table: Table) -> list[str]:
    """Return an observation without its ids and places; codes stand for labels where there are any."""
    unit = observation.unit
    measure = unit.code or unit.text or ""
    return [
        table.number or "",
        " / ".join(observation.row_labels),
        " / ".join(observation.column_labels),
        observation.text,
        "" if observation.value is None else str(observation.value),
        f"{measure} x10^{unit.multiplier}" if unit.multiplier else measure,
        observation.period.text or "",
        *(
            dimension.code or dimension.label or ""
            for dimension in (observation.entity, observation.partner, observation.category, observation.indicator)
        ),
        observation.status,
    ]


def in_table_order(dataset: Dataset) -> list[Observation]:
    """Return the observations by the number of their table, which is printed here on one page and there on another."""
    numbers = {table.table_id: table.number or "" for table in dataset.tables}
    return sorted(dataset.observations, key=lambda item: (numbers[item.table_id], item.row, item.column))


def dataset_to_goldens(dataset: Dataset) -> dict[str, str]:
    """Return file name and content of every golden file of one document: each table's cells, all observations."""
    files = {f"table-{table.number or table.ordinal}.csv": rows_to_csv(table.grid.texts()) for table in dataset.tables}
    tables = {table.table_id: table for table in dataset.tables}
    rows = [observation_row(item, tables[item.table_id]) for item in in_table_order(dataset)]
    files["observations.csv"] = rows_to_csv([list(OBSERVATION_FIELDS), *rows])
    return files
