from __future__ import annotations

import os
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows import sources
from flows.handover import planned_by, receive_plan, send_plan, take_plan
from flows.manifest import find_objects, read_snapshot
from flows.place import open_place
from flows.plan import make_plan
from flows.sources import to_relative
from tests.publication import NOON, ingest, write_issues


@pytest.fixture
def raw(tmp_path):
    return write_issues(tmp_path / "raw")


@pytest.fixture
def output(tmp_path):
    return tmp_path / "output"


def plan(raw, output, noticed=None, settle=0.0):
    return make_plan(raw, open_place(output), limits="", now=NOON, noticed=noticed, settle=settle)


def test_a_plan_comes_through_a_pipe_as_it_was_made(raw, output):
    (raw / os.fsdecode(b"\xb2.txt")).write_text("a name that is not UTF-8", encoding="utf-8")
    made = plan(raw, output)
    reading, writing = os.pipe()
    Thread(target=send_plan, args=(made, writing), daemon=True).start()
    assert receive_plan(reading) == made
    Thread(target=send_plan, args=(None, writing), daemon=True).start()
    assert receive_plan(reading) is None
    os.close(writing)
    with pytest.raises(EOFError):
        receive_plan(reading)
    os.close(reading)


def test_a_plan_that_is_cut_off_is_none(raw, output):
    reading, writing = os.pipe()
    os.write(writing, (1000).to_bytes(8) + b"half of it")
    os.close(writing)
    with pytest.raises(EOFError):
        receive_plan(reading)
    os.close(reading)


def test_a_plan_holds_until_another_run_publishes_or_the_knowledge_changes(raw, output):
    place = open_place(output)
    with planned_by(plan(raw, output)):
        assert take_plan(place, "") is not None
        assert take_plan(place, "other words") is None
        ingest(raw / "乙刊", output)
        assert take_plan(place, "") is None
    assert take_plan(place, "") is None


def test_what_is_new_or_changed_is_noticed_once_and_what_is_published_moved_or_gone_is_not(raw, output):
    seen = []
    plan(raw, output, lambda: seen.append("new"))
    assert seen == ["new"]
    ingest(raw, output)
    (raw / "甲刊/2024-1/a.txt").rename(raw / "甲刊/2024-1/z.txt")
    (raw / "乙刊/2024-2/c.txt").unlink()
    assert not plan(raw, output, lambda: seen.append("moved")).is_empty
    assert seen == ["new"]
    (raw / "甲刊/2024-1/z.txt").write_text("changed", encoding="utf-8")
    (raw / "甲刊/2024-1/b.txt").write_text("changed too", encoding="utf-8")
    assert plan(raw, output, lambda: seen.append("changed")).readings == 2
    assert seen == ["new", "changed"]


def test_it_is_noticed_before_the_other_documents_are_looked_at(raw, output, monkeypatch):
    ingest(raw, output)
    (raw / "乙刊/2024-2/c.txt").write_text("changed", encoding="utf-8")
    (raw / "甲刊/2024-1/a.txt").write_text("changed", encoding="utf-8")
    looked_at, noticed_after = [], []
    digest = sources.file_digest
    monkeypatch.setattr(sources, "file_digest", lambda file, kind: looked_at.append(file) or digest(file, kind))
    plan(raw, output, lambda: noticed_after.append(len(looked_at)))
    assert noticed_after == [1]
    assert len(looked_at) == 3


def test_the_objects_of_a_snapshot_are_those_that_its_issues_list(raw, output):
    ingest(raw, output)
    place = open_place(output)
    head = place.head()
    files, reports = find_objects(place, head)
    assert files == {f"objects/{file.path}" for issue in read_snapshot(place).issues for file in issue.files}
    assert (bool(files), reports) == (True, set())
    assert [entry.name for entry in place.folders("snapshots")] == [f"snapshots/{head.snapshot}"]


def test_links_to_objects_that_are_not_there_are_told(output):
    place = open_place(output)
    with place.writing():
        place.write("objects/a", b"1")
        assert place.link([("objects/a", "snapshots/x/a"), ("objects/b", "snapshots/x/b")]) == ("objects/b",)
        assert place.link([("objects/a", "snapshots/x/a")]) == ()
    assert (output / "snapshots/x/a").read_bytes() == b"1"
    assert not (output / "snapshots/x/b").exists()


NAMES = st.lists(st.sampled_from(["a", "b", "..c", "名"]), min_size=1, max_size=4)


@given(folder=NAMES, start=NAMES, name=st.sampled_from(["a.pdf", "..pdf"]))
def test_a_file_is_led_to_from_a_folder_as_the_system_says(tmp_path_factory, folder, start, name):
    root = tmp_path_factory.getbasetemp()
    path, other = root.joinpath(*folder, name), root.joinpath(*start)
    assert to_relative(path, other) == os.path.relpath(path, other)
