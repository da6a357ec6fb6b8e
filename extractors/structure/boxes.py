"""Boxes drawn round paragraphs and the tables among them: they are told from the frames of tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extractors.strokes import Stroke, Strokes
from extractors.structure.lattices import TOUCH, strokes_to_lattices

_EQUAL: Final = 3.0  # points by which the sides of a box differ in extent, and the ends of its roof from its sides
_INSET: Final = 1.0  # em between a box and a table that fills it
_MOST: Final = 400  # strokes down; a page with more is a drawing


def without_boxes(strokes: Strokes, size: float) -> Strokes:
    """Return the strokes of a page without the boxes that enclose ruled tables; of what such a box and a table share, the table's part.

    Forms and prospectuses print every answer in a box as wide as the page, paragraphs and smaller ruled tables
    together, and the box is closed anew on each page. The rules between the rows of a table run from one side of its
    frame to the other, and those between its columns from roof to floor; nothing in a box touches its sides.
    `size` is the type size of the page's text.
    """
    if len(strokes.down) > _MOST:
        return strokes
    for sides in _group_by_extent(strokes.down):
        if len(sides) > 1:
            strokes = _open_box(strokes, sides, size)
    return strokes


def _group_by_extent(strokes: Sequence[Stroke]) -> list[list[Stroke]]:
    groups: list[list[Stroke]] = []
    for stroke in sorted(strokes, key=lambda item: item.position):
        group = next((group for group in groups if stroke.matches(group[0], _EQUAL)), None)
        if group is None:
            groups.append([stroke])
        else:
            group.append(stroke)
    return groups


def _open_box(strokes: Strokes, sides: Sequence[Stroke], size: float) -> Strokes:
    left, right = sides[0], sides[-1]
    edges = [
        stroke
        for stroke in strokes.across
        if abs(stroke.start - left.position) < _EQUAL and abs(stroke.end - right.position) < _EQUAL
    ]
    roof = next((edge for edge in edges if abs(edge.position - left.start) <= TOUCH), None)
    floor = next((edge for edge in edges if abs(edge.position - left.end) <= TOUCH), None)
    if roof is None or floor is None or not _is_untouched(strokes, left, right):
        return strokes
    if len(sides) > 2 and max(sides[1].position - left.position, right.position - sides[-2].position) > _INSET * size:
        return strokes
    inner = Strokes(
        tuple(stroke for stroke in strokes.across if stroke not in (roof, floor)),
        tuple(stroke for stroke in strokes.down if stroke not in (left, right)),
    )
    shared = [piece for edge in (roof, floor) if (piece := _part_of_table(edge, left, right, inner)) is not None]
    opened = replace(
        inner, across=tuple(sorted((*inner.across, *shared), key=lambda item: (item.position, item.start)))
    )
    return opened if _holds_table(opened, left, right) else strokes


def _is_untouched(strokes: Strokes, left: Stroke, right: Stroke) -> bool:
    return not any(
        left.start + _EQUAL < stroke.position < left.end - _EQUAL
        and any(stroke.start - TOUCH <= side.position <= stroke.end + TOUCH for side in (left, right))
        for stroke in strokes.across
    )


def _part_of_table(edge: Stroke, left: Stroke, right: Stroke, inner: Strokes) -> Stroke | None:
    """Return the part of a box's edge at which a table ends, whose rules down touch it: at a page's end they meet."""
    places = [
        stroke.position
        for stroke in inner.down
        if left.position < stroke.position < right.position
        and stroke.start - TOUCH <= edge.position <= stroke.end + TOUCH
    ]
    return Stroke(edge.position, min(places), max(places)) if len(places) > 1 else None


def _holds_table(inner: Strokes, left: Stroke, right: Stroke) -> bool:
    lattices = strokes_to_lattices(
        Strokes(
            tuple(stroke for stroke in inner.across if left.start - TOUCH <= stroke.position <= left.end + TOUCH),
            tuple(stroke for stroke in inner.down if left.position < stroke.position < right.position),
        )
    )
    return any(
        len(lattice.down) > 2 and len(lattice.across) > 1 and left.start - TOUCH <= lattice.box.top
        for lattice in lattices
        if left.position <= lattice.box.x0 and lattice.box.x1 <= right.position
    )
