"""Which documents are still being written: left for the next run, so that half a file is never published."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from flows.sources import Source, Sources

# A run waits this long for documents that were written a moment ago; what has to lie still for longer is left.
_PATIENCE = 2.0  # seconds


def leave_unsettled(
    sources: Sources,
    settle: float = 0,
    *,
    now: Callable[[], float] = time.time,
    wait: Callable[[float], None] = time.sleep,
) -> Sources:
    """Take out the documents that have not lain still for `settle` seconds, they or their corrections, and name them in `unsettled`.

    A file lies still when neither its content nor its entry was changed: the later of the times of modification and
    of change counts, since programs that copy set the former back to the original's and cannot set the latter. Documents
    that were written a moment ago are waited for, two seconds at most.
    """
    if settle <= 0:
        return sources
    young = [source for source in sources.documents if _is_restless(source, now(), settle)]
    if young:
        wait(min(settle, _PATIENCE))
    restless = {source.path for source in young if _is_restless(source, now(), settle)}
    return replace(
        sources,
        documents=tuple(source for source in sources.documents if source.path not in restless),
        unsettled=tuple(source for source in sources.documents if source.path in restless),
    )


def _is_restless(source: Source, now: float, settle: float) -> bool:
    if source.sha256 is None:
        return False  # refused for another reason, which waiting does not change
    beside = source.corrections
    # Half a corrections file would be read as one that is broken.
    if beside and beside.path and not beside.fault and _is_young(beside.path, len(beside.content), now, settle):
        return True
    return _is_young(source.path, source.byte_count, now, settle)


def _is_young(path: Path, size: int, now: float, settle: float) -> bool:
    try:
        status = path.stat()
    except OSError:
        return True  # taken away, or being replaced, since it was read
    age = now - max(status.st_mtime, status.st_ctime)
    # The clock of a share may run ahead a little. A time that lies further ahead says nothing: such a file would never
    # be old enough.
    return abs(age) < settle or status.st_size != size
