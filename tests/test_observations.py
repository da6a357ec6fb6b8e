from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.model import Claim, Observation, Structure, Table, Unit
from extractors.observations import find_observations
from extractors.tables.continued import join_grids
from extractors.vocabulary import load_vocabulary
from tests.tables_by_hand import article, grid, lines, table

VOCABULARY = load_vocabulary()


def read(printed: Table, structure: Structure | None = None, claims: tuple[Claim, ...] = ()) -> tuple[Observation, ...]:
    return find_observations([printed], structure or article(), claims, VOCABULARY)


def at(observations: tuple[Observation, ...], row: int, column: int) -> Observation:
    return next(item for item in observations if (item.row, item.column) == (row, column))


def facts(item: Observation) -> dict[str, object]:
    return {
        "entity": item.entity.code or item.entity.label,
        "partner": item.partner.code or item.partner.label,
        "category": item.category.code or item.category.label,
        "indicator": item.indicator.label,
        "period": item.period.text,
        "unit": (item.unit.code, item.unit.multiplier),
    }


def test_years_beside_measures_take_places_and_unit_from_the_caption() -> None:
    found = read(
        table(
            """
            年份 | 出口额 | 进口额 | 贸易差额 | 占比(%)
            2015 | 4.10  | 2.05  | 2.05    | 3.3
            2016 | -     | -     | -       | 3.9
            """,
            "青海与蒙古的贸易规模一览表",
            "单位：亿美元",
        )
    )
    assert len(found) == 8
    assert facts(at(found, 1, 1)) == {
        "entity": "CN-QH",
        "partner": "MNG",
        "category": None,
        "indicator": "出口额",
        "period": "2015",
        "unit": ("USD", 8),
    }
    first = at(found, 1, 1)
    assert (first.observation_id, first.value, first.decimals) == ("0123456789abcdef/t1/r1c1", Decimal("4.10"), 2)
    assert (first.row_labels, first.column_labels) == (("2015",), ("出口额",))
    assert (first.entity.source, first.unit.source, first.period.source) == ("caption", "unit_line", "stated")
    assert at(found, 1, 4).unit == Unit("%", "percent", 0, "header")
    assert (at(found, 2, 1).status, at(found, 2, 1).value) == ("O", None)


def test_listed_countries_of_a_group_are_partners_of_the_province() -> None:
    found = read(
        table(
            """
            国别/年份 | 2018 | 2019
            泰国 | 12.5 | 13.5
            越南 | 22.5 | -
            合计 | 35.0 | 13.5
            """,
            "2018-2019年东盟各国与云南的贸易额比",
        )
    )
    assert facts(at(found, 1, 1)) == {
        "entity": "CN-YN",
        "partner": "THA",
        "category": None,
        "indicator": "贸易额比",
        "period": "2018",
        "unit": ("percent", 0),
    }
    assert at(found, 3, 2).partner.code == "_T"


def test_provinces_of_a_group_are_entities_when_the_other_side_is_abroad() -> None:
    found = read(
        table(
            """
            省份 | 2020年贸易额 | 占外贸总额比重
            河南 | 126.0 | 13.0
            湖南 | 117.0 | 16.6
            """,
            "中部六省与欧盟贸易额",
            "亿美元，%",
        )
    )
    assert facts(at(found, 1, 1)) | {"indicator": ""} == {
        "entity": "CN-HA",
        "partner": "EU",
        "category": None,
        "indicator": "",
        "period": "2020",
        "unit": ("USD", 8),
    }
    assert at(found, 1, 2).unit.code == "percent"


def test_both_sides_of_a_caption_on_an_axis_are_entities_without_partner() -> None:
    found = read(
        table(
            """
            海关分类 | 青海 | < | 蒙古 | <
            ^ | 出口占比（%） | 进口占比（%） | 出口占比（%） | 进口占比（%）
            第5类（矿产品） | 11.5 | 14.4 | 61.7 | 2.9
            """,
            "2020年青海与蒙古主要进出口商品占比",
            header_rows=2,
        )
    )
    left, right = at(found, 2, 1), at(found, 2, 4)
    assert left.column_labels == ("青海", "出口占比（%）")
    assert facts(left) == {
        "entity": "CN-QH",
        "partner": None,
        "category": "HS:V",
        "indicator": "出口占比",
        "period": "2020",
        "unit": ("percent", 0),
    }
    assert (right.entity.code, right.indicator.code, right.category.label) == ("MNG", "import_share", "第5类（矿产品）")


def test_a_relation_in_a_label_overrides_the_caption() -> None:
    found = read(
        table(
            """
            密集度/年份 | 2015 | 2016
            青海对蒙古的出口密集度 | 0.90 | 1.10
            蒙古对青海的出口密集度 | 0.70 | 0.80
            """,
            "青海与蒙古的贸易结合度指数",
        )
    )
    first, second = at(found, 1, 1), at(found, 2, 1)
    assert (first.entity.code, first.partner.code, first.indicator.label) == ("CN-QH", "MNG", "出口密集度")
    assert (second.entity.code, second.partner.code) == ("MNG", "CN-QH")
    assert first.unit.code == "index"


def test_a_corner_label_over_a_blank_stub_is_the_label_of_its_row() -> None:
    found = read(
        table(
            """
            TC指数 | 2016 | 2017
             | 0.20 | 0.30
            """,
            "2016-2017年青海加工贸易TC指数表",
        )
    )
    assert found[0].row_labels == ("TC指数",)
    assert facts(found[0]) == {
        "entity": "CN-QH",
        "partner": None,
        "category": "TRADE:processing",
        "indicator": "TC指数",
        "period": "2016",
        "unit": ("index", 0),
    }


def test_output_of_provinces_by_year_has_entities_only() -> None:
    found = read(
        table(
            """
            地区 | 2019 | 2020
            全国 | 66384.3 | 66949.2
            江苏省 | 3706.2 | 3729.1
            """,
            "2019—2020年我国主要省份粮食产量",
            "单位：万吨",
        )
    )
    assert facts(at(found, 2, 2)) == {
        "entity": "CN-JS",
        "partner": None,
        "category": None,
        "indicator": "粮食产量",
        "period": "2020",
        "unit": ("t", 4),
    }
    assert at(found, 1, 1).entity.code == "CHN"


def test_trade_by_section_over_years_reads_a_header_of_two_levels() -> None:
    found = read(
        table(
            """
            商品类别 | 出口额 | < | 进口额 | <
            ^ | 2020年 | 2021年 | 2020年 | 2021年
            第16类 机电产品 | 812.30 | 913.10 | 421.20 | 440.00
            合计 | 824.6 | 926.2 | 425.4 | 444.0
            """,
            "中国对德国分类商品进出口额（亿美元）",
            header_rows=2,
        )
    )
    assert facts(at(found, 2, 4)) == {
        "entity": "CHN",
        "partner": "DEU",
        "category": "HS:XVI",
        "indicator": "进口额",
        "period": "2021",
        "unit": ("USD", 8),
    }
    assert at(found, 2, 1).unit.source == "caption"
    assert at(found, 3, 1).category.code == "_T"


def test_employment_by_industry_in_english() -> None:
    found = read(
        table(
            """
            Industry | 2019 | 2020 | Change (%)
            Agriculture | 1,204 | 1,190 | -1.2
            Manufacturing | 3,410 | 3,322 | (2.6)
            Total | 4,614 | 4,512 | -2.2
            """,
            "Employment by industry in Portugal, 2019-2020",
            "Unit: thousand persons",
        ),
        article(language="en"),
    )
    assert facts(at(found, 1, 1)) == {
        "entity": "PRT",
        "partner": None,
        "category": "ISIC:A",
        "indicator": "Employment",
        "period": "2019",
        "unit": ("count", 3),
    }
    assert at(found, 2, 3).value == Decimal("-2.6")
    assert (at(found, 2, 3).indicator.code, at(found, 2, 3).unit.code) == ("growth", "percent")


def test_exports_to_partners_in_english() -> None:
    found = read(
        table(
            """
            Partner | Exports | Imports | Share of exports (%)
            Germany | 120.4 | 98.2 | 31.0
            World | 388.4 | 350.0 | 100.0
            """,
            "Poland's trade in goods by partner, 2021",
            "EUR billion",
        ),
        article(language="en"),
    )
    assert facts(at(found, 1, 1)) | {"category": None} == {
        "entity": "POL",
        "partner": "DEU",
        "category": None,
        "indicator": "Exports",
        "period": "2021",
        "unit": ("EUR", 9),
    }


@pytest.mark.parametrize(
    ("caption", "entity", "partner"),
    [
        ("Trade between Japan and Viet Nam, 2010", "JPN", "VNM"),
        ("Japan's exports to Viet Nam, 2010", "JPN", "VNM"),
        ("Japanese exports", None, None),
        ("2010年日本对越南出口", "JPN", "VNM"),
        ("2010年日本与越南贸易", "JPN", "VNM"),
        ("2010年日本贸易", "JPN", None),
        ("2010年中日贸易", "CHN", "JPN"),
        ("2010年对越南出口", None, "VNM"),
        ("中国银行外汇贸易统计", None, None),
    ],
)
def test_the_caption_tells_whose_figures_a_table_prints(caption: str, entity: str | None, partner: str | None) -> None:
    found = read(table("商品 | 出口额\n大米 | 12.5\n小麦 | 13.5", caption, "亿元"))
    assert (found[0].entity.code, found[0].partner.code) == (entity, partner)


def test_each_column_has_the_unit_that_its_head_prints() -> None:
    found = read(
        table(
            """
            Country | Population (millions) | Area (km2) | GDP per capita (USD)
            Viet Nam | 97.5 | 331,340 | 3,756
            """,
            "Basic indicators, 2021",
        ),
        article(language="en"),
    )
    assert [(item.unit.code, item.unit.multiplier) for item in found] == [("count", 6), ("km2", 0), ("USD", 0)]
    assert found[1].value == 331340
    assert {item.entity.code for item in found} == {"VNM"}


@pytest.mark.parametrize("header_columns", [1, 2])
def test_a_column_of_units_gives_each_row_its_unit(header_columns: int) -> None:
    found = read(
        table(
            """
            指标 | 单位 | 2020年 | 2021年
            地区生产总值 | 亿元 | 1204.3 | 1310.2
            疫苗批签发量 | 万头份 | 321.1 | 320.8
            城镇化率 | % | 58.2 | 59.1
            """,
            "浙江省主要经济指标",
            header_columns=header_columns,
        )
    )
    assert [item.column for item in found] == [2, 3] * 3
    assert at(found, 1, 2).row_labels == ("地区生产总值", "亿元")
    assert [(item.unit.text, item.unit.code) for item in found[::2]] == [
        ("亿元", "CNY"),
        ("万头份", None),
        ("%", "percent"),
    ]
    assert at(found, 3, 3).indicator.label == "城镇化率"


def test_headings_between_rows_group_what_follows() -> None:
    found = read(
        table(
            """
            年份 | 总产量 | 播种面积
            小麦 | |
            2019 | 120.1 | 33.2
            玉米 | < | <
            2019 | 201.1 | 40.2
            """,
            "河南省主要粮食作物生产情况",
            "万吨、千公顷",
        )
    )
    assert [item.row for item in found] == [2, 2, 4, 4]
    assert at(found, 4, 2).row_labels == ("玉米", "2019")
    assert facts(at(found, 4, 2)) == {
        "entity": "CN-HA",
        "partner": None,
        "category": "HS:1005",
        "indicator": "播种面积",
        "period": "2019",
        "unit": ("har", 3),
    }


def test_months_stand_in_the_year_of_the_caption() -> None:
    found = read(
        table(
            """
            月份 | 出口额/亿元 | 同比/%
            1月 | 12.1 | 3.4
            1-3月 | 30.0 | 1.0
            """,
            "2022年1-3月广东省对RCEP成员国出口",
        )
    )
    assert [item.period.text for item in found] == ["2022-01", "2022-01", "2022-01/2022-03", "2022-01/2022-03"]
    assert [item.unit.code for item in found[:2]] == ["CNY", "percent"]
    assert found[0].partner.code == "RCEP"


def test_a_regression_table_has_estimates_with_their_errors_and_no_unit() -> None:
    found = read(
        table(
            """
            变量 | (1) | (2)
            lnGDP | 0.532*** | 0.481**
             | (0.101) | (0.120)
            lnDIST | -1.204*** | -1.103***
             | (0.210) | (0.222)
            样本量 | 320 | 320
            """,
            "贸易引力模型回归结果",
        )
    )
    estimate, error, size = at(found, 1, 1), at(found, 2, 1), at(found, 5, 1)
    assert (estimate.value, estimate.uncertainty, estimate.unit.code) == (Decimal("0.532"), Decimal("0.101"), "index")
    assert (error.value, error.row_labels) == (Decimal("0.101"), ("lnGDP",))
    assert error.confidence < estimate.confidence
    assert (size.unit.code, size.indicator.code) == ("count", "sample_size")
    assert estimate.category.label == "(1)"


def test_brackets_are_losses_where_no_row_of_errors_stands() -> None:
    found = read(
        table("项目 | 2020年 | 2021年\n营业收入 | 1,200 | 1,100\n净利润 | （12.5） | 8.0", "公司利润", "单位：万元")
    )
    assert at(found, 2, 1).value == Decimal("-12.5")


def test_running_numbers_and_banks_are_neither_places_nor_indicators() -> None:
    found = read(
        table(
            """
            序号 | 银行 | 授信总额 | 剩余额度
            1 | 中国银行 | 12.1 | 13.3
            2 | 中国工商银行 | 14.1 | 15.3
            """,
            "2022年甲公司授信情况",
            "亿元",
            header_columns=2,
        )
    )
    assert facts(at(found, 2, 3)) == {
        "entity": None,
        "partner": None,
        "category": "中国工商银行",
        "indicator": "剩余额度",
        "period": "2022",
        "unit": ("CNY", 8),
    }


def test_a_matrix_of_places_has_reporters_down_and_partners_across() -> None:
    found = read(
        table(
            """
            出口国＼进口国 | 中国 | 日本
            中国 | - | 143.2
            日本 | 141.1 | -
            """,
            "2020年双边出口额",
            "十亿美元",
        )
    )
    item = at(found, 1, 2)
    assert (item.entity.code, item.partner.code, item.indicator.label) == ("CHN", "JPN", "出口额")


@pytest.mark.parametrize(
    ("header", "unit_line", "expected"),
    [
        ("占比", "单位：亿美元", ("percent", 0)),
        ("出口额", "单位：亿美元", ("USD", 8)),
        ("RCA指数", "单位：亿美元", ("index", 0)),
        ("企业数", None, (None, 0)),
        ("企业数", "单位：亿美元、万个", ("count", 4)),
        ("出口额", "单位：亿美元、万个", ("USD", 8)),
        ("占比", "单位：亿美元、%", ("percent", 0)),
        ("出口", "万吨", ("t", 4)),
    ],
)
def test_a_unit_line_holds_only_for_what_can_be_counted_in_it(
    header: str, unit_line: str | None, expected: tuple[str | None, int]
) -> None:
    found = read(table(f"年份 | {header}\n2019 | 12.5\n2020 | 13.5", "青海统计", unit_line))
    assert (found[0].unit.code, found[0].unit.multiplier) == expected


@pytest.mark.parametrize(("header", "code"), [("企业数", "count"), ("排名", "rank")])
def test_whole_numbers_of_what_is_counted_need_no_unit(header: str, code: str) -> None:
    found = read(table(f"年份 | {header}\n2019 | 12\n2020 | 13", "青海统计"))
    assert [(item.unit.code, item.unit.source) for item in found] == [(code, "default")] * 2


def test_shares_below_one_without_a_sign_have_no_certain_unit() -> None:
    found = read(table("年份 | 占比\n2019 | 0.12\n2020 | 0.13", "青海统计"))
    assert found[0].unit == Unit()


def test_exports_counted_in_tonnes_are_a_volume() -> None:
    assert read(table("年份 | 出口\n2019 | 12.5", "青海枸杞贸易", "万吨"))[0].indicator.code == "export_volume"


def quote(value: str, code: str, number: int) -> Claim:
    return Claim(f"a/c{number}", (), "", 0, 0, value, Decimal(value), "level", unit=Unit(code, code))


def test_prose_that_quotes_two_cells_gives_their_unit() -> None:
    printed = table("指标 | 2019 | 2020\n开放水平 | 12.5 | 13.5\n活跃水平 | 7 | 8", "青海统计")
    quoted = read(printed, claims=(quote("12.50", "percent", 1), quote("13.5", "percent", 2), quote("7", "USD", 3)))
    assert (at(quoted, 1, 1).unit.code, at(quoted, 1, 1).unit.source) == ("percent", "prose")
    assert at(quoted, 2, 1).unit == Unit()


def test_one_quotation_or_two_units_prove_nothing() -> None:
    printed = table("指标 | 2019 | 2020\n开放水平 | 12.5 | 13.5", "青海统计")
    assert read(printed, claims=(quote("12.5", "percent", 1),))[0].unit == Unit()
    both = (quote("12.5", "percent", 1), quote("13.5", "percent", 2), quote("12.5", "USD", 3), quote("13.5", "USD", 4))
    assert read(printed, claims=both)[0].unit == Unit()


def test_what_the_caption_leaves_open_comes_from_title_and_heading() -> None:
    structure = article(
        ("heading", "一、2019年青海对蒙古出口结构"),
        ("table", ""),
        title="青海与蒙古贸易研究",
    )
    placed = Structure(
        structure.language,
        structure.front,
        tuple(
            block if block.kind != "table" else type(block)("table", block.passage, block.section, 0, 0)
            for block in structure.blocks
        ),
        (),
    )
    item = read(table("商品 | 出口额\n枸杞 | 12.5\n藏毯 | 13.5", "主要商品出口情况", "万元"), placed)[0]
    assert (item.entity.code, item.entity.source) == ("CN-QH", "default")
    assert (item.period.text, item.period.source) == ("2019", "prose")


def test_a_blank_in_a_row_without_any_number_is_no_missing_value() -> None:
    found = read(table("年份 | 出口额 | 备注\n2019 | 12.5 |\n2020 | | 估算\n2021 | 14.5 |", "青海贸易", "亿元"))
    assert [(item.row, item.column, item.status) for item in found] == [(1, 1, "A"), (3, 1, "A")]


def test_a_blank_beside_numbers_of_its_row_is_missing() -> None:
    found = read(table("年份 | 出口额 | 进口额\n2019 | 12.5 | 3.1\n2020 | | 4.1", "青海贸易", "亿元"))
    assert [(item.row, item.column, item.status) for item in found][2:] == [(2, 1, "O"), (2, 2, "A")]


def test_columns_of_words_yield_no_observations() -> None:
    assert read(table("年份 | 评级 | 展望\n2019 | AA+ | 稳定\n2020 | AA+ | 稳定", "评级情况")) == ()


def test_a_change_in_words_has_its_sign_and_unit() -> None:
    found = read(table("产品 | 毛利率 | 增减\n疫苗 | 62.9 | 减少2.07个百分点", "产品毛利率", "%"))
    assert (found[1].value, found[1].unit.code) == (Decimal("-2.07"), "percentage_point")


def test_a_stray_unit_in_a_cell_is_its_own() -> None:
    found = read(table("类别 | 占比（%）\n矿产品 | 4.61%\n化工品 | 2.10", "青海出口商品占比"))
    assert [item.unit.source for item in found] == ["stated", "header"]


def test_a_multiplier_in_a_cell_counts_the_unit_of_its_head() -> None:
    found = read(table("Substance | Threshold (kg)\nMethane | 2 million\nAmmonia | 300", "Release thresholds"))
    assert [(item.value, item.unit.code, item.unit.multiplier) for item in found] == [(2, "kg", 6), (300, "kg", 0)]


def test_note_marks_stay_out_of_labels() -> None:
    assert read(table("年份 | 出口额①\n2019* | 12.5", "青海贸易", "亿元"))[0].column_labels == ("出口额",)


def test_an_outer_label_holds_until_the_next_one() -> None:
    found = read(
        table(
            """
            省份 | 年份 | 出口额
            青海 | 2019 | 1.1
             | 2020 | 1.2
            甘肃 | 2019 | 2.1
             | 2020 | 2.2
            """,
            "两省出口",
            "亿元",
            header_columns=2,
        )
    )
    assert [(item.entity.code, item.period.text) for item in found] == [
        ("CN-QH", "2019"),
        ("CN-QH", "2020"),
        ("CN-GS", "2019"),
        ("CN-GS", "2020"),
    ]


@given(
    st.lists(
        st.lists(
            st.sampled_from(["", "-", "3.1", "(2)", "12%", "2019", "越南", "出口额", "合计", "第16类", "…", "单位"]),
            min_size=3,
            max_size=3,
        ),
        min_size=2,
        max_size=6,
    ),
    st.integers(0, 2),
    st.integers(0, 2),
    st.sampled_from([None, "2019年青海与东盟各国贸易", "Trade of Peru, 2010", "单位：%"]),
)
def test_any_grid_gives_each_body_cell_at_most_one_observation(
    rows: list[list[str]], header_rows: int, header_columns: int, caption: str | None
) -> None:
    printed = table(lines(rows), caption, header_rows=header_rows, header_columns=header_columns)
    found = read(printed)
    assert len({item.observation_id for item in found}) == len(found)
    for item in found:
        assert item.row >= header_rows
        assert item.text == rows[item.row][item.column]
        assert (item.value is None) == (item.status == "O")
        assert 0 < item.confidence <= 1


@pytest.mark.parametrize(
    ("first", "second", "header_rows"),
    [
        (
            """
            国别 | 年份 | 计量单位 | 出口额 | 进口额
            泰国 | 2018 | 万元 | 12.5 | 13.5
            越南 | 2018 | 万元 | 22.5 | -
            """,
            """
            国别 | 年份 | 计量单位 | 出口额 | 进口额
            老挝 | 2019 | 万美元 | 4.5 | 5.5
            合计 | 2019 | 万美元 | 7 | 8
            """,
            1,
        ),
        (
            """
            国别 | 2018 | < | 2019 | <
            ^ | 出口 | 进口 | 出口 | 进口
            东盟 | < | < | < | <
            泰国 | 12.5 | 13.5 | 1 | 2
            """,
            """
            国别 | 2018 | < | 2019 | <
            ^ | 出口 | 进口 | 出口 | 进口
            越南 | 4.5 | 5.5 | 3 | 4
            非洲 | < | < | < | <
            埃及 | 7 | 8 | 5 | 6
            """,
            2,
        ),
    ],
)
def test_rows_below_a_header_printed_again_are_read_under_the_first_one(
    first: str, second: str, header_rows: int
) -> None:
    def found(labelled: bool) -> list[tuple[object, ...]]:
        whole = join_grids(grid(first, header_rows), grid(second, header_rows), labelled=labelled)
        joined = replace(table(first, "云南与东盟的贸易额"), grid=whole)
        return [
            (item.row_labels, item.column_labels, item.text, *facts(item).values(), item.confidence)
            for item in read(joined)
        ]

    assert found(labelled=False) == found(labelled=True) != []
