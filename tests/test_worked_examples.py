"""Indicators against examples that others worked out and printed: their figures as a table, their result to its decimals.

Each test names its source. Where none was found that prints both figures and result (trade intensity, symmetric advantage, both
complementarities) the examples of `formulas` are made from the definitions; docs/indicators.md says so.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from extractors.model import Indicator
from tests.tables_by_hand import table
from tests.test_indicators import compute, only
from tests.test_indices import compute_with

Found = tuple[Indicator, ...]


def as_printed(value: Decimal, printed: str) -> str:
    """Round a value as the source does, to the decimals of what it prints."""
    return str(value.quantize(Decimal(printed), ROUND_HALF_UP))


def results(found: Found, code: str) -> list[Decimal]:
    return [item.value for item in found if item.indicator_code == code]


def test_competitiveness_of_a_civil_service_examination():
    """Chinese civil service examination, reading of data: exports of 23.23 and an index of 0.24 in 2002, so imports of 14.24.

    https://app.ixiawen.com/question/1309961/aac336fd1e3b9192d555b7617009635c.html
    """
    found = compute(
        table("年份 | 出口额（亿美元） | 进口额（亿美元） | 贸易竞争指数\n2002 | 23.23 | 14.24 | 0.24", "某国贸易")
    )
    index = only(found, "tc", "2002")
    assert as_printed(index.value, "0.24") == "0.24"
    assert (index.stated_value, index.verdict) == (Decimal("0.24"), "agrees_rounded")


def test_intra_industry_trade_of_one_class():
    """Economics question 477699 of ixambee.com: exports of 300 and imports of 200 give 0.80.

    https://www.ixambee.com/questions/economics/research/477699
    """
    found = compute(table("商品 | 出口额 | 进口额\n商品甲 | 300 | 200", "2019年贸易", "亿美元"))
    assert [as_printed(value, "0.80") for value in results(found, "gl")] == ["0.80"]


def test_intra_industry_trade_of_all_classes():
    """Taiwanese examination question on a country with three traded goods: 0.5 by the sums, 1 - 1000 / 2000.

    https://www.tikutang.com/a/zolClVK3qXB28BvbGUyk.html
    """
    goods = "商品甲 | 250 | 150\n商品乙 | 500 | 100\n商品丙 | 250 | 750"
    found = compute(table(f"商品 | 进口值 | 出口值\n{goods}", "2019年三种国际贸易商品", "亿美元"))
    (whole,) = [item.value for item in found if item.indicator_code == "gl" and item.category.label is None]
    assert as_printed(whole, "0.5") == "0.5"


def test_dependence_ratios_of_a_course_in_international_trade():
    """Exercise with its solution: product 40,000, exports 1,600, imports 1,400 give 7.5, 4.0 and 3.5 per cent.

    http://gaojiufeng.cn/?id=1008933
    """
    found = compute(
        table("国家 | 货物出口贸易额 | 货物进口额 | 国内生产总值\n某国 | 1600 | 1400 | 40000", "2019年贸易", "亿美元")
    )
    printed = {"openness": "7.5", "export_dependence": "4.0", "import_dependence": "3.5"}
    assert {code: as_printed(only(found, code, "2019").value, text) for code, text in printed.items()} == printed


def test_trade_dependence_of_china_in_2012():
    """Exercise with its solution, in figures of the Chinese customs: 47 per cent.

    http://gaojiufeng.cn/?id=1009037
    """
    found = compute(
        table(
            "年份 | 出口总额 | 进口总额 | 国内生产总值\n2012 | 129362.4 | 114795.3 | 519322", "我国的对外贸易", "亿元"
        )
    )
    assert as_printed(only(found, "openness", "2012").value, "47") == "47"


def test_advantage_of_brazil_in_soybeans():
    """Wikipedia, Revealed comparative advantage, after Hausmann, Hidalgo et al., The Atlas of Economic Complexity (2011), box 2.2.

    11 of Brazil's 140 billion dollars, 42 billion and 0.35 per cent of the world's: 22 times the fair share (the year is
    ours).
    """
    world = f"BRA,,,export_value,140 001,,HS:12,export_value,42 001,,,export_value,{Decimal(42) / Decimal('0.0035')}"
    found = compute_with(table("类别 | 出口额\n第12章 | 11", "2019年巴西出口", "美元"), world)
    assert as_printed(only(found, "rca", "2019").value, "22") == "22"


def test_herfindahl_index_of_the_merger_guidelines():
    """US Department of Justice and Federal Trade Commission, Horizontal Merger Guidelines (1992), footnote 17: 2600."""
    firms = "企业甲 | 30\n企业乙 | 30\n企业丙 | 20\n企业丁 | 20"
    found = compute(table(f"企业 | 市场份额\n{firms}", "1992年各企业市场份额", "%"))
    assert as_printed(10_000 * only(found, "market_hhi_category", "1992").value, "2600") == "2600"


def test_concentration_of_an_economists_examination():
    """Chinese examination for economists, region A of a case in telecommunication equipment: CR4 = 86 %, HHI = 2330.

    https://tihaiku.com/caiwukuaiji/502812.html
    """
    firms = "企业1 | 35\n企业2 | 26\n企业3 | 13\n企业4 | 12\n企业5 | 10\n企业6 | 4"
    found = compute(table(f"企业 | 市场份额\n{firms}", "2012年各企业市场份额", "%"))
    assert as_printed(only(found, "market_cr4_category", "2012").value, "86") == "86"
    assert as_printed(10_000 * only(found, "market_hhi_category", "2012").value, "2330") == "2330"


def test_concentration_in_the_manual_of_concstats():
    """Schneider, concstats: Market Structure, Concentration, and Inequality Measures (R package, rOpenSci, 2023), README, share2."""
    firms = "Firm A | 35\nFirm B | 40\nFirm C | 5\nFirm D | 10\nFirm E | 6\nFirm F | 4"
    found = compute(table(f"Firm | Market share (%)\n{firms}", "Market shares in 2022"))
    printed = {"market_cr3_category": "85.00", "market_cr5_category": "96.00", "market_hhi_category": "0.30"}
    assert {code: as_printed(only(found, code, "2022").value, text) for code, text in printed.items()} == printed


DECADE = table(
    """
    Year | Employment (thousand persons) | Expenditure (trillion US dollars) | Population (million persons)
    2002 | 2766 | 2.37 | 287.6
    2012 | 2814 | 3.38 | 314.1
    """,
    "The federal government of the United States",
)


def test_average_growth_in_a_textbook_of_data_science():
    """Adhikari and DeNero, Computational and Inferential Thinking (UC Berkeley, data-8/textbook), Growth rates: 3.6 % a year."""
    average = only(compute(DECADE), "expenditure_average_growth", "2012")
    assert as_printed(average.value / 100, "0.03613617") == "0.03613617"
    assert as_printed(average.value, "3.6") == "3.6"


def test_growth_over_ten_years_in_a_textbook_of_data_science():
    """The same, there given as growth: 1.74, 42.6 and 9.21 per cent."""
    printed = {"employment_multiple": "1.74", "expenditure_multiple": "42.6", "population_multiple": "9.21"}
    found = compute(DECADE)
    assert {
        code: as_printed(100 * (only(found, code, "2012").value - 1), text) for code, text in printed.items()
    } == printed


OUTPUT = table("年份 | 产量\n2001 | 437\n2002 | 485\n2003 | 550\n2004 | 693\n2005 | 762", "某企业产量", "万吨")


def test_growth_from_year_to_year_in_an_examination_of_statistics():
    """Exercise with its solution, there as rates of development (环比发展速度), which are 100 more than growth; the years are ours.

    https://www.uczhidao.com/wenda/53731286/
    """
    growth = results(compute(OUTPUT), "output_growth")
    printed = ["110.98", "113.40", "126.00", "109.96"]
    assert [as_printed(value + 100, text) for value, text in zip(growth, printed, strict=True)] == printed


def test_index_numbers_in_an_examination_of_statistics():
    """The same exercise: 定基发展速度, the first year as 100."""
    numbers = results(compute(OUTPUT, every=True), "output_fixed_base_index")
    printed = ["110.98", "125.86", "158.58", "174.37"]
    assert [as_printed(value, text) for value, text in zip(numbers, printed, strict=True)] == printed


def test_index_numbers_of_a_mathematics_course():
    """Dr. Aart, Percentages: index numbers, 2015 = 100, example 1 and its table.

    https://dr-aart.nl/Percentages-index-numbers.html
    """
    found = compute(
        table(
            "Year | Value (US dollars)\n2015 | 58743\n2016 | 61467\n2017 | 59551\n2018 | 60342", "Value of something"
        ),
        every=True,
    )
    numbers = results(found, "amount_fixed_base_index")
    printed = ["104.6", "101.4", "102.7"]
    assert [as_printed(value, text) for value, text in zip(numbers, printed, strict=True)] == printed


def test_what_the_sectors_gave_to_the_growth_of_guangdong():
    """Baidu Zhidao, question 324722660, with the product of 2009 and its increments by sector: 2.76, 45.50 and 52.05 per cent.

    The values of 2008 are those of 2009 less the printed increments. https://wapiknow.baidu.com/question/324722660.html
    """
    sectors = "第一产业 | 1912.32 | 2006.02\n第二产业 | 17728.17 | 19270.48\n第三产业 | 16040.63 | 17805.09"
    found = compute(table(f"产业 | 2008 | 2009\n{sectors}\n合计 | 35691.54 | 39081.59", "广东省地区生产总值", "亿元"))
    printed = ["2.76", "45.50", "52.05"]
    contributions = results(found, "gdp_contribution")
    assert [as_printed(value, text) for value, text in zip(contributions, printed, strict=True)] == printed


def test_what_heavy_industry_added_to_growth_in_points():
    """The same answer on an official sentence: heavy industry drew the province's industry up by 15.7 points."""
    found = compute(table("类别 | 2010 | 2011\n重工业 | 3993 | 4935.38\n合计 | 6021 | 7334", "全省工业增加值", "亿元"))
    (points,) = results(found, "value_added_contribution_points")
    assert as_printed(points, "15.7") == "15.7"


def test_points_between_two_shares_in_an_explanation_of_terms():
    """华通数据中心 (China's economic monitoring), "百分数"与"百分点" (2004): from 21.8 to 18.2 per cent are 3.6 points less.

    http://data.acmr.com.cn/dictionary/dicshow.asp?id=31
    """
    found = compute(table("产业 | 1992 | 1993\n第一产业 | 21.8 | 18.2", "国内生产总值构成", "%"))
    change = only(found, "gdp_share_change", "1993")
    assert (as_printed(change.value, "-3.6"), change.unit.code) == ("-3.6", "percentage_point")
