"""The lines that a claim of a PDF stands on: its published place is one box, which may hold half a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import Any, Final

import pypdfium2
from pypdfium2 import raw

from extractors.model import Box
from flows.report.refs import Row

_TALL: Final = 1.7  # lines; a box that is higher holds several
_NEAR: Final = 6.0  # points by which the box of the characters may differ from the published one
_MOST_CHARACTERS: Final = 50_000


def find_strips(content: bytes, claims: Iterable[Row]) -> dict[str, list[Box]]:
    """Return the boxes of the lines of each claim that stands on several, by its id; not of those that are not found again."""
    placed = [claim for claim in claims if claim["page"] is not None and claim["x0"] is not None]
    heights = [claim["bottom"] - claim["top"] for claim in placed]
    if not heights:
        return {}
    tall = [claim for claim in placed if claim["bottom"] - claim["top"] > _TALL * median(heights)]
    found: dict[str, list[Box]] = {}
    if not tall:
        return found
    sheets = pypdfium2.PdfDocument(content)
    try:
        for number in sorted({claim["page"] for claim in tall}):
            text, boxes = _read(sheets, number - 1)
            for claim in (claim for claim in tall if claim["page"] == number):
                strips = _find(claim, text, boxes)
                if strips:
                    found[claim["claim_id"]] = strips
    finally:
        sheets.close()
    return found


def _read(sheets: Any, index: int) -> tuple[str, list[Box]]:  # noqa: ANN401 (the library is not typed)
    """Return the characters of a page but the blanks, and the box of each; none of a page that is turned."""
    try:
        sheet = sheets[index]
    except pypdfium2.PdfiumError:
        return "", []
    try:
        if sheet.get_rotation():
            return "", []
        left, _, _, top = sheet.get_mediabox()
        layer = sheet.get_textpage()
        try:
            characters, boxes = [], []
            for place in range(min(layer.count_chars(), _MOST_CHARACTERS)):
                code = raw.FPDFText_GetUnicode(layer, place)
                character = chr(code) if 0 < code < 0x110000 else ""
                if character and not character.isspace():
                    x0, y0, x1, y1 = layer.get_charbox(place)
                    characters.append(character)
                    boxes.append(Box(x0 - left, top - y1, x1 - left, top - y0))
            return "".join(characters), boxes
        finally:
            layer.close()
    finally:
        sheet.close()


def _find(claim: Row, text: str, boxes: Sequence[Box]) -> list[Box]:
    wanted = "".join(claim["text"].split())
    hull = Box(claim["x0"], claim["top"], claim["x1"], claim["bottom"])
    start = text.find(wanted) if wanted else -1
    while start >= 0:
        run = boxes[start : start + len(wanted)]
        around = Box.around(run)
        beyond = max(hull.top - around.top, around.bottom - hull.bottom)
        if abs(around.x0 - hull.x0) + abs(around.x1 - hull.x1) < _NEAR and beyond < _NEAR:
            return _to_lines(run)
        start = text.find(wanted, start + 1)
    return []


def _to_lines(run: Sequence[Box]) -> list[Box]:
    lines = [[run[0]]]
    for before, box in pairwise(run):
        if box.x0 < before.x0:
            lines.append([])
        lines[-1].append(box)
    return [Box.around(line) for line in lines]
