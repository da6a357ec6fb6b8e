"""Where the cells of a region may end before its lines do.

A table without notes ends where something else begins, and not everything else is running text: the numbers in
and along a chart, or the heading of what follows, look like cells to whoever sees lines alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from extractors.model import Region
from extractors.tables.sequence_tokens import Token, lines_to_tokens

_MOST_LABELS: Final = 3  # lines of words at the end that are no cells: a heading
_LEAST_STEPS: Final = 4
_LEAST_VALUES: Final = 6
_LONGEST_NUMBER: Final = 4
_MOST_PICTURED: Final = 12  # numbers printed in a chart before those along its axis


def region_to_shorter(region: Region) -> Iterator[int]:
    """Yield the numbers of lines after which the table may have ended, the longest first; none for a closed region."""
    if region.closed:
        return
    lines = lines_to_tokens(region.lines)
    if _ends_in_page_number(lines):
        yield len(lines) - 1
    tail = len(lines)
    while tail > 2 and len(lines) - tail < _MOST_LABELS and not any(token.is_value for token in lines[tail - 1][-1:]):
        tail -= 1
        yield tail
    axis = find_axis(lines)
    if axis is not None:
        yield from range(axis, max(axis - _MOST_PICTURED, 1), -1)


def _ends_in_page_number(lines: Sequence[Sequence[Token]]) -> bool:
    # The number of a page that has no neighbours to count with stands behind the last cell; where every value of the table
    # has decimals, a whole number alone on the last line is none of them.
    values = [token for line in lines for token in line if token.is_value]
    if len(values) < _LEAST_VALUES or len(lines[-1]) != 1 or lines[-1][0] is not values[-1]:
        return False
    number = values[-1]
    whole = number.value is not None and number.text.isdigit() and len(number.text) <= _LONGEST_NUMBER
    return whole and all(value.decimals for value in values[:-1] if value.value)


def find_axis(lines: Sequence[Sequence[Token]]) -> int | None:
    """Return the index of the line at which the numbers along an axis begin: four or more in equal steps, one a line.

    Charts are ruled in equal steps of a round size, which the values of a table hardly ever keep. Years and running
    numbers do, and are none.
    """
    start, step, seen = 0, None, 0
    last: float | None = None
    first = 0.0
    for index, line in enumerate(lines):
        value = line[0].value if len(line) == 1 and line[0].is_hard_value and not line[0].marks else None
        if value is None or last is None:
            start, step, seen = index, None, 1
            first = value or 0.0
        elif step is not None and abs(value - last - step) < 1e-9:
            seen += 1
            if seen >= _LEAST_STEPS and not (step == 1 and first <= 1):
                return start
        else:
            start, step, seen, first = index - 1, value - last, 2, last
            if step == 0:
                start, step, seen = index, None, 1
        last = value
    return None
