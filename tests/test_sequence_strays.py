"""The label of the first row among the rows below it, and labels that stand where they should."""

from __future__ import annotations

import pytest

from extractors.tables.sequence_strays import strayed_to_lines
from extractors.tables.sequence_tokens import lines_to_tokens
from tests.test_sequence import print_lines, read_cells, rows

FIRST = "年份 | 2018 | 2019 | 2020 | 12.4 | 18.2 | 15.6 | 乙县 | 30.0 | 34.0 | 42.8 | "
REST = "丙县 | 9.1 | 7.2 | 7.8 | 丁县 | 13.8 | 16.8 | 16.5"


def variants(cells: str) -> list[list[str]]:
    lines = lines_to_tokens(print_lines([cell.strip() for cell in cells.split("|")]).lines)
    return [[token.text for line in variant for token in line] for variant in strayed_to_lines(lines)]


@pytest.mark.parametrize(
    "cells", [f"{FIRST}地区 | 甲县 | {REST}", f"{FIRST}{REST.replace('丁县', '地区 | 甲县 | 丁县')}"]
)
def test_the_first_label_with_the_lower_word_of_the_corner_goes_back_to_its_values(cells: str) -> None:
    assert rows(read_cells(cells)) == [
        "地区/年份 | 2018 | 2019 | 2020",
        "甲县 | 12.4 | 18.2 | 15.6",
        "乙县 | 30.0 | 34.0 | 42.8",
        "丙县 | 9.1 | 7.2 | 7.8",
        "丁县 | 13.8 | 16.8 | 16.5",
    ]


@pytest.mark.parametrize(
    "cells",
    [
        # a panel between rows that all have labels
        "地区 | 2018 | 2019 | 甲县 | 12.4 | 18.2 | 乙县 | 30.0 | 34.0 | 北部 | 丙县 | 9.1 | 7.2 | 丁县 | 1.8 | 1.5",
        f"{FIRST}地区 | 甲县 | 戊县 | {REST}",  # two labels without a row, and a word that may be either
        f"{FIRST}北部 | 甲县 | {REST}",  # a panel
        f"{FIRST}{REST}",
        f"{FIRST}地区 | 甲县 | {REST} | 3.5",
        "指标 | 产量 | 12.4 | 18.2 | 15.6 | 乙县 | 30.0 | 34.0 | 42.8 | 地区 | 甲县 | 丙县 | 9.1 | 7.2 | 7.8",
        "王某 | 渔业 | 2015 | 12.5 | 李某 | 航运 | 2016 | 13.5 | 张某 | 港口 | 2017 | 14.5",
    ],
)
def test_labels_that_may_be_where_they_belong_stay_there(cells: str) -> None:
    assert variants(cells) == []
