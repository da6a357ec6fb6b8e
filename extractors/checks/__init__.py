"""Statements recomputed from the article's own numbers; disagreements are rows, never errors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from extractors.checks.arithmetic import check_balances, check_totals
from extractors.checks.bounds import check_bounds
from extractors.checks.counts import check_counts
from extractors.checks.derived import check_derived, check_groups
from extractors.checks.facts import collect_facts
from extractors.checks.printing import check_captions, check_cells
from extractors.checks.quotations import check_quotations
from extractors.checks.trends import check_trends
from extractors.model import Check, Claim, Observation, Table

__all__ = ["compute_checks"]


def compute_checks(
    tables: Sequence[Table],
    observations: Sequence[Observation],
    claims: Sequence[Claim],
    article_id: str,
    language: Literal["zh", "en"],
) -> tuple[Check, ...]:
    """Return every statement of the article that its own numbers confirm, contradict or leave in doubt.

    Expected values are intervals: a printed 4.72 is anything that rounds to it. What could be a
    contradiction or a misreading is `ambiguous`; `contradicts` is kept for what the author will have to explain.
    """
    facts = collect_facts(observations, claims)
    quoted = check_quotations(claims, observations, tables, language)
    findings = [
        *check_balances(observations, language),
        *check_totals(tables, observations, language),
        *check_cells(observations, language),
        *check_captions(tables, observations, language),
        *quoted,
        *check_derived(claims, facts, language),
        *check_groups(claims, facts, language),
        *check_bounds(claims, facts, frozenset(cell for finding in quoted for cell in finding.inputs), language),
        *check_trends(claims, observations, language),
        *check_counts(claims, language),
    ]
    return tuple(finding.to_check(f"{article_id}/k{number}") for number, finding in enumerate(findings, start=1))
