"""The lattice that rules make: the cells between them, merged where no rule parts them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.strokes import Stroke, Strokes
from extractors.tables.tokens import Sheet

_TOUCH = 2.6  # points that a stroke may fall short of the one that it meets
_JOINT = 0.5  # em
_FRAMES = 0.8  # em between two frames of one table; a line of text needs more


@dataclass(frozen=True, slots=True)
class Lattice:
    """Places of the rules down and across the page, and the cells between them as (row, column, row span, column span)."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[int, int, int, int], ...]


def strokes_to_lattice(strokes: Strokes, sheet: Sheet) -> Lattice | None:
    """Return the lattice of the strokes that touch each other around the words; None if there is none.

    Tables without outer verticals (open sides) are closed at the ends of their horizontal
    strokes, and tables cut by the end of a page at the ends of their vertical ones.
    """
    across, down = _component(_without_joints(strokes, sheet.em), sheet)
    if len(across) < 2 or not down:
        return None
    left, right = min(s.start for s in across), max(s.end for s in across)
    xs = _distinct([s.position for s in down], _TOUCH)
    ys = _distinct([s.position for s in across], _TOUCH)
    sides = [x for x, end in ((left, xs[0]), (right, xs[-1])) if abs(x - end) > 1.2 * sheet.em]
    high, low = min(s.start for s in down), max(s.end for s in down)
    ends = [y for y, end in ((high, ys[0]), (low, ys[-1])) if abs(y - end) > 0.8 * sheet.em]
    xs, ys = _distinct([*xs, *sides], _TOUCH), _distinct([*ys, *ends], _TOUCH)
    down = (*down, *(Stroke(x, ys[0], ys[-1]) for x in sides))
    across = (*across, *(Stroke(y, xs[0], xs[-1]) for y in ends))
    if len(xs) < 3 or len(ys) < 3:
        return None
    return Lattice(tuple(xs), tuple(ys), _unite(xs, ys, across, down))


def _without_joints(strokes: Strokes, em: float) -> Strokes:
    """Return the strokes without the squares that office programs leave where the borders of two cells would meet.

    No rule of a table is shorter than half an em, for no text fits beside it.
    """
    least = _JOINT * em
    return Strokes(
        tuple(stroke for stroke in strokes.across if stroke.length > least),
        tuple(stroke for stroke in strokes.down if stroke.length > least),
    )


def _component(strokes: Strokes, sheet: Sheet) -> tuple[tuple[Stroke, ...], tuple[Stroke, ...]]:
    """Return the strokes that hang together and frame the most words."""
    across, down = strokes.across, strokes.down
    owner = list(range(len(across) + len(down)))

    def find(index: int) -> int:
        while owner[index] != index:
            owner[index] = owner[owner[index]]
            index = owner[index]
        return index

    for j, vertical in enumerate(down):
        for i, horizontal in enumerate(across):
            meets = (
                horizontal.start - _TOUCH <= vertical.position <= horizontal.end + _TOUCH
                and vertical.start - _TOUCH <= horizontal.position <= vertical.end + _TOUCH
            )
            if meets:
                owner[find(len(across) + j)] = find(i)
    groups: dict[int, list[int]] = {}
    for index in range(len(owner)):
        groups.setdefault(find(index), []).append(index)
    groups = _unite_frames(groups, across, sheet.em)
    best: tuple[int, list[int]] = (0, [])
    for members in groups.values():
        rows = [across[i] for i in members if i < len(across)]
        if len(rows) < 2:
            continue
        left, right = min(s.start for s in rows), max(s.end for s in rows)
        top, bottom = rows[0].position, rows[-1].position
        held = sum(left <= t.box.center_x <= right and top <= t.box.center_y <= bottom for t in sheet.tokens)
        if held > best[0]:
            best = (held, members)
    return (
        tuple(across[i] for i in best[1] if i < len(across)),
        tuple(down[i - len(across)] for i in best[1] if i >= len(across)),
    )


def _unite_frames(groups: dict[int, list[int]], across: Sequence[Stroke], em: float) -> dict[int, list[int]]:
    """Put strokes together that make frames of one width, so close above each other that no line of text fits between."""
    united: list[tuple[float, float, float, list[int]]] = []
    for members in groups.values():
        rows = [across[index] for index in members if index < len(across)]
        if not rows:
            continue
        left, right = min(row.start for row in rows), max(row.end for row in rows)
        united.append((rows[0].position, left, right, members))
    stacked: list[tuple[float, float, float, list[int]]] = []
    for top, left, right, members in sorted(united):
        bottom = max(across[index].position for index in members if index < len(across))
        above = next(
            (
                index
                for index, (end, start, stop, _) in enumerate(stacked)
                if -_TOUCH <= top - end < _FRAMES * em and abs(start - left) < _TOUCH and abs(stop - right) < _TOUCH
            ),
            None,
        )
        if above is None:
            stacked.append((bottom, left, right, members))
        else:
            stacked[above] = (bottom, left, right, [*stacked[above][3], *members])
    return {index: sorted(members) for index, (_, _, _, members) in enumerate(stacked)}


def _distinct(places: Sequence[float], apart: float) -> list[float]:
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > apart:
            kept.append(place)
    return kept


def _unite(
    xs: Sequence[float], ys: Sequence[float], across: Sequence[Stroke], down: Sequence[Stroke]
) -> tuple[tuple[int, int, int, int], ...]:
    """Unite neighbouring cells without a rule on their border; what is then no rectangle falls apart again."""
    rows, columns = len(ys) - 1, len(xs) - 1
    at_x: dict[int, list[Stroke]] = {}
    at_y: dict[int, list[Stroke]] = {}
    for stroke in down:
        at_x.setdefault(_nearest(xs, stroke.position), []).append(stroke)
    for stroke in across:
        at_y.setdefault(_nearest(ys, stroke.position), []).append(stroke)
    beside = [
        [
            c + 1 < columns and not any(stroke.covers(ys[r], ys[r + 1], 0.5) for stroke in at_x.get(c + 1, ()))
            for c in range(columns)
        ]
        for r in range(rows)
    ]
    below = [
        [
            r + 1 < rows and not any(stroke.covers(xs[c], xs[c + 1], 0.5) for stroke in at_y.get(r + 1, ()))
            for c in range(columns)
        ]
        for r in range(rows)
    ]
    return _rectangles(beside, below)


def _rectangles(
    beside: Sequence[Sequence[bool]], below: Sequence[Sequence[bool]]
) -> tuple[tuple[int, int, int, int], ...]:
    """Unite cells along rows first, then equal runs down columns: a missing stroke never tears a row's span apart."""
    cells: list[tuple[int, int, int, int]] = []
    growing: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(beside):
        following: dict[tuple[int, int], tuple[int, int]] = {}
        start = 0
        for c, joined in enumerate(row):
            if joined:
                continue
            run = (start, c - start + 1)
            top, height = growing.pop(run, (r, 0))
            if all(below[r][start : c + 1]):
                following[run] = (top, height + 1)
            else:
                cells.append((top, run[0], height + 1, run[1]))
            start = c + 1
        # A run that has no equal one below it ends above this row.
        cells.extend((top, run[0], height, run[1]) for run, (top, height) in growing.items())
        growing = following
    return tuple(sorted(cells))


def _nearest(places: Sequence[float], place: float) -> int:
    index = bisect_right(places, place)
    options = [k for k in (index - 1, index) if 0 <= k < len(places)]
    return min(options, key=lambda k: abs(places[k] - place))
