"""A document in a worker process with a time and memory limit: whatever it does, it costs itself alone."""

from __future__ import annotations

import logging
import multiprocessing
import os
import pickle
import resource
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event

from pebble import ProcessExpired, ProcessPool

import extractors
from extractors.errors import ExtractionError
from extractors.model import Dataset
from flows.failure import Failure, RunError
from flows.sources import Source

Extract = Callable[[bytes, str], Dataset]

# What the readers' native libraries leave behind in a process is thrown away with it now and then.
_DOCUMENTS_PER_WORKER = 50
_PATIENCE = 0.5  # seconds between two looks at whether the workers still run


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may use: seconds of wall time, and MiB of address space."""

    seconds: float = 300
    memory: int = 4096

    @property
    def text(self) -> str:
        """The limits, readable: `300 s, 4096 MiB`."""
        return f"{self.seconds:g} s, {self.memory} MiB"


@dataclass(frozen=True, slots=True)
class Workers:
    """Worker processes that are running, and the limits that they hold documents to."""

    pool: ProcessPool
    limits: Limits
    extract: Extract
    stopped: Event = field(default_factory=Event)


@contextmanager
def open_workers(limits: Limits, count: int | None = None, extract: Extract = extractors.extract) -> Iterator[Workers]:
    """Start `count` worker processes (default: one a usable processor) and stop them at the end, at once on an error.

    `extract` is what they call; it must be importable by name.
    """
    pool = ProcessPool(
        max_workers=count or len(os.sched_getaffinity(0)),
        max_tasks=_DOCUMENTS_PER_WORKER,
        initializer=_confine,
        initargs=(limits.memory,),
        # Forking a process that runs an engine's threads may lock up.
        context=multiprocessing.get_context("spawn"),
    )
    workers = Workers(pool, limits, extract)
    try:
        yield workers
        pool.close()  # type: ignore[no-untyped-call] # pebble leaves it unannotated
    except BaseException:
        workers.stopped.set()
        pool.stop()  # type: ignore[no-untyped-call] # as above
        raise
    finally:
        pool.join()


def extract_documents(workers: Workers, sources: Sequence[Source]) -> Iterator[tuple[int, Dataset | Failure]]:
    """Read documents in the workers and yield the index of each, as they are done, with what came of it.

    A document that its source refuses is not read. One that exits, hangs, or takes all memory is a failure,
    and so is one that raises: `ExtractionError` with its own sentence, anything else as a fault to report.
    """
    done: SimpleQueue[tuple[int, Future[bytes]]] = SimpleQueue()
    waiting = 0
    for index, source in enumerate(sources):
        if source.failure:
            yield index, source.failure
            continue
        arguments = (workers.extract, source.path, source.sha256, source.source)
        future = workers.pool.schedule(_extract_file, args=arguments, timeout=workers.limits.seconds)
        future.add_done_callback(partial(_announce, done, index))
        waiting += 1
    while waiting:
        try:
            index, finished = done.get(timeout=_PATIENCE)
        except Empty:
            # Workers that were stopped announce nothing more.
            if workers.stopped.is_set():
                raise RunError("the workers were stopped before all documents were read; run again.") from None
            continue
        waiting -= 1
        yield index, _to_result(finished.result, workers.limits)


def _announce(done: SimpleQueue[tuple[int, Future[bytes]]], index: int, future: Future[bytes]) -> None:
    done.put((index, future))


def _to_result(wait: Callable[[], bytes], limits: Limits) -> Dataset | Failure:
    try:
        result: Dataset | Failure = pickle.loads(wait())  # noqa: S301 (made by our own worker a moment ago)
    except TimeoutError:
        sentence = f"took longer than {limits.seconds:g} s and was stopped; allow more with --timeout."
        return Failure("TimeLimitError", sentence, by_limits=True)
    except ProcessExpired as error:
        sentence = f"ended its worker process (exit status {error.exitcode}); try more --memory, or report it."
        return Failure("WorkerCrashError", sentence, by_limits=True)
    except Exception as error:  # noqa: BLE001 (an answer that cannot be carried between processes costs its document)
        return _to_fault(error)
    return result


def _confine(memory: int) -> None:
    """Prepare a worker: an address-space limit, and silence, since messages of libraries name no document."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    wanted = memory * 2**20
    limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def _extract_file(extract: Extract, path: Path, digest: str, name: str) -> bytes:
    """Read one file in a worker and return the pickled result.

    Errors come back as values, and everything as bytes: what cannot be pickled or unpickled would break the
    pool for all documents.
    """
    try:
        return pickle.dumps(_extract_content(extract, path, digest, name), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        sentence = "needs more memory than allowed; allow more with --memory."
        return pickle.dumps(Failure("MemoryLimitError", sentence, by_limits=True))
    except BaseException as error:  # noqa: BLE001 (also an attempt to exit costs this document alone)
        return pickle.dumps(_to_fault(error))


def _extract_content(extract: Extract, path: Path, digest: str, name: str) -> Dataset | Failure:
    try:
        content = path.read_bytes()
        if sha256(content).hexdigest() != digest:
            return Failure("UnreadableSourceError", "changed while it was read; run again.", by_limits=True)
        # The text is the largest part, and no row holds it.
        return replace(extract(content, name), text="")
    except ExtractionError as error:
        return Failure(type(error).__name__, error.sentence)
    except OSError as error:
        return Failure("UnreadableSourceError", f"cannot be read ({error.strerror}); run again.", by_limits=True)


def _to_fault(error: BaseException) -> Failure:
    message = " ".join(str(error).split())[:300] or "no message"
    return Failure(type(error).__name__, f"the extraction failed ({message}); please report it with the document.")
