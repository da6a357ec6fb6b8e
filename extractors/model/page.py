"""What stands on pages: places, words, lines, rulings, and text that has been mended."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open run of code points, counted in the text of a document."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two runs share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, origin top left, in the length unit of the page."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """Extent along the line."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Extent down the page."""
        return self.bottom - self.top

    @property
    def center_x(self) -> float:
        """Middle along the line."""
        return (self.x0 + self.x1) / 2

    @property
    def center_y(self) -> float:
        """Middle down the page."""
        return (self.top + self.bottom) / 2

    def union(self, other: Box) -> Box:
        """Return the smallest box that holds both."""
        return Box(
            min(self.x0, other.x0), min(self.top, other.top), max(self.x1, other.x1), max(self.bottom, other.bottom)
        )

    @staticmethod
    def around(boxes: Sequence[Box]) -> Box:
        """Return the smallest box that holds all of at least one box."""
        if len(boxes) == 1:
            return boxes[0]
        return Box(
            min([box.x0 for box in boxes]),
            min([box.top for box in boxes]),
            max([box.x1 for box in boxes]),
            max([box.bottom for box in boxes]),
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing was printed: page (from 1) and box for drawn documents, and the run of text.

    Box and page are None for text sources. A thing on several lines has the box of its
    lines on the first of its pages, and the hull of its runs of text.
    """

    page: int | None = None
    box: Box | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """Characters printed without a blank between them.

    `text` is as printed and equals the document's text at `span`. `edges` has one
    entry more than `text`: the left edge of each character, then the right edge of
    the last. `size` is the type size (one em), in the length unit of the page.
    """

    text: str
    span: Span
    box: Box
    edges: tuple[float, ...]
    size: float
    bold: bool = False
    upright: bool = True

    def part(self, start: int, end: int) -> Word:
        """Return the word made of the characters start to end (half-open) of this one."""
        box = Box(self.edges[start], self.box.top, self.edges[end], self.box.bottom)
        span = Span(self.span.start + start, self.span.start + end)
        return Word(self.text[start:end], span, box, self.edges[start : end + 1], self.size, self.bold, self.upright)

    def moved(self, by: float) -> Word:
        """Return the word at another place of its line, a length further along."""
        box = Box(self.box.x0 + by, self.box.top, self.box.x1 + by, self.box.bottom)
        edges = tuple([edge + by for edge in self.edges])
        return Word(self.text, self.span, box, edges, self.size, self.bold, self.upright)


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight printed stroke, along the axes only: a horizontal one has top == bottom, a vertical one x0 == x1.

    Long lines, per-column segments, thin filled rectangles (by their centre line) and the
    sides of stroked rectangles all come as rulings; the reader does not join them.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    thickness: float = 0.0

    @property
    def horizontal(self) -> bool:
        """Tell whether the stroke runs along the line."""
        return self.x1 - self.x0 >= self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its words in the order of the source, and its rulings.

    For a drawn document (PDF) lengths are points. For text one page is what stands
    between form feeds; lengths are ems: a line is one em high and begins at `top` = its
    number in the page (blank lines count), a full-width character is one em wide and
    any other half an em, so that columns aligned by blanks stand one below the other.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rulings: tuple[Ruling, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of mended text that was copied, character by character, from the document's text."""

    start: int
    span: Span


@dataclass(frozen=True, slots=True)
class Passage:
    """Text that was put together from several places without changing a printed character.

    Every character of `text` either belongs to exactly one piece (and then equals the
    document's character there) or is a single blank inserted between two pieces.
    """

    text: str
    pieces: tuple[Piece, ...]

    @staticmethod
    def of(text: str, span: Span) -> Passage:
        """Return the passage that is one run of the document's text."""
        return Passage(text, (Piece(0, span),) if text else ())

    @staticmethod
    def joined(parts: Sequence[Passage], separators: Sequence[str]) -> Passage:
        """Put passages one after the other; separators[i] ("" or " ") stands between parts i and i + 1."""
        if len(parts) == 1:
            return parts[0]
        text, pieces = "", []
        for index, part in enumerate(parts):
            text += separators[index - 1] if index else ""
            pieces += [Piece(len(text) + piece.start, piece.span) for piece in part.pieces]
            text += part.text
        return Passage(text, tuple(pieces))

    def part(self, start: int, end: int) -> Passage:
        """Return the characters start to end (half-open) as a passage of their own."""
        return Passage(
            self.text[start:end],
            tuple(Piece(max(piece.start, start) - start, span) for piece, span in self._within(start, end)),
        )

    def spans(self, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
        """Return the runs of the document's text behind the characters start to end, in printed order."""
        if start == 0 and end is None:
            return tuple([piece.span for piece in self.pieces])
        return tuple(span for _, span in self._within(start, len(self.text) if end is None else end))

    def _within(self, start: int, end: int) -> Iterator[tuple[Piece, Span]]:
        # Pieces stand in the order of the text, and a long paragraph is asked for each of its numerals.
        first = max(bisect_right(self.pieces, start, key=attrgetter("start")) - 1, 0)
        for index in range(first, len(self.pieces)):
            piece = self.pieces[index]
            if piece.start >= end:
                return
            span = _clipped(piece, start, end)
            if span is not None:
                yield piece, span

    def hull(self, start: int = 0, end: int | None = None) -> Span | None:
        """Return the run from the first to the last source character of the stretch, None if it has none."""
        spans = self.spans(start, end)
        if len(spans) == 1:
            return spans[0]
        return Span(min(s.start for s in spans), max(s.end for s in spans)) if spans else None


def _clipped(piece: Piece, start: int, end: int) -> Span | None:
    low, high = max(start, piece.start), min(end, piece.start + len(piece.span))
    offset = piece.span.start - piece.start
    return Span(low + offset, high + offset) if low < high else None


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand side by side on one printed line, left to right, and their text.

    `passage` holds the words' text with one blank where the print shows one.
    """

    page: int
    words: tuple[Word, ...]
    passage: Passage
    box: Box

    @property
    def text(self) -> str:
        """The line's text."""
        return self.passage.text


@dataclass(frozen=True, slots=True)
class Document:
    """One source document as read: its text, and where each word of it was printed.

    `text` is the decoded text of a text source (no byte order mark, newlines untouched);
    for a PDF, the words in content order with one blank, newline or form feed between
    them. Every word of every page has `text[word.span.start:word.span.end] == word.text`.
    `unreadable_pages` are the numbers of pages that are damaged; they have no words.
    """

    name: str
    sha256: str
    byte_count: int
    media_type: str
    encoding: str | None
    text: str
    pages: tuple[Page, ...]
    unreadable_pages: tuple[int, ...] = ()

    @property
    def drawn(self) -> bool:
        """Tell whether boxes are points on real pages (a PDF) rather than character positions."""
        return self.media_type == "application/pdf"

    def place_of(self, spans: Sequence[Span]) -> Place:
        """Return the place of runs of the text: page and box by their characters' edges, only for drawn documents."""
        if not spans:
            return Place()
        hull = Span(min(s.start for s in spans), max(s.end for s in spans))
        if not self.drawn:
            return Place(span=hull)
        for page in self.pages:
            boxes = [box for span in spans for box in _boxes_on(page, span)]
            if boxes:
                return Place(page.number, Box.around(boxes), hull)
        return Place(span=hull)


def _boxes_on(page: Page, span: Span) -> list[Box]:
    # A page's words have ascending spans, for the reader numbers them in its own order.
    boxes: list[Box] = []
    index = max(bisect_right(page.words, span.start, key=lambda word: word.span.start) - 1, 0)
    for word in page.words[index:]:
        if word.span.start >= span.end:
            break
        if word.span.overlaps(span):
            low, high = max(span.start, word.span.start), min(span.end, word.span.end)
            boxes.append(word.part(low - word.span.start, high - word.span.start).box)
    return boxes
