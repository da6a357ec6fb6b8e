"""Text documents become a stream of lines and table regions in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import regex

from extractors.characters import to_plain
from extractors.model import Box, Document, Line, Passage, Region
from extractors.structure.furniture import find_furniture
from extractors.structure.headings import read_split_heading
from extractors.structure.line_widths import count_ideographs, find_measure, has_wide_gap
from extractors.structure.marks import (
    CaptionMark,
    count_cell_gaps,
    is_leader,
    is_page_number,
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
_SIGNIFICANCE: Final = regex.compile(r"[*†]\s*[pP]\s*<")  # *** p<0.01
_LONGEST: Final = 2_000  # lines of a table without a caption
_PART: Final = regex.compile(r"\s*[(][a-h][)]\s*\p{L}")  # the caption of one part of a figure
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
            region, skipped, end = self._read_at(self.position)
            if region is None:
                stream.append(self.lines[self.position])
                self.position += 1
                continue
            if region.label is not None:
                region = self._with_cells_before(region, stream)
            stream.append(region)
            stream += skipped
            self.position = end
        return tuple(stream)

    def _read_at(self, start: int) -> tuple[Region | None, list[Line], int]:
        if start in self.furniture:
            return None, [], start
        caption = self._read_caption(start)
        return self._read_uncaptioned(start) if caption is None else self._read_region(start, caption)

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
        if read_note(text) is not None or text.endswith(("数据", "证据", "依据")):
            return False  # the note of the table before, or a noun: 据 leads on to a table by itself only
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

    def _read_uncaptioned(self, start: int) -> tuple[Region | None, list[Line], int]:
        """Read a table without a caption: lines of cells with enough numbers among them, after a unit line or text."""
        first = self.lines[start]
        unit = read_unit_line(first.text)
        if unit is not None and not count_ideographs(first.text[unit[0] : unit[1]]):
            unit = None  # (%) among a header's cells
        if unit is None and not self._begins_cells(start):
            return None, [], start
        index = start + 1 if unit else start
        body: list[int] = []
        while index < len(self.lines) and len(body) <= _LONGEST:
            if index not in self.furniture:
                if self._ends_body(index, [self.lines[item] for item in body[-1:]]):
                    break
                body.append(index)
            index += 1
        # Labels may follow the last number of a table, a line or two of a broken one; more is text again.
        rows = [item for item in body if _count_numbers(self.lines[item].text)]
        wide = sum(_count_numbers(self.lines[item].text) >= 2 for item in body) >= 3
        while body and (not rows or body[-1] > rows[-1] + wide):
            body.pop()
        if not body or not self._is_table(body) or self._is_figure(body[-1]):
            return None, [], start
        end = body[-1] + 1
        notes, noted, after = self._read_notes(end)
        lines = [self.lines[item] for item in body]
        skipped = [self.lines[item] for item in range(start, end) if item in self.furniture]
        region = Region(
            page=lines[0].page,
            box=Box.around([line.box for line in lines]),
            lines=tuple(lines),
            unit=first.passage.part(*unit) if unit else None,
            notes=notes,
            closed=bool(notes),
        )
        return region, skipped + noted, after if notes else end

    def _begins_cells(self, index: int) -> bool:
        # Cheap look ahead: the first numbers of a table come within a few lines of its header, and in its first lines
        # there are more of them than in any list of headings.
        if self._ends_body(index, []) or read_heading(self.lines[index].text) is not None:
            return False
        near = self.lines[index : index + 6]
        if any(read_unit_line(line.text) is not None for line in near):
            return False
        return sum(_count_numbers(line.text) for line in near) >= 4

    def _is_table(self, body: Sequence[int]) -> bool:
        rows = sum(_count_numbers(self.lines[item].text) >= 2 for item in body)
        cells = sum(_is_numeric(self.lines[item].text) for item in body)
        return rows >= 3 or (cells >= 8 and 2 * cells >= len(body))

    def _is_figure(self, last: int) -> bool:
        # The numbers along the axes of a chart stand above its caption.
        below = [self.lines[item].text for item in range(last + 1, min(last + 4, len(self.lines)))]
        return any(read_figure(text) is not None for text in below)

    def _with_cells_before(self, region: Region, stream: list[Line | Region]) -> Region:
        """Take the cells that stand right above a caption into its region, out of the stream.

        Some tools print the first column of a table before its caption: they follow the order in
        which the page was drawn.
        """
        last = stream[-1] if stream else None
        above: list[Line] = []
        if isinstance(last, Region):
            if last.label is None and last.unit is None and not last.closed:
                above = list(last.lines)
                stream.pop()
        else:
            while stream and isinstance(line := stream[-1], Line) and _is_cell(line.text):
                above.insert(0, line)
                stream.pop()
            if sum(_is_numeric(line.text) for line in above) < 3:
                stream += above
                return region
        if not above:
            return region
        lines = (*above, *region.lines)
        return replace(region, lines=lines, box=Box.around([line.box for line in lines]))

    def _ends_body(self, index: int, body: Sequence[Line]) -> bool:
        text = self.lines[index].text
        if is_leader(text) or _PART.match(to_plain(text)):
            return True
        if opens_notes(text) or (body and self._is_note_by_mark(index)):
            return True
        if read_figure(text) is not None or self._begins_caption(index):
            return True
        if self._is_running_text(index):
            return True
        if not self._is_cell_like(self._next(index)) and (
            read_heading(text) is not None or self._is_split_heading(index, text)
        ):
            return True
        return is_reference(text)

    def _is_split_heading(self, index: int, text: str) -> bool:
        # 3 / Title of the section: some tools put the number on a line of its own. Text or another heading follows.
        title = self._next(index)
        after = None if title is None else self._next(title)
        return (
            title is not None
            and after is not None
            and read_split_heading(text, self.lines[title].text, self.lines[after].text) is not None
        )

    def _begins_caption(self, index: int) -> bool:
        return read_caption(self.lines[index].text) is not None or self._join_split_label(index) is not None

    def _is_note_by_mark(self, index: int) -> bool:
        text = self.lines[index].text
        note = read_note(text)
        if note is not None and _SIGNIFICANCE.search(to_plain(text)):
            return True
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
        # A full line of running text without punctuation: nearly as wide as the measure, without a row's pieces. A row
        # of labels that a tool has glued together is as wide, but numbers stand below it.
        if self._is_cell_like(self._next(index)):
            return False
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
        begins_page = line.box.x0 == 0 < following.box.x0 < 1
        if announces or _is_numeric(below) or begins_page or text.endswith("。"):
            return False
        if text.endswith(("，", "、", "；", "和", "与", "及", "的")) or text.count("（") > text.count("）"):
            return True
        if self.interrupts or self.measure is None:
            # What follows a whole note is the sentence that the table interrupts.
            return False
        if line.box.width >= 0.93 * self.measure:
            return True
        # A note may be set to the width of its table: its second line is no wider, and running text would be.
        beside = following.box.width < 0.85 * self.measure and following.box.width <= line.box.width + 2.5
        return beside and line.box.width >= 0.5 * self.measure

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


def _is_cell(text: str) -> bool:
    """Tell whether a line by itself could be a cell: a number or a few words without punctuation."""
    if _is_numeric(text):
        return not is_page_number(text) or len(text.strip()) == 4
    return count_ideographs(text) <= 6 and read_heading(text) is None and not ends_sentence(text) and len(text) <= 20


def _count_numbers(text: str) -> int:
    return sum(any(character.isdigit() for character in piece) and _is_numeric(piece) for piece in text.split())


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
