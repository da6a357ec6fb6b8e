"""Stubs of several columns: labels merged over the rows of ruled groups, and columns without a label of their own."""

from __future__ import annotations

from extractors.model import Grid
from extractors.tables.aligned import read_aligned
from tests.drawn_regions import Drawing

RIGHT = 260.0


def read(drawing: Drawing) -> Grid:
    grid = read_aligned(drawing.region(), drawn=True)
    assert grid is not None
    return grid


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


def test_labels_of_a_second_stub_column_are_merged_alike_in_all_its_groups() -> None:
    drawing = Drawing()
    places = (30.0, 100.0, 170.0, 230.0)
    drawing.rule(0, 0, 260)
    drawing.row(3, places, ["甲方", "乙方", "情景", "得分"])
    drawing.rule(0, 16, 260)
    for top, first, second in (
        (20, "收紧标准", {1: "收紧", 3: "不变", 4: "放宽"}),
        (103, "放宽标准", {0: "收紧", 2: "不变", 4: "放宽"}),
    ):
        for row in range(5):
            score = f"{row}.5"
            drawing.row(top + 16 * row, places, ["", second.get(row, ""), f"第{'一二三四五'[row]}种", score])
        drawing.put(30, top + 32, first, "centre")
        drawing.rule(0, top + 80, 260)
    texts = read(drawing).texts()
    assert [row[1] for row in texts[1:]] == ["收紧", "", "", "不变", "放宽", "收紧", "不变", "", "", "放宽"]
