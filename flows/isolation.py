"""A document in a worker process, under limits: whatever it does, it costs itself alone."""

from __future__ import annotations

import multiprocessing
import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Lock
from typing import Any

from pebble import ProcessExpired, ProcessPool

from flows.failure import Failure, RunError
from flows.knowledge import Knowledge, extract_knowing
from flows.limits import Limits
from flows.origin import get_origin
from flows.parts import Page, Part, Spool, SpooledRows
from flows.plan import Reading
from flows.reading import result_to_part
from flows.worker import OUT_OF_MEMORY, Extract, Task, confine, error_to_failure, read_task

_PATIENCE = 0.5  # seconds between two looks at whether the workers still run
# Documents that wait for a worker, so that none has to wait for a document. No more: the pool looks at each ten times a second.
_AHEAD = 4
# Killed from outside once, a document is read again: the system ends processes when memory is short for all of them.
_ATTEMPTS = 2
_KILLED = -9


class Workers:
    """Worker processes that are running, and the limits that they hold documents to."""

    def __init__(self, limits: Limits, count: int | None, extract: Extract | None, *, pages: bool = False) -> None:
        self.limits = limits
        self.pages = pages
        self.count = count or count_processors()
        self.extract = extract or partial(extract_knowing, Knowledge(), limits=limits.reading)
        self.stopped = Event()
        self._lock = Lock()
        self._pool = self._start()

    def schedule(self, function: Callable[..., Any], *arguments: object) -> Future[Any]:
        """Let a worker call a function, for no longer than the time limit."""
        with self._lock:
            if not self._pool.active and not self.stopped.is_set():
                # All workers were killed while they waited for work.
                self._end(self._pool)
                self._pool = self._start()
            return self._pool.schedule(function, args=arguments, timeout=self.limits.seconds)

    def processes(self) -> tuple[int, ...]:
        """Return the ids of the worker processes."""
        return tuple(child.pid for child in multiprocessing.active_children() if child.pid is not None)

    def close(self) -> None:
        """Let the workers finish, and end them."""
        self._pool.close()  # type: ignore[no-untyped-call] # pebble leaves it unannotated
        self._pool.join()

    def stop(self) -> None:
        """End the workers at once."""
        self.stopped.set()
        self._end(self._pool)

    def _start(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self.count,
            max_tasks=self.limits.documents,
            initializer=confine,
            initargs=(self.limits.memory,),
            context=get_origin(),
        )

    @staticmethod
    def _end(pool: ProcessPool) -> None:
        pool.stop()  # type: ignore[no-untyped-call] # as above
        pool.join()


def count_processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1  # macOS


@contextmanager
def open_workers(
    limits: Limits, count: int | None = None, extract: Extract | None = None, *, pages: bool = False
) -> Iterator[Workers]:
    """Start `count` worker processes (default: one a usable processor) and stop them at the end, at once on an error.

    `extract` is what they call, with bytes, name, and a function to be told the stages that are done; it must be
    importable by name. `pages`: they make the pages of the report too.
    """
    workers = Workers(limits, count, extract, pages=pages)
    try:
        yield workers
        workers.close()
    except BaseException:
        workers.stop()
        raise


@dataclass(slots=True)
class _Run:
    """The documents of one issue on their way through the workers."""

    workers: Workers
    readings: Sequence[Reading]
    folder: Path
    done: SimpleQueue[tuple[int, Future[bytes]]] = field(default_factory=SimpleQueue)
    attempts: dict[int, int] = field(default_factory=dict)
    # Documents that are read, and whose pages are being made.
    drawn: dict[int, Part] = field(default_factory=dict)

    def draw(self, index: int, result: Part | Failure) -> bool:
        """Let the page of a document that was read be made; tell whether it is on its way.

        A task of its own: native code draws it, which may end its worker, and the rows are there by then.
        """
        if not self.workers.pages or not isinstance(result, Part) or result.page is not None:
            return False
        source = self.readings[index].source
        if result.document.status == "failed" or not isinstance(result.rows, SpooledRows) or not source.sha256:
            return False
        from flows.report.making import PageTask, make_page  # noqa: PLC0415 (whoever wants no report loads none of it)

        self.drawn[index] = result
        task = PageTask(source.path, source.sha256, result.rows, self.folder)
        self.workers.schedule(make_page, task).add_done_callback(lambda future: self.done.put((index, future)))
        return True

    def send(self, index: int) -> None:
        self.attempts[index] = self.attempts.get(index, 0) + 1
        task = Task(self.readings[index], self.workers.extract, self.workers.limits.text, self.folder)
        self.workers.schedule(read_task, task).add_done_callback(lambda future: self.done.put((index, future)))

    def receive(self) -> tuple[int, Part | Failure | None]:
        """Wait for a document that is done: its part, why there is none, or None if it is to be read again."""
        while True:
            try:
                index, future = self.done.get(timeout=_PATIENCE)
                break
            except Empty:
                # Workers that were stopped announce nothing more.
                if self.workers.stopped.is_set():
                    sentence = "the workers were stopped before all documents were read; run again."
                    raise RunError(sentence) from None
        result = future_to_result(future, self.workers.limits)
        if index in self.drawn:
            return index, replace(self.drawn.pop(index), page=result_to_page(result))
        if isinstance(result, Page):
            raise TypeError("a page of a document that was not read")
        if isinstance(result, Failure) and result.transient and self.attempts[index] < _ATTEMPTS:
            return index, None
        return index, result


def read_documents(workers: Workers, readings: Sequence[Reading], folder: Path) -> Iterator[tuple[int, Part]]:
    """Read documents in the workers and yield the index of each, as they are done, with what came of it.

    Rows are kept under `folder`. A document that its source refuses, or that is larger than allowed, is not read. One that exits,
    hangs, or takes all memory is a failure, and so is one that raises: `ExtractionError` with its own
    sentence, anything else as a fault to report. Raises `OSError` when rows cannot be written, `ImportError` when the
    installation is broken.
    """
    run = _Run(workers, readings, folder)
    spool: Spool | None = None
    waiting, following = 0, iter(range(len(readings)))
    while True:
        index = next(following, None) if waiting < _AHEAD * workers.count else None
        if index is not None:
            failed = refuse(readings[index], workers.limits)
            if failed is None:
                run.send(index)
                waiting += 1
                continue
            result: Part | Failure | None = failed
        elif waiting:
            index, result = run.receive()
            if result is None:
                run.send(index)
                continue
            if run.draw(index, result):
                continue
            waiting -= 1
        else:
            return
        if isinstance(result, Failure):
            spool = spool or Spool(folder)
            result = result_to_part(readings[index], result, workers.limits.text, spool)
        if result is not None:
            # What could not be read has its place in the report's list, and no page.
            yield index, replace(result, page=result.page or Page()) if workers.pages else result


def refuse(reading: Reading, limits: Limits) -> Failure | None:
    """Return why a document is not even opened, if so: what its source says, and what its size is."""
    source = reading.source
    if source.failure or source.byte_count <= limits.file_bytes:
        return source.failure
    sentence = f"is larger than {limits.file} MiB; split it, or allow more with --max-file."
    return Failure("OversizedSourceError", sentence, by_limits=True)


def future_to_result(future: Future[bytes], limits: Limits) -> Part | Page | Failure:
    """Return what a worker made, or why it made nothing.

    Raises `OSError` when it could not write, `ImportError` when the installation is broken.
    """
    try:
        part: Part | Page = pickle.loads(future.result())  # noqa: S301 (made by our own worker a moment ago)
    except TimeoutError:
        sentence = f"took longer than {limits.seconds:g} s and was stopped; allow more with --timeout."
        return Failure("TimeLimitError", sentence, by_limits=True)
    except ProcessExpired as error:
        return _to_failure(error)
    except BrokenProcessPool:
        return Failure("WorkerCrashError", "its worker process was killed; run again.", transient=True)
    except (OSError, ImportError):
        raise
    except Exception as error:  # noqa: BLE001 (an answer that cannot be carried between processes costs its document)
        return error_to_failure(error)
    return part


def result_to_page(result: Part | Page | Failure) -> Page:
    """Return the page that a worker made; without files when it was lost with its worker."""
    if isinstance(result, Failure):
        return Page(trouble=f"its page could not be made: {result.sentence}")
    return result if isinstance(result, Page) else Page()


def _to_failure(error: ProcessExpired) -> Failure:
    if error.exitcode == OUT_OF_MEMORY:
        return Failure("MemoryLimitError", "needs more memory than allowed; allow more with --memory.", by_limits=True)
    killed = error.exitcode == _KILLED
    sentence = f"ended its worker process (exit status {error.exitcode}); try more --memory, or report it."
    return Failure("WorkerCrashError", sentence, by_limits=not killed, transient=killed)
