"""What the cells of a table look like when a tool has turned them into lines of text."""

from __future__ import annotations

from typing import Final

import regex

from extractors.characters import to_plain
from extractors.model import Line
from extractors.structure.line_widths import count_ideographs, has_wide_gap
from extractors.structure.marks import count_cell_gaps, is_page_number, read_heading
from extractors.structure.sentences import ends_sentence

_NUMERIC: Final = regex.compile(r"[\d(（+\-.]*\d[\d.,%‰)）*①-⑳\s\-+~±]*|[-—–…]+")


def is_numeric(text: str) -> bool:
    """Tell whether the text is a number, signs and marks included, or the dash of a missing one."""
    return _NUMERIC.fullmatch(to_plain(text).strip()) is not None


def is_cell(text: str) -> bool:
    """Tell whether a line by itself could be a cell: a number or a few words without punctuation."""
    if is_numeric(text):
        return not is_page_number(text) or len(text.strip()) == 4
    return count_ideographs(text) <= 6 and read_heading(text) is None and not ends_sentence(text) and len(text) <= 20


def count_numbers(text: str) -> int:
    """Count the pieces of a line that are numbers."""
    return sum(any(character.isdigit() for character in piece) and is_numeric(piece) for piece in text.split())


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
