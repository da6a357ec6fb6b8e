from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.model import Box, Grid, Line, Passage, Region, Span, Word
from extractors.tables.sequence import read_sequence
from extractors.tables.sequence_tokens import lines_to_tokens

BLANK_CORNER = ""


def print_lines(lines: list[str], closed: bool = True) -> Region:
    """Print lines as a text document does: half an em a character, one em a line, blank lines as gaps."""
    printed: list[Line] = []
    offset = 0
    for number, text in enumerate(lines):
        words, at = [], 0
        for piece in text.split(" "):
            if piece:
                edges = tuple(0.5 * (at + place) for place in range(len(piece) + 1))
                box = Box(edges[0], number, edges[-1], number + 1)
                words.append(Word(piece, Span(offset + at, offset + at + len(piece)), box, edges, 1.0))
            at += len(piece) + 1
        offset += len(text) + 1
        if words:
            passage = Passage.joined([Passage.of(word.text, word.span) for word in words], [" "] * (len(words) - 1))
            printed.append(Line(1, tuple(words), passage, Box.around([word.box for word in words])))
    return Region(1, Box.around([line.box for line in printed]), tuple(printed), closed=closed)


def read(text: str, closed: bool = True) -> Grid | None:
    return read_sequence(print_lines(text.split("\n"), closed))


def read_cells(cells: str) -> Grid:
    """Read cells given with bars between them, printed one a line."""
    grid = read("\n".join(cell.strip() for cell in cells.split("|")))
    assert grid is not None
    return grid


def rows(grid: Grid) -> list[str]:
    return [" | ".join(row) for row in grid.texts()]


def test_a_table_printed_column_by_column_gets_its_rows_back() -> None:
    grid = read_cells(
        "年份 | 2016 | 2017 | 2018 | 粮食产量 | 41.2 | 43.0 | 44.9 | 播种面积 | 1205 | 1198 | 1210 | 单产（吨/公顷） | 0.34 | 0.36 | 0.37"
    )
    assert rows(grid) == [
        "年份 | 粮食产量 | 播种面积 | 单产（吨/公顷）",
        "2016 | 41.2 | 1205 | 0.34",
        "2017 | 43.0 | 1198 | 0.36",
        "2018 | 44.9 | 1210 | 0.37",
    ]
    assert (grid.header_rows, grid.header_columns, grid.method) == (1, 1, "sequence")
    assert grid.confidence > 0.9
    assert grid.orientation_confidence > 0.9


def test_a_table_printed_row_by_row_gets_its_rows_back() -> None:
    grid = read_cells(
        "Region | 2010 | 2015 | 2020 | North | 4.1 | 5.2 | 6.0 | South | 3.3 | 3.9 | 4.8 | Coast | 7.0 | 7.7 | 9.1"
    )
    assert rows(grid)[0] == "Region | 2010 | 2015 | 2020"
    assert rows(grid)[3] == "Coast | 7.0 | 7.7 | 9.1"


def test_printed_text_is_kept_as_it_stands() -> None:
    grid = read_cells("年份 | 2018 | 2019 | 2020 | 产值 | 1.5 | - | 2.1 | 占比(%) | 12.30 | 14.1% | （0.8）")
    assert rows(grid) == ["年份 | 产值 | 占比(%)", "2018 | 1.5 | 12.30", "2019 | - | 14.1%", "2020 | 2.1 | （0.8）"]


def test_the_corner_word_decides_whether_periods_stand_in_the_stub() -> None:
    down = read_cells("年份 | 2018 | 2019 | 产量 | 5.2 | 5.9 | 销量 | 4.8 | 5.5")
    across = read_cells("品种 | 2018 | 2019 | 稻谷 | 5.2 | 5.9 | 小麦 | 4.8 | 5.5")
    assert [row[0] for row in down.texts()] == ["年份", "2018", "2019"]
    assert down.texts()[0] == ["年份", "产量", "销量"]
    assert across.texts()[0] == ["品种", "2018", "2019"]


def test_a_corner_cut_by_a_diagonal_is_one_cell_with_the_class_of_the_stub_first() -> None:
    for first, second in (("地区", "年份"), ("年份", "地区")):
        grid = read_cells(
            f"{first} | {second} | 甲县 | 乙县 | 丙县 | 2018 | 5.2 | 5.9 | 6.1 | 2019 | 4.8 | 5.5 | 6.6 | 2020 | 5.0 | 5.7 | 6.9"
        )
        assert rows(grid)[:2] == ["地区/年份 | 2018 | 2019 | 2020", "甲县 | 5.2 | 4.8 | 5.0"]


def test_the_second_word_of_a_diagonal_corner_may_be_printed_last() -> None:
    grid = read_cells(
        "年份 | 2018 | 2019 | 2020 | 甲县 | 5.2 | 4.8 | 5.0 | 乙县 | 5.9 | 5.5 | 5.7 | 丙县 | 6.1 | 6.6 | 6.9 | 地区"
    )
    assert rows(grid)[0] == "地区/年份 | 2018 | 2019 | 2020"


def test_spans_printed_column_by_column_head_their_columns() -> None:
    grid = read_cells(
        "品种 | 稻谷 | 小麦 | 玉米 | 甲省 | 产量 | 5.21 | 3.30 | 4.12 | 占比（%） | 41.1 | 26.0 | 32.9"
        "| 乙省 | 产量 | 1.02 | 6.35 | 2.18 | 占比（%） | 10.7 | 66.5 | 22.8"
    )
    assert rows(grid)[:2] == ["品种 | 甲省 |  | 乙省 | ", " | 产量 | 占比（%） | 产量 | 占比（%）"]
    assert grid.header_rows == 2
    assert (grid.covering(0, 0).row_span, grid.covering(0, 2).column_span) == (2, 2)
    assert grid.covering(2, 3).text == "1.02"


def test_a_header_of_two_levels_printed_row_by_row_is_read() -> None:
    grid = read_cells(
        "Crop | Province A | Province B | Output | Share (%) | Output | Share (%) | Rice | 5.21 | 41.1 | 1.02 | 10.7"
        "| Wheat | 3.30 | 26.0 | 6.35 | 66.5 | Maize | 4.12 | 32.9 | 2.18 | 22.8"
    )
    assert rows(grid)[:3] == [
        "Crop | Province A |  | Province B | ",
        " | Output | Share (%) | Output | Share (%)",
        "Rice | 5.21 | 41.1 | 1.02 | 10.7",
    ]


def test_a_label_before_alternating_years_and_values_is_the_row_under_a_blank_corner() -> None:
    grid = read_cells("竞争力指数 | 2016 | 0.36 | 2017 | 0.35 | 2018 | 0.31 | 2019 | 0.33")
    assert rows(grid) == [" | 2016 | 2017 | 2018 | 2019", "竞争力指数 | 0.36 | 0.35 | 0.31 | 0.33"]
    assert grid.cells[0].role == "corner"


def test_panel_lines_span_the_table() -> None:
    grid = read_cells(
        "项目 | 2019 | 2020 | 其中：沿海 | 出口 | 5.2 | 5.9 | 进口 | 4.8 | 5.5 | 利用外资 | 1.2 | 1.4"
        "| 其中：内陆 | 对外投资 | 2.2 | 2.9 | 外债 | 1.8 | 1.5"
    )
    assert rows(grid)[1] == "其中：沿海 |  | "
    assert grid.covering(1, 2).column_span == 3
    assert rows(grid)[5:] == ["其中：内陆 |  | ", "对外投资 | 2.2 | 2.9", "外债 | 1.8 | 1.5"]


def test_two_stub_columns_are_kept_apart() -> None:
    grid = read_cells(
        "变量 | 单位 | 均值 | 最大值 | 人口 | 万人 | 59.3 | 188.2 | 产值 | 亿元 | 56.9 | 346.6 | 密度 | 人/公顷 | 8.86 | 39.29"
    )
    assert rows(grid)[:2] == ["变量 | 单位 | 均值 | 最大值", "人口 | 万人 | 59.3 | 188.2"]
    assert grid.header_columns == 2


def test_labels_printed_apart_from_values_are_read_by_the_blocks() -> None:
    grid = read("品种\n\n2018\n\n2019\n\n稻谷\n小麦\n玉米\n\n5.2\n3.1\n4.4\n\n5.9\n3.0\n4.9")
    assert grid is not None
    assert rows(grid) == ["品种 | 2018 | 2019", "稻谷 | 5.2 | 5.9", "小麦 | 3.1 | 3.0", "玉米 | 4.4 | 4.9"]


def test_a_blank_line_behind_every_line_says_nothing() -> None:
    plain = read_cells("品种 | 2018 | 2019 | 稻谷 | 5.2 | 5.9 | 小麦 | 3.1 | 3.0")
    spaced = read("品种\n\n2018\n\n2019\n\n稻谷\n\n5.2\n\n5.9\n\n小麦\n\n3.1\n\n3.0")
    assert spaced is not None
    assert spaced.texts() == plain.texts()


def test_lines_with_several_values_are_rows() -> None:
    grid = read(
        "年份 出口额 进口额 差额 占比 (%)\n2018 3.01 5.80 -2.79 5.97\n2019 6.28 5.16 1.12 7.60\n2020 - - - 8.01"
    )
    assert grid is not None
    assert rows(grid)[0] == "年份 | 出口额 | 进口额 | 差额 | 占比 (%)"
    assert rows(grid)[3] == "2020 | - | - | - | 8.01"


def test_blanks_between_english_words_do_not_part_header_cells() -> None:
    grid = read("Year Exports Imports Total trade Share (%)\n2018 3.01 5.80 8.81 5.97\n2019 6.28 5.16 11.44 7.60")
    assert grid is not None
    assert grid.texts()[0] == ["Year", "Exports", "Imports", "Total trade", "Share (%)"]


def test_a_numbered_row_has_its_number_in_a_column() -> None:
    grid = read(
        "序号 单位名称 总额 余额\n1 甲银行 330,435.30 95,585.30\n2 乙银行 302,600.00 73,700.00\n3 丙银行 175,170.00 0.00"
    )
    assert grid is not None
    assert rows(grid)[1] == "1 | 甲银行 | 330,435.30 | 95,585.30"
    assert grid.header_columns == 2


def test_a_value_on_a_line_of_its_own_completes_the_row_before() -> None:
    grid = read("指数/年份\n2018 2019 2020\n出口密集度 0.94 1.03\n1.10\n进口密集度 1.29 1.06 1.36")
    assert grid is not None
    assert rows(grid)[1] == "出口密集度 | 0.94 | 1.03 | 1.10"


def test_wrapped_row_labels_are_joined() -> None:
    grid = read(
        "空间矩阵 直接 间接 总效应\n地理反距离\n矩阵 0.0204 -0.8468** -0.8264*\n邻接矩阵 0.1030** -0.0844 0.0186\n地理—经济嵌\n套矩阵 0.0814* -0.3939 -0.3125"
    )
    assert grid is not None
    assert [row[0] for row in grid.texts()] == ["空间矩阵", "地理反距离矩阵", "邻接矩阵", "地理—经济嵌套矩阵"]
    assert grid.covering(1, 2).note_marks == ("**",)


def test_a_bracket_on_its_own_line_belongs_to_the_label_before() -> None:
    grid = read_cells("品种 | 产量 | （万吨） | 占比 | （%） | 稻谷 | 5.21 | 41.1 | 小麦 | 3.30 | 26.0")
    assert grid.texts()[0] == ["品种", "产量（万吨）", "占比（%）"]


def test_cells_printed_without_a_blank_between_them_are_parted() -> None:
    grid = read_cells("年份 | 差额 | 总额 | 2018 | （2.79） | 8.81 | 2019 | （0.49）13.27 | 2020 | 24.6920.29")
    assert rows(grid)[2:] == ["2019 | （0.49） | 13.27", "2020 | 24.69 | 20.29"]


def test_four_digit_counts_are_values_and_not_years() -> None:
    grid = read_cells("县份 | 户数 | 人口 | 甲县 | 2034 | 8012 | 乙县 | 1921 | 7340 | 丙县 | 1875 | 6902")
    assert rows(grid) == ["县份 | 户数 | 人口", "甲县 | 2034 | 8012", "乙县 | 1921 | 7340", "丙县 | 1875 | 6902"]


def test_a_sum_tells_where_a_dropped_value_stood() -> None:
    grid = read_cells(
        "年份 | 出口 | 进口 | 合计 | 2015 | 31.2 | 14.1 | 45.3 | 2016 | 25.5 | 22.0 | 47.5 | 2017 | 12.9 | 36.3 | 49.2"
        "| 2018 | 28.1 | 19.8 | 47.9 | 2019 | 15.0 | 52.4"
    )
    assert grid.texts()[5][0] == "2019"
    assert grid.confidence < 0.9


def test_a_dropped_value_that_no_evidence_places_is_left_out_and_reported() -> None:
    region = print_lines(
        [
            "县份",
            "2017",
            "2018",
            "2019",
            "甲县",
            "5.1",
            "5.2",
            "5.3",
            "乙县",
            "5.3",
            "5.2",
            "5.1",
            "丙县",
            "5.2",
            "5.1",
            "丁县",
            "5.0",
            "5.3",
            "5.2",
            "戊县",
            "5.2",
            "5.0",
            "5.1",
        ]
    )
    grid = read_sequence(region)
    assert grid is not None
    assert grid.texts()[3] == ["丙县", "", "", ""]
    assert len(grid.unread) == 2
    assert grid.confidence < 0.5
    assert all(cell.confidence == 0 for cell in grid.cells if cell.row == 3 and cell.role == "body")


def test_decimals_place_a_dropped_value() -> None:
    grid = read_cells(
        "县份 | 人口 | 产值 | 占比（%） | 甲县 | 812 | 51.25 | 3.1% | 乙县 | 734 | 43.10 | 2.8% | 丙县 | 39.77 | 2.2%"
        "| 丁县 | 655 | 40.02 | 2.5% | 戊县 | 702 | 44.81 | 2.7%"
    )
    assert rows(grid)[3] == "丙县 |  | 39.77 | 2.2%"
    assert grid.confidence < 0.9


@pytest.mark.parametrize(
    "text",
    [
        "随着对外开放的不断深入，2015年全省进出口总额达到\n126.5亿元，比上年增长8.3%，其中出口占\n52.1%，进口占47.9%。全年利用外资项目12个，\n合同金额3.4亿美元。",
        "In 2015 total exports reached 126.5 million\ndollars, up 8.3 percent from 2014, of which 52.1\npercent went to neighbours and 47.9 to the rest of\nthe world in the same period.",
        "[1] 张明. 区域贸易研究[J]. 经济评论, 2015(3): 12-18.\n[2] 李华, 王芳. 产业集聚的测度[J]. 统计研究, 2017, 34(2): 45-52.",
        "一、总体情况\n二、存在的问题\n三、对策建议\n2015\n36",
        "引言\n1\n文献综述\n3\n研究设计\n7\n实证结果\n12\n结论\n20",
        "0\n20\n40\n60\n80\n100\n2010\n2011\n2012\n2013\n2014\n出口额\n进口额",
        "1.2\n3.4\n5.6\n7.8\n9.1",
        "指标\n单位\n产量\n吨\n面积\n公顷",
        "王小明\n李大同\n2016\n3\n45\n经济学院\n北京\n100871",
        "稻谷",
    ],
)
def test_prose_references_lists_and_scales_are_no_table(text: str) -> None:
    grid = read(text, closed=False)
    assert grid is None or grid.confidence < 0.3


def test_a_large_plain_table_is_read() -> None:
    draw = random.Random(7)
    names = [f"{a}{b}县" for a in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉" for b in "东南西北中上下左右前"]
    body = [[f"{draw.uniform(10, 99):.{column % 3}f}" for column in range(10)] for _ in names]
    cells = ["地区", *(f"指标{letter}" for letter in "ABCDEFGHIJ")]
    for name, values in zip(names, body, strict=True):
        cells += [name, *values]
    grid = read_sequence(print_lines(cells))
    assert grid is not None
    assert (grid.rows, grid.columns) == (201, 11)
    assert grid.texts()[200] == [names[-1], *body[-1]]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["年份", "出口额", "2015", "2016", "3.1", "45", "-", "（%）", "8.8%", "A B", "、", "("]),
        min_size=1,
        max_size=25,
    )
)
def test_every_grid_covers_each_position_once_and_points_to_the_print(cells: list[str]) -> None:
    grid = read_sequence(print_lines(cells))
    if grid is None:
        return
    text = "\n".join(cells)
    covered = [
        (cell.row + down, cell.column + across)
        for cell in grid.cells
        for down in range(cell.row_span)
        for across in range(cell.column_span)
    ]
    assert sorted(covered) == [(row, column) for row in range(grid.rows) for column in range(grid.columns)]
    spans = [span for cell in grid.cells for span in cell.spans]
    for cell in grid.cells:
        printed = "".join(text[span.start : span.end] for span in cell.spans)
        assert (
            sorted(printed.replace(" ", "")) == sorted(cell.text.replace(" ", "").replace("/", "")) or "/" in cell.text
        )
    ordered = sorted([*spans, *grid.unread], key=lambda span: span.start)
    assert all(left.end <= right.start for left, right in pairwise(ordered))
    assert sum(map(len, ordered)) == len(text.replace("\n", "").replace(" ", ""))


def test_a_code_and_a_name_are_two_stub_cells_where_the_header_has_two() -> None:
    grid = read(
        "模型 控制变量 系数 样本量\nM1 未加入控制变量 0.1040 126\nM2 经济规模、人口 0.0689 126\nM3 创新支撑分维度 0.0664 126"
    )
    assert grid is not None
    assert grid.header_columns == 2
    assert grid.texts()[1] == ["M1", "未加入控制变量", "0.1040", "126"]


@pytest.mark.parametrize(("head", "least", "most"), [("年末误差", 0.6, 0.9), ("平均误差", 0.9, 1.0)])
def test_a_value_that_only_the_first_row_has_reaches_down_over_all_rows(head: str, least: float, most: float) -> None:
    grid = read(
        f"年份 实际产量 预测产量 相对误差 {head}\n2018 14.78 14.70 0.54% 1.17%\n2019 12.55 15.16 2.55%\n2020 13.06 15.77 2.63%\n2021 15.54 16.28 0.70%"
    )
    assert grid is not None
    assert grid.covering(4, 4).text == "1.17%"
    assert grid.covering(1, 4).row_span == 4
    assert least < grid.confidence < most


def test_a_header_that_can_be_joined_in_several_ways_is_doubted() -> None:
    grid = read(
        "区域 城市数 AI 集聚均值 邻近 AI 暴露均值 创新均值\n东片 9 0.8313 0.3312 0.3409\n西片 4 -0.5950 -0.1545 0.2144\n北片 5 -0.5973 0.1026 0.2729"
    )
    assert grid is None or grid.confidence < 0.5


def test_a_unit_column_keeps_its_place_beside_wrapped_labels() -> None:
    grid = read(
        "变量 单位 样本量 均值 最大值\n地区生产总值 亿元 126 5626.9 34606.4\n财政一般公共预算支\n出\n亿元 126 770.7 5012.4\n常住人口 万人 126 599.3 1882.7\n科研经费 亿元 126 166.7 1880.5"
    )
    assert grid is not None
    assert grid.texts()[2] == ["财政一般公共预算支出", "亿元", "126", "770.7", "5012.4"]


def test_ranges_months_leading_zeros_and_long_digits_are_told_apart() -> None:
    grid = read_cells(
        "月份 | 2021.06 | 2021.09 | 2021.12 | 区间 | 0.24~0.40 | 0.30~0.45 | 0.31~0.52 | 指数 | 101.2 | 99.8 | 100.4"
    )
    assert rows(grid)[:2] == ["月份 | 区间 | 指数", "2021.06 | 0.24~0.40 | 101.2"]
    assert read_sequence(print_lines(["品种", "产量", "稻谷", "9" * 40, "小麦", "8" * 40])) is None


def test_a_two_line_value_row_label_is_closed_by_its_bracket() -> None:
    grid = read(
        "类别 出口 进口\n第 16 类\n（机电产品） 76.47 56.44\n第 15 类\n（贱金属） 11.53 14.47\n第 6 类（化工\n产品） 6.16 0.40"
    )
    assert grid is not None
    assert [row[0] for row in grid.texts()][1:] == ["第 16 类（机电产品）", "第 15 类（贱金属）", "第 6 类（化工产品）"]


def test_numbered_columns_of_a_regression_table_are_its_header() -> None:
    grid = read_cells(
        "变量 | (1) | (2) | (3) | 规模 | 0.21** | 0.19* | 0.25*** | 年龄 | -0.03 | -0.02 | -0.04* | 常数项 | 1.82*** | 1.79*** | 1.91***"
    )
    assert rows(grid)[0] == "变量 | (1) | (2) | (3)"
    assert rows(grid)[3] == "常数项 | 1.82*** | 1.79*** | 1.91***"


def test_rows_without_a_header_are_not_read() -> None:
    assert read("甲县 5.1 5.2\n乙县 5.3 5.2\n丙县 5.2 5.1") is None


def test_labels_that_fill_their_column_go_on_on_the_next_line() -> None:
    cells = (
        "变量 | 均值 | 最大值 | 社会消费品零售总额 | 2.14 | 8.90 | 财政一般公共预算支 | 出 | 3.51 | 9.22"
        " | 金融机构存贷款余额 | 1.88 | 7.45 | 信息服务业企业法人 | 数量 | 2.96 | 6.31"
    )
    assert rows(read_cells(cells))[1:] == [
        "社会消费品零售总额 | 2.14 | 8.90",
        "财政一般公共预算支出 | 3.51 | 9.22",
        "金融机构存贷款余额 | 1.88 | 7.45",
        "信息服务业企业法人数量 | 2.96 | 6.31",
    ]


def test_short_heads_over_rows_stay_panels() -> None:
    cells = (
        "变量 | 均值 | 最大值 | 东部 | 城镇居民人均可支配收入 | 2.14 | 8.90 | 农村居民人均消费支出 | 3.51 | 9.22"
        " | 西部 | 城镇居民人均可支配收入 | 1.88 | 7.45 | 农村居民人均消费支出 | 2.96 | 6.31"
    )
    assert [row.split(" | ")[0] for row in rows(read_cells(cells))][1:4] == [
        "东部",
        "城镇居民人均可支配收入",
        "农村居民人均消费支出",
    ]


def test_a_first_label_on_two_lines_above_its_values_is_no_header() -> None:
    grid = read(
        "矩阵 直接 间接 总效应 本地 AI\n按距离计算的权\n重\n0.02 -0.84 -0.82 0.03\n二 近邻矩阵 0.10 -0.08 0.01 0.11\n嵌套矩阵 0.08 -0.39 -0.31 0.10"
    )
    assert grid is not None
    assert rows(grid)[:2] == ["矩阵 | 直接 | 间接 | 总效应 | 本地 AI", "按距离计算的权重 | 0.02 | -0.84 | -0.82 | 0.03"]


def test_a_percent_sign_behind_a_label_is_the_unit_where_the_others_have_one() -> None:
    grid = read("变量 单位 均值 最大值\n人口 万人 12.5 20.1\n产值 亿元 8.4 30.2\n强度 % 1.6 5.7")
    assert grid is not None
    assert rows(grid)[-1] == "强度 | % | 1.6 | 5.7"
    grid = read("变量 均值 最大值\n人口 12.5 20.1\n产值 8.4 30.2\n强度 % 1.6 5.7")
    assert grid is not None
    assert rows(grid)[-1] == "强度 % | 1.6 | 5.7"


def test_one_value_for_all_rows_listed_with_the_first_stands_in_a_tall_cell() -> None:
    grid = read_cells(
        "年份 | 实测 | 估计 | 偏差 | 平均偏差 | 2016 | 104.7 | 103.2 | 1.5 | 1.6% | 2017 | 102.5 | 105.1 | 2.6"
        " | 2018 | 103.0 | 101.4 | 1.6 | 2019 | 105.5 | 106.2 | 0.7"
    )
    cell = grid.covering(3, 4)
    assert (cell.text, cell.row, cell.row_span) == ("1.6%", 1, 4)


def test_a_unit_alone_on_its_line_among_units_is_a_cell() -> None:
    grid = read_cells(
        "变量 | 单位 | 均值 | 最大值 | 人口 | 万人 | 12.5 | 20.1 | 产值 | 亿元 | 8.4 | 30.2 | 产量 | 万吨 | 3.3 | 7.9"
        " | 强度 | % | 1.6 | 5.7"
    )
    assert rows(grid)[-1] == "强度 | % | 1.6 | 5.7"


def test_spans_printed_before_the_first_of_their_columns_stand_over_all_of_them() -> None:
    grid = read_cells(
        "产品分类 | 机电 | 金属 | 化工 | 本省 | 全国 | 出口 | 76.4 | 11.5 | 6.1 | 进口 | 56.4 | 14.4 | 0.4"
        " | 出口 | 39.9 | 1.7 | 1.6 | 进口 | 40.0 | 2.9 | 1.9"
    )
    assert rows(grid)[:3] == [
        "产品分类 | 本省 |  | 全国 | ",
        " | 出口 | 进口 | 出口 | 进口",
        "机电 | 76.4 | 56.4 | 39.9 | 40.0",
    ]


def test_years_that_follow_each_other_stand_on_one_axis() -> None:
    grid = read_cells("竞争力指数 | 2016 | 2017 | 2018 | 2019 | 0.26 | 0.25 | 0.24 | 0.33")
    years = {"2016", "2017", "2018", "2019"}
    assert any(years <= set(line) for line in [*grid.texts(), *zip(*grid.texts(), strict=True)])


def test_a_count_and_its_share_alone_on_a_line_are_one_cell_but_not_among_the_cells_of_a_row() -> None:
    grid = read(
        "Group\nPeople\nSample\nNorth\n1269 (19.9%)\n101(20.4%)\nSouth\n3212 (50.6%)\n247(50.0%)\nEast\n705 (11.1%)\n51(10.3%)"
    )
    assert grid is not None
    assert rows(grid)[:2] == ["Group | People | Sample", "North | 1269 (19.9%) | 101(20.4%)"]
    lines = lines_to_tokens(print_lines(["North 1269 (19.9%) 101 (20.4%)"]).lines)
    assert len(lines[0]) == 5


def test_a_corner_with_the_label_behind_it_is_doubted() -> None:
    grid = read("年份 AI 指数\n产值\n面积\n\n2018\n2019\n2020\n2021\n\n0.11\n0.12\n0.13\n0.15\n\n1.4\n1.5\n1.7\n1.6")
    assert grid is None or grid.confidence < 0.9


def test_hundreds_of_rows_in_no_order_are_no_table_and_no_error() -> None:
    draw = random.Random(400)
    lines = [" ".join(draw.choice(["甲乙", "1.5", "22", "丙"]) for _ in range(draw.randint(1, 6))) for _ in range(400)]
    grid = read("\n".join(lines), closed=False)
    assert grid is None or grid.confidence < 0.3


def test_one_series_listed_behind_a_few_years_is_a_row_and_behind_many_a_column() -> None:
    few = read_cells("年份 | 2022 | 2023 | 2024 | 2025 | 预测值 | 110.3 | 111.2 | 112.1 | 112.9")
    assert rows(few) == ["年份 | 2022 | 2023 | 2024 | 2025", "预测值 | 110.3 | 111.2 | 112.1 | 112.9"]
    years, values = range(2006, 2018), [f"{100 + 1.3 * place:.1f}" for place in (1, 5, 2, 9, 4, 7, 3, 11, 6, 12, 8, 10)]
    many = read_cells(" | ".join(["年份", *map(str, years), "产量", *values]))
    assert rows(many)[:2] == ["年份 | 产量", f"2006 | {values[0]}"]
    by_turns = read_cells("年份 | 产量 | 2016 | 104.7 | 2017 | 102.5 | 2018 | 103.0 | 2019 | 105.5")
    assert rows(by_turns)[:2] == ["年份 | 产量", "2016 | 104.7"]


def test_columns_of_the_same_kind_behind_a_table_make_it_less_sure() -> None:
    region = print_lines(
        ["年份", "2016", "2017", "2018", "产量", "12.5", "13.1", "11.8", "销量", "20.4", "22.6", "25.0"]
    )
    whole, torn = read_sequence(region), read_sequence(replace(region, torn=True))
    assert whole is not None
    assert torn is not None
    assert rows(torn) == rows(whole)
    assert torn.confidence < 0.7 * whole.confidence
