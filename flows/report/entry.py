"""What the list of articles says of one, kept beside the data of its issue."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from flows.manifest import PublishedFile, PublishedIssue
from flows.place import PAGES, Place
from flows.report.refs import Row, to_ref

FOLDER = "report"  # of a snapshot
PICTURES = "pictures"  # below it, and below the pages
# What a search finds of a contradiction: its beginning.
_LONGEST_MESSAGE = 300
_MOST_FINDINGS = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in the list: what is printed about it, its contradictions as (name, message), and its page.

    `page` is the object that holds the page, None when there is none, and `trouble` says why; `files` are all objects
    that the page needs, itself first. `warnings` is how many corrections do not apply to it; the manifest has the sentences.
    """

    article_id: str
    title: str | None = None
    authors: str = ""
    findings: tuple[tuple[str, str], ...] = ()
    page: str | None = None
    files: tuple[str, ...] = ()
    trouble: str | None = None
    warnings: int = 0


def rows_to_entry(rows: Mapping[str, Sequence[Row]]) -> Entry:
    """Make the entry of an article from its rows, without a page yet."""
    article = rows["articles"][0]
    findings = [(to_ref(row["check_id"]), row["message"]) for row in rows["checks"] if row["verdict"] == "contradicts"]
    return Entry(
        article["article_id"],
        article["title"],
        ", ".join(article["authors"] or ()),
        tuple((ref, message[:_LONGEST_MESSAGE]) for ref, message in findings[:_MOST_FINDINGS]),
        warnings=len(article["warnings"] or ()),
    )


def store_entries(place: Place, slug: str, entries: Sequence[Entry]) -> PublishedFile:
    """Write the entries of an issue as an object, and return what the manifest says of it."""
    content = (
        json.dumps([asdict(entry) for entry in entries], ensure_ascii=True, separators=(",", ":")) + "\n"
    ).encode()
    digest = sha256(content).hexdigest()
    path = f"{slug}-{digest[:16]}.json"
    place.write(f"{PAGES}/{path}", content)
    return PublishedFile(FOLDER, path, len(content), digest, len(entries))


def read_entries(place: Place, issue: PublishedIssue) -> tuple[Entry, ...]:
    """Read the entries of a published issue; none when it has none, or they are lost: data do without their pages."""
    if issue.report is None:
        return ()
    try:
        with place.open(f"{PAGES}/{issue.report.path}") as file:
            return tuple(_to_entry(values) for values in json.loads(file.read()))
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def find_pages(place: Place, report: str) -> set[str]:
    """Return the names of the objects that a report is made of, the one that lists them (`report`) included."""
    try:
        with place.open(report) as file:
            return {report, *(f"{PAGES}/{name}" for values in json.loads(file.read()) for name in values["files"])}
    except (OSError, ValueError, KeyError, TypeError):
        return {report}


def _to_entry(values: dict[str, Any]) -> Entry:
    findings = tuple((ref, message) for ref, message in values["findings"])
    return Entry(**{**values, "findings": findings, "files": tuple(values["files"])})
