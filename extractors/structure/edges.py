"""Running heads and page numbers of drawn pages: rows that belong to no column, though they may stand in one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

import regex

from extractors.characters import to_plain
from extractors.structure.marks import is_page_number, is_prose
from extractors.structure.sheet import Row, Sheet, page_to_sheet

_EDGE: Final = 0.13  # of the page's height: where running heads and page numbers stand
_SAME_HEIGHT: Final = 8.0  # points
_MOST: Final = 2  # rows of them at either end
_DOUBLE: Final = 4.0  # points between the two lines of a double rule
_LONG_RULE: Final = 0.5  # of the page's width
_LETTERS: Final = regex.compile(r"\p{L}+")


def find_repeated(sheets: Iterable[Sheet]) -> frozenset[str]:
    """Return the letters of what stands at the head or foot of at least two pages, in the same place.

    Numbers may differ. Sentences that return there are none of it.
    """
    seen: Counter[tuple[str, int]] = Counter()
    for sheet in sheets:
        height = sheet.page.height
        seen.update(
            {
                (_letters(chunk.text), round(chunk.box.center_y / _SAME_HEIGHT))
                for chunk in sheet.chunks
                if (chunk.box.bottom < _EDGE * height or chunk.box.top > (1 - _EDGE) * height)
                and not is_prose(chunk.text)
            }
        )
    return frozenset(text for (text, _), count in seen.items() if text and count > 1)


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(to_plain(text)))


def find_furniture_rows(sheet: Sheet, rows: Sequence[Row], repeated: Iterable[str]) -> list[Row]:
    """Return the rows at head and foot of a page (rows from top to bottom) that are no text of its columns.

    All that stands on them returns on other pages or numbers this one, or a rule over at
    least half the page parts them from the text.
    """
    known = frozenset(repeated)
    head = [row for row in rows[:_MOST] if row.box.bottom < _EDGE * sheet.page.height]
    foot = [row for row in rows[: -_MOST - 1 : -1] if row.box.top > (1 - _EDGE) * sheet.page.height]
    return [*_prefix(sheet, head, rows, known), *_prefix(sheet, foot, rows[::-1], known)]


def _prefix(sheet: Sheet, near: Sequence[Row], rows: Sequence[Row], known: frozenset[str]) -> list[Row]:
    """Return the longest run of furniture that begins at the edge of the page."""
    found = 0
    for count in range(1, len(near) + 1):
        alike = all(_letters(chunk.text) in known or is_page_number(chunk.text) for chunk in near[count - 1].chunks)
        if (alike and found == count - 1) or (count < len(rows) and _parted(sheet, rows[count - 1], rows[count])):
            found = count
    return list(rows[:found])


def without_ruled_head(sheet: Sheet, repeated: frozenset[str]) -> Sheet:
    """Return a page without a running head that is ruled off, and without the rule under it.

    Between that rule and the first one of a table at the head of the page the head looks
    like a row of it. A row that returns on other pages with a rule above it is no head: it is
    that of a table.
    """
    height, width = sheet.page.height, sheet.page.width
    long = [stroke for stroke in sheet.strokes.across if stroke.length > _LONG_RULE * width]
    rule = next((stroke for stroke in long if stroke.position < _EDGE * height), None)
    if rule is None:
        return sheet
    above = [chunk for chunk in sheet.chunks if chunk.box.center_y < rule.position]
    if not above or not all(_letters(chunk.text) in repeated or is_page_number(chunk.text) for chunk in above):
        return sheet
    page = sheet.page
    words = tuple(word for word in page.words if not word.upright or word.box.center_y >= rule.position)
    rulings = tuple(ruling for ruling in page.rulings if not ruling.horizontal or ruling.top > rule.position + _DOUBLE)
    return page_to_sheet(replace(page, words=words, rulings=rulings))


def _parted(sheet: Sheet, row: Row, nearest: Row) -> bool:
    upper, lower = sorted((row.box.center_y, nearest.box.center_y))
    return any(
        upper < stroke.position < lower and stroke.length > _LONG_RULE * sheet.page.width
        for stroke in sheet.strokes.across
    )
