from __future__ import annotations

import os
from pathlib import Path
from time import time

import pytest

from flows.cli import main
from flows.failure import RunError
from flows.place import open_place
from flows.prune import Pruned, prune
from flows.schema import SCHEMA_VERSION
from tests.publication import ingest, read_whole


@pytest.fixture
def raw(tmp_path) -> Path:
    (tmp_path / "raw").mkdir()
    return tmp_path / "raw"


@pytest.fixture
def output(tmp_path, raw) -> Path:
    for text in "12345":
        (raw / "a.txt").write_text(text, encoding="utf-8")
        ingest(raw, tmp_path / "output")
    return tmp_path / "output"


def snapshots(output: Path) -> set[str]:
    return {path.name for path in (output / "snapshots").iterdir()}


def files(output: Path) -> set[int]:
    return {path.stat().st_ino for path in (output / "snapshots").rglob("*.parquet")}


def test_snapshots_stay_for_an_hour_for_those_who_read_them(output):
    assert len(snapshots(output)) == 5
    assert prune(open_place(output), keep=1) == Pruned()
    hour_ago = time() - 3601
    for path in (output / "history").iterdir():
        os.utime(path, (hour_ago, hour_ago))
    assert prune(open_place(output)).snapshots == 2
    assert len(snapshots(output)) == 3


@pytest.mark.parametrize("keep", [1, 2, 9])
def test_as_many_snapshots_stay_as_are_asked_for_and_the_objects_that_they_list(output, keep):
    current = read_whole(output / "current")
    pruned = prune(open_place(output), keep=keep, grace=0)
    assert pruned.snapshots == max(5 - keep, 0)
    assert (pruned.objects > 0, pruned.bytes > 0) == (keep < 5,) * 2
    assert read_whole(output / "current") == current
    objects = {path.stat().st_ino for path in (output / "objects").rglob("*.parquet")}
    assert objects == files(output)
    assert prune(open_place(output), keep=keep, grace=0) == Pruned()


def test_the_current_snapshot_stays_however_old_it_is(output):
    for path in output.rglob("*"):
        os.utime(path, (0, 0))
    prune(open_place(output), keep=1, grace=0)
    assert len(read_whole(output / "current")) == 1


def test_what_a_run_wrote_before_it_was_killed_goes_but_not_while_others_write(output):
    place = open_place(output)
    with place.writing():
        place.write("objects/cells/orphan.parquet", b"never published")
        place.write("snapshots/0000/manifest.json", b"never shown")
        (output / ".staging" / "half").mkdir(parents=True)
        assert prune(place).waiting
    assert (output / "objects/cells/orphan.parquet").exists()
    pruned = prune(place)
    assert (pruned.objects, pruned.bytes, pruned.waiting) == (1, len(b"never published"), False)
    assert "0000" not in snapshots(output)
    assert not (output / ".staging").exists()


def test_nothing_is_collected_when_it_is_not_known_what_a_snapshot_lists(output):
    before = files(output)
    earlier = next(name for name in snapshots(output) if name != (output / "current").resolve().name)
    manifest = output / "snapshots" / earlier / "manifest.json"
    manifest.chmod(0o644)
    manifest.write_text("{", encoding="ascii")
    assert prune(open_place(output)).objects == 0
    assert files(output) == before


def test_an_output_that_was_never_published_in_has_nothing_to_prune(tmp_path):
    assert prune(open_place(tmp_path / "none")) == Pruned()
    assert not (tmp_path / "none").exists()


def test_a_file_that_was_damaged_is_written_again_in_its_place(raw, output):
    ingest(raw, output)
    damaged = next((output / "current" / "claims").resolve().iterdir())
    damaged.chmod(0o644)
    damaged.write_bytes(b"short")
    assert ingest(raw, output)[1] == ["a.txt"]
    read_whole(output / "current")


def test_an_output_of_a_newer_schema_is_refused(raw, output):
    manifest = (output / "current" / "manifest.json").resolve()
    manifest.chmod(0o644)
    manifest.write_text(
        manifest.read_text(encoding="ascii").replace(f'"schema_version": "{SCHEMA_VERSION}"', '"schema_version": "9.0"')
    )
    with pytest.raises(RunError, match=rf"published under schema 9\.0, this program knows {SCHEMA_VERSION}"):
        ingest(raw, output)


def test_the_command_says_what_was_removed(output, capsys):
    assert main(["prune", str(output), "--keep", "2"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Removed: 3 snapshots, 27 files that none lists (")
    assert len(snapshots(output)) == 2
    with open_place(output).writing():
        assert main(["prune", str(output)]) == 0
    assert capsys.readouterr().out == (
        "Removed: 0 snapshots; files that no snapshot lists stay, since an ingestion is writing there.\n"
    )


def test_the_command_refuses_an_output_without_a_snapshot(tmp_path, capsys):
    assert main(["prune", str(tmp_path / "none")]) == 2
    assert "holds no snapshot" in capsys.readouterr().err
