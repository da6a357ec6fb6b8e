"""The published sample as an analyst finds it: what the data dictionary promises of every row."""

from __future__ import annotations

import json
import math
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pytest
from pyarrow import parquet

import extractors
from flows.fields import DatasetSchema
from flows.parquet import schema_to_arrow
from flows.schema import DATASETS
from tests.publication import ingest

RAW = Path(__file__).parent.parent / "raw"
NAMES = [schema.name for schema in DATASETS]
DIMENSIONS = ("entity", "partner", "category", "indicator")


@pytest.fixture(scope="module")
def current(tmp_path_factory) -> Path:
    output = tmp_path_factory.mktemp("published")
    ingest(RAW, output, extract=extractors.extract)
    return output / "current"


@pytest.fixture(scope="module")
def data(current) -> dict[str, list[dict]]:
    return {name: parquet.read_table(current / name).to_pylist() for name in NAMES}


@pytest.fixture(scope="module")
def texts(data) -> dict[str, str]:
    """The sources that are texts, by article."""
    texts = {}
    for article in data["articles"]:
        path = RAW / article["source"]
        assert sha256(path.read_bytes()).hexdigest() == article["sha256"]
        if article["media_type"] == "text/plain":
            texts[article["article_id"]] = path.read_bytes().decode(article["encoding"]).removeprefix("\ufeff")
    return texts


def squeeze(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("schema", DATASETS, ids=NAMES)
def test_every_file_has_the_columns_types_and_nullability_of_the_dictionary(current, schema: DatasetSchema):
    for path in (current / schema.name).iterdir():
        assert parquet.read_schema(path).equals(schema_to_arrow(schema))


@pytest.mark.parametrize("schema", DATASETS, ids=NAMES)
def test_unknown_is_null_and_nothing_else(data, schema: DatasetSchema):
    # An empty cell is printed as nothing, and what is mended may have to be nothing.
    empty = {("cells", "text"), ("repairs", "before"), ("repairs", "after")}
    for row in data[schema.name]:
        for field in schema.fields:
            value, where = row[field.name], f"{schema.name}.{field.name} of {row}"
            assert field.nullable or value is not None, where
            assert (schema.name, field.name) in empty or not isinstance(value, str) or value.strip(), where
            assert not isinstance(value, float) or math.isfinite(value), where
            if isinstance(value, list) and field.name not in {"row_labels", "column_labels"}:
                assert all(value), where
            if value is not None and (codes := field.values):  # noqa: PD011 (a tuple, not a frame)
                assert value in codes, where


@pytest.mark.parametrize("schema", [schema for schema in DATASETS if schema.key], ids=lambda schema: schema.name)
def test_keys_are_unique(data, schema: DatasetSchema):
    keys = [tuple(row[name] for name in schema.key) for row in data[schema.name]]
    assert len(set(keys)) == len(keys)


def test_ids_name_the_rows_that_they_belong_to(data):
    for dataset, name, letter in (
        ("tables", "table_id", "t"),
        ("claims", "claim_id", "c"),
        ("checks", "check_id", "k"),
        ("indicators", "indicator_id", "i"),
    ):
        for row in data[dataset]:
            article, _, tail = row[name].partition("/")
            assert (article, tail[0], tail[1:].isdigit()) == (row["article_id"], letter, True)
    for row in data["observations"]:
        assert row["observation_id"] == f"{row['table_id']}/r{row['row_index']}c{row['column_index']}"


def test_every_reference_resolves(data):
    issues = {row["article_id"]: row["issue"] for row in data["articles"]}
    tables = {row["table_id"]: row["article_id"] for row in data["tables"]}
    observations = {row["observation_id"] for row in data["observations"]}
    claims = {row["claim_id"] for row in data["claims"]}
    anything = {*issues, *tables, *observations, *claims}
    for name in NAMES:
        for row in data[name]:
            assert issues[row["article_id"]] == row["issue"]
            assert "table_id" not in row or tables[row["table_id"]] == row["article_id"]
    for row in data["checks"]:
        assert row["subject"] in anything
        assert set(row["inputs"]) <= observations | claims
    for row in data["indicators"]:
        assert set(row["inputs"]) <= observations
        assert row["stated_by"] is None or row["stated_by"] in observations | claims
    for row in data["numerals"]:
        assert row["subject"] is None or row["subject"] in anything
        assert (row["outcome"] in {"cell", "claim"}) <= (row["subject"] is not None)


def test_articles_count_their_rows(data):
    for article in data["articles"]:
        own = {name: [row for row in data[name] if row["article_id"] == article["article_id"]] for name in NAMES}
        assert article["status"] == "ok"
        for name in ("tables", "observations", "claims", "numerals"):
            assert article[name] == len(own[name]) > 0
        assert article["contradictions"] == sum(row["verdict"] == "contradicts" for row in own["checks"])
        assert article["numerals_unaccounted"] == sum(row["outcome"] == "unaccounted" for row in own["numerals"])


def test_cells_fill_their_tables_once_and_observations_lie_in_their_bodies(data):
    cells = {(row["table_id"], row["row_index"], row["column_index"]): row for row in data["cells"]}
    for table in data["tables"]:
        covered = [
            (row, column)
            for cell in data["cells"]
            if cell["table_id"] == table["table_id"]
            for row in range(cell["row_index"], cell["row_index"] + cell["row_span"])
            for column in range(cell["column_index"], cell["column_index"] + cell["column_span"])
        ]
        assert sorted(covered) == [(row, column) for row in range(table["rows"]) for column in range(table["columns"])]
    for row in data["observations"]:
        cell = cells[row["table_id"], row["row_index"], row["column_index"]]
        assert (cell["role"], cell["text"]) == ("body", row["text"])


def test_offsets_of_texts_slice_back_to_what_was_printed(data, texts):
    assert texts
    for name in ("cells", "observations", "numerals", "claims"):
        for row in data[name]:
            if row["article_id"] not in texts or not row["text"]:
                continue
            printed = texts[row["article_id"]][row["source_start"] : row["source_end"]]
            # The two words of a corner cut by a diagonal are joined by a stroke.
            stroke = "/" if row.get("role") == "corner" else " "
            assert squeeze(row["text"].replace(stroke, "")) == squeeze(printed.replace(stroke, "")), f"{name}: {row}"


def test_places_are_pages_and_boxes_in_pdfs_and_offsets_alone_in_texts(data, texts):
    pages = {row["article_id"]: row["pages"] for row in data["articles"]}
    for name in ("tables", "cells", "observations", "claims", "numerals", "repairs"):
        for row in data[name]:
            box = [row[side] for side in ("x0", "top", "x1", "bottom")]
            if row["article_id"] in texts:
                assert (row.get("page"), box) == (None, [None] * 4)
            elif row["page"] is not None:
                assert 1 <= row["page"] <= pages[row["article_id"]]
                assert 0 <= row["x0"] <= row["x1"] < 2000
                assert 0 <= row["top"] <= row["bottom"] < 2000
            else:
                # Nothing is printed in an empty cell whose place the lines around it do not give.
                assert name == "cells"
                assert not row["text"]
            if row["source_start"] is not None:
                assert row["source_start"] < row["source_end"]


def test_claims_stand_in_their_sentences(data):
    for row in data["claims"]:
        assert row["sentence"][row["char_start"] : row["char_end"]] == row["text"]


@pytest.mark.parametrize("name", ["observations", "claims"])
def test_base_values_are_values_times_the_power_of_ten(data, name):
    for row in data[name]:
        if row["value"] is None or row["unit_multiplier"] is None:
            assert row["value_base"] is None
        else:
            assert math.isclose(row["value_base"], row["value"] * 10.0 ** row["unit_multiplier"], rel_tol=1e-12)
        assert (row["unit"] is None and row["unit_code"] is None) == (row["unit_from"] is None)
        assert (row["unit_code"] is None) == (row["unit_multiplier"] is None)
        assert row["value_to"] is None or row["value_to"] >= row["value"]
        assert row["decimals"] is None or row["decimals"] >= 0


@pytest.mark.parametrize("name", ["observations", "claims"])
def test_every_dimension_that_is_known_says_where_it_was_taken_from(data, name):
    for row in data[name]:
        for dimension in DIMENSIONS:
            known = row[dimension] is not None or row[f"{dimension}_code"] is not None
            assert known == (row[f"{dimension}_from"] is not None), f"{dimension} of {row}"
        assert (row["period"] is None) == (row["period_from"] is None)


def test_missing_values_have_a_status_and_numbers_none_of_it(data):
    for row in data["observations"]:
        assert (row["status"] == "O") == (row["value"] is None)
        assert (row["period_start"] is None) == (row["period_end"] is None)
        assert row["period_start"] is None or row["period_start"] <= row["period_end"]


def test_intervals_hold_what_they_are_about(data):
    for row in data["checks"]:
        ends = [row[name] for name in ("expected_low", "expected", "expected_high") if row[name] is not None]
        assert ends == sorted(ends)
    for name in ("tables", "cells", "observations", "claims"):
        assert all(0 <= row["confidence"] <= 1 for row in data[name])


def test_the_data_package_is_what_the_standard_asks_for(current):
    package = json.loads((current / "datapackage.json").read_text(encoding="utf-8"))
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert [licence["name"] for licence in package["licenses"]] == ["CC0-1.0"]
    names = [resource["name"] for resource in package["resources"]]
    assert names == NAMES
    for resource in package["resources"]:
        contents = [(current / path).read_bytes() for path in resource["path"]]
        assert resource["bytes"] == sum(map(len, contents))
        assert [file["hash"] for file in resource["files"]] == [f"sha256:{sha256(c).hexdigest()}" for c in contents]
        assert resource["rows"] == len(pd.read_parquet(current / resource["name"]))
        columns = [field["name"] for field in resource["schema"]["fields"]]
        assert columns == parquet.read_schema(current / resource["path"][0]).names
        assert set(resource["schema"].get("primaryKey", [])) <= set(columns)
        for key in resource["schema"].get("foreignKeys", []):
            assert key["reference"]["resource"] in names


def test_queries_of_the_page_beside_the_data_run(current, monkeypatch):
    page = (current / "README.md").read_text(encoding="utf-8")
    query = page.split("pandas:\n\n```python\n")[1].split("```")[0]
    *statements, last = query.strip().splitlines()
    monkeypatch.chdir(current.parent)
    found: dict[str, object] = {}
    exec("\n".join([*statements, f"answer = {last}"]), found)
    assert len(found["answer"]) == 20
