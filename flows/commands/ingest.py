"""`shubiao ingest`: the articles of a folder become published datasets."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter, validators

from flows.commands.limits import LimitOptions
from flows.failure import tell
from flows.run_log import LOG, RunLog


def ingest(
    raw: str,
    /,
    *,
    output: str = "output",
    force: Annotated[bool, Parameter(negative="")] = False,
    workers: Annotated[int | None, Parameter(validator=validators.Number(gte=1))] = None,
    settle: Annotated[float, Parameter(validator=validators.Number(gte=0))] = 2,
    vocabulary: Path | None = None,
    reference: Path | None = None,
    all_indicators: Annotated[bool, Parameter(negative="")] = False,
    state: Path | None = None,
    cluster: str | None = None,
    report: Annotated[bool, Parameter(negative="--no-report")] = True,
    limits: LimitOptions | None = None,
    log: Literal["json"] | None = None,
    profile: Annotated[bool, Parameter(negative="")] = False,
) -> int:
    """Turn the articles under RAW into datasets under OUTPUT/current.

    Documents that are published already, and have not changed, are not read again.
    A document that cannot be read becomes a row of `articles` with status `failed`;
    the others go on.

    Parameters
    ----------
    raw
        A folder of journal issues (<journal>/<year>-<number>/ with .pdf and .txt files and an issue.toml), any folder, or one
        file; also s3://bucket/folder.
    output
        The folder that the datasets are published in, or s3://bucket/folder.
    force
        Read all documents again.
    workers
        Number of worker processes; by default one a processor.
    settle
        Seconds that a document must have lain still; one that is still being copied is left for the next run.
    vocabulary
        TOML file of your own places, indicators, classifications and units (docs/vocabulary.md).
    reference
        CSV or Parquet file with figures of partners and of the world, for trade intensity, comparative advantage and
        complementarity (docs/indicators.md).
    all_indicators
        Compute ranks and index numbers too.
    state
        Folder for the engine's home and what a run needs; by default .state beside OUTPUT. It may be removed between runs.
    cluster
        Address of a Dask scheduler (tcp://host:8786) whose workers read the documents; OUTPUT and RAW have to be the same
        folders on all machines (pip install 'shubiao[dask]'; docs/operations.md).
    report
        Make the pages that people read, OUTPUT/current/report/index.html, for the documents that are read.
    log
        json: say on standard error what is done, one JSON object a line, with article, stage and seconds.
    profile
        Print the seconds of each stage on standard error.
    """
    from dataclasses import asdict  # noqa: PLC0415
    from datetime import UTC, datetime  # noqa: PLC0415 (help and an ingestion with nothing to do take no second for it)

    from flows.bucket import is_stored  # noqa: PLC0415
    from flows.claims import refuse_taken  # noqa: PLC0415
    from flows.knowledge import read_knowledge  # noqa: PLC0415
    from flows.launch import Launch  # noqa: PLC0415
    from flows.manifest import Snapshot, read_snapshot  # noqa: PLC0415
    from flows.place import open_place  # noqa: PLC0415
    from flows.plan import make_plan  # noqa: PLC0415
    from flows.schema import SCHEMA_VERSION  # noqa: PLC0415
    from flows.summary import find_failures, find_troubles, find_warnings, summarise  # noqa: PLC0415

    if log:
        os.environ[LOG] = log
    limit, run_log = (limits or LimitOptions()).limits, RunLog()
    known = read_knowledge(vocabulary, reference, all_indicators=all_indicators)
    place = open_place(output)
    now = datetime.now(UTC)
    parameters = {
        "raw": raw,
        "output": output,
        "force": force,
        "limits": asdict(limit),
        "workers": workers,
        "settle": settle,
        "cluster": cluster,
        "report": report,
        "vocabulary": str(known.vocabulary.path) if known.vocabulary else None,
        "reference": str(known.reference.path) if known.reference else None,
        "all_indicators": known.all_indicators,
    }
    with Launch(parameters, output, state, profile=profile) as engine:
        plan = make_plan(
            raw,
            place,
            limits=limit.text,
            now=now,
            force=force,
            knowledge_key=known.key,
            settle=settle,
            noticed=engine.begin,
        )
        if plan.is_empty:
            run_log.passed("plan")
            sys.stderr.write(run_log.to_text() if profile else "")
        else:
            if plan.older_schema:
                was = f"was published under schema {plan.older_schema}"
                tell(f"{place.name}: {was}; all documents are read again for {SCHEMA_VERSION}.")
            refuse_taken(plan, place)
            # What is read of a bucket for a plan is kept by the process that made it.
            if engine.finish(None if is_stored(raw) else plan):
                return 2  # the run was not possible, and has said why
        # The engine has ended, its server is about to.
        snapshot = read_snapshot(place) or Snapshot()
        sys.stdout.write(summarise(plan, snapshot, place, compared=reference is not None))
        for sentence in (*find_warnings(plan, snapshot, raw, place), *find_troubles(plan, snapshot, place)):
            tell(sentence)
        failures = find_failures(snapshot, raw, place)
        for document in failures:
            tell(f"{document.source}: {document.error}")
    return 1 if failures else 0
