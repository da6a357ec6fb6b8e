"""Small counts that the prose states of its own lists: 这两类产品, 金砖五国, 六年间. They are confirmed, never refuted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

import regex

from extractors.checks.statements import Finding, Language, verdict_sentence
from extractors.model import Claim
from extractors.quantities.intervals import Interval
from extractors.vocabulary import load_vocabulary

# Only counts of places and classes are counts of the names that stand beside them: 三个方面 is not.
_NAMED = regex.compile(
    r"国|省|市|区|类|种|行业|产业|countr|provinc|state|cit(?:y|ies)|categor|product|industr|sector", regex.IGNORECASE
)
_SEPARATOR = regex.compile(r"\s*(?:[、,，;；+]|\band\b|和|与|及)\s*")


def check_counts(claims: Sequence[Claim], language: Language) -> list[Finding]:
    """Confirm a count by the members of the group it names, by the list beside it, or by the years it spans.

    A count that matches none of these may count something else, so it is no contradiction.
    """
    lists = Counter((claim.sentence, claim.list_id) for claim in claims if claim.list_id is not None)
    latest: dict[tuple[tuple[str, ...], int], str] = {}
    findings = []
    for claim in claims:
        names = _listed_names(claim)
        if names:
            latest[claim.section, len(names)] = "、".join(names)
        if claim.value is None or claim.value != int(claim.value) or claim.unit.multiplier:
            continue
        wanted = int(claim.value)
        basis = None
        if claim.kind == "duration":
            basis = _span_of_years(claim, wanted)
        elif claim.kind == "count" and _NAMED.search(claim.text):
            sizes = {size for (sentence, _), size in lists.items() if sentence == claim.sentence}
            basis = _group_of(claim, wanted) or (
                _listed(wanted, language) if wanted in sizes else latest.get((claim.section, wanted))
            )
        if basis is not None:
            findings.append(_finding(claim, basis, language))
    return findings


def _listed(size: int, language: Language) -> str:
    return f"所列{size}个数值" if language == "zh" else f"{size} values listed"


def _span_of_years(claim: Claim, wanted: int) -> str | None:
    first, last = claim.base_period, claim.period.text
    if last and "/" in last:
        first, _, last = last.partition("/")
    if not (first and last and first.isdecimal() and last.isdecimal()):
        return None
    span = int(last) - int(first)
    # Of 2016 to 2020 some say four years, some five.
    return f"{first} .. {last}" if wanted in {span, span + 1} else None


def _group_of(claim: Claim, wanted: int) -> str | None:
    places = load_vocabulary().places
    for mention in places.find(claim.sentence):
        if mention.span.start <= claim.start <= mention.span.end + 2 and mention.kind == "group":
            members = places.territories[mention.code].members
            if len(members) == wanted:
                return mention.label
    return None


def _listed_names(claim: Claim) -> tuple[str, ...]:
    for dimension in (claim.partner, claim.category, claim.entity):
        names = tuple(part for part in _SEPARATOR.split(dimension.label or "") if part)
        if dimension.code is None and len(names) > 1:
            return names
    return ()


def _finding(claim: Claim, basis: str, language: Language) -> Finding:
    expected = Interval.exact(claim.value if claim.value is not None else Decimal(0))
    where = "文中" if language == "zh" else "The text's figure"
    return Finding(
        subject=claim.claim_id,
        rule="sum",
        formula=basis,
        inputs=(),
        stated=claim.text,
        verdict="agrees",
        message=verdict_sentence(where, claim.text, (basis, expected), "agrees", language),
        stated_value=claim.value,
        expected=expected,
    )
