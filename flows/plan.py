"""What an ingestion has to do: which documents are read, whose rows are kept, what leaves. Decided without an engine."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from flows.extraction_key import compute_code_key, compute_extraction_key
from flows.failure import RunError
from flows.issue import Issue
from flows.manifest import PublishedDocument, PublishedIssue, Snapshot, is_intact, read_snapshot
from flows.schema import SCHEMA_VERSION
from flows.sources import Source, Sources, find_sources, refuse_copies


@dataclass(frozen=True, slots=True)
class Reading:
    """A document to be read; or, when its source carries a failure, only to be entered as failed."""

    source: Source
    article_id: str
    location: str
    extraction_key: str
    extracted_at: datetime


@dataclass(frozen=True, slots=True)
class IssuePlan:
    """An issue whose rows change: documents whose published rows are kept, and documents to read."""

    issue: Issue
    kept: tuple[PublishedDocument, ...]
    readings: tuple[Reading, ...]
    published: PublishedIssue | None


@dataclass(frozen=True, slots=True)
class Plan:
    """The next snapshot: issues that change, issues that stay as they are, the sources that leave."""

    changed: tuple[IssuePlan, ...]
    unchanged: tuple[PublishedIssue, ...]
    leaving: tuple[str, ...]
    skipped: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether the published snapshot already says all this."""
        return not self.changed and not self.leaving

    @property
    def readings(self) -> int:
        """Number of documents to read."""
        return sum(len(issue.readings) for issue in self.changed)


def make_plan(
    raw: Path, output: Path, *, limits: str, now: datetime, force: bool = False, knowledge_key: str = ""
) -> Plan:
    """Compare the documents under RAW with what is published.

    A published document is kept when bytes, extraction key, source and issue are the same and it did not
    fail under other limits; also when its file lies outside RAW. One whose file was under RAW and is gone leaves.
    """
    snapshot = read_snapshot(output) or Snapshot()
    found = find_sources(raw, output)
    documents, outside = _divide(found, snapshot, raw, output)
    older = snapshot.schema_version != SCHEMA_VERSION
    if outside and older:
        raise RunError(f"{output}: holds documents of an older schema that are not under {raw}; choose a new output.")
    readings = _to_readings(documents, output, now, knowledge_key)
    before = {issue.issue.id: issue for issue in snapshot.issues}
    changed, unchanged = [], []
    for name in sorted(readings.keys() | before.keys()):
        plan = _plan_issue(readings[name], before.get(name), outside, limits, reread=force or older)
        published = plan.published
        if published is not None and not is_intact(published, output):
            plan = _plan_issue(readings[name], published, outside, limits, reread=True)
            if plan.kept:
                raise RunError(f"{output}: files of {name} are missing; ingest the folder that holds this issue.")
        if published is not None and not plan.readings and plan.kept == published.documents:
            unchanged.append(published)
        elif plan.readings or plan.kept:
            changed.append(plan)
    staying = {document.source for document in documents} | {_article_id(document) for document in documents}
    leaving = tuple(
        document.source
        for document in snapshot.documents
        if document.article_id not in outside and not {document.source, document.article_id} & staying
    )
    return Plan(tuple(changed), tuple(unchanged), leaving, found.skipped)


def _divide(
    found: Sources, snapshot: Snapshot, raw: Path, output: Path
) -> tuple[tuple[Source, ...], dict[str, PublishedDocument]]:
    """Return the documents under RAW, copies refused, and the published documents from elsewhere by article."""
    root = os.path.abspath(raw)  # noqa: PTH100 (links stay as the user wrote them)
    unread = [str(folder) for folder in found.unreadable_folders]
    outside, elsewhere = {}, {}
    for document in snapshot.documents:
        path = document.path(output)
        # What lies in a folder that cannot be listed now is not known to be gone.
        if not _is_below(path, root) or any(path != folder and _is_below(path, folder) for folder in unread):
            outside[document.article_id] = document
            is_copy = document.article_id != (document.sha256 or "")[:16]
            if document.sha256 and not is_copy and os.path.lexists(path):
                elsewhere[document.sha256] = document.source
    documents = refuse_copies(found.documents, elsewhere)
    # A file that was moved into RAW from elsewhere gives up its old row.
    entering = {_article_id(document) for document in documents}
    return documents, {key: document for key, document in outside.items() if key not in entering}


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _to_readings(
    documents: tuple[Source, ...], output: Path, now: datetime, knowledge_key: str
) -> defaultdict[str, list[Reading]]:
    code_key = compute_code_key()
    keys: dict[Issue, str] = {}
    readings: defaultdict[str, list[Reading]] = defaultdict(list)
    for document in documents:
        issue = document.issue
        if issue not in keys:
            keys[issue] = compute_extraction_key(issue, code_key, knowledge_key)
        location = os.path.relpath(document.path, output)
        readings[issue.id].append(Reading(document, _article_id(document), location, keys[issue], now))
    return readings


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
        if old is None or not _is_same_extraction(old, reading):
            fresh.append(reading)
        elif reread or (old.limits is not None and old.limits != limits):
            # The same extraction once more: it began to exist when it was first made.
            fresh.append(replace(reading, extracted_at=datetime.fromisoformat(old.extracted_at)))
        else:
            kept.append(replace(old, location=reading.location))
    issue = readings[0].source.issue if readings or published is None else published.issue
    return IssuePlan(issue, tuple(sorted(kept, key=lambda document: document.source)), tuple(fresh), published)


def _is_same_extraction(old: PublishedDocument, reading: Reading) -> bool:
    source = reading.source
    if old.extraction_key != reading.extraction_key or old.source != source.source:
        return False
    return old.error == source.failure.text if source.failure else old.sha256 == source.sha256
