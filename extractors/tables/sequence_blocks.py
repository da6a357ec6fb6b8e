"""The second grammar: labels printed apart from values, two runs of them and then a matrix.

Tools that cut a page into blocks print the header label by label, the stub in one piece, and the body column by
column (or row by row). The blank lines between the blocks are what keeps the pieces apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import nsmallest
from itertools import groupby

from extractors.tables.sequence_corner import corner_to_classes, names_axis
from extractors.tables.sequence_groups import tall_certainty
from extractors.tables.sequence_prefix import Axis, corner_to_relief, labels_to_axes
from extractors.tables.sequence_reading import Reading
from extractors.tables.sequence_tokens import Token

_CUT_LABELS_BITS = 8.0  # a block of labels that belongs to both axes
_EARLY = 2  # spans before the corner
_EARLY_BITS = 2.0
_LATE_CORNER_BITS = 4.0  # a corner that is no such word is printed first, not before the labels of the second axis
_CUT_VALUES_BITS = 8.0  # a block of values that ends within a line of cells
_BLANK_CORNER_BITS = 4.0  # labels_to_axes asks it of each axis; only one of them has a corner
_BASE_BITS = 4.0  # the labels of one axis stand beside their values more often
_STEPS = frozenset({1, 2, 3, 5, 6, 10})  # years apart, in a list of years; or months
_RUN_BITS = 4.0  # labels and values take turns
_HOLE_BITS = 5.0
_ACROSS_BITS = 3.0
# Evidence in bits that the lines of cells are rows: blocks of values are columns, one block is told row by row;
# and the header is printed before the stub, but a single label heads a row as well.
_COLUMNS, _ROWS, _HEADER_FIRST = -4.0, 2.0, 1.5
# How often the matrix is right where blank lines show its lines, and where only the values do.
_TOLD, _UNTOLD = 0.95, 0.85
_MAX_EXTRA = 6
_LEAST_TALL = 6  # values beside the one in the tall cell
_LEAST_STUB = 3
_STUBS_BITS = 1.0  # a stub of two columns
_MAX_AXES = 4


def tokens_to_block_readings(tokens: Sequence[Token]) -> list[Reading]:
    """Return the readings in which two runs of labels stand apart from a matrix of values.

    The number of values must be the product of the numbers of labels; where values are missing, the blocks
    of values must be the lines of the matrix, or nothing tells where one ends.
    """
    values = [index for index in range(len(tokens)) if _is_value(tokens, index)]
    taken = set(values)
    labels = [index for index in range(len(tokens)) if index not in taken]
    runs = sum(1 for _ in groupby(range(len(tokens)), key=lambda index: index in taken))
    if len(labels) < 3 or len(values) < 2 or runs > 6:
        return []
    blocked = tokens[-1].block > 0
    readings: list[Reading] = []
    known: dict[tuple[tuple[int, ...], int], list[Axis]] = {}
    for first, second in _shapes(len(labels), len(values)):
        whole = first * second == len(values)
        lines = value_blocks(tokens, values) if blocked else [tuple(values)]
        lean = _ROWS if len(lines) == 1 else _COLUMNS
        for inner, outer, first_inside in ((first, second, True), (second, first, False)):
            matrix = values_to_matrix(values, inner) if whole else blocks_to_matrix(lines, inner, outer)
            if matrix is None:
                continue
            # A table begins with words; what begins with numbers is the scale of a figure.
            price = (12.0 if tokens[0].is_hard_value else _BASE_BITS) + _RUN_BITS * max(runs - 2, 0)
            price += _values_bits(lines, inner, outer, whole=whole)
            if len(lines) == 1 and corner_to_classes(tokens[labels[0]].text) == ("item",) and labels[0] == 0:
                # A stub printed before the header is the first of the columns that the tool went through.
                price += 0.0 if first_inside else _ACROSS_BITS
                lean = _COLUMNS if first_inside else lean
            readings += [
                Reading(
                    tokens=tuple(tokens),
                    corner=one.corner + other.corner,
                    positions=one.paths if first_inside else other.paths,
                    groups=other.paths if first_inside else one.paths,
                    body=matrix,
                    bits=price + bits,
                    certainty=_TOLD if len(lines) == outer else _UNTOLD,
                    lean=lean + (_HEADER_FIRST if first_inside else -_HEADER_FIRST) * (min(first, second) > 1),
                )
                for one, other, bits in label_cuts(tokens, labels, first, second, known)
            ]
    return readings + tall_block_readings(tokens, labels, values, known)


def tall_block_readings(
    tokens: Sequence[Token],
    labels: Sequence[int],
    values: Sequence[int],
    known: dict[tuple[tuple[int, ...], int], list[Axis]],
) -> list[Reading]:
    """Return the readings in which the last column holds one value, in a cell that reaches over all the rows.

    The other columns are listed one after the other; an average of them all comes last.
    """
    readings: list[Reading] = []
    listed = len(values) - 1
    # The price of all these labels is the same; only a last value apart from the others tells of a tall cell.
    if listed < _LEAST_TALL or (tokens[-1].block and tokens[values[-1]].block == tokens[values[-2]].block):
        return readings
    for rows in range(3, listed // 2 + 1):
        columns = listed // rows + 1
        if listed % rows or not 0 <= len(labels) - rows - columns <= 3:
            continue
        lines = [values[at : at + rows] for at in range(0, listed, rows)]
        body = tuple((*row, values[-1] if not number else None) for number, row in enumerate(zip(*lines, strict=True)))
        for header_first in (True, False):
            first, second = (columns, rows) if header_first else (rows, columns)
            readings += [
                Reading(
                    tokens=tuple(tokens),
                    corner=one.corner + other.corner,
                    positions=(one if header_first else other).paths,
                    groups=(other if header_first else one).paths,
                    body=body,
                    bits=_BASE_BITS + _HOLE_BITS + bits,
                    certainty=_TOLD
                    * tall_certainty(
                        "".join(tokens[index].text for index in (one if header_first else other).paths[-1][-1])
                    ),
                    lean=-_COLUMNS,
                    tall=True,
                )
                for one, other, bits in label_cuts(tokens, labels, first, second, known)
            ]
    return readings


def _is_value(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if token.year is None:
        return token.is_value
    near = tokens[max(index - 1, 0) : index + 2]
    return not any(other.year is not None and abs(other.year - token.year) in _STEPS for other in near)


def _shapes(labels: int, values: int) -> Iterator[tuple[int, int]]:
    for first in range(1, labels):
        for second in range(max(1, labels - first - _MAX_EXTRA), labels - first + 1):
            if first * second == values or values < first * second <= values + max(3, values // 6):
                yield first, second


def value_blocks(tokens: Sequence[Token], values: Sequence[int]) -> list[tuple[int, ...]]:
    """Return the values block by block."""
    return [tuple(block) for _, block in groupby(values, key=lambda index: tokens[index].block)]


def values_to_matrix(values: Sequence[int], inner: int) -> tuple[tuple[int | None, ...], ...]:
    """Cut the values into lines of `inner` cells."""
    return tuple(tuple(values[at : at + inner]) for at in range(0, len(values), inner))


def blocks_to_matrix(
    blocks: Sequence[tuple[int, ...]], inner: int, outer: int
) -> tuple[tuple[int | None, ...], ...] | None:
    """Make every block one line of cells; None unless their number and sizes fit, and most are whole."""
    if len(blocks) != outer or max(map(len, blocks)) != inner or sum(len(block) == inner for block in blocks) < 2:
        return None
    return tuple((*block, *[None] * (inner - len(block))) for block in blocks)


def _values_bits(lines: Sequence[tuple[int, ...]], inner: int, outer: int, *, whole: bool) -> float:
    if not whole:
        return 4.0 + _HOLE_BITS * sum(inner - len(line) for line in lines)
    if len(lines) == 1:
        return 0.0 if outer > 1 else 2.0
    at, cuts = 0, 0
    for line in lines[:-1]:
        at += len(line)
        cuts += at % inner != 0
    # One block a line of cells, each of the same size, is how the tool found the columns; several lines in each
    # of several blocks are not.
    if not cuts and len(lines) == outer:
        return -4.0
    return _CUT_VALUES_BITS * cuts + (6.0 if all(len(line) > inner for line in lines) else 0.0)


def label_cuts(
    tokens: Sequence[Token],
    labels: Sequence[int],
    first: int,
    second: int,
    known: dict[tuple[tuple[int, ...], int], list[Axis]],
) -> Iterator[tuple[Axis, Axis, float]]:
    """Yield the ways to cut the labels into those of the first axis and those of the second, with a price."""
    for run, rest, price in label_runs(tokens, labels, first, second):
        ones = _cheapest(known, tokens, run, first)
        others = _cheapest(known, tokens, rest, second) if ones else []
        for one in ones:
            for other in others:
                # Each of two corners names its axis, or one of them is a label.
                both = one.corner and other.corner
                known_words = all(any(corner_to_classes(tokens[index].text)) for index in one.corner + other.corner)
                relief = corner_to_relief(tokens, one.corner, other.paths) + corner_to_relief(
                    tokens, other.corner, one.paths
                )
                if len(one.corner) + len(other.corner) <= 2 and (known_words or not both):
                    late = _LATE_CORNER_BITS if other.corner and not known_words else 0.0
                    yield one, other, price + one.bits + other.bits + relief + late - _BLANK_CORNER_BITS


def label_runs(
    tokens: Sequence[Token], labels: Sequence[int], first: int, second: int
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...], float]]:
    """Yield the labels cut in two, with what speaks against cutting there.

    A span that stands above the corner's line is printed before the corner, and the stub under it, though it heads columns.
    """
    blocked = tokens[-1].block > 0
    corners = [place for place, index in enumerate(labels[: _EARLY + 1]) if names_axis(tokens[index].text)]
    early = corners[0] if blocked and corners else 0
    for start in {0, early}:
        for cut in range(start + first, len(labels) - second + start + 1):
            if not start < cut < len(labels):
                continue
            inside = tokens[labels[cut - 1]].block == tokens[labels[cut]].block and labels[cut] == labels[cut - 1] + 1
            price = _CUT_LABELS_BITS if (blocked and inside) or _is_within_line(tokens, labels, cut) else 0.0
            price += _EARLY_BITS if start else 0.0
            yield tuple(labels[start:cut]), (*labels[:start], *labels[cut:]), price


def _is_within_line(tokens: Sequence[Token], labels: Sequence[int], cut: int) -> bool:
    # A tool puts a blank between the cells of one row of the header; the other axis begins on a line of its own.
    left, right = tokens[labels[cut - 1]], tokens[labels[cut]]
    return labels[cut] == labels[cut - 1] + 1 and left.line == right.line and cut > 1


def two_stubs(tokens: Sequence[Token], run: Sequence[int], count: int) -> list[Axis]:
    """Return the stub of two columns that a run of labels is, if it stands in two blocks of `count` labels each."""
    if len(run) != 2 * count or count < _LEAST_STUB:
        return []
    if all(tokens[run[2 * place]].ordinal == place + 1 for place in range(count)):
        # A running number before each name: two columns that go row by row.
        pairs = tuple(((run[2 * place],), (run[2 * place + 1],)) for place in range(count))
        return [Axis((), pairs, _BLANK_CORNER_BITS + _STUBS_BITS)]
    first, second = run[:count], run[count:]
    if len({tokens[index].block for index in first}) > 1 or len({tokens[index].block for index in second}) > 1:
        return []
    if tokens[first[0]].block == tokens[second[0]].block:
        return []
    paths = tuple(((left,), (right,)) for left, right in zip(first, second, strict=True))
    return [Axis((), paths, _BLANK_CORNER_BITS + _STUBS_BITS)]


def _cheapest(
    known: dict[tuple[tuple[int, ...], int], list[Axis]], tokens: Sequence[Token], run: tuple[int, ...], count: int
) -> list[Axis]:
    if (run, count) not in known:
        axes = labels_to_axes(tokens, run, count) + two_stubs(tokens, run, count)
        known[run, count] = nsmallest(_MAX_AXES, axes, key=lambda axis: axis.bits)
    return known[run, count]
