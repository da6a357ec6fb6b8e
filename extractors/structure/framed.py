"""Tables that rules enclose: what else belongs to them, and which frames are none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from extractors.model import Box
from extractors.structure.chunks import is_number
from extractors.structure.columns import Columns
from extractors.structure.frames import Frame
from extractors.structure.lanes import count_body_rows, holds_figures
from extractors.structure.marks import opens_notes, read_caption, read_figure, read_note, read_unit_line
from extractors.structure.regions import Found, free_rows, make_region, word_key
from extractors.structure.row_alignment import count_aligned
from extractors.structure.sheet import Row, Sheet
from extractors.structure.surroundings import (
    Heading,
    count_note_rows,
    find_heading_above,
    find_heading_below,
    is_under_figure_caption,
)

_NEAR: Final = 1.6  # em between a row and the table that it belongs to
_UNDER_HEADER: Final = 2.6  # em between the rules of a header and the first row of numbers
_SPANNED: Final = 0.8  # em between a label and those of the columns that it spans
_STUB: Final = 3.0  # em, the narrowest that a label over the columns can leave out to be told from a title
_CAPTION_LINES: Final = 4
_FIGURE: Final = 3.0  # em between a figure and the caption under it


def find_framed(
    sheet: Sheet, frames: Sequence[Frame], columns: Columns | None, taken: Iterable[int] = ()
) -> list[Found]:
    """Return the tables of a page that have frames, from top to bottom."""
    found: list[Found] = []
    used = set(taken)
    for index, frame in enumerate(frames):
        others = [other.box for position, other in enumerate(frames) if position != index]
        region = _frame_to_region(sheet, frame, _crop(sheet, frame.box, columns, others), used, others)
        if region:
            found.append(region)
            used |= region.words
    return found


def _crop(sheet: Sheet, box: Box, columns: Columns | None, others: Iterable[Box]) -> Box:
    """Return the strip of the page, from top to bottom, in which what belongs to a table is looked for."""
    x0, x1 = 0.0, sheet.page.width
    if columns and not columns.crossed_by(box):
        x0, x1 = columns.strip(columns.rank(box))
        x0, x1 = min(x0, box.x0), max(min(x1, sheet.page.width), box.x1)
    for other in others:
        if other.top < box.bottom and box.top < other.bottom:
            if other.x0 >= box.x1 - 1:
                x1 = min(x1, (box.x1 + other.x0) / 2)
            elif other.x1 <= box.x0 + 1:
                x0 = max(x0, (box.x0 + other.x1) / 2)
    return Box(x0, 0.0, x1, sheet.page.height)


def _frame_to_region(sheet: Sheet, frame: Frame, crop: Box, taken: set[int], others: Sequence[Box]) -> Found | None:
    box = frame.box
    beside = [other for other in others if other.x0 < box.x1 and box.x0 < other.x1]
    roof = max((other.bottom for other in beside if other.bottom <= box.top + 1), default=0.0)
    floor = min((other.top for other in beside if other.top >= box.bottom - 1), default=crop.bottom)
    body = [row for row in sheet.rows_in(box) if not any(word_key(word) in taken for word in row.words)]
    above = free_rows(sheet, Box(crop.x0, roof, crop.x1, box.top), taken)
    below = free_rows(sheet, Box(crop.x0, box.bottom, crop.x1, floor), taken)
    if not body:
        return None
    headers = count_headers_above(sheet, above, body, box)
    above, body = above[: len(above) - headers], [*above[len(above) - headers :], *body]
    if not frame.lattice or len(body) == 1:
        more = _count_rows_below(below, body, box)
        if not any(holds_figures(row) for row in body):
            # Rules round the header alone: the body below them ends where its columns do.
            more = max(more, count_body_rows(below, box.bottom, box))
        body, below = [*body, *below[:more]], below[more:]
    box = box.union(Box.around([row.box for row in body]))
    notes = below[: count_note_rows(below, box.bottom, sheet.size)]
    last = len(body)
    while last > 1 and opens_notes(body[last - 1].text) and len(body[last - 1].chunks) == 1:
        last -= 1
    heading = find_heading_above(above, box.top, sheet.size)
    if not heading.label and (crop.x0 < box.x0 - sheet.size or crop.x1 > box.x1 + sheet.size):
        # What stands beside the caption may be the text of a column too short to be known as one.
        narrow = Box(box.x0 - sheet.size, roof, box.x1 + sheet.size, box.top)
        heading = find_heading_above(free_rows(sheet, narrow, taken), box.top, sheet.size)
    if not heading.label:
        # Under a table that has another below it, a caption is that of the other.
        beneath = () if floor < crop.bottom else below[len(notes) :]
        captions = _count_caption_rows(sheet, body, box)
        heading = _find_elsewhere(heading, body, captions, beneath, notes[-1].box.bottom if notes else box.bottom)
    if not heading.label and (
        is_under_figure_caption(above, box.top) or _stands_over_figure_caption(below, box) or _is_lettered_chart(body)
    ):
        return None
    used = {word_key(word) for row in heading.rows for word in row.words}
    rows = [row for row in body[:last] if not any(word_key(word) in used for word in row.words)]
    return make_region(sheet, box, rows, heading, [*body[last:], *notes], closed=True) if rows else None


def _count_caption_rows(sheet: Sheet, body: Sequence[Row], box: Box) -> int:
    """Count the rows of a caption in the first cell of a frame: the lines, of one piece each, above the rule that ends it."""
    rules = [
        s.position for s in sheet.strokes.across if s.covers(box.x0, box.x1, 0.9) and s.position > body[0].box.center_y
    ]
    floor = min(rules, default=0.0)
    count = 1
    while count < len(body) - 1 and body[count].box.center_y < floor and len(body[count].chunks) == 1:
        count += 1
    return count if count < len(body) and count <= _CAPTION_LINES and body[count].box.center_y > floor else 1


def _find_elsewhere(
    heading: Heading, body: Sequence[Row], captions: int, below: Sequence[Row], bottom: float
) -> Heading:
    """Find a caption in the first `captions` rows of the frame, as office programs print it, or under the table."""
    if len(body) > 1 and read_caption(body[0].text):
        return find_heading_above(body[:captions], body[captions - 1].box.bottom, body[0].size)
    beneath = find_heading_below(below, bottom)
    return beneath if beneath.label else heading


def _is_lettered_chart(body: Sequence[Row]) -> bool:
    """Tell whether most words are letters over the bars of a chart, which say what differs from what.

    In a table such letters stand beside numbers, and rows of marks have labels before them; the numbers
    of a chart stand by themselves along its axis.
    """
    if any(1 < row.numbers < len(row.words) for row in body):
        return False
    words = [word.text for row in body for word in row.words if not is_number(word.text)]
    letters = sum(len(text) < 3 and text.isalpha() and text.islower() for text in words)
    labelled = sum(any(len(word.text) > 2 for word in row.chunks[0].words) for row in body)
    return letters * 2 >= len(words) > 0 and labelled * 2 < len(body)


def _stands_over_figure_caption(below: Sequence[Row], box: Box) -> bool:
    return (
        bool(below)
        and read_figure(below[0].text) is not None
        and below[0].box.top - box.bottom < _FIGURE * below[0].size
    )


def count_headers_above(sheet: Sheet, above: Sequence[Row], body: Sequence[Row], box: Box) -> int:
    """Count the rows above the first rule that are the table's header: cells over its columns."""
    count, top = 0, box.top
    while count < len(above):
        row = above[-1 - count]
        labels = above[-count] if count else body[0]
        if not _is_ruled_off(sheet, row, labels) and is_spanner(row, labels, body, box):
            count, top = count + 1, row.box.top
            continue
        if (
            top - row.box.bottom > _NEAR * row.size
            or not _is_row_of(row, body[:4], box)
            or row.box.x0 < box.x0 - row.size
        ):
            break
        if len(row.chunks) < 3 and not (len(row.chunks) == 2 and max(len(item.chunks) for item in body) == 2):
            break
        top = row.box.top
        count += 1
    return count


def _is_ruled_off(sheet: Sheet, row: Row, labels: Row) -> bool:
    return any(
        row.box.center_y < stroke.position < labels.box.center_y and stroke.covers(labels.box.x0, labels.box.x1, 0.9)
        for stroke in sheet.strokes.across
    )


def is_spanner(row: Row, labels: Row, body: Sequence[Row], box: Box) -> bool:
    """Tell whether one text close above the labels of columns is theirs, not the title of the table.

    A label that spans columns is set in the middle of these, a title in the middle of the table: the stub tells the two apart.
    """
    if (
        len(row.chunks) != 1
        or row.numbers
        or row.prose
        or holds_figures(labels)
        or labels.box.top - row.box.bottom > _SPANNED * row.size
    ):
        return False
    stub = min((item.box.x0 for item in body), default=box.x0)
    whole = (stub + labels.box.x1) / 2
    over = abs(row.box.center_x - labels.box.center_x) < 0.5 * row.size < abs(row.box.center_x - whole)
    return over and labels.box.x0 - stub > _STUB * row.size and row.box.width < labels.box.width


def _count_rows_below(below: Sequence[Row], body: Sequence[Row], box: Box) -> int:
    """Count the rows under the last rule that go on with the table: a total, or all of a body without an end rule."""
    count, bottom = 0, box.bottom
    near = _NEAR if any(row.numbers for row in body) else _UNDER_HEADER
    while count < len(below):
        row = below[count]
        if row.box.top - bottom > (_NEAR if count else near) * row.size or not _is_row_of(
            row, [*body[-4:], *below[:count][-2:]], box
        ):
            break
        if len(row.chunks) < 3 and row.numbers == 0:
            break
        bottom = row.box.bottom
        count += 1
    return count


def _is_row_of(row: Row, neighbours: Sequence[Row], box: Box) -> bool:
    """Tell whether a row could be one of a table: cells under or over the cells of at least one of its rows."""
    if len(row.chunks) < 2 or row.prose or row.box.x0 < box.x0 - row.size or row.box.x1 > box.x1 + row.size:
        return False
    text = row.text
    if read_caption(text) or read_note(text) or read_figure(text):
        return False
    if any(read_unit_line(chunk.text) for chunk in row.chunks):
        return False
    return any(count_aligned(row, other) >= min(2, len(row.chunks)) for other in neighbours)
