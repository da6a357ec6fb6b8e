"""Corrections files beside documents, from the folder to what is published."""

from __future__ import annotations

import os
import pickle
from datetime import timedelta
from functools import partial
from pathlib import Path

import pandas as pd
import pytest
from pyarrow import parquet

from extractors.corrections import no_claim_to_snippet
from extractors.corrections.read import LARGEST_FILE
from flows.bucket import Bucket
from flows.cli import main
from flows.corrections import CorrectionsFile, pair_files, read_file
from flows.failure import RunError
from flows.isolation import open_workers, read_documents
from flows.knowledge import Knowledge, extract_knowing
from flows.limits import Limits
from flows.manifest import read_snapshot
from flows.outcome import find_outcome, outcome_to_markdown
from flows.parts import gather_rows
from flows.place import open_place
from flows.plan import make_plan
from flows.settling import leave_unsettled
from flows.sources import find_sources
from flows.summary import find_warnings, summarise
from tests.example_article import ARTICLE
from tests.publication import NOON, ingest
from tests.stores import make_bucket, serve, told
from tests.test_corrections import ARTICLE as MISREAD
from tests.test_corrections import MISPRINT

READ = partial(extract_knowing, Knowledge())
HEAD = 'author = "Wang Fang"\n'
FITS = HEAD + MISPRINT
MISFIT = FITS + MISPRINT.replace('"t1"', '"t9"')


@pytest.fixture
def raw(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "raw" / "学报" / "2024-1"
    folder.mkdir(parents=True)
    (folder / "article.txt").write_text(MISREAD, encoding="utf-8")
    (folder / "other.txt").write_text(ARTICLE, encoding="utf-8")
    return folder


@pytest.fixture
def output(tmp_path) -> Path:
    return tmp_path / "output"


def correct(raw: Path, text: str, name: str = "article.corrections.toml") -> Path:
    (raw / name).write_text(text, encoding="utf-8")
    return raw / name


def load(output: Path, dataset: str, source: str | None = None) -> pd.DataFrame:
    frame = pd.read_parquet(output / "current" / dataset)
    if source is None:
        return frame
    articles = pd.read_parquet(output / "current" / "articles").set_index("source")
    return frame[frame["article_id"] == articles.loc[source, "article_id"]].reset_index(drop=True)


def files(output: Path) -> dict[str, bytes]:
    current = (output / "current").resolve()
    return {path.relative_to(current).as_posix(): path.read_bytes() for path in current.rglob("*.parquet")}


def test_a_correction_is_published_and_taken_back_byte_for_byte(raw, output):
    ingest(raw, output, extract=READ)
    before, other = files(output), load(output, "observations", "学报/2024-1/other.txt")
    file = correct(raw, FITS)
    plan, read = ingest(raw, output, extract=READ)
    assert (plan.reasons, read) == ({"corrected": 1}, ["学报/2024-1/article.txt"])
    observations = load(output, "observations", "学报/2024-1/article.txt")
    (row,) = observations[observations["corrected"]].to_dict("records")
    assert (row["text"], row["value"], row["confidence"]) == ("13.1", 13.1, 1.0)
    repairs = load(output, "repairs")
    (repair,) = repairs[repairs["source"] != "reader"].to_dict("records")
    assert repair["subject"] == row["observation_id"]
    assert (repair["before"], repair["after"], repair["author"]) == ("18.1", "13.1", "Wang Fang")
    assert (repair["reason"], repair["source"]) == ("18.1 was read for 13.1", "article.corrections.toml")
    assert (repair["source_start"], repair["source_end"]) == (row["source_start"], row["source_end"])
    checks, indicators = load(output, "checks"), load(output, "indicators")
    assert "contradicts" not in set(checks["verdict"])
    assert any("13.1 / 12.4" in formula for formula in indicators["formula"])
    pd.testing.assert_frame_equal(load(output, "observations", "学报/2024-1/other.txt"), other)
    assert ingest(raw, output, extract=READ)[0].is_empty

    file.unlink()
    plan, read = ingest(raw, output, extract=READ)
    assert (plan.reasons, read) == ({"corrected": 1}, ["学报/2024-1/article.txt"])
    assert files(output) == before


def test_a_number_that_is_no_claim_is_published_as_prose_and_taken_back_byte_for_byte(raw, output):
    ingest(raw, output, extract=READ)
    before, claims = files(output), load(output, "claims", "学报/2024-1/article.txt")
    taken = claims[claims["text"] == "12%"].iloc[0]
    file = correct(
        raw,
        HEAD
        + no_claim_to_snippet(taken["claim_id"], taken["sentence"], "12%").replace(
            'author = ""\nreason = ""', 'reason = "the rate of a tariff"'
        ),
    )
    assert ingest(raw, output, extract=READ)[1] == ["学报/2024-1/article.txt"]
    left = load(output, "claims", "学报/2024-1/article.txt")
    pd.testing.assert_frame_equal(left, claims[claims["claim_id"] != taken["claim_id"]].reset_index(drop=True))
    repairs = load(output, "repairs")
    (repair,) = repairs[repairs["source"] != "reader"].to_dict("records")
    assert (repair["subject"], repair["rule"], repair["before"], repair["after"]) == (
        taken["claim_id"],
        "not_a_claim",
        "12%",
        "",
    )
    assert (repair["author"], repair["reason"]) == ("Wang Fang", "the rate of a tariff")
    numerals = load(output, "numerals", "学报/2024-1/article.txt")
    (numeral,) = numerals[numerals["reason"] == "correction"].to_dict("records")
    assert (numeral["text"], numeral["outcome"], numeral["source_start"]) == (
        "12",
        "not_a_claim",
        taken["source_start"],
    )
    assert taken["claim_id"] not in set(load(output, "checks")["subject"])
    file.unlink()
    ingest(raw, output, extract=READ)
    assert files(output) == before


def test_taken_back_later_only_the_time_of_the_extraction_differs(raw, output):
    ingest(raw, output, extract=READ)
    before, articles = files(output), load(output, "articles")
    file = correct(raw, FITS)
    ingest(raw, output, extract=READ, now=NOON + timedelta(hours=1))
    file.unlink()
    ingest(raw, output, extract=READ, now=NOON + timedelta(hours=2))
    after = files(output)
    assert {name: content for name, content in after.items() if not name.startswith("articles/")} == {
        name: content for name, content in before.items() if not name.startswith("articles/")
    }
    pd.testing.assert_frame_equal(
        load(output, "articles").drop(columns="extracted_at"), articles.drop(columns="extracted_at")
    )


def test_changed_corrections_have_their_document_read_again_and_no_other(raw, output):
    correct(raw, FITS)
    ingest(raw, output, extract=READ)
    assert ingest(raw, output, extract=READ)[0].is_empty
    correct(raw, FITS.replace("was read for", "stands for"))
    plan, read = ingest(raw, output, extract=READ)
    assert (plan.reasons, read) == ({"corrected": 1}, ["学报/2024-1/article.txt"])
    correct(raw, FITS, "other.corrections.toml")
    assert ingest(raw, output, extract=READ)[1] == ["学报/2024-1/other.txt"]
    assert "1 document read (1 corrected)" in summarise(
        plan, read_snapshot(open_place(output)), open_place(output), compared=True
    )


def test_what_does_not_fit_is_a_warning_of_the_article_and_of_each_run(raw, output):
    correct(raw, MISFIT)
    plan, _ = ingest(raw, output, extract=READ)
    place = open_place(output)
    articles = load(output, "articles").set_index("source")
    (warning,) = articles.loc["学报/2024-1/article.txt", "warnings"]
    assert warning.startswith("article.corrections.toml, cell 2 (line 9): there is no table 't9'")
    assert articles["status"].tolist() == ["ok", "ok"]
    assert load(output, "observations")["corrected"].sum() == 1
    said = (f"学报/2024-1/article.txt: {warning}",)
    assert find_warnings(plan, read_snapshot(place), str(raw), place) == said
    outcome = find_outcome(plan, place)
    assert (outcome.warnings, outcome.sentence.split(". ")[-1]) == (said, "Corrections that do not apply: 1.")
    assert "## Corrections that do not apply" in outcome_to_markdown(outcome)
    # Nobody mended it: the next run says so again, without reading anything.
    again, read = ingest(raw, output, extract=READ)
    assert (again.is_empty, read) == (True, [])
    assert find_warnings(again, read_snapshot(place), str(raw), place) == said
    assert find_warnings(again, read_snapshot(place), str(raw.parent / "2024-2"), place) == ()


def test_the_manifest_keeps_the_first_of_many_warnings(raw, output):
    correct(raw, HEAD + MISPRINT.replace('"t1"', '"t9"') * 30)
    ingest(raw, output, extract=READ)
    articles = load(output, "articles").set_index("source")
    assert len(articles.loc["学报/2024-1/article.txt", "warnings"]) == 30
    document = read_snapshot(open_place(output)).documents[0]
    assert len(document.warnings) == 21
    assert document.warnings[-1] == "10 more do not apply; articles.warnings has them all."


def test_a_file_without_a_document_is_reported_and_is_no_document(raw, output):
    correct(raw, FITS, "artcile.corrections.toml")
    correct(raw, FITS, "corrections.toml")
    correct(raw, FITS, ".hidden.corrections.toml")
    (raw / "readme.txt").write_text("", encoding="utf-8")
    correct(raw, FITS, "readme.corrections.toml")
    plan, read = ingest(raw, output, extract=READ)
    assert len(read) == 2
    assert plan.skipped == ()
    assert [stray.split(": ")[0] for stray in plan.strays] == [
        "学报/2024-1/artcile.corrections.toml",
        "学报/2024-1/corrections.toml",
        "学报/2024-1/readme.corrections.toml",
    ]
    assert plan.strays[0].endswith(
        "belongs to no document; the corrections of a.pdf are in a.corrections.toml, beside it."
    )
    place = open_place(output)
    assert find_warnings(plan, read_snapshot(place), str(raw), place) == plan.strays


@pytest.mark.parametrize(
    ("corrections", "files", "strays"),
    [
        (["a.corrections.toml"], {"a.pdf": "a.corrections.toml"}, {}),
        (["a.pdf.corrections.toml"], {"a.pdf": "a.pdf.corrections.toml"}, {}),
        (["A.Corrections.TOML"], {}, {"A.Corrections.TOML": "belongs to no document"}),
        (["a.Corrections.TOML"], {"a.pdf": "a.Corrections.TOML"}, {}),
        (["b.corrections.toml"], {}, {"b.corrections.toml": "could belong to b.pdf or b.txt; call it b.pdf.corr"}),
        (["b.txt.corrections.toml"], {"b.txt": "b.txt.corrections.toml"}, {}),
        (
            ["b.corrections.toml", "b.pdf.corrections.toml", "b.txt.corrections.toml"],
            {"b.pdf": "b.pdf.corrections.toml", "b.txt": "b.txt.corrections.toml"},
            {"b.corrections.toml": "could belong to"},
        ),
        (
            ["a.corrections.toml", "a.pdf.corrections.toml"],
            {"a.pdf": "a.pdf.corrections.toml"},
            {"a.corrections.toml": "is not read, since a.pdf has a.pdf.corrections.toml"},
        ),
        (["c.d.corrections.toml"], {"c.d.pdf": "c.d.corrections.toml"}, {}),
        (["corrections.toml", ".corrections.toml"], {}, {"corrections.toml": "", ".corrections.toml": ""}),
    ],
)
def test_a_file_belongs_to_the_document_that_it_is_called_after(corrections, files, strays):
    pairs = pair_files(["a.pdf", "b.pdf", "b.txt", "c.d.pdf"], corrections)
    assert pairs.files == files
    assert pairs.strays.keys() == strays.keys()
    assert all(pairs.strays[name].startswith(words) for name, words in strays.items())


def test_a_document_alone_has_the_corrections_that_it_has_in_its_folder(raw):
    correct(raw, FITS)
    (alone,) = find_sources(raw / "article.txt").documents
    (_, together) = sorted(find_sources(raw.parent).documents, key=lambda source: source.corrections is not None)
    assert alone == together
    assert alone.corrections.content == FITS.encode()
    with pytest.raises(RunError, match="holds corrections of a document; give the document, or the folder of both"):
        find_sources(raw / "article.corrections.toml")


def test_a_file_that_cannot_be_read_costs_no_document(raw, output):
    (raw / "article.corrections.toml").write_bytes(b"#" * (LARGEST_FILE + 1))
    os.mkfifo(raw / "other.corrections.toml")  # nobody ever writes into it
    ingest(raw, output, extract=READ)
    warnings = load(output, "articles").set_index("source")["warnings"]
    assert warnings.map(list).tolist() == [
        ["article.corrections.toml: is larger than 256 KiB; none of it is used."],
        ["other.corrections.toml: is not a regular file; none of it is used."],
    ]
    gone = read_file(raw / "gone.corrections.toml", "gone.corrections.toml")
    assert gone.corrections.problems == (
        "gone.corrections.toml: cannot be read (No such file or directory); none of it is used.",
    )


def test_workers_are_handed_the_corrections_and_survive_hostile_ones(raw, tmp_path):
    for content, value in ((FITS, 13.1), ("a." * 100_000 + "a = 1", 18.1), ("a = " + "[" * 100_000, 18.1)):
        correct(raw, content)
        plan = make_plan(raw, open_place(tmp_path / "out"), limits="", now=NOON)
        readings = [reading for issue in plan.changed for reading in issue.readings]
        assert pickle.loads(pickle.dumps(readings)) == readings
        with open_workers(Limits(60), 1, READ) as workers:
            parts = dict(read_documents(workers, readings, tmp_path))
        (observations,) = gather_rows("observations", [parts[0]])
        assert observations["value"].to_pylist()[3] == value
        assert parts[0].document.status == "ok"
        assert len(parts[0].document.warnings) == (0 if value == 13.1 else 1)


def test_corrections_that_are_being_written_hold_their_document_back(raw):
    correct(raw, FITS)
    for name in ("article.txt", "other.txt"):
        os.utime(raw / name, (1, 1))
    born = (raw / "article.corrections.toml").stat().st_ctime
    found = find_sources(raw)

    def divide(later: float) -> list[str]:
        settled = leave_unsettled(found, 60, now=lambda: born + later, wait=lambda _: None)
        return [source.path.name for source in settled.unsettled]

    assert divide(30) == ["article.txt", "other.txt"]  # their own entries are as new
    assert divide(70) == []
    correct(raw, FITS + "#")  # longer than what was read of it
    assert divide(70) == ["article.txt"]


@pytest.fixture(scope="module")
def server():
    with serve() as endpoint, told(endpoint):
        yield endpoint


def test_corrections_in_a_bucket_are_those_of_a_folder(server, raw, output, tmp_path):
    bucket = Bucket(make_bucket("corrections"))
    for file in raw.iterdir():
        bucket.write(f"raw/学报/2024-1/{file.name}", file.read_bytes())
    address = f"{bucket.address}/raw"
    ingest(address, output, extract=READ)
    for name in ("article.corrections.toml", "stray.corrections.toml"):
        bucket.write(f"raw/学报/2024-1/{name}", FITS.encode())
    plan, read = ingest(address, output, extract=READ)
    assert (plan.reasons, read) == ({"corrected": 1}, ["学报/2024-1/article.txt"])
    assert [stray.split(":")[0] for stray in plan.strays] == ["学报/2024-1/stray.corrections.toml"]
    assert ingest(address, output, extract=READ)[0].is_empty
    one = f"{address}/学报/2024-1/article.txt"
    again, read = ingest(one, output, extract=READ)
    assert (again.is_empty, again.strays, read) == (True, (), [])

    correct(raw, FITS)
    ingest(raw.parent.parent, tmp_path / "local", extract=READ)
    assert files(tmp_path / "local") == files(output)

    bucket.write("raw/学报/2024-1/article.corrections.toml", b" " * (LARGEST_FILE + 1))
    ingest(address, output, extract=READ)
    (warning,) = load(output, "articles").set_index("source").loc["学报/2024-1/article.txt", "warnings"]
    assert warning == "article.corrections.toml: is larger than 256 KiB; none of it is used."
    with pytest.raises(RunError, match="holds corrections of a document"):
        ingest(f"{address}/学报/2024-1/article.corrections.toml", output)


def test_one_document_is_shown_as_corrected_with_what_was_corrected(raw, capsys):
    correct(raw, MISFIT)
    assert main(["extract", str(raw / "article.txt")]) == 0
    shown = capsys.readouterr()
    assert "| 2021 | 13.1 | 1.98 | 15.08 |" in shown.out
    assert "- t1/r2c1: 18.1 → 13.1 (18.1 was read for 13.1; Wang Fang)" in shown.out
    assert shown.err.startswith("shubiao: article.corrections.toml, cell 2 (line 9): there is no table 't9'")


def test_the_command_says_which_corrections_apply(raw, capsys):
    assert main(["corrections", "raw"]) == 0
    assert capsys.readouterr().out == "No document has corrections.\n"
    correct(raw, FITS)
    assert main(["corrections", "raw"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "学报/2024-1/article.txt: 1 of article.corrections.toml applied, 0 not",
        "  applied      cell 1 (line 2)",
    ]
    correct(raw, MISFIT)
    correct(raw, FITS, "stray.corrections.toml")
    (raw / "empty.txt").write_text("", encoding="utf-8")
    correct(raw, FITS, "empty.corrections.toml")
    assert main(["corrections", "raw"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "学报/2024-1/article.txt: 1 of article.corrections.toml applied, 1 not"
    assert lines[2].startswith("  not applied  cell 2 (line 9): there is no table 't9'")
    assert lines[3].startswith("empty.corrections.toml: 学报/2024-1/empty.txt cannot be read")
    assert lines[4].startswith("学报/2024-1/stray.corrections.toml: belongs to no document")
    assert not Path("output").exists()


def test_parquet_says_what_the_flag_means(raw, output):
    ingest(raw, output, extract=READ)
    for dataset in ("tables", "cells", "observations", "claims"):
        (path,) = (output / "current" / dataset).glob("*.parquet")
        field = parquet.read_schema(path).field("corrected")
        assert (str(field.type), field.nullable) == ("bool", False)
        assert b"corrections file" in field.metadata[b"description"]


def test_names_are_part_of_the_key():
    keys = {
        CorrectionsFile("a.corrections.toml", b"1").key,
        CorrectionsFile("a.pdf.corrections.toml", b"1").key,
        CorrectionsFile("a.corrections.toml", b"2").key,
        CorrectionsFile("a.corrections.toml", fault="1").key,
    }
    assert len(keys) == 4
