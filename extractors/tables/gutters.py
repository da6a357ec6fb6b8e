"""Where the columns of a table are parted: gutters found by weighing every gap of every line.

No width of gap parts columns from words: the narrow quarter of real column gaps (half an
em) lies inside justified word spaces (0.55 em). So each line votes for or against each
place along it, by how wide its gap is there and what stands on either side, and a
dynamic programme chooses the places that together explain the votes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise

from extractors.characters import to_plain
from extractors.tables.kinds import is_ideograph
from extractors.tables.left_edges import find_left_edges, is_at_edge
from extractors.tables.slabs import Slab
from extractors.tables.tokens import Token

_BIN = 0.1  # em
_ACROSS = -2.0  # a text that runs through
_LONE = -0.45  # a line of one text: a title row, a wrapped label, a spanning header
_HEADER = 0.35  # of the weight against: headers span
_OUTSIDE = -0.04
_TRAILING = 0.4
_SERIAL = (
    0.8  # behind 1, 2, 3 at the head of lines, and at an edge that texts share, stands a column, however narrow the gap
)
_BLANK_CELL = 0.05  # for a column that is empty on a line
_BLANK_COLUMN = 3.0  # for one that is empty on all lines of the body: the place under a spanning header's own gap
_BULLETS = frozenset("-•·*◦▪■●–—o")
_CANDIDATES = 300
_RIGHT = 1e-6  # of two equal places the right one: the upper label of a slanted corner stands between stub and numbers
_BINS = 50_000  # wider than any page; a damaged place must not ask for memory


@dataclass(frozen=True, slots=True)
class Gutters:
    """The chosen places, from left to right, and the votes that they gained less their price."""

    places: tuple[float, ...]
    energy: float

    def column(self, x: float) -> int:
        """Return the column that a place along the line lies in."""
        return bisect_right(self.places, x)


@dataclass(frozen=True, slots=True)
class _Gap:
    start: int
    end: int
    vote: float
    blank: float


def gap_to_vote(left: Token, right: Token, gap: float, drawn: bool) -> float:
    """Weigh a gap of `gap` em between two tokens: from -1 (a word space) over 0 to +1.3 (surely between columns).

    Two scripts need no wide gap: numbers are not written side by side, and ideographs
    have no word space. A group of three digits behind a number (15 455) is its thousands.
    """
    if not drawn:
        return _blanks_to_vote(left, right, round(gap * 2))
    plain = max(-1.0, min(1.3, (gap - 0.78) * (1.3 if gap > 0.78 else 1.9)))
    if left.value and right.value:
        if gap < 0.5 and _is_thousands(left, right):
            return -1.0
        if gap < 0.6 and to_plain(right.text[0]) in "([":
            return -1.0  # 38 (24.7%): one cell says both
        return max(plain, min(1.3, 0.3 + gap)) if gap >= 0.2 else plain
    if is_ideograph(left.text[-1]) and is_ideograph(right.text[0]) and gap >= 0.22:
        return max(plain, min(1.3, 0.1 + gap))
    return plain


def _blanks_to_vote(left: Token, right: Token, blanks: int) -> float:
    # A tool that keeps the layout prints one blank between words and, as a rule, two or more between columns.
    if blanks >= 2:
        return min(1.3, 0.2 * blanks + 0.1)
    if left.value and right.value and not _is_thousands(left, right):
        return 0.4
    return 0.1 if is_ideograph(left.text[-1]) and is_ideograph(right.text[0]) else -1.0


def _is_thousands(left: Token, right: Token) -> bool:
    return (
        left.text.lstrip("+-").isdecimal() and len(left.text.lstrip("+-")) <= 3 and not left.text.startswith("0")
        and len(right.text) >= 3 and right.text[:3].isdecimal() and not right.text[3:4].isdecimal()
    )  # fmt: skip


def trailing_values(tokens: Sequence[Token]) -> int:
    """Return the index of the first of the numbers that end a line, the number of tokens where fewer than two do.

    In a text aligned by blanks a long label may stand one blank before its first number; numbers
    that end a line one after the other are cells all the same.
    """
    start = len(tokens)
    while start and tokens[start - 1].value:
        start -= 1
    return start if len(tokens) - start >= 2 else len(tokens)


def line_to_votes(tokens: Sequence[Token], em: float, drawn: bool) -> list[float]:
    """Weigh every gap between neighbouring tokens of one line."""
    trailing = len(tokens) if drawn else trailing_values(tokens)
    return [
        max(vote, _TRAILING) if index >= trailing else vote
        for index, (left, right) in enumerate(pairwise(tokens), 1)
        for vote in (
            -1.0
            if index == 1 and _is_bullet(left, right, drawn)
            else gap_to_vote(left, right, (right.box.x0 - left.box.x1) / em, drawn),
        )
    ]


def _is_bullet(first: Token, second: Token, drawn: bool) -> bool:
    """Tell whether a line begins with the mark of a list, which is a part of the label behind it."""
    return drawn and first.text in _BULLETS and not second.value


def slabs_to_gutters(slabs: Sequence[Slab], em: float, drawn: bool) -> Gutters:
    """Choose the gutters with the greatest sum of votes, each priced, where one gap pays for one gutter only."""
    low = min(token.box.x0 for slab in slabs for token in slab.tokens)
    high = max(token.box.x1 for slab in slabs for token in slab.tokens)
    axis = _Axis(low, em, drawn, find_left_edges(slabs, em) if drawn else ())
    count = min(int(axis.bins(high)) + 2, _BINS)
    sums = [0.0] * (count + 1)
    gaps: list[_Gap] = []
    for slab in slabs:
        gaps += _vote(slab, sums, axis)
    votes = list(accumulate(sums))[:count]
    candidates = _plateaus(votes)
    occupied = sorted(axis.bins(token.box.center_x) for slab in slabs if not slab.header for token in slab.tokens)
    places, energy = _choose(candidates, votes, gaps, occupied, min(2.0, 0.3 + 0.08 * len(slabs)))
    return Gutters(tuple(axis.place(place) for place in places), energy)


@dataclass(frozen=True, slots=True)
class _Axis:
    """The places along the line, in bins of a tenth of an em from the table's left edge; `edges` are those of columns."""

    low: float
    em: float
    drawn: bool
    edges: tuple[float, ...] = ()

    def bins(self, x: float) -> float:
        """Return a place in bins."""
        return (x - self.low) / (_BIN * self.em)

    def place(self, position: int) -> float:
        """Return the middle of a bin."""
        return self.low + (position + 0.5) * _BIN * self.em


def _vote(slab: Slab, sums: list[float], axis: _Axis) -> list[_Gap]:
    """Add the votes of one slab to the differences of the sums; return its gaps that speak for a gutter."""
    last = len(sums) - 1
    gaps: list[_Gap] = []
    runs: list[tuple[float, float]] = []

    def add(start: float, end: float, amount: float) -> None:
        first, stop = max(0, min(last, int(start))), max(0, min(last, int(end)))
        if stop > first:
            sums[first] += amount
            sums[stop] -= amount

    reach = slab.tokens[0]
    begin = reach.box.x0
    parted = 0
    blank = 0.0 if slab.header else _BLANK_CELL
    trailing = len(slab.tokens) if axis.drawn else trailing_values(slab.tokens)
    for index, token in enumerate(slab.tokens[1:], 1):
        gap = (token.box.x0 - reach.box.x1) / axis.em
        if gap > 0.05:
            bullet = index == 1 and _is_bullet(reach, token, axis.drawn)
            vote = -1.0 if bullet else gap_to_vote(reach, token, gap, axis.drawn)
            if index >= trailing:
                vote = max(vote, _TRAILING)
            if (index == 1 and slab.counted) or is_at_edge(token.box.x0, axis.edges, axis.em):
                vote = max(vote, _SERIAL)
            start, end = axis.bins(reach.box.x1), axis.bins(token.box.x0)
            # Only bins that lie wholly in the gap; a gap narrower than a bin has none.
            gaps.append(_Gap(int(start) + 1, max(int(start) + 1, int(end)), vote, blank))
            runs.append((begin, reach.box.x1))
            begin = token.box.x0
            parted += vote > 0
        if token.box.x1 > reach.box.x1:
            reach = token
    runs.append((begin, reach.box.x1))
    against = _ACROSS if parted else _LONE
    if slab.header:
        against *= _HEADER
    for start, end in runs:
        add(axis.bins(start), int(axis.bins(end)) + 1, against)
    for gap_ in gaps:
        add(gap_.start, gap_.end, gap_.vote * (_HEADER if slab.header and gap_.vote < 0 else 1.0))
    add(0, axis.bins(runs[0][0]), _OUTSIDE)
    add(int(axis.bins(runs[-1][1])) + 1, last, _OUTSIDE)
    return [g for g in gaps if g.vote > 0]


def _plateaus(votes: Sequence[float]) -> list[tuple[int, int]]:
    """Return the runs of places where the votes are a local maximum above nought, at most a few hundred, the best."""
    runs: list[tuple[int, int, float]] = []
    position = 0
    for value, group in groupby(votes, key=lambda v: round(v, 6)):
        length = sum(1 for _ in group)
        runs.append((position, position + length, value))
        position += length
    peaks = [
        run
        for index, run in enumerate(runs)
        if run[2] > 0
        and (index == 0 or runs[index - 1][2] < run[2])
        and (index == len(runs) - 1 or runs[index + 1][2] < run[2])
    ]
    best = sorted(peaks, key=lambda run: -run[2])[:_CANDIDATES]
    return sorted((start, end) for start, end, _ in best)


def _choose(
    candidates: Sequence[tuple[int, int]],
    votes: Sequence[float],
    gaps: Iterable[_Gap],
    occupied: Sequence[float],
    price: float,
) -> tuple[list[int], float]:
    middles = [(start + end - 1) // 2 for start, end in candidates]
    count = len(middles)
    filled = [bisect_left(occupied, middle) for middle in middles]
    shared: defaultdict[tuple[int, int], float] = defaultdict(float)
    for gap in gaps:
        first, last = bisect_left(middles, gap.start), bisect_left(middles, gap.end) - 1
        if last > first:
            shared[first, last] += gap.vote + gap.blank
    charge = _prefix(shared, count)
    best: list[float] = []
    previous: list[int] = []
    for j in range(count):
        options = [(0.0, -1)] + [
            (best[i] - charge[i][j] - (_BLANK_COLUMN if filled[i] == filled[j] else 0.0), i) for i in range(j)
        ]
        value, source = max(options)
        best.append(value + votes[middles[j]] - price + j * _RIGHT)
        previous.append(source)
    if not best or max(best) <= 0:
        return [], 0.0
    index = best.index(max(best))
    energy = best[index]
    chosen: list[int] = []
    while index >= 0:
        chosen.append(middles[index])
        index = previous[index]
    return chosen[::-1], energy


def _prefix(shared: dict[tuple[int, int], float], count: int) -> list[list[float]]:
    """Return for each pair i < j the votes of the gaps that cover both: the sum over runs (a, b) with a <= i, j <= b."""
    table = [[0.0] * (count + 1) for _ in range(count + 1)]
    for (first, last), amount in shared.items():
        table[first][last] += amount
    for i in range(count):
        row = table[i]
        for j in range(count - 2, -1, -1):
            row[j] += row[j + 1]
        if i:
            above = table[i - 1]
            for j in range(count):
                row[j] += above[j]
    return table
