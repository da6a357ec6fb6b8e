"""Articles whose tables a tool left in boxes, some of them far from their caption: put together again, or doubted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.printing.article import PrintedTable
from tests.printing.displaced import MANNERS, Manner, print_displaced
from tests.printing.random_tables import Language, random_table
from tests.test_round_trip_text import assert_right_or_doubted, assert_same, read, tidy

_NOTES = {"zh": ("示例数据",), "en": ("compiled from county returns.",)}
_SOLVED = [manner for manner in MANNERS if not manner.startswith(("columns behind", "heads in turn"))]


def table_of(seed: int, language: Language, depth: int = 1) -> PrintedTable:
    return replace(random_table(seed, language, depth=depth, missing=0.0), notes=_NOTES[language])


@pytest.mark.parametrize("manner", _SOLVED)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("depth", [1, 2])
@pytest.mark.parametrize("seed", [1, 3, 4])
def test_a_table_in_boxes_comes_back(seed: int, depth: int, language: Language, manner: Manner) -> None:
    table = table_of(seed, language, depth)
    assert_same(read(print_displaced(table, manner, language)), table)


@pytest.mark.parametrize("seed", [3, 5, 7])
def test_columns_behind_the_notes_go_back_into_the_table_that_has_lost_its_title(seed: int) -> None:
    table = table_of(seed, "zh")
    assert tidy(read(print_displaced(table, "columns behind the notes"))) == table.tidy()


@pytest.mark.parametrize("seed", [1, 3, 5])
def test_heads_that_take_turns_with_the_first_row_are_told_apart(seed: int) -> None:
    table = table_of(seed, "zh")
    assert tidy(read(print_displaced(table, "heads in turn with the first row"))) == table.tidy()


@pytest.mark.parametrize("manner", MANNERS)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("seed", [0, 2, 6, 8])
def test_whatever_stands_elsewhere_no_value_is_placed_wrongly_with_confidence(
    seed: int, language: Language, manner: Manner
) -> None:
    table = random_table(seed, language)
    assert_right_or_doubted(read(print_displaced(table, manner, language)), table)
