"""Statements whose meaning the words around them decide: what is compared, counted, excepted, said loosely, said twice."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.model import Check
from tests.test_statements_of_prose import checks, verdicts

SHOPS = """零售业态

表1 2019年和2023年零售业态情况
业态        2019年                        2023年
            门店（个）  销售额（亿元）    门店（个）  销售额（亿元）
百货店          87           243.8            71           189.1
购物中心        52           203.8            78           284.6
便利店        1265            38.9          2148            72.4
合计          1404           486.5          2297           546.1

表2 服务贸易差额与贸易额 单位：亿美元
年份      差额    贸易额
2018    -2537.9    7956.5
2019    -2178.2    7841.2
2020    -1025.2    8328.6
2021     -455.2    8591.1
2022     -409.9    8891.1

表3 医院费用 单位：元
机构          2018年    2023年
三级医院       12873     13254
二级医院        5216      5487
一级医院        2134      2368

{sentence}
"""


@pytest.mark.parametrize(
    "sentence",
    [
        "购物中心门店由52个增加到78个，销售额增长39.6%。",  # of another column than the figures before it
        "便利店门店增长69.8%，高于购物中心50.0%的增速。",  # the number of what is compared with
        "百货店和购物中心两项销售额合计473.7亿元。",  # two rows, not both columns
        "2019年以后，服务贸易逆差逐年收窄。",  # a deficit by its size
        "三级医院费用2023年为13254元，分别是二级医院和一级医院的2.42倍和5.60倍。",
        "三级医院费用相当于二级医院与一级医院之和的1.69倍。",
        "二级医院及以上机构的费用2023年合计18741元，比一级医院高16373元。",
    ],
)
def test_words_around_a_number_say_what_it_is_of(sentence: str) -> None:
    assert "contradicts" not in verdicts(sentence, SHOPS)


@pytest.mark.parametrize(
    "sentence",
    [
        "便利店销售额由38.9亿元增加到72.4亿元，门店增长96.8%。",
        "2019年以后，服务贸易逆差逐年扩大。",
        "三级医院费用相当于二级医院与一级医院之和的2.69倍。",
    ],
)
def test_and_what_is_wrong_in_them_is_found(sentence: str) -> None:
    assert "contradicts" in verdicts(sentence, SHOPS)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("服务贸易额不断扩大。", "ambiguous"),  # but for one year
        ("服务贸易额逐年扩大。", "contradicts"),
        ("服务贸易额不断缩小。", "contradicts"),
    ],
)
def test_a_word_that_is_used_loosely_leaves_a_doubt_where_the_whole_moves_that_way(
    sentence: str, expected: str
) -> None:
    assert verdicts(sentence, SHOPS) == {expected}


def test_a_period_of_one_step_does_not_go_on_behind_a_semicolon() -> None:
    page = """能耗

表1 吨钢能耗与产量
指标              2016年    2019年    2020年    2021年
能耗（kgce/t）     586.4     553.7     546.9     549.2
产量（万t）        1926.0    2415.7    2497.6    2249.6

{sentence}
"""
    assert "contradicts" not in verdicts("2016—2021年产量增长16.8%，2020年达到峰值后回落；能耗比2016年下降6.3%。", page)
    assert "contradicts" in verdicts("2020年能耗比2016年下降9.7%。", page)


def test_the_exception_of_a_span_is_that_of_the_change_over_it() -> None:
    page = """Schools

Table 1 Private pupils (thousand)
Year        2008    2012    2016    2018    2020    2022
Pupils      15.1    22.5    32.1    35.7    35.2    36.2

{sentence}
"""
    assert verdicts("The number of private pupils rose in every period except 2018-2020.", page) <= {"agrees"}
    assert "contradicts" in verdicts("The number of private pupils rose in every period except 2016-2018.", page)


def totals(rows: str) -> list[Check]:
    page = f"""成本

表1 玉米和大豆种植成本（元/公顷）
项目          玉米2018年  玉米2022年  大豆2018年  大豆2022年
{rows}
"""
    return [check for check in extract(page.encode(), "costs.txt").checks if check.rule == "sum"]


ROWS = """种子             542        618        487        563
机械作业        1528       1764       1342       1517
土地租金        3650       5280       3420       4860
其他             273        297        244        261
总成本          5993       7959       5493       7201"""


def test_costs_per_hectare_add_up_by_their_items_where_the_numbers_show_it() -> None:
    assert {check.verdict for check in totals(ROWS)} == {"agrees"}
    (wrong,) = [check for check in totals(ROWS.replace("1764", "1674")) if check.verdict == "contradicts"]
    assert wrong.stated == "7959"


def test_what_is_reckoned_per_shop_adds_up_to_nothing() -> None:
    page = """零售

表1 2023年零售业态
业态          门店（个）    销售额（亿元）    店均（万元）
百货店              71           189.1           26634
购物中心            78           284.6           36487
便利店            2148            72.4             337
专业店             900            90.0            1000
合计              3197           636.1            1990
"""
    found = [check for check in extract(page.encode(), "shops.txt").checks if check.rule == "sum"]
    assert {check.verdict for check in found} == {"agrees"}


TWICE = """茶叶

摘要：2022年安溪茶叶保费收入达到{first}。

一、保费

2022年安溪茶叶保费收入为{second}，较上年有所增加。
"""


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("90.83亿元", "90.83亿元", set()),
        ("90.83万元", "90.83亿元", {"contradicts"}),
        ("90.38亿元", "90.83亿元", {"contradicts"}),
        ("90.8亿元", "90.83亿元", set()),  # rounded
        ("约90亿元", "90.83亿元", set()),
        ("61.45亿元", "90.83亿元", {"ambiguous"}),  # before and after an audit, perhaps
    ],
)
def test_a_statement_that_is_repeated_in_other_numbers_is_reported(first: str, second: str, expected: set[str]) -> None:
    dataset = extract(TWICE.format(first=first, second=second).encode(), "tea.txt")
    assert {check.verdict for check in dataset.checks if check.rule == "repeated"} == expected


def test_figures_with_the_point_elsewhere_are_the_ones_that_the_table_prints() -> None:
    (found,) = [check for check in checks("2022年三市茶叶产值合计3176亿元。") if check.verdict == "contradicts"]
    assert found.expected is not None
    assert str(round(found.expected, 1)) == "317.6"
