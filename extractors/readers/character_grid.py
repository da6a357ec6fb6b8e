"""The grid of characters that a text is typed on: how far each character and each tab goes, in ems."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

_TAB_STOP: Final = 4.0  # em: eight half-width columns


def advanced(x: float, characters: str) -> float:
    """Return the place behind some characters that begin at a place; a tab goes to the next eighth column."""
    for character in characters:
        x = (x // _TAB_STOP + 1) * _TAB_STOP if character == "\t" else x + width_of(character)
    return x


@lru_cache(maxsize=30_000)
def width_of(character: str) -> float:
    """Return the width in ems: wide and full-width characters one, marks that are set over another none, others half."""
    if unicodedata.category(character) in {"Mn", "Me", "Cf"} and character != "\N{SOFT HYPHEN}":
        return 0.0
    return 1.0 if unicodedata.east_asian_width(character) in "WF" else 0.5
