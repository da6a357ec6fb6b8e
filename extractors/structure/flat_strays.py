"""Cells that a tool printed after the table that they belong to had ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import regex

from extractors.characters import to_plain
from extractors.model import Box, Line, Region
from extractors.structure.cells import is_numeric, is_row
from extractors.structure.heading_marks import read_heading
from extractors.structure.line_widths import count_ideographs
from extractors.structure.marks import is_prose, read_caption, read_figure, read_note, read_unit_line
from extractors.structure.sentences import ends_sentence

_YEAR: Final = regex.compile(r"(?:1[89]|20)\d\d")
_NEAR: Final = 12  # lines between a table and its stray cells: notes, a heading
_BETWEEN: Final = 2  # a running head, a page number
_HEAD: Final = 16  # characters
_LEAST: Final = 3
_LONGEST_LABEL: Final = 16  # ideographs
_LABELS: Final = 2  # a title and another
_TITLE: Final = 7  # ems
_CORNER: Final = 6


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
        (line for line in lines if not is_numeric(line.text) and not states_unit(line.text)),
        key=lambda line: -width(line),
    )
    if len(labels) < _LABELS or labels[0] is lines[0]:
        return None
    if width(labels[0]) < _TITLE or 2 * width(labels[0]) < 3 * width(labels[1]):
        return None
    if ends_in_value(labels[0].text) or is_row(labels[0]):
        return None
    return labels[0]


def states_unit(text: str) -> bool:
    """Tell whether a line among cells states the unit of the table, as its first word says."""
    return text.lstrip("（( ").lower().startswith(("单位", "unit:", "unit："))


def width(line: Line) -> float:
    """Return how wide the words of a line of text are, in ems."""
    return sum(word.box.width for word in line.words)


def ends_in_value(text: str) -> bool:
    """Tell whether a label has values behind it on its line; a title has its years before its words."""
    return is_numeric(text.rsplit(maxsplit=1)[-1])


def is_title(line: Line) -> bool:
    """Tell whether the line may be the title of a table: long for a label, no sentence, and no heading."""
    if width(line) < _TITLE or is_numeric(line.text) or is_row(line):
        return False
    return not is_prose(line.text) and not ends_sentence(line.text) and read_heading(line.text) is None


def is_corner(text: str) -> bool:
    """Tell whether what stands in the place of a title is as short as the first word of a header."""
    return count_ideographs(text) <= _CORNER and len(text.strip()) <= _CORNER


def is_label(line: Line, measure: float | None) -> bool:
    """Tell whether the line may be a label of a stub: words, no sentence, no heading, and shorter than running text."""
    text = line.text
    return (
        not is_numeric(text)
        and not is_prose(text)
        and not ends_sentence(text)
        and count_ideographs(text) <= _LONGEST_LABEL
        and (measure is None or line.box.width < 0.8 * measure)
        and all(read(text) is None for read in (read_heading, read_caption, read_figure, read_note, read_unit_line))
    )
