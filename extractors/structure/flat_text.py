"""The lines of a flattened text, and what each is among its neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import regex

from extractors.characters import to_plain
from extractors.model import Line, Passage
from extractors.structure.cells import ends_in_numbers, is_numeric, is_row
from extractors.structure.furniture import find_furniture
from extractors.structure.heading_marks import read_heading
from extractors.structure.headings import read_split_heading
from extractors.structure.line_widths import count_ideographs, find_measure, has_wide_gap
from extractors.structure.marks import (
    is_leader,
    is_prose,
    is_reference,
    opens_notes,
    read_caption,
    read_figure,
    read_note,
)

_LABEL_WORD: Final = regex.compile(r"\s*(?:(?:续|附)?\s?表|(?i:table))\s*")
_LABEL_NUMBER: Final = regex.compile(r"\s*[A-Z]?\d{1,3}(?:[-.]\d{1,3})?(?:\s.*|[.:：].*)?")
_LAST_WORDS: Final = 2
_WORDS: Final = regex.compile(r"\p{Ll}{2,}")
_FULL_STOP: Final = regex.compile(r"\p{Ll}{4,}[.]$")
_SIGNED: Final = regex.compile(r"\s*[(][*†‡§:]{1,3}[)]\s*\p{L}")  # (*) Forecast, (:) Not available
_ROW_NUMBER: Final = regex.compile(r"\s*(\d{1,3}) (?=[\p{L}])")
_PART: Final = regex.compile(r"\s*[(][a-h][)]\s*\p{L}")  # the caption of one part of a figure
_SIGNIFICANCE: Final = regex.compile(r"[*†]\s*[pP]\s*<")  # *** p<0.01


class FlatText:
    """The lines of one document in reading order; neighbours are the nearest lines that are no furniture.

    `measure` is the width of its lines of running text in ems, None where they are not broken.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.furniture = find_furniture(lines)
        self.measure = find_measure(lines)
        self._taken: set[int] = set()

    def take(self, indexes: Iterable[int]) -> None:
        """Take lines out of the text, for a table that stands before them; from now on they are passed over."""
        for index in indexes:
            self.furniture[index] = "running_head"
            self._taken.add(id(self.lines[index]))

    def is_taken(self, line: Line) -> bool:
        """Tell whether the line has been taken out."""
        return id(line) in self._taken

    def ends_body(self, index: int, body: Sequence[Line]) -> bool:
        """Tell whether the line ends the body of a table: a note, a caption, running text, a heading, a reference."""
        text = self.lines[index].text
        if is_leader(text) or _PART.match(to_plain(text)):
            return True
        if opens_notes(text) or (body and (self.is_note_by_mark(index) or _SIGNED.match(to_plain(text)))):
            return True
        if read_figure(text) is not None or self.begins_caption(index):
            return True
        numbered = self._numbers_rows(index, text)
        if not numbered and self._is_running_text(index):
            return True
        if (
            not self.is_cell_like(self.next(index))
            and not ends_in_numbers(text)
            and not numbered
            and (read_heading(text) is not None or self._is_split_heading(index, text))
        ):
            return True
        return is_reference(text)

    def ends_table(self, index: int) -> bool:
        """Tell whether no piece of a table can stand behind the line: its notes, another caption, contents, references."""
        text = self.lines[index].text
        return (
            is_leader(text)
            or opens_notes(text)
            or read_figure(text) is not None
            or self.begins_caption(index)
            or is_reference(text)
        )

    def _numbers_rows(self, index: int, text: str) -> bool:
        # 1 Name, 2 Name, 3 Name one below the other number the rows of a table; between headings there is text.
        number = _ROW_NUMBER.match(to_plain(text))
        if number is None or is_prose(text):
            return False
        following, before = self.next(index), self.previous(index)
        beside = [(following, 1), (before, -1)]
        return any(
            place is not None
            and (match := _ROW_NUMBER.match(to_plain(self.lines[place].text))) is not None
            and int(match[1]) == int(number[1]) + step
            for place, step in beside
        )

    def _is_split_heading(self, index: int, text: str) -> bool:
        # 3 / Title of the section: some tools put the number on a line of its own. Text or another heading follows.
        title = self.next(index)
        after = None if title is None else self.next(title)
        return (
            title is not None
            and after is not None
            and read_split_heading(text, self.lines[title].text, self.lines[after].text) is not None
        )

    def begins_caption(self, index: int) -> bool:
        """Tell whether a caption begins at the line."""
        return read_caption(self.lines[index].text) is not None or self.join_split_label(index) is not None

    def join_split_label(self, index: int) -> tuple[Passage, int] | None:
        """Join a label that stands on two lines with what follows it, and return the index behind; None where there is none."""
        # Some tools put every run of type on a line of its own: 表 / 2 / title.
        following = self.next(index)
        if following is None or not _LABEL_WORD.fullmatch(self.lines[index].text):
            return None
        below = self.lines[following]
        if not _LABEL_NUMBER.fullmatch(to_plain(below.text)):
            return None
        return Passage.joined([self.lines[index].passage, below.passage], [" "]), following + 1

    def is_note_by_mark(self, index: int) -> bool:
        """Tell whether the line is a note by the mark that it begins with, and not a cell."""
        text = self.lines[index].text
        note = read_note(text)
        if note is not None and _SIGNIFICANCE.search(to_plain(text)):
            return True
        return note is not None and count_ideographs(text) + len(regex.findall(r"\p{Latin}{2,}", text)) >= 3

    def _is_running_text(self, index: int) -> bool:
        line = self.lines[index]
        text = line.text.rstrip()
        if is_prose(text):
            return not is_row(line)
        ideographs = count_ideographs(text)
        if ideographs and text.endswith(("。", "，", "；", "！", "？")):
            return True
        # The last line of a paragraph, or a short note, is no longer than a label, but no label ends with a full stop that
        # does not shorten a word (etc.).
        if not ideographs and _FULL_STOP.search(text) and len(_WORDS.findall(text)) >= _LAST_WORDS:
            return True
        if self.measure is None or ideographs < 10 or has_wide_gap(line):
            return False
        # A full line of running text without punctuation: nearly as wide as the measure, without a row's pieces. A row
        # of labels that a tool has glued together is as wide, but numbers stand below it.
        if self.is_cell_like(self.next(index)):
            return False
        return line.box.width >= 0.85 * self.measure and not is_row(line)

    def is_cell_like(self, index: int | None) -> bool:
        """Tell whether the line is a number or a row of cells."""
        if index is None:
            return False
        line = self.lines[index]
        return is_numeric(line.text) or is_row(line) or has_wide_gap(line)

    def skip(self, index: int) -> int | None:
        """Return the first index from here on that is no furniture, None at the end."""
        while index in self.furniture:
            index += 1
        return index if index < len(self.lines) else None

    def next(self, index: int) -> int | None:
        """Return the index of the line below."""
        return self.skip(index + 1)

    def previous(self, index: int) -> int | None:
        """Return the index of the line above."""
        index -= 1
        while index in self.furniture:
            index -= 1
        return index if index >= 0 else None
