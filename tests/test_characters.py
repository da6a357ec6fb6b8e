from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.characters import case_of, to_plain


@given(st.text())
def test_plain_text_has_the_length_of_the_print(text):
    assert len(to_plain(text)) == len(text)


@given(st.text())
def test_reading_twice_equals_reading_once(text):
    assert to_plain(to_plain(text)) == to_plain(text)


@given(st.text())
def test_only_characters_with_a_named_case_change(text):
    for printed, plain in zip(text, to_plain(text), strict=True):
        assert printed == plain or case_of(printed) is not None


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("１２．５％", "12.5%"),
        ("（－３．７）", "(-3.7)"),
        ("ＧＤＰ／ｔ", "GDP/t"),
        ("２０１９—２０２０", "2019-2020"),
        ("\N{MINUS SIGN}4 \N{EN DASH}5 \N{HORIZONTAL BAR}", "-4 -5 -"),
        ("5～6\N{WAVE DASH}7", "5~6~7"),
        ("a\N{NO-BREAK SPACE}b\N{IDEOGRAPHIC SPACE}c\td", "a b c d"),
        ("\N{KANGXI RADICAL MOUNTAIN}\N{CJK RADICAL C-SIMPLIFIED LONG}\N{CJK RADICAL C-SIMPLIFIED GATE}", "山长门"),
        ("\N{CJK RADICAL CIVILIAN}\N{CJK COMPATIBILITY IDEOGRAPH-F9DC}", "民隆"),
    ],
)
def test_odd_characters_are_read_for_what_they_mean(printed, plain):
    assert to_plain(printed) == plain


@pytest.mark.parametrize(
    "text", ["①②", "m²", "，。；、", "“引号”", "5，200", "\n\r\n\f", "½", "ⅱ", "表", "\N{ZERO WIDTH SPACE}"]
)
def test_note_marks_superscripts_and_sentence_punctuation_stay(text):
    assert to_plain(text) == text


@pytest.mark.parametrize(
    ("character", "case"),
    [
        ("３", "fullwidth_digit"),
        ("ｔ", "fullwidth_letter"),
        ("％", "fullwidth_punctuation"),
        ("—", "dash"),
        ("～", "tilde"),
        ("\N{IDEOGRAPHIC SPACE}", "blank"),
        ("\N{KANGXI RADICAL EARTH}", "radical"),
        ("\N{ZERO WIDTH SPACE}", "invisible"),
        ("\N{CJK COMPATIBILITY IDEOGRAPH-F900}", "compatibility_ideograph"),
        ("3", None),
        ("①", None),
        ("山", None),
    ],
)
def test_every_case_has_a_name(character, case):
    assert case_of(character) == case


def test_a_radical_becomes_an_ideograph_of_the_unified_block():
    for code in range(0x2F00, 0x2FD6):
        assert unicodedata.name(to_plain(chr(code))).startswith("CJK UNIFIED IDEOGRAPH")
