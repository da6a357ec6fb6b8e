"""What holds of every reading, whatever stands on the page."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.model import Grid, Region
from extractors.tables.aligned import read_aligned
from extractors.tables.ruled import read_ruled
from tests.drawn_regions import Drawing, typed

TEXTS = st.sampled_from(
    ["甲", "东部地区", "1", "12.5", "-", "2019", "total", "(3.1)", "①", "0.5***", "1 250", "a b", "％", "n.a."]
)
PLACED = st.tuples(st.integers(0, 40), st.integers(0, 40), TEXTS, st.sampled_from([6.0, 9.0, 10.5]))
ACROSS = st.tuples(st.integers(0, 30), st.integers(0, 40), st.integers(1, 30))


def assert_sound(grid: Grid, region: Region) -> None:
    covered = Counter(
        (cell.row + i, cell.column + j)
        for cell in grid.cells
        for i in range(cell.row_span)
        for j in range(cell.column_span)
    )
    assert set(covered) == {(row, column) for row in range(grid.rows) for column in range(grid.columns)}
    assert set(covered.values()) == {1}
    assert list(grid.cells) == sorted(grid.cells, key=lambda cell: (cell.row, cell.column))
    assert 0 <= grid.header_rows <= grid.rows
    assert 0 <= grid.header_columns <= grid.columns
    assert 0 < grid.confidence < 1
    assert len(grid.row_pages) == grid.rows
    printed = Counter(index for line in region.lines for w in line.words for index in range(w.span.start, w.span.end))
    told = Counter(
        index
        for spans in (*(cell.spans for cell in grid.cells), grid.unread)
        for span in spans
        for index in range(span.start, span.end)
    )
    assert told == printed


@settings(max_examples=150, deadline=None)
@given(st.lists(PLACED, min_size=1, max_size=40), st.lists(ACROSS, max_size=8), st.lists(ACROSS, max_size=8))
def test_every_drawn_character_is_in_one_cell_or_unread(
    words: list[tuple[int, int, str, float]], across: list[tuple[int, int, int]], down: list[tuple[int, int, int]]
) -> None:
    drawing = Drawing()
    for x, top, text, size in words:
        drawing.put(x * 7.0, top * 5.0, text, size=size)
    for x, y, length in across:
        drawing.rule(x * 10.0, y * 5.0, (x + length) * 10.0)
    for x, y, length in down:
        drawing.down(x * 10.0, y * 5.0, (y + length) * 5.0)
    region = drawing.region()
    for grid in (read_ruled(region), read_aligned(region, drawn=True)):
        if grid is not None:
            assert_sound(grid, region)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.tuples(st.integers(1, 12), TEXTS), min_size=1, max_size=6), min_size=1, max_size=12))
def test_every_typed_character_is_in_one_cell_or_unread(lines: list[list[tuple[int, str]]]) -> None:
    region = typed("\n".join("".join(" " * blanks + text for blanks, text in line) for line in lines))
    grid = read_aligned(region, drawn=False)
    if grid is not None:
        assert_sound(grid, region)
