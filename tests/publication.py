"""Publishing without an engine: plan, read, publish, in this process. For tests and for the processes that they kill."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from extractors.model import Dataset
from flows.failure import Failure
from flows.limits import Limits
from flows.manifest import PublishedIssue
from flows.parts import Part, Spool
from flows.plan import IssuePlan, Plan, Reading, make_plan
from flows.publish import locked, publish_snapshot, staging
from flows.reading import read_issue, result_to_part
from tests.example_dataset import example_dataset

NOON = datetime(2025, 6, 1, 12, tzinfo=UTC)
Extract = Callable[[bytes, str], Dataset | Failure]


class Reader:
    """Reads documents at once, in this process, and remembers which."""

    def __init__(self, extract: Extract = example_dataset) -> None:
        self.extract = extract
        self.limits = Limits()
        self.read: list[str] = []

    def parts(self, readings: Sequence[Reading], folder: Path) -> Iterator[tuple[int, Part]]:
        """Do what the workers do."""
        spool = Spool(folder)
        for index, reading in enumerate(readings):
            source = reading.source
            if source.failure is None:
                self.read.append(source.source)
            result = source.failure or self.extract(source.path.read_bytes(), source.source)
            yield index, result_to_part(reading, result, self.limits.text, spool)


def ingest(raw: Path, output: Path, *, force: bool = False, now: datetime = NOON, extract: Extract = example_dataset):
    """Do what the flow does, and return the plan and the sources that were read."""
    reader = Reader(extract)
    with locked(output):
        plan = make_plan(raw, output, limits=reader.limits.text, now=now, force=force)
        if not plan.is_empty:
            with staging(output) as folder:
                changed = [_read(issue, reader, output, folder) for issue in plan.changed]
                publish_snapshot((*plan.unchanged, *changed), output, folder)
    return plan, reader.read


def _read(issue: IssuePlan, reader: Reader, output: Path, folder: Path) -> PublishedIssue:
    with TemporaryDirectory() as spools:
        return read_issue(issue, reader.parts(issue.readings, Path(spools)), output, folder)


def read_whole(current: Path) -> dict[str, str]:
    """Return the snapshot's sources with their hashes, after every file in it was compared with the manifest."""
    folder = current.resolve()
    manifest = json.loads((folder / "manifest.json").read_text(encoding="ascii"))
    listed = set()
    for issue in manifest["issues"]:
        for file in issue["files"]:
            content = (folder / file["path"]).read_bytes()
            assert sha256(content).hexdigest() == file["sha256"], f"{file['path']} is torn"
            listed.add(file["path"])
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*.parquet")}
    assert found == listed
    assert (folder / "README.md").read_text(encoding="utf-8").startswith("# ")
    json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return {document["source"]: document["sha256"] for issue in manifest["issues"] for document in issue["documents"]}


__all__ = ["NOON", "Plan", "ingest", "read_whole"]
