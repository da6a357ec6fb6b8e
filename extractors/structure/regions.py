"""Tables on a drawn page: the frame or the caption that announces one, and everything printed round it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from extractors.lines import words_to_lines
from extractors.model import Box, Region, Ruling, Word
from extractors.structure.frames import Frame
from extractors.structure.gutter import Gutter
from extractors.structure.marks import opens_notes, read_caption, read_figure, read_heading
from extractors.structure.sheet import Row, Sheet
from extractors.structure.surroundings import (
    Heading,
    count_note_rows,
    find_heading_above,
    find_heading_below,
    rows_to_notes,
)

_BESIDE: Final = 3.0  # points
_FAR: Final = 3.0  # em between two rows of a table without rules
_APART: Final = 3.5  # em between a label and its title at most
_FULL: Final = 0.85  # of the column: a row of one chunk that fills it is a line of text


@dataclass(frozen=True, slots=True)
class Found:
    """A region, and the words that went into it."""

    region: Region
    words: frozenset[int]


def find_regions(sheet: Sheet, frames: Sequence[Frame], gutter: Gutter | None) -> tuple[Found, ...]:
    """Find the tables of a page, from top to bottom."""
    found: list[Found] = []
    taken: set[int] = set()
    for index, frame in enumerate(frames):
        others = [other.box for position, other in enumerate(frames) if position != index]
        region = _frame_to_region(sheet, frame.box, _crop(sheet, frame.box, gutter, others), taken, others)
        if region:
            found.append(region)
            taken |= region.words
    for caption in _find_captions(sheet, gutter, taken):
        region = _caption_to_region(sheet, caption, taken)
        if region:
            found.append(region)
            taken |= region.words
    return tuple(sorted(found, key=lambda item: (item.region.box.top, item.region.box.x0)))


def _crop(sheet: Sheet, box: Box, gutter: Gutter | None, others: Iterable[Box]) -> Box:
    """Return the strip of the page, from top to bottom, in which what belongs to a table is looked for."""
    x0, x1 = 0.0, sheet.page.width
    if gutter and not gutter.crossed_by(box):
        if gutter.side(box):
            x0 = min(gutter.left, box.x0)
        else:
            x1 = max(gutter.right, box.x1)
    for other in others:
        if other.top < box.bottom and box.top < other.bottom:
            if other.x0 >= box.x1 - 1:
                x1 = min(x1, (box.x1 + other.x0) / 2)
            elif other.x1 <= box.x0 + 1:
                x0 = max(x0, (box.x0 + other.x1) / 2)
    return Box(x0, 0.0, x1, sheet.page.height)


def _free_rows(sheet: Sheet, box: Box, taken: set[int]) -> list[Row]:
    return [row for row in sheet.rows_in(box) if not any(word.span.start in taken for word in row.words)]


def _frame_to_region(sheet: Sheet, box: Box, crop: Box, taken: set[int], others: Sequence[Box]) -> Found | None:
    roof = max((other.bottom for other in others if other.bottom <= box.top + 1 and _shares(other, box)), default=0.0)
    floor = min(
        (other.top for other in others if other.top >= box.bottom - 1 and _shares(other, box)), default=crop.bottom
    )
    above = _free_rows(sheet, Box(crop.x0, roof, crop.x1, box.top), taken)
    below = _free_rows(sheet, Box(crop.x0, box.bottom, crop.x1, floor), taken)
    heading = find_heading_above(above, box.top)
    notes = list(below[: count_note_rows(below, box.bottom, sheet.size)])
    body = sheet.rows_in(box)
    if not heading.label:
        inside = find_heading_inside(body)
        if inside.label:
            heading = inside
    if not heading.label:
        beneath = find_heading_below(below[len(notes) :], notes[-1].box.bottom if notes else box.bottom)
        if beneath.label and floor == crop.bottom:
            heading = beneath
        elif below and read_figure(below[0].text) and below[0].box.top - box.bottom < _FAR * sheet.size:
            return None
    used = {id_of(word) for row in heading.rows for word in row.words}
    last = len(body)
    while last and opens_notes(body[last - 1].text) and len(body[last - 1].chunks) == 1:
        last -= 1
    notes = [*body[last:], *notes]
    rows = [row for row in body[:last] if not any(id_of(word) in used for word in row.words)]
    return _found(sheet, box, rows, heading, notes, closed=True)


def find_heading_inside(rows: Sequence[Row]) -> Heading:
    """Find the caption that office programs put into the first row of a table's frame."""
    if not rows or not read_caption(rows[0].text):
        return Heading(())
    return find_heading_above(rows[:1], rows[0].box.bottom)


def _shares(box: Box, other: Box) -> bool:
    return box.x0 < other.x1 and other.x0 < box.x1


def id_of(word: Word) -> int:
    """Return what no other word of the document has: where it begins in the text."""
    return word.span.start


def _found(
    sheet: Sheet, box: Box, rows: Sequence[Row], heading: Heading, notes: Sequence[Row], *, closed: bool
) -> Found | None:
    words = [word for row in rows for word in row.words]
    if not words:
        return None
    inked = Box.around([word.box for word in words])
    around = box.union(inked)
    region = Region(
        page=sheet.page.number,
        box=around,
        lines=words_to_lines(words, sheet.page.number, gaps_are_printed=False),
        rulings=_rulings_in(sheet, around),
        number=heading.number,
        label=heading.label,
        caption=heading.caption,
        unit=heading.unit,
        notes=rows_to_notes(notes),
        continued=heading.continued,
        closed=closed,
    )
    surrounding = [word for row in (*heading.rows, *notes) for word in row.words]
    return Found(region, frozenset(id_of(word) for word in (*words, *surrounding)))


def _rulings_in(sheet: Sheet, box: Box) -> tuple[Ruling, ...]:
    return tuple(
        ruling
        for ruling in sheet.page.rulings
        if box.x0 - _BESIDE <= (ruling.x0 + ruling.x1) / 2 <= box.x1 + _BESIDE
        and box.top - _BESIDE <= (ruling.top + ruling.bottom) / 2 <= box.bottom + _BESIDE
    )


@dataclass(frozen=True, slots=True)
class _Caption:
    row: Row
    crop: Box


def _find_captions(sheet: Sheet, gutter: Gutter | None, taken: set[int]) -> list[_Caption]:
    """Find the captions that no frame has claimed, each with the strip of the page that its table stands in."""
    whole = Box(0.0, 0.0, sheet.page.width, sheet.page.height)
    if gutter is None:
        return [_Caption(row, whole) for row in _free_rows(sheet, whole, taken) if read_caption(row.text)]
    captions = [
        _Caption(row, whole)
        for row in _free_rows(sheet, whole, taken)
        if read_caption(row.text) and _spans_page(row, gutter)
    ]
    known = {id_of(word) for caption in captions for word in caption.row.words}
    for x0, x1 in ((0.0, gutter.middle), (gutter.middle, sheet.page.width)):
        strip = Box(x0, 0.0, x1, sheet.page.height)
        captions += [_Caption(row, strip) for row in _free_rows(sheet, strip, taken | known) if read_caption(row.text)]
    return sorted(captions, key=lambda caption: caption.row.box.top)


def _spans_page(row: Row, gutter: Gutter) -> bool:
    """Tell whether a caption is set over both columns: across the gutter, or in the middle of the page.

    Beside a caption in the left column the right one may go on with its text, which begins
    where all its lines begin.
    """
    run = [row.chunks[0]]
    for chunk in row.chunks[1:]:
        begins_column = run[-1].box.x1 <= gutter.left and abs(chunk.box.x0 - gutter.right) < 0.3 * chunk.size
        if chunk.box.x0 - run[-1].box.x1 > _APART * row.size or begins_column:
            break
        run.append(chunk)
    box = Box.around([chunk.box for chunk in run])
    if not gutter.crossed_by(box):
        return False
    middle = (gutter.outer_left + gutter.outer_right) / 2
    return any(gutter.crossed_by(chunk.box) for chunk in run) or abs(box.center_x - middle) < 2 * row.size


def _caption_to_region(sheet: Sheet, caption: _Caption, taken: set[int]) -> Found | None:
    if any(id_of(word) in taken for word in caption.row.words):
        return None
    crop = caption.crop
    rows = _free_rows(sheet, Box(crop.x0, caption.row.box.top, crop.x1, crop.bottom), taken)
    start = 1
    while (
        start < min(len(rows), 5) and len(rows[start].chunks) == 1 and not rows[start].numbers and not rows[start].prose
    ):
        start += 1
    left = min((row.box.x0 for row in rows), default=crop.x0)
    right = max((row.box.x1 for row in rows), default=crop.x1)
    body: list[Row] = []
    end = start
    for row in rows[start:]:
        previous = rows[end - 1]
        if row.box.top - previous.box.bottom > _FAR * sheet.size or _ends_table(row, right - left):
            break
        body.append(row)
        end += 1
    notes = rows[end : end + count_note_rows(rows[end:], rows[end - 1].box.bottom, sheet.size)]
    while body and not notes and len(body[-1].chunks) == 1 and not body[-1].numbers:
        body.pop()
    if sum(len(row.chunks) > 1 for row in body) < 2:
        return None
    heading = find_heading_above(rows[:start], body[0].box.top)
    box = Box.around([row.box for row in body])
    return _found(sheet, box, body, heading, notes, closed=bool(notes))


def _ends_table(row: Row, width: float) -> bool:
    if opens_notes(row.text) or read_caption(row.text) or read_figure(row.text):
        return True
    if row.prose:
        return True
    if len(row.chunks) > 1:
        return False
    return row.box.width > _FULL * width or read_heading(row.text) is not None
