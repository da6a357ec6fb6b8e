"""What an ingestion has to do: which documents are read, whose rows are kept, what leaves. Decided without an engine."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Literal, get_args

from flows.bucket import is_stored
from flows.extraction_key import compute_code_key, compute_extraction_key
from flows.failure import RunError
from flows.issue import Issue
from flows.manifest import PublishedDocument, PublishedIssue, Snapshot, find_sizes, is_intact, read_snapshot
from flows.place import Head, Place
from flows.schema import SCHEMA_VERSION
from flows.settling import leave_unsettled
from flows.sources import Source, Sources, find_sources, is_below, printable, refuse_copies, to_relative, to_root

# Why a document is read: its path was not published; its bytes are others; its path or issue is another; the extraction
# key is another: by its corrections, or by something else (program, vocabulary, issue's metadata); or the same again
# (forced, other limits, files lost).
Reason = Literal["added", "changed", "moved", "corrected", "outdated", "again"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A document to be read; or, when its source carries a failure, only to be entered as failed."""

    source: Source
    article_id: str
    location: str
    extraction_key: str
    extracted_at: datetime
    reason: Reason = "added"


@dataclass(frozen=True, slots=True)
class IssuePlan:
    """An issue whose rows change: documents whose published rows are kept, and documents to read."""

    issue: Issue
    kept: tuple[PublishedDocument, ...]
    readings: tuple[Reading, ...]
    published: PublishedIssue | None


@dataclass(frozen=True, slots=True)
class Plan:
    """The next snapshot: issues that change, issues that stay as they are, issues and sources that are removed.

    `older_schema` is the version of the schema that the published snapshot has, when this program's is newer.
    `unsettled` are the sources that something may still be writing: what is published of them stays until the next run.
    `incomplete` are the issues whose files are not all where this program looks for them.
    `strays` are sentences on corrections files that belong to no document.
    `basis` is what the plan depends on beside the documents: see `find_basis`.
    """

    changed: tuple[IssuePlan, ...]
    unchanged: tuple[PublishedIssue, ...]
    removed_issues: tuple[PublishedIssue, ...]
    removed: tuple[str, ...]
    skipped: tuple[str, ...]
    older_schema: str | None = None
    unsettled: tuple[str, ...] = ()
    incomplete: tuple[str, ...] = ()
    strays: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether the published snapshot already says all this."""
        return not self.changed and not self.removed_issues

    @property
    def readings(self) -> int:
        """Number of documents to read."""
        return sum(len(issue.readings) for issue in self.changed)

    @property
    def reasons(self) -> dict[Reason, int]:
        """Number of documents to read for each reason that there is."""
        found = Counter(reading.reason for issue in self.changed for reading in issue.readings)
        return {reason: found[reason] for reason in get_args(Reason) if found[reason]}


def make_plan(
    raw: str | Path,
    place: Place,
    *,
    limits: str,
    now: datetime,
    force: bool = False,
    knowledge_key: str = "",
    folder: Path | None = None,
    settle: float = 0,
    noticed: Callable[[], None] | None = None,
) -> Plan:
    """Compare the documents under RAW with what is published.

    A published document is kept when bytes, extraction key, source and issue are the same and it did not
    fail under other limits; also when its file lies outside RAW. One whose file was under RAW and is gone is removed.
    One whose file was written less than `settle` seconds ago is left as it is for the next run.
    What is read of a bucket on the way is kept in `folder`, if there is one. `noticed` is called, once, as soon as a document
    is found whose bytes are not published: there will be something to do, unless it is refused or left for the next run.
    Refused (`RunError`): see `find_sources` and `read_snapshot`; documents from elsewhere that this run would have to read.
    """
    # One head for all that follows: others may publish meanwhile.
    head = place.head()
    snapshot = (read_snapshot(place, head) if head else None) or Snapshot()
    basis = _to_basis(head, knowledge_key)
    found = _find(raw, place, snapshot, folder, noticed)
    if not is_stored(raw):  # an object of a bucket is there whole or not at all
        found = leave_unsettled(found, settle)
    documents, outside = _divide(found, snapshot, raw, place)
    older = snapshot.schema_version if snapshot.schema_version != SCHEMA_VERSION else None
    if outside and older:
        raise RunError(
            f"{place.name}: was published under schema {older}, this program publishes {SCHEMA_VERSION}, and "
            f"{len(outside)} of its documents are not under {printable(raw)}; rows of two schemas are never mixed: ingest "
            "the folder that holds all of them, or choose a new --output."
        )
    readings = _to_readings(documents, snapshot, place, now, basis)
    before = {issue.issue.id: issue for issue in snapshot.issues}
    sizes = find_sizes(place, head) if head else {}
    changed, unchanged, removed_issues, incomplete = [], [], [], []
    for name in sorted(readings.keys() | before.keys()):
        published = before.get(name)
        plan = _plan_issue(readings[name], published, outside, limits, reread=force or older is not None)
        if published is not None and not is_intact(published, sizes):
            plan = _plan_issue(readings[name], published, outside, limits, reread=True)
            if plan.kept:
                raise RunError(f"{place.name}: files of {name} are missing; ingest the folder that holds this issue.")
            incomplete += [name] if plan.readings else []
        if published is not None and not plan.readings and plan.kept == published.documents:
            unchanged.append(published)
        elif plan.readings or plan.kept:
            changed.append(plan)
        elif published is not None:
            removed_issues.append(published)
    staying = {document.source for document in documents} | {_article_id(document) for document in documents}
    removed = tuple(
        document.source
        for document in snapshot.documents
        if document.article_id not in outside and not {document.source, document.article_id} & staying
    )
    unsettled = tuple(source.source for source in found.unsettled)
    return Plan(
        tuple(changed),
        tuple(unchanged),
        tuple(removed_issues),
        removed,
        found.skipped,
        older,
        unsettled,
        tuple(incomplete),
        found.strays,
        basis,
    )


def find_basis(place: Place, knowledge_key: str) -> tuple[str, ...]:
    """Return what a plan made now would depend on beside the documents: the head, the program, the user's knowledge."""
    return _to_basis(place.head(), knowledge_key)


def _to_basis(head: Head | None, knowledge_key: str) -> tuple[str, ...]:
    return (head.snapshot if head else "", compute_code_key(), knowledge_key)


def _find(
    raw: str | Path, place: Place, snapshot: Snapshot, folder: Path | None, noticed: Callable[[], None] | None
) -> Sources:
    if not is_stored(raw):
        return find_sources(Path(raw), place.folder, _Notice(snapshot, noticed) if noticed else None)
    from flows.stored_sources import find_stored_sources  # noqa: PLC0415 (an extra)

    known = {(document.location, document.tag): document.sha256 for document in snapshot.documents if document.sha256}
    return find_stored_sources(str(raw), place.name, known, folder)


class _Notice:
    """Calls a function when it is shown a document that is not published."""

    def __init__(self, snapshot: Snapshot, call: Callable[[], None]) -> None:
        self._known = {document.sha256 for document in snapshot.documents}
        self._call: Callable[[], None] | None = call

    def __call__(self, source: Source) -> None:
        if self._call and source.sha256 not in self._known:
            call, self._call = self._call, None
            call()


def _divide(
    found: Sources, snapshot: Snapshot, raw: str | Path, place: Place
) -> tuple[tuple[Source, ...], dict[str, PublishedDocument]]:
    """Return the documents under RAW, copies refused, and the published documents from elsewhere by article."""
    root = to_root(raw)
    unread = [str(folder) for folder in found.unreadable_folders]
    unsettled = {str(source.path) for source in found.unsettled}
    outside, elsewhere = {}, {}
    for document in snapshot.documents:
        path = document.path(place.folder)
        # What lies in a folder that cannot be listed now is not known to be gone, nor what is written anew.
        hidden = path in unsettled or any(path != folder and is_below(path, folder) for folder in unread)
        if hidden or not is_below(path, root):
            outside[document.article_id] = document
            is_copy = document.article_id != (document.sha256 or "")[:16]
            if document.sha256 and not is_copy and ("://" in path or os.path.lexists(path)):
                elsewhere[document.sha256] = document.source
    documents = refuse_copies(found.documents, elsewhere)
    # A file that was moved into RAW from elsewhere gives up its old row.
    entering = {_article_id(document) for document in documents}
    return documents, {key: document for key, document in outside.items() if key not in entering}


def _to_readings(
    documents: tuple[Source, ...], snapshot: Snapshot, place: Place, now: datetime, basis: tuple[str, ...]
) -> defaultdict[str, list[Reading]]:
    _, code_key, knowledge_key = basis
    articles = {document.article_id for document in snapshot.documents}
    sources = {document.source for document in snapshot.documents}
    keys: dict[tuple[Issue, str | None], str] = {}
    readings: defaultdict[str, list[Reading]] = defaultdict(list)
    for document in documents:
        issue, corrections = document.issue, document.corrections
        known = issue, corrections.key if corrections else None
        if known not in keys:
            keys[known] = compute_extraction_key(issue, code_key, knowledge_key, corrections)
        article_id = _article_id(document)
        reason: Reason = "moved" if article_id in articles else "changed" if document.source in sources else "added"
        location = document.address or to_location(document.path, place)
        readings[issue.id].append(Reading(document, article_id, location, keys[known], now, reason))
    return readings


def to_location(path: Path, place: Place) -> str:
    """Return what leads from a place to a document: both may be moved together."""
    return str(path) if place.folder is None else to_relative(path, place.folder)


def source_to_corrections_key(source: Source) -> str | None:
    """Return what tells the corrections of a document from others, None without any."""
    return source.corrections.key if source.corrections else None


def _article_id(document: Source) -> str:
    # A refused file has no bytes of its own to be named by.
    if document.sha256 is None or document.failure is not None:
        return sha256(f"refused\0{document.source}".encode()).hexdigest()[:16]
    return document.sha256[:16]


def _plan_issue(
    readings: list[Reading],
    published: PublishedIssue | None,
    outside: Mapping[str, PublishedDocument],
    limits: str,
    *,
    reread: bool,
) -> IssuePlan:
    before = {document.article_id: document for document in published.documents} if published else {}
    kept = [document for document in before.values() if outside.get(document.article_id) == document]
    fresh = []
    for reading in readings:
        old = before.get(reading.article_id)
        if old is None or old.source != reading.source.source:
            fresh.append(reading)
        elif not _is_same_extraction(old, reading):
            corrected = old.corrections != source_to_corrections_key(reading.source)
            fresh.append(replace(reading, reason="corrected" if corrected else "outdated"))
        elif reread or (old.limits is not None and old.limits != limits):
            # The same extraction once more: it began to exist when it was first made.
            fresh.append(replace(reading, extracted_at=datetime.fromisoformat(old.extracted_at), reason="again"))
        else:
            kept.append(replace(old, location=reading.location, tag=reading.source.tag))
    issue = readings[0].source.issue if readings or published is None else published.issue
    return IssuePlan(issue, tuple(sorted(kept, key=lambda document: document.source)), tuple(fresh), published)


def _is_same_extraction(old: PublishedDocument, reading: Reading) -> bool:
    source = reading.source
    if old.extraction_key != reading.extraction_key:
        return False
    return old.error == source.failure.text if source.failure else old.sha256 == source.sha256
