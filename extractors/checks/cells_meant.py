"""The cells that a claim may mean, one by one and in pairs, and how surely."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

import regex

from extractors.characters import to_plain
from extractors.checks.choices import Choice
from extractors.checks.moments import Moment, bases, moments
from extractors.checks.readings import View, same_flow
from extractors.checks.sheets import Axis
from extractors.model import Claim, Observation, Unit
from extractors.quantities.intervals import Interval

_GROWTH: Final = regex.compile(r"增长|增速|增幅|增减|变化率|涨幅|同比|growth|change|increase", regex.IGNORECASE)
_SHARE: Final = regex.compile(r"占比|比重|份额|构成|占|share|proportion|(?:%|per ?cent(?:age)?) of", regex.IGNORECASE)
# What counts things: a bare number or multiple of ten among them.
COUNTED: Final = frozenset((None, "count", "index"))
_MULTIPLE: Final = regex.compile(
    r"[\d,.' ×xX^]+|[十百千万亿]+|(?:thousand|million|billion|trillion|hundred)s?", regex.IGNORECASE
)
# Of people writers say what they do: the jobs of one sentence are the persons of the table.
_PEOPLE: Final = frozenset(
    (
        "persons",
        "person",
        "people",
        "jobs",
        "workers",
        "employees",
        "posts",
        "inhabitants",
        "residents",
        "visitors",
        "tourists",
        "passengers",
    )
)
_PER: Final = regex.compile(r"(?:/|\bper\s|每)(?P<what>\p{Han}{1,3}|[A-Za-z]{4,})\)?$", regex.IGNORECASE)
Test = Callable[[Observation], bool]
_ROW: Final[Axis] = "row"
_COLUMN: Final[Axis] = "column"


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One way to compute a claimed number, in the claim's unit, and how surely its words mean that way."""

    rule: str
    formula: str
    expected: Interval
    inputs: tuple[str, ...]
    weight: float
    certain: bool = True


def scaled(view: View, cell: Observation) -> Interval | None:
    """Return a cell's value in the unit of the claim; None where the units are of different kinds."""
    if cell.value is None:
        return None
    shift = shift_between(view.claim.unit, cell.unit)
    return None if shift is None else Interval.printed(cell.value, cell.decimals).scaled(shift)


def shift_between(claimed: Unit, shown: Unit) -> int | None:
    """Return the power of ten from a cell's unit to that of a claim; None where they are of different kinds.

    Writers count in words that no list holds (12,841 thousand bags, 31.8 thousand vacancies), so that a bare multiplier and an
    unknown unit agree with any count. They leave out over what a price or a rent is paid (NOK 25.00 for NOK/kg).
    """
    same = shown.code == claimed.code or _numerator(shown.code) == _numerator(claimed.code)
    counted = shown.code in COUNTED and claimed.code in COUNTED
    if shown.code is not None and not same and not counted:
        return None
    if shown.code is None and claimed.code is not None and not counted:
        # A table that prints no unit, or only a multiple, counts as its sentences do; thousand bags are no dollars.
        return 0 if all(_MULTIPLE.fullmatch(word) for word in (shown.text or "").split()) else None
    if counted and (claimed.text is None or (shown.code is None and shown.text is None and not shown.multiplier)):
        return 0
    return shown.multiplier - claimed.multiplier


def _numerator(code: str | None) -> str | None:
    return code.partition("/")[0] if code is not None else None


def kind_of_cell(cell: Observation) -> str:
    """Return what a cell in percent shows: growth, share, or another rate."""
    code = cell.indicator.code or ""
    labels = " ".join((*cell.row_labels, *cell.column_labels, cell.indicator.label or ""))
    if "growth" in code or "change" in code or _GROWTH.search(labels):
        return "growth"
    if "share" in code or _SHARE.search(labels):
        return "share"
    return "rate"


def fits(claim: Claim, cell: Observation) -> bool:
    """Tell whether a cell can hold what a claim of this kind and unit quotes."""
    if claim.unit.code is None and not claim.unit.multiplier:
        return False
    if cell.unit.code is not None and shift_between(claim.unit, cell.unit) is None:
        return False
    if claim.unit.code == cell.unit.code == "count" and cell.unit.text:
        claimed, shown = _counter(claim.unit.text), _counter(cell.unit.text)
        if claimed != shown and not ((cell.unit.text + (claim.unit.text or "")).isascii() and "" in {claimed, shown}):
            return False
    if not _per_the_same(claim, cell):
        return False
    if claim.unit.code == "percent":
        kind = kind_of_cell(cell)
        if cell.unit.code is None:
            return False
        return kind != "share" if claim.kind == "growth_rate" else kind != "growth"
    if same_flow(claim, cell) is False:
        return False
    return cell.unit.code is not None or claim.kind in {"level", "index", "count"}


def _per_the_same(claim: Claim, cell: Observation) -> bool:
    """Tell whether a claim speaks of what a cell's unit is reckoned by: kg per household is no kg per inhabitant."""
    per = _PER.search(cell.unit.text or "")
    return per is None or per["what"].casefold().rstrip("s") in (claim.sentence + (claim.unit.text or "")).casefold()


def _counter(text: str | None) -> str:
    """Return the word that things are counted in, without its multiple: 人 of 万人, jobs of thousand jobs."""
    plain = to_plain(text or "")
    if plain.isascii():
        words = [word for word in plain.split() if not _MULTIPLE.fullmatch(word)]
        return "" if not words or words[-1] in _PEOPLE else words[-1].removesuffix("s")
    return plain.strip("十百千万亿个 ")[:1]


def pairs(view: View, cells: Sequence[Observation]) -> Iterator[tuple[Choice, Choice, float]]:
    """Return rows and columns that the claim may mean among given cells, and how surely both."""
    rows, columns = view.choices("row", cells), view.choices("column", cells)
    for row, column in product(rows, columns):
        yield row, column, row.weight * column.weight


def single(row: Choice, column: Choice, moment: Moment, cells: Sequence[Observation]) -> Observation | None:
    """Return the one cell where a row and a column cross in a period; None if there are none or several."""
    found = [
        cell
        for cell in cells
        if cell.row in row.lines and cell.column in column.lines and cell.period.text == moment.text
    ]
    return found[0] if len(found) == 1 else None


def over_time(view: View, fits: Test) -> Iterator[tuple[Observation, Observation, Moment, float]]:
    """Return pairs of cells of one line, the later first, with the period of the earlier one and how surely they are meant."""
    cells = [cell for cell in view.sheet.cells.values() if fits(cell)]
    if not cells:
        return
    times = moments(view, cells)
    for row, column, weight in pairs(view, cells):
        if len(row.entries) > 1 or len(column.entries) > 1:
            continue
        for moment in times:
            now = single(row, column, moment, cells)
            if now is None:
                continue
            for base in bases(view, moment):
                before = single(row, column, base, cells)
                if before is not None:
                    yield now, before, base, weight * moment.weight * base.weight


def against_sum(view: View, fits: Test) -> Iterator[tuple[Observation, tuple[Observation, ...], float]]:
    """Return cells that the sentence sets against several on the same line taken together (甲相当于乙与丙之和的1.43倍)."""
    cells = [cell for cell in view.sheet.cells.values() if fits(cell)]
    times = moments(view, cells) if cells else []
    for axis, fixed in ((_ROW, _COLUMN), (_COLUMN, _ROW)):
        bases = [base for base in view.bases(axis, cells) if len(base.entries) > 1] if times else []
        sides = [choice for choice in view.choices(axis, cells) if len(choice.entries) == 1] if bases else []
        lines = [line for line in view.choices(fixed, cells) if len(line.entries) < 2] if bases else []
        for base, side, line, moment in product(bases, sides, lines, times):
            pair = (side, line) if axis == "row" else (line, side)
            one = single(*pair, moment, cells)
            against = (base.lines, line.lines) if axis == "row" else (line.lines, base.lines)
            others = [c for c in view.sheet.at(*against) if c in cells and c.period.text == moment.text]
            if one is not None and not side.lines & base.lines and len(others) == len(base.entries):
                yield one, tuple(others), side.weight * base.weight * line.weight * moment.weight


def is_amount(view: View, cell: Observation) -> bool:
    """Tell whether a cell holds an amount of what the claim speaks of, not a rate."""
    return cell.unit.code not in {"percent", "percentage_point", "rank"} and same_flow(view.claim, cell) is not False


def two_sided(view: View, fits: Test) -> Iterator[tuple[Observation, Observation, float]]:
    """Return pairs of cells on one line that the sentence sets against each other: A … B, the later named being the base."""
    cells = [cell for cell in view.sheet.cells.values() if fits(cell)]
    if not cells:
        return
    times = moments(view, cells)
    rows, columns = view.choices("row", cells), view.choices("column", cells)
    for along, fixed, axis in ((rows, columns, _ROW), (columns, rows, _COLUMN)):
        sides = [choice for choice in along if len(choice.entries) == 1 and choice.weight >= 0.5]
        others = view.bases(axis, cells) or sides
        for other, side, line in product(others, sides, fixed):
            if other.lines == side.lines or len(line.entries) > 1 or len(other.entries) > 1:
                continue
            for moment in times:
                pair = (side, line) if axis == "row" else (line, side)
                against = (other, line) if axis == "row" else (line, other)
                one = single(*pair, moment, cells)
                two = single(*against, moment, cells)
                if one is not None and two is not None:
                    # The base is named last: 甲是乙的三倍, 甲比乙多.
                    order = 1.0 if other.place > side.place else 0.6
                    yield one, two, order * min(side.weight, other.weight) * line.weight * moment.weight
