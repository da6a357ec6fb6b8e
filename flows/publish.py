"""Rows become visible: a whole snapshot, swapped in at once, or nothing; and nobody's issue is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from flows.data_package import DATA_PACKAGE, snapshot_to_data_package
from flows.dictionary import README, snapshot_to_readme
from flows.failure import RunError
from flows.manifest import MANIFEST, PublishedDocument, PublishedIssue, Snapshot, read_snapshot, snapshot_to_json
from flows.place import HISTORY, OBJECTS, SNAPSHOTS, Head, Place
from flows.report.index import Report, make_report
from flows.schema import SCHEMA_VERSION

# Every swap that fails means that another publication succeeded: so many in a row are a fault.
_SWAPS = 100


@dataclass(frozen=True, slots=True)
class Change:
    """An issue as the run found it and as it leaves it; None where it is not published, or removed. Its objects are written."""

    before: PublishedIssue | None
    after: PublishedIssue | None

    @property
    def id(self) -> str:
        """The issue's id."""
        issue = self.after or self.before
        if issue is None:
            raise ValueError("a change from nothing to nothing")
        return issue.issue.id


@dataclass(frozen=True, slots=True)
class Publication:
    """What came of it: the snapshot, and the issues that another ingestion published meanwhile, whose rows stay.

    `same` were read from the same documents under the same key, so that nothing is missing; `lost` were not.
    """

    snapshot: Snapshot
    same: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def publish(place: Place, changes: Sequence[Change]) -> Publication:
    """Publish changed issues beside all that is published by now, and show readers the new snapshot.

    Every step may be the last of a process: until the swap, nothing that readers see has changed, and what was written
    is found again under its name. Another publication in between is taken in, and the swap tried again; an issue
    that it changed stays as it made it. Refused (`RunError`): a snapshot of another schema that this one would be mixed with.
    """
    for _ in range(_SWAPS):
        head = place.head()
        current = (read_snapshot(place, head) if head else None) or Snapshot()
        publication = _merge(place.name, current, changes)
        if publication.snapshot == current:
            if head is not None and changes:
                # Files that were lost are there again.
                _fill(place, head.snapshot, current, snapshot_to_json(current), make_report(place, current))
            return publication
        package = _lay_out(place, head, publication.snapshot)
        if head is not None:
            place.write(f"{HISTORY}/{head.snapshot}", b"")
        if place.swap(head, *package):
            return publication
    raise RunError(f"{place.name}: others publish there all the time; nothing was published, run again.")


def _merge(place: str, current: Snapshot, changes: Sequence[Change]) -> Publication:
    """Apply the changes to the snapshot that is current."""
    if current.schema_version != SCHEMA_VERSION:
        left = {issue.issue.id for issue in current.issues} - {change.id for change in changes}
        if left:
            raise RunError(
                f"{place}: {', '.join(sorted(left))} was published under schema {current.schema_version} meanwhile, "
                f"and rows of two schemas are never mixed; nothing was published, run again."
            )
    there = {issue.issue.id: issue for issue in current.issues}
    beaten = [change for change in changes if there.get(change.id) not in (change.before, change.after)]
    applied = [change for change in changes if change not in beaten]
    while True:
        issues = there | {change.id: change.after for change in applied}
        snapshot = Snapshot(tuple(issue for _, issue in sorted(issues.items()) if issue is not None))
        # The same document in two issues: a run that publishes one of them cannot know of the other's.
        twice = {article for article, count in Counter(_articles(snapshot)).items() if count > 1}
        colliding = [change for change in applied if change.after and twice & set(_articles(Snapshot((change.after,))))]
        if not colliding:
            break
        beaten += colliding
        applied = [change for change in applied if change not in colliding]
    same = [change.id for change in beaten if _say_the_same(there.get(change.id), change.after)]
    lost = [change.id for change in beaten if change.id not in same]
    return Publication(snapshot, tuple(sorted(same)), tuple(sorted(lost)))


def _articles(snapshot: Snapshot) -> list[str]:
    return [document.article_id for document in snapshot.documents]


def _say_the_same(one: PublishedIssue | None, other: PublishedIssue | None) -> bool:
    if one is None or other is None:
        return one is other
    return [_to_identity(document) for document in one.documents] == [
        _to_identity(document) for document in other.documents
    ]


def _to_identity(document: PublishedDocument) -> tuple[str, ...]:
    return (document.article_id, document.source, document.extraction_key, document.status)


def _lay_out(place: Place, head: Head | None, snapshot: Snapshot) -> tuple[str, bytes]:
    """Write what belongs to a snapshot; return its name and its data package.

    The name follows from the content and from the snapshot before: one that was superseded never comes back, so that it
    can be removed while others publish.
    """
    before = head.snapshot if head else ""
    report, manifest = make_report(place, snapshot), snapshot_to_json(snapshot)
    said = f"{before}\0{manifest}\0{_to_page(place, snapshot)}".encode()
    name = sha256(said + b"".join(report.files.values())).hexdigest()[:16]
    return name, _fill(place, name, snapshot, manifest, report)


def _fill(place: Place, name: str, snapshot: Snapshot, manifest: str, report: Report) -> bytes:
    """Write what is not there yet of a snapshot, and return its data package."""
    folder = f"{SNAPSHOTS}/{name}"
    package = snapshot_to_data_package(snapshot, name, place.package_to_objects).encode()
    files = (file.path for issue in snapshot.issues for file in issue.files)
    if place.link((f"{OBJECTS}/{path}", f"{folder}/{path}") for path in files):
        raise RunError(f"{place.name}: published files are missing; ingest everything again with --force.")
    report.write(place, name)
    place.write(f"{folder}/{DATA_PACKAGE}", package)
    place.write(f"{folder}/{README}", _to_page(place, snapshot).encode())
    place.write(f"{folder}/{MANIFEST}", manifest.encode())
    return package


def _to_page(place: Place, snapshot: Snapshot) -> str:
    return snapshot_to_readme(snapshot, in_bucket=place.folder is None)
