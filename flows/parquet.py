"""Rows at the Parquet edge: Arrow tables by the declared schema, and the same bytes for the same rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from hashlib import file_digest
from math import isfinite
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from flows.fields import DatasetSchema, Field
from flows.manifest import PublishedFile
from flows.rows import Row, Value
from flows.schema import SCHEMA_VERSION

# Rows that are held in memory, written, and read again together.
_GROUP = 2**16

_TYPES: dict[str, pa.DataType] = {
    "string": pa.string(),
    "int8": pa.int8(),
    "int32": pa.int32(),
    "float64": pa.float64(),
    "bool": pa.bool_(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us", tz="UTC"),
    "list": pa.list_(pa.field("element", pa.string(), nullable=False)),
}


def schema_to_arrow(schema: DatasetSchema) -> pa.Schema:
    """Return the Arrow schema, each field with its description, the whole with the dataset's."""
    fields = [
        pa.field(field.name, _TYPES[field.type], nullable=field.nullable, metadata={"description": field.description})
        for field in schema.fields
    ]
    return pa.schema(fields, metadata={"description": schema.description, "schema_version": SCHEMA_VERSION})


def rows_to_arrow(rows: Sequence[Row], schema: DatasetSchema) -> pa.Table:
    """Return the rows as an Arrow table. Refuses (ValueError) a null in a column that has none."""
    columns = [
        pa.array([_to_arrow(row[field.name], field) for row in rows], type=_TYPES[field.type])
        for field in schema.fields
    ]
    for field, column in zip(schema.fields, columns, strict=True):
        if column.null_count and not field.nullable:
            raise ValueError(f"{schema.name}.{field.name} has no value in {column.null_count} of {len(rows)} rows")
    return pa.Table.from_arrays(columns, schema=schema_to_arrow(schema))


def _to_arrow(value: Value, field: Field) -> Any:  # noqa: ANN401 (what pyarrow takes: any scalar)
    if field.type == "float64" and isinstance(value, (Decimal, float, int)):
        # A number beyond the range of float64 is unknown, neither infinite nor an error.
        number = float(value)
        return number if isfinite(number) else None
    return value


class DatasetWriter:
    """The Parquet file of one issue in one dataset, `<dataset>/<slug>-<content hash>.parquet` under a folder.

    Equal rows under one version of Arrow give equal bytes, in whatever pieces they come, and equal content has an
    equal name. No more than one group of rows is held in memory.
    """

    def __init__(self, schema: DatasetSchema, slug: str, folder: Path) -> None:
        self._name, self._slug = schema.name, slug
        self._schema = schema_to_arrow(schema)
        self._folder = folder / schema.name
        self._folder.mkdir(parents=True, exist_ok=True)
        self._path = self._folder / f"{slug}.unfinished"
        self._writer = parquet.ParquetWriter(
            self._path, self._schema, compression="zstd", version="2.6", write_page_index=False
        )
        self._waiting: list[pa.Table] = []
        self._count = self._rows = 0

    def write(self, rows: pa.Table) -> None:
        """Add rows at the end."""
        self._waiting.append(rows)
        self._count += rows.num_rows
        self._rows += rows.num_rows
        while self._count >= _GROUP:
            self._write_group()

    def close(self) -> PublishedFile:
        """Finish the file, give it its name, and return what the manifest says of it."""
        if self._count or not self._rows:
            self._write_group()
        self._writer.close()
        with self._path.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
            size = file.tell()
        path = self._folder / f"{self._slug}-{digest[:16]}.parquet"
        self._path.replace(path)
        return PublishedFile(self._name, f"{self._name}/{path.name}", size, digest, self._rows)

    def _write_group(self) -> None:
        # Where pieces and groups end would show in the pages of the file.
        whole = pa.concat_tables([self._schema.empty_table(), *self._waiting])
        group, rest = whole.slice(0, _GROUP), whole.slice(_GROUP)
        self._writer.write_table(group.combine_chunks(), row_group_size=_GROUP)
        self._waiting, self._count = [rest], rest.num_rows


def write_dataset(rows: Iterable[pa.Table], schema: DatasetSchema, slug: str, folder: Path) -> PublishedFile:
    """Write the rows of one issue in one dataset, given in pieces."""
    writer = DatasetWriter(schema, slug, folder)
    for piece in rows:
        writer.write(piece)
    return writer.close()
