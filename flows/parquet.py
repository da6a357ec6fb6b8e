"""Rows at the Parquet edge: Arrow tables by the declared schema, and the same bytes for the same rows."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from hashlib import sha256
from math import isfinite
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import compute, parquet

from flows.fields import DatasetSchema, Field
from flows.manifest import PublishedFile
from flows.rows import Row, Value
from flows.schema import SCHEMA_VERSION

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


def table_to_bytes(table: pa.Table) -> bytes:
    """Return the Parquet file of a table: equal tables under one version of Arrow give equal bytes."""
    sink = pa.BufferOutputStream()
    # Chunk boundaries would show in the pages of the file.
    parquet.write_table(table.combine_chunks(), sink, compression="zstd", version="2.6", write_page_index=False)
    return sink.getvalue().to_pybytes()


def write_dataset(table: pa.Table, schema: DatasetSchema, slug: str, folder: Path) -> PublishedFile:
    """Write the rows of one issue as `<dataset>/<slug>-<content hash>.parquet` under a folder.

    Equal content has an equal name: a file that is there already is the same file.
    """
    content = table_to_bytes(table)
    digest = sha256(content).hexdigest()
    path = Path(schema.name) / f"{slug}-{digest[:16]}.parquet"
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return PublishedFile(schema.name, path.as_posix(), len(content), digest, table.num_rows)


def read_dataset(files: Sequence[PublishedFile], name: str, folder: Path, articles: Sequence[str]) -> pa.Table | None:
    """Read the rows of some articles from a published issue's file of one dataset, None if it has no such file."""
    for file in files:
        if file.dataset == name:
            table = parquet.ParquetFile(folder / file.path).read()
            return table.filter(compute.is_in(table["article_id"], value_set=pa.array(articles, pa.string())))
    return None


def tables_to_table(tables: Sequence[pa.Table], schema: DatasetSchema, articles: Sequence[str]) -> pa.Table:
    """Put the rows of several documents into one table, in the order of the articles given."""
    whole = pa.concat_tables([schema_to_arrow(schema).empty_table(), *tables])
    position = compute.index_in(whole["article_id"], value_set=pa.array(articles, pa.string()))
    # The sort is stable: rows of one document keep their order.
    return whole.take(compute.sort_indices(position))
