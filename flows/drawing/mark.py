"""One thing to paint on a page: what it is, where, and what to write beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extractors.model import Box

MarkKind = Literal[
    # areas, from the widest to the narrowest: what is painted later covers what was painted before
    "figure",
    "running_head",
    "page_number",
    "front",
    "heading",
    "caption",
    "unit_line",
    "note",
    "corner",
    "column_header",
    "row_header",
    "body",
    # outlines and strokes
    "paragraph",
    "reference",
    "region",
    "unread_region",
    "gutter",
    "crossing",
    "cell",
    "claim",
    "unaccounted",
    "contradiction",
    "order",
]


@dataclass(frozen=True, slots=True)
class Mark:
    """A rectangle on a page, in points from its top left corner; a stroke is a rectangle without width or height."""

    kind: MarkKind
    box: Box
    label: str = ""
