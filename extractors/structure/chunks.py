"""Words that stand close on one baseline: what is read in one go, whatever column it stands in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import regex

from extractors.characters import to_plain
from extractors.lines import words_to_line
from extractors.model import Box, Line, Word

_SAME_LINE: Final = 0.4  # em between the middles of words on one line; notes and stars are raised by a third
# Justified type opens its word spaces to half an em and seldom to one; columns of a page stand further apart.
_WORD_SPACE: Final = 0.95
# Numbers are not written side by side; two with a gap are two cells.
_NUMBER_SPACE: Final = 0.3
_RECENT: Final = 40  # runs looked back at on one level; those further left have ended
_NUMBER: Final = regex.compile(r"[(+\-<>~*]{0,2}\d[\d.,]*[%)*]{0,4}|-{1,3}")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Words with no more than word spaces between them."""

    line: Line

    @property
    def box(self) -> Box:
        """Where it stands."""
        return self.line.box

    @property
    def text(self) -> str:
        """What it says."""
        return self.line.text

    @property
    def words(self) -> tuple[Word, ...]:
        """Its words from left to right."""
        return self.line.words

    @property
    def size(self) -> float:
        """The size of most of its type, one em."""
        return max(self.words, key=lambda word: len(word.text)).size


def is_number(text: str) -> bool:
    """Tell whether a printed word is a number or stands for a missing one."""
    return _NUMBER.fullmatch(to_plain(text)) is not None


def words_to_chunks(words: Iterable[Word], page: int) -> list[Chunk]:
    """Group words, in any order, into chunks from top to bottom, then from left to right."""
    runs: list[list[Word]] = []
    levels: defaultdict[int, list[int]] = defaultdict(list)
    for word in sorted(words, key=lambda item: item.box.x0):
        index = _run_before(word, runs, levels)
        if index is None:
            levels[int(word.box.center_y // 4)].append(len(runs))
            runs.append([word])
        else:
            runs[index].append(word)
    chunks = [Chunk(words_to_line(run, page, gaps_are_printed=False)) for run in runs]
    return sorted(chunks, key=lambda chunk: (chunk.box.center_y, chunk.box.x0))


def _run_before(word: Word, runs: Sequence[Sequence[Word]], levels: dict[int, list[int]]) -> int | None:
    best: int | None = None
    nearest = _SAME_LINE * word.size
    reach = max(int(nearest // 4) + 1, 1)
    level = int(word.box.center_y // 4)
    for near in range(level - reach, level + reach + 1):
        for index in levels.get(near, [])[-_RECENT:]:
            last = runs[index][-1]
            size = max(word.size, last.size)
            gap = word.box.x0 - last.box.x1
            space = _NUMBER_SPACE if is_number(word.text) and is_number(last.text) else _WORD_SPACE
            shift = abs(word.box.center_y - last.box.center_y)
            if -0.5 * size < gap < space * size and shift < max(nearest, _SAME_LINE * last.size):
                best, nearest = index, shift
    return best
