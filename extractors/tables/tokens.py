"""Words become tokens: the smallest things that a cell is made of, with their raised marks and letter-spaced digits joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extractors.characters import to_plain
from extractors.lines import words_to_passage
from extractors.model import Box, Passage, Region, Span, Word
from extractors.tables.kinds import is_currency_sign, is_ideograph, is_mark, is_value, is_year

_RAISED = 0.8  # of the neighbour's type size: marks, exponents and indices are set in 5 to 6 point beside 8 or 9
_TOUCHING = 0.15  # em
_THIN_SPACE = 0.45  # em
_MARK = 2  # characters
_POINT = 0.3  # em
_POINTS = frozenset("\uff0e")
_OPENING = frozenset("(\uff08")
_ABOVE = 0.15  # em by which the middle of a raised mark is above that of its word


@dataclass(frozen=True, slots=True)
class Token:
    """Words printed as one: a word, the marks raised behind it, or digits that were letter-spaced.

    `box` is trimmed to the type: its height is one em around the middle of the line,
    since font boxes may exceed the line step. `value` says that it reads as a number or
    as the sign of a missing one.
    """

    words: tuple[Word, ...]
    passage: Passage
    box: Box
    size: float
    value: bool
    year: bool

    @property
    def text(self) -> str:
        """The printed text."""
        return self.passage.text


@dataclass(frozen=True, slots=True)
class Sheet:
    """The tokens of a region, line by line from top to bottom, and the length of one em.

    `drawn` says that gaps are distances on a page; otherwise every gap is blanks of a text.
    `left_out` are the words that stand on their side, such as a label up the edge of a table.
    """

    lines: tuple[tuple[Token, ...], ...]
    em: float
    drawn: bool
    page: int
    left_out: tuple[Span, ...] = ()

    @property
    def tokens(self) -> tuple[Token, ...]:
        """All tokens, line by line."""
        return tuple(token for line in self.lines for token in line)


def region_to_sheet(region: Region, drawn: bool) -> Sheet:
    """Return the tokens of a region: of its words that stand upright.

    Lines of a page are found anew, for a region's lines may part a mark from its cell. Those
    of a text are kept: they count from the top of their page, and a region may run over pages.
    """
    if drawn:
        words = [word for line in region.lines for word in line.words if word.upright and word.text.strip()]
        rows = tokens_to_lines(words_to_tokens(words, drawn))
    else:
        tokens = [[to_token((word,), drawn) for word in line.words if word.text.strip()] for line in region.lines]
        rows = lines_of_marks_to_bases([sorted(row, key=lambda token: token.box.x0) for row in tokens if row])
        rows = [[_on_line(token, index) for token in row] for index, row in enumerate(rows)]
    em = median(token.size for row in rows for token in row) if rows else 1.0
    left_out = tuple(word.span for line in region.lines for word in line.words if drawn and not word.upright)
    joined = [join_spaced_digits(line, em) for line in rows]
    return Sheet(tuple(join_signs(line, drawn) if drawn else line for line in joined), em, drawn, region.page, left_out)


def _on_line(token: Token, index: int) -> Token:
    # Blank lines of a text are where another column had its lines, or none at all: only the order of lines counts.
    return replace(token, box=Box(token.box.x0, index, token.box.x1, index + 1))


def words_to_tokens(words: Sequence[Word], drawn: bool) -> list[Token]:
    """Join each raised small word to the word, or to the mark, whose right edge it touches; other words stand alone."""
    groups: dict[int, list[Word]] = {}
    owner: dict[int, int] = {}
    ends: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    step = max((word.size for word in words), default=1.0) or 1.0

    def cell(x: float, y: float) -> tuple[int, int]:
        return int(x // step), int(y // step)

    for index, word in enumerate(words):
        ends[cell(word.box.x1, word.box.center_y)].append(index)
    for index in sorted(range(len(words)), key=lambda i: words[i].box.x0):
        word = words[index]
        base = None
        if word.size < _RAISED * step:
            column, row = cell(word.box.x0, word.box.center_y)
            near = (i for dx in (-1, 0, 1) for dy in (-1, 0, 1) for i in ends.get((column + dx, row + dy), ()))
            bases = [i for i in near if i in owner and _is_raised_behind(word, words[i], groups[owner[i]][0])]
            # Where lines are set close, a mark touches the line above its own as well.
            middle = word.box.center_y
            base = min(bases, key=lambda i: abs(groups[owner[i]][0].box.center_y - middle), default=None)
        owner[index] = index if base is None else owner[base]
        groups.setdefault(owner[index], []).append(word)
    return [_group_to_token(group, drawn) for group in groups.values()]


def _group_to_token(words: Sequence[Word], drawn: bool) -> Token:
    """Join a word and the marks behind it, with a blank before those set off: 105.0 ² must not become 105.02."""
    apart = [right.box.x0 - left.box.x1 > _TOUCHING * words[0].size for left, right in pairwise(words)]
    if not any(apart):
        return to_token(words, drawn)
    token = to_token(words, drawn, [" " if blank else "" for blank in apart])
    return replace(token, value=token.value or is_value(words[0].text), year=token.year or is_year(words[0].text))


def _is_raised_behind(word: Word, left: Word, base: Word) -> bool:
    if word.size >= _RAISED * base.size or word.box.top >= base.box.bottom or word.box.bottom <= base.box.top:
        return False
    gap = word.box.x0 - left.box.x1
    # Some printers set the mark of a note off by a thin space.
    mark = len(word.text) <= _MARK and base.box.center_y - word.box.center_y > _ABOVE * base.size
    return -_TOUCHING * base.size <= gap <= (_THIN_SPACE if mark else _TOUCHING) * base.size


def to_token(words: Sequence[Word], drawn: bool, separators: Sequence[str] | None = None) -> Token:
    """Return words that stand side by side as one token, with nothing between them unless separators are given."""
    parts = [Passage.of(word.text, word.span) for word in words]
    passage = Passage.joined(parts, [""] * (len(parts) - 1) if separators is None else separators)
    size = words[0].size
    middle = words[0].box.center_y
    half = size / 2 if drawn else 0.5
    box = Box(min([w.box.x0 for w in words]), middle - half, max([w.box.x1 for w in words]), middle + half)
    return Token(tuple(words), passage, box, size, is_value(passage.text), is_year(passage.text))


def tokens_to_lines(tokens: Sequence[Token]) -> list[list[Token]]:
    """Group tokens whose middles lie within half an em into lines, each from left to right."""
    if len(tokens) == 1:
        return [[tokens[0]]]
    lines: list[list[Token]] = []
    for token in sorted(tokens, key=lambda item: item.box.center_y):
        if lines:
            first = lines[-1][0]
            if token.box.center_y - first.box.center_y < 0.45 * min(token.size, first.size):
                lines[-1].append(token)
                continue
        lines.append([token])
    return [sorted(line, key=lambda item: item.box.x0) for line in lines]


def lines_of_marks_to_bases(lines: Sequence[list[Token]]) -> list[list[Token]]:
    """Give each mark of a line of marks alone back to the cell below that it was raised behind.

    A program that keeps a page's layout in a text prints raised marks on a line of their own,
    above and right behind their cells.
    """
    kept: list[list[Token]] = []
    for index, line in enumerate(lines):
        below = lines[index + 1] if index + 1 < len(lines) else []
        if not below or not all(is_mark(token.text) for token in line):
            kept.append(line)
            continue
        for mark in line:
            nearest = min(range(len(below)), key=lambda k: abs(below[k].box.x1 - mark.box.x0))
            base = below[nearest]
            below[nearest] = replace(to_token((*base.words, *mark.words), drawn=False), box=base.box)
    return kept


def join_spaced_digits(line: Sequence[Token], em: float) -> tuple[Token, ...]:
    """Join the digits of letter-spaced numerals (1 2 . 4) into one token each.

    Printers letter-space digits to fill a measure. Such a run is single characters at
    even, small gaps. A column of one-digit ranks looks the same, so the run must hold a
    decimal point, or be four digits that read as a year.
    """
    line = _join_behind(_join_behind(line, _POINTS, em), _OPENING, em)
    joined: list[Token] = []
    start = 0
    while start < len(line):
        stop = start + 1
        while stop < len(line) and _continues(line, start, stop, em):
            stop += 1
        run = line[start:stop]
        text = "".join(token.text for token in run)
        if (
            len(run) >= 3
            and is_value(text)
            and (any(c in to_plain(text) for c in ".,") or (is_year(text) and len(run) == 4))
        ):
            words = [word for token in run for word in token.words]
            joined.append(to_token(words, drawn=em != 1.0))
        else:
            joined.extend(run)
        start = stop
    return tuple(joined)


def join_signs(line: Sequence[Token], drawn: bool) -> tuple[Token, ...]:
    """Join the sign of a currency to the amount behind it, however far: accountants set it at the left edge of the column.

    Between two amounts it is nearer to that of the column before, whose figures stand at the right edge.
    """
    joined: list[Token] = []
    for token in line:
        if joined and token.value and not token.year and is_currency_sign(joined[-1].text):
            blank = _separator(joined[-1], token, drawn)
            amount = to_token((*joined[-1].words, *token.words), drawn, [blank] + [""] * (len(token.words) - 1))
            joined[-1] = replace(amount, value=True)
        else:
            joined.append(token)
    return tuple(joined)


def _join_behind(line: Sequence[Token], marks: frozenset[str], em: float) -> list[Token]:
    """Join digits to a full-width decimal point, or to an opening bracket, before them, if that makes a number.

    Either brings a blank of its own, which parts nothing; digits that are drawn close stand over the blank of the bracket's body.
    """
    joined: list[Token] = []
    for token in line:
        if joined and joined[-1].text[-1] in marks and token.box.x0 - joined[-1].box.x1 <= _POINT * em:
            both = to_token((*joined[-1].words, *token.words), drawn=em != 1.0)
            if both.value and token.value:
                joined[-1] = both
                continue
        joined.append(token)
    return joined


def _continues(line: Sequence[Token], start: int, stop: int, em: float) -> bool:
    left, right = line[stop - 1], line[stop]
    gap = right.box.x0 - left.box.x1
    if len(left.text) != 1 or len(right.text) != 1 or not 0 <= gap <= 0.8 * em:
        return False
    if not all(character in "0123456789.,-+%" for character in to_plain(left.text + right.text)):
        return False
    first = line[start + 1].box.x0 - line[start].box.x1 if stop > start + 1 else gap
    return abs(gap - first) <= 0.3 * em


def tokens_to_passage(tokens: Sequence[Token], drawn: bool) -> Passage:
    """Return the text of tokens side by side, with a blank where the print shows one."""
    if len(tokens) == 1:
        return tokens[0].passage
    separators = [_separator(left, right, drawn) for left, right in pairwise(tokens)]
    return Passage.joined([token.passage for token in tokens], separators)


def _separator(left: Token, right: Token, drawn: bool) -> str:
    pair = words_to_passage((left.words[-1], right.words[0]), gaps_are_printed=not drawn)
    return " " if len(pair.text) > len(left.words[-1].text) + len(right.words[0].text) else ""


def lines_to_passage(lines: Sequence[Sequence[Token]], drawn: bool) -> Passage:
    """Join the lines of one cell: without a blank beside an ideograph or behind a hyphen, else with one."""
    parts = [tokens_to_passage(line, drawn) for line in lines if line]
    if len(parts) == 1:
        return parts[0]
    separators = [
        ""
        if is_ideograph(left.text[-1])
        or is_ideograph(right.text[0])
        or left.text[-1] in "-/"
        or _is_closed(left.text, right.text)
        else " "
        for left, right in pairwise(parts)
    ]
    return Passage.joined(parts, separators)


def _is_closed(left: str, right: str) -> bool:
    # Full-width brackets carry their own blank.
    return left[-1] in "\uff08\uff09\u3001\uff0c" or right[0] in "\uff08\uff09\u3001\uff0c"
