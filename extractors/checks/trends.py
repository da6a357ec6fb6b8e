"""What the prose says of the course of a series (逐年上升, 除2015年外均有增长), against the series."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

import regex

from extractors.checks.facts import measure_of_cell, measure_of_claim
from extractors.checks.series import interval_of, name_of, stands_for_one_value
from extractors.checks.statements import Finding, Language, joined, shortened
from extractors.model import Claim, Observation, Verdict
from extractors.vocabulary.periods import find_periods

# Only words that speak of every year can be refuted by one: 总体上升 and 呈上升趋势 allow for a year that falls.
_EVERY_YEAR = regex.compile(
    r"逐年|年年|每年|连年|连续|其[它他余](?:各)?年份?.{0,4}(?:均|都)|(?:各年|历年).{0,2}(?:均|都)|"
    r"\b(?:every|each) year\b|\byear (?:after|by) year\b|\ball other years\b|\bsteadily\b",
    regex.IGNORECASE,
)
_EXCEPT = regex.compile(r"(?:除了?|except|apart from|other than).{0,40}", regex.IGNORECASE)


def check_trends(claims: Sequence[Claim], observations: Sequence[Observation], language: Language) -> list[Finding]:
    """Compare each trend that is said to hold in every year with the yearly changes of the series it names.

    Years that the sentence excepts (除2015年外) are left out. A series is known by entity, partner,
    class and indicator, and must stand in one table.
    """
    series: dict[tuple[object, ...], list[Observation]] = defaultdict(list)
    for item in observations:
        if stands_for_one_value(item) and item.period.text and item.period.text.isdecimal():
            series[(*map(name_of, (item.entity, item.partner, item.category)), measure_of_cell(item))].append(item)
    findings = []
    for claim in claims:
        if claim.kind != "trend" or claim.direction is None or not _EVERY_YEAR.search(claim.sentence):
            continue
        key = (*map(name_of, (claim.entity, claim.partner, claim.category)), measure_of_claim(claim))
        cells = [item for item in series.get(key, []) if _within(item, claim)]
        years = [item.period.text for item in cells]
        if (
            key[-1] is None
            or len(cells) < 3
            or len(set(years)) < len(years)
            or len({item.table_id for item in cells}) > 1
        ):
            continue
        findings.append(_finding(claim, sorted(cells, key=lambda item: item.period.text or ""), language))
    return findings


def _within(item: Observation, claim: Claim) -> bool:
    start, end = claim.period.start, claim.period.end
    if start is None or end is None or start.year == end.year:
        return True
    return item.period.start is not None and start <= item.period.start <= end


def _finding(claim: Claim, cells: Sequence[Observation], language: Language) -> Finding:
    excepted = {period.text for clause in _EXCEPT.finditer(claim.sentence) for _, period in find_periods(clause[0])}
    failing = []
    for before, now in pairwise(cells):
        left, right = interval_of(before), interval_of(now)
        wrong = right.high <= left.low if claim.direction == "up" else right.low >= left.high
        if wrong and now.period.text not in excepted:
            failing.append((before, now))
    verdict: Verdict = "contradicts" if failing else "agrees"
    slips = joined(
        [f"{now.period.text}: {_value(before)} → {_value(now)}" for before, now in failing or list(pairwise(cells))],
        language,
    )
    if language == "zh":
        message = f"文中称“{claim.text}”，" + (f"但表中{slips}，请核对。" if failing else f"与表中{slips}一致。")
    else:
        message = f'The text says "{claim.text}", ' + (
            f"but the table prints {slips}; please check." if failing else f"as the table shows: {slips}."
        )
    return Finding(
        subject=claim.claim_id,
        rule="trend",
        formula=slips,
        inputs=tuple(item.observation_id for item in cells),
        stated=claim.text,
        verdict=verdict,
        message=message,
    )


def _value(item: Observation) -> str:
    return "-" if item.value is None else shortened(item.value)
