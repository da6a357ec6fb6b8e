"""What a run leaves on the Prefect server: how far it is, what it read, what is wrong in it, where the report is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from time import monotonic
from typing import cast
from uuid import UUID

import httpx
from prefect.artifacts import (
    create_link_artifact,
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.events import emit_event
from prefect.exceptions import PrefectException
from prefect.logging import get_run_logger

from flows.outcome import Outcome, find_report, outcome_to_markdown, outcome_to_rows
from flows.sources import printable

# Under its name the server keeps the history of an artifact from run to run.
DOCUMENTS, SUMMARY, PROGRESS, REPORT = (f"shubiao-{name}" for name in ("documents", "summary", "progress", "report"))
# The run went well, but not every document could be read. Automations can wait for it.
DOCUMENTS_FAILED = "shubiao.documents.failed"

_SECONDS_BETWEEN_UPDATES = 5.0
_SOURCES_NAMED = 20


class ProgressArtifact:
    """The share of the documents that are read, told to the server every few seconds."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock, self._lock = clock, Lock()
        self._artifact: UUID | None = None
        self._told = clock()

    def show(self, done: int, total: int) -> None:
        """Say that `done` of `total` documents are read."""
        # Another thread that is just telling has nearly the same number to tell.
        if self._lock.acquire(blocking=False):
            try:
                if self._artifact is None or done == total or self._clock() - self._told >= _SECONDS_BETWEEN_UPDATES:
                    self._tell(100 * done / total, f"{done} of {total} documents read")
                    self._told = self._clock()
            finally:
                self._lock.release()

    def _tell(self, share: float, description: str) -> None:
        with _refusals_logged():
            if self._artifact is None:
                self._artifact = cast("UUID", create_progress_artifact(share, key=PROGRESS, description=description))
            else:
                update_progress_artifact(self._artifact, share, description=description)


def leave_artifacts(outcome: Outcome) -> None:
    """Leave a summary of a finished run, a table of its documents, a link to the report, and an event if some failed."""
    with _refusals_logged():
        create_markdown_artifact(outcome_to_markdown(outcome), key=SUMMARY, description=outcome.sentence)
        report = find_report(outcome.place)
        create_link_artifact(report, report, key=REPORT, description="What is published now")
        if outcome.documents:
            rows = outcome_to_rows(outcome)
            shown = "" if len(rows) == len(outcome.documents) else f"; {len(rows)} are shown"
            create_table_artifact(rows, key=DOCUMENTS, description=f"{len(outcome.documents)} documents read{shown}")
        if outcome.failed:
            name = printable(outcome.place.folder.absolute() if outcome.place.folder else outcome.place.name)
            sources = [document.source for document in outcome.failed[:_SOURCES_NAMED]]
            resource = {"prefect.resource.id": f"shubiao.output.{name}", "prefect.resource.name": name}
            emit_event(DOCUMENTS_FAILED, resource, payload={"failed": len(outcome.failed), "sources": sources})


@contextmanager
def _refusals_logged() -> Iterator[None]:
    """Log what the server refuses: the data is published, whether or not the server tells of it."""
    try:
        yield
    except (httpx.HTTPError, PrefectException, OSError, RuntimeError, ValueError) as error:
        get_run_logger().warning("The server took no artifact (%s: %s).", type(error).__name__, error)
