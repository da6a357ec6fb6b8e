"""Indices over the parts of a whole and over years: what is computed, and what must not be."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.indicators import compute_indicators
from extractors.indicators.formulas import (
    comparative_advantage,
    complementarity,
    grubel_lloyd,
    herfindahl,
    michaely,
    symmetric_advantage,
    trade_intensity,
)
from extractors.model import Claim, Dimension, Indicator, Period, ReferenceValue, Table, Unit
from extractors.observations import find_observations
from tests.tables_by_hand import article, lines, table
from tests.test_indicators import VOCABULARY, compute, only


def values(found: tuple[Indicator, ...], code: str) -> list[Decimal]:
    return [item.value for item in found if item.indicator_code == code]


PARTNERS = table(
    """
    国别 | 2019 | 2020
    日本 | 40.0 | 50.0
    韩国 | 30.0 | 20.0
    蒙古 | 20.0 | 20.0
    法国 | 9.0 | 8.0
    """,
    "青海对各国出口额占比",
    "%",
)


def test_partner_shares_give_concentration_over_the_partners():
    found = compute(PARTNERS)
    hhi = only(found, "export_hhi_partner", "2019")
    assert (hhi.value, hhi.unit.code, hhi.partner.label) == (Decimal("0.2981"), "index", None)
    assert hhi.formula == "(40 / 100) ** 2 + (30 / 100) ** 2 + (20 / 100) ** 2 + (9 / 100) ** 2"
    cr3 = only(found, "export_cr3_partner", "2020")
    assert (cr3.value, cr3.formula, len(cr3.inputs)) == (Decimal(90), "50 + 20 + 20", 3)
    # Four are listed: the sum of all of them says nothing.
    assert not values(found, "export_cr4_partner")


def test_a_printed_ratio_or_index_of_concentration_stands_beside_the_computed_one():
    shares = ["日本 | 40.0", "韩国 | 30.0", "蒙古 | 20.0", "法国 | 10.0"]
    first = table("国别 | 2019\n" + "\n".join(shares), "青海对各国出口额占比", "%")
    printed = table("年份 | CR3（%） | HHI\n2019 | 90.0 | 3000", "青海出口集中度", ordinal=2)
    found = compute(first, printed)
    ratio, index = only(found, "export_cr3_partner", "2019"), only(found, "export_hhi_partner", "2019")
    assert (ratio.stated_value, ratio.verdict) == (90, "agrees")
    assert (index.value, index.stated_value, index.verdict) == (Decimal("0.3"), 3000, "agrees")


def test_amounts_with_a_printed_total_give_concentration_too():
    found = compute(
        table("商品 | 2019\n大米 | 10\n小麦 | 30\n玉米 | 60\n合计 | 100", "青海出口额", "亿元"),
    )
    hhi = only(found, "export_hhi_category", "2019")
    assert (hhi.value, len(hhi.inputs)) == (Decimal("0.46"), 4)


@pytest.mark.parametrize(
    "printed",
    [
        # shares of three wholes, which are more than one together
        table("国别 | 2019\n日本 | 60\n韩国 | 50\n蒙古 | 40", "青海对各国出口额占比", "%"),
        # most of the whole is not listed
        table("国别 | 2019\n日本 | 20\n韩国 | 10\n蒙古 | 5", "青海对各国出口额占比", "%"),
        # one of two that make up a whole gives the other
        table("国别 | 2019\n日本 | 60\n韩国 | 40", "青海对各国出口额占比", "%"),
        # no total, so no shares
        table("商品 | 2019\n大米 | 10\n小麦 | 30\n玉米 | 60", "青海出口额", "亿元"),
        # growth rates, though they sum to 100
        table("国别 | 2019\n日本 | 50\n韩国 | 30\n蒙古 | 20", "青海对各国出口额增长率", "%"),
    ],
)
def test_what_makes_up_no_whole_has_no_concentration(printed: Table):
    assert not [item for item in compute(printed) if "hhi" in item.indicator_code or "_cr" in item.indicator_code]


def test_changes_of_shares_are_in_percentage_points_and_meet_the_prose():
    point = Claim(
        "0123456789abcdef/c1",
        (),
        "",
        0,
        0,
        "10个百分点",
        Decimal(10),
        "point_change",
        decimals=0,
        unit=Unit("个百分点", "percentage_point"),
        sense="change_by",
        direction="down",
        entity=Dimension("青海", "CN-QH", "stated"),
        partner=Dimension("韩国", "KOR", "stated"),
        indicator=Dimension("出口占比", "export_share", "stated"),
        period=Period("2020", date(2020, 1, 1), date(2020, 12, 31)),
    )
    found = compute(PARTNERS, claims=(point,))
    korea = next(item for item in found if (item.indicator_code, item.partner.code) == ("export_share_change", "KOR"))
    assert (korea.value, korea.unit.code, korea.base_period) == (-10, "percentage_point", "2019")
    assert (korea.stated_value, korea.verdict) == (-10, "agrees")
    since = replace(point, base_period="2015")
    assert not [item for item in compute(PARTNERS, claims=(since,)) if item.stated_by]


def test_an_index_changes_in_its_own_unit_and_a_growth_rate_not_at_all():
    found = compute(table("年份 | TC指数\n2015 | 0.10\n2016 | 0.25\n2018 | 0.30", "青海竞争力"))
    assert [(item.indicator_code, item.value, item.unit.code) for item in found] == [
        ("tc_change", Decimal("0.15"), "index")
    ]


def test_a_multiple_compares_the_last_year_of_a_series_with_the_first_and_meets_growth_by():
    printed = table("年份 | 出口额\n2015 | 4.0\n2016 | 5.0\n2017 | 10.0", "青海与蒙古的贸易", "亿美元")
    grown = Claim(
        "0123456789abcdef/c1",
        (),
        "",
        0,
        0,
        "1.5倍",
        Decimal("1.5"),
        "multiple",
        decimals=1,
        unit=Unit("倍", "times"),
        sense="growth_by",
        direction="up",
        entity=Dimension("青海", "CN-QH", "stated"),
        partner=Dimension("蒙古", "MNG", "stated"),
        indicator=Dimension("出口额", "export_value", "stated"),
        period=Period("2017", date(2017, 1, 1), date(2017, 12, 31)),
        base_period="2015",
    )
    multiple = only(compute(printed, claims=(grown,)), "export_multiple", "2017")
    assert (multiple.value, multiple.stated_value, multiple.verdict) == (Decimal("2.5"), Decimal("2.5"), "agrees")


def test_parts_contribute_to_the_growth_of_their_total():
    found = compute(table("商品 | 2019 | 2020\n大米 | 10 | 16\n小麦 | 30 | 28\n合计 | 40 | 44", "青海出口额", "亿元"))
    points = {item.category.label: item.value for item in found if item.indicator_code == "export_contribution_points"}
    assert points == {"大米": 15, "小麦": -5}
    parts = {item.category.label: item.value for item in found if item.indicator_code == "export_contribution"}
    assert parts == {"大米": 150, "小麦": -50}
    assert sum(parts.values()) == 100


def test_nothing_contributes_to_a_total_that_stays():
    found = compute(table("商品 | 2019 | 2020\n大米 | 10 | 12\n小麦 | 30 | 28\n合计 | 40 | 40", "青海出口额", "亿元"))
    assert not values(found, "export_contribution")
    assert values(found, "export_contribution_points") == [5, -5]


def test_intra_industry_trade_is_of_classes_and_their_weighted_average():
    found = compute(table("商品 | 出口额 | 进口额\n大米 | 6.0 | 2.0\n小麦 | 4.0 | 4.0", "2019年青海贸易", "亿元"))
    own = {item.category.label: item.value for item in found if item.indicator_code == "gl"}
    assert own == {"大米": Decimal("0.5"), "小麦": 1, None: Decimal("0.75")}


def test_all_trade_at_once_has_no_intra_industry_index():
    assert not values(compute(table("年份 | 出口额 | 进口额\n2019 | 6.0 | 2.0", "青海贸易", "亿元")), "gl")


def test_dependence_is_trade_over_the_product_of_the_same_table_in_one_currency():
    found = compute(table("年份 | 出口额（亿元） | 进口额（亿元） | GDP（万亿元）\n2019 | 20 | 10 | 0.01", "青海贸易"))
    assert values(found, "export_dependence") == [20]
    assert values(found, "import_dependence") == [10]
    dollars = table("年份 | 进出口额（亿美元） | GDP（亿元）\n2019 | 20 | 100", "青海贸易")
    assert not values(compute(dollars), "openness")
    printed = table("年份 | 进出口额（亿元） | GDP（亿元） | 外贸依存度（%）\n2019 | 20 | 100 | 25", "青海贸易")
    openness = only(compute(printed), "openness", "2019")
    assert (openness.value, openness.stated_value, openness.verdict) == (20, 25, "contradicts")


def test_ranks_and_index_numbers_only_restate_and_are_computed_on_demand():
    printed = table("国别 | 2019\n日本 | 40\n韩国 | 50\n蒙古 | 40\n法国 | 3", "青海对各国出口额", "亿元")
    assert not [item for item in compute(printed) if "rank" in item.indicator_code]
    found = compute(printed, every=True)
    ranks = {item.partner.code: item.value for item in found if item.indicator_code == "export_rank_partner"}
    assert ranks == {"KOR": 1, "JPN": 2, "MNG": 2, "FRA": 4}
    series = table("年份 | 出口额\n2015 | 4\n2016 | 5\n2017 | 10", "青海出口", "亿元")
    assert values(compute(series, every=True), "export_fixed_base_index") == [125, 250]


def test_rows_grow_with_the_observations_and_not_with_their_square():
    def printed(count: int) -> Table:
        rows = [("国别", "2018", "2019", "2020")]
        countries = ["日本", "韩国", "蒙古", "法国", "德国", "英国", "美国", "泰国", "越南", "印度"][:count]
        rows += [(name, str(10 + number), str(11 + number), str(12 + number)) for number, name in enumerate(countries)]
        return table(lines(rows), "青海对各国出口额", "亿元")

    few, many = (compute(printed(count), every=True) for count in (5, 10))
    assert len(many) <= 2 * len(few) + 6
    assert sum(len(item.inputs) for item in many) <= 2 * sum(len(item.inputs) for item in few) + 30


def reference(rows: str) -> tuple[ReferenceValue, ...]:
    read = []
    for line in rows.split():
        entity, partner, category, indicator, value = line.split(",")
        unit = Unit("USD", "USD", 0)
        read.append(ReferenceValue(entity, partner or None, category or None, indicator, "2019", Decimal(value), unit))
    return tuple(read)


def compute_with(printed: Table, rows: str) -> tuple[Indicator, ...]:
    observations = find_observations((printed,), article(), (), VOCABULARY)
    return compute_indicators(observations, (), VOCABULARY, "0123456789abcdef", reference(rows))


FLOWS = table("年份 | 出口额 | 进口额\n2019 | 10.0 | 3.0", "中国与蒙古的贸易", "美元")
WORLD = "CHN,,,export_value,100 CHN,,,import_value,100 MNG,,,import_value,50 MNG,,,export_value,30 001,,,import_value,1100 001,,,export_value,1100"


def test_trade_intensity_compares_with_the_partner_in_the_trade_of_the_others():
    found = compute_with(FLOWS, WORLD)
    assert [round(value, 4) for value in values(found, "export_tii")] == [2]
    assert [round(value, 4) for value in values(found, "import_tii")] == [1]


@pytest.mark.parametrize(("stated", "verdict"), [("2.00", "agrees"), ("1.31", "ambiguous")])
def test_an_article_that_used_other_statistics_than_the_reference_is_not_contradicted(stated: str, verdict: str):
    printed = table(f"年份 | 出口额（美元） | 出口密集度\n2019 | 10.0 | {stated}", "中国与蒙古的贸易")
    intensity = only(compute_with(printed, WORLD), "export_tii", "2019")
    assert (intensity.stated_value, intensity.verdict) == (Decimal(stated), verdict)


@pytest.mark.parametrize("missing", WORLD.split())
def test_a_figure_that_the_reference_lacks_leaves_an_intensity_out(missing: str):
    found = compute_with(FLOWS, WORLD.replace(missing, ""))
    left = 0 if missing.startswith("CHN") else 1
    assert len(values(found, "export_tii")) + len(values(found, "import_tii")) == left


def test_nothing_is_compared_with_another_currency_or_year():
    yuan = table("年份 | 出口额\n2019 | 10.0", "中国与蒙古的贸易", "元")
    later = table("年份 | 出口额\n2020 | 10.0", "中国与蒙古的贸易", "美元")
    assert not values(compute_with(yuan, WORLD), "export_tii")
    assert not values(compute_with(later, WORLD), "export_tii")


def test_comparative_advantage_takes_amounts_and_printed_shares():
    world = "CHN,,,export_value,100 001,,,export_value,1000 001,,HS:VI,export_value,150"
    amounts = table("类别 | 出口额\n第6类 | 30.0", "2019年中国出口", "美元")
    shares = table("类别 | 出口占比\n第6类 | 30.0", "2019年中国出口商品结构", "%")
    for printed in (amounts, shares):
        found = compute_with(printed, world)
        assert [round(value, 6) for value in values(found, "rca")] == [2]
        assert [round(value, 6) for value in values(found, "rsca")] == [Decimal("0.333333")]


def test_complementarity_needs_all_classes_of_exports_and_of_the_partners_imports():
    printed = table("类别 | 出口占比\n第6类 | 80.0\n第5类 | 20.0", "2019年中国对蒙古出口商品结构", "%")
    world = (
        "MNG,,HS:VI,import_value,9 MNG,,HS:V,import_value,1 001,,HS:VI,import_value,60 001,,HS:V,import_value,60 "
        "CHN,,HS:VI,import_value,10 CHN,,HS:V,import_value,10"
    )
    found = compute_with(printed, world)
    assert (values(found, "tci"), values(found, "michaely")) == ([Decimal("1.48")], [Decimal("0.9")])
    assert not values(compute_with(printed, world.replace("MNG,,HS:V,import_value,1 ", "")), "tci")


positive = st.decimals(Decimal("0.01"), 9999, places=2)


@given(st.lists(positive, min_size=1, max_size=9))
def test_the_herfindahl_index_lies_between_one_nth_and_one(parts):
    whole = sum(parts)
    assert Decimal(1) / len(parts) - Decimal("1e-20") <= herfindahl([p / whole for p in parts]) <= 1 + Decimal("1e-20")


@given(st.lists(st.tuples(positive, positive), min_size=1, max_size=5))
def test_intra_industry_trade_lies_between_nought_and_one(flows):
    assert 0 <= grubel_lloyd(flows) <= 1
    assert grubel_lloyd([(x, x) for x, _ in flows]) == 1
    assert grubel_lloyd([(x, Decimal(0)) for x, _ in flows]) == 0


@given(positive, positive)
def test_the_whole_has_no_comparative_advantage(own, world):
    assert comparative_advantage(own, own, world, world) == 1
    assert symmetric_advantage(Decimal(1)) == 0


@given(positive, positive)
def test_who_trades_as_the_others_do_has_the_intensity_one(flow, own):
    assert round(trade_intensity(flow, own, flow, own + 7, Decimal(7)), 20) == 1


@given(st.lists(positive, min_size=2, max_size=6))
def test_the_same_structure_complements_itself_wholly(parts):
    whole = sum(parts)
    shares = {str(number): part / whole for number, part in enumerate(parts)}
    assert michaely(shares, shares) == 1
    assert round(complementarity(shares, shares, shares), 20) == 1


@given(st.decimals(1, 9999, places=1), st.integers(2, 5))
def test_a_constant_does_not_grow(value, count):
    rows = [("年份", "出口额"), *((str(2010 + number), str(value)) for number in range(count))]
    found = compute(table(lines(rows), "青海出口", "亿元"), every=True)
    growth = [item.value for item in found if item.indicator_code.endswith("growth")]
    assert len(growth) >= count - 1
    assert set(growth) == {Decimal(0)}
    assert set(values(found, "export_fixed_base_index")) <= {Decimal(100)}


@given(positive, positive)
def test_competitiveness_lies_between_minus_one_and_one(exports, imports):
    found = compute(table(f"年份 | 出口额 | 进口额\n2019 | {exports} | {imports}", "青海贸易", "亿元"))
    (tc,) = values(found, "tc")
    assert -1 <= tc <= 1


def test_every_indicator_has_its_section_in_the_documentation():
    page = (Path(__file__).parent.parent / "docs" / "indicators.md").read_text(encoding="utf-8")
    sections = re.findall(r"^### .*$", page, re.MULTILINE)
    patterns = [
        re.compile(re.sub(r"<[a-z]+>_?", "[a-z_0-9]*", code))
        for section in sections
        for code in re.findall(r"`([^`]+)`", section)
    ]
    trade = table("商品 | 出口额 | 进口额 | GDP\n大米 | 6.0 | 2.0 | -\n小麦 | 4.0 | 4.0 | -", "2019年青海贸易", "亿元")
    parts = table("商品 | 2018 | 2019 | 2020\n大米 | 1 | 2 | 3\n小麦 | 2 | 3 | 4\n玉米 | 1 | 1 | 5\n合计 | 4 | 6 | 12", "青海出口额", "亿元")  # fmt: skip
    product = table("年份 | 出口额 | GDP\n2019 | 20 | 100", "青海", "亿元")
    shares = table("类别 | 出口占比\n第6类 | 80.0\n第5类 | 20.0", "2019年中国对蒙古出口商品结构", "%")
    world = f"{WORLD} 001,,HS:VI,export_value,9 MNG,,HS:VI,import_value,9 001,,HS:VI,import_value,60"
    found = [
        *compute(trade, parts, product, PARTNERS, every=True),
        *compute_with(FLOWS, world),
        *compute_with(replace_partner(shares), world),
    ]
    codes = {item.indicator_code for item in found}
    assert [code for code in sorted(codes) if not any(pattern.fullmatch(code) for pattern in patterns)] == []
    assert len(codes) > 20


def replace_partner(printed: Table) -> Table:
    return replace(printed, caption="2019年中国出口商品结构")


def test_a_divisor_of_nought_gives_nothing():
    nought, one = Decimal(0), Decimal(1)
    assert grubel_lloyd([(nought, nought)]) is None
    assert trade_intensity(one, nought, one, one, nought) is None
    assert comparative_advantage(one, one, nought, one) is None
    assert complementarity({"a": one}, {"a": one}, {"a": nought}) is None
    assert complementarity({"a": one}, {"b": one}, {"a": one}) is None
    assert michaely({"a": one}, {"b": one}) is None
