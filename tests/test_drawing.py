"""Pages are painted with what was found on them, where it was found."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from extractors.dataset import explain, extract
from extractors.errors import EmptySourceError
from extractors.model import Box, Check, Document, Explanation, Page, Span, Word
from flows.cli import main
from flows.drawing.draw import MOST_PAGES, choose_pages, draw_document, draw_explanation, read_pages
from flows.drawing.label_places import LabelPlaces
from flows.drawing.mark import Mark
from flows.drawing.marks import find_marks
from flows.drawing.paint import paint_page
from flows.drawing.palette import PALETTE
from flows.drawing.print_places import PrintPlaces, strips_to_columns
from flows.drawing.sheets import draw_sheet, open_sheets, page_to_scale
from flows.drawing.slots import extents_to_boundaries, find_slots
from flows.failure import Failure, RunError

WIDTH, HEIGHT = 420.0, 595.0
TABLE = [
    ("Year", "Wheat", "Barley", "Total"),
    ("2018", "41.2", "12.9", "54.1"),
    ("2019", "43.7", "13.3", "57.0"),
    ("2020", "45.1", "11.8", "56.9"),
]
COLUMNS = (60, 150, 230, 310)
TOP = 300.0  # points from the bottom: the baseline of the table's first row


def print_article(canvas: Canvas) -> None:
    canvas.setFont("Times-Bold", 14)
    canvas.drawString(60, 540, "Harvests of two cereals in Northland")
    canvas.setFont("Times-Roman", 10)
    canvas.drawString(60, 480, "The harvest of both cereals is shown in Table 1. It came to 54.1")
    canvas.drawString(60, 466, "million tonnes in 2018, and the total was 56.9 million tonnes in 2020,")
    canvas.drawString(60, 452, "less than in the year before it in all districts of the country.")
    canvas.drawString(60, TOP + 40, "Table 1 Harvests of wheat and barley, 2018-2020 (Unit: million tonnes)")
    for height in (TOP + 16, TOP - 6, TOP - 64):
        canvas.line(55, height, 350, height)
    for number, row in enumerate(TABLE):
        for x, text in zip(COLUMNS, row, strict=True):
            canvas.drawString(x, TOP - 18 * number, text)
    canvas.drawString(60, TOP - 80, "Note: from the statistical office of Northland.")


def print_pdf(*pages: Callable[[Canvas], None], size: tuple[float, float] = (WIDTH, HEIGHT)) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=size)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


@pytest.fixture(scope="module")
def content() -> bytes:
    return print_pdf(print_article, lambda canvas: canvas.drawString(60, 500, "The second page says little."))


@pytest.fixture(scope="module")
def explanation(content) -> Explanation:
    return explain(content, "cereals.pdf")


@pytest.fixture(scope="module")
def pictures(explanation, content, tmp_path_factory) -> list[Image.Image]:
    folder = tmp_path_factory.mktemp("pictures")
    names = draw_explanation(explanation, content, folder / "cereals", None)
    assert names == [str(folder / f"cereals-page-00{number}.png") for number in (1, 2)]
    assert sorted(path.name for path in folder.iterdir()) == ["cereals-page-001.png", "cereals-page-002.png"]
    loaded = []
    for name in names:
        with Image.open(name) as picture:
            loaded.append(picture.copy())
    return loaded


def box_of(explanation: Explanation, text: str) -> Box:
    (table,) = explanation.dataset.tables
    (box,) = [cell.place.box for cell in table.grid.cells if cell.text == text]
    assert box is not None
    return box


def test_an_explanation_holds_the_dataset_that_extract_returns(content, explanation):
    assert explanation.dataset == extract(content, "cereals.pdf")
    assert explanation.document.text == explanation.dataset.text
    assert all(index < len(explanation.structure.regions) for t in explanation.dataset.tables for index in t.regions)


def test_a_page_is_drawn_at_two_pixels_a_point_above_its_legend(pictures):
    for picture in pictures:
        assert picture.width == 2 * WIDTH
        assert 2 * HEIGHT < picture.height < 2 * HEIGHT + 300


def test_the_print_of_a_cell_is_framed(explanation, pictures):
    for text in ("43.7", "Barley", "2020"):
        box = box_of(explanation, text)
        left, top = round(2 * box.x0), round(2 * box.top)
        assert pictures[0].getpixel((left, top + 4)) == PALETTE["cell"].color
        assert pictures[0].getpixel((left + 4, top)) == PALETTE["cell"].color


@pytest.mark.parametrize(("text", "kind"), [("43.7", "body"), ("2019", "row_header"), ("Wheat", "column_header")])
def test_cells_are_tinted_by_their_role(explanation, pictures, text, kind):
    box = box_of(explanation, text)
    assert pictures[0].getpixel((round(2 * box.x1) + 8, round(2 * box.center_y))) == PALETTE[kind].color


def test_a_region_is_outlined_and_says_how_it_was_read(explanation, pictures):
    (mark,) = [mark for mark in find_marks(explanation)[1] if mark.kind == "region"]
    (table,) = explanation.dataset.tables
    assert mark.label.endswith(f"Table 1  {table.grid.method} {table.grid.confidence:.2f}  4 x 4")
    assert mark.box.x0 < box_of(explanation, "Year").x0
    assert pictures[0].getpixel((round(2 * mark.box.x0), round(2 * mark.box.center_y))) == PALETTE["region"].color


def test_what_the_prose_states_is_underlined(explanation, pictures):
    (claim, *_) = explanation.dataset.claims
    (mark, *_) = [mark for mark in find_marks(explanation)[1] if mark.kind == "claim"]
    assert explanation.document.place_of(claim.spans[:1]).box.top == mark.box.top
    assert pictures[0].getpixel((round(2 * mark.box.center_x), round(2 * mark.box.bottom))) == PALETTE["claim"].color


def test_body_and_headings_are_numbered_in_the_order_of_reading(explanation):
    marks = find_marks(explanation)
    labels = [mark.label.split()[0] for page in (1, 2) for mark in marks[page] if mark.kind == "order"]
    tables = [mark.label.split()[0] for mark in marks[1] if mark.kind == "region"]
    numbers = [int(label.rstrip("+")) for label in labels + tables]
    assert sorted(set(numbers)) == list(range(1, max(numbers) + 1))


def test_numerals_that_nothing_accounts_for_are_marked(explanation):
    numeral = next(row for row in explanation.dataset.numerals if row.text == "43.7")
    dataset = replace(explanation.dataset, numerals=(replace(numeral, outcome="unaccounted"),))
    (mark,) = [mark for mark in find_marks(replace(explanation, dataset=dataset))[1] if mark.kind == "unaccounted"]
    assert mark.box == box_of(explanation, "43.7")


def test_a_table_that_was_not_rebuilt_is_outlined_otherwise(explanation):
    dataset = replace(explanation.dataset, tables=())
    kinds = {mark.kind: mark.label for mark in find_marks(replace(explanation, dataset=dataset))[1]}
    assert "not rebuilt" in kinds["unread_region"]
    assert not {"region", "cell", "body"} & set(kinds)


@pytest.mark.parametrize("subject", ["claim", "cell", "table"])
def test_contradictions_are_marked_where_their_subject_stands(explanation, subject):
    (table,) = explanation.dataset.tables
    (claim, *_) = explanation.dataset.claims
    (cell,) = [cell for cell in table.grid.cells if cell.text == "43.7"]
    ids = {"claim": claim.claim_id, "cell": f"{table.table_id}/r{cell.row}c{cell.column}", "table": table.table_id}
    contradiction = Check("a/k7", ids[subject], "sum", "", (), "", "contradicts", "major", "")
    agreement = replace(contradiction, check_id="a/k8", verdict="agrees")
    dataset = replace(explanation.dataset, checks=(contradiction, agreement))
    marks = find_marks(replace(explanation, dataset=dataset))[1]
    (mark,) = [mark for mark in marks if mark.kind == "contradiction" and mark.label]
    assert mark.label == "k7 sum"
    if subject == "claim":
        assert mark.box in [mark.box for mark in marks if mark.kind == "claim"]
    elif subject == "cell":
        assert mark.box == cell.place.box
    else:
        assert mark.box.bottom <= table.place.box.top + 1


# Turned, cut and hostile pages


def ink_at(picture: Image.Image, box: Box) -> bool:
    grey = picture.convert("L").crop((2 * box.x0, 2 * box.top, 2 * box.x1, 2 * box.bottom))
    return grey.getextrema()[0] < 100


def draw_first(content: bytes) -> tuple[Page, Image.Image]:
    (page, *_) = explain(content, "page.pdf").document.pages
    with open_sheets(content) as sheets:
        return page, draw_sheet(sheets, page)


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_a_page_printed_on_its_side_is_drawn_the_way_it_was_read(angle):
    def turned(canvas: Canvas) -> None:
        canvas.translate(210, 210)
        canvas.rotate(angle)
        for line in range(8):
            canvas.drawString(-180, 170 - 14 * line, "Yields of maize grew in the north and the south")

    page, picture = draw_first(print_pdf(turned, size=(420, 420 if angle < 180 else 500)))
    assert picture.size == (round(2 * page.width), round(2 * page.height))
    assert all(ink_at(picture, word.box) for word in page.words)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_words_lie_on_their_ink_where_the_file_turns_the_page_or_shows_less_of_it(rotation):
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(400, 300), cropBox=(40, 50, 380, 280))
    canvas.setPageRotation(rotation)
    for line in range(6):
        canvas.drawString(60, 250 - 14 * line, "Prices of barley fell in spring")
    canvas.showPage()
    canvas.save()
    page, picture = draw_first(target.getvalue())
    assert all(ink_at(picture, word.box) for word in page.words)


@pytest.mark.parametrize("size", [(14400.0, 14400.0), (1e9, 1e9), (1e7, 3.0), (0.01, 0.01), (1e-9, 1e9)])
def test_the_size_of_a_picture_is_limited_whatever_the_size_of_the_page(content, size):
    page = Page(1, *size, ())
    with open_sheets(content) as sheets:
        picture = draw_sheet(sheets, page)
    assert max(picture.size) <= 8000
    assert picture.width * picture.height <= 16_100_000
    box = Box(-1e12, -5, 1e12, 1e12)
    painted = paint_page(picture, page, [Mark("region", box, "x"), Mark("body", box)], page_to_scale(page), "page 1")
    assert painted.height - picture.height < 400


@pytest.mark.parametrize("size", [(0.0, 0.0), (-3.0, 800.0), (float("nan"), 5.0), (float("inf"), 5.0)])
def test_a_page_of_no_size_and_one_that_is_not_there_are_drawn_blank(content, size):
    with open_sheets(content) as sheets:
        picture = draw_sheet(sheets, Page(9, *size, ()))
    assert picture.size == (1190, 1684)
    assert picture.convert("L").getextrema() == (255, 255)


# Boundaries between columns and rows


def test_a_boundary_runs_midway_between_the_print_of_two_columns():
    boundaries = extents_to_boundaries([(10, 20), (30, 50), (54, 60)], 8, 62)
    assert [boundary.at for boundary in boundaries] == [8, 25, 52, 62]
    assert not any(boundary.crossed for boundary in boundaries)


def test_a_boundary_that_print_crosses_says_so():
    assert [boundary.crossed for boundary in extents_to_boundaries([(0, 40), (30, 50)], 0, 50)] == [False, True, False]


def test_a_column_without_print_shares_the_room_between_its_neighbours():
    boundaries = extents_to_boundaries([(0, 10), None, (70, 90), (95, 99)], 0, 99)
    assert [boundary.at for boundary in boundaries] == pytest.approx([0, 92.5 / 3, 185 / 3, 92.5, 99])


extents = st.lists(st.none() | st.tuples(st.floats(0, 500), st.floats(0, 500)).map(sorted).map(tuple), min_size=1)


@given(extents)
def test_boundaries_never_run_backwards(columns):
    boundaries = extents_to_boundaries(columns, 0, 500)
    assert len(boundaries) == len(columns) + 1
    assert all(left.at <= right.at + 1e-9 for left, right in pairwise(boundaries))


def test_a_region_in_which_no_cell_stands_has_no_boundaries(explanation):
    grid = explanation.dataset.tables[0].grid
    assert find_slots(grid, 2, Box(0, 0, WIDTH, HEIGHT)) is None
    assert find_slots(grid, 1, Box(0, 0, WIDTH, 20)) is None


# Where runs of text stand


def word(text: str, start: int, x: float, top: float) -> Word:
    edges = tuple(x + 5 * index for index in range(len(text) + 1))
    return Word(text, Span(start, start + len(text)), Box(x, top, edges[-1], top + 10), edges, 10)


def test_a_run_of_text_is_found_line_by_line_and_column_by_column():
    words = (word("left", 0, 20, 100), word("column", 5, 45, 100), word("ends", 12, 20, 114), word("goes", 17, 220, 40))
    document = Document(
        "a.pdf", "0", 0, "application/pdf", None, "left column\nends\ngoes", (Page(1, 400, 400, words),)
    )
    strips = PrintPlaces(document).strips((Span(2, 21),))
    assert [strip.box for strip in strips] == [Box(30, 100, 75, 110), Box(20, 114, 40, 124), Box(220, 40, 240, 50)]
    assert [column.box for column in strips_to_columns(strips)] == [Box(20, 100, 75, 124), Box(220, 40, 240, 50)]
    assert PrintPlaces(document).strips((Span(4, 5), Span(50, 60))) == []


def test_parts_of_one_line_that_are_not_read_from_left_to_right_are_one_column():
    words = (word("sum", 0, 60, 100), word("of", 4, 20, 101), word("below", 7, 20, 116), word("far", 13, 300, 116))
    document = Document("a.pdf", "0", 0, "application/pdf", None, "sum of below far", (Page(1, 400, 400, words),))
    columns = strips_to_columns(PrintPlaces(document).strips((Span(0, 16),)))
    assert [column.box for column in columns] == [Box(20, 100, 75, 126), Box(300, 116, 315, 126)]


def test_a_label_keeps_off_the_print_and_off_other_labels():
    above = (100, 60, 300, 100)
    places = LabelPlaces((800, 800), [above])
    first = places.place((100, 100, 300, 200), 90, 20, beside_only=False)
    second = places.place((100, 100, 300, 200), 90, 20, beside_only=False)
    for left, top, right, bottom in (first, second):
        assert not (left < 300 and right > 100 and top < 100 and bottom > 60)
        assert not (left < 296 and right > 104 and top < 196 and bottom > 104)
    assert first != second


def test_a_label_goes_to_the_margin_where_print_is_all_round_and_a_line_leads_to_it():
    crowd = tuple(word("x" * 25, 25 * n, 46, 100 + 10 * n) for n in range(20))
    page = Page(1, 200, 400, crowd)
    mark = Mark("contradiction", Box(75, 195, 85, 205), "k1 sum")
    painted = paint_page(Image.new("RGB", (400, 800), "white"), page, [mark], 2, "page 1")
    red = PALETTE["contradiction"].color
    assert painted.getpixel((4, 400)) == red
    assert painted.getpixel((120, 410)) == red


def test_the_frame_of_what_was_not_rebuilt_is_dashed():
    page = Page(1, 200, 200, ())
    mark = Mark("unread_region", Box(50, 50, 150, 150))
    painted = paint_page(Image.new("RGB", (400, 400), "white"), page, [mark], 2, "page 1")
    side = [painted.getpixel((100, y)) == PALETTE["unread_region"].color for y in range(110, 290)]
    assert 0.4 < sum(side) / len(side) < 0.7


# The command


def test_the_command_draws_the_pages_asked_for_and_names_the_pictures(tmp_path, monkeypatch, capsys, content):
    monkeypatch.chdir(tmp_path)
    Path("谷物.pdf").write_bytes(content)
    assert main(["extract", "谷物.pdf", "--draw", "new/pictures", "--pages", "2"]) == 0
    assert capsys.readouterr().out == "new/pictures/谷物-page-002.png\n"
    assert [path.name for path in Path("new/pictures").iterdir()] == ["谷物-page-002.png"]


def test_the_same_document_gives_the_same_pictures(tmp_path, content):
    (tmp_path / "a.pdf").write_bytes(content)
    for folder in ("one", "two"):
        assert len(draw_document(tmp_path / "a.pdf", tmp_path / folder, (1, 1))) == 1
    one, two = (tmp_path / folder / "a-page-001.png" for folder in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "words", "status"),
    [
        (["a.txt", "--draw", "out"], "a.txt: is a text, which has no pages to draw; give the PDF.", 2),
        (["a.pdf", "--draw", "file"], "file: cannot be written (File exists).", 2),
        (["a.pdf", "--draw", "file/below"], "cannot be written (Not a directory).", 2),
        (["a.pdf", "--draw", "out", "--pages", "2-3"], "a.pdf: page 3 is not there, the last one is 2.", 2),
        (["a.pdf", "--draw", "out", "--pages", "two"], "--pages two: is no run of pages", 2),
        (["a.pdf", "--draw", "out", "--format", "json"], "--draw: goes without --format", 2),
        (["a.pdf", "--pages", "1"], "give --draw with it", 2),
        ([".", "--draw", "out"], "is a folder", 2),
        (["gone.pdf", "--draw", "out"], "gone.pdf: there is no such file", 2),
        (["link.pdf", "--draw", "out"], "link.pdf: is a link to a file that is not there", 2),
        (["blank.pdf", "--draw", "out"], "blank.pdf: the PDF has no text layer", 1),
    ],
)
def test_what_cannot_be_drawn_is_one_sentence_and_leaves_nothing(
    tmp_path, monkeypatch, capsys, content, arguments, words, status
):
    monkeypatch.chdir(tmp_path)
    Path("a.pdf").write_bytes(content)
    Path("a.txt").write_text("A text of one line.\n", encoding="utf-8")
    Path("file").touch()
    Path("link.pdf").symlink_to("nowhere.pdf")
    Path("blank.pdf").write_bytes(print_pdf(lambda canvas: canvas.rect(50, 50, 50, 50)))
    assert main(["extract", *arguments]) == status
    said = capsys.readouterr()
    assert said.out == ""
    assert words in said.err
    assert said.err.count("\n") == 1
    assert not Path("out").exists()


def test_the_help_tells_of_drawing(capsys):
    assert main(["extract", "--help"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "--draw" in said
    assert "-page-003.png" in said
    assert "--pages" in said


def test_a_document_of_very_many_pages_is_drawn_in_parts():
    pages = tuple(Page(number, 10, 10, ()) for number in range(1, MOST_PAGES + 2))
    document = Document("book.pdf", "0", 0, "application/pdf", None, "", pages)
    with pytest.raises(RunError, match="exceed the limit"):
        choose_pages(document, None)
    assert len(choose_pages(document, (2, MOST_PAGES + 1))) == MOST_PAGES
    assert [page.number for page in choose_pages(document, (7, 7))] == [7]


@pytest.mark.parametrize("text", ["0", "3-2", "-3", "3-", "1,2", "", "0-4", "９９９９９９９９"])
def test_what_is_no_run_of_pages_is_refused(text):
    with pytest.raises(RunError, match="no run of pages"):
        read_pages(text)


def test_a_page_or_a_run_of_them_is_read():
    assert [read_pages(text) for text in (None, "3", "3-5")] == [None, (3, 3), (3, 5)]


def test_an_unreadable_document_is_a_value_that_says_why(tmp_path):
    (tmp_path / "empty.pdf").touch()
    failure = draw_document(tmp_path / "empty.pdf", tmp_path, None)
    assert isinstance(failure, Failure)
    assert failure.kind == EmptySourceError.__name__
