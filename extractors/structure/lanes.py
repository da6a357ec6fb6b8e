"""Where the numbers of a table without rules stand: which rows above and below its body belong to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import regex

from extractors.characters import to_plain
from extractors.model import Box
from extractors.structure.chunks import Chunk, is_currency_sign, is_number
from extractors.structure.marks import is_leader, opens_notes, read_caption, read_figure
from extractors.structure.sheet import Row

_CLOSE: Final = 1.0  # em between two lines of a header, or a label and the row that it belongs to
_BLANK: Final = 2.4  # em between groups of rows: a blank line
_APART: Final = 3.4  # em above a total that is set apart, its own rules between
_FULL: Final = 0.7  # of the lanes: a row that fills them belongs to the table however it is set apart
_REACH: Final = 1.2  # em that a label may stand out over the lane of its column
_LABELS: Final = 3  # rows without numbers one after the other: a title of a group, a wrapped label
_NUMBERS: Final = 2  # behind leaders: a list of contents has one
_OF_HEADER: Final = regex.compile(r"(?:19|20)\d\d|\(1?(?:[,.]?000){1,3}\)")
_TYPED: Final = 6  # characters of a rule made of them
_CENTRED: Final = 2.0  # em
_WORDS: Final = 3.0  # em between the words of a title that is spaced out, at most
_SPARSE: Final = 3  # numbers in known lanes for each one beside them
_INDENTS: Final = 6.0  # em: two steps of a stub's indention, or three
_OVERHANG: Final = 4.0  # em that the label of the last column may stand out over it


@dataclass(frozen=True, slots=True)
class Lanes:
    """The extents of the columns behind the stub, from left to right, and of the whole table; `numeric` hold numbers."""

    edges: tuple[tuple[float, float], ...]
    numeric: int
    left: float
    right: float
    size: float

    def over(self, box: Box) -> list[int]:
        """Return the lanes that something stands over, by a part of its width and a little slack."""
        slack = _REACH * self.size
        return [index for index, (x0, x1) in enumerate(self.edges) if box.x0 < x1 + slack and box.x1 > x0 - slack]

    def hold(self, box: Box) -> bool:
        """Tell whether something stands in one lane: its middle, or one of its edges, is within."""
        slack = 0.5 * self.size
        return any(x0 - slack <= x <= x1 + slack for x in (box.center_x, box.x1) for x0, x1 in self.edges)


def rows_to_lanes(rows: Sequence[Row]) -> Lanes | None:
    """Find the columns of a body: where numbers behind the first piece stand, and texts beside them."""
    behind = [chunk for row in rows for chunk in row.chunks[1:]]
    edges = _merge([chunk.box for chunk in behind if _is_cell(chunk)])
    texts = [
        chunk.box
        for chunk in behind
        if not _is_cell(chunk)
        and not _is_sign(chunk)
        and not any(chunk.box.x0 < x1 and chunk.box.x1 > x0 for x0, x1 in edges)
    ]
    first = min((x0 for x0, _ in edges), default=0.0)
    numeric = len(edges)
    edges = sorted([*edges, *_merge([box for box in texts if box.x0 > first])])
    if not edges:
        return None
    left = min(row.box.x0 for row in rows)
    right = max(row.box.x1 for row in rows)
    return Lanes(tuple(edges), numeric, left, right, rows[0].size)


def _merge(boxes: Iterable[Box]) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for box in sorted(boxes, key=lambda item: item.x0):
        if merged and box.x0 < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], box.x1))
        else:
            merged.append((box.x0, box.x1))
    return merged


def _is_cell(chunk: Chunk) -> bool:
    amounts = [word.text for word in chunk.words if not is_currency_sign(word.text)]
    # The figures of one number come apart where a program drew them in several goes.
    return bool(amounts) and (all(map(is_number, amounts)) or is_number("".join(amounts)))


def _is_sign(chunk: Chunk) -> bool:
    return all(is_currency_sign(word.text) for word in chunk.words)


def holds_figures(row: Row) -> bool:
    """Tell whether a cell behind the first is a number: what a header does not hold, but for years and units such as (1,000)."""
    return any(_is_cell(chunk) and not _OF_HEADER.fullmatch(to_plain(chunk.text)) for chunk in row.chunks[1:])


def widen(lanes: Lanes, rows: Sequence[Row]) -> Lanes:
    """Return lanes whose stub begins where the labels of all these rows do."""
    return replace(lanes, left=min([lanes.left, *(row.box.x0 for row in rows)]))


def grow_down(rows: Sequence[Row], end: int, lanes: Lanes) -> int:
    """Return where a body that ends before row `end` really ends: behind the last row that stands in its lanes.

    Labels alone (the title of a group, the first line of a wrapped label) interrupt a body, and
    so do blank lines and rules above a total; rows in the same lanes go on behind them.
    """
    while True:
        index = end
        while index < len(rows) and index - end < _LABELS and _is_between(rows[index], lanes):
            index += 1
        if index >= len(rows) or not _goes_on(rows, end, index, lanes):
            return end
        end = index + 1


def count_body_rows(rows: Sequence[Row], top: float, box: Box) -> int:
    """Count the rows under the ruled header of a table (`box`, which ends at `top`) that are its body; titles of groups may come first.

    A header between rules of its own, and rules above sums, are all that many reports rule; the body
    goes on as far as rows stand in the lanes of its first rows of numbers.
    """
    start, bottom = 0, top
    while start < len(rows) and start <= _LABELS and not _is_row_of_numbers(rows[start]):
        row = rows[start]
        if len(row.chunks) > 1 or row.prose or _is_announcement(row) or row.box.top - bottom > _BLANK * row.size:
            return 0
        start, bottom = start + 1, row.box.bottom
    end = start
    while end < len(rows) and _is_row_of_numbers(rows[end]) and rows[end].box.top - bottom < _BLANK * rows[end].size:
        end, bottom = end + 1, rows[end].box.bottom
    lanes = rows_to_lanes(rows[start:end]) if end > start else None
    if lanes is None or lanes.left < box.x0 - lanes.size or lanes.right > box.x1 + lanes.size:
        return 0
    return grow_down(rows, end, lanes)


def _is_row_of_numbers(row: Row) -> bool:
    cells = sum(_is_cell(chunk) for chunk in row.chunks[1:])
    return cells > 1 and not _is_announcement(row)


def grow_up(rows: Sequence[Row], start: int, lanes: Lanes) -> int:
    """Return where a body that starts with row `start` really starts, without its header."""
    while True:
        index = start - 1
        while index >= 0 and start - 1 - index < _LABELS and _is_between(rows[index], lanes):
            index -= 1
        if index < 0 or not _goes_on(rows, index + 1, start, lanes, above=True):
            return start
        start = index


def _goes_on(rows: Sequence[Row], first: int, last: int, lanes: Lanes, *, above: bool = False) -> bool:
    """Tell whether the row behind labels (or above them) is of the body, and no gap between is too wide."""
    row = rows[first - 1] if above else rows[last]
    if not _is_of_body(row, lanes):
        return False
    filled = {lane for chunk in row.chunks if _is_cell(chunk) for lane in lanes.over(chunk.box)}
    full = len(filled) >= _FULL * len(lanes.edges) and len(lanes.edges) > 2
    if not full and any(is_typed_rule(other) for other in rows[first:last]):
        return False
    run = rows[first - 1 : last + 1]
    gaps = [lower.box.top - upper.box.bottom for upper, lower in pairwise(run)]
    return all(gap < (_APART if full else _BLANK) * lanes.size for gap in gaps)


def _is_between(row: Row, lanes: Lanes) -> bool:
    return is_typed_rule(row) or _is_label(row, lanes)


def is_typed_rule(row: Row) -> bool:
    """Tell whether a row is a rule made of characters, as typewriters and line printers made them."""
    text = row.text.replace(" ", "")
    return len(text) >= _TYPED and len(set(text)) == 1 and text[0] in "_-=\N{EM DASH}\N{HORIZONTAL BAR}"


def _is_of_body(row: Row, lanes: Lanes) -> bool:
    cells = [chunk for chunk in row.chunks if _is_cell(chunk)]
    inside = [chunk for chunk in cells if lanes.hold(chunk.box)]
    # A long label reads like text; numbers in several columns do not.
    if not inside or _is_announcement(row) or (row.prose and len(inside) < max(2, _FULL * lanes.numeric)):
        return False
    # A row of the body holds numbers in its lanes, and none beside them but in the stub; a column that is
    # empty in the first rows may show in a row that fills most others.
    beside = [chunk for chunk in cells if chunk not in inside and chunk.box.x1 > lanes.edges[0][0]]
    return len(beside) * _SPARSE <= len(inside) and len(row.chunks) > 1 and _is_within(row, lanes)


def _is_label(row: Row, lanes: Lanes) -> bool:
    """Tell whether all of a row stands in the stub, or is one piece that begins there."""
    if _is_announcement(row) or not _is_within(row, lanes):
        return False
    if row.box.x1 <= lanes.edges[0][0] + lanes.size:
        return True
    runs_over = len(row.chunks) == 1 and row.box.x0 < lanes.edges[0][0] and row.box.x1 < lanes.right
    return runs_over and not row.prose


def _is_within(row: Row, lanes: Lanes, right: float = 2.0, left: float = _INDENTS) -> bool:
    return row.box.x0 > lanes.left - left * row.size and row.box.x1 < lanes.right + right * row.size


def _is_announcement(row: Row) -> bool:
    text = row.text
    if read_caption(text) or read_figure(text) or opens_notes(text):
        return True
    # Dots lead from a title to its page, and from a label to the first of its numbers.
    return is_leader(text) and sum(_is_cell(chunk) for chunk in row.chunks) < _NUMBERS


def count_header_rows(rows: Sequence[Row], start: int, lanes: Lanes, middle: float) -> int:
    """Count the rows above row `start` that are the header: pieces that stand over lanes, or over the stub.

    Labels of a group may stand between. A line in the middle of the table or of the page
    (`middle`) is a title, and so is one piece alone that does not stand close over its columns.
    """
    count = start
    while count > 0:
        index = count - 1
        while index > 0 and count - 1 - index < _LABELS - 1 and count == start and _is_label(rows[index], lanes):
            index -= 1
        if not _is_header(rows, index, start, lanes, middle):
            break
        gaps = [rows[k + 1].box.top - rows[k].box.bottom for k in range(index, count)]
        if max(gaps) > (_BLANK if count == start else _CLOSE) * lanes.size:
            break
        count = index
    return start - count


def _is_header(rows: Sequence[Row], index: int, start: int, lanes: Lanes, middle: float) -> bool:
    row = rows[index]
    if row.prose or _is_announcement(row) or not _is_within(row, lanes, _OVERHANG, 2.0):
        return False
    if not any(lanes.over(chunk.box) for chunk in row.chunks) or _is_title(row, lanes, middle):
        return False
    if len(row.chunks) > 1:
        return True
    # One label over some of the columns stands close above the labels of these.
    below = rows[index + 1]
    headed = index + 1 < start or not holds_figures(below)  # a row of years is labels, though it was taken for numbers
    close = headed and below.box.top - row.box.bottom < 0.8 * lanes.size
    return close and row.box.x0 > lanes.edges[0][0] - _REACH * row.size


def _is_title(row: Row, lanes: Lanes, middle: float) -> bool:
    """Tell whether a row is words in the middle of the table, or of the page, and not labels over columns."""
    words = all(right.box.x0 - left.box.x1 < _WORDS * row.size for left, right in pairwise(row.chunks))
    narrow = row.box.width < 0.7 * (lanes.right - lanes.edges[0][0])
    centres = (middle, (lanes.left + lanes.right) / 2)
    centred = any(abs(row.box.center_x - centre) < _CENTRED * row.size for centre in centres)
    return words and len(row.chunks) <= 3 and narrow and centred
