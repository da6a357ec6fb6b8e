"""Words side by side become lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import regex

from extractors.model import Box, Line, Passage, Word

# A blank between words of an alphabet is a letter. Between two ideographs, or an ideograph and a numeral, it is glue:
# typesetters stretch it to fill the line, and a quarter em there is no blank in the text.
_IDEOGRAPH = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\N{IDEOGRAPHIC FULL STOP}-\N{RIGHT WHITE SQUARE BRACKET}\uff00-\uffef“”‘’…]"
)
_GLUE = 0.6  # em; a wider gap beside an ideograph was printed on purpose


def words_to_passage(words: Sequence[Word], gaps_are_printed: bool) -> Passage:
    """Return the text of words that stand side by side, in the order given.

    `gaps_are_printed` says that every gap is a blank of the source (text documents, where the
    gap's width in characters is known from the spans, and words that touch are parted by nothing that is read); otherwise (drawn documents) a gap
    beside an ideograph counts only when it is wider than typesetter's glue.
    """
    separators = []
    for left, right in pairwise(words):
        gap = right.box.x0 - left.box.x1
        beside_ideograph = bool(_IDEOGRAPH.match(left.text[-1]) or _IDEOGRAPH.match(right.text[0]))
        glue = _GLUE * max(left.size, right.size) if beside_ideograph and not gaps_are_printed else 0.0
        joined = gap <= glue or gap < 0.05 * left.size
        separators.append("" if joined else " ")
    return Passage.joined([Passage.of(word.text, word.span) for word in words], separators)


def words_to_line(words: Iterable[Word], page: int, gaps_are_printed: bool) -> Line:
    """Return the line of words that stand on one baseline, put in order from left to right."""
    ordered = tuple(sorted(words, key=lambda word: word.box.x0))
    return Line(page, ordered, words_to_passage(ordered, gaps_are_printed), Box.around([word.box for word in ordered]))


def words_to_lines(words: Sequence[Word], page: int, gaps_are_printed: bool) -> tuple[Line, ...]:
    """Group words whose boxes overlap by more than half of the lower one's height into lines, from top to bottom.

    Crop to one text column first: the lines of neighbouring columns have different leading
    and would chain. Lines are compared by the middle of the type, since font boxes may
    exceed the line step.
    """
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda item: item.box.center_y):
        if lines:
            last = lines[-1][0]
            step = abs(word.box.center_y - last.box.center_y)
            if step < 0.5 * min(word.size, last.size):
                lines[-1].append(word)
                continue
        lines.append([word])
    return tuple(words_to_line(line, page, gaps_are_printed) for line in lines)
