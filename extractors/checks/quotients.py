"""Quotients that a sentence speaks of (每块银幕产出票房, births per midwife), which are neither of the things that they are named by."""

from __future__ import annotations

from typing import Final

import regex

from extractors.checks.sheets import Sheet
from extractors.checks.words import Sentence
from extractors.model import Span

# Every year is no such thing, and a price is one of a kilogramme.
_PER_UNIT: Final = regex.compile(
    r"(?:每(?![年季月日天周次届期隔况逢增股逐]|公斤|千克|吨|斤|升|桶|平方)|单(?=[块台桩座店家户件机车船票笔篇株艘条架]))[^，。；：、（(\d]{1,10}"
    r"|\b[a-z]+\sper\s(?!cent|year|annum|month|week|day|quarter|kilo|ton|litre|liter|square)[a-z]+",
)
# What the name of a quotient has in a table.
QUOTIENTS: Final = frozenset(("每", "均", "单", "per", "average", "mean"))


def quotients_in(sentence: Sentence, sheet: Sheet) -> tuple[Span, ...]:
    """Return where a sentence speaks of a quotient of things, unless the caption says that the table shows such."""
    if QUOTIENTS.intersection(sheet.over):
        return ()
    return tuple(Span(*match.span()) for match in _PER_UNIT.finditer(sentence.text))
