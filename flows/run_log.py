"""What a run says of itself while it goes on: nothing, or a JSON object a line; and where its seconds went."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from time import perf_counter
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from flows.parts import Part

# Set for a command and all processes that it starts, and by whoever schedules runs without a command.
LOG = "SHUBIAO_LOG"

Level = Literal["info", "error"]


def is_logging() -> bool:
    """Tell whether this process says what it does, in JSON."""
    return os.environ.get(LOG) == "json"


def log(level: Level, values: Mapping[str, object]) -> None:
    """Write one line on standard error, if a log is wanted: `time`, `level`, and the values that are not None."""
    if not is_logging():
        return
    line = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "level": level, **values}
    text = json.dumps({name: value for name, value in line.items() if value is not None}, ensure_ascii=False)
    # In one piece: threads of this process write too.
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


class RunLog:
    """Takes the time of a run's stages, on the clock, and adds up those of its documents, all processes together."""

    def __init__(self) -> None:
        self._before = perf_counter()
        self.run: dict[str, float] = {}
        self.documents: dict[str, float] = {}
        self.count = 0

    def passed(self, stage: str) -> None:
        """Say that a stage of the run is done."""
        now = perf_counter()
        seconds, self._before = now - self._before, now
        self.run[stage] = self.run.get(stage, 0.0) + seconds
        log("info", {"event": "run", "stage": stage, "seconds": round(seconds, 4)})

    def read(self, part: Part, issue: str) -> None:
        """Say what came of a document: a line a stage, and one for the whole with its status."""
        document = part.document
        self.count += 1
        about = {"issue": issue, "article": document.article_id, "source": document.source}
        for stage, seconds in part.seconds:
            self.documents[stage] = self.documents.get(stage, 0.0) + seconds
            log("info", {"event": "stage", **about, "stage": stage, "seconds": round(seconds, 4)})
        whole = round(sum(seconds for _, seconds in part.seconds), 4) if part.seconds else None
        level: Level = "error" if document.status == "failed" else "info"
        values = {"status": document.status, "error": document.error}
        log(level, {"event": "document", **about, "stage": "document", "seconds": whole, **values})

    def to_text(self) -> str:
        """Return the seconds of each stage, for people."""
        lines = [f"Seconds on the clock: {sum(self.run.values()):.2f}", *_to_lines(self.run)]
        if self.documents:
            lines += [f"Seconds in {self.count} documents, all processes together: {sum(self.documents.values()):.2f}"]
            lines += _to_lines(self.documents)
        return "\n".join(lines) + "\n"


def _to_lines(seconds: Mapping[str, float]) -> list[str]:
    whole = sum(seconds.values()) or 1.0
    return [f"  {stage:<16}{value:10.2f}{value / whole:6.0%}" for stage, value in seconds.items()]


# A context variable, since the engine's flow takes parameters that can be stored.
_CURRENT: ContextVar[RunLog | None] = ContextVar("log", default=None)


def current_log() -> RunLog:
    """Return the log of this context, a new one where there is none."""
    return _CURRENT.get() or RunLog()


@contextmanager
def logged_by(run_log: RunLog) -> Iterator[None]:
    """Let `run_log` be the log of the context."""
    token = _CURRENT.set(run_log)
    try:
        yield
    finally:
        _CURRENT.reset(token)
