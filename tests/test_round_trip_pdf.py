"""Tables printed as PDF and extracted again: the same cells in the same places."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors import extract
from extractors.model import Table
from tests.printing.article import Item, PrintedTable
from tests.printing.drawn import TableStyle
from tests.printing.pages import Layout, print_pages
from tests.printing.random_tables import CELL_KINDS, article_around, random_table, with_cells

ENGLISH = Layout(columns=1, justified=False)


def tables_of(items: list[Item], layout: Layout) -> tuple[Table, ...]:
    return extract(print_pages(items, layout), "printed.pdf").tables


def assert_same(tables: tuple[Table, ...], *printed: PrintedTable) -> None:
    assert [table.grid.texts() for table in tables] == [table.grid() for table in printed]
    assert [table.number for table in tables] == [table.number for table in printed]
    assert [table.caption for table in tables] == [table.caption for table in printed]


@pytest.mark.parametrize("align", ["centre", "right", "decimal"])
@pytest.mark.parametrize("seed", range(4))
def test_a_three_line_table_comes_back_however_its_columns_are_aligned(seed: int, align: str) -> None:
    table = random_table(seed)
    layout = Layout(columns=1, table=TableStyle(align=align))
    assert_same(tables_of(article_around(table), layout), table)


@pytest.mark.parametrize("seed", range(4))
def test_a_three_line_table_with_spanning_labels_comes_back(seed: int) -> None:
    table = random_table(seed, depth=2)
    assert_same(tables_of(article_around(table), Layout(columns=1)), table)


@pytest.mark.parametrize("depth", [1, 2])
@pytest.mark.parametrize("seed", range(3))
def test_a_fully_ruled_table_comes_back(seed: int, depth: int) -> None:
    table = random_table(seed, depth=depth)
    assert_same(tables_of(article_around(table), Layout(columns=1, table=TableStyle("ruled"))), table)


@pytest.mark.parametrize("seed", range(4))
def test_a_table_without_rules_comes_back(seed: int) -> None:
    table = replace(random_table(seed), notes=("示例数据",))
    layout = Layout(columns=1, table=TableStyle("none", align="right"))
    assert_same(tables_of(article_around(table), layout), table)


@pytest.mark.parametrize("depth", [1, 2])
@pytest.mark.parametrize("seed", range(3))
def test_an_english_table_comes_back(seed: int, depth: int) -> None:
    table = random_table(seed, "en", depth=depth)
    assert_same(tables_of(article_around(table, "en"), ENGLISH), table)


@pytest.mark.parametrize("seed", range(4))
def test_narrow_tables_in_two_columns_of_prose_come_back(seed: int) -> None:
    first, second = (random_table(2 * seed + part, columns=3) for part in (0, 1))
    first, second = replace(first, number="1"), replace(second, number="2")
    items = article_around(first, before=6) + article_around(second, before=6)
    assert_same(tables_of(items, Layout()), first, second)


@pytest.mark.parametrize("seed", range(3))
def test_a_table_across_both_columns_comes_back(seed: int) -> None:
    table = replace(random_table(seed, depth=2), wide=True)
    assert_same(tables_of(article_around(table, before=14), Layout()), table)


@pytest.mark.parametrize("seed", range(3))
def test_a_table_continued_on_the_next_page_comes_back_as_one(seed: int) -> None:
    table = random_table(seed, rows=9, columns=4)
    layout = Layout(columns=1, breaks_tables=True)
    for before in (18, 17, 16):  # so that the page ends amid the table in one of them
        (read,) = tables_of(article_around(table, before=before), layout)
        if read.page_first != read.page_last:
            break
    assert_same((read,), table)
    assert read.page_first is not None
    assert read.page_last == read.page_first + 1


@pytest.mark.parametrize("kind", CELL_KINDS)
def test_however_numbers_are_printed_they_come_back_as_printed(kind: str) -> None:
    table = with_cells(random_table(12, missing=0.0, rows=6, columns=4), kind)
    assert_same(tables_of(article_around(table), Layout(columns=1)), table)


@pytest.mark.parametrize("seed", range(3))
def test_empty_cells_stay_empty(seed: int) -> None:
    table = random_table(seed, missing=0.15, rows=7)
    rows = tuple(
        (label, tuple(cell.strip("-") if cell == "-" else cell for cell in cells)) for label, cells in table.rows
    )
    assert_same(tables_of(article_around(replace(table, rows=rows)), Layout(columns=1)), replace(table, rows=rows))


@pytest.mark.parametrize("seed", range(3))
def test_a_table_with_spanning_labels_but_without_rules_comes_back(seed: int) -> None:
    table = replace(random_table(seed, depth=2), notes=("示例数据",))
    assert_same(tables_of(article_around(table), Layout(columns=1, table=TableStyle("none"))), table)


@pytest.mark.parametrize("seed", range(2))
def test_spanning_labels_are_printed_again_over_a_continued_table(seed: int) -> None:
    table = random_table(seed, depth=2, rows=9)
    layout = Layout(columns=1, breaks_tables=True)
    assert_same(tables_of(article_around(table, before=17), layout), table)


def test_a_table_of_one_row_with_a_blank_corner_comes_back() -> None:
    table = PrintedTable(
        "",
        tuple((str(year),) for year in range(2011, 2017)),
        (("综合指数", ("0.31", "0.29", "0.3", "0.42", "0.5", "0.47")),),
    )
    assert_same(tables_of(article_around(replace(table, notes=("示例",))), Layout()), replace(table, notes=("示例",)))


def test_labels_that_were_wrapped_in_a_narrow_column_are_joined() -> None:
    table = PrintedTable(
        "项目",
        tuple((str(year),) for year in range(2011, 2018)),
        (
            ("河谷地区农户的平均投入", ("0.31", "0.29", "0.30", "0.42", "0.50", "0.47", "0.44")),
            ("丘陵地区农户的平均投入", ("1.31", "1.29", "1.30", "1.42", "1.50", "1.47", "1.44")),
        ),
        notes=("示例",),
    )
    assert_same(tables_of(article_around(table), Layout()), table)


def test_prose_with_figures_in_it_makes_no_table() -> None:
    dataset = extract(
        print_pages([item for item in article_around(random_table(1)) if not isinstance(item, PrintedTable)], Layout()),
        "prose.pdf",
    )
    assert dataset.tables == ()
