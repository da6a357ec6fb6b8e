"""The captions of flattened texts: on one line, or with label, title and unit on lines of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import regex

from extractors.characters import to_plain
from extractors.model import Line, Passage
from extractors.structure.cells import is_numeric, is_unit
from extractors.structure.flat_text import FlatText
from extractors.structure.line_widths import count_ideographs
from extractors.structure.marks import CaptionMark, is_prose, read_caption, read_note, read_unit_line
from extractors.structure.sentences import join_lines

_CORNER: Final = 6  # ideographs of a corner, or of a header's word
_TITLE: Final = 9
# No title ends with such a word.
_UNFINISHED: Final = regex.compile(
    r"(?:\s(?:and|or|of|for|in|the|by|with|to|on|at|from|an?|per|between|among|than|as|its|their)|,)\s*$"
)
# Under a label that stands alone a title may hold a comma, as prose does (Fleet and landings, 2022), but ends in no mark.
_CLAUSE_END: Final = regex.compile(r"[。，；：、,;:.]\s*$")
_BARE_UNIT: Final = regex.compile(r"\s*[(\[]\s*(?P<unit>[^()\[\]]{1,20}?)\s*[)\]]\s*")
_AND: Final = regex.compile(r"\s*[、，,；;和]\s*")
_UNIT_WORD: Final = regex.compile(r"[\s(（]*(?P<word>(?:计量|货币)?单\s?位\s*[:：])\s*$")


@dataclass(slots=True)
class FlatCaption:
    """A caption that may stand on several lines: the index behind it, and its parts.

    `corner` is a line of the table that was printed between them.
    """

    end: int
    label: Passage
    number: str | None
    title: Passage | None
    unit: Passage | None
    continued: bool
    corner: Line | None = None


def read_flat_caption(flat: FlatText, index: int) -> FlatCaption | None:
    """Read the caption that begins at a line, with its title and unit on the lines below; None where none begins."""
    line = flat.lines[index]
    joined = flat.join_split_label(index)
    passage, end = joined or (line.passage, index + 1)
    mark = read_caption(passage.text)
    if mark is None or _goes_on_from_before(flat, index, mark):
        return None
    caption = _mark_to_caption(passage, mark, end)
    if caption.title is None and not caption.continued and not _take_title_behind_corner(flat, caption):
        _take_title_below(flat, caption)
    _take_second_line(flat, caption)
    _take_broken_unit(flat, caption)
    _take_unit_line(flat, caption)
    return caption


def _goes_on_from_before(flat: FlatText, index: int, mark: CaptionMark) -> bool:
    # "…，见" at the end of a line and 表 3 … at the beginning of the next are one sentence. A caption that
    # interrupts a sentence has a title; a reference that a line begins with goes on with punctuation, which the
    # mark has refused, or with nothing.
    before = flat.previous(index)
    if before is None:
        return False
    text = flat.lines[before].text.rstrip()
    if read_note(text) is not None or text.endswith(("数据", "证据", "依据")):
        return False  # the note of the table before, or a noun: 据 leads on to a table by itself only
    return text.endswith(("见", "如", "由", "从", "据", "和", "与", "及", "see", "See", "in", "of", "and")) and (
        mark.title[0] == mark.title[1] or not flat.is_cell_like(flat.next(index))
    )


def _take_title_behind_corner(flat: FlatText, caption: FlatCaption) -> bool:
    # Where a wide gap parts label and title, tools that gather words into boxes put the label, at the left edge,
    # with the first word of the header below it: 表 3 / 地区 / the title / the next word of the header. A corner is
    # short, a title is long, and what follows is short again. The corner goes back to the cells.
    first = flat.skip(caption.end)
    second = None if first is None else flat.next(first)
    third = None if second is None else flat.next(second)
    if first is None or second is None or third is None or caption.corner is not None:
        return False
    corner, title, after = (flat.lines[index].text.strip() for index in (first, second, third))
    if not 2 <= count_ideographs(corner) <= _CORNER or count_ideographs(corner) < len(corner) - 1:
        return False
    if count_ideographs(title) < _TITLE or len(title.split()) > len(title) // 3 or count_ideographs(after) > _CORNER:
        return False
    if is_numeric(title) or is_prose(title) or read_note(title) is not None or read_unit_line(title) is not None:
        return False
    caption.corner, caption.title, caption.end = flat.lines[first], flat.lines[second].passage, second + 1
    return True


def _take_title_below(flat: FlatText, caption: FlatCaption) -> None:
    following = flat.skip(caption.end)
    if following is None:
        return
    line = flat.lines[following]
    text = line.text
    if (
        read_unit_line(text) is None
        and read_note(text) is None
        and not is_numeric(text)
        and not (is_prose(text) and _CLAUSE_END.search(text))
        and count_ideographs(text) + len(regex.findall(r"\p{Latin}{2,}", text)) >= 4
    ):
        mark = read_caption(f"表0 {text}")
        if mark is None:
            return
        caption.title = line.passage.part(mark.title[0] - 3, mark.title[1] - 3)
        if mark.unit:
            caption.unit = line.passage.part(mark.unit[0] - 3, mark.unit[1] - 3)
        caption.end = following + 1


def _take_second_line(flat: FlatText, caption: FlatCaption) -> None:
    # A long title is broken where a word leads on to the next line, or its second line ends with the unit, as a header's cells never do.
    following = flat.skip(caption.end)
    if following is None or caption.title is None or caption.unit is not None:
        return
    line = flat.lines[following]
    if read_unit_line(line.text) is not None:
        return
    if _UNFINISHED.search(caption.title.text) and not is_numeric(line.text) and not is_prose(line.text):
        caption.title, caption.end = join_lines([caption.title, line.passage]), following + 1
        return
    mark = read_caption(f"表0 {line.text}")
    if mark is None or mark.unit is None or mark.title[0] == mark.title[1] or is_numeric(line.text):
        return
    caption.title = join_lines([caption.title, line.passage.part(mark.title[0] - 3, mark.title[1] - 3)])
    caption.unit = line.passage.part(mark.unit[0] - 3, mark.unit[1] - 3)
    caption.end = following + 1


def _take_broken_unit(flat: FlatText, caption: FlatCaption) -> None:
    # 单位： at the end of a line and the unit itself on the next: a change of type or a tab stands between the two,
    # and tools that follow the drawing begin a new line there.
    following = flat.skip(caption.end)
    if following is None or caption.title is None or caption.unit is not None:
        return
    title, end = caption.title, following + 1
    if not _UNIT_WORD.search(title.text):
        below = flat.skip(end)
        if below is None or is_numeric(flat.lines[following].text):
            return
        title, following, end = join_lines([title, flat.lines[following].passage]), below, below + 1
    word = _UNIT_WORD.search(title.text)
    if word is None or not is_unit(flat.lines[following].text):
        return
    caption.unit = join_lines([title.part(*word.span("word")), flat.lines[following].passage])
    caption.title = title.part(0, word.start())
    caption.end = end


def _take_unit_line(flat: FlatText, caption: FlatCaption) -> None:
    following = flat.skip(caption.end)
    if following is None or caption.unit is not None:
        return
    text = flat.lines[following].text
    unit = read_unit_line(text) or _bare_unit(text)
    if unit:
        caption.unit = flat.lines[following].passage.part(*unit)
        caption.end = following + 1


def _bare_unit(text: str) -> tuple[int, int] | None:
    """Return the run of a unit that stands alone in brackets, without a word for unit: （亿元）, （万人，%）.

    Right under a caption it is said of the whole table; further down it would be the second line of a column's label.
    """
    match = _BARE_UNIT.fullmatch(to_plain(text))
    return match.span("unit") if match and all(is_unit(part) for part in _AND.split(match["unit"])) else None


def _mark_to_caption(passage: Passage, mark: CaptionMark, end: int) -> FlatCaption:
    title = passage.part(*mark.title)
    return FlatCaption(
        end=end,
        label=passage.part(*mark.label),
        number=mark.number,
        title=title if title.text.strip() else None,
        unit=passage.part(*mark.unit) if mark.unit else None,
        continued=mark.continued,
    )
