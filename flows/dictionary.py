"""The data dictionary, and the page that lies beside the data."""

from __future__ import annotations

from flows.fields import DatasetSchema, Field
from flows.manifest import Snapshot
from flows.schema import DATASETS, SCHEMA_VERSION

README = "README.md"

_TYPES = {"list": "list of string", "timestamp": "timestamp (µs, UTC)"}

_QUERIES = """\
## First queries

Run from the folder that holds `current`. One file per journal issue; every dataset is a folder of Parquet files with the same columns.

pandas:

```python
import pandas as pd

observations = pd.read_parquet("current/observations")
columns = ["issue", "period", "entity", "partner", "category", "indicator", "value", "unit"]
observations.loc[observations.status == "A", columns].head(20)
```

polars:

```python
import polars as pl

observations = pl.scan_parquet("current/observations/*.parquet")
observations.filter(pl.col("value").is_not_null()).group_by("indicator", "unit_code").len().collect()
```

DuckDB:

```sql
SELECT a.title, k.message, k.stated, k.formula
FROM 'current/checks/*.parquet' AS k JOIN 'current/articles/*.parquet' AS a USING (article_id)
WHERE k.verdict = 'contradicts';
```

pyarrow:

```python
import pyarrow.parquet as pq

observations = pq.read_table("current/observations", columns=["period", "entity", "indicator", "value"])
```

`current` is a link that is replaced as a whole. A program that reads several datasets while another run may publish resolves it
once (`pathlib.Path("current").resolve()`) and reads from the folder that it points to; the last three snapshots stay, and every
snapshot for an hour after it was superseded.
"""

_BUCKET_QUERIES = """\
## First queries

The data package at the root of the output is replaced as a whole: read it once, and go by the files that it lists. Other objects
beside these may belong to earlier snapshots.

```python
import json, fsspec

root = "s3://bucket/folder"
with fsspec.open(f"{root}/datapackage.json") as file:
    package = json.load(file)
files = {resource["name"]: [f"{root}/{path}" for path in resource["path"]] for resource in package["resources"]}
```

pandas: `import pandas as pd; pd.concat(map(pd.read_parquet, files["observations"]))`

polars: `import polars as pl; pl.read_parquet(files["observations"])`

DuckDB: `import duckdb; base = duckdb.connect(); base.register_filesystem(fsspec.filesystem("s3")); base.read_parquet(files["observations"])`

pyarrow: `import pyarrow.dataset as ds; ds.dataset(files["observations"], filesystem=fsspec.filesystem("s3")).to_table()`

The last three snapshots stay, and every snapshot for an hour after it was superseded.
"""

_ROWS = """
Rows are traced back by `page` and box (points, origin top left) in a PDF, and by `source_start` to `source_end` (half-open, in code
points) in a text. Unknown is null. Ids are stable for the same bytes under the same `extraction_key`.

Where `corrected` is true, somebody corrected what was read, in a file beside the document; the text is then the corrected one. `repairs`
says what was read before, who corrected it and why: `observation_id`, `claim_id` and `table_id` are its `subject`. Corrections that do not fit the document any more are in
`articles.warnings`.
"""


def snapshot_to_readme(snapshot: Snapshot, *, in_bucket: bool = False) -> str:
    """Return the page beside the data: what is in it, first queries, and the dictionary."""
    rows = {schema.name: 0 for schema in DATASETS}
    for file in (file for issue in snapshot.issues for file in issue.files):
        rows[file.dataset] += file.rows
    failed = sum(document.status == "failed" for document in snapshot.documents)
    status = f"{failed} of them not readable (`articles.status`, `articles.error`)"
    lines = [
        "# Tables and numeric claims of journal articles",
        "",
        f"{len(snapshot.issues)} journal issue(s), {len(snapshot.documents)} document(s), {status}.",
        f"Schema version {SCHEMA_VERSION}.",
        "",
        "| dataset | rows | one row per |",
        "|---|---:|---|",
        *(f"| `{schema.name}` | {rows[schema.name]} | {_to_unit(schema)} |" for schema in DATASETS),
        "",
    ]
    queries = _BUCKET_QUERIES if in_bucket else _QUERIES
    return "\n".join(lines) + "\n" + queries + _ROWS + "\n" + schemas_to_dictionary()


def schemas_to_dictionary() -> str:
    """Return the data dictionary in Markdown: every column of every dataset with type, nullability and meaning."""
    return "## Data dictionary\n" + "".join(f"\n{_to_section(schema)}" for schema in DATASETS)


def _to_unit(schema: DatasetSchema) -> str:
    return schema.description.removeprefix("One row per ")


def _to_section(schema: DatasetSchema) -> str:
    key = f" Key: {', '.join(f'`{name}`' for name in schema.key)}." if schema.key else ""
    lines = [
        f"### {schema.name}",
        "",
        f"{schema.description}.{key}",
        "",
        "| column | type | null | meaning |",
        "|---|---|---|---|",
        *(_to_line(field) for field in schema.fields),
    ]
    return "\n".join(lines) + "\n"


def _to_line(field: Field) -> str:
    codes = f" ({', '.join(field.values)})" if field.values and not _lists_values(field) else ""
    null = "yes" if field.nullable else "no"
    return f"| `{field.name}` | {_TYPES.get(field.type, field.type)} | {null} | {field.description}{codes} |"


def _lists_values(field: Field) -> bool:
    # Short codes are explained in the description itself.
    return all(value in field.description for value in field.values)
