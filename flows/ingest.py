"""The flow: journal issues become rows in the output folder, one task an issue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from flows.settings import set_up_engine

set_up_engine()

from prefect import flow, task  # noqa: E402 (reads its settings when it is imported)
from prefect.cache_policies import NO_CACHE  # noqa: E402
from prefect.task_runners import ThreadPoolTaskRunner  # noqa: E402

import extractors.dataset  # noqa: E402, F401 (a broken installation stops the run here, and not every document of it)
from flows.isolation import Workers, open_workers, read_documents  # noqa: E402
from flows.knowledge import extract_knowing, read_knowledge  # noqa: E402
from flows.limits import Limits  # noqa: E402
from flows.manifest import PublishedIssue  # noqa: E402
from flows.parts import Part  # noqa: E402
from flows.plan import Plan, make_plan  # noqa: E402
from flows.progress import current_display  # noqa: E402
from flows.publish import locked, publish_snapshot, staging  # noqa: E402
from flows.reading import read_issue  # noqa: E402
from flows.run_log import current_log  # noqa: E402

# Issues read at once; the documents of all of them share the same worker processes.
_ISSUES_AT_ONCE = 4


class _Run:
    """What the tasks of one run share. Opaque to the engine, which looks into the parameters that it can copy."""

    def __init__(self, plan: Plan, output: Path, folder: Path, workers: Workers, spools: Path) -> None:
        self.plans = {issue.issue.id: issue for issue in plan.changed}
        self._output = output
        self._folder = folder
        self._workers = workers
        self._spools = spools
        self._log = current_log()
        self._show, self._lock, self._done, self._total = current_display(), Lock(), 0, plan.readings
        self._show(0, self._total)

    def read(self, name: str) -> PublishedIssue:
        """Read the documents of one issue in the workers and write its files."""
        plan = self.plans[name]
        parts = read_documents(self._workers, plan.readings, self._spools)
        return read_issue(plan, self._counted(parts, name), self._output, self._folder)

    def _counted(self, parts: Iterable[tuple[int, Part]], issue: str) -> Iterator[tuple[int, Part]]:
        for index, part in parts:
            with self._lock:
                self._done += 1
                self._show(self._done, self._total)
                self._log.read(part, issue)
            yield index, part


@flow(name="ingest", task_runner=ThreadPoolTaskRunner(max_workers=_ISSUES_AT_ONCE))  # type: ignore[arg-type] # the runner is generic in what it returns
def ingest(  # noqa: PLR0917 (the parameters of a deployment are named, in Python and on its form)
    raw: str,
    output: str = "output",
    force: bool = False,
    limits: Limits = Limits(),
    workers: int | None = None,
    vocabulary: str | None = None,
    reference: str | None = None,
    all_indicators: bool = False,
) -> None:
    """Read the documents under `raw` that are new or changed and publish the next snapshot under `output`.

    `force` reads all of them again. `limits` hold for each document; `workers` is the
    number of processes (default: one a usable processor). `vocabulary`, `reference` and `all_indicators`: see
    `read_knowledge`. Refused with `RunError`: see `find_sources` and `locked`.
    """
    target, run_log = Path(output), current_log()
    run_log.passed("engine")
    files = [Path(path) if path else None for path in (vocabulary, reference)]
    knowledge = read_knowledge(*files, all_indicators=all_indicators)
    with locked(target):
        now = datetime.now(UTC)
        plan = make_plan(Path(raw), target, limits=limits.text, now=now, force=force, knowledge_key=knowledge.key)
        run_log.passed("plan")
        if plan.is_empty:
            return
        extract = partial(extract_knowing, knowledge, limits=limits.reading)
        with (
            staging(target) as folder,
            TemporaryDirectory(dir=folder.parent) as spools,
            open_workers(limits, workers, extract) as processes,
        ):
            run = _Run(plan, target, folder, processes, Path(spools))
            futures = [
                ingest_issue.with_options(task_run_name=f"ingest {name}").submit(name, run) for name in run.plans
            ]
            changed = [future.result() for future in futures]
            run_log.passed("documents")
            publish_snapshot((*plan.unchanged, *changed), target, folder)
            run_log.passed("publication")


@task(cache_policy=NO_CACHE, persist_result=False)
def ingest_issue(name: str, run: _Run) -> PublishedIssue:
    """Read one issue of the run's plan; it is not published yet."""
    return run.read(name)
