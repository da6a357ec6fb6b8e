"""What each number of an invented sentence says, field by field, as a person would list it."""

from __future__ import annotations

import csv
from itertools import groupby
from pathlib import Path

import pytest
import regex

from extractors.model import Claim
from tests.prose import claims_of

CASES = Path(__file__).parent / "cases"


def read(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((CASES / name).read_text(encoding="utf-8").splitlines()))


def fields_of(claim: Claim) -> dict[str, str]:
    """Return the fields of a claim as the case files spell them: empty where a claim says nothing."""
    fields = {
        "text": claim.text,
        "kind": claim.kind,
        "sense": claim.sense,
        "direction": claim.direction,
        "modifier": None if claim.modifier == "exact" else claim.modifier,
        "entity": claim.entity.label,
        "partner": claim.partner.label,
        "category": claim.category.label,
        "indicator": claim.indicator.label,
        "denominator": claim.denominator,
        "period": claim.period.text,
        "base_period": claim.base_period,
        "base_entity": claim.base_entity,
        "list": claim.list_position,
    }
    return {name: "" if value is None else str(value) for name, value in fields.items()}


# A question mark stands for a field of which nothing is asked: people would differ, or a known failure is listed apart.
SENTENCES = [
    (sentence, list(rows))
    for name in ("claims_zh.csv", "claims_en.csv")
    for sentence, rows in groupby(read(name), key=lambda row: row["sentence"])
]


@pytest.mark.parametrize(("sentence", "rows"), SENTENCES, ids=[sentence for sentence, _ in SENTENCES])
def test_every_number_of_a_sentence_says_what_is_listed(sentence: str, rows: list[dict[str, str]]) -> None:
    found = [fields_of(claim) for claim in claims_of(sentence)]
    at = 0
    for row in rows:
        at = next(index for index in range(at, len(found)) if found[index]["text"] == row["text"])
        asked = {name: row[name] for name in found[at] if row[name] != "?"}
        assert {name: found[at][name] for name in asked} == asked
        at += 1


CHINESE = [sentence for sentence, _ in SENTENCES if regex.search(r"\p{Han}", sentence)]


@pytest.mark.parametrize("sentence", CHINESE)
def test_blanks_around_digits_change_nothing(sentence: str) -> None:
    # Text taken out of a PDF sets a blank where Latin and Han characters meet.
    spaced = regex.sub(r"(?<=\p{Han})(?=\d)|(?<=[\d%])(?=\p{Han})", " ", sentence)
    assert [_without_blanks(claim) for claim in claims_of(spaced)] == [
        _without_blanks(claim) for claim in claims_of(sentence)
    ]


def _without_blanks(claim: Claim) -> dict[str, str]:
    return {name: value.replace(" ", "") for name, value in fields_of(claim).items()}


@pytest.mark.parametrize("row", read("claims_negative.csv"), ids=lambda row: row["sentence"])
def test_what_counts_nothing_is_no_claim(row: dict[str, str]) -> None:
    assert [claim.text for claim in claims_of(row["sentence"])] == []


@pytest.mark.xfail(strict=True)
@pytest.mark.parametrize("row", read("claims_known_failures.csv"), ids=lambda row: f"{row['sentence']} {row['text']}")
def test_known_failures(row: dict[str, str]) -> None:
    found = [fields_of(claim) for claim in claims_of(row["sentence"])]
    assert [claim[row["field"]] for claim in found if claim["text"] == row["text"]] == [row["expected"]]
