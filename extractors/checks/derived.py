"""Numbers that the prose derives from others: growth, multiples, changes in points, sums of what was just listed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

import regex

from extractors.checks.facts import Fact, Facts, name_of_place, series_of
from extractors.checks.series import name_of
from extractors.checks.slips import is_slip
from extractors.checks.statements import Finding, Language, shortened, verdict_sentence
from extractors.model import Claim, Verdict
from extractors.quantities.intervals import Interval, compare, total

_TOGETHER = regex.compile(
    r"合计|共计|总计|总共|合起来|in total|together|combined|altogether|sum(?:ming)? (?:up )?to", regex.IGNORECASE
)
_LIST = regex.compile(r"\s*(?:[、,，;；+]|\band\b|和|与|及)\s*")


def check_derived(claims: Sequence[Claim], facts: Facts, language: Language) -> list[Finding]:
    """Recompute growth, multiples, point changes and sums from the cells and claims that they rest on.

    Where several pairs of values could be meant, one that agrees is enough. Only values of one table
    or of the claim's own sentence contradict; any others may have been counted otherwise.
    """
    findings: list[Finding] = []
    # 分别是甲省的5倍、4倍和3倍: the base is printed once for the list.
    bases = {claim.list_id: claim.base_entity for claim in claims if claim.list_id and claim.base_entity}
    for claim in claims:
        if claim.value is None or claim.value_to is not None:
            continue
        base = claim.base_entity or bases.get(claim.list_id or "")
        finding = _check_change(claim, facts, language) or _check_multiple(claim, base, facts, language)
        if finding is not None:
            findings.append(finding)
    return findings + _check_sums(claims, language)


def _check_change(claim: Claim, facts: Facts, language: Language) -> Finding | None:
    base = _base_period(claim)
    if base is None or claim.kind not in {"growth_rate", "multiple", "point_change"}:
        return None
    last = _last_period(claim)
    unit = "percent" if claim.kind == "point_change" else None
    pairs = [
        (now, before)
        for now in facts.of(claim, last, unit)
        for before in facts.of(claim, base, unit)
        if now.unit == before.unit
    ]
    rule = {"growth_rate": "growth", "multiple": "growth", "point_change": "point_change"}[claim.kind]
    if claim.kind == "multiple" and claim.sense not in {"growth_by", "ratio_to"}:
        return None
    if claim.kind == "multiple" and claim.sense == "ratio_to":
        rule = "ratio"
    if claim.sense == "average_annual":
        rule = "average_growth"
    return _best(claim, rule, pairs, _years(base, last), language)


def _check_multiple(claim: Claim, base: str | None, facts: Facts, language: Language) -> Finding | None:
    if claim.kind != "multiple" or claim.sense != "ratio_to" or base is None:
        return None
    wanted = name_of_place(base)
    period = claim.period.text
    same = [
        fact
        for fact in facts.by_period.get(period, [])
        if fact.subject != claim.claim_id and fact.unit not in {"percent", "times"}
    ]
    numerators = [fact for fact in same if fact.entity == name_of(claim.entity) and fact.sentence == claim.sentence]
    pairs = [
        (number, other)
        for number in numerators
        for other in same
        if other.unit == number.unit
        and other.measure == number.measure
        and other.partner == number.partner
        and other.category == number.category
        and other.entity == wanted
    ]
    return _best(claim, "ratio", pairs, 1, language)


def _best(
    claim: Claim, rule: str, pairs: Sequence[tuple[Fact, Fact]], years: int, language: Language
) -> Finding | None:
    weighed: list[tuple[int, Finding]] = []
    order: dict[Verdict, int] = {
        "agrees": 0,
        "agrees_rounded": 1,
        "agrees_truncated": 2,
        "contradicts": 3,
        "ambiguous": 4,
    }
    for now, before in pairs:
        computed = _compute(claim, rule, now, before, years)
        if computed is None:
            continue
        formula, expected = computed
        verdict = weigh(claim, expected)
        certain = series_of((now, before)) is not None or (now.sentence == before.sentence == claim.sentence)
        if verdict == "contradicts" and (not certain or claim.confidence < 0.7 or rule == "average_growth"):
            verdict = "ambiguous"
        # 同比 rates are published in another currency, or at constant prices: the cells need not give them.
        if verdict == "contradicts" and claim.kind == "growth_rate" and claim.sense == "year_on_year":
            verdict = "ambiguous"
        finding = finding_on(claim, rule, (formula, expected, (now.subject, before.subject)), verdict, language)
        weighed.append((order.get(verdict, 5), finding))
    return min(weighed, key=lambda item: item[0])[1] if weighed else None


def _compute(claim: Claim, rule: str, now: Fact, before: Fact, years: int) -> tuple[str, Interval] | None:
    # Values in one multiple of the unit are shown as printed, others in the unit itself.
    power = now.power if now.power == before.power else 0
    left, right = (shortened(fact.interval.value.scaleb(-power)) for fact in (now, before))
    if rule == "point_change":
        return f"{left} - {right}", now.interval - before.interval
    quotient = now.interval.ratio(before.interval)
    if quotient is None:
        return None
    if rule == "ratio":
        return f"{left} / {right}", quotient
    if rule == "average_growth":
        if years < 1 or quotient.low <= 0:
            return None
        return f"(({left} / {right}) ** (1 / {years}) - 1) * 100", (quotient.root(years) - Interval.exact(1)) * 100
    growth = quotient - Interval.exact(1)
    if claim.kind == "growth_rate":
        return f"({left} / {right} - 1) * 100", growth * 100
    return f"({left} - {right}) / {right}", growth


def weigh(claim: Claim, expected: Interval) -> Verdict:
    """Weigh a claimed number against what it should be, as its modifier (约, 近, 超过) and its direction allow."""
    if claim.value is None:
        return "not_checkable"
    if claim.direction is None and claim.kind in {"growth_rate", "point_change"} and expected.value < 0:
        expected = Interval.exact(0) - expected  # 变化2.4个百分点 leaves the sign open
    signed = -claim.value if claim.direction == "down" and claim.value > 0 else claim.value
    if claim.modifier in {"exact", "only"}:
        return compare(signed, claim.decimals, expected)
    if claim.modifier == "between":
        return "not_checkable"
    holds = {
        # 近三倍 is a little less than three: a tenth is what readers allow.
        "nearly": Decimal("0.9") * signed <= expected.value <= signed,
        "about": abs(expected.value - signed) * 10 <= abs(signed),
        "over": expected.value > signed,
        "at_least": expected.value >= signed,
        "under": expected.value < signed,
        "at_most": expected.value <= signed,
    }[claim.modifier]
    return "agrees" if holds else "contradicts"


def _base_period(claim: Claim) -> str | None:
    if claim.base_period:
        return claim.base_period
    if claim.period.text and "/" in claim.period.text and claim.sense in {"average_annual", "cumulative"}:
        return claim.period.text.partition("/")[0]
    year = claim.period.text
    yearly = claim.sense == "year_on_year" or claim.kind == "point_change"
    return str(int(year) - 1) if yearly and year and len(year) == 4 and year.isdecimal() else None


def _last_period(claim: Claim) -> str | None:
    return claim.period.text.rpartition("/")[2] if claim.period.text else None


def _years(base: str | None, last: str | None) -> int:
    if base and last and base.isdecimal() and last.isdecimal():
        return int(last) - int(base)
    return 0


def _check_sums(claims: Sequence[Claim], language: Language) -> list[Finding]:
    """Check 合计达到…: the sum of the values that the list right before it states."""
    findings = []
    previous: list[Claim] = []
    for index, claim in enumerate(claims):
        before = claims[index - 1] if index else None
        if before is None or before.section != claim.section:
            previous = []
        if before is not None and claim.value is not None and _is_sum(claim, before):
            terms = _listed(previous, claim)
            finding = _sum_finding(claim, terms, language) if len(terms) >= 2 else None
            if finding is not None:
                findings.append(finding)
            previous = []
        previous.append(claim)
    return findings


def _is_sum(claim: Claim, before: Claim) -> bool:
    start = before.end if before.sentence == claim.sentence else 0
    return _TOGETHER.search(claim.sentence[max(start, claim.start - 24) : claim.start]) is not None


def _listed(previous: Sequence[Claim], claim: Claim) -> list[Claim]:
    # The list is the last run of claims of the same unit, in this sentence or, where it has none, in the one before.
    terms: list[Claim] = []
    near = {claim.sentence, *(other.sentence for other in previous[-1:])}
    for other in reversed(previous):
        if other.sentence not in near:
            break
        if other.kind != claim.kind or other.unit.code != claim.unit.code or other.modifier != "exact":
            if terms:
                break
            continue
        if terms and (other.sentence != terms[0].sentence or other.list_id != terms[0].list_id):
            break
        terms.append(other)
    return terms[::-1]


def _sum_finding(claim: Claim, terms: Sequence[Claim], language: Language) -> Finding | None:
    intervals = [
        Interval.printed(term.value, term.decimals).scaled(term.unit.multiplier - claim.unit.multiplier)
        for term in terms
        if term.value is not None
    ]
    if claim.value is None or len(intervals) != len(terms):
        return None
    expected = total(intervals)
    formula = " + ".join(shortened(interval.value) for interval in intervals)
    verdict = weigh(claim, expected)
    if verdict == "contradicts" and not is_slip(claim, expected.value, quoted=False):
        return None  # 合计 of other things than the numbers before it, which are of another size
    in_list = all(term.list_id is not None for term in terms) and terms[0].sentence == claim.sentence
    if verdict == "contradicts" and (not in_list or claim.confidence < 0.7):
        verdict = "ambiguous"
    return finding_on(claim, "sum", (formula, expected, tuple(term.claim_id for term in terms)), verdict, language)


def check_groups(claims: Sequence[Claim], facts: Facts, language: Language) -> list[Finding]:
    """Confirm shares of several partners or classes taken together (甲乙两国合占30%) by the sum of their cells.

    Only agreement is told: which ones are meant is known by their names in the claim, but a sum that
    differs may have been taken over more than the table prints.
    """
    findings = []
    for claim in claims:
        names = _names(claim)
        if claim.kind != "share" or claim.value is None or len(names) < 2 or claim.period.text is None:
            continue
        by_table: dict[str | None, list[Fact]] = defaultdict(list)
        for fact in facts.by_period.get(claim.period.text, []):
            if not fact.sentence and fact.unit == "percent" and (fact.entity in {None, name_of(claim.entity)}):
                by_table[series_of([fact])].append(fact)
        for cells in by_table.values():
            chosen = [fact for fact in cells if {fact.partner, fact.category} & set(names)]
            if len(chosen) != len(names):
                continue
            expected = total([fact.interval for fact in chosen])
            verdict = weigh(claim, expected)
            if verdict in {"agrees", "agrees_rounded"}:
                formula = " + ".join(shortened(fact.interval.value) for fact in chosen)
                inputs = tuple(fact.subject for fact in chosen)
                findings.append(finding_on(claim, "sum", (formula, expected, inputs), verdict, language))
                break
    return findings


def _names(claim: Claim) -> tuple[str, ...]:
    """Return what identifies each of several partners or classes that a claim takes together; none if it has one."""
    for dimension in (claim.partner, claim.category):
        names = [part for part in _LIST.split(dimension.label or "") if part]
        if dimension.code is None and len(names) > 1:
            return tuple(dict.fromkeys(name_of_place(name) for name in names))
    return ()


def finding_on(
    claim: Claim, rule: str, basis: tuple[str, Interval, tuple[str, ...]], verdict: Verdict, language: Language
) -> Finding:
    """Word a finding on a claim; the basis is the formula in numbers, its result, and the rows it rests on."""
    formula, expected, inputs = basis
    where = "文中" if language == "zh" else "The text's figure"
    return Finding(
        subject=claim.claim_id,
        rule=rule,
        formula=formula,
        inputs=inputs,
        stated=claim.text,
        verdict=verdict,
        message=verdict_sentence(where, claim.text, (formula, expected), verdict, language),
        stated_value=claim.value,
        expected=expected,
    )
