"""Gutters made to agree with the labels of the header, which tell columns that the body alone does not part."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from itertools import pairwise

from extractors.model import Box
from extractors.tables.gutters import Gutters, gap_to_vote
from extractors.tables.kinds import is_ideograph
from extractors.tables.slabs import Slab
from extractors.tables.tokens import Token

_BETTER = 0.5  # em by which labels must stand nearer to their columns
_FEWEST = 2  # numbers that a column of blanks must hold
_WORDS = -0.6  # the vote of a gap that parts words of one label
_LINE = 0.4  # em between the middles of labels on one line
_CLEAR = 0.9  # the vote of a gap that parts two labels for certain


def fit_to_labels(gutters: Gutters, slabs: Sequence[Slab], em: float, drawn: bool) -> Gutters:
    """Part columns that never stand on one line, and move gutters so that each label is on its column's side."""
    if not drawn or not any(slab.header for slab in slabs):
        return gutters
    return _move(_split(gutters, slabs, em), slabs, em)


def _split(gutters: Gutters, slabs: Sequence[Slab], em: float) -> Gutters:
    """Part a column of numbers under two labels, some of its numbers under the one and some under the other.

    Where most cells are blank, two columns may share no line; only the labels show both.
    """
    places = list(gutters.places)
    values = [token for slab in slabs if not slab.header for token in slab.tokens if token.value]
    for slab in slabs:
        if not slab.header:
            continue
        for left, right in pairwise(slab.tokens):
            gap = right.box.x0 - left.box.x1
            column = bisect_left(places, left.box.center_x)
            if column == 0 or column != bisect_left(places, right.box.center_x):
                continue
            if gap_to_vote(left, right, gap / em, drawn=True) < _CLEAR:
                continue
            own = sorted(
                (token for token in values if bisect_left(places, token.box.center_x) == column),
                key=lambda token: token.box.center_x,
            )
            place = _break_between(own, left, right, em)
            line = [token for token in slab.tokens if abs(token.box.center_y - left.box.center_y) < _LINE * em]
            alike = right in line and not _is_spaced(left, right)
            if place is None and alike and len(_labels(line, em)) > _headed(places, line):
                place = _white_between(slabs, left, right, em)
            if place is not None:
                insort(places, place)
    return Gutters(tuple(places), gutters.energy)


def _headed(places: Sequence[float], line: Sequence[Token]) -> int:
    """Return how many columns a line of the header has to label: all, or all but the stub's where nothing stands there."""
    return len(places) + (line[0].box.center_x < places[0])


def _is_spaced(left: Token, right: Token) -> bool:
    # Labels of two ideographs are set wide: the two belong together.
    return all(len(token.text) == 1 and is_ideograph(token.text) for token in (left, right))


def _white_between(slabs: Sequence[Slab], left: Token, right: Token, em: float) -> float | None:
    """Return the middle of the widest white of the body between two labels, None where there is none.

    In a triangle of correlations, or one broken over pages, columns have labels and no numbers yet.
    """
    low, high = left.box.center_x, right.box.center_x
    body = sorted(
        (max(token.box.x0, low), min(token.box.x1, high))
        for slab in slabs
        if not slab.header
        for token in slab.tokens
        if token.box.x0 < high and token.box.x1 > low
    )
    edge, best = low, (0.0, low)
    for start, end in [*body, (high, high)]:
        best = max(best, (start - edge, (start + edge) / 2))
        edge = max(edge, end)
    width, place = best
    return place if width > em and left.box.x1 < place < right.box.x0 else None


def _break_between(own: Sequence[Token], left: Token, right: Token, em: float) -> float | None:
    """Return a place free of numbers that has some on either side, each nearer to its own label; None if there is none."""
    best: tuple[float, float] | None = None
    reach = float("-inf")
    for index, (before, after) in enumerate(pairwise(own), 1):
        reach = max(reach, before.box.x1)
        width = after.box.x0 - reach
        if min(index, len(own) - index) < _FEWEST or width < 0.3 * em:
            continue
        if left.box.x0 <= (reach + after.box.x0) / 2 <= right.box.x1 and (best is None or width > best[0]):
            low, high = max(reach, min(left.box.x1, after.box.x0)), min(after.box.x0, max(right.box.x0, reach))
            best = (width, (low + high) / 2 if low < high else (reach + after.box.x0) / 2)
    return best[1] if best else None


def _move(gutters: Gutters, slabs: Sequence[Slab], em: float) -> Gutters:
    """Move gutters within the white of the body to where every label between stands with the column that is nearer."""
    body = [token for slab in slabs if not slab.header for token in slab.tokens]
    starts = sorted(token.box.x0 for token in body if token.value)
    ends = sorted(token.box.x1 for token in body if token.value)
    labels = [box for slab in slabs if slab.header for box in _labels(slab.tokens, em)]
    places = list(gutters.places)
    for index, place in enumerate(places):
        before, after = bisect_right(ends, place), bisect_left(starts, place)
        if not before or after == len(starts):
            continue
        low, high = ends[before - 1], starts[after]
        if index and low <= places[index - 1]:
            continue
        if index + 1 < len(places) and high >= places[index + 1]:
            continue
        between = [box for box in labels if low < box.x0 and box.x1 < high]
        if not between:
            continue
        moved = _place_among(between, place, low, high, em)
        if moved != place and not any(t.box.x0 < moved < t.box.x1 for t in body):
            places[index] = moved
    return Gutters(tuple(places), gutters.energy)


def _labels(tokens: Sequence[Token], em: float) -> list[Box]:
    """Return the extents of the labels of a header line, whose words stand a word space apart."""
    labels: list[Box] = []
    for index, token in enumerate(tokens):
        if index:
            gap = (token.box.x0 - tokens[index - 1].box.x1) / em
            if gap_to_vote(tokens[index - 1], token, gap, drawn=True) <= _WORDS:
                labels[-1] = labels[-1].union(token.box)
                continue
        labels.append(token.box)
    return labels


def _place_among(between: Sequence[Box], place: float, low: float, high: float, em: float) -> float:
    def misfit(at: float) -> float:
        return sum(box.center_x - low if box.center_x < at else high - box.center_x for box in between)

    edges = sorted([low, high, *(box.x0 for box in between), *(box.x1 for box in between)])
    middles = [(left + right) / 2 for left, right in pairwise(edges) if right - left > 0.05 * em]
    options = [middle for middle in middles if not any(box.x0 < middle < box.x1 for box in between)]
    best = min(options, key=misfit, default=place)
    return best if misfit(best) + _BETTER * em < misfit(place) else place
