"""Cells that a tool printed after the table that they belong to had ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import regex

from extractors.characters import to_plain
from extractors.model import Box, Line, Region
from extractors.structure.cells import count_numbers, is_numeric, is_row
from extractors.structure.line_widths import count_ideographs
from extractors.structure.marks import is_prose
from extractors.structure.sentences import ends_sentence

_YEAR: Final = regex.compile(r"(?:1[89]|20)\d\d")
_NEAR: Final = 12  # lines between a table and its stray cells: notes, a heading
_BETWEEN: Final = 2  # a running head, a page number
_HEAD: Final = 16  # characters
_LEAST: Final = 3
_TITLE: Final = 10  # ideographs


def give_back(region: Region, stream: list[Line | Region]) -> Region:
    """Return a captioned region without the values that it begins with, which go to the table before it in the stream.

    Tools that gather words into boxes print the boxes of a page by their height, so that the last columns of one
    table come after the caption of the next. No table begins with values: it has a header or a stub. Three or
    more, one a line, go back where the table above ends with a column of as many.
    """
    lead = 0
    while lead < len(region.lines) and is_numeric(region.lines[lead].text):
        lead += 1
    if lead == len(region.lines) or not give_to_table_before(region.lines[:lead], stream):
        return region
    return with_lines(region, region.lines[lead:])


def give_to_table_before(lines: Sequence[Line], stream: list[Line | Region]) -> bool:
    """Put bare values into the captioned table before them in the stream, if they fill columns as long as its last one."""
    place = last_table(stream)
    if place is None or len(lines) < _LEAST or not all(is_numeric(line.text) for line in lines):
        return False
    if all(_YEAR.fullmatch(to_plain(line.text).strip()) for line in lines):
        return False  # a header of years
    before = stream[place]
    if not isinstance(before, Region):
        return False
    column = last_column(before.lines)
    if column < _LEAST or len(lines) % column:
        return False
    stream[place] = with_lines(before, (*before.lines, *lines))
    return True


def take_column(region: Region, stream: list[Line | Region]) -> bool:
    """Put an uncaptioned column, a head and as many values as the table right before it has in one, into that table.

    The last column of a table, under its unit line, may make a box of its own that stands behind the notes.
    """
    place = last_table(stream)
    if place is None or not region.lines:
        return False
    before = stream[place]
    between = [item for item in stream[place + 1 :] if isinstance(item, Line)]
    if not isinstance(before, Region) or len(between) > _BETWEEN or any(map(is_text, between)):
        return False
    values = last_column(region.lines)
    heads = len(region.lines) - values
    if values < _LEAST or not 1 <= heads <= 2 or values != last_column(before.lines):
        return False
    stream[place] = replace(
        with_lines(before, (*before.lines, *region.lines)),
        unit=before.unit or region.unit,
        notes=(*before.notes, *region.notes),
    )
    return True


def is_text(line: Line) -> bool:
    """Tell whether a line may be running text, and not a running head or a page number."""
    return len(line.text) > _HEAD or is_prose(line.text) or ends_sentence(line.text)


def last_table(stream: Sequence[Line | Region]) -> int | None:
    """Return where in the stream the last captioned table stands, if it is near the end."""
    for place in range(len(stream) - 1, max(len(stream) - 1 - _NEAR, -1), -1):
        item = stream[place]
        if isinstance(item, Region):
            return place if item.label is not None else None
    return None


def last_column(lines: Sequence[Line]) -> int:
    """Return how many values stand one a line at the end of the lines, back to the last gap or word."""
    count = 0
    for index in range(len(lines) - 1, -1, -1):
        if not is_numeric(lines[index].text):
            break
        count += 1
        if index and lines[index].page == lines[index - 1].page and _gap(lines[index - 1], lines[index]):
            break
    return count


def _gap(upper: Line, lower: Line) -> bool:
    return lower.box.top - upper.box.top > 1.5


def with_lines(region: Region, lines: Sequence[Line]) -> Region:
    """Return the region with other lines."""
    return replace(region, lines=tuple(lines), box=Box.around([line.box for line in lines]))


def find_title(lines: Sequence[Line]) -> Line | None:
    """Return the line among the cells of a table that is its title; None where none stands out.

    A title in the middle of the measure is a box of its own, to which a tool that goes by columns comes when it has
    listed the first of them. It is much longer than any label and stands behind cells.
    """
    labels = sorted(
        (line for line in lines if not is_numeric(line.text)), key=lambda line: -count_ideographs(line.text)
    )
    if len(labels) < _LEAST or labels[0] is lines[0]:
        return None
    longest, second = count_ideographs(labels[0].text), count_ideographs(labels[1].text)
    if longest < _TITLE or 2 * longest < 3 * second or count_numbers(labels[0].text) or is_row(labels[0]):
        return None
    return labels[0]
