"""The class of goods, trade or industry that a Chinese noun names, and of which something is measured."""

from __future__ import annotations

from dataclasses import replace

import regex

from extractors.claims.kinds import Statement
from extractors.claims.nouns import MASK, MEASURED
from extractors.claims.scene import Scene
from extractors.claims.topic import Topic
from extractors.model import Span
from extractors.model.data import Dimension
from extractors.vocabulary.indicators import Measure

# Words with which Chinese names a class of which something is measured: 民营企业进出口, 劳动密集型产品出口, 国有控股投资.
_CLASS_WORD = regex.compile(
    r"(?:产业|行业|[\p{Han}]业|经济|企业|[\p{Han}]品|货物|贸易|部门|领域|机构|用品|设备|作物|类|国有|国有控股|民营|私营|个体|集体|外资|外商|公有|非公有|非国有|民间)$"
)
# 产业集中度 and 商品零售额 name no class: any industry and all goods.
ANY_CLASS = regex.compile(
    r"(?:[大中小门种]类|产业|行业|企业|产品|商品|货物|经济|贸易|对外贸易|领域|部门|机构|类|个体|集体)+"
)
_COUNTED_CLASS = regex.compile(r"企业(?=数)")
_RELATION = regex.compile(r"[对的在从按]|单位|人均|每")
# 主要农产品 are farm products; 其他商品 the rest of all goods: 商品 says only what is classified.
_QUALITY = regex.compile(
    r"^(?:[对自从向]\p{Han}{1,4}?(?=出口|进口)|除|没有|户均|从事|属于|来自|进口|出口|主要|各类|全部|所有|部分|大宗|国内|国外|我国|本国)+"
)
_CONTRIBUTES = regex.compile(r"(?P<owner>[\p{Han}、]{2,14}?)对\p{Han}{2,16}?的?贡献[率度]$")
_REST = regex.compile(r"^(?P<rest>其他|其它|其余)(?:各)?(?:类)?(?:商品|产品|货物|行业|类)")
# 发酵酒（增长87%）: the number in brackets is that of the name before them.
_BRACKETED = regex.compile(
    r"(?:[、，：:；和与及为是。的]|有(?![色机])|以及|分别是|分别为|^)(?P<name>(?:(?!有(?![色机])|[为是的和与及])[\p{Han}A-Za-z·]){2,14})"
    r"(?P<inside>[（(][^（()）\d]{0,8})$"
)
# Persons and households are counted as such: 就业人员增长2% after 工业增加值 is no value added of theirs.
_HEADS = regex.compile(r"(?:人[员数次口]|户数?|就业|游客|旅客|[率数])$")
_GROWTH_TAIL = regex.compile(r"(?:年均|同比|环比|实际|名义|保持|的)*(?:增长率?|增速|增幅|涨幅|降幅|上涨|下降)?$")
_SECTOR = regex.compile(r"^(?:工业|农业|农林牧渔业|建筑业|服务业)(?=增加值|总?产值)")
_OF_SECTORS = frozenset(("value_added", "output_value", "investment", "profit", "sales", "retail_sales", "price"))
_JOINT = regex.compile(r"、|和|与|及|以及")
_NO_NAME = regex.compile(r"[于的是为对]|平均|水平|分别|以上|以下|左右|同比|增长|下降|上升|[率额值数]$|指数$|其中")


def class_of(scene: Scene, noun: Span, measure: Measure | None) -> Dimension:
    """Return the class that a noun names, alone or before its measure; empty where it names none."""
    text = scene.text[noun.start : noun.end]
    adds = _CONTRIBUTES.match(text)
    if adds is not None:
        return class_of(scene, Span(noun.start, noun.start + adds.end("owner")), None)
    rest = _REST.match(text)
    if rest is not None:
        return Dimension(rest["rest"], None, "stated")
    named = [
        mention
        for mention in scene.classes
        if noun.start <= mention.span.start
        and mention.span.end <= noun.end
        and scene.text[mention.span.start - 1] != "受"
    ]
    if named:
        last = named[-1]
        lead = _QUALITY.sub("", scene.text[noun.start : last.span.start])
        if measure is None and last.span.end == noun.end and is_one_name(lead, last.label):
            return Dimension(lead + last.label, None, "stated")
        if last.by_number or not lead or regex.fullmatch(r"[\p{Han}A-Za-z]{1,8}", lead) is None or "的" in lead:
            return Dimension(last.label, last.code, "stated")
        # 高技术制造业 is a part of 制造业: a class of its own, without the code of the wider one.
        return Dimension(lead + last.label, None, "stated")
    owner = text if measure is None else scene.text[noun.start : max(noun.start, measure.span.start)]
    if measure is not None and (kind := _COUNTED_CLASS.match(measure.label)) is not None and len(owner) == 2:
        # 民营企业数量: the measure is the number, of enterprises of one kind.
        owner += kind.group()
    owner = _QUALITY.sub("", owner.removesuffix("的"))
    if (
        len(owner) > 1
        and ANY_CLASS.fullmatch(owner) is None
        and _CLASS_WORD.search(owner) is not None
        and _RELATION.search(owner) is None
    ):
        return Dimension(owner, None, "stated")
    return Dimension()


def bracketed_class(scene: Scene, start: int) -> tuple[Dimension | None, int]:
    """Return the name before the bracket in which a number stands, and where it begins."""
    match = _BRACKETED.search(scene.text[max(0, start - 28) : start])
    if match is None:
        return None, start
    end = start - len(match["inside"])
    if _NO_NAME.search(match["name"]) is not None or MASK in scene.mask[end - len(match["name"]) : end]:
        return None, start
    if any(party.span.end == end for party in scene.parties):
        return None, start
    named = [mention for mention in scene.classes if mention.span.end == end]
    name = match["name"].removeprefix("除")
    return Dimension(name, named[-1].code if named else None, "stated"), end - len(name)


def is_one_name(lead: str, last: str) -> bool:
    """Tell whether coordinated words make one name: 铁路、船舶和其他运输设备制造业, but not 采矿业和制造业."""
    parts = [part for part in _JOINT.split(lead) if part]
    return len(parts) > 1 and not any(part.endswith(last[-1]) for part in parts)


def as_measured(topic: Topic, before: Topic, statement: Statement) -> Topic:
    """Read a growth clause that only names another class: 采矿业增加值增长5.2%，制造业增长9.8% measures value added twice.

    The measure is said once, behind the first class; what is a measure itself, or counts heads, stands for itself.
    """
    label = topic.indicator.label or ""
    own = topic.indicator.code is not None or MEASURED.search(label) is not None or _HEADS.search(label) is not None
    if statement.kind != "growth_rate" or own or not before.measure or before.indicator.label == before.measure:
        return topic
    return _with_measure(topic, Dimension(before.measure, before.indicator.code, "stated"))


def as_measured_before(topic: Topic, measure: Dimension, statement: Statement) -> Topic:
    """Read a growth clause that only names a sector where the sentence before named what is measured.

    固定资产投资增长9.7%。分产业看，第一产业增长12%: only what all sectors have is carried on, no 粮食产量 to 畜牧业.
    """
    named = topic.category.label is not None and topic.category.label == topic.indicator.label
    if statement.kind != "growth_rate" or not named or measure.code not in _OF_SECTORS:
        return topic
    return _with_measure(topic, measure)


def _with_measure(topic: Topic, measure: Dimension) -> Topic:
    label = topic.indicator.label or ""
    # 工业增加值 of one industry is its 增加值.
    measure = replace(measure, label=_SECTOR.sub("", measure.label or ""))
    category = topic.category if topic.category.label == label else Dimension(label, None, "stated")
    indicator = replace(measure, label=f"{label}{measure.label}")
    return replace(topic, indicator=indicator, category=category, measure=measure.label or "")


def measure_named(scene: Scene) -> Dimension | None:
    """Return the last measure that a sentence names, without the words for its growth; None if none."""
    for measure in reversed(scene.measures):
        if measure.code == "growth" or measure.derived not in (None, "growth"):
            continue
        label = _GROWTH_TAIL.sub("", scene.text[measure.span.start : measure.span.end])
        return Dimension(label, measure.code.removesuffix("_growth"), "carried")
    return None
