"""What rules enclose: the tables that a printer ruled, three-line or with a lattice of cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from extractors.model import Box
from extractors.strokes import Stroke
from extractors.structure.boxes import without_boxes
from extractors.structure.lanes import holds_figures
from extractors.structure.lattices import Lattice, bridge_gaps, strokes_to_lattices
from extractors.structure.open_frames import BESIDE, MOST_RULES, cut_by_sides, strokes_to_boxes
from extractors.structure.row_alignment import aligned_share
from extractors.structure.sheet import Sheet
from extractors.structure.stacks import unite_frames

_SHORTEST: Final = 4.0  # em; a shorter rule parts footnotes, strikes a word out, or is a bar of a fraction
_CELL: Final = 3.0  # points
_TICK_DOWN: Final = 0.5  # em; shorter strokes mark the axis of a chart
_TICK_ACROSS: Final = 1.2
_BRIDGE: Final = 10.0  # points between the pieces of a dashed rule, or of one drawn column by column; gutters are wider
_UPPER_PART: Final = 0.6  # of the page
_REMNANT: Final = 0.7


@dataclass(frozen=True, slots=True)
class Frame:
    """The box that a table's rules span; `closed` by a lattice rather than by rules above and below only."""

    box: Box
    lattice: bool


def find_frames(sheet: Sheet) -> tuple[Frame, ...]:
    """Find the boxes whose rules hold a table: lattices of cells, and rules of equal extent with no prose between."""
    sheet = replace(sheet, strokes=without_boxes(sheet.strokes, sheet.size))
    boxes = [box for lattice in strokes_to_lattices(sheet.strokes) if (box := _lattice_to_box(sheet, lattice))]
    lattices = unite_frames(_outermost(boxes), sheet.size)
    free = [
        stroke
        for stroke in bridge_gaps(sheet.strokes.across, _BRIDGE)
        if stroke.length >= _SHORTEST * sheet.size and not any(_holds(box, stroke) for box in lattices)
    ]
    groups = [*strokes_to_boxes(sheet, free), *_find_remnants(sheet, free)]
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
    for stroke in sorted(strokes, key=lambda item: item.position)[:MOST_RULES]:
        if stroke.position > _UPPER_PART * sheet.page.height:
            break
        strip = Box(stroke.start - BESIDE, 0.0, stroke.end + BESIDE, stroke.position)
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
        if not cut_by_sides(sheet, box) and not any(box.top < other.position < box.bottom for other in strokes):
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
    # Borders that an office program left round one row of figures frame that row, not the table; round a header they do.
    if len({row for row, _ in cells}) == 1 and any(holds_figures(row) for row in sheet.rows_in(box)):
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
