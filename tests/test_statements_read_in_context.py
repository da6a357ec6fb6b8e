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


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("2021年安溪茶叶产值略有下降。", "2021年安溪茶叶产值略有上升。"),
        ("2021年安溪茶叶产值略有下降，为128.3亿元。", "2021年安溪茶叶产值略有上升，为128.3亿元。"),
        ("2022年安溪茶叶产值比2021年明显回升。", "2022年福鼎茶叶产值比2021年进一步下降。"),
    ],
)
def test_one_step_of_a_course_is_held_against_its_two_cells(right: str, wrong: str) -> None:
    assert "contradicts" not in verdicts(right)
    assert any(verdict.startswith("agrees") for verdict in verdicts(right))
    assert "contradicts" in verdicts(wrong)


@pytest.mark.parametrize(
    "sentence",
    [
        "2021年三市茶叶产值均略有上升。",  # of all of them: another check
        "2023年安溪茶叶产值略有下降。",  # a year that no table has
        "2021年邻市茶叶产值略有上升。",
        "2019—2022年安溪茶叶产值进一步上升。",  # a span
    ],
)
def test_steps_that_the_table_does_not_show_are_left_alone(sentence: str) -> None:
    found = [check for check in checks(sentence) if check.rule == "trend" and "→" in check.formula]
    assert not [check for check in found if check.verdict == "contradicts" and check.formula.count("→") == 1]


def test_the_step_that_a_list_went_from_is_told_by_its_value() -> None:
    page = """人口

表1 抚养比（%）
年份    少儿抚养比    老年抚养比    性别比
2000       25.31          7.79      104.2
2010       15.06         10.50      102.7
2022       15.53         23.83      101.9

{sentence}
"""
    right = "少儿抚养比由2000年的25.31%下降到2022年的15.53%，老年抚养比由7.79%上升到23.83%。"
    assert "contradicts" not in verdicts(right, page)
    assert "contradicts" in verdicts(right.replace("23.83%", "28.33%"), page)


def test_a_share_of_all_lines_is_held_against_their_sum_where_no_total_is_printed() -> None:
    right = "2023年三级医院费用占全部医院费用的比重为62.8%。"
    assert {v.partition("_")[0] for v in verdicts(right, SHOPS)} == {"agrees"}


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("2019—2022年", {"agrees"}),
        ("2019—2023年", {"contradicts"}),
        ("2018—2022年", {"contradicts"}),
        ("2020—2022年", {"contradicts"}),
    ],
)
def test_a_caption_that_goes_beyond_a_table_of_successive_years_contradicts_it(
    caption: str, expected: set[str]
) -> None:
    page = f"""产值

表1 {caption}三市茶叶产值
单位：亿元
城市      2019年    2020年    2021年    2022年
安溪       120.4     131.6     128.3     140.2
武夷        80.5      84.1      90.7      97.9
"""
    found = extract(page.encode(), "tea.txt").checks
    assert {check.verdict for check in found if check.rule == "caption_period"} == expected


def test_a_table_of_growth_begins_a_year_after_its_caption_and_one_of_chosen_years_may_end_before_it() -> None:
    growth = """增速

表1 2018—2022年三市茶叶产值增速
单位：%
城市      2019年    2020年    2021年    2022年
安溪         9.4       9.3      -2.5       9.3
武夷         5.5       4.5       7.8       7.9
"""
    chosen = """产值

表1 2005—2023年三市茶叶产值
单位：亿元
城市      2005年    2010年    2015年    2020年
安溪       120.4     131.6     128.3     140.2
武夷        80.5      84.1      90.7      97.9
"""
    for page in (growth, chosen):
        found = extract(page.encode(), "tea.txt").checks
        assert {check.verdict for check in found if check.rule == "caption_period"} == {"ambiguous"}


def test_the_line_of_totals_is_known_by_the_hundred_that_its_shares_add_up_to() -> None:
    page = """医保

表1 2023年各地区基金支出
地区        参保人数（万人）    支出（亿元）    占比（%）
河西             398.5              48.62          21.9
中部             682.7              71.35          32.2
陇东             531.4              50.18          22.6
陇南             342.6              31.27          14.1
民族             194.6              20.38           9.2
全省            2139.8             221.80         100.0
"""
    found = {c.stated: c.verdict for c in extract(page.encode(), "fund.txt").checks if c.rule == "sum"}
    assert found["2139.8"] == "contradicts"  # 521.4 was meant
    assert found["221.80"] == "agrees"


FIVE_YEARS = """港口

表1 2018—2022年港口吞吐量与收入比
年份      吞吐量（亿吨）    弃光率（%）    收入比
2018           10.08            1.6        2.505
2019           10.57            3.4        2.457
2020           11.36            8.0        2.411
2021           10.96           13.8        2.352
2022           10.61            9.7        2.306

{sentence}
"""


@pytest.mark.parametrize(
    "sentence",
    [
        "吞吐量2020年最高，达到11.36亿吨，此后连续两年回落。",  # from there on
        "弃光率在2021年升至13.8%后有所下降。",  # after that year
        "弃光率2018年最低,为1.6%,2021年最高。",  # typed with Western commas
        "收入比2022年为2.306，即城镇居民收入是农村居民的2.3倍。",  # the same, rounded
    ],
)
def test_habits_that_look_like_contradictions_are_none(sentence: str) -> None:
    assert "contradicts" not in verdicts(sentence, FIVE_YEARS)


@pytest.mark.parametrize(
    "sentence", ["吞吐量2020年最高，达到11.36亿吨，此后连续两年上升。", "弃光率最高的一年是2018年,为1.6%。"]
)
def test_and_are_contradicted_where_the_table_says_otherwise(sentence: str) -> None:
    assert "contradicts" in verdicts(sentence, FIVE_YEARS)


def test_the_first_and_the_last_season_in_a_caption_are_no_range_of_years() -> None:
    page = """Wheat

Table 1 Production of wheat, 2018-19 to 2021-22
Province    2018-19    2019-20    2020-21    2021-22
Northern      120.4      131.6      128.3      140.2
Southern       80.5       84.1       90.7       97.9
"""
    assert not [c for c in extract(page.encode(), "wheat.txt").checks if c.rule == "caption_period"]


def test_a_step_that_is_denied_is_none() -> None:
    found = checks("2022年安溪茶叶产值没有明显下降。")
    assert not [check for check in found if check.rule == "trend" and check.verdict == "contradicts"]
