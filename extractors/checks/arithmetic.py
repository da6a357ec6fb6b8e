"""Equations that a table states about itself: balances, totals, total rows and columns, shares of a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import regex

from extractors.checks.labels import is_total_label
from extractors.checks.series import group_by_context, interval_of, is_additive, only, stands_for_one_value
from extractors.checks.statements import Finding, Language, plain, verdict_sentence
from extractors.model import Observation, Table, Unit, Verdict
from extractors.quantities.intervals import Interval, compare, total
from extractors.vocabulary.indicators import flow_of_value

_PIECES = Unit(None, "count")  # for values whose unit nothing tells
_SUBTOTALS = regex.compile(r"(?:小\s*计|其中|of which|sub-?total)", regex.IGNORECASE)
_SHARES = regex.compile(r"占比|比重|构成|份额|比例|百分比|share|percent|proportion|%", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Equation:
    """A printed value and the terms that should give it."""

    stated: Observation
    terms: tuple[Observation, ...]
    expected: Interval
    sign: str

    @property
    def verdict(self) -> Verdict:
        """Weigh the printed value against the terms."""
        value = self.stated.value
        return "not_checkable" if value is None else compare(value, self.stated.decimals, self.expected)

    @property
    def formula(self) -> str:
        """Return the equation's right side in numbers."""
        texts = [plain(term.value) for term in self.terms if term.value is not None]
        return f" {self.sign} ".join(
            f"({text})" if text.startswith("-") and index else text for index, text in enumerate(texts)
        )


def check_balances(observations: Sequence[Observation], language: Language) -> list[Finding]:
    """Check exports - imports = balance and exports + imports = total wherever a table prints the three."""
    differences: dict[str, list[Equation]] = defaultdict(list)
    sums: dict[str, list[Equation]] = defaultdict(list)
    for group in group_by_context(
        item for item in observations if flow_of_value(item.indicator.code) is not None
    ).values():
        exports, imports = only(group, "export"), only(group, "import")
        if exports is None or imports is None:
            continue
        left, right = interval_of(exports), interval_of(imports)
        if (balance := only(group, "balance")) is not None:
            differences[balance.table_id].append(Equation(balance, (exports, imports), left - right, "-"))
        if (whole := only(group, "total")) is not None:
            sums[whole.table_id].append(Equation(whole, (exports, imports), left + right, "+"))
    findings: list[Finding] = []
    for equations in differences.values():
        findings += _findings("difference", _in_printed_sense(equations), language)
    for equations in sums.values():
        findings += _findings("sum", equations, language)
    return findings


def check_totals(tables: Iterable[Table], observations: Sequence[Observation], language: Language) -> list[Finding]:
    """Check rows and columns headed 合计 or Total against what stands above or beside them.

    Whether a total adds up the rows printed (and not others as well, or subtotals) is not said
    anywhere: it is believed where it holds for most columns, and only then a column that fails
    contradicts.
    """
    findings: list[Finding] = []
    by_table: dict[str, list[Observation]] = defaultdict(list)
    for observation in observations:
        by_table[observation.table_id].append(observation)
    for table in tables:
        rows = by_table.get(table.table_id, [])
        findings += _axis_totals(rows, lambda item: item.row, lambda item: item.column, _row_label, language)
        findings += _axis_totals(rows, lambda item: item.column, lambda item: item.row, _column_label, language)
    return findings


def _axis_totals(
    observations: Sequence[Observation],
    along: Callable[[Observation], int],
    across: Callable[[Observation], int],
    label: Callable[[Observation], str],
    language: Language,
) -> list[Finding]:
    lines: dict[int, list[Observation]] = defaultdict(list)
    for observation in observations:
        lines[along(observation)].append(observation)
    order = sorted(lines)
    totals = [index for index in order if lines[index] and is_total_label(label(lines[index][0]))]
    if len(totals) != 1 or any(_SUBTOTALS.match(label(lines[index][0])) for index in order):
        return []
    whole = totals[0]
    if whole not in {order[0], order[-1]} or len(order) < 3:
        return []
    equations = []
    shares = []
    for stated in lines[whole]:
        terms = [item for index in order if index != whole for item in lines[index] if across(item) == across(stated)]
        if not stands_for_one_value(stated) or len(terms) != len(order) - 1:
            continue
        values = [term for term in terms if stands_for_one_value(term)]
        if len(values) != len(terms) or any(_kind(term) != _kind(stated) for term in values):
            continue
        equation = Equation(stated, tuple(values), total([interval_of(term) for term in values]), "+")
        if is_additive(stated) or (stated.unit.code is None and is_additive(replace(stated, unit=_PIECES))):
            equations.append(equation)
        elif stated.unit.code == "percent" and _is_share(stated):
            shares.append(equation)
    return _believed("sum", equations, language) + _believed("share_sum", shares, language)


def _believed(rule: str, equations: Sequence[Equation], language: Language) -> list[Finding]:
    holding = sum(equation.verdict != "contradicts" for equation in equations)
    if not holding:
        return []
    return _findings(rule, equations, language)


def _findings(rule: str, equations: Sequence[Equation], language: Language) -> list[Finding]:
    # An equation that fails everywhere is not what the table means; one that fails once is a slip.
    holding = sum(equation.verdict != "contradicts" for equation in equations)
    believed = holding >= 2 and 2 * holding > len(equations)
    findings = []
    for equation in equations:
        verdict = equation.verdict
        if verdict == "contradicts" and not believed:
            verdict = "ambiguous"
        stated = equation.stated
        where = " ".join((*stated.row_labels, *stated.column_labels))
        findings.append(
            Finding(
                subject=stated.observation_id,
                rule=rule,
                formula=equation.formula,
                inputs=tuple(term.observation_id for term in equation.terms),
                stated=stated.text,
                verdict=verdict,
                message=verdict_sentence(where, stated.text, (equation.formula, equation.expected), verdict, language),
                stated_value=stated.value,
                expected=equation.expected,
            )
        )
    return findings


def _in_printed_sense(equations: Sequence[Equation]) -> Sequence[Equation]:
    # Some tables print imports less exports. Which is meant, most rows tell.
    turned = [
        Equation(equation.stated, equation.terms[::-1], Interval.exact(0) - equation.expected, "-")
        for equation in equations
    ]

    def holding(candidates: Sequence[Equation]) -> int:
        return sum(candidate.verdict != "contradicts" for candidate in candidates)

    return turned if holding(turned) > holding(equations) and holding(turned) > 1 else equations


def _kind(observation: Observation) -> tuple[object, ...]:
    return (observation.unit.code, observation.unit.multiplier)


def _is_share(observation: Observation) -> bool:
    labels = (observation.indicator.label or "", *observation.column_labels, *observation.row_labels)
    return any(_SHARES.search(label) for label in labels)


def _row_label(observation: Observation) -> str:
    return observation.row_labels[-1] if observation.row_labels else ""


def _column_label(observation: Observation) -> str:
    return observation.column_labels[-1] if observation.column_labels else ""
