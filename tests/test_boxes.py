"""Boxes as wide as the page, drawn round paragraphs and the ruled tables among them; and the frames of tables, which stay."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.readers.pdf import read_pdf
from extractors.strokes import Stroke, Strokes
from extractors.structure.boxes import without_boxes
from extractors.tables.find import region_to_grid
from tests.test_laid_out import LEFT, RIGHT, ROWS, Paper, regions

BOX = 6.0  # points between a box and a table in it


def box(paper: Paper, top: float, bottom: float) -> None:
    for y in (top, bottom):
        paper.rule(LEFT - BOX, RIGHT + BOX, y)
    for x in (LEFT - BOX, RIGHT + BOX):
        paper.stem(x, top, bottom)


def grids(paper: Paper) -> list[list[tuple[str, ...]]]:
    stream = paper.stream()
    document = read_pdf(paper.target.getvalue(), "prospectus.pdf")
    read = [region_to_grid(region, document) for region in regions(stream)]
    return [[tuple(row) for row in grid.texts()] for grid in read if grid is not None]


def test_paragraphs_in_a_box_are_text_and_the_tables_between_them_tables() -> None:
    paper = Paper()
    below = paper.prose(LEFT, 96, 2, "A", RIGHT - LEFT)
    bottom = paper.cells(LEFT, RIGHT, below, ROWS, rules="full")
    below = paper.prose(LEFT, bottom + 16, 3, "B", RIGHT - LEFT)
    bottom = paper.cells(LEFT, RIGHT, below, ROWS[:3], rules="full")
    box(paper, 80, bottom + 8)
    assert grids(paper) == [list(ROWS), list(ROWS[:3])]


def test_a_table_that_the_end_of_the_page_cuts_shares_the_floor_of_the_box() -> None:
    paper = Paper()
    paper.prose(LEFT, 96, 4, "A", RIGHT - LEFT)
    bottom = paper.cells(LEFT, RIGHT, 170, ROWS, rules="full")
    box(paper, 80, bottom)
    assert grids(paper) == [list(ROWS)]


def test_a_table_that_fills_its_box_has_no_empty_columns_at_its_sides() -> None:
    paper = Paper()
    bottom = paper.cells(LEFT, RIGHT, 80, ROWS, rules="full")
    box(paper, 80, bottom)
    assert grids(paper) == [list(ROWS)]


def test_a_frame_whose_rows_are_ruled_from_side_to_side_is_that_of_a_table_however_long_its_cells() -> None:
    paper = Paper()
    text = "河谷各县的播种面积在这几年里逐步扩大，农户也更愿意投入。"
    bottom = paper.cells(LEFT, RIGHT, 80, (("项目", "说明"), ("甲", text[:20]), ("乙", text[3:23])), rules="full")
    paper.cells(LEFT, RIGHT, bottom + 60, ROWS, rules="full")
    assert [len(grid) for grid in grids(paper)] == [3, 4]


def strokes(across: Sequence[tuple[float, float, float]], down: Sequence[tuple[float, float, float]]) -> Strokes:
    return Strokes(tuple(Stroke(*each) for each in across), tuple(Stroke(*each) for each in down))


ROOF, FLOOR = (80.0, 50.0, 500.0), (300.0, 50.0, 500.0)
SIDES = ((50.0, 80.0, 300.0), (500.0, 80.0, 300.0))
INNER_ACROSS = ((150.0, 60.0, 490.0), (170.0, 60.0, 490.0), (190.0, 60.0, 490.0))
INNER_DOWN = ((60.0, 150.0, 190.0), (200.0, 150.0, 190.0), (490.0, 150.0, 190.0))


def test_a_box_is_taken_off_the_table_in_it() -> None:
    page = strokes((ROOF, *INNER_ACROSS, FLOOR), (SIDES[0], *INNER_DOWN, SIDES[1]))
    assert without_boxes(page, 10.0) == strokes(INNER_ACROSS, INNER_DOWN)


def test_a_box_without_a_ruled_table_in_it_stays() -> None:
    page = strokes((ROOF, (110.0, 60.0, 490.0), FLOOR), SIDES)
    assert without_boxes(page, 10.0) == page


def test_a_frame_with_a_rule_that_reaches_its_side_stays() -> None:
    page = strokes((ROOF, (110.0, 50.0, 500.0), *INNER_ACROSS, FLOOR), (SIDES[0], *INNER_DOWN, SIDES[1]))
    assert without_boxes(page, 10.0) == page


def test_a_frame_with_columns_from_roof_to_floor_stays() -> None:
    page = strokes((ROOF, *INNER_ACROSS, FLOOR), (SIDES[0], *INNER_DOWN, (300.0, 80.0, 300.0), SIDES[1]))
    assert without_boxes(page, 10.0) == page


def test_a_page_of_lines_is_a_drawing() -> None:
    lines = tuple((50.0 + number, 80.0, 300.0) for number in range(500))
    page = strokes((ROOF, FLOOR), lines)
    assert without_boxes(page, 10.0) == page
