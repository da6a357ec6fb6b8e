"""Findings as lines: to read, for programs, for a pull request, as annotations of a workflow.

All text of a finding comes from a document that nobody vouches for. Whatever it holds, it ends neither a line, nor a field, nor a
command, and it does not steer a terminal.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from types import MappingProxyType
from typing import Literal

from flows.findings import Finding
from flows.plain_text import escape_markdown, plain

Format = Literal["text", "json", "markdown", "github"]


def findings_to_lines(findings: Sequence[Finding], form: Format) -> str:
    """Return the findings in a form. JSON is one object a line, always with the same keys in the same order."""
    return _FORMS[form](findings)


def place_to_text(finding: Finding) -> str:
    """Return where the finding stands: page, section, table, labels of the cell, as far as they are known."""
    labels = [" / ".join(part) for part in (finding.row_labels, finding.column_labels) if part]
    parts = [
        f"page {finding.page}" if finding.page is not None else "",
        f"section {finding.section}" if finding.section else "",
        f"table {finding.table}" if finding.table else "",
        f"cell {' | '.join(labels)}" if labels else "",
    ]
    return plain(", ".join(part for part in parts if part))


def _to_text(findings: Sequence[Finding]) -> str:
    lines: list[str] = []
    source: str | None = None
    for finding in findings:
        if finding.file != source:
            source = finding.file
            lines += [*([""] if lines else []), plain(source)]
        lines += [
            f"  {finding.verdict}, {finding.severity}: {plain(finding.message)}",
            *(f"      {name:<9}{value}" for name, value in _details(finding) if value),
        ]
    return "\n".join([*lines, *([""] if lines else []), _count(findings)]) + "\n"


def _details(finding: Finding) -> tuple[tuple[str, str], ...]:
    return (
        ("place", place_to_text(finding)),
        ("rule", f"{finding.rule}: {plain(finding.formula)}"),
        ("stated", plain(finding.stated) + _number(" = ", finding.stated_value)),
        ("expected", _expected(finding)),
        ("sentence", plain(finding.sentence or "")),
        ("id", finding.check_id),
    )


def _expected(finding: Finding) -> str:
    low, high = finding.expected_low, finding.expected_high
    if finding.expected is None:
        return ""
    bounds = f" ({low:.6g} to {high:.6g})" if low is not None and high is not None and low != high else ""
    return f"{finding.expected:.6g}{bounds}"


def _number(lead: str, value: float | None) -> str:
    return "" if value is None else f"{lead}{value:.10g}"


def _count(findings: Sequence[Finding]) -> str:
    wrong = sum(finding.verdict == "contradicts" for finding in findings)
    doubtful = len(findings) - wrong
    said = f"{wrong} contradiction{'s' * (wrong != 1)}"
    return f"{said}, {doubtful} in doubt." if doubtful else f"{said}."


def _to_json(findings: Iterable[Finding]) -> str:
    # ASCII alone: escapes carry every control character and every broken path.
    return "".join(json.dumps(asdict(finding), ensure_ascii=True) + "\n" for finding in findings)


def _to_markdown(findings: Sequence[Finding]) -> str:
    lines = [f"**{_count(findings)}**", ""]
    if findings:
        lines += ["| message | document | place | stated | computed | rule |", "|---|---|---|---|---|---|"]
    for finding in findings:
        computed = f"{finding.formula} = {_expected(finding)}" if finding.expected is not None else finding.formula
        fields = (finding.message, finding.file, place_to_text(finding), finding.stated, computed, finding.rule)
        lines.append("| " + " | ".join(escape_markdown(plain(field)) for field in fields) + " |")
    return "\n".join(lines) + "\n"


def _to_annotations(findings: Iterable[Finding]) -> str:
    lines: list[str] = []
    for finding in findings:
        level = "error" if finding.verdict == "contradicts" else "warning"
        title = f"{finding.rule}: {place_to_text(finding)}".rstrip(": ")
        said = f"{plain(finding.message)} [{plain(finding.stated)}; {plain(finding.formula)}]"
        lines.append(f"::{level} file={_property(finding.file)},title={_property(title)}::{_data(said)}\n")
    return "".join(lines)


def _data(text: str) -> str:
    # What actions/toolkit escapes in the message of a workflow command …
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    # … and besides in its properties, which end at a comma or two colons.
    return _data(text).replace(":", "%3A").replace(",", "%2C")


_FORMS: Mapping[Format, Callable[[Sequence[Finding]], str]] = MappingProxyType(
    {"text": _to_text, "json": _to_json, "markdown": _to_markdown, "github": _to_annotations}
)
