"""The notes under a table of a flattened text."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import regex

from extractors.characters import to_plain
from extractors.model import Passage
from extractors.structure.cells import is_numeric
from extractors.structure.flat_text import FlatText
from extractors.structure.heading_marks import read_heading
from extractors.structure.marks import opens_notes, read_figure, read_note
from extractors.structure.sentences import join_lines

# the caption of one part of a figure
_NOTE_ITEM: Final = regex.compile(r"(?<=[\s；;。，,])(?=[②-⑳])")


def read_flat_notes(flat: FlatText, start: int, interrupts: bool) -> tuple[tuple[Passage, ...], int]:
    """Read the notes that begin at a line, one passage a note, and return the index behind them.

    `interrupts` says that the table stands inside a sentence, which then goes on behind its notes.
    """
    notes: list[list[Passage]] = []
    index, last = start, None
    while index < len(flat.lines):
        line = flat.lines[index]
        if index in flat.furniture:
            break
        content = read_note(line.text)
        if content is not None and (opens_notes(line.text) or notes or flat.is_note_by_mark(index)):
            notes.append([line.passage.part(*content)])
        elif last is not None and _note_goes_on(flat, last, index, interrupts):
            notes[-1].append(line.passage)
        else:
            break
        last = index
        index += 1
    passages = [join_lines(parts) for parts in notes]
    return tuple(item for passage in passages for item in _split_items(passage) if item.text), index


def _note_goes_on(flat: FlatText, last: int, index: int, interrupts: bool) -> bool:
    # A note is set to the measure or, in smaller type, holds more than a line of text does: a note's line that
    # is shorter has ended, and so has one with a full stop.
    line, text = flat.lines[last], flat.lines[last].text.rstrip()
    if opens_notes(text) and read_note(text) is not None and not to_plain(text).rstrip(": ")[1:]:
        return True
    following = flat.lines[index]
    below = following.text
    announces = flat.begins_caption(index) or read_heading(below) is not None or read_figure(below) is not None
    # A page of flattened text begins with one blank, and no note goes on there.
    begins_page = line.box.x0 == 0 < following.box.x0 < 1
    if announces or is_numeric(below) or begins_page or text.endswith("。"):
        return False
    if text.endswith(("，", "、", "；", "和", "与", "及", "的")) or text.count("（") > text.count("）"):
        return True
    if interrupts or flat.measure is None:
        # What follows a whole note is the sentence that the table interrupts.
        return False
    if line.box.width >= 0.93 * flat.measure:
        return True
    # A note may be set to the width of its table: its second line is no wider, and running text would be.
    beside = following.box.width < 0.85 * flat.measure and following.box.width <= line.box.width + 2.5
    return beside and line.box.width >= 0.5 * flat.measure


def _split_items(passage: Passage) -> list[Passage]:
    """Cut a note that numbers its parts (①… ②…) into one passage a part."""
    if not passage.text.startswith("①"):
        return [passage]
    cuts = [0, *(match.start() for match in _NOTE_ITEM.finditer(passage.text)), len(passage.text)]
    return [passage.part(start, len(passage.text[:end].rstrip())) for start, end in pairwise(cuts)]
