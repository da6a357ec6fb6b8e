"""Lines are cut at the gutters into chunks: what one line of a cell holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.model import Box
from extractors.tables.gutters import Gutters, line_to_votes
from extractors.tables.tokens import Sheet, Token


@dataclass(frozen=True, slots=True)
class Chunk:
    """Tokens side by side on one line, and the first and last column that they reach into."""

    line: int
    tokens: tuple[Token, ...]
    first: int
    last: int
    box: Box

    @property
    def value(self) -> bool:
        """Tell whether the chunk is a number or the sign of a missing one."""
        return len(self.tokens) == 1 and self.tokens[0].value

    @property
    def values(self) -> int:
        """Count the numbers in the chunk."""
        return sum(token.value for token in self.tokens)


def line_to_chunks(sheet: Sheet, index: int, gutters: Gutters, *, header: bool) -> tuple[Chunk, ...]:
    """Cut a line at the gaps that hold a gutter.

    A gutter that falls into a mere word space of a line without any wide gap does not cut
    it: titles of row groups and spanning headers run over columns.
    """
    line = sheet.lines[index]
    votes = line_to_votes(line, sheet.em, sheet.drawn)
    running = not any(vote > 0 for vote in votes) and not any(token.value and not token.year for token in line)
    groups: list[list[Token]] = [[line[0]]]
    for vote, (left, right) in zip(votes, pairwise(line), strict=True):
        cut = _parts(gutters, left, right, sheet.em) or (vote > 0 and _are_centred_apart(gutters, left, right))
        if cut and (vote > -0.75 or not (running or header)):
            groups.append([right])
        else:
            groups[-1].append(right)
    return tuple(_to_chunk(index, group, gutters, sheet.em) for group in groups)


def _parts(gutters: Gutters, left: Token, right: Token, em: float) -> bool:
    slack = 0.15 * em
    low, high = left.box.x1 - slack, right.box.x0 + slack
    if any(low <= place <= high for place in _between(gutters, low, high)):
        return True
    return left.value and right.value and _are_centred_apart(gutters, left, right)


def _are_centred_apart(gutters: Gutters, left: Token, right: Token) -> bool:
    # A text longer than its column overruns the gutter; its middle, or its neighbour's, still tells its column.
    return gutters.column(left.box.center_x) != gutters.column(right.box.center_x)


def _between(gutters: Gutters, low: float, high: float) -> tuple[float, ...]:
    return gutters.places[gutters.column(low) : gutters.column(high)]


def _to_chunk(line: int, tokens: Sequence[Token], gutters: Gutters, em: float) -> Chunk:
    box = Box.around([token.box for token in tokens])
    middle = gutters.column(box.center_x)
    if len(tokens) == 1 and tokens[0].value:
        return Chunk(line, tuple(tokens), middle, middle, box)
    # An overhang below six tenths of an em is a long word in a tight column, not a span.
    slack = min(0.6 * em, 0.25 * box.width)
    first, last = gutters.column(box.x0 + slack), gutters.column(box.x1 - slack)
    return Chunk(line, tuple(tokens), min(first, middle), max(last, middle), box)
