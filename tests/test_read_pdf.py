"""PDF bytes become words and rulings, or one clear sentence."""

from __future__ import annotations

import io
import logging
import re
import warnings
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas

from extractors.errors import (
    EmptySourceError,
    EncryptedSourceError,
    ExtractionError,
    OversizedSourceError,
    UnreadableSourceError,
)
from extractors.model import Document, ReadingLimits, Word
from extractors.readers.glyphs import character_of
from extractors.readers.pdf import read_pdf

Draw = Callable[[Canvas], None]
WIDTH, HEIGHT = 400.0, 300.0


def print_pdf(*pages: Draw, compressed: bool = False, encrypt: StandardEncryption | None = None) -> bytes:
    registerFont(UnicodeCIDFont("STSong-Light"))
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(WIDTH, HEIGHT), pageCompression=int(compressed), encrypt=encrypt)
    for page in pages:
        canvas.setFont("Helvetica", 10)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def read(*pages: Draw) -> Document:
    return read_pdf(print_pdf(*pages), "article.pdf")


def texts(document: Document) -> list[str]:
    return [word.text for page in document.pages for word in page.words]


def say(text: str, x: float = 40, y: float = 200) -> Draw:
    return lambda canvas: canvas.drawString(x, y, text)


def only_word(document: Document) -> Word:
    (word,) = document.pages[0].words
    return word


def test_words_end_at_blanks_and_have_the_edges_of_their_characters() -> None:
    document = read(say("yield of maize"))
    words = document.pages[0].words
    assert [word.text for word in words] == ["yield", "of", "maize"]
    assert all(len(word.edges) == len(word.text) + 1 for word in words)
    assert words[0].edges[0] == pytest.approx(40)
    assert words[0].size == pytest.approx(10)
    assert words[0].box.x1 < words[1].box.x0


def test_the_text_holds_every_word_at_its_span_with_one_character_between() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(40, 200, "first line")
        canvas.drawString(40, 180, "second")

    document = read(page, say("next page"))
    assert document.text == "first line\nsecond\fnext page"
    for word in (word for page in document.pages for word in page.words):
        assert document.text[word.span.start : word.span.end] == word.text


def test_a_gap_without_a_blank_parts_two_words() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(40, 200, "12.5")
        canvas.drawString(80, 200, "13.1")

    assert texts(read(page)) == ["12.5", "13.1"]


def pitched(canvas: Canvas, x: float, y: float, text: str) -> None:
    """Print each character on the body of a figure, half an em wide, without blanks."""
    for index, character in enumerate(text):
        canvas.drawString(x + index * 5.56, y, character)


def test_a_point_set_on_the_body_of_a_figure_does_not_part_a_number() -> None:
    def page(canvas: Canvas) -> None:
        pitched(canvas, 40, 200, "0.1257")
        pitched(canvas, 140, 200, "84.76")

    assert texts(read(page)) == ["0.1257", "84.76"]


def test_a_point_in_the_middle_of_its_body_does_not_part_a_number() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(40, 200, "12")
        canvas.drawString(40 + 2 * 5.56 + 1.6, 200, ".")
        canvas.drawString(40 + 2 * 5.56 + 2.78 + 3.2, 200, "75")

    assert texts(read(page)) == ["12.75"]


def test_a_full_stop_and_a_space_as_wide_as_a_figure_part_two_numbers_where_points_touch_their_figures() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(40, 220, "12.75 and 3.25")
        pitched(canvas, 40, 200, "2015.20")

    assert texts(read(page)) == ["12.75", "and", "3.25", "2015.", "20"]


def test_brackets_keep_off_what_they_hold_and_a_sign_keeps_off_its_number() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(40, 200, "(")
        canvas.drawString(46.4, 200, "0.25")
        canvas.drawString(68.9, 200, ")")
        canvas.setFont("STSong-Light", 10)
        canvas.drawString(120, 200, "－")
        canvas.drawString(132, 200, "8.1")

        canvas.setFont("Helvetica", 10)
        canvas.drawString(200, 200, "(")
        canvas.drawString(208.5, 200, "-")
        canvas.drawString(213.4, 200, "2.25")

    assert texts(read(page)) == ["(0.25)", "－8.1", "(-2.25"]


def test_a_dash_between_two_numbers_is_no_sign_of_the_second() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(40, 200, "1.5")
        canvas.drawString(57, 200, "-")
        canvas.drawString(63.2, 200, "2.5")

    assert texts(read(page)) == ["1.5", "-", "2.5"]


def test_ideographs_of_one_line_are_one_word() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont("STSong-Light", 12)
        canvas.drawString(40, 200, "各县播种面积")

    word = only_word(read(page))
    assert word.text == "各县播种面积"
    assert word.edges[1] - word.edges[0] == pytest.approx(12)


def test_boxes_of_two_fonts_on_one_baseline_have_the_same_height() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(40, 200, "Area")
        canvas.setFont("STSong-Light", 10)
        canvas.drawString(80, 200, "面积")

    first, second = read(page).pages[0].words
    assert first.box.center_y == pytest.approx(second.box.center_y)


def test_a_raised_mark_is_a_word_of_its_own_and_stands_higher() -> None:
    def page(canvas: Canvas) -> None:
        text = canvas.beginText(40, 200)
        text.textOut("0.25")
        text.setFont("Helvetica", 6)
        text.setRise(4)
        text.textOut("**")
        canvas.drawText(text)
        canvas.setFont("Helvetica", 6)
        canvas.drawString(40, 100, "plain small type")

    value, mark, *_ = read(page).pages[0].words
    assert (value.text, mark.text) == ("0.25", "**")
    assert mark.box.bottom < value.box.bottom


def test_text_printed_twice_for_weight_is_read_once_and_is_bold() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(40, 200, "Total")
        canvas.drawString(40.3, 200, "Total")

    word = only_word(read(page))
    assert word.text == "Total"
    assert word.bold


def test_doubled_letters_are_not_taken_for_overprinting() -> None:
    assert texts(read(say("Illinois million 11.11"))) == ["Illinois", "million", "11.11"]


def test_bold_is_known_by_the_name_of_the_font() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(40, 200, "light")
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawString(40, 180, "heavy")

    assert [word.bold for word in read(page).pages[0].words] == [False, True]


def test_lines_and_thin_rectangles_become_rulings_and_fills_do_not() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(40, 250, "x")
        canvas.line(50, 200, 350, 200)
        canvas.rect(50, 150, 300, 0.6, stroke=0, fill=1)
        canvas.line(60, 100, 60, 140)
        canvas.rect(50, 20, 300, 40, stroke=0, fill=1)
        canvas.line(50, 10, 350, 90)
        canvas.circle(200, 120, 30)

    rulings = read(page).pages[0].rulings
    assert [(r.x0, r.x1, r.top) for r in rulings if r.horizontal] == [
        (pytest.approx(50), pytest.approx(350), pytest.approx(100)),
        (pytest.approx(50), pytest.approx(350), pytest.approx(149.7)),
    ]
    (upright,) = [r for r in rulings if not r.horizontal]
    assert (upright.x0, upright.top, upright.bottom) == (pytest.approx(60), pytest.approx(160), pytest.approx(200))


def test_a_stroked_rectangle_becomes_its_four_sides() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(40, 250, "x")
        canvas.rect(50, 100, 100, 40)

    rulings = read(page).pages[0].rulings
    assert sorted(r.horizontal for r in rulings) == [False, False, True, True]


def test_a_bar_too_thick_for_a_rule_is_none() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(40, 250, "x")
        canvas.setLineWidth(20)
        canvas.line(50, 100, 350, 100)

    assert read(page).pages[0].rulings == ()


@pytest.mark.parametrize(("angle", "x", "y"), [(90, 200, 40), (270, 200, 260), (180, 350, 150)])
def test_a_page_set_on_its_side_is_turned(angle: int, x: float, y: float) -> None:
    def page(canvas: Canvas) -> None:
        canvas.translate(x, y)
        canvas.rotate(angle)
        canvas.drawString(0, 0, "County Area")
        canvas.drawString(0, -20, "Ashford 12.5")
        canvas.line(0, -5, 150, -5)

    document = read(page)
    first = document.pages[0].words[0]
    assert document.text == "County Area\nAshford 12.5"
    assert first.upright
    assert first.box.width > first.box.height
    (rule,) = document.pages[0].rulings
    assert rule.horizontal
    assert first.box.bottom < rule.top + 4
    assert (document.pages[0].width, document.pages[0].height) == ((WIDTH, HEIGHT) if angle == 180 else (HEIGHT, WIDTH))


def test_a_page_with_a_rotation_of_its_own_is_read_as_it_is_shown() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.translate(200, 40)
        canvas.rotate(90)
        canvas.drawString(0, 0, "shown upright")

    document = read(page)
    # The printing library lays the page it is to turn on its side beforehand.
    assert document.text == "shown upright"
    assert document.pages[0].words[0].upright
    assert (document.pages[0].width, document.pages[0].height) == (WIDTH, HEIGHT)


def test_a_few_words_on_their_side_do_not_turn_the_page() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(40, 200, "the text of the page runs on as usual")
        canvas.saveState()
        canvas.translate(20, 100)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Percent")
        canvas.restoreState()

    words = read(page).pages[0].words
    assert [word.text for word in words if not word.upright] == ["Percent"]
    assert words[0].upright


def test_a_stamp_aslant_over_the_page_is_not_upright() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(40, 200, "yield of maize")
        canvas.translate(80, 120)
        canvas.rotate(40)
        canvas.setFont("Helvetica", 30)
        canvas.drawString(0, 0, "DRAFT")

    words = read(page).pages[0].words
    assert [word.text for word in words if word.upright] == ["yield", "of", "maize"]
    assert "".join(word.text for word in words if not word.upright) == "DRAFT"


def test_what_lies_outside_the_page_is_left_out() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(40, 200, "inside")
        canvas.drawString(600, 200, "outside")
        canvas.line(600, 20, 700, 20)

    document = read(page)
    assert texts(document) == ["inside"]
    assert document.pages[0].rulings == ()


def test_an_empty_page_keeps_its_number() -> None:
    document = read(lambda _: None, say("second"))
    assert [len(page.words) for page in document.pages] == [0, 1]
    assert document.pages[1].number == 2
    assert document.text == "\fsecond"


def test_an_empty_password_opens_and_another_is_asked_for() -> None:
    assert texts(read_pdf(print_pdf(say("open"), encrypt=StandardEncryption("", "owner")), "a.pdf")) == ["open"]
    with pytest.raises(EncryptedSourceError, match="password"):
        read_pdf(print_pdf(say("closed"), encrypt=StandardEncryption("secret", "owner")), "a.pdf")


def test_pages_of_images_are_refused_with_what_to_do() -> None:
    from PIL import Image  # noqa: PLC0415

    def page(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(Image.new("RGB", (40, 30), "grey")), 20, 20, 300, 200)

    with pytest.raises(EmptySourceError, match=r"article\.pdf: .*images.*OCR"):
        read(page)
    with pytest.raises(EmptySourceError, match="blank or damaged"):
        read(lambda _: None)


@pytest.mark.parametrize("share", [0.05, 0.4, 0.9])
def test_a_cut_off_file_is_refused(share: float) -> None:
    content = print_pdf(*[say("some words of an article")] * 5)
    with pytest.raises(UnreadableSourceError, match="cut off"):
        read_pdf(content[: int(share * len(content))], "part.pdf")


def test_a_file_that_only_begins_and_ends_like_a_pdf_is_refused() -> None:
    with pytest.raises(UnreadableSourceError, match="damaged"):
        read_pdf(b"%PDF-1.4\nnothing\nstartxref\n0\n%%EOF", "a.pdf")


def test_words_after_the_end_of_the_file_do_no_harm() -> None:
    assert texts(read_pdf(print_pdf(say("whole")) + b"\n<!-- served by a proxy -->" * 40, "a.pdf")) == ["whole"]


def test_a_damaged_page_does_not_lose_the_others() -> None:
    content = print_pdf(say("first"), say("second"), say("third"), compressed=True)
    streams = [
        match.end() for match in re.finditer(rb"stream\r?\n", content) if content[match.start() - 3 :][:3] != b"end"
    ]
    start = streams[1]
    document = read_pdf(content[: start + 8] + b"\x00" * 24 + content[start + 32 :], "a.pdf")
    assert len(document.pages) == 3
    assert len(document.unreadable_pages) == 1
    (lost,) = document.unreadable_pages
    assert document.pages[lost - 1].words == ()
    assert len(texts(document)) == 2


HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def pdf_with(pages: str, content: bytes = b"", entries: str = "", trailer: str = "") -> bytes:
    """Write a file of four objects by hand: catalogue, tree of pages, one page, its content."""
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/MediaBox[0 0 400 300]{pages}>>".encode(),
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 %b>>>>>>" % HELVETICA,
        f"<</Length {len(content)}{entries}>>stream\n".encode() + content + b"\nendstream",
    ]
    file, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    end = f"trailer<</Size 5/Root 1 0 R{trailer}>>\nstartxref\n{len(file)}\n%%EOF\n"
    return file + table + end.encode()


ONE_PAGE = "/Kids[3 0 R]/Count 1"
DRAWN = b"BT /F1 10 Tf 40 200 Td (Yield 4.25) Tj ET"


def test_a_file_written_by_hand_is_read_packed_or_not() -> None:
    packed = zlib.compress(DRAWN)
    torn_sum = packed[:-4] + bytes(4)  # all is there, only the sum at the end is wrong
    for content, entries in ((DRAWN, ""), (packed, "/Filter/FlateDecode"), (torn_sum, "/Filter/FlateDecode")):
        assert texts(read_pdf(pdf_with(ONE_PAGE, content, entries), "article.pdf")) == ["Yield", "4.25"]


def test_a_file_without_pages_is_refused() -> None:
    with pytest.raises(UnreadableSourceError, match="has no pages"):
        read_pdf(pdf_with("/Kids[]/Count 0").replace(b"/Type/Page/", b"/Type/Note/"), "article.pdf")


def test_a_page_that_cannot_be_unpacked_is_no_blank_page() -> None:
    with pytest.raises(UnreadableSourceError, match="none of the PDF's pages can be read"):
        read_pdf(pdf_with(ONE_PAGE, zlib.compress(DRAWN * 9)[2:-9], "/Filter/FlateDecode"), "article.pdf")


def test_a_page_that_unpacks_without_end_is_refused_before_it_fills_the_memory() -> None:
    packer = zlib.compressobj(1)
    flood = b"".join(packer.compress(bytes(2**20)) for _ in range(300)) + packer.flush()
    with pytest.raises(OversizedSourceError, match="unpacks to more than"):
        read_pdf(pdf_with(ONE_PAGE, flood, "/Filter/FlateDecode"), "article.pdf")


def test_a_protection_that_cannot_be_opened_is_said_to_be_one() -> None:
    trailer = "/ID[<00><00>]/Encrypt<</Filter/Sealed/V 9>>"
    with pytest.raises(EncryptedSourceError, match="supply a plain copy"):
        read_pdf(pdf_with(ONE_PAGE, DRAWN, trailer=trailer), "article.pdf")


def test_limits_of_pages_and_characters_are_kept() -> None:
    content = print_pdf(say("some words"), say("more words"))
    with pytest.raises(OversizedSourceError, match="2 pages exceed the limit of 1"):
        read_pdf(content, "a.pdf", ReadingLimits(pages=1))
    with pytest.raises(OversizedSourceError, match="page 1 holds 10 characters"):
        read_pdf(content, "a.pdf", ReadingLimits(characters=9))


def test_thousands_of_characters_on_one_spot_are_read_in_time() -> None:
    def page(canvas: Canvas) -> None:
        for _ in range(5000):
            canvas.drawString(40, 200, "8")

    assert texts(read(page)) == ["8"]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_damage_anywhere_ends_in_a_document_or_in_one_of_our_errors(data: st.DataObject) -> None:
    content = bytearray(print_pdf(say("some words of an article"), say("12.5 13.1 14.9")))
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        outcome = outcome_of(bytes(content))
    if isinstance(outcome, str):
        assert outcome.startswith("a.pdf: ")
        assert outcome.endswith(".")
    else:
        words = [word for page in outcome.pages for word in page.words]
        assert all(outcome.text[word.span.start : word.span.end] == word.text for word in words)


def outcome_of(content: bytes) -> Document | str:
    try:
        return read_pdf(content, "a.pdf")
    except ExtractionError as error:
        return str(error)


def test_the_library_says_nothing_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    content = print_pdf(say("quiet")).replace(b"1 0 0 1 40 200 Tm", b"1 0 0 /x 40 200 Tm")
    with caplog.at_level(logging.DEBUG):
        read_pdf(content.replace(b"BT", b"/y sc BT", 1), "a.pdf")
    assert caplog.records == []


def test_glyphs_without_a_character_are_no_digits() -> None:
    assert character_of("(cid:130)") == chr(0xF0000 + 130)
    assert character_of("(cid:9999999)") == "\N{REPLACEMENT CHARACTER}"
    assert [character_of(text) for text in ("a", "(cid", "表", "ffi")] == ["a", "(cid", "表", "ffi"]
