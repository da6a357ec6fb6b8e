"""The same thing stated twice in different numbers: an abstract or a conclusion that does not repeat what the text says.

Writers state their main figures again, in nearly the same words, and correct them in one place only. Two statements are of the
same thing when kind, unit, period, base and dimensions agree and the words of the one's indicator are those of the other's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from extractors.checks.labels import label_to_tokens
from extractors.checks.scopes import speaks_of_elsewhere
from extractors.checks.slips import digits_of, is_misprint, is_shifted, is_slip
from extractors.checks.statements import Finding, Language
from extractors.model import Claim, Dimension, Verdict
from extractors.quantities.intervals import Interval

_KINDS: Final = frozenset(("level", "count", "share", "growth_rate", "multiple", "point_change"))
_IDLE: Final = frozenset("的之总额量值数约为达其年")
_FEWEST: Final = 3  # ideographs of an indicator that say what is meant
_FEWEST_LATIN: Final = 2  # words
_FIGURES: Final = 3
_MOST: Final = 60  # statements of one kind, unit and period


def check_repeats(
    claims: Sequence[Claim], agreed: frozenset[str], language: Language, home: frozenset[str] = frozenset()
) -> list[Finding]:
    """Find statements that repeat another one in a different number.

    `agreed` are the statements that something else confirms: of a pair the other one is at fault; of two that nothing confirms, or
    that different tables confirm, it is not told which is wrong, and the latter are no repetition at all.
    """
    groups: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        if is_plain(claim, home):
            kind = "level" if claim.kind == "count" else claim.kind
            unit = claim.unit.code or "count"  # 193.9 million, 193.9 million passengers
            key = (kind, unit, claim.sense, claim.direction, claim.period.text, claim.base_period)
            groups[key].append(claim)
    findings = []
    for group in groups.values():
        for index, claim in enumerate(group[:_MOST]):
            others = [other for other in group[:_MOST] if other is not claim and _is_same(claim, other)]
            if claim.claim_id in agreed or any(_fits(claim, other) for other in others):
                continue
            known = [other for other in others if other.claim_id in agreed]
            before = [other for other in group[:index] if other in others]
            found = sorted(_contradicting(claim, known or before), key=lambda item: item[1] != "contradicts")
            findings += [_finding(claim, other, verdict, language) for other, verdict in found[:1]]
    return findings


def is_plain(claim: Claim, home: frozenset[str], *, dated: bool = True) -> bool:
    """Tell whether a claim states one exact number of something, of the article's own, in a period that is known unless `dated` is off."""
    return (
        claim.kind in _KINDS
        and claim.value is not None
        and claim.value_to is None
        and claim.modifier in {"exact", "only"}
        and (claim.period.text is not None or not dated)
        and (claim.unit.code is not None or claim.unit.multiplier != 0)
        and digits_of(claim) >= _FIGURES - 1
        and not speaks_of_elsewhere(claim, home)
    )


def _is_same(claim: Claim, other: Claim) -> bool:
    """Tell whether two statements of one kind, unit and period are of the same thing."""
    if claim.sentence == other.sentence or claim.value is None or other.value is None:
        return False
    if not all(
        _match(mine, theirs)
        for mine, theirs in (
            (claim.entity, other.entity),
            (claim.partner, other.partner),
            (claim.category, other.category),
        )
    ):
        return False
    mine, theirs = _words(claim), _words(other)
    fewer = min(mine, theirs, key=len)
    least = _FEWEST_LATIN if "".join(fewer).isascii() else _FEWEST
    return len(fewer) >= least and (mine <= theirs or theirs <= mine)


def _match(one: Dimension, other: Dimension) -> bool:
    if one.code is not None and other.code is not None:
        return one.code == other.code
    if one.label is None or other.label is None:
        return one.label == other.label or "carried" in {one.source, other.source}
    return label_to_tokens(one.label) == label_to_tokens(other.label)


def _words(claim: Claim) -> frozenset[str]:
    return frozenset(label_to_tokens(claim.indicator.label or "")) - _IDLE


def _scaled(claim: Claim, other: Claim) -> Interval | None:
    """Return what another statement says, in the unit of a claim."""
    if other.value is None:
        return None
    return Interval.printed(other.value, other.decimals).scaled(other.unit.multiplier - claim.unit.multiplier)


def _fits(claim: Claim, other: Claim) -> bool:
    stated, said = _scaled(claim, claim), _scaled(claim, other)
    return stated is not None and said is not None and stated.low <= said.high and said.low <= stated.high


def _contradicting(claim: Claim, others: Sequence[Claim]) -> Iterator[tuple[Claim, Verdict]]:
    """Return the statements that a claim is at odds with: surely where one is a slip for the other, in doubt where only the words are the same.

    Of one thing two values may be true, before and after a correction or a change in the year.
    """
    for other in others:
        said = _scaled(claim, other)
        if said is None:
            continue
        if is_misprint(claim, said.value, _FIGURES) or is_shifted(claim, said.value):
            yield other, "contradicts"
        elif _words(claim) == _words(other) and is_slip(claim, said.value, quoted=False):
            yield other, "ambiguous"


def _finding(claim: Claim, other: Claim, verdict: Verdict, language: Language) -> Finding:
    words = (
        f"文中印为{claim.text}，而另一处印为{other.text}（“{other.sentence.strip()[:60]}”），两处不一致，请核对。"
        if language == "zh"
        else f'The text\'s figure is printed as {claim.text}, elsewhere as {other.text} ("{other.sentence.strip()[:80]}"); please check which is right.'
    )
    expected = _scaled(claim, other)
    return Finding(
        subject=claim.claim_id,
        rule="repeated",
        formula=other.text,
        inputs=(other.claim_id,),
        stated=claim.text,
        verdict=verdict,
        message=words,
        stated_value=claim.value,
        expected=expected,
    )
