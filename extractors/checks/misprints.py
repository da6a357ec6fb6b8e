"""Numbers whose own figures tell which value was meant: they differ from it as misprints do, and by chance next to none would.

A setter exchanges two neighbouring figures or changes one. Of the numbers of k figures so few lie so near to a given one that the words
of the sentence need hardly say which is meant; how likely it is that any of the values a claim may mean lies so near is
reckoned, as for any multiple comparison (Bonferroni), by their number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from extractors.checks.cells_meant import Hypothesis, fits, scaled
from extractors.checks.readings import View
from extractors.checks.sheets import Sheet
from extractors.checks.slips import differ_as_misprints, digits_of
from extractors.checks.statements import shortened
from extractors.model import Claim, Verdict
from extractors.quantities.intervals import compare

NO_CHANCE: Final = 0.003  # that any value which the words make as likely lies so near
_ANY_NOW: Final = 0.02  # for any cell of the claim's period
_ANY: Final = 0.01
_KINDS: Final = frozenset(("level", "count", "index", "share"))
_FEWEST_FIGURES: Final = 4


@dataclass(frozen=True, slots=True)
class Explained:
    """The best way to compute a claim from one table; `unmistakable` where its figures alone say that it is meant."""

    sheet: Sheet
    hypothesis: Hypothesis
    verdict: Verdict
    unmistakable: bool = False


def all_cells(view: View) -> Iterable[Hypothesis]:
    """Return every cell that a claim could quote, whatever its words: for a number that only its figures place."""
    claim = view.claim
    if claim.kind not in _KINDS or digits_of(claim) < _FEWEST_FIGURES:
        return
    for cell in view.sheet.cells.values():
        value = scaled(view, cell) if fits(claim, cell) else None
        if value is not None:
            now = claim.period.text == cell.period.text or not claim.period.stated
            weight = _ANY_NOW if now else _ANY
            yield Hypothesis("equals_cell", shortened(value.value), value, (cell.observation_id,), weight)


def find_unmistakable(near: Sequence[tuple[float, Explained]], weights: Mapping[Decimal, float]) -> Sequence[Explained]:
    """Return the reading whose figures a number misprints beyond chance; none where two different values are.

    `near` are readings that differ so, each with the chance of one number to do so; `weights` has all values that the words may mean,
    and how surely. Counted are those that are meant no less surely.
    """
    sure = [
        item
        for chance, item in near
        if chance * sum(weight >= item.hypothesis.weight for weight in weights.values()) < NO_CHANCE
    ]
    return sure[:1] if len({item.hypothesis.expected.value for item in sure}) == 1 else ()


def is_bare(claim: Claim) -> bool:
    """Tell whether a claim is a number without a unit, which may be a code or the number of a section."""
    return claim.unit.code in {None, "index"} and not claim.unit.text


def is_one_of_series(sheet: Sheet, inputs: Sequence[str]) -> bool:
    """Tell whether a cell has others on its line that differ from it as misprints do: of codes and numbers that count on (90765, 90766) the next one does."""
    cell = next((cell for cell in sheet.cells.values() if cell.observation_id in inputs), None)
    if cell is None or cell.value is None or len(inputs) > 1:
        return False
    return any(
        other is not cell
        and (other.row == cell.row or other.column == cell.column)
        and other.value is not None
        and differ_as_misprints(cell.value, other.value, _FEWEST_FIGURES)
        for other in sheet.cells.values()
    )


def is_printed(views: Sequence[View]) -> bool:
    """Tell whether some cell of the article prints the very value of a claim: a quotation whose words were not understood, and no misprint."""
    return any(
        view.claim.value is not None and compare(abs(view.claim.value), view.claim.decimals, value).startswith("agrees")
        for view in views
        for cell in view.sheet.cells.values()
        if fits(view.claim, cell) and (value := scaled(view, cell)) is not None
    )
