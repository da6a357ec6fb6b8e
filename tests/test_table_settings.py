"""Habits of printers, one a test: regression tables, groups of rows, levels of headers, columns set to a measure."""

from __future__ import annotations

from extractors.model import Grid
from extractors.tables.aligned import read_aligned
from tests.drawn_regions import Drawing, typed

PLACES = (0.0, 110.0, 170.0, 230.0)


def opened(header: list[str]) -> Drawing:
    drawing = Drawing(9)
    drawing.row(0, PLACES, header, "right")
    drawing.rule(-5, -3, 235)
    drawing.rule(-5, 12, 235)
    return drawing


def closed(drawing: Drawing, bottom: float) -> Grid:
    drawing.rule(-5, bottom, 235)
    grid = read_aligned(drawing.region(), drawn=True)
    assert grid is not None
    return grid


def test_a_standard_error_in_brackets_is_a_row_of_its_own() -> None:
    drawing = opened(["变量", "(1)", "(2)", "(3)"])
    for index, label in enumerate(("开放度", "人口")):
        drawing.row(15 + index * 22, PLACES, [label, "0.125***", "0.118**", "0.097"], "right")
        drawing.row(26 + index * 22, PLACES, ["", "(3.21)", "(2.18)", "(1.02)"], "right")
    drawing.row(59, PLACES, ["控制变量", "否", "是", "是"], "right")
    grid = closed(drawing, 72)
    assert [row[0] for row in grid.texts()] == ["变量", "开放度", "", "人口", "", "控制变量"]
    assert (grid.header_rows, grid.header_columns) == (1, 1)


def test_a_label_between_coefficient_and_error_covers_both_rows() -> None:
    drawing = opened(["变量", "(1)", "(2)", "(3)"])
    for index, label in enumerate(("开放度", "人口")):
        drawing.put(0, 20.5 + index * 22, label)
        drawing.row(15 + index * 22, PLACES, ["", "0.125***", "0.118**", "0.097"], "right")
        drawing.row(26 + index * 22, PLACES, ["", "(3.21)", "(2.18)", "(1.02)"], "right")
    grid = closed(drawing, 60)
    assert [row[0] for row in grid.texts()] == ["变量", "开放度", "", "人口", ""]
    assert grid.covering(2, 0).row_span == 2
    assert grid.header_columns == 1


def test_a_title_in_the_middle_of_the_table_names_a_group_of_rows() -> None:
    drawing = opened(["地区", "2019", "2020", "2021"])
    for index, title in enumerate(("东部地区", "西部地区")):
        top = 15 + index * 39
        drawing.put(115, top, title, "centre")
        for step, name in enumerate(("甲省", "乙省"), 1):
            drawing.row(top + step * 13, PLACES, [name, "1.25", "3.5", "12.75"], "right")
    grid = closed(drawing, 95)
    assert [row[0] for row in grid.texts()] == ["地区", "东部地区", "甲省", "乙省", "西部地区", "甲省", "乙省"]
    title = grid.covering(1, 3)
    assert (title.text, title.column_span, title.role) == ("东部地区", 4, "row_header")


def test_a_long_title_runs_over_the_columns() -> None:
    drawing = opened(["地区", "2019", "2020", "2021"])
    drawing.put(0, 15, "A组：各省按人口加权的平均水平及其变化")
    for step, name in enumerate(("甲省", "乙省"), 1):
        drawing.row(15 + step * 13, PLACES, [name, "1.25", "3.5", "12.75"], "right")
    grid = closed(drawing, 56)
    assert grid.texts()[1] == ["A组：各省按人口加权的平均水平及其变化", "", "", ""]


def test_three_levels_of_header_and_labels_merged_over_rows() -> None:
    drawing = Drawing(9)
    drawing.put(205, 0, "占比", "centre")
    drawing.rule(110, 12, 300)
    drawing.put(155, 14, "进口", "centre")
    drawing.put(255, 14, "出口", "centre")
    drawing.rule(112, 26, 198)
    drawing.rule(212, 26, 298)
    drawing.row(28, (130, 180, 230, 280), ["2019", "2020", "2019", "2020"])
    drawing.put(0, 14, "地区")
    drawing.put(60, 14, "类别")
    top = 44
    for name in ("东部", "西部"):
        drawing.put(0, top + 6.5, name)
        for kind in ("农产品", "工业品"):
            drawing.row(top, (60, 130, 180, 230, 280), [kind, "1.5", "2.5", "3.5", "4.5"], "right")
            top += 13
    for y in (-3, 41, top):
        drawing.rule(0, y, 300)
    grid = read_aligned(drawing.region(), drawn=True)
    assert grid is not None
    assert grid.texts()[:4] == [
        ["地区", "类别", "占比", "", "", ""],
        ["", "", "进口", "", "出口", ""],
        ["", "", "2019", "2020", "2019", "2020"],
        ["东部", "农产品", "1.5", "2.5", "3.5", "4.5"],
    ]
    assert grid.covering(0, 5).text == "占比"
    assert grid.covering(4, 0).text == "东部"
    assert (grid.header_rows, grid.header_columns) == (3, 2)


def test_columns_set_to_a_measure_wrap_together() -> None:
    drawing = Drawing(9)
    drawing.row(0, (0, 70, 150), ["名称", "含义", "来源"], "left")
    drawing.rule(-5, -3, 220)
    drawing.rule(-5, 12, 220)
    cells = (
        (("开放程度"), ("进出口总额与生", "产总值之比"), ("统计年鉴及海关", "月报")),
        (("人力资本"), ("就业人员的平均", "受教育年限"), ("人口普查资料的", "抽样")),
        (("基础设施"), ("公路里程",), ("交通年报",)),
    )
    top = 15.0
    for label, meaning, source in cells:
        drawing.put(0, top, label)
        for step in range(max(len(meaning), len(source))):
            for x, lines in ((70, meaning), (150, source)):
                if step < len(lines):
                    drawing.put(x, top + step * 12, lines[step])
        top += 12 * max(len(meaning), len(source))
    drawing.rule(-5, top, 220)
    grid = read_aligned(drawing.region(), drawn=True)
    assert grid is not None
    assert grid.texts()[1:] == [
        ["开放程度", "进出口总额与生产总值之比", "统计年鉴及海关月报"],
        ["人力资本", "就业人员的平均受教育年限", "人口普查资料的抽样"],
        ["基础设施", "公路里程", "交通年报"],
    ]
    assert grid.confidence < 0.9


def test_units_under_the_labels_belong_to_them() -> None:
    drawing = Drawing(9)
    drawing.row(0, (20, 110, 180), ["年份", "产量", "面积"])
    drawing.row(11, (20, 110, 180), ["", "(万吨)", "(千公顷)"])
    drawing.rule(-5, -3, 220)
    drawing.rule(-5, 23, 220)
    for index in range(3):
        drawing.row(26 + index * 12, (20, 110, 180), [str(2018 + index), "1250.5", "33.1"])
    drawing.rule(-5, 62, 220)
    grid = read_aligned(drawing.region(), drawn=True)
    assert grid is not None
    assert grid.texts()[0] == ["年份", "产量(万吨)", "面积(千公顷)"]
    assert grid.header_rows == 1


def test_a_triangle_of_correlations_keeps_its_blank_half() -> None:
    drawing = Drawing(9)
    places = [0.0, 60.0, 100.0, 140.0]
    drawing.row(0, places, ["变量", "甲", "乙", "丙"])
    rows = [["甲", "1", "", ""], ["乙", "0.21**", "1", ""], ["丙", "0.35", "-0.42*", "1"]]
    for index, row in enumerate(rows, 1):
        drawing.row(index * 13, places, row)
    grid = read_aligned(drawing.region(), drawn=True)
    assert grid is not None
    assert grid.texts()[1:] == rows


def test_a_number_and_its_share_in_brackets_are_one_cell() -> None:
    drawing = Drawing(9)
    drawing.row(0, (0, 90, 160), ["Group", "Sample", "Population"])
    for index, name in enumerate(("Arts", "Law", "Music"), 1):
        drawing.row(index * 13, (0, 90, 160), [name, f"3{index} (24.7%)", f"67{index} (24.8%)"])
    grid = read_aligned(drawing.region(), drawn=True)
    assert grid is not None
    assert grid.texts()[1] == ["Arts", "31 (24.7%)", "671 (24.8%)"]


def test_numbers_in_labels_do_not_end_the_header() -> None:
    drawing = Drawing(9)
    drawing.row(0, (0, 120, 190), ["", "Launch", "1 Year"])
    drawing.row(12, (0, 120, 190), ["", "in spring", "in autumn"])
    for index, name in enumerate(("Members", "Visits", "Records"), 1):
        drawing.put(0, 14 + index * 14, name)
        drawing.row(14 + index * 14, (120, 190), ["47", "272,768"])
    grid = read_aligned(drawing.region(), drawn=True)
    assert grid is not None
    assert grid.texts()[0] == ["", "Launch in spring", "1 Year in autumn"]


def test_two_labels_a_word_space_apart_stand_over_their_own_columns() -> None:
    drawing = Drawing(9)
    drawing.put(100, 0, "Undergraduate", "centre")
    drawing.put(164, 0, "Graduate", "centre")
    for index, name in enumerate(("North", "South", "West"), 1):
        drawing.put(0, index * 13, name)
        drawing.row(index * 13, (100, 164), ["23.7", "17.7"])
    grid = read_aligned(drawing.region(), drawn=True)
    assert grid is not None
    assert grid.texts()[0] == ["", "Undergraduate", "Graduate"]


def test_one_label_over_both_columns_is_not_cut_at_its_word_space() -> None:
    drawing = Drawing(9)
    drawing.put(130, 0, "Amount borrowed", "centre")
    drawing.row(12, (100, 160), ["2019", "2020"])
    for index, name in enumerate(("North", "South", "West"), 2):
        drawing.put(0, index * 13, name)
        drawing.row(index * 13, (100, 160), ["23.7", "17.7"])
    grid = read_aligned(drawing.region(), drawn=True)
    assert grid is not None
    assert grid.texts()[0] == ["", "Amount borrowed", ""]
    assert grid.covering(0, 2).text == "Amount borrowed"


def test_a_rule_above_the_total_does_not_end_the_header() -> None:
    drawing = opened(["地区", "2019", "2020", "2021"])
    for index, name in enumerate(("甲省", "乙省", "丙省")):
        drawing.row(15 + index * 13, PLACES, [name, "1.25", "3.5", "12.75"], "right")
    drawing.rule(-5, 54, 235)
    drawing.row(57, PLACES, ["合计", "3.75", "10.5", "38.25"], "right")
    assert closed(drawing, 70).header_rows == 1


def test_serial_numbers_of_a_text_are_a_column_however_near_the_names() -> None:
    text = "序号  名称         金额     余额\n1 东方银行      330.5    95.5\n2 南方银行      302.0   192.5\n3 北方银行       98.0    98.5"
    grid = read_aligned(typed(text), drawn=False)
    assert grid is not None
    assert [row[:2] for row in grid.texts()] == [
        ["序号", "名称"],
        ["1", "东方银行"],
        ["2", "南方银行"],
        ["3", "北方银行"],
    ]
    assert grid.header_columns == 2


def test_labels_that_a_text_pushed_aside_go_by_their_order() -> None:
    text = "年份 城市样本数量 平均产值规模 AI 指数均值\n2019      9    0.83    0.33\n2020     14    0.59    0.15\n2021     13    0.70    0.02"
    grid = read_aligned(typed(text), drawn=False)
    assert grid is not None
    assert grid.texts()[0] == ["年份", "城市样本数量", "平均产值规模", "AI 指数均值"]


def test_a_merged_cell_between_two_lines_of_a_text_covers_all_rows() -> None:
    text = "年份      产量     误差      均值\n2018     1.50     0.25\n2019     1.75     0.50\n                          0.35%\n2020     2.00     0.75\n2021     2.25     0.15"
    grid = read_aligned(typed(text), drawn=False)
    assert grid is not None
    assert grid.covering(4, 3).text == "0.35%"
    assert grid.covering(4, 3).row_span == 4


WIDE = (0.0, 90.0, 140.0, 190.0, 240.0)


def test_coefficients_that_take_turns_are_rows_of_their_own() -> None:
    drawing = Drawing(9)
    drawing.rule(-20, -3, 265)
    drawing.row(0, WIDE, ["变量", "(1)", "(2)", "(3)", "(4)"])
    drawing.rule(-20, 12, 265)
    drawing.row(16, WIDE, ["开放度", "0.125***", "", "0.118**", ""])
    drawing.row(32, WIDE, ["", "(3.21)", "", "(2.18)", ""])
    drawing.row(48, WIDE, ["人口", "", "0.342*", "", "0.297"])
    drawing.row(64, WIDE, ["", "", "(1.75)", "", "(1.02)"])
    drawing.row(80, WIDE, ["常数项", "1.250", "1.190", "1.320", "1.410"])
    drawing.rule(-20, 92, 265)
    grid = read_aligned(drawing.region(), drawn=True)
    assert grid is not None
    assert grid.texts()[1:5] == [
        ["开放度", "0.125***", "", "0.118**", ""],
        ["", "(3.21)", "", "(2.18)", ""],
        ["人口", "", "0.342*", "", "0.297"],
        ["", "", "(1.75)", "", "(1.02)"],
    ]


def test_a_number_half_a_line_off_its_neighbours_is_still_in_their_row() -> None:
    drawing = opened(["地区", "2019", "2020", "2021"])
    for index, name in enumerate(("甲省", "乙省", "丙省")):
        top = 16 + 20 * index
        drawing.put(0, top, name)
        drawing.row(top, PLACES[1:3], ["1.25", "3.5"], "centre")
        drawing.put(PLACES[3], top + 5, "12.75", "centre")
    assert [row[0] for row in closed(drawing, 80).texts()] == ["地区", "甲省", "乙省", "丙省"]


def symbols(rows: list[tuple[str, str]], step: float) -> list[list[str]]:
    drawing = Drawing(9)
    drawing.rule(-5, -3, 235)
    drawing.put(20, 0, "符号", "centre")
    drawing.put(140, 0, "含义", "centre")
    drawing.rule(-5, 12, 235)
    for index, (symbol, meaning) in enumerate(rows):
        drawing.put(20, 16 + step * index, symbol, "centre")
        drawing.put(140, 16 + step * index, meaning, "centre")
    drawing.rule(-5, 16 + step * len(rows), 235)
    grid = read_aligned(drawing.region(), drawn=True)
    assert grid is not None
    return grid.texts()[1:]


def test_the_broadest_meaning_in_a_list_of_symbols_does_not_draw_in_the_next() -> None:
    rows = [
        ("n", "车间的数量"),
        ("tm", "工序的总时间"),
        ("vk", "系统在第一个状态时所处的位置"),
        ("rk", "机床在系统处于第一个状态时离下一次的时间"),
        ("cj", "小车从一个位置到另一个位置需要时间"),
        ("ek", "机床的负载"),
    ]
    assert symbols(rows, 18) == [list(row) for row in rows]


def test_a_meaning_broken_at_its_measure_is_still_one_cell() -> None:
    rows = [
        ("n", "车间的数量"),
        ("tm", "工序的总时间"),
        ("rk", "机床在系统处于第一个状态时离下一次的时间"),
        ("", "以秒计"),
        ("ek", "机床的负载"),
    ]
    assert [row[0] for row in symbols(rows, 12)] == ["n", "tm", "rk", "ek"]


def test_titles_of_groups_of_variables_stay_rows_below_the_broadest_label() -> None:
    drawing = Drawing(9)
    drawing.rule(-5, -3, 335)
    drawing.put(0, 0, "变量名")
    drawing.put(160, 0, "定义")
    drawing.put(300, 0, "符号")
    drawing.rule(-5, 12, 335)
    rows = [
        ("被解释变量", "", ""),
        ("利差", "收益率之差", "正"),
        ("主要解释变量", "", ""),
        ("等级", "评级的对数", "负"),
        ("等级虚拟变量乙", "是否最高一级", "负"),
        ("工具变量", "", ""),
        ("指数", "市场集中程度", "正"),
        ("份额", "其他机构的份额", "正"),
        ("期限", "年数", "负"),
        ("债券特征变量", "", ""),
        ("规模", "发行额", "负"),
    ]
    for index, (name, meaning, sign) in enumerate(rows):
        drawing.put(0, 16 + 16 * index, name)
        drawing.put(77, 16 + 16 * index, meaning)
        drawing.put(300, 16 + 16 * index, sign)
    drawing.rule(-5, 194, 335)
    grid = read_aligned(drawing.region(), drawn=True)
    assert grid is not None
    assert [row[0] for row in grid.texts()[1:]] == [name for name, _, _ in rows]


def test_columns_without_numbers_are_told_by_their_labels() -> None:
    drawing = Drawing(9)
    places = (0.0, 90.0, 150.0, 210.0, 270.0)
    drawing.rule(-20, -3, 295)
    drawing.row(0, places, ["变量", "利差", "规模", "期限", "评级"])
    drawing.rule(-20, 12, 295)
    drawing.row(16, places, ["利差", "1.000", "", "", ""])
    drawing.row(30, places, ["规模", "-0.146", "1.000", "", ""])
    drawing.row(44, places, ["企业", "-0.330", "0.095", "", ""])
    drawing.rule(-20, 56, 295)
    grid = read_aligned(drawing.region(), drawn=True)
    assert grid is not None
    assert grid.texts()[0] == ["变量", "利差", "规模", "期限", "评级"]


def test_a_label_of_two_ideographs_set_wide_heads_one_column() -> None:
    drawing = opened(["项  目", "金  额", "数  量", "单  价"])
    for index, name in enumerate(("甲省", "乙省", "丙省")):
        drawing.row(16 + 14 * index, PLACES, [name, "1.25", "3.5", "12.75"], "right")
    assert closed(drawing, 60).columns == 4


def test_estimates_and_errors_that_overlap_in_height_stay_lines_of_their_own() -> None:
    drawing = Drawing(9)
    drawing.rule(-20, -3, 265)
    drawing.row(0, WIDE, ["变量", "(1)", "(2)", "(3)", "(4)"])
    drawing.rule(-20, 12, 265)
    drawing.row(16, WIDE, ["", "0.125***", "", "0.118**", ""])
    drawing.put(WIDE[0], 20, "开放度", "centre")
    drawing.row(28, WIDE, ["", "(3.21)", "", "(2.18)", ""])
    drawing.row(35, WIDE, ["", "", "0.342*", "", "0.297"])
    drawing.put(WIDE[0], 39, "人口", "centre")
    drawing.row(47, WIDE, ["", "", "(1.75)", "", "(1.02)"])
    drawing.row(64, WIDE, ["样本数", "310", "310", "275", "275"])
    drawing.rule(-20, 78, 265)
    grid = read_aligned(drawing.region(), drawn=True)
    assert grid is not None
    assert [row[1:] for row in grid.texts()[1:5]] == [
        ["0.125***", "", "0.118**", ""],
        ["(3.21)", "", "(2.18)", ""],
        ["", "0.342*", "", "0.297"],
        ["", "(1.75)", "", "(1.02)"],
    ]
