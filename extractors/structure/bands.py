"""The order in which a page is read: bands from top to bottom, and in a band of columns one after the other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from extractors.lines import words_to_line
from extractors.model import Box, Line, Region, Word
from extractors.structure.chunks import Chunk, words_to_chunks
from extractors.structure.columns import Columns
from extractors.structure.edges import find_furniture_rows
from extractors.structure.sheet import Sheet, chunks_to_rows


def order_page(
    sheet: Sheet,
    words: Iterable[Word],
    regions: Sequence[Region],
    columns: Columns | None,
    repeated: AbstractSet[str],
) -> list[Line | Region]:
    """Return the lines that words make and the tables of a page in the order in which they are read.

    What reaches over a gutter ends the columns above it and begins new ones below.
    `repeated` is what pages of the document have in common at head and foot.
    """
    rows = chunks_to_rows(words_to_chunks(words, sheet.page.number))
    if columns is None:
        lines: list[Line | Region] = [row.line for row in rows]
        return sorted([*lines, *regions], key=_height)
    whole: list[Line | Region] = []
    parts: list[list[Line | Region]] = [[] for _ in columns.edges]
    for region in regions:
        (whole if columns.crossed_by(region.box) else parts[columns.rank(region.box)]).append(region)
    furniture = find_furniture_rows(sheet, rows, repeated)
    whole += [row.line for row in furniture]
    chunks: list[list[Chunk]] = [[] for _ in columns.edges]
    for row in rows:
        if row in furniture:
            continue
        pieces = [piece for chunk in row.chunks for piece in _cut_at_gutters(chunk, columns)]
        if any(columns.crossed_by(piece.box) for piece in pieces) or _is_centred(pieces, columns):
            whole.append(row.line)
            continue
        for piece in pieces:
            chunks[columns.rank(piece.box)].append(piece)
    for part, column in zip(parts, chunks, strict=True):
        part += [row.line for row in chunks_to_rows(column)]
    return _interleave(sorted(whole, key=_height), parts)


def _height(item: Line | Region) -> float:
    return item.box.top if isinstance(item, Region) else item.box.center_y


def _interleave(whole: Sequence[Line | Region], parts: Iterable[list[Line | Region]]) -> list[Line | Region]:
    heights = [_height(item) for item in whole]
    bands: list[list[Line | Region]] = [[] for _ in range(len(whole) + 1)]
    for part in parts:
        for item in sorted(part, key=_height):
            bands[bisect_left(heights, _height(item))].append(item)
    ordered = list(bands[0])
    for item, band in zip(whole, bands[1:], strict=True):
        ordered += [item, *band]
    return ordered


def _cut_at_gutters(chunk: Chunk, columns: Columns) -> list[Chunk]:
    """Cut a chunk where one of its gaps is a gutter: columns may stand little further apart than words."""
    if not columns.crossed_by(chunk.box):
        return [chunk]
    cuts = [0]
    for index, (left, right) in enumerate(pairwise(chunk.words), start=1):
        for (_, end), (start, _) in pairwise(columns.edges):
            middle = (end + start) / 2
            if left.box.x1 < middle < right.box.x0 and right.box.x0 - left.box.x1 >= 0.8 * (start - end):
                cuts.append(index)
    cuts.append(len(chunk.words))
    page = chunk.line.page
    return [Chunk(words_to_line(chunk.words[a:b], page, gaps_are_printed=False)) for a, b in pairwise(cuts)]


def _is_centred(pieces: Sequence[Chunk], columns: Columns) -> bool:
    """Tell whether chunks in several columns are one centred line, such as the names of authors.

    Two headings that happen to stand side by side are each centred in their own column.
    """
    if columns.rank(pieces[0].box) == columns.rank(pieces[-1].box):
        return False
    box = Box.around([piece.box for piece in pieces])
    size = pieces[0].size
    before, after = box.x0 - columns.left, columns.right - box.x1
    centres = [sum(columns.edges[columns.rank(piece.box)]) / 2 for piece in pieces]
    if all(abs(piece.box.center_x - centre) < size for piece, centre in zip(pieces, centres, strict=True)):
        return False
    return min(before, after) > 2.5 * size and abs(before - after) < 1.5 * size
