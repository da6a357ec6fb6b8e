"""Text documents become a stream of lines and table regions in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extractors.model import Box, Document, Line, Region
from extractors.structure.cells import count_numbers, is_cell, is_numeric
from extractors.structure.flat_body import read_body, read_on
from extractors.structure.flat_captions import FlatCaption, read_flat_caption
from extractors.structure.flat_columns import give_columns
from extractors.structure.flat_filling import lacks_labels
from extractors.structure.flat_notes import read_flat_notes
from extractors.structure.flat_orphans import mark_torn
from extractors.structure.flat_strays import (
    find_title,
    give_back,
    give_to_table_before,
    is_corner,
    is_label,
    states_unit,
    take_column,
)
from extractors.structure.flat_text import FlatText
from extractors.structure.flat_years import with_years, years_behind
from extractors.structure.heading_marks import read_heading
from extractors.structure.line_widths import count_ideographs
from extractors.structure.marks import read_figure, read_unit_line
from extractors.structure.sentences import ends_sentence
from extractors.structure.text_columns import page_to_lines

# *** p<0.01
_LONGEST: Final = 2_000  # lines of a table without a caption


def document_to_stream(document: Document) -> tuple[Line | Region, ...]:
    """Return the lines of a text document in reading order, each table's lines taken out and put into one region.

    A region begins at a caption and ends with its notes; without notes it ends before the
    first line that is running text, a heading or the next caption. Running heads and page
    numbers that a page break left inside a table stand after its region.
    """
    lines = [line for page in document.pages for line in page_to_lines(page, document.text)]
    return _Reader(FlatText(lines)).read()


class _Reader:
    """Reads the lines of one document from first to last; every line goes into the stream once."""

    def __init__(self, text: FlatText) -> None:
        self.text = text
        self.position = 0
        self.refused = 0  # lines before this one have been tried as a table without a caption

    def read(self) -> tuple[Line | Region, ...]:
        stream: list[Line | Region] = []
        while self.position < len(self.text.lines):
            region, skipped, end = self._read_at(self.position)
            if region is None:
                stream.append(self.text.lines[self.position])
                self.position += 1
                continue
            if region.label is not None:
                region = give_back(region, stream)
                region = self._with_cells_before(region, stream)
            elif take_column(region, stream):
                stream += skipped
                self.position = end
                continue
            else:
                rest = give_columns(region, stream)
                if rest is None:
                    stream += skipped
                    self.position = end
                    continue
                region = rest
            stream.append(region)
            stream += skipped
            self.position = end
        return mark_torn([item for item in stream if not (isinstance(item, Line) and self.text.is_taken(item))])

    def _read_at(self, start: int) -> tuple[Region | None, list[Line], int]:
        if start in self.text.furniture:
            return None, [], start
        caption = read_flat_caption(self.text, start)
        return self._read_uncaptioned(start) if caption is None else self._read_region(start, caption)

    def _read_region(self, start: int, caption: FlatCaption) -> tuple[Region | None, list[Line], int]:
        skipped = [self.text.lines[index] for index in range(start, caption.end) if index in self.text.furniture]
        before = self.text.previous(start)
        interrupts = before is not None and not ends_sentence(self.text.lines[before].text)
        body: list[Line] = [] if caption.corner is None else [caption.corner]
        passed, index = read_body(self.text, caption.end, body)
        skipped += passed
        title = caption.title
        while (piece := read_on(self.text, index, body, title is not None and not is_corner(title.text))) is not None:
            if piece.title is not None:
                # What stood below the label was the first word of the header.
                body[:0] = [self.text.lines[caption.end - 1]] if title is not None else []
                title = piece.title.passage
            skipped += piece.foreign
            body += piece.lines
            index = piece.end
        if not body:
            return None, [], start
        if title is None and (found_title := find_title(body)) is not None:
            title = found_title.passage
            body.remove(found_title)
        unit = caption.unit
        inside = [line for line in body if unit is None and states_unit(line.text)]
        if len(inside) == 1 and (found := read_unit_line(inside[0].text)) is not None and len(body) > 1:
            # The unit stands at the right edge, and tools that go by columns come to it among the cells.
            unit = inside[0].passage.part(*found)
            body.remove(inside[0])
        notes, index = read_flat_notes(self.text, index, interrupts)
        if notes and (columns := years_behind(self.text, index, body)):
            body = with_years(body, [[self.text.lines[item] for item in column] for column in columns])
            self.text.take(item for column in columns for item in column)
        region = Region(
            page=body[0].page,
            box=Box.around([line.box for line in body]),
            lines=tuple(body),
            number=caption.number,
            label=caption.label,
            caption=title,
            unit=unit,
            notes=notes,
            continued=caption.continued,
            closed=bool(notes),
        )
        return region, skipped, index

    def _read_uncaptioned(self, start: int) -> tuple[Region | None, list[Line], int]:
        """Read a table without a caption: lines of cells with enough numbers among them, after a unit line or text."""
        first = self.text.lines[start]
        unit = read_unit_line(first.text)
        if unit is not None and not count_ideographs(first.text[unit[0] : unit[1]]):
            unit = None  # (%) among a header's cells
        if unit is None and (start < self.refused or not self._begins_cells(start)):
            return None, [], start
        index = start + 1 if unit else start
        body: list[int] = []
        while index < len(self.text.lines) and len(body) <= _LONGEST:
            if index not in self.text.furniture:
                if self.text.ends_body(index, [self.text.lines[item] for item in body[-1:]]):
                    break
                body.append(index)
            index += 1
        # Labels may follow the last number of a table, a line or two of a broken one; more is text again.
        rows = [item for item in body if count_numbers(self.text.lines[item].text)]
        wide = sum(count_numbers(self.text.lines[item].text) >= 2 for item in body) >= 3
        while body and (not rows or body[-1] > rows[-1] + wide):
            body.pop()
        if not body or not self._is_table(body) or self._is_figure(body[-1]):
            self.refused = index
            return None, [], start
        end = body[-1] + 1
        # Nothing says whether it stands inside a sentence: its notes take no more lines than they must.
        notes, after = read_flat_notes(self.text, end, interrupts=True)
        lines = [self.text.lines[item] for item in body]
        skipped = [self.text.lines[item] for item in range(start, end) if item in self.text.furniture]
        region = Region(
            page=lines[0].page,
            box=Box.around([line.box for line in lines]),
            lines=tuple(lines),
            unit=first.passage.part(*unit) if unit else None,
            notes=notes,
            closed=bool(notes),
        )
        return region, skipped, after if notes else end

    def _begins_cells(self, index: int) -> bool:
        # Cheap look ahead: the first numbers of a table come within a few lines of its header, and in its first lines
        # there are more of them than in any list of headings.
        if self.text.ends_body(index, []) or read_heading(self.text.lines[index].text) is not None:
            return False
        near = self.text.lines[index : index + 6]
        if any(read_unit_line(line.text) is not None for line in near):
            return False
        return sum(count_numbers(line.text) for line in near) >= 4

    def _is_table(self, body: Sequence[int]) -> bool:
        rows = sum(count_numbers(self.text.lines[item].text) >= 2 for item in body)
        cells = sum(is_numeric(self.text.lines[item].text) for item in body)
        return rows >= 3 or (cells >= 8 and 2 * cells >= len(body))

    def _is_figure(self, last: int) -> bool:
        # The numbers along the axes of a chart stand above its caption.
        below = [self.text.lines[item].text for item in range(last + 1, min(last + 4, len(self.text.lines)))]
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
            while stream and isinstance(line := stream[-1], Line) and is_cell(line.text):
                above.append(line)
                stream.pop()
            above.reverse()
            if sum(is_numeric(line.text) for line in above) < 3:
                stream += above
                above = self._stub_before(region, stream)
        if not above or give_to_table_before(above, stream):
            return region
        lines = (*above, *region.lines)
        return replace(region, lines=lines, box=Box.around([line.box for line in lines]))

    def _stub_before(self, region: Region, stream: list[Line | Region]) -> list[Line]:
        """Take the labels above the caption of a table that has too few for its values out of the stream: they are its stub."""
        above: list[Line] = []
        if lacks_labels(region.lines):
            while stream and isinstance(line := stream[-1], Line) and is_label(line, self.text.measure):
                above.append(line)
                stream.pop()
            above.reverse()
        if len(above) < 2 or lacks_labels([*above, *region.lines]):
            stream += above
            return []
        return above
