"""Tables without rules or caption: what of the rows around their numbers belongs to them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.test_laid_out import LEFT, MIDDLE, Paper, grid, regions

ENDS = (250.0, 330.0, 410.0, 490.0)
HEADER = ("Wheat", "Barley", "Oats", "Total")
BODY = (
    ("North valley", "1,204", "310", "87", "1,601"),
    ("South valley", "980", "275", "91", "1,346"),
    ("Hill farms", "415", "402", "120", "937"),
    ("River islands", "77", "12", "8", "97"),
)
TOTAL = ("All districts", "2,676", "999", "306", "3,981")


class Columns:
    """A page on which rows of one table are set, a line apart: label flush left, numbers flush right."""

    def __init__(self, top: float = 120.0) -> None:
        self.paper = Paper()
        self.y = top

    def row(self, cells: Sequence[str], indent: float = 0.0, leading: float = 13.0) -> None:
        self.y += leading
        self.paper.write(LEFT + indent, self.y, cells[0], 10)
        for end, cell in zip(ENDS, cells[1:], strict=False):
            self.paper.end(end, self.y, cell, 10)

    def rows(self) -> list[list[str]]:
        (region,) = regions(self.paper.stream())
        return [list(row) for row in grid(region)]

    def first_words(self) -> list[str]:
        return [row[0] for row in self.rows()]


def test_a_header_above_a_blank_line_belongs_to_the_numbers_below() -> None:
    page = Columns()
    page.row(("", "Winter", "Spring", "", ""))
    page.row(("District", *HEADER))
    page.row(BODY[0], leading=26)
    for row in BODY[1:]:
        page.row(row)
    assert page.rows()[:2] == [["Winter", "Spring"], ["District", *HEADER]]


def test_titles_of_groups_and_blank_lines_do_not_end_a_body() -> None:
    page = Columns()
    page.row(("District", *HEADER))
    for title in ("Leased", "Owned"):
        page.row((title,), leading=22)
        for row in BODY:
            page.row(row, indent=10)
    assert len(page.rows()) == 11


def test_the_first_line_of_a_wrapped_label_stays_with_its_numbers() -> None:
    page = Columns()
    for row in BODY:
        page.row(row)
    page.row(("Net sales as a percentage of",))
    page.row(("apparent consumption", "61", "58", "44", "59"), indent=8)
    assert page.first_words()[-2:] == ["Net", "apparent"]


def test_a_total_set_apart_belongs_to_the_table() -> None:
    page = Columns()
    for row in BODY:
        page.row(row)
    page.row(TOTAL, leading=36)
    assert page.first_words()[-1] == "All"


def test_a_rule_typed_of_characters_is_no_row_and_a_total_goes_on_behind_it() -> None:
    page = Columns()
    for row in BODY:
        page.row(row)
    page.row(("_" * 70,))
    page.row(TOTAL)
    assert page.first_words()[-2:] == ["River", "All"]


def test_other_numbers_behind_a_typed_rule_are_another_table() -> None:
    page = Columns()
    for row in BODY:
        page.row(row)
    page.row(("_" * 70,))
    page.row(("Change since spring",))
    page.row(("North valley", "-12", "3"))
    assert page.first_words()[-1] == "River"


def test_rows_that_begin_with_a_code_are_a_table() -> None:
    page = Columns()
    page.row(("Code", *HEADER))
    for code, row in enumerate(BODY, 3417551):
        page.row((str(code), "", *row[2:]))
        page.paper.write(LEFT + 60, page.y, row[0], 10)
    assert page.rows()[1] == ["3417551", "North", "valley", "310", "87", "1,601"]


def test_a_label_over_some_columns_is_a_header_and_a_title_over_all_is_none() -> None:
    page = Columns()
    page.y += 13
    page.paper.centre(MIDDLE, page.y, "Harvest of 2019", 10)
    page.y += 12
    page.paper.centre(390, page.y, "Fodder", 10)
    page.row(("District", *HEADER), leading=12)
    for row in BODY:
        page.row(row)
    assert page.rows()[0] == ["Fodder"]


@pytest.mark.parametrize("where", ["above", "below"])
def test_running_text_next_to_a_table_is_none_of_it(where: str) -> None:
    page = Columns(200)
    if where == "above":
        page.paper.prose(LEFT, 150, 4, width=400)
    for row in BODY:
        page.row(row)
    if where == "below":
        page.paper.write(LEFT, page.y + 16, "the farms in the valley were larger than those in the hills 1,204", 10)
        page.paper.write(LEFT, page.y + 30, "and their yields rose in most of the years that were looked at", 10)
    assert page.first_words() == ["North", "South", "Hill", "River"]


def test_a_heading_right_above_a_table_is_none_of_it() -> None:
    page = Columns()
    page.row(("Fields of the districts",))
    for row in BODY:
        page.row(row)
    assert page.first_words()[0] == "North"


def test_another_table_with_a_header_of_its_own_is_another_region() -> None:
    page = Columns()
    for title in ("1918", "1919"):
        page.row((title, *HEADER), leading=40)
        for row in BODY:
            page.row(row)
    assert len(regions(page.paper.stream())) == 2
