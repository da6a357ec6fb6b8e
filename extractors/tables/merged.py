"""Merged cells of the body: texts that stand centred beside several rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.strokes import Stroke
from extractors.tables.chunks import Chunk
from extractors.tables.measure import middle_of

_CENTRED = 0.45  # em
_FULL_STEP = 0.95  # em
_SAME_TEXT = 1.45  # em from line to line of one wrapped label
_SET_LOOSE = 2.0  # em; where a rule parts it from all other texts, a label may be set with the step of the rows
_OVER = 0.9  # of a column's width: a rule that parts its cells


@dataclass(frozen=True, slots=True)
class Tile:
    """A merged cell: its chunks, its column, and the heights of the middles of its first and last row."""

    chunks: tuple[Chunk, ...]
    column: int
    top: float
    bottom: float


def tile_columns(
    lines: Sequence[Sequence[Chunk]], columns: int, em: float, rules: Sequence[Stroke] = ()
) -> tuple[Tile, ...]:
    """Find the columns whose texts tile the rows: each centred on a run of rows, the runs covering all rows.

    Printers centre a merged cell on the rows that it covers, so with an even number it stands
    between two of them, and no way of joining lines gives it its rows. The rows are those
    that the other columns' lines show; a column tiles them only if every text fits. No merged
    cell crosses a rule: between two rules over its width a column is tiled for itself.
    """
    tiles: list[Tile] = []
    columns_to_chunks: list[list[Chunk]] = [[] for _ in range(columns)]
    for line in lines:
        for chunk in line:
            if chunk.first == chunk.last:
                columns_to_chunks[chunk.first].append(chunk)
    stub = 0  # the columns that name the rows: the first, and those behind a merged one
    for column, own in enumerate(columns_to_chunks):
        if not 0 < len(own) < len(lines):
            continue
        cuts = _cuts(own, rules)
        rows = _row_middles(lines, column, columns, em)
        spanned = [c.box.center_y for line in lines for c in line if c.first <= column <= c.last and c.first < c.last]
        bands = [
            ([c for c in own if top < c.box.center_y < bottom], [row for row in rows if top < row < bottom])
            for top, bottom in pairwise((float("-inf"), *cuts, float("inf")))
            if not (cuts and _is_wrapped([line for line in lines if top < middle_of(line) < bottom], em))
        ]
        place = (column, column <= stub, bool(cuts))
        found = [_free_of(_tile_band(*band, place, em), spanned, em) for band in bands]
        if column <= stub and any(found) and not any(chunk.value for chunk in own):
            # One printer sets all labels of a column alike: where some are merged, what tiles is merged.
            found = [
                cells or _free_of(_tile_band(*band, place, em, sure=True), spanned, em)
                for cells, band in zip(found, bands, strict=True)
            ]
        merged = [tile for cells in found for tile in cells]
        tiles += merged
        stub += column == stub and any(tile.bottom > tile.top for tile in merged)
    return tuple(tiles)


def _free_of(cells: list[Tile], spanned: Sequence[float], em: float) -> list[Tile]:
    """Return the merged cells of a stretch, none where a text over several columns stands in one of their rows."""
    return [] if any(c.top - 0.3 * em < y < c.bottom + 0.3 * em for c in cells for y in spanned) else cells


def _cuts(own: Sequence[Chunk], rules: Sequence[Stroke]) -> list[float]:
    """Return the heights of the rules over a column, between its first and last text."""
    left, right = min(chunk.box.x0 for chunk in own), max(chunk.box.x1 for chunk in own)
    heights = [chunk.box.center_y for chunk in own]
    return sorted(
        rule.position
        for rule in rules
        if rule.covers(left, right, _OVER) and min(heights) < rule.position < max(heights)
    )


def _is_wrapped(lines: Sequence[Sequence[Chunk]], em: float) -> bool:
    """Tell whether lines without numbers follow one another as closely as those of one text: a row of wrapped cells."""
    return any(
        min(len(above), len(below)) > 1
        and not any(chunk.value for chunk in (*above, *below))
        and middle_of(below) - middle_of(above) <= _SAME_TEXT * em
        for above, below in pairwise(line for line in lines if len(line) > 1)
    )


def _tile_band(
    own: Sequence[Chunk], rows: Sequence[float], place: tuple[int, bool, bool], em: float, *, sure: bool = False
) -> list[Tile]:
    """Tile the rows between two rules with the texts of one column; nothing where they do not fit.

    `place` is the column, whether it names rows, and whether rules part its cells; `sure` that the column holds merged cells.
    """
    column, naming, ruled = place
    blocks = _stack(own, rows, em)
    if not 0 < len(blocks) < len(rows):
        return []
    runs = _tile(blocks, rows, em)
    if (runs is None or len(blocks) > 1) and ruled and naming and _is_one_label(own, rows, em):
        # A printer who rules off groups of rows sets the label of each in the middle of its group.
        blocks, runs = [sorted(own, key=lambda chunk: chunk.box.center_y)], [(0, len(rows))]
    if runs is None or not (
        sure or _is_evident(blocks, runs, rows, column, em) or (naming and _leaves_no_name(blocks, runs, rows, em))
    ):
        return []
    return [Tile(tuple(b), column, rows[i], rows[k - 1]) for b, (i, k) in zip(blocks, runs, strict=True)]


def _is_one_label(own: Sequence[Chunk], rows: Sequence[float], em: float) -> bool:
    """Tell whether all texts of a column between two rules are the lines of one, set in the middle of the rows.

    Its lines are half as many as the rows at most (or an ideograph each), and set close or with no row between them.
    """
    heights = sorted(chunk.box.center_y for chunk in own)
    upright = all(len(chunk.tokens) == 1 and len(chunk.tokens[0].text) == 1 for chunk in own)
    if any(chunk.value for chunk in own) or (1 if upright else 2) * len(own) > len(rows):
        return False
    close = all(
        lower - upper <= _SAME_TEXT * em
        or (lower - upper <= _SET_LOOSE * em and not any(upper + 0.3 * em < row < lower - 0.3 * em for row in rows))
        for upper, lower in pairwise(heights)
    )
    return close and abs((heights[0] + heights[-1]) / 2 - (rows[0] + rows[-1]) / 2) <= _CENTRED * em


def _leaves_no_name(
    blocks: Sequence[Sequence[Chunk]], runs: Sequence[tuple[int, int]], rows: Sequence[float], em: float
) -> bool:
    """Tell whether the first row would go without a name if a column that names rows were not merged.

    Rows below may go without, where a name above holds for them too.
    """
    if len(runs) < 2 or any(chunk.value for block in blocks for chunk in block):
        return False
    return runs[0][1] > 1 and _middle(blocks[0]) > rows[0] + 0.3 * em


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
