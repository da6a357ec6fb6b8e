"""Numeral by numeral: tests/cases/quantities.csv says what each expression states, and that others state nothing.

The columns: language; kind (stated: it states what `quantities` lists; negative: nothing; known_failure: not read yet as it
should be); text; quantities, one after the other as `printed = value[..value_to] unit [modifier]`, the value whole, in the
unit, `-` for none.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from extractors.model import Quantity
from extractors.quantities import read_numerals
from extractors.vocabulary.units import load_units

CASES = list(csv.DictReader((Path(__file__).parent / "cases" / "quantities.csv").read_text("utf-8").splitlines()))


def to_case(quantity: Quantity) -> str:
    power = quantity.unit.multiplier
    values = [
        format(value.scaleb(power).normalize(), "f")
        for value in (quantity.value, quantity.value_to)
        if value is not None
    ]
    values = [value[:10] if "." in value else value for value in values]
    modifier = "" if quantity.modifier in ("exact", "between") else f" {quantity.modifier}"
    return f"{quantity.text} = {'..'.join(values)} {quantity.unit.code or '-'}{modifier}"


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=case["text"], marks=[pytest.mark.xfail] if case["kind"] == "known_failure" else [])
        for case in CASES
    ],
)
def test_an_expression_states_what_its_case_says(case):
    found = [to_case(quantity) for quantity in read_numerals(case["text"], load_units()) if quantity.reason is None]
    assert " | ".join(found) == case["quantities"]


def test_the_cases_are_many_in_both_languages_and_negative_ones_state_nothing():
    counts = {(case["language"], case["kind"]) for case in CASES}
    assert {(language, kind) for language in ("zh", "en") for kind in ("stated", "negative")} <= counts
    assert len(CASES) == len({case["text"] for case in CASES})
    assert all(
        (case["kind"] == "negative") == (case["quantities"] == "") for case in CASES if case["kind"] != "known_failure"
    )
