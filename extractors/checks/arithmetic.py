"""Balances that a table states: exports, imports, what is between them, and both together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.checks.series import group_by_context, interval_of, only
from extractors.checks.statements import Finding, Language, plain, verdict_sentence
from extractors.model import Observation, Verdict
from extractors.quantities.intervals import Interval, compare
from extractors.vocabulary.indicators import flow_of_value


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
