"""Datasets as tables of a DuckDB database. The only file that knows DuckDB."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa

from flows.export.pieces import read_pieces
from flows.fields import DatasetSchema
from flows.parquet import schema_to_arrow
from flows.published import Published
from flows.schema import DATASETS

_TYPES: Final = {
    "string": "VARCHAR",
    "int8": "TINYINT",
    "int32": "INTEGER",
    "float64": "DOUBLE",
    "bool": "BOOLEAN",
    "date": "DATE",
    "timestamp": "TIMESTAMPTZ",
    "list": "VARCHAR[]",
}


def write_database(published: Published, path: Path) -> None:
    """Write the database: a table a dataset, with the descriptions of tables and columns as comments."""
    with duckdb.connect(path) as connection:
        for schema in DATASETS:
            connection.execute(_to_definition(schema))
            for piece in read_pieces(published, schema.name):
                rows = pa.Table.from_batches([piece]).cast(schema_to_arrow(schema))
                connection.register("piece", rows)
                connection.execute(f'INSERT INTO "{schema.name}" SELECT * FROM piece')  # noqa: S608 (names of our own)
                connection.unregister("piece")
            connection.execute(f'COMMENT ON TABLE "{schema.name}" IS {_quote(schema.description)}')
            for field in schema.fields:
                column = f'"{schema.name}"."{field.name}"'
                connection.execute(f"COMMENT ON COLUMN {column} IS {_quote(field.description)}")


def _to_definition(schema: DatasetSchema) -> str:
    columns = ", ".join(
        f'"{field.name}" {_TYPES[field.type]}{"" if field.nullable else " NOT NULL"}' for field in schema.fields
    )
    return f'CREATE TABLE "{schema.name}" ({columns})'


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
