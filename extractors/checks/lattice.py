"""Lines of a table that are computed from other lines of it: growth, shares, ratios, sums, differences, ranks.

Which line is computed from which, and how, labels say only in part (增速, 占比, 位次; 利润率 of which profit and
which turnover?). The numbers say it: a relation that holds to the last printed digit in most of the rows is what the table
was made by, and a row in which it does not hold is a slip. Relations are tried with all pairs of lines, which is
quadratic in the columns of a table, and only with lines that could be so related by their units.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise, permutations
from typing import Final

import regex

from extractors.checks.cells_meant import kind_of_cell
from extractors.checks.relations import FEWEST_TERMS, Equation, Relation
from extractors.checks.series import may_add
from extractors.checks.sheets import Axis, Sheet
from extractors.checks.statements import Finding, Language, shortened, verdict_sentence
from extractors.model import Observation
from extractors.quantities.intervals import Interval, total

_MOST_LINES: Final = 24  # of one axis; wider tables are matrices, not accounts
_FEWEST: Final = 3  # cells in which a relation must hold that no label tells
_HUNDRED: Final = 100
_OF_THOUSANDS: Final = 3

# What a line must be called to be a difference: of three lines of which one is the sum of the others any could be.
_GAPS: Final = regex.compile(
    r"差额|差距|之差|净|增减|增量|顺差|逆差|变动|余额|\b(?:balance|net|change|difference|gap|increase|surplus)\b",
    regex.IGNORECASE,
)

Line = dict[int, Observation]


def check_lines(sheets: Sequence[Sheet], language: Language) -> list[Finding]:
    """Recompute the rows and columns of tables that are made from others, and report each cell."""
    findings: list[Finding] = []
    for sheet in sheets:
        for axis in ("column", "row"):
            lines = _lines(sheet, axis)
            if len(lines) <= _MOST_LINES:
                for index in lines:
                    relation = _best(_relations(sheet, axis, index, lines))
                    if relation is not None:
                        findings += [_finding(relation.rule, equation, language) for equation in relation.reported]
    return findings


def _lines(sheet: Sheet, axis: Axis) -> dict[int, Line]:
    """Return the numbers of each line; one that is merged over several rows or columns is of all of them, and of none alone."""
    merged = {(cell.row, cell.column) for cell in sheet.table.grid.cells if cell.row_span > 1 or cell.column_span > 1}
    lines: dict[int, Line] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        if (row, column) in merged:
            continue
        line, across = (column, row) if axis == "column" else (row, column)
        lines.setdefault(line, {})[across] = cell
    return lines


def _best(relations: Iterator[Relation]) -> Relation | None:
    believed = [relation for relation in relations if relation.is_believed()]
    return max(believed, key=lambda relation: (relation.holding, relation.weight), default=None)


def _relations(sheet: Sheet, axis: Axis, index: int, lines: dict[int, Line]) -> Iterator[Relation]:
    line = lines[index]
    one = next(iter(line.values()))
    others = {other: cells for other, cells in lines.items() if other != index}
    parts = sheet.parts(axis)
    if index not in parts and len(lines) - len(parts) == 1:
        # A row of totals goes over amounts and shares alike: each cell is held against those of its own unit.
        yield _total(line, {other: cells for other, cells in others.items() if other in parts})
        return
    if len({cell.unit.code for cell in line.values()}) > 1:
        return
    kind = kind_of_cell(one)
    if one.unit.code == "rank":
        yield from (
            _ranking(sheet, axis, line, cells, falling=falling)
            for cells in others.values()
            for falling in (True, False)
        )
        return
    if one.unit.code == "percent":
        yield from _rates(sheet, axis, line, others, kind)
        return
    if _GAPS.search(_name(line, axis)):
        tried = len(others) * (len(others) - 1)
        for first, second in permutations(others, 2):
            if _alike(line, others[first], others[second]):
                yield _pairing("difference", line, (others[first], others[second]), _difference, tried)
        return
    others = {other: cells for other, cells in others.items() if not _GAPS.search(_name(cells, axis))}
    tried = len(lines) * (len(others) * (len(others) - 1) // 2)
    for first, second in combinations(others, 2):
        if _alike(line, others[first], others[second]):
            yield _pairing("sum", line, (others[first], others[second]), _sum, tried)


def _name(line: Line, axis: Axis) -> str:
    one = next(iter(line.values()))
    return " ".join(one.row_labels if axis == "row" else one.column_labels)


def _alike(*lines: Line) -> bool:
    units = {(cell.unit.code, cell.unit.multiplier) for line in lines for cell in line.values()}
    return len(units) == 1


def _rates(sheet: Sheet, axis: Axis, line: Line, others: dict[int, Line], kind: str) -> Iterator[Relation]:
    amounts = {
        other: cells
        for other, cells in others.items()
        if _is_amount(cells) and not _marks_thousands(list(cells.values()))
    }
    tried = len(amounts) * (len(amounts) - 1) * (len(others) + 1 - len(amounts))
    for first, second in permutations(amounts, 2):
        pair = (amounts[second], amounts[first])
        if kind == "growth" and _alike(*pair):
            yield _pairing("growth", line, pair, _growth)
        elif kind != "growth":
            yield _pairing("ratio", line, pair, _percentage, tried)
    for cells in amounts.values():
        if kind == "growth":
            yield _succession(line, cells)
        else:
            yield _shares(sheet, axis, line, cells)


def _is_amount(line: Line) -> bool:
    return all(cell.unit.code not in {"percent", "percentage_point", "rank", "times"} for cell in line.values())


def _value(cell: Observation) -> Interval:
    return Interval.printed(cell.value if cell.value is not None else Decimal(0), cell.decimals)


def _marks_thousands(cells: Sequence[Observation]) -> bool:
    """Tell whether some numbers have three decimals and the others none: their point marks thousands (2.561 and 221), as in other languages."""
    return {cell.decimals or 0 for cell in cells} == {0, _OF_THOUSANDS}


def _text(cell: Observation) -> str:
    return shortened(cell.value if cell.value is not None else Decimal(0))


Computed = tuple[Interval, str] | None


def _difference(left: Observation, right: Observation) -> Computed:
    return _value(left) - _value(right), f"{_text(left)} - {_text(right)}"


def _sum(left: Observation, right: Observation) -> Computed:
    return _value(left) + _value(right), f"{_text(left)} + {_text(right)}"


def _growth(now: Observation, before: Observation) -> Computed:
    quotient = _value(now).ratio(_value(before))
    if quotient is None:
        return None
    return (quotient - Interval.exact(1)) * 100, f"({_text(now)} / {_text(before)} - 1) * 100"


def _percentage(part: Observation, whole: Observation) -> Computed:
    quotient = _value(part).scaled(part.unit.multiplier).ratio(_value(whole).scaled(whole.unit.multiplier))
    return None if quotient is None else (quotient * 100, f"100 * {_text(part)} / {_text(whole)}")


def _pairing(
    rule: str,
    line: Line,
    sources: tuple[Line, Line],
    compute: Callable[[Observation, Observation], Computed],
    tried: int = 1,
) -> Relation:
    equations = []
    for across, stated in line.items():
        left, right = (source.get(across) for source in sources)
        computed = compute(left, right) if left is not None and right is not None else None
        if computed is None or left is None or right is None:
            continue
        if rule in {"growth", "ratio"} or not _marks_thousands((stated, left, right)):
            equations.append(Equation(stated, *computed, (left, right)))
    return Relation(rule, tuple(equations), told=rule in {"growth", "difference"}, tried=tried)


def _total(line: Line, parts: dict[int, Line]) -> Relation:
    """Return the printed total as the sum of all other lines of its axis."""
    usual = Counter(cell.decimals for cell in line.values()).most_common(1)[0][0]
    added = [cells for cells in parts.values() if _is_counted_as(line, cells)]
    equations = []
    for across, stated in line.items():
        cells = [cells[across] for cells in added if across in cells]
        if (
            len(cells) < max(len(added), FEWEST_TERMS)
            or not (may_add(stated) or _is_share(stated))
            or not _alike({0: stated}, dict(enumerate(cells)))
            or _is_mean(stated, cells, usual)
            or _marks_thousands((stated, *cells))
        ):
            continue
        formula = " + ".join(f"({_text(cell)})" if (cell.value or 0) < 0 else _text(cell) for cell in cells)
        equations.append(Equation(stated, total([_value(cell) for cell in cells]), formula, tuple(cells)))
    return Relation("sum", tuple(equations), told=True)


def _is_counted_as(whole: Line, part: Line) -> bool:
    """Tell whether a line is counted as a line of totals is, cell by cell: shares and rates beside amounts are no parts of it."""
    both = whole.keys() & part.keys()
    return 2 * sum(_alike({0: whole[across], 1: part[across]}) for across in both) >= len(both)


def _is_share(stated: Observation) -> bool:
    """Tell whether a value is what shares add up to, a hundred or the part that the lines have of something larger."""
    return stated.unit.code == "percent" and (stated.value == _HUNDRED or kind_of_cell(stated) == "share")


def _is_mean(stated: Observation, cells: Sequence[Observation], usual: int | None) -> bool:
    """Tell whether a value beside totals lies among those of its parts: what is reckoned per head or per shop adds up to nothing.

    Of two parts that is no sign, unless it has more decimals than the totals `usual`ly have (percentages below numbers of cases).
    """
    values = [cell.value for cell in cells if cell.value is not None]
    fewest = _FEWEST if (stated.decimals or 0) <= (usual or 0) else FEWEST_TERMS
    if stated.value is None or len(values) < fewest or (min(values) < 0 and stated.unit.code != "index"):
        return False
    return min(values) < stated.value < max(values)


def _succession(line: Line, levels: Line) -> Relation:
    """Growth of each period over the one before it on the same line (增速 beside 产值, year below year)."""
    dated = sorted((cell.period.text, across) for across, cell in levels.items() if cell.period.text)
    equations = []
    for (before, first), (now, second) in pairwise(dated):
        if second not in line or not (before.isdecimal() and now.isdecimal() and int(now) - int(before) == 1):
            continue
        computed = _growth(levels[second], levels[first])
        if computed is not None:
            equations.append(Equation(line[second], *computed, (levels[second], levels[first])))
    return Relation("growth", tuple(equations), told=True)


def _shares(sheet: Sheet, axis: Axis, line: Line, amounts: Line) -> Relation:
    """Shares of the printed total, or of all parts where none is printed."""
    across_axis: Axis = "row" if axis == "column" else "column"
    parts = sheet.parts(across_axis)
    wholes = [amounts[at] for at in amounts if at not in parts]
    inside = [cell for at, cell in amounts.items() if at in parts]
    if len(wholes) > 1 or len(inside) < 2:
        return Relation("share", ())
    whole = _value(wholes[0]) if wholes else total([_value(cell) for cell in inside])
    equations = []
    for at, stated in line.items():
        part = amounts.get(at)
        quotient = _value(part).ratio(whole) if part is not None and at in parts else None
        if part is not None and quotient is not None:
            formula = f"100 * {_text(part)} / {shortened(whole.value)}"
            equations.append(Equation(stated, quotient * 100, formula, (part, *(wholes or inside))))
    return Relation("share", tuple(equations), told=kind_of_cell(next(iter(line.values()))) == "share")


def _ranking(sheet: Sheet, axis: Axis, line: Line, levels: Line, *, falling: bool) -> Relation:
    across_axis: Axis = "row" if axis == "column" else "column"
    parts = sheet.parts(across_axis)
    held = {at: cell for at, cell in levels.items() if at in parts and cell.unit.code != "rank" and at in line}
    equations = []
    for at, cell in held.items():
        value = cell.value or Decimal(0)
        ahead = sum(
            (other.value or Decimal(0)) > value if falling else (other.value or Decimal(0)) < value
            for other in held.values()
        )
        ties = sum(other.value == cell.value for other in held.values()) - 1
        place = Interval(Decimal(ahead + 1), Decimal(ahead + 1), Decimal(ahead + 1 + ties))
        equations.append(Equation(line[at], place, f"rank of {_text(cell)}", (cell,)))
    return Relation("rank", tuple(equations), told=True)


def _finding(rule: str, equation: Equation, language: Language) -> Finding:
    stated = equation.stated
    where = " ".join((*stated.row_labels, *stated.column_labels))
    return Finding(
        subject=stated.observation_id,
        rule="share_sum" if rule == "sum" and stated.unit.code == "percent" else rule,
        formula=equation.formula,
        inputs=tuple(cell.observation_id for cell in equation.inputs),
        stated=stated.text,
        verdict=equation.verdict,
        message=verdict_sentence(where, stated.text, (equation.formula, equation.expected), equation.verdict, language),
        stated_value=stated.value,
        expected=equation.expected,
    )
