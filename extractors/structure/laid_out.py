"""A drawn document taken apart: its lines in reading order, and each table as one region where it was printed."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.lines import words_to_line
from extractors.model import Document, Line, Page, Region
from extractors.structure.bands import order_page
from extractors.structure.frames import Frame, find_frames
from extractors.structure.gutter import Gutter, find_gutter
from extractors.structure.regions import find_regions, id_of
from extractors.structure.sheet import Sheet, page_to_sheet


def document_to_stream(document: Document) -> tuple[Line | Region, ...]:
    """Return the lines of a drawn document in reading order, and its tables among them.

    A page is read band by band from the top; where it has two columns, the left one of a band
    comes before the right one. Words of tables, their captions, unit lines and notes are in the
    regions and not in the lines; running heads and page numbers are lines. Every other word
    is in exactly one line. Type set sideways comes at the end of its page.
    """
    sheets = [page_to_sheet(page) for page in document.pages]
    frames = [find_frames(sheet) for sheet in sheets]
    gutters = _document_to_gutters(sheets, frames)
    stream: list[Line | Region] = []
    for sheet, framed, gutter in zip(sheets, frames, gutters, strict=True):
        found = find_regions(sheet, framed, gutter)
        taken = frozenset[int]().union(*(item.words for item in found))
        words = [word for word in sheet.words if id_of(word) not in taken]
        stream += order_page(sheet, words, [item.region for item in found], gutter)
        stream += _sideways_lines(sheet.page)
    return tuple(stream)


def _document_to_gutters(sheets: Sequence[Sheet], frames: Sequence[Sequence[Frame]]) -> list[Gutter | None]:
    """Find the gutter of each page; a page with too little text to show one has that of its neighbours, if it fits."""
    gutters = [
        find_gutter(sheet.chunks, [frame.box for frame in framed]) for sheet, framed in zip(sheets, frames, strict=True)
    ]
    known = [gutter for gutter in gutters if gutter]
    if len(known) * 2 < len(gutters):
        return gutters
    return [gutter or _fitting(sheet, known) for sheet, gutter in zip(sheets, gutters, strict=True)]


def _fitting(sheet: Sheet, known: Sequence[Gutter]) -> Gutter | None:
    crossing = {
        gutter: sum(chunk.box.width for chunk in sheet.chunks if gutter.crossed_by(chunk.box)) for gutter in known
    }
    gutter = min(known, key=lambda item: crossing[item])
    total = sum(chunk.box.width for chunk in sheet.chunks)
    return gutter if crossing[gutter] < 0.5 * total else None


def _sideways_lines(page: Page) -> list[Line]:
    return [words_to_line([word], page.number, gaps_are_printed=False) for word in page.words if not word.upright]
