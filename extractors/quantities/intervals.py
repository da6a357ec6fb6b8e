"""Values as printed stand for intervals: 4.72 is anything that rounds, or is cut, to 4.72."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.model import Verdict

_HALF = Decimal("0.5")
_MOST_FIGURES = 27  # of the 28 that Python's decimals have where nothing else is said


@dataclass(frozen=True, slots=True)
class Interval:
    """What a printed or computed value may be: the value itself, and its bounds by rounding of what was printed."""

    low: Decimal
    value: Decimal
    high: Decimal

    @staticmethod
    def printed(value: Decimal, decimals: int | None) -> Interval:
        """Return what rounds to a printed value; no decimals known means as many as the value has."""
        half = _HALF.scaleb(-_places(value, decimals))
        return Interval(value - half, value, value + half)

    @staticmethod
    def exact(value: Decimal | int) -> Interval:
        """Return a value that was not rounded."""
        return Interval(Decimal(value), Decimal(value), Decimal(value))

    def scaled(self, power: int) -> Interval:
        """Return the interval in another power of ten."""
        return Interval(self.low.scaleb(power), self.value.scaleb(power), self.high.scaleb(power))

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.value + other.value, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.value - other.value, self.high - other.low)

    def __mul__(self, factor: int) -> Interval:
        return Interval(self.low * factor, self.value * factor, self.high * factor)

    def ratio(self, other: Interval) -> Interval | None:
        """Return the quotient; None where the divisor may be nought or a sign is in doubt."""
        if other.low <= 0 or self.low < 0:
            return None
        return Interval(self.low / other.high, self.value / other.value, self.high / other.low)

    def root(self, degree: int) -> Interval:
        """Return the root of a positive interval, as average rates need it."""
        power = Decimal(1) / Decimal(degree)
        return Interval(self.low**power, self.value**power, self.high**power)


def total(intervals: Sequence[Interval]) -> Interval:
    """Return the sum of intervals."""
    result = Interval.exact(0)
    for interval in intervals:
        result += interval
    return result


def compare(stated: Decimal, decimals: int | None, expected: Interval) -> Verdict:
    """Weigh a printed value against what it should be.

    `agrees`: the expected value, rounded as printed, is the printed one. `agrees_rounded`: some
    value that the inputs may stand for is. `agrees_truncated`: printed digits are those of the expected value,
    cut instead of rounded. Otherwise `contradicts`.
    """
    step = Decimal(1).scaleb(-_places(stated, decimals))
    half = step * _HALF
    if abs(expected.value - stated) < half or expected.value == stated:
        same = expected.value == stated
        return "agrees" if same else "agrees_rounded"
    if expected.low <= stated + half and stated - half <= expected.high:
        return "agrees_rounded"
    if stated * expected.value < 0:
        return "contradicts"
    ends = sorted((abs(expected.low), abs(expected.high)))
    if ends[0] < abs(stated) + step and abs(stated) <= ends[1]:
        return "agrees_truncated"
    return "contradicts"


def to_places(value: Decimal, places: int) -> Decimal:
    """Round to so many decimals; a number of more figures than the arithmetic carries, such as a code taken for one, stays as it is."""
    return value if value.adjusted() + places >= _MOST_FIGURES else round(value, places)


def _places(value: Decimal, decimals: int | None) -> int:
    if decimals is not None:
        return decimals
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
