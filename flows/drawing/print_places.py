"""Where runs of a document's text stand on its pages, line by line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.model import Box, Document, Span, Word


@dataclass(frozen=True, slots=True)
class Strip:
    """What a run of text covers of one printed line; `page` counts from 1, `size` is the type size in points."""

    page: int
    box: Box
    size: float


class PrintPlaces:
    """Finds the printed words of runs of text by bisection."""

    def __init__(self, document: Document) -> None:
        placed = [(word, page.number) for page in document.pages for word in page.words]
        placed.sort(key=lambda entry: entry[0].span.start)
        self._words: list[Word] = [word for word, _ in placed]
        self._pages = [page for _, page in placed]
        self._starts = [word.span.start for word in self._words]

    def strips(self, spans: Iterable[Span]) -> list[Strip]:
        """Return the pieces of lines that hold the runs, in the order of the runs."""
        strips: list[Strip] = []
        for page, part in self._parts(spans):
            last = strips[-1] if strips else None
            if last is not None and last.page == page and _goes_on(last, part):
                strips[-1] = Strip(page, last.box.union(part.box), max(last.size, part.size))
            else:
                strips.append(Strip(page, part.box, part.size))
        return strips

    def _parts(self, spans: Iterable[Span]) -> Iterator[tuple[int, Word]]:
        for span in spans:
            index = max(bisect_right(self._starts, span.start) - 1, 0)
            while index < len(self._words) and self._starts[index] < span.end:
                word = self._words[index]
                if word.span.overlaps(span):
                    low, high = max(span.start, word.span.start), min(span.end, word.span.end)
                    yield self._pages[index], word.part(low - word.span.start, high - word.span.start)
                index += 1


def strips_to_columns(strips: Sequence[Strip]) -> list[Strip]:
    """Join lines that follow one another down a column; what goes on in the next column or page is a new entry."""
    columns: list[Strip] = []
    for before, strip in zip([None, *strips], strips, strict=False):
        if before is not None and before.page == strip.page and _follows(columns[-1].box, before.box, strip):
            columns[-1] = Strip(strip.page, columns[-1].box.union(strip.box), max(columns[-1].size, strip.size))
        else:
            columns.append(strip)
    return columns


def _goes_on(strip: Strip, word: Word) -> bool:
    same_line = abs(strip.box.center_y - word.box.center_y) < 0.6 * max(strip.size, word.size)
    # A gap of four ems is wider than a blank within a line: what follows stands in another column.
    return same_line and -word.size <= word.box.x0 - strip.box.x1 <= 4 * word.size


def _follows(column: Box, before: Box, strip: Strip) -> bool:
    """Tell whether a strip stands on the line of the one before it (formulas are not set from left to right), or below."""
    box, em = strip.box, strip.size
    shared = min(before.bottom, box.bottom) - max(before.top, box.top)
    if shared > 0.4 * min(before.height, box.height):
        return box.x0 - before.x1 <= 4 * em and before.x0 - box.x1 <= 4 * em
    below = -0.8 * em <= box.top - column.bottom <= 3 * em
    return below and min(column.x1, box.x1) > max(column.x0, box.x0)
