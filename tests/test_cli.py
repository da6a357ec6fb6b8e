from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from flows.cli import main
from flows.schema import DATASETS
from tests.example_article import ARTICLE
from tests.publication import ingest as publish

GRID = [["年份", "粮食", "油料"], ["2019", "12.0", "1.98"], ["2020", "12.4", "2.05"]]


@pytest.fixture
def article(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-m", "flows.cli", *arguments]
    variables = os.environ | environment
    return subprocess.run(program, capture_output=True, encoding="utf-8", check=False, env=variables, timeout=120)


def test_markdown_is_shown_with_counts_and_tables_as_pipes(article, capsys):
    assert main(["extract", str(article)]) == 0
    text = capsys.readouterr().out
    assert "1 tables, 4 observations" in text
    assert "| 年份 | 粮食 | 油料 |\n|---|---|---|\n| 2019 | 12.0 | 1.98 |" in text


def test_json_holds_every_dataset_and_the_grids(article, capsys):
    assert main(["extract", str(article), "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    names = {"article", "tables", "observations", "claims", "checks", "indicators", "numerals", "repairs"}
    assert set(document) == names
    (table,) = document["tables"]
    assert (table["grid"], table["spans"], table["row_pages"]) == (GRID, [], None)
    schemas = {schema.name: schema.names for schema in DATASETS}
    assert tuple(table)[: len(schemas["tables"])] == schemas["tables"]
    assert tuple(document["observations"][0]) == schemas["observations"]
    assert set(schemas["articles"]) - set(document["article"]) == {"extracted_at"}
    assert sorted(row["value"] for row in document["observations"]) == [1.98, 2.05, 12.0, 12.4]
    assert document["article"]["status"] == "ok"


def test_csv_writes_one_file_for_each_table(article, capsys):
    assert main(["extract", str(article), "--format", "csv"]) == 0
    assert capsys.readouterr().out == "article-tables/article-table-1.csv\n"
    with Path("article-tables/article-table-1.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == GRID


def test_tables_of_two_documents_can_be_written_into_one_folder(article):
    Path("other.txt").write_text(ARTICLE.replace("12.4", "12.9"), encoding="utf-8")
    for name in ("article.txt", "other.txt"):
        assert main(["extract", name, "--format", "csv", "--output", "tables"]) == 0
    assert "12.4" in Path("tables/article-table-1.csv").read_text(encoding="utf-8")
    assert "12.9" in Path("tables/other-table-1.csv").read_text(encoding="utf-8")


def test_csv_of_a_text_without_tables_says_so_and_writes_nothing(tmp_path, capsys):
    (tmp_path / "prose.txt").write_text("本文没有任何数据，只有文字。\n", encoding="utf-8")
    assert main(["extract", str(tmp_path / "prose.txt"), "--format", "csv", "--output", str(tmp_path / "out")]) == 0
    assert "holds no table" in capsys.readouterr().out
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("form", "name"), [("markdown", "article.md"), ("json", "article.json")])
def test_any_format_can_be_written_into_a_folder(article, capsys, form, name):
    assert main(["extract", str(article), "--format", form, "--output", "out/put"]) == 0
    assert capsys.readouterr().out == f"out/put/{name}\n"
    assert "12.4" in Path("out/put", name).read_text(encoding="utf-8")


def test_the_dictionary_is_printed(capsys):
    assert main(["schema"]) == 0
    assert "### observations" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["frobnicate"], "frobnicate"),
        (["ingest"], "raw"),
        (["ingest", "nowhere"], "nowhere: there is no such file or folder"),
        (["ingest", ".", "--timeout", "0"], "timeout"),
        (["ingest", ".", "--memory", "1"], "memory"),
        (["ingest", ".", "--workers", "many"], "workers"),
        (["ingest", ".", "--colour"], "--colour"),
        (["extract", "nowhere.pdf"], "nowhere.pdf: there is no such file"),
        (["extract", "."], "is a folder"),
        (["extract", "article.txt", "--format", "xml"], "format"),
        (
            ["extract", "article.txt", "--output", "article.txt"],
            "cannot be written (file exists); choose another --output",
        ),
        (["extract", "article.txt", "once more.txt"], "too many arguments: once more.txt"),
    ],
)
def test_wrong_usage_is_one_sentence_on_standard_error(article, capsys, arguments, words):
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert words in said.err.lower()
    assert said.err.startswith("shubiao: ")
    assert said.err.count("\n") == 1


def test_a_document_that_cannot_be_read_is_one_sentence_that_names_it(tmp_path, capsys):
    (tmp_path / "empty.pdf").touch()
    assert main(["extract", str(tmp_path / "empty.pdf")]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "empty.pdf: the file is empty" in said.err
    assert said.err.count("\n") == 1


def test_an_output_that_is_a_file_is_refused(article, capsys):
    Path("out").write_text("a file", encoding="utf-8")
    assert main(["ingest", str(article), "--output", "out"]) == 2
    assert "out: cannot be written" in capsys.readouterr().err


def test_nothing_to_do_is_said_at_once_and_loads_no_engine(article, tmp_path):
    publish(article, tmp_path / "output")
    program = (
        "import sys; from flows.cli import main; status = main(['ingest', 'article.txt']);"
        "print({'prefect', 'pandas', 'pyarrow', 'numpy', 'pdfplumber', 'pebble', 'rich'} & set(sys.modules));"
        "sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Nothing has changed: 1 document published already.")
    assert 'pd.read_parquet("output/current/observations")' in done.stdout
    assert done.stdout.endswith("set()\n")


def test_failures_that_are_published_already_are_said_again(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "good.txt").write_text("good", encoding="utf-8")
    (tmp_path / "raw" / "gone.txt").symlink_to("nowhere")
    publish(tmp_path / "raw", tmp_path / "output")
    assert main(["ingest", "raw"]) == 1
    said = capsys.readouterr()
    assert "articles                            2 (1 failed)" in said.out
    assert said.err.startswith("shubiao: gone.txt: UnreadableSourceError: is a link to a file that is not there")
    assert main(["ingest", "raw/good.txt"]) == 0


def test_help_and_version_work(capsys):
    assert main(["--help"]) == 0
    assert main(["ingest", "--help"]) == 0
    assert "<journal>/<year>-<number>/" in " ".join(capsys.readouterr().out.split())
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.strip() == version("shubiao") != "0.0.0"


def test_a_reader_that_has_enough_is_no_error(article):
    program = f"{sys.executable} -m flows.cli schema | head -n 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", program], capture_output=True, encoding="utf-8", check=False, timeout=60)
    assert done.stdout.splitlines() == ["## Data dictionary", "0"]
    assert done.stderr == ""


@pytest.mark.parametrize(("streams", "status"), [(">/dev/full", 2), (">&-", 0), (">&- 2>&-", 0)])
def test_a_full_or_closed_output_is_no_fault_of_the_program(article, streams, status):
    program = f"{sys.executable} -m flows.cli schema {streams}"
    done = subprocess.run(["bash", "-c", program], capture_output=True, encoding="utf-8", check=False, timeout=60)
    assert done.returncode == status
    assert done.stderr == ("shubiao: the output: No space left on device.\n" if status else "")


def test_characters_are_written_as_utf_8_whatever_the_locale(article):
    done = run("extract", str(article), LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "粮食" in done.stdout
