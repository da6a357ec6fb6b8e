"""Numbers that their own figures place, numbers in the wrong year or on the wrong line, and what must not be said of them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import extract
from extractors.checks.slips import chance_of_misprint, differ_as_misprints
from tests.prose import claim_of

FRUIT = """水果进口与生猪生产

摘要：本文考察水果进口。2022年甲国的份额达{abstract}，生猪存栏有所恢复。

一、水果进口

表1 水果进口的主要来源国 单位：亿美元、%
国别      2013年    2018年    2022年    2022年份额
甲国       12.84     21.63     68.47         43.63
乙国        8.36     17.92     33.85         21.57
丙国        5.73      9.44     15.26          9.72
丁国        4.66     17.06     20.00         12.74
其他       10.07     18.16     19.35         12.33
合计       41.66     84.21    156.93        100.00

2022年从甲国进口68.47亿美元，份额为43.63%。

表2 生猪生产情况
年份      能繁母猪存栏（万头）    猪肉产量（万吨）    母猪占比（%）
2014            418.2                 457.8              61.36
2015            396.5                 448.5              61.20
2016            391.7                 431.6              63.42
2017            387.9                 426.2              64.87
2018            362.4                 446.8              65.31
2019            246.3                 348.5              66.74
2020            312.8                 337.7              64.05
2021            325.2                 361.4              63.18
2022            338.6                 456.4              62.97

{sentence}
"""


def verdicts(text: str) -> list[str]:
    return [check.verdict for check in extract(text.encode(), "article.txt").checks]


def found(sentence: str, abstract: str = "43.63%") -> list[str]:
    return verdicts(FRUIT.format(sentence=sentence, abstract=abstract))


@pytest.mark.parametrize(
    "sentence",
    [
        "2022年从乙国进口38.35亿美元。",  # two figures exchanged
        "2021年能繁母猪存栏为352.2万头。",
        "母猪占比最低的年份是2017年，为61.20%。",  # the value of 2015
        "母猪占比在2018年达到66.74%的最高值，此后回落。",  # of 2019
        "除2018年外，2014年以来能繁母猪存栏逐年减少。",
        "除2016年外，2019年之前猪肉产量逐年减少。",
    ],
)
def test_what_the_figures_or_the_place_of_a_number_tell_contradicts(sentence: str) -> None:
    assert "contradicts" in found(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "2022年从乙国进口33.85亿美元。",
        "母猪占比最低的年份是2015年，为61.20%。",
        "母猪占比在2019年达到66.74%的最高值，此后回落。",
        "2018年之后母猪占比继续上升，最高为66.74%。",  # at another time than the one that is named
        "2022年前两大来源国依次为甲国和乙国。",  # 其他 is no country
        "2013年前三大来源国为甲国、乙国和丙国，合计26.93亿美元。",
        "疫情之前，能繁母猪存栏已连年减少，2014年为418.2万头，2018年只有362.4万头。",
        "2018年为362.4万头的能繁母猪存栏，2015年起连续三年减少。",
        "2020年猪肉产量337.7万吨，为九年最低，比2018年减少109.1万吨；2022年为456.4万吨，较2020年增长35.1%。",
        "甲国水果品质持续提升，由67.03分升至83.15分。",  # of no series of the tables
        "2022年另从戊国进口33.58亿日元。",
    ],
)
def test_what_is_so_or_is_said_of_something_else_does_not_contradict(sentence: str) -> None:
    assert "contradicts" not in found(sentence)


def test_an_abstract_that_misprints_what_it_repeats_contradicts() -> None:
    assert "contradicts" in found("以上分析表明水果进口增长较快。", abstract="46.33%")
    assert "contradicts" not in found("以上分析表明水果进口增长较快。", abstract="43.63%")
    assert "contradicts" not in found("以上分析表明水果进口增长较快。", abstract="四成以上")


def test_a_compound_names_both_of_its_parts() -> None:
    text = (
        "就业分布\n\n表1 各地区就业人数 单位：万人\n地区      2016年    2019年    2022年\n东部      15960     15700     15447\n"
        "中部       5746      6223      6771\n西部       5484      6173      6436\n合计      27190     28096     28654\n\n{}\n"
    )
    assert "agrees" in " ".join(verdicts(text.format("2022年中西部合计13207万人，占全部的46.1%。")))
    assert "contradicts" in verdicts(text.format("2022年中西部合计12307万人。"))


def test_a_column_is_not_taken_for_the_one_that_its_clause_names() -> None:
    text = (
        "快递业\n\n表1 主要城市快递业发展情况\n城市      业务量(亿件)    业务收入(亿元)    单件收入(元)\n甲市          101.34          832.75            8.22\n"
        "乙市           38.74          164.53            4.25\n丙市           25.86          128.64            4.97\n全省          301.33         2473.91            8.21\n\n{}\n"
    )
    assert "contradicts" not in verdicts(
        text.format("乙市、丙市的快件价格较低，两市业务量占全省21.4%，收入却只占11.9%。")
    )


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("163.29", "136.29", True),
        ("861.75", "867.15", True),
        ("45.2", "46.2", True),
        ("39.69", "36.98", False),
        ("12", "21", False),
    ],
)
def test_misprints_change_one_figure_or_exchange_two(one: str, other: str, alike: bool) -> None:
    assert differ_as_misprints(Decimal(one), Decimal(other)) is alike


def test_the_chance_of_a_misprint_falls_with_the_figures() -> None:
    claim = claim_of("2021年出口额为136.29亿元。")
    assert chance_of_misprint(claim, Decimal("163.29")) == pytest.approx(4 / 90_000)
    assert chance_of_misprint(claim, Decimal("136.28")) == pytest.approx(45 / 90_000)
    assert chance_of_misprint(claim, Decimal("136.29")) == 1.0
    assert chance_of_misprint(claim, Decimal("921.63")) == 1.0


@given(st.decimals("1000", "99999.99", places=2))
def test_a_number_is_never_a_misprint_of_itself(value: Decimal) -> None:
    claim = claim_of(f"2021年出口额为{value}亿元。")
    assert chance_of_misprint(claim, value) == 1.0


def test_numbers_beside_a_multiple_of_a_thousand_heads_keep_their_size() -> None:
    text = "Beds\n\nTable 3 Hospital beds in three counties\nCounty        Beds     Beds per 1,000\nAldershire    7,362    5.73\nBrennock      4,415    5.04\nCarrow        3,927    6.11\n\nBed density is greatest in Carrow, with 6.11 beds per 1,000 inhabitants.\n"
    dataset = extract(text.encode(), "beds.txt")
    assert {o.unit.multiplier for o in dataset.observations if o.text == "6.11"} == {0}
    assert "contradicts" not in [check.verdict for check in dataset.checks]


TOWNS = """园所与婚姻

表1 公办园情况
年份    其他公办园占比（%）    公办园占比（%）    离结比（%）    年均气温（度）
2020            7.4                   40.2             33.1          14.2
2021            7.1                   43.8             35.6          14.5
2022            6.9                   46.9             42.1          14.8

{sentence}
"""


@pytest.mark.parametrize(
    "sentence",
    [
        "2022年公办园占比升至46.9%。",  # and not that of 其他公办园
        "2020年结婚登记年均递减7.3%；离结比由33.1%升到2022年的42.1%。",  # the movement of another statement
        "2020—2022年公办园占比年均提高8.0%。",  # an average is no rate of a year
    ],
)
def test_words_of_another_statement_or_line_are_not_held_against_a_number(sentence: str) -> None:
    assert "contradicts" not in verdicts(TOWNS.format(sentence=sentence))


def test_noughts_in_brackets_under_a_head_are_its_multiple_and_no_numbers() -> None:
    text = (
        "Apprentices\n\nTable 1 Apprenticeship starts\nYear      Starts    Change    Completions\n           (000)       (%)          (000)\n"
        "2013        84.2         -           58.1\n2014        88.9       5.6           61.4\n2015        95.7       7.6           64.6\n\n"
        "Starts grew without interruption before the reform.\n"
    )
    dataset = extract(text.encode(), "starts.txt")
    assert all(o.value != 0 for o in dataset.observations)
    assert "contradicts" not in [check.verdict for check in dataset.checks]
