"""Merged cells of the body: texts that stand centred beside several rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.tables.chunks import Chunk

_CENTRED = 0.45  # em
_FULL_STEP = 0.95  # em
_SAME_TEXT = 1.45  # em from line to line of one wrapped label


@dataclass(frozen=True, slots=True)
class Tile:
    """A merged cell: its chunks, its column, and the heights of the middles of its first and last row."""

    chunks: tuple[Chunk, ...]
    column: int
    top: float
    bottom: float


def tile_columns(lines: Sequence[Sequence[Chunk]], columns: int, em: float) -> tuple[Tile, ...]:
    """Find the columns whose texts tile the rows: each centred on a run of rows, the runs covering all rows.

    Printers centre a merged cell on the rows that it covers, so with an even number it stands
    between two of them, and no way of joining lines gives it its rows. The rows are those
    that the other columns' lines show; a column tiles them only if every text fits.
    """
    tiles: list[Tile] = []
    columns_to_chunks: list[list[Chunk]] = [[] for _ in range(columns)]
    for line in lines:
        for chunk in line:
            if chunk.first == chunk.last:
                columns_to_chunks[chunk.first].append(chunk)
    for column, own in enumerate(columns_to_chunks):
        if not 0 < len(own) < len(lines):
            continue
        rows = _row_middles(lines, column, columns, em)
        blocks = _stack(own, rows, em)
        if not 0 < len(blocks) < len(rows):
            continue
        runs = _tile(blocks, rows, em)
        if runs is None or not _is_evident(blocks, runs, rows, column, em):
            continue
        tiles += [Tile(tuple(b), column, rows[i], rows[k - 1]) for b, (i, k) in zip(blocks, runs, strict=True)]
    return tuple(tiles)


def _row_middles(lines: Sequence[Sequence[Chunk]], column: int, columns: int, em: float) -> list[float]:
    # A row is a line that fills most other columns: wrapped labels and merged cells fill one. A line of few numbers is
    # a row of many blank cells, unless it stands half a step from a full one: then it is a merged cell of its own.
    full: list[float] = []
    thin: list[float] = []
    for line in lines:
        others = [chunk for chunk in line if not chunk.first <= column <= chunk.last]
        if not others:
            continue
        middle = sum(chunk.box.center_y for chunk in others) / len(others)
        if len(others) * 2 > (columns - 1):
            full.append(middle)
        elif any(chunk.value for chunk in others):
            thin.append(middle)
    return sorted([*full, *(y for y in thin if all(abs(y - other) > _FULL_STEP * em for other in full))])


def _stack(chunks: Sequence[Chunk], rows: Sequence[float], em: float) -> list[list[Chunk]]:
    """Group the chunks of a column into texts: lines one below the other without a gap.

    Numbers stand alone, and so does a text that stands on the line of a row.
    """
    ordered = sorted(rows)

    def on_row(chunk: Chunk) -> bool:
        index = bisect_left(ordered, chunk.box.center_y - 0.3 * em)
        return index < len(ordered) and ordered[index] <= chunk.box.center_y + 0.3 * em

    blocks: list[list[Chunk]] = []
    for chunk in sorted(chunks, key=lambda c: c.box.center_y):
        if blocks:
            last = blocks[-1][-1]
            close = chunk.box.center_y - last.box.center_y <= _SAME_TEXT * em
            if close and not chunk.value and not last.value and not (on_row(chunk) or on_row(last)):
                blocks[-1].append(chunk)
                continue
        blocks.append([chunk])
    return blocks


def _middle(block: Sequence[Chunk]) -> float:
    return (block[0].box.center_y + block[-1].box.center_y) / 2


def _tile(blocks: Sequence[Sequence[Chunk]], rows: Sequence[float], em: float) -> list[tuple[int, int]] | None:
    """Return the run of rows of each block, None unless the runs cover all rows from first to last."""
    runs: list[tuple[int, int]] = []
    start = 0
    for block in blocks:
        if start >= len(rows):
            return None
        # The run's middle lies half-way between its first and last row.
        wanted = 2 * _middle(block) - rows[start]
        stop = min(range(start, len(rows)), key=lambda k: abs(rows[k] - wanted)) + 1
        if abs((rows[start] + rows[stop - 1]) / 2 - _middle(block)) > _CENTRED * em:
            return None
        # Two wrapped labels set close, each beside its own row, look like one over both, but stand out above the first.
        if stop - start > 1 and blocks[len(runs)][0].box.center_y < rows[start] - 0.5 * em:
            return None
        runs.append((start, stop))
        start = stop
    return runs if start == len(rows) else None


def _is_evident(
    blocks: Sequence[Sequence[Chunk]], runs: Sequence[tuple[int, int]], rows: Sequence[float], column: int, em: float
) -> bool:
    """Tell a merged cell from blank ones: a text between two rows, a label, or runs that repeat.

    One number beside the middle of three rows may as well have blank cells above and below it,
    and labels of which some stand on the first of two rows tile the rows by chance.
    """
    between = any(min(abs(_middle(block) - row) for row in rows) > 0.3 * em for block in blocks)
    repeated = len(runs) > 1 and all(stop - start > 1 for start, stop in runs)
    return between or repeated or (column == 0 and len(runs) == 1)
