from __future__ import annotations

import pytest

from extractors.vocabulary import load_vocabulary
from extractors.vocabulary.indicators import flow_of_value, load_indicators

VOCABULARY = load_vocabulary()


@pytest.mark.parametrize(
    ("text", "label", "code", "unit"),
    [
        ("出口额", "出口额", "export_value", "money"),
        ("占比(%)", "占比", "share", "percent"),
        ("云南对泰国的出口密集度", "出口密集度", "export_tii", "index"),
        ("TC指数", "TC指数", "tc", "index"),
        ("出口额占比", "出口额占比", "export_share", "percent"),
        ("进出口总额同比增长", "进出口总额同比增长", "trade_growth", "percent"),
        ("营业成本比上年增减", "营业成本比上年增减", "cost_growth", "percent"),
        ("人均GDP", "人均GDP", "gdp_per_capita", "money"),
        ("出口", "出口", "export_value", "money"),
        ("GDP per capita growth", "GDP per capita growth", "gdp_per_capita_growth", "percent"),
        ("Share of exports (%)", "Share of exports", "export_share", "percent"),
        ("average annual growth of imports", "average annual growth of imports", "import_growth", "percent"),
    ],
)
def test_words_that_belong_together_are_one_indicator(text: str, label: str, code: str, unit: str) -> None:
    (measure,) = VOCABULARY.indicators.find(text)
    assert (measure.label, measure.code, measure.unit) == (label, code, unit)


def test_two_quantities_side_by_side_are_two_indicators() -> None:
    assert [measure.code for measure in VOCABULARY.indicators.find("Exports  Imports")] == [
        "export_value",
        "import_value",
    ]
    assert [measure.code for measure in VOCABULARY.indicators.find("出口额、进口额")] == [
        "export_value",
        "import_value",
    ]


@pytest.mark.parametrize("text", ["", "教育", "越南", "tcp packets", "important", "valuer"])
def test_words_without_a_measure_are_no_indicator(text: str) -> None:
    assert VOCABULARY.indicators.find(text) == ()


def test_short_signs_are_indicators_only_as_whole_labels() -> None:
    sign = VOCABULARY.indicators.read(" t ")
    assert sign is not None
    assert (sign.label, sign.code, sign.span.start) == ("t", "test_statistic", 1)
    assert VOCABULARY.indicators.find("10 t of N") == ()
    assert VOCABULARY.indicators.read("出口额和进口额") is None


def test_a_share_keeps_the_flow_it_is_made_of() -> None:
    (measure,) = VOCABULARY.indicators.find("进口占比")
    assert (measure.flow, measure.derived) == ("import", "share")


@pytest.mark.parametrize(
    ("code", "flow"), [("export_value", "export"), ("trade_balance", "balance"), ("export_share", None), (None, None)]
)
def test_only_values_stand_in_trade_equations(code: str | None, flow: str | None) -> None:
    assert flow_of_value(code) == flow


def test_a_user_adds_indicators() -> None:
    indicators = load_indicators({"carbon_price": {"zh": ["碳价"], "unit": "money", "alone": ["cp"]}})
    assert indicators.find("碳价增速")[0].code == "carbon_price_growth"
    sign = indicators.read("cp")
    assert sign is not None
    assert sign.code == "carbon_price"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("第16类（机电产品）", "HS:XVI"),
        ("第十六类", "HS:XVI"),
        ("第85章", "HS:85"),
        ("Section IV", "HS:IV"),
        ("Chapter 9", "HS:09"),
        ("HS 8517", "HS:8517"),
        ("SITC 7", "SITC:7"),
        ("加工贸易", "TRADE:processing"),
        ("矿产品", "HS:V"),
        ("Manufacturing", "ISIC:C"),
        ("第45类", None),
        ("Chapter 99", None),
        ("第0章", None),
        ("SITC", None),
        ("第5类和第6类", None),
    ],
)
def test_a_label_is_read_as_the_class_it_names(text: str, code: str | None) -> None:
    assert VOCABULARY.classifications.read(text) == code


def test_a_title_beside_a_number_adds_no_second_class() -> None:
    found = VOCABULARY.classifications.find("第6类（化工产品）和矿产品")
    assert next((mention.code, mention.by_number) for mention in found) == ("HS:VI", True)
    assert {mention.code for mention in found} == {"HS:VI", "HS:V"}


def test_a_vocabulary_is_extended_table_by_table() -> None:
    mine = load_vocabulary(
        {
            "places": {"CN-X1": {"kind": "city", "names": ["南溪"]}},
            "classifications": {"HS": {"27": ["煤炭"]}},
            "indicators": {"x": {"zh": ["碳价"]}},
            "units": {"unit": [{"code": "{sheng}", "family": "physical", "words": ["升斗"]}]},
        }
    )
    assert mine.classifications.read("煤炭") == "HS:27"
    assert mine.places.find("南溪")[0].code == "CN-X1"
    assert mine.indicators.find("碳价")[0].code == "x"
    unit = mine.units.read_unit("升斗")
    assert unit is not None
    assert unit.code == "{sheng}"
    assert load_vocabulary().places.find("南溪") == ()


def test_an_unknown_table_of_a_vocabulary_is_refused() -> None:
    with pytest.raises(ValueError, match="colours"):
        load_vocabulary({"colours": {}})
