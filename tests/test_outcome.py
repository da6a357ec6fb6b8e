from __future__ import annotations

from pathlib import Path

import pytest

from flows.failure import Failure
from flows.outcome import find_outcome, find_report, outcome_to_markdown, outcome_to_rows
from flows.place import open_place
from tests.example_dataset import example_dataset
from tests.publication import ingest
from tests.test_findings import HOSTILE, checked, hostile


@pytest.fixture
def raw(tmp_path) -> Path:
    for name in ("甲刊/2024-1/a.txt", "甲刊/2024-1/b.txt", "乙刊/2024-2/c.txt"):
        path = tmp_path / "raw" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return tmp_path / "raw"


def run(raw, *, extract=example_dataset, **more):
    plan, _ = ingest(raw, raw.parent / "output", extract=extract, **more)
    return find_outcome(plan, open_place(raw.parent / "output"))


def test_every_document_that_was_read_is_a_row_and_those_that_failed_come_first(raw):
    def read(content, name):
        return Failure("Damage", "is damaged.") if name.endswith("b.txt") else example_dataset(content, name)

    outcome = run(raw, extract=read)
    rows = outcome_to_rows(outcome)
    assert [(row["issue"], row["document"], row["status"]) for row in rows] == [
        ("甲刊/2024-1", "甲刊/2024-1/b.txt", "failed"),
        ("乙刊/2024-2", "乙刊/2024-2/c.txt", "ok"),
        ("甲刊/2024-1", "甲刊/2024-1/a.txt", "ok"),
    ]
    assert rows[0]["error"] == "Damage: is damaged."
    assert outcome.sentence == "Published: 3 documents read (3 added). 1 of them could not be read."
    assert "## Documents that could not be read\n\n- 甲刊/2024-1/b.txt: Damage: is damaged.\n" in outcome_to_markdown(
        outcome
    )


def test_documents_that_stay_as_they_are_are_not_told_again(raw):
    run(raw)
    (raw / "甲刊/2024-1/b.txt").write_text("changed", encoding="utf-8")
    outcome = run(raw)
    assert [row["document"] for row in outcome_to_rows(outcome)] == ["甲刊/2024-1/b.txt"]
    assert outcome.sentence == "Published: 1 document read (1 changed), 2 unchanged."
    assert {finding.issue for finding in outcome.findings} <= {"甲刊/2024-1"}


def test_a_run_without_news_says_so_and_nothing_else(raw):
    run(raw)
    outcome = run(raw)
    assert outcome_to_rows(outcome) == []
    assert outcome_to_markdown(outcome) == (
        "Nothing has changed: 3 documents published already. (--force reads again.)\n"
    )


def test_contradictions_of_what_changed_are_told_under_the_names_of_the_datasets(raw, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path / "raw")
    text = outcome_to_markdown(run(raw, extract=checked))
    assert "**9 contradictions.**" in text
    assert " | 乙刊/2024-2/c.txt | page 2, table 1, cell 2020 \\| 粮食 | " in text


def test_what_is_left_for_the_next_run_is_told(raw):
    outcome = run(raw, settle=3600)
    assert "Left for the next run" in outcome_to_markdown(outcome)
    assert "3 files" in outcome.sentence


def test_a_document_cannot_speak_as_the_page(raw):
    (raw / "甲刊/2024-1/<b>&[x](y)|.txt").write_text("x", encoding="utf-8")
    outcome = run(raw, extract=hostile)
    text = outcome_to_markdown(outcome)
    assert "<b>" not in text.replace("\\<b\\>", "")
    assert not [line for line in text.splitlines() if line.startswith("::")]
    assert not set(HOSTILE) & set("\x1b\x9b\r") & set(text)
    assert all(row["document"].isprintable() for row in outcome_to_rows(outcome))


def test_very_many_documents_are_shown_in_part(raw):
    for number in range(501):
        (raw / "甲刊/2024-1" / f"n{number}.txt").write_text(str(number), encoding="utf-8")
    outcome = run(raw, extract=lambda *_: Failure("Damage", "is damaged."))
    assert len(outcome_to_rows(outcome)) == 500
    assert outcome_to_markdown(outcome).count("Damage") == 500


def test_the_link_leads_to_the_report_where_there_is_one(raw):
    outcome = run(raw)
    current = raw.parent / "output" / "current"
    assert find_report(outcome.place) == (current / "README.md").as_uri()
    report = current.resolve() / "report" / "index.html"
    report.parent.mkdir()
    report.write_text("", encoding="ascii")
    assert find_report(outcome.place) == (current / "report" / "index.html").as_uri()
