"""A drawn document taken apart: its lines in reading order, and each table as one region where it was printed."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.lines import words_to_line
from extractors.model import Document, Line, Page, Region
from extractors.structure.bands import order_page
from extractors.structure.captioned import find_captioned
from extractors.structure.columns import Columns, find_columns
from extractors.structure.edges import find_repeated, without_ruled_head
from extractors.structure.framed import find_framed
from extractors.structure.frames import Frame, find_frames
from extractors.structure.loose import find_loose
from extractors.structure.regions import Found, word_key
from extractors.structure.sheet import Sheet, page_to_sheet


def document_to_stream(document: Document) -> tuple[Line | Region, ...]:
    """Return the lines of a drawn document in reading order, and its tables among them.

    A page is read band by band from the top; where it has two columns, the left one of a band
    comes before the right one. Words of tables, their captions, unit lines and notes are in the
    regions and not in the lines; running heads and page numbers are lines. Every other word
    is in exactly one line. Type set sideways comes at the end of its page.
    """
    sheets = [page_to_sheet(page) for page in document.pages]
    repeated = find_repeated(sheets)
    bodies = [without_ruled_head(sheet, repeated) for sheet in sheets]
    frames = [find_frames(body) for body in bodies]
    settings = _document_to_columns(sheets, frames)
    stream: list[Line | Region] = []
    for sheet, body, framed, columns in zip(sheets, bodies, frames, settings, strict=True):
        found = _find_tables(body, framed, columns)
        taken = _words_of(found)
        words = [word for word in sheet.words if word_key(word) not in taken]
        stream += order_page(sheet, words, [item.region for item in found], columns, repeated)
        stream += _sideways_lines(sheet.page)
    return tuple(stream)


def _find_tables(sheet: Sheet, frames: Sequence[Frame], columns: Columns | None) -> list[Found]:
    found = find_framed(sheet, frames, columns)
    found += find_captioned(sheet, columns, _words_of(found))
    return found + find_loose(sheet, columns, _words_of(found))


def _words_of(found: Sequence[Found]) -> frozenset[int]:
    return frozenset[int]().union(*(item.words for item in found))


def _document_to_columns(sheets: Sequence[Sheet], frames: Sequence[Sequence[Frame]]) -> list[Columns | None]:
    """Find the columns of each page; a page with too little text to show them has those of its neighbours, if it fits."""
    settings = [
        find_columns(sheet.chunks, [frame.box for frame in framed])
        for sheet, framed in zip(sheets, frames, strict=True)
    ]
    known = [columns for columns in settings if columns]
    if len(known) * 2 < len(settings):
        return settings
    return [columns or _fitting(sheet, known) for sheet, columns in zip(sheets, settings, strict=True)]


def _fitting(sheet: Sheet, known: Sequence[Columns]) -> Columns | None:
    crossing = {
        columns: sum(chunk.box.width for chunk in sheet.chunks if columns.crossed_by(chunk.box)) for columns in known
    }
    columns = min(known, key=lambda item: crossing[item])
    total = sum(chunk.box.width for chunk in sheet.chunks)
    return columns if crossing[columns] < 0.5 * total else None


def _sideways_lines(page: Page) -> list[Line]:
    return [words_to_line([word], page.number, gaps_are_printed=False) for word in page.words if not word.upright]
