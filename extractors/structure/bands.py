"""The order in which a page is read: bands from top to bottom, and in a band of two columns left before right."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Final

from extractors.lines import words_to_line
from extractors.model import Box, Line, Region, Word
from extractors.structure.chunks import Chunk, words_to_chunks
from extractors.structure.gutter import Gutter
from extractors.structure.sheet import Row, Sheet, chunks_to_rows

_EDGE: Final = 0.13  # of the page's height: where running heads and page numbers stand
_APART: Final = 0.8  # em between them and the text, more than between two lines
_LONG_RULE: Final = 0.5  # of the page's width


def order_page(
    sheet: Sheet, words: Iterable[Word], regions: Sequence[Region], gutter: Gutter | None
) -> list[Line | Region]:
    """Return the lines that words make and the tables of a page in the order in which they are read."""
    chunks = words_to_chunks(words, sheet.page.number)
    if gutter is None:
        lines: list[Line | Region] = [row.line for row in chunks_to_rows(chunks)]
        return sorted([*lines, *regions], key=_height)
    rows = chunks_to_rows(chunks)
    furniture = _furniture(sheet, rows)
    full: list[Line | Region] = [row.line for row in furniture]
    full += [region for region in regions if gutter.crossed_by(region.box)]
    halves: tuple[list[Line | Region], list[Line | Region]] = ([], [])
    for region in regions:
        if not gutter.crossed_by(region.box):
            halves[gutter.side(region.box)].append(region)
    sides: tuple[list[Chunk], list[Chunk]] = ([], [])
    edge = {chunk for row in furniture for chunk in row.chunks}
    for row in rows:
        rest = [chunk for chunk in row.chunks if chunk not in edge]
        if not rest:
            continue
        parts = [part for chunk in rest for part in _split(chunk, gutter)]
        if any(gutter.crossed_by(part.box) for part in parts) or _centred(parts, gutter):
            full.append(Row(tuple(parts)).line)
        else:
            for part in parts:
                sides[gutter.side(part.box)].append(part)
    for half, side in zip(halves, sides, strict=True):
        half += [row.line for row in chunks_to_rows(side)]
    return _interleave(sorted(full, key=_height), halves)


def _height(item: Line | Region) -> float:
    return item.box.top if isinstance(item, Region) else item.box.center_y


def _interleave(full: Sequence[Line | Region], halves: Iterable[list[Line | Region]]) -> list[Line | Region]:
    """Put what stands in columns between the full-width items above and below it, left before right."""
    heights = [_height(item) for item in full]
    bands: list[list[Line | Region]] = [[] for _ in range(len(full) + 1)]
    for half in halves:
        for item in sorted(half, key=_height):
            bands[bisect_left(heights, _height(item))].append(item)
    ordered: list[Line | Region] = list(bands[0])
    for item, band in zip(full, bands[1:], strict=True):
        ordered += [item, *band]
    return ordered


def _split(chunk: Chunk, gutter: Gutter) -> list[Chunk]:
    """Cut a chunk in two where a gap of it is the gutter: columns may stand no further apart than words."""
    if not gutter.crossed_by(chunk.box):
        return [chunk]
    left = [word for word in chunk.words if word.box.x1 < gutter.middle]
    right = [word for word in chunk.words if word.box.x0 > gutter.middle]
    if not left or not right or len(left) + len(right) < len(chunk.words):
        return [chunk]
    gap = right[0].box.x0 - left[-1].box.x1
    if gap < 0.8 * (gutter.right - gutter.left):
        return [chunk]
    page = chunk.line.page
    return [Chunk(words_to_line(part, page, gaps_are_printed=False)) for part in (left, right)]


def _centred(parts: Sequence[Chunk], gutter: Gutter) -> bool:
    """Tell whether chunks on both sides of the gutter are one centred line, such as the names of authors."""
    box = Box.around([part.box for part in parts])
    size = parts[0].size
    if box.x0 >= gutter.left or box.x1 <= gutter.right:
        return False
    before, after = box.x0 - gutter.outer_left, gutter.outer_right - box.x1
    return min(before, after) > 2.5 * size and abs(before - after) < 1.5 * size


def _furniture(sheet: Sheet, rows: Sequence[Row]) -> list[Row]:
    """Return the rows at the head and foot of the page that are set apart from the text by a gap or a long rule."""
    head = _set_apart(sheet, [row for row in rows if row.box.bottom < _EDGE * sheet.page.height], rows)
    foot = _set_apart(sheet, [row for row in rows[::-1] if row.box.top > (1 - _EDGE) * sheet.page.height], rows[::-1])
    return [*head, *(row for row in foot if row not in head)]


def _set_apart(sheet: Sheet, near: Sequence[Row], rows: Sequence[Row]) -> list[Row]:
    for index in range(min(len(near), 2)):
        if index + 1 == len(rows) or _is_apart(sheet, rows[index].box, rows[index + 1].box):
            return list(rows[: index + 1])
    return []


def _is_apart(sheet: Sheet, box: Box, nearest: Box) -> bool:
    upper, lower = (box, nearest) if box.top < nearest.top else (nearest, box)
    if lower.top - upper.bottom > _APART * sheet.size:
        return True
    return any(
        upper.center_y < stroke.position < lower.center_y and stroke.length > _LONG_RULE * sheet.page.width
        for stroke in sheet.strokes.across
    )
