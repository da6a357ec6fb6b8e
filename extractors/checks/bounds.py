"""Bounds and ranges that the prose states (都大于1, 介于1.2~1.5之间), against the cells they cover."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import regex

from extractors.checks.facts import Fact, Facts, series_of
from extractors.checks.statements import Finding, Language, joined, shortened
from extractors.model import Claim, Verdict
from extractors.quantities.intervals import Interval, compare

_OTHERS = regex.compile(r"其[他它余]|\b(?:other|others|rest)\b", regex.IGNORECASE)
_BOUNDS = {"over", "under", "at_least", "at_most"}


def check_bounds(claims: Sequence[Claim], facts: Facts, quoted: frozenset[str], language: Language) -> list[Finding]:
    """Compare bounds with every cell of the stated period, and ranges with the least and greatest of them.

    A bound on one cell is refuted by that cell; on several, by any of them, but only where one
    table prints them all. A range must be attained at both ends: authors read it off the table.
    其余各类均低于8% speaks of the cells that the prose has not quoted (`quoted` are those that it
    has); which ones it means is not certain, so that it can be confirmed only.
    """
    findings = []
    for claim in claims:
        if claim.value is None or claim.unit.code is None or claim.confidence < 0.7:
            continue
        cells = [fact for fact in facts.within(claim) if fact.unit == claim.unit.code]
        others = claim.modifier in _BOUNDS and not cells and _OTHERS.search(claim.sentence[: claim.start])
        if others:
            cells = [
                fact
                for fact in facts.like(claim)
                if fact.unit == claim.unit.code and fact.subject not in quoted and fact.category is not None
            ]
        if not cells or series_of(cells) is None:
            continue
        if others:
            finding = _bound_finding(claim, cells, language)
            findings += [finding] if finding.verdict == "agrees" else []
            continue
        if claim.modifier in _BOUNDS and claim.value_to is None:
            findings.append(_bound_finding(claim, cells, language))
        elif claim.value_to is not None and len(cells) >= 3:
            findings.append(_range_finding(claim, cells, language))
    return findings


def _bound_finding(claim: Claim, cells: Sequence[Fact], language: Language) -> Finding:
    bound = _base(claim, claim.value)
    failing = [cell for cell in cells if not _holds(claim, cell.interval, bound)]
    verdict: Verdict = "contradicts" if failing else "agrees"
    low, high = min(cell.interval.value for cell in cells), max(cell.interval.value for cell in cells)
    values = joined([shortened(cell.interval.value) for cell in (failing or cells)[:4]], language)
    if language == "zh":
        end = f"但表中有{values}，请核对。" if failing else "与表中数据一致。"
        message = f"文中称{_words(claim, language)}{claim.text}，{end}"
    else:
        end = f"but the table prints {values}; please check." if failing else "as the table shows."
        message = f"The text says {_words(claim, language)} {claim.text}, {end}"
    return Finding(
        subject=claim.claim_id,
        rule="bound",
        formula=f"{shortened(low)} .. {shortened(high)}",
        inputs=tuple(cell.subject for cell in cells),
        stated=claim.text,
        verdict=verdict,
        message=message,
        stated_value=claim.value,
        expected=Interval(low, high if claim.modifier in {"under", "at_most"} else low, high),
    )


def _range_finding(claim: Claim, cells: Sequence[Fact], language: Language) -> Finding:
    low = min((cell.interval for cell in cells), key=lambda interval: interval.value)
    high = max((cell.interval for cell in cells), key=lambda interval: interval.value)
    first = compare(_base(claim, claim.value), _decimals(claim), low)
    last = compare(_base(claim, claim.value_to), _decimals(claim), high)
    inside = _base(claim, claim.value) <= low.high and high.low <= _base(claim, claim.value_to)
    verdict: Verdict = "agrees"
    if "contradicts" in {first, last}:
        # A loose range around the values is no error if neither end is read off the table.
        verdict = "ambiguous" if inside and "agrees" not in {first, last} else "contradicts"
    ends = f"{shortened(low.value)} .. {shortened(high.value)}"
    period = (claim.period.text or "").replace("/", "-")
    if language == "zh":
        end = "与表中数据一致。" if verdict == "agrees" else f"而表中{period}年为{ends.replace(' .. ', '至')}，请核对。"
        message = f"文中范围{claim.text}，{end}"
    else:
        end = (
            "as the table shows."
            if verdict == "agrees"
            else f"but in {period} the table runs from {ends.replace(' .. ', ' to ')}; please check."
        )
        message = f"The text gives the range {claim.text}, {end}"
    return Finding(
        subject=claim.claim_id,
        rule="range",
        formula=ends,
        inputs=tuple(cell.subject for cell in cells),
        stated=claim.text,
        verdict=verdict,
        message=message,
        stated_value=claim.value,
        expected=Interval(low.value, low.value, high.value),
    )


def _holds(claim: Claim, interval: Interval, bound: Decimal) -> bool:
    if claim.modifier in {"over", "at_least"}:
        return interval.high > bound if claim.modifier == "over" else interval.high >= bound
    return interval.low < bound if claim.modifier == "under" else interval.low <= bound


def _base(claim: Claim, value: Decimal | None) -> Decimal:
    return Decimal(0) if value is None else value.scaleb(claim.unit.multiplier)


def _decimals(claim: Claim) -> int | None:
    return None if claim.decimals is None else max(claim.decimals - claim.unit.multiplier, 0)


def _words(claim: Claim, language: Language) -> str:
    words = {
        "over": ("大于", "more than"),
        "at_least": ("不小于", "at least"),
        "under": ("小于", "less than"),
        "at_most": ("不大于", "at most"),
    }
    chinese, english = words.get(claim.modifier, ("", ""))
    return chinese if language == "zh" else english
