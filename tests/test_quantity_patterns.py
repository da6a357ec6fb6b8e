"""What spares a text most patterns spares it none that would match."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from random import Random

import pytest
import regex

from extractors.characters import to_plain
from extractors.quantities import contexts, modifiers
from extractors.quantities.patterns import by_beginning, patterns_from

_CASES = csv.DictReader((Path(__file__).parent / "cases" / "quantities.csv").read_text("utf-8").splitlines())
_TEXTS = [to_plain(case["text"]) for case in _CASES]
_PIECES = (
    *"0123456789 .,:;/%()[]-~=+<>年月日万亿千百十一二三半第前近约超至的到于、，。；〔〕“”①²β",
    "2021", "2019-20", "table 3", "Table A.1", "表2和3", "第16类", "Q3", "H1", "No. 5", "12号", "HS 8703", "1998年3月", "p<0.05",
    "5%水平上显著", "95% confidence", "GB/T 1234", "www.a.cn", "a@b.cn", "点 3，", "十四五", "三季度", "前3个月", "近五年来", "COVID-19", "21世纪",
    "90后", "15日", "10:30，", "May 3, 2020", "3rd May", "the 1990s", "13th ", "i=1, 2, …", "(1)", "其一，", "1、", "(三)", "工业4.0", "东经 120°",
    "no more than ", "about ", "不超过", "约占", "每人", "nearly the ", "达到",
)  # fmt: skip


def texts() -> list[str]:
    dice = Random(7)
    return _TEXTS + ["".join(dice.choices(_PIECES, k=dice.randrange(1, 9))) for _ in range(3000)]


def test_each_pattern_is_run_on_every_text_in_which_it_matches() -> None:
    matched: set[str] = set()
    for text in texts():
        possible = {pattern.pattern for _, pattern in contexts._CONTEXTS.possible(text)}
        for reason, pattern in contexts._CONTEXTS.named:
            if pattern.search(text) is not None:
                assert pattern.pattern in possible, (reason, text)
                matched.add(pattern.pattern)
    assert len(matched) > 60


def test_patterns_read_by_either_library_match_the_same() -> None:
    for reason, pattern in contexts._CONTEXTS.named:
        if isinstance(pattern, re.Pattern):
            other = regex.compile(pattern.pattern)
            for text in texts():
                found = [match.span() for match in pattern.finditer(text)]
                assert found == [match.span() for match in other.finditer(text)], (reason, text)


def test_the_search_for_any_word_of_a_bound_finds_each_of_them() -> None:
    found = 0
    for text in texts():
        first = modifiers._ANY.search(text)
        for modifier, pattern in modifiers._COMPILED:
            match = pattern.search(text)
            if match is not None:
                found += 1
                assert first is not None, (modifier, text)
                assert first.start() <= match.start(), (modifier, text)
    assert found > 100


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("2021年3月", ["year", "month", "always"]),
        ("3月", ["month", "always"]),
        ("三月", ["always"]),
        ("2021", ["always"]),
    ],
)
def test_a_pattern_is_run_only_where_all_that_it_needs_stands(text: str, names: list[str]) -> None:
    patterns = patterns_from((("year", "x", "年 year"), ("month", "x", r"月 \d"), ("always", "x", "")))
    assert [name for name, _ in patterns.possible(text)] == names


def test_alternatives_grouped_by_their_first_letter_match_in_their_order() -> None:
    words = "一带一路|一带|两国|(?<!第)一大|一(?!共|同)"
    for text in ("一带一路", "一带", "第一大", "一大", "一同", "一", "两国一带"):
        grouped = [match.group() for match in regex.finditer(by_beginning(words), text)]
        assert grouped == [match.group() for match in regex.finditer(words, text)]


def test_alternatives_that_begin_with_no_letter_are_refused() -> None:
    with pytest.raises(ValueError, match="does not begin with a letter"):
        by_beginning("一带|[三四]线")
