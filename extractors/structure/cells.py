"""What the cells of a table look like when a tool has turned them into lines of text."""

from __future__ import annotations

from typing import Final

import regex

from extractors.characters import to_plain
from extractors.model import Line
from extractors.structure.heading_marks import read_heading
from extractors.structure.line_widths import count_ideographs, has_wide_gap
from extractors.structure.marks import count_cell_gaps, is_page_number
from extractors.structure.sentences import ends_sentence

_UNIT_PIECE: Final = regex.compile(
    r"[十百千万亿]{0,2}(?:美元|欧元|日元|港元|人民币|元|吨|公斤|千克|[kKmM]?[tgm]|人|人次|户|家|个|件|台|辆|套|头|只|公顷|亩|公里|千米|米|千瓦时|度|倍|株|册|箱"
    r"|平方米|平方公里|立方米|km2?|hm2?|ha|USD|RMB|[kKMG]?W[·.]?h)(?:/\p{Han}{1,4})?|%|‰"
)
_NUMERIC: Final = regex.compile(r"[\d(（+\-.]*\d[\d.,%‰)）*①-⑳\s\-+~±]*|[-—–…]+")


def is_numeric(text: str) -> bool:
    """Tell whether the text is a number, signs and marks included, or the dash of a missing one."""
    return _NUMERIC.fullmatch(to_plain(text).strip()) is not None


def is_unit(text: str) -> bool:
    """Tell whether the text is a unit and nothing else: 万吨, 元/人, %."""
    return _UNIT_PIECE.fullmatch(to_plain(text).strip(" ()")) is not None


def is_cell(text: str) -> bool:
    """Tell whether a line by itself could be a cell: a number or a few words without punctuation."""
    if is_numeric(text):
        return not is_page_number(text) or len(text.strip()) == 4
    return count_ideographs(text) <= 6 and read_heading(text) is None and not ends_sentence(text) and len(text) <= 20


def count_numbers(text: str) -> int:
    """Count the pieces of a line that are numbers."""
    return sum(any(character.isdigit() for character in piece) and is_numeric(piece) for piece in text.split())


def ends_in_numbers(text: str) -> bool:
    """Tell whether the last two pieces of a line, or more, are numbers: a numbered row of a table, not a heading.

    11 Name of a bank 46,265.00 0.00 begins as a heading does; a title may end with a number, not with two.
    """
    pieces = text.split()
    return len(pieces) >= 4 and all(is_numeric(piece) for piece in pieces[-2:])


def is_row(line: Line) -> bool:
    """Tell whether the line is cells side by side: numbers beside numbers, or labels beside labels."""
    text = line.text.rstrip()
    pieces = text.split()
    if len(pieces) < 2 or text.endswith(("。", "，", "；")):
        return False
    numeric = sum(is_numeric(piece) for piece in pieces)
    gaps = count_cell_gaps(text)
    if has_wide_gap(line) and len(pieces) >= 3:
        gaps += 2
    return gaps >= 2 or (gaps >= 1 and 2 * numeric >= len(pieces)) or (len(pieces) >= 3 and 2 * numeric > len(pieces))
