"""Words of movement between two figures that say themselves which way it went (由37.21元下跌到42.27元, fell from 5.2 to 6.1 per cent).

No table is needed: of two figures of one unit, joined by from and to, the second is the larger one where something rose. Ranks, and
figures below nought, which are often meant by their size, are left alone.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import regex

from extractors.checks.courses import MOVE
from extractors.checks.prose import Prose, Said
from extractors.checks.statements import Finding, Language
from extractors.model import Claim

_KINDS: Final = frozenset(("level", "index", "count", "share", "growth_rate"))
_FROM: Final = regex.compile(r"[由从自][^，。；：、]{0,24}$")
_TO: Final = regex.compile(
    rf"[^，。；：、\d]{{0,8}}?(?:{MOVE}|(?P<up>[增升涨])|(?P<down>[降减跌落滑]))了?[到至为成](?:(?:19|20)\d\d年?[底末初]?的?)?(?:约|近|将近|接近|大约)?"
)
_FROM_EN: Final = regex.compile(
    rf"{MOVE}(?:\s[a-z]+){{0,3}}?\sfrom\s(?:[a-z]{{1,8}}\s){{0,3}}[A-Z$€£]{{0,3}}\s?$", regex.IGNORECASE
)
_TO_EN: Final = regex.compile(
    r"(?:\s[a-z]{1,12}){0,3}?(?:\sin\s(?:19|20)\d\d(?:[/-]\d\d)?)?,?\sto\s(?:[a-z]{1,8}\s){0,3}[A-Z$€£]{0,3}\s?"
)


def check_reached(prose: Prose, wrong: frozenset[str], language: Language) -> list[Finding]:
    """Find pairs of figures that move against the word between them; `wrong` are statements whose figure itself is refuted."""
    findings = []
    for said in prose:
        figures = sorted((claim for claim in said.claims if claim.value is not None), key=lambda claim: claim.start)
        for base, now in pairwise(figures):
            up = _direction(said, base, now)
            if up is None or base.value is None or now.value is None or {base.claim_id, now.claim_id} & wrong:
                continue
            if base.value != now.value and (now.value > base.value) != up:
                findings.append(_finding(said, base, now, language))
    return findings


def _direction(said: Said, base: Claim, now: Claim) -> bool | None:
    """Return whether a pair of figures is said to rise, None where nothing says that, or they are no such pair."""
    alike = base.unit.code == now.unit.code and base.unit.multiplier == now.unit.multiplier
    if not alike or base.kind not in _KINDS or now.kind not in _KINDS or base.value_to or now.value_to:
        return None
    if base.value is None or now.value is None or base.value < 0 or now.value < 0:
        return None
    between = said.text[base.end : now.start]
    moved = _TO.fullmatch(between)
    if moved is not None and _FROM.search(said.text, max(0, base.start - 32), base.start):
        return moved["up"] is not None
    moved = _FROM_EN.search(said.text, max(0, base.start - 80), base.start)
    return moved["up"] is not None if moved is not None and _TO_EN.fullmatch(between) else None


def _finding(said: Said, base: Claim, now: Claim, language: Language) -> Finding:
    words = said.text[base.start : now.end].strip()
    message = (
        f"文中称“{words}”，但{now.text}与{base.text}相比方向相反，请核对。"
        if language == "zh"
        else f'The text says "{said.text[said.sentence.clause_start(base.start) : now.end].strip()}", but from {base.text} to {now.text} it went the other way; please check.'
    )
    return Finding(
        subject=now.claim_id,
        rule="trend",
        formula=f"{base.text} → {now.text}",
        inputs=(base.claim_id, now.claim_id),
        stated=words,
        verdict="contradicts",
        message=message,
    )
