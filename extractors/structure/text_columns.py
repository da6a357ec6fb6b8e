"""Two columns of print that a tool laid side by side in a text, told apart again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Final

import regex

from extractors.lines import words_to_line
from extractors.model import Box, Line, Page, Word
from extractors.structure.line_widths import count_ideographs

_ENGLISH_WORD: Final = regex.compile(r"\p{Latin}{2,}")
_LEAST_ROWS: Final = 6  # rows with text on both sides that show a gutter
_GAP: Final = 2  # blanks: running text has one


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
    likely = [start for start, count in starts.most_common(8) if 0.25 * width <= start <= 0.8 * width and count >= 4]
    best, strength = None, 0
    for start in likely:
        cuts = [(row, _cut(row, start)) for row in rows]
        left = sum(_is_running(row.words[:cut]) for row, cut in cuts if cut)
        right = sum(_is_running(row.words[cut:]) for row, cut in cuts if cut is not None)
        beside = sum(cut is not None and 0 < cut < len(row.words) for row, cut in cuts)
        crossed = sum(cut is None for _, cut in cuts)
        running = left >= _LEAST_ROWS // 2 and right >= _LEAST_ROWS // 2 and beside >= _LEAST_ROWS
        # What stands beside is mostly running text; a row of a table has gaps or little text in it.
        if running and left + right >= beside and starts[start] - crossed > strength:
            best, strength = start, starts[start] - crossed
    return best, strength


def _cut(row: _Row, gutter: int) -> int | None:
    """Return the index of the first word of the right column; None where text runs across the gutter.

    The right column begins at the gutter or, indented, behind it; a bracket that a line begins
    with may stand a little before it.
    """
    if row.starts[0] >= gutter - 3:
        return 0
    if row.ends[-1] < gutter - 1:
        return len(row.words)
    for index in range(1, len(row.words)):
        gap = row.starts[index] - row.ends[index - 1]
        # A line of text that fills its column may leave one blank to the other; elsewhere one blank is a blank.
        full = row.starts[index] == gutter and _is_running(row.words[:index])
        if full or (row.starts[index] >= gutter - 3 and gap >= _GAP):
            return index
        if row.ends[index] >= gutter:
            break
    return len(row.words) if row.ends[-1] <= gutter and len(row.words) == 1 else None


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
    # Whether rows belong to what stands over both columns: the head and title of a page, a table whose caption crossed
    # the gutter. It ends where running text stands beside something.
    table = True
    for row in rows:
        cut = _cut(row, gutter)
        if cut is None or (0 < cut < len(row.words) and table and not _is_beside_text(row, cut)):
            lines += left + right
            left, right = [], []
            lines.append(words_to_line(row.words, page, gaps_are_printed=True))
            table = True
            continue
        table = table and not _is_beside_text(row, cut)
        for words, column in ((row.words[:cut], left), (row.words[cut:], right)):
            if words:
                column.append(words_to_line(_placed(row, words), page, gaps_are_printed=True))
    return tuple(lines + left + right)


def _is_beside_text(row: _Row, cut: int) -> bool:
    return 0 < cut < len(row.words) and (_is_running(row.words[:cut]) or _is_running(row.words[cut:]))


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
