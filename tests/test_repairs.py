from __future__ import annotations

from decimal import Decimal

from extractors.characters import case_of
from extractors.model import Claim, Observation
from extractors.repairs import _REASONS, find_repairs


def observation(text: str, value: str | None) -> Observation:
    return Observation("a/t1/r1c1", "a/t1", 1, 1, (), (), text, None if value is None else Decimal(value))


def rules(text: str, value: str | None) -> list[str]:
    return [repair.rule for repair in find_repairs([observation(text, value)], [])]


def test_plain_values_need_no_repair():
    assert rules("12.5", "12.5") == []
    assert rules("-3", "-3") == []


def test_fullwidth_digits_are_one_repair_however_many_there_are():
    repair, *others = find_repairs([observation("１２５", "125")], [])
    assert (repair.rule, repair.before, repair.after, others) == ("fullwidth_digit", "１２５", "125", [])


def test_a_bracketed_negative_says_where_its_sign_came_from():
    assert rules("（2.7）", "-2.7") == ["fullwidth_punctuation", "bracketed_negative"]


def test_a_bracket_that_is_no_sign_is_no_repair_of_one():
    assert "bracketed_negative" not in rules("(2.7)", "2.7")


def test_a_dash_for_a_missing_value_is_what_it_says():
    assert rules("\N{EM DASH}", None) == []


def test_claims_are_repaired_like_cells():
    claim = Claim("a/c1", (), "增长５%。", 2, 4, "５%", Decimal(5), "growth_rate")
    assert [(repair.subject, repair.rule) for repair in find_repairs([], [claim])] == [("a/c1", "fullwidth_digit")]


def test_every_case_of_odd_characters_has_a_reason():
    cases = {case for code in range(0x20, 0x10000) if (case := case_of(chr(code)))}
    assert cases == set(_REASONS)
