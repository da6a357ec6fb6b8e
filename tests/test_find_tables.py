from __future__ import annotations

from dataclasses import replace

from extractors.model import FrontMatter, Passage, Region, Structure
from extractors.tables import find_tables
from extractors.tables.find import choose_reading, is_aligned
from extractors.tables.fit import agreement
from tests.drawn_regions import Drawing, document, typed
from tests.test_continued import FIRST, SECOND, grid

PLACES = (30.0, 110.0, 170.0)


def structure(*regions: Region) -> Structure:
    return Structure("zh", FrontMatter(), (), regions)


def three_line_table(page: int = 1) -> Drawing:
    drawing = Drawing(page=page)
    for index, row in enumerate([["年份", "进口", "出口"], ["2019", "1.5", "2.5"], ["2020", "-", "3.5"]]):
        drawing.row(index * 16, PLACES, row)
    for y in (-3, 13, 46):
        drawing.rule(0, y, 200)
    return drawing


def test_a_table_carries_what_is_printed_around_it() -> None:
    drawing = three_line_table()
    region = replace(
        drawing.region("各年往来", "2"),
        unit=Passage("单位：亿元", ()),
        notes=(Passage("①初步数", ()), Passage("②缺", ())),
    )
    (table,) = find_tables(structure(region), document(drawing.text, drawn=True, words=drawing.words), "abc")
    assert (table.table_id, table.ordinal, table.number, table.caption) == ("abc/t1", 1, "2", "各年往来")
    assert (table.unit, table.notes) == ("单位：亿元", ("①初步数", "②缺"))
    assert (table.page_first, table.page_last, table.regions) == (1, 1, (0,))
    assert table.place.page == 1
    assert table.place.box is not None
    assert table.grid.method == "aligned"


def test_rules_are_believed_before_alignment() -> None:
    drawing = Drawing()
    for index, row in enumerate([["年份", "进口", "出口"], ["2019", "1.5", "2.5"], ["2020", "-", "3.5"]]):
        drawing.row(index * 20 + 5, PLACES, row)
    drawing.frame((0, 80, 140, 200), (0, 20, 40, 60))
    (table,) = find_tables(structure(drawing.region()), document(drawing.text, drawn=True, words=drawing.words), "x")
    assert table.grid.method == "ruled"
    assert table.grid.confidence > 0.9


def test_prose_in_a_region_yields_no_table() -> None:
    drawing = Drawing()
    for index, line in enumerate(
        ("本文利用各省统计年鉴的数据，", "对各年以来的情形作了分析，", "结果表明两者同向变动。")
    ):
        drawing.put(0, index * 16, line)
    assert find_tables(structure(drawing.region()), document(drawing.text, drawn=True), "x") == ()


def test_an_empty_region_yields_no_table() -> None:
    region = replace(three_line_table().region(), lines=())
    assert find_tables(structure(region), document("", drawn=True), "x") == ()


def test_ordinals_follow_reading_order_and_continued_tables_count_once() -> None:
    first, second, third = three_line_table(), three_line_table(page=2), three_line_table(page=3)
    regions = (
        first.region("甲", "1"),
        second.region(None, "1", continued=True),
        third.region("乙", "2"),
    )
    tables = find_tables(structure(*regions), document(first.text, drawn=True, words=first.words), "x")
    assert [(t.table_id, t.number, t.regions, t.page_first, t.page_last) for t in tables] == [
        ("x/t1", "1", (0, 1), 1, 2),
        ("x/t2", "2", (2,), 3, 3),
    ]
    assert tables[0].grid.rows == 5


def test_a_text_aligned_by_blanks_and_a_text_with_one_cell_a_line_are_both_read() -> None:
    aligned = "年份      产量    面积\n2018      1.50    2.25\n2019      1.75    2.50\n2020      2.00    2.75"
    (table,) = find_tables(structure(typed(aligned)), document(aligned, drawn=False), "x")
    assert table.grid.texts()[1] == ["2018", "1.50", "2.25"]
    assert (table.page_first, table.place.box) == (None, None)
    stacked = "年份\n产量\n面积\n2018\n1.50\n2.25\n2019\n1.75\n2.50\n2020\n2.00\n2.75"
    (table,) = find_tables(structure(typed(stacked)), document(stacked, drawn=False), "x")
    assert table.grid.method == "sequence"


def test_blanks_between_most_lines_cells_make_a_text_aligned() -> None:
    assert is_aligned(typed("a      1.5   2\nb      2.5   3"))
    assert not is_aligned(typed("年份\n产量\n2019\n1.5"))


def test_readings_that_agree_keep_their_confidence_and_others_lose_some() -> None:
    other = grid([["年份", "2018"], ["产量", "1.5"]])
    assert agreement(FIRST.texts(), FIRST.texts()) == 1.0
    assert agreement(FIRST.texts(), other.texts()) < 0.5
    same = choose_reading([FIRST, replace(FIRST, method="sequence")])
    doubted = choose_reading([FIRST, replace(other, method="sequence")])
    assert same is not None
    assert doubted is not None
    assert same.confidence == FIRST.confidence > doubted.confidence
    assert doubted.texts() == FIRST.texts()


def test_a_reading_that_nothing_supports_is_refused() -> None:
    assert choose_reading([replace(SECOND, confidence=0.05)]) is None
    assert choose_reading([]) is None
