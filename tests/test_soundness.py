"""What speaks against a table that was read from a text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.model import Passage, Span
from extractors.tables.soundness import SIGNS, grid_to_doubts
from tests.tables_by_hand import grid
from tests.test_sequence import print_lines

REGION = replace(print_lines(["港名", "产量"]), label=Passage.of("表 1", Span(0, 3)))
SOUND = "港名 | 产量 | 产值\n甲港 | 12.5 | 310\n乙港 | 13.1 | 325\n丙港 | 11.8 | 298"


def doubts_of(text: str, header_rows: int = 1, **changes: object) -> dict[str, float]:
    region = replace(REGION, **changes)  # type: ignore[arg-type]
    return {
        sign: doubt
        for sign, doubt in zip(SIGNS, grid_to_doubts(grid(text, header_rows), [region]), strict=True)
        if doubt
    }


def test_nothing_speaks_against_a_whole_table_with_caption_and_note() -> None:
    assert doubts_of(SOUND) == {}


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        (SOUND.replace("13.1", ""), "blank"),
        (SOUND.replace("13.1", "较高"), "mixed"),
        (SOUND.replace("12.5 | 310", "310 | 12.5"), "uneven"),
        (SOUND.replace("乙港", "13.4"), "numbered"),
        (SOUND.replace("| 产值", "|"), "headless"),
        (SOUND.replace("港名", "甲"), "corner"),
        (SOUND.replace("丙港", "丙港以南各处未设码头的渔村所报的全部"), "wordy"),
        (SOUND.replace("丙港", "甲港"), "doubled"),
    ],
)
def test_each_sign_is_seen_by_itself(text: str, sign: str) -> None:
    assert sign in doubts_of(text)
    assert sign not in doubts_of(SOUND)


def test_a_table_without_a_label_and_one_that_no_note_ends_are_doubted() -> None:
    assert set(doubts_of(SOUND, label=None, closed=False)) == {"bare", "open"}


@pytest.mark.parametrize("stub", [("2016", "2017", "2018"), ("1", "2", "3"), ("2010", "2015", "2020")])
def test_years_and_running_numbers_are_labels(stub: tuple[str, ...]) -> None:
    text = SOUND
    for name, number in zip(("甲港", "乙港", "丙港"), stub, strict=True):
        text = text.replace(name, number)
    assert "numbered" not in doubts_of(text)


def test_members_that_return_under_other_spans_are_not_doubled() -> None:
    text = "港名 | 捕捞 |  | 养殖 | \n | 产量 | 产值 | 产量 | 产值\n甲港 | 1.5 | 2.5 | 3.5 | 4.5\n乙港 | 1.6 | 2.6 | 3.6 | 4.6"
    assert doubts_of(text, header_rows=2) == {}
