"""Names in texts: found as words, the longest first, short capitals in capitals alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.vocabulary.lexicon import Lexicon, fold

NAMES: Lexicon[str] = Lexicon.of(
    [("Oman", "OMN"), ("Romania", "ROU"), ("US", "USA"), ("河谷", "valley"), ("河谷县", "county"), (" ", "blank")]
)


def found(text: str) -> list[str]:
    return [entry for _, entry in NAMES.find(text)]


@given(st.text())
def test_folding_keeps_the_place_of_every_character(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_a_capital_whose_small_form_is_two_characters_stays() -> None:
    assert fold("\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}ZM\N{FULLWIDTH LATIN CAPITAL LETTER I}R") == "\u0130zmir"


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("Oman and ROMANIA", ["OMN", "ROU"]),
        ("Omanis, a woman", []),
        ("河谷县在河谷之中", ["county", "valley"]),
        ("the US told us", ["USA"]),
        ("", []),
    ],
)
def test_names_are_whole_words_and_the_longest_of_their_place(text: str, entries: list[str]) -> None:
    assert found(text) == entries


def test_the_whole_text_stands_for_an_entry_or_for_none() -> None:
    assert [NAMES.get(text) for text in ("US", "us", "oman", "Oman!", " ")] == ["USA", None, "OMN", None, None]


def test_of_two_entries_for_one_name_the_later_one_stands() -> None:
    assert Lexicon.of([("US", "old"), ("us", "new")]).find("us and US")[0][1] == "new"
