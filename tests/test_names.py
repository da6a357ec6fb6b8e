"""Names of codes, as people read them."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from extractors.vocabulary import load_vocabulary
from extractors.vocabulary.names import Name, load_names

DOCUMENTED = Path(__file__).parent.parent / "docs" / "indicators.md"
HAN = regex.compile(r"\p{Han}")


def test_every_place_class_and_term_that_is_read_has_a_name():
    vocabulary, names = load_vocabulary(), load_names()
    for code in vocabulary.places.territories:
        assert names.of_place(code), code
    for code in vocabulary.classifications.titles.entries.values():
        assert names.of_class(code), code
    terms = {term.code for term in vocabulary.indicators.terms.entries.values()}
    # What is made of something is called after that.
    assert {code for code in terms if names.of_indicator(code) is None} == {"per_capita", "contribution"}
    for code in vocabulary.units.families:
        assert names.of_unit(code), code


def test_every_indicator_that_is_documented_has_a_name():
    headings = [line for line in DOCUMENTED.read_text("utf-8").splitlines() if line.startswith("### ")]
    codes = [code for heading in headings for code in regex.findall(r"`([^`]+)`", heading.partition(":")[0])]
    assert len(codes) > 20
    for code in codes:
        filled = code.replace("<stem>", "export").replace("<axis>", "partner")
        name = load_names().of_indicator(filled)
        assert name, filled
        assert HAN.search(name.zh), filled
        assert not HAN.search(name.en), filled


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        ("export_share", "出口占比", "share of exports"),
        ("share_change", "占比变动", "change in share"),
        ("gdp_growth", "GDP增长率", "growth of GDP"),
        ("output_per_capita", "人均产量", "output per capita"),
        ("trade_share_change", "贸易占比变动", "change in share of trade"),
        ("import_contribution_points", "进口拉动（百分点）", "contribution of imports to growth in points"),
        (
            "trade_hhi_partner",
            "贸易赫芬达尔指数（HHI）（按伙伴）",
            "Herfindahl-Hirschman index (HHI) of trade by partner",
        ),
    ],
)
def test_a_composed_indicator_is_called_after_its_parts(code, zh, en):
    assert load_names().of_indicator(code) == Name(zh, en)


@pytest.mark.parametrize(
    ("code", "power", "zh", "en"),
    [
        ("CNY", 8, "亿元", "100 million yuan"),
        ("t", 4, "万吨", "10 thousand tonnes"),
        ("kg/har", 0, "公斤/公顷", "kilograms/hectares"),
        ("percent", 0, "%", "%"),
        ("t", -2, "10^-2 吨", "10^-2 tonnes"),
        ("{tce}", 4, "万吨标准煤", "10 thousand tce"),
    ],
)
def test_a_unit_is_called_with_its_power_of_ten(code, power, zh, en):
    assert load_names().of_unit(code, power) == Name(zh, en)


@pytest.mark.parametrize("code", ["own_index_of_mine", "growth_of", "partner", "_", "", "XX", "HS:99", "CHN+XX"])
def test_what_no_list_knows_has_no_name(code):
    names = load_names()
    assert names.of_indicator(code) is names.of_place(code) is names.of_class(code) is names.of_unit(code) is None


def test_a_label_that_heaps_up_heads_has_no_name_and_takes_no_time():
    assert load_names().of_indicator("export" + "_share" * 5000) is None
    assert load_names().of_indicator("a_" * 5000) is None


@given(st.lists(st.sampled_from(["export", "share", "growth", "average", "hhi", "partner", "x"]), max_size=12))
def test_a_name_has_no_blank_left_to_fill(parts):
    name = load_names().of_indicator("_".join(parts))
    assert name is None or "{}" not in name.zh + name.en
