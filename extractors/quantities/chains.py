"""Numbers in digits that are said part by part: 1亿2000万元, 3万5千人."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from extractors.model import Quantity, Span, Unit
from extractors.quantities.source import Source

_POWERS = {"万亿": 12, "亿": 8, "千万": 7, "百万": 6, "万": 4, "千": 3, "百": 2}
# Each multiplier is smaller than the one before; what follows the last of them is bare. A chain has at least two parts.
_CHAIN = regex.compile(
    r"(?P<lead>\d{1,4}(?:\.\d{1,3})?)\s?(?P<unit>万亿|亿|万|千)[零〇又]?(?=\d)"
    r"(?:\s?(?P<part>\d{1,4})\s?(?P<step>亿|千万|百万|万|千|百)){0,4}[零〇]?(?P<rest>\d{1,4}(?![\d.,%]|\s?[-~]\s?\d))?"
)
_GOES_ON = regex.compile(r"\s?(?:万亿|亿|万|千)[零〇又]?\d")
_MULTIPLIERS = frozenset("万亿千")
_RANGE = regex.compile(r"\s?(?:[-~]|--|至|到)\s?")


@dataclass(frozen=True, slots=True)
class _Chain:
    """A value in units of the first multiplier, 10^power; its last printed digit counts 10^last."""

    value: Decimal
    power: int
    last: int
    end: int
    multiplier: Span


def goes_on(plain: str, end: int) -> bool:
    """Tell whether behind the digits that end there stands a multiplier, and then more digits."""
    follower = plain[end : end + 1]
    return (follower in _MULTIPLIERS or follower.isspace()) and _GOES_ON.match(plain, end) is not None


def read_chain(source: Source, at: int, stop: int) -> Quantity | None:
    """Read a number that is said part by part: 1亿2000万元 is 1.2 with the multiplier of 亿 and four decimals; None for any other."""
    chain = _match_chain(source.plain, at, stop)
    if chain is None:
        return None
    end, value_to = chain.end, None
    unit, reach, more = source.unit_after(end)
    if unit is not None and (unit.multiplier or reach > stop):
        return None
    # 1亿2000万至1亿5000万元, 1亿2000万元至1亿5000万元
    mark = _RANGE.match(source.plain, reach if unit else end, stop)
    upper = None if mark is None else _match_chain(source.plain, mark.end(), stop)
    if upper is not None and upper.power == chain.power and upper.value > chain.value:
        again, again_reach, _ = source.unit_after(upper.end)
        if unit is None or (again is not None and again.code == unit.code):
            unit, reach, end, value_to = again, again_reach, upper.end, upper.value
    printed = source.text[chain.multiplier.start : chain.multiplier.end]
    whole = Unit(printed + (unit.text or "") if unit else printed, unit.code if unit else None, chain.power, "stated")
    start, value = (at - 1, -chain.value) if source.before(at, 1) == "负" else (at, chain.value)
    span = Span(start, reach if unit else end)
    decimals = chain.power - chain.last
    quantity = source.stated(span, Span(at, end), value, whole, decimals=decimals, value_to=value_to)
    return replace(quantity, modifier="over") if more and quantity.modifier == "exact" else quantity


def _match_chain(plain: str, at: int, stop: int) -> _Chain | None:
    match = _CHAIN.match(plain, at, stop)
    if match is None:
        return None
    power = last = _POWERS[match["unit"]]
    value = Decimal(match["lead"])
    for part, step in zip(match.captures("part"), match.captures("step"), strict=True):
        if _POWERS[step] >= last or Decimal(part).scaleb(_POWERS[step]) >= Decimal(1).scaleb(last):
            return None
        last = _POWERS[step]
        value += Decimal(part).scaleb(last - power)
    if match["rest"] is not None:
        # 3万5000 goes down to its last digit; 2万1 and 3亿5 do not say how far.
        if len(match["rest"]) < min(last, 4) - 1 or Decimal(match["rest"]) >= Decimal(1).scaleb(last):
            return None
        last, value = 0, value + Decimal(match["rest"]).scaleb(-power)
    return None if last == power else _Chain(value.normalize(), power, last, match.end(), Span(*match.span("unit")))
