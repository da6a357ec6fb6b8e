"""Headers of regression tables: dependent variables above the numbers of models, and labels ruled off."""

from __future__ import annotations

from extractors.model import Grid
from extractors.tables.aligned import read_aligned
from tests.drawn_regions import Drawing

PLACES = (30.0, 110.0, 170.0, 230.0)


def estimates(drawing: Drawing, top: float, places: tuple[float, ...]) -> None:
    for index in range(3):
        drawing.row(top + index * 28, places, [f"X{index}", *(f"0.{index}{k}7" for k in range(len(places) - 1))])
        drawing.row(top + 14 + index * 28, places, ["", *(f"(1.{k}{index})" for k in range(len(places) - 1))])


def read(drawing: Drawing) -> Grid:
    grid = read_aligned(drawing.region(), drawn=True)
    assert grid is not None
    return grid


def printed(labels: list[tuple[float, str]], places: tuple[float, ...] = PLACES) -> Drawing:
    drawing = Drawing()
    drawing.put(places[0], 2, "变量", "centre")
    for place, text in labels:
        drawing.put(place, 2, text, "centre")
    drawing.row(18, places, ["", *(f"({k})" for k in range(1, len(places)))])
    drawing.rule(5, 0, places[-1] + 30)
    drawing.rule(5, 32, places[-1] + 30)
    estimates(drawing, 36, places)
    drawing.rule(5, 122, places[-1] + 30)
    return drawing


def test_a_label_above_the_middle_of_numbered_models_spans_them_all():
    grid = read(printed([(170, "产出")]))
    assert grid.texts()[:2] == [["变量", "产出", "", ""], ["", "(1)", "(2)", "(3)"]]
    assert (grid.covering(0, 3).text, grid.header_rows) == ("产出", 2)


def test_a_label_above_each_numbered_model_spans_none():
    grid = read(printed([(110, "产出"), (170, "就业"), (230, "工资")]))
    assert grid.texts()[:2] == [["变量", "产出", "就业", "工资"], ["", "(1)", "(2)", "(3)"]]
    assert grid.header_rows == 2


def test_two_numbered_models_are_header_and_not_the_first_row():
    grid = read(printed([(110, "产出"), (170, "就业")], PLACES[:3]))
    assert grid.texts()[:2] == [["变量", "产出", "就业"], ["", "(1)", "(2)"]]
    assert grid.header_rows == 2


def test_the_number_of_an_only_model_is_a_row_of_its_own():
    grid = read(printed([(110, "产出")], PLACES[:2]))
    assert grid.texts()[:2] == [["变量", "产出"], ["", "(1)"]]
    assert grid.header_rows == 2


def test_a_column_of_errors_is_no_header():
    drawing = Drawing()
    drawing.row(2, PLACES[:3], ["变量", "产出", "就业"])
    drawing.rule(5, 16, 200)
    estimates(drawing, 20, PLACES[:3])
    grid = read(drawing)
    assert (grid.header_rows, grid.texts()[1]) == (1, ["X0", "0.007", "0.017"])


def test_the_last_line_of_a_header_may_be_ruled_off_with_the_label_of_the_stub():
    drawing = Drawing()
    places = (30.0, 110.0, 170.0, 230.0, 290.0)
    drawing.rule(5, 0, 320)
    drawing.put(140, 2, "改革之前", "centre")
    drawing.put(260, 2, "改革之后", "centre")
    drawing.row(16, places, ["", "(1)", "(2)", "(3)", "(4)"])
    drawing.rule(5, 30, 320)
    drawing.row(34, places, ["变量", "产出", "就业", "产出", "就业"])
    drawing.rule(5, 48, 320)
    estimates(drawing, 52, places)
    grid = read(drawing)
    assert grid.header_rows == 3
    assert grid.texts()[:3] == [
        ["", "改革之前", "", "改革之后", ""],
        ["", "(1)", "(2)", "(3)", "(4)"],
        ["变量", "产出", "就业", "产出", "就业"],
    ]


def test_a_rule_over_all_columns_but_the_stub_tells_what_a_label_off_the_middle_spans():
    drawing = Drawing()
    drawing.rule(5, 0, 260)
    drawing.put(30, 8, "变量", "centre")
    drawing.put(176, 2, "被解释变量：产出", "centre")
    drawing.rule(75, 15, 260)
    drawing.row(18, (30.0, 110.0, 200.0), ["", "(1)", "(2)"])
    drawing.rule(5, 32, 260)
    estimates(drawing, 36, (30.0, 110.0, 200.0))
    grid = read(drawing)
    assert grid.texts()[:2] == [["变量", "被解释变量：产出", ""], ["", "(1)", "(2)"]]


def test_measures_that_repeat_before_other_columns_are_spanned_in_their_runs():
    drawing = Drawing()
    places = (30.0, 100.0, 150.0, 200.0, 260.0, 310.0, 360.0, 430.0)
    drawing.rule(5, 0, 460)
    drawing.put(150, 2, "改革前", "centre")
    drawing.put(310, 2, "改革后", "centre")
    drawing.put(30, 9, "变量", "centre")
    drawing.put(430, 9, "差异", "centre")
    drawing.row(16, places, ["", "均值", "方差", "极值", "均值", "方差", "极值", ""])
    drawing.rule(5, 30, 460)
    for index in range(4):
        drawing.row(34 + 14 * index, places, [f"指标{'甲乙丙丁'[index]}", *(f"{index}.{k}5" for k in range(7))])
    grid = read(drawing)
    assert grid.texts()[:2] == [
        ["变量", "改革前", "", "", "改革后", "", "", "差异"],
        ["", "均值", "方差", "极值", "均值", "方差", "极值", ""],
    ]
