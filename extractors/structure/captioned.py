"""Tables without rules: known by the caption above, and ended by a note or by the text that goes on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from extractors.model import Box
from extractors.structure.columns import Columns
from extractors.structure.heading_marks import read_heading
from extractors.structure.marks import opens_notes, read_caption, read_figure, read_unit_line
from extractors.structure.regions import Found, free_rows, make_region, word_key
from extractors.structure.row_alignment import count_aligned
from extractors.structure.sheet import Row, Sheet
from extractors.structure.surroundings import count_note_rows, find_heading_above

_TITLE: Final = 1.2  # em between the title of a group and the rows above and below it
_FAR: Final = 3.0  # em between two rows of a table
_APART: Final = 3.5  # em between a label and its title at most
_FULL: Final = 0.85  # of the column: a row of one chunk that fills it is a line of text
_LABEL_TITLE_UNIT: Final = 3  # chunks of a caption line
_MOST_HEADING: Final = 5  # rows of caption and unit


@dataclass(frozen=True, slots=True)
class _Caption:
    row: Row
    crop: Box


def find_captioned(sheet: Sheet, columns: Columns | None, taken: Iterable[int]) -> list[Found]:
    """Return the tables of a page that a caption announces and no frame has claimed."""
    found: list[Found] = []
    used = set(taken)
    for caption in _find_captions(sheet, columns, used):
        region = _caption_to_region(sheet, caption, used)
        if region:
            found.append(region)
            used |= region.words
    return found


def _find_captions(sheet: Sheet, columns: Columns | None, taken: set[int]) -> list[_Caption]:
    """Find captions, each with the strip of the page that its table stands in."""
    whole = Box(0.0, 0.0, sheet.page.width, sheet.page.height)
    rows = free_rows(sheet, whole, taken)
    if columns is None:
        return [_Caption(row, whole) for row in rows if read_caption(row.text)]
    captions = [
        _Caption(row, whole)
        for row, below in zip_longest(rows, rows[1:])
        if read_caption(row.text) and (_spans_page(row, columns) or _stands_over(row, below, columns, sheet.page.width))
    ]
    known = {word_key(word) for caption in captions for word in caption.row.words}
    for rank in range(len(columns.edges)):
        x0, x1 = columns.strip(rank)
        # Captions may hang over the column by a little, into the gutter.
        strip = Box(x0, 0.0, min(x1, sheet.page.width), sheet.page.height)
        captions += [_Caption(row, strip) for row in free_rows(sheet, strip, taken | known) if read_caption(row.text)]
    return sorted(captions, key=lambda caption: caption.row.box.top)


def _spans_page(row: Row, columns: Columns) -> bool:
    """Tell whether a caption is set over several columns: across a gutter, or in the middle of the page.

    Beside a caption in the left column the right one may go on with its text, which begins
    where all its lines begin.
    """
    run = [row.chunks[0]]
    for chunk in row.chunks[1:]:
        if chunk.box.x0 - run[-1].box.x1 > _APART * row.size or columns.begins_at(chunk.box.x0, 0.3 * chunk.size):
            break
        run.append(chunk)
    box = Box.around([chunk.box for chunk in run])
    if not columns.crossed_by(box):
        return False
    middle = (columns.left + columns.right) / 2
    return any(columns.crossed_by(chunk.box) for chunk in run) or abs(box.center_x - middle) < 2 * row.size


def _stands_over(row: Row, below: Row | None, columns: Columns, width: float) -> bool:
    """Tell whether a caption in the middle column of the page heads a table over all: nothing beside it, cells below."""
    if below is None or below.prose or len(row.chunks) > _LABEL_TITLE_UNIT:
        return False
    # The last column of the page may be empty: its own middle counts as well as that of the columns known.
    middles = ((columns.left + columns.right) / 2, width / 2)
    box = Box.around([chunk.box for chunk in row.chunks[:2]])
    centres = (box.center_x, row.chunks[0].box.center_x)
    if not any(abs(centre - middle) < 2 * row.size for centre in centres for middle in middles):
        return False
    return columns.rank(below.chunks[0].box) == 0 and columns.rank(below.chunks[-1].box) == len(columns.edges) - 1


def _caption_to_region(sheet: Sheet, caption: _Caption, taken: set[int]) -> Found | None:
    if any(word_key(word) in taken for word in caption.row.words):
        return None
    crop = caption.crop
    rows = free_rows(sheet, Box(crop.x0, caption.row.box.top, crop.x1, crop.bottom), taken)
    start = 1
    while start < min(len(rows), _MOST_HEADING) and _may_be_heading(rows[start], rows[0]):
        start += 1
    width = max(row.box.x1 for row in rows) - min(row.box.x0 for row in rows)
    end = start
    while end < len(rows):
        apart = rows[end].box.top - rows[end - 1].box.bottom
        ended = apart > _FAR * sheet.size or _ends_table(rows[end], width)
        if ended and not _is_title(rows, start, end, sheet.size):
            break
        end += 1
    body = rows[start:end]
    notes = rows[end : end + count_note_rows(rows[end:], rows[end - 1].box.bottom, sheet.size)]
    while body and not notes and len(body[-1].chunks) == 1 and not body[-1].numbers:
        body.pop()
    if sum(len(row.chunks) > 1 for row in body) < 2:
        return None
    heading = find_heading_above(rows[:start], body[0].box.top, sheet.size)
    if not heading.label:
        return None
    return make_region(sheet, Box.around([row.box for row in body]), body, heading, notes, closed=bool(notes))


def _may_be_heading(row: Row, caption: Row) -> bool:
    """Tell whether a row under a caption could go on with it: one piece without numbers, set to the same margin or middle.

    A label over some of the columns shares neither; a unit stands at the right margin.
    """
    if len(row.chunks) != 1 or row.numbers or row.prose:
        return False
    box, over = row.box, caption.box
    offsets = (box.x0 - over.x0, caption.chunks[0].box.x0 - box.x0, box.center_x - over.center_x, box.x1 - over.x1)
    return min(map(abs, offsets)) < 1.2 * row.size or read_unit_line(row.text) is not None


def _is_title(rows: Sequence[Row], start: int, index: int, size: float) -> bool:
    """Tell whether a row that reads like a heading is the title of a group: more rows of the table follow, set as close."""
    if not start < index < len(rows) - 1 or read_heading(rows[index].text) is None or rows[index].prose:
        return False
    above, title, below = rows[index - 1 : index + 2]
    close = max(title.box.top - above.box.bottom, below.box.top - title.box.bottom) < _TITLE * size
    return close and len(below.chunks) > 1 and count_aligned(below, above) >= min(2, len(above.chunks))


def _ends_table(row: Row, width: float) -> bool:
    if opens_notes(row.text) or read_caption(row.text) or read_figure(row.text) or row.prose:
        return True
    if len(row.chunks) > 1:
        return False
    return row.box.width > _FULL * width or read_heading(row.text) is not None
