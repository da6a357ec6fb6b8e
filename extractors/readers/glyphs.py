"""Printed characters become words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import regex

from extractors.model import Box, Span, Word

# Faces that stand out: by weight, or, in Chinese type, the sans-serif faces (Hei) that head a text set in Song.
_BOLD: Final = regex.compile(
    r"bold|black|heavy|demi|medi\b|(?:^|[+\-])(?:cmb|sfb|ecb|lmb)|simhei|heiti|fzht|fzhei|fzxh|fzdh|hei(?:$|[\-_,])|黑体",
    regex.IGNORECASE,
)
# Letters of one word touch. Letter-spaced digits stand 0.03 em apart, the narrowest word space is 0.2 em; anything
# between 0.06 and 0.25 em gives the same words on the journals that were looked at.
_GAP: Final = 0.13
_BACK: Final = 0.6  # em; an accent set over its letter goes back by less
_JUMP: Final = 0.25  # em; a raised or lowered character has another baseline
_SMALLER: Final = 0.8
_OVERPRINT: Final = 0.12  # em; a letter printed twice for weight is shifted by a few hundredths, "ll" by a quarter
_ASCENT, _DESCENT = 0.86, 0.14  # em; the box of an ideograph over and under the baseline of Western type


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed character (or ligature) on an upright page; `baseline` counts from the top."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    baseline: float
    size: float
    bold: bool = False
    upright: bool = True


def is_bold_font(name: str) -> bool:
    """Tell from its name whether a font is a bold face, or one that Chinese printers use for one."""
    return _BOLD.search(name) is not None


def glyphs_without_duplicates(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Drop what is printed over itself, and call what stays bold.

    Programs without a bold face print a character twice, a hair apart. The page is cut into
    squares of one point, so that each character meets only its neighbours.
    """
    kept: list[Glyph] = []
    squares: defaultdict[tuple[str, int, int], list[int]] = defaultdict(list)
    for glyph in glyphs:
        reach = min(max(_OVERPRINT * glyph.size, 0.3), 1.0)
        column, row = int(glyph.x0), int(glyph.baseline)
        near = (
            index
            for across in (column - 1, column, column + 1)
            for down in (row - 1, row, row + 1)
            for index in squares.get((glyph.text, across, down), ())
        )
        original = next((index for index in near if _overprints(glyph, kept[index], reach)), None)
        if original is None:
            squares[glyph.text, column, row].append(len(kept))
            kept.append(glyph)
        elif not kept[original].bold:
            kept[original] = replace(kept[original], bold=True)
    return kept


def _overprints(glyph: Glyph, other: Glyph, reach: float) -> bool:
    return abs(glyph.x0 - other.x0) < reach and abs(glyph.baseline - other.baseline) < reach


def glyphs_to_words(glyphs: Iterable[Glyph]) -> list[Word]:
    """Join characters, in the order given, into words; their spans begin at 0 and are without meaning yet.

    A word ends at a blank, at a gap, where the baseline jumps, where the type becomes smaller,
    larger, bold or light again, or turns. Blanks are trusted to part words but not for their
    width, for office programs print them and typesetters leave them out. A word's box is
    that of an ideograph on its baseline: fonts state their own heights as they please, and
    those of one line would differ by a point.
    """
    words: list[Word] = []
    run: list[Glyph] = []
    for glyph in glyphs:
        blank = glyph.text.isspace()
        if run and (blank or not _goes_on(run[-1], glyph)):
            words.append(_run_to_word(run))
            run = []
        if not blank:
            run.append(glyph)
    if run:
        words.append(_run_to_word(run))
    return words


def _goes_on(left: Glyph, right: Glyph) -> bool:
    size = max(left.size, right.size)
    if left.bold != right.bold or left.upright != right.upright or min(left.size, right.size) < _SMALLER * size:
        return False
    if not left.upright:
        # Type on its side: one below (or above) the other, in the same column.
        apart = max(right.top - left.bottom, left.top - right.bottom)
        shift = abs(left.x0 + left.x1 - right.x0 - right.x1) / 2
        return shift < _JUMP * size and -_BACK * size < apart < _GAP * size
    gap = right.x0 - left.x1
    return -_BACK * size < gap < _GAP * size and abs(left.baseline - right.baseline) < _JUMP * size


def _run_to_word(run: Sequence[Glyph]) -> Word:
    text = "".join(glyph.text for glyph in run)
    first = run[0]
    if not first.upright:
        box = Box.around([Box(glyph.x0, glyph.top, glyph.x1, glyph.bottom) for glyph in run])
        step = box.width / len(text)
        edges = [*(box.x0 + index * step for index in range(len(text))), box.x1]
        return Word(text, Span(0, len(text)), box, tuple(edges), first.size, first.bold, upright=False)
    edges = []
    for glyph in run:
        step = (glyph.x1 - glyph.x0) / len(glyph.text)
        edges += [glyph.x0 + index * step for index in range(len(glyph.text))]
    edges.append(max(glyph.x1 for glyph in run))
    baseline = max(glyph.baseline for glyph in run)
    box = Box(min(edges), baseline - _ASCENT * first.size, edges[-1], baseline + _DESCENT * first.size)
    return Word(text, Span(0, len(text)), box, tuple(edges), first.size, first.bold)


def words_to_text(words: Iterable[Word], start: int) -> tuple[tuple[Word, ...], str]:
    """Set words into the text of a page that begins at `start`: one blank where the same line goes on, else a newline."""
    placed: list[Word] = []
    parts: list[str] = []
    position = start
    for word in words:
        if placed:
            parts.append(" " if _same_line(placed[-1], word) else "\n")
            position += 1
        placed.append(replace(word, span=Span(position, position + len(word.text))))
        parts.append(word.text)
        position += len(word.text)
    return tuple(placed), "".join(parts)


def _same_line(left: Word, right: Word) -> bool:
    size = max(left.size, right.size)
    forward = right.box.x0 > left.box.x1 - _BACK * size
    return forward and abs(left.box.center_y - right.box.center_y) < 0.6 * size
