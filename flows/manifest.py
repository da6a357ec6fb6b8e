"""What a snapshot holds: its issues, their documents and files. Written beside the data as `manifest.json`."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from flows.failure import RunError
from flows.issue import Issue
from flows.place import OBJECTS, PAGES, SNAPSHOTS, Head, Place
from flows.schema import DATASETS, SCHEMA_VERSION

MANIFEST = "manifest.json"

_Content = TypeVar("_Content")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows of each kind a document has."""

    tables: int = 0
    observations: int = 0
    claims: int = 0
    contradictions: int = 0
    numerals: int = 0
    numerals_unaccounted: int = 0


@dataclass(frozen=True, slots=True)
class PublishedDocument:
    """A document in a snapshot. `location` leads from the output folder to the file, or from anywhere; `extracted_at` is ISO 8601.

    `limits` are the time and memory limits that it failed under, None unless they were the reason. `tag` is the ETag of
    an object with these bytes, None for a file. `corrections` tell the corrections that it was read with from others,
    None without any; `warnings` say which of them do not apply.
    """

    article_id: str
    source: str
    location: str
    sha256: str | None
    extraction_key: str
    status: str
    error: str | None
    extracted_at: str
    counts: Counts = Counts()
    limits: str | None = None
    tag: str | None = None
    corrections: str | None = None
    warnings: tuple[str, ...] = ()

    def path(self, output: Path | None) -> str:
        """Return the absolute path or address of the file, links kept as the user wrote them; `output` is a folder of this machine."""
        if output is None or "://" in self.location:
            return self.location
        return os.path.normpath(os.path.join(os.path.abspath(output), self.location))  # noqa: PTH100, PTH118 (Path.resolve replaces names)


_FIELDS = tuple(field.name for field in fields(PublishedDocument))
_COUNTS = tuple(field.name for field in fields(Counts))


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A Parquet file of a snapshot, its path relative to the snapshot's folder."""

    dataset: str
    path: str
    bytes: int
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class Run:
    """The run that made files: the program's version and git revision, where known, and what it was told, by option, as text."""

    version: str = ""
    revision: str | None = None
    parameters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedIssue:
    """An issue in a snapshot: its documents in the order of their sources, one file a dataset, and the run that made these.

    `report` is the object that lists its pages, None when none were made.
    """

    issue: Issue
    documents: tuple[PublishedDocument, ...]
    files: tuple[PublishedFile, ...]
    run: Run = Run()
    report: PublishedFile | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that is published together, the issues in the order of their ids."""

    issues: tuple[PublishedIssue, ...] = ()
    schema_version: str = SCHEMA_VERSION

    @property
    def documents(self) -> tuple[PublishedDocument, ...]:
        """The documents of all issues."""
        return tuple(document for issue in self.issues for document in issue.documents)


def snapshot_to_json(snapshot: Snapshot) -> str:
    """Return the manifest's text, a line a document and a file: the same for the same snapshot."""
    issues = ",\n".join(map(_issue_to_json, snapshot.issues))
    return f'{{"schema_version": {_to_json(snapshot.schema_version)}, "issues": [\n{issues}\n]}}\n'


def _issue_to_json(issue: PublishedIssue) -> str:
    head = {
        "issue": asdict(issue.issue),
        "run": asdict(issue.run),
        "report": asdict(issue.report) if issue.report is not None else None,
    }
    files = ",\n".join(_to_json(asdict(file)) for file in issue.files)
    documents = ",\n".join(_to_json(_document_to_dict(document)) for document in issue.documents)
    return f'{_to_json(head)[:-1]}, "files": [\n{files}\n], "documents": [\n{documents}\n]}}'


def _document_to_dict(document: PublishedDocument) -> dict[str, object]:
    # By hand, for there may be tens of thousands: dataclasses.asdict copies every value, and takes fifteen times as long.
    values = {name: getattr(document, name) for name in _FIELDS}
    return values | {"counts": {name: getattr(document.counts, name) for name in _COUNTS}}


def _to_json(value: object) -> str:
    # ASCII alone: a location may hold undecodable bytes as lone surrogates, which only escapes can carry.
    return json.dumps(value, ensure_ascii=True)


def read_snapshot(place: Place, head: Head | None = None) -> Snapshot | None:
    """Read the manifest of a snapshot (by default the one that readers are shown now), None when nothing is published yet.

    Refused (`RunError`): a manifest that is missing or damaged, and one of a newer schema than this program knows.
    """
    head = head or place.head()
    return None if head is None else _read(place, head, _to_snapshot)


def find_objects(place: Place, head: Head) -> tuple[set[str], set[str]]:
    """Return the files that a snapshot lists and its reports, both as names of objects. Refused (`RunError`): as `read_snapshot`.

    Of its documents nothing is made: they are what takes long.
    """
    return _read(place, head, _to_objects)


def _read(place: Place, head: Head, convert: Callable[[bytes], _Content]) -> _Content:
    name = f"{SNAPSHOTS}/{head.snapshot}/{MANIFEST}"
    try:
        with place.open(name) as file:
            return convert(file.read())
    except _NewerSchemaError as error:
        raise RunError(
            f"{place.name}: was published under schema {error}, this program knows {SCHEMA_VERSION}; "
            "use the newer shubiao that published it, or choose another --output."
        ) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RunError(
            f"{place.name}: the manifest {name} is missing or damaged; choose a new --output and ingest everything again."
        ) from error


class _NewerSchemaError(Exception):
    """A manifest has a schema version, its message, that this program does not know."""


def _load(content: bytes) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(content.decode("ascii"))
    version = str(values["schema_version"])
    if _to_number(version) > _to_number(SCHEMA_VERSION):
        raise _NewerSchemaError(version)
    return values


def _to_objects(content: bytes) -> tuple[set[str], set[str]]:
    issues = _load(content)["issues"]
    files = {f"{OBJECTS}/{file['path']}" for issue in issues for file in issue["files"]}
    return files, {f"{PAGES}/{report['path']}" for issue in issues if (report := issue.get("report"))}


# A run reads the manifest that it found for its plan, its publication and its outcome; with ten thousand documents that
# takes half a second each time.
@lru_cache(maxsize=2)
def _to_snapshot(content: bytes) -> Snapshot:
    values = _load(content)
    return Snapshot(tuple(_to_issue(issue) for issue in values["issues"]), str(values["schema_version"]))


def find_sizes(place: Place, head: Head) -> Mapping[str, int]:
    """Return the sizes of the files that are there, as objects and where readers of a snapshot look for them, by path."""
    # The folder of a snapshot holds the pages of its report too, far more than data.
    below = [f"{SNAPSHOTS}/{head.snapshot}/{schema.name}" for schema in DATASETS] if place.folder else []
    sizes = {entry.name.removeprefix(f"{OBJECTS}/"): entry.bytes for entry in place.list(OBJECTS)}
    if not below:
        return sizes
    shown = {
        entry.name.removeprefix(f"{SNAPSHOTS}/{head.snapshot}/"): entry.bytes
        for folder in below
        for entry in place.list(folder)
    }
    return {path: size for path, size in sizes.items() if shown.get(path) == size}


def is_intact(issue: PublishedIssue, sizes: Mapping[str, int]) -> bool:
    """Tell whether all files of a published issue are there (`find_sizes`), with the size that they were written with."""
    return all(sizes.get(file.path) == file.bytes for file in issue.files)


def _to_number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _to_issue(values: dict[str, Any]) -> PublishedIssue:
    # A wrong shape is a TypeError or KeyError, and that a damaged manifest.
    run = values.get("run", {"version": "", "revision": None, "parameters": []})  # written since 2026-11-26
    report = values.get("report")  # the same
    return PublishedIssue(
        Issue(**values["issue"]),
        tuple(
            PublishedDocument(
                **{
                    **document,
                    "counts": Counts(**document["counts"]),
                    "warnings": tuple(document.get("warnings", ())),  # written since 2026-11-26
                }
            )
            for document in values["documents"]
        ),
        tuple(PublishedFile(**file) for file in values["files"]),
        Run(run["version"], run["revision"], tuple((name, value) for name, value in run["parameters"])),
        PublishedFile(**report) if report else None,
    )
