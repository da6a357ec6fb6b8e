from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.vocabulary import load_vocabulary
from extractors.vocabulary.places import load_places

PLACES = load_vocabulary().places


def codes(text: str) -> list[str]:
    return [mention.code for mention in PLACES.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("云南与越南的边境贸易", ["CN-YN", "VNM"]),
        ("印尼、印度尼西亚和印度", ["IDN", "IDN", "IND"]),
        ("内蒙古自治区与蒙古国", ["CN-NM", "MNG"]),
        ("我国对阿联酋出口", ["CHN", "ARE"]),
        ("陕西和山西是两个省", ["CN-SN", "CN-SX"]),
        ("中部六省、长三角与京津冀", ["CN_CENTRAL", "CN_YRD", "CN_BTH"]),
        ("“一带一路”沿线国家", ["BRI"]),
        ("刚果（金）与刚果（布）", ["COD", "COG"]),
        ("Trade between Viet Nam and the United States", ["VNM", "USA"]),
        ("China's exports to the EU and ASEAN", ["CHN", "EU", "ASEAN"]),
        ("Papua New Guinea, Guinea and Guinea-Bissau", ["PNG", "GIN", "GNB"]),
        ("Niger and Nigeria", ["NER", "NGA"]),
        ("G7 and BRICS", ["G7", "BRICS"]),
        ("Shaanxi Province and Shanxi", ["CN-SN", "CN-SX"]),
    ],
)
def test_places_are_found_by_full_short_and_common_names(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "一般贸易",
        "其中国有企业占三成",
        "中国工商银行发放贷款",
        "浙江大学学报",
        "数据来自中国统计年鉴",
        "云南省统计局",
        "黄河南岸",
        "印度洋航线",
        "they gave it to us",
        "the turkeys of Chadwick",
        "National Bank",
        "Indiana",
        "",
    ],
)
def test_other_words_and_organisations_are_no_places(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020年中美贸易额", ["CHN", "USA"]),
        ("中韩双边贸易", ["CHN", "KOR"]),
        ("其中美国贸易额最大", ["USA"]),
        ("其中日贸易额", []),
        ("空中非双边航线", []),
        ("中美", []),
    ],
)
def test_two_countries_in_two_characters_need_a_word_that_follows(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_an_institution_further_on_leaves_the_place_alone() -> None:
    assert codes("中国的银行业") == ["CHN"]
    assert codes("泰国与浙江大学合作") == ["THA"]


def test_a_province_is_found_with_its_suffix() -> None:
    mention = PLACES.find("在海南省境内")[0]
    assert (mention.label, mention.code, mention.kind) == ("海南省", "CN-HI", "province")


@pytest.mark.parametrize(
    ("text", "code"), [("越南", "VNM"), (" 东部 ", "CN_EAST"), ("全国", "CHN"), ("Lao PDR", "LAO")]
)
def test_a_label_that_is_a_place_is_read_as_one(text: str, code: str) -> None:
    mention = PLACES.read(text)
    assert mention is not None
    assert mention.code == code


@pytest.mark.parametrize("text", ["越南出口额", "东部沿海一带", "合计", "", "中国银行", "US dollars"])
def test_a_label_that_says_more_is_no_place(text: str) -> None:
    assert PLACES.read(text) is None


def test_a_direction_is_a_region_only_as_a_whole_label() -> None:
    assert codes("位于东部") == []


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        ("ASEAN", "VNM", True),
        ("CHN", "CN-GD", True),
        ("RCEP", "CN-GD", True),
        ("CN_CENTRAL", "CN-HA", True),
        ("CN_CENTRAL", "CN-GD", False),
        ("001", "FRA", True),
        ("EU", "GBR", False),
        ("EU28", "GBR", True),
        ("VNM", "VNM", False),
        ("OECD", "DEU", False),
    ],
)
def test_a_group_contains_its_members(outer: str, inner: str, expected: bool) -> None:
    assert PLACES.contains(outer, inner) is expected


def test_every_member_of_a_group_is_a_known_place() -> None:
    for territory in PLACES.territories.values():
        assert set(territory.members) <= set(PLACES.territories)


def test_a_user_adds_places_and_replaces_names() -> None:
    places = load_places(
        {
            "CN-X1": {"kind": "city", "names": ["南溪"]},
            "TRIO": {"kind": "group", "names": ["三国集团"], "members": ["DEU", "FRA", "ITA"]},
        }
    )
    assert [(m.label, m.code, m.kind) for m in places.find("南溪市与三国集团")] == [
        ("南溪市", "CN-X1", "city"),
        ("三国集团", "TRIO", "group"),
    ]
    assert places.contains("TRIO", "ITA")


def test_an_unknown_kind_of_place_is_refused() -> None:
    with pytest.raises(ValueError, match="village"):
        load_places({"X": {"kind": "village", "names": ["某村"]}})


def test_countries_and_provinces_have_iso_codes() -> None:
    kinds = {"country": 3, "province": 5}
    for code, territory in PLACES.territories.items():
        if territory.kind in kinds:
            assert len(code) == kinds[territory.kind]


@given(
    st.lists(
        st.sampled_from(["越南", "的", "与", "Japan", " ", "出口", "中国银行", "US", "us", "江西", "（"]), max_size=12
    )
)
def test_mentions_slice_back_to_the_text_in_order(parts: list[str]) -> None:
    text = "".join(parts)
    mentions = PLACES.find(text)
    assert all(text[m.span.start : m.span.end] == m.label for m in mentions)
    assert all(left.span.end <= right.span.start for left, right in itertools.pairwise(mentions))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The German surplus exceeded the Dutch one.", ["DEU", "NLD"]),
        ("South African wine and Sri Lankan tea", ["ZAF", "LKA"]),
        ("Danish, Norwegian and Polish fish", ["DNK", "NOR", "POL"]),
        ("the German Bank", []),
        ("Latin American trade, North American sales", []),
        ("German-speaking regions and the French language", []),
    ],
)
def test_adjectives_tell_the_country_and_names_and_languages_do_not(text: str, expected: list[str]) -> None:
    assert [mention.code for mention in load_vocabulary().places.find_adjectives(text)] == expected


def test_adjectives_belong_to_known_countries_and_to_one_each() -> None:
    places = load_vocabulary().places
    assert {places.territories[code].kind for code in places.adjectives.values()} == {"country"}
    assert not any(places.names.get(word) for word in places.adjectives if word != "New Zealand")
