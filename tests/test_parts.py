"""Tables in parts: titles that are ruled off, and headers that are printed again."""

from __future__ import annotations

from extractors.model import Grid
from extractors.tables.aligned import read_aligned
from tests.drawn_regions import Drawing

PLACES = (30.0, 110.0, 170.0, 230.0)
RIGHT = 260.0


def read(drawing: Drawing) -> Grid:
    grid = read_aligned(drawing.region(), drawn=True)
    assert grid is not None
    return grid


def rows(drawing: Drawing, top: float, labels: str, places: tuple[float, ...] = PLACES) -> float:
    for index, label in enumerate(labels):
        drawing.row(
            top + 14 * index, places, [f"指标{label}", *(f"{index}.{k}5" for k in range(len(places) - 1))], "right"
        )
    return top + 14 * len(labels)


def panel(drawing: Drawing, top: float, title: str, labels: str) -> float:
    drawing.rule(0, top, RIGHT)
    drawing.put(8, top + 3, title)
    drawing.rule(0, top + 15, RIGHT)
    drawing.row(top + 18, PLACES, ["变量", "均值", "方差", "极值"], "right")
    drawing.rule(0, top + 30, RIGHT)
    foot = rows(drawing, top + 34, labels)
    drawing.rule(0, foot, RIGHT)
    return foot


def test_a_title_ruled_off_at_the_edge_spans_the_table_and_has_the_header_below() -> None:
    drawing = Drawing()
    panel(drawing, 0, "Panel A: all fields on trial", "甲乙丙")
    grid = read(drawing)
    assert grid.header_rows == 2
    assert grid.texts()[:2] == [["Panel A: all fields on trial", "", "", ""], ["变量", "均值", "方差", "极值"]]
    assert grid.covering(0, 3).text.startswith("Panel A")


def test_a_title_keeps_the_wide_blank_behind_its_number() -> None:
    drawing = Drawing()
    panel(drawing, 0, "Panel A  试验田各项指标的统计", "甲乙丙")
    assert read(drawing).texts()[0] == ["Panel A 试验田各项指标的统计", "", "", ""]


def test_the_header_of_a_part_may_be_ruled_within_and_end_above_the_title_of_a_group() -> None:
    drawing = Drawing()
    drawing.rule(0, 0, RIGHT)
    drawing.put(8, 3, "Panel A  直接效应的检验")
    drawing.rule(0, 15, RIGHT)
    drawing.row(18, PLACES, ["", "(1)", "(2)", "(3)"])
    drawing.rule(0, 30, RIGHT)
    drawing.row(33, PLACES, ["变量", "产出", "就业", "工资"])
    drawing.rule(0, 46, RIGHT)
    drawing.put(10, 50, "直接效应")
    rows(drawing, 64, "甲乙丙")
    grid = read(drawing)
    assert grid.header_rows == 3
    assert grid.texts()[1:4] == [
        ["", "(1)", "(2)", "(3)"], ["变量", "产出", "就业", "工资"], ["直接效应", "", "", ""]
    ]  # fmt: skip


def test_the_only_header_above_a_rule_is_no_title() -> None:
    drawing = Drawing()
    drawing.rule(0, 0, RIGHT)
    drawing.row(3, PLACES, ["变量", "均值", "方差", "极值"])
    drawing.rule(0, 16, RIGHT)
    drawing.put(10, 20, "被解释变量")
    drawing.rule(0, 33, RIGHT)
    rows(drawing, 37, "甲乙丙")
    grid = read(drawing)
    assert grid.header_rows == 1
    assert grid.texts()[:2] == [["变量", "均值", "方差", "极值"], ["被解释变量", "", "", ""]]


def test_a_group_title_under_the_header_of_a_table_of_words_is_no_header() -> None:
    drawing = Drawing()
    places = (30.0, 130.0, 230.0)
    drawing.rule(0, 0, RIGHT)
    drawing.row(3, places, ["变量名称", "定义", "预期符号"])
    drawing.rule(0, 16, RIGHT)
    drawing.put(8, 20, "企业特征变量")
    drawing.rule(0, 33, RIGHT)
    for index, (name, sense, sign) in enumerate(
        (("规模", "资产的对数", "+"), ("年龄", "成立的年数", "-"), ("杠杆", "负债的比率", "-"))
    ):
        drawing.row(37 + 14 * index, places, [name, sense, sign])
    assert read(drawing).header_rows == 1


def test_a_stub_named_above_a_rule_leaves_the_labels_below_it_in_the_header() -> None:
    drawing = Drawing()
    drawing.rule(0, 0, 320)
    places = (30.0, 110.0, 170.0, 230.0, 290.0)
    drawing.put(30, 3, "变量", "centre")
    drawing.put(140, 3, "份额", "centre")
    drawing.put(260, 3, "变化", "centre")
    drawing.rule(0, 16, 320)
    drawing.row(20, places, ["", "全部", "首次", "全部", "首次"])
    drawing.rule(0, 33, 320)
    rows(drawing, 37, "甲乙丙", places)
    grid = read(drawing)
    assert grid.header_rows == 2
    assert grid.texts()[:2] == [["变量", "份额", "", "变化", ""], ["", "全部", "首次", "全部", "首次"]]


def test_a_row_of_words_between_rules_is_no_header_where_it_has_a_label() -> None:
    drawing = Drawing()
    drawing.rule(0, 0, RIGHT)
    drawing.row(3, PLACES, ["变量", "均值", "方差", "极值"])
    drawing.rule(0, 16, RIGHT)
    drawing.row(20, PLACES, ["控制", "有", "有", "无"])
    drawing.rule(0, 33, RIGHT)
    rows(drawing, 37, "甲乙丙")
    assert read(drawing).header_rows == 1


def two_parts(second: list[str], spans: tuple[str, str]) -> Drawing:
    drawing = Drawing()
    places = (30.0, 110.0, 170.0, 230.0, 290.0)
    top = 0.0
    for labels, over in ((["变量", "数量", "金额", "数量", "金额"], ("进口", "出口")), (second, spans)):
        drawing.rule(0, top, 320)
        drawing.put(140, top + 3, over[0], "centre")
        drawing.put(260, top + 3, over[1], "centre")
        drawing.row(top + 17, places, labels)
        drawing.rule(0, top + 30, 320)
        top = rows(drawing, top + 34, "甲乙丙", places)
    drawing.rule(0, top, 320)
    return drawing


def test_a_header_that_is_printed_again_has_its_labels_over_their_columns() -> None:
    grid = read(two_parts(["变量", "数量", "金额", "数量", "金额"], ("来料", "去料")))
    assert grid.texts()[5:7] == [["变量", "来料", "", "去料", ""], ["", "数量", "金额", "数量", "金额"]]
    assert grid.covering(5, 2).text == "来料"
    assert {grid.covering(6, k).role for k in range(1, 5)} == {"column_header"}
    assert grid.covering(7, 1).role == "body"


def test_words_between_rules_that_the_header_does_not_hold_are_rows() -> None:
    grid = read(two_parts(["控制", "已有", "未有", "已有", "未有"], ("甲类", "乙类")))
    assert all(grid.covering(6, k).role == "body" for k in range(1, 5))
