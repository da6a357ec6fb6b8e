from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.model import Span
from extractors.tables.aligned import read_aligned
from extractors.tables.blanks import align_region
from extractors.tables.tokens import region_to_sheet
from tests.drawn_regions import Drawing, typed, width

PLACES = (40.0, 120.0, 180.0, 240.0)


def grid_of(drawing: Drawing) -> list[list[str]] | None:
    grid = read_aligned(drawing.region(), drawn=True)
    return None if grid is None else grid.texts()


def three_lines(drawing: Drawing, top: float, middle: float, bottom: float) -> None:
    for y in (top, middle, bottom):
        drawing.rule(0, y, 280)


def test_a_three_line_table_is_read_cell_by_cell() -> None:
    drawing = Drawing()
    three_lines(drawing, -3, 14, 62)
    rows = [
        ["地区", "产量", "面积", "单产"],
        ["东河", "12.5", "3.1", "4.03"],
        ["西岭", "8.75", "2", "4.38"],
        ["合计", "21.25", "5.1", "-"],
    ]
    for index, row in enumerate(rows):
        drawing.row(index * 16, PLACES, row)
    grid = read_aligned(drawing.region(), drawn=True)
    assert grid is not None
    assert grid.texts() == rows
    assert (grid.header_rows, grid.header_columns) == (1, 1)
    assert grid.cells[0].role == "corner"
    assert grid.cells[1].role == "column_header"
    assert grid.cells[4].role == "row_header"
    assert grid.cells[5].role == "body"
    assert grid.row_pages == (1, 1, 1, 1)
    assert grid.unread == ()
    assert grid.confidence > 0.9


def test_a_cell_knows_where_it_was_printed() -> None:
    drawing = Drawing()
    for index, row in enumerate([["品种", "2020", "2021"], ["小 麦", "15.5", "16"], ["玉米", "9.1", "9.4"]]):
        drawing.row(index * 16, PLACES[:3], row)
    grid = read_aligned(drawing.region(), drawn=True)
    assert grid is not None
    for cell in grid.cells:
        printed = "".join(drawing.text[span.start : span.end] for span in cell.spans)
        assert printed == cell.text.replace(" ", "")
        assert cell.place.page == 1
        assert cell.place.box is not None
        assert cell.place.span is not None


def test_prose_is_not_a_table() -> None:
    drawing = Drawing()
    for index, line in enumerate(
        ("本文利用各省统计年鉴的数据，", "对二〇一〇年以来的情形作了分析，", "结果表明两者同向变动。")
    ):
        drawing.put(0, index * 16, line)
    assert grid_of(drawing) is None


def test_justified_english_prose_is_not_a_table() -> None:
    drawing = Drawing()
    lines = (
        "the growth of trade between both regions was",
        "slower than that of output in every year after",
        "the reform and it did not recover before the end",
        "of the decade which many authors had expected to",
    )
    for index, line in enumerate(lines):
        x = 0.0
        words = line.split()
        gap = (270 - sum(width(word, 10) for word in words)) / (len(words) - 1)
        for word in words:
            drawing.put(x, index * 12, word)
            x += width(word, 10) + gap
    assert grid_of(drawing) is None


def test_two_numbers_side_by_side_are_two_cells_however_narrow_the_gap() -> None:
    drawing = Drawing()
    for index, row in enumerate(
        [["年", "甲", "乙"], ["a", "1.25", "3.75"], ["b", "2.50", "4.25"], ["c", "2.75", "4.50"]]
    ):
        drawing.put(0, index * 14, row[0])
        drawing.put(60, index * 14, row[1], "right")
        drawing.put(64, index * 14, row[2])
    assert grid_of(drawing) == [["年", "甲", "乙"], ["a", "1.25", "3.75"], ["b", "2.50", "4.25"], ["c", "2.75", "4.50"]]


def test_a_blank_between_thousands_does_not_part_a_number() -> None:
    drawing = Drawing()
    drawing.row(0, (0, 100, 160), ["Country", "2019", "2020"], "right")
    for index, row in enumerate(
        [["Aland", "15 455", "15 990"], ["Borduria", "7 120", "7 004"], ["Syldavia", "12 300", "13 001"]], 1
    ):
        drawing.put(0, index * 14, row[0])
        for x, text in zip((100, 160), row[1:], strict=True):
            head, tail = text.split()
            drawing.put(x, index * 14, tail, "right")
            drawing.put(x - 17.5, index * 14, head, "right")
    texts = grid_of(drawing)
    assert texts is not None
    assert [row[1:] for row in texts[1:]] == [["15 455", "15 990"], ["7 120", "7 004"], ["12 300", "13 001"]]


def test_a_label_on_two_lines_with_its_values_between_them_is_one_row() -> None:
    drawing = Drawing(8.5)
    drawing.row(0, PLACES, ["指标", "2019", "2020", "2021"])
    for index in range(2):
        top = 20 + index * 26
        drawing.put(10, top, "规模以上工业")
        drawing.put(10, top + 10.6, "企业利润总额")
        for place in PLACES[1:]:
            drawing.put(place, top + 5.3, f"{index}.5", "centre")
    texts = grid_of(drawing)
    assert texts is not None
    assert [row[0] for row in texts] == ["指标", "规模以上工业企业利润总额", "规模以上工业企业利润总额"]
    assert texts[1][1:] == ["0.5", "0.5", "0.5"]


def test_a_title_row_is_not_joined_with_the_row_below() -> None:
    drawing = Drawing()
    rows = [
        ["地区", "2019", "2020"],
        ["沿海", "", ""],
        ["甲市", "1.5", "2.5"],
        ["乙市", "3.5", "4.5"],
        ["内陆", "", ""],
        ["丙市", "5.5", "6.5"],
    ]
    for index, row in enumerate(rows):
        drawing.row(index * 14, (0, 120, 180), row, "right")
    assert grid_of(drawing) == rows


def test_a_wrapped_label_belongs_to_its_row() -> None:
    drawing = Drawing()
    drawing.row(0, (0, 160, 220), ["项目", "本期", "上期"], "right")
    for index, top in enumerate((16, 44, 72)):
        drawing.put(0, top, "经营活动产生的现")
        drawing.put(0, top + 12, "金流量")
        drawing.put(160, top, f"{index}1.5", "right")
        drawing.put(220, top, f"{index}2.5", "right")
    texts = grid_of(drawing)
    assert texts is not None
    assert [row[0] for row in texts] == ["项目"] + ["经营活动产生的现金流量"] * 3


def test_letter_spaced_digits_are_one_number() -> None:
    drawing = Drawing()
    drawing.row(0, (0, 100, 200), ["城市", "人口", "面积"])
    for index, digits in enumerate(("12.4", "30.1", "18.9"), 1):
        drawing.put(0, index * 14, "甲乙丙"[index - 1], "centre")
        for place in (85, 185):
            for step, digit in enumerate(digits):
                drawing.put(place + step * 8, index * 14, digit)
    texts = grid_of(drawing)
    assert texts is not None
    assert [row[1] for row in texts[1:]] == ["12.4", "30.1", "18.9"]


def test_one_digit_ranks_stay_apart() -> None:
    drawing = Drawing()
    drawing.row(0, (0, 40, 50, 60, 70), ["队", "甲", "乙", "丙", "丁"])
    for index in range(1, 4):
        drawing.row(index * 14, (0, 40, 50, 60, 70), ["ABC"[index - 1], *"1234"])
    texts = grid_of(drawing)
    assert texts is not None
    assert texts[1] == ["A", "1", "2", "3", "4"]


def test_raised_marks_stay_with_their_cells() -> None:
    drawing = Drawing()
    drawing.row(0, (0, 100, 160), ["变量", "系数", "误差"])
    for index, stars in enumerate(("***", "①", ""), 1):
        drawing.put(0, index * 16, "变量甲")
        end = drawing.put(90, index * 16, "0.125")
        drawing.put(end + 0.3, index * 16 - 2, stars, size=6)
        drawing.put(150, index * 16, "0.031")
    grid = read_aligned(drawing.region(), drawn=True)
    assert grid is not None
    assert [row[1] for row in grid.texts()[1:]] == ["0.125***", "0.125①", "0.125"]
    assert [grid.covering(row, 1).note_marks for row in (1, 2, 3)] == [("***",), ("①",), ()]


def test_full_width_digits_and_brackets_are_numbers() -> None:
    drawing = Drawing()
    rows = [["年份", "差额", "总额"], ["２０１９", "（２．７９）", "８．８１"], ["２０２０", "１．１２", "－"]]
    for index, row in enumerate(rows):
        drawing.row(index * 16, (30, 110, 190), row)
    grid = read_aligned(drawing.region(), drawn=True)
    assert grid is not None
    assert grid.texts() == rows
    assert grid.header_rows == 1


def test_a_merged_cell_centred_between_rows_covers_them() -> None:
    drawing = Drawing()
    drawing.row(0, PLACES, ["年份", "实测", "预测", "均值"])
    for index in range(4):
        drawing.row(16 + index * 12, PLACES[:3], [str(2016 + index), "1.50", "1.25"])
    drawing.put(PLACES[3], 16 + 18, "2.35%", "centre")
    grid = read_aligned(drawing.region(), drawn=True)
    assert grid is not None
    merged = grid.covering(1, 3)
    assert (merged.text, merged.row, merged.row_span) == ("2.35%", 1, 4)


def test_blank_cells_around_one_number_are_not_merged() -> None:
    drawing = Drawing()
    drawing.row(0, PLACES, ["年份", "甲", "乙", "丙"])
    for index in range(3):
        drawing.row(16 + index * 14, PLACES, [str(2016 + index), "1.50", "1.25", "9.9" if index == 1 else ""])
    grid = read_aligned(drawing.region(), drawn=True)
    assert grid is not None
    assert grid.covering(2, 3).row_span == 1
    assert grid.texts()[2][3] == "9.9"


def test_a_text_aligned_by_blanks_is_read_like_a_page() -> None:
    grid = read_aligned(
        typed(
            "Region         2019    2020\nNorth         12.50   13.75\nSouth coast     8.1     -\nWest            ...   21.0"
        ),
        drawn=False,
    )
    assert grid is not None
    assert grid.texts() == [
        ["Region", "2019", "2020"],
        ["North", "12.50", "13.75"],
        ["South coast", "8.1", "-"],
        ["West", "...", "21.0"],
    ]
    assert grid.row_pages == (None,) * 4
    assert all(cell.place.box is None and cell.place.page is None for cell in grid.cells)


def test_a_label_above_and_below_its_values_is_one_row_of_a_text() -> None:
    text = "指标            2019   2020\n规模以上\n              1.5    2.5\n工业企业\n全部国有\n              3.5    4.5\n控股企业"
    grid = read_aligned(typed(text), drawn=False)
    assert grid is not None
    assert grid.texts()[1:] == [["规模以上工业企业", "1.5", "2.5"], ["全部国有控股企业", "3.5", "4.5"]]


def test_ideographs_counted_as_one_column_are_put_back_in_line() -> None:
    text = "地区名称    产量    面积\n甲       1.5   2.25\n乙丙      3.5   4.25\n丁戊己庚    5.5   6.25\n辛        17   8.25"
    region = typed(text)
    counted = align_region(region, text)
    assert counted != region
    grid = read_aligned(counted, drawn=False)
    assert grid is not None
    assert grid.texts()[3] == ["丁戊己庚", "5.5", "6.25"]


def test_marks_on_a_line_of_their_own_return_to_their_cells() -> None:
    grid = read_aligned(
        typed("城市     产量    面积\n甲城      1.5    2.5\n             ②\n乙城      1.7     -\n丙城      1.9    3.1"),
        drawn=False,
    )
    assert grid is not None
    assert grid.texts()[2] == ["乙城", "1.7②", "-"]


def test_one_line_is_not_a_table() -> None:
    assert read_aligned(typed("a      1.5     2.5"), drawn=False) is None


LABELS = st.text("甲乙丙丁戊己庚辛", min_size=1, max_size=5)
NUMBERS = st.decimals(min_value=-9999, max_value=9999, places=2).map(str)


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 6).flatmap(lambda n: st.tuples(
    st.lists(LABELS, min_size=n + 1, max_size=n + 1, unique=True),
    st.lists(st.tuples(LABELS, st.lists(NUMBERS, min_size=n, max_size=n)), min_size=2, max_size=8),
)))  # fmt: skip
def test_a_printed_grid_of_numbers_comes_back_as_it_was(table: tuple[list[str], list[tuple[str, list[str]]]]) -> None:
    header, body = table
    drawing = Drawing()
    places = [0.0] + [110.0 + 70 * index for index in range(len(header) - 1)]
    rows = [header] + [[label, *numbers] for label, numbers in body]
    for index, row in enumerate(rows):
        drawing.row(index * 15, places, row, "right")
    for y in (-3, 13, len(rows) * 15):
        drawing.rule(-5, y, places[-1] + 5)
    assert grid_of(drawing) == rows


def test_a_text_over_two_pages_keeps_its_lines_apart() -> None:
    above = typed("城市      产量    面积\n甲城      1.5    2.5\n乙城      1.7    4.5")
    below = typed("丙城      1.9    3.1\n丁城      2.9    3.7")
    offset = 1000
    moved = tuple(
        replace(
            line,
            words=tuple(
                replace(word, span=Span(word.span.start + offset, word.span.end + offset)) for word in line.words
            ),
        )
        for line in below.lines
    )
    grid = read_aligned(replace(above, lines=above.lines + moved), drawn=False)
    assert grid is not None
    assert [row[0] for row in grid.texts()] == ["城市", "甲城", "乙城", "丙城", "丁城"]


def test_words_on_their_side_are_left_unread() -> None:
    drawing = Drawing()
    for index, row in enumerate([["品种", "2020", "2021"], ["小麦", "15.5", "16"], ["玉米", "9.1", "9.4"]]):
        drawing.row(index * 16, PLACES[:3], row)
    end = drawing.put(300, 16, "续")
    drawing.words[-1] = replace(drawing.words[-1], upright=False)
    grid = read_aligned(drawing.region(), drawn=True)
    assert end == 310
    assert grid is not None
    assert grid.columns == 3
    assert grid.unread == (drawing.words[-1].span,)


def test_a_label_halfway_between_estimates_and_errors_names_the_estimates() -> None:
    drawing = Drawing()
    drawing.row(0, PLACES, ["变量", "(1)", "(2)", "(3)"])
    # One block fills all columns, the others two and one: the second column's label has nothing beside it.
    blocks = [
        ("规模", ["0.059", "0.146", "0.054"], ["(2.64)", "(5.01)", "(2.22)"]),
        ("规模×年龄", ["0.057", "", "0.079"], ["(1.68)", "", "(2.51)"]),
        ("年龄", ["", "-0.654", ""], ["", "(-0.77)", ""]),
    ]
    top = 20
    for label, estimates, errors in blocks:
        drawing.row(top, PLACES[1:], estimates)
        drawing.put(PLACES[0], top + 6, label, "centre")
        drawing.row(top + 12, PLACES[1:], errors)
        top += 28
    last = [["地区", "", "控制", ""], ["样本数", "2083", "920", "1157"]]
    for index, row in enumerate(last):
        drawing.row(top + 16 * index, PLACES, row)
    expected = [["变量", "(1)", "(2)", "(3)"]]
    for label, estimates, errors in blocks:
        expected += [[label, *estimates], ["", *errors]]
    assert grid_of(drawing) == [*expected, *last]


def test_a_label_on_the_line_of_its_estimates_is_not_drawn_to_the_errors_above() -> None:
    drawing = Drawing()
    drawing.row(0, PLACES, ["变量", "(1)", "(2)", "(3)"])
    blocks = [
        ["规模", "0.059", "", "0.054"],
        ["", "(2.64)", "", "(2.22)"],
        ["年龄", "", "-0.654", ""],
        ["", "", "(-0.77)", ""],
        ["地区", "", "控制", ""],
    ]
    for index, row in enumerate(blocks):
        drawing.row(20 + 12 * index, PLACES, row)
    assert grid_of(drawing) == [["变量", "(1)", "(2)", "(3)"], *blocks]


def spaced(gap: float, *parts: str) -> list[str]:
    """Return the tokens of parts that stand on one line, some gap apart."""
    drawing = Drawing()
    x = 0.0
    for part in parts:
        x = drawing.put(x, 0, part) + gap
    return [token.text for token in region_to_sheet(drawing.region(), drawn=True).tokens]


def test_a_full_width_point_brings_its_blank_with_it() -> None:
    assert spaced(2.2, "－0．", "223*") == ["－0．223*"]
    assert spaced(2.2, "(2．", "64)") == ["(2．64)"]


def test_a_full_width_point_draws_no_words_and_no_distant_numbers_near() -> None:
    assert spaced(2.2, "1．", "煤炭") == ["1．", "煤炭"]
    assert spaced(5.0, "1．", "2019") == ["1．", "2019"]
    assert spaced(2.2, "第1．", "2") == ["第1．", "2"]
    assert spaced(2.2, "0.5", "223") == ["0.5", "223"]


def test_a_header_line_over_which_no_stub_label_stands_heads_the_columns_it_stands_over() -> None:
    grid = read_aligned(
        typed(
            "Town       New dwellings    Older dwellings\n"
            "            2021   2023   2021   2023   Gap 2023   Rank of gap\n"
            "Anford      1846   2113   1598   1764        349             3\n"
            "Brigton     1437   1728   1203   1369        359             2\n"
            "Colham      1352   1685   1141   1307        378             1"
        ),
        drawn=False,
    )
    assert grid is not None
    assert grid.texts()[1][:6] == ["", "2021", "2023", "2021", "2023", "Gap 2023"]
    assert grid.texts()[2] == ["Anford", "1846", "2113", "1598", "1764", "349", "3"]


def test_a_unit_in_brackets_goes_on_with_the_label_before_it_though_a_column_ends_between() -> None:
    grid = read_aligned(
        typed(
            "Town     Rental value (EUR million)         Flats and rooms\n"
            "              2020      2022    Flats 2022      Rooms 2022    Rank\n"
            "Anford       811.6    1405.3         247.0            5.69       2\n"
            "Brigton      515.9     876.4         375.9            2.33       6\n"
            "Colham       223.8     301.7          48.8            6.18       1"
        ),
        drawn=False,
    )
    assert grid is not None
    assert grid.texts()[0][:2] == ["Town", "Rental value (EUR million)"]
    assert grid.texts()[1][1:3] == ["2020", "2022"]
