"""Which lines make one row: a dynamic programme over groups of neighbouring lines.

A row costs 1, an empty cell about a quarter. Joining lines costs by what speaks against it:
two numbers in one column, a rule between, a word that would have fitted on the line above.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors.tables.chunks import Chunk
from extractors.tables.strokes import Stroke

_LINES = 9  # a cell is seldom wrapped over more
_EMPTY = 0.28
_EMPTIES = 1.0
_TWO_NUMBERS = 2.5
_RULE = 6.0
_PART_RULE = 2.0
_UNDER = 0.55  # a text under a text in one column
_FITTED = 2.2
_CONTINUED = -0.2  # in a column set to a measure, a full line and one below it are one text
_MOSTLY = 0.6  # of the measure: what a broken line fills of it at least
_BROKEN = 5.0  # em; separate entries of about one length are shorter
_BROKEN_IDEOGRAPHS = 7.5
_IDEOGRAPHS = 0x2E80
_CAPITAL = 0.5  # labels begin with one, and go on without
_SMALL = -0.3
_FAR = 4.0
_APART = 1.5
_SKEW = 0.8
_NEVER = 20.0  # more than overlapping lines can ever win back


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the chunks of its lines, and by how much its joining beat the alternative (infinite for one line)."""

    chunks: tuple[Chunk, ...]
    margin: float = float("inf")


@dataclass(frozen=True, slots=True)
class Measure:
    """What the lines of a table tell about its setting: em, columns, their right limits, the step from row to row."""

    em: float
    columns: int
    limits: tuple[float, ...]
    step: float | None
    paragraphs: frozenset[int] = frozenset()
    drawn: bool = True
    measured: frozenset[int] = frozenset()


def lines_to_measure(lines: Sequence[Sequence[Chunk]], em: float, places: Sequence[float], drawn: bool) -> Measure:
    """Measure the setting of a table's body.

    The row step is measured on neighbouring lines that cannot be one row, for both hold
    numbers in one column; only closer lines suggest a wrapped text. A text has one step for all.
    """
    steps = sorted(_middle(below) - _middle(above) for above, below in pairwise(lines) if _shared_values(above, below))
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
    return Measure(em, columns, limits, median(steps) if steps and drawn else None, paragraphs, drawn, measured)


def _is_paragraph(chunks: Sequence[Chunk], em: float) -> bool:
    """Tell whether a column was set to a measure: many of its lines end where the next one's first word had no room.

    Separate entries of about one length do so too, but only where they are short.
    """
    own = [chunk for chunk in chunks if not chunk.values]
    right = max((chunk.box.x1 for chunk in own), default=0.0)
    pairs = list(pairwise(own))
    full = sum(upper.box.width >= 5 * em and not _has_room(upper, lower, right, em) for upper, lower in pairs)
    return full >= 2 and full * 3 >= len(pairs)


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
        and _is_full(upper, lower, margin, em)
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


def _is_full(upper: Chunk, lower: Chunk, margin: float, em: float) -> bool:
    # Titles of groups are seldom as long as a broken line in ideographs; in other scripts a new entry has a capital.
    ideographs = ord(lower.tokens[0].text[0]) >= _IDEOGRAPHS
    long = upper.box.width >= (_BROKEN_IDEOGRAPHS if ideographs else _BROKEN) * em
    # The lines of a text share an edge or the middle; all but the first may hang by an em or two.
    hanging = -0.6 * em < lower.box.x0 - upper.box.x0 < 2 * em
    aligned = min(abs(upper.box.x1 - lower.box.x1), abs(upper.box.center_x - lower.box.center_x)) < 0.6 * em
    if not (hanging or aligned):
        return False
    return long and not _has_capital(lower) and not _has_room(upper, lower, margin, em)


def _has_capital(chunk: Chunk) -> bool:
    return chunk.tokens[0].text[0].isupper()


def _limit(chunks: Sequence[Chunk], following: float, em: float) -> float:
    # The measure that a label was broken to: where two labels end alike, that is the margin; else the next column's edge.
    ends = sorted((chunk.box.x1 for chunk in chunks if not chunk.value), reverse=True)
    if len(ends) >= 2 and ends[0] - ends[1] < 0.5 * em:
        return ends[0]
    return max(following - em, ends[0] if ends else 0.0)


def _middle(line: Sequence[Chunk]) -> float:
    return sum(c.box.center_y for c in line) / len(line)


def _shared_values(above: Sequence[Chunk], below: Sequence[Chunk]) -> bool:
    columns = {c.first for c in above if c.value and not c.tokens[0].year}
    return any(c.value and c.first in columns for c in below)


def lines_to_rows(lines: Sequence[Sequence[Chunk]], measure: Measure, rules: Sequence[Stroke]) -> tuple[Row, ...]:
    """Group lines, top to bottom, into the cheapest rows. Linear in the lines."""
    heights = sorted(rules, key=lambda rule: rule.position)
    joins = [_join_cost(above, below, measure, heights) for above, below in pairwise(lines)]
    best = [0.0]
    source = [0]
    for stop in range(1, len(lines) + 1):
        options = []
        for start in range(stop - 1, max(-1, stop - 1 - _LINES), -1):
            if start < stop - 1 and joins[start] > _NEVER:
                break
            cost = best[start] + _row_cost(lines[start:stop], measure, sum(joins[start : stop - 1]))
            options.append((cost, start))
        cost, start = min(options, key=lambda option: (option[0], -option[1]))
        best.append(cost)
        source.append(start)
    groups: list[tuple[int, int]] = []
    stop = len(lines)
    while stop:
        groups.append((source[stop], stop))
        stop = source[stop]
    return tuple(_to_row(lines, joins, start, stop, measure) for start, stop in reversed(groups))


def _to_row(lines: Sequence[Sequence[Chunk]], joins: Sequence[float], start: int, stop: int, measure: Measure) -> Row:
    chunks = tuple(chunk for line in lines[start:stop] for chunk in line)
    if stop - start == 1:
        return Row(chunks)
    whole = _row_cost(lines[start:stop], measure, sum(joins[start : stop - 1]))
    margin = min(
        _row_cost(lines[start:cut], measure, sum(joins[start : cut - 1]))
        + _row_cost(lines[cut:stop], measure, sum(joins[cut : stop - 1]))
        - whole
        for cut in range(start + 1, stop)
    )
    return Row(chunks, margin)


def _row_cost(lines: Sequence[Sequence[Chunk]], measure: Measure, joins: float) -> float:
    filled = {column for line in lines for chunk in line for column in range(chunk.first, chunk.last + 1)}
    if len(lines) == 1 and len(lines[0]) == 1 and (0 in filled or not lines[0][0].value):
        return 1.0 + joins  # a title row, or a label alone: nothing is missing
    cost = 1.0 + min(_EMPTIES, _EMPTY * (measure.columns - len(filled))) + joins
    if len(lines) > 1:
        cost += _repeated_values(lines) + _skew(lines, measure)
    return cost


def _repeated_values(lines: Sequence[Sequence[Chunk]]) -> float:
    # Neighbouring lines are charged in the join; here lines further apart.
    seen: dict[int, int] = {}
    extra = 0
    for index, line in enumerate(lines):
        for chunk in line:
            if chunk.value:
                if chunk.first in seen and index - seen[chunk.first] > 1:
                    extra += 1
                seen[chunk.first] = index
    return _TWO_NUMBERS * min(extra, 4)


def _skew(lines: Sequence[Sequence[Chunk]], measure: Measure) -> float:
    """Charge a row whose cells agree neither in top, nor in middle, nor in bottom."""
    if not measure.drawn:
        return 0.0
    tops: dict[int, float] = {}
    bottoms: dict[int, float] = {}
    for line in lines:
        for chunk in line:
            tops[chunk.first] = min(tops.get(chunk.first, chunk.box.top), chunk.box.top)
            bottoms[chunk.first] = max(bottoms.get(chunk.first, 0.0), chunk.box.bottom)
    if len(tops) < 2:
        return 0.0
    middles = [(tops[k] + bottoms[k]) / 2 for k in tops]
    spread = min(max(values) - min(values) for values in (list(tops.values()), middles, list(bottoms.values())))
    return _SKEW if spread > 0.35 * measure.em else 0.0


def _join_cost(above: Sequence[Chunk], below: Sequence[Chunk], measure: Measure, rules: Sequence[Stroke]) -> float:
    step = _middle(below) - _middle(above)
    cost = _rule_cost(above, below, measure, rules)
    if step < 0.85 * measure.em:
        cost -= 2.5 - 1.5 * max(0.0, step / measure.em - 0.35)
    if step > 2.4 * measure.em:
        cost += _FAR
    stacked = _stacked(above, below)
    # Where rows are set as close as lines, the step says nothing of a label that was broken at its measure.
    broken = 1 in {len(above), len(below)} and any(
        upper.first in measure.measured and _is_broken(upper, lower, measure) for upper, lower in stacked
    )
    if measure.step is not None and step >= 0.9 * measure.step and step > 0.85 * measure.em and not broken:
        cost += _APART
    return cost + sum(_under_cost(upper, lower, measure) for upper, lower in stacked)


def _rule_cost(above: Sequence[Chunk], below: Sequence[Chunk], measure: Measure, rules: Sequence[Stroke]) -> float:
    top = max(c.box.center_y for c in above)
    bottom = min(c.box.center_y for c in below)
    left = min(c.box.x0 for c in (*above, *below))
    right = max(c.box.x1 for c in (*above, *below))
    cost = 0.0
    for rule in rules[bisect_left(rules, top, key=lambda r: r.position) :]:
        if rule.position > bottom:
            break
        cost = max(cost, _RULE if rule.covers(left, right, 0.9) else _PART_RULE)
    return cost if measure.drawn else 0.0


def _stacked(above: Sequence[Chunk], below: Sequence[Chunk]) -> list[tuple[Chunk, Chunk]]:
    upper = {column: chunk for chunk in above for column in range(chunk.first, chunk.last + 1)}
    pairs: list[tuple[Chunk, Chunk]] = []
    for chunk in below:
        over = next((upper[k] for k in range(chunk.first, chunk.last + 1) if k in upper), None)
        if over is not None:
            pairs.append((over, chunk))
    return pairs


def _under_cost(upper: Chunk, lower: Chunk, measure: Measure) -> float:
    if upper.values and lower.values and upper.value and lower.value:
        return _TWO_NUMBERS
    cost = _UNDER
    if upper.value != lower.value:
        cost += _UNDER  # a number is not continued by words
    if upper.first == 0 and not lower.value:
        cost += _CAPITAL if _has_capital(lower) else _SMALL * lower.tokens[0].text[0].islower()
    if upper.first != lower.first or upper.last != lower.last:
        cost += _UNDER
    edges = (
        abs(upper.box.x0 - lower.box.x0), abs(upper.box.x1 - lower.box.x1), abs(upper.box.center_x - lower.box.center_x)
    )  # fmt: skip
    if min(edges) > 0.6 * measure.em:
        cost += _UNDER
    if _would_have_fitted(upper, lower, measure):
        return cost + _FITTED
    return _CONTINUED if _is_broken(upper, lower, measure) else cost


def _is_broken(upper: Chunk, lower: Chunk, measure: Measure) -> bool:
    """Tell whether a text of a column that is set to a measure ended at it, and another one stands below."""
    paragraph = upper.first == upper.last and upper.first in measure.paragraphs
    if upper.first == 0 and not _is_full(upper, lower, measure.limits[0], measure.em):
        return False
    return paragraph and not upper.value and not lower.value and not _would_have_fitted(upper, lower, measure)


def _would_have_fitted(upper: Chunk, lower: Chunk, measure: Measure) -> bool:
    """Tell whether the lower text's first word had room behind the upper text.

    A printer breaks a line only where the next word does not fit: in ideographs the next
    character, elsewhere the next word and the space before it.
    """
    return _has_room(upper, lower, measure.limits[min(upper.last, measure.columns - 1)], measure.em)


def _has_room(upper: Chunk, lower: Chunk, limit: float, em: float) -> bool:
    word = lower.tokens[0].words[0]
    ideograph = ord(word.text[0]) >= _IDEOGRAPHS
    first = word.edges[1] - word.edges[0] if ideograph else word.box.width + 0.25 * em
    return limit - upper.box.x1 > first + 0.3 * em
