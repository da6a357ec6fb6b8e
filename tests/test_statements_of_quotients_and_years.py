"""What a sentence says of a quotient, of the whole country, of several places by their signs, of a turn, and what figures say without a table."""

from __future__ import annotations

import pytest

from extractors import extract
from tests.test_statements_of_prose import checks, verdicts

CINEMAS = """我国图书零售业的变化

表1 我国图书零售情况
年份      销售额（亿元）    书店（家）    品种（种）
2018          412.6          18632         204731
2020          367.9          17904         198260
2022          405.3          19217         212846
2023          453.8          20415         219377

表2 2023年各省图书零售情况
地区      销售额（亿元）    占全国（%）
广东           61.7            13.6
浙江           48.3            10.6
江苏           44.9             9.9
其他          298.9            65.9
合计          453.8           100.0

{sentence}
"""


@pytest.mark.parametrize(
    "sentence",
    [
        "平均每家书店的销售额2018年为221.4万元，2023年为222.3万元，较2018年增长0.4%。",
        "书店数量仍在增加，单家书店销售额明显下滑。",
        "每万种品种的销售额较2018年增长2.6%。",
        "粤浙苏三省占34.1%。",
        "浙、苏两省销售额合计93.2亿元。",
        "书店数量先抑后扬，2018年为18632家，2020年降到17904家的低点；2022年增加到19217家。",
        "书店增长较快，达到9.6%。",  # of 2023 on 2018, as the sentence does not say
        "全国图书销售额由2018年的412.6亿元下降到2020年的367.9亿元。",
        "亏损面由12.4%收窄至9.8%。",
        "排名由第3位上升到第2位。",
        "书店数量只在2020年有所下降。",
        "除2020年以外，书店数量历年都在增加。",
        "门店面积只在2022年有所下降。",  # which no table shows
        "书店数量自2018年的高点回落，2022—2023年连续两年增加。",
        "三种渠道合计占11.2%。",  # of which the sentence before names none
        "广东占全国的13.6%。两省合计销售额61.7亿元，占总额的21.4%。",
        "粤浙苏三省居前三位，广东增幅居所列地区第二位。",
        "京沪穗深四市2023年的销售额合计98.6亿元，占21.7%。",
        "书店由18632家增加到20415家，销售额由412.6亿元提高到453.8亿元。",
    ],
)
def test_what_is_said_of_something_else_accuses_nobody(sentence: str) -> None:
    assert "contradicts" not in verdicts(sentence, CINEMAS)


@pytest.mark.parametrize(
    "sentence",
    [
        "2023年全国销售额为435.8亿元。",  # the whole that the table is about
        "2023年全国共有书店20415家，是2018年的1.59倍。",
        "销售额由412.6亿元下降到453.8亿元。",
        "利润率由5.2%上升到4.7%，令人担忧。",  # in no table
        "书店数量只在2022年有所下降。",
        "除2022年以外，书店数量历年都在增加。",
        "书店数量2020—2023年连续三年减少。",
        "粤浙苏三省占43.1%。",
        "书店数量先扬后抑，2018年为18632家，2020年降到17904家的低点；2022年增加到19217家。",
    ],
)
def test_and_what_is_wrong_is_found(sentence: str) -> None:
    assert "contradicts" in verdicts(sentence, CINEMAS)


def test_a_growth_that_is_said_first_is_what_the_figure_behind_the_comma_is() -> None:
    (check,) = [
        check
        for check in checks("2018—2023年书店增长最快，只有9.6%。", CINEMAS)
        if check.rule in {"growth", "share", "ratio"}
    ]
    assert (check.rule, check.verdict) == ("growth", "agrees_rounded")


ENGLISH = """Bookshops of Norland

Table 1 Bookshops and sales
Year    Sales (million)    Shops    Sales per shop (thousand)
2018         412.6         1,863         221.5
2020         367.9         1,790         205.5
2022         405.3         1,922         210.9
2023         453.8         2,041         222.3

Table 2 Bookshops by region
Region       Shops 2018    Shops 2023
Capital           612           547
Coast             741           893
Inland            510           601
Norland      1,863         2,041

2 Results

The figures of three years show how the trade has changed in this country. {sentence}
"""


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("The Capital region lost 10.6 per cent of its shops.", False),
        ("The Capital region lost 19.6 per cent of its shops.", True),
        ("Sales rose from 367.9 million in 2020 to 453.8 million in 2023.", False),
        ("Profits fell from 12.4 million in 2020 to 15.8 million in 2023.", True),
        ("Profits of the chain rose from 12.4 million in 2020, and the others went to 11.8 million.", False),
        ("The number of shops shrank only in 2020.", False),
        ("The number of shops shrank only in 2023.", True),
        ("After a peak in 2018, the number of shops fell until 2020.", False),
        ("After a low of 1,790 in 2020, shops have increased in each year since.", False),
        ("After a low of 1,790 in 2020, shops have decreased in each year since.", True),
        ("The two larger regions furnished 35.2 per cent of all funds, and almost 46.7 per cent of the books.", False),
        ("Floor space is another matter. It shrank only in 2023.", False),
        ("The deficit fell from -12.4 million to -15.8 million.", False),
    ],
)
def test_losses_and_movements_in_english(sentence: str, wrong: bool) -> None:
    assert ("contradicts" in verdicts(sentence, ENGLISH)) is wrong


YEARS = """我国茶园的变化

表1 茶园面积与产量
年份      面积（千公顷）    产量（万吨）
2019          3104.9          277.7
2020          3216.8          293.2
2021          3307.7          316.4

表2 {caption}
地区      面积（千公顷）    产量（万吨）
福建           241.4            {part}
云南           491.6            49.0
其他          2574.7           220.3
合计          3307.7           {total}

以上为各省情况。
"""


@pytest.mark.parametrize(
    ("caption", "part", "total", "found"),
    [
        ("2020年茶园分省情况", "47.1", "316.4", True),
        ("2021年茶园分省情况", "47.1", "316.4", False),
        ("茶园分省情况", "47.1", "316.4", False),  # no year to be wrong
        ("2020年茶园分省情况", "23.9", "293.2", False),  # one total clears it
        ("2020年和2021年茶园分省情况", "47.1", "316.4", False),
        ("2018年茶园分省情况", "47.1", "316.4", False),  # a year that the other table does not have
    ],
)
def test_a_caption_has_the_year_of_its_totals(caption: str, part: str, total: str, found: bool) -> None:
    text = YEARS.format(caption=caption, part=part, total=total)
    wrong = [
        check
        for check in extract(text.encode(), "tea.txt").checks
        if check.rule == "caption_period" and check.verdict == "contradicts"
    ]
    assert [check.stated for check in wrong] == (["2020"] if found else [])
    if found:
        assert "2021年" in wrong[0].message


AGES = """Births in Norland

Table 1 Births by age of mother
Age        2010      2022
<20        3,284     1,027
20-39     63,116    50,483
40+        2,012     2,766
All       68,412    54,276

2 Results

The figures of two years show how births have changed in this country. {sentence}
"""


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("In 2022 mothers aged 40 and over had 2,766 births.", False),
        ("Births at 20-39 years fell, and at 40 years and over they rose to 1.37 times the figure of 2010.", False),
        ("In 2022 mothers aged 40 and over had 2,676 births.", True),
    ],
)
def test_a_class_without_an_upper_bound_is_known_by_the_lower(sentence: str, wrong: bool) -> None:
    assert ("contradicts" in verdicts(sentence, AGES)) is wrong
