"""The columns of further years that a tool printed behind the notes of a flattened table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import regex

from extractors.characters import to_plain
from extractors.model import Line
from extractors.structure.cells import is_numeric
from extractors.structure.flat_columns import lines_to_boxes
from extractors.structure.flat_text import FlatText

_YEAR: Final = regex.compile(r"(?:1[89]|20)\d\d")
_LEAST: Final = 2  # columns before the notes: one has no step
_REACH: Final = 60  # lines


def years_behind(flat: FlatText, start: int, body: Sequence[Line]) -> list[list[int]]:
    """Return the indexes of the lines of each column behind the notes that goes on with the years of a table's columns.

    Tools that gather words into boxes print the boxes of a page by their height, and those at the right edge, which the words
    below the table reach as well, behind its notes. A column is a box with a year and as many values under it as the
    table's columns have; the years of all of them go in equal steps, which no other table's next column does by chance.
    None where one of them breaks the steps.
    """
    columns = [box for box in lines_to_boxes(body) if _is_column(box)]
    heights = {len(box) for box in columns}
    if len(columns) < _LEAST or len(heights) > 1 or not _steps(columns):
        return []
    found: list[list[int]] = []
    box: list[int] = []
    for at in range(start, min(start + _REACH, len(flat.lines)) + 1):
        line = flat.lines[at] if at < len(flat.lines) else None
        last = flat.lines[box[-1]] if box else None
        if line is None or (last is not None and (line.page != last.page or line.box.top - last.box.top > 1.5)):
            lines = [flat.lines[index] for index in box]
            if _is_column(lines) and len(lines) in heights:
                found.append(box)
            box = []
        if line is None or (at not in flat.furniture and flat.ends_body(at, body)):
            break
        if at not in flat.furniture:
            box.append(at)
    whole = [*columns, *([flat.lines[index] for index in column] for column in found)]
    return found if _steps(sorted(whole, key=_year)) else []


def with_years(body: Sequence[Line], columns: Sequence[Sequence[Line]]) -> list[Line]:
    """Return the body with further columns of years, each where its year comes."""
    boxes = lines_to_boxes(body)
    for column in columns:
        places = [place for place, box in enumerate(boxes) if _is_column(box) and _year(box) < _year(column)]
        at = places[-1] + 1 if places else next(place for place, box in enumerate(boxes) if _is_column(box))
        boxes.insert(at, list(column))
    return [line for box in boxes for line in box]


def _is_column(box: Sequence[Line]) -> bool:
    return len(box) > 1 and _is_year(box[0]) and all(is_numeric(line.text) and not _is_year(line) for line in box[1:])


def _is_year(line: Line) -> bool:
    return _YEAR.fullmatch(to_plain(line.text).strip()) is not None


def _year(column: Sequence[Line]) -> int:
    return int(to_plain(column[0].text))


def _steps(columns: Sequence[Sequence[Line]]) -> bool:
    steps = {_year(after) - _year(before) for before, after in pairwise(columns)}
    return len(steps) == 1 and min(steps) > 0
