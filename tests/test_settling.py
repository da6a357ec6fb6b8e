from __future__ import annotations

import os
import time

import pytest

from flows.cli import main
from flows.settling import leave_unsettled
from flows.sources import find_sources
from tests.publication import ingest, read_whole


@pytest.fixture
def raw(tmp_path):
    folder = tmp_path / "raw"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(name, encoding="utf-8")
    return folder


def divide(raw, settle, *, later=0.0, wait=lambda _: None):
    found = leave_unsettled(find_sources(raw), settle, now=lambda: time.time() + later, wait=wait)
    return [source.source for source in found.documents], [source.source for source in found.unsettled]


def test_a_document_is_taken_when_it_has_lain_still_long_enough(raw):
    assert divide(raw, 60) == ([], ["a.txt", "b.txt"])
    assert divide(raw, 60, later=61) == (["a.txt", "b.txt"], [])
    assert divide(raw, 0) == (["a.txt", "b.txt"], [])


def test_an_old_time_that_a_copying_program_set_does_not_make_a_new_file_old(raw):
    os.utime(raw / "a.txt", (1, 1))
    assert divide(raw, 60) == ([], ["a.txt", "b.txt"])


def test_a_time_in_the_future_leaves_a_document_out_only_as_far_as_clocks_differ(raw):
    os.utime(raw / "a.txt", (time.time() + 90, time.time() + 90))
    os.utime(raw / "b.txt", (time.time() + 9000, time.time() + 9000))
    assert divide(raw, 60, later=61) == (["b.txt"], ["a.txt"])


def test_what_was_written_a_moment_ago_is_waited_for_and_left_only_if_it_grows(raw):
    waited = []

    def grow(seconds):
        waited.append(seconds)
        (raw / "b.txt").write_text("longer than before", encoding="utf-8")

    clock = iter([time.time()] * 2 + [time.time() + 2.5] * 2)
    found = leave_unsettled(find_sources(raw), 2, now=lambda: next(clock), wait=grow)
    assert [source.source for source in found.documents] == ["a.txt"]
    assert [source.source for source in found.unsettled] == ["b.txt"]
    assert waited == [2]


def test_nobody_waits_for_documents_that_lie_still(raw):
    assert divide(raw, 2, later=10, wait=pytest.fail) == (["a.txt", "b.txt"], [])


def test_a_document_that_goes_away_meanwhile_is_left(raw):
    assert divide(raw, 60, later=61, wait=pytest.fail)[1] == []
    found = find_sources(raw)
    (raw / "a.txt").unlink()
    left = leave_unsettled(found, 60, now=lambda: time.time() + 61, wait=lambda _: None)
    assert [source.source for source in left.unsettled] == ["a.txt"]


def test_a_refused_file_is_a_row_at_once(raw):
    (raw / "c.txt").symlink_to("nowhere")
    assert divide(raw, 60) == (["c.txt"], ["a.txt", "b.txt"])


def test_a_published_document_that_is_written_anew_keeps_its_rows_until_the_next_run(raw, tmp_path):
    output = tmp_path / "output"
    ingest(raw, output)
    before = read_whole(output / "current")
    for name in ("a.txt", "b.txt"):
        os.utime(raw / name, (1, 1))
    (raw / "b.txt").write_text("half of", encoding="utf-8")
    (raw / "c.txt").write_text("new, and half", encoding="utf-8")
    plan, read = ingest(raw, output, settle=3600)
    assert (plan.is_empty, read, plan.removed) == (True, [], ())
    assert plan.unsettled == ("a.txt", "b.txt", "c.txt")
    assert read_whole(output / "current") == before
    assert ingest(raw, output)[1] == ["b.txt", "c.txt"]


def test_the_command_says_what_it_left(raw, tmp_path, capsys):
    assert main(["ingest", str(raw), "--output", str(tmp_path / "output"), "--settle", "3600"]) == 0
    said = capsys.readouterr().out
    assert said == (
        "Nothing to publish yet.\n"
        "Left for the next run, still being written or younger than --settle: 2 files (a.txt, b.txt).\n"
    )
