from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.indicators import compute_indicators
from extractors.model import Claim, Dimension, Indicator, Period, Table, Unit
from extractors.observations import find_observations
from extractors.vocabulary import load_vocabulary
from tests.tables_by_hand import article, lines, table

VOCABULARY = load_vocabulary()


def compute(*printed: Table, claims: tuple[Claim, ...] = (), every: bool = False) -> tuple[Indicator, ...]:
    observations = find_observations(printed, article(), claims, VOCABULARY)
    return compute_indicators(observations, claims, VOCABULARY, "0123456789abcdef", every=every)


def only(found: tuple[Indicator, ...], code: str, period: str) -> Indicator:
    (indicator,) = [item for item in found if (item.indicator_code, item.period.text) == (code, period)]
    return indicator


TRADE = table(
    """
    年份 | 出口额 | 进口额 | 贸易差额 | 贸易总额
    2015 | 4.00 | 2.00 | 2.00 | 6.00
    2016 | 5.00 | 3.00 | 2.20 | 8.01
    2017 | 9.00 | 1.00 | - | -
    """,
    "青海与蒙古的贸易规模",
    "亿美元",
)


def test_balance_and_total_stand_beside_what_the_table_prints() -> None:
    found = compute(TRADE)
    balance = only(found, "trade_balance", "2015")
    assert (balance.value, balance.formula, balance.verdict) == (Decimal("2.00"), "4.00 - 2.00", "agrees")
    assert balance.inputs == ("0123456789abcdef/t1/r1c1", "0123456789abcdef/t1/r1c2")
    assert (balance.stated_value, balance.stated_by) == (Decimal("2.00"), "0123456789abcdef/t1/r1c3")
    assert (balance.entity.code, balance.partner.code, balance.unit.code, balance.unit.multiplier) == (
        "CN-QH",
        "MNG",
        "USD",
        8,
    )
    assert only(found, "trade_balance", "2016").verdict == "contradicts"
    assert only(found, "trade_value", "2016").verdict == "agrees_rounded"
    assert only(found, "trade_balance", "2017").verdict is None


def test_competitiveness_is_the_balance_over_the_total() -> None:
    tc = only(compute(TRADE), "tc", "2017")
    assert (tc.value, tc.unit.code, tc.formula) == (Decimal("0.8"), "index", "(9.00 - 1.00) / (9.00 + 1.00)")


def test_growth_compares_neighbouring_years_and_averages_over_the_series() -> None:
    found = compute(TRADE)
    growth = only(found, "export_growth", "2016")
    assert (growth.value, growth.base_period, growth.unit.code) == (Decimal(25), "2015", "percent")
    average = only(found, "export_average_growth", "2017")
    assert (average.value, average.base_period) == (Decimal(50), "2015")
    assert average.formula == "100 * ((9.00 / 4.00) ** (1 / 2) - 1)"


def test_a_balance_has_no_growth_rate() -> None:
    assert not [item for item in compute(TRADE) if item.indicator_code.startswith("trade_balance_")]


def test_years_with_a_gap_have_no_yearly_growth() -> None:
    found = compute(table("年份 | 产值\n2010 | 100\n2015 | 110\n2020 | 121", "青海产值", "亿元"))
    assert [(item.indicator_code, item.period.text) for item in found] == [
        ("output_value_average_growth", "2020"),
        ("output_value_multiple", "2020"),
    ]


def test_shares_are_computed_of_a_printed_total() -> None:
    found = compute(table("商品 | 2015 | 2016\n大米 | 10 | 20\n小麦 | 30 | 20\n合计 | 40 | 50", "青海出口额", "亿元"))
    shares = {
        (item.category.label, item.period.text): item.value for item in found if item.indicator_code == "export_share"
    }
    assert shares == {("大米", "2015"): 25, ("小麦", "2015"): 75, ("大米", "2016"): 40, ("小麦", "2016"): 40}


@pytest.mark.parametrize(
    "printed",
    [
        table("年份 | 增长率\n2015 | 10.1\n2016 | 12.1\n2017 | 13.1", "青海出口增长率", "%"),
        table("年份 | 均值\n2015 | 0.1\n2016 | 0.2\n2017 | 0.3", "青海竞争力"),
        table("年份 | 出口额 | 进口额\n2015 | - | 3.1", "青海贸易", "亿元"),
        table("年份 | 出口额（亿元） | 进口额（万吨）\n2015 | 2.1 | 3.1", "青海贸易"),
        table("年份 | 评级\n2015 | AA", "评级"),
        table("年份 | 水平\n2015 | 3.1\n2016 | 3.2", "青海水平"),
        table("年份 | 净利润\n2015 | -3.1\n2016 | 3.2", "公司", "亿元"),
    ],
)
def test_rates_missing_values_and_unknown_units_yield_nothing(printed: Table) -> None:
    assert compute(printed) == ()


def claim(value: str, sense: str, period: str, direction: str | None = "up") -> Claim:
    return Claim(
        "0123456789abcdef/c1",
        (),
        "",
        0,
        0,
        f"{value}%",
        Decimal(value),
        "growth_rate",
        decimals=0,
        unit=Unit("%", "percent"),
        sense=sense,
        direction="down" if direction == "down" else "up",
        entity=Dimension("青海", "CN-QH", "stated"),
        partner=Dimension("蒙古", "MNG", "stated"),
        indicator=Dimension("出口额", "export_value", "stated"),
        period=Period(period, date(2015, 1, 1), date(2017, 12, 31)),
    )


def test_a_growth_rate_in_the_prose_stands_beside_the_computed_one() -> None:
    growth = only(compute(TRADE, claims=(claim("25", "year_on_year", "2016"),)), "export_growth", "2016")
    assert (growth.stated_value, growth.stated_by, growth.verdict) == (Decimal(25), "0123456789abcdef/c1", "agrees")
    average = only(
        compute(TRADE, claims=(claim("50", "average_annual", "2015/2017"),)), "export_average_growth", "2017"
    )
    assert average.verdict == "agrees"


def test_a_growth_rate_of_another_scope_is_left_in_doubt() -> None:
    growth = only(compute(TRADE, claims=(claim("31", "year_on_year", "2016", "down"),)), "export_growth", "2016")
    assert (growth.stated_value, growth.verdict) == (Decimal(-31), "ambiguous")


def test_growth_since_an_earlier_year_is_no_yearly_growth() -> None:
    since = replace(claim("25", "growth_by", "2017"), base_period="2015")
    assert only(compute(TRADE, claims=(since,)), "export_growth", "2017").stated_value is None


def test_average_growth_since_another_year_is_not_compared() -> None:
    since = replace(claim("7", "average_annual", "2017"), base_period="2010")
    assert only(compute(TRADE, claims=(since,)), "export_average_growth", "2017").stated_value is None


def test_a_printed_share_stands_beside_the_share_of_the_printed_total() -> None:
    found = compute(
        table("商品 | 出口额（亿元） | 占比（%）\n大米 | 10 | 25\n小麦 | 30 | 70\n合计 | 40 | 100", "2015年青海出口")
    )
    found = tuple(item for item in found if item.indicator_code == "export_share")
    assert [(item.value, item.stated_value, item.verdict) for item in found] == [
        (25, 25, "agrees"),
        (75, 70, "ambiguous"),
    ]
    assert [str(item.value) for item in found] == ["25", "75"]


def test_indicators_are_numbered_in_order() -> None:
    found = compute(TRADE)
    assert [item.indicator_id for item in found] == [
        f"0123456789abcdef/i{number}" for number in range(1, len(found) + 1)
    ]


@given(st.lists(st.decimals(1, 9999, places=1), min_size=2, max_size=5))
def test_shares_of_a_whole_sum_to_one_hundred(values: list[Decimal]) -> None:
    rows = [
        ("商品", "出口额"),
        *((f"品类{chr(ord('甲') + number)}", str(value)) for number, value in enumerate(values)),
        ("合计", str(sum(values))),
    ]
    found = compute(table(lines(rows), "2015年青海出口", "亿元"))
    assert abs(sum(item.value for item in found if item.indicator_code == "export_share") - 100) < Decimal("0.0001")
