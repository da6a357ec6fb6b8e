"""What the lines of a table tell about its setting: the measure that labels are broken to, the step of rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors.tables.chunks import Chunk

_MOSTLY = 0.6  # of the measure: what a broken line fills of it at least
_BROKEN = 5.0  # em; separate entries of about one length are shorter
_BROKEN_IDEOGRAPHS = 7.5
_IDEOGRAPHS = 0x2E80
_FEW = 3.0  # em
_ENTRIES = 0.7
_HANGING = (0.3, 3.0)  # em that the lines of an entry but its first hang
_FEWEST = 5  # lines of a column that show how its texts begin
_MOSTLY_CAPITAL = 0.9


@dataclass(frozen=True, slots=True)
class Measure:
    """What the lines of a table tell about its setting: em, columns, their right limits, the step from row to row.

    `heads` are the left edges of columns whose entries begin there, with their other lines hung.
    """

    em: float
    columns: int
    limits: tuple[float, ...]
    step: float | None
    paragraphs: frozenset[int] = frozenset()
    drawn: bool = True
    measured: frozenset[int] = frozenset()
    entries: frozenset[int] = frozenset()
    heads: tuple[float | None, ...] = ()

    def begins_entry(self, chunk: Chunk) -> bool | None:
        """Tell whether a text stands where entries of its column begin, or hangs; None where the column shows neither."""
        left = self.heads[chunk.first] if chunk.first < len(self.heads) else None
        return None if left is None else chunk.box.x0 < left + _HANGING[0] * self.em


def lines_to_measure(lines: Sequence[Sequence[Chunk]], em: float, places: Sequence[float], drawn: bool) -> Measure:
    """Measure the setting of a table's body.

    The row step is measured on neighbouring lines that cannot be one row, for both hold
    numbers in one column; only closer lines suggest a wrapped text. A text has one step for all.
    """
    steps = sorted(
        middle_of(below) - middle_of(above) for above, below in pairwise(lines) if _shared_values(above, below)
    )
    columns = len(places) + 1
    own: list[list[Chunk]] = [[] for _ in range(columns)]
    lefts = [float("inf")] * (columns + 1)
    for chunk in (chunk for line in lines for chunk in line):
        lefts[chunk.first] = min(lefts[chunk.first], chunk.box.x0)
        if chunk.first == chunk.last:
            own[chunk.first].append(chunk)
    right = max((chunk.box.x1 for line in lines for chunk in line), default=0.0)
    lone = {line[0].first for line in lines if len(line) == 1}
    margins = [_measured_margin(lines, k, em) if k in lone else None for k in range(columns)]
    limits = tuple(
        _limit(chunks, min(lefts[k + 1], right), em) if (margin := margins[k]) is None else margin
        for k, chunks in enumerate(own)
    )
    paragraphs = frozenset(k for k, chunks in enumerate(own) if margins[k] is not None or _is_paragraph(chunks, em))
    measured = frozenset(k for k, margin in enumerate(margins) if margin is not None)
    if not steps:
        steps = _steps_of_labels(lines, limits, em)
    entries = frozenset(k for k, chunks in enumerate(own) if _are_entries(chunks))
    step = median(steps) if steps and drawn else None
    heads = tuple(_head(lines, k, em) if drawn and k in lone and k else None for k in range(columns))
    return Measure(em, columns, limits, step, paragraphs, drawn, measured, entries, heads)


def _head(lines: Sequence[Sequence[Chunk]], column: int, em: float) -> float | None:
    """Return the left edge of the first lines of a column's entries where all other lines hang, None elsewhere.

    First lines have a label beside them; lines that stand alone hang by one measure. Two of either show it.
    """
    parts = [(c.box.x0, len(line) == 1) for line in lines for c in line if c.first == column and not c.value]
    first, hung = ([x0 for x0, alone in parts if alone is kind] for kind in (False, True))
    if len(first) < 2 or len(hung) < 2:
        return None
    alike = max(max(first) - min(first), max(hung) - min(hung)) < _HANGING[0] * em
    return min(first) if alike and _HANGING[0] * em < min(hung) - min(first) < _HANGING[1] * em else None


def _are_entries(chunks: Sequence[Chunk]) -> bool:
    """Tell whether the lines of a column are an entry each: nearly all begin with a capital, as lines of a text do not."""
    own = [chunk for chunk in chunks if not chunk.value]
    return len(own) >= _FEWEST and sum(map(has_capital, own)) >= _MOSTLY_CAPITAL * len(own)


def _steps_of_labels(lines: Sequence[Sequence[Chunk]], limits: Sequence[float], em: float) -> list[float]:
    """Return the distances of neighbouring lines that are two rows of words: in two columns the second had room.

    Three of them at least; fewer say nothing of the setting.
    """
    steps: list[float] = []
    for above, below in pairwise(lines):
        upper = {chunk.first: chunk for chunk in above if chunk.first == chunk.last}
        pairs = [(upper[chunk.first], chunk) for chunk in below if chunk.first in upper]
        if sum(has_room(first, second, limits[first.first], em) for first, second in pairs) > 1:
            steps.append(middle_of(below) - middle_of(above))
    return sorted(steps) if len(steps) > 2 else []


def _is_paragraph(chunks: Sequence[Chunk], em: float) -> bool:
    """Tell whether a column was set to a measure: many of its lines end where the next one's first word had no room.

    Separate entries of about one length do so too, but only where they are short.
    """
    own = [chunk for chunk in chunks if not chunk.values]
    right = max((chunk.box.x1 for chunk in own), default=0.0)
    pairs = list(pairwise(own))
    full = [lower for upper, lower in pairs if upper.box.width >= 5 * em and not has_room(upper, lower, right, em)]
    # Running text seldom has a capital at the head of a line; entries that happen to be long have one each.
    entries = sum(has_capital(lower) for lower in full)
    return len(full) >= 2 and len(full) * 3 >= len(pairs) and entries <= _ENTRIES * len(full)


def _measured_margin(lines: Sequence[Sequence[Chunk]], column: int, em: float) -> float | None:
    """Return the right margin that the labels of a column were broken at, None where they show none.

    If the longest line ends at the margin, then nearly every line that stands alone is joined
    to the line above it, or all are to the one below, where the first word had no room left.
    """
    parts = [next((c for c in line if c.first == c.last == column and not c.values), None) for line in lines]
    margin = max((part.box.x1 for part in parts if part), default=0.0)
    left = min((part.box.x0 for part in parts if part), default=0.0)
    alone = [bool(part) and len(line) == 1 for part, line in zip(parts, lines, strict=True)]
    joins = [
        upper is not None
        and lower is not None
        and upper.box.x1 - left >= _MOSTLY * (margin - left)
        and is_full(upper, lower, margin, em)
        for upper, lower in pairwise(parts)
    ]
    # Values stand beside the first line of their label, the last, or the middle one.
    singles = [index for index, lone in enumerate(alone) if lone]
    above = [index > 0 and joins[index - 1] for index in singles]
    below = [index < len(joins) and joins[index] for index in singles]
    either = [up or down for up, down in zip(above, below, strict=True)]
    for broken, least in ((above, 0.75), (below, 0.75), (either, 0.9)):
        if sum(broken) >= max(2, least * len(singles)):
            return margin
    return None


def is_full(upper: Chunk, lower: Chunk, margin: float, em: float) -> bool:
    """Tell whether a text ended at the margin because the first word of the one below had no room left there."""
    # Titles of groups are seldom as long as a broken line in ideographs; in other scripts a new entry has a capital.
    ideographs = ord(lower.tokens[0].text[0]) >= _IDEOGRAPHS
    long = upper.box.width >= (_BROKEN_IDEOGRAPHS if ideographs else _BROKEN) * em
    # The lines of a text share an edge or the middle; all but the first may hang by an em or two.
    hanging = -0.6 * em < lower.box.x0 - upper.box.x0 < 2 * em
    aligned = min(abs(upper.box.x1 - lower.box.x1), abs(upper.box.center_x - lower.box.center_x)) < 0.6 * em
    if not (hanging or aligned):
        return False
    return long and not has_capital(lower) and not has_room(upper, lower, margin, em)


def has_capital(chunk: Chunk) -> bool:
    """Tell whether a text begins with a capital letter."""
    return chunk.tokens[0].text[0].isupper()


def _limit(chunks: Sequence[Chunk], following: float, em: float) -> float:
    # The measure that a label was broken to: where two labels end alike, that is the margin; else the next column's edge.
    # Labels of a few letters, set in the middle, end alike without one.
    words = sorted((chunk for chunk in chunks if not chunk.value), key=lambda chunk: -chunk.box.x1)[:2]
    ends = [chunk.box.x1 for chunk in words]
    if len(ends) == 2 and ends[0] - ends[1] < 0.5 * em and min(chunk.box.width for chunk in words) > _FEW * em:
        return ends[0]
    return max(following - em, ends[0] if ends else 0.0)


def middle_of(line: Sequence[Chunk]) -> float:
    """Return the mean height of the middles of a line's chunks."""
    return sum(c.box.center_y for c in line) / len(line)


def _shared_values(above: Sequence[Chunk], below: Sequence[Chunk]) -> bool:
    columns = {c.first for c in above if c.value and not c.tokens[0].year}
    return any(c.value and c.first in columns for c in below)


def has_room(upper: Chunk, lower: Chunk, limit: float, em: float) -> bool:
    """Tell whether the first word of the lower text would have fitted behind the upper one, left of a limit."""
    word = lower.tokens[0].words[0]
    ideograph = ord(word.text[0]) >= _IDEOGRAPHS
    first = word.edges[1] - word.edges[0] if ideograph else word.box.width + 0.25 * em
    return limit - upper.box.x1 > first + 0.3 * em
