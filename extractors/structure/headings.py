"""Headings among the lines of a stream, and their levels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

import regex

from extractors.characters import to_plain
from extractors.model import Line
from extractors.structure.heading_marks import is_named_heading, read_heading
from extractors.structure.line_widths import count_ideographs
from extractors.structure.marks import is_prose, is_reference, read_caption, read_figure, read_note, read_unit_line
from extractors.structure.sentences import ends_sentence
from extractors.structure.setting import Setting

_REFERENCES: Final = regex.compile(
    r"\s*(?:主要)?参\s*考\s*(?:文\s*献|资\s*料)\s*[:：]?\s*|\s*(?i:references|bibliography)\s*[:：]?\s*"
)
_NUMBER_ALONE: Final = regex.compile(r"1?\d(?:\.[1-9]){0,3}\.?")
_NUMBERED: Final = regex.compile(r"\s*[(（]?\s*(?:[\d一二三四五六七八九十IVX]+\s*[、.．)）\s\d]|第)")


_DIGITS: Final = "〇一二三四五六七八九"
_ORDINAL: Final = regex.compile(r"\s*[(第]?\s*(?P<digits>\d{1,2}(?:\.\d{1,2})*|[一二三四五六七八九十]{1,3})(?!\d)")


def is_reference_heading(text: str) -> bool:
    """Tell whether the heading announces the list of references."""
    return _REFERENCES.fullmatch(text) is not None


def read_split_heading(number: str, title: str, after: str) -> int | None:
    """Read a heading whose number a tool has put on a line of its own: 3 / Title, with text or another heading below.

    A table's cell before its note looks alike: a title is no note, and its number counts from 1
    in single steps, which decimals (11.21, 0.40) rarely do.
    """
    if not _NUMBER_ALONE.fullmatch(number.strip()):
        return None
    if is_named_heading(title):
        return read_heading(f"{number.strip()} {title.strip()}")
    if count_ideographs(title) + len(title.split()) < 4:
        return None
    if is_prose(title) or any(read(title) is not None for read in (read_note, read_caption, read_unit_line)):
        return None
    if read_heading(title) is not None or not (is_prose(after) or read_heading(after) is not None):
        return None
    return read_heading(f"{number.strip()} {title.strip()}")


def find_headings(
    lines: Sequence[Line],
    body: Sequence[int],
    settings: Mapping[int, Setting],
    taken: AbstractSet[int],
) -> dict[int, tuple[int, int]]:
    """Find the headings: index of a line to (rank of its numbering, index of the heading's first line).

    A heading never begins inside a sentence: where the line above is full and unfinished, a
    number at the beginning of a line is part of that sentence. A numbered line that is full,
    has clauses, and is followed by a full line is the first line of a numbered paragraph.
    """
    headings: dict[int, tuple[int, int]] = {}
    ordinals: dict[int, int] = {}
    above: int | None = None
    for position, index in enumerate(body):
        below = body[position + 1] if position + 1 < len(body) else None
        if index in taken or index in headings:
            above = index
            continue
        level = read_heading(lines[index].text)
        after = body[position + 2] if position + 2 < len(body) else None
        if level is None and below is not None and after is not None and below not in taken:
            level = read_split_heading(lines[index].text, lines[below].text, lines[after].text)
            if level is not None:
                headings[index], headings[below] = (level, index), (level, index)
            above = index
            continue
        unfinished = (
            above is not None
            and above not in headings
            and above not in taken
            and read_figure(lines[above].text) is None
            and count_ideographs(lines[above].text) + len(lines[above].text.split()) >= 8
            and not ends_sentence(lines[above].text)
            and settings[above].room < 2.4
            and settings[above].indent < 2.4
        )
        if level is not None and not unfinished:
            counted = _ordinal(lines[index].text)
            expected = counted is not None and counted == ordinals.get(level, 0) + 1
            if _is_numbered_paragraph(lines, settings, index, below, level if expected else 9):
                above = index
                continue
            ordinals = {rank: last for rank, last in ordinals.items() if rank < level} | {level: counted or 0}
            headings[index] = (level, index)
            if below is not None and below not in taken and _goes_on(lines, settings, index, below, after):
                headings[below] = (level, index)
        above = index
    return headings


def _is_numbered_paragraph(
    lines: Sequence[Line], settings: Mapping[int, Setting], index: int, below: int | None, level: int
) -> bool:
    # Paragraphs are numbered 1. or （1）; where 一、 and （一） count on from the heading before, they are headings.
    text = lines[index].text
    if (
        level <= 2
        or below is None
        or is_named_heading(text)
        or settings[index].room >= 2.4
        or not regex.search(r"[，；：]", text)
    ):
        return False
    return settings[below].room < 2.4 or ends_sentence(lines[below].text)


def _ordinal(text: str) -> int | None:
    """Return the last number of a heading's numbering: 3 for 三、, （三）, 3. and 2.3."""
    match = _ORDINAL.match(to_plain(text))
    if match is None:
        return None
    digits = match["digits"]
    if digits[-1].isdigit():
        return int(digits.rpartition(".")[2])
    tens, _, ones = digits.rpartition("十")
    if "十" not in digits:
        return _DIGITS.find(digits[-1])
    return 10 * (_DIGITS.find(tens) if tens else 1) + (_DIGITS.find(ones) if ones else 0)


def _goes_on(lines: Sequence[Line], settings: Mapping[int, Setting], index: int, below: int, after: int | None) -> bool:
    # A heading is broken when it is as wide as the column, or centred: its last line is then short, no sentence, and
    # set as the first; running text or another heading follows.
    first, second = lines[index], lines[below]
    text = second.text.strip()
    if (
        second.page != first.page
        or is_prose(text)
        or ends_sentence(text)
        or read_heading(text) is not None
        or read_caption(text) is not None
        or read_figure(text) is not None
        or is_reference(text)
        or not regex.search(r"\p{L}", text)
        or abs(settings[index].size - settings[below].size) > 0.03 * settings[index].size
        or second.box.top - first.box.bottom > 2.0 * settings[index].size
    ):
        return False
    centred = settings[index].indent > 1.5 and abs(first.box.center_x - second.box.center_x) < settings[index].size
    full = settings[index].room < 2.4
    short = settings[below].room >= 2.4
    headed = after is not None and read_heading(lines[after].text) is not None
    follows = after is None or headed or is_prose(lines[after].text)
    # Nothing else stands alone between two headings, or has but a few ideographs under one.
    brief = 0 < count_ideographs(text) <= (8 if headed else 3)
    return short and follows and (full or brief or (centred and count_ideographs(text) <= 12))


def number_levels(headings: Sequence[tuple[int, str]]) -> list[int]:
    """Turn the ranks of the headings' numberings into levels that count from 1 without gaps; unnumbered ones are 1."""
    ranks = sorted({rank for rank, text in headings if _NUMBERED.match(text)})
    return [ranks.index(rank) + 1 if _NUMBERED.match(text) else 1 for rank, text in headings]
