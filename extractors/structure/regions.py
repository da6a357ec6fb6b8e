"""Tables on a drawn page, with everything that is printed round them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from extractors.lines import words_to_lines
from extractors.model import Box, Region, Ruling, Word
from extractors.structure.sheet import Row, Sheet
from extractors.structure.surroundings import Heading, rows_to_notes

_BESIDE: Final = 3.0  # points


@dataclass(frozen=True, slots=True)
class Found:
    """A region, and which words went into it (by where they begin in the text)."""

    region: Region
    words: frozenset[int]


def word_key(word: Word) -> int:
    """Return what no other word of the document has: where it begins in the text."""
    return word.span.start


def free_rows(sheet: Sheet, box: Box, taken: set[int]) -> list[Row]:
    """Return the rows of a box that no region has taken."""
    return [row for row in sheet.rows_in(box) if not any(word_key(word) in taken for word in row.words)]


def make_region(
    sheet: Sheet, box: Box, rows: Sequence[Row], heading: Heading, notes: Sequence[Row], *, closed: bool
) -> Found:
    """Put a region together from the rows of its body (at least one) and from what stands round it."""
    words = [word for row in rows for word in row.words]
    around = box.union(Box.around([word.box for word in words]))
    region = Region(
        page=sheet.page.number,
        box=around,
        lines=words_to_lines(words, sheet.page.number, gaps_are_printed=False),
        rulings=_rulings_in(sheet, around),
        number=heading.number,
        label=heading.label,
        caption=heading.caption,
        unit=heading.unit,
        notes=rows_to_notes(notes),
        continued=heading.continued,
        closed=closed,
    )
    surrounding = [word for row in (*heading.rows, *notes) for word in row.words]
    return Found(region, frozenset(word_key(word) for word in (*words, *surrounding)))


def _rulings_in(sheet: Sheet, box: Box) -> tuple[Ruling, ...]:
    return tuple(
        ruling
        for ruling in sheet.page.rulings
        if box.x0 - _BESIDE <= (ruling.x0 + ruling.x1) / 2 <= box.x1 + _BESIDE
        and box.top - _BESIDE <= (ruling.top + ruling.bottom) / 2 <= box.bottom + _BESIDE
    )
