"""The page of a document is made in a worker process, after the document was read: what it does costs its page alone."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from flows.parts import Page, Part, SpooledRows, unpack_rows
from flows.place import PAGES, Place
from flows.report.article import make_article
from flows.report.assets import load_assets
from flows.report.entry import PICTURES, Entry
from flows.report.templating import environment
from flows.schema import DATASETS


@dataclass(frozen=True, slots=True)
class PageTask:
    """A page to be made: of which document, which bytes, from which rows, and the folder that its files are put into."""

    source: Path
    sha256: str
    rows: SpooledRows
    folder: Path


def prepare_pages() -> None:
    """Do once what all pages want: compile the templates, read style and scripts."""
    load_assets()
    environment().get_template("article.html")


def make_page(task: PageTask) -> bytes:
    """Make the page of a document and return the pickled `Page`; what goes wrong is said in it.

    Raises `OSError` when the files cannot be written: that is no document's fault.
    """
    try:
        content = task.source.read_bytes()
    except OSError as error:
        return pickle.dumps(Page(trouble=f"its document cannot be read ({error.strerror}); ingest it again."))
    try:
        if sha256(content).hexdigest() != task.sha256:
            return pickle.dumps(Page(trouble="its document has changed meanwhile; ingest it again."))
        rows = {schema.name: unpack_rows(task.rows, schema.name).to_pylist() for schema in DATASETS}
        files = make_article(rows, content)
    except MemoryError:
        return pickle.dumps(Page(trouble="its page needs more memory than allowed; allow more with --memory."))
    except Exception as error:  # noqa: BLE001 (whatever it is, it costs this page alone)
        message = " ".join(str(error).split())[:300] or "no message"
        return pickle.dumps(Page(trouble=f"its page could not be made ({type(error).__name__}: {message}); report it."))
    (task.folder / PICTURES).mkdir(exist_ok=True)
    for file in files:
        (task.folder / file.name).write_bytes(file.content)
    return pickle.dumps(Page(tuple(file.name for file in files), task.folder))


def store_pages(place: Place, parts: Sequence[Part]) -> list[Part]:
    """Put the pages of documents, and the files that they share, among the objects of a place."""
    if any(part.page and part.page.files for part in parts):
        for asset in load_assets().all:
            place.write(f"{PAGES}/{asset.name}", asset.content)
    return [_store_page(place, part) for part in parts]


def _store_page(place: Place, part: Part) -> Part:
    page = part.page
    if page is None or page.folder is None:
        return part
    for name in page.files:
        place.take(f"{PAGES}/{name}", page.folder / name)
    return replace(part, page=replace(page, folder=None))


def part_to_entry(part: Part) -> Entry:
    """Return the entry of a document whose page is stored, if there is one."""
    entry = part.entry or Entry(part.document.article_id)
    if part.page is None:
        return entry
    if not part.page.files:
        return replace(entry, page=None, files=(), trouble=part.page.trouble)
    files = (*part.page.files, *(asset.name for asset in load_assets().all))
    return replace(entry, page=part.page.files[0], files=files, trouble=None)
