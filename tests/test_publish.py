from __future__ import annotations

import fcntl
import json
import subprocess
import sys
import threading
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pytest

from flows.failure import RunError
from flows.publish import locked
from flows.schema import DATASETS
from tests.publication import ingest, read_whole

ROOT = Path(__file__).parents[1]


@pytest.fixture
def raw(tmp_path):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text("first", encoding="utf-8")
    return tmp_path / "raw"


def test_a_snapshot_holds_one_content_named_file_for_each_dataset_and_issue(raw, tmp_path):
    ingest(raw, tmp_path / "output")
    current = tmp_path / "output" / "current"
    for schema in DATASETS:
        (file,) = (current / schema.name).iterdir()
        digest = sha256(file.read_bytes()).hexdigest()
        assert file.name == f"unfiled-{digest[:16]}.parquet"
        assert tuple(pd.read_parquet(current / schema.name).columns) == schema.names


def test_sizes_and_hashes_of_the_data_package_are_those_of_the_files(raw, tmp_path):
    ingest(raw, tmp_path / "output")
    current = tmp_path / "output" / "current"
    package = json.loads((current / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        frame = pd.read_parquet(current / resource["name"])
        assert resource["rows"] == len(frame)
        assert resource["path"] == [file["path"] for file in resource["files"]]
        for file in resource["files"]:
            content = (current / file["path"]).read_bytes()
            assert (file["bytes"], file["hash"]) == (len(content), f"sha256:{sha256(content).hexdigest()}")


def test_unchanged_files_are_shared_between_snapshots_and_protected(raw, tmp_path):
    output = tmp_path / "output"
    (raw / "刊" / "2024-1").mkdir(parents=True)
    (raw / "刊" / "2024-1" / "b.txt").write_text("stays", encoding="utf-8")
    ingest(raw, output)
    before = next((output / "current" / "cells").resolve().glob("刊*"))
    (raw / "a.txt").write_text("second", encoding="utf-8")
    ingest(raw, output)
    after = next((output / "current" / "cells").resolve().glob("刊*"))
    assert before != after
    assert before.samefile(after)
    assert after.stat().st_mode & 0o222 == 0


def test_the_last_three_snapshots_stay_and_nothing_else(raw, tmp_path):
    output = tmp_path / "output"
    for text in "12345":
        (raw / "a.txt").write_text(text, encoding="utf-8")
        ingest(raw, output)
    assert len(list((output / "snapshots").iterdir())) == 3
    assert {path.name for path in output.iterdir()} == {".lock", "current", "snapshots"}


def test_a_current_that_is_no_link_is_left_alone(raw, tmp_path):
    (tmp_path / "output" / "current").mkdir(parents=True)
    with pytest.raises(RunError, match="is not a link to a snapshot"):
        ingest(raw, tmp_path / "output")


def test_an_output_that_cannot_be_written_is_refused(raw, tmp_path):
    (tmp_path / "output").write_text("a file", encoding="utf-8")
    with pytest.raises(RunError, match="cannot be written"):
        ingest(raw, tmp_path / "output")


def test_a_second_ingestion_into_the_same_output_is_refused_while_the_first_runs(raw, tmp_path):
    output = tmp_path / "output"
    with locked(output), pytest.raises(RunError, match="another ingestion is writing"):
        ingest(raw, output)
    ingest(raw, output)
    with (output / ".lock").open() as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # given back at the end


def test_killed_at_any_step_the_last_snapshot_or_the_next_is_read_whole(raw, tmp_path):
    program = [sys.executable, "-m", "tests.killed_publications", str(raw), str(tmp_path / "output")]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    outcomes = [line.split()[1:] for line in done.stdout.splitlines()]
    assert len(outcomes) > 40
    assert outcomes[-1] == ["lived", "new"]
    assert all(outcome in (["killed", "old"], ["killed", "new"]) for outcome in outcomes[:-1])
    assert ["killed", "new"] in outcomes
    # What the killed runs left is gone, and three snapshots stay.
    assert {path.name for path in (tmp_path / "output").iterdir()} == {".lock", "current", "snapshots"}
    assert len(list((tmp_path / "output" / "snapshots").iterdir())) == 3


def test_a_reader_beside_a_writer_sees_whole_snapshots_and_never_an_older_one_again(raw, tmp_path):
    output = tmp_path / "output"
    texts = [f"text {number}" for number in range(12)]
    digests = [sha256(text.encode()).hexdigest() for text in texts]
    (raw / "a.txt").write_text(texts[0], encoding="utf-8")
    ingest(raw, output)
    seen, faults, stop = [], [], threading.Event()

    def read() -> None:
        while not stop.is_set():
            folder = (output / "current").resolve()
            try:
                seen.append(digests.index(read_whole(folder)["a.txt"]))
            except (AssertionError, OSError, ValueError) as error:
                faults.append((folder, error))

    reader = threading.Thread(target=read)
    reader.start()
    for text in texts[1:]:
        (raw / "a.txt").write_text(text, encoding="utf-8")
        ingest(raw, output)
    stop.set()
    reader.join()
    # A reader that took longer than two publications lost its folder, and nothing else may go wrong.
    assert [error for folder, error in faults if folder.exists()] == []
    assert seen
    assert seen == sorted(seen)
