"""What is published, as CSV, a workbook and a database: every row, every value, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pytest

from flows.cli import main
from flows.export import workbook
from flows.export.csv_files import text_to_safe, value_to_field
from flows.schema import DATASETS
from tests.example_dataset import example_dataset
from tests.publication import ingest

FORMULA = '=HYPERLINK("http://example.org","甲")'
LONG = "长" * 40_000


def make_dataset(content: bytes, name: str):
    dataset = example_dataset(content, name)
    article = replace(dataset.article, title=FORMULA, abstract=LONG, keywords=("产量", 'a "b", c'))
    return replace(dataset, article=article)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("export")
    for issue, name in (("2024-1", "one"), ("2024-1", "two"), ("2024-2", "three")):
        path = folder / "raw" / "学报" / issue / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    ingest(folder / "raw", folder / "output", extract=make_dataset)
    return folder


def published(folder: Path, dataset: str) -> pd.DataFrame:
    return pd.read_parquet(folder / "output" / "current" / dataset)


def run(*arguments: object) -> int:
    return main(["export", *map(str, arguments)])


@pytest.fixture(scope="module")
def csv_folder(folder) -> Path:
    assert run(folder / "output", folder / "tables") == 0
    return folder / "tables"


def test_csv_holds_every_row_and_column_in_the_order_published(folder, csv_folder):
    for schema in DATASETS:
        with (csv_folder / f"{schema.name}.csv").open(encoding="utf-8-sig", newline="") as file:
            head, *rows = csv.reader(file)
        expected = published(folder, schema.name)
        assert head == list(schema.names)
        assert len(rows) == len(expected)
        key = schema.names[0]
        assert [row[0] for row in rows] == [str(value) for value in expected[key]]


def test_csv_reads_back_as_the_same_values(folder, csv_folder):
    expected = published(folder, "observations")
    read = pd.read_csv(csv_folder / "observations.csv", dtype={"period": str, "text": str})
    assert read["value"].tolist()[0] == expected["value"][0] == 12.4
    assert read["value"].isna().tolist() == expected["value"].isna().tolist()
    assert read["period"].dropna().tolist() == expected["period"].dropna().tolist()
    articles = pd.read_csv(csv_folder / "articles.csv")
    assert articles["extracted_at"][0] == "2025-06-01T12:00:00Z"
    assert articles["keywords"][0] == '["产量", "a \\"b\\", c"]'
    assert articles["abstract"][0] == LONG


def test_csv_holds_no_formula(csv_folder):
    articles = pd.read_csv(csv_folder / "articles.csv")
    assert set(articles["title"]) == {f"'{FORMULA}"}
    for path in csv_folder.iterdir():
        with path.open(encoding="utf-8-sig", newline="") as file:
            fields = [field for row in csv.reader(file) for field in row]
        assert not [field for field in fields if field.startswith(("=", "+", "@"))]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        " =1",
        "\r=1",
        "\uff1d1+1",
        "\uff0b1+1",
        "\uff20A1",
        "-表",
    ],
)
def test_texts_that_spreadsheets_take_for_formulas_are_told_to_be_texts(text):
    assert text_to_safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-", "\uff0d", "--", "-5.2", "+3.5%", "-1,204.5", "12.4", "甲=乙", "a@b", ""])
def test_printed_numbers_and_signs_for_missing_values_stay_as_they_were_printed(text):
    assert text_to_safe(text) == text


@pytest.mark.parametrize(
    ("value", "field"),
    [
        (None, ""),
        ("", '""'),
        (True, "true"),
        (0.1, "0.1"),
        (1e-7, "1e-07"),
        (12, "12"),
        ('a "b"', '"a ""b"""'),
        ("a,b", '"a,b"'),
        ("a\nb", '"a\nb"'),
        ("'", "'"),
        (["=1", "2"], '"[""=1"", ""2""]"'),
        ([], "[]"),
    ],
)
def test_null_and_empty_are_told_apart_and_numbers_keep_their_digits(value, field):
    assert value_to_field(value) == field


def test_a_workbook_has_a_sheet_a_dataset_and_a_dictionary_and_texts_are_texts(folder):
    target = folder / "book.xlsx"
    assert run(folder / "output", target, "--format", "xlsx") == 0
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["dictionary", *(schema.name for schema in DATASETS)]
    for schema in DATASETS:
        sheet = book[schema.name]
        assert sheet.max_row == len(published(folder, schema.name)) + 1
        assert [cell.value for cell in sheet[1]] == list(schema.names)
    articles = book["articles"]
    values = {head.value: cell for head, cell in zip(articles[1], articles[2], strict=True)}
    assert values["title"].data_type == "s"
    assert values["title"].value == FORMULA
    assert len(values["abstract"].value) == workbook.LONGEST_TEXT
    assert values["abstract"].value.endswith(workbook.CUT)
    assert values["extracted_at"].value == datetime(2025, 6, 1, 12)  # noqa: DTZ001 (the format has no zones)
    assert values["doi"].value is None
    observations = book["observations"]
    column = [cell.value for cell in observations[1]].index("value")
    assert [row[column].value for row in observations.iter_rows(min_row=2)][:1] == [12.4]


def test_a_dataset_longer_than_a_sheet_goes_on_in_the_next(folder, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 21)
    assert run(folder / "output", folder / "long.xlsx", "--format", "xlsx") == 0
    book = openpyxl.load_workbook(folder / "long.xlsx")
    sheets = [book[name] for name in book.sheetnames if name.startswith("cells")]
    assert [sheet.title for sheet in sheets[:2]] == ["cells", "cells (2)"]
    assert sum(sheet.max_row - 1 for sheet in sheets) == len(published(folder, "cells"))
    assert all(sheet.cell(1, 1).value == "table_id" for sheet in sheets)


def test_a_database_has_a_table_a_dataset_with_types_and_descriptions(folder):
    target = folder / "data.duckdb"
    assert run(folder / "output", target, "--format", "duckdb") == 0
    with duckdb.connect(target, read_only=True) as connection:
        for schema in DATASETS:
            (count,) = connection.execute(f"SELECT count(*) FROM {schema.name}").fetchone()
            assert count == len(published(folder, schema.name))
        rows = connection.execute("SELECT keywords[2], title, epoch(extracted_at), year FROM articles").fetchall()
        assert rows[0] == ('a "b", c', FORMULA, 1748779200.0, 2024)
        types = dict(
            connection.execute(
                "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = 'observations'"
            ).fetchall()
        )
        assert (types["row_labels"], types["period_start"], types["value"]) == ("VARCHAR[]", "DATE", "DOUBLE")
        (comment,) = connection.execute(
            "SELECT comment FROM duckdb_columns() WHERE table_name = 'cells' AND column_name = 'text'"
        ).fetchone()
        assert "wrapped lines joined" in comment


@pytest.mark.parametrize("form", ["xlsx", "duckdb"])
def test_without_its_extra_a_form_is_refused_with_the_line_that_installs_it(folder, monkeypatch, capsys, form):
    needs, module = {"xlsx": ("xlsxwriter", "workbook"), "duckdb": ("duckdb", "database")}[form]
    monkeypatch.delitem(sys.modules, f"flows.export.{module}", raising=False)
    monkeypatch.setitem(sys.modules, needs, None)
    assert run(folder / "output", folder / f"none.{form}", "--format", form) == 2
    assert f"pip install 'shubiao[{form}]'" in capsys.readouterr().err
    assert not (folder / f"none.{form}").exists()


def test_what_is_there_is_replaced_only_when_asked(folder, csv_folder, capsys):
    assert run(folder / "output", csv_folder) == 2
    assert "is there already" in capsys.readouterr().err
    (csv_folder / "claims.csv").write_text("old", encoding="utf-8")
    assert run(folder / "output", csv_folder, "--force") == 0
    assert (csv_folder / "claims.csv").read_text(encoding="utf-8-sig").startswith("claim_id")


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("raw", "holds more than CSV files"),
        ("raw/学报/2024-1/one.txt", "is no folder"),
        ("raw/学报/2024-1/one.txt/x", "cannot be written"),
    ],
)
def test_nothing_of_the_users_is_lost(folder, capsys, target, words):
    assert run(folder / "output", folder / target, "--force") == 2
    assert words in capsys.readouterr().err
    assert (folder / "raw" / "学报" / "2024-1" / "one.txt").read_text(encoding="utf-8") == "one"


def test_a_folder_without_a_snapshot_is_refused(folder, capsys):
    assert run(folder / "raw", folder / "new") == 2
    assert "holds no snapshot" in capsys.readouterr().err
    assert not (folder / "new").exists()
    assert not [path for path in folder.iterdir() if path.name.startswith(".shubiao-")]
