"""Mendings that were needed to read a value: published beside the printed text, never silent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from extractors.characters import case_of, to_plain
from extractors.model import Claim, Observation, Place, Repair

_REASONS = {
    "dash": "a printed dash variant is read as a minus, a range or a missing value",
    "tilde": "a printed tilde variant is read as a range",
    "blank": "an odd blank is read as a blank",
    "invisible": "an invisible character is left out",
    "fullwidth_punctuation": "full-width punctuation is read as its plain form",
    "fullwidth_digit": "full-width digits are read as digits",
    "fullwidth_letter": "full-width letters are read as letters",
    "radical": "a radical printed for an ideograph is read as the ideograph",
    "compatibility_ideograph": "a compatibility ideograph is read as the unified one",
}


def find_repairs(observations: Sequence[Observation], claims: Sequence[Claim]) -> tuple[Repair, ...]:
    """Return one repair for each case of odd characters in each printed value, and for each sign taken from brackets.

    Values without a number need none: a dash for a missing value is what it says.
    """
    return (
        *(repair for row in observations for repair in _observation_repairs(row)),
        *(
            repair
            for claim in claims
            if claim.value is not None
            for repair in _character_repairs(claim.claim_id, claim.text, claim.place)
        ),
    )


def _observation_repairs(row: Observation) -> Iterator[Repair]:
    if row.value is None:
        return
    yield from _character_repairs(row.observation_id, row.text, row.place)
    if row.value < 0 and to_plain(row.text).strip().startswith("("):
        reason = "accountants print a negative value in brackets"
        yield Repair(row.observation_id, "bracketed_negative", row.text, str(row.value), reason, place=row.place)


def _character_repairs(subject: str, text: str, place: Place) -> Iterator[Repair]:
    plain = to_plain(text)
    for case in _unique(case for character in text if (case := case_of(character)) is not None):
        yield Repair(subject, case, text, plain, _REASONS[case], place=place)


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
