from __future__ import annotations

from dataclasses import replace

from extractors.model import Cell, Grid, Passage, Region, Span
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
    whole = join_grids(FIRST, SECOND)
    printed = {span for cell in whole.cells for span in cell.spans} | set(whole.unread)
    assert printed == {span for one in (FIRST, SECOND) for cell in one.cells for span in cell.spans}
    assert whole.cells[0].spans == (Span(0, 1), Span(100, 101))


def test_a_part_without_header_is_appended_whole() -> None:
    whole = join_grids(FIRST, grid([["2020", "3.5"], ["2021", "4.5"]], header_rows=0, page=2))
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


def test_a_table_with_its_own_header_and_no_label_is_another_one() -> None:
    first = region(1, number="1")
    joined = join_continued([part(0, first, FIRST), part(1, region(2), SECOND)])
    assert len(joined) == 2


def test_a_table_closed_by_notes_does_not_go_on() -> None:
    below = grid([["2020", "3.5"]], header_rows=0, page=2)
    first = replace(region(1, number="1"), notes=(Passage("注", ()),))
    assert len(join_continued([part(0, first, FIRST), part(1, region(2), below)])) == 2
