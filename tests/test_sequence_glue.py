from __future__ import annotations

import itertools

import pytest

from extractors import extract
from extractors.tables.sequence_glue import run_to_cuts
from tests.test_sequence import read, read_cells, rows


def test_header_labels_that_touch_are_parted_by_their_endings_as_the_values_ask() -> None:
    cells = (
        "年份 | 实测产量估计产量绝对偏差 | 2016 | 104.7 | 103.2 | 1.5 | 2017 | 102.5 | 105.1 | 2.6"
        " | 2018 | 103.0 | 101.4 | 1.6 | 2019 | 105.5 | 106.2 | 0.7"
    )
    grid = read_cells(cells)
    assert rows(grid)[0] == "年份 | 实测产量 | 估计产量 | 绝对偏差"
    assert grid.confidence < 0.9


@pytest.mark.parametrize(
    ("run", "pieces", "labels"),
    [
        ("出口数量进口数量", 2, ["出口数量", "进口数量"]),
        ("标准差最小值", 2, ["标准差", "最小值"]),
        ("实际值组合估计值", 2, ["实际值", "组合估计值"]),
    ],
)
def test_labels_alike_in_their_endings_or_lengths_come_apart(run: str, pieces: int, labels: list[str]) -> None:
    cuts = (0, *run_to_cuts(run, pieces, ["最大值"]), len(run))
    assert [run[start:end] for start, end in itertools.pairwise(cuts)] == labels


@pytest.mark.parametrize("run", ["固定资产投资完成情况表", "社会消费品零售"])
def test_a_long_label_without_likenesses_stays_whole(run: str) -> None:
    assert run_to_cuts(run, 3, ["人口"]) == ()


def test_a_long_header_label_stays_whole_where_the_values_need_no_more() -> None:
    grid = read_cells("年份 | 出口数量进口数量 | 2016 | 104.7 | 2017 | 102.5 | 2018 | 103.0 | 2019 | 105.5")
    assert rows(grid)[0] == "年份 | 出口数量进口数量"


def test_running_numbers_are_labels_and_come_apart_from_their_names() -> None:
    names = ["东港", "西港", "南港", "北港", "中港", "上港", "下港", "内港", "外港"]
    cells = "序号 | 港口 | 吞吐量 | 泊位面积"
    for number, name in enumerate(names, 1):
        cells += f" | {number} | {name} | {330.5 - 7.25 * number:.2f} | {12.5 + number * number:.1f}"
    cells += " | 10 新建油港 | 200.10 | 95.5"
    table = rows(read_cells(cells))
    assert table[1] == "1 | 东港 | 323.25 | 13.5"
    assert table[-1] == "10 | 新建油港 | 200.10 | 95.5"


def test_ranks_behind_values_stay_values() -> None:
    cells = "城市 | 产值 | 位次 | 东城 | 12.5 | 1 | 西城 | 11.3 | 2 | 南城 | 10.1 | 3 | 北城 | 9.6 | 4"
    assert rows(read_cells(cells))[1] == "东城 | 12.5 | 1"


def test_a_number_out_of_turn_belongs_to_its_label() -> None:
    grid = read(
        "项目 均值 方差\n1 东部 1.50 0.20\n2 西部 2.50 0.30\n3 中部 1.70 0.40\n4 轮车辆 2.10 0.20\n7 座客车 3.10 0.60"
    )
    assert grid is not None
    assert rows(grid)[-1].startswith("7 座客车")


def test_the_first_of_a_row_of_years_stays_apart_from_the_corner_it_is_glued_to() -> None:
    text = """表1 两县密度指数
密度指数/年份 2015
2016
2017
甲县
0.94
1.03
1.00
乙县
1.29
1.06
1.36
注：数据由年鉴计算。
"""
    grid = extract(text.encode(), "density.txt").tables[0].grid.texts()
    assert [list(row) for row in grid] == [
        ["密度指数/年份", "2015", "2016", "2017"],
        ["甲县", "0.94", "1.03", "1.00"],
        ["乙县", "1.29", "1.06", "1.36"],
    ]
