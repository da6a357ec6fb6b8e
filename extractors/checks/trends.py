"""What the prose says of the course of a series (逐年上升, 除2009年外逐年增长), against the series."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

import regex

from extractors.checks.facts import measure_of_cell, measure_of_claim
from extractors.checks.series import interval_of, name_of, stands_for_one_value
from extractors.checks.statements import Finding, Language, joined, shortened
from extractors.model import Claim, Observation, Verdict
from extractors.vocabulary import load_vocabulary
from extractors.vocabulary.periods import find_periods

# Only words that speak of every year can be refuted by one: 总体上升 and 呈上升趋势 allow for a year that falls.
_EVERY_YEAR = regex.compile(
    r"逐年|年年|每年|连年|连续|其[它他余](?:各)?年份?.{0,4}(?:均|都)|(?:各年|历年).{0,2}(?:均|都)|"
    r"\b(?:every|each) year\b|\byear (?:after|by) year\b|\ball other years\b|\bsteadily\b",
    regex.IGNORECASE,
)
_ALL_OTHERS = regex.compile(
    r"其[他它余].{0,16}(?:均|都|不同程度)|\b(?:all|each) (?:of the )?others?\b|\ball (?:the )?(?:other|remaining)\b",
    regex.IGNORECASE,
)
_CLAUSE = regex.compile(r"[，。；,;]")
_REACH = 3  # claims before and after that name what the others are other than
_EXCEPT = regex.compile(r"(?:除了?|except|apart from|other than).{0,40}", regex.IGNORECASE)


def check_trends(claims: Sequence[Claim], observations: Sequence[Observation], language: Language) -> list[Finding]:
    """Compare trends with the yearly changes of the cells they speak of.

    Said of every year (逐年, 其他年份均) a trend is held against each year of the series, years that
    the sentence excepts (除2009年外) left out. Said of all other partners (其余各国均下降) it is held
    against each of them that the section does not name. Said of one year it can be confirmed only.
    """
    series: dict[tuple[object, ...], list[Observation]] = defaultdict(list)
    for item in observations:
        if stands_for_one_value(item) and item.period.text and item.period.text.isdecimal():
            series[(*map(name_of, (item.entity, item.partner, item.category)), measure_of_cell(item))].append(item)
    findings = []
    for index, claim in enumerate(claims):
        if claim.kind != "trend" or claim.direction is None or measure_of_claim(claim) is None:
            continue
        before, after = claim.sentence[: claim.end], claim.sentence[claim.end :]
        clause = _CLAUSE.split(before)[-1] + _CLAUSE.split(after)[0]
        key = (*map(name_of, (claim.entity, claim.partner, claim.category)), measure_of_claim(claim))
        finding = None
        if _EVERY_YEAR.search(clause):
            finding = _check_years(claim, _ordered(series.get(key, []), claim), language)
        elif _ALL_OTHERS.search(clause):
            near = claims[max(index - _REACH, 0) : index + _REACH + 1]
            finding = _check_others(claim, _partners(claim, series, near), language)
        else:
            finding = _confirm_year(claim, _ordered(series.get(key, []), None), language)
        findings += [finding] if finding is not None else []
    return findings


def _ordered(cells: Sequence[Observation], claim: Claim | None) -> list[Observation]:
    """Return the cells of one table in the order of years; none if a year stands twice or several tables print them."""
    held = [item for item in cells if claim is None or _within(item, claim)]
    years = {item.period.text for item in held}
    if len(years) < len(held) or len({item.table_id for item in held}) > 1:
        return []
    return sorted(held, key=lambda item: item.period.text or "")


def _partners(
    claim: Claim, series: dict[tuple[object, ...], list[Observation]], near: Sequence[Claim]
) -> list[tuple[Observation, Observation]]:
    """Return this year's and last year's cell of each partner that a claim on all others means."""
    last = claim.period.text
    named = {other.partner.code for other in near if other is not claim}
    group, places = claim.partner.code, load_vocabulary().places
    if last is None or not last.isdecimal() or group is None:
        return []
    pairs = []
    for (entity, partner, category, measure), cells in series.items():
        if (entity, category, measure) != (name_of(claim.entity), name_of(claim.category), measure_of_claim(claim)):
            continue
        if not isinstance(partner, str) or partner in named or not places.contains(group, partner):
            continue
        by_year = {item.period.text: item for item in _ordered(cells, None)}
        if last in by_year and str(int(last) - 1) in by_year:
            pairs.append((by_year[str(int(last) - 1)], by_year[last]))
    return pairs


def _check_years(claim: Claim, cells: Sequence[Observation], language: Language) -> Finding | None:
    if len(cells) < 3:
        return None
    excepted = {period.text for clause in _EXCEPT.finditer(claim.sentence) for _, period in find_periods(clause[0])}
    failing = [pair for pair in pairwise(cells) if _moves_against(claim, *pair) and pair[1].period.text not in excepted]
    return _finding(claim, failing, list(pairwise(cells)), language)


def _check_others(claim: Claim, pairs: Sequence[tuple[Observation, Observation]], language: Language) -> Finding | None:
    failing = [pair for pair in pairs if _moves_against(claim, *pair)]
    # Where most go the other way, other cells are meant.
    if len(pairs) < 3 or 2 * len(failing) >= len(pairs):
        return None
    return _finding(claim, failing, pairs, language)


def _confirm_year(claim: Claim, cells: Sequence[Observation], language: Language) -> Finding | None:
    pairs = [pair for pair in pairwise(cells) if pair[1].period.text == claim.period.text and _follow(*pair)]
    if not pairs or _moves_against(claim, *pairs[0]):
        return None
    return _finding(claim, [], pairs, language)


def _follow(before: Observation, now: Observation) -> bool:
    return int(now.period.text or 0) - int(before.period.text or 0) == 1


def _moves_against(claim: Claim, before: Observation, now: Observation) -> bool:
    left, right = interval_of(before), interval_of(now)
    return right.high <= left.low if claim.direction == "up" else right.low >= left.high


def _within(item: Observation, claim: Claim) -> bool:
    start, end = claim.period.start, claim.period.end
    if start is None or end is None or start.year == end.year:
        return True
    return item.period.start is not None and start <= item.period.start <= end


def _finding(
    claim: Claim,
    failing: Sequence[tuple[Observation, Observation]],
    pairs: Sequence[tuple[Observation, Observation]],
    language: Language,
) -> Finding:
    verdict: Verdict = "contradicts" if failing else "agrees"
    slips = joined([_words(before, now) for before, now in failing or pairs], language)
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
        inputs=tuple(dict.fromkeys(item.observation_id for pair in pairs for item in pair)),
        stated=claim.text,
        verdict=verdict,
        message=message,
    )


def _words(before: Observation, now: Observation) -> str:
    row = " ".join(
        label for label in (now.partner.label, now.period.text) if label and before.partner.source == "stated"
    )
    return f"{row or now.period.text}: {_value(before)} → {_value(now)}"


def _value(item: Observation) -> str:
    return "-" if item.value is None else shortened(item.value)
