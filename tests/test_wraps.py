"""Labels that go on in the next line, and marks of lists and notes that belong to their labels."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.tables.aligned import read_aligned
from tests.drawn_regions import Drawing

ENDS = (240.0, 290.0, 340.0)
ROWS = ("Barley", "Beans", "Clover", "Flax", "Oats", "Wheat")


def labels_of(lines: Sequence[tuple[float, str, bool]]) -> list[str]:
    """Print lines of a body (indent, label, with values or not) under a header and return the first column read."""
    drawing = Drawing()
    for end, label in zip(ENDS, ("1918", "1919", "1920"), strict=True):
        drawing.put(end, 0, label, "right")
    drawing.rule(0, 13, 340)
    for index, (indent, label, values) in enumerate(lines):
        top = 17 + index * 12
        drawing.put(indent, top, label)
        if values:
            for column, end in enumerate(ENDS):
                drawing.put(end, top, f"{index + column}.{column}5", "right")
    grid = read_aligned(drawing.region(), drawn=True)
    assert grid is not None
    return [row[0] for row in grid.texts()[1:]]


def plain(count: int) -> list[tuple[float, str, bool]]:
    return [(0.0, label, True) for label in ROWS[:count]]


def test_a_label_goes_on_in_small_letters_though_there_was_room() -> None:
    lines = [*plain(5), (0, "Pastures let", False), (8, "by the parish", True), (0, "Wheat", True)]
    assert labels_of(lines) == [*ROWS[:5], "Pastures let by the parish", "Wheat"]


def test_values_may_stand_beside_the_first_line_of_a_label() -> None:
    lines = [*plain(5), (0, "Pastures let", True), (0, "by the parish", False), (0, "Wheat", True)]
    assert labels_of(lines) == [*ROWS[:5], "Pastures let by the parish", "Wheat"]


def test_a_label_goes_on_with_a_bracket() -> None:
    lines = [*plain(5), (0, "Pastures and downs", False), (8, "(let)", True), (0, "Wheat", True)]
    assert labels_of(lines)[5] == "Pastures and downs (let)"


@pytest.mark.parametrize("title", ["Pastures:", "Pastures"])
def test_items_that_begin_small_are_rows_under_their_title(title: str) -> None:
    items = [(8.0, "of which let", True)] if title == "Pastures" else [(8.0, "let", True), (8.0, "mown", True)]
    lines = [*plain(5), (0.0, title, False), *items, (0.0, "Wheat", True)]
    assert labels_of(lines) == [*ROWS[:5], title, *(label for _, label, _ in items), "Wheat"]


def test_a_list_in_small_letters_is_no_wrapped_label() -> None:
    lines = [(0.0, "Crops", False), *((8.0, label.lower(), True) for label in ROWS)]
    assert labels_of(lines) == ["Crops", *(label.lower() for label in ROWS)]


def test_the_mark_of_a_list_is_a_part_of_the_label_behind_it() -> None:
    drawing = Drawing()
    for index, label in enumerate(ROWS):
        drawing.put(0, index * 14, "-")
        drawing.put(25, index * 14, label)
        for end in ENDS:
            drawing.put(end, index * 14, f"{index}.25", "right")
    grid = read_aligned(drawing.region(), drawn=True)
    assert grid is not None
    assert [row[0] for row in grid.texts()] == [f"- {label}" for label in ROWS]


def test_a_dash_for_a_missing_number_keeps_its_column() -> None:
    drawing = Drawing()
    for index, label in enumerate(ROWS):
        drawing.put(0, index * 14, label)
        drawing.put(150, index * 14, "-" if index % 2 else "12", "right")
        drawing.put(200, index * 14, "leased")
    grid = read_aligned(drawing.region(), drawn=True)
    assert grid is not None
    assert grid.texts()[1] == ["Beans", "-", "leased"]


def test_a_raised_mark_set_off_by_a_space_stays_with_its_word() -> None:
    drawing = Drawing()
    for index, label in enumerate(ROWS):
        end = drawing.put(0, index * 11, label)
        if index in {2, 3}:
            drawing.put(end + 3, index * 11 - 2.5, "2", size=6)
        for place in ENDS:
            drawing.put(place, index * 11, f"{index}.25", "right")
    grid = read_aligned(drawing.region(), drawn=True)
    assert grid is not None
    assert [row[0] for row in grid.texts()] == ["Barley", "Beans", "Clover 2", "Flax 2", "Oats", "Wheat"]


def test_a_raised_mark_goes_to_the_word_on_its_own_line_where_lines_touch() -> None:
    drawing = Drawing()
    for index in range(4):
        drawing.put(0, index * 11, "[2.5]")
        drawing.put(25, index * 11 - 2, "abcd"[index], size=6)
        drawing.put(100, index * 11, f"{index}.25")
    grid = read_aligned(drawing.region(), drawn=True)
    assert grid is not None
    assert [row[0] for row in grid.texts()] == [f"[2.5]{mark}" for mark in "abcd"]
