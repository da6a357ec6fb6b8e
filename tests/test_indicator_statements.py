"""Which figure of the article stands beside a computed indicator, and which must not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.model import Indicator, Table
from tests.tables_by_hand import table
from tests.test_indicators import compute, only
from tests.test_indices import compute_with


def stated(found: tuple[Indicator, ...], code: str) -> list[tuple[Decimal | None, str | None]]:
    return [(item.stated_value, item.verdict) for item in found if item.indicator_code == code]


def test_trade_dependence_is_made_of_exports_and_imports_where_no_total_is_printed():
    printed = table(
        "年份 | 出口额（亿元） | 进口额（亿元） | GDP（万亿元） | 外贸依存度（%）\n2019 | 20 | 10 | 0.01 | 30.0",
        "青海贸易",
    )
    openness = only(compute(printed), "openness", "2019")
    assert (openness.value, openness.formula, openness.verdict) == (
        30,
        "100 * (0.002 + 0.001) / 0.01",
        "agrees",
    )
    assert len(openness.inputs) == 3


def test_trade_dependence_takes_the_printed_total_and_is_computed_once():
    printed = table(
        "年份 | 进出口额 | 出口额 | 进口额 | GDP\n2019 | 31 | 20 | 10 | 100",
        "青海贸易",
        "亿元",
    )
    assert [item.value for item in compute(printed) if item.indicator_code == "openness"] == [31]


def test_the_ends_of_a_decade_have_an_average_growth_and_a_multiple():
    found = compute(table("商品 | 2010 | 2020 | 年均增长率（%）\n大米 | 100 | 200 | 7.2", "青海出口额", "亿元"))
    average = only(found, "export_average_growth", "2020")
    assert (round(average.value, 2), average.base_period) == (Decimal("7.18"), "2010")
    assert (average.stated_value, average.verdict) == (Decimal("7.2"), "agrees_rounded")
    assert only(found, "export_multiple", "2020").value == 2


def test_two_years_in_a_row_have_growth_and_nothing_that_repeats_it():
    found = compute(table("年份 | 出口额\n2019 | 100\n2020 | 120", "青海出口", "亿元"))
    assert [item.indicator_code for item in found] == ["export_growth"]


def test_the_structure_of_amounts_moves_in_points():
    found = compute(
        table("国别 | 2018 | 2019\n日本 | 40 | 45\n韩国 | 60 | 55\n合计 | 100 | 100", "青海对各国出口额", "亿元")
    )
    moves = {item.partner.label: item for item in found if item.indicator_code == "export_share_change"}
    assert {name: (item.value, item.unit.code) for name, item in moves.items()} == {
        "日本": (5, "percentage_point"),
        "韩国": (-5, "percentage_point"),
    }
    assert (moves["日本"].formula, moves["日本"].base_period) == ("100 * 45 / 100 - 100 * 40 / 100", "2018")
    assert len(moves["日本"].inputs) == 4


def test_a_growth_column_without_a_measure_is_of_the_neighbour_that_it_fits():
    found = compute(
        table(
            "年份 | 出口额（亿元） | 同比增长（%） | 进口额（亿元） | 同比增长（%）\n2018 | 110 | - | 50 | -\n2019 | 121 | 10.0 | 60 | 20.0",
            "青海贸易",
        )
    )
    assert stated(found, "export_growth") == [(10, "agrees")]
    assert stated(found, "import_growth") == [(20, "agrees")]


def test_a_growth_column_that_fits_none_of_several_measures_is_of_none():
    found = compute(
        table(
            "年份 | 出口额（亿元） | 进口额（亿元） | 同比增长（%）\n2018 | 110 | 50 | -\n2019 | 121 | 60 | 15.0",
            "青海贸易",
        )
    )
    assert stated(found, "export_growth") == stated(found, "import_growth") == [(None, None)]


def test_a_growth_column_beside_one_measure_leaves_a_doubt_where_it_differs():
    found = compute(table("年份 | 出口额（亿元） | 同比增长（%）\n2018 | 110 | -\n2019 | 121 | 15.0", "青海出口"))
    assert stated(found, "export_growth") == [(15, "ambiguous")]


def test_growth_in_another_table_is_not_of_this_one():
    first = table("年份 | 出口额\n2018 | 110\n2019 | 121", "青海出口额", "亿元")
    other = table("年份 | 同比增长（%）\n2018 | 9.0\n2019 | 10.0", "青海概况", ordinal=2)
    assert stated(compute(first, other), "export_growth") == [(None, None)]


def test_a_column_without_a_year_is_of_the_two_years_beside_it():
    found = compute(
        table("商品 | 2018 | 2019 | 增长率（%）\n大米 | 10 | 12 | 20.0\n小麦 | 30 | 33 | 10.0", "青海出口额", "亿元")
    )
    assert stated(found, "export_growth") == [(20, "agrees"), (10, "agrees")]


def test_a_column_without_a_year_is_of_none_of_three():
    found = compute(table("商品 | 2018 | 2019 | 2020 | 增长率（%）\n大米 | 10 | 12 | 15 | 20.0", "青海出口额", "亿元"))
    assert stated(found, "export_growth") == [(None, None), (None, None)]


def test_points_beside_shares_are_their_change():
    found = compute(
        table(
            "国别 | 2018 | 2019 | 变动（百分点）\n日本 | 40.0 | 42.0 | 2.0\n韩国 | 60.0 | 58.0 | -3.0",
            "青海对各国出口额占比",
            "%",
        )
    )
    assert stated(found, "export_share_change") == [(2, "agrees"), (-3, "ambiguous")]


CONTRIBUTIONS = """
    产业 | 2018年增加值（亿元） | 2019年增加值（亿元） | 2019年贡献率（%） | 2019年拉动（百分点）
    第一产业 | 10 | 16 | 150.0 | 15.0
    第二产业 | 30 | 28 | -50.0 | -5.0
    合计 | 40 | 44 | 100.0 | 10.0
    """


def test_contributions_are_compared_in_per_cent_and_in_points_and_are_no_shares():
    found = compute(table(CONTRIBUTIONS, "青海地区生产总值"))
    assert stated(found, "value_added_contribution") == [(150, "agrees"), (-50, "agrees")]
    assert stated(found, "value_added_contribution_points") == [(15, "agrees"), (-5, "agrees")]
    assert set(stated(found, "value_added_share")) == {(None, None)}


def test_a_rank_is_compared_with_the_place_among_what_is_listed():
    printed = table("国别 | 出口额（亿元） | 位次\n日本 | 40 | 2\n韩国 | 50 | 1\n蒙古 | 10 | 4", "2019年青海对各国出口")
    assert stated(compute(printed, every=True), "export_rank_partner") == [
        (2, "agrees"),
        (1, "agrees"),
        (4, "ambiguous"),
    ]


def test_an_index_number_is_compared_on_demand():
    printed = table(
        "年份 | 出口额（亿元） | 定基指数\n2017 | 100 | 100\n2018 | 110 | 110\n2019 | 121 | 121", "青海出口"
    )
    assert stated(compute(printed, every=True), "export_fixed_base_index") == [(110, "agrees"), (121, "agrees")]


@pytest.mark.parametrize(("printed", "verdict"), [("0.75", "agrees"), ("0.80", "ambiguous")])
def test_intra_industry_trade_of_all_classes_stands_in_the_row_of_the_total(printed: str, verdict: str):
    # 0.77 would be the index of the totals, which some authors print there: a doubt.
    rows = f"大米 | 6.0 | 2.0 | 0.50\n小麦 | 4.0 | 4.0 | 1.00\n合计 | 10.0 | 6.0 | {printed}"
    found = compute(table(f"商品 | 出口额（亿元） | 进口额（亿元） | 产业内贸易指数\n{rows}", "2019年青海贸易"))
    assert stated(found, "gl")[-1] == (Decimal(printed), verdict)


BOTH = table("类别 | RCA指数 | RSCA指数\n大米 | 3.00 | 0.50\n小麦 | 0.50 | -0.40", "2019年青海比较优势")


def test_a_printed_advantage_gives_its_symmetric_form_where_both_are_printed():
    found = compute(BOTH)
    assert [item.value for item in found if item.indicator_code == "rsca"] == [Decimal("0.5"), Decimal("-0.33333333")]
    assert stated(found, "rsca") == [(Decimal("0.50"), "agrees"), (Decimal("-0.40"), "contradicts")]


def test_the_symmetric_form_alone_only_restates_and_is_computed_on_demand():
    printed = table("类别 | RCA指数\n大米 | 3.00\n小麦 | 0.50", "2019年青海比较优势")
    assert not stated(compute(printed), "rsca")
    assert len(stated(compute(printed, every=True), "rsca")) == 2


def test_an_intensity_without_a_direction_is_that_of_exports():
    world = (
        "CHN,,,export_value,100 CHN,,,import_value,100 MNG,,,import_value,50 MNG,,,export_value,30 "
        "001,,,import_value,1100 001,,,export_value,1100"
    )
    printed = table("年份 | 出口额（美元） | 进口额（美元） | 贸易结合度\n2019 | 10.0 | 3.0 | 2.00", "中国与蒙古的贸易")
    found = compute_with(printed, world)
    assert stated(found, "export_tii") == [(2, "agrees")]
    assert stated(found, "import_tii") == [(None, None)]


def many_of_one_name(count: int) -> Table:
    heads, cells = " | ".join(["占比（%）"] * count), " | ".join(["10.0"] * count)
    return table(f"商品 | 出口额（亿元） | {heads}\n大米 | 10 | {cells}\n合计 | 100 | {cells}", "2019年青海出口")


def test_of_very_many_figures_under_one_name_none_is_chosen():
    assert stated(compute(many_of_one_name(3)), "export_share") == [(10, "agrees")]
    assert stated(compute(many_of_one_name(30)), "export_share") == [(None, None)]
