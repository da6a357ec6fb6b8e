"""What the prose of the sample states, number by number, as its author listed it in sample/claims.csv."""

from __future__ import annotations

import csv
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from extractors import extract
from extractors.model import Claim, Dataset

ROOT = Path(__file__).parent.parent
PRINTED = {path.name: path for path in sorted((ROOT / "raw").rglob("shanxi-dongmeng.*"))}
STATED = list(csv.DictReader((ROOT / "sample" / "claims.csv").read_text(encoding="utf-8").splitlines()))


@cache
def dataset_of(name: str) -> Dataset:
    return extract(PRINTED[name].read_bytes(), name)


def claims_of(name: str, stated: dict[str, str]) -> list[Claim]:
    """Return the claims that lie at the place in the prose where a number is stated, blanks left out."""
    context = stated["context"]
    found = []
    for claim in dataset_of(name).claims:
        head = claim.sentence[: claim.start].replace(" ", "")
        sentence = claim.sentence.replace(" ", "")
        start = sentence.find(context)
        if claim.value is not None and start >= 0 and start <= len(head) < start + len(context):
            found.append(claim)
    return [claim for claim in found if claim.text.replace(" ", "") == stated["text"]]


def ids(stated: dict[str, str]) -> str:
    return stated["context"]


@pytest.mark.parametrize("stated", STATED, ids=ids)
@pytest.mark.parametrize("name", PRINTED)
def test_a_stated_number_is_found_with_value_unit_and_kind(name: str, stated: dict[str, str]) -> None:
    found = [
        (
            str(claim.value),
            str(claim.value_to or ""),
            f"{claim.unit.code} x10^{claim.unit.multiplier}" if claim.unit.multiplier else claim.unit.code,
            claim.kind,
            claim.modifier,
        )
        for claim in claims_of(name, stated)
    ]
    expected = [stated[field] for field in ("value", "value_to", "unit", "kind", "modifier")]
    assert found == [tuple(expected)]


# What each number is said of is found by looking back, sometimes by several sentences. The figures are how many of the
# listed statements are right: they may rise, and whoever loses one sees which.
@pytest.mark.parametrize(
    ("field", "least"),
    [("period", 78), ("category", 60), ("entity", 52), ("partner", 52)],
)
@pytest.mark.parametrize("name", PRINTED)
def test_most_numbers_are_said_of_the_right_place_goods_and_time(name: str, field: str, least: int) -> None:
    right, wrong = 0, []
    for stated in STATED:
        if stated[field] == "?":  # not one thing, or arguable
            continue
        found = [_dimension(claim, field) for claim in claims_of(name, stated)]
        if found == [stated[field]]:
            right += 1
        else:
            wrong.append(f"{stated['context']}: {found} is not {stated[field]}")
    assert right >= least, "\n".join(wrong)


def _dimension(claim: Claim, field: str) -> str:
    if field == "period":
        return claim.period.text or ""
    return getattr(claim, field).code or ""


@pytest.mark.parametrize("name", PRINTED)
def test_nothing_else_that_is_printed_with_digits_is_taken_for_a_statement(name: str) -> None:
    listed = {id(claim) for stated in STATED for claim in claims_of(name, stated)}
    others = [
        claim.text
        for claim in dataset_of(name).claims
        if id(claim) not in listed
        and claim.value is not None
        and any(character.isdecimal() for character in claim.text)
    ]
    assert others == ["31个"]


def test_every_listed_value_is_what_its_text_says() -> None:
    for stated in STATED:
        digits = "".join(
            character for character in stated["text"].split("~")[0] if character.isdecimal() or character == "."
        )
        assert not digits or Decimal(digits) == Decimal(stated["value"])
