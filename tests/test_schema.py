from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pyarrow as pa
import pytest
from pyarrow import parquet

from flows.data_package import snapshot_to_data_package
from flows.dictionary import schemas_to_dictionary, snapshot_to_readme
from flows.issue import Issue
from flows.manifest import PublishedDocument, PublishedFile, PublishedIssue, Snapshot
from flows.parquet import rows_to_arrow, schema_to_arrow, write_dataset
from flows.rows import Origin, dataset_to_rows
from flows.schema import DATASETS
from tests.example_dataset import example_dataset

ORIGIN = Origin("学报/2024-2", "学报/2024-2/a.txt", "0123", datetime(2025, 1, 2, tzinfo=UTC), "学报", 2024, "2")
OBSERVATIONS = next(schema for schema in DATASETS if schema.name == "observations")


def arrow_tables():
    rows = dataset_to_rows(example_dataset(), ORIGIN)
    return {schema.name: rows_to_arrow(rows[schema.name], schema) for schema in DATASETS}


def test_columns_are_snake_case_described_and_unique():
    for schema in DATASETS:
        assert len(set(schema.names)) == len(schema.names)
        for field in schema.fields:
            assert field.name == field.name.lower().replace("-", "_")
            assert field.description
            assert not field.description.endswith(".")


def test_keys_and_orders_are_columns_and_keys_are_never_null():
    for schema in DATASETS:
        fields = {field.name: field for field in schema.fields}
        assert all(not fields[name].nullable for name in schema.key)
        assert set(schema.order) <= set(schema.names)


def test_types_at_the_parquet_edge():
    schema = schema_to_arrow(OBSERVATIONS)
    assert schema.field("value").type == pa.float64()
    assert schema.field("unit_multiplier").type == pa.int8()
    assert schema.field("row_index").type == pa.int32()
    assert schema.field("period_start").type == pa.date32()
    assert schema.field("row_labels").type.value_type == pa.string()
    articles = schema_to_arrow(DATASETS[0])
    assert articles.field("extracted_at").type == pa.timestamp("us", tz="UTC")


def test_descriptions_travel_in_the_parquet_file(tmp_path):
    cells = next(schema for schema in DATASETS if schema.name == "cells")
    file = write_dataset([arrow_tables()["cells"]], cells, "issue", tmp_path)
    schema = parquet.read_schema(tmp_path / file.path)
    assert b"wrapped lines joined" in schema.field("text").metadata[b"description"]
    assert not schema.field("text").nullable


def test_numbers_become_floats_and_what_exceeds_them_is_unknown():
    rows = dataset_to_rows(example_dataset(), ORIGIN)["observations"]
    rows[1]["value"] = Decimal("1E+400")
    table = rows_to_arrow(rows, OBSERVATIONS)
    assert table["value"].to_pylist() == [12.4, None]


def test_a_null_where_none_is_allowed_is_refused():
    rows = dataset_to_rows(example_dataset(), ORIGIN)["observations"]
    rows[0]["text"] = None
    with pytest.raises(ValueError, match=r"observations\.text has no value in 1 of 2 rows"):
        rows_to_arrow(rows, OBSERVATIONS)


def test_code_lists_hold_every_value_of_the_example():
    for schema in DATASETS:
        table = arrow_tables()[schema.name]
        for field in schema.fields:
            if field.values:
                assert set(table[field.name].drop_null().to_pylist()) <= set(field.values)


def snapshot() -> Snapshot:
    documents = (
        PublishedDocument("00", "b.txt", "../b.txt", "00ff", "key", "ok", None, "2025-01-02T00:00:00+00:00"),
        PublishedDocument("01", "c.txt", "../c.txt", "01ff", "key", "failed", "E: s.", "2025-01-03T00:00:00+00:00"),
    )
    files = tuple(
        PublishedFile(schema.name, f"{schema.name}/x-1.parquet", 10, "ab" * 32, index)
        for index, schema in enumerate(DATASETS)
    )
    issue = Issue("学报", 2024, "2", "CC-BY-4.0", "https://example.org/2024/2")
    return Snapshot((PublishedIssue(issue, documents, files),))


def test_the_data_package_describes_every_file_and_column():
    package = json.loads(snapshot_to_data_package(snapshot()))
    assert package["$schema"].endswith("2.0/datapackage.json")
    assert package["created"] == "2025-01-03T00:00:00+00:00"
    assert package["licenses"] == [{"name": "CC-BY-4.0", "title": "CC-BY-4.0"}]
    assert package["sources"] == [{"title": "学报/2024-2", "path": "https://example.org/2024/2"}]
    assert [resource["name"] for resource in package["resources"]] == [schema.name for schema in DATASETS]
    cells = package["resources"][2]
    assert cells["files"] == [{"path": "cells/x-1.parquet", "bytes": 10, "hash": f"sha256:{'ab' * 32}", "rows": 2}]
    assert cells["schema"]["primaryKey"] == ["table_id", "row_index", "column_index"]
    assert {key["reference"]["resource"] for key in cells["schema"]["foreignKeys"]} == {"articles", "tables"}
    role = next(field for field in cells["schema"]["fields"] if field["name"] == "role")
    assert role["constraints"] == {"required": True, "enum": ["corner", "column_header", "row_header", "body"]}


@pytest.mark.parametrize(
    ("licence", "name"),
    [("CC0-1.0", "CC0-1.0"), ("CC BY 4.0 (journal)", "CC-BY-4.0-journal"), ("版权所有", "other")],
)
def test_names_of_licences_are_what_the_profile_allows(licence, name):
    published = replace(snapshot().issues[0], issue=Issue("学报", 2024, "2", licence))
    package = json.loads(snapshot_to_data_package(Snapshot((published,))))
    assert package["licenses"] == [{"name": name, "title": licence}]


def test_a_data_package_of_nothing_is_still_one():
    package = json.loads(snapshot_to_data_package(Snapshot()))
    assert package["sources"] == []
    assert "created" not in package


def test_the_dictionary_names_every_column():
    text = schemas_to_dictionary()
    for schema in DATASETS:
        section = text.split(f"### {schema.name}\n")[1].split("\n### ")[0]
        assert [line.split("`")[1] for line in section.splitlines() if line.startswith("| `")] == list(schema.names)


def test_the_page_beside_the_data_counts_rows_and_shows_a_query_for_each_tool():
    text = snapshot_to_readme(snapshot())
    assert "1 journal issue(s), 2 document(s), 1 of them not readable" in text
    assert "| `repairs` | 8 |" in text
    assert all(tool in text for tool in ("import pandas", "import polars", "DuckDB"))
