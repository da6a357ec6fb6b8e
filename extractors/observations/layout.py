"""Which labels stand over and beside each body cell of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import regex

from extractors.model import Cell, Grid
from extractors.vocabulary.periods import read_part_of_year, read_period

_MARKS = regex.compile(r"\s*[\N{CIRCLED DIGIT ONE}-\N{CIRCLED NUMBER TWENTY}*†‡]+$|\s*[(（][*†‡]+[)）]$")
_BLANKS = regex.compile(r"\s+")
_UNIT_WORDS = regex.compile(r"(?:计量)?单位|units?(?: of measure)?", regex.IGNORECASE)
_PERIOD_WORDS = regex.compile(
    r"年份|年度|时间|日期|时期|期间|月份|季度|年|years?|periods?|date|month|quarter", regex.IGNORECASE
)
_ORDINAL_WORDS = regex.compile(r"序号|编号|no\.?|rank|排名|名次|位次|#", regex.IGNORECASE)
_TOTAL_WORDS = regex.compile(
    r"(?:合\s*计|总\s*计|小\s*计|总\s*和|总\s*数|全\s*部|全国合计|总体|sub-?totals?|(?:grand\s+)?totals?|sum|all|overall)",
    regex.IGNORECASE,
)


def clean_label(cell: Cell) -> str:
    """Return the text of a label without its note marks, blanks made single."""
    text = cell.text.strip()
    for mark in reversed(cell.note_marks):
        text = text.removesuffix(mark).rstrip()
    return _BLANKS.sub(" ", _MARKS.sub("", text)).rstrip(":：") or text


def is_total(label: str) -> bool:
    """Tell whether a label says that its row or column adds up others (合计, Total)."""
    return _TOTAL_WORDS.fullmatch(label.strip()) is not None


def is_unit_word(label: str) -> bool:
    """Tell whether a header announces units of measure (单位, Unit)."""
    return _UNIT_WORDS.fullmatch(label.strip()) is not None


@dataclass(frozen=True, slots=True)
class Level:
    """One level of labels: a stub column, a header row, or the headings between groups of rows.

    `labels` maps a grid row (axis row) or column (axis column) to the label that holds for
    it, `name` is what the corner prints over a stub column. `carried` are the rows whose
    label is printed above them only.
    """

    axis: str
    labels: Mapping[int, str]
    name: str = ""
    carried: frozenset[int] = frozenset()

    def distinct(self) -> tuple[str, ...]:
        """Return the different labels in printed order."""
        return tuple(dict.fromkeys(self.labels.values()))


@dataclass(frozen=True, slots=True)
class Layout:
    """A table's labels, level by level, outermost first, and the cells that may hold numbers."""

    rows: tuple[Level, ...]
    columns: tuple[Level, ...]
    corner: tuple[str, ...]
    body: tuple[Cell, ...]
    unit_columns: Mapping[int, Mapping[int, str]]
    positions: Mapping[tuple[int, int], Cell]


def grid_to_layout(grid: Grid) -> Layout:
    """Sort the cells of a grid into labels and body.

    A body column of years, units or running numbers under a header that says so is a
    column of labels that the grid's reader counted as body; it joins the stub.
    """
    positions = cells_to_positions(grid)
    headers = _column_headers(grid, positions)
    stub = list(range(min(grid.header_columns, grid.columns)))
    below = _rows_below_header(grid, positions)
    stub += [column for column in range(len(stub), grid.columns) if _is_label_column(below, positions, headers, column)]
    columns = [column for column in range(grid.columns) if column not in stub]
    groups, banners = _group_rows(grid, below, positions, stub, columns)
    rows = [row for row in below if row not in banners]
    held_rows, held_columns = frozenset(rows), frozenset(columns)
    corner = tuple(dict.fromkeys(text for column in stub for text in headers.get(column, ())))
    levels = [Level("row", groups)] if groups else []
    levels += [_stub_level(positions, rows, stub, index, headers) for index in range(len(stub))]
    units = {
        column: {row: clean_label(positions[row, column]) for row in rows}
        for column in stub
        if any(is_unit_word(text) for text in headers.get(column, ()))
    }
    return Layout(
        rows=tuple(_with_corner(levels, rows, corner)),
        columns=tuple(_column_levels(headers, columns)),
        corner=corner,
        body=tuple(cell for cell in grid.cells if cell.row in held_rows and cell.column in held_columns),
        unit_columns=units,
        positions=positions,
    )


def cells_to_positions(grid: Grid) -> dict[tuple[int, int], Cell]:
    """Map every position of a grid to the cell that covers it."""
    return {
        (row, column): cell
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }


def _column_headers(grid: Grid, positions: Mapping[tuple[int, int], Cell]) -> dict[int, tuple[str, ...]]:
    headers: dict[int, tuple[str, ...]] = {}
    depth = range(min(grid.header_rows, grid.rows))
    for column in range(grid.columns):
        texts: list[str] = []
        for row in depth:
            cell = positions[row, column]
            text = clean_label(cell) if cell.text.strip() else _spanned_text(positions, row, column, grid)
            if text and (not texts or texts[-1] != text):
                texts.append(text)
        headers[column] = tuple(texts)
    return headers


def _spanned_text(positions: Mapping[tuple[int, int], Cell], row: int, column: int, grid: Grid) -> str:
    # A label over several columns whose span the grid does not know: blank to the right of a label,
    # both with labels of their own below. A blank over a column that has no second level is just blank.
    below = row + 1
    if column < grid.header_columns or below >= grid.header_rows or not positions[below, column].text.strip():
        return ""
    left = column - 1
    while left >= grid.header_columns and positions[below, left].text.strip():
        if text := positions[row, left].text.strip():
            return clean_label(positions[row, left]) if text else ""
        left -= 1
    return ""


def _rows_below_header(grid: Grid, positions: Mapping[tuple[int, int], Cell]) -> tuple[int, ...]:
    # A header repeated after a page break is a header row in the midst of the table; what is below is read under the first one.
    columns = range(grid.header_columns, grid.columns)
    return tuple(
        row
        for row in range(grid.header_rows, grid.rows)
        if not (columns and all(positions[row, column].role == "column_header" for column in columns))
    )


def _is_label_column(
    rows: Sequence[int],
    positions: Mapping[tuple[int, int], Cell],
    headers: Mapping[int, Sequence[str]],
    column: int,
) -> bool:
    texts = [positions[row, column].text.strip() for row in rows]
    filled = [text for text in texts if text]
    if not filled or not headers[column]:
        return False
    name = headers[column][-1]
    if _PERIOD_WORDS.fullmatch(name):
        return all(read_period(text) or read_part_of_year(text) for text in filled)
    if _UNIT_WORDS.fullmatch(name):
        return not any(text[0].isdigit() for text in filled)
    return name in {"序号", "编号", "No.", "No", "#"} and all(text.isdecimal() for text in filled)


def _group_rows(
    grid: Grid,
    rows: Sequence[int],
    positions: Mapping[tuple[int, int], Cell],
    stub: Sequence[int],
    columns: Sequence[int],
) -> tuple[dict[int, str], frozenset[int]]:
    """Find the headings that stand between rows: a label alone in its row, or one set across the columns."""
    heading: dict[int, str] = {}
    for row in rows:
        cells = list(dict.fromkeys(positions[row, column] for column in range(grid.columns)))
        filled = [cell for cell in cells if cell.text.strip()]
        if len(filled) != 1 or filled[0].row_span > 1 or not columns:
            continue
        cell = filled[0]
        wide = cell.column_span > 1 and cell.column + cell.column_span > columns[0]
        if wide or (cell.column in stub and cell.column == 0) or cell.role == "column_header":
            heading[row] = clean_label(cell)
    # A row without a number is a heading only if rows with numbers follow; blank rows at the end are rows.
    last = max((row for row in rows if row not in heading), default=-1)
    heading = {row: text for row, text in heading.items() if row < last}
    groups: dict[int, str] = {}
    current = ""
    for row in rows:
        if row in heading:
            current = heading[row]
        elif current:
            groups[row] = current
    return groups, frozenset(heading)


def _stub_level(
    positions: Mapping[tuple[int, int], Cell],
    rows: Sequence[int],
    stub: Sequence[int],
    index: int,
    headers: Mapping[int, Sequence[str]],
) -> Level:
    column = stub[index]
    labels: dict[int, str] = {}
    carried: set[int] = set()
    previous = ""
    for row in rows:
        text = clean_label(positions[row, column]) if positions[row, column].text.strip() else ""
        if not text and previous:
            inner = any(positions[row, other].text.strip() for other in stub[index + 1 :])
            outer = any(positions[row, other].text.strip() for other in stub[:index])
            # An outer label holds until the next one; an inner one only if the whole stub is blank.
            if inner or not outer:
                text = previous
                carried.add(row)
        if text:
            labels[row] = text
        previous = text
    return Level("row", labels, " ".join(headers.get(column, ())), frozenset(carried))


def _with_corner(levels: Sequence[Level], rows: Sequence[int], corner: Sequence[str]) -> list[Level]:
    if any(level.labels for level in levels) or not corner or not rows:
        return [level for level in levels if level.labels]
    # A single row of values under a header of years: what they are stands in the corner, the stub is blank.
    return [Level("row", dict.fromkeys(rows, corner[-1]))]


def _column_levels(headers: Mapping[int, Sequence[str]], columns: Sequence[int]) -> list[Level]:
    depth = max((len(headers[column]) for column in columns), default=0)
    levels: list[dict[int, str]] = [{} for _ in range(depth)]
    for column in columns:
        texts = headers[column]
        # A column with fewer labels than others has its own at the innermost level.
        for offset, text in enumerate(texts):
            levels[depth - len(texts) + offset][column] = text
    return [Level("column", labels) for labels in levels]
