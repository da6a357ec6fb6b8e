"""Rows that a tool printed by the batch: labels of a few, then their values."""

from __future__ import annotations

import pytest

from extractors.tables.sequence_batches import batched_to_lines
from extractors.tables.sequence_tokens import lines_to_tokens
from tests.test_sequence import print_lines, read, rows

HEAD = ["序号", "银行名称", "授信额度", "已用额度"]
BATCHES = [
    ["1 东山银行", "2 西河银行", "310.25", "120.50", "98.40", "66.10"],
    ["3 南林银行", "4 北原银行", "87.30", "45.00 61.75", "0.00"],
    ["5 中江银行", "44.80", "20.15"],
]
ROWS = [
    "序号 | 银行名称 | 授信额度 | 已用额度",
    "1 | 东山银行 | 310.25 | 120.50",
    "2 | 西河银行 | 98.40 | 66.10",
    "3 | 南林银行 | 87.30 | 45.00",
    "4 | 北原银行 | 61.75 | 0.00",
    "5 | 中江银行 | 44.80 | 20.15",
]


def cells_of(batches: list[list[str]]) -> list[str]:
    return [*HEAD, *(cell for batch in batches for cell in batch)]


def test_labels_of_two_rows_before_the_values_of_both_are_told_apart() -> None:
    grid = read("\n".join(cells_of(BATCHES)))
    assert grid is not None
    assert rows(grid) == ROWS


def test_without_a_column_of_numbers_the_number_stays_with_its_name() -> None:
    cells = cells_of(BATCHES)[1:]
    (variant,) = batched_to_lines(lines_to_tokens(print_lines(cells).lines))
    assert [line[0].text for line in variant][3::3] == [cell for batch in BATCHES for cell in batch if "行" in cell]


def test_columns_of_a_batch_in_blocks_of_their_own_go_down() -> None:
    text = (
        "\n".join(HEAD[1:])
        + "\n\n东山\n西河\n\n31.2\n98.4\n\n12.5\n66.1\n\n南林\n北原\n\n8.7\n6.1\n\n4.5\n0.3\n\n中江\n\n4.4\n\n2.1"
    )
    (variant,) = batched_to_lines(lines_to_tokens(print_lines(text.split("\n")).lines))
    assert [line[0].text for line in variant][3:9] == ["东山", "31.2", "12.5", "西河", "98.4", "66.1"]


@pytest.mark.parametrize(
    "cells",
    [
        cells_of([*BATCHES[:2], ["5 中江银行", "44.80"]]),  # a batch lacks a value
        cells_of([*BATCHES[:2], ["5 中江银行", "44.80", "20.15", "3.3"]]),  # one has one too many
        cells_of(BATCHES[:2]),  # two of them are two tables as well
        ["年份", "产量", "2016", "12.5", "2017", "13.1", "2018", "11.8"],  # rows of one value
        ["银行名称", "授信额度", "已用额度", "东山", "31.2", "12.5", "西河", "98.4", "66.1", "南林", "8.7", "4.5"],
        ["参考文献", "[1] 王某. 渔业[J], 2015", "[2] 李某. 航运[J], 2016", "12.5", "13.1", "图 1", "11.8", "9.4"],
        ["甲 1.5 2.5", "乙 1.6 2.6", "丙 1.7 2.7", "丁 1.8 2.8"],
    ],
)
def test_what_does_not_come_out_even_is_left_as_it_is(cells: list[str]) -> None:
    assert list(batched_to_lines(lines_to_tokens(print_lines(cells).lines))) == []


def test_the_number_of_the_page_behind_the_last_row_is_no_cell() -> None:
    grid = read("\n".join([*cells_of(BATCHES), "251"]), closed=False)
    assert grid is not None
    assert rows(grid) == ROWS
    assert len(grid.unread) == 1
    closed = read("\n".join([*cells_of(BATCHES), "251"]), closed=True)
    assert closed is None or closed.confidence < 0.5


def test_a_whole_number_among_whole_numbers_is_a_cell() -> None:
    grid = read("银行\n额度\n户数\n甲\n31\n12\n乙\n98\n66\n丙\n87\n45\n丁\n44\n251", closed=False)
    assert grid is not None
    assert rows(grid)[-1] == "丁 | 44 | 251"
