"""Why a number of the prose is neither confirmed nor contradicted: what it would have to be held against is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from extractors.checks.prose import Prose
from extractors.checks.scopes import speaks_of_elsewhere
from extractors.checks.sheets import Sheet
from extractors.checks.statements import Finding, Language
from extractors.model import Claim

_KINDS: Final = frozenset(("level", "count", "share", "growth_rate", "index", "multiple", "point_change"))
_REASONS: Final = {
    "missing_table": ("文中没有可供核对的表格", "the article has no table of numbers"),
    "other_scope": (
        "该句所述为其他来源、范围或价格口径",
        "its sentence speaks of another source, scope or price than the tables",
    ),
    "missing_unit": ("没有表格使用这一计量单位", "no table counts in its unit"),
    "missing_period": ("没有表格列有这一时期", "no table shows its period"),
    "missing_base": ("没有表格列有对比的基期", "no table shows the period that it is compared with"),
    "missing_line": ("没有表格的行或列为该句所提及", "no table has a row or column that its sentence names"),
    "open_reading": ("该句未说明所指的是哪些单元格", "its words leave open which cells are meant"),
}
_COMPUTED: Final = frozenset(("growth_rate", "multiple", "point_change", "share"))


def explain_unjudged(
    claims: Sequence[Claim], judged: frozenset[str], sheets: Sequence[Sheet], prose: Prose, language: Language
) -> list[Finding]:
    """Return a row for each number that no check speaks of, with the first of the reasons that holds.

    `judged` are the subjects of all other checks. Ages, ranks and numbers without any unit are no statements of this kind.
    """
    findings = []
    for claim in claims:
        if claim.claim_id in judged or claim.value is None or claim.kind not in _KINDS:
            continue
        if claim.unit.code is None and not claim.unit.multiplier:
            continue
        reason = _reason(claim, sheets, prose)
        words = _REASONS[reason][language == "en"]
        message = (
            f"文中印为{claim.text}，无法核对：{words}。"
            if language == "zh"
            else f"The text's figure is printed as {claim.text}, which cannot be checked: {words}."
        )
        findings.append(
            Finding(
                claim.claim_id,
                reason,
                f"{claim.text} = ?",
                (),
                claim.text,
                "not_checkable",
                message,
                stated_value=claim.value,
            )
        )
    return findings


def _reason(claim: Claim, sheets: Sequence[Sheet], prose: Prose) -> str:
    if not sheets:
        return "missing_table"
    if speaks_of_elsewhere(claim, prose.home):
        return "other_scope"
    units = {cell.unit.code for sheet in sheets for cell in sheet.cells.values()}
    if claim.kind not in _COMPUTED and claim.unit.code not in units and None not in units:
        return "missing_unit"
    periods = {cell.period.text for sheet in sheets for cell in sheet.cells.values()}
    last = (claim.period.text or "").rpartition("/")[2]
    if last and last not in periods:
        return "missing_period"
    if claim.base_period and claim.base_period not in periods:
        return "missing_base"
    said = prose.of(claim)
    if not any(mention.exact for mentions in (*said.mentions, *said.carried) for mention in mentions):
        return "missing_line"
    return "open_reading"
