"""Claims as corrected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from extractors.corrections.address import is_same
from extractors.corrections.entries import ClaimCorrection, Corrections, FieldValue, NotAClaim
from extractors.corrections.fields import DIMENSION_FIELDS, DIMENSIONS, shown
from extractors.corrections.outcome import Applied, MisfitError, Outcome, require_change
from extractors.corrections.values import correct_parts, part_to_text
from extractors.model import Claim, Dimension, Period, Repair, Unit
from extractors.vocabulary import Vocabulary

_PARTS = (*DIMENSIONS, "unit", "period")


def correct_claims(
    claims: Sequence[Claim], corrections: Corrections, vocabulary: Vocabulary
) -> tuple[tuple[Claim, ...], tuple[Claim, ...], Outcome]:
    """Apply the corrections of claims; return those that are left, those that are said to be none, and what came of it.

    A claim that was looked at by a person has the confidence 1. The others keep their ids.
    """
    applied = Applied(corrections)
    refuted = _find_refuted(claims, corrections, applied)
    found = {claim.claim_id: claim for claim in claims if claim.claim_id not in refuted}
    asked = [entry for entry in corrections.entries if isinstance(entry, ClaimCorrection)]
    for correction in asked:
        try:
            claim = _find_claim(correction, claims)
            _require_left(claim, refuted)
            changes = _to_changes(found[claim.claim_id], correction, vocabulary)
            require_change(changes)
            applied.take(correction, *((claim.claim_id, f"the {name} of this claim") for name in changes))
        except MisfitError as error:
            applied.refuse(correction, error)
            continue
        applied.repairs += [
            Repair(
                claim.claim_id,
                f"corrected_{name}",
                _to_text(getattr(found[claim.claim_id], name)),
                _to_text(value),
                correction.reason,
                corrections.name,
                claim.place,
                correction.author,
            )
            for name, value in changes.items()
        ]
        if isinstance(value := changes.get("value"), Decimal):
            changes["decimals"] = max(0, -int(value.as_tuple().exponent))
        found[claim.claim_id] = replace(found[claim.claim_id], **changes, corrected=True, confidence=1.0)
    gone = tuple(claim for claim in claims if claim.claim_id in refuted)
    return tuple(found.values()), gone, applied.outcome


def _find_refuted(claims: Sequence[Claim], corrections: Corrections, applied: Applied) -> dict[str, NotAClaim]:
    """Find the claims that are said to be none, by id, and note the repairs."""
    refuted: dict[str, NotAClaim] = {}
    for correction in (entry for entry in corrections.entries if isinstance(entry, NotAClaim)):
        try:
            claim = _find_claim(correction, claims)
            applied.take(correction, (claim.claim_id, "this claim"))
        except MisfitError as error:
            applied.refuse(correction, error)
            continue
        refuted[claim.claim_id] = correction
        applied.repairs.append(
            Repair(
                claim.claim_id,
                "not_a_claim",
                claim.text,
                "",
                correction.reason,
                corrections.name,
                claim.place,
                correction.author,
            )
        )
    return refuted


def _require_left(claim: Claim, refuted: Mapping[str, NotAClaim]) -> None:
    if claim.claim_id in refuted:
        raise MisfitError(f"{refuted[claim.claim_id].entry.label} says that it is no claim")


def _find_claim(correction: ClaimCorrection | NotAClaim, claims: Sequence[Claim]) -> Claim:
    """Return the claim that is meant. Raises `MisfitError`.

    Claims are counted through an article, so that one number more in it moves all that follow: the sentence and the
    printed text find a claim also when its number is another by now.
    """
    name = (correction.claim or "").rpartition("/")[2]
    numbered = next((claim for claim in claims if claim.claim_id.rpartition("/")[2] == name), None)
    if numbered is not None and _is_meant(numbered, correction):
        return numbered
    if correction.sentence is None:
        reads = f"claim {name} reads {shown(numbered.text)}" if numbered else f"there is no claim {shown(name)}"
        raise MisfitError(f"{reads}, not {shown(correction.printed)}")
    found = [claim for claim in claims if _is_meant(claim, correction)]
    if not found:
        what = "no claim of its sentence" if _has_sentence(correction, claims) else "no sentence with a claim"
        reads = correction.printed if _has_sentence(correction, claims) else correction.sentence
        raise MisfitError(f"{what} reads {shown(reads)}")
    if len(found) > 1:
        names = ", ".join(claim.claim_id.rpartition("/")[2] for claim in found[:8])
        raise MisfitError(f"{len(found)} claims read so ({names}); say with claim which is meant")
    return found[0]


def _is_meant(claim: Claim, correction: ClaimCorrection | NotAClaim) -> bool:
    there = correction.sentence is None or is_same(claim.sentence, correction.sentence)
    return there and is_same(claim.text, correction.printed)


def _has_sentence(correction: ClaimCorrection | NotAClaim, claims: Sequence[Claim]) -> bool:
    return any(is_same(claim.sentence, correction.sentence or "") for claim in claims)


def _to_changes(claim: Claim, correction: ClaimCorrection, vocabulary: Vocabulary) -> dict[str, Any]:
    parts = {name: getattr(claim, name) for name in _PARTS}
    changes: dict[str, Any] = dict(correct_parts(parts, correction.fields, vocabulary))
    for name, value in correction.fields:
        if name not in DIMENSION_FIELDS:
            after = value if value != "" else None
            if after != getattr(claim, name):
                changes[name] = after
    return changes


def _to_text(value: FieldValue | Dimension | Unit | Period | None) -> str:
    if isinstance(value, (Dimension, Unit, Period)):
        return part_to_text(value)
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)
