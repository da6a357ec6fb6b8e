"""Words that stand close on one baseline: what is read in one go, whatever column it stands in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import regex

from extractors.characters import to_plain
from extractors.lines import words_to_line
from extractors.model import Box, Line, Passage, Word

_SAME_LINE: Final = 0.4  # em between the middles of words on one line; notes and stars are raised by a third
# Justified type opens its word spaces to half an em and seldom to one; columns of a page stand further apart.
_WORD_SPACE: Final = 0.95
# Numbers are not written side by side; two with a gap are two cells.
_NUMBER_SPACE: Final = 0.3
_LEVEL: Final = 4.0  # points
_FEW: Final = 4
_RECENT: Final = 40  # runs looked back at on one level; those further left have ended
# They stand before their amount, often at the other edge of its column; an amount before a sign is that of another column.
_SIGNS: Final = frozenset({"$", "US$", "\N{POUND SIGN}", "\N{YEN SIGN}"})
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
        words = self.words
        return words[0].size if len(words) == 1 else max(words, key=lambda word: len(word.text)).size


def is_number(text: str) -> bool:
    """Tell whether a printed word is a number or stands for a missing one."""
    return _NUMBER.fullmatch(to_plain(text)) is not None


def is_currency_sign(text: str) -> bool:
    """Tell whether a printed word is the sign of a currency that stands before amounts."""
    return to_plain(text) in _SIGNS


def words_to_chunks(words: Iterable[Word], page: int) -> list[Chunk]:
    """Group words, in any order, into chunks from top to bottom, then from left to right."""
    ordered = sorted(words, key=lambda item: item.box.x0)
    reach = _WORD_SPACE * max((word.size for word in ordered), default=0.0)
    runs: list[_Run] = []
    levels: defaultdict[int, list[_Run]] = defaultdict(list)
    for word in ordered:
        middle, number = word.box.center_y, is_number(word.text)
        run = _run_before(word, middle, number, levels, word.box.x0 - reach)
        if run is None:
            run = _Run([], word, middle, number)
            levels[int(middle // _LEVEL)].append(run)
            runs.append(run)
        run.words.append(word)
        run.last, run.middle, run.number = word, middle, number
    chunks = [Chunk(_words_to_line(run.words, page)) for run in runs]
    return sorted(chunks, key=lambda chunk: (chunk.box.center_y, chunk.box.x0))


def _words_to_line(words: Sequence[Word], page: int) -> Line:
    if len(words) > 1:
        return words_to_line(words, page, gaps_are_printed=False)
    # Most cells are one word, and a table's words are grouped anew for each part of the page that is looked at.
    (word,) = words
    return Line(page, (word,), Passage.of(word.text, word.span), word.box)


@dataclass(slots=True)
class _Run:
    """Words put together so far, the last of them, its middle, and whether it is a number."""

    words: list[Word]
    last: Word
    middle: float
    number: bool


def _run_before(word: Word, middle: float, number: bool, levels: dict[int, list[_Run]], ended: float) -> _Run | None:
    """Return the run that a word goes on with; those that ended left of `ended` are dropped from their level for good."""
    best: _Run | None = None
    nearest = _SAME_LINE * word.size
    reach = max(int(nearest // _LEVEL) + 1, 1)
    level = int(middle // _LEVEL)
    for near in range(level - reach, level + reach + 1):
        on_level = levels.get(near)
        if not on_level:
            continue
        if len(on_level) > _FEW:
            on_level[:] = [run for run in on_level if run.last.box.x1 >= ended]
        for run in on_level[-_RECENT:]:
            last = run.last
            gap = word.box.x0 - last.box.x1
            size = max(word.size, last.size)
            space = _NUMBER_SPACE if run.number and (number or is_currency_sign(word.text)) else _WORD_SPACE
            if -0.5 * size < gap < space * size:
                shift = abs(middle - run.middle)
                if shift < max(nearest, _SAME_LINE * last.size):
                    best, nearest = run, shift
    return best
