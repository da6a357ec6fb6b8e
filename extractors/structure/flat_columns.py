"""Columns of a table that a tool printed far behind it, after its notes or among the columns of the next one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extractors.model import Line, Region
from extractors.structure.cells import is_numeric
from extractors.structure.flat_strays import is_title, last_column, with_lines
from extractors.structure.marks import read_unit_line

_REACH: Final = 3  # captioned tables back
_LEAST: Final = 3  # values of a column
_HEADS: Final = 2  # lines


def give_columns(region: Region, stream: list[Line | Region]) -> Region | None:
    """Put the columns of an uncaptioned region into the table before it that has lost its title, and return what is left.

    Tools that gather words into boxes print the label and the first columns of a table, which begin at the left edge, before
    the title, which stands in the middle, and then the boxes of the other columns; those of another table may come between.
    A box that holds a head and as many values as that table's columns have, and no other near table's, is one of them. None
    where nothing is left.
    """
    places = [place for place in range(len(stream)) if isinstance(stream[place], Region)][-_REACH:]
    tables = {
        place: table for place in places if isinstance(table := stream[place], Region) and table.label is not None
    }
    torn = [place for place, table in tables.items() if table.caption is None]
    if len(torn) != 1:
        return region
    table = tables[torn[0]]
    height = last_column(table.lines)
    others = {last_column(other.lines) for place, other in tables.items() if place not in torn}
    if height < _LEAST or height in others:
        return region
    title, unit = table.caption, table.unit
    given: list[Line] = []
    left: list[Line] = []
    for box in lines_to_boxes(region.lines):
        rest = [line for line in box if line.text.strip()]
        if title is None and len(rest) > 1 and is_title(rest[0]):
            title = rest.pop(0).passage
        if unit is None and len(rest) == 1 and (found := read_unit_line(rest[0].text)) is not None:
            unit = rest.pop().passage.part(*found)
        values = sum(is_numeric(line.text) for line in rest)
        fits = values == height and len(rest) - values in range(1, _HEADS + 1)
        (given if fits and all(is_numeric(line.text) for line in rest[-values:]) else left).extend(rest)
    if not given:
        return region
    stream[torn[0]] = replace(with_lines(table, (*table.lines, *given)), caption=title, unit=unit)
    return with_lines(region, left) if left else None


def lines_to_boxes(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines box by box, as blank lines part them."""
    boxes: list[list[Line]] = []
    for place, line in enumerate(lines):
        above = lines[place - 1] if place else None
        if above is None or above.page != line.page or line.box.top - above.box.top > 1.5:
            boxes.append([])
        boxes[-1].append(line)
    return boxes
