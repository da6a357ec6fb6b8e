"""Three-line and borderless tables, and tables aligned by blanks in a text: columns and rows from what lines up."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.model import Box, Grid, Region
from extractors.strokes import Strokes, rulings_to_strokes
from extractors.tables.cells import Draft, chunks_to_draft_lines, drafts_to_grid
from extractors.tables.chunks import Chunk, header_line_to_chunks, line_to_chunks
from extractors.tables.fit import agreement, grid_to_confidence
from extractors.tables.gutter_labels import fit_to_labels
from extractors.tables.gutters import Gutters, slabs_to_gutters
from extractors.tables.header_lines import find_header_lines
from extractors.tables.headers import header_to_drafts, lines_to_header
from extractors.tables.measure import lines_to_measure, middle_of
from extractors.tables.merged import tile_columns
from extractors.tables.parts import Parts, find_parts
from extractors.tables.projection import slabs_to_projected_gutters
from extractors.tables.rows import Row, lines_to_rows
from extractors.tables.slabs import Slab, sheet_to_slabs
from extractors.tables.tokens import Sheet, region_to_sheet

_CENTRED = 0.6  # em
_ALIKE = 0.95  # of the neighbours of cells that both formulations must share
_UNLIKE = 0.9


def read_aligned(region: Region, drawn: bool) -> Grid | None:
    """Read a table whose cells are told apart by alignment and white space.

    `drawn` says that the region's boxes are points on a page, with its rulings; otherwise
    they are ems of a text aligned by blanks. See `sheet_to_aligned`.
    """
    strokes = rulings_to_strokes(region.rulings) if drawn else Strokes()
    return sheet_to_aligned(region_to_sheet(region, drawn), strokes)


def sheet_to_aligned(sheet: Sheet, strokes: Strokes) -> Grid | None:
    """Read a sheet of tokens between strokes as an aligned table, and judge the reading by a simpler one.

    None when the lines show no columns, or a single line: that is prose or a list.
    """
    if len(sheet.lines) < 2:
        return None
    lines = sheet_to_slabs(sheet, 0)
    header_lines = find_header_lines(sheet, lines, strokes.across)
    parts = find_parts(sheet, lines, strokes.across, header_lines)
    slabs = _with_headers(sheet_to_slabs(sheet, header_lines), parts.again)
    gutters = fit_to_labels(slabs_to_gutters(slabs, sheet.em, sheet.drawn), slabs, sheet.em, sheet.drawn)
    plan = _gutters_to_plan(sheet, strokes, parts, gutters)
    if plan is None:
        return None
    grid = drafts_to_grid(plan.drafts, sheet, plan.shape, plan.header_rows, "aligned")
    confidence = grid_to_confidence(grid)
    if sheet.drawn:
        projected = slabs_to_projected_gutters(slabs, sheet.em)
        simple = _gutters_to_plan(sheet, Strokes(), parts, projected, plan.body)
        if simple is None or agreement(grid.texts(), simple.texts()) < _ALIKE:
            confidence *= _UNLIKE
    else:
        # Lines with one blank between all cells have them one below the other by chance.
        confidence *= 0.6 + 0.4 * _aligned_share(sheet)
    return replace(grid, confidence=round(confidence, 3))


@dataclass(frozen=True, slots=True)
class _Body:
    """The cells that lines below `head` header rows make, and whether strokes had a part in making them."""

    lines: Sequence[Sequence[Chunk]]
    columns: int
    head: int
    drafts: tuple[Draft, ...]
    rows: int
    ruled: bool

    def is_of(self, lines: Sequence[Sequence[Chunk]], columns: int, head: int) -> bool:
        """Tell whether the lines, cut anew, would make the same cells without strokes: the same texts in the same columns."""
        if self.ruled or self.columns != columns or self.head != head:
            return False
        return all(
            [(c.first, c.last, c.tokens) for c in ours] == [(c.first, c.last, c.tokens) for c in theirs]
            for ours, theirs in zip(self.lines, lines, strict=True)
        )


@dataclass(frozen=True, slots=True)
class _Plan:
    """The cells of a reading, how many rows and columns they make, and its header rows where rules or numbers tell."""

    header: tuple[Draft, ...]
    body: _Body
    shape: tuple[int, int]
    header_rows: int | None

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """Return all cells."""
        return (*self.header, *self.body.drafts)

    def texts(self) -> list[list[str]]:
        """Return the grid of texts."""
        grid = [[""] * self.shape[1] for _ in range(self.shape[0])]
        for draft in self.drafts:
            grid[draft.row][draft.column] = draft.text(drawn=True)
        return grid


def _line_to_chunks(sheet: Sheet, index: int, gutters: Gutters, parts: Parts) -> tuple[Chunk, ...]:
    if index not in parts.titles:
        return line_to_chunks(sheet, index, gutters)
    line = sheet.lines[index]
    return (Chunk(index, line, 0, len(gutters.places), Box.around([token.box for token in line])),)


def _with_headers(slabs: Sequence[Slab], again: Sequence[range]) -> Sequence[Slab]:
    """Mark the slabs of headers that are printed again."""
    if not again:
        return slabs
    return [replace(slab, header=slab.header or any(slab.lines[0] in run for run in again)) for slab in slabs]


def _gutters_to_plan(
    sheet: Sheet, strokes: Strokes, parts: Parts, gutters: Gutters, known: _Body | None = None
) -> _Plan | None:
    """Read header and body between gutters; `known` is the body of another reading, taken where it would be the same."""
    if not gutters.places:
        return None
    runs = parts.body(len(sheet.lines))
    bodies = [[_line_to_chunks(sheet, k, gutters, parts) for k in run] for run, again in runs if not again]
    lines = [line for body in bodies for line in body]
    columns = len(gutters.places) + 1
    hulls = column_hulls(lines, columns)

    def read_header(run: range) -> tuple[tuple[Draft, ...], int]:
        header = [header_line_to_chunks(sheet, k, gutters, hulls, strokes.across) for k in run]
        return header_to_drafts(lines_to_header(header, hulls, strokes.across, sheet.em), sheet.em)

    above, head = read_header(range(parts.header_lines))
    if known is None or not known.is_of(lines, columns, head):
        drafts: list[Draft] = []
        rows = 0
        following = iter(bodies)
        for run, again in runs:
            if again:
                own, count = read_header(run)
                own = tuple(replace(draft, row=draft.row + head + rows, header=True) for draft in own)
            else:
                own, count = lines_to_body(next(following), gutters, sheet, strokes, head + rows)
            drafts += own
            rows += count
        ruled = bool(parts.again) or _do_strokes_matter(lines, strokes)
        known = _Body(lines, columns, head, tuple(drafts), rows, ruled)
    if head + known.rows < 2:
        return None
    return _Plan(above, known, (head + known.rows, columns), head if parts.header_lines else None)


def _do_strokes_matter(lines: Sequence[Sequence[Chunk]], strokes: Strokes) -> bool:
    """Tell whether a stroke lies between two lines of a body, or may tell the middle that a title is centred on."""
    if not lines or not strokes.across:
        return False
    top, bottom = middle_of(lines[0]), middle_of(lines[-1])
    return any(top < stroke.position < bottom for stroke in strokes.across) or any(
        len(line) == 1 and line[0].first > 0 for line in lines
    )


def _aligned_share(sheet: Sheet) -> float:
    """Return the share of a text's lines of several words that part words by two blanks or more."""
    several = [line for line in sheet.lines if len(line) > 1]
    wide = sum(any(right.box.x0 - left.box.x1 > 0.9 for left, right in pairwise(line)) for line in several)
    return wide / len(several) if several else 0.0


def column_hulls(lines: Sequence[Sequence[Chunk]], columns: int) -> tuple[Box | None, ...]:
    """Return the extent of what each column's body holds; None for an empty one."""
    boxes: list[list[Box]] = [[] for _ in range(columns)]
    for line in lines:
        for chunk in line:
            if chunk.first == chunk.last:
                boxes[chunk.first].append(chunk.box)
    return tuple(Box.around(column) if column else None for column in boxes)


def lines_to_body(
    lines: Sequence[Sequence[Chunk]], gutters: Gutters, sheet: Sheet, strokes: Strokes, head: int
) -> tuple[tuple[Draft, ...], int]:
    """Group the lines of the body into rows and return their cells and number; grid rows count from `head`."""
    if not lines:
        return (), 0
    columns = len(gutters.places) + 1
    tiles = tile_columns(lines, columns, sheet.em, strokes.across)
    tiled = {id(chunk) for tile in tiles for chunk in tile.chunks}
    rest = [kept for line in lines if (kept := tuple(chunk for chunk in line if id(chunk) not in tiled))]
    measure = lines_to_measure(rest, sheet.em, gutters.places, sheet.drawn)
    rows = lines_to_rows(rest, measure, strokes.across)
    titles = _title_middles(lines, strokes)
    middles = [max(chunk.box.center_y for chunk in row.chunks) for row in rows]
    drafts: list[Draft] = []
    beside: set[int] = set()
    for tile in tiles:
        first = min(bisect_left(middles, tile.top - 0.1 * sheet.em), len(rows) - 1)
        last = min(bisect_left(middles, tile.bottom - 0.1 * sheet.em), len(rows) - 1)
        taken = [any(c.first <= tile.column <= c.last for c in row.chunks) for row in rows[first : last + 1]]
        if any(taken):  # lines that were joined with others after all: the label stays where it stands
            middle = sum(chunk.box.center_y for chunk in tile.chunks) / len(tile.chunks)
            first = last = min(range(first, last + 1), key=lambda k: (taken[k - first], abs(middles[k] - middle)))
        lines_of_tile = chunks_to_draft_lines(tile.chunks)
        drafts.append(Draft(head + first, tile.column, last - first + 1, 1, lines_of_tile, confidence=0.8))
        beside.update(range(first, last + 1))
    for index, row in enumerate(rows):
        drafts += row_to_drafts(row, head + index, columns, None if index in beside else titles)
    return tuple(drafts), len(rows)


def _title_middles(lines: Sequence[Sequence[Chunk]], strokes: Strokes) -> tuple[float, ...]:
    """Return where a centred title of a group of rows has its middle: that of the rules, the words, or the numbers."""
    boxes = [chunk.box for line in lines for chunk in line]
    values = [chunk.box for line in lines for chunk in line if chunk.value]
    middles = [Box.around(group).center_x for group in (boxes, values) if group]
    # Texts that stand alone on their lines, in other columns than the first, about one middle: titles of groups.
    alone = sorted(line[0].box.center_x for line in lines if len(line) == 1 and line[0].first and not line[0].values)
    middles += [right for left, right in pairwise(alone) if right - left < 0.5]
    if strokes.across:
        left, right = min(s.start for s in strokes.across), max(s.end for s in strokes.across)
        middles.append((left + right) / 2)
    return tuple(middles)


def row_to_drafts(row: Row, index: int, columns: int, titles: Sequence[float] | None = ()) -> list[Draft]:
    """Return the cells of one row; its only text, where it runs over columns or stands in the middle, spans them all.

    `titles` are the middles that titles stand in, None beside a merged cell: what it names is no title.
    """
    cells: dict[int, list[Chunk]] = {}
    for chunk in row.chunks:
        cells.setdefault(chunk.first, []).append(chunk)
    doubt = 1.0 if row.margin >= 0.5 else 0.6
    last = max(chunk.last for chunk in row.chunks)
    if titles is not None and len(cells) == 1 and (last > min(cells) or _is_centred_title(row, titles)):
        return [Draft(index, 0, 1, columns, chunks_to_draft_lines(row.chunks), confidence=doubt)]
    drafts: list[Draft] = []
    starts = sorted(cells)
    for first, following in zip(starts, [*starts[1:], columns], strict=True):
        reach = max(chunk.last for chunk in cells[first])
        span = min(reach, following - 1) - first + 1
        drafts.append(Draft(index, first, 1, span, chunks_to_draft_lines(cells[first]), confidence=doubt))
    return drafts


def _is_centred_title(row: Row, titles: Sequence[float]) -> bool:
    chunk = row.chunks[0]
    alone = len(row.chunks) == 1 and chunk.first > 0 and chunk.values == 0
    return alone and any(abs(chunk.box.center_x - middle) < _CENTRED * chunk.tokens[0].size for middle in titles)
