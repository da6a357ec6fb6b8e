"""Headers as tools leave them: spans among heads, labels run together, corners that touch, heads in turn with values."""

from __future__ import annotations

import pytest

from extractors.tables.sequence_glue import corner_off_label
from extractors.tables.sequence_tokens import lines_to_tokens
from extractors.tables.sequence_zips import headed_to_lines
from tests.test_sequence import print_lines, read, rows

TWO_LEVELS = [
    "港名 | 捕捞 |  | 养殖 | ",
    " | 产量 | 产值 | 产量 | 产值",
    "甲港 | 12.5 | 310 | 20.4 | 411",
    "乙港 | 13.1 | 325 | 22.6 | 437",
    "丙港 | 11.8 | 298 | 25.0 | 465",
]
BLOCKS = "12.5\n13.1\n11.8\n\n310\n325\n298\n\n20.4\n22.6\n25.0\n\n411\n437\n465"


@pytest.mark.parametrize(
    "text",
    [
        f"捕捞\n\n港名\n甲港\n乙港\n丙港\n\n产量\n\n养殖\n产值\n\n产量\n\n产值\n\n{BLOCKS}",
        "港名\n甲港\n乙港\n丙港\n\n捕捞\n产量\n12.5\n13.1\n11.8\n\n养殖\n产值\n310\n325\n298\n\n产量\n20.4\n22.6\n25.0\n\n产值\n411\n437\n465",
        f"港名 捕捞 养殖 产量 产值 产量 产值\n\n甲港\n乙港\n丙港\n\n{BLOCKS}",
    ],
)
def test_spans_head_their_columns_wherever_among_the_heads_a_tool_printed_them(text: str) -> None:
    grid = read(text)
    assert grid is not None
    assert rows(grid) == TWO_LEVELS


def test_spans_over_members_that_do_not_repeat_are_not_scattered() -> None:
    grid = read(
        "港名\n甲港\n乙港\n\n捕捞\n产量\n12.5\n13.1\n\n养殖\n产值\n310\n325\n\n面积\n20.4\n22.6\n\n人数\n411\n437"
    )
    assert grid is None or "捕捞 | " not in rows(grid)[0] or grid.confidence < 0.9


def test_words_among_ideographs_are_joined_as_the_values_ask() -> None:
    grid = read(
        "年份 AI 占比 AI 均值 创新均值\n\n2018\n2019\n2020\n2021\n\n0.11\n0.12\n0.13\n0.15\n\n1.4\n1.5\n1.7\n1.6\n\n21\n25\n24\n28"
    )
    assert grid is not None
    assert rows(grid)[0] == "年份 | AI 占比 | AI 均值 | 创新均值"
    assert rows(grid)[1] == "2018 | 0.11 | 1.4 | 21"


def test_one_line_of_a_header_is_not_cut_between_the_two_axes() -> None:
    grid = read(
        "年份 捕捞 养殖 加工 运输\n\n2016\n2017\n2018\n2019\n\n1.5\n1.6\n1.7\n1.8\n\n2.5\n2.6\n2.7\n2.8\n\n3.5\n3.6\n3.7\n3.8"
    )
    assert grid is None or grid.confidence < 0.5


def test_a_corner_that_touches_a_span_is_cut_off() -> None:
    grid = read(
        "捕捞 养殖商品类别\n产量 产值 产量 产值\n甲港 12.5 310 20.4 411\n乙港 13.1 325 22.6 437\n丙港 11.8 298 25.0 465"
    )
    assert grid is not None
    assert rows(grid)[0] == "商品类别 | 捕捞 |  | 养殖 | "


@pytest.mark.parametrize("header", ["地区 捕捞 养殖商品类别", "捕捞 沿海养殖商品类别", "捕捞 养殖 加工"])
def test_a_label_keeps_its_end_where_the_header_has_a_corner_or_nothing_is_as_long(header: str) -> None:
    (line,) = lines_to_tokens(print_lines([header]).lines)
    assert list(corner_off_label(line)) == []


def test_heads_in_turn_with_the_first_row_are_told_from_the_rows_below() -> None:
    by_column = "港名\n甲港\n乙港\n丙港\n\n产量\n12.5\n产值\n310\n面积\n0.75\n\n13.1\n11.8\n\n325\n298\n\n0.81\n0.77"
    by_row = "港名\n甲港\n\n产量\n12.5\n产值\n310\n面积\n0.75\n\n乙港\n13.1\n325\n0.81\n\n丙港\n11.8\n298\n0.77"
    for text in (by_column, by_row):
        grid = read(text)
        assert grid is not None
        assert rows(grid) == [
            "港名 | 产量 | 产值 | 面积",
            "甲港 | 12.5 | 310 | 0.75",
            "乙港 | 13.1 | 325 | 0.81",
            "丙港 | 11.8 | 298 | 0.77",
        ]


def test_rows_are_no_heads_in_turn_with_values() -> None:
    lines = lines_to_tokens(print_lines(["港名 产量", "甲港 12.5 310", "乙港 13.1 325"]).lines)
    assert list(headed_to_lines(lines)) == []


def test_running_numbers_and_names_listed_by_row_are_a_stub_of_two_columns() -> None:
    stub = "\n".join(f"{number}\n{name}港" for number, name in enumerate("甲乙丙丁", 1))
    grid = read(f"序号\n港名\n泊位\n产量\n\n{stub}\n\n41\n57\n38\n62\n\n1.25\n1.31\n1.18\n1.22")
    assert grid is not None
    assert rows(grid)[:2] == ["序号 | 港名 | 泊位 | 产量", "1 | 甲港 | 41 | 1.25"]


def test_a_line_of_words_above_the_first_row_is_the_beginning_of_its_label() -> None:
    grid = read("港名 捕捞 养殖\n北部\n深水港 12.5 20.4\n乙港 13.1 22.6\n丙港 11.8 25.0")
    assert grid is not None
    assert rows(grid)[1] == "北部深水港 | 12.5 | 20.4"


def test_ends_and_beginnings_of_labels_between_rows_go_to_their_rows() -> None:
    grid = read(
        "矩阵 直接 间接 总计\n相邻各县距离 0.12 0.31 0.43\n矩阵\n4 近邻\n0.15 0.36 0.51\n经济联系程度 0.18 0.26 0.44\n矩阵"
    )
    assert grid is not None
    assert [row.split(" | ")[0] for row in rows(grid)[1:]] == ["相邻各县距离矩阵", "4 近邻", "经济联系程度矩阵"]


def test_a_head_keeps_its_year_and_its_thousands_where_each_cell_has_a_line() -> None:
    grid = read(
        "Port\nLandings 2019\nLandings 2022\nCrew (1000)\n"
        "Skarvik\n12.5\n13.1\n4.2\nLundhavn\n20.4\n22.6\n6.1\nMyrnes\n11.8\n12.9\n3.7\nTotal\n44.7\n48.6\n14.0"
    )
    assert grid is not None
    assert rows(grid)[0] == "Port | Landings 2019 | Landings 2022 | Crew (1000)"
    assert rows(grid)[4] == "Total | 44.7 | 48.6 | 14.0"


def test_a_year_behind_a_word_is_a_value_where_lines_hold_several_cells() -> None:
    grid = read("Port Founded\nSkarvik 1912\nLundhavn 1934\nMyrnes 1899")
    assert grid is None or "Skarvik 1912" not in {row.split(" | ")[0] for row in rows(grid)}
