"""Publishing without an engine: plan, read, publish, in this process. For tests and for the processes that they kill."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from extractors.model import Dataset
from flows.claims import claimed, tell_of_others
from flows.failure import Failure
from flows.isolation import Workers, read_documents
from flows.limits import Limits
from flows.manifest import Run
from flows.parts import Part, Spool
from flows.place import open_place
from flows.plan import Plan, Reading, make_plan
from flows.prune import prune
from flows.publish import Change, publish
from flows.reading import read_issue, result_to_part
from flows.stored_sources import fetch_readings
from tests.example_dataset import example_dataset

RUN = Run("0.1.0", "0123456", (("raw", "raw"),))
NOON = datetime(2025, 6, 1, 12, tzinfo=UTC)
Extract = Callable[..., Dataset | Failure]  # bytes, name, and `corrections` by name where there are any


class Reader:
    """Reads documents at once, in this process, and remembers which; or lets workers do it, who make pages as well."""

    def __init__(self, extract: Extract = example_dataset, workers: Workers | None = None) -> None:
        self.extract = extract
        self.workers = workers
        self.limits = Limits()
        self.read: list[str] = []

    def parts(self, readings: Sequence[Reading], folder: Path) -> Iterator[tuple[int, Part]]:
        """Do what the workers do."""
        if self.workers is not None:
            self.read += [reading.source.source for reading in readings if reading.source.failure is None]
            yield from read_documents(self.workers, readings, folder)
            return
        spool = Spool(folder)
        for index, reading in enumerate(readings):
            source = reading.source
            if source.failure is None:
                self.read.append(source.source)
            asked = {"corrections": source.corrections} if source.corrections else {}
            result = source.failure or self.extract(source.path.read_bytes(), source.source, **asked)
            yield index, result_to_part(reading, result, self.limits.text, spool)


def ingest(
    raw: Path | str,
    output: Path | str,
    *,
    force: bool = False,
    now: datetime = NOON,
    extract: Extract = example_dataset,
    meanwhile: Callable[[], None] = lambda: None,
    settle: float = 0,
    workers: Workers | None = None,
):
    """Do what the flow does, and return the plan and the sources that were read; `meanwhile` is what others do before it publishes."""
    reader, place = Reader(extract, workers), open_place(output)
    with place.writing(), place.workspace() as folder:
        plan = make_plan(raw, place, limits=reader.limits.text, now=now, force=force, folder=folder, settle=settle)
        with claimed(plan, place) as (mine, taken):
            changes = [Change(issue, None) for issue in mine.removed_issues]
            for issue in fetch_readings(mine, folder).changed:
                parts = reader.parts(issue.readings, folder)
                changes.append(Change(issue.published, read_issue(issue, parts, place, folder, RUN)))
            meanwhile()
            publication = publish(place, changes)
    prune(place)
    tell_of_others(place.name, publication, taken)
    return plan, reader.read


def write_issues(raw: Path) -> Path:
    """Write two issues with two documents and one, each holding its own name, and return their folder."""
    for name in ("甲刊/2024-1/a.txt", "甲刊/2024-1/b.txt", "乙刊/2024-2/c.txt"):
        path = raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return raw


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


__all__ = ["NOON", "Plan", "ingest", "read_whole", "write_issues"]
