from __future__ import annotations

import json
import os
from datetime import timedelta

import pandas as pd
import pytest

from flows.failure import Failure, RunError
from flows.limits import Limits
from flows.manifest import read_snapshot
from flows.place import open_place
from flows.plan import make_plan
from flows.schema import SCHEMA_VERSION
from flows.summary import what_was_done
from tests.example_dataset import example_dataset
from tests.permissions import permissions_bind
from tests.publication import NOON, ingest, read_whole, write_issues


@pytest.fixture
def raw(tmp_path):
    return write_issues(tmp_path / "raw")


@pytest.fixture
def output(tmp_path):
    return tmp_path / "output"


def articles(output) -> pd.DataFrame:
    return pd.read_parquet(output / "current" / "articles").set_index("source")


def contents(output) -> dict[str, bytes]:
    folder = (output / "current").resolve()
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_everything_is_read_once_and_then_nothing(raw, output):
    assert ingest(raw, output)[1] == ["乙刊/2024-2/c.txt", "甲刊/2024-1/a.txt", "甲刊/2024-1/b.txt"]
    before = (output / "current").readlink()
    plan, read = ingest(raw, output, now=NOON + timedelta(days=1))
    assert (plan.is_empty, read) == (True, [])
    assert (output / "current").readlink() == before


def test_a_changed_document_alone_is_read_and_its_old_rows_go(raw, output):
    ingest(raw, output)
    old = articles(output)
    (raw / "甲刊/2024-1/b.txt").write_text("changed", encoding="utf-8")
    plan, read = ingest(raw, output, now=NOON + timedelta(days=1))
    assert (read, plan.removed) == (["甲刊/2024-1/b.txt"], ())
    new = articles(output)
    assert list(new.index) == list(old.index)
    assert (new.article_id != old.article_id).tolist() == [False, False, True]
    assert (new.extracted_at - old.extracted_at).dt.days.tolist() == [0, 0, 1]
    observations = pd.read_parquet(output / "current" / "observations")
    assert set(observations.article_id) == set(new.article_id)


def test_rows_put_together_over_several_runs_are_the_bytes_of_one_run(raw, output, tmp_path):
    text = (raw / "甲刊/2024-1/a.txt").read_bytes()
    (raw / "甲刊/2024-1/a.txt").unlink()
    ingest(raw, output)
    (raw / "甲刊/2024-1/a.txt").write_bytes(text)
    ingest(raw, output)
    ingest(raw, tmp_path / "at-once")
    assert contents(output) == contents(tmp_path / "at-once")


def test_reading_everything_again_gives_the_same_bytes(raw, output):
    ingest(raw, output)
    before = contents(output)
    _, read = ingest(raw, output, force=True, now=NOON + timedelta(days=9))
    assert len(read) == 3
    assert contents(output) == before


def test_a_removed_document_leaves_and_so_does_an_issue_without_any(raw, output):
    ingest(raw, output)
    (raw / "甲刊/2024-1/a.txt").unlink()
    (raw / "乙刊/2024-2/c.txt").unlink()
    plan, read = ingest(raw, output)
    assert (read, plan.removed) == ([], ("乙刊/2024-2/c.txt", "甲刊/2024-1/a.txt"))
    assert set(read_whole(output / "current")) == {"甲刊/2024-1/b.txt"}


def test_issues_and_documents_outside_raw_stay(raw, output):
    ingest(raw, output)
    (raw / "甲刊/2024-1/b.txt").write_text("changed", encoding="utf-8")
    (raw / "乙刊/2024-2/c.txt").unlink()
    assert ingest(raw / "甲刊/2024-1/b.txt", output)[1] == ["甲刊/2024-1/b.txt"]
    assert set(read_whole(output / "current")) == {"乙刊/2024-2/c.txt", "甲刊/2024-1/a.txt", "甲刊/2024-1/b.txt"}


def test_changed_metadata_of_an_issue_read_it_again(raw, output):
    ingest(raw, output)
    (raw / "甲刊/2024-1/issue.toml").write_text('licence = "CC-BY-4.0"', encoding="utf-8")
    assert ingest(raw, output)[1] == ["甲刊/2024-1/a.txt", "甲刊/2024-1/b.txt"]
    package = json.loads((output / "current" / "datapackage.json").read_text(encoding="utf-8"))
    assert [licence["title"] for licence in package["licenses"]] == ["CC-BY-4.0"]


def test_a_document_moved_into_another_issue_is_there_and_not_in_the_old_one(raw, output):
    ingest(raw, output)
    (raw / "甲刊/2024-1/a.txt").rename(raw / "乙刊/2024-2/a.txt")
    plan, _ = ingest(raw, output)
    assert plan.removed == ()
    assert articles(output).issue.to_dict() == {
        "乙刊/2024-2/a.txt": "乙刊/2024-2",
        "乙刊/2024-2/c.txt": "乙刊/2024-2",
        "甲刊/2024-1/b.txt": "甲刊/2024-1",
    }


def test_a_second_copy_is_a_failed_row_of_its_own_until_the_first_is_gone(raw, output):
    copy = raw / "甲刊/2024-1/copy.txt"
    copy.write_bytes((raw / "乙刊/2024-2/c.txt").read_bytes())
    ingest(raw, output)
    row = articles(output).loc["甲刊/2024-1/copy.txt"]
    assert (row.status, row.error) == (
        "failed",
        "DuplicateSourceError: has the same bytes as 乙刊/2024-2/c.txt; remove one of the two.",
    )
    assert articles(output).article_id.is_unique
    assert make_plan(raw, open_place(output), limits="", now=NOON).is_empty
    (raw / "乙刊/2024-2/c.txt").unlink()
    ingest(raw, output)
    assert articles(output).loc["甲刊/2024-1/copy.txt"].status == "ok"


def test_a_copy_of_a_document_that_stays_outside_raw_is_refused_but_a_moved_one_is_not(raw, output, tmp_path):
    ingest(raw, output)
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.txt").write_bytes((raw / "甲刊/2024-1/a.txt").read_bytes())
    ingest(other, output)
    assert articles(output).status.to_dict()["a.txt"] == "failed"
    (raw / "甲刊/2024-1/a.txt").unlink()
    ingest(other, output)
    assert articles(output).status.to_dict() == {
        "a.txt": "ok",
        "乙刊/2024-2/c.txt": "ok",
        "甲刊/2024-1/b.txt": "ok",
    }


def test_a_document_that_failed_under_limits_is_tried_again_under_others(raw, output):
    def slow(content, name):
        return (
            Failure("TimeLimitError", "was stopped.", by_limits=True)
            if "a.txt" in name
            else example_dataset(content, name)
        )

    def locked(content, name):
        return Failure("EncryptedSourceError", "asks for a password.")

    ingest(raw, output, extract=slow)
    assert read_snapshot(open_place(output)).issues[1].documents[0].limits == Limits().text
    assert make_plan(raw, open_place(output), limits=Limits().text, now=NOON).is_empty
    assert make_plan(raw, open_place(output), limits="900 s, 4096 MiB", now=NOON).readings == 1
    ingest(raw, output, extract=locked, force=True)
    assert make_plan(raw, open_place(output), limits="900 s, 4096 MiB", now=NOON).is_empty


def test_an_issue_whose_every_document_failed_is_published_with_its_failures(raw, output):
    ingest(raw, output, extract=lambda *_: Failure("EmptySourceError", "has no text."))
    rows = articles(output)
    assert set(rows.status) == {"failed"}
    assert set(rows.error) == {"EmptySourceError: has no text."}
    for dataset in ("tables", "cells", "observations", "repairs"):
        assert len(pd.read_parquet(output / "current" / dataset)) == 0


def test_rows_that_break_the_schema_cost_their_document_alone(raw, output):
    def broken(content, name):
        dataset = example_dataset(content, name)
        text = "\ud800" if "a.txt" in name else dataset.article.title
        object.__setattr__(dataset.article, "title", text)
        return dataset

    ingest(raw, output, extract=broken)
    rows = articles(output)
    assert rows.status.tolist() == ["ok", "failed", "ok"]
    assert "break the schema" in rows.error["甲刊/2024-1/a.txt"]


def test_files_that_were_lost_are_made_again(raw, output):
    ingest(raw, output)
    before = contents(output)
    lost = next((output / "current" / "claims").resolve().iterdir())
    lost.unlink()
    plan, read = ingest(raw, output)
    assert len(read) in {1, 2}
    assert contents(output) == before
    (issue,) = {reading.source.issue.id for changed in plan.changed for reading in changed.readings}
    assert f"were missing or lay where another version keeps them: 1 issue ({issue})." in what_was_done(plan, 3)[1]
    assert len(what_was_done(ingest(raw, output)[0], 3)) == 1


def test_lost_files_of_an_issue_outside_raw_stop_the_run_and_name_it(raw, output):
    ingest(raw, output)
    next((output / "current" / "claims").resolve().glob("甲刊*")).unlink()
    (raw / "乙刊/2024-2/c.txt").write_text("changed", encoding="utf-8")
    with pytest.raises(RunError, match="files of 甲刊/2024-1 are missing"):
        ingest(raw / "乙刊", output)


def test_a_damaged_manifest_stops_the_run(raw, output):
    ingest(raw, output)
    manifest = (output / "current" / "manifest.json").resolve()
    manifest.chmod(0o644)
    manifest.write_text(manifest.read_text(encoding="ascii")[:100], encoding="ascii")
    with pytest.raises(RunError, match="missing or damaged"):
        ingest(raw, output)


def test_a_folder_that_cannot_be_listed_keeps_its_published_documents(raw, output):
    ingest(raw, output)
    (raw / "甲刊").chmod(0)
    with permissions_bind():
        ingest(raw, output)
    (raw / "甲刊").chmod(0o755)
    assert set(articles(output).index) == {"甲刊", "甲刊/2024-1/a.txt", "甲刊/2024-1/b.txt", "乙刊/2024-2/c.txt"}


def test_documents_of_an_older_schema_are_read_again_and_refused_outside_raw(raw, output):
    ingest(raw, output)
    manifest = (output / "current" / "manifest.json").resolve()
    manifest.chmod(0o644)
    manifest.write_text(manifest.read_text(encoding="ascii").replace('"schema_version": "', '"schema_version": "0.'))
    with pytest.raises(
        RunError,
        match=rf"under schema 0\.{SCHEMA_VERSION}, this program publishes {SCHEMA_VERSION}, and 1 of its documents are not under",
    ):
        ingest(raw / "甲刊", output)
    plan, read = ingest(raw, output)
    assert (plan.older_schema, len(read)) == (f"0.{SCHEMA_VERSION}", 3)
    assert read_snapshot(open_place(output)).schema_version == SCHEMA_VERSION


def test_an_output_under_raw_is_not_taken_for_documents(raw):
    ingest(raw, raw / "output")
    (raw / "output" / "current" / "a.txt").write_text("no article", encoding="utf-8")
    plan, _ = ingest(raw, raw / "output")
    assert (plan.is_empty, plan.skipped) == (True, ())


def test_locations_survive_names_that_are_not_utf_8(raw, output):
    (raw / os.fsdecode(b"\xd2\xd2.txt")).write_text("odd", encoding="utf-8")
    ingest(raw, output)
    assert ingest(raw, output)[1] == []
    assert r"\xd2\xd2.txt" in articles(output).index
