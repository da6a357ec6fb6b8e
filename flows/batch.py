"""A batch of documents read on another machine: rows come back as Parquet objects in the place that is published in.

A worker of the cluster calls `read_batch`. The documents are read in a process of its own (this module run as a
program), for a cluster's workers may not start processes as `flows.isolation` does.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from uuid import uuid4

from flows.extraction_key import compute_code_key
from flows.failure import RunError
from flows.knowledge import Knowledge, extract_knowing
from flows.limits import Limits
from flows.parts import FiledRows, Part, gather_rows
from flows.place import OBJECTS, open_place
from flows.plan import Reading

_NOWHERE = subprocess.DEVNULL


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents in the order of their sources, how they are read, the code that is asked for, and where their rows go.

    `output` is the place that the run publishes in, as all machines call it; `folder` the run's own below its objects.
    `pages`: the pages of the report are made too.
    """

    readings: tuple[Reading, ...]
    knowledge: Knowledge
    limits: Limits
    code_key: str
    output: str
    folder: str
    pages: bool = False

    @property
    def mark(self) -> str:
        """An object that the publisher wrote: who finds it shares the place."""
        return f"{OBJECTS}/{self.folder}/run"


def read_batch(batch: Batch) -> tuple[Part, ...]:
    """Read the documents of a batch and return what came of each, in their order; rows lie in objects named by `FiledRows`.

    The objects are of this attempt alone: a batch that is begun twice, since a machine was lost, is read
    once. Raises `RunError` when this machine has other code, or does not share the place.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        # What the process leaves there when it ends at once goes with the folder.
        environment = {**os.environ, "TMPDIR": folder}
        answer = Path(folder) / "answer"
        command = [sys.executable, "-P", "-m", "flows.batch", str(answer)]
        with subprocess.Popen(  # noqa: S603 (our own program)
            command, stdin=subprocess.PIPE, stdout=_NOWHERE, stderr=_NOWHERE, env=environment
        ) as process:
            if process.stdin is not None:
                # Left open while the process reads: it ends when this one does.
                process.stdin.write(pickle.dumps(batch))
                process.stdin.flush()
            status = process.wait()
        result = pickle.loads(answer.read_bytes()) if status == 0 else None  # noqa: S301 (written by our own program)
    if isinstance(result, RunError):
        raise result
    if result is None:
        raise RunError(
            f"a worker of the cluster could not read a batch of documents (exit status {status}); run again."
        )
    parts: tuple[Part, ...] = result
    return parts


def write_batch(batch: Batch) -> tuple[Part, ...]:
    """Read the documents of a batch in an isolated process and write their rows as objects."""
    from flows.isolation import open_workers, read_documents  # noqa: PLC0415 (the cluster's own worker needs none of it)
    from flows.parquet import write_dataset  # noqa: PLC0415
    from flows.report.making import store_pages  # noqa: PLC0415
    from flows.schema import DATASETS  # noqa: PLC0415
    from flows.stored_sources import fetch_reading  # noqa: PLC0415

    if compute_code_key() != batch.code_key:
        raise RunError(
            "a worker of the cluster has another version of shubiao or of its libraries; install the same on all machines."
        )
    place = open_place(batch.output)
    try:
        place.open(batch.mark).close()
    except OSError as error:
        sentence = (
            f"{batch.output}: is not the same place for a worker of the cluster; use an OUTPUT that all machines share."
        )
        raise RunError(sentence) from error
    extract = partial(extract_knowing, batch.knowledge, limits=batch.limits.reading)
    attempt = f"{batch.folder}/{uuid4().hex}"
    with (
        place.writing(),
        place.workspace() as folder,
        open_workers(batch.limits, 1, extract, pages=batch.pages) as workers,
    ):
        readings = [fetch_reading(folder, reading) for reading in batch.readings]
        found = dict(read_documents(workers, readings, folder))
        parts = store_pages(place, [found[index] for index in range(len(batch.readings))])
        files = []
        for schema in DATASETS:
            file = write_dataset(gather_rows(schema.name, parts), schema, "batch", folder)
            name = f"{OBJECTS}/{attempt}/{schema.name}.parquet"
            place.take(name, folder / file.path)
            files.append((schema.name, Path(name)))
    rows = FiledRows(tuple(files))
    return tuple(replace(part, rows=rows) for part in parts)


def main(answer: Path) -> None:
    """Read the batch that standard input describes, write the answer, and end early if whoever holds the other end does."""
    batch: Batch = pickle.load(sys.stdin.buffer)  # noqa: S301 (sent by `read_batch`)

    def wait() -> None:
        sys.stdin.buffer.read()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
    result: tuple[Part, ...] | RunError
    try:
        result = write_batch(batch)
    except RunError as error:
        result = error
    answer.write_bytes(pickle.dumps(result))
    os._exit(0)  # the thread still waits for standard input


if __name__ == "__main__":
    # Pickled under the name by which others know it.
    from flows.batch import main as run

    run(Path(sys.argv[1]))
