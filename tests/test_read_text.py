from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.errors import EmptySourceError, OversizedSourceError, UnreadableSourceError
from extractors.readers import read_document
from extractors.readers.signatures import is_pdf
from extractors.readers.text import LARGEST_TEXT, read_text

CHINESE = "茶叶出口概况\n2019年，全省出口茶叶3.5万吨，比上年增长12%。\n其中绿茶占六成。\n"
ENGLISH = "Exports of tea\nIn 2019 exports rose by 12% to 3.5 million kg.\n"


@pytest.mark.parametrize("text", [CHINESE, ENGLISH])
@pytest.mark.parametrize(
    ("codec", "prefix", "encoding"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8-sig"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
    ],
)
def test_each_encoding_is_recognised_and_recorded(text, codec, prefix, encoding):
    content = prefix + text.encode(codec)
    document = read_document(content, "tea.txt")
    assert document.text == text
    assert document.encoding == encoding
    assert document.media_type == "text/plain"
    assert document.byte_count == len(content)
    assert document.sha256 == hashlib.sha256(content).hexdigest()
    assert not document.drawn


def test_the_national_encoding_is_recognised():
    document = read_text(CHINESE.encode("gb18030"), "tea.txt")
    assert (document.text, document.encoding) == (CHINESE, "gb18030")


@pytest.mark.parametrize("codec", ["big5", "shift_jis", "utf-32", "utf-7"])
def test_other_encodings_are_refused_rather_than_guessed(codec):
    text = (
        "臺灣茶葉出口價格與數量統計，民國九十九年。" * 20
        if codec == "big5"
        else "輸出統計の推移について、お茶の生産" * 20
    )
    content = text.encode(codec)
    if codec == "utf-7":
        assert read_text(content, "x").encoding == "utf-8"  # plain ASCII to every reader
        return
    with pytest.raises(UnreadableSourceError, match="UTF-8"):
        read_text(content, "x")


def test_a_byte_order_mark_that_lies_is_refused():
    with pytest.raises(UnreadableSourceError, match="byte order mark"):
        read_text(b"\xef\xbb\xbf\xff\xff\xff", "x")


@pytest.mark.parametrize("content", [b"", b" \n\t ", "\N{IDEOGRAPHIC SPACE}\n".encode(), b"\x0c\x0c", b"\xef\xbb\xbf"])
def test_nothing_but_blanks_is_an_empty_source(content):
    with pytest.raises(EmptySourceError):
        read_document(content, "x.txt")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"PK\x03\x04rest", "ZIP"),
        (b"\x89PNG\r\n\x1a\n\x00", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word"),
        (b"{\\rtf1 text}", "Rich Text"),
        (b"<!DOCTYPE html><html></html>", "HTML"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"CAJ\x00rest", "CAJ"),
    ],
)
def test_other_files_are_named_for_what_they_look_like(content, kind):
    with pytest.raises(UnreadableSourceError, match=kind):
        read_document(content, "article")


@pytest.mark.parametrize(
    "content", [bytes(range(256)) * 4, b"\x01\x02\x03\x04" * 30, b"text \x00\x00\x00 text", b"\xff\xfe\x00\xd8\x00"]
)
def test_binary_content_is_refused(content):
    with pytest.raises(UnreadableSourceError):
        read_text(content, "x")


def test_a_glyph_without_a_character_does_not_make_a_text_binary():
    text = CHINESE * 30 + "\x00" + CHINESE
    assert read_text(text.encode(), "x").text == text


def test_a_file_must_be_what_its_ending_says():
    with pytest.raises(UnreadableSourceError, match="not what its ending says"):
        read_document(CHINESE.encode(), "tea.PDF")
    with pytest.raises(UnreadableSourceError, match="looks like a PDF"):
        read_document(b"%PDF-1.4\n1 0 obj", "tea.txt")
    with pytest.raises(UnreadableSourceError, match="PNG"):
        read_document(b"\x89PNG\r\n\x1a\n", "tea.pdf")


def test_a_name_without_an_ending_is_decided_by_its_bytes():
    assert read_document(CHINESE.encode(), "tea").text == CHINESE


def test_a_pdf_may_begin_with_junk_but_text_may_quote_its_header():
    assert is_pdf(b"%PDF-1.7\n")
    assert is_pdf(b"junk\n%PDF-1.7\n1 0 obj\n")
    assert not is_pdf(b"The header of such a file is %PDF-1.7, says the manual.")
    assert not is_pdf(b" " * 2_000 + b"%PDF-1.7")


def test_text_beyond_the_limit_is_refused():
    with pytest.raises(OversizedSourceError, match="exceed"):
        read_text(b"a" * (LARGEST_TEXT + 1), "x")


def words_of(text):
    return [word for page in read_text(text.encode(), "x").pages for word in page.words]


def test_full_width_characters_are_one_em_and_others_half():
    first, second, third = words_of("茶a  绿茶\N{IDEOGRAPHIC SPACE}12")
    assert (first.box.x0, first.box.x1) == (0, 1.5)
    assert (second.box.x0, second.box.x1) == (2.5, 4.5)
    assert (third.box.x0, third.box.x1) == (5.5, 6.5)
    assert first.edges == (0, 1, 1.5)


def test_tabs_go_to_the_next_eighth_column():
    assert [word.box.x0 for word in words_of("a\tb\n茶叶\tc\n12345678\td")] == [0, 4, 0, 4, 0, 8]


def test_blank_lines_count_and_every_newline_is_one():
    assert [(word.text, word.box.top) for word in words_of("a\n\nb\r\nc\rd")] == [
        ("a", 0),
        ("b", 2),
        ("c", 3),
        ("d", 4),
    ]


def test_form_feeds_part_pages():
    document = read_text(b"a b\nc\x0cd\n\x0c\x0ce", "x")
    assert [(page.number, [word.text for word in page.words]) for page in document.pages] == [
        (1, ["a", "b", "c"]),
        (2, ["d"]),
        (3, []),
        (4, ["e"]),
    ]
    assert document.pages[0].width == 1.5
    assert document.pages[0].height == 2


def test_accents_set_over_a_letter_take_no_room():
    assert words_of("e\N{COMBINING ACUTE ACCENT}a")[0].box.x1 == 1.0


@settings(max_examples=60)
@given(
    st.text(
        alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")) | st.sampled_from("\n\t\f\r 茶12"),
        min_size=1,
    )
)
def test_every_word_is_the_text_at_its_span_and_nothing_but_blanks_is_left(text):
    try:
        document = read_text(text.encode(), "x")
    except (EmptySourceError, UnreadableSourceError):
        return
    words = [word for page in document.pages for word in page.words]
    assert all(document.text[word.span.start : word.span.end] == word.text for word in words)
    assert all(len(word.edges) == len(word.text) + 1 for word in words)
    assert "".join(word.text for word in words) == "".join(document.text.split())
    starts = [word.span.start for word in words]
    assert starts == sorted(starts)
