"""Plain text becomes a document: its encoding, its pages between form feeds, its words in columns of characters."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

import regex

from extractors.errors import EmptySourceError, OversizedSourceError, UnreadableSourceError
from extractors.model import Box, Document, Page, Span, Word
from extractors.readers.character_grid import advanced, width_of
from extractors.readers.drawn_frames import FramedCell, find_frames, is_rule
from extractors.readers.markup import find_marks, is_marked_up, without_marks
from extractors.readers.signatures import name_signature

# A journal issue is under a megabyte of text; what is larger is not an article.
LARGEST_TEXT: Final = 16 * 1024 * 1024
_APART: Final = 2.0  # em between two columns of a frame
_BYTE_ORDER_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig", "utf-8"),
    (b"\xff\xfe", "utf-16-le", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be", "utf-16-be"),
)
_LINE: Final = regex.compile(r"[^\n\r\x85\u2028\u2029]*(?:\r\n|[\n\r\x85\u2028\u2029]|$)")
_WORD: Final = regex.compile(r"\S+")
_ENDS: Final = "\n\r\x85\u2028\u2029"
_LAYOUT_CONTROLS: Final = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85"


def read_text(content: bytes, name: str) -> Document:
    """Read plain text in UTF-8, UTF-16 or GB18030.

    The encoding is taken from the byte order mark, else it is the first of UTF-8, UTF-16 (where
    the places of the zero bytes leave no doubt) and GB18030 in which every byte makes sense.
    Refused: nothing but blanks, more than `LARGEST_TEXT` bytes, bytes that are no text, and text
    in another encoding, for a wrongly decoded number is worse than none.
    """
    if len(content) > LARGEST_TEXT:
        raise OversizedSourceError(
            name, f"{len(content)} bytes of text exceed the limit of {LARGEST_TEXT}; split the file into its articles."
        )
    if not content.strip():
        raise EmptySourceError(name, "the file is empty; supply the article's text.")
    if signature := name_signature(content):
        raise UnreadableSourceError(
            name, f"this looks like {signature}, not like text; convert it to PDF or UTF-8 text."
        )
    text, encoding = bytes_to_text(content, name)
    if not text.strip().strip("\N{ZERO WIDTH NO-BREAK SPACE}\N{ZERO WIDTH SPACE}"):
        raise EmptySourceError(name, "the file holds nothing but blanks; supply the article's text.")
    return Document(
        name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        byte_count=len(content),
        media_type="text/plain",
        encoding=encoding,
        text=text,
        pages=text_to_pages(text),
    )


def bytes_to_text(content: bytes, name: str) -> tuple[str, str]:
    """Decode text and name its encoding: utf-8, utf-8-sig, utf-16-le, utf-16-be or gb18030."""
    if content.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        raise UnreadableSourceError(name, "this looks like UTF-32 text; save it as UTF-8.")
    for mark, encoding, codec in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            text = _decoded(content[len(mark) :], codec)
            if text is None:
                raise UnreadableSourceError(
                    name, f"its byte order mark says {codec}, but its bytes do not; save it again as UTF-8."
                )
            return _sound(text, name), encoding
    if b"\x00" in content:
        # ASCII fills every second byte with zero: the place of the zeros tells the order of the bytes.
        low, high = content[0::2].count(0), content[1::2].count(0)
        codec = "utf-16-le" if high > low else "utf-16-be"
        text = _decoded(content, codec)
        if text and max(low, high) >= 20 * min(low, high) and _ordinary_share(text) >= 0.9:
            return _sound(text, name), codec
        # Tools that flatten a PDF print a glyph without a character as one zero byte, here and there.
        if content.count(b"\x00") * 1_000 > len(content) or _decoded(content, "utf-8") is None:
            raise UnreadableSourceError(name, "it holds zero bytes, as binary files do; supply a PDF or UTF-8 text.")
    text = _decoded(content, "utf-8")
    if text is not None:
        return _sound(text, name), "utf-8"
    text = _decoded(content, "gb18030")
    if text is None or not _is_plausible_chinese(text):
        raise UnreadableSourceError(name, "its bytes are text in none of UTF-8, UTF-16 and GB18030; save it as UTF-8.")
    return _sound(text, name), "gb18030"


def _decoded(content: bytes, codec: str) -> str | None:
    try:
        return content.decode(codec)
    except UnicodeDecodeError:
        return None


def _ordinary_share(text: str) -> float:
    # What Chinese and Western articles are made of: ASCII, Latin-1, common ideographs and their punctuation. Bytes
    # swapped, ASCII lands on rare scripts and symbols of other blocks.
    ordinary = regex.compile(
        r"[\n\r\t\f\x20-\x7e\xa0-\xff\u2000-\u22ff\u2460-\u24ff\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
    )
    sample = text[:20_000]
    return len(ordinary.findall(sample)) / len(sample) if sample else 0.0


def _is_plausible_chinese(text: str) -> bool:
    # Nearly any bytes make GB18030 characters, but other encodings read so give ideographs that nobody writes:
    # of those in an article nearly all belong to the 6,763 of GB 2312, of those in mojibake about half.
    ideographs = regex.findall(r"\p{Han}", text[:20_000])
    if not ideographs:
        return False
    common = sum(_decoded_in_gb2312(ideograph) for ideograph in ideographs)
    return common >= 0.85 * len(ideographs)


@lru_cache(maxsize=30_000)
def _decoded_in_gb2312(ideograph: str) -> bool:
    try:
        ideograph.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _sound(text: str, name: str) -> str:
    sample = text[:100_000]
    controls = sum(
        unicodedata.category(character) == "Cc" and character not in _LAYOUT_CONTROLS for character in sample
    )
    if controls > 0.1 * len(sample):
        raise UnreadableSourceError(
            name, "it is mostly control characters, as binary files are; supply a PDF or UTF-8 text."
        )
    return text


def text_to_pages(text: str) -> tuple[Page, ...]:
    """Cut a text at its form feeds into pages of words; lengths are ems (see `Page`). Marks of Markdown are no words."""
    pages: list[Page] = []
    start, marked = 0, is_marked_up(text)
    while start < len(text):
        end = text.find("\f", start)
        end = len(text) if end < 0 else end
        pages.append(_text_to_page(text, start, end, len(pages) + 1, marked=marked))
        start = end + 1
    return tuple(pages)


def _text_to_page(text: str, start: int, end: int, number: int, *, marked: bool) -> Page:
    spans: list[Span] = []
    position = start
    while position < end:
        match = _LINE.match(text, position, end)
        spans.append(Span(position, match.end()))
        position = match.end()
    marks = [find_marks(text, span.start, span.end) if marked else [] for span in spans]
    lines = [text[span.start : span.end].rstrip(_ENDS) for span in spans]
    frames = {first: (behind, cells) for first, behind, cells in find_frames(lines)}
    words: list[Word] = []
    index = row = 0
    while index < len(spans):
        if index in frames:
            behind, cells = frames[index]
            words += _frame_to_words(text, {spans[line].start: (cells[line], marks[line]) for line in cells}, row)
            row += len(cells)
            index = behind
            continue
        if not is_rule(lines[index]):
            words += _line_to_words(text, spans[index], row, marks[index])
            row += 1
        index += 1
    return Page(number, max((word.box.x1 for word in words), default=0.0), float(row), tuple(words))


def _frame_to_words(
    text: str, rows: Mapping[int, tuple[tuple[FramedCell, ...], Sequence[Span]]], row: int
) -> list[Word]:
    """Place the words of framed cells in columns as wide as their widest cell; what covers several stands in their middle.

    `rows` has the cells and the marks of each line by the place at which it begins.
    """
    read: list[tuple[FramedCell, list[Word]]] = []
    widths: dict[int, float] = {}
    for height, (start, (cells, marks)) in enumerate(rows.items(), start=row):
        for cell in cells:
            words = _line_to_words(text, Span(start + cell.span.start, start + cell.span.end), height, marks)
            read.append((cell, words))
            wide = words[-1].box.x1 - words[0].box.x0 if words and cell.first == cell.last else 0.0
            widths[cell.last] = max(widths.get(cell.last, 0.0), wide)
    lefts = [0.0]
    for column in range(max(widths, default=0)):
        lefts.append(lefts[-1] + widths.get(column, 0.0) + _APART)
    placed: list[Word] = []
    for cell, words in read:
        left = lefts[cell.first]
        if words and cell.first < cell.last:
            right = lefts[cell.last] + widths.get(cell.last, 0.0)
            left = max(left, (left + right - words[-1].box.x1 + words[0].box.x0) / 2)
        placed += [word.moved(left - words[0].box.x0) for word in words]
    return placed


def _line_to_words(text: str, line: Span, row: int, marks: Sequence[Span]) -> list[Word]:
    words: list[Word] = []
    x, position = 0.0, line.start
    for match in _WORD.finditer(text, line.start, line.end):
        span = Span(*match.span())
        x = advanced(x, text[position : span.start])
        for part in without_marks(span, marks) if marks else (span,):
            edges = [x]
            for character in text[part.start : part.end]:
                x += width_of(character)
                edges.append(x)
            box = Box(edges[0], float(row), x, float(row + 1))
            words.append(Word(text[part.start : part.end], part, box, tuple(edges), 1.0))
        position = span.end
    return words
