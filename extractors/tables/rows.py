"""Which lines make one row: a dynamic programme over groups of neighbouring lines.

A row costs 1, an empty cell about a quarter. Joining lines costs by what speaks against it:
two numbers in one column, a rule between, a word that would have fitted on the line above.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.strokes import Stroke
from extractors.tables.chunks import Chunk
from extractors.tables.estimates import are_estimate_and_error, covered_columns, labels_halfway, labels_that_go_on
from extractors.tables.measure import Measure, has_capital, has_room, is_full, middle_of
from extractors.tables.wraps import find_wraps, is_left_open

_LINES = 9  # a cell is seldom wrapped over more
_EMPTY = 0.28
_EMPTIES = 1.0
_TWO_NUMBERS = 2.5
_NUMBERS_APART = 2.0  # of one row stand on one line, whatever their columns
_RULE = 6.0
_PART_RULE = 2.0
_UNDER = 0.55  # a text under a text in one column
_FITTED = 2.2
_CONTINUED = -0.2  # in a column set to a measure, a full line and one below it are one text
_CAPITAL = 0.5  # labels begin with one, and go on without
_SMALL = -0.3
_WRAPPED = -0.4  # a label that goes on in small letters
_NEXT_LINE = 1.6  # em
_OPEN_LINE = 2.2
_CLOSER = 0.8  # of the step from row to row
_FAR = 4.0
_APART = 1.5
_SKEW = 0.8
_NEVER = 20.0  # more than overlapping lines can ever win back


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the chunks of its lines, and by how much its joining beat the alternative (infinite for one line)."""

    chunks: tuple[Chunk, ...]
    margin: float = float("inf")


def lines_to_rows(lines: Sequence[Sequence[Chunk]], measure: Measure, rules: Sequence[Stroke]) -> tuple[Row, ...]:
    """Group lines, top to bottom, into the cheapest rows. Linear in the lines."""
    heights = sorted(rules, key=lambda rule: rule.position)
    wraps = find_wraps(lines, measure.em) if measure.drawn else frozenset[int]()
    halfway = labels_halfway(lines, measure.em) if measure.drawn else frozenset[int]()
    joins = [
        _TWO_NUMBERS if index in halfway else _join_cost(above, below, measure, heights, index in wraps)
        for index, (above, below) in enumerate(pairwise(lines))
    ]
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
    rows = [_to_row(lines, joins, start, stop, measure) for start, stop in reversed(groups)]
    for index in labels_that_go_on([row.chunks for row in rows]):
        above, row = rows[index - 1 : index + 1]
        rows[index - 1] = replace(above, chunks=(*above.chunks, *(chunk for chunk in row.chunks if chunk.first == 0)))
        rows[index] = replace(row, chunks=tuple(chunk for chunk in row.chunks if chunk.first))
    return tuple(rows)


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
    filled = set[int]().union(*map(covered_columns, lines))
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


def _join_cost(
    above: Sequence[Chunk], below: Sequence[Chunk], measure: Measure, rules: Sequence[Stroke], wrap: bool = False
) -> float:
    step = middle_of(below) - middle_of(above)
    cost = _rule_cost(above, below, measure, rules)
    if step > 0.35 * measure.em and are_estimate_and_error(above, below):
        return cost + _TWO_NUMBERS
    if wrap and step < _NEXT_LINE * measure.em:
        return cost + _WRAPPED
    if step < _OPEN_LINE * measure.em and is_left_open(above, below):
        return cost + _WRAPPED
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
    if measure.drawn and step > 0.85 * measure.em and not any(_are_numbers(*pair) for pair in stacked):
        cost += _NUMBERS_APART * (_holds_number(above) and _holds_number(below))
    closer = _is_closer(above, below, measure, step)
    return cost + sum(_under_cost(upper, lower, measure, closer) for upper, lower in stacked)


def _is_closer(above: Sequence[Chunk], below: Sequence[Chunk], measure: Measure, step: float) -> bool:
    """Tell whether words alone behind the stub stand closer to the row above than rows stand to each other.

    They go on with the text above, whatever room was left there: nothing else is set between two rows.
    """
    if measure.step is None or not 0.85 * measure.em < step < _CLOSER * measure.step:
        return False
    return len(below) == 1 < len(above) and below[0].first > 0 and not below[0].values


def _are_numbers(upper: Chunk, lower: Chunk) -> bool:
    return bool(upper.values and lower.values) and upper.value and lower.value


def _holds_number(line: Sequence[Chunk]) -> bool:
    return any(chunk.first and chunk.value and not chunk.tokens[0].year for chunk in line)


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


def _under_cost(upper: Chunk, lower: Chunk, measure: Measure, closer: bool) -> float:
    if _are_numbers(upper, lower):
        return _TWO_NUMBERS
    cost = _UNDER
    if upper.value != lower.value:
        cost += _UNDER  # a number is not continued by words
    if (upper.first == 0 or upper.first in measure.entries) and not lower.value:
        cost += _CAPITAL if has_capital(lower) else _SMALL * lower.tokens[0].text[0].islower()
    if upper.first != lower.first or upper.last != lower.last:
        cost += _UNDER
    edges = (
        abs(upper.box.x0 - lower.box.x0), abs(upper.box.x1 - lower.box.x1), abs(upper.box.center_x - lower.box.center_x)
    )  # fmt: skip
    if min(edges) > 0.6 * measure.em:
        cost += _UNDER
    begins = measure.begins_entry(lower)
    if begins is False:
        return _CONTINUED
    if begins or (not closer and _would_have_fitted(upper, lower, measure)):
        return cost + _FITTED
    return _CONTINUED if _is_broken(upper, lower, measure) else cost


def _is_broken(upper: Chunk, lower: Chunk, measure: Measure) -> bool:
    """Tell whether a text of a column that is set to a measure ended at it, and another one stands below."""
    paragraph = upper.first == upper.last and upper.first in measure.paragraphs
    if upper.first == 0 and not is_full(upper, lower, measure.limits[0], measure.em):
        return False
    return paragraph and not upper.value and not lower.value and not _would_have_fitted(upper, lower, measure)


def _would_have_fitted(upper: Chunk, lower: Chunk, measure: Measure) -> bool:
    """Tell whether the lower text's first word had room behind the upper text.

    A printer breaks a line only where the next word does not fit: in ideographs the next
    character, elsewhere the next word and the space before it.
    """
    return has_room(upper, lower, measure.limits[min(upper.last, measure.columns - 1)], measure.em)
