"""Columns without a table that stand behind one: a sign that not all of that table was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from extractors.characters import to_plain
from extractors.model import Line, Region
from extractors.structure.cells import is_numeric
from extractors.structure.flat_columns import lines_to_boxes
from extractors.structure.flat_strays import last_column
from extractors.structure.marks import is_prose

_REACH: Final = 40  # lines
_LEAST: Final = 4  # values: three numbers one below the other are soon found
_HEADS: Final = 2


def mark_torn(stream: Sequence[Line | Region]) -> tuple[Line | Region, ...]:
    """Return the stream with the captioned tables marked as torn behind which columns stand that are theirs by all signs.

    Such a column is a box of as many values as the last column of the table has, with as many decimals. The numbers in a
    chart that repeat a column of the table and those along its axis, in equal steps, are none, and running text ends the search.
    """
    return tuple(
        replace(item, torn=True)
        if isinstance(item, Region) and _is_torn(item, stream[place + 1 : place + 1 + _REACH])
        else item
        for place, item in enumerate(stream)
    )


def _is_torn(region: Region, behind: Sequence[Line | Region]) -> bool:
    height = last_column(region.lines)
    if region.label is None or height < _LEAST:
        return False
    column = _texts(region.lines[-height:])
    known = {to_plain(line.text).strip() for line in region.lines}
    near: list[Line] = []
    for item in behind:
        if isinstance(item, Region):
            if item.label is not None:
                break
            near += item.lines[:_REACH]
        elif is_prose(item.text):
            break
        else:
            near.append(item)
    for box in lines_to_boxes(near[:_REACH]):
        values = [line for line in box if is_numeric(line.text)]
        texts = _texts(values)
        if len(values) != height or len(box) - height > _HEADS or values != box[-height:]:
            continue
        alike = set(map(_decimals, texts)) == set(map(_decimals, column))
        if alike and not known.issuperset(texts) and not _in_steps(texts):
            return True
    return False


def _texts(lines: Sequence[Line]) -> list[str]:
    return [to_plain(line.text).strip() for line in lines]


def _decimals(text: str) -> int:
    return len(text.rstrip("%*").partition(".")[2])


def _in_steps(texts: Sequence[str]) -> bool:
    try:
        numbers = [float(text.rstrip("%").replace(",", "")) for text in texts]
    except ValueError:
        return False
    return len({round(after - before, 6) for before, after in pairwise(numbers)}) == 1
