"""What is printed round a table: its caption and unit above or below, its notes below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import regex

from extractors.lines import words_to_passage
from extractors.model import Passage
from extractors.structure.marks import (
    CaptionMark,
    opens_notes,
    read_caption,
    read_figure,
    read_note,
    read_unit_line,
)
from extractors.structure.sheet import Row

_MOST_ABOVE: Final = 5  # rows: a caption of three lines, its translation, a unit
_TITLE_LINES: Final = 3
_FAR: Final = 2.6  # em between the caption's middle and the next row's
_NOTE_STEP: Final = 2.0  # em between two lines of notes
_MOST_LIKE_TEXT: Final = 5  # lines of notes that are set like the text
_CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_IDEOGRAPH: Final = regex.compile(r"[\p{Han}，。；：、（）“”《》]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A caption as found: the rows that make it up, and what they say."""

    rows: tuple[Row, ...]
    label: Passage | None = None
    number: str | None = None
    caption: Passage | None = None
    unit: Passage | None = None
    continued: bool = False


def find_heading_above(rows: Sequence[Row], top: float, size: float) -> Heading:
    """Find caption and unit among the rows above a table (from top to bottom), walking up from its top edge.

    Rows between the caption's first row and the table are its further lines, a unit line, or
    its translation, which stays where it is. `size` is the type size of the page's text.
    """
    below = top
    for taken, row in enumerate(rows[: -_MOST_ABOVE - 1 : -1], start=1):
        if below - row.box.bottom > _FAR * row.size:
            break
        mark = read_caption(row.text)
        if mark:
            first = len(rows) - taken
            # The title of a label that stands alone is all that follows, however it reads.
            alone = mark.title[0] == mark.title[1] and mark.unit is None and taken <= _TITLE_LINES + 1
            if not alone and not all(_may_go_on(row, other, size) for other in rows[first + 1 :]):
                break
            if first and _is_translation(rows[first - 1], mark):
                first -= 1
            return _rows_to_heading(rows[first:])
        if read_figure(row.text) or (len(row.chunks) > 2 and not _holds_unit(row)):
            break
        below = row.box.top
    if rows and top - rows[-1].box.bottom <= _FAR * rows[-1].size:
        unit = read_unit_line(rows[-1].text)
        if unit:
            return Heading((rows[-1],), unit=_passage(rows[-1]).part(*unit))
    return Heading(())


def _may_go_on(caption: Row, row: Row, size: float) -> bool:
    """Tell whether a row between a caption and its table may belong to them: long captions read like text.

    They are told from it by their type, which is smaller or bold throughout.
    """
    if not row.prose:
        return True
    same = abs(row.size - caption.size) < 0.3 and row.words[0].bold == caption.words[0].bold
    return same and (row.words[0].bold or row.size < size - 0.3)


def _holds_unit(row: Row) -> bool:
    return any(read_unit_line(chunk.text) for chunk in row.chunks)


def is_under_figure_caption(rows: Sequence[Row], top: float) -> bool:
    """Tell whether the nearest rows above are the caption of a figure, as some journals print it over the drawing."""
    below = top
    for row in rows[:-5:-1]:
        if below - row.box.bottom > _FAR * row.size:
            return False
        if read_caption(row.text):
            return False
        if read_figure(row.text):
            return True
        below = row.box.top
    return False


def find_heading_below(rows: Sequence[Row], bottom: float) -> Heading:
    """Find a caption among the first rows below a table, as some English journals print it."""
    if not rows or rows[0].box.top - bottom > _FAR * rows[0].size or not read_caption(rows[0].text):
        return Heading(())
    end = 1
    while end < len(rows) and end < _MOST_ABOVE and _continues_caption(rows[end - 1], rows[end]):
        end += 1
    return _rows_to_heading(rows[:end])


def _continues_caption(above: Row, row: Row) -> bool:
    close = row.box.center_y - above.box.center_y < 1.5 * above.size
    return close and abs(row.size - above.size) < 0.3 and not row.prose and not read_caption(row.text)


def _is_translation(row: Row, mark: CaptionMark) -> bool:
    other = read_caption(row.text)
    return other is not None and other.number == mark.number


def _passage(row: Row) -> Passage:
    return words_to_passage(row.line.words, gaps_are_printed=False)


def _rows_to_heading(rows: Sequence[Row]) -> Heading:
    passage = _passage(rows[0])
    mark = read_caption(passage.text)
    if mark is None:
        return Heading(())
    used = [rows[0]]
    titles = [passage.part(*mark.title)]
    unit = passage.part(*mark.unit) if mark.unit else None
    for row in rows[1:]:
        more = _passage(row)
        stated = read_unit_line(more.text)
        if stated:
            unit = more.part(*stated)
            used.append(row)
        elif read_caption(more.text):
            break
        elif unit is None:
            ending = _unit_at_end(more.text)
            titles.append(more.part(0, ending[2]) if ending else more)
            unit = more.part(*ending[:2]) if ending else None
            used.append(row)
    for row in rows[len(used) :]:
        # Under the translation of the caption: the unit may still follow.
        stated = read_unit_line(row.text)
        if stated and unit is None:
            unit = _passage(row).part(*stated)
            used.append(row)
    caption = join_lines([title for title in titles if title.text])
    return Heading(
        tuple(used), passage.part(*mark.label), mark.number, caption if caption.text else None, unit, mark.continued
    )


def _unit_at_end(text: str) -> tuple[int, int, int] | None:
    # The second line of a caption may end in the unit, as its first may; read it as a caption whose label is left out.
    label = "表 1 "
    mark = read_caption(label + text)
    if mark is None or mark.unit is None:
        return None
    return mark.unit[0] - len(label), mark.unit[1] - len(label), mark.title[1] - len(label)


def join_lines(passages: Sequence[Passage]) -> Passage:
    """Join the lines of one text: a blank between words of an alphabet, none beside an ideograph."""
    separators = [
        "" if _IDEOGRAPH.match(left.text[-1]) or _IDEOGRAPH.match(right.text[0]) else " "
        for left, right in pairwise(passages)
    ]
    return Passage.joined(passages, separators)


def count_note_rows(rows: Sequence[Row], bottom: float, size: float) -> int:
    """Count the rows right below a table that are its notes; `size` is the type size of the page's text.

    One of them must open as notes do, the first, or one after others in the same small type.
    Notes are set smaller than text: what follows in the same small type and step belongs
    to them. Where they are set like the text, only a line that the margin broke goes on,
    or one with a mark of its own.
    """
    if not rows or rows[0].box.top - bottom > _NOTE_STEP * size:
        return 0
    first = rows[0]
    small = first.size < size - 0.4
    run = 1
    while run < len(rows) and _steps_on(rows[run - 1], rows[run], first):
        run += 1
    opening = first.text[0] in _CIRCLED or opens_notes(first.text) or (small and read_note(first.text) is not None)
    if not opening and not (small and any(opens_notes(row.text) for row in rows[:run])):
        return 0
    if small:
        return run
    right = max(row.box.x1 for row in rows[:run])
    count = 1
    while count < run and (read_note(rows[count].text) or rows[count - 1].box.x1 > right - 2 * first.size):
        count += 1
    return min(count, _MOST_LIKE_TEXT)


def _steps_on(above: Row, row: Row, first: Row) -> bool:
    step = row.box.center_y - above.box.center_y
    if step > _NOTE_STEP * first.size or abs(row.size - first.size) > 0.4:
        return False
    return read_caption(row.text) is None and read_figure(row.text) is None


def rows_to_notes(rows: Sequence[Row]) -> tuple[Passage, ...]:
    """Cut the rows of notes into notes: one begins with 注：, 资料来源：, Source:, or the next of ① ② ③.

    A star or another mark at the head of a line begins one too, unless the line above ran to
    the margin: then the mark only happens to stand there.
    """
    notes: list[list[Passage]] = []
    right = max((row.box.x1 for row in rows), default=0.0)
    for index, row in enumerate(rows):
        passage = _passage(row)
        content = read_note(passage.text)
        broken = index > 0 and rows[index - 1].box.x1 > right - 2 * row.size
        begins = opens_notes(passage.text) or passage.text[0] in _CIRCLED or not broken
        if content and begins:
            notes.append([passage.part(*content)])
        elif notes:
            notes[-1].append(passage)
        else:
            notes.append([passage])
    return tuple(
        piece
        for note in notes
        for piece in _cut_at_marks(join_lines([part for part in note if part.text]))
        if piece.text.strip()
    )


def _cut_at_marks(note: Passage) -> list[Passage]:
    """Cut 注：① … ② … where the circled numbers count on."""
    cuts = [0]
    if note.text[:1] in _CIRCLED[:-1] and note.text:
        expected = _CIRCLED.index(note.text[0]) + 1
        for index, character in enumerate(note.text):
            if expected < len(_CIRCLED) and character == _CIRCLED[expected] and index:
                cuts.append(index)
                expected += 1
    cuts.append(len(note.text))
    return [_stripped(note, start, end) for start, end in pairwise(cuts)]


def _stripped(note: Passage, start: int, end: int) -> Passage:
    while end > start and note.text[end - 1].isspace():
        end -= 1
    return note.part(start, end)
