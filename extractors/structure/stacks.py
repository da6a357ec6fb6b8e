"""Frames and rules of one width, one below the other: tables told apart, and the parts of one put together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import regex

from extractors.characters import to_plain
from extractors.model import Box
from extractors.strokes import Stroke
from extractors.structure.chunks import is_number
from extractors.structure.sheet import Row, Sheet

_PART: Final = regex.compile(r"(?:panel|part|section)\s?[A-Z\d]\b", regex.IGNORECASE)
_NEAR: Final = 1.6  # em between a header and the rule under it
_GAP: Final = 0.8  # em by which the title of the next table stands further off than a row
_FEWEST: Final = 2  # labels that must return
_FRAMES: Final = 0.8  # em between the frames of one table
_EDGE: Final = 3.0  # points
_YEAR: Final = regex.compile(r"(?:19|20)\d\d[a-z]?")


def unite_frames(boxes: Sequence[Box], size: float) -> list[Box]:
    """Unite frames of equal width so close above each other that no line of text could stand between: groups of rows."""
    united: list[Box] = []
    for box in sorted(boxes, key=lambda item: item.top):
        above = next(
            (
                other
                for other in united
                if -1 <= box.top - other.bottom < _FRAMES * size
                and max(abs(box.x0 - other.x0), abs(box.x1 - other.x1)) < _EDGE
            ),
            None,
        )
        if above is None:
            united.append(box)
        else:
            united[united.index(above)] = above.union(box)
    return united


def cut_stacked(sheet: Sheet, box: Box, run: Sequence[Stroke]) -> list[Box]:
    """Cut the box of a run of rules where a table with the same header begins anew, under a title of its own.

    A header that only returns among the rows, without a title set apart, is that of a part of one table.
    """
    rows = sheet.rows_in(Box(box.x0, box.top - 3 * sheet.size, box.x1, box.bottom + 60 * sheet.size))
    heads = [_row_above(rows, stroke, sheet.size) for stroke in run]
    # The first rule stands over the first header, or under it.
    first = heads[0] if heads[0] is not None and len(rows[heads[0]].chunks) >= _FEWEST else _second(heads)
    if first is None:
        return [box]
    texts = [chunk.text for chunk in rows[first].chunks]
    starts: list[tuple[int, int]] = []
    for head in heads:
        if head is None or head <= first or [chunk.text for chunk in rows[head].chunks] != texts:
            continue
        title = head
        while title > first + 1 and len(rows[title - 1].chunks) == 1 and not rows[title - 1].numbers:
            title -= 1
        if title < head and _is_set_apart(rows, title, sheet.size):
            starts.append((title, head))
    boxes: list[Box] = []
    top = box.top
    for title, head in starts:
        boxes.append(Box(box.x0, top, box.x1, _rule_after(run, rows[title - 1], rows[title])))
        top = rows[head].box.top - 1
    return [*boxes, Box(box.x0, top, box.x1, max(box.bottom, rows[starts[-1][1]].box.bottom + 1))] if starts else [box]


def parts_tables(sheet: Sheet, above: Box | None, title: Box, below: Box | None) -> bool:
    """Tell whether what stands between two rules is the title of a table, and the rules end one table and begin the next.

    Lines of one text each, numbers in the strip between rules above, a header in that below. The
    title of a part of a table has rows of numbers below it.
    """
    if above is None or below is None:
        return False
    rows, body, header = sheet.rows_in(title), sheet.rows_in(above), sheet.rows_in(below)
    if not rows or any(len(row.chunks) > 1 for row in rows) or not any(_counts(row) for row in body):
        return False
    if _PART.match(" ".join(word.text for word in rows[0].chunks[0].words)):
        return False  # Panel B: what is lettered is a part of the table that Panel A began
    return any(len(row.chunks) > 1 for row in header) and not any(_counts(row) for row in header)


def _counts(row: Row) -> bool:
    """Tell whether a row holds numbers behind its first piece, other than years."""
    words = [word.text for chunk in row.chunks[1:] for word in chunk.words]
    return any(is_number(word) and not _YEAR.fullmatch(to_plain(word)) for word in words)


def _row_above(rows: Sequence[Row], stroke: Stroke, size: float) -> int | None:
    above = [index for index, row in enumerate(rows) if row.box.center_y < stroke.position]
    if not above or stroke.position - rows[above[-1]].box.bottom > _NEAR * size:
        return None
    return above[-1]


def _second(heads: Sequence[int | None]) -> int | None:
    return heads[1] if len(heads) > 1 else None


def _is_set_apart(rows: Sequence[Row], title: int, size: float) -> bool:
    """Tell whether the row above a title is further off than rows are from each other."""
    if title < 1:
        return False
    steps = sorted(lower.box.center_y - upper.box.center_y for upper, lower in pairwise(rows[:title]))
    usual = steps[len(steps) // 2] if steps else size
    return rows[title].box.center_y - rows[title - 1].box.center_y > usual + _GAP * size


def _rule_after(run: Sequence[Stroke], last: Row, title: Row) -> float:
    """Return where the table above ends: at the rule under its last row, else right below that row."""
    between = [stroke.position for stroke in run if last.box.center_y < stroke.position < title.box.center_y]
    return between[0] if between else last.box.bottom + 1
