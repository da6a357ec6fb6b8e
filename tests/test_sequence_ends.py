from __future__ import annotations

import pytest

from extractors.tables.sequence_ends import find_axis
from extractors.tables.sequence_tokens import lines_to_tokens
from tests.test_sequence import print_lines, read, rows

TABLE = ["年份 2019 2020 2021 2022", "综合指数 110.35 111.28 112.19 113.86"]
CHART = [
    "110.35",
    "111.28",
    "112.19",
    "113.86",
    "108",
    "110",
    "112",
    "114",
    "116",
    "2019 2020 2021 2022",
    "指数",
    "年份",
]


def axis_of(lines: list[str]) -> int | None:
    return find_axis(lines_to_tokens(print_lines(lines).lines))


def test_the_numbers_of_a_chart_below_a_table_are_left_out_of_it() -> None:
    grid = read("\n".join(TABLE + CHART), closed=False)
    assert grid is not None
    assert rows(grid) == [" | ".join(line.split()) for line in TABLE]
    assert len(grid.unread) >= len(CHART)
    assert grid.confidence < 0.9


def test_a_note_says_where_a_table_ends_and_nothing_is_left_out() -> None:
    grid = read("\n".join(TABLE + CHART), closed=True)
    assert grid is None or rows(grid) != [" | ".join(line.split()) for line in TABLE]


def test_an_axis_is_found_where_it_begins() -> None:
    assert axis_of(TABLE + CHART) == 6


@pytest.mark.parametrize(
    "lines",
    [
        ["2016", "2017", "2018", "2019", "2020"],
        ["1", "2", "3", "4", "5", "6"],
        ["12.5", "12.9", "13.1", "13.6", "14.0"],
        ["0", "0", "0", "0", "0"],
        ["东部 5", "西部 10", "中部 15", "北部 20"],
    ],
)
def test_years_running_numbers_and_values_are_no_axis(lines: list[str]) -> None:
    assert axis_of(lines) is None
