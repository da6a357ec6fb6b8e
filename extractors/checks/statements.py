"""Checks as sentences that an editor could send to the author."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from extractors.model import Check, Severity, Table, Verdict
from extractors.quantities.intervals import Interval, to_places

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A check without its number: everything that `Check` holds but the id."""

    subject: str
    rule: str
    formula: str
    inputs: tuple[str, ...]
    stated: str
    verdict: Verdict
    message: str
    stated_value: Decimal | None = None
    expected: Interval | None = None
    severity: Severity | None = None

    def to_check(self, check_id: str) -> Check:
        """Give the finding its number. An agreement is information; a contradiction is major unless the rule says otherwise."""
        severity = self.severity or ("major" if self.verdict == "contradicts" else "info")
        return Check(
            check_id=check_id,
            subject=self.subject,
            rule=self.rule,
            formula=self.formula,
            inputs=self.inputs,
            stated=self.stated,
            verdict=self.verdict,
            severity=severity,
            message=self.message,
            stated_value=self.stated_value,
            expected_low=self.expected.low if self.expected else None,
            expected=self.expected.value if self.expected else None,
            expected_high=self.expected.high if self.expected else None,
        )


def plain(value: Decimal) -> str:
    """Return a number as people write it: no exponent, no noughts behind the last digit of a computed value."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text and len(text.partition(".")[2]) > 4 else text


def shortened(value: Decimal, places: int = 4) -> str:
    """Return a computed number to a few decimals."""
    rounded = to_places(value, places)
    text = format(rounded, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def verdict_sentence(
    where: str, stated: str, computed: tuple[str, Interval], verdict: Verdict, language: Language
) -> str:
    """Say how a printed value compares with what was computed: a formula in numbers, and its result."""
    formula, expected = computed
    value = shortened(expected.value)
    if language == "zh":
        ends = {
            "agrees": f"与{formula}={value}一致。",
            "agrees_rounded": f"与{formula}={value}在四舍五入范围内一致。",
            "agrees_truncated": f"与{formula}={value}相符，但末位是截去而不是四舍五入。",
            "contradicts": f"与{formula}={value}不符，请核对。",
            "ambiguous": f"与{formula}={value}不一致，但所列数据可能并非同一口径。",
            "not_checkable": "无法核对。",
        }
        return f"{where}印为{stated}，{ends[verdict]}"
    ends = {
        "agrees": f"agrees with {formula} = {value}.",
        "agrees_rounded": f"agrees with {formula} = {value} within rounding.",
        "agrees_truncated": f"agrees with {formula} = {value}, but the last digit is cut off, not rounded.",
        "contradicts": f"does not agree with {formula} = {value}; please check.",
        "ambiguous": f"differs from {formula} = {value}, but the figures may not have the same scope.",
        "not_checkable": "cannot be checked.",
    }
    return f"{where} is printed as {stated}, which {ends[verdict]}"


def joined(labels: Sequence[str], language: Language) -> str:
    """Return labels in a row."""
    return ("、" if language == "zh" else ", ").join(labels)


def table_name(table: Table, language: Language) -> str:
    """Return what readers call a table: 表3, or which in the article it is where it has no number."""
    if table.number:
        return f"表{table.number}" if language == "zh" else f"Table {table.number}"
    return f"第{table.ordinal}个表" if language == "zh" else f"table no. {table.ordinal}"
