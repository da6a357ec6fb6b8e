from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from extractors.model import Box, Cell, Grid, Passage, Place, Region, Span
from extractors.tables.continued import Part, join_continued, join_grids
from tests.drawn_regions import Drawing


def region(page: int, *, number: str | None = None, continued: bool = False) -> Region:
    drawing = Drawing(page=page)
    drawing.put(0, 0, "a")
    drawing.put(200, 0, "b")
    return drawing.region("产量" if number and not continued else None, number, continued=continued)


def grid(rows: list[list[str]], header_rows: int = 1, page: int = 1, start: int = 0) -> Grid:
    cells = tuple(
        Cell(
            r, c, text,
            role="corner" if r < header_rows and not c else "column_header" if r < header_rows else "body" if c else "row_header",
            spans=(Span(start + 10 * r + c, start + 10 * r + c + 1),),
        )
        for r, row in enumerate(rows) for c, text in enumerate(row)
    )  # fmt: skip
    return Grid(cells, len(rows), len(rows[0]), header_rows, 1, "aligned", 0.9, 1.0, (page,) * len(rows))


FIRST = grid([["年份", "产量"], ["2018", "1.5"], ["2019", "2.5"]])
SECOND = grid([["年 份", "产量"], ["2020", "3.5"]], page=2, start=100)


def part(index: int, of: Region, reading: Grid) -> Part:
    return Part((index,), (of,), reading)


def test_a_continued_table_is_one_table_with_one_header() -> None:
    joined = join_continued(
        [part(0, region(1, number="1"), FIRST), part(1, region(2, number="1", continued=True), SECOND)]
    )
    assert len(joined) == 1
    whole = joined[0].grid
    assert whole.texts() == [["年份", "产量"], ["2018", "1.5"], ["2019", "2.5"], ["2020", "3.5"]]
    assert whole.row_pages == (1, 1, 1, 2)
    assert joined[0].indexes == (0, 1)
    assert [cell.role for cell in whole.cells[-2:]] == ["row_header", "body"]


def test_the_repeated_header_stays_accounted_for() -> None:
    whole = join_grids(FIRST, SECOND, labelled=True)
    printed = {span for cell in whole.cells for span in cell.spans} | set(whole.unread)
    assert printed == {span for one in (FIRST, SECOND) for cell in one.cells for span in cell.spans}
    assert whole.cells[0].spans == (Span(0, 1), Span(100, 101))


def test_a_part_without_header_is_appended_whole() -> None:
    whole = join_grids(FIRST, grid([["2020", "3.5"], ["2021", "4.5"]], header_rows=0, page=2), labelled=True)
    assert [row[0] for row in whole.texts()] == ["年份", "2018", "2019", "2020", "2021"]


def test_a_number_names_the_table_that_goes_on() -> None:
    other = grid([["甲", "乙"], ["丙", "9"]])
    joined = join_continued([
        part(0, region(1, number="1"), FIRST),
        part(1, region(1, number="2"), other),
        part(2, region(2, number="1", continued=True), SECOND),
    ])  # fmt: skip
    assert [p.indexes for p in joined] == [(0, 2), (1,)]


def test_a_label_without_number_means_the_table_before() -> None:
    joined = join_continued([part(0, region(1, number="1"), FIRST), part(1, region(2, continued=True), SECOND)])
    assert len(joined) == 1


def test_other_columns_are_another_table() -> None:
    wide = grid([["年份", "产量", "面积"], ["2020", "3.5", "1"]])
    joined = join_continued(
        [part(0, region(1, number="1"), FIRST), part(1, region(2, number="1", continued=True), wide)]
    )
    assert len(joined) == 2


def test_a_continuation_of_no_table_stands_alone() -> None:
    assert len(join_continued([part(0, region(2, number="3", continued=True), SECOND)])) == 1
    joined = join_continued(
        [part(0, region(1, number="1"), FIRST), part(1, region(2, number="7", continued=True), SECOND)]
    )
    assert len(joined) == 2


def test_more_columns_of_the_same_rows_are_not_put_below() -> None:
    right = grid([["年份", "面积"], ["2018", "7.5"], ["2019", "8.5"]])
    joined = join_continued(
        [part(0, region(1, number="1"), FIRST), part(1, region(2, number="1", continued=True), right)]
    )
    assert len(joined) == 2


def test_rows_at_the_top_of_the_next_page_without_caption_go_on() -> None:
    below = grid([["2020", "3.5"]], header_rows=0, page=2)
    first = region(1, number="1")
    joined = join_continued([part(0, first, FIRST), part(1, replace(region(2), box=first.box), below)])
    # The second part must stand higher on its page than the first one ends.
    assert len(joined) == 1


def next_page(reading: Grid, of: Region | None = None) -> Part:
    """Return a part with nothing printed between it and the one on the page before."""
    return Part((1,), (of or region(2),), reading, follows=True)


def test_a_header_repeated_to_the_letter_at_the_head_of_the_next_page_is_that_of_one_table() -> None:
    joined = join_continued([part(0, region(1, number="1"), FIRST), next_page(SECOND)])
    assert len(joined) == 1
    assert joined[0].grid.confidence == FIRST.confidence


def test_a_join_that_no_label_states_keeps_what_each_page_shows() -> None:
    (joined,) = join_continued([part(0, region(1, number="1"), FIRST), next_page(SECOND)])
    whole = joined.grid
    assert whole.texts() == [*FIRST.texts(), *SECOND.texts()]
    assert whole.row_pages == (1, 1, 1, 2, 2)
    assert (whole.header_rows, whole.unread) == (1, ())
    assert [cell.role for cell in whole.cells if cell.row >= 3] == ["corner", "column_header", "row_header", "body"]
    assert [cell.spans for cell in whole.cells] == [cell.spans for one in (FIRST, SECOND) for cell in one.cells]


def test_the_same_labels_down_and_across_are_another_table() -> None:
    other = grid([["年份", "产量"], ["2018", "7.5"], ["2019", "8.5"], ["2020", "3.5"]], page=2)
    joined = join_continued([part(0, region(1), FIRST), next_page(other)])
    assert [one.grid.confidence for one in joined] == [0.9, 0.9]


def test_what_is_printed_twice_is_the_whole_header() -> None:
    first = grid([["名称", "住所"], ["甲", "东城"], ["乙", "西城"]], header_rows=2)
    second = grid([["名称", "住所"], ["丙", "北城"]], page=2, start=100)
    (joined,) = join_continued([part(0, region(1), first), next_page(second)])
    whole = joined.grid
    assert whole.header_rows == 1
    assert [cell.role for cell in whole.cells if cell.row == 1] == ["row_header", "body"]
    assert [row[0] for row in whole.texts()] == ["名称", "甲", "乙", "名称", "丙"]


def test_a_second_printing_may_leave_out_the_later_lines_of_a_header() -> None:
    first = grid([["年份", "产量"], ["", "（吨）"], ["2018", "1.5"]], header_rows=2)
    of = region(2, number="1", continued=True)
    (joined,) = join_continued([part(0, region(1, number="1"), first), part(1, of, SECOND)])
    assert joined.grid.header_rows == 2
    assert [row[0] for row in joined.grid.texts()] == ["年份", "", "2018", "2020"]


def test_a_table_with_its_own_header_and_text_before_it_is_another_one() -> None:
    joined = join_continued([part(0, region(1, number="1"), FIRST), part(1, region(2), SECOND)])
    assert [one.grid.confidence for one in joined] == [0.9, 0.9]


def test_a_table_with_its_own_caption_is_another_one() -> None:
    joined = join_continued([part(0, region(1, number="1"), FIRST), next_page(SECOND, region(2, number="2"))])
    assert [one.grid.confidence for one in joined] == [0.9, 0.9]


def test_parts_of_a_cut_table_that_cannot_be_joined_are_less_sure() -> None:
    below = grid([["2020", "3.5", "4.5"]], header_rows=0, page=2)
    joined = join_continued([part(0, region(1, number="1"), FIRST), next_page(below)])
    assert [one.grid.confidence for one in joined] == [0.5, 0.5]


def test_a_table_under_another_header_is_no_part_of_the_one_before() -> None:
    other = grid([["年份", "面积"], ["2020", "3.5"]], page=2)
    joined = join_continued([part(0, region(1, number="1"), FIRST), next_page(other)])
    assert [one.grid.confidence for one in joined] == [0.9, 0.9]


def placed(reading: Grid, xs: tuple[float, ...]) -> Grid:
    cells = tuple(
        replace(cell, place=Place(1, Box(xs[cell.column], 0, xs[cell.column] + 30, 10))) for cell in reading.cells
    )
    return replace(reading, cells=cells)


def test_columns_at_other_places_are_another_table() -> None:
    rows = [["甲", "1.5", "2.5"]]
    first = placed(grid([["年份", "产量", "面积"], *rows]), (0, 60, 200))
    below = placed(grid(rows, header_rows=0, page=2), (0, 190, 240))
    assert len(join_continued([part(0, region(1), first), next_page(below)])) == 2
    assert len(join_continued([part(0, region(1), first), next_page(placed(below, (0, 65, 205)))])) == 1


def test_rows_without_header_below_other_text_of_the_page_are_another_table() -> None:
    first = placed(FIRST, (0, 60))
    below = placed(grid([["名称", "青溪厂"], ["住所", "东城"]], header_rows=0, page=2), (0, 60))
    assert len(join_continued([part(0, region(1), first), part(1, region(2), below)])) == 2
    assert len(join_continued([part(0, region(1), first), next_page(below)])) == 1


def test_a_form_that_says_the_first_label_again_is_another_form() -> None:
    first = placed(grid([["名称", "青溪厂"], ["住所", "东城"]], header_rows=0), (0, 60))
    again = placed(grid([["名称", "河口厂"], ["住所", "西城"]], header_rows=0, page=2), (0, 60))
    joined = join_continued([part(0, region(1), first), next_page(again)])
    assert [one.grid.confidence for one in joined] == [0.9, 0.9]


def ruled(page: int, xs: tuple[float, ...], rows: list[list[str]], header_rows: int = 0) -> tuple[Region, Grid]:
    drawing = Drawing(page=page)
    drawing.frame(xs, [20.0 * index for index in range(len(rows) + 1)])
    for index, row in enumerate(rows):
        drawing.row(20 * index + 5, [(a + b) / 2 for a, b in pairwise(xs)], row)
    return replace(drawing.region(), box=Box(0, 0, 200, 40)), replace(grid(rows, header_rows, page), method="ruled")


def test_a_form_that_only_its_second_part_divides_is_one_table() -> None:
    above, first = ruled(1, (0, 60, 200), [["名称", "青溪厂"], ["住所", "东城"]])
    below, second = ruled(2, (0, 60, 130, 200), [["股东", "甲", "60%"], ["股东", "乙", "40%"]])
    (whole,) = join_continued([part(0, above, first), next_page(second, below)])
    assert (whole.grid.columns, whole.grid.rows) == (3, 4)
    assert [cell.column_span for cell in whole.grid.cells if cell.row == 0] == [1, 2]
    other, third = ruled(2, (0, 100, 130, 200), [["股东", "甲", "60%"], ["股东", "乙", "40%"]])
    assert len(join_continued([part(0, above, first), next_page(third, other)])) == 2


def test_a_first_row_of_words_goes_on_where_the_rules_down_are_the_same() -> None:
    above, first = ruled(1, (0, 60, 200), [["姓名", "职务"], ["甲", "董事"]], header_rows=1)
    below, second = ruled(2, (0, 60, 200), [["乙", "监事"], ["丙", "经理"]], header_rows=1)
    (whole,) = join_continued([part(0, above, first), next_page(second, below)])
    assert whole.grid.header_rows == 1
    assert [cell.role for cell in whole.grid.cells if cell.row == 2] == ["row_header", "body"]
    for xs, rows in (((0, 80, 200), second.texts()), ((0, 60, 200), [["年份", "产量"], ["2018", "1.5"]])):
        region_below, other = ruled(2, xs, rows, header_rows=1)
        joined = join_continued([part(0, above, first), next_page(other, region_below)])
        assert [one.grid.confidence for one in joined] == [0.9, 0.9]


def test_a_form_is_known_by_all_its_rows() -> None:
    above, first = ruled(1, (0, 60, 200), [["公司名称", "青溪矿业有限公司"], ["成立日期", "2019年5月"]], header_rows=1)
    rows = [["住所", "东城"], ["注册资本", "500万元"], ["所属行业", "采矿"]]
    below, second = ruled(2, (0, 60, 200), rows, header_rows=1)
    (whole,) = join_continued([part(0, above, first), next_page(second, below)])
    assert whole.grid.header_rows == 0
    assert {cell.role for cell in whole.grid.cells} == {"row_header", "body"}


def test_sides_may_be_open() -> None:
    above, first = ruled(1, (0, 60, 200), [["名称", "青溪厂"], ["住所", "东城"]])
    below, second = ruled(2, (0, 60, 130, 200), [["股东", "甲", "60%"], ["股东", "乙", "40%"]])
    sides = replace(below, rulings=tuple(r for r in below.rulings if r.horizontal or r.x0 not in {0, 200}))
    assert len(join_continued([part(0, above, first), next_page(second, sides)])) == 1


def test_a_table_closed_by_notes_does_not_go_on() -> None:
    below = grid([["2020", "3.5"]], header_rows=0, page=2)
    first = replace(region(1, number="1"), notes=(Passage("注", ()),))
    assert len(join_continued([part(0, first, FIRST), part(1, region(2), below)])) == 2
