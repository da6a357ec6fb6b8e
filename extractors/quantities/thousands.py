"""Noughts in brackets that say in what multiple a column counts: (000), ('000), (000s), (000,000)."""

from __future__ import annotations

from typing import Final

import regex

_THOUSANDS: Final = regex.compile(r"[(\[]\s?['’]?000(?:[ ,']?000)?s?\s?[)\]]|['’]000s?")


def is_thousands(plain: str) -> bool:
    """Tell whether a cell in plain characters is the multiple of its column and no nought."""
    return _THOUSANDS.fullmatch(plain) is not None
