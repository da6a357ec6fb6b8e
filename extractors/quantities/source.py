"""A text in which numerals are looked for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import regex

from extractors.model import Modifier, Quantity, Span, Unit
from extractors.quantities.modifiers import read_modifier
from extractors.vocabulary.units import UnitMatch, Units

# 80余家, 三十多个, 10多亿元: the words for more stand between numeral and unit, or behind the multiplier.
_MORE = frozenset("余多几来")
_YEARS = regex.compile(r"(?<!\d)(?:1[89]|20)\d\d$")


@dataclass(frozen=True, slots=True)
class Source:
    """A text as printed, the same in plain form, and the units that may stand in it."""

    text: str
    plain: str
    units: Units

    def before(self, at: int, length: int) -> str:
        """Return at most `length` characters that stand before a place, in plain form."""
        return self.plain[max(0, at - length) : at]

    def stated(
        self,
        span: Span,
        numeral: Span,
        value: Decimal,
        unit: Unit,
        *,
        decimals: int = 0,
        value_to: Decimal | None = None,
        modifier: Modifier | None = None,
    ) -> Quantity:
        """Return a quantity; the words around it make its modifier unless one is given."""
        bound = modifier or read_modifier(self.plain, span.start, span.end)
        if value_to is not None:
            bound = "between"
        # "over four years" is a span of time, not a bound.
        elif bound == "over" and unit.code in ("a", "mo") and self.before(span.start, 5).lower() == "over ":
            bound = "exact"
        return Quantity(self.text[span.start : span.end], span, numeral, value, value_to, decimals, unit, bound)

    def refused(self, span: Span, reason: str) -> Quantity:
        """Return a numeral that states nothing."""
        return Quantity(self.text[span.start : span.end], span, span, None, reason=reason)

    def unit_after(self, end: int, currency: UnitMatch | None = None) -> tuple[Unit | None, int, bool]:
        """Return the unit behind a numeral, where it ends, and whether 余, 多 or 几 stands between.

        `currency` is the sign that stands before the numeral. The 年 behind a number like 2021 is no unit.
        """
        at, more = end, False
        money = currency is not None
        if self.plain[end : end + 1] in _MORE:
            at, more = end + 1, True
        match = self.units.match(self.plain, at, money=money)
        if match is not None and match.code is None and self.plain[match.end : match.end + 1] in _MORE:
            again = self.units.match(self.plain, match.end + 1)
            if again is not None and again.code is not None and again.multiplier == 0:
                return self._unit(at, again.end, again.code, match.multiplier), again.end, True
            if again is None and self.plain[match.end] in "余多":
                return self._unit(at, match.end, None, match.multiplier), match.end + 1, True
        if match is None and more:
            at, more = end, False
            match = self.units.match(self.plain, end, money=money)
        if currency is not None:
            sign = self.text[currency.start : currency.end]
            # 港币200万元: 元 is short for any currency that is named before the number.
            if match is not None and (match.code in (None, currency.code) or self.plain[match.end - 1] == "元"):
                printed = sign + self.text[match.start : match.end]
                return Unit(printed, currency.code, match.multiplier, "stated"), match.end, more
            return Unit(sign, currency.code, 0, "stated"), end, False
        if match is None or (self.plain[match.start] == "年" and _YEARS.search(self.before(end, 5))):
            return None, end, False
        return self._unit(match.start, match.end, match.code, match.multiplier), match.end, more

    def _unit(self, start: int, end: int, code: str | None, multiplier: int) -> Unit:
        return Unit(self.text[start:end], code, multiplier, "stated")
