"""Every digit of the sample is accounted for by some row."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors import extract
from extractors.model import Dataset

RAW = Path(__file__).parent.parent / "raw"
PRINTED = sorted(path for path in RAW.rglob("*") if path.suffix in {".pdf", ".txt"})


@pytest.fixture(scope="module", params=PRINTED, ids=lambda path: path.name)
def dataset(request: pytest.FixtureRequest) -> Dataset:
    return extract(request.param.read_bytes(), request.param.name)


def test_every_printed_digit_lies_in_a_numerals_row(dataset: Dataset) -> None:
    covered: set[int] = set()
    for numeral in dataset.numerals:
        assert numeral.place.span is not None
        covered.update(range(numeral.place.span.start, numeral.place.span.end))
    lost = [
        dataset.text[max(0, index - 12) : index + 8]
        for index, character in enumerate(dataset.text)
        if character.isdecimal() and index not in covered
    ]
    assert lost == []


def test_no_numeral_of_the_sample_is_unaccounted(dataset: Dataset) -> None:
    assert [numeral for numeral in dataset.numerals if numeral.outcome == "unaccounted"] == []


def test_every_numeral_says_what_it_is_part_of_or_why_it_is_not_a_quantity(dataset: Dataset) -> None:
    ids = {table.table_id for table in dataset.tables} | {claim.claim_id for claim in dataset.claims}
    ids |= {row.observation_id for row in dataset.observations}
    for numeral in dataset.numerals:
        if numeral.outcome in {"cell", "claim"}:
            assert numeral.subject in ids, numeral
        if numeral.outcome == "not_a_claim":
            assert numeral.reason, numeral


def test_a_listing_of_numbers_states_nothing_and_each_has_its_reason() -> None:
    numbers = " ".join(f"{number}.{number % 7}" for number in range(40))
    text = f"附录数据的说明\n\n一、数据\n\n本文对数据作了整理，共得到40个数值，具体的数值如附录所示。\n\n{numbers}。\n"
    dataset = extract(text.encode(), "listing.txt")
    assert not any("39.4" in claim.sentence for claim in dataset.claims)
    assert {numeral.reason for numeral in dataset.numerals if numeral.text == "39.4"} == {"listing"}
