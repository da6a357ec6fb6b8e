"""What reads the documents of a run: processes of this machine, or the workers of a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from flows.cluster import open_cluster
from flows.isolation import open_workers, read_documents
from flows.knowledge import Knowledge, extract_knowing
from flows.limits import Limits
from flows.parts import Part
from flows.place import Place
from flows.plan import IssuePlan, Plan
from flows.stored_sources import fetch_readings

# Gives the index of each document of an issue, and what came of it, as they are done.
ReadIssue = Callable[[IssuePlan], Iterator[tuple[int, Part]]]


@dataclass(frozen=True, slots=True)
class Readers:
    """How many processes of this machine (None: one a usable processor), or the address of a Dask scheduler.

    `pages`: the pages of the report are made too.
    """

    processes: int | None = None
    cluster: str | None = None
    pages: bool = False

    @contextmanager
    def open(
        self, plan: Plan, knowledge: Knowledge, limits: Limits, *, place: Place, folder: Path
    ) -> Iterator[ReadIssue]:
        """Start them, for the documents of a plan, and end them. `folder` is this machine's, for rows and fetched documents."""
        if self.cluster:
            with open_cluster(
                self.cluster, plan.changed, knowledge, limits, place=place, folder=folder, pages=self.pages
            ) as cluster:
                yield cluster.read
            return
        extract = partial(extract_knowing, knowledge, limits=limits.reading)
        with open_workers(limits, self.processes, extract, pages=self.pages) as workers:
            here = {issue.issue.id: issue.readings for issue in fetch_readings(plan, folder).changed}
            yield lambda issue: read_documents(workers, here[issue.issue.id], folder)
