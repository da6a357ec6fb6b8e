from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from extractors.model import Dataset
from flows.failure import Failure
from flows.isolation import Limits, extract_documents, open_workers
from flows.issue import Issue
from flows.sources import Source
from tests.worker_behaviours import behave

BEHAVIOURS = (
    "good one",
    "exit",
    "good two",
    "hang",
    "deaf",
    "allocate",
    "refuse",
    "fault",
    "recurse",
    "unpicklable",
    "killed",
    "segfault",
    "chatter",
    "quit",
    "good three",
)


def write_source(folder: Path, content: str) -> Source:
    path = folder / f"{content.replace(' ', '-')}.txt"
    path.write_text(content, encoding="utf-8")
    return Source(path, path.name, Issue(), sha256(content.encode()).hexdigest(), len(content))


@pytest.fixture(scope="module")
def results(tmp_path_factory) -> dict[str, Dataset | Failure]:
    folder = tmp_path_factory.mktemp("documents")
    sources = [write_source(folder, behaviour) for behaviour in BEHAVIOURS]
    with open_workers(Limits(seconds=4, memory=2048), 2, behave) as workers:
        return {BEHAVIOURS[index]: result for index, result in extract_documents(workers, sources)}


def test_good_documents_among_bad_ones_are_read(results):
    for name in ("good one", "good two", "good three", "chatter"):
        assert isinstance(results[name], Dataset)
        assert results[name].article.sha256 == sha256(name.encode()).hexdigest()


@pytest.mark.parametrize(
    ("behaviour", "kind", "words", "by_limits"),
    [
        ("exit", "WorkerCrashError", "exit status 3", True),
        ("killed", "WorkerCrashError", "exit status -9", True),
        ("segfault", "WorkerCrashError", "exit status -11", True),
        ("hang", "TimeLimitError", "longer than 4 s", True),
        ("deaf", "TimeLimitError", "--timeout", True),
        ("allocate", "MemoryLimitError", "--memory", True),
        ("refuse", "EncryptedSourceError", "asks for a password; remove it.", False),
        ("fault", "ZeroDivisionError", "(one two)", False),
        ("recurse", "RecursionError", "please report it", False),
        ("unpicklable", "TypeError", "please report it", False),
        ("quit", "SystemExit", "please report it", False),
    ],
)
def test_each_bad_document_is_labelled_with_what_it_did(results, behaviour, kind, words, by_limits):
    failure = results[behaviour]
    assert isinstance(failure, Failure)
    assert (failure.kind, failure.by_limits) == (kind, by_limits)
    assert words in failure.sentence
    assert "\n" not in failure.text


def test_a_refused_source_is_not_read(tmp_path):
    refused = Source(tmp_path / "none.txt", "none.txt", Issue(), failure=Failure("DuplicateSourceError", "a copy."))
    with open_workers(Limits(), 1, behave) as workers:
        assert list(extract_documents(workers, [refused])) == [(0, refused.failure)]


def test_a_file_that_changes_or_goes_after_it_was_listed_is_a_failure(tmp_path):
    changed, gone = write_source(tmp_path, "before"), write_source(tmp_path, "gone")
    changed.path.write_text("after", encoding="utf-8")
    gone.path.unlink()
    with open_workers(Limits(), 1, behave) as workers:
        results = dict(extract_documents(workers, [changed, gone]))
    assert results[0] == Failure("UnreadableSourceError", "changed while it was read; run again.", by_limits=True)
    assert isinstance(results[1], Failure)
    assert "No such file" in results[1].sentence


def test_an_error_outside_stops_the_workers_at_once(tmp_path):
    with pytest.raises(KeyError), open_workers(Limits(), 1, behave) as workers:  # noqa: PT012 (what is tested)
        for index, _ in extract_documents(workers, [write_source(tmp_path, "good"), write_source(tmp_path, "hang")]):
            raise KeyError(index)
