"""What sentences say of single periods, of lists of numbers and of what follows from a figure: confirmed, contradicted, or left alone."""

from __future__ import annotations

import pytest

from extractors import extract
from tests.test_statements_of_prose import ENGLISH, checks, verdicts

PAIRS = [
    ("安溪茶叶产值的高点出现在2022年。", "安溪茶叶产值的高点出现在2021年。"),
    ("福鼎茶叶产值2022年达到79.5亿元，为各年最高。", "福鼎茶叶产值2021年达到72.8亿元，为各年最高。"),
    ("四年间，安溪茶叶产值只有2021年出现下降。", "四年间，安溪茶叶产值只有2020年出现下降。"),
    ("2019—2022年，武夷茶叶产值各年均高于80亿元。", "2019—2022年，武夷茶叶产值各年均高于85亿元。"),
    ("福鼎茶叶产值各年在60.2亿元和79.5亿元之间。", "福鼎茶叶产值各年在60.2亿元和75.9亿元之间。"),
    ("四年间，安溪茶叶产值有升有降。", "四年间，福鼎茶叶产值有升有降。"),
    ("安溪茶叶产值2019年为120.4亿元，2022年为140.2亿元。", "安溪茶叶产值2019年为120.4亿元，2022年为1402.2亿元。"),
    ("自2020年起，武夷茶叶产值逐年增长。", "自2020年起，安溪茶叶产值逐年增长。"),
    (
        "2022年安溪、武夷和福鼎的茶叶产值分别为140.2亿元、97.9亿元和79.5亿元。",
        "2022年安溪、武夷和福鼎的茶叶产值分别为140.2亿元、79.5亿元和97.9亿元。",
    ),
    (
        "四年的茶叶产值依次为120.4亿元、131.6亿元、128.3亿元和140.2亿元。",
        "四年的茶叶产值依次为120.4亿元、131.6亿元、182.3亿元和140.2亿元。",
    ),
    (
        "安溪茶叶产值由2019年的120.4亿元增至2022年的140.2亿元。",
        "安溪茶叶产值由2019年的120.4亿元增至2022年的149.7亿元。",
    ),
    ("2022年安溪产量为12.4万吨，占三市的44.1%。", "2022年安溪产量为12.4万吨，占三市的41.4%。"),
    (
        "2019—2022年，安溪茶叶产值增加19.8亿元，占总增量的35.0%。",
        "2019—2022年，安溪茶叶产值增加19.8亿元，占总增量的39.0%。",
    ),
]


@pytest.mark.parametrize(("right", "wrong"), PAIRS)
def test_what_the_table_gives_is_confirmed_and_what_it_does_not_give_contradicts(right: str, wrong: str) -> None:
    assert "contradicts" not in verdicts(right)
    assert any(verdict.startswith("agrees") for verdict in verdicts(right))
    assert "contradicts" in verdicts(wrong)


@pytest.mark.parametrize(
    "sentence",
    [
        "武夷茶叶产值波动上升。",
        "若把初制茶计入，2022年安溪茶叶产值为150.2亿元。",
        "茶具产值四年增长85.5%，带动了旅游。",
        "本文仅选取产值最大的样本进行测算，其最低水平由模型给出。",
        "全国茶叶产值的高点出现在2020年。",
        "2022年安溪茶叶产值的增速高于前四年的9.8%。",
        "茶农人均收入由2019年的120.4元增至2022年的142.6元。",
    ],
)
def test_what_speaks_of_something_else_is_not_accused(sentence: str) -> None:
    assert [check.message for check in checks(sentence) if check.verdict == "contradicts"] == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (
            "The output of Anford peaked at EUR 140.2 million in 2022.",
            "The output of Anford peaked at EUR 128.3 million in 2021.",
        ),
        ("The output of Anford fell only in 2021.", "The output of Anford fell only in 2020."),
        (
            "The output of Brigton rose from EUR 80.5 million in 2019 to EUR 97.9 million in 2022.",
            "The output of Brigton rose from EUR 80.5 million in 2019 to EUR 91.7 million in 2022.",
        ),
    ],
)
def test_english_courses_are_held_against_the_table(right: str, wrong: str) -> None:
    assert "contradicts" not in verdicts(right, ENGLISH)
    assert any(verdict.startswith("agrees") for verdict in verdicts(right, ENGLISH))
    assert "contradicts" in verdicts(wrong, ENGLISH)


@pytest.mark.parametrize(
    ("years", "verdicts_of_caption"), [("2019年和2022年", []), ("2018年和2021年", ["contradicts"])]
)
def test_years_that_a_caption_names_are_those_of_its_columns(years: str, verdicts_of_caption: list[str]) -> None:
    page = f"""三市茶园

表1 {years}三市茶园面积（万亩）
城市      2019年    2022年
安溪        58.3      60.1
武夷        40.7      41.2
福鼎        33.9      35.5

茶园面积略有扩大。
"""
    found = [check.verdict for check in extract(page.encode(), "gardens.txt").checks if check.rule == "caption_period"]
    assert found == verdicts_of_caption


FIVE = """五县果品

表1 2019—2021年五县苹果产量 单位：万吨
县别      2019年    2020年    2021年
青山        58.3      60.1      62.4
白水        40.7      41.2      50.3
红岭        33.9      42.5      41.8
黄沙        12.5      13.1      12.9
绿洲         8.2       8.4       8.8

{sentence}
"""


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("青山与白水两县的苹果产量最大。", {"ambiguous"}),  # in 2020 红岭 had more than 白水
        ("黄沙与绿洲两县的苹果产量最小。", {"agrees"}),
        ("2020年以来，白水的苹果产量无明显增长。", {"ambiguous"}),  # 41.2 → 50.3
        ("黄沙的苹果产量无明显增长。", {"agrees"}),
    ],
)
def test_what_words_leave_open_is_a_doubt(sentence: str, expected: set[str]) -> None:
    assert verdicts(sentence, FIVE) == expected


@pytest.mark.parametrize(
    ("share", "expected"), [("0.66%", "agrees_rounded"), ("0.65%", "agrees_truncated"), ("0.85%", "ambiguous")]
)
def test_a_share_is_held_against_the_whole_that_another_share_implies(share: str, expected: str) -> None:
    page = f"""服务贸易

2019年，甲省服务贸易额为51.58亿美元，占全国服务贸易额的{share}。2019年，上海市服务贸易额为1843.79亿美元，占全国服务贸易额的23.49%。
"""
    found = [check.verdict for check in extract(page.encode(), "services.txt").checks if check.rule == "implied_share"]
    assert found == [expected]
