"""What a cell of a table should be by a rule of its line, and whether enough cells follow the rule to believe that the line was made by it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import log10
from typing import Final

from extractors.checks.slips import differ_as_misprints
from extractors.model import Observation, Verdict
from extractors.quantities.intervals import Interval, compare, to_places

_FEWEST: Final = 3  # cells in which a relation must hold that no label tells
_HOLDING: Final = 0.7  # and of all its cells
_FAILING: Final = 0.2  # of the cells of a line, or one of them: where more fail, the line is made otherwise
_LOOSE: Final = 12  # printed steps that an expected value may leave open: a sum of a dozen rounded terms
_FEWEST_TOLD: Final = 2
_HOLDING_TOLD: Final = 0.6
_FIGURES: Final = 3  # that a misprinted term must have
_DIGITS: Final = 2  # that a value must have to prove anything
FEWEST_TERMS: Final = 2  # of a sum that can be seen in it
_AGAINST_CHANCE: Final = 2  # powers of ten by which a relation must be unlikely to hold by chance


@dataclass(frozen=True, slots=True)
class Equation:
    """What one cell should be by a relation of its line, and the cells that give it."""

    stated: Observation
    expected: Interval
    formula: str
    inputs: tuple[Observation, ...]

    @property
    def is_telling(self) -> bool:
        """Tell whether what is added or taken away is large enough to be seen: with 0 + 358 = 358 any line is a sum of the line that it repeats."""
        seen = [cell for cell in self.inputs if abs(cell.value or Decimal(0)) > self.expected.high - self.expected.low]
        return len(seen) >= FEWEST_TERMS

    @property
    def verdict(self) -> Verdict:
        """Weigh the printed value."""
        value = self.stated.value
        return "not_checkable" if value is None else compare(value, self.stated.decimals, self.expected)

    def is_misprinted(self) -> bool:
        """Tell whether a sum would be right if in one of its terms, or in itself, a figure were changed or two exchanged."""
        stated = self.stated.value
        if stated is None:
            return False
        expected = to_places(self.expected.value, self.stated.decimals or 0)
        missing = stated - expected
        printed = [(cell.value, cell.value + missing) for cell in self.inputs if cell.value is not None]
        return any(differ_as_misprints(*pair, _FIGURES) for pair in (*printed, (stated, expected)))

    def turns(self) -> bool:
        """Tell whether a sum of two holds with a minus (the difference of two values, without its sign)."""
        values = [cell.value or Decimal(0) for cell in self.inputs]
        return len(values) == FEWEST_TERMS and abs(values[0] - values[1]) == abs(self.stated.value or Decimal(0))

    def is_rounded(self) -> bool:
        """Tell whether all numbers end in two noughts and more, and their sum is off by no more than such rounding explains (103,000 + 128,000 = 232,000)."""
        values = [cell.value or Decimal(0) for cell in (self.stated, *self.inputs)]
        noughts = min((_noughts(value) for value in values if value), default=0)
        step = Decimal(10) ** noughts
        return noughts > 1 and 2 * abs(values[0] - self.expected.value) <= step * len(values)

    @property
    def holds(self) -> bool:
        """Tell whether the printed value is what the others give, and they give it about as exactly as it is printed.

        Whole numbers added to decimals agree with anything.
        """
        step = Decimal(1).scaleb(-(self.stated.decimals or 0))
        return self.verdict != "contradicts" and self.expected.high - self.expected.low <= _LOOSE * step


@dataclass(frozen=True, slots=True)
class Relation:
    """A rule by which a line may have been computed, cell by cell; `told` where its label says so (增速, 占比, 位次)."""

    rule: str
    equations: tuple[Equation, ...]
    told: bool = False
    tried: int = 1

    @property
    def proving(self) -> list[Equation]:
        """The cells that can prove the rule."""
        return [one for one in self.equations if self.rule not in {"sum", "difference"} or one.is_telling]

    @property
    def holding(self) -> int:
        """Count the cells that can prove the rule and in which it holds."""
        return sum(equation.holds for equation in self.proving)

    @property
    def weight(self) -> int:
        """Count the digits that it explains: a short number agrees by chance."""
        return sum(_digits(equation) for equation in self.proving if equation.holds)

    @property
    def reported(self) -> list[Equation]:
        """The cells of which the rule says something.

        What the numbers alone tell they may tell of most cells only: a part that is nought elsewhere is missing in one, an
        absolute difference turns its sign. There a cell is at fault where it differs as misprints do.
        """
        return [one for one in self.equations if one.verdict != "contradicts" or self._is_at_fault(one)]

    def _is_at_fault(self, one: Equation) -> bool:
        if self.rule in {"sum", "difference"} and one.is_rounded():
            return False
        if self.rule == "difference":
            return one.is_telling
        return self.told or self.rule != "sum" or (one.is_misprinted() and not one.turns())

    def is_chance(self) -> bool:
        """Tell whether one of the relations that were tried is likely to hold so often by chance alone.

        A number of k figures is met by one sum in 10 ** (k - 1); of n lines n(n-1)(n-2)/2 triples are tried
        (Bonferroni), and any one of the cells may be the one that fails.
        """
        evidence = sum(_digits(equation) - 1 for equation in self.proving if equation.holds)
        ways = self.tried * (len(self.equations) if self.holding < len(self.equations) else 1)
        return evidence < log10(ways) + _AGAINST_CHANCE

    def is_believed(self) -> bool:
        """Tell whether the line was made by the rule.

        A line called a total needs one cell in which it holds, where in the only other one a misprint explains that it does not.
        """
        proving = self.proving
        failing = [equation for equation in proving if not equation.holds]
        if self.rule == "sum" and self.told and self.holding and len(failing) == 1 and failing[0].is_misprinted():
            return True
        fewest, share = (_FEWEST_TOLD, _HOLDING_TOLD) if self.told else (_FEWEST, _HOLDING)
        return (
            self.holding >= fewest
            and self.holding >= share * len(proving)
            and len(failing) <= max(1, _FAILING * len(proving))
            and (self.rule == "rank" or self.weight >= _DIGITS * self.holding)
            and ((self.told and self.rule != "difference") or not self.is_chance())
        )


def _noughts(value: Decimal) -> int:
    """Count the noughts at the end of a whole number."""
    text = format(value, "f")
    return 0 if "." in text else len(text) - len(text.rstrip("0"))


def _digits(equation: Equation) -> int:
    return len((equation.stated.value or Decimal(0)).as_tuple().digits)
