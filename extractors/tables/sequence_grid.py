"""A chosen reading becomes a grid of printed cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from extractors.characters import to_plain
from extractors.model import Cell, CellRole, Grid, Place, Region, Span
from extractors.tables.sequence_corner import corner_to_classes
from extractors.tables.sequence_reading import Label, Path, Reading


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where things stand: `panels` are rows of the body taken by a label over the rows below it."""

    header_rows: int
    header_columns: int
    row_paths: tuple[Path, ...]
    column_paths: tuple[Path, ...]
    panels: bool


def reading_to_grid(region: Region, reading: Reading, rows: bool, confidence: float, orientation: float) -> Grid:
    """Lay a reading out: its groups as rows, or else as columns.

    Labels over several labels of the header become spanning cells; in a table whose corner has one word, labels
    over several rows become panel lines; otherwise the stub has several columns. A group that lacks values and
    does not tell which ones keeps its label and empty cells, and its values go to `unread`.
    """
    row_paths, column_paths = (reading.groups, reading.positions) if rows else (reading.positions, reading.groups)
    depth = max(map(len, row_paths))
    stub_heads = len(reading.corner) if rows else 1
    everywhere = all(len(path) == depth for path in row_paths) and len({path[:1] for path in row_paths}) == len(
        row_paths
    )
    panels = depth > 1 and stub_heads < depth and not everywhere
    frame = _Frame(
        header_rows=max(map(len, column_paths)),
        header_columns=1 if panels else depth,
        row_paths=row_paths,
        column_paths=column_paths,
        panels=panels,
    )
    cells = corner_to_cells(region, reading, frame)
    cells += header_to_cells(region, reading, frame)
    cells += rows_to_cells(region, reading, frame, rows, confidence)
    height = 1 + max(cell.row + cell.row_span - 1 for cell in cells)
    width = frame.header_columns + len(column_paths)
    loose = [index for group in reading.unplaced for index in reading.body[group] if index is not None]
    unread = tuple(span for index in sorted({*reading.unread, *loose}) for span in _spans(region, reading, (index,)))
    ordered = tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
    return Grid(
        cells=ordered,
        rows=height,
        columns=width,
        header_rows=frame.header_rows,
        header_columns=frame.header_columns,
        method="sequence",
        confidence=confidence,
        orientation_confidence=orientation,
        row_pages=(None,) * height,
        unread=unread,
    )


def _spans(region: Region, reading: Reading, label: Sequence[int]) -> tuple[Span, ...]:
    tokens = [reading.tokens[index] for index in label]
    pieces = [piece for token in tokens for piece in ((token.line, token.start, token.end), *token.more)]
    return tuple(span for line, start, end in pieces for span in region.lines[line].passage.spans(start, end))


def _cell(
    region: Region,
    reading: Reading,
    label: Sequence[int],
    at: tuple[int, int],
    role: CellRole,
    *,
    text: str | None = None,
    row_span: int = 1,
    column_span: int = 1,
    confidence: float = 1.0,
) -> Cell:
    tokens = [reading.tokens[index] for index in label]
    spans = _spans(region, reading, label)
    hull = Span(min(span.start for span in spans), max(span.end for span in spans)) if spans else None
    return Cell(
        row=at[0],
        column=at[1],
        text=_joined(reading, label) if text is None else text,
        row_span=row_span,
        column_span=column_span,
        role=role,
        note_marks=tuple(mark for token in tokens for mark in token.marks),
        confidence=confidence,
        place=Place(span=hull) if hull else Place(),
        spans=spans,
    )


def _joined(reading: Reading, label: Sequence[int]) -> str:
    text = ""
    for place, index in enumerate(label):
        piece = reading.tokens[index].text
        # On one line a blank was printed; between letters a line break was one, between ideographs nothing.
        token = reading.tokens[index]
        same = place > 0 and token.tight and token.line == reading.tokens[label[place - 1]].line
        blank = same or (
            text and text[-1].isascii() and text[-1] not in "-/(" and piece[0].isascii() and piece[0] not in ")%"
        )
        text += (" " if blank else "") + piece
    return text


def corner_to_cells(region: Region, reading: Reading, frame: _Frame) -> list[Cell]:
    """Return the cells over the stub: one for each stub column, or one for the whole corner.

    A corner cut by a diagonal was printed as two words; it is one cell, the class of the stub first.
    """
    corner = reading.corner
    if len(corner) > 1 and len(corner) == frame.header_columns:
        return [
            _cell(region, reading, (index,), (0, column), "corner", row_span=frame.header_rows)
            for column, index in enumerate(corner)
        ]
    text = None
    if len(corner) == 2:
        words = [reading.tokens[index].text for index in corner]
        if (_dated(reading, frame.column_paths) and "period" in corner_to_classes(words[0])) or (
            _dated(reading, frame.row_paths) and "period" in corner_to_classes(words[1])
        ):
            words.reverse()
        # A corner that already names both axes was only wrapped.
        text = None if any("/" in to_plain(word) for word in words) else "/".join(words)
    spanned = _cell(
        region,
        reading,
        corner,
        (0, 0),
        "corner",
        text=text,
        row_span=frame.header_rows,
        column_span=frame.header_columns,
    )
    return [spanned]


def _dated(reading: Reading, paths: Sequence[Path]) -> bool:
    leaves = reading.leaves(paths)
    return all(leaf.kind == "period" or leaf.year is not None for leaf in leaves)


def header_to_cells(region: Region, reading: Reading, frame: _Frame) -> list[Cell]:
    """Return the column header: neighbours under one span share its cell, short paths reach down to the body."""
    cells: list[Cell] = []
    paths = frame.column_paths
    for level in range(frame.header_rows):
        column = 0
        for prefix, members in groupby(paths, key=lambda path: (path[: level + 1], len(path) > level)):
            width = len(list(members))
            if prefix[1]:
                down = frame.header_rows - level if len(paths[column]) == level + 1 else 1
                # Equal leaves side by side are different cells: only spans are shared.
                shared = down == 1 and level + 1 < frame.header_rows
                starts = [(column, width)] if shared else [(column + place, 1) for place in range(width)]
                cells += [
                    _cell(
                        region,
                        reading,
                        paths[start][level],
                        (level, frame.header_columns + start),
                        "column_header",
                        row_span=down,
                        column_span=size,
                    )
                    for start, size in starts
                ]
            column += width
    return cells


def rows_to_cells(region: Region, reading: Reading, frame: _Frame, rows: bool, confidence: float) -> list[Cell]:
    """Return stub and body, with panel lines where labels stand over rows."""
    cells: list[Cell] = []
    row, width = frame.header_rows, len(frame.column_paths)
    opened: Path = ()
    starts: dict[int, int] = {}
    for number, path in enumerate(frame.row_paths):
        if frame.panels:
            outer = path[:-1]
            for level, label in enumerate(outer):
                if outer[: level + 1] != opened[: level + 1]:
                    cells.append(_cell(region, reading, label, (row, 0), "row_header", column_span=1 + width))
                    row += 1
            opened = outer
            cells.append(_cell(region, reading, path[-1], (row, 0), "row_header"))
        starts[number] = row
        for column in range(width):
            group, place = (number, column) if rows else (column, number)
            over = reading.tall and place == len(reading.positions) - 1
            if over and group:
                continue
            index = None if group in reading.unplaced else reading.body[group][place]
            value: Label = () if index is None else (index,)
            sure = 0.0 if group in reading.unplaced else confidence
            cells.append(
                _cell(
                    region,
                    reading,
                    value,
                    (row, frame.header_columns + column),
                    "body",
                    confidence=sure,
                    row_span=len(reading.groups) if over and rows else 1,
                    column_span=len(reading.groups) if over and not rows else 1,
                )
            )
        row += 1
    if not frame.panels:
        cells += stub_to_cells(region, reading, frame, starts)
    return cells


def stub_to_cells(region: Region, reading: Reading, frame: _Frame, starts: dict[int, int]) -> list[Cell]:
    """Return the stub columns: a label that several rows share is one tall cell, a short path a wide one."""
    cells: list[Cell] = []
    paths = frame.row_paths
    for level in range(frame.header_columns):
        number = 0
        for prefix, members in groupby(paths, key=lambda path: (path[: level + 1], len(path) > level)):
            height = len(list(members))
            if prefix[1]:
                last = len(paths[number]) == level + 1
                across = frame.header_columns - level if last else 1
                tops = [(number + place, 1) for place in range(height)] if last else [(number, height)]
                cells += [
                    _cell(
                        region,
                        reading,
                        paths[top][level],
                        (starts[top], level),
                        "row_header",
                        row_span=size,
                        column_span=across,
                    )
                    for top, size in tops
                ]
            number += height
    return cells
