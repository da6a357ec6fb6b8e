"""Two columns of print that a tool laid side by side in a text, told apart again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Final, Literal

import regex

from extractors.lines import words_to_line
from extractors.model import Box, Line, Page, Word
from extractors.structure.line_widths import count_ideographs

_ENGLISH_WORD: Final = regex.compile(r"\p{Latin}{2,}")
_LEAST_ROWS: Final = 6  # rows with text on both sides that show a gutter
_GAP: Final = 2  # blanks: running text has one

Side = Literal["both", "left", "right", "across"]


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the text; `starts` and `ends` count columns of characters from the beginning of the line."""

    words: tuple[Word, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def page_to_lines(page: Page, text: str) -> tuple[Line, ...]:
    """Return the lines of a page of text in reading order, the left column of a band before the right one.

    Programs that keep the layout of a page count a blank as one column, and an ideograph as one
    or as two; the count under which more words begin at one column is theirs. A gutter is believed
    where running text stands on both sides of it: a table has gaps too, but no sentences.
    """
    rows = [tuple(words) for _, words in groupby(page.words, key=lambda word: word.box.top)]
    counted, measured = _rows_by_characters(rows, text), _rows_by_width(rows)
    (by_characters, strength), (by_width, other) = _find_gutter(counted), _find_gutter(measured)
    if by_characters is None and by_width is None:
        return tuple(words_to_line(words, page.number, gaps_are_printed=True) for words in rows)
    if by_width is None or (by_characters is not None and strength >= other):
        return _rows_to_lines(counted, by_characters or 0, page.number)
    return _rows_to_lines(measured, by_width, page.number)


def _rows_by_characters(rows: Sequence[tuple[Word, ...]], text: str) -> list[_Row]:
    counted = []
    for words in rows:
        start = max(text.rfind(mark, 0, words[0].span.start) for mark in "\n\r\f") + 1
        counted.append(
            _Row(
                words, tuple(word.span.start - start for word in words), tuple(word.span.end - start for word in words)
            )
        )
    return counted


def _rows_by_width(rows: Sequence[tuple[Word, ...]]) -> list[_Row]:
    return [
        _Row(words, tuple(round(2 * word.box.x0) for word in words), tuple(round(2 * word.box.x1) for word in words))
        for words in rows
    ]


def _find_gutter(rows: Sequence[_Row]) -> tuple[int | None, int]:
    """Return the column at which the right column of print begins, and how many rows begin exactly there."""
    width = max((row.ends[-1] for row in rows), default=0)
    starts: Counter[int] = Counter()
    for row in rows:
        for index in range(1, len(row.words)):
            if row.starts[index] - row.ends[index - 1] >= _GAP:
                starts[row.starts[index]] += 1
        if row.starts[0] > 0.3 * width:
            starts[row.starts[0]] += 1
    likely = [start for start, count in starts.most_common(6) if 0.25 * width <= start <= 0.8 * width and count >= 3]
    best, strength = None, 0
    for start in likely:
        both = [row for row in rows if _side(row, start) == "both"]
        running = sum(_is_running(_half(row, start, "left")) or _is_running(_half(row, start, "right")) for row in both)
        crossed = sum(_side(row, start) == "across" for row in rows)
        enough = len(both) >= _LEAST_ROWS and 2 * running >= len(both) and running >= _LEAST_ROWS // 2 + 1
        if enough and crossed <= 2 * len(both) and starts[start] > strength:
            best, strength = start, starts[start]
    return best, strength


def _side(row: _Row, gutter: int) -> Side:
    """Tell where a row's words stand: the right half begins at the gutter or, indented, a little behind it."""
    if row.starts[0] >= gutter:
        return "right"
    if row.ends[-1] < gutter:
        return "left"
    first = next((index for index, start in enumerate(row.starts) if start >= gutter), None)
    if first is None or row.ends[first - 1] >= gutter:
        return "across"
    gap = row.starts[first] - row.ends[first - 1]
    return "both" if gap >= _GAP or row.starts[first] == gutter else "across"


def _half(row: _Row, gutter: int, side: Side) -> tuple[Word, ...]:
    right = side == "right"
    return tuple(word for word, start in zip(row.words, row.starts, strict=True) if (start >= gutter) == right)


def _is_running(words: Sequence[Word]) -> bool:
    """Tell whether one side of a row is running text: a row of a table has gaps or little text in it."""
    if not words:
        return False
    gaps = sum(right.box.x0 - left.box.x1 >= 1.0 for left, right in pairwise(words))
    text = " ".join(word.text for word in words)
    return gaps <= 1 and (count_ideographs(text) >= 10 or len(_ENGLISH_WORD.findall(text)) >= 5)


def _rows_to_lines(rows: Sequence[_Row], gutter: int, page: int) -> tuple[Line, ...]:
    lines: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    table = False  # whether the rows belong to a table over both columns, whose caption crossed the gutter
    for row in rows:
        side = _side(row, gutter)
        if side == "both" and (_is_running(_half(row, gutter, "left")) or _is_running(_half(row, gutter, "right"))):
            table = False
        if side == "across" or (table and side == "both"):
            lines += left + right
            left, right = [], []
            lines.append(words_to_line(row.words, page, gaps_are_printed=True))
            table = True
            continue
        for half, column in (("left", left), ("right", right)):
            words = _half(row, gutter, "right" if half == "right" else "left")
            if words:
                column.append(words_to_line(_placed(row, words), page, gaps_are_printed=True))
    return tuple(lines + left + right)


def _placed(row: _Row, words: Sequence[Word]) -> tuple[Word, ...]:
    # The half of a row begins where the program that aligned it put it, so that the lines of a column stand flush.
    column = next(start for word, start in zip(row.words, row.starts, strict=True) if word is words[0])
    shift = column / 2 - words[0].box.x0
    return tuple(
        replace(
            word,
            box=Box(word.box.x0 + shift, word.box.top, word.box.x1 + shift, word.box.bottom),
            edges=tuple(edge + shift for edge in word.edges),
        )
        for word in words
    )
