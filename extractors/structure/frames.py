"""What rules enclose: the tables that a printer ruled, three-line or with a lattice of cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import regex

from extractors.characters import to_plain
from extractors.model import Box
from extractors.strokes import Stroke
from extractors.structure.chunks import is_number
from extractors.structure.lattices import Lattice, bridge_gaps, strokes_to_lattices
from extractors.structure.marks import opens_notes, read_caption, read_figure
from extractors.structure.sheet import Row, Sheet
from extractors.structure.stacks import cut_stacked, parts_tables, unite_frames

_EQUAL: Final = 6.0  # points by which the rules of one table differ in extent
_FLUSH: Final = 1.0  # points between the ends of rules drawn to one margin
_TOO_SHORT: Final = 0.97  # of the length of the other rules
_INDENT: Final = 4.0  # em, of the first line of a paragraph at most
_SHORTEST: Final = 4.0  # em; a shorter rule parts footnotes, strikes a word out, or is a bar of a fraction
_EMPTY: Final = 4.0  # points; two rules further apart with nothing between end a table
_BESIDE: Final = 2.0  # points that words may stand out beyond the ends of their rules
_PROSE: Final = 0.34
_CELL: Final = 3.0  # points
_TICK_DOWN: Final = 0.5  # em; shorter strokes mark the axis of a chart
_TICK_ACROSS: Final = 1.2
_WHOLE: Final = 0.7  # of the width between the rules: a line of text, not a cell
_ALIGNED: Final = 0.4
_MOST_RULES: Final = 400
_BRIDGE: Final = 10.0  # points between the pieces of a dashed rule, or of one drawn column by column; gutters are wider
_UPPER_PART: Final = 0.6  # of the page
_REMNANT: Final = 0.7
_AXIS_NUMBER: Final = regex.compile(r"-?\d{1,6}(?:\.\d{1,4})?")


@dataclass(frozen=True, slots=True)
class Frame:
    """The box that a table's rules span; `closed` by a lattice rather than by rules above and below only."""

    box: Box
    lattice: bool


def find_frames(sheet: Sheet) -> tuple[Frame, ...]:
    """Find the boxes whose rules hold a table: lattices of cells, and rules of equal extent with no prose between."""
    boxes = [box for lattice in strokes_to_lattices(sheet.strokes) if (box := _lattice_to_box(sheet, lattice))]
    lattices = unite_frames(_outermost(boxes), sheet.size)
    free = [
        stroke
        for stroke in bridge_gaps(sheet.strokes.across, _BRIDGE)
        if stroke.length >= _SHORTEST * sheet.size and not any(_holds(box, stroke) for box in lattices)
    ]
    groups = [*_strokes_to_groups(sheet, free), *_find_remnants(sheet, free)]
    open_boxes = _outermost([box for box in groups if not any(_overlap(box, other) for other in lattices)])
    frames = [Frame(box, lattice=True) for box in lattices] + [Frame(box, lattice=False) for box in open_boxes]
    return tuple(sorted(frames, key=lambda frame: (frame.box.top, frame.box.x0)))


def _find_remnants(sheet: Sheet, strokes: Sequence[Stroke]) -> list[Box]:
    """Find the end of a table that was broken over the page: rows from the head of the page down to a lone rule.

    Office programs draw no rule where the page ends, and none where the next begins. What a
    first page has above its first rule is the head of the journal.
    """
    if sheet.page.number == 1:
        return []
    remnants: list[Box] = []
    for stroke in sorted(strokes, key=lambda item: item.position)[:_MOST_RULES]:
        if stroke.position > _UPPER_PART * sheet.page.height:
            break
        strip = Box(stroke.start - _BESIDE, 0.0, stroke.end + _BESIDE, stroke.position)
        rows = sheet.rows_in(strip)
        count = 0
        while count < len(rows) and len(rows[-1 - count].chunks) > 1 and not rows[-1 - count].prose:
            count += 1
        body = rows[len(rows) - count :]
        above = rows[: len(rows) - count]
        # A running head may stand above, set apart; anything nearer means that this is no remnant.
        if len(body) < 2 or (above and body[0].box.top - above[-1].box.bottom < 1.5 * sheet.size):
            continue
        if len(above) > 1 or aligned_share(body) < _REMNANT or not any(row.numbers > 1 for row in body):
            continue
        box = Box(strip.x0, body[0].box.top, strip.x1, stroke.position)
        if not _cut_by_sides(sheet, box) and not any(box.top < other.position < box.bottom for other in strokes):
            remnants.append(box)
    return remnants


def _holds(box: Box, stroke: Stroke) -> bool:
    return box.top - 1 <= stroke.position <= box.bottom + 1 and stroke.start < box.x1 and stroke.end > box.x0


def _overlap(box: Box, other: Box) -> bool:
    return box.x0 < other.x1 and other.x0 < box.x1 and box.top < other.bottom and other.top < box.bottom


def _outermost(boxes: Sequence[Box]) -> list[Box]:
    """Drop boxes that overlap a larger one."""
    kept: list[Box] = []
    for box in sorted(boxes, key=lambda item: -item.width * item.height):
        if not any(_overlap(box, other) for other in kept):
            kept.append(box)
    return kept


def _lattice_to_box(sheet: Sheet, lattice: Lattice) -> Box | None:
    """Return the box of a lattice with text in several rows and columns of cells; a frame round prose is none."""
    columns = _levels([stroke.position for stroke in lattice.down if stroke.length > _TICK_DOWN * sheet.size])
    levels = _levels([stroke.position for stroke in lattice.across if stroke.length > _TICK_ACROSS * sheet.size])
    box = lattice.box
    inner = [x for x in columns if box.x0 + _CELL < x < box.x1 - _CELL]
    if not inner or len(levels) < 2:
        return None
    cells: set[tuple[int, int]] = set()
    words = sheet.words_in(box)
    for word in words:
        cells.add((_rank(levels, word.box.center_y), _rank(columns, word.box.center_x)))
    if len({row for row, _ in cells}) * len({column for _, column in cells}) < 4 or len(cells) < 4:
        return None
    # The lines of a chart's grid run through nothing but air; the few words over them are labels.
    if len(cells) < 0.25 * (len(levels) - 1) * max(len(columns) - 1, 1):
        return None
    return box


def _levels(positions: Sequence[float]) -> list[float]:
    levels: list[float] = []
    for position in sorted(positions):
        if not levels or position - levels[-1] > _CELL:
            levels.append(position)
    return levels


def _rank(levels: Sequence[float], position: float) -> int:
    return bisect_right(levels, position)


def _strokes_to_groups(sheet: Sheet, strokes: Sequence[Stroke]) -> list[Box]:
    groups: list[Box] = []
    longest = sorted(strokes, key=lambda stroke: -stroke.length)[:_MOST_RULES]
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
        min(upper.start, lower.start) - _BESIDE,
        upper.position,
        max(upper.end, lower.end) + _BESIDE,
        lower.position,
    )


def _is_captioned(sheet: Sheet, stroke: Stroke) -> bool:
    """Tell whether the caption of a table stands over a rule, at most a unit line or two between."""
    box = Box(stroke.start - _BESIDE, stroke.position - 4 * sheet.size, stroke.end + _BESIDE, stroke.position)
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
    if _cut_by_sides(sheet, box):
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
    lines = sum(
        row.prose
        and len(row.chunks) == 1
        and row.box.width > _WHOLE * box.width
        and row.box.x0 < box.x0 + _INDENT * row.size
        for row in rows
    )
    if captioned:
        return lines <= 0.5 * len(rows)
    if lines and not _has_columns(rows, 0.5):
        return False
    return sum(row.prose for row in rows) <= _PROSE * len(rows)


def _is_row_below(row: Row, above: Row) -> bool:
    return len(row.chunks) > 1 and count_aligned(row, above) > 1


def _ends_in_notes(sheet: Sheet, box: Box, captioned: bool) -> bool:
    """Tell whether the notes of a table stand above its last rule, under its last rows, as some printers set them."""
    rows = sheet.rows_in(box)
    first = next((index for index, row in enumerate(rows) if opens_notes(row.text)), 0)
    body = rows[:first]
    if not body or any(read_caption(row.text) or read_figure(row.text) for row in rows) or _cut_by_sides(sheet, box):
        return False
    several = sum(len(row.chunks) > 1 and not row.prose for row in body)
    return several * 2 >= len(body) and (captioned or several > 1) and not any(row.numbers for row in rows[first + 3 :])


def _cut_by_sides(sheet: Sheet, box: Box) -> bool:
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
        return cut_stacked(sheet, box, run) if _has_columns(rows, 0.3) else []
    cells = sum(len(row.chunks) for row in rows)
    if len(rows) < 2 or cells < 4 or not _has_columns(rows, 0.3):
        return []
    return cut_stacked(sheet, box, run) if aligned_share(rows) >= _ALIGNED and not _is_axis(rows) else []


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


def _has_columns(rows: Sequence[Row], share: float) -> bool:
    return bool(rows) and sum(len(row.chunks) > 1 for row in rows) >= share * len(rows)


def aligned_share(rows: Sequence[Row]) -> float:
    """Return the share of neighbouring rows of several chunks of which at least two stand one under the other.

    Cells of a column share their left edge, their middle or their right edge; the numbers of
    an axis and the words of a legend below it do not.
    """
    several = [row for row in rows if len(row.chunks) > 1]
    pairs = [count_aligned(upper, lower) >= 2 for upper, lower in pairwise(several)]
    return sum(pairs) / len(pairs) if pairs else 0.0


def count_aligned(row: Row, other: Row) -> int:
    """Count the chunks of a row that share an edge or the middle with a chunk of another."""
    slack = 0.6 * row.size
    return sum(
        any(
            min(
                abs(chunk.box.x0 - mate.box.x0),
                abs(chunk.box.x1 - mate.box.x1),
                abs(chunk.box.center_x - mate.box.center_x),
            )
            < slack
            for mate in other.chunks
        )
        for chunk in row.chunks
    )
