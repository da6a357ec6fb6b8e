"""What a snapshot holds: its issues, their documents and files. Written beside the data as `manifest.json`."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from flows.failure import RunError
from flows.issue import Issue
from flows.schema import SCHEMA_VERSION

MANIFEST = "manifest.json"
CURRENT = "current"


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
    """A document in a snapshot. `location` leads from the output folder to the file; `extracted_at` is ISO 8601.

    `limits` are the time and memory limits that it failed under, None unless they were the reason.
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

    def path(self, output: Path) -> str:
        """Return the absolute path of the file, links kept as the user wrote them."""
        return os.path.normpath(os.path.join(os.path.abspath(output), self.location))  # noqa: PTH100, PTH118 (as above)


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A Parquet file of a snapshot, its path relative to the snapshot's folder."""

    dataset: str
    path: str
    bytes: int
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class PublishedIssue:
    """An issue in a snapshot: its documents in the order of their sources, and one file a dataset."""

    issue: Issue
    documents: tuple[PublishedDocument, ...]
    files: tuple[PublishedFile, ...]


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
    """Return the manifest's text: the same for the same snapshot."""
    # ASCII alone: a location may hold undecodable bytes as lone surrogates, which only escapes can carry.
    return json.dumps(asdict(snapshot), indent=1, ensure_ascii=True) + "\n"


def read_snapshot(output: Path) -> Snapshot | None:
    """Read the manifest of the snapshot that `output/current` shows, None when nothing is published yet.

    Refused (`RunError`): a `current` that is not a link made by a publication, and a damaged manifest.
    """
    current = output / CURRENT
    if not current.is_symlink():
        if current.exists():
            raise RunError(f"{current}: is not a link to a snapshot; move it away or choose another output folder.")
        return None
    try:
        values = json.loads((current / MANIFEST).read_text(encoding="ascii"))
        return Snapshot(tuple(_to_issue(issue) for issue in values["issues"]), str(values["schema_version"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RunError(
            f"{current / MANIFEST}: is missing or damaged; remove the link {current} and ingest everything again."
        ) from error


def is_intact(issue: PublishedIssue, output: Path) -> bool:
    """Tell whether all files of a published issue are there, with the size that they were written with."""
    for file in issue.files:
        try:
            if (output / CURRENT / file.path).stat().st_size != file.bytes:
                return False
        except OSError:
            return False
    return True


def _to_issue(values: dict[str, list[dict[str, object]]]) -> PublishedIssue:
    return PublishedIssue(
        Issue(**values["issue"]),  # type: ignore[arg-type] # a wrong shape is a TypeError, and that a damaged manifest
        tuple(
            PublishedDocument(**{**document, "counts": Counts(**document["counts"])})  # type: ignore[arg-type] # as above
            for document in values["documents"]
        ),
        tuple(PublishedFile(**file) for file in values["files"]),  # type: ignore[arg-type] # as above
    )
