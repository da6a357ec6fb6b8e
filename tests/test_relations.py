from __future__ import annotations

import pytest

from extractors.observations import find_observations
from extractors.observations.relations import read_relation
from extractors.vocabulary import load_vocabulary
from tests.tables_by_hand import article, table

VOCABULARY = load_vocabulary()


@pytest.mark.parametrize(
    ("text", "first", "second", "directed"),
    [
        ("中国与越南的贸易", ["CHN"], ["VNM"], False),
        ("中国对越南出口", ["CHN"], ["VNM"], True),
        ("中国自越南进口", ["CHN"], ["VNM"], True),
        ("中国出口到越南", ["CHN"], ["VNM"], True),
        ("东盟各国与云南贸易", ["ASEAN"], ["CN-YN"], False),
        ("中国与日本、韩国的贸易", ["CHN"], ["JPN", "KOR"], False),
        ("中美贸易摩擦", ["CHN"], ["USA"], False),
        ("China's exports to Japan", ["CHN"], ["JPN"], True),
        ("Exports from China to Japan", ["CHN"], ["JPN"], True),
        ("Trade between China and Japan", ["CHN"], ["JPN"], False),
        ("中国—东盟贸易", ["CHN"], ["ASEAN"], False),
        ("越南在云南对东盟贸易中的份额", ["CN-YN"], ["ASEAN"], True),
        ("中国在东盟的直接投资", ["CHN"], ["ASEAN"], True),
    ],
)
def test_two_sides_of_a_phrase_are_told_apart(text: str, first: list[str], second: list[str], directed: bool) -> None:
    relation = read_relation(text, VOCABULARY.places.find(text))
    assert relation is not None
    assert [mention.code for mention in relation.first] == first
    assert [mention.code for mention in relation.second] == second
    assert relation.directed is directed


@pytest.mark.parametrize(
    "text", ["中国出口", "中国。越南", "日本、韩国、越南", "中国统计与越南", "China (People's Republic of China)", ""]
)
def test_a_list_or_a_single_place_is_no_relation(text: str) -> None:
    assert read_relation(text, VOCABULARY.places.find(text)) is None


def roles(
    caption: str, stub: str, labels: tuple[str, ...], header: str = "出口额", title: str | None = None
) -> list[tuple[str | None, str | None]]:
    rows = "\n".join([f"{stub} | {header}", *(f"{label} | {number}.5" for number, label in enumerate(labels, 11))])
    found = find_observations([table(rows, caption, "亿美元")], article(title=title), (), VOCABULARY)
    return [(item.entity.code or item.entity.label, item.partner.code or item.partner.label) for item in found]


@pytest.mark.parametrize(
    ("caption", "stub", "labels", "header", "expected"),
    [
        ("云南主要贸易伙伴", "国家", ("越南", "缅甸"), "贸易额", [("CN-YN", "VNM"), ("CN-YN", "MMR")]),
        ("云南对外贸易", "贸易伙伴", ("越南", "缅甸"), "贸易额", [("CN-YN", "VNM"), ("CN-YN", "MMR")]),
        ("云南周边国家GDP", "国家", ("越南", "缅甸"), "GDP", [("VNM", None), ("MMR", None)]),
        ("东盟国家出口", "国家", ("越南", "缅甸"), "出口额", [("VNM", None), ("MMR", None)]),
        ("各省对东盟出口", "省份", ("云南", "广西"), "出口额", [("CN-YN", "ASEAN"), ("CN-GX", "ASEAN")]),
        ("中国与日本GDP比较", "国家", ("中国", "日本"), "GDP", [("CHN", None), ("JPN", None)]),
        ("中国对各国出口", "国家", ("越南", "合计"), "出口额", [("CHN", "VNM"), ("CHN", "_T")]),
        ("世界主要国家出口", "国家", ("中国", "日本"), "出口额", [("CHN", None), ("JPN", None)]),
        ("中国与越南、老挝贸易", "年份", ("2019", "2020"), "贸易额", [("CHN", "越南、老挝")] * 2),
        ("中国与日本GDP", "年份", ("2019", "2020"), "GDP", [(None, None)] * 2),
        ("主要贸易伙伴", "国家", ("越南", "缅甸"), "贸易额", [("CN-GX", "VNM"), ("CN-GX", "MMR")]),
        ("出口增长", "指标", ("对越南出口额", "对缅甸出口额"), "数值", [("CN-GX", "VNM"), ("CN-GX", "MMR")]),
        ("出口", "指标", ("广西出口额", "云南出口额"), "数值", [("CN-GX", None), ("CN-YN", None)]),
        ("东盟与广西贸易", "年份", ("2019", "2020"), "贸易额", [("CN-GX", "ASEAN")] * 2),
    ],
)
def test_the_role_of_listed_places_follows_from_caption_and_heads(
    caption: str, stub: str, labels: tuple[str, ...], header: str, expected: list[tuple[str | None, str | None]]
) -> None:
    title = "广西对外贸易研究" if any("CN-GX" in pair for pair in expected) else None
    assert roles(caption, stub, labels, header, title) == expected


def test_partners_down_the_side_leave_the_columns_to_the_reporters() -> None:
    printed = table("贸易伙伴 | 云南 | 广西\n越南 | 1.5 | 2.5\n缅甸 | 3.5 | 4.5", "两省出口额", "亿美元")
    found = find_observations([printed], article(), (), VOCABULARY)
    assert [(item.entity.code, item.partner.code) for item in found[:2]] == [("CN-YN", "VNM"), ("CN-GX", "VNM")]


def test_a_place_named_once_in_passing_is_not_what_the_article_is_about() -> None:
    structure = article(("paragraph", "参见日本的做法。"))
    found = find_observations([table("商品 | 出口额\n大米 | 12.5", "主要商品", "万元")], structure, (), VOCABULARY)
    assert found[0].entity.code is None


@pytest.mark.parametrize(
    ("notes", "caption", "code"),
    [
        (("单位为万元。",), "主要商品出口", "CNY"),
        (("数据来源：海关。",), "主要商品出口", None),
        ((), "主要商品出口（万美元）", "USD"),
        ((), "主要商品出口（前三季度）", None),
    ],
)
def test_a_unit_stands_in_the_caption_or_in_a_note(notes: tuple[str, ...], caption: str, code: str | None) -> None:
    found = find_observations([table("商品 | 出口额\n大米 | 12.5", caption, notes=notes)], article(), (), VOCABULARY)
    assert found[0].unit.code == code
