"""Whether a stated number may be a slip for the one that is expected: how writers and setters of type go wrong."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from extractors.model import Claim
from extractors.quantities.intervals import to_places

_DIGITS: Final = 3  # of two numbers that differ in one of them and are no chance
_FEWEST: Final = 2
_SAME_FIGURES: Final = Decimal("0.005")
_OF_FOUR: Final = Decimal("0.0004")
_POWERS: Final = (-4, -3, -2, -1, 1, 2, 3, 4)
_TELLING: Final = 4  # figures that are no chance
_POINTS: Final = 10  # percentage points between a slip and the value that was meant


def is_misprint(claim: Claim, expected: Decimal, digits: int = _DIGITS) -> bool:
    """Tell whether a stated value is the expected one with a figure changed, left out or put in, or two that changed places.

    Of two unrelated numbers of three figures one pair in forty is so near: the figures themselves say what is meant.
    """
    printed = to_places(abs(expected), max(claim.decimals or 0, 0))
    return differ_as_misprints(abs(claim.value or Decimal(0)), printed, digits)


def differ_as_misprints(one: Decimal, other: Decimal, digits: int = _DIGITS) -> bool:
    """Tell whether two values of so many figures differ in one figure, or in the order of two."""
    if not one or not other:
        return False
    fewest = min(len(_figures(abs(one))), len(_figures(abs(other))))
    if _figures(abs(one)) == _figures(abs(other)):
        return fewest >= digits  # a power of ten apart
    left, right = _written(abs(one)), _written(abs(other))
    # One slip, not two: a figure changes where it stands (3.4 is no misprint of 33), or the point moves with one that is left out.
    moved = abs(one.adjusted() - other.adjusted())
    return fewest >= digits and moved <= abs(len(left) - len(right)) and _edits(left, right) <= 1


def chance_of_misprint(claim: Claim, expected: Decimal) -> float:
    """Return how likely a number of as many figures is by chance one that differs as misprints do, 1 where it does not.

    Of the numbers of k figures, 9 · 10^(k-1), k - 1 have two neighbouring figures exchanged and 9k one changed.
    """
    printed = to_places(abs(expected), max(claim.decimals or 0, 0))
    left, right = _figures(abs(claim.value or Decimal(0))), _figures(printed)
    if left == right or len(left) != len(right) or not left:
        return 1.0
    differing = sum(map(str.__ne__, left, right))
    size = len(left)
    numbers: float = 9 * 10 ** (size - 1)
    if differing == 2 and any(left[:at] + left[at : at + 2][::-1] + left[at + 2 :] == right for at in range(size - 1)):
        return (size - 1) / numbers
    return 9 * size / numbers if differing == 1 else 1.0


def is_told(claim: Claim, expected: Decimal) -> bool:
    """Tell whether the figures of a stated value say themselves which value is meant: four that differ as misprints do, or stand a power of ten apart."""
    return is_misprint(claim, expected, _TELLING) or (
        digits_of(claim) >= _TELLING and is_shifted(claim, expected, _OF_FOUR)
    )


def is_slip(claim: Claim, expected: Decimal, *, quoted: bool) -> bool:
    """Tell whether a stated value may be a slip for the expected one: of its size, or its digits with the point elsewhere.

    What is far off is more likely the value of something else.
    """
    stated, expected = abs(claim.value or Decimal(0)), abs(expected)
    if not stated or not expected:
        return False
    if claim.kind == "point_change":
        return abs(stated - expected) <= _POINTS
    ratio = stated / expected
    if not quoted and Decimal("0.4") < ratio < Decimal("2.5"):
        return True
    if is_misprint(claim, expected):
        return True
    # Of two figures one that is left out leaves nothing that tells (46 of 465).
    if quoted and len(_figures(stated)) == len(_figures(expected)) and is_misprint(claim, expected, _FEWEST):
        return True
    return is_shifted(claim, expected)


def is_shifted(claim: Claim, expected: Decimal, within: Decimal = _SAME_FIGURES) -> bool:
    """Tell whether a stated value has the figures of the expected one with the point elsewhere: 万 for 亿, millions for thousands."""
    stated, expected = abs(claim.value or Decimal(0)), abs(expected)
    if not stated or not expected or min(len(_figures(stated)), len(_figures(expected))) < _FEWEST:
        return False  # of one figure every tenth number is as many
    figures = min(len(_figures(stated)), len(_figures(expected)))
    within = min(within, Decimal(5).scaleb(-figures))  # as near as the figures tell
    ratio = stated / expected
    return any(abs(ratio.scaleb(power) - 1) < within for power in _POWERS)


def _figures(value: Decimal) -> str:
    return format(value, "f").replace(".", "").strip("0")


def _written(value: Decimal) -> str:
    """Return the figures of a number as they are set: noughts at the end of a whole number are figures, those of a fraction may be left out."""
    text = format(value, "f")
    return (text.rstrip("0") if "." in text else text).replace(".", "").lstrip("0")


def _edits(left: str, right: str) -> int:
    """Count the digits by which two numbers differ: changed, left out or put in (Levenshtein 1966); three where it is more."""
    if abs(len(left) - len(right)) > 1:
        return 3
    if len(left) == len(right) and sorted(left) == sorted(right) and sum(map(str.__ne__, left, right)) == 2:
        return 1  # two figures that have changed places
    row = list(range(len(right) + 1))
    for index, one in enumerate(left, start=1):
        diagonal, row[0] = row[0], index
        for place, other in enumerate(right, start=1):
            diagonal, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, diagonal + (one != other))
    return row[-1]


def digits_of(claim: Claim) -> int:
    """Count the figures of a claimed value that say something: noughts at the end of a whole number do not."""
    value = claim.value or Decimal(0)
    return len(_figures(value)) if not claim.decimals else len(format(abs(value), "f").replace(".", "").lstrip("0"))
