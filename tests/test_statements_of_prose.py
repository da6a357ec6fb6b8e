"""Single sentences over two small tables: what they state is confirmed, contradicted, or left alone."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.model import Check

CHINESE = """三市茶叶产业的比较

摘要：本文比较三市茶叶产业的规模与结构，并提出建议。

一、产业规模

三市茶叶产值的变化列于表1。

表1  2019—2022年三市茶叶产值
单位：亿元
城市      2019年    2020年    2021年    2022年
安溪       120.4     131.6     128.3     140.2
武夷        80.5      84.1      90.7      97.9
福鼎        60.2      66.3      72.8      79.5
合计       261.1     282.0     291.8     317.6

表2  2022年三市茶园情况
城市      产量（万吨）    面积（万亩）    占比（%）    产量位次
安溪          12.4            60.1          44.1         1
武夷           8.6            41.2          30.8         2
福鼎           7.1            35.5          25.0         3

{sentence}

二、结语

产业仍有提升的空间。
"""

ENGLISH = """Tea in three towns

Abstract: The paper compares three towns.

1 Output

The towns differ, as the figures of four years show. {sentence}

Table 1 Output of tea by town (EUR million)
Town       2019     2020     2021     2022
Anford    120.4    131.6    128.3    140.2
Brigton    80.5     84.1     90.7     97.9
Colham     60.2     66.3     72.8     79.5
Total     261.1    282.0    291.8    317.6

2 Conclusion

There is room for more.
"""


def checks(sentence: str, page: str = CHINESE) -> list[Check]:
    dataset = extract(page.format(sentence=sentence).encode(), "three-towns.txt")
    inside = {claim.claim_id for claim in dataset.claims if claim.sentence in sentence}
    return [
        check
        for check in dataset.checks
        if check.subject in inside
        or (not check.stated.replace(".", "").isdecimal() and check.stated.strip("，。") in sentence)
    ]


def verdicts(sentence: str, page: str = CHINESE) -> set[str]:
    found = [check for check in checks(sentence, page) if check.rule != "caption_period"]
    return {check.verdict for check in found if check.verdict != "not_checkable"}


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("2021年安溪茶叶产值为128.3亿元。", "2021年安溪茶叶产值为138.3亿元。"),
        ("2022年三市茶叶产值合计317.6亿元。", "2022年三市茶叶产值合计371.6亿元。"),
        ("2019—2022年，武夷茶叶产值年均增长6.7%。", "2019—2022年，武夷茶叶产值年均增长8.7%。"),
        ("2022年福鼎茶叶产值比2019年增加19.3亿元。", "2022年福鼎茶叶产值比2019年增加29.3亿元。"),
        ("2022年安溪与武夷茶叶产值合计238.1亿元。", "2022年安溪与武夷茶叶产值合计283.1亿元。"),
        ("2022年安溪茶叶产值是福鼎的1.76倍。", "2022年安溪茶叶产值是福鼎的2.76倍。"),
        ("福鼎茶叶产值逐年上升。", "安溪茶叶产值逐年上升。"),
        ("除2021年外，安溪茶叶产值各年均有增长。", "除2022年外，安溪茶叶产值各年均有增长。"),
        ("从产量看，安溪最高。", "从产量看，武夷最高。"),
        ("2022年武夷的产量高于福鼎。", "2022年武夷的产量低于福鼎。"),
        ("三市产量均超过7万吨。", "三市产量均超过8万吨。"),
        ("2022年武夷产量居第二位。", "2022年武夷产量居第三位。"),
        ("只有安溪2021年的产值较上年下降。", "只有福鼎2021年的产值较上年下降。"),
        ("2022年茶园面积安溪最大，为60.1万亩。", "2022年茶园面积武夷最大，为60.1万亩。"),
        ("安溪2022年产值为140.2亿元，高于武夷。", "安溪2022年产值为140.2亿元，低于武夷。"),
        ("2022年安溪产值140.2亿元，占三市的44.1%。", "2022年安溪产值140.2亿元，占三市的44.7%。"),
    ],
)
def test_what_the_tables_give_is_confirmed_and_what_they_do_not_is_contradicted(right: str, wrong: str) -> None:
    assert any(verdict.startswith("agrees") for verdict in verdicts(right))
    assert "contradicts" not in verdicts(right)
    assert "contradicts" in verdicts(wrong)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("In 2022 output in Brigton was EUR 97.9 million.", "In 2022 output in Brigton was EUR 79.9 million."),
        ("Output in Colham rose throughout.", "Output in Anford rose throughout."),
        ("Anford had the largest output in 2022.", "Colham had the largest output in 2022."),
        ("In 2021 output rose in every town except Anford.", "In 2021 output rose in every town except Colham."),
        (
            "Output in 2022 ranged from EUR 79.5 million to EUR 140.2 million.",
            "Output in 2022 ranged from EUR 79.5 million to EUR 150.2 million.",
        ),
    ],
)
def test_english_sentences_are_held_against_the_tables(right: str, wrong: str) -> None:
    assert "contradicts" not in verdicts(right, ENGLISH)
    assert any(verdict.startswith("agrees") for verdict in verdicts(right, ENGLISH))
    assert "contradicts" in verdicts(wrong, ENGLISH)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (
            "某镇茶园由2018年的3.20万亩增至2022年的4.10万亩，增长28.1%。",
            "某镇茶园由2018年的3.20万亩增至2022年的4.10万亩，增长38.1%。",
        ),
        (
            "某镇茶园由2018年的3.20万亩增至2022年的4.10万亩，年均增长6.4%。",
            "某镇茶园由2018年的3.20万亩增至2022年的4.10万亩，年均增长9.4%。",
        ),
        (
            "机采面积占比由2018年的52.5%下降到2022年的41.0%，四年间下降11.5个百分点。",
            "机采面积占比由2018年的52.5%下降到2022年的41.0%，四年间下降21.5个百分点。",
        ),
        (
            "甲厂售价为23.83元，乙厂只有6.72元，前者是后者的3.5倍。",
            "甲厂售价为23.83元，乙厂只有6.72元，前者是后者的2.5倍。",
        ),
        ("雇工合计604.2万人，其中甲厂287.3万人，占47.6%。", "雇工合计604.2万人，其中甲厂287.3万人，占57.6%。"),
    ],
)
def test_a_number_must_follow_from_the_two_figures_right_before_it(right: str, wrong: str) -> None:
    assert "contradicts" not in verdicts(right)
    assert any(verdict.startswith("agrees") for verdict in verdicts(right))
    assert "contradicts" in verdicts(wrong)


@pytest.mark.parametrize(
    "sentence",
    [
        "某镇产值由2018年的3.20亿元增至2022年的4.10亿元，按可比价格计算增长20.3%。",  # at other prices
        "某镇生产总值由2018年的3.20亿元增至2022年的4.10亿元，年均增长5.1%。",  # at other prices, as is usual of it
        "某镇茶园由2018年的3.20万亩增至2022年的4.10万亩，其中机采面积增长38.1%。",  # a part
        "某镇茶园由2018年的3.20万亩增至2022年的4.10万亩，增长近30%。",
        "甲厂售价为23.83元，乙厂只有6.72元，差距明显，丙厂是丁厂的2.5倍。",  # of others
        "雇工合计604.2万人，其中甲厂287.3万人，占女工的57.6%。",  # of another whole
    ],
)
def test_a_number_of_something_else_need_not_follow_from_the_figures_before_it(sentence: str) -> None:
    assert "contradicts" not in verdicts(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "据省统计局统计，2022年安溪茶叶产值为152.0亿元。",  # another source
        "扣除价格因素，2022年安溪茶叶产值实际增长6.1%。",  # at constant prices
        "2022年邻市茶叶产值为45.3亿元。",  # a town that no table has
        "2022年安溪茶叶产值约为140亿元。",  # rounded, and said so
        "2022年安溪茶叶产值近150亿元。",
        "2023年安溪茶叶产值为150.3亿元。",  # a year that no table has
        "2022年安溪茶叶产值比全国平均水平高35.2亿元。",  # something else beside it
        "2022年安溪茶叶出口额为14.2亿元。",  # another measure
        "安溪茶叶产值总体上升。",  # one year may fall
        "2022年安溪的品牌影响力最强。",  # what no table measures
        "若安溪茶叶产值低于福鼎，则应调整布局。",  # supposed
        "到2025年，安溪茶叶产值将达到180亿元。",  # a goal
        "安溪茶叶产值不再是最高的唯一标准。",
        "2022年有机茶占安溪茶叶产值的40.8%。",  # a share within one line
        "只有安溪的茶企在2022年的用工下降。",  # of what no table has
        "安溪2021年的产值较低，为各年中的较低水平。",
        "其他产区中，武夷最大，为60.1万亩的一半左右。",
    ],
)
def test_what_the_tables_do_not_speak_of_is_never_contradicted(sentence: str) -> None:
    assert "contradicts" not in verdicts(sentence)


def test_a_message_names_table_labels_and_formula() -> None:
    (found,) = [check for check in checks("2021年安溪茶叶产值为138.3亿元。") if check.verdict == "contradicts"]
    assert found.message == "文中印为138.3亿元，与表1“安溪 2021年”=128.3不符，请核对。"
    assert found.expected is not None
    assert len(found.inputs) == 1


def test_columns_that_are_computed_from_others_are_recomputed_cell_by_cell() -> None:
    page = CHINESE.replace(
        "武夷           8.6            41.2          30.8         2",
        "武夷           8.6            41.2          38.0         3",
    )
    dataset = extract(page.format(sentence="结构仍待优化。").encode(), "three-towns.txt")
    wrong = {check.stated for check in dataset.checks if check.verdict == "contradicts"}
    assert {"3", "38.0"} >= wrong
    assert wrong
