"""A run says nothing, or JSON lines with article, stage and seconds; and where its seconds went."""

from __future__ import annotations

import json

import pytest

from flows.cli import main
from flows.failure import tell
from flows.manifest import PublishedDocument
from flows.parts import Part, SpooledRows
from flows.run_log import LOG, RunLog, current_log, logged_by
from tests.example_article import ARTICLE

SECONDS = (("read", 0.25), ("tables", 0.5), ("rows", 0.25))


def make_part(tmp_path, status: str = "ok", error: str | None = None) -> Part:
    document = PublishedDocument("0123456789abcdef", "学报/a.pdf", "a.pdf", "0", "key", status, error, "2025-06-01")
    return Part(document, SpooledRows(tmp_path, {}), SECONDS if status == "ok" else ())


@pytest.fixture
def logging(monkeypatch):
    monkeypatch.setenv(LOG, "json")


def lines(capsys) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_a_run_is_quiet_unless_it_is_asked(tmp_path, capsys):
    run_log = RunLog()
    run_log.passed("plan")
    run_log.read(make_part(tmp_path), "学报/2024-1")
    assert capsys.readouterr() == ("", "")


def test_each_stage_of_an_article_is_a_line_with_article_stage_and_seconds(tmp_path, capsys, logging):
    RunLog().read(make_part(tmp_path), "学报/2024-1")
    said = lines(capsys)
    assert [(line["event"], line["stage"], line["seconds"]) for line in said] == [
        *(("stage", *pair) for pair in SECONDS),
        ("document", "document", 1.0),
    ]
    for line in said:
        assert (line["article"], line["source"], line["issue"]) == ("0123456789abcdef", "学报/a.pdf", "学报/2024-1")
        assert str(line["time"]).endswith("+00:00")
        assert line["level"] == "info"


def test_a_failure_is_an_error_with_its_sentence_and_no_seconds_that_nobody_took(tmp_path, capsys, logging):
    RunLog().read(make_part(tmp_path, "failed", "TimeLimitError: took longer."), "学报/2024-1")
    (line,) = lines(capsys)
    assert (line["level"], line["status"], line["error"]) == ("error", "failed", "TimeLimitError: took longer.")
    assert "seconds" not in line


def test_what_is_told_of_errors_is_json_too(capsys, logging):
    tell("raw: there is\nno such file.")
    (line,) = lines(capsys)
    assert (line["event"], line["message"]) == ("message", "raw: there is no such file.")


def test_seconds_are_added_up_for_people(tmp_path):
    run_log = RunLog()
    for _ in range(2):
        run_log.read(make_part(tmp_path), "学报/2024-1")
    run_log.passed("documents")
    text = run_log.to_text()
    assert "Seconds in 2 documents, all processes together: 2.00" in text
    assert [line.split() for line in text.splitlines()[-3:]] == [
        ["read", "0.50", "25%"],
        ["tables", "1.00", "50%"],
        ["rows", "0.50", "25%"],
    ]


def test_a_log_belongs_to_its_context():
    run_log = RunLog()
    with logged_by(run_log):
        assert current_log() is run_log
    assert current_log() is not run_log


def test_a_document_that_is_shown_can_be_profiled(tmp_path, capsys):
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    assert main(["extract", str(tmp_path / "article.txt"), "--profile"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("# ")
    stages = [line.split()[0] for line in err.splitlines()[1:]]
    assert stages[:4] == ["read", "structure", "tables", "claims"]
