"""A number that nothing confirms or contradicts has a row that says why."""

from __future__ import annotations

import pytest

from extractors import extract
from tests.test_statements_of_prose import CHINESE, ENGLISH


def rules(sentence: str, page: str = CHINESE) -> list[str]:
    dataset = extract(page.format(sentence=sentence).encode(), "three-towns.txt")
    inside = {claim.claim_id for claim in dataset.claims if claim.sentence in sentence}
    return [check.rule for check in dataset.checks if check.subject in inside and check.verdict == "not_checkable"]


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("2023年安溪茶叶产值为150.3亿元。", "missing_period"),
        ("2022年安溪茶叶产值比2015年增长48.2%。", "missing_base"),
        ("据省统计局统计，2022年安溪茶叶产值为152.0亿元。", "other_scope"),
        ("2022年安溪茶叶出口额为14.2亿美元。", "missing_unit"),
    ],
)
def test_the_row_says_what_is_missing(sentence: str, reason: str) -> None:
    assert rules(sentence) == [reason]


def test_the_reason_is_a_sentence_in_the_language_of_the_article() -> None:
    dataset = extract(ENGLISH.format(sentence="In 2025 output in Brigton was EUR 103.9 million.").encode(), "t.txt")
    (found,) = [check for check in dataset.checks if check.verdict == "not_checkable"]
    assert (
        found.message
        == "The text's figure is printed as EUR 103.9 million, which cannot be checked: no table shows its period."
    )
    assert found.severity == "info"
    assert found.expected is None


def test_an_article_without_tables_says_so() -> None:
    page = "茶业\n\n一、产值\n\n2022年安溪茶叶产值为150.3亿元，比上年增长8.2%。\n"
    found = [check for check in extract(page.encode(), "tea.txt").checks if check.verdict == "not_checkable"]
    assert {check.rule for check in found} == {"missing_table"}


def test_every_number_of_the_prose_has_a_check_of_some_kind() -> None:
    sentence = "2021年安溪茶叶产值为128.3亿元，武夷为91.7亿元，全国茶叶产值为2928亿元，邻市2023年增长5.2%。"
    dataset = extract(CHINESE.format(sentence=sentence).encode(), "tea.txt")
    subjects = {check.subject for check in dataset.checks}
    inside = [
        claim for claim in dataset.claims if claim.sentence in sentence and claim.kind in {"level", "growth_rate"}
    ]
    assert len(inside) == 4
    assert {claim.claim_id for claim in inside} <= subjects
