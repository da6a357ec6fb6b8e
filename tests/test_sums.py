"""Reports that rule little: rules above sums, under single labels, round the header alone; and the amounts of accountants."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.readers.pdf import read_pdf
from extractors.tables.find import region_to_grid
from tests.test_laid_out import LEFT, MIDDLE, RIGHT, Paper, regions

ENDS = (300.0, 380.0, 460.0, 535.0)
YEARS = ("2014", "2015", "2016", "2017")
FARMS = (("Wheat", "1,204", "310", "87", "601"), ("Barley", "980", "275", "91", "346"))
WOODS = (("Oak", "415", "402", "120", "937"), ("Beech", "77", "12", "8", "97"))
SUM = ("Sum of crops", "2,184", "585", "178", "947")
TIMBER = ("Sum of timber", "492", "414", "128", "1,034")


class Report:
    """A page with one table: labels at the left margin, further in by steps, and figures flush right at four ends."""

    def __init__(self) -> None:
        self.paper = Paper()
        self.y = 120.0

    def row(self, cells: Sequence[str], indent: float = 0.0, leading: float = 14.0) -> None:
        self.y += leading
        self.paper.write(LEFT + indent, self.y, cells[0], 9)
        for end, cell in zip(ENDS, cells[1:], strict=False):
            self.paper.end(end, self.y, cell, 9)

    def rows(self, rows: Sequence[Sequence[str]], indent: float = 0.0) -> None:
        for row in rows:
            self.row(row, indent)

    def rule_figures(self) -> None:
        """Draw a rule for each column below the last row, 6 points from one to the next."""
        for end, before in zip(ENDS, (226.0, *ENDS), strict=False):
            self.paper.rule(before + 6, end, self.y + 3)

    def grids(self) -> list[list[tuple[str, ...]]]:
        stream = self.paper.stream()
        document = read_pdf(self.paper.target.getvalue(), "report.pdf")
        read = [region_to_grid(region, document) for region in regions(stream)]
        return [[tuple(row) for row in grid.texts()] for grid in read if grid is not None]

    def grid(self) -> list[tuple[str, ...]]:
        (grid,) = self.grids()
        return grid


def test_rules_above_sums_leave_no_labels_out() -> None:
    report = Report()
    report.row(("", *YEARS))
    report.rows(FARMS)
    report.rule_figures()
    report.row(SUM)
    report.rows(WOODS)
    report.rule_figures()
    report.row(TIMBER)
    assert report.grid() == [("", *YEARS), *FARMS, SUM, *WOODS, TIMBER]


def test_rules_over_years_that_name_their_rows_are_those_of_a_table() -> None:
    paper = Paper()
    rows = (("Year", "Wheat", "Barley"), *((str(2010 + n), str(310 + n), str(87 + n)) for n in range(4)))
    paper.cells(300, RIGHT, 80, rows)
    for number in range(5):
        paper.write(LEFT, 90.5 + 15 * number, "Fields", 9)
    (region,) = regions(paper.stream())
    assert all(line.words[0].text != "Fields" for line in region.lines)


def test_a_header_between_rules_goes_on_below_titles_of_groups() -> None:
    report = Report()
    report.paper.rule(LEFT, RIGHT, report.y)
    report.row(("Produce", *YEARS))
    report.row(("", *("tons",) * 4))
    report.paper.rule(LEFT, RIGHT, report.y + 4)
    report.row(("Crops:",), leading=20)
    report.rows(FARMS, 10)
    report.row(SUM, 20)
    report.row(("Timber:",))
    report.rows(WOODS, 10)
    report.row(TIMBER, 20, leading=24)
    titles = (("Crops:", "", "", "", ""), ("Timber:", "", "", "", ""))
    grid = report.grid()
    assert grid[0][0] == "Produce"
    assert grid[-8:] == [titles[0], *FARMS, SUM, titles[1], *WOODS, TIMBER]


def test_a_unit_in_figures_is_of_the_header() -> None:
    report = Report()
    report.paper.rule(LEFT, RIGHT, report.y)
    report.row(("Produce", *YEARS))
    report.row(("", *("(1,000)",) * 4))
    report.paper.rule(LEFT, RIGHT, report.y + 4)
    report.rows(FARMS)
    report.row(("Wood of the hills",))
    report.rows(WOODS, 10)
    assert [row[0] for row in report.grid()[-5:]] == ["Wheat", "Barley", "Wood of the hills", "Oak", "Beech"]


def test_text_below_a_header_between_rules_is_no_body() -> None:
    paper = Paper()
    paper.rule(LEFT, RIGHT, 80)
    for x, label in zip((LEFT + 5, 200, 300, 400), ("Produce", "Wheat", "Barley", "Oats"), strict=True):
        paper.write(x, 91, label, 9)
    paper.rule(LEFT, RIGHT, 96)
    for number in range(4):
        paper.write(LEFT, 112 + 13 * number, "the farms in the valley were larger than those in the hills 1,204", 9)
    assert not [region for region in regions(paper.stream()) if len(region.lines) > 1]


def test_dots_lead_from_a_label_to_its_figures() -> None:
    report = Report()
    report.row(("", *YEARS))
    for rows in (FARMS, WOODS):
        report.row(("Grown",))
        for label, *figures in rows:
            report.row((label + " " + "." * (40 - len(label)), *figures))
    assert [row[1:] for row in report.grid() if any(row[1:])] == [YEARS, *(row[1:] for row in (*FARMS, *WOODS))]


def test_dots_that_lead_to_one_number_are_those_of_a_list_of_contents() -> None:
    report = Report()
    for number in range(6):
        report.y += 14
        report.paper.write(LEFT, report.y, "Fields of the valley " + "." * 60, 9)
        report.paper.end(ENDS[-1], report.y, str(10 + 7 * number), 9)
    assert report.grids() == []


def test_a_column_that_is_empty_at_first_does_not_end_the_rows() -> None:
    report = Report()
    report.row(("", *YEARS))
    sparse = [(label, first, "", third, last) for label, first, _, third, last in (*FARMS, *WOODS)]
    report.rows(sparse[:2])
    report.row(("Sea",))
    report.row(("Islands", "61", "5", "9", "44"))
    report.row(("Hill farms",))
    report.rows(sparse[2:], 30)
    labels = ["", "Wheat", "Barley", "Sea", "Islands", "Hill farms", "Oak", "Beech"]
    assert [row[0] for row in report.grid()] == labels


@pytest.mark.parametrize("sign", ["$", "US$"])
def test_the_sign_of_a_currency_belongs_to_the_amount_behind_it(sign: str) -> None:
    report = Report()
    report.row(("", *YEARS))
    for label, *figures in (FARMS[0], SUM):
        report.row((label, *figures))
        for end in ENDS:
            report.paper.write(end - 62, report.y, sign, 9)
        report.rows(WOODS)
    grid = report.grid()
    assert grid[1] == ("Wheat", *(f"{sign} {figure}" for figure in FARMS[0][1:]))
    assert grid[2] == WOODS[0]


def test_rules_under_single_labels_end_the_header() -> None:
    report = Report()
    report.row(("", *YEARS))
    report.rule_figures()
    report.row(("Crops",), leading=18)
    report.row(("Grown for sale:",), 10)
    report.rows((*FARMS, *WOODS), 20)
    assert report.grid()[:3] == [("", *YEARS), ("Crops", "", "", "", ""), ("Grown for sale:", "", "", "", "")]


def test_the_unit_under_the_rules_of_single_labels_is_of_the_header() -> None:
    report = Report()
    report.paper.rule(LEFT, RIGHT, report.y)
    report.row(("", *YEARS))
    report.rule_figures()
    report.y += 18
    report.paper.centre((226 + ENDS[-1]) / 2, report.y, "(in thousands)", 8)
    report.row(("Crops:",), leading=18)
    report.rows((*FARMS, *WOODS), 20)
    report.paper.rule(LEFT, RIGHT, report.y + 5)
    grid = report.grid()
    assert [row[0] for row in grid] == ["", "Crops:", "Wheat", "Barley", "Oak", "Beech"]
    assert any("(in thousands)" in cell for cell in grid[0])


def test_labels_go_on_under_the_rules_of_those_that_span_them() -> None:
    report = Report()
    report.y += 14
    for middle, label in ((300, "Valley"), (455, "Hills")):
        report.paper.centre(middle, report.y, label, 9)
    report.paper.rule(260, 375, report.y + 3)
    report.paper.rule(390, RIGHT, report.y + 3)
    report.row(("", "Wheat", "Rye", "Wheat", "Rye"))
    report.rows((*FARMS, *WOODS))
    assert report.grid()[:2] == [("", "Valley", "", "Hills", ""), ("", "Wheat", "Rye", "Wheat", "Rye")]


def test_a_text_in_the_middle_of_the_columns_spans_them() -> None:
    report = Report()
    report.paper.centre((282 + ENDS[-1]) / 2, report.y + 2, "Fiscal year", 9)
    report.row(("", *YEARS))
    report.paper.rule(LEFT, RIGHT, report.y + 4)
    report.rows((*FARMS, *WOODS))
    report.paper.rule(LEFT, RIGHT, report.y + 4)
    assert report.grid()[:2] == [("", "Fiscal year", "", "", ""), ("", *YEARS)]


def test_a_text_in_the_middle_of_the_table_is_its_title() -> None:
    report = Report()
    report.paper.centre(MIDDLE, report.y + 2, "Fiscal year", 9)
    report.row(("", *YEARS))
    report.paper.rule(LEFT, RIGHT, report.y + 4)
    report.rows((*FARMS, *WOODS))
    report.paper.rule(LEFT, RIGHT, report.y + 4)
    assert report.grid()[0] == ("", *YEARS)


def test_borders_round_one_row_of_figures_frame_no_table() -> None:
    report = Report()
    report.paper.rule(LEFT, RIGHT, report.y + 2)
    report.row(("Produce", *YEARS))
    report.paper.rule(LEFT, RIGHT, report.y + 4)
    report.rows((*FARMS, *WOODS))
    for y in (report.y - 52, report.y - 38):
        report.paper.rule(LEFT, RIGHT, y)
    for x in (LEFT, 260, 310, 390, 470, RIGHT):
        report.paper.stem(x, report.y - 52, report.y - 38)
    assert report.grid() == [("Produce", *YEARS), *FARMS, *WOODS]


@pytest.mark.parametrize("caption", ["Table 3. Produce of the farms", "Quadro 3. Produce of the farms"])
def test_a_rule_under_the_notes_of_a_captioned_table_does_not_make_them_rows(caption: str) -> None:
    report = Report()
    report.paper.write(LEFT, report.y - 8, caption, 9)
    report.paper.rule(LEFT, RIGHT, report.y)
    report.row(("Produce", *YEARS))
    report.paper.rule(LEFT, RIGHT, report.y + 4)
    report.rows((*FARMS, *WOODS))
    report.paper.rule(LEFT, RIGHT, report.y + 4)
    for text in (
        "1 the farms in the valley were larger than those in the hills and their yields rose in most of the",
        "years:",
    ):
        report.y += 16
        report.paper.write(LEFT, report.y, text, 9)
    report.paper.write(200, report.y + 16, "A + B + C", 9)
    report.paper.rule(LEFT, RIGHT, report.y + 22)
    assert report.grid() == [("Produce", *YEARS), *FARMS, *WOODS]
