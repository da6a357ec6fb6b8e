"""A drawn page laid ready: its chunks, its strokes, its type, and the rows of any part of it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from extractors.lines import words_to_line
from extractors.model import Box, Line, Page, Word
from extractors.strokes import Strokes, rulings_to_strokes
from extractors.structure.chunks import Chunk, is_number, words_to_chunks
from extractors.structure.marks import is_prose

_SAME_ROW: Final = 0.5  # em between the middles of chunks on one row


@dataclass(frozen=True, slots=True)
class Row:
    """The chunks that stand side by side on one baseline within some part of a page, from left to right."""

    chunks: tuple[Chunk, ...]

    @property
    def box(self) -> Box:
        """The box around all of them."""
        return Box.around([chunk.box for chunk in self.chunks])

    @property
    def words(self) -> tuple[Word, ...]:
        """Their words from left to right."""
        return tuple(word for chunk in self.chunks for word in chunk.words)

    @property
    def line(self) -> Line:
        """The row as one line."""
        return words_to_line(self.words, self.chunks[0].line.page, gaps_are_printed=False)

    @property
    def text(self) -> str:
        """What the row says, one blank between its chunks."""
        return self.line.text

    @property
    def size(self) -> float:
        """The size of most of its type."""
        return max(self.chunks, key=lambda chunk: chunk.box.width).size

    @property
    def prose(self) -> bool:
        """Tell whether more than half of what is printed on the row is running text."""
        running = sum(chunk.box.width for chunk in self.chunks if is_prose(chunk.text))
        return running > 0.5 * sum(chunk.box.width for chunk in self.chunks)

    @property
    def numbers(self) -> int:
        """Count its words that are numbers."""
        return sum(is_number(word.text) for word in self.words)


def chunks_to_rows(chunks: Iterable[Chunk]) -> list[Row]:
    """Group chunks that stand side by side into rows, from top to bottom."""
    rows: list[list[Chunk]] = []
    for chunk in sorted(chunks, key=lambda item: item.box.center_y):
        if rows:
            first = rows[-1][0]
            if chunk.box.center_y - first.box.center_y < _SAME_ROW * min(chunk.size, first.size):
                rows[-1].append(chunk)
                continue
        rows.append([chunk])
    return [Row(tuple(sorted(row, key=lambda item: item.box.x0))) for row in rows]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One drawn page.

    `words` are those set upright, from top to bottom; `size` is the type size of most of them;
    `owners` gives for each word, by where it begins in the text, the index of its chunk.
    """

    page: Page
    words: tuple[Word, ...]
    heights: tuple[float, ...]
    chunks: tuple[Chunk, ...]
    strokes: Strokes
    size: float
    owners: Mapping[int, int]

    def words_in(self, box: Box) -> list[Word]:
        """Return the words whose middle lies in a box, from top to bottom."""
        start, end = bisect_left(self.heights, box.top), bisect_left(self.heights, box.bottom)
        return [word for word in self.words[start:end] if box.x0 <= word.box.center_x <= box.x1]

    def rows_in(self, box: Box) -> list[Row]:
        """Return the rows that the words in a box make by themselves."""
        # Only the chunks that the edge of the box cuts are put together anew: large tables are looked at many times.
        words = self.words_in(box)
        inside = Counter(self.owners[word.span.start] for word in words)
        whole = {index for index, count in inside.items() if count == len(self.chunks[index].words)}
        cut = [word for word in words if self.owners[word.span.start] not in whole]
        chunks = [self.chunks[index] for index in sorted(whole)]
        return chunks_to_rows([*chunks, *words_to_chunks(cut, self.page.number)] if cut else chunks)


def page_to_sheet(page: Page) -> Sheet:
    """Lay a page ready; words that are not set upright are left out."""
    words = tuple(sorted((word for word in page.words if word.upright), key=lambda word: word.box.center_y))
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[round(word.size * 2) / 2] += len(word.text)
    chunks = tuple(words_to_chunks(words, page.number))
    return Sheet(
        page,
        words,
        tuple(word.box.center_y for word in words),
        chunks,
        rulings_to_strokes(page.rulings),
        max(sizes.most_common(1)[0][0], 0.5) if sizes else 10.0,
        {word.span.start: index for index, chunk in enumerate(chunks) for word in chunk.words},
    )


def median(values: Sequence[float], otherwise: float) -> float:
    """Return the upper median of values, or `otherwise` if there are none."""
    return sorted(values)[len(values) // 2] if values else otherwise
