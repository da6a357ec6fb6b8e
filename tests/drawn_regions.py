"""Draws tables as placed words and strokes, the way a page holds them, for tests of the readers of tables."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from extractors.lines import words_to_lines
from extractors.model import Box, Document, Page, Passage, Region, Ruling, Span, Word


def width(text: str, size: float) -> float:
    return sum(size if ord(character) >= 0x2E80 else size / 2 for character in text)


class Drawing:
    """A page under the pen. Heights are the tops of lines; a blank is half an em and parts words."""

    def __init__(self, size: float = 10.0, page: int = 1) -> None:
        self.size = size
        self.page = page
        self.text = ""
        self.words: list[Word] = []
        self.rulings: list[Ruling] = []

    def put(self, x: float, top: float, text: str, align: str = "left", size: float | None = None) -> float:
        """Print a text and return its right end; x is its left end, its middle or its right end."""
        em = size or self.size
        left = x - {"left": 0.0, "centre": 0.5, "right": 1.0}[align] * width(text, em)
        for part in text.split(" "):
            if part:
                self._word(left, top, part, em)
            left += width(part, em) + em / 2
        return left - em / 2

    def _word(self, left: float, top: float, text: str, em: float) -> None:
        edges = [left]
        for character in text:
            edges.append(edges[-1] + width(character, em))
        start = len(self.text)
        self.text += text + " "
        box = Box(left, top, edges[-1], top + em)
        self.words.append(Word(text, Span(start, start + len(text)), box, tuple(edges), em))

    def row(self, top: float, places: Sequence[float], texts: Sequence[str], align: str = "centre") -> None:
        for index, (place, text) in enumerate(zip(places, texts, strict=True)):
            if text:
                self.put(place, top, text, "left" if index == 0 and align == "right" else align)

    def rule(self, x0: float, y: float, x1: float) -> None:
        self.rulings.append(Ruling(x0, y, x1, y, 0.5))

    def down(self, x: float, top: float, bottom: float) -> None:
        self.rulings.append(Ruling(x, top, x, bottom, 0.5))

    def frame(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        """Rule every cell of a grid by its own four strokes, as office programs do."""
        for x0, x1 in itertools.pairwise(xs):
            for y in ys:
                self.rule(x0, y, x1)
        for y0, y1 in itertools.pairwise(ys):
            for x in xs:
                self.down(x, y0, y1)

    def region(self, caption: str | None = None, number: str | None = None, *, continued: bool = False) -> Region:
        return Region(
            self.page,
            Box.around([word.box for word in self.words]),
            words_to_lines(self.words, self.page, gaps_are_printed=False),
            tuple(self.rulings),
            number=number,
            label=Passage(f"表{number}", ()) if number else None,
            caption=Passage(caption, ()) if caption else None,
            continued=continued,
        )


def typed(text: str) -> Region:
    """Return lines of text as a region, boxes in ems: a full-width character one em wide, any other half an em."""
    words: list[Word] = []
    start = 0
    for number, line in enumerate(text.split("\n")):
        x, index = 0.0, 0
        while index < len(line):
            if line[index] == " ":
                x, index = x + 0.5, index + 1
                continue
            stop = index
            edges = [x]
            while stop < len(line) and line[stop] != " ":
                edges.append(edges[-1] + width(line[stop], 1.0))
                stop += 1
            span = Span(start + index, start + stop)
            words.append(Word(line[index:stop], span, Box(x, number, edges[-1], number + 1), tuple(edges), 1.0))
            x, index = edges[-1], stop
        start += len(line) + 1
    box = Box.around([word.box for word in words])
    return Region(1, box, words_to_lines(words, 1, gaps_are_printed=True))


def document(text: str, *, drawn: bool, words: Sequence[Word] = ()) -> Document:
    return Document(
        name="drawing",
        sha256="0" * 64,
        byte_count=len(text),
        media_type="application/pdf" if drawn else "text/plain",
        encoding=None if drawn else "utf-8",
        text=text,
        pages=(Page(1, 600.0, 800.0, tuple(words)),),
    )
