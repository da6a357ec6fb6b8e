from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pytest

from flows.claims import refuse_taken
from flows.failure import PassingError, RunError
from flows.local_place import LocalPlace
from flows.place import open_place
from flows.plan import make_plan
from flows.prune import prune
from flows.run import describe_run
from flows.schema import DATASETS
from tests.publication import NOON, ingest, read_whole

ROOT = Path(__file__).parents[1]
TOPS = {".lock", ".writers", "current", "history", "objects", "snapshots"}


def tops(output: Path) -> set[str]:
    return {path.name for path in output.iterdir()}


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


def test_issues_of_two_ingestions_at_once_are_both_there(raw, tmp_path):
    output = tmp_path / "output"
    (raw / "乙刊" / "2024-2").mkdir(parents=True)
    (raw / "乙刊" / "2024-2" / "b.txt").write_text("other", encoding="utf-8")
    ingest(raw / "a.txt", output, meanwhile=lambda: ingest(raw / "乙刊", output))
    assert set(read_whole(output / "current")) == {"a.txt", "乙刊/2024-2/b.txt"}


def test_the_same_issue_is_left_to_the_ingestion_that_reads_it_already(raw, tmp_path):
    output, refused = tmp_path / "output", []

    def other() -> None:
        with pytest.raises(RunError, match=r"unfiled is being read by another ingestion and was left to it") as error:
            ingest(raw, output)
        refused.append(error)

    ingest(raw, output, meanwhile=other)
    assert refused
    assert set(read_whole(output / "current")) == {"a.txt"}


def test_an_issue_that_a_killed_ingestion_gives_up_in_a_moment_is_waited_for(raw, tmp_path):
    place = open_place(tmp_path / "output")
    plan = make_plan(raw, place, limits="", now=NOON)
    given_up = threading.Event()
    with place.writing(), contextlib.ExitStack() as held:
        assert held.enter_context(place.claim("unfiled"))
        with pytest.raises(PassingError, match="unfiled: another ingestion is reading this"):
            refuse_taken(plan, place, patience=0)

        def give_up() -> None:
            given_up.set()
            held.close()

        threading.Timer(0.3, give_up).start()
        refuse_taken(plan, place, patience=60)
        assert given_up.is_set()


def others_claim_nothing(monkeypatch) -> None:
    """Let everybody have every name, as in a bucket."""
    monkeypatch.setattr(LocalPlace, "claim", lambda *_: contextlib.nullcontext(enter_result=True))


def test_an_issue_that_another_published_meanwhile_from_other_documents_stays_and_the_run_says_so(
    raw, tmp_path, monkeypatch
):
    others_claim_nothing(monkeypatch)
    output = tmp_path / "output"
    ingest(raw, output)

    def other() -> None:
        (raw / "a.txt").write_text("theirs", encoding="utf-8")
        ingest(raw, output)

    (raw / "a.txt").write_text("ours", encoding="utf-8")
    (raw / "刊" / "2024-1").mkdir(parents=True)
    (raw / "刊" / "2024-1" / "b.txt").write_text("beside", encoding="utf-8")
    with pytest.raises(RunError, match=r"unfiled was published by another ingestion meanwhile.*all else was published"):
        ingest(raw, output, meanwhile=other)
    found = read_whole(output / "current")
    assert found["a.txt"] == sha256(b"theirs").hexdigest()
    assert set(found) == {"a.txt", "刊/2024-1/b.txt"}


def test_an_issue_that_another_published_meanwhile_from_the_same_documents_is_no_error(
    raw, tmp_path, monkeypatch, capsys
):
    others_claim_nothing(monkeypatch)
    output = tmp_path / "output"
    ingest(raw, output, now=NOON + timedelta(hours=1), meanwhile=lambda: ingest(raw, output))
    assert "unfiled was published by another ingestion meanwhile, from the same documents" in capsys.readouterr().err
    times = pd.read_parquet(output / "current" / "articles").extracted_at
    assert times.tolist() == [NOON]


def test_one_document_that_two_runs_publish_in_two_issues_is_there_once(raw, tmp_path):
    output = tmp_path / "output"
    (raw / "乙刊" / "2024-2").mkdir(parents=True)
    (raw / "乙刊" / "2024-2" / "copy.txt").write_text("first", encoding="utf-8")
    with pytest.raises(RunError, match="unfiled was published by another"):
        ingest(raw / "a.txt", output, meanwhile=lambda: ingest(raw / "乙刊", output))
    assert set(read_whole(output / "current")) == {"乙刊/2024-2/copy.txt"}
    ingest(raw / "a.txt", output)
    assert pd.read_parquet(output / "current" / "articles").set_index("source").status.to_dict() == {
        "乙刊/2024-2/copy.txt": "ok",
        "a.txt": "failed",
    }


def test_another_publication_while_a_plan_is_made_is_no_fault(raw, tmp_path, monkeypatch):
    output, listing, others = tmp_path / "output", LocalPlace.list, ["other"]
    other = raw / "乙刊" / "2024-2" / "b.txt"
    other.parent.mkdir(parents=True)
    other.write_text("before", encoding="utf-8")
    ingest(raw, output)

    def list_late(place: LocalPlace, folder: str):
        if others:
            other.write_text(others.pop(), encoding="utf-8")
            ingest(raw / "乙刊", output)
        return listing(place, folder)

    monkeypatch.setattr(LocalPlace, "list", list_late)
    (raw / "a.txt").write_text("changed", encoding="utf-8")
    assert ingest(raw / "a.txt", output)[1] == ["a.txt"]
    digests = {
        name: sha256(text).hexdigest() for name, text in (("a.txt", b"changed"), ("乙刊/2024-2/b.txt", b"other"))
    }
    assert read_whole(output / "current") == digests


def test_the_data_package_names_the_revision_and_parameters_of_the_run_that_made_the_rows(raw, tmp_path):
    output = tmp_path / "output"
    ingest(raw, output)
    (run,) = json.loads((output / "current" / "datapackage.json").read_text(encoding="utf-8"))["runs"]
    assert (run["revision"], run["parameters"], run["issues"]) == ("0123456", {"raw": "raw"}, ["unfiled"])


def test_a_run_knows_the_revision_of_the_program_and_what_it_was_told():
    run = describe_run({"raw": "raw", "force": False, "workers": None, "memory": 4096})
    assert run.parameters == (("memory", "4096"), ("raw", "raw"))
    revision = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout
    assert run.revision is None or run.revision.removesuffix("+changed") == revision.strip()


def test_a_current_that_is_no_link_is_left_alone(raw, tmp_path):
    (tmp_path / "output" / "current").mkdir(parents=True)
    with pytest.raises(RunError, match="is not a link to a snapshot"):
        ingest(raw, tmp_path / "output")


def test_an_output_that_cannot_be_written_is_refused(raw, tmp_path):
    (tmp_path / "output").write_text("a file", encoding="utf-8")
    with pytest.raises(RunError, match="cannot be written"):
        ingest(raw, tmp_path / "output")


def test_killed_at_any_step_the_last_snapshot_or_the_next_is_read_whole(raw, tmp_path):
    program = [sys.executable, "-m", "tests.killed_publications", str(raw), str(tmp_path / "output")]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    outcomes = [line.split()[1:] for line in done.stdout.splitlines()]
    assert len(outcomes) > 40
    assert outcomes[-1] == ["lived", "new"]
    assert all(outcome in (["killed", "old"], ["killed", "new"]) for outcome in outcomes[:-1])
    assert ["killed", "new"] in outcomes
    # What the killed runs left is gone with the last publication, and so are the snapshots beyond those that are kept.
    output = tmp_path / "output"
    assert tops(output) == TOPS
    prune(open_place(output), keep=3, grace=0)
    assert len(list((output / "snapshots").iterdir())) == 3


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
