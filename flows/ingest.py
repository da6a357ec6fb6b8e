"""The flow: journal issues become rows in the output folder, one task an issue."""

# Annotations are not postponed here: a flow that is served is copied into the process of its run with what they are, and
# not with the names that they would be looked up by.

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from flows.settings import set_up_engine

set_up_engine()

from prefect import flow, task  # noqa: E402 (reads its settings when it is imported)
from prefect.cache_policies import NO_CACHE  # noqa: E402
from prefect.client.schemas.objects import State  # noqa: E402
from prefect.logging import get_run_logger  # noqa: E402
from prefect.states import Completed  # noqa: E402
from prefect.task_runners import ThreadPoolTaskRunner  # noqa: E402

from flows.artifacts import ProgressArtifact, leave_artifacts  # noqa: E402
from flows.claims import claimed, tell_of_others  # noqa: E402
from flows.handover import take_plan  # noqa: E402
from flows.knowledge import Knowledge, read_knowledge  # noqa: E402
from flows.limits import Limits  # noqa: E402
from flows.manifest import PublishedIssue  # noqa: E402
from flows.outcome import Outcome, find_outcome  # noqa: E402
from flows.parts import Part  # noqa: E402
from flows.place import Place, open_place  # noqa: E402
from flows.plan import Plan, make_plan  # noqa: E402
from flows.progress import current_display  # noqa: E402
from flows.prune import prune  # noqa: E402
from flows.publish import Change, publish  # noqa: E402
from flows.readers import Readers, ReadIssue  # noqa: E402
from flows.reading import read_issue  # noqa: E402
from flows.retrying import decide_on_retry  # noqa: E402
from flows.run import describe_run  # noqa: E402
from flows.run_log import current_log  # noqa: E402

# Issues read at once; the documents of all of them share the same worker processes.
_ISSUES_AT_ONCE = 4


class _Run:
    """What the tasks of one run share. Opaque to the engine, which looks into the parameters that it can copy."""

    def __init__(
        self, plan: Plan, place: Place, folder: Path, read: ReadIssue, parameters: Mapping[str, object]
    ) -> None:
        self.plans = {issue.issue.id: issue for issue in plan.changed}
        self._place = place
        self._folder = folder
        self._read = read
        self._description = describe_run(parameters)
        self._log = current_log()
        self._displays = (current_display(), ProgressArtifact().show) if plan.readings else ()
        self._lock, self._done, self._total = Lock(), 0, plan.readings
        self._show(0)

    def read(self, name: str) -> PublishedIssue:
        """Read the documents of one issue and write its objects."""
        plan = self.plans[name]
        parts = self._counted(self._read(plan), name)
        return read_issue(plan, parts, self._place, self._folder, self._description)

    def _counted(self, parts: Iterable[tuple[int, Part]], issue: str) -> Iterator[tuple[int, Part]]:
        for index, part in parts:
            with self._lock:
                self._done += 1
                done = self._done
                self._log.read(part, issue)
            self._show(done)
            yield index, part

    def _show(self, done: int) -> None:
        for display in self._displays:
            display(done, self._total)


@flow(name="ingest", flow_run_name="ingest {raw}", task_runner=ThreadPoolTaskRunner(max_workers=_ISSUES_AT_ONCE))  # type: ignore[arg-type] # the runner is generic in what it returns
def ingest(  # noqa: PLR0917 (the parameters of a deployment are named, in Python and on its form)
    raw: str,
    output: str = "output",
    force: bool = False,
    limits: Limits = Limits(),
    workers: int | None = None,
    vocabulary: str | None = None,
    reference: str | None = None,
    all_indicators: bool = False,
    settle: float = 60,
    retries: int = 0,
    retry_delay: float = 60,
    cluster: str | None = None,
    report: bool = True,
) -> State[None]:
    """Read the documents under `raw` that are new or changed and publish the next snapshot under `output`.

    `force` reads all of them again. `limits` hold for each document; `workers` is the
    number of processes (default: one a usable processor). `vocabulary`, `reference` and `all_indicators`: see
    `read_knowledge`; `settle`: see `leave_unsettled`; `retries` and `retry_delay`: see `decide_on_retry`; `cluster`: the
    address of a Dask scheduler whose workers read the documents instead; `report`: make the pages that people read too. Refused with `RunError`: see `make_plan` and
    `publish`; after all else was published, issues that another ingestion reads or has published meanwhile.
    """
    current_log().passed("engine")
    files = [Path(path) if path else None for path in (vocabulary, reference)]
    readers = Readers(workers, cluster, report)
    try:
        knowledge = read_knowledge(*files, all_indicators=all_indicators)
        outcome = _publish_changes(raw, open_place(output), knowledge, limits, readers, force=force, settle=settle)
    except Exception as error:
        decide_on_retry(error, retries, retry_delay)
        raise
    get_run_logger().info("%s", outcome.sentence)
    leave_artifacts(outcome)
    return Completed(message=outcome.sentence)


def _publish_changes(
    raw: str, place: Place, knowledge: Knowledge, limits: Limits, readers: Readers, *, force: bool, settle: float
) -> Outcome:
    run_log, key = current_log(), knowledge.key
    parameters = {
        "raw": raw,
        "force": force,
        "limits": limits.text,
        "workers": readers.processes,
        "cluster": readers.cluster,
        "vocabulary": knowledge.vocabulary and f"{knowledge.vocabulary.path} sha256:{knowledge.vocabulary.sha256}",
        "reference": knowledge.reference and f"{knowledge.reference.path} sha256:{knowledge.reference.sha256}",
        "all-indicators": knowledge.all_indicators,
        "report": None if readers.pages else "no",
    }
    with place.writing(), place.workspace() as folder:
        now, text = datetime.now(UTC), limits.text
        whole = take_plan(place, key) or make_plan(
            raw, place, limits=text, now=now, force=force, knowledge_key=key, folder=folder, settle=settle
        )
        run_log.passed("plan")
        with claimed(whole, place) as (plan, taken):
            changes = [Change(issue, None) for issue in plan.removed_issues]
            if plan.changed:
                with readers.open(plan, knowledge, limits, place=place, folder=folder) as read:
                    run = _Run(plan, place, folder, read, parameters)
                    futures = [
                        ingest_issue.with_options(task_run_name=f"ingest {name}").submit(name, run)
                        for name in run.plans
                    ]
                    changes += [
                        Change(issue.published, future.result())
                        for issue, future in zip(plan.changed, futures, strict=True)
                    ]
            run_log.passed("documents")
            publication = publish(place, changes)
            outcome = find_outcome(plan, place)
    prune(place)
    run_log.passed("publication")
    tell_of_others(place.name, publication, taken)
    return outcome


@task(cache_policy=NO_CACHE, persist_result=False)
def ingest_issue(name: str, run: _Run) -> PublishedIssue:
    """Read one issue of the run's plan; it is not published yet."""
    return run.read(name)
