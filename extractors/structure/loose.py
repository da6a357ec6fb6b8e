"""Tables with neither rules nor a caption: rows of numbers that stand in columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from extractors.model import Box
from extractors.structure.chunks import is_number
from extractors.structure.columns import Columns
from extractors.structure.lanes import count_header_rows, grow_down, grow_up, is_typed_rule, rows_to_lanes, widen
from extractors.structure.marks import read_figure
from extractors.structure.regions import Found, free_rows, make_region, word_key
from extractors.structure.row_alignment import aligned_share
from extractors.structure.sheet import Row, Sheet
from extractors.structure.surroundings import (
    count_note_rows,
    find_heading_above,
    find_heading_below,
    is_under_figure_caption,
)

# Nothing announces such a table, so all of it must look like one. A list of contents has one number behind each title,
# a matrix has no labels, the figures along an axis stand alone.
_FEWEST: Final = 4  # rows
_SEED: Final = 2  # rows one below the other, to which others may belong
_NUMBERS: Final = 2  # in a row, beside what its first piece says
_ALIGNED: Final = 0.8
_LABELLED: Final = 0.6
_STEP: Final = 1.8  # em between two rows


def find_loose(sheet: Sheet, columns: Columns | None, taken: Iterable[int]) -> list[Found]:
    """Return the tables that only their columns of numbers show, from top to bottom of each text column."""
    found: list[Found] = []
    used = set(taken)
    strips = [columns.strip(rank) for rank in range(len(columns.edges))] if columns else [(0.0, sheet.page.width)]
    for x0, x1 in strips:
        rows = free_rows(sheet, Box(x0, 0.0, min(x1, sheet.page.width), sheet.page.height), used)
        for start, end in _runs(rows):
            region = _rows_to_region(sheet, rows, start, end)
            if region and not region.words & used:
                found.append(region)
                used |= region.words
    return found


def _runs(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Return first and last + 1 of the runs of rows that could be a body."""
    runs: list[tuple[int, int]] = []
    start = 0
    for index in range(1, len(rows) + 1):
        goes_on = (
            index < len(rows)
            and _is_body_row(rows[index])
            and _is_body_row(rows[index - 1])
            and rows[index].box.top - rows[index - 1].box.bottom < _STEP * rows[index].size
        )
        if not goes_on:
            if index - start >= _SEED:
                runs.append((start, index))
            start = index
    return runs


def _is_body_row(row: Row) -> bool:
    behind = sum(is_number(word.text) for chunk in row.chunks[1:] for word in chunk.words)
    return len(row.chunks) > _NUMBERS and behind >= _NUMBERS and not row.prose


def _rows_to_region(sheet: Sheet, rows: Sequence[Row], start: int, end: int) -> Found | None:
    seed = rows[start:end]
    lanes = rows_to_lanes(seed)
    if lanes is None or (len(seed) > 2 and aligned_share(seed) < _ALIGNED):
        return None
    start, end = grow_up(rows, start, lanes), grow_down(rows, end, lanes)
    lanes = widen(lanes, rows[start:end])
    body = [row for row in rows[start:end] if len(row.chunks) > 1 and row.numbers]
    labelled = sum(not is_number(row.chunks[0].text) or _is_coded(row) or _is_counted_on(row, body) for row in body)
    if len(body) < _FEWEST or aligned_share(body) < _ALIGNED or labelled < _LABELLED * len(body):
        return None
    if _is_contents(body):
        return None
    start -= count_header_rows(rows, start, lanes, sheet.page.width / 2)
    above, below = rows[:start], rows[end:]
    table = [row for row in rows[start:end] if not is_typed_rule(row)]
    box = Box.around([row.box for row in table])
    notes = below[: count_note_rows(below, box.bottom, sheet.size)]
    heading = find_heading_above(above, box.top, sheet.size)
    if not heading.label:
        heading = find_heading_below(below[len(notes) :], notes[-1].box.bottom if notes else box.bottom)
    figure = is_under_figure_caption(above, box.top) or any(read_figure(row.text) for row in below[:2])
    if figure and not heading.label:
        return None
    used = {word_key(word) for row in heading.rows for word in row.words}
    if any(word_key(word) in used for row in table for word in row.words):
        return None
    return make_region(sheet, box, table, heading, notes, closed=bool(notes))


def _is_contents(body: Sequence[Row]) -> bool:
    """Tell whether the numbers never fall from the first to the last, row by row: the pages of a list of contents."""
    behind = [word.text for row in body for chunk in row.chunks[1:] for word in chunk.words]
    pages = [int(text) for text in behind if text.isascii() and text.isdecimal()]
    others = sum(is_number(text) and any(map(str.isdecimal, text)) for text in behind) - len(pages)
    rising = len(set(pages)) >= len(body) and all(first <= second for first, second in pairwise(pages))
    return len(pages) > len(body) and rising and not others


def _is_coded(row: Row) -> bool:
    """Tell whether a code or serial number stands before the label of a row."""
    return len(row.chunks) > 2 and any(character.isalpha() for character in row.chunks[1].text)


def _is_counted_on(row: Row, body: Sequence[Row]) -> bool:
    """Tell whether the first pieces of the rows are numbers that count up or down by one, as years do."""
    texts = [other.chunks[0].text for other in body]
    if row.chunks[0].text not in texts or not all(text.isdecimal() and len(text) == 4 for text in texts):
        return False
    return all(abs(int(second) - int(first)) == 1 for first, second in pairwise(texts))
