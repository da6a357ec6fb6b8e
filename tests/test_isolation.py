"""Whatever a document does to the process that reads it, it costs itself alone and is labelled."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest

from flows.failure import Failure
from flows.isolation import Workers, open_workers, read_documents
from flows.limits import Limits
from flows.manifest import PublishedDocument
from flows.parts import Part
from flows.plan import Reading
from tests.readings import to_reading, write_reading
from tests.worker_behaviours import behave

SECONDS = 8  # a busy machine takes seconds for what takes a hundredth otherwise
BEHAVIOURS = (
    "good one",
    "exit",
    "good two",
    "hang",
    "deaf",
    "allocate",
    "refuse",
    "oversized",
    "fault",
    "recurse",
    "unpicklable",
    "killed",
    "segfault",
    "chatter",
    "quit",
    "good three",
)


def read(workers: Workers, readings: list[Reading], folder: Path) -> list[Part]:
    parts = dict(read_documents(workers, readings, folder))
    assert sorted(parts) == list(range(len(readings)))
    return [parts[index] for index in range(len(readings))]


@pytest.fixture(scope="module")
def results(tmp_path_factory) -> dict[str, PublishedDocument]:
    folder = tmp_path_factory.mktemp("documents")
    readings = [write_reading(folder, behaviour) for behaviour in BEHAVIOURS]
    with open_workers(Limits(seconds=SECONDS, memory=1024), 2, behave) as workers:
        parts = read(workers, readings, folder)
    return {behaviour: part.document for behaviour, part in zip(BEHAVIOURS, parts, strict=True)}


def test_good_documents_among_bad_ones_are_read(results):
    for name in ("good one", "good two", "good three", "chatter"):
        assert results[name].status == "ok"
        assert results[name].sha256 == sha256(name.encode()).hexdigest()
        assert results[name].counts.tables


LIMITS = Limits(seconds=SECONDS, memory=1024).text


@pytest.mark.parametrize(
    ("behaviour", "kind", "words", "limits"),
    [
        ("exit", "WorkerCrashError", "exit status 3", LIMITS),
        ("killed", "WorkerCrashError", "exit status -9", ""),
        ("segfault", "WorkerCrashError", "exit status -11", LIMITS),
        ("hang", "TimeLimitError", "longer than 8 s", LIMITS),
        ("deaf", "TimeLimitError", "--timeout", LIMITS),
        ("allocate", "MemoryLimitError", "--memory", LIMITS),
        ("oversized", "OversizedSourceError", "too long", LIMITS),
        ("refuse", "EncryptedSourceError", "asks for a password; remove it.", None),
        ("fault", "ZeroDivisionError", "(one two)", None),
        ("recurse", "RecursionError", "please report it", None),
        ("unpicklable", "AttributeError", "please report it", None),
        ("quit", "SystemExit", "please report it", None),
    ],
)
def test_each_bad_document_is_labelled_with_what_it_did_and_when_to_read_it_again(
    results, behaviour, kind, words, limits
):
    document = results[behaviour]
    assert document.status == "failed"
    assert document.error.startswith(f"{kind}: ")
    assert words in document.error
    assert "\n" not in document.error
    # Under other limits; in every run (the text of no limits); never, for as long as the document is the same.
    assert document.limits == limits


def test_a_document_that_is_refused_or_larger_than_allowed_is_not_opened(tmp_path):
    refused = to_reading(tmp_path / "none.txt", Failure("DuplicateSourceError", "a copy."))
    large = write_reading(tmp_path, "large " * 200_000)
    with open_workers(Limits(file=1), 1, behave) as workers:
        first, second = read(workers, [refused, large], tmp_path)
    assert first.document.error == "DuplicateSourceError: a copy."
    assert second.document.error.startswith("OversizedSourceError: is larger than 1 MiB")
    assert second.document.limits == Limits(file=1).text


def test_a_file_that_changes_or_goes_after_it_was_listed_fails_and_is_read_again_by_the_next_run(tmp_path):
    changed, gone = write_reading(tmp_path, "before"), write_reading(tmp_path, "gone")
    changed.source.path.write_text("after", encoding="utf-8")
    gone.source.path.unlink()
    with open_workers(Limits(), 1, behave) as workers:
        first, second = (part.document for part in read(workers, [changed, gone], tmp_path))
    assert first.error == "UnreadableSourceError: changed while it was read; run again."
    assert "No such file" in second.error
    assert first.limits == second.limits == ""


def test_a_document_whose_worker_is_killed_from_outside_is_read_once_more(tmp_path):
    marker = tmp_path / "first"
    marker.touch()
    with open_workers(Limits(), 1, behave) as workers:
        (part,) = read(workers, [write_reading(tmp_path, f"killed {marker}")], tmp_path)
    assert not marker.exists()
    assert part.document.status == "ok"


def test_workers_that_are_killed_while_they_wait_are_replaced(tmp_path):
    with open_workers(Limits(), 2, behave) as workers:
        read(workers, [write_reading(tmp_path, "good one")], tmp_path)
        for pid in workers.processes():
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.5)
        parts = read(workers, [write_reading(tmp_path, f"good {number}") for number in range(3)], tmp_path)
    assert [part.document.status for part in parts] == ["ok"] * 3


def test_a_worker_is_replaced_after_its_number_of_documents(tmp_path):
    readings = [write_reading(tmp_path, f"good {number}") for number in range(7)]
    with open_workers(Limits(documents=3), 1, behave) as workers:
        parts = read(workers, readings, tmp_path)
    # Each process writes a spool of its own.
    assert len({part.rows.spool for part in parts}) == 3


def test_stages_of_a_document_are_timed(tmp_path):
    with open_workers(Limits(), 1, behave) as workers:
        (part,) = read(workers, [write_reading(tmp_path, "staged")], tmp_path)
    assert [stage for stage, _ in part.seconds] == ["open", "read", "tables", "rows"]
    assert dict(part.seconds)["tables"] >= 0.1


def test_an_error_outside_stops_the_workers_at_once(tmp_path):
    readings = [write_reading(tmp_path, "good"), write_reading(tmp_path, "hang")]
    start = time.monotonic()
    with pytest.raises(KeyError), open_workers(Limits(), 1, behave) as workers:  # noqa: PT012 (what is tested)
        for index, _ in read_documents(workers, readings, tmp_path):
            raise KeyError(index)
    assert time.monotonic() - start < 60


def test_rows_that_cannot_be_written_are_no_fault_of_the_document(tmp_path):
    reading = write_reading(tmp_path, "good")
    with pytest.raises(OSError, match="No such file"), open_workers(Limits(), 1, behave) as workers:
        read(workers, [reading], tmp_path / "nowhere")


def test_where_the_system_holds_no_limit_a_worker_watches_its_memory_itself():
    program = (
        "from flows.worker import watch_memory; watch_memory(100 * 2**20)\n"
        "import time; held = bytearray(2**29); held[::4096] = b'x' * len(held[::4096]); time.sleep(20)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=60).returncode == 70


def test_limits_are_readable_and_small_to_send():
    assert Limits().text.startswith("300 s, 4096 MiB, file 256 MiB")
    assert len(pickle.dumps(Limits())) < 1000
