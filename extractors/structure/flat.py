"""Text documents become a stream of lines and table regions in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import regex

from extractors.characters import to_plain
from extractors.model import Box, Document, Line, Passage, Region
from extractors.structure.furniture import find_furniture
from extractors.structure.line_widths import count_ideographs, find_measure, has_wide_gap
from extractors.structure.marks import (
    CaptionMark,
    count_cell_gaps,
    is_prose,
    is_reference,
    opens_notes,
    read_caption,
    read_figure,
    read_heading,
    read_note,
    read_unit_line,
)
from extractors.structure.sentences import ends_sentence, join_lines
from extractors.structure.text_columns import page_to_lines

_LABEL_WORD: Final = regex.compile(r"\s*(?:(?:续|附)?\s?表|(?i:table))\s*")
_LABEL_NUMBER: Final = regex.compile(r"\s*[A-Z]?\d{1,3}(?:[-.]\d{1,3})?(?:\s.*|[.:：].*)?")
_NUMERIC: Final = regex.compile(r"[\d(（+\-.]*\d[\d.,%‰)）*①-⑳\s\-+~±]*|[-—–…]+")
_NOTE_ITEM: Final = regex.compile(r"(?<=[\s；;。，,])(?=[②-⑳])")


def document_to_stream(document: Document) -> tuple[Line | Region, ...]:
    """Return the lines of a text document in reading order, each table's lines taken out and put into one region.

    A region begins at a caption and ends with its notes; without notes it ends before the
    first line that is running text, a heading or the next caption. Running heads and page
    numbers that a page break left inside a table stand after its region.
    """
    lines = [line for page in document.pages for line in page_to_lines(page, document.text)]
    return _Reader(lines).read()


@dataclass(slots=True)
class _Caption:
    """A caption that may stand on several lines: the index after it, and its parts."""

    end: int
    label: Passage
    number: str | None
    title: Passage | None
    unit: Passage | None
    continued: bool


class _Reader:
    """Reads the lines of one document from first to last; every line goes into the stream once."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.furniture = find_furniture(lines)
        self.measure = find_measure(lines)
        self.position = 0
        self.interrupts = False  # whether the table being read stands inside a sentence

    def read(self) -> tuple[Line | Region, ...]:
        stream: list[Line | Region] = []
        while self.position < len(self.lines):
            caption = None if self.position in self.furniture else self._read_caption(self.position)
            if caption is None:
                stream.append(self.lines[self.position])
                self.position += 1
                continue
            region, skipped, end = self._read_region(self.position, caption)
            if region is None:
                stream.append(self.lines[self.position])
                self.position += 1
                continue
            stream.append(region)
            stream += skipped
            self.position = end
        return tuple(stream)

    # Captions

    def _read_caption(self, index: int) -> _Caption | None:
        line = self.lines[index]
        joined = self._join_split_label(index)
        passage, end = joined or (line.passage, index + 1)
        mark = read_caption(passage.text)
        if mark is None or self._goes_on_from_before(index, mark):
            return None
        caption = _mark_to_caption(passage, mark, end)
        if caption.title is None and not caption.continued:
            self._take_title_below(caption)
        self._take_second_line(caption)
        self._take_unit_line(caption)
        return caption

    def _join_split_label(self, index: int) -> tuple[Passage, int] | None:
        # Some tools put every run of type on a line of its own: 表 / 2 / title.
        following = self._next(index)
        if following is None or not _LABEL_WORD.fullmatch(self.lines[index].text):
            return None
        below = self.lines[following]
        if not _LABEL_NUMBER.fullmatch(to_plain(below.text)):
            return None
        return Passage.joined([self.lines[index].passage, below.passage], [" "]), following + 1

    def _goes_on_from_before(self, index: int, mark: CaptionMark) -> bool:
        # "…，见" at the end of a line and 表 3 … at the beginning of the next are one sentence. A caption that
        # interrupts a sentence has a title; a reference that a line begins with goes on with punctuation, which the
        # mark has refused, or with nothing.
        before = self._previous(index)
        if before is None:
            return False
        text = self.lines[before].text.rstrip()
        return text.endswith(("见", "如", "由", "从", "据", "和", "与", "及", "see", "See", "in", "of", "and")) and (
            mark.title[0] == mark.title[1] or not self._is_cell_like(self._next(index))
        )

    def _take_title_below(self, caption: _Caption) -> None:
        following = self._skip(caption.end)
        if following is None:
            return
        line = self.lines[following]
        text = line.text
        if (
            read_unit_line(text) is None
            and read_note(text) is None
            and not _is_numeric(text)
            and not is_prose(text)
            and count_ideographs(text) + len(regex.findall(r"\p{Latin}{2,}", text)) >= 4
        ):
            mark = read_caption(f"表0 {text}")
            if mark is None:
                return
            caption.title = line.passage.part(mark.title[0] - 3, mark.title[1] - 3)
            if mark.unit:
                caption.unit = line.passage.part(mark.unit[0] - 3, mark.unit[1] - 3)
            caption.end = following + 1

    def _take_second_line(self, caption: _Caption) -> None:
        # A long title is broken and its second line ends with the unit; a header's cells never do.
        following = self._skip(caption.end)
        if following is None or caption.title is None or caption.unit is not None:
            return
        line = self.lines[following]
        if read_unit_line(line.text) is not None:
            return
        mark = read_caption(f"表0 {line.text}")
        if mark is None or mark.unit is None or mark.title[0] == mark.title[1] or _is_numeric(line.text):
            return
        caption.title = join_lines([caption.title, line.passage.part(mark.title[0] - 3, mark.title[1] - 3)])
        caption.unit = line.passage.part(mark.unit[0] - 3, mark.unit[1] - 3)
        caption.end = following + 1

    def _take_unit_line(self, caption: _Caption) -> None:
        following = self._skip(caption.end)
        if following is None or caption.unit is not None:
            return
        unit = read_unit_line(self.lines[following].text)
        if unit:
            caption.unit = self.lines[following].passage.part(*unit)
            caption.end = following + 1

    # Regions

    def _read_region(self, start: int, caption: _Caption) -> tuple[Region | None, list[Line], int]:
        skipped = [self.lines[index] for index in range(start, caption.end) if index in self.furniture]
        before = self._previous(start)
        self.interrupts = before is not None and not ends_sentence(self.lines[before].text)
        body: list[Line] = []
        held: list[Line] = []
        index = caption.end
        while index < len(self.lines):
            if index in self.furniture:
                held.append(self.lines[index])
            elif self._ends_body(index, body):
                break
            else:
                skipped += held
                held = []
                body.append(self.lines[index])
            index += 1
        index -= len(held)
        if not body:
            return None, [], start
        notes, noted, index = self._read_notes(index)
        region = Region(
            page=body[0].page,
            box=Box.around([line.box for line in body]),
            lines=tuple(body),
            number=caption.number,
            label=caption.label,
            caption=caption.title,
            unit=caption.unit,
            notes=notes,
            continued=caption.continued,
            closed=bool(notes),
        )
        return region, skipped + noted, index

    def _ends_body(self, index: int, body: Sequence[Line]) -> bool:
        text = self.lines[index].text
        if opens_notes(text) or (body and self._is_note_by_mark(index)):
            return True
        if read_figure(text) is not None or self._begins_caption(index):
            return True
        if self._is_running_text(index):
            return True
        if read_heading(text) is not None and not self._is_cell_like(self._next(index)):
            return True
        return is_reference(text)

    def _begins_caption(self, index: int) -> bool:
        return read_caption(self.lines[index].text) is not None or self._join_split_label(index) is not None

    def _is_note_by_mark(self, index: int) -> bool:
        text = self.lines[index].text
        note = read_note(text)
        return note is not None and count_ideographs(text) + len(regex.findall(r"\p{Latin}{2,}", text)) >= 3

    def _is_running_text(self, index: int) -> bool:
        line = self.lines[index]
        text = line.text.rstrip()
        if is_prose(text):
            return not _is_row(line)
        ideographs = count_ideographs(text)
        if ideographs and text.endswith(("。", "，", "；", "！", "？")):
            return True
        if self.measure is None or ideographs < 10 or has_wide_gap(line):
            return False
        # A full line of running text without punctuation: nearly as wide as the measure, without a row's pieces.
        return line.box.width >= 0.85 * self.measure and not _is_row(line)

    def _is_cell_like(self, index: int | None) -> bool:
        if index is None:
            return False
        line = self.lines[index]
        return _is_numeric(line.text) or _is_row(line) or has_wide_gap(line)

    def _read_notes(self, start: int) -> tuple[tuple[Passage, ...], list[Line], int]:
        notes: list[list[Passage]] = []
        skipped: list[Line] = []
        index, last = start, None
        while index < len(self.lines):
            line = self.lines[index]
            if index in self.furniture:
                break
            content = read_note(line.text)
            if content is not None and (opens_notes(line.text) or notes or self._is_note_by_mark(index)):
                notes.append([line.passage.part(*content)])
            elif last is not None and self._note_goes_on(last, index):
                notes[-1].append(line.passage)
            else:
                break
            last = index
            index += 1
        passages = [join_lines(parts) for parts in notes]
        return tuple(item for passage in passages for item in _split_items(passage) if item.text), skipped, index

    def _note_goes_on(self, last: int, index: int) -> bool:
        # A note is set to the measure or, in smaller type, holds more than a line of text does: a note's line that
        # is shorter has ended, and so has one with a full stop.
        line, text = self.lines[last], self.lines[last].text.rstrip()
        if opens_notes(text) and read_note(text) is not None and not to_plain(text).rstrip(": ")[1:]:
            return True
        following = self.lines[index]
        below = following.text
        announces = self._begins_caption(index) or read_heading(below) is not None or read_figure(below) is not None
        # A page of flattened text begins with one blank, and no note goes on there.
        if announces or _is_numeric(below) or following.box.x0 != line.box.x0 or text.endswith("。"):
            return False
        if text.endswith(("，", "、", "；", "和", "与", "及", "的")) or text.count("（") > text.count("）"):
            return True
        full = self.measure is not None and line.box.width >= 0.9 * self.measure
        # What follows a whole note is the paragraph that the table interrupts, or a new one: its first line is full.
        return full and not self.interrupts and self.measure is not None and following.box.width < 0.9 * self.measure

    # Neighbours

    def _skip(self, index: int) -> int | None:
        while index in self.furniture:
            index += 1
        return index if index < len(self.lines) else None

    def _next(self, index: int) -> int | None:
        return self._skip(index + 1)

    def _previous(self, index: int) -> int | None:
        index -= 1
        while index in self.furniture:
            index -= 1
        return index if index >= 0 else None


def _mark_to_caption(passage: Passage, mark: CaptionMark, end: int) -> _Caption:
    title = passage.part(*mark.title)
    return _Caption(
        end=end,
        label=passage.part(*mark.label),
        number=mark.number,
        title=title if title.text.strip() else None,
        unit=passage.part(*mark.unit) if mark.unit else None,
        continued=mark.continued,
    )


def _is_numeric(text: str) -> bool:
    return _NUMERIC.fullmatch(to_plain(text).strip()) is not None


def _is_row(line: Line) -> bool:
    """Tell whether the line is cells side by side: numbers beside numbers, or labels beside labels."""
    text = line.text.rstrip()
    pieces = text.split()
    if len(pieces) < 2 or text.endswith(("。", "，", "；")):
        return False
    numeric = sum(_is_numeric(piece) for piece in pieces)
    gaps = count_cell_gaps(text)
    if has_wide_gap(line) and len(pieces) >= 3:
        gaps += 2
    return gaps >= 2 or (gaps >= 1 and 2 * numeric >= len(pieces)) or (len(pieces) >= 3 and 2 * numeric > len(pieces))


def _split_items(passage: Passage) -> list[Passage]:
    """Cut a note that numbers its parts (①… ②…) into one passage a part."""
    if not passage.text.startswith("①"):
        return [passage]
    cuts = [0, *(match.start() for match in _NOTE_ITEM.finditer(passage.text)), len(passage.text)]
    return [passage.part(start, len(passage.text[:end].rstrip())) for start, end in pairwise(cuts)]
