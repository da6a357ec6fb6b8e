"""What a worker process does: it confines itself, reads a document, and puts its rows on disk."""

from __future__ import annotations

import errno
import logging
import os
import pickle
import resource
import threading
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, partial
from hashlib import sha256
from pathlib import Path

import pyarrow as pa

from extractors.errors import ExtractionError, OversizedSourceError
from extractors.model import Dataset
from flows.failure import Failure
from flows.parts import Spool
from flows.plan import Reading
from flows.reading import result_to_part
from flows.stopwatch import Stopwatch

# What reads a document: called with its bytes, its name, a function to be told the stages, and `corrections` by name
# where it has any.
Extract = Callable[..., Dataset]

# The exit status of a worker that found itself above its memory limit.
OUT_OF_MEMORY = 70
_LOOKS = 0.1  # seconds between two looks at the memory, where the system holds no limit itself
# A share on the network that is away for a moment, a system short of something for a moment.
_PASSING = frozenset(
    {errno.EAGAIN, errno.EBUSY, errno.EIO, errno.ESTALE, errno.ETIMEDOUT, errno.EMFILE, errno.ENFILE, errno.ECONNRESET}
)
_PAUSES = (0.2, 1.0)  # seconds before the second and the third attempt


@dataclass(frozen=True, slots=True)
class Task:
    """A document to be read: by what, under which limits (readable), and the folder that its rows are put into."""

    reading: Reading
    extract: Extract
    limits: str
    folder: Path


def confine(memory: int) -> None:
    """Prepare a worker: a limit of `memory` MiB more than it has now, and silence, since messages of libraries name no document.

    The system holds the limit by the address space where it can (Linux); elsewhere the worker looks itself
    how much it takes, and ends with the status `OUT_OF_MEMORY`.
    """
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    # Arrow's own allocators reserve a gibibyte of addresses at once.
    pa.set_memory_pool(pa.system_memory_pool())
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    more = memory * 2**20
    try:
        taken = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        limit = taken + more if hard == resource.RLIM_INFINITY else min(taken + more, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    except (OSError, ValueError):
        watch_memory(more)


def watch_memory(more: int) -> None:
    """Look from a thread, again and again, whether the process has taken `more` bytes than now, and end it then."""
    limit = _resident() + more

    def watch() -> None:
        while _resident() <= limit:
            time.sleep(_LOOKS)
        os._exit(OUT_OF_MEMORY)

    threading.Thread(target=watch, daemon=True, name="memory").start()


def _resident() -> int:
    """Return the bytes of memory that the process has now; where the system does not tell, the most that it has had.

    Linux hands that most on to a new program, so that under a large process it would tell of the other one.
    """
    if os.uname().sysname == "Linux":
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    unit = 1 if os.uname().sysname == "Darwin" else 1024  # getrusage(2) counts bytes there, KiB elsewhere
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def read_task(task: Task) -> bytes:
    """Read a document and return the pickled `Part`.

    What the document does wrong comes back as a failure, and everything as bytes: what cannot be pickled or unpickled
    would break the pool for all documents. Raises `OSError` when the rows cannot be written, `ImportError` when the extractors
    cannot be loaded: that is no document's fault.
    """
    _load_extractors()
    watch = Stopwatch()
    result = _to_result(task, watch)
    part = result_to_part(task.reading, result, task.limits, _open_spool(task.folder))
    watch.passed("rows")
    return pickle.dumps(replace(part, seconds=watch.seconds), pickle.HIGHEST_PROTOCOL)


@cache
def _load_extractors() -> None:
    try:
        import extractors.dataset  # noqa: PLC0415 (`flows.loaded` has, unless it could not)
        import extractors.readers.pdf  # noqa: F401, PLC0415
    except Exception as error:
        raise ImportError(f"{type(error).__name__}: {error}") from error


@cache
def _open_spool(folder: Path) -> Spool:
    return Spool(folder)


def _to_result(task: Task, watch: Stopwatch) -> Dataset | Failure:
    try:
        return _extract(task, watch)
    except MemoryError:
        return Failure("MemoryLimitError", "needs more memory than allowed; allow more with --memory.", by_limits=True)
    except BaseException as error:  # noqa: BLE001 (also an attempt to exit costs this document alone)
        return error_to_failure(error)


def _extract(task: Task, watch: Stopwatch) -> Dataset | Failure:
    source = task.reading.source
    try:
        content = _read(source.path)
    except OSError as error:
        return Failure("UnreadableSourceError", f"cannot be read ({error.strerror}); run again.", transient=True)
    if sha256(content).hexdigest() != source.sha256:
        return Failure("UnreadableSourceError", "changed while it was read; run again.", transient=True)
    watch.passed("open")
    try:
        extract = task.extract if source.corrections is None else partial(task.extract, corrections=source.corrections)
        dataset = extract(content, source.source, watch.passed)
        if not isinstance(dataset, Dataset):
            raise TypeError(f"{type(dataset).__name__} is no dataset")
    except ExtractionError as error:
        by_limits = isinstance(error, OversizedSourceError)
        return Failure(type(error).__name__, error.sentence, by_limits=by_limits)
    return dataset


def _read(path: Path) -> bytes:
    for pause in _PAUSES:
        try:
            return path.read_bytes()
        except OSError as error:
            if error.errno not in _PASSING:
                raise
            time.sleep(pause)
    return path.read_bytes()


def error_to_failure(error: BaseException) -> Failure:
    """Return what is published of an error that no document should cause."""
    message = " ".join(str(error).split())[:300] or "no message"
    return Failure(type(error).__name__, f"the extraction failed ({message}); please report it with the document.")
