"""Tables drawn at random, printed one cell a line and read back.

What the sequence alone cannot tell, and is therefore not asserted as exact:

- a table row by row and its transpose column by column are the same lines: only corner words, periods and units
  tell which axis runs down, so where none is printed the tidy data must be right and the grid may be turned;
- a dropped value among like values has as many places as there are positions: it must be left out, or the grid
  must not be confident;
- labels printed apart from values that stand in one block, with as many rows as columns: two orders of the body
  fit equally well, so the grid must not be confident.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

import pytest

from extractors.model import Grid
from extractors.tables.sequence import read_sequence
from tests.test_sequence import print_lines

Order = Literal["by_row", "by_column", "blocks"]
Fact = tuple[frozenset[str], str]

ITEMS = {
    "zh": [
        "稻谷",
        "小麦",
        "玉米",
        "大豆",
        "棉花",
        "油料",
        "甘蔗",
        "烟叶",
        "水果",
        "蔬菜",
        "猪肉",
        "牛肉",
        "羊肉",
        "禽蛋",
        "水产品",
        "原煤",
        "天然气",
        "水泥",
        "钢材",
        "化肥",
    ],
    "en": [
        "Rice",
        "Wheat",
        "Maize",
        "Soybeans",
        "Cotton",
        "Sugar cane",
        "Tobacco",
        "Fresh fruit",
        "Vegetables",
        "Pork",
        "Beef",
        "Poultry and eggs",
        "Coal",
        "Natural gas",
        "Cement",
        "Rolled steel",
        "Fertilizer",
        "Motor vehicles",
        "Machine tools",
        "Paper",
    ],
}
MEASURES = {
    "zh": [
        "产量",
        "销量",
        "进口额",
        "出口额",
        "贸易总额",
        "增速（%）",
        "占比（%）",
        "均价（元/吨）",
        "从业人数",
        "利润总额",
    ],
    "en": [
        "Output",
        "Sales",
        "Imports",
        "Exports",
        "Total trade",
        "Growth (%)",
        "Share (%)",
        "Unit price",
        "Employment",
        "Profit",
    ],
}
SPANS = {"zh": ["东部", "中部", "西部", "全国"], "en": ["North", "South", "East", "West"]}
CORNERS = {"zh": ("年份", "品种"), "en": ("Year", "Product")}


@dataclass(frozen=True)
class Drawn:
    """A table as it would be printed: labels outermost first, cells row by row."""

    corner: str
    columns: tuple[tuple[str, ...], ...]
    rows: tuple[str, ...]
    body: tuple[tuple[str, ...], ...]

    def spans(self) -> list[str]:
        return [label for label, _ in groupby(path[0] for path in self.columns)] if len(self.columns[0]) > 1 else []

    def grid(self) -> list[list[str]]:
        header = [[self.corner, *(path[-1] for path in self.columns)]]
        if len(self.columns[0]) > 1:
            top = [
                path[0] if place == 0 or self.columns[place - 1][0] != path[0] else ""
                for place, path in enumerate(self.columns)
            ]
            header = [[self.corner, *top], ["", *header[0][1:]]]
        return header + [[label, *cells] for label, cells in zip(self.rows, self.body, strict=True)]

    def facts(self, dropped: frozenset[tuple[int, int]] = frozenset()) -> set[Fact]:
        return {
            (frozenset((label, *path)), self.body[row][column])
            for row, label in enumerate(self.rows)
            for column, path in enumerate(self.columns)
            if (row, column) not in dropped
        }

    def lines(self, order: Order, dropped: frozenset[tuple[int, int]] = frozenset()) -> list[str]:
        corner = [self.corner] if self.corner else []
        leaves = [path[-1] for path in self.columns]
        cells = [
            [None if (row, column) in dropped else cell for column, cell in enumerate(line)]
            for row, line in enumerate(self.body)
        ]
        down = [[cell for cell in column if cell] for column in zip(*cells, strict=True)]
        if order == "by_row":
            lines = [*corner, *self.spans(), *leaves]
            for label, line in zip(self.rows, cells, strict=True):
                lines += [label, *(cell for cell in line if cell)]
            return lines
        if order == "by_column":
            lines = [*corner, *self.rows]
            for place, (path, column) in enumerate(zip(self.columns, down, strict=True)):
                begun = place == 0 or path[0] != self.columns[place - 1][0]
                lines += [*(path if begun else path[-1:]), *column]
            return lines
        lines = [line for label in (*corner, *self.spans(), *leaves) for line in (label, "")]
        lines += [*self.rows, ""]
        for column in down:
            lines += [*column, ""]
        return lines


def draw_table(
    draw: random.Random, *, levels: int = 1, missing: int = 0, corner: bool = True, size: tuple[int, int] | None = None
) -> Drawn:
    """Draw a table whose columns are alike, as columns of a table are: decimals and magnitude of their own."""
    language = draw.choice(["zh", "en"])
    count, width = size or (draw.randint(2, 15), draw.randint(2, 8))
    dated = draw.choice(["rows", "columns", "nothing"])
    first = draw.randint(1990, 2008)
    years = [str(first + place) for place in range(20)]
    if levels == 2:
        members = (
            years[: draw.choice([2, 3])] if dated == "columns" else draw.sample(MEASURES[language], draw.choice([2, 3]))
        )
        spans = draw.sample(SPANS[language], draw.randint(2, 3))
        columns = [(span, member) for span in spans for member in members]
    else:
        columns = [
            (label,) for label in (years[:width] if dated == "columns" else draw.sample(MEASURES[language], width))
        ]
    rows = years[:count] if dated == "rows" else draw.sample(ITEMS[language], count)
    levels_of = [draw.choice([0, 1, 2]) + draw.gauss(0, 0.3) for _ in columns]
    decimals = [draw.choice([0, 1, 2, 2]) for _ in columns]
    effects = [draw.gauss(0, 0.3) for _ in rows]
    body = [
        [
            f"{10 ** (0.7 + effect + level + draw.gauss(0, 0.1)):.{places}f}"
            for level, places in zip(levels_of, decimals, strict=True)
        ]
        for effect in effects
    ]
    for _ in range(missing):
        body[draw.randrange(len(rows))][draw.randrange(len(columns))] = "-"
    word = CORNERS[language][0 if dated == "rows" else 1] if corner else ""
    return Drawn(word, tuple(columns), tuple(rows), tuple(tuple(line) for line in body))


def grid_to_facts(grid: Grid) -> set[Fact]:
    facts = set()
    for cell in grid.cells:
        if cell.role == "body" and cell.text:
            labels = {grid.covering(row, cell.column).text for row in range(grid.header_rows)}
            labels |= {grid.covering(cell.row, column).text for column in range(grid.header_columns)}
            facts.add((frozenset(labels - {""}), cell.text))
    return facts


def read(table: Drawn, order: Order, dropped: frozenset[tuple[int, int]] = frozenset()) -> Grid | None:
    return read_sequence(print_lines(table.lines(order, dropped)))


@pytest.mark.parametrize("order", ["by_row", "by_column", "blocks"])
@pytest.mark.parametrize("levels", [1, 2])
@pytest.mark.parametrize("seed", range(12))
def test_a_whole_table_comes_back_cell_by_cell(order: Order, levels: int, seed: int) -> None:
    table = draw_table(random.Random(f"whole {order} {levels} {seed}"), levels=levels)
    grid = read(table, order)
    assert grid is not None
    assert grid_to_facts(grid) == table.facts()
    # Without periods on either axis the convention may turn the grid; it must then say so.
    if any(label.isdecimal() for path in (*table.columns, table.rows) for label in path) or levels == 2:
        assert grid.texts() == table.grid()
        assert (grid.header_rows, grid.header_columns) == (levels, 1)


@pytest.mark.parametrize("order", ["by_row", "by_column"])
@pytest.mark.parametrize("seed", range(12))
def test_printed_signs_of_missing_values_keep_their_place(order: Order, seed: int) -> None:
    table = draw_table(random.Random(f"missing {order} {seed}"), missing=3)
    grid = read(table, order)
    assert grid is not None
    assert grid_to_facts(grid) == table.facts()


@pytest.mark.parametrize("order", ["by_row", "by_column"])
@pytest.mark.parametrize("seed", range(12))
def test_a_table_without_a_corner_gives_the_same_tidy_data(order: Order, seed: int) -> None:
    table = draw_table(random.Random(f"cornerless {order} {seed}"), corner=False)
    grid = read(table, order)
    assert grid is not None
    assert grid_to_facts(grid) == table.facts()


@pytest.mark.parametrize("order", ["by_row", "by_column", "blocks"])
@pytest.mark.parametrize("dropped", [1, 3])
@pytest.mark.parametrize("seed", range(12))
def test_dropped_values_never_make_a_confident_wrong_value(order: Order, dropped: int, seed: int) -> None:
    draw = random.Random(f"dropped {order} {dropped} {seed}")
    table = draw_table(draw, size=(draw.randint(4, 12), draw.randint(3, 7)), levels=draw.choice([1, 1, 2]))
    places = frozenset((draw.randrange(len(table.rows)), draw.randrange(len(table.columns))) for _ in range(dropped))
    grid = read(table, order, places)
    if grid is not None and grid.confidence >= 0.9:
        assert grid_to_facts(grid) <= table.facts(places)


@pytest.mark.parametrize("seed", range(6))
def test_a_square_body_in_one_block_is_read_without_confidence(seed: int) -> None:
    table = draw_table(random.Random(f"square {seed}"), size=(5, 5))
    labels = [table.corner, *(path[-1] for path in table.columns), *table.rows]
    values = [cell for line in table.body for cell in line]
    grid = read_sequence(print_lines([*labels, *values]))
    assert grid is None or grid.confidence < 0.9


@pytest.mark.parametrize("seed", range(6))
def test_a_table_and_its_transpose_printed_the_other_way_are_one_sequence(seed: int) -> None:
    table = draw_table(random.Random(f"mirror {seed}"))
    turned = Drawn(
        table.corner,
        tuple((label,) for label in table.rows),
        tuple(path[-1] for path in table.columns),
        tuple(zip(*table.body, strict=True)),
    )
    assert table.lines("by_row") == turned.lines("by_column")
    assert table.facts() == turned.facts()
