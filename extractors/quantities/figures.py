"""Numbers printed in digits, and their exact values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import regex

# 1,234.5 · 1 234 · 1'234 · 1234.5 · .5 — thousands are marked by a comma, an apostrophe or a (thin) blank in plain form.
# A blank marks thousands only between full groups of three, and the first group is one to three digits.
_GROUPED = r"[1-9]\d{0,2}(?:,\d{3})+(?!\d)(?:\.\d+)?|[1-9]\d{0,2}(?:'\d{3})+(?!\d)(?:\.\d+)?"
_SPACED = r"[1-9]\d{0,2}(?: \d{3})+(?![\d,])(?:\.\d+)?"
_PLAIN = r"\d+(?:\.\d+)?"
# Only in cells: a comma before other than three digits is the decimal mark of continental Europe.
_COMMA = r"\d{1,3}(?:\.\d{3})+,\d+|\d+,(?:\d{1,2}|\d{4,})(?!\d)|0,\d+"

FIGURE = rf"(?:{_GROUPED}|{_SPACED}|{_PLAIN})"
CELL_FIGURE = rf"(?:{_GROUPED}|{_COMMA}|{_SPACED}|\.\d+|{_PLAIN})(?:[eE][-+]?\d{{1,3}}|\s?[x×*]\s?10\^?[-+]?\d{{1,3}})?"

# Words for a minus, before a number; 正负5% is a bound on both sides.
_NEGATIVE = regex.compile(r"(?<!正)负$|\b(?i:minus|negative)\s$")
_POWER = regex.compile(r"(?:[eE]|\s?[x×*]\s?10\^?)(?P<power>[-+]?\d{1,3})$")
_CONTINENTAL = regex.compile(rf"(?:{_COMMA})$")
_THOUSANDS = regex.compile(rf"(?:{_GROUPED}|{_SPACED})$")


@dataclass(frozen=True, slots=True)
class Figure:
    """The value of digits as printed, and how many of them stand after the decimal mark."""

    value: Decimal
    decimals: int


def find_negative(plain: str, start: int, end: int) -> regex.Match[str] | None:
    """Find the word for a minus that ends at `end` and does not begin before `start`; most numerals have none."""
    ahead = plain[end - 1 : end]
    return _NEGATIVE.search(plain, start, end) if ahead == "负" or ahead.isspace() else None


def read_figure(plain: str) -> Figure:
    """Read unsigned digits that match FIGURE or CELL_FIGURE, exactly: 1,234.50 is 1234.50 with two decimals."""
    whole, point, part = plain.partition(".")
    if whole.isdecimal() and (part.isdecimal() or not point):
        return Figure(Decimal(plain), len(part))
    power = _POWER.search(plain)
    digits = plain[: power.start()] if power is not None else plain
    if _CONTINENTAL.match(digits) and not _THOUSANDS.match(digits):
        digits = digits.replace(".", "").replace(",", ".")
    digits = digits.replace(",", "").replace(" ", "").replace("'", "")
    shift = int(power["power"]) if power is not None else 0
    decimals = len(digits.partition(".")[2])
    return Figure(Decimal(digits).scaleb(shift) if shift else Decimal(digits), max(decimals - shift, 0))
