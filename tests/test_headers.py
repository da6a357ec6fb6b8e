from __future__ import annotations

from extractors.model import Grid
from extractors.tables.aligned import read_aligned
from tests.drawn_regions import Drawing, typed

PLACES = (30.0, 110.0, 170.0, 230.0, 290.0)


def body(drawing: Drawing, top: float, places: tuple[float, ...] = PLACES) -> None:
    for index in range(3):
        drawing.row(
            top + index * 14, places, [f"{'甲乙丙'[index]}省", *(f"{index}.{k}5" for k in range(len(places) - 1))]
        )


def read(drawing: Drawing) -> Grid:
    grid = read_aligned(drawing.region(), drawn=True)
    assert grid is not None
    return grid


def test_a_rule_under_a_label_says_which_columns_it_spans() -> None:
    drawing = Drawing()
    drawing.put(115, 0, "进口", "centre")  # off the middle: the rule decides
    drawing.put(275, 0, "出口", "centre")
    drawing.rule(90, 12, 190)
    drawing.rule(210, 12, 310)
    drawing.row(15, PLACES, ["地区", "数量", "金额", "数量", "金额"])
    drawing.rule(0, 28, 320)
    body(drawing, 32)
    grid = read(drawing)
    assert grid.texts()[:2] == [["地区", "进口", "", "出口", ""], ["", "数量", "金额", "数量", "金额"]]
    assert grid.covering(0, 2).text == "进口"
    assert grid.covering(1, 0).row_span == 2
    assert grid.header_rows == 2


def test_a_label_in_the_middle_of_two_columns_spans_them() -> None:
    drawing = Drawing()
    drawing.put(140, 0, "进口", "centre")
    drawing.put(260, 0, "出口", "centre")
    drawing.row(14, PLACES, ["地区", "数量", "金额", "数量", "比重"])
    body(drawing, 32)
    grid = read(drawing)
    assert grid.texts()[0] == ["地区", "进口", "", "出口", ""]
    assert grid.covering(0, 4).text == "出口"


def test_labels_on_two_lines_are_one_cell_each() -> None:
    drawing = Drawing()
    drawing.row(0, PLACES, ["", "工业", "", "增长", ""])
    drawing.row(6, PLACES, ["地区", "", "人口", "", "面积"])
    drawing.row(12, PLACES, ["", "产值", "", "速度", ""])
    drawing.rule(0, 26, 320)
    body(drawing, 30)
    grid = read(drawing)
    assert grid.header_rows == 1
    assert grid.texts()[0] == ["地区", "工业产值", "人口", "增长速度", "面积"]


def test_a_rule_between_two_labels_makes_them_two_cells() -> None:
    drawing = Drawing()
    drawing.row(0, PLACES, ["地区", "产值", "人口", "粮食", "面积"])
    drawing.rule(80, 13, 140)
    drawing.row(15, PLACES, ["", "亿元", "", "", ""])
    drawing.rule(0, 28, 320)
    body(drawing, 32)
    grid = read(drawing)
    assert [row[1] for row in grid.texts()[:2]] == ["产值", "亿元"]


def test_one_rule_under_two_labels_spans_neither_over_all() -> None:
    drawing = Drawing()
    drawing.put(140, 0, "进口", "centre")
    drawing.put(260, 0, "出口", "centre")
    drawing.rule(85, 12, 318)
    drawing.row(15, PLACES, ["地区", "数量", "金额", "数量", "金额"])
    drawing.rule(0, 28, 320)
    body(drawing, 32)
    grid = read(drawing)
    assert grid.texts()[0] == ["地区", "进口", "", "出口", ""]


def test_a_label_printed_low_without_one_above_begins_in_the_first_row() -> None:
    drawing = Drawing()
    drawing.put(230, 0, "其中", "centre")
    drawing.row(14, PLACES, ["地区", "合计", "工业", "农业", "商业"])
    drawing.rule(180, 12, 310)
    drawing.rule(0, 28, 320)
    body(drawing, 32, PLACES)
    grid = read(drawing)
    assert grid.texts()[0][:2] == ["地区", "合计"]


def test_repeated_labels_are_the_measures_of_each_label_above() -> None:
    text = "            进口               出口\n地区      数量    金额     数量    金额\n甲省      1.5     2.5      3.5     4.5\n乙省      5.5     6.5      7.5     8.5\n丙省      1.5     9.5      1.5     9.5"
    grid = read_aligned(typed(text), drawn=False)
    assert grid is not None
    assert grid.texts()[0] == ["地区", "进口", "", "出口", ""]
    assert grid.covering(0, 2).text == "进口"


def test_numbered_columns_are_a_header() -> None:
    drawing = Drawing()
    drawing.row(0, PLACES, ["变量", "(1)", "(2)", "(3)", "(4)"])
    body(drawing, 16)
    assert read(drawing).header_rows == 1


def test_years_are_a_header_and_numbers_are_not() -> None:
    drawing = Drawing()
    drawing.row(0, PLACES, ["地区", "2017", "2018", "2019", "2020"])
    body(drawing, 16)
    assert read(drawing).header_rows == 1
    headless = Drawing()
    body(headless, 0)
    assert read(headless).header_rows == 0


def test_the_unit_column_names_rows() -> None:
    drawing = Drawing()
    drawing.row(0, PLACES[:4], ["变量", "单位", "均值", "方差"])
    for index, unit in enumerate(("亿元", "万人", "个"), 1):
        drawing.row(index * 16, PLACES[:4], [f"{'甲乙丙'[index - 1]}项", unit, "1.5", "2.5"])
    assert read(drawing).header_columns == 2


def test_a_table_of_words_has_one_header_row_and_column() -> None:
    drawing = Drawing()
    for index, row in enumerate([["年份", "评级", "展望"], ["2019", "良好", "稳定"], ["2020", "优秀", "正面"]]):
        drawing.row(index * 16, PLACES[:3], row)
    grid = read(drawing)
    assert (grid.header_rows, grid.header_columns) == (1, 1)


def test_a_slanted_corner_of_a_borderless_table_names_rows_first() -> None:
    drawing = Drawing()
    drawing.put(62, 0, "年份", "right")
    drawing.row(6, PLACES[1:], ["2017", "2018", "2019", "2020"])
    drawing.put(0, 12, "地区")
    drawing.rule(0, 26, 320)
    body(drawing, 30)
    assert read(drawing).texts()[0][0] == "地区/年份"


def test_a_label_flush_with_its_own_rule_is_one_though_a_word_space_is_over_a_gutter() -> None:
    places = (100.0, 150.0, 210.0, 260.0)
    drawing = Drawing()
    for left, right, label in ((90, 180, "Sold in all"), (200, 290, "Kept in all")):
        x = left
        for word in label.split():
            x = drawing.put(x, 0, word) + 2.5
        drawing.rule(left, 13, right)
    for place, label in zip(places, ("Mean", "Share", "Mean", "Share"), strict=True):
        drawing.put(place - 10, 16, label)
    drawing.rule(0, 30, 290)
    for index in range(3):
        drawing.put(0, 34 + index * 14, ("North", "South", "Hills")[index])
        for place in places:
            drawing.put(place - 10, 34 + index * 14, f"{index}.{index}5")
    assert read(drawing).texts()[0] == ["", "Sold in all", "", "Kept in all", ""]


def test_one_rule_under_two_labels_is_none_of_theirs() -> None:
    drawing = Drawing()
    drawing.put(110, 0, "Farms in", "centre")
    drawing.put(110, 12, "the valley", "centre")
    drawing.put(230, 6, "Hills", "centre")
    drawing.rule(80, 26, 260)
    drawing.row(30, (30, 110, 230), ["Year", "ha", "ha"])
    drawing.rule(0, 43, 320)
    body(drawing, 46, (30, 110, 230))
    assert read(drawing).texts()[0] == ["Year", "Farms in the valley", "Hills"]


def header_of_spans(ruled: bool) -> list[list[str]]:
    places = (30.0, 100.0, 150.0, 200.0, 250.0, 300.0)
    drawing = Drawing()
    drawing.put(125, 0, "Wheat", "centre")
    drawing.put(250, 0, "Barley", "centre")
    if ruled:
        drawing.rule(0, 12, 330)
    drawing.row(14, places, ["", "Sown", "Cut", "Sown", "Cut", "Sold"])
    drawing.rule(0, 28, 330)
    body(drawing, 32, places)
    return read(drawing).texts()[:2]


def test_beside_a_spanning_label_a_label_in_the_middle_of_three_columns_spans_them() -> None:
    assert header_of_spans(ruled=True)[0] == ["", "Wheat", "", "Barley", "", ""]


def test_a_header_goes_on_under_a_rule_where_its_upper_part_has_fewer_labels() -> None:
    assert header_of_spans(ruled=True)[1] == ["", "Sown", "Cut", "Sown", "Cut", "Sold"]


def test_rows_of_words_under_the_header_rule_are_no_header() -> None:
    drawing = Drawing()
    drawing.row(0, PLACES, ["Crop", "Soil", "Plough", "Sort", "Kind"])
    drawing.rule(0, 12, 320)
    drawing.row(14, PLACES, ["Wheat", "clay", "deep", "red", "hard"])
    drawing.rule(0, 28, 320)
    body(drawing, 32)
    assert read(drawing).header_rows == 1


WIDER = (30.0, 90.0, 140.0, 190.0, 240.0, 290.0, 340.0, 390.0, 440.0)


def test_numbers_of_columns_are_a_row_of_their_own_over_other_labels() -> None:
    drawing = Drawing()
    drawing.row(0, PLACES, ["", "(7)", "(1)", "(2)", "(3)"])
    drawing.put(30, 6, "变量", "centre")
    drawing.row(13, PLACES, ["", "价格", "价格", "产量", "产量"])
    drawing.rule(0, 27, 320)
    body(drawing, 32)
    assert read(drawing).texts()[:2] == [["变量", "(7)", "(1)", "(2)", "(3)"], ["", "价格", "价格", "产量", "产量"]]


def test_a_label_in_the_middle_of_four_columns_spans_the_outer_ones_too() -> None:
    drawing = Drawing()
    for index, text in enumerate(("下调样本", "上调样本")):
        drawing.put(165 + 200 * index, 0, text, "centre")
    drawing.row(14, WIDER, ["", "成本", "收入", "利润", "税额", "产量", "销量", "库存", "单价"])
    drawing.rule(0, 28, 470)
    body(drawing, 32, WIDER)
    assert read(drawing).texts()[0] == ["", "下调样本", "", "", "", "上调样本", "", "", ""]


def test_one_rule_under_the_labels_that_span_says_that_all_columns_are_spanned() -> None:
    drawing = Drawing()
    places = WIDER[:7]
    for index, text in enumerate(("全部样本", "部分样本")):
        drawing.put(140 + 150 * index, 0, text, "centre")
    drawing.rule(65, 13, 370)
    drawing.row(17, places, ["变量", "成本", "收入", "利润", "成本", "收入", "利润"])
    drawing.rule(0, 31, 370)
    body(drawing, 35, places)
    assert read(drawing).texts()[0] == ["变量", "全部样本", "", "", "部分样本", "", ""]


def test_the_first_line_of_one_wrapped_label_spans_nothing() -> None:
    drawing = Drawing()
    places = WIDER[:6]
    drawing.put(places[3], 0, "研究与", "centre")
    drawing.row(12, places, ["", "成本", "收入", "开发", "税额", "产量"])
    drawing.rule(0, 26, 320)
    body(drawing, 30, places)
    assert read(drawing).texts()[0] == ["", "成本", "收入", "研究与开发", "税额", "产量"]


def test_a_rule_under_labels_that_span_does_not_end_the_header() -> None:
    drawing = Drawing()
    drawing.rule(0, -3, 320)
    drawing.put(140, 0, "下调样本", "centre")
    drawing.put(260, 0, "上调样本", "centre")
    drawing.rule(0, 13, 320)
    drawing.row(17, PLACES, ["", "(1)", "(2)", "(3)", "(4)"])
    drawing.put(30, 24, "变量", "centre")
    drawing.row(31, PLACES, ["", "价格", "产量", "价格", "产量"])
    drawing.rule(0, 45, 320)
    body(drawing, 50)
    drawing.rule(0, 92, 320)
    grid = read(drawing)
    assert grid.header_rows == 3
    assert grid.texts()[:3] == [
        ["变量", "下调样本", "", "上调样本", ""],
        ["", "(1)", "(2)", "(3)", "(4)"],
        ["", "价格", "产量", "价格", "产量"],
    ]


def test_the_title_of_a_group_under_the_rule_of_the_header_is_no_header() -> None:
    drawing = Drawing()
    drawing.rule(0, -3, 320)
    drawing.row(0, PLACES, ["", "价格", "产量", "成本", "收入"])
    drawing.rule(0, 13, 320)
    drawing.put(20, 17, "东部地区")
    body(drawing, 32)
    drawing.rule(0, 75, 320)
    assert read(drawing).header_rows == 1


def test_a_title_ruled_off_over_the_header_spans_the_table() -> None:
    drawing = Drawing()
    drawing.rule(0, -3, 320)
    drawing.put(160, 0, "甲部分 各省的结果", "centre")
    drawing.rule(0, 13, 320)
    drawing.row(17, PLACES, ["", "价格", "产量", "成本", "(1) - (2)"])
    drawing.rule(0, 31, 320)
    body(drawing, 35)
    drawing.rule(0, 77, 320)
    grid = read(drawing)
    assert grid.texts()[:2] == [["甲部分各省的结果", "", "", "", ""], ["", "价格", "产量", "成本", "(1) - (2)"]]
    assert grid.header_rows == 2


def test_a_rule_under_labels_on_two_heights_spans_none_of_them() -> None:
    drawing = Drawing()
    drawing.row(0, PLACES[2:], ["年度中值", "年度中值", "年度中值"])
    drawing.put(PLACES[0], 6, "变量", "centre")
    drawing.put(PLACES[1], 6, "基本", "centre")
    drawing.row(12, PLACES[2:], ["调整后", "未调整", "再调整"])
    drawing.rule(80, 24, 320)
    drawing.row(27, PLACES, ["", "(1)", "(2)", "(3)", "(4)"])
    drawing.rule(0, 40, 320)
    body(drawing, 44)
    assert read(drawing).texts()[:2] == [
        ["变量", "基本", "年度中值调整后", "年度中值未调整", "年度中值再调整"],
        ["", "(1)", "(2)", "(3)", "(4)"],
    ]


def test_the_first_of_two_spanning_labels_does_not_reach_over_columns_left_of_its_own() -> None:
    places = (20.0, 70.0, 110.0, 150.0, 190.0, 230.0, 270.0, 310.0)
    drawing = Drawing()
    drawing.put(150, 0, "Sold", "centre")
    drawing.put(270, 0, "Kept", "centre")
    for left, right in ((95, 205), (215, 325)):
        drawing.rule(left, 13, right)
    drawing.row(16, places, ["", "Farms", "1918", "1919", "1920", "1918", "1919", "1920"])
    drawing.rule(0, 30, 330)
    body(drawing, 34, places)
    assert read(drawing).texts()[0] == ["", "Farms", "Sold", "", "", "Kept", "", ""]


def test_a_title_ruled_off_in_a_table_of_words_has_its_labels_below() -> None:
    drawing = Drawing()
    places = (30.0, 150.0, 260.0)
    drawing.rule(0, -3, 320)
    drawing.put(160, 0, "拼车意愿", "centre")
    drawing.rule(0, 13, 320)
    drawing.row(17, places, ["", "愿意的人", "不愿的人"])
    drawing.row(31, places, ["愿意", "同行", "独行"])
    drawing.row(45, places, ["不愿", "独行", "独行"])
    drawing.rule(0, 58, 320)
    assert read(drawing).texts() == [
        ["拼车意愿", "", ""],
        ["", "愿意的人", "不愿的人"],
        ["愿意", "同行", "独行"],
        ["不愿", "独行", "独行"],
    ]


def test_the_rule_under_a_label_of_two_lines_is_measured_from_its_last_line() -> None:
    drawing = Drawing()
    places = (30.0, 110.0, 170.0, 230.0, 290.0)
    drawing.put(110, 0, "Imported", "centre")
    drawing.put(110, 10, "goods", "centre")
    drawing.put(275, 0, "Exported", "centre")
    drawing.put(275, 10, "goods", "centre")
    drawing.rule(85, 24, 190)
    drawing.rule(210, 24, 310)
    drawing.row(28, places, ["Region", "Tons", "Dollars", "Tons", "Dollars"])
    drawing.rule(0, 41, 320)
    body(drawing, 46, places)
    grid = read(drawing)
    assert grid.texts()[:2] == [
        ["Region", "Imported goods", "", "Exported goods", ""],
        ["", "Tons", "Dollars", "Tons", "Dollars"],
    ]
    assert grid.covering(0, 2).text == "Imported goods"


def test_labels_of_one_line_and_of_two_in_the_middle_of_a_level_take_no_columns_from_each_other() -> None:
    drawing = Drawing()
    places = (30.0, 110.0, 160.0, 220.0, 280.0, 340.0)
    drawing.put(135, 0, "Basic", "centre")
    drawing.put(280, 0, "Extended", "centre")
    drawing.rule(0, 12, 370)
    drawing.row(14, places, ["", "", "Standing", "", "Standing", ""])
    drawing.row(21, places, ["", "Rate", "", "Rate", "", "Minimum"])
    drawing.row(28, places, ["", "", "Charge", "", "Charge", ""])
    drawing.rule(80, 41, 370)
    drawing.row(43, places, ["Region", "p/kWh", "p/day", "p/kWh", "p/day", "p/year"])
    drawing.rule(0, 56, 370)
    body(drawing, 60, places)
    assert read(drawing).texts()[:3] == [
        ["Region", "Basic", "", "Extended", "", ""],
        ["", "Rate", "Standing Charge", "Rate", "Standing Charge", "Minimum"],
        ["", "p/kWh", "p/day", "p/kWh", "p/day", "p/year"],
    ]


def test_a_label_a_whole_line_above_another_is_on_a_level_of_its_own() -> None:
    drawing = Drawing()
    places = (30.0, 110.0, 170.0, 230.0, 290.0)
    drawing.put(140, 0, "Basic", "centre")
    drawing.put(260, 11, "Extended", "centre")
    drawing.row(24, places, ["Region", "Rate", "Charge", "Rate", "Charge"])
    drawing.rule(0, 37, 320)
    body(drawing, 42, places)
    grid = read(drawing)
    assert grid.covering(0, 2).text == "Basic"
    assert grid.covering(0, 4).text == "Extended"


def test_the_title_of_the_first_of_several_groups_is_no_line_of_the_header_that_goes_on_under_its_rule() -> None:
    drawing = Drawing()
    drawing.rule(0, -3, 320)
    drawing.row(0, PLACES, ["Plot", "Wheat", "Barley", "Oats", "Kind"])
    drawing.rule(0, 13, 320)
    drawing.row(17, PLACES, ["", "kg", "Mg", "kg", ""])
    for top, farm in ((28, "Farm A"), (85, "Farm B")):
        drawing.put(165, top, farm, "centre")
        for plot in range(3):
            drawing.row(top + 13 + plot * 14, PLACES, [str(plot + 1), "4.5", "1.5", "2.5", "6.5"])
    drawing.rule(0, 142, 320)
    grid = read(drawing)
    assert grid.header_rows == 2
    assert grid.texts()[:3] == [
        ["Plot", "Wheat", "Barley", "Oats", "Kind"],
        ["", "kg", "Mg", "kg", ""],
        ["Farm A", "", "", "", ""],
    ]


def test_labels_of_one_form_on_one_line_stand_on_one_level() -> None:
    # In the middle of three columns, the third of which has no measure that repeats, a year may look like the first line of one label.
    drawing = Drawing()
    drawing.put(140, 0, "2019年", "centre")
    drawing.put(290, 0, "2023年", "centre")
    places = (*PLACES, 350.0)
    drawing.row(14, places, ["地区", "出口", "进口", "出口", "进口", "差额"])
    body(drawing, 32, places)
    grid = read(drawing)
    assert grid.texts()[1][1:5] == ["出口", "进口"] * 2
    assert grid.covering(0, 3).text == grid.covering(0, 4).text == "2023年"


def test_labels_of_other_forms_beside_a_spanning_one_may_be_the_first_lines_of_theirs() -> None:
    drawing = Drawing()
    drawing.put(140, 0, "2019年", "centre")
    drawing.put(230, 0, "单位", "centre")
    drawing.row(14, PLACES, ["地区", "出口", "进口", "价值", "位次"])
    body(drawing, 32)
    grid = read(drawing)
    assert grid.covering(0, 1).text == grid.covering(0, 2).text == "2019年"
    assert [grid.covering(1, column).text for column in (3, 4)] == ["单位价值", "位次"]
