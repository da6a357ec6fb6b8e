"""Tables between rules above and below: rules of equal extent with rows of cells between them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import regex

from extractors.characters import to_plain
from extractors.model import Box
from extractors.strokes import Stroke
from extractors.structure.chunks import is_number
from extractors.structure.lanes import holds_figures
from extractors.structure.marks import is_prose, opens_notes, read_caption, read_figure
from extractors.structure.row_alignment import aligned_share, count_aligned, has_columns
from extractors.structure.sheet import Row, Sheet
from extractors.structure.stacks import cut_stacked, parts_tables

_EQUAL: Final = 6.0  # points by which the rules of one table differ in extent
_FLUSH: Final = 1.0  # points between the ends of rules drawn to one margin
_TOO_SHORT: Final = 0.97  # of the length of the other rules
_INDENT: Final = 4.0  # em, of the first line of a paragraph at most
_EMPTY: Final = 4.0  # points; two rules further apart with nothing between end a table
BESIDE: Final = 2.0  # points that words may stand out beyond the ends of their rules
_PROSE: Final = 0.34
_WHOLE: Final = 0.7  # of the width between the rules: a line of text, not a cell
_ALIGNED: Final = 0.4
MOST_RULES: Final = 400
_STUB: Final = 0.7  # of the rows of numbers
_YEAR: Final = regex.compile(r"(?:19|20)\d\d(?:[-/]\d{2,4})?")
_AXIS_NUMBER: Final = regex.compile(r"-?\d{1,6}(?:\.\d{1,4})?")


def strokes_to_boxes(sheet: Sheet, strokes: Sequence[Stroke]) -> list[Box]:
    """Return the boxes between rules of equal extent that look like tables, from each run of rules the most that do."""
    groups: list[Box] = []
    longest = sorted(strokes, key=lambda stroke: -stroke.length)[:MOST_RULES]
    free = sorted(longest, key=lambda stroke: stroke.position)
    while free:
        equal = [stroke for stroke in free if _is_of_table(stroke, free[0])]
        free = [stroke for stroke in free if not _is_of_table(stroke, equal[0])]
        run = [equal[0]]
        captioned = _is_captioned(sheet, equal[0])
        strips = [None, *(between(upper, lower) for upper, lower in pairwise(equal)), None]
        for index, (upper, lower) in enumerate(pairwise(equal), 1):
            if parts_tables(
                sheet, strips[index - 1] if len(run) > 1 else None, between(upper, lower), strips[index + 1]
            ):
                groups += _run_to_box(sheet, run, captioned)
                run, captioned = [lower], _is_captioned(sheet, lower)
            elif _belongs_between(sheet, upper, lower, captioned, strips[index + 1]):
                run.append(lower)
            elif _ends_in_notes(sheet, between(upper, lower), captioned):
                groups += _run_to_box(sheet, [*run, lower], captioned)
                run, captioned = [lower], _is_captioned(sheet, lower)
            else:
                groups += _run_to_box(sheet, run, captioned)
                run, captioned = [lower], _is_captioned(sheet, lower)
        groups += _run_to_box(sheet, run, captioned)
    return groups


def _is_of_table(stroke: Stroke, first: Stroke) -> bool:
    """Tell whether a rule is as long as a table's first one, or drawn to one of its ends and a little too short."""
    flush = min(abs(stroke.start - first.start), abs(stroke.end - first.end)) < _FLUSH
    return stroke.matches(first, _EQUAL) or (
        flush
        and first.start - _FLUSH < stroke.start < stroke.end < first.end + _FLUSH
        and stroke.length > _TOO_SHORT * first.length
    )


def between(upper: Stroke, lower: Stroke) -> Box:
    """Return the box between two rules of equal extent."""
    return Box(
        min(upper.start, lower.start) - BESIDE,
        upper.position,
        max(upper.end, lower.end) + BESIDE,
        lower.position,
    )


def _is_captioned(sheet: Sheet, stroke: Stroke) -> bool:
    """Tell whether the caption of a table stands over a rule, at most a unit line or two between."""
    box = Box(stroke.start - BESIDE, stroke.position - 4 * sheet.size, stroke.end + BESIDE, stroke.position)
    return any(read_caption(row.text) for row in sheet.rows_in(box))


def _belongs_between(sheet: Sheet, upper: Stroke, lower: Stroke, captioned: bool, following: Box | None) -> bool:
    """Tell whether what stands between two rules could be rows of a table.

    Under a caption it is, unless it is set as text: whole lines of it. Without one it must
    not read like text, and more than one column must show where some of it does.
    """
    box = between(upper, lower)
    rows = sheet.rows_in(box)
    if not rows:
        return box.height <= _EMPTY
    if any(read_caption(row.text) or read_figure(row.text) or opens_notes(row.text) for row in rows):
        return False
    if cut_by_sides(sheet, box):
        return False
    # In a table whose rows are ruled off, a row of words stands between its own two rules.
    above = sheet.rows_in(Box(box.x0, box.top - 3 * sheet.size, box.x1, box.top))
    below = sheet.rows_in(following) if following else ()
    if (
        above
        and all(_is_row_below(row, above[-1]) for row in rows)
        and all(_is_row_below(row, rows[-1]) for row in below)
    ):
        return True
    # What begins far inside the rules is a line of a cell, however long: text begins at the margin.
    running = [
        row.prose
        and len(row.chunks) == 1
        and row.box.width > _WHOLE * box.width
        and row.box.x0 < box.x0 + _INDENT * row.size
        for row in rows
    ]
    lines = sum(running)
    if captioned:
        # Notes that a rule ends begin with a line of text, and no figures follow.
        if running[0] and not any(holds_figures(row) for row in rows):
            return False
        return lines <= 0.5 * len(rows)
    if lines and not has_columns(rows, 0.5):
        return False
    return sum(row.prose for row in rows) <= _PROSE * len(rows)


def _is_row_below(row: Row, above: Row) -> bool:
    return len(row.chunks) > 1 and count_aligned(row, above) > 1


def _ends_in_notes(sheet: Sheet, box: Box, captioned: bool) -> bool:
    """Tell whether the notes of a table stand above its last rule, under its last rows, as some printers set them."""
    rows = sheet.rows_in(box)
    first = next((index for index, row in enumerate(rows) if opens_notes(row.text)), 0)
    body = rows[:first]
    if not body or any(read_caption(row.text) or read_figure(row.text) for row in rows) or cut_by_sides(sheet, box):
        return False
    several = sum(len(row.chunks) > 1 and not row.prose for row in body)
    return several * 2 >= len(body) and (captioned or several > 1) and not any(row.numbers for row in rows[first + 3 :])


def cut_by_sides(sheet: Sheet, box: Box) -> bool:
    """Tell whether text runs over the ends of the rules: they do not enclose it."""
    wide = Box(0, box.top, sheet.page.width, box.bottom)
    return any(
        chunk.box.x0 < box.x0 - sheet.size < chunk.box.x1 - 2 * sheet.size
        or chunk.box.x1 > box.x1 + sheet.size > chunk.box.x0 + 2 * sheet.size
        for row in sheet.rows_in(wide)
        for chunk in row.chunks
    )


def _run_to_box(sheet: Sheet, run: Sequence[Stroke], captioned: bool) -> list[Box]:
    if len(run) < 2:
        return []
    box = between(run[0], run[-1])
    rows = sheet.rows_in(box)
    if captioned:
        return cut_stacked(sheet, box, run) if has_columns(rows, 0.3) else []
    cells = sum(len(row.chunks) for row in rows)
    if len(rows) < 2 or cells < 4 or not has_columns(rows, 0.3) or _are_of_sums(sheet, box, rows):
        return []
    return cut_stacked(sheet, box, run) if aligned_share(rows) >= _ALIGNED and not _is_axis(rows) else []


def _are_of_sums(sheet: Sheet, box: Box, rows: Sequence[Row]) -> bool:
    """Tell whether rules run over and under the figures alone, with the labels of their rows beside them.

    A rule above a sum, as accountants draw it, reaches over what is added up and not over the stub: such
    rules frame no table. A table with rules of its own holds its labels, or years for labels, between them.
    """
    numbered = [row for row in rows if any(is_number(word.text) and not _is_year(word.text) for word in row.words)]
    if len(numbered) < 2 or any(_is_labelled(row) for row in numbered):
        return False
    beside = [row for row in numbered if _has_stub(sheet, box, row)]
    return len(beside) >= _STUB * len(numbered)


def _is_labelled(row: Row) -> bool:
    first = row.chunks[0].text
    return any(character.isalpha() for character in first) or _is_year(first)


def _is_year(text: str) -> bool:
    return _YEAR.fullmatch(to_plain(text)) is not None


def _has_stub(sheet: Sheet, box: Box, row: Row) -> bool:
    """Tell whether a label, and nothing else, stands on the level of a row between the margin and the rules."""
    level = Box(0.0, row.box.center_y - 0.3 * row.size, box.x0, row.box.center_y + 0.3 * row.size)
    words = sheet.words_in(level)
    text = " ".join(word.text for word in words)
    return any(character.isalpha() for character in text) and not is_prose(text)


def _is_axis(rows: Sequence[Row]) -> bool:
    """Tell whether the only numbers are those along the axis of a chart: one row of them, equal steps apart.

    Numbers among the words of a legend (95% confidence interval) are none of a cell.
    """
    numbered = [row for row in rows if any(is_number(chunk.text) for chunk in row.chunks)]
    if len(numbered) != 1:
        return False
    values = [to_plain(word.text) for word in numbered[0].words if is_number(word.text)]
    if len(values) < 4 or not all(_AXIS_NUMBER.fullmatch(value) for value in values):
        return False
    return len({float(right) - float(left) for left, right in pairwise(values)}) == 1
