"""Whether the cells of a flattened table can be all of them: its labels and its values must fill a rectangle."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Final

import regex

from extractors.characters import to_plain
from extractors.model import Line
from extractors.structure.cells import is_numeric

_YEAR: Final = regex.compile(r"(?:1[89]|20)\d\d")
_LEAST_YEARS: Final = 2  # one four-digit number is a value
_LEAST_VALUES: Final = 4


def count_cells(lines: Sequence[Line]) -> tuple[int, int]:
    """Return how many labels the lines hold at most, a word each, and how many values; years are labels.

    The numbers at the end of a line are values, those between words belong to them (第 16 类).
    """
    labels, values = 0, list[str]()
    for line in lines:
        pieces = to_plain(line.text).split()
        words = max((place for place, piece in enumerate(pieces, 1) if not is_numeric(piece)), default=0)
        labels += words
        values += pieces[words:]
    years = [piece for piece in values if _YEAR.fullmatch(piece)]
    dated = len(years) if len(set(years)) >= _LEAST_YEARS else 0
    return labels + dated, len(values) - dated


def lacks_labels(lines: Sequence[Line]) -> bool:
    """Tell whether the values are more than the labels can head: K rows and G columns hold at most K·G values."""
    labels, values = count_cells(lines)
    return values >= _LEAST_VALUES and labels < 2 * sqrt(values)


def lacks_values(lines: Sequence[Line]) -> bool:
    """Tell whether the values are fewer than any table has under so many labels, wrapped and spanning ones among them."""
    labels, values = len([line for line in lines if not is_numeric(line.text)]), count_cells(lines)[1]
    return 3 * values < labels or values < _LEAST_VALUES // 2
