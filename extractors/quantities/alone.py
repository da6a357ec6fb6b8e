"""A text that is a numeral and nothing else."""

from __future__ import annotations

from decimal import Decimal

import regex

from extractors.characters import to_plain
from extractors.model import Quantity, Span, Unit
from extractors.quantities.chinese import DIGITS, FORMAL, FORMAL_TO_ORDINARY, read_decimal
from extractors.quantities.english_numbers import read_number_words
from extractors.quantities.figures import CELL_FIGURE, read_figure
from extractors.vocabulary.units import Units

_SIGN = regex.compile(r"[-+]|负|(?i:minus|negative)\s")
_FIGURE = regex.compile(CELL_FIGURE)
_CHINESE = regex.compile(rf"(?:[{DIGITS}十百千廿卅万亿{FORMAL}萬億]+)(?:点[{DIGITS}]+)?")
_LONGEST = 80


def read_alone(text: str, units: Units) -> Quantity | None:
    """Read a text that is one number: 三百二十五, -12, minus forty; None for any other, also for a number with a unit.

    In running text a number word without a unit states nothing (三 of 三角); alone it can be nothing else.
    """
    printed = text.strip()
    if not printed or len(printed) > _LONGEST:
        return None
    plain = to_plain(printed)
    sign = _SIGN.match(plain)
    body = plain[sign.end() :] if sign is not None else plain
    read = _read_body(body.strip(), units)
    if read is None:
        return None
    value, decimals, power = read
    negative = sign is not None and sign.group() != "+"
    start = text.index(printed)
    span = Span(start, start + len(printed))
    return Quantity(printed, span, span, -value if negative else value, None, decimals, Unit(None, None, power))


def _read_body(body: str, units: Units) -> tuple[Decimal, int, int] | None:
    if _FIGURE.fullmatch(body):
        figure = read_figure(body)
        return figure.value, figure.decimals, 0
    if _CHINESE.fullmatch(body):
        read = read_decimal(body.translate(FORMAL_TO_ORDINARY))
        return None if read is None else (*read, 0)
    words = read_number_words(body, 0)
    if words is None:
        return None
    value, end = words
    scale = units.match(body, end)
    if end == len(body):
        return value, 0, 0
    return (value, 0, scale.multiplier) if scale and scale.code is None and scale.end == len(body) else None
