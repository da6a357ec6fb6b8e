"""Whole articles flattened to text and extracted again: the same tidy data, whichever way the cells were listed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors import extract
from extractors.characters import to_plain
from extractors.model import Dataset
from tests.printing.article import PrintedTable
from tests.printing.flattened import Order, flatten, in_full_width, in_narrow_columns
from tests.printing.random_tables import CELL_KINDS, Language, article_around, random_table, with_cells


def read(text: str) -> Dataset:
    return extract(text.encode(), "printed.txt")


def tidy(dataset: Dataset) -> set[tuple[frozenset[str], str]]:
    return {(frozenset({*row.row_labels, *row.column_labels} - {""}), row.text) for row in dataset.observations}


def assert_same(dataset: Dataset, table: PrintedTable) -> None:
    assert [(item.number, item.caption) for item in dataset.tables] == [(table.number, table.caption)]
    assert [(item.unit is None, item.notes) for item in dataset.tables] == [(table.unit is None, table.notes)]
    assert tidy(dataset) == table.tidy()


def assert_right_or_doubted(dataset: Dataset, table: PrintedTable) -> None:
    """Assert that no value is placed wrongly with confidence."""
    right = table.tidy()
    sure_and_wrong = [
        row
        for row in dataset.observations
        if row.text
        and row.confidence >= 0.9
        and (frozenset({*row.row_labels, *row.column_labels} - {""}), row.text) not in right
    ]
    assert sure_and_wrong == []


@pytest.mark.parametrize("order", ["by_row", "by_column", "by_line", "aligned"])
@pytest.mark.parametrize("seed", range(5))
def test_a_table_in_an_article_comes_back(seed: int, order: Order) -> None:
    table = replace(random_table(seed, missing=0.0), notes=("示例数据",))
    assert_same(read(flatten(article_around(table), order)), table)


@pytest.mark.parametrize("order", ["by_row", "by_column", "by_line", "aligned"])
@pytest.mark.parametrize("seed", range(3))
def test_a_table_with_spanning_labels_comes_back(seed: int, order: Order) -> None:
    table = replace(random_table(seed, depth=2, missing=0.0), notes=("示例数据",))
    assert_same(read(flatten(article_around(table), order)), table)


@pytest.mark.parametrize("order", ["by_row", "by_column", "by_line", "aligned"])
@pytest.mark.parametrize("seed", range(3))
def test_printed_dashes_keep_their_cell(seed: int, order: Order) -> None:
    table = replace(random_table(seed, missing=0.12, rows=7), notes=("示例数据",))
    assert_same(read(flatten(article_around(table), order)), table)


@pytest.mark.parametrize("order", ["by_row", "by_column", "by_line"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_table_that_no_note_ends_comes_back(order: Order, language: Language) -> None:
    table = replace(random_table(11, language, missing=0.0), notes=())
    width = 22.0 if language == "zh" else 40.0
    assert_same(read(flatten(article_around(table, language), order, width=width)), table)


@pytest.mark.parametrize("order", ["by_row", "by_column", "by_line"])
@pytest.mark.parametrize("seed", range(3))
def test_an_english_table_comes_back(seed: int, order: Order) -> None:
    table = replace(random_table(seed, "en", missing=0.0), notes=("compiled from county returns.",))
    assert_same(read(flatten(article_around(table, "en"), order, width=40.0)), table)


@pytest.mark.parametrize("order", ["by_row", "by_column", "by_line"])
@pytest.mark.parametrize("kind", CELL_KINDS)
def test_however_numbers_are_printed_they_keep_their_cell(kind: str, order: Order) -> None:
    table = replace(with_cells(random_table(12, missing=0.0, rows=6), kind), notes=("示例数据",))
    assert_same(read(flatten(article_around(table), order)), table)


def test_an_english_table_with_spanning_labels_of_several_words_comes_back_row_a_line() -> None:
    table = random_table(1, "en", depth=2, missing=0.0)
    columns = tuple((side, leaf) for side in ("North", "East") for leaf in ("Net income", "Stocks"))
    table = replace(table, columns=columns, rows=tuple((label, cells[:4]) for label, cells in table.rows))
    table = replace(table, notes=("compiled from county returns.",))
    assert_same(read(flatten(article_around(table, "en"), "by_line", width=40.0)), table)


def test_blank_lines_between_the_lines_change_nothing() -> None:
    items = article_around(random_table(3, missing=0.0))
    assert tidy(read(flatten(items, blank_lines=True))) == tidy(read(flatten(items, blank_lines=False)))


@pytest.mark.parametrize("order", ["by_row", "by_column", "by_line"])
def test_full_width_digits_give_the_same_values(order: Order) -> None:
    table = replace(random_table(5, missing=0.0), notes=("示例数据",))
    narrow = read(flatten(article_around(table), order))
    wide = read(flatten(article_around(table), order, dress=in_full_width))
    assert [row.value for row in wide.observations] == [row.value for row in narrow.observations]
    assert {to_plain(row.text) for row in wide.observations} == {row.text for row in narrow.observations}
    assert any(to_plain(row.text) != row.text for row in wide.observations)


@pytest.mark.parametrize("seed", range(3))
def test_cells_poured_into_lines_that_are_no_rows_come_back(seed: int) -> None:
    table = replace(random_table(seed, missing=0.0), notes=("示例数据",))
    assert_same(read(flatten(article_around(table), "poured")), table)


def table_with_a_long_label() -> PrintedTable:
    table = replace(random_table(5, rows=6, columns=4, missing=0.0), notes=("示例数据",))
    (_, cells), *others = table.rows
    return replace(table, rows=(*others[:2], ("丘陵地区各类农户平均", cells), *others[2:]))


_BY_COLUMN = pytest.param(
    "by_column", marks=pytest.mark.xfail(reason="among the labels of a stub nothing tells where one ends", strict=True)
)


@pytest.mark.parametrize("order", ["by_row", _BY_COLUMN])
def test_a_label_wrapped_in_a_narrow_column_is_joined(order: Order) -> None:
    table = table_with_a_long_label()
    assert_same(read(flatten(article_around(table), order, dress=in_narrow_columns)), table)


@pytest.mark.parametrize("order", ["by_row", "by_column"])
def test_a_table_with_a_wrapped_label_is_doubted_where_it_is_not_read_rightly(order: Order) -> None:
    table = table_with_a_long_label()
    assert_right_or_doubted(read(flatten(article_around(table), order, dress=in_narrow_columns)), table)


@pytest.mark.parametrize("order", ["by_row", "by_column", "by_line", "aligned"])
@pytest.mark.parametrize("seed", range(6))
def test_where_a_cell_has_vanished_the_others_are_placed_right_or_doubted(seed: int, order: Order) -> None:
    table = replace(random_table(seed, missing=0.0, rows=6, columns=5), notes=("示例数据",))
    row = 1 + seed % 4
    label, cells = table.rows[row]
    cells = (*cells[: seed % 5], "", *cells[seed % 5 + 1 :])
    table = replace(table, rows=(*table.rows[:row], (label, cells), *table.rows[row + 1 :]))
    dataset = read(flatten(article_around(table), order))
    assert_right_or_doubted(dataset, table)


def test_a_table_amid_a_sentence_is_taken_out_and_the_sentence_mended() -> None:
    table = replace(random_table(4, missing=0.0), wide=True, notes=("示例数据",))
    dataset = read(flatten(article_around(table), page=12))
    assert_same(dataset, table)


def test_two_tables_one_after_the_other_stay_two() -> None:
    first = replace(random_table(1, missing=0.0), number="1", notes=("示例数据",))
    second = replace(random_table(2, missing=0.0), number="2", caption="另一年的情况", notes=("示例数据",))
    dataset = read(flatten([*article_around(first)[:4], second, *article_around(first)[4:]]))
    assert [table.number for table in dataset.tables] == ["1", "2"]
    assert tidy(dataset) == first.tidy() | second.tidy()


def test_prose_without_a_table_gives_none() -> None:
    items = [item for item in article_around(random_table(1)) if not isinstance(item, PrintedTable)]
    assert read(flatten(items)).tables == ()
