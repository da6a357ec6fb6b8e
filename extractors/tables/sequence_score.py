"""What a reading costs: the bits it takes to tell its cells to somebody who knows how tables look.

Minimum description length: of two readings of the same tokens the one is better under which lines of cells are
alike (kind, decimals, sign, magnitude), labels of an axis are of one kind and all different, and sums add up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import e as euler
from math import log2, pi

import regex

from extractors.tables.sequence_corner import names_axis
from extractors.tables.sequence_orientation import labels_to_tilt
from extractors.tables.sequence_reading import Path, Reading
from extractors.tables.sequence_sums import sums_to_bits
from extractors.tables.sequence_tokens import Token

_MOST_CORNERS = 2
_SPREAD = 0.08  # decades: how finely magnitudes are told


def reading_to_bits(reading: Reading) -> float:
    """Return the whole price of a reading."""
    matrix = reading_to_matrix(reading)
    return (
        reading.bits
        + labels_to_bits(reading, reading.positions)
        + labels_to_bits(reading, reading.groups)
        + shared_labels_to_bits(reading)
        + torn_years_to_bits(reading)
        + layout_to_bits(reading)
        + body_to_bits(reading, matrix)
        + words_to_bits(matrix)
        - sums_to_bits(matrix)
    )


def body_to_bits(reading: Reading, matrix: Sequence[Sequence[Token | None]]) -> float:
    """Return the price of the values; one in a group without places costs what the placed ones cost, and a little."""
    if not reading.unplaced:
        return matrix_to_bits(matrix)
    placed = [line for number, line in enumerate(matrix) if number not in reading.unplaced]
    loose = sum(cell is not None for number in reading.unplaced for cell in matrix[number])
    known = sum(cell is not None for line in placed for cell in line)
    if not known:
        return matrix_to_bits(matrix)
    bits = matrix_to_bits(placed)
    return bits + loose * bits / known + 3.0 * len(reading.unplaced)


def reading_to_matrix(reading: Reading) -> list[list[Token | None]]:
    """Return the cells of the body, group by group."""
    return [[None if index is None else reading.tokens[index] for index in values] for values in reading.body]


def words_to_bits(matrix: Sequence[Sequence[Token | None]]) -> float:
    """Return the price of words and years among the values: little in a line of words, much in a line of numbers."""
    across = [list(line) for line in zip(*matrix, strict=True)]
    wordy = [_is_wordy(line) for line in matrix], [_is_wordy(line) for line in across]
    decimal = [_is_decimal(line) for line in matrix], [_is_decimal(line) for line in across]
    bits = 0.0
    for row, line in enumerate(matrix):
        for column, cell in enumerate(line):
            if cell is not None and not cell.is_value:
                bits += 2.0 if wordy[0][row] or wordy[1][column] else 9.0
            elif cell is not None and cell.year is not None and not cell.decimals:
                bits += 6.0 if decimal[0][row] and decimal[1][column] else 0.0
    return bits


def _is_decimal(line: Sequence[Token | None]) -> bool:
    return sum(cell is not None and cell.decimals > 0 for cell in line) > 0.6 * len(line)


def _is_wordy(line: Sequence[Token | None]) -> bool:
    return sum(cell is not None and not cell.is_value for cell in line) > 0.6 * len(line)


def matrix_to_bits(matrix: Sequence[Sequence[Token | None]]) -> float:
    """Return the price of the values: by the one axis or the other, whichever makes them more alike."""
    across = [list(line) for line in zip(*matrix, strict=True)]
    kinds = min(sum(map(kinds_to_bits, matrix)), sum(map(kinds_to_bits, across)))
    sizes = min(sum(map(magnitudes_to_bits, matrix)), sum(map(magnitudes_to_bits, across)), additive_to_bits(matrix))
    return kinds + sizes


def lines_to_tilt(reading: Reading) -> float:
    """Return the evidence in bits that groups are rows because positions are the lines of like cells.

    Columns are alike rather than rows; but a tall table has fewer columns to tell, so this counts for little.
    """
    matrix = reading_to_matrix(reading)
    across = [list(line) for line in zip(*matrix, strict=True)]
    alike = sum(map(kinds_to_bits, matrix)) - sum(map(kinds_to_bits, across))
    return max(-1.5, min(1.5, 0.25 * alike))


def kinds_to_bits(cells: Sequence[Token | None]) -> float:
    """Return the price of the kinds, decimals, signs and percent signs of a line of cells, by an adaptive code."""
    seen = [cell for cell in cells if cell is not None]
    numbers = [cell for cell in seen if cell.kind == "number"]
    return (
        adaptive_bits([_kind(cell) for cell in seen], 3)
        + adaptive_bits([min(cell.decimals, 4) for cell in numbers], 5)
        + adaptive_bits([cell.negative for cell in numbers], 2)
        + adaptive_bits([cell.percent for cell in numbers], 2)
    )


def _kind(token: Token) -> str:
    return "number" if token.kind == "number" else "missing" if token.kind == "missing" else "text"


def adaptive_bits(symbols: Sequence[object], size: int) -> float:
    """Return the length of the symbols under the Krichevsky-Trofimov estimator with `size` possible symbols."""
    seen: Counter[object] = Counter()
    bits = 0.0
    for number, symbol in enumerate(symbols):
        bits -= log2((seen[symbol] + 0.5) / (number + 0.5 * size))
        seen[symbol] += 1
    return bits


def magnitudes_to_bits(cells: Sequence[Token | None]) -> float:
    """Return the price of the logarithms of a line's values under one Gaussian whose mean and spread are told first."""
    return _gaussian_bits([cell.magnitude for cell in cells if cell is not None and cell.magnitude is not None], 1)


def additive_to_bits(matrix: Sequence[Sequence[Token | None]]) -> float:
    """Return the price of the magnitudes as an effect of the row and an effect of the column, and what is left over."""
    cells = [
        (row, column, cell.magnitude)
        for row, line in enumerate(matrix)
        for column, cell in enumerate(line)
        if cell is not None and cell.magnitude is not None
    ]
    if len(cells) < 4:
        return float("inf")
    rows, columns = len(matrix), len(matrix[0])
    middle = sum(size for _, _, size in cells) / len(cells)
    of_row, of_column = [0.0] * rows, [0.0] * columns
    for _ in range(3):
        of_row = _means([(row, size - middle - of_column[column]) for row, column, size in cells], rows)
        of_column = _means([(column, size - middle - of_row[row]) for row, column, size in cells], columns)
    rest = [size - middle - of_row[row] - of_column[column] for row, column, size in cells]
    return _gaussian_bits(rest, 0) + 0.5 * (rows + columns) * log2(len(cells) + 1)


def _means(sizes: Sequence[tuple[int, float]], lines: int) -> list[float]:
    sums, counts = [0.0] * lines, [0] * lines
    for line, size in sizes:
        sums[line] += size
        counts[line] += 1
    return [total / seen if seen else 0.0 for total, seen in zip(sums, counts, strict=True)]


def _gaussian_bits(sizes: Sequence[float], means: int) -> float:
    if not sizes:
        return 0.0
    count = len(sizes)
    mean = sum(sizes) / count if means else 0.0
    # One standard deviation is told with a prior observation of a third of a decade, so that short lines are not free.
    variance = (sum((size - mean) ** 2 for size in sizes) + 0.3**2) / (count + 1) + _SPREAD**2
    return count * max(0.5 * log2(2 * pi * euler * variance) - log2(_SPREAD), 0.3) + means * 0.5 * log2(count + 1)


def torn_years_to_bits(reading: Reading) -> float:
    """Return the price of years on both axes of which one axis goes on where the other ends: a list torn apart."""
    ours, theirs = (
        {leaf.year for leaf in reading.leaves(paths) if leaf.year is not None}
        for paths in (reading.positions, reading.groups)
    )
    return 18.0 if any(year + step in theirs for year in ours for step in (-1, 1)) else 0.0


def labels_to_doubt(reading: Reading) -> float:
    """Return how many bits the labels cost beyond what those of a tidy table do."""
    axes = labels_to_bits(reading, reading.positions) + labels_to_bits(reading, reading.groups)
    return max(0.0, axes + shared_labels_to_bits(reading) + torn_years_to_bits(reading) - 1.0)


def layout_to_bits(reading: Reading) -> float:
    """Return the price of lines of cells that the layout takes for rows, or columns, against what their labels say."""
    tilt = labels_to_tilt(reading)
    return log2(1 + 2 ** min(-tilt if reading.lean > 0 else tilt, 8.0)) if 0 < abs(reading.lean) < 10 else 0.0


def shared_labels_to_bits(reading: Reading) -> float:
    """Return the price of labels that stand on both axes, where they would say nothing."""
    ours, theirs = (
        {reading.text_of(path[-1]).replace(" ", "") for path in paths if path[-1]}
        for paths in (reading.positions, reading.groups)
    )
    return 5.0 * len(ours & theirs)


def _count_tails(reading: Reading, paths: Sequence[Path]) -> int:
    # One ideograph alone among long labels is the last line of a wrapped one (预算支 | 出), no label.
    widths = sorted(len(reading.text_of(path[-1])) for path in paths if path[-1])
    if len(widths) < 3 or widths[len(widths) // 2] < 5:
        return 0
    return sum(regex.fullmatch(r"\p{Han}", reading.text_of(path[-1])) is not None for path in paths)


def labels_to_bits(reading: Reading, paths: Sequence[Path]) -> float:
    """Return the price of an axis: its innermost labels are of one kind, all different, years in a progression."""
    leaves = reading.leaves(paths)
    dated = [leaf.kind == "period" or leaf.year is not None for leaf in leaves]
    numbered = sum(leaf.is_value and leaf.year is None for leaf in leaves)
    bits = 7.0 * (len(paths) - len(leaves))
    # A total or an average at the end of a list of years is common; a mixture is not.
    odd = min(sum(dated), len(dated) - sum(dated))
    bits += 3.0 * odd if odd <= 1 else 3.0 + 4.0 * (odd - 1)
    if numbered:
        bits += 2.0 if numbered == len(leaves) else 6.0 * min(numbered, len(leaves) - numbered) + 6.0
    # A corner is one word or two; more of its form (东部地区, 中部地区) are things of a kind.
    corners = sum(names_axis(leaf.text) for leaf in leaves)
    bits += 5.0 * corners if corners <= _MOST_CORNERS else 0.0
    bits += 4.0 * _count_tails(reading, paths)
    outer = {index for path in paths for label in path[:-1] for index in label}
    bits += 14.0 * sum(reading.tokens[index].is_hard_value for index in outer)
    names = Counter(tuple(reading.text_of(label).replace(" ", "") for label in path) for path in paths)
    bits += 9.0 * sum(seen - 1 for seen in names.values())
    years = [leaf.year for leaf in leaves if leaf.year is not None]
    steps = Counter(after - before for before, after in pairwise(years))
    if len(years) >= 2:
        usual, often = steps.most_common(1)[0]
        bits += 4.0 * (len(steps) - 1) + (6.0 if usual == 0 or abs(usual) > 30 else 0.0) - 0.5 * often
        bits += 2.0 * sum(seen for step, seen in steps.items() if step == 0)
    elif years:
        bits += 3.0
    return bits
