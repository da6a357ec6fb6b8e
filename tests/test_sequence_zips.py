from __future__ import annotations

from extractors.tables.sequence_tokens import lines_to_tokens
from extractors.tables.sequence_zips import zipped_to_lines
from tests.test_sequence import print_lines, read, rows


def test_a_stub_that_takes_turns_with_the_first_column_is_told_apart() -> None:
    grid = read("指数/年份 2015\n\n2016\n\n2017\n\n出口密集度 0.94\n进口密集度 1.29\n\n1.03\n1.06\n\n1.00\n1.36")
    assert grid is not None
    assert rows(grid) == [
        "指数/年份 | 2015 | 2016 | 2017",
        "出口密集度 | 0.94 | 1.03 | 1.00",
        "进口密集度 | 1.29 | 1.06 | 1.36",
    ]


def test_one_row_whose_label_stands_beside_its_first_value_keeps_all_years_in_the_header() -> None:
    grid = read("2016\n竞争力指数 0.26\n\n2017\n0.25\n\n2018\n0.24\n\n2019\n0.33")
    assert grid is not None
    assert rows(grid) == [" | 2016 | 2017 | 2018 | 2019", "竞争力指数 | 0.26 | 0.25 | 0.24 | 0.33"]


def test_rows_are_never_told_apart() -> None:
    lines = lines_to_tokens(print_lines(["年份 出口 进口", "2016 1.5 2.5", "2017 1.6 2.6"]).lines)
    assert list(zipped_to_lines(lines)) == []


def test_pairs_that_fill_the_table_are_left_as_they_are() -> None:
    lines = lines_to_tokens(print_lines(["国别", "产量", "甲国", "1.5", "乙国", "2.5", "丙国", "3.5"]).lines)
    assert list(zipped_to_lines(lines)) == []


def test_columns_listed_apart_with_one_value_for_all_rows_at_the_end() -> None:
    grid = read(
        "年份 实测 估计 偏差 平均偏差\n\n2016\n2017\n2018\n2019\n\n104.7\n102.5\n103.0\n105.5\n\n103.2\n105.1\n101.4\n106.2"
        "\n\n1.5\n2.6\n1.6\n0.7\n\n1.6%"
    )
    assert grid is not None
    assert rows(grid)[:3] == [
        "年份 | 实测 | 估计 | 偏差 | 平均偏差",
        "2016 | 104.7 | 103.2 | 1.5 | 1.6%",
        "2017 | 102.5 | 105.1 | 2.6 | ",
    ]
    assert grid.covering(4, 4).text == "1.6%"


def test_a_stub_of_two_columns_listed_one_after_the_other() -> None:
    grid = read(
        "模型\n\n变量\n\n系数\n\n样本量\n\n甲\n乙\n丙\n\n经济规模\n人口规模\n产业结构\n\n0.104\n0.068\n0.066\n\n126\n126\n126"
    )
    assert grid is not None
    assert rows(grid) == [
        "模型 | 变量 | 系数 | 样本量",
        "甲 | 经济规模 | 0.104 | 126",
        "乙 | 人口规模 | 0.068 | 126",
        "丙 | 产业结构 | 0.066 | 126",
    ]
