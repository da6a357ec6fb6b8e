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
_BODY: Final = 0.05  # em; by which the step to a figure may differ from the width of its body
_SIGNED: Final = 0.35  # em; between a sign and its figure
_INSIDE: Final = 0.7  # em; between a bracket and what it holds
_SIGNS: Final = frozenset("-+－＋−–")
_OPENING, _CLOSING = frozenset("([（［"), frozenset(")]）］")
_JUMP: Final = 0.25  # em; a raised or lowered character has another baseline
_SMALLER: Final = 0.8
_OVERPRINT: Final = 0.12  # em; a letter printed twice for weight is shifted by a few hundredths, "ll" by a quarter
_NAMELESS: Final = regex.compile(r"\(cid:(?P<number>\d{1,7})\)")
_PRIVATE: Final = 0xF0000  # Supplementary Private Use Area-A
_LAST_PRIVATE: Final = 0xFFFD
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


def character_of(text: str) -> str:
    """Return the character that a glyph stands for; one of a private plane where its font tells none.

    The PDF library writes such a glyph as (cid:130), eight characters of which three are digits that nobody printed. The
    number is kept in the code point (U+F0000 + 130), so that equal glyphs stay equal.
    """
    match = _NAMELESS.fullmatch(text)
    if match is None:
        return text
    number = int(match["number"])
    return chr(_PRIVATE + number) if number <= _LAST_PRIVATE else "\N{REPLACEMENT CHARACTER}"


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
    printed = tuple(glyphs)
    held = _points_of_numerals(printed)
    words: list[Word] = []
    run: list[Glyph] = []
    for index, glyph in enumerate(printed):
        blank = glyph.text.isspace()
        joined = index in held or (
            _ends_in_sign(run) and _is_sign_of(run[-1], glyph, printed[max(0, index - 2) : index - 1])
        )
        if run and (blank or not (joined or _goes_on(run[-1], glyph))):
            words.append(_run_to_word(run))
            run = []
        if not blank:
            run.append(glyph)
    if run:
        words.append(_run_to_word(run))
    return words


def _points_of_numerals(glyphs: Sequence[Glyph]) -> frozenset[int]:
    """Return the glyphs that go on a numeral although a gap parts them: beside a point set on a figure's body.

    Chinese typesetters set the point of 0.25 on the same half-em body as its figures, or in the
    middle of one, so that the print shows a gap behind it, or on both sides, as wide as a word
    space. A full stop and the word space behind it can be as wide as a figure by chance; so
    the page must not have points that touch both their figures, or fewer of them.
    """
    held: set[int] = set()
    touching = spread = 0
    for index in range(1, len(glyphs) - 1):
        if glyphs[index].text not in ".．":
            continue
        left, point, right = glyphs[index - 1 : index + 2]
        if not (_is_figure(left) and _is_figure(right)) or not _are_level(left, point, right):
            continue
        before, behind = point.x0 - left.x1, right.x0 - point.x1
        body = left.x1 - left.x0
        if max(before, behind) < _GAP * left.size:
            touching += 1
        elif abs(right.x0 - point.x0 - body) < _BODY * left.size and abs(before) < _BODY * left.size:
            spread += 1
            held.add(index + 1)
        elif abs(before - behind) < _BODY * left.size and behind < body / 2:
            spread += 1
            held |= {index, index + 1}
    return frozenset(held) if spread > touching else frozenset()


def _ends_in_sign(run: Sequence[Glyph]) -> bool:
    # A sign begins a number: the word, or what a bracket holds.
    return bool(run) and all(glyph.text in _OPENING for glyph in run[:-1])


def _is_sign_of(sign: Glyph, figure: Glyph, before: Sequence[Glyph]) -> bool:
    """Tell whether a sign that begins a word belongs to the figure behind it: set on a body of its own, it keeps off.

    The dash of a range stands as far from the number before it.
    """
    apart = figure.x0 - sign.x1
    if sign.text not in _SIGNS or not _is_figure(figure) or apart >= _SIGNED * sign.size:
        return False
    ranges = bool(before) and _is_figure(before[-1]) and _are_level(before[-1], sign, figure)
    return _are_level(sign, sign, figure) and not (
        ranges and -_BACK * sign.size < sign.x0 - before[-1].x1 < apart + _GAP * sign.size
    )


def _is_figure(glyph: Glyph) -> bool:
    return glyph.text.isdecimal() and glyph.upright


def _are_level(left: Glyph, point: Glyph, right: Glyph) -> bool:
    alike = min(left.size, point.size, right.size) >= _SMALLER * max(left.size, point.size, right.size)
    level = max(abs(left.baseline - other.baseline) for other in (point, right)) < _JUMP * left.size
    return alike and level and left.bold == point.bold == right.bold


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
    # Brackets have no word space on their inner side; set on the body of an ideograph they keep their distance. What a
    # pair of tall ones holds may be printed later.
    most = _INSIDE if (left.text in _OPENING) is not (right.text in _CLOSING) else _GAP
    return -_BACK * size < gap < most * size and abs(left.baseline - right.baseline) < _JUMP * size


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
