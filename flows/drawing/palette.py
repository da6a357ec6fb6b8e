"""How each kind of mark is painted, and what the legend calls it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from flows.drawing.mark import MarkKind

Color = tuple[int, int, int]
Form = Literal["tint", "outline", "stroke", "underline", "badge"]


@dataclass(frozen=True, slots=True)
class Style:
    """The form and colour of a kind of mark; `width`, and the `room` that an outline leaves round it, in pixels."""

    form: Form
    color: Color
    title: str
    width: int = 1
    dashed: bool = False
    room: int = 0


# Tints are multiplied with the print, which stays black; the order is that of painting and of the legend.
PALETTE: Final[dict[MarkKind, Style]] = {
    "figure": Style("tint", (232, 226, 214), "figure"),
    "running_head": Style("tint", (222, 222, 222), "running head"),
    "page_number": Style("tint", (222, 222, 222), "page number"),
    "front": Style("tint", (214, 240, 240), "front matter"),
    "heading": Style("tint", (228, 214, 250), "heading"),
    "caption": Style("tint", (190, 216, 255), "caption"),
    "unit_line": Style("tint", (170, 236, 232), "unit line"),
    "note": Style("tint", (255, 234, 176), "note"),
    "corner": Style("tint", (214, 206, 238), "corner cell"),
    "column_header": Style("tint", (198, 220, 250), "header cell"),
    "row_header": Style("tint", (204, 240, 204), "stub cell"),
    "body": Style("tint", (255, 246, 214), "body cell"),
    "paragraph": Style("outline", (160, 160, 160), "paragraph"),
    "reference": Style("outline", (190, 160, 120), "reference"),
    "region": Style("outline", (20, 80, 200), "table: number, method, confidence, rows x columns", 3),
    "unread_region": Style("outline", (200, 0, 120), "table that was not rebuilt", 3, dashed=True),
    "gutter": Style("stroke", (255, 255, 255), "boundary between cells", 2),
    "crossing": Style("stroke", (240, 60, 200), "boundary that print crosses", 3),
    "cell": Style("outline", (110, 130, 160), "print of a cell"),
    "claim": Style("underline", (0, 150, 60), "claim", 2),
    "unaccounted": Style("outline", (255, 120, 0), "numeral not accounted for", 2, room=2),
    "contradiction": Style("outline", (220, 0, 0), "contradiction: check, rule", 3, room=3),
    "order": Style("badge", (70, 70, 70), "reading order (12+ goes on from elsewhere, h2: heading of level 2)"),
}
