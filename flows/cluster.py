"""Documents read by the workers of a Dask cluster, batch by batch. The only file that knows Dask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING
from uuid import uuid4

from flows.batch import Batch, read_batch
from flows.extraction_key import compute_code_key
from flows.failure import Failure, RunError
from flows.knowledge import Knowledge
from flows.limits import Limits
from flows.parts import FiledRows, Part, Spool
from flows.place import OBJECTS, Place
from flows.plan import IssuePlan, Reading
from flows.reading import result_to_part

if TYPE_CHECKING:
    from distributed import Client, Future

# A task costs the scheduler about a tenth of a second whatever it does, and a lost machine a batch.
_BATCH = 50
_PATIENCE = 30  # seconds for the scheduler to answer
_LOST = Failure(
    "WorkerCrashError", "was lost with the machines of the cluster that read it; run again.", transient=True
)


@dataclass(frozen=True, slots=True)
class _Sent:
    """A batch on its way: whose documents it holds, by issue and index, and what is to come of it."""

    places: tuple[tuple[str, int], ...]
    readings: tuple[Reading, ...]
    future: Future


class Cluster:
    """All documents of a run, sent to the cluster at once."""

    def __init__(self, batches: Sequence[_Sent], limits: Limits, place: Place, folder: Path) -> None:
        self._batches, self._limits = batches, limits
        self._place, self._folder = place, folder

    def read(self, plan: IssuePlan) -> Iterator[tuple[int, Part]]:
        """Give the index of each document of an issue, as batches are done, with what came of it.

        A batch that the cluster lost again and again is a failure of each of its documents, which the next run reads
        again. Raises `RunError` when a worker cannot read for the cluster at all.
        """
        name = plan.issue.id
        for batch in self._batches:
            if any(issue == name for issue, _ in batch.places):
                parts = self._receive(batch)
                for (issue, index), part in zip(batch.places, parts, strict=True):
                    if issue == name:
                        yield index, part

    def _receive(self, batch: _Sent) -> Sequence[Part]:
        from distributed import KilledWorker  # noqa: PLC0415 (an extra)
        from distributed.client import FutureCancelledError  # noqa: PLC0415

        try:
            parts: Sequence[Part] = batch.future.result()
        except KilledWorker:
            spool = Spool(self._folder)
            return [result_to_part(reading, _LOST, self._limits.text, spool) for reading in batch.readings]
        except (FutureCancelledError, OSError) as error:
            raise RunError(
                "the cluster's scheduler was lost; what was published before is untouched, run again."
            ) from error
        return self._fetch(parts)

    def _fetch(self, parts: Sequence[Part]) -> Sequence[Part]:
        """Let the rows of a batch be found on this machine."""
        found: dict[FiledRows, FiledRows] = {}
        for rows in {part.rows for part in parts if isinstance(part.rows, FiledRows)}:
            folder = Path(mkdtemp(dir=self._folder))
            found[rows] = FiledRows(
                tuple((dataset, self._place.fetch(name.as_posix(), folder)) for dataset, name in rows.files)
            )
        return [replace(part, rows=found[part.rows]) if isinstance(part.rows, FiledRows) else part for part in parts]


@contextmanager
def open_cluster(
    address: str,
    plans: Sequence[IssuePlan],
    knowledge: Knowledge,
    limits: Limits,
    *,
    place: Place,
    folder: Path,
    pages: bool = False,
) -> Iterator[Cluster]:
    """Send the documents of all issues to the workers of a Dask scheduler, in batches; what is not done at the end is given up.

    The place, the documents and the user's files have to be the same on all machines; `folder` is this machine's. Refused
    (`RunError`): the extra is not installed, nobody answers at the address, the cluster has no worker.
    """
    client = _connect(address)
    run = f"batches-{uuid4().hex}"
    output = str(place.folder.absolute()) if place.folder else place.name
    try:
        code_key = compute_code_key()
        batches: list[_Sent] = []
        for documents in _to_batches(plans):
            readings = tuple(reading for _, reading in documents)
            batch = Batch(readings, knowledge, limits, code_key, output, run, pages)
            if not batches:
                place.write(batch.mark, b"")
            future = client.submit(read_batch, batch, pure=False, retries=1)
            batches.append(_Sent(tuple(where for where, _ in documents), readings, future))
        yield Cluster(batches, limits, place, folder)
    finally:
        client.close()
        place.remove(OBJECTS, [run])


def _connect(address: str) -> Client:
    try:
        from distributed import Client  # noqa: PLC0415 (an extra)
    except ModuleNotFoundError as error:
        raise RunError("--cluster: needs an extra that is not installed; pip install 'shubiao[dask]'.") from error
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise RunError(
            f"--cluster {address}: no Dask scheduler answers there; start one, or mend the address."
        ) from error
    if not client.scheduler_info()["workers"]:
        client.close()
        raise RunError(f"--cluster {address}: the scheduler has no worker; start some: dask worker {address}")
    return client


def _to_batches(plans: Sequence[IssuePlan]) -> Iterator[list[tuple[tuple[str, int], Reading]]]:
    """Cut the documents of all issues, in their order, into batches. Documents that are refused anyway go along."""
    documents = [((plan.issue.id, index), reading) for plan in plans for index, reading in enumerate(plan.readings)]
    for start in range(0, len(documents), _BATCH):
        yield documents[start : start + _BATCH]
