"""The report of what is published, made anew from the published rows and the documents; nothing is extracted again."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pyarrow as pa
from pyarrow import compute

from flows.bucket import is_stored
from flows.claims import tell_of_others
from flows.isolation import Workers, future_to_result, open_workers, result_to_page
from flows.limits import Limits
from flows.manifest import PublishedDocument, PublishedIssue
from flows.parts import Page, Part, Spool, SpooledRows
from flows.prune import prune
from flows.publish import Change, publish
from flows.published import Published, open_published
from flows.reading import store_report
from flows.report.entry import Entry, read_entries, rows_to_entry
from flows.report.making import PageTask, make_page
from flows.schema import DATASETS
from flows.stored_sources import fetch_source

# Pages that wait for a worker, so that none has to wait for a page.
_AHEAD: Final = 4


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many pages were made, and a sentence for each document without a new one."""

    pages: int
    troubles: tuple[str, ...]


def rebuild_report(output: str, limits: Limits, count: int | None = None) -> Rebuilt:
    """Make all pages of what OUTPUT shows now and publish them with it; rows stay as they are.

    A document that is gone or has changed keeps the page that it has. Refused (`RunError`): see `open_published` and `publish`.
    """
    published = open_published(output)
    place = published.place
    pages, troubles, changes = 0, [], []
    with place.writing(), place.workspace() as folder, open_workers(limits, count, pages=True) as workers:
        spool = Spool(folder)
        for issue in published.snapshot.issues:
            parts = list(_rebuild_issue(published, issue, workers, spool, folder))
            pages += sum(bool(part.page and part.page.files) for part in parts)
            troubles += [
                f"{part.document.source}: {part.page.trouble}" for part in parts if part.page and part.page.trouble
            ]
            before = {entry.article_id: entry for entry in read_entries(place, issue)}
            kept = [_keep(part, before.get(part.document.article_id)) for part in parts]
            changes.append(Change(issue, replace(issue, report=store_report(issue.issue, kept, place))))
        publication = publish(place, changes)
    prune(place)
    tell_of_others(place.name, publication, ())
    return Rebuilt(pages, tuple(troubles))


def _keep(part: Part, before: Entry | None) -> Part:
    """Leave a document the page that it has where no new one could be made."""
    if part.page is None or part.page.files or before is None or before.page is None:
        return part
    return replace(part, entry=before, page=None)


def _rebuild_issue(
    published: Published, issue: PublishedIssue, workers: Workers, spool: Spool, folder: Path
) -> Iterator[Part]:
    """Give the documents of an issue, in their order, with their new pages."""
    tables = {schema.name: _read(published, issue, schema.name) for schema in DATASETS}
    parts = []
    for document in issue.documents:
        own = {
            name: table.filter(compute.equal(table["article_id"], pa.scalar(document.article_id)))
            for name, table in tables.items()
        }
        rows = {name: own[name].to_pylist() for name in ("articles", "checks")}
        parts.append(Part(document, spool.append(own), entry=rows_to_entry(rows)))
    readable = [part for part in parts if part.document.status != "failed"]
    tasks = (_to_task(published, part, folder) for part in readable)
    made = dict(zip((part.document.article_id for part in readable), _make_pages(workers, tasks), strict=True))
    for part in parts:
        yield replace(part, page=made.get(part.document.article_id, Page()))


def _read(published: Published, issue: PublishedIssue, dataset: str) -> pa.Table:
    pieces = []
    for file in issue.files:
        if file.dataset == dataset:
            with published.open(file) as opened:
                pieces.append(opened.read())
    return pa.concat_tables(pieces)


def _to_task(published: Published, part: Part, folder: Path) -> PageTask | Page:
    document, rows = part.document, part.rows
    try:
        source = _find_source(published, document, folder)
    except OSError as error:
        return Page(trouble=f"its document cannot be read ({error.strerror}); ingest it again.")
    if not isinstance(rows, SpooledRows) or document.sha256 is None:
        raise TypeError("a document that was read has bytes, and its rows were just put into a spool")
    return PageTask(source, document.sha256, rows, folder)


def _find_source(published: Published, document: PublishedDocument, folder: Path) -> Path:
    address = document.path(published.place.folder)
    return fetch_source(folder, address) if is_stored(address) else Path(address)


def _make_pages(workers: Workers, tasks: Iterable[PageTask | Page]) -> Iterator[Page]:
    """Let pages be made by the workers, and give them in the order of the tasks."""
    waiting: deque[Page | Future[bytes]] = deque()
    for task in tasks:
        waiting.append(task if isinstance(task, Page) else workers.schedule(make_page, task))
        if len(waiting) > _AHEAD * workers.count:
            yield _wait(workers, waiting.popleft())
    while waiting:
        yield _wait(workers, waiting.popleft())


def _wait(workers: Workers, made: Page | Future[bytes]) -> Page:
    return made if isinstance(made, Page) else result_to_page(future_to_result(made, workers.limits))
