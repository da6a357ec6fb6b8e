"""Tables between rules of one width, one below the other; what stands over them; and frames that are no tables."""

from __future__ import annotations

from extractors.readers.pdf import read_pdf
from extractors.tables.find import region_to_grid
from tests.test_laid_out import LEFT, MIDDLE, RIGHT, Paper, grid, regions, said

HEADER = ("District", "Wheat", "Barley", "Oats")
ROWS = (HEADER, ("Valley", "12.4", "310", "2.15"), ("Hills", "9.8", "275", "2.20"), ("Islands", "15.1", "402", "2.08"))


def words_of_first_rows(paper: Paper) -> list[tuple[str, ...]]:
    return [grid(region)[0] for region in regions(paper.stream())]


def test_a_title_between_the_rules_of_two_tables_parts_them() -> None:
    paper = Paper()
    bottom = paper.cells(LEFT, RIGHT, 80, ROWS)
    paper.write(LEFT, bottom + 22, "Harvest of the year after", 10)
    paper.cells(LEFT, RIGHT, bottom + 30, (("District", "Peas", "Beans", "Flax"), *ROWS[1:]))
    assert words_of_first_rows(paper) == [HEADER, ("District", "Peas", "Beans", "Flax")]


def test_a_title_between_rules_over_more_numbers_is_of_the_same_table() -> None:
    paper = Paper()
    bottom = paper.cells(LEFT, RIGHT, 80, ROWS)
    paper.write(LEFT, bottom + 11, "Owned", 9)
    paper.cells(LEFT, RIGHT, bottom + 16, ROWS[1:], rules="none")
    for y in (bottom + 16, bottom + 16 + 15 * 3):
        paper.rule(LEFT, RIGHT, y)
    assert len(regions(paper.stream())) == 1


def test_a_header_that_returns_under_a_title_begins_another_table() -> None:
    paper = Paper()
    top = 80.0
    for title in ("Spring", "Summer", "Autumn"):
        paper.centre(MIDDLE, top + 10, f"Harvest of {title}", 9)
        paper.cells(LEFT, RIGHT, top + 12, ROWS, rules="none")
        paper.rule(LEFT, RIGHT, top + 27)
        top += 100
    assert words_of_first_rows(paper) == [HEADER, HEADER, HEADER]


def test_a_header_that_returns_among_the_rows_begins_a_part() -> None:
    paper = Paper()
    bottom = paper.cells(LEFT, RIGHT, 80, (*ROWS, HEADER, *ROWS[1:]))
    paper.rule(LEFT, RIGHT, bottom - 45)
    assert len(regions(paper.stream())) == 1


def test_frames_of_one_width_close_above_each_other_are_one_table() -> None:
    paper = Paper()
    bottom = paper.cells(LEFT, RIGHT, 80, ROWS[:2], rules="full")
    paper.cells(LEFT, RIGHT, bottom + 5, ROWS[2:], rules="full")
    (region,) = regions(paper.stream())
    read = region_to_grid(region, read_pdf(paper.target.getvalue(), "article.pdf"))
    assert read is not None
    assert read.method == "ruled"
    assert [tuple(row) for row in read.texts()] == list(ROWS)


def test_frames_with_a_line_of_text_between_them_are_two_tables() -> None:
    paper = Paper()
    bottom = paper.cells(LEFT, RIGHT, 80, ROWS, rules="full")
    paper.write(LEFT, bottom + 14, "Harvest of the year after", 9)
    paper.cells(LEFT, RIGHT, bottom + 20, ROWS, rules="full")
    assert len(regions(paper.stream())) == 2


def test_a_row_of_words_between_its_own_rules_belongs_to_the_rows_above() -> None:
    paper = Paper()
    rows = (
        ("Tenure", "Owner"),
        ("Length of the lease", "Nine years"),
        ("Fees paid if the lease is left before its end", "None"),
    )
    paper.cells(LEFT, RIGHT, 80, rows, rules="three")
    paper.rule(LEFT, RIGHT, 110)
    assert len(grid(regions(paper.stream())[0])) == 3


def test_the_caption_of_a_figure_above_that_of_a_table_is_not_the_tables() -> None:
    paper = Paper()
    paper.write(LEFT, 80, "Fig. 4. Yields of the farms in the valley and in the hills", 9)
    paper.write(LEFT, 103, "Table 1", 9)
    paper.write(LEFT, 116, "Yields of all the farms that were looked at in the presence and the absence of dung.", 9)
    paper.cells(LEFT, RIGHT, 124, ROWS)
    (region,) = regions(paper.stream())
    assert (region.number, said(region.caption)[:12]) == ("1", "Yields of al")


def test_a_chart_with_ticks_and_a_legend_in_a_box_is_no_table() -> None:
    paper = Paper()
    for y in (100, 300):
        paper.rule(LEFT, 300, y)
    for x in (LEFT, 300):
        paper.stem(x, 100, 300)
    for y in range(120, 300, 20):
        paper.rule(LEFT, LEFT + 4, y)
        paper.rule(296, 300, y)
    for y in (110, 190):
        paper.rule(70, 180, y)
    for x in (70, 180):
        paper.stem(x, 110, 190)
    for y, text in zip(
        range(125, 190, 16), ("Noise PL", "A= 0.72 n= 1.06", "amp= 0.0 p= 1", "east side"), strict=False
    ):
        paper.write(76, y, text, 10)
    assert regions(paper.stream()) == []


def test_a_list_of_contents_with_ranges_of_pages_is_no_table() -> None:
    paper = Paper()
    for index, (title, first, last) in enumerate(
        (("Aims", 1, 2), ("Fields", 3, 5), ("Farms", 6, 8), ("Yields", 9, 12), ("Rents", 13, 17))
    ):
        y = 100 + 16 * index
        paper.write(LEFT, y, title)
        paper.end(420, y, str(first))
        paper.write(430, y, "-")
        paper.end(460, y, str(last))
    assert regions(paper.stream()) == []


def test_entries_of_a_column_that_fill_it_are_rows_of_their_own() -> None:
    paper = Paper()
    entries = (
        "Upper Mill on the River Wend, Wheels 1 and 2",
        "Lower Mill",
        "Saint Mary Mill at the Old Bridge, Wheel 1",
        "Saxon Windmill on the Down by the Old Bridge",
        "Upland Sawmill of the Brothers Carr, Wheel 1",
        "Tanner Mill",
        "West Mill",
    )
    paper.write(LEFT, 90, "County", 10)
    paper.write(200, 90, "Mill", 10)
    for y in (78, 95, 95 + 14 * len(entries) + 4):
        paper.rule(LEFT, 420, y)
    for index, entry in enumerate(entries):
        paper.write(200, 107 + 14 * index, entry, 10)
        if index in {0, 5}:
            paper.write(LEFT, 107 + 14 * index, ("Wend", "Down")[index == 5], 10)
    (region,) = regions(paper.stream())
    read = region_to_grid(region, read_pdf(paper.target.getvalue(), "article.pdf"))
    assert read is not None
    assert [row[1] for row in read.texts()] == ["Mill", *entries]


def test_the_body_below_a_header_between_rules_belongs_to_it_with_its_titles() -> None:
    paper = Paper()
    bottom = paper.cells(LEFT, RIGHT, 80, (HEADER,), rules="none")
    for y in (80.0, bottom):
        paper.rule(LEFT, RIGHT, y)
    low = paper.cells(LEFT, RIGHT, bottom + 14, ROWS[1:], rules="none")
    paper.centre(LEFT + 60, low + 10.5, "Owned", 9)
    paper.cells(LEFT, RIGHT, low + 15, ROWS[1:], rules="none")
    (region,) = regions(paper.stream())
    assert [row[0] for row in grid(region)] == [
        "District",
        "Valley",
        "Hills",
        "Islands",
        "Owned",
        "Valley",
        "Hills",
        "Islands",
    ]


RATINGS = ("below 1.0", "1.0 to 1.6", "1.6 to 2.8")


def rating_table(paper: Paper, hang: float, start: float = LEFT) -> list[list[str]]:
    """Print a table of words, most lines of it long, between rules of which the last one begins at `start`."""
    paper.write(LEFT, 70, "Table 2. Ratings of wells and what they ask for", 10)
    for y in (80.0, 95.0):
        paper.rule(LEFT, RIGHT, y)
    paper.write(LEFT, 91, "Rating", 9)
    paper.write(LEFT + 180, 91, "What is to be done", 9)
    entries = (
        (RATINGS[0], ("Wells of this kind are looked at once a year, and the owner keeps the list of all",)),
        (RATINGS[1], ("Wells of this kind are looked at twice a year by somebody from outside the town,",
                    "and the owner keeps a list of all that was found there, and shows it to anybody who",
                    "asks for it.")),
        (RATINGS[2], ("Wells of this kind are closed at once, whatever else may have been found, and stay",
                  "closed until two samples, taken a month apart, have been found to be clean as well",
                  "as clear, and until the owner has had the walls of the well mended down to the foot",
                  "and has sent the bills of all who did so to the office that had the well closed, or",
                  "has had the well filled.")),
    )  # fmt: skip
    y = 107.0
    for rating, lines in entries:
        paper.write(LEFT, y, rating, 9)
        for index, line in enumerate(lines):
            paper.write(LEFT + 70 + (hang if index else 0), y, line, 9)
            y += 10
    paper.rule(start, RIGHT, y - 4)
    (region,) = regions(paper.stream())
    read = region_to_grid(region, read_pdf(paper.target.getvalue(), "article.pdf"))
    assert read is not None
    return read.texts()


def test_lines_that_hang_under_the_first_of_their_cell_are_no_text_and_make_one_row() -> None:
    assert [row[0] for row in rating_table(Paper(), 8)] == ["Rating", *RATINGS]


def test_the_last_rule_of_a_table_may_be_a_little_too_short_at_one_end() -> None:
    assert [row[0] for row in rating_table(Paper(), 8, LEFT + 8)] == ["Rating", *RATINGS]


def test_a_rule_short_at_both_ends_is_not_of_the_table_above() -> None:
    paper = Paper()
    bottom = paper.cells(LEFT, RIGHT, 80, ROWS)
    paper.write(LEFT + 10, bottom + 12, "Sown late", 9)
    paper.write(RIGHT - 60, bottom + 12, "Sown early", 9)
    paper.rule(LEFT + 8, RIGHT - 8, bottom + 18)
    (region,) = regions(paper.stream())
    assert grid(region) == list(ROWS)


def test_text_set_to_the_margin_between_rules_under_a_caption_is_no_body_of_a_table() -> None:
    paper = Paper()
    paper.write(LEFT, 70, "Table 2. Ratings of wells and what they ask for", 10)
    for y in (80.0, 95.0, 180.0):
        paper.rule(LEFT, RIGHT, y)
    paper.write(LEFT, 91, "Rating", 9)
    paper.write(LEFT + 180, 91, "What is to be done", 9)
    paper.prose(LEFT, 107, 7, "A", RIGHT - LEFT)
    assert [len(grid(region)) for region in regions(paper.stream())] == [1]  # the labels alone, as printed


def framed_caption(rows: int) -> tuple[str, list[tuple[str, ...]]]:
    """Print a frame whose first cell holds a caption of two lines, with `rows` rows of labels under the rule that ends it."""
    paper = Paper()
    paper.centre(MIDDLE, 90, "Table 9-3", 9)
    paper.centre(MIDDLE, 101, "What the districts grow", 9)
    paper.rule(LEFT, RIGHT, 80)
    for x in (LEFT, RIGHT):
        paper.stem(x, 80, 106)
    paper.cells(LEFT, RIGHT, 106, (*(("Grown on the hills", "", "", ""),) * (rows - 1), *ROWS), rules="full")
    (region,) = regions(paper.stream())
    return said(region.caption), grid(region)


def test_a_caption_of_two_lines_in_the_first_cell_of_a_frame_is_read_whole() -> None:
    caption, rows = framed_caption(1)
    assert caption == "What the districts grow"
    assert rows == list(ROWS)


def test_a_label_under_the_rule_of_a_framed_caption_is_not_of_it() -> None:
    caption, rows = framed_caption(2)
    assert caption == "What the districts grow"
    assert rows[0] == ("Grown", "on", "the", "hills")
