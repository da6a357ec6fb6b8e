"""A stream of lines and regions becomes the blocks of the article: its sentences mended, its sections named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import regex

from extractors.model import Block, BlockKind, Line, Passage, Region
from extractors.structure.contents import find_contents
from extractors.structure.front_marks import read_front_mark
from extractors.structure.furniture import find_furniture
from extractors.structure.headings import find_headings, is_reference_heading, number_levels
from extractors.structure.line_breaks import is_clausal, is_spaced, stands_apart
from extractors.structure.line_widths import count_ideographs, is_unwrapped
from extractors.structure.marks import is_prose, is_reference, read_figure
from extractors.structure.sentences import ends_sentence, join_lines
from extractors.structure.setting import Setting, ends_short, find_settings
from extractors.structure.title import find_title

_ABSTRACT: Final = 120  # ideographs that an abstract has at least
_KEYWORDS_WITHIN: Final = 25  # lines
_ENTRY: Final = regex.compile(r"\s*(?:[\[［]\s?\d{1,3}\s?[\]］]|\d{1,3}\s?[.、])")


def stream_to_blocks(stream: Sequence[Line | Region], drawn: bool) -> tuple[tuple[Block, ...], tuple[Region, ...]]:
    """Mend a stream into blocks in reading order, and return the regions that table blocks point to.

    A paragraph that a table, a page's head or the abstract interrupts is mended into one
    block; what interrupted it stands behind it. A paragraph begins at an indented line or after
    a line that ends short, and never inside a sentence. Nothing printed is left out.
    """
    return _Assembler(stream, drawn).assemble()


@dataclass(frozen=True, slots=True)
class _Draft:
    """A block before its section is known. `level` is the rank of a heading's numbering."""

    kind: BlockKind
    passage: Passage
    level: int = 0
    region: int | None = None


class _Assembler:
    """Goes through the stream once; `pending` holds what interrupted the open paragraph."""

    def __init__(self, stream: Sequence[Line | Region], drawn: bool) -> None:
        self.drawn = drawn
        self.stream = stream
        self.lines = [item for item in stream if isinstance(item, Line)]
        self.furniture = find_furniture(self.lines)
        body = [index for index in range(len(self.lines)) if index not in self.furniture]
        self.settings: dict[int, Setting] = dict(
            zip(body, find_settings([self.lines[index] for index in body]), strict=True)
        )
        self.following = dict(zip(body, [*body[1:], -1], strict=False))  # of no lines, none follows
        self.title = find_title(self.lines, body, drawn)
        self.contents = find_contents(self.lines, body)
        self.headings = find_headings(
            self.lines, [index for index in body if index not in self.contents], self.settings, self.title.keys()
        )
        self.spaced = is_spaced(self.lines, body)
        self.unwrapped = not drawn and is_unwrapped([self.lines[index] for index in body])
        self.clausal = is_clausal(self.lines, body, self.settings)
        self.drafts: list[_Draft] = []
        self.pending: list[_Draft] = []
        self.open: list[int] = []
        self.open_kind: BlockKind = "paragraph"
        self.in_references = False
        self.regions: list[Region] = []

    def assemble(self) -> tuple[tuple[Block, ...], tuple[Region, ...]]:
        index = 0
        marked: list[int] = []  # the abstract, keywords or front lines being read
        marked_kind: BlockKind = "front"
        for item in self.stream:
            if isinstance(item, Region):
                self._interrupt(self._region_to_drafts(item))
                continue
            here, index = index, index + 1
            line = self.lines[here]
            if here in self.furniture:
                self._interrupt([_Draft(self.furniture[here], line.passage)])
                continue
            if here in self.contents:
                self._interrupt([_Draft("front", line.passage)])
                continue
            mark = read_front_mark(line.text)
            if mark is not None:
                self._close_marked(marked_kind, marked)
                marked, marked_kind = [here], mark[0]
            elif marked and here not in self.headings and self._mark_goes_on(marked, marked_kind, here):
                marked.append(here)
            else:
                self._close_marked(marked_kind, marked)
                marked = []
                self._take(here)
        self._close_marked(marked_kind, marked)
        self._close()
        return self._to_blocks(), tuple(self.regions)

    # One line

    def _take(self, here: int) -> None:
        line = self.lines[here]
        if here in self.title:
            self._close()
            kind = self.title[here]
            if self.drafts and self.drafts[-1].kind == kind == "title":
                last = self.drafts.pop()
                self.drafts.append(replace(last, passage=join_lines([last.passage, line.passage])))
            else:
                self.drafts.append(_Draft(kind, line.passage))
            return
        if here in self.headings:
            self._take_heading(here)
            return
        if read_figure(line.text) is not None:
            self._take_figure(line)
            return
        if self.in_references or (is_reference(line.text) and self.open_kind == "reference"):
            if self._begins_reference(line.text):
                self._close()
            self.open_kind = "reference"
            self.open.append(here)
            return
        if self.open and self._begins_paragraph(here):
            self._close()
        self.open.append(here)

    def _begins_reference(self, text: str) -> bool:
        # In a numbered list only a number begins an entry; the second line of one may hold [J] or a year as well.
        first = self.lines[self.open[0]].text if self.open else ""
        return _ENTRY.match(text) is not None if _ENTRY.match(first) else is_reference(text)

    def _take_heading(self, here: int) -> None:
        level, first = self.headings[here]
        line = self.lines[here]
        if first != here:
            last = self.drafts.pop()
            parts = [last.passage, line.passage]
            # A number on a line of its own was printed with a blank behind it.
            numbered = last.passage.text.strip().replace(".", "").isdigit()
            passage = Passage.joined(parts, [" "]) if numbered else join_lines(parts)
            self.drafts.append(replace(last, passage=passage))
            self.in_references = is_reference_heading(line.text)
            return
        self._close()
        self.in_references = is_reference_heading(line.text)
        self.drafts.append(_Draft("heading", line.passage, level))

    def _take_figure(self, caption: Line) -> None:
        # What is printed inside a chart, the numbers along its axes above all, comes as short lines above its caption.
        inside: list[int] = []
        while self.open and self._is_inside_figure(self.open[-1]):
            inside.insert(0, self.open.pop())
        if sum(any(character.isdigit() for character in self.lines[index].text) for index in inside) < 3:
            self.open += inside
            inside = []
        self._interrupt([_Draft("figure", self.lines[index].passage) for index in inside])
        self._interrupt([_Draft("figure", caption.passage)])

    def _is_inside_figure(self, index: int) -> bool:
        text = self.lines[index].text
        return self.settings[index].room >= 2.4 and not is_prose(text) and not ends_sentence(text)

    def _is_inside_sentence(self) -> bool:
        return bool(self.open) and not ends_sentence(self.lines[self.open[-1]].text)

    def _begins_paragraph(self, here: int) -> bool:
        before, setting = self.open[-1], self.settings[here]
        above = self.lines[before]
        indented = setting.indent >= (0.9 if not self.drawn else 1.2) and setting.indent < 0.45 * setting.measure
        short = not self.clausal and ends_short(self.settings[before], self.lines[here])
        if not ends_sentence(above.text):
            # What is neither a sentence nor set like one (a formula, a line of names) is no part of the next sentence.
            return indented and short and self.settings[before].indent >= 1.2 and len(self.open) == 1
        apart = not self.spaced and self.lines[here].page == above.page and stands_apart(above, self.lines[here])
        return indented or short or apart or self.unwrapped

    # Marked parts of the front

    def _mark_goes_on(self, marked: Sequence[int], kind: BlockKind, here: int) -> bool:
        last = marked[-1]
        above, line, setting = self.lines[last], self.lines[here], self.settings[last]
        if self.following[last] != here or here in self.title or is_reference(line.text):
            return False
        if len(marked) == 1 and len(above.text.strip()) <= 8:
            return True  # the word alone above its text, perhaps in another type
        if self.drawn and abs(setting.size - self.settings[here].size) > 0.06 * setting.size:
            return False
        if above.text.rstrip().endswith((":", "：", "]", "】")) and len(marked) == 1:
            return True
        widest = max(self.lines[index].box.width for index in marked) / setting.size
        short = not self.clausal and (above.box.width / setting.size < widest - 2.0 or ends_short(setting, line))
        if kind == "abstract":
            if not ends_sentence(above.text) or self._keywords_follow(here):
                return True
            if self.clausal:
                # Lines broken at punctuation do not show where it ends; abstracts have a few sentences.
                return sum(count_ideographs(self.lines[index].text) for index in marked) < _ABSTRACT
            # The abstract is often set to another measure than the text it is printed among.
            return not short and not (len(marked) > 2 and self._is_narrower(here, widest))
        return not short and not ends_sentence(above.text) and line.box.x0 <= above.box.x0 + setting.size

    def _keywords_follow(self, here: int) -> bool:
        for _ in range(_KEYWORDS_WITHIN):
            if here < 0 or here in self.headings:
                return False
            mark = read_front_mark(self.lines[here].text)
            if mark is not None:
                return mark[0] == "keywords"
            here = self.following[here]
        return False

    def _is_narrower(self, here: int, widest: float) -> bool:
        for _ in range(2):
            if here < 0 or self.lines[here].box.width / self.settings[here].size >= 0.75 * widest:
                return False
            here = self.following[here]
        return True

    def _close_marked(self, kind: BlockKind, marked: list[int]) -> None:
        if not marked:
            return
        first, *others = [self.lines[index].passage for index in marked]
        mark = read_front_mark(first.text)
        alone = mark is not None and mark[1] == len(first.text)
        content = join_lines(others)
        parts = [part for part in (first, content) if part.text]
        # The mark alone above its text was printed apart from it.
        self._interrupt([_Draft(kind, Passage.joined(parts, [" "]) if alone else join_lines(parts))])

    # Blocks

    def _interrupt(self, drafts: list[_Draft]) -> None:
        if self.open:
            self.pending += drafts
        else:
            self.drafts += drafts

    def _close(self) -> None:
        if self.open:
            self.drafts.append(_Draft(self.open_kind, join_lines([self.lines[index].passage for index in self.open])))
        self.drafts += self.pending
        self.open, self.pending, self.open_kind = [], [], "paragraph"

    def _region_to_drafts(self, region: Region) -> list[_Draft]:
        number = len(self.regions)
        self.regions.append(region)
        caption = [part for part in (region.label, region.caption) if part is not None]
        drafts = [_Draft("caption", Passage.joined(caption, [" "]), region=number)] if caption else []
        if region.unit is not None:
            drafts.append(_Draft("unit_line", region.unit, region=number))
        drafts.append(_Draft("table", Passage("", ()), region=number))
        return drafts + [_Draft("note", note, region=number) for note in region.notes]

    def _to_blocks(self) -> tuple[Block, ...]:
        levels = number_levels([(draft.level, draft.passage.text) for draft in self.drafts if draft.kind == "heading"])
        path: list[tuple[int, str]] = []
        blocks, headings = [], iter(levels)
        for draft in self.drafts:
            if draft.kind == "heading":
                level = next(headings)
                path = [entry for entry in path if entry[0] < level]
                section = tuple(title for _, title in path)
                blocks.append(Block("heading", draft.passage, section, level))
                path.append((level, draft.passage.text))
            else:
                section = tuple(title for _, title in path)
                blocks.append(Block(draft.kind, draft.passage, section, region=draft.region))
        return tuple(blocks)
