from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.checks import compute_checks
from extractors.model import Check, Claim, Dimension, Period, Table, Unit
from extractors.observations import find_observations
from extractors.quantities.intervals import Interval, compare
from extractors.vocabulary import load_vocabulary
from tests.tables_by_hand import article, table

VOCABULARY = load_vocabulary()
QINGHAI, MONGOLIA = Dimension("青海", "CN-QH", "stated"), Dimension("蒙古", "MNG", "stated")
EXPORTS = Dimension("出口额", "export_value", "stated")
MONEY, PERCENT = Unit("亿美元", "USD", 8), Unit("%", "percent")


def check(*printed: Table, claims: tuple[Claim, ...] = (), language: str = "zh") -> list[Check]:
    observations = find_observations(printed, article(), claims, VOCABULARY)
    found = compute_checks(printed, observations, claims, "0123456789abcdef", "zh" if language == "zh" else "en")
    return [item for item in found if item.verdict != "not_checkable"]  # see test_unjudged


def verdicts(checks: list[Check], rule: str) -> list[str]:
    return [item.verdict for item in checks if item.rule == rule]


def year(number: int) -> Period:
    return Period(str(number), date(number, 1, 1), date(number, 12, 31))


def claim(text: str, printed: str, when: int, number: int = 1, **fields: object) -> Claim:
    made = Claim(
        f"0123456789abcdef/c{number}",
        ("一",),
        f"其出口额为{text}。",
        5,
        5 + len(text),
        text,
        Decimal(printed),
        "level",
        decimals=max(-int(Decimal(printed).as_tuple().exponent), 0),
        unit=MONEY,
        entity=QINGHAI,
        partner=MONGOLIA,
        indicator=EXPORTS,
        period=year(when),
    )
    return replace(made, **fields)  # type: ignore[arg-type]  # fields of Claim, named in the tests


TRADE = table(
    """
    年份 | 出口额 | 进口额 | 贸易差额 | 贸易总额
    2015 | 4.10 | 2.05 | 2.05 | 6.15
    2016 | 4.44 | 2.22 | 2.22 | 6.67
    2017 | 5.00 | 2.00 | 3.00 | 7.00
    2018 | 6.00 | 8.00 | -2.00 | 14.00
    """,
    "2015—2018年青海与蒙古的贸易规模",
    "亿美元",
)


def test_a_table_that_adds_up_is_confirmed_within_rounding() -> None:
    checks = check(TRADE)
    assert verdicts(checks, "difference") == ["agrees"] * 4
    assert verdicts(checks, "sum") == ["agrees", "agrees_rounded", "agrees", "agrees"]
    first = next(item for item in checks if item.rule == "difference")
    assert (first.subject, first.formula, first.stated) == ("0123456789abcdef/t1/r1c3", "4.10 - 2.05", "2.05")
    assert first.inputs == ("0123456789abcdef/t1/r1c1", "0123456789abcdef/t1/r1c2")
    assert first.check_id == "0123456789abcdef/k1"


def test_one_row_that_does_not_add_up_among_rows_that_do_contradicts() -> None:
    wrong = table(
        "年份 | 出口额 | 进口额 | 贸易差额\n2015 | 4.1 | 2.0 | 2.1\n2016 | 4.4 | 2.2 | 2.2\n2017 | 5.0 | 2.0 | 3.7",
        "青海与蒙古贸易",
        "亿美元",
    )
    (bad,) = [item for item in check(wrong) if item.verdict == "contradicts"]
    assert (bad.rule, bad.severity, bad.stated_value, bad.expected) == (
        "difference",
        "major",
        Decimal("3.7"),
        Decimal("3.0"),
    )
    assert bad.message == "2017 贸易差额印为3.7，与5.0 - 2.0=3不符，请核对。"


def test_an_equation_that_holds_nowhere_is_not_what_the_table_means() -> None:
    odd = table(
        "年份 | 出口额 | 进口额 | 贸易总额\n2015 | 4.1 | 2.0 | 9.9\n2016 | 4.4 | 2.2 | 8.8", "青海与蒙古贸易", "亿美元"
    )
    assert verdicts(check(odd), "sum") == ["ambiguous", "ambiguous"]


def test_imports_less_exports_is_a_balance_as_well() -> None:
    turned = table(
        "年份 | 出口额 | 进口额 | 贸易差额\n2015 | 4.1 | 2.0 | -2.1\n2016 | 4.4 | 2.2 | -2.2",
        "青海与蒙古贸易",
        "亿美元",
    )
    assert verdicts(check(turned), "difference") == ["agrees", "agrees"]


def test_values_in_different_units_are_not_added() -> None:
    mixed = table(
        "年份 | 出口额（亿元） | 进口额（亿美元） | 贸易总额（亿元）\n2015 | 4.1 | 2.0 | 9.9", "青海与蒙古贸易"
    )
    assert verdicts(check(mixed), "sum") == []


def test_a_total_row_is_checked_column_by_column() -> None:
    good = table(
        "地区 | 2015 | 2016 | 2017\n东区 | 10 | 20 | 30\n西区 | 5 | 6 | 7\n合计 | 15 | 26 | 39", "各区产值", "亿元"
    )
    sums = [item for item in check(good) if item.rule == "sum"]
    assert [item.verdict for item in sums] == ["agrees", "agrees", "contradicts"]
    assert sums[2].formula == "30 + 7"


def test_a_total_column_is_checked_row_by_row_in_english() -> None:
    good = table(
        "Region | Men | Women | Total\nNorth | 10 | 20 | 30\nSouth | 5 | 6 | 11\nEast | 1 | 2 | 9",
        "Employment by sex, 2010",
        "thousand persons",
    )
    sums = [item for item in check(good, language="en") if item.rule == "sum"]
    assert [item.verdict for item in sums] == ["agrees", "agrees", "contradicts"]
    assert sums[2].message == "East Total is printed as 9, which does not agree with 1 + 2 = 3; please check."


@pytest.mark.parametrize(
    "rows",
    [
        "主要国家 | 2015\n泰国 | 10\n越南 | 5\n合计 | 40",  # a total of more than is listed
        "地区 | 2015\n东区 | 10\n其中：甲县 | 5\n合计 | 10",  # a part of a row above
        "地区 | 2015\n东区 | 10\n小计 | 10\n西区 | 5\n合计 | 15",  # subtotals
        "地区 | 2015\n东区 | -\n西区 | 5\n合计 | 15",  # a missing term
    ],
)
def test_totals_of_more_or_less_than_is_listed_never_contradict(rows: str) -> None:
    assert "contradicts" not in verdicts(check(table(rows, "产值", "亿元")), "sum")


def test_shares_of_a_whole_add_up_to_its_printed_share() -> None:
    shares = table(
        "类别 | 出口占比（%） | 进口占比（%）\n甲类 | 33.3 | 50.0\n乙类 | 33.3 | 25.0\n丙类 | 33.3 | 25.0\n合计 | 100 | 100",
        "青海商品占比",
    )
    assert verdicts(check(shares), "share_sum") == ["agrees_rounded", "agrees"]


def test_growth_rates_are_not_added_up() -> None:
    rates = table("地区 | 2015 | 2016\n东区 | 3.1 | 3.2\n西区 | 2.1 | 2.2\n合计 | 2.9 | 3.0", "各区增速", "%")
    assert verdicts(check(rates), "sum") + verdicts(check(rates), "share_sum") == []


def test_a_unit_in_one_cell_of_a_column_is_a_slip() -> None:
    dirty = table("类别 | 占比（%）\n甲类 | 33.3\n乙类 | 33.3%\n丙类 | 33.4", "青海商品占比")
    (slip,) = [item for item in check(dirty) if item.rule == "dirty_cell"]
    assert (slip.subject, slip.stated, slip.verdict, slip.severity) == (
        "0123456789abcdef/t1/r2c1",
        "33.3%",
        "contradicts",
        "minor",
    )


def test_a_multiple_in_one_cell_of_a_column_is_a_slip() -> None:
    dirty = table(
        "行业 | 2019 | 2020 | 2021\n甲业 | 61.4 | 70.9 | 58.6\n乙业 | 24.1万 | 21.6 | 15.4\n丙业 | 33.8 | 26.5 | 20.7",
        "青海外资",
        "亿元",
    )
    assert [item.stated for item in check(dirty) if item.rule == "dirty_cell"] == ["24.1万"]


def test_units_in_most_cells_are_no_slip() -> None:
    clean = table("类别 | 占比\n甲类 | 33.3%\n乙类 | 33.3%\n丙类 | 33.4", "青海商品占比", "%")
    assert verdicts(check(clean), "dirty_cell") == []


@pytest.mark.parametrize(
    ("caption", "years", "expected"),
    [
        ("2015—2017年青海出口", (2015, 2016, 2017), ["agrees"]),
        ("2015-2017年青海出口", (2015, 2016, 2017, 2018), ["contradicts"]),
        ("2015—2019年青海出口", (2015, 2016, 2017), ["ambiguous"]),
        ("2015—2017年青海出口", (2015, 2017), ["agrees"]),
        ("2017年青海出口", (2015, 2016), []),
        ("青海出口（2010—2011年不变价）", (2015, 2016), []),
        ("青海出口", (2015, 2016), []),
    ],
)
def test_a_range_of_years_in_a_caption_is_held_against_the_columns(
    caption: str, years: tuple[int, ...], expected: list[str]
) -> None:
    text = "\n".join(["年份 | 出口额", *(f"{number} | {number - 2000}.5" for number in years)])
    assert verdicts(check(table(text, caption, "亿元")), "caption_period") == expected


def test_a_claim_that_quotes_a_cell_is_confirmed() -> None:
    (found,) = [item for item in check(TRADE, claims=(claim("4.1亿美元", "4.1", 2015),)) if item.rule == "equals_cell"]
    assert (found.verdict, found.subject, found.inputs) == (
        "agrees",
        "0123456789abcdef/c1",
        ("0123456789abcdef/t1/r1c1",),
    )


def test_a_claim_in_another_multiple_of_the_unit_is_confirmed() -> None:
    found = check(TRADE, claims=(claim("41000万美元", "41000", 2015, unit=Unit("万美元", "USD", 4)),))
    assert verdicts(found, "equals_cell") == ["agrees"]


def test_a_claim_beside_a_cell_of_the_same_dimensions_is_contradicted() -> None:
    (found,) = [item for item in check(TRADE, claims=(claim("4.9亿美元", "4.9", 2015),)) if item.rule == "equals_cell"]
    assert (found.verdict, found.expected) == ("contradicts", Decimal("4.10"))


@pytest.mark.parametrize(
    "fields",
    [
        {"entity": Dimension("甘肃", "CN-GS", "stated")},
        {"partner": Dimension("越南", "VNM", "stated")},
        {"period": year(2014)},
        {"period": Period()},
        {"unit": Unit("亿元", "CNY", 8)},
        {"unit": PERCENT},
        {"category": Dimension("矿产品", "HS:V", "stated")},
        {"modifier": "under"},
        {"sense": "growth_by"},
        {"confidence": 0.3},
        {"modifier": "about"},
    ],
)
def test_a_claim_of_anything_else_is_never_contradicted(fields: dict[str, object]) -> None:
    found = check(TRADE, claims=(claim("4.9亿美元", "4.9", 2015, **fields),))
    assert "contradicts" not in [item.verdict for item in found]


def derived(text: str, value: str, when: int, **fields: object) -> Claim:
    return claim(text, value, when, **fields)


@pytest.mark.parametrize(
    ("made", "rule", "verdict"),
    [
        (
            derived("46.3%", "46.3", 2018, kind="growth_rate", unit=PERCENT, base_period="2015", sense="growth_by"),
            "growth",
            "agrees_rounded",
        ),
        (derived("20%", "20", 2018, kind="growth_rate", unit=PERCENT, sense="year_on_year"), "growth", "agrees"),
        (derived("30%", "30", 2018, kind="growth_rate", unit=PERCENT, sense="year_on_year"), "growth", "ambiguous"),
        (
            derived("31%", "31", 2018, kind="growth_rate", unit=PERCENT, sense="year_on_year", base_period="2017"),
            "growth",
            "ambiguous",
        ),
        (
            derived(
                "0.46倍", "0.46", 2018, kind="multiple", unit=Unit("倍", "times"), base_period="2015", sense="growth_by"
            ),
            "growth",
            "agrees_rounded",
        ),
        (
            derived(
                "1.46倍", "1.46", 2018, kind="multiple", unit=Unit("倍", "times"), base_period="2015", sense="growth_by"
            ),
            "growth",
            "contradicts",
        ),
        (
            derived(
                "1.46倍", "1.46", 2018, kind="multiple", unit=Unit("倍", "times"), base_period="2015", sense="ratio_to"
            ),
            "ratio",
            "agrees_rounded",
        ),
        (
            derived(
                "近1.5倍",
                "1.5",
                2018,
                kind="multiple",
                unit=Unit("倍", "times"),
                base_period="2015",
                sense="ratio_to",
                modifier="nearly",
            ),
            "ratio",
            "agrees",
        ),
        (
            derived(
                "13.5%", "13.5", 2018, kind="growth_rate", unit=PERCENT, base_period="2015", sense="average_annual"
            ),
            "average_growth",
            "agrees_rounded",
        ),
    ],
)
def test_growth_and_multiples_are_recomputed_from_the_table(made: Claim, rule: str, verdict: str) -> None:
    assert verdicts(check(TRADE, claims=(made,)), rule) == [verdict]


def test_a_change_in_points_is_a_difference_of_shares() -> None:
    shares = table("国别/年份 | 2018 | 2019\n泰国 | 12.5 | 13.6\n越南 | 22.5 | 20.1", "东盟各国与青海的贸易额占比（%）")
    base = {"partner": Dimension("越南", "VNM", "stated"), "indicator": Dimension("占比", "trade_share", "stated")}
    points = claim(
        "2.4个百分点",
        "2.4",
        2019,
        kind="point_change",
        unit=Unit("个百分点", "percentage_point"),
        direction="down",
        **base,
    )
    assert verdicts(check(shares, claims=(points,)), "point_change") == ["agrees"]
    assert verdicts(check(shares, claims=(replace(points, value=Decimal("3.4")),)), "point_change") == ["contradicts"]


def listed(*values: str, total: str) -> tuple[Claim, ...]:
    sentence = f"三类占比分别为{'、'.join(values)}%，合计达到{total}%。"
    share = {"kind": "share", "unit": PERCENT, "sentence": sentence, "indicator": Dimension("占比", "share", "stated")}
    made = [
        claim(
            f"{value}%",
            value,
            2015,
            number,
            start=sentence.index(value),
            end=sentence.index(value) + len(value),
            list_id="c1",
            **share,
        )
        for number, value in enumerate(values, 1)
    ]
    start = sentence.rindex(total)
    return (*made, claim(f"{total}%", total, 2015, 9, start=start, end=start + len(total), **share))


def test_a_sum_of_what_was_just_listed_is_recomputed() -> None:
    assert verdicts(check(claims=listed("10.1", "20.2", total="30.3")), "sum") == ["agrees"]
    assert verdicts(check(claims=listed("10.1", "20.2", total="33.3")), "sum") == ["contradicts"]
    unsure = tuple(replace(item, list_id=None) for item in listed("10.1", "20.2", total="33.3"))
    assert verdicts(check(claims=unsure), "sum") == ["ambiguous"]


def test_shares_of_several_partners_together_are_confirmed_but_not_refuted() -> None:
    shares = table("国别/年份 | 2018\n泰国 | 12.5\n越南 | 22.5\n老挝 | 1.0", "东盟各国与青海的贸易额占比（%）")
    both = claim(
        "35%",
        "35",
        2018,
        kind="share",
        unit=PERCENT,
        partner=Dimension("越南、泰国", None, "stated"),
        indicator=Dimension("贸易额", "trade_value", "stated"),
    )
    assert verdicts(check(shares, claims=(both,)), "sum") == ["agrees"]
    assert verdicts(check(shares, claims=(replace(both, value=Decimal(40)),)), "sum") == []


def test_a_multiple_of_another_place_is_recomputed_from_the_sentence() -> None:
    sentence = "甘肃与蒙古贸易额12.3亿美元，是青海的3倍。"
    other = claim("12.3亿美元", "12.3", 2015, 1, sentence=sentence, entity=Dimension("甘肃", "CN-GS", "stated"))
    times = claim(
        "3倍",
        "3",
        2015,
        2,
        sentence=sentence,
        entity=Dimension("甘肃", "CN-GS", "stated"),
        kind="multiple",
        sense="ratio_to",
        unit=Unit("倍", "times"),
        base_entity="青海",
    )
    (found,) = [item for item in check(TRADE, claims=(other, times)) if item.rule == "ratio"]
    assert (found.verdict, found.formula) == ("agrees", "12.3 / 4.1")


INDEX = table("指数/年份 | 2015 | 2016 | 2017\nTC指数 | 0.14 | 0.23 | 0.30", "青海贸易竞争力")
TC = {
    "kind": "index",
    "unit": Unit(None, "index"),
    "partner": Dimension(),
    "indicator": Dimension("TC指数", "tc", "stated"),
}


def spanning(first: int, last: int) -> Period:
    return Period(f"{first}/{last}", date(first, 1, 1), date(last, 12, 31))


@pytest.mark.parametrize(
    ("modifier", "value", "expected"),
    [
        ("over", "0.1", "agrees"),
        ("under", "1", "agrees"),
        ("over", "0.2", "contradicts"),
        ("at_most", "0.30", "agrees"),
        ("at_least", "0.31", "contradicts"),
    ],
)
def test_bounds_are_held_against_every_cell_of_the_period(modifier: str, value: str, expected: str) -> None:
    made = claim(value, value, 2015, period=spanning(2015, 2017), modifier=modifier, **TC)
    assert verdicts(check(INDEX, claims=(made,)), "bound") == [expected]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        ("0.14", "0.30", "agrees"),
        ("0.14", "0.50", "contradicts"),
        ("0.20", "0.30", "contradicts"),
        ("0.1", "0.4", "ambiguous"),
    ],
)
def test_a_range_must_be_attained_at_both_ends(low: str, high: str, expected: str) -> None:
    made = claim(
        f"{low}~{high}", low, 2015, value_to=Decimal(high), period=spanning(2015, 2017), modifier="between", **TC
    )
    assert verdicts(check(INDEX, claims=(made,)), "range") == [expected]


def test_an_article_without_numbers_has_no_checks() -> None:
    assert check() == []
    assert check(table("年份 | 评级\n2019 | AA", "评级")) == []


@given(st.decimals(-10000, 10000, places=3), st.integers(0, 3))
def test_a_value_rounded_as_printed_agrees_with_itself(value: Decimal, places: int) -> None:
    assert compare(round(value, places), places, Interval.exact(value)) in {"agrees", "agrees_rounded"}


@given(st.decimals(1, 10000, places=3), st.integers(0, 2))
def test_a_value_cut_as_printed_is_not_a_contradiction(value: Decimal, places: int) -> None:
    cut = Decimal(int(value.scaleb(places))).scaleb(-places)
    assert compare(cut, places, Interval.exact(value)) != "contradicts"


@given(st.decimals(1, 1000, places=2), st.decimals(1, 1000, places=2))
def test_a_sum_of_printed_values_holds_the_sum_of_what_was_printed(left: Decimal, right: Decimal) -> None:
    summed = Interval.printed(round(left, 1), 1) + Interval.printed(round(right, 1), 1)
    assert summed.low <= left + right <= summed.high
    quotient = Interval.printed(round(left, 1), 1).ratio(Interval.printed(round(right, 1), 1))
    assert quotient is not None
    assert quotient.low <= left / right <= quotient.high


def test_a_ratio_to_what_may_be_nought_is_unknown() -> None:
    assert Interval.printed(Decimal(5), 0).ratio(Interval.printed(Decimal(0), 0)) is None


def count(text: str, value: int, number: int, sentence: str, **fields: object) -> Claim:
    start = sentence.index(text)
    base = {"kind": "count", "unit": Unit(None, "count"), "indicator": Dimension(), "partner": Dimension()}
    return claim(
        text, str(value), 2015, number, sentence=sentence, start=start, end=start + len(text), **{**base, **fields}
    )


def test_a_count_is_confirmed_by_the_names_beside_it_and_never_refuted() -> None:
    sentence = "青海与泰国、越南和老挝三国往来最多，三个方面最为突出。"
    partners = Dimension("泰国、越南、老挝", None, "stated")
    three = count("三国", 3, 1, sentence, partner=partners)
    aspects = count("三个方面", 3, 2, sentence)
    five = count("三国", 5, 3, sentence, partner=partners)
    checks = check(claims=(three, aspects, five))
    assert [(item.subject[-2:], item.verdict) for item in checks] == [("c1", "agrees")]


def test_a_count_is_confirmed_by_the_members_of_the_group_it_names() -> None:
    assert verdicts(check(claims=(count("十国", 10, 1, "在东盟十国中往来最多。"),)), "sum") == ["agrees"]
    assert check(claims=(count("九国", 9, 1, "在东盟九国中往来最多。"),)) == []


def test_a_duration_is_confirmed_by_the_years_it_spans() -> None:
    unit = {"kind": "duration", "unit": Unit("年", "a"), "period": spanning(2015, 2018)}
    assert verdicts(check(claims=(count("三年间", 3, 1, "三年间增长。", **unit),)), "sum") == ["agrees"]
    assert verdicts(check(claims=(count("四年间", 4, 1, "四年间增长。", **unit),)), "sum") == ["agrees"]
    assert check(claims=(count("九年间", 9, 1, "九年间增长。", **unit),)) == []


def test_a_bound_on_all_others_leaves_out_what_was_quoted() -> None:
    shares = table("商品 | 出口占比（%）\n第5类 | 60.5\n第6类 | 3.5\n第7类 | 2.5", "2015年青海出口商品占比")
    share = {
        "kind": "share",
        "unit": PERCENT,
        "partner": Dimension(),
        "indicator": Dimension("出口占比", "export_share", "stated"),
    }
    quoted = claim("60.5%", "60.5", 2015, 1, category=Dimension("第5类", "HS:V", "stated"), **share)
    rest = claim("8%", "8", 2015, 2, sentence="其余各类出口占比均低于8%。", start=11, end=13, modifier="under", **share)
    assert verdicts(check(shares, claims=(quoted, rest)), "bound") == ["agrees"]
    assert verdicts(check(shares, claims=(rest,)), "bound") == []


RISING = table("年份 | 出口额\n2014 | 4.1\n2015 | 5.2\n2016 | 5.1\n2017 | 4.8\n2018 | 6.0", "青海与蒙古贸易", "亿美元")


def trend(text: str, sentence: str, direction: str, number: int = 1, **fields: object) -> Claim:
    start = sentence.index(text)
    base = {"kind": "trend", "value": None, "period": Period(), "start": start, "end": start + len(text)}
    return claim(text, "0", 2015, number, **{**base, "sentence": sentence, "direction": direction, **fields})


@pytest.mark.parametrize(
    ("text", "sentence", "direction", "expected"),
    [
        ("逐年上升", "出口额逐年上升。", "up", ["contradicts"]),
        ("均有增长", "出口额除2016年和2017年下降外，其他年份均有增长。", "up", ["agrees"]),
        ("均有增长", "除2016年外，出口额每年均有增长。", "up", ["contradicts"]),
        ("有所下降", "除2016年外，出口额每年均有增长，2016年则有所下降。", "down", ["agrees"]),
        ("呈上升趋势", "出口额呈上升趋势。", "up", []),
        ("总体增长", "出口额总体增长。", "up", []),
        ("rose every year", "Exports rose every year except 2016 and 2017.", "up", ["agrees"]),
        ("逐年下降", "出口额逐年下降。", "down", ["contradicts"]),
    ],
)
def test_a_trend_said_of_every_year_is_held_against_every_year(
    text: str, sentence: str, direction: str, expected: list[str]
) -> None:
    found = [item for item in check(RISING, claims=(trend(text, sentence, direction),)) if item.rule == "trend"]
    assert [item.verdict for item in found if item.subject.endswith("/c1")] == expected


def test_the_years_that_refute_a_trend_are_told() -> None:
    made = trend("均有增长", "除2016年外其他年份均有增长。", "up", period=spanning(2014, 2018))
    (found,) = [item for item in check(RISING, claims=(made,)) if item.rule == "trend"]
    assert found.message == "文中称“均有增长”，但表中2017: 5.1 → 4.8，请核对。"
    assert len(found.inputs) == 5


def test_a_trend_of_one_year_is_held_against_its_step() -> None:
    fell = trend("有所下降", "出口额除2016年有所下降外，其他年份增长。", "down", period=year(2016))
    assert verdicts(check(RISING, claims=(fell,)), "trend") == ["agrees"]
    first = trend("有所下降", "出口额2014年有所下降。", "down", period=year(2014))
    assert verdicts(check(RISING, claims=(first,)), "trend") == []


def test_a_trend_of_another_series_is_left_alone() -> None:
    made = trend("逐年增长", "逐年增长。", "up", entity=Dimension("甘肃", "CN-GS", "stated"))
    assert verdicts(check(RISING, claims=(made,)), "trend") == []


PARTNERS = table(
    """
    国别/年份 | 2018 | 2019
    泰国 | 12.5 | 13.6
    越南 | 32.5 | 38.1
    老挝 | 2.5 | 2.1
    缅甸 | 6.5 | 6.1
    文莱 | 3.5 | 3.1
    """,
    "东盟各国与青海的贸易额占比（%）",
)
SHARES = {
    "partner": Dimension("东盟", "ASEAN", "stated"),
    "indicator": Dimension("贸易占比", "trade_share", "stated"),
    "period": year(2019),
}


def test_a_trend_said_of_all_others_leaves_out_who_is_named_beside_it() -> None:
    vietnam = claim(
        "38.1%",
        "38.1",
        2019,
        1,
        kind="share",
        unit=PERCENT,
        **{**SHARES, "partner": Dimension("越南", "VNM", "stated")},
    )
    others = trend("有不同程度的下降", "同其余国家的贸易份额有不同程度的下降。", "down", 2, **SHARES)
    (found,) = [item for item in check(PARTNERS, claims=(vietnam, others)) if item.rule == "trend"]
    assert found.verdict == "contradicts"
    assert found.message == "文中称“有不同程度的下降”，但表中泰国 2019: 12.5 → 13.6，请核对。"
    thailand = replace(vietnam, claim_id="x/c3", partner=Dimension("泰国", "THA", "stated"))
    assert verdicts(check(PARTNERS, claims=(vietnam, thailand, others)), "trend") == ["agrees"]


def test_a_trend_that_most_others_go_against_means_other_cells() -> None:
    others = trend("均有增长", "与其他国家的贸易占比均有增长。", "up", 2, **SHARES)
    assert verdicts(check(PARTNERS, claims=(others,)), "trend") == []


def test_a_contradiction_names_the_table_and_the_cell() -> None:
    (found,) = [item for item in check(TRADE, claims=(claim("4.9亿美元", "4.9", 2015),)) if item.rule == "equals_cell"]
    assert found.message == "文中印为4.9亿美元，与表1“2015 出口额”=4.1不符，请核对。"


@pytest.mark.parametrize(
    ("modifier", "value", "expected"),
    [
        ("about", "50", "agrees"),
        ("about", "90", "contradicts"),
        ("over", "46", "agrees"),
        ("over", "47", "contradicts"),
        ("at_least", "46", "agrees"),
        ("under", "50", "agrees"),
        ("at_most", "40", "contradicts"),
        ("nearly", "50", "agrees"),
        ("nearly", "46", "contradicts"),
    ],
)
def test_a_rounded_growth_rate_is_held_against_its_word(modifier: str, value: str, expected: str) -> None:
    made = claim(
        f"{value}%",
        value,
        2018,
        kind="growth_rate",
        unit=PERCENT,
        base_period="2015",
        sense="growth_by",
        modifier=modifier,
        direction="up",
    )
    assert verdicts(check(TRADE, claims=(made,)), "growth") == [expected]


def test_a_fall_and_a_change_without_direction_are_compared_by_their_size() -> None:
    falling = table("年份 | 出口额\n2017 | 5.0\n2018 | 4.0", "青海与蒙古贸易", "亿美元")
    down = claim("20%", "20", 2018, kind="growth_rate", unit=PERCENT, base_period="2017", direction="down")
    assert verdicts(check(falling, claims=(down,)), "growth") == ["agrees"]
    assert verdicts(check(falling, claims=(replace(down, direction=None),)), "growth") == ["agrees"]
    assert verdicts(check(falling, claims=(replace(down, direction="up"),)), "growth") == ["contradicts"]


@pytest.mark.parametrize(
    "fields",
    [
        {"base_period": "2015", "entity": Dimension("甘肃", "CN-GS", "stated")},
        {"base_period": "2015", "kind": "multiple", "sense": None},
        {"base_period": "2015", "value_to": Decimal(50)},
    ],
)
def test_growth_without_both_of_its_values_is_not_checked(fields: dict[str, object]) -> None:
    made = claim("46%", "46", 2018, **{"kind": "growth_rate", "unit": PERCENT, "sense": "growth_by", **fields})
    assert [item for item in check(TRADE, claims=(made,)) if item.subject.endswith("c1")] == []


def test_growth_over_a_period_begins_with_its_first_year() -> None:
    made = claim(
        "13.5%",
        "13.5",
        2018,
        kind="growth_rate",
        unit=PERCENT,
        sense="average_annual",
        period=spanning(2015, 2018),
        direction="up",
    )
    assert verdicts(check(TRADE, claims=(made,)), "average_growth") == ["agrees_rounded"]
    assert verdicts(check(TRADE, claims=(replace(made, value=Decimal(7)),)), "average_growth") == ["ambiguous"]


def test_growth_from_nought_or_less_is_not_computed() -> None:
    losses = table("年份 | 出口额\n2017 | -5.0\n2018 | 4.0", "青海与蒙古贸易", "亿美元")
    made = claim("20%", "20", 2018, kind="growth_rate", unit=PERCENT, base_period="2017", direction="up")
    assert verdicts(check(losses, claims=(made,)), "growth") == []


def test_a_sum_looks_back_no_further_than_the_sentence_before() -> None:
    *terms, whole = listed("10.1", "20.2", total="30.3")
    between = claim(
        "7%",
        "7",
        2015,
        8,
        kind="growth_rate",
        unit=PERCENT,
        sentence="增速为7%。",
        indicator=Dimension("增速", "growth", "stated"),
    )
    later = replace(whole, sentence="合计达到30.3%。", start=4, end=9)
    assert verdicts(check(claims=(*terms, later)), "sum") == ["agrees"]
    assert verdicts(check(claims=(*terms, between, later)), "sum") == []
    assert verdicts(check(claims=(*terms, replace(later, section=("二",)))), "sum") == []


def test_messages_are_in_the_language_of_the_article() -> None:
    found = check(TRADE, claims=(claim("4.9亿美元", "4.9", 2015),), language="en")
    assert 'Table 1 "2015 出口额"' in next(item.message for item in found if item.rule == "equals_cell")
    ranged = claim(
        "0.14~0.50", "0.14", 2015, value_to=Decimal("0.50"), period=spanning(2015, 2017), modifier="between", **TC
    )
    assert "please check" in next(
        item.message for item in check(INDEX, claims=(ranged,), language="en") if item.rule == "range"
    )
    bound = claim("0.2", "0.2", 2015, period=spanning(2015, 2017), modifier="over", **TC)
    assert "more than 0.2, but the table prints 0.14" in next(
        item.message for item in check(INDEX, claims=(bound,), language="en") if item.rule == "bound"
    )
    rising = trend("rose every year", "It rose every year.", "up")
    assert "2016: 5.2 → 5.1" in next(
        item.message for item in check(RISING, claims=(rising,), language="en") if item.rule == "trend"
    )
    wide = table("Year | Exports\n2015 | 1.5\n2016 | 1.7\n2017 | 1.9", "Exports of Peru, 2015-2016", "USD million")
    assert "prints 2017 as well" in next(
        item.message for item in check(wide, language="en") if item.rule == "caption_period"
    )
    dirty = table("Group | Share (%)\nA | 33.3\nB | 33.3%\nC | 33.4", "Shares")
    assert "which the header has already" in next(
        item.message for item in check(dirty, language="en") if item.rule == "dirty_cell"
    )


def test_a_row_that_repeats_another_is_a_doubt_whatever_it_is_called() -> None:
    rows = "地区 | 2015 | 2016 | 2017\n东区 | 10.4 | 20.7 | 31.2\n西区 | 5.1 | 6.8 | 7.9\n{} | 10.4 | 20.7 | 31.2"
    assert verdicts(check(table(rows.format("北区"), "各区产值", "亿元")), "duplicate_line") == ["ambiguous"]
    assert verdicts(check(table(rows.format("东区"), "各区产值", "亿元")), "duplicate_line") == ["ambiguous"]


@pytest.mark.parametrize(
    "rows",
    [
        "地区 | 2015 | 2016 | 2017\n东区 | 10.4 | 20.7 | 31.2\n合计 | 10.4 | 20.7 | 31.2",  # a total of one part
        "地区 | 2015 | 2016 | 2017\n东区 | 1 | 0 | 1\n西区 | 1 | 0 | 1\n北区 | 2 | 0 | 1",  # numbers that say little
        "地区 | 2015 | 2016\n东区 | 10.4 | 20.7\n西区 | 10.4 | 20.7\n北区 | 5.1 | 6.8",  # two numbers
        "地区 | 2015 | 2016 | 2017\n东区 | 10.4 | 20.7 | 31.2\n西区 | 10.4 | 20.7 | 31.3\n北区 | 5.1 | 6.8 | 7.9",
    ],
)
def test_lines_that_agree_by_nature_or_by_chance_are_no_duplicates(rows: str) -> None:
    assert verdicts(check(table(rows, "各区产值", "亿元")), "duplicate_line") == []


def test_a_total_that_holds_once_is_believed_where_a_misprint_explains_the_other() -> None:
    rows = "地区 | 2015 | 2016\n东区 | 84.6 | 118.3\n西区 | 51.2 | 74.9\n南区 | 43.7 | 61.5\n北区 | {} | 43.4\n合计 | 211.3 | 298.1"
    assert verdicts(check(table(rows.format("38.1"), "各区产值", "亿元")), "sum") == ["contradicts", "agrees"]
    assert verdicts(check(table(rows.format("35.9"), "各区产值", "亿元")), "sum") == []
