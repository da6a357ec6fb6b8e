"""Statements recomputed from the article's own numbers; disagreements are rows, never errors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from extractors.checks.arithmetic import check_balances
from extractors.checks.beside import check_beside
from extractors.checks.bounds import check_bounds
from extractors.checks.counts import check_counts
from extractors.checks.courses import check_courses
from extractors.checks.dated import check_dates
from extractors.checks.derived import check_derived, check_groups
from extractors.checks.duplicates import check_duplicates
from extractors.checks.facts import collect_facts
from extractors.checks.implied import check_implied
from extractors.checks.lattice import check_lines
from extractors.checks.leading import check_leading
from extractors.checks.limits import check_limits
from extractors.checks.lists import check_lists
from extractors.checks.only import check_only
from extractors.checks.orders import check_orders
from extractors.checks.printing import check_captions, check_cells
from extractors.checks.prose import read_prose
from extractors.checks.quotations import check_quotations
from extractors.checks.reached import check_reached
from extractors.checks.recomputed import check_recomputed
from extractors.checks.repeats import check_repeats
from extractors.checks.restated import check_restated
from extractors.checks.scopes import speaks_of_elsewhere
from extractors.checks.sheets import tables_to_sheets
from extractors.checks.statements import Finding, Language
from extractors.checks.steps import check_steps
from extractors.checks.trends import check_trends
from extractors.checks.unjudged import explain_unjudged
from extractors.checks.words import is_english
from extractors.checks.years import check_years
from extractors.model import Check, Claim, Observation, Structure, Table

_OF_WORDS = {"rank", "bound", "trend"}

__all__ = ["compute_checks"]


def compute_checks(
    tables: Sequence[Table],
    observations: Sequence[Observation],
    claims: Sequence[Claim],
    article_id: str,
    language: Literal["zh", "en"],
    *,
    structure: Structure | None = None,
) -> tuple[Check, ...]:
    """Return every statement of the article that its own numbers confirm, contradict, leave in doubt or cannot check, and why.

    Expected values are intervals: a printed 4.72 is anything that rounds to it. What could be a
    contradiction or a misreading is `ambiguous`; `contradicts` is kept for what the author will have to explain.
    """
    facts = collect_facts(observations, claims)
    quoted = check_quotations(claims, observations, tables, language)
    findings = [
        *check_balances(observations, language),
        *check_cells(observations, language),
        *check_captions(tables, observations, language),
        *quoted,
        *check_derived(claims, facts, language),
        *check_groups(claims, facts, language),
        *check_bounds(claims, facts, frozenset(cell for finding in quoted for cell in finding.inputs), language),
        *check_trends(claims, observations, language),
        *check_counts(claims, language),
    ]
    sheets = tables_to_sheets(tables, observations)
    prose = read_prose(structure, claims, sheets)
    listed = check_lists(prose, sheets, language)
    told = {item.subject for item in listed}
    recomputed = [item for item in check_recomputed(claims, sheets, prose, language) if item.subject not in told]
    findings = _settled(
        findings,
        [
            *check_lines(sheets, language),
            *check_duplicates(sheets, language),
            *check_dates(sheets, language),
            *_blamed([*listed, *recomputed], check_beside(prose, language), claims, language),
            *check_orders(prose, sheets, language),
            *check_courses(prose, sheets, language),
            *check_steps(prose, sheets, language),
            *check_only(prose, sheets, language),
            *check_years(prose, sheets, language),
            *check_implied(prose, language),
            *check_leading(prose, sheets, language),
            *check_limits(claims, prose, sheets, language),
        ],
        frozenset(claim.claim_id for claim in claims),
    )
    refuted = frozenset(item.subject for item in findings if item.verdict == "contradicts")
    findings += check_reached(prose, refuted, language)
    agreed = frozenset(item.subject for item in findings if item.verdict.startswith("agrees"))
    known = {item.subject for item in findings if item.verdict != "ambiguous"}
    findings += [item for item in check_repeats(claims, agreed, language, prose.home) if item.subject not in known]
    decided = frozenset(item.subject for item in findings if item.verdict != "ambiguous")
    findings += check_restated(claims, sheets, prose, language, known=decided, structure=structure)
    judged = frozenset(item.subject for item in findings)
    findings += explain_unjudged(claims, judged, sheets, prose, language)
    findings = _once(findings, claims)
    foreign = {claim.claim_id for claim in claims if speaks_of_elsewhere(claim, prose.home)}
    if language == "en" and not is_english({claim.sentence for claim in claims}):
        foreign = {claim.claim_id for claim in claims}  # what is said of the tables is not understood
    findings = [
        replace(item, verdict="ambiguous") if item.verdict == "contradicts" and item.subject in foreign else item
        for item in findings
    ]
    return tuple(finding.to_check(f"{article_id}/k{number}") for number, finding in enumerate(findings, start=1))


def _once(findings: list[Finding], claims: Sequence[Claim]) -> list[Finding]:
    """Leave one of the courses of a sentence that the same values refute: 除2015年有所下降外，其余年份都在增长 is wrong in one way."""
    places = {claim.claim_id: ((claim.section, claim.sentence), claim.start) for claim in claims}
    first: dict[tuple[object, str], int] = {}
    for item in findings:
        if item.rule == "trend" and item.verdict == "contradicts" and item.subject in places:
            sentence, start = places[item.subject]
            first[sentence, item.formula] = min(start, first.get((sentence, item.formula), start))
    return [
        item
        for item in findings
        if item.rule != "trend"
        or item.verdict != "contradicts"
        or item.subject not in places
        or places[item.subject][1] == first[places[item.subject][0], item.formula]
    ]


def _blamed(
    recomputed: list[Finding], beside: list[Finding], claims: Sequence[Claim], language: Language
) -> list[Finding]:
    """Add what does not follow from the figures beside it, and find which of the three numbers is at fault.

    Where the tables confirm the result and one of the two figures, it is the other figure that is wrong; where they confirm the
    result and both figures or neither, another way of computing is meant.
    """
    agreed = {item.subject for item in recomputed if item.verdict.startswith("agrees")}
    text = {claim.claim_id: claim.text for claim in claims}
    settled = list(recomputed)
    for item in beside:
        if item.verdict != "contradicts" or item.subject not in agreed:
            settled.append(item)
            continue
        loose = [subject for subject in item.inputs if subject not in agreed]
        if len(loose) == 1:
            words = (
                f"文中印为{text[loose[0]]}，与同句的{item.stated}不符（{item.formula}），请核对。"
                if language == "zh"
                else f"The text's {text[loose[0]]} does not agree with {item.stated} in the same sentence ({item.formula}); please check."
            )
            settled.append(
                replace(item, subject=loose[0], stated=text[loose[0]], message=words, stated_value=None, expected=None)
            )
    return settled


def _settled(findings: list[Finding], recomputed: list[Finding], stated: frozenset[str]) -> list[Finding]:
    """Take for each statement what explains it: an agreement before a contradiction, and nothing twice."""
    agreed = {_about(item) for item in recomputed if item.verdict.startswith("agrees")}
    # What a cell of the same dimensions refutes, the words of the sentence must refute as well.
    findings = [
        replace(item, verdict="ambiguous") if item.rule == "equals_cell" and item.verdict == "contradicts" else item
        for item in findings
    ]
    refuted = {_about(item) for item in recomputed if item.verdict == "contradicts"}
    kept = [
        item
        for item in findings
        if not (item.verdict in {"contradicts", "ambiguous"} and _about(item) in agreed)
        and not (item.verdict == "ambiguous" and _about(item) in refuted)
    ]
    decided = {_about(item) for item in kept if item.verdict != "ambiguous"}
    said = {(_about(item), item.verdict == "contradicts") for item in kept}
    return kept + [
        item
        for item in recomputed
        # What words alone state (narrower than) points to a cell, of which other checks say other things.
        if (item.rule in _OF_WORDS and item.subject not in stated)
        or (_about(item) not in decided and (_about(item), item.verdict == "contradicts") not in said)
    ]


def _about(item: Finding) -> tuple[str, str]:
    """Return what identifies a statement: the claim, or a cell with the words that are said of it and of others."""
    return item.subject, "" if "/c" in item.subject else item.stated
