"""Forms: tables without a header, in which every row says its own label and value (label | value, also two to a row)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from extractors.characters import to_plain
from extractors.model import Grid
from extractors.tables.kinds import is_ideograph, is_value

_FEWEST: Final = 3  # rows
_SPANNING: Final = 1 / 3  # of the rows: values that stand across all columns
_OF_A_KIND: Final = 2  # values that begin with a number, and that do not


def is_form(grid: Grid) -> bool:
    """Tell whether a grid is a form."""
    beyond = grid.columns - 1
    return is_written_as_form(
        grid.texts(), [c.row for c in grid.cells if c.column == 1 and c.column_span == beyond and c.row_span == 1]
    )


def is_written_as_form(texts: Sequence[Sequence[str]], whole: Sequence[int]) -> bool:
    """Tell whether a table has no header, but a label in each row for the value beside it.

    `whole` are the rows whose second cell spans all columns but the first. A header over
    several columns at once has another one under it, with no labels of rows; a form has a
    label in the next row too. And a header stands over entries of one kind and is mostly
    shorter than they are: a column of names, dates and amounts in turn whose first entry is as long
    as the others has none.
    """
    if len(texts) < _FEWEST or len(texts[0]) < 2:
        return False
    if len(texts[0]) > 2 and 0 in whole and all(row[0] and not is_value(row[0]) for row in texts[:2]):
        return len(whole) > 1 and len(whole) >= _SPANNING * len(texts)
    if len(texts[0]) not in {2, 4}:
        return False
    pairs = [
        (label, value) for row in texts for label, value in zip(row[::2], row[1::2], strict=True) if label or value
    ]
    labels = [label for label, _ in pairs]
    if not all(labels) or any(is_value(label) for label in labels) or len(set(labels)) < len(labels):
        return False
    values = [value for _, value in pairs[len(texts[0]) // 2 :] if value]
    numbered = sum(_begins_with_number(value) for value in values)
    if min(numbered, len(values) - numbered) < _OF_A_KIND:
        return False
    if any(all(_begins_with_number(row[column]) for row in texts[1:]) for column in range(1, len(texts[0]), 2)):
        return False
    heads = [value for value in texts[0][1::2] if value]
    return bool(heads) and all(
        not _begins_with_number(head) and 2 * sum(_width(head) >= _width(value) for value in values) >= len(values)
        for head in heads
    )


def _width(text: str) -> float:
    """Return the printed width in ems, about: an ideograph is as wide as two digits."""
    return sum(1.0 if is_ideograph(character) else 0.5 for character in to_plain(text))


def _begins_with_number(text: str) -> bool:
    return is_value(text) or to_plain(text).lstrip("-+(")[:1].isdecimal()
