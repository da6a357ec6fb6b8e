"""How wide the lines of a text are set, and how a line compares with that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex

from extractors.model import Line
from extractors.structure.marks import is_prose
from extractors.structure.sentences import ends_sentence

_HAN = regex.compile(r"\p{Han}")
_WIDE_GAP = 1.0  # em: two blanks, where running text has one


def count_ideographs(text: str) -> int:
    """Count the ideographs of a text."""
    return len(_HAN.findall(text))


def has_wide_gap(line: Line) -> bool:
    """Tell whether two words of the line stand at least two blanks apart, as the cells of a row do."""
    return any(
        right.box.x0 - left.box.x1 >= _WIDE_GAP * max(left.size, right.size)
        for left, right in zip(line.words, line.words[1:], strict=False)
    )


def is_unwrapped(lines: Sequence[Line]) -> bool:
    """Tell whether every paragraph stands on one line: then most lines of running text end a sentence.

    Of the lines that a typesetter has broken one in five does.
    """
    prose = [line.text for line in lines if is_prose(line.text)]
    return len(prose) >= 2 and 10 * sum(map(ends_sentence, prose)) >= 7 * len(prose)


def find_measure(lines: Sequence[Line]) -> float | None:
    """Return the width (em for text, points for drawn pages) to which most lines of running text are set.

    Typesetters call it the measure. None when there is too little running text to tell. A full
    line is the most frequent kind of line of a paragraph; last lines are shorter by anything.
    """
    if is_unwrapped(lines):
        return None
    widths = Counter(round(line.box.width / line.words[0].size) for line in lines if is_prose(line.text))
    if sum(widths.values()) < 5:
        return None
    # Neighbouring widths count together: digits and stretched blanks move a full line by an em.
    best = max(widths, key=lambda width: (widths[width - 1] + 2 * widths[width] + widths[width + 1], width))
    return float(best)
