"""Tables in parts: titles ruled off, headers printed again, labels in the middle of ruled groups, labels beside errors."""

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


def grouped(tops: list[float], names: list[list[tuple[float, str]]], sizes: list[int]) -> Drawing:
    drawing = Drawing()
    places = (25.0, 90.0, 160.0, 230.0)
    drawing.rule(0, 0, RIGHT)
    drawing.row(3, places, ["类别", "变量", "均值", "方差"])
    for top, lines, size in zip(tops, names, sizes, strict=True):
        drawing.rule(0, top, RIGHT)
        for offset, text in lines:
            drawing.put(25, top + offset, text, "centre")
        for index in range(size):
            drawing.row(
                top + 3 + 17 * index, places, ["", f"指标{'甲乙丙丁戊己庚辛'[index]}", f"{index}.5", f"1.{index}"]
            )
    drawing.rule(0, tops[-1] + 3 + 17 * sizes[-1], RIGHT)
    return drawing


def test_a_label_in_the_middle_of_a_ruled_group_names_all_its_rows() -> None:
    drawing = grouped([16, 37, 92], [[(3, "主体")], [(20, "债券")], [(11.5, "地区")]], [1, 3, 2])
    grid = read(drawing)
    assert [row[0] for row in grid.texts()[1:]] == ["主体", "债券", "", "", "地区", ""]
    assert [grid.covering(row, 0).row_span for row in (1, 2, 5)] == [1, 3, 2]


def test_the_lines_of_a_label_may_be_set_as_far_apart_as_the_rows_of_its_ruled_group() -> None:
    drawing = grouped([16, 37], [[(3, "主体")], [(20, "偿债"), (37, "能力")]], [1, 4])
    grid = read(drawing)
    assert [row[0] for row in grid.texts()[1:]] == ["主体", "偿债能力", "", "", ""]
    assert grid.covering(5, 0).text == "偿债能力"


def test_labels_off_the_middle_of_a_ruled_group_name_their_own_rows() -> None:
    drawing = grouped([16, 37], [[(3, "主体")], [(3, "偿债"), (20, "能力")]], [1, 4])
    grid = read(drawing)
    assert [row[0] for row in grid.texts()[1:]] == ["主体", "偿债", "能力", "", ""]
    assert grid.covering(2, 0).row_span == 1


def test_labels_on_most_rows_of_a_ruled_group_are_not_the_lines_of_one() -> None:
    drawing = grouped([16, 37], [[(3, "主体")], [(20, "偿债"), (37, "能力"), (54, "指标")]], [1, 5])
    assert [row[0] for row in read(drawing).texts()[2:]] == ["", "偿债", "能力", "指标", ""]


def test_a_text_over_several_columns_is_no_row_of_a_merged_label() -> None:
    drawing = grouped([16, 37], [[(3, "主体")], [(20, "债券")]], [1, 3])
    drawing.rule(0, 88, RIGHT)
    drawing.put(8, 92, "各类债券的期限与规模之比")
    drawing.put(25, 109, "地区", "centre")
    drawing.row(126, (25.0, 90.0, 160.0, 230.0), ["", "指标甲", "1.5", "2.5"])
    drawing.rule(0, 140, RIGHT)
    texts = [row[0] for row in read(drawing).texts()]
    assert "各类债券的期限与规模之比" in texts
    assert "地区" in texts


def test_a_text_beside_a_merged_label_is_no_title_and_loses_no_label() -> None:
    drawing = Drawing()
    places = (40.0, 200.0)
    drawing.rule(0, 0, 330)
    drawing.row(3, places, ["变量名", "变量定义"])
    drawing.rule(0, 16, 330)
    top = 20.0
    for name, lines in (
        ("评级", ["主体评级的数值"]),
        ("信任", ["地区信任指数"]),
        ("竞争", ["金融业竞争程度高于中位数时", "取一否则取零"]),
        ("年份", ["发行的年份"]),
    ):
        drawing.put(40, top + 6 * (len(lines) - 1), name, "centre")
        for index, line in enumerate(lines):
            drawing.put(165, top + 12 * index, line, "centre")
        top += 17 + 12 * (len(lines) - 1)
    drawing.rule(0, top, 330)
    grid = read(drawing)
    assert [row[0] for row in grid.texts()] == ["变量名", "评级", "信任", "竞争", "年份"]
    assert grid.unread == ()


def estimates(second: str, errors: str = "({})") -> Drawing:
    drawing = Drawing()
    drawing.rule(0, 0, RIGHT)
    drawing.row(3, PLACES, ["变量", "(1)", "(2)", "(3)"])
    drawing.rule(0, 16, RIGHT)
    for index, name in enumerate(("规模", "年龄", "评级", "杠杆")):
        top = 20 + 28 * index
        drawing.row(top, PLACES, [name, *(f"0.{index}{k}7" for k in range(3))])
        label = second if name == "评级" else ""
        drawing.row(top + 14, PLACES, [label, *(errors.format(f"1.{k}{index}") for k in range(3))])
    drawing.rule(0, 134, RIGHT)
    return drawing


def test_a_second_line_of_a_label_in_brackets_beside_the_errors_belongs_to_the_estimates() -> None:
    texts = read(estimates("(虚拟)")).texts()
    assert (texts[5][0], texts[6][0]) == ("评级(虚拟)", "")


def test_a_label_without_brackets_beside_bracketed_numbers_names_a_row_of_its_own() -> None:
    texts = read(estimates("P值")).texts()
    assert (texts[5][0], texts[6][0]) == ("评级", "P值")


def test_where_all_errors_have_a_label_each_keeps_its_own() -> None:
    drawing = Drawing()
    drawing.row(3, PLACES, ["变量", "(1)", "(2)", "(3)"])
    drawing.rule(0, 16, RIGHT)
    for index, name in enumerate(("规模", "年龄", "评级", "杠杆")):
        drawing.row(20 + 28 * index, PLACES, [name, *(f"0.{index}{k}7" for k in range(3))])
        drawing.row(34 + 28 * index, PLACES, ["(误差)", *(f"(1.{k}{index})" for k in range(3))])
    assert [row[0] for row in read(drawing).texts()[1:3]] == ["规模", "(误差)"]


def stubs(pairs: list[tuple[str, str]], edge: float | None) -> Drawing:
    """Print rows whose labels have two words, the second at an edge, or a word space behind the first where there is none."""
    drawing = Drawing()
    places = (140.0, 200.0, 260.0)
    drawing.rule(0, 0, 290)
    drawing.row(3, (20.0, *places), ["", "系数", "误差", "概率"])
    drawing.rule(0, 16, 290)
    for index, (first, second) in enumerate(pairs):
        top = 20 + 16 * index
        end = drawing.put(10, top, first)
        drawing.put(edge or end + 3, top, second)
        drawing.row(top, (20.0, *places), ["", *(f"{index}.{k}5" for k in range(3))])
    drawing.rule(0, 20 + 16 * len(pairs), 290)
    return drawing


def test_a_second_column_of_the_stub_needs_no_label_where_its_words_share_an_edge() -> None:
    grid = read(stubs([("AAA", "LN(A)"), ("AA+", "LN(B)"), ("A", "LN(C)"), ("BB", "LN(D)")], 31))
    assert grid.texts()[1][:3] == ["AAA", "LN(A)", "0.05"]
    assert grid.columns == 5


def test_words_a_word_space_behind_others_are_no_column() -> None:
    grid = read(stubs([("Gross", "output"), ("Net", "income"), ("Total", "wages"), ("Other", "costs")], None))
    assert (grid.columns, grid.texts()[1][0]) == (4, "Gross output")


def test_words_behind_others_of_one_width_are_no_column() -> None:
    grid = read(stubs([("East", "coast"), ("West", "coast"), ("East", "hills"), ("West", "hills")], None))
    assert (grid.columns, grid.texts()[1][0]) == (4, "East coast")


def test_texts_that_hang_behind_enumerators_are_one_label_with_them() -> None:
    grid = read(stubs([("i.", "Output"), ("ii.", "Income"), ("iii.", "Wages"), ("iv.", "Costs")], 33))
    assert grid.columns == 4
