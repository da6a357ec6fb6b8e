"""Tables whose cells are ruled on all sides: the rules are the grid."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.characters import to_plain
from extractors.model import Box, Grid, Region
from extractors.strokes import Strokes, rulings_to_strokes
from extractors.tables.aligned import lines_to_body
from extractors.tables.cells import Draft, diagonal_lines, drafts_to_grid, tokens_to_draft_lines
from extractors.tables.chunks import Chunk
from extractors.tables.fit import grid_to_confidence
from extractors.tables.gutters import Gutters, line_to_votes
from extractors.tables.lattice import Lattice, strokes_to_lattice
from extractors.tables.tokens import Sheet, Token, region_to_sheet, to_token, tokens_to_lines

_OVERFLOW = frozenset("0123456789*%)]")
_MOST_OVER = 2
_MARGINS = 1.1  # em; 0.19 cm on either side is usual
_FEWEST = 3  # cells with text; a box with a text in it is none


def read_ruled(region: Region) -> Grid | None:
    """Read a table from the rules around its cells; see `sheet_to_ruled`."""
    return sheet_to_ruled(region_to_sheet(region, drawn=True), rulings_to_strokes(region.rulings))


def sheet_to_ruled(sheet: Sheet, strokes: Strokes) -> Grid | None:
    """Read the tokens of a region between its strokes as a ruled table.

    None when the rules make no lattice, and when they contradict the words: numbers side by
    side in one cell (the vertical rules stop under the header), or many words outside the
    frame (the frame is only a part of the table).
    """
    if not sheet.lines:
        return None
    lattice = strokes_to_lattice(strokes, sheet)
    if lattice is None:
        return None
    held = lattice_to_tokens(lattice, sheet)
    inside = sum(len(tokens) for tokens in held.values())
    if inside < 0.9 * len(sheet.tokens) or _are_columns_unruled(lattice, held, sheet):
        return None
    drafts, rows, exact = _to_drafts(lattice, held, sheet)
    columns = len(lattice.xs) - 1
    drafts, rows, columns = drop_empty(drafts, rows, columns)
    if rows < 2 or columns < 2 or sum(bool(draft.lines) for draft in drafts) < _FEWEST:
        return None
    grid = drafts_to_grid(drafts, sheet, (rows, columns), None, "ruled")
    confidence = grid_to_confidence(grid)
    # Rules leave little to guess: only what stands against them lowers the confidence.
    return replace(grid, confidence=round(confidence if not exact else 0.5 + 0.5 * confidence, 3))


def lattice_to_tokens(lattice: Lattice, sheet: Sheet) -> dict[int, list[Token]]:
    """Return the tokens of each cell of the lattice by the cell's index; tokens outside the frame are in none."""
    at: dict[tuple[int, int], int] = {}
    for index, (row, column, height, width) in enumerate(lattice.cells):
        for r in range(row, row + height):
            for c in range(column, column + width):
                at[r, c] = index
    held: dict[int, list[Token]] = {}
    for token in sheet.tokens:
        row = bisect_right(lattice.ys, token.box.center_y) - 1
        column = bisect_right(lattice.xs, token.box.center_x) - 1
        if (row, column) in at:
            held.setdefault(at[row, column], []).append(token)
    return held


def _are_columns_unruled(lattice: Lattice, held: dict[int, list[Token]], sheet: Sheet) -> bool:
    """Tell whether cells hold columns: numbers side by side, or words and a number far apart, cell after cell.

    The vertical rules then stop under the header, or were left out here and there. One cell
    with two numbers is only a list.
    """
    broken: dict[int, int] = {}
    filled: dict[int, int] = {}
    for index, (_, column, _, _) in enumerate(lattice.cells):
        tokens = held.get(index)
        if tokens:
            filled[column] = filled.get(column, 0) + 1
            broken[column] = broken.get(column, 0) + any(_is_parted(line, sheet) for line in tokens_to_lines(tokens))
    return any(count > 1 and count * 2 > filled[column] for column, count in broken.items()) or (
        sum(broken.values()) > 0 and len(lattice.cells) < 2 * len(lattice.xs)
    )


def _is_parted(line: Sequence[Token], sheet: Sheet) -> bool:
    votes = line_to_votes(line, sheet.em, sheet.drawn)
    return any(
        (vote > 0.9 and right.value) or (vote > 0 and left.value and right.value)
        for vote, (left, right) in zip(votes, pairwise(line), strict=True)
    )


def _to_drafts(lattice: Lattice, held: dict[int, list[Token]], sheet: Sheet) -> tuple[list[Draft], int, bool]:
    """Return the cells; a ruled row that holds many lines of numbers is split into its rows."""
    stacked = _stacked_rows(lattice, held)
    drafts: list[Draft] = []
    shift: list[int] = []
    total = 0
    columns = len(lattice.xs) - 1
    for row in range(len(lattice.ys) - 1):
        shift.append(total)
        if row in stacked:
            tokens = [t for i, cell in enumerate(lattice.cells) if cell[0] == row for t in held.get(i, ())]
            split, count = _split_row(tokens, lattice, sheet, total)
            drafts += split
            total += count
        else:
            total += 1
    shift.append(total)
    for index, (row, column, height, width) in enumerate(lattice.cells):
        if row in stacked:
            continue
        tokens = held.get(index, [])
        slanted = diagonal_lines(tokens, sheet.em) if row == column == 0 and tokens else None
        spans = (shift[row + height] - shift[row], width)
        across = lattice.xs[column + width] - lattice.xs[column]
        steps = _lines_beside_rows(lattice, (row, height), across, tokens, sheet)
        if slanted is not None:
            drafts.append(Draft(shift[row], column, *spans, slanted, diagonal=True))
        elif steps is not None:
            drafts += [
                Draft(shift[row + step], column, shift[row + step + 1] - shift[row + step], width, (tuple(line),))
                for step, line in enumerate(steps)
            ]
        else:
            broken = _join_broken_values(tokens_to_draft_lines(tokens), across)
            drafts += _split_span(Draft(shift[row], column, *spans, broken), lattice, sheet)
    return drafts, total, not stacked and columns > 1


def _lines_beside_rows(
    lattice: Lattice, extent: tuple[int, int], width: float, tokens: Sequence[Token], sheet: Sheet
) -> list[list[Token]] | None:
    """Return the lines of a cell over several rows when each stands beside one of them, None when they are one text.

    Some tables rule only the numbers, and the labels stand beside the rows unruled. A label
    merged over rows has its own line step.
    """
    row, height = extent
    lines = tokens_to_lines(tokens)
    if height < 2 or len(lines) != height:
        return None
    offsets = [
        line[0].box.center_y - (lattice.ys[row + step] + lattice.ys[row + step + 1]) / 2
        for step, line in enumerate(lines)
    ]
    # … or, where lines are set as far apart as rows, was broken at the width of the cell.
    broken = all(not _has_room(upper, lower, width) for upper, lower in pairwise(lines))
    return lines if max(offsets) - min(offsets) < 0.25 * sheet.em and not broken else None


def _has_room(upper: Sequence[Token], lower: Sequence[Token], width: float, margins: float = 0.3) -> bool:
    """Tell whether the first character of a line would have fitted behind the line above, in a cell of some width.

    `margins` is what the cell keeps free beside its text, in em.
    """
    word = lower[0].words[0]
    return width - (upper[-1].box.x1 - upper[0].box.x0) > word.edges[1] - word.edges[0] + margins * word.size


def _join_broken_values(lines: Sequence[tuple[Token, ...]], width: float) -> tuple[tuple[Token, ...], ...]:
    """Join the lines of a number that was broken at the width of its cell: 0.000** and * below it, 12.81 and %.

    Office programs break a number like a word too long for its cell, anywhere. One or two characters go over,
    without a point or sign of their own, that had no room between the cell's margins.
    """
    joined: list[tuple[Token, ...]] = []
    for line in lines:
        if joined and len(joined[-1]) == len(line) == 1 and joined[-1][0].value:
            whole = to_token((*joined[-1][0].words, *line[0].words), drawn=True)
            text = to_plain(line[0].text)
            over = len(text) <= _MOST_OVER and set(text) <= _OVERFLOW
            if over and whole.value and not _has_room(joined[-1], line, width, _MARGINS):
                joined[-1] = (whole,)
                continue
        joined.append(line)
    return tuple(joined)


def _split_span(draft: Draft, lattice: Lattice, sheet: Sheet) -> list[Draft]:
    """Split a spanning cell whose only line holds several labels, each over the middle of an equal share of its columns."""
    if draft.column_span < 2 or len(draft.lines) != 1:
        return [draft]
    line = draft.lines[0]
    votes = line_to_votes(line, sheet.em, sheet.drawn)
    labels: list[list[Token]] = [[line[0]]]
    for vote, token in zip(votes, line[1:], strict=True):
        if vote > 0.9:
            labels.append([token])
        else:
            labels[-1].append(token)
    share, rest = divmod(draft.column_span, len(labels))
    if len(labels) < 2 or rest:
        return [draft]
    parts: list[Draft] = []
    for index, label in enumerate(labels):
        first = draft.column + index * share
        box = Box.around([token.box for token in label])
        if not lattice.xs[first] <= box.center_x <= lattice.xs[first + share]:
            return [draft]
        parts.append(replace(draft, column=first, column_span=share, lines=(tuple(label),)))
    return parts


def _stacked_rows(lattice: Lattice, held: dict[int, list[Token]]) -> set[int]:
    """Return the ruled rows, unmerged, where at least two cells hold one number under another.

    A number and one in brackets under it (its error, its share) are one cell.
    """
    stacked: set[int] = set()
    piles: dict[int, int] = {}
    tall = {r for row, _, height, _ in lattice.cells if height > 1 for r in range(row, row + height)}
    for index, (row, column, _, across) in enumerate(lattice.cells):
        lines = tokens_to_lines(held.get(index, []))
        width = lattice.xs[column + across] - lattice.xs[column]
        numbers = sum(len(line) == 1 and line[0].value for line in lines)
        pair = numbers == 2 and [to_plain(line[0].text)[0] in "([" for line in lines] == [False, True]
        # A date too long for its cell (2017-0, 1 below it) is broken at the cell's width.
        broken = numbers >= 2 and not any(_has_room(upper, lower, width) for upper, lower in pairwise(lines))
        if numbers >= 2 and numbers == len(lines) and not pair and not broken:
            piles[row] = piles.get(row, 0) + 1
    for row, count in piles.items():
        if count >= 2 and row not in tall:
            stacked.add(row)
    return stacked


def _split_row(tokens: Sequence[Token], lattice: Lattice, sheet: Sheet, start: int) -> tuple[list[Draft], int]:
    gutters = Gutters(lattice.xs[1:-1], 0.0)
    lines: list[tuple[Chunk, ...]] = []
    for index, line in enumerate(tokens_to_lines(tokens)):
        columns: dict[int, list[Token]] = {}
        for token in line:
            columns.setdefault(gutters.column(token.box.center_x), []).append(token)
        lines.append(
            tuple(
                Chunk(index, tuple(group), column, column, Box.around([t.box for t in group]))
                for column, group in sorted(columns.items())
            )
        )
    drafts, count = lines_to_body(lines, gutters, sheet, Strokes(), start)
    return list(drafts), count


def drop_empty(drafts: Sequence[Draft], rows: int, columns: int) -> tuple[list[Draft], int, int]:
    """Drop rows and columns that no text touches: double frames and gaps drawn as cells.

    An empty column that is as wide as a cell is kept by its header; one without any text has none.
    """
    full_rows = {r for d in drafts if d.lines for r in range(d.row, d.row + d.row_span)}
    full_columns = {c for d in drafts if d.lines for c in range(d.column, d.column + d.column_span)}
    if len(full_rows) == rows and len(full_columns) == columns:
        return list(drafts), rows, columns
    row_of = {r: k for k, r in enumerate(sorted(full_rows))}
    column_of = {c: k for k, c in enumerate(sorted(full_columns))}
    kept: list[Draft] = []
    for draft in drafts:
        own_rows = [row_of[r] for r in range(draft.row, draft.row + draft.row_span) if r in row_of]
        own_columns = [column_of[c] for c in range(draft.column, draft.column + draft.column_span) if c in column_of]
        if own_rows and own_columns:
            kept.append(
                replace(
                    draft, row=own_rows[0], column=own_columns[0], row_span=len(own_rows), column_span=len(own_columns)
                )
            )
    return kept, min(rows, len(row_of)), min(columns, len(column_of))
