from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.vocabulary.units import load_units, units_from

UNITS = load_units()


@pytest.mark.parametrize(
    ("printed", "code", "multiplier"),
    [
        ("亿美元", "USD", 8),
        ("万亿元", "CNY", 12),
        ("元人民币", "CNY", 0),
        ("亿欧元", "EUR", 8),
        ("百万日元", "JPY", 6),
        ("港元", "HKD", 0),
        ("USD million", "USD", 6),
        ("million US dollars", "USD", 6),
        ("US$ bn", "USD", 9),
        ("$m", "USD", 6),
        ("millions of euros", "EUR", 6),
        ("%", "percent", 0),
        ("％", "percent", 0),
        ("per cent", "percent", 0),
        ("% of GDP", "percent", 0),
        ("as a percentage of disposable income", "percent", 0),
        ("1000 t", "t", 3),
        ("1,000 persons", "count", 3),
        ("'000", None, 3),
        ("thousand bags of 60 kg", None, 3),
        ("2016 = 100", "index", 0),
        ("‰", "percent", -1),
        ("个百分点", "percentage_point", 0),
        ("percentage points", "percentage_point", 0),
        ("个基点", "percentage_point", -2),
        ("倍", "times", 0),
        ("指数", "index", 0),
        ("万人次", "count", 4),
        ("家", "count", 0),
        ("万吨", "t", 4),
        ("万 t", "t", 4),
        ("10^4 t", "t", 4),
        ("万吨标准煤", "{tce}", 4),
        ("千公顷", "har", 3),
        ("hm²", "har", 0),
        ("万亩", "{mu}", 4),
        ("亿千瓦时", "kW.h", 8),
        ("GWh", "GW.h", 0),
        ("千米", "km", 0),
        ("立方米", "m3", 0),
        ("亿吨公里", "t.km", 8),
        ("万标准箱", "{TEU}", 4),
        ("年", "a", 0),
        ("个月", "mo", 0),
    ],
)
def test_a_unit_is_read_with_its_code_and_power_of_ten(printed, code, multiplier):
    unit = UNITS.read_unit(printed)
    assert unit is not None
    assert (unit.text, unit.code, unit.multiplier) == (printed, code, multiplier)


@pytest.mark.parametrize(
    "printed", ["单位：亿美元", "（亿美元）", "(单位:亿美元)", "单位 亿美元", "［亿美元］", "Unit: 亿美元"]
)
def test_what_surrounds_a_unit_statement_is_no_part_of_the_unit(printed):
    unit = UNITS.read_unit(printed)
    assert unit is not None
    assert (unit.code, unit.multiplier) == ("USD", 8)


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("元/吨", "CNY/t"),
        ("万元／人", "CNY/{人}"),
        ("吨标准煤/万元", "{tce}/(10*4.CNY)"),
        ("kg·hm-2", "kg/har"),
        ("kg·hm⁻²", "kg/har"),
        ("μg/m3", "ug/m3"),
        ("kg/ha", "kg/har"),
        ("mg·L-1", "mg/L"),
        ("元每公斤", "CNY/kg"),
    ],
)
def test_compound_units_keep_numerator_and_denominator(printed, code):
    unit = UNITS.read_unit(printed)
    assert unit is not None
    assert unit.code == code


@pytest.mark.parametrize(
    "printed", ["", "年份", "出口额", "亿美元、%", "国别", "合计", "country", "t CO2", "kg dry", "1.5亿元", "—"]
)
def test_words_and_several_units_are_no_unit(printed):
    assert UNITS.read_unit(printed) is None


@pytest.mark.parametrize("text", ["人均收入", "家庭收入", "元素周期", "国际市场", "部分企业", "位于东部", "倍增效应"])
def test_a_unit_word_inside_another_word_is_no_unit(text):
    assert UNITS.match(text) is None


@pytest.mark.parametrize(
    ("text", "sign"), [("US$ ", "USD"), ("约US$", "USD"), ("HK$", "HKD"), ("€", "EUR"), ("RMB ", "CNY"), ("¥", "CNY")]
)
def test_a_currency_sign_stands_before_the_figure(text, sign):
    found = UNITS.sign_before(text, len(text))
    assert found is not None
    assert found.code == sign


def test_letters_that_end_like_a_currency_are_none():
    assert UNITS.sign_before("MUSD", 4) is None
    assert UNITS.sign_before("价格", 2) is None


@pytest.mark.parametrize(
    ("code", "family"),
    [
        ("USD", "money"),
        ("CNY/{人}", "money"),
        ("percent", "percent"),
        ("percentage_point", "percentage_point"),
        ("count", "count"),
        ("rank", "rank"),
        ("t", "physical"),
        ("kg/har", "physical"),
        ("mo", "duration"),
        (None, None),
        ("unheard-of", None),
    ],
)
def test_every_code_belongs_to_a_family(code, family):
    assert UNITS.family_of(code) == family


def test_a_unit_of_ones_own_replaces_the_shipped_one():
    shipped = {"multipliers": {"万": 4}, "unit": [{"code": "count", "family": "count", "words": ["斗"]}]}
    own = {"unit": [{"code": "dL", "family": "physical", "words": ["斗"]}]}
    unit = units_from(shipped, own).read_unit("万斗")
    assert unit is not None
    assert (unit.code, unit.multiplier) == ("dL", 4)


@given(st.text(max_size=40))
def test_a_unit_that_is_found_lies_in_the_text(text):
    match = UNITS.match(text)
    if match is not None:
        assert 0 <= match.start < match.end <= len(text)


@pytest.mark.parametrize(("text", "code"), [("INR", "INR"), ("In USD", "USD"), ("in: 万元", "CNY"), ("单位INR", "INR")])
def test_a_unit_that_begins_with_in_is_no_statement(text: str, code: str) -> None:
    unit = UNITS.read_unit(text)
    assert unit is not None
    assert unit.code == code
