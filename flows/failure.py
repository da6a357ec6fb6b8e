"""Why a document could not be read, and why a run could not be made."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from flows.run_log import is_logging, log


@dataclass(frozen=True, slots=True)
class Failure:
    """What cost one document: the class of the error, and a sentence that says what to do.

    `by_limits` says that a limit did it, so that other limits may change the outcome; `transient`, that it may
    have passed when the next run reads the document again.
    """

    kind: str
    sentence: str
    by_limits: bool = False
    transient: bool = False

    @property
    def text(self) -> str:
        """Class and sentence, as published in `articles.error`."""
        return f"{self.kind}: {self.sentence}"


class RunError(Exception):
    """The run as a whole cannot be made. The message is one sentence: what is wrong and what to do."""


class PassingError(RunError):
    """The run cannot be made now, for a reason that may pass: it is worth trying again later."""


def tell(sentence: str) -> None:
    """Say on standard error, in one line, what went wrong and what to do; as JSON where that is wanted."""
    text = " ".join(sentence.split())
    if is_logging():
        log("error", {"event": "message", "message": text})
        return
    sys.stderr.write(f"shubiao: {text}\n")
    sys.stderr.flush()
