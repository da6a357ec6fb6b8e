from __future__ import annotations

import itertools

from extractors.model import Grid
from extractors.tables.ruled import read_ruled
from tests.drawn_regions import Drawing

XS = (0.0, 80.0, 140.0, 200.0)


def filled(drawing: Drawing, rows: list[list[str]], step: float = 20.0) -> None:
    middles = [(a + b) / 2 for a, b in itertools.pairwise(XS)]
    for index, row in enumerate(rows):
        drawing.row(index * step + 5, middles, row)


ROWS = [["年份", "进口", "出口"], ["2019", "1.5", "2.5"], ["2020", "-", "3.5"]]


def test_every_cell_of_a_full_grid_is_read() -> None:
    drawing = Drawing()
    filled(drawing, ROWS)
    drawing.frame(XS, (0, 20, 40, 60))
    grid = read_ruled(drawing.region())
    assert grid is not None
    assert grid.texts() == ROWS
    assert (grid.method, grid.header_rows, grid.header_columns) == ("ruled", 1, 1)
    assert grid.orientation_confidence == 1.0


def test_doubled_and_broken_strokes_are_one_rule() -> None:
    drawing = Drawing()
    filled(drawing, ROWS)
    drawing.frame(XS, (0, 20, 40, 60))
    drawing.frame((0.0, 81.5, 141.0, 200.0), (0, 22, 41, 60))
    grid = read_ruled(drawing.region())
    assert grid is not None
    assert grid.texts() == ROWS


def test_a_spanning_header_and_a_corner_over_two_rows_are_merged_cells() -> None:
    drawing = Drawing()
    for x, top, text in (
        (40, 15, "类别"),
        (140, 5, "占比"),
        (110, 25, "甲"),
        (170, 25, "乙"),
        (40, 45, "一等"),
        (110, 45, "1.5"),
        (170, 45, "2.5"),
    ):
        drawing.put(x, top, text, "centre")
    for y, x0 in ((0, 0), (20, 80), (40, 0), (60, 0)):
        drawing.rule(x0, y, 200)
    for x, top in ((0, 0), (80, 0), (140, 20), (200, 0)):
        drawing.down(x, top, 60)
    grid = read_ruled(drawing.region())
    assert grid is not None
    assert grid.texts() == [["类别", "占比", ""], ["", "甲", "乙"], ["一等", "1.5", "2.5"]]
    corner, head = grid.covering(1, 0), grid.covering(0, 2)
    assert (corner.row_span, corner.column_span) == (2, 1)
    assert (head.row_span, head.column_span) == (1, 2)
    assert grid.header_rows == 2


def test_the_labels_of_a_slanted_corner_name_rows_first() -> None:
    drawing = Drawing()
    drawing.put(76, 2, "年份", "right")
    drawing.put(4, 16, "国家")
    drawing.put(110, 9, "2019", "centre")
    drawing.put(170, 9, "2020", "centre")
    drawing.row(33, (40, 110, 170), ["甲国", "1.5", "2.5"])
    drawing.frame(XS, (0, 28, 48))
    grid = read_ruled(drawing.region())
    assert grid is not None
    assert grid.texts()[0][0] == "国家/年份"
    printed = "".join(drawing.text[span.start : span.end] for span in grid.cells[0].spans)
    assert printed == "国家年份"


def test_a_corner_label_on_two_lines_is_not_slanted() -> None:
    drawing = Drawing()
    drawing.put(40, 4, "主要国家", "centre")
    drawing.put(40, 16, "名称", "centre")
    drawing.put(110, 9, "2019", "centre")
    drawing.put(170, 9, "2020", "centre")
    drawing.row(33, (40, 110, 170), ["甲国", "1.5", "2.5"])
    drawing.frame(XS, (0, 28, 48))
    grid = read_ruled(drawing.region())
    assert grid is not None
    assert grid.texts()[0][0] == "主要国家名称"


def test_a_table_without_outer_verticals_is_closed_at_the_ends_of_its_rules() -> None:
    drawing = Drawing()
    filled(drawing, ROWS)
    for y in (0, 20, 40, 60):
        drawing.rule(0, y, 200)
    drawing.down(80, 0, 60)
    drawing.down(140, 0, 60)
    grid = read_ruled(drawing.region())
    assert grid is not None
    assert grid.texts() == ROWS


def test_a_table_cut_by_the_end_of_the_page_keeps_its_last_row() -> None:
    drawing = Drawing()
    filled(drawing, ROWS)
    for y in (0, 20, 40):
        drawing.rule(0, y, 200)
    for x in XS:
        drawing.down(x, 0, 60)
    grid = read_ruled(drawing.region())
    assert grid is not None
    assert grid.texts() == ROWS


def test_a_ruled_row_of_many_lines_is_split_into_its_rows() -> None:
    drawing = Drawing()
    drawing.row(5, (40, 110, 170), ["年份", "进口", "出口"])
    for index in range(4):
        drawing.row(25 + index * 14, (40, 110, 170), [str(2016 + index), f"{index}.5", f"{index}.7"])
    drawing.frame(XS, (0, 20, 84))
    grid = read_ruled(drawing.region())
    assert grid is not None
    assert grid.texts()[1:] == [[str(2016 + index), f"{index}.5", f"{index}.7"] for index in range(4)]


def test_squares_where_borders_would_meet_are_no_rules() -> None:
    drawing = Drawing()
    filled(drawing, ROWS)
    drawing.frame(XS, (0, 20, 60))
    for x in XS:
        for y in (30, 50):
            drawing.rule(x - 0.7, y, x + 0.7)
    grid = read_ruled(drawing.region())
    assert grid is not None
    assert grid.texts() == ROWS


def test_a_label_merged_over_rows_makes_the_next_column_a_label_too() -> None:
    drawing = Drawing()
    drawing.row(5, (40, 110, 170), ["行业", "项目", "金额"])
    drawing.put(40, 35, "制造", "centre")
    drawing.row(25, (110, 170), ["材料", "1.5"])
    drawing.row(45, (110, 170), ["人工", "2.5"])
    for y, x0 in ((0, 0), (20, 0), (40, 80), (60, 0)):
        drawing.rule(x0, y, 200)
    for x in XS:
        drawing.down(x, 0, 60)
    grid = read_ruled(drawing.region())
    assert grid is not None
    assert grid.covering(2, 0).text == "制造"
    assert grid.header_columns == 2


def test_labels_side_by_side_in_one_spanning_cell_share_its_columns() -> None:
    drawing = Drawing()
    xs = (0.0, 60.0, 110.0, 160.0, 210.0, 260.0)
    middles = [(a + b) / 2 for a, b in itertools.pairwise(xs)]
    drawing.put(110, 5, "上年", "centre")
    drawing.put(210, 5, "本年", "centre")
    drawing.row(25, middles, ["", "甲", "乙", "甲", "乙"])
    for index in range(3):
        drawing.row(45 + index * 20, middles, ["ABC"[index], "1.5", "2.5", "3.5", "4.5"])
    for y in (0, 20, 40, 60, 80, 100):
        drawing.rule(0, y, 260)
    for x in xs:
        drawing.down(x, 0 if x in {0.0, 60.0, 260.0} else 20, 100)
    grid = read_ruled(drawing.region())
    assert grid is not None
    assert grid.texts()[0] == ["", "上年", "", "本年", ""]
    assert grid.covering(0, 2).text == "上年"


def test_a_missing_stroke_does_not_tear_a_span_of_another_row_apart() -> None:
    drawing = Drawing()
    drawing.put(100, 5, "产品分类", "centre")
    drawing.row(25, (40, 110, 170), ["甲类", "一", "二"])
    drawing.row(45, (40, 110, 170), ["乙类", "三", "四"])
    for y in (0, 40, 60):
        drawing.rule(0, y, 200)
    drawing.rule(0, 20, 80)  # the stroke between title and second row stops after the first column
    for x in XS:
        drawing.down(x, 0 if x in {0.0, 200.0} else 20, 60)
    grid = read_ruled(drawing.region())
    assert grid is not None
    assert grid.texts() == [["产品分类", "", ""], ["甲类", "一", "二"], ["乙类", "三", "四"]]


def test_a_frame_that_holds_columns_is_not_believed() -> None:
    drawing = Drawing()
    for index, row in enumerate(
        [["年份", "进口", "出口"], ["2018", "1.5", "2.5"], ["2019", "3.5", "4.5"], ["2020", "5.5", "6.5"]]
    ):
        drawing.row(index * 20 + 5, (40, 110, 170), row)
    for y in (0, 20, 40, 60, 80):
        drawing.rule(0, y, 200)
    for x in (0, 80, 200):
        drawing.down(x, 0, 80)
    drawing.down(140, 0, 20)
    assert read_ruled(drawing.region()) is None


def test_words_beside_the_frame_mean_that_it_is_a_part_of_the_table() -> None:
    drawing = Drawing()
    filled(drawing, ROWS)
    drawing.frame(XS, (0, 20, 40, 60))
    for index in range(3):
        drawing.put(230, index * 20 + 5, f"{index}.9")
    assert read_ruled(drawing.region()) is None


def test_three_lines_are_no_lattice() -> None:
    drawing = Drawing()
    filled(drawing, ROWS)
    for y in (0, 20, 60):
        drawing.rule(0, y, 200)
    assert read_ruled(drawing.region()) is None


def test_a_boxed_paragraph_is_no_table() -> None:
    drawing = Drawing()
    drawing.put(5, 5, "摘要：本文讨论了两地往来")
    drawing.put(5, 20, "并提出若干建议。")
    drawing.frame((0, 200), (0, 40))
    assert read_ruled(drawing.region()) is None


def test_labels_beside_a_frame_of_numbers_are_rows_of_their_own() -> None:
    drawing = Drawing()
    xs = (80.0, 140.0, 200.0)
    drawing.row(5, (20, 110, 170), ["年份", "进口", "出口"])
    for index in range(3):
        drawing.row(25 + index * 20, (20, 110, 170), [str(2018 + index), "1.5", "2.5"])
    drawing.frame(xs, (0, 20, 40, 60, 80))
    drawing.rule(0, 20, 80)
    grid = read_ruled(drawing.region())
    assert grid is not None
    assert [row[0] for row in grid.texts()] == ["年份", "2018", "2019", "2020"]


def test_a_label_of_two_lines_merged_over_two_rows_stays_one_cell() -> None:
    drawing = Drawing()
    drawing.row(5, (40, 110, 170), ["行业", "项目", "金额"])
    drawing.put(40, 29, "加工", "centre")
    drawing.put(40, 41, "制造", "centre")
    drawing.row(25, (110, 170), ["材料", "1.5"])
    drawing.row(45, (110, 170), ["人工", "2.5"])
    for y, x0 in ((0, 0), (20, 0), (40, 80), (60, 0)):
        drawing.rule(x0, y, 200)
    for x in XS:
        drawing.down(x, 0, 60)
    grid = read_ruled(drawing.region())
    assert grid is not None
    assert grid.covering(2, 0).text == "加工制造"


def test_a_coefficient_and_its_error_in_one_ruled_cell_are_one_cell() -> None:
    drawing = Drawing()
    drawing.frame((0, 90, 170, 250), (0, 20, 52, 72))
    drawing.row(5, (45, 130, 210), ["变量", "(1)", "(2)"])
    drawing.put(45, 31, "开放度", "centre")
    drawing.row(24, (130, 210), ["0.125", "0.118"])
    drawing.row(38, (130, 210), ["(3.21)", "(2.18)"])
    drawing.row(57, (45, 130, 210), ["样本数", "310", "275"])
    grid = read_ruled(drawing.region())
    assert grid is not None
    assert grid.texts()[1] == ["开放度", "0.125 (3.21)", "0.118 (2.18)"]


def read_rows(rows: list[tuple[str, ...]], xs: tuple[float, ...] = (0, 110, 290)) -> Grid:
    drawing = Drawing()
    drawing.frame(xs, [20.0 * index for index in range(len(rows) + 1)])
    for index, row in enumerate(rows):
        drawing.row(5 + 20 * index, [(a + b) / 2 for a, b in itertools.pairwise(xs)], row)
    grid = read_ruled(drawing.region())
    assert grid is not None
    return grid


FORM = [
    ("公司名称", "青溪制造公司"),
    ("成立日期", "2019年6月2日"),
    ("住所", "青溪县"),
    ("邮编", "241003"),
    ("电话", "5650331"),
    ("经营范围", "制造和出售农用机具"),
]


def test_a_form_has_no_header() -> None:
    grid = read_rows(FORM)
    assert (grid.header_rows, grid.header_columns) == (0, 1)
    assert grid.confidence > 0.85


def test_a_form_of_two_labels_and_values_a_row_has_no_header() -> None:
    rows = [
        (*FORM[0], *FORM[5]),
        (*FORM[1], *FORM[2]),
        (*FORM[3], *FORM[4]),
        ("行业", "机械", "股本", "500万元"),
    ]
    assert read_rows(rows, (0, 60, 180, 240, 360)).header_rows == 0


def test_a_form_whose_values_span_columns_that_others_divide_has_no_header() -> None:
    drawing = Drawing()
    for y in range(0, 101, 20):
        drawing.rule(0, y, 300)
    for x in (0.0, 90.0, 300.0):
        drawing.down(x, 0, 100)
    drawing.down(200, 60, 100)
    for index, (label, value) in enumerate(FORM[:3]):
        drawing.row(5 + 20 * index, (45, 190), (label, value))
    drawing.row(65, (45, 145, 250), ("股东", "青溪矿业", "60.5%"))
    drawing.row(85, (45, 145, 250), ("股东乙", "河口矿业", "39.5%"))
    grid = read_ruled(drawing.region())
    assert grid is not None
    assert (grid.columns, grid.header_rows) == (3, 0)


def test_short_labels_over_longer_entries_are_a_header() -> None:
    rows = [
        ("变量", "含义"),
        ("开放度", "进口与出口之和与产值之比"),
        ("人口", "年末常住人口的自然对数"),
        ("距离", "两地首府之间的距离"),
    ]
    assert read_rows(rows).header_rows == 1
    assert read_rows([("项目", "内容"), *FORM]).header_rows == 1


def test_a_column_of_numbers_between_columns_of_words_has_a_header() -> None:
    rows = [
        ("字段编号", "长度", "名称和说明", "有效内容"),
        ("甲01", "9", "借款人的邮政编码", "0-9"),
        ("甲02", "8", "首次放款的日期", "年月日八位"),
        ("甲03", "10", "借款人的电话", "0-9"),
        ("甲04", "5", "批准的金额", "大于零的数"),
    ]
    assert read_rows(rows, (0, 60, 120, 280, 360)).header_rows == 1


def test_a_label_over_numbers_is_a_header() -> None:
    rows = [("指标", "数值（万元）"), ("产值", "1,250"), ("进口", "310"), ("出口", "-"), ("人口", "88")]
    assert read_rows(rows).header_rows == 1


def test_a_header_over_two_columns_with_labels_below_it_is_a_header() -> None:
    drawing = Drawing()
    drawing.frame((0, 80, 140, 200), (20, 40, 60, 80))
    drawing.rule(0, 0, 200)
    for x in (0.0, 80.0, 200.0):
        drawing.down(x, 0, 20)
    drawing.row(5, (40, 140), ("变量", "模型"))
    drawing.row(25, (40, 110, 170), ("名称", "一", "二"))
    drawing.row(45, (40, 110, 170), ("开放度", "0.5", "1.5"))
    drawing.row(65, (40, 110, 170), ("人口", "0.25", "2.5"))
    grid = read_ruled(drawing.region())
    assert grid is not None
    assert grid.header_rows == 2


def test_cells_of_a_coefficient_and_its_error_are_numbers_under_a_header() -> None:
    drawing = Drawing()
    drawing.frame((0, 90, 170, 250), (0, 20, 52, 84))
    drawing.row(5, (45, 130, 210), ["变量", "模型1", "模型2"])
    for index, label in enumerate(("开放度", "人口")):
        top = 24 + 32 * index
        drawing.put(45, top + 7, label, "centre")
        drawing.row(top, (130, 210), ["0.125***", "0.118"])
        drawing.row(top + 14, (130, 210), ["(3.21)", "(2.18)"])
    grid = read_ruled(drawing.region())
    assert grid is not None
    assert (grid.header_rows, grid.header_columns) == (1, 1)


def test_a_label_broken_at_the_width_of_its_cell_is_one_text_however_far_apart_its_lines() -> None:
    drawing = Drawing()
    xs = (0, 60, 130, 200)
    for y in (0, 20, 60):
        drawing.rule(0, y, 200)
    drawing.rule(60, 40, 200)
    for x in xs:
        drawing.down(x, 0, 60)
    drawing.row(5, (30, 95, 165), ["特征", "类别", "最大"])
    drawing.put(30, 25, "每个单据购", "centre")
    drawing.put(30, 45, "买数量", "centre")
    drawing.row(25, (95, 165), ["会员", "111630"])
    drawing.row(45, (95, 165), ["散客", "24"])
    grid = read_ruled(drawing.region())
    assert grid is not None
    assert [row[0] for row in grid.texts()] == ["特征", "每个单据购买数量", ""]


def test_dates_broken_at_the_width_of_their_cells_are_no_rows() -> None:
    drawing = Drawing()
    drawing.frame((0, 60, 92, 124), (0, 34, 54))
    for x, month in ((76, "2"), (108, "3")):
        drawing.put(x, 5, "2017-0", "centre")
        drawing.put(x, 19, month, "centre")
    drawing.row(38, (30, 76, 108), ["人数", "1334", "1686"])
    grid = read_ruled(drawing.region())
    assert grid is not None
    assert grid.rows == 2
    assert grid.texts()[0] == ["", "2017-02", "2017-03"]


def test_a_number_broken_at_the_width_of_its_cell_is_one_number() -> None:
    drawing = Drawing()
    drawing.frame((0, 60, 98, 136), (0, 20, 54, 88))
    drawing.row(5, (30, 79, 117), ["类别", "均值", "显著性"])
    for top, label, upper, lower in (
        (24, "常数", ("1093.0", "0.000**"), ("0", "*")),
        (58, "销量", ("103.81", "0.067"), ("%", "")),
    ):
        drawing.put(30, top + 7, label, "centre")
        drawing.row(top, (79, 117), upper)
        drawing.row(top + 14, (79, 117), lower)
    grid = read_ruled(drawing.region())
    assert grid is not None
    assert grid.texts()[1:] == [["常数", "1093.00", "0.000***"], ["销量", "103.81%", "0.067"]]


def test_two_numbers_in_a_cell_that_had_room_for_both_stay_two() -> None:
    drawing = Drawing()
    drawing.frame((0, 60, 130, 200), (0, 20, 54, 74))
    drawing.row(5, (30, 95, 165), ["类别", "均值", "户数"])
    drawing.put(30, 31, "东河", "centre")
    drawing.put(95, 24, "12.5", "centre")
    drawing.put(95, 38, "30", "centre")
    drawing.put(165, 31, "7", "centre")
    drawing.row(58, (30, 95, 165), ["西岭", "9.1", "8"])
    grid = read_ruled(drawing.region())
    assert grid is not None
    assert grid.texts()[1] == ["东河", "12.5 30", "7"]
