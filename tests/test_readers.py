"""Every dataset loads by the lines that the README gives, and those that lie beside the data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import s3fs

from flows.schema import DATASETS
from tests.publication import ingest
from tests.stores import make_bucket, serve, told

ROOT = Path(__file__).parents[1]
NAMES = [schema.name for schema in DATASETS]
LINES = [
    line.strip()
    for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("    import ") and "output/current/observations" in line
]


def last_of(source: str, known: dict[str, object]) -> object:
    """Run statements and return what the last of them, an expression, gives."""
    *statements, last = source.replace("; ", "\n").splitlines()
    exec("\n".join(statements), known)
    return eval(last, known)


def shape_of(rows) -> tuple[int, list[str]]:
    shape = rows.shape if hasattr(rows, "shape") else (rows.num_rows,)
    columns = getattr(rows, "column_names", None) or rows.columns
    return int(shape[0]), list(columns)


@pytest.fixture(scope="module")
def raw(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("readers")
    for name in ("raw/甲刊/2024-1/a.txt", "raw/甲刊/2024-1/b.txt", "raw/乙刊/2024-2/c.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")
    return folder / "raw"


@pytest.fixture(scope="module")
def published(raw) -> Path:
    ingest(raw, raw.parent / "output")
    return raw.parent


def counts(package: str) -> dict[str, int]:
    return {resource["name"]: resource["rows"] for resource in json.loads(package)["resources"]}


def test_the_readme_has_a_line_for_each_reader():
    assert [line.split()[1].rstrip(";").partition(".")[0] for line in LINES] == [
        "pandas",
        "polars",
        "duckdb",
        "pyarrow",
    ]


@pytest.mark.parametrize("line", LINES, ids=["pandas", "polars", "duckdb", "pyarrow"])
@pytest.mark.parametrize("schema", DATASETS, ids=NAMES)
def test_every_dataset_loads_by_the_line_of_the_readme(published, monkeypatch, line, schema):
    monkeypatch.chdir(published)
    rows = last_of(line.replace("observations", schema.name), {})
    expected = counts((published / "output/current/datapackage.json").read_text(encoding="utf-8"))
    assert shape_of(rows) == (expected[schema.name], list(schema.names))


def test_every_dataset_in_a_bucket_loads_by_the_lines_beside_the_data(raw, monkeypatch):
    with serve() as endpoint, told(endpoint):
        monkeypatch.setenv("AWS_ALLOW_HTTP", "true")  # polars refuses http otherwise
        root = make_bucket("readers") + "/输出"
        ingest(raw, root)
        known: dict[str, object] = {}
        exec("import fsspec", known)
        page = read_page(root)
        exec(page.split("```python\n")[1].split("```")[0].replace("s3://bucket/folder", root), known)
        assert set(known["files"]) == set(NAMES)
        expected = counts(json.dumps(known["package"]))
        for reader in ("pandas", "polars", "DuckDB", "pyarrow"):
            line = page.split(f"\n{reader}: `")[1].partition("`")[0]
            for schema in DATASETS:
                rows = last_of(line.replace("observations", schema.name), dict(known))
                assert shape_of(rows) == (expected[schema.name], list(schema.names)), reader


def read_page(root: str) -> str:
    store = s3fs.S3FileSystem(use_listings_cache=False)
    (name,) = store.glob(f"{root}/snapshots/*/README.md")
    return store.cat_file(name).decode()
