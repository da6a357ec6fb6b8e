"""The errors that the sample is known to contain, and that nothing else in it is called an error."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from extractors import extract
from extractors.model import Check, Dataset

PRINTED = {path.name: path for path in sorted((Path(__file__).parent.parent / "raw").rglob("*.[pt][dx][ft]"))}
CHINESE = [name for name in PRINTED if name.startswith("shanxi")]


@cache
def dataset_of(name: str) -> Dataset:
    return extract(PRINTED[name].read_bytes(), name)


def contradictions(name: str) -> list[Check]:
    return [check for check in dataset_of(name).checks if check.verdict == "contradicts"]


@pytest.mark.parametrize(
    ("rule", "stated"),
    [
        ("equals_cell", "22.7亿美元"),  # 表1 prints 23.49
        ("range", "0.24~0.40"),  # 0.40 is of 2021, outside the years named
        ("caption_period", "2016/2020"),  # the columns run to 2021
        ("dirty_cell", "1.73%"),  # in a column headed (%)
        ("growth", "六倍"),  # from 95 to 542 is growth by 4.7 times, in four years
    ],
)
@pytest.mark.parametrize("name", CHINESE)
def test_an_error_of_the_sample_is_found(name: str, rule: str, stated: str) -> None:
    assert [check.rule for check in contradictions(name) if check.stated == stated] == [rule]


@pytest.mark.xfail(reason="stated by a clause without a number of its own, or over a gap of two clauses", strict=True)
@pytest.mark.parametrize(
    "stated",
    [
        "都有不同程度的下降",  # 泰国 rose
    ],
)
@pytest.mark.parametrize("name", CHINESE)
def test_an_error_that_takes_more_reading_is_found(name: str, stated: str) -> None:
    assert any(stated in check.stated for check in contradictions(name))


@pytest.mark.parametrize("name", PRINTED)
def test_nothing_else_is_called_an_error(name: str) -> None:
    known = {
        "22.7亿美元",
        "0.24~0.40",
        "2016/2020",
        "1.73%",
        "六倍",
        "有所下降",
    }  # 只有2015年有所下降: 2013 fell as well
    assert {check.stated for check in contradictions(name)} <= known


@pytest.mark.parametrize("name", CHINESE)
def test_totals_and_balances_of_all_years_are_recomputed(name: str) -> None:
    # 2021 prints neither exports nor imports.
    for rule in ("sum", "difference"):
        cells = {row.observation_id for row in dataset_of(name).observations}
        verdicts = [check.verdict for check in dataset_of(name).checks if check.rule == rule and check.subject in cells]
        assert len(verdicts) == 10
        assert set(verdicts) <= {"agrees", "agrees_rounded"}
