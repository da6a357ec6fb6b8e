"""Labels over several lines: beside errors, left open, and behind the stub."""

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


def listed(lines: list[list[str]], leading: float = 16.0) -> Grid:
    drawing = Drawing()
    places = (60.0, 190.0, 260.0)
    drawing.rule(0, 0, 290)
    drawing.row(3, places, ["前项", "支持度", "置信度"])
    drawing.rule(0, 16, 290)
    for index, line in enumerate(lines):
        drawing.row(20 + leading * index, places, line)
    drawing.rule(0, 20 + leading * len(lines), 290)
    return read(drawing)


def test_a_label_that_ends_in_an_enumeration_comma_or_in_brackets_goes_on_below() -> None:
    grid = listed(
        [["(甲号、", "", ""], ["乙号、", "", ""], ["丙号)", "0.83", "0.99"], ["(丁号)", "0.81", "0.98"], ["(戊号", "", ""], ["己号)", "0.71", "0.88"]]
    )  # fmt: skip
    assert [row[0] for row in grid.texts()] == ["前项", "(甲号、乙号、丙号)", "(丁号)", "(戊号己号)"]


def test_a_label_in_brackets_that_are_closed_does_not_go_on() -> None:
    grid = listed(
        [["(甲号)", "", ""], ["(乙号)", "0.83", "0.99"], ["(丁号)", "0.81", "0.98"], ["(己号)", "0.71", "0.88"]]
    )
    assert [row[0] for row in grid.texts()[1:3]] == ["(甲号)", "(乙号)"]


def defined(offset: float) -> list[list[str]]:
    drawing = Drawing()
    places = (30.0, 130.0, 240.0)
    drawing.rule(0, 0, 290)
    drawing.row(3, places, ["符号", "含义", "说明"])
    drawing.rule(0, 16, 290)
    for index, (symbol, sense) in enumerate((("a", "平均值"), ("b", "标准差系数"), ("c", "偏度"), ("d", "方案占该指"))):
        drawing.row(22 + 27 * index, places, [symbol, sense, "取正数的值"])
    drawing.put(130, 22 + 81 + offset, "标比重", "centre")
    drawing.rule(0, 22 + 108 + 14, 290)
    return read(drawing).texts()


def test_words_alone_behind_the_stub_that_stand_closer_than_rows_go_on_with_the_text_above() -> None:
    assert defined(15)[-1] == ["d", "方案占该指标比重", "取正数的值"]


def test_words_alone_behind_the_stub_a_row_below_are_a_row() -> None:
    assert defined(27)[-1] == ["", "标比重", ""]


def test_a_full_width_bracket_that_its_digits_are_drawn_close_to_is_one_number_with_them() -> None:
    drawing = Drawing()
    places = (30.0, 110.0, 180.0)
    drawing.rule(0, 0, RIGHT)
    drawing.row(3, places, ["变量", "模型甲", "模型乙"])
    drawing.rule(0, 16, RIGHT)
    for index, name in enumerate(("规模", "年龄", "评级")):
        top = 20 + 28 * index
        drawing.row(top, places, [name, f"0.{index}17", f"0.{index}27"])
        for place in places[1:]:
            drawing.put(place - 22, top + 14, "（")  # its body reaches over the first digit
            drawing.put(place - 15, top + 14, f"0.0{index}4）")
    drawing.rule(0, 106, RIGHT)
    texts = read(drawing).texts()
    assert texts[1:3] == [["规模", "0.017", "0.027"], ["", "（0.004）", "（0.004）"]]


def test_a_bracket_before_words_stays_with_its_line() -> None:
    drawing = Drawing()
    drawing.rule(0, 0, RIGHT)
    drawing.row(3, PLACES, ["变量", "均值", "方差", "极值"])
    drawing.rule(0, 16, RIGHT)
    for index, name in enumerate(("规模", "年龄", "评级")):
        drawing.row(20 + 14 * index, PLACES, [f"{name}（ 千克）", "0.1", "0.2", "0.3"])
    assert read(drawing).texts()[1][0].replace(" ", "") == "规模（千克）"
