"""Each number of a list gets what stands at its position: a year, a place, a class, a thing measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extractors.claims.lists import Series, names_before
from extractors.claims.nouns import MEASURED, RATE, SHARE, first_noun
from extractors.claims.parties import Party, party_to_dimension
from extractors.claims.scene import Scene
from extractors.claims.succession import renamed
from extractors.claims.times import years_of_range
from extractors.model import Claim, Dimension, Period, Span
from extractors.vocabulary.classifications import ClassMention

# 这三类商品的占比分别为…: the classes are those of the sentence before.
_THOSE_CLASSES = regex.compile(
    r"(?:这|上述|以上|该|[两二三四五六])(?:[一二两三四五六]|几)?(?:大)?类(?:商品|产品|货物|制品)?|[二两三]者"
)
_RESPECTIVELY = regex.compile(
    r"(?P<names>[^，。；：:;（）()\d|]{3,60})(?:[对向与同自从]\|+)?(?:分别|依次)[^，。；：:;、\d]{0,12}$"
)
_ENGLISH_JOINT = regex.compile(r",\s(?:and\s)?|\sand\s")
_DEALT_OUT = regex.compile(r"分别|依次|(?i:respectively)")
_CLAUSE_END = regex.compile(r"[，。；]")
_LEADING = regex.compile(r"^(?:其中|而|且|但|以及|当年|全年|的)+")
_COUNT_AHEAD = regex.compile(r"^[二两三四五六七八九十]{1,2}(?:省市?|国|市|县|区)(?=\p{Han}{2})")
_LISTED = regex.compile(
    r"(?:^|[，。；：])(?:其中，?)?(?P<names>\p{Han}{2,12}(?:、\p{Han}{2,12}){2,9}?(?:[和及与]\p{Han}{2,12})?)[^，。；：、\d|]{0,16}，(?:分别|依次)[^，。；：:;、\d]{0,8}$"
)
_NAME_END = regex.compile(r"进出口|出口|进口|产量|销[售量]|贸易|生产|投资|增[长速]|成为|[是等均都]")
_DEALT_DIRECTLY = regex.compile(r"[，；](?:分别|依次)[^，。；：、\d]{0,4}$")
_ORDINAL = regex.compile(r"第[一二三四五](?P<noun>产业|季度|大类)")
_ORDINAL_ALONE = regex.compile(r"第[一二三四五]")
_BOTH = regex.compile(r"[二两]者[^，。；]{0,10}$")
_SUM = regex.compile(r"(?:合计|共计|总计|加起来|之和|(?i:together|combined|in total))[^，。；,;]{0,8}$")
# 三次产业结构为9.8:45.6:44.6: the three sectors stand in their order.
_ALL_SECTORS = regex.compile(r"三次产业|一、?二、?三产业")
_SECTORS = ("第一产业", "第二产业", "第三产业")
_JOINT = regex.compile(r"、|和|与|及|以及")


def align_series(
    claims: list[Claim], series: Series, scene: Scene, number: int, classes: tuple[ClassMention, ...]
) -> None:
    """Give the members of a list of numbers their position, and the names that a list of as many names holds.

    The first member's measure, whole and partner hold for all. `classes` are those that the sentence before named.
    """
    count, head = len(series.members), claims[series.members[0]]
    names = _Names() if series.bracketed else _names(scene, head, count, classes)
    topics = () if series.bracketed or names else _topics_before(claims, series, scene)
    for position, index in enumerate(series.members):
        claim = replace(claims[index], list_id=f"l{number}", list_position=position + 1)
        if index != series.members[0] and not series.bracketed:
            claim = replace(
                claim,
                indicator=head.indicator,
                denominator=head.denominator,
                partner=head.partner,
                entity=head.entity,
                category=head.category,
            )
            if not any(head.end <= time.span.start < claim.start for time in scene.times):
                claim = replace(claim, period=head.period, base_period=head.base_period)
        goes_on = any(item.indicator.label == head.indicator.label for item in topics)
        if topics:
            topic = topics[position]
            claim = replace(
                claim,
                # 产量分别为…: a list that names its measure takes only whom and what from the one before.
                indicator=replace(topic.indicator, source="list") if goes_on else _own(head.indicator, topic.indicator),
                category=topic.category,
                entity=topic.entity,
                partner=topic.partner,
            )
        claims[index] = names.given_to(claim, position)
    if not series.bracketed:
        return
    indicator = head.indicator if head.indicator.label is not None else _behind(scene, claims[series.members[-1]].end)
    grows = head.indicator.label is None and RATE.search(indicator.label or "") is not None
    for index in series.members:
        claim = claims[index]
        same = claim.category.label is None or head.category.label is None
        own = indicator if same else renamed(indicator, head.category, claim.category)
        claim = replace(claim, indicator=own, denominator=head.denominator)
        if grows and claim.unit.code == "percent":
            claim = replace(claim, kind="growth_rate", direction="down" if (claim.value or 0) < 0 else "up")
        claims[index] = claim


def _own(indicator: Dimension, dealt: Dimension) -> Dimension:
    # 甲和乙的进口额分别为…，占比分别为…: the share is that of the amount that was dealt out.
    label = indicator.label or ""
    share = SHARE.search(label[-3:])
    if share is None or len(label) <= len(share.group()) or dealt.label is None:
        return indicator
    return replace(indicator, label=f"{dealt.label}{share.group()}")


def _behind(scene: Scene, end: int) -> Dimension:
    # 甲（12亿元）、乙（8亿元）的出口额居前: the measure may stand behind the list.
    mark = _CLAUSE_END.search(scene.text, end + 1)
    low, high = end + 1, mark.start() if mark is not None else len(scene.text)
    noun = first_noun(scene.masked(low, high)) if scene.text[end : end + 2] in ("）的", ")的") else None
    if noun is None:
        return Dimension()
    span = Span(low + noun.start, low + noun.end)
    named = [measure for measure in scene.measures if span.start <= measure.span.start and measure.span.end == span.end]
    return Dimension(scene.text[span.start : span.end], named[-1].code if named else None, "stated")


def _topics_before(claims: Sequence[Claim], series: Series, scene: Scene) -> tuple[Claim, ...]:
    # 水电3.9亿千瓦，风电3.3亿千瓦，分别增长5%和16%: each rate belongs to the amount at its position.
    first, count = series.members[0], len(series.members)
    earlier = claims[max(0, first - count) : first]
    if len(earlier) < count or _DEALT_OUT.search(scene.text[earlier[-1].end : claims[first].start]) is None:
        return ()
    meanings = {(item.indicator.label, item.category.label, item.entity.label, item.partner.label) for item in earlier}
    same = {item.unit.code for item in earlier}
    # 货物146万箱，旅客12万人次，分别增长22%和29%: what grows may be counted in different units.
    alike = len(same) == 1 or claims[first].kind == "growth_rate"
    return tuple(earlier) if len(meanings) == count and alike else ()


def listed_classes(claims: Sequence[Claim]) -> tuple[Dimension, ...]:
    """Return the classes of goods that the last list of numbers of a sentence was dealt out to."""
    lists = [claim.list_id for claim in claims if claim.list_id is not None]
    members = [claim.category for claim in claims if lists and claim.list_id == lists[-1]]
    return tuple(members) if len({member.label for member in members} - {None}) == len(members) else ()


def _last_two(claims: Sequence[Claim]) -> tuple[Dimension, ...]:
    named: dict[str, Dimension] = {claim.category.label: claim.category for claim in claims if claim.category.label}
    return tuple(named.values())[-2:] if len(named) > 1 else ()


def with_sums(claims: Sequence[Claim], classes: tuple[Dimension, ...]) -> list[Claim]:
    """Give a sum (合计达到94 %) the classes that it is the sum of: those of the list before it, else `classes`."""
    summed: list[Claim] = []
    for claim in claims:
        parts = listed_classes(summed) or classes
        if _BOTH.search(claim.sentence[: claim.start][-16:]) is not None:
            parts = _last_two(summed) or parts
        if parts and claim.list_id is None and _SUM.search(claim.sentence[: claim.start][-12:]) is not None:
            label = "+".join(part.label or "" for part in parts)
            code = "+".join(part.code for part in parts if part.code is not None)
            whole = code if code.count("+") == len(parts) - 1 else None
            claim = replace(claim, category=Dimension(label, whole, "carried"))  # noqa: PLW2901
        summed.append(claim)
    return summed


def _owners(parts: Sequence[str]) -> list[str]:
    # 城镇和农村居民人均收入: the names before the last measure nothing by themselves, and are as long as the last one.
    first, size = parts[:-1], len(parts[-2])
    if any(MEASURED.search(part) for part in first) or len({len(part) for part in first}) > 1 or size > 4:
        return []
    return [*first, parts[-1][:size]]


def _dimensions(parties: Sequence[Party]) -> list[Dimension]:
    return [party_to_dimension(party) for party in parties]


def _english_names(scene: Scene, head: Claim, count: int) -> _Names:
    # Cotton and sugar accounted for 22% and 15%: the coordinated subject is dealt out.
    parts = [part.strip() for part in _ENGLISH_JOINT.split(head.indicator.label or "")]
    if len(parts) != count or not all(parts):
        return _Names()
    if any(measure.label == parts[0] for measure in scene.measures):
        return _Names(measures=parts)
    return _Names(goods=[Dimension(part, None, "list") for part in parts])


class _Names:
    # Names of a list, each sequence empty or as long as the list of numbers.

    def __init__(
        self,
        periods: Sequence[Period] = (),
        places: Sequence[Dimension] = (),
        goods: Sequence[Dimension] = (),
        measures: Sequence[str] = (),
        partners: Sequence[Dimension] = (),
    ) -> None:
        self.periods, self.places, self.goods, self.measures = periods, places, goods, measures
        self.partners = partners

    def __bool__(self) -> bool:
        return bool(self.periods or self.places or self.goods or self.measures or self.partners)

    def given_to(self, claim: Claim, position: int) -> Claim:
        if self.periods:
            claim = replace(claim, period=self.periods[position])
        if self.places:
            claim = replace(claim, entity=self.places[position])
        if self.partners:
            claim = replace(claim, partner=self.partners[position])
        if self.goods:
            old = claim.category
            claim = replace(claim, category=self.goods[position])
            last, own = self.goods[-1].label or "", self.goods[position].label or ""
            label = claim.indicator.label
            if last and label is not None and last in label:
                # 加工贸易和一般贸易的占比: the measure printed behind the last name belongs to each.
                measure = label[label.rfind(last) + len(last) :].removeprefix("的")
                claim = replace(claim, indicator=replace(claim.indicator, label=own + measure))
            elif label is not None and old.label == label:
                # 甲企业有245家；乙企业和丙企业分别为98家和56家: counted are those that are named.
                claim = replace(claim, indicator=replace(claim.indicator, label=own, code=None))
        if self.measures:
            claim = replace(claim, indicator=Dimension(self.measures[position], None, "list"))
        return claim


def _dealt_to(scene: Scene, head: Claim, count: int) -> list[str]:
    # The coordinated words before 分别, as printed.
    if _DEALT_OUT.search(scene.mask, 0, head.start) is None:
        return []
    printed = _RESPECTIVELY.search(scene.mask[: head.start])
    words = _COUNT_AHEAD.sub("", _LEADING.sub("", printed["names"])) if printed is not None else ""
    parts = [part.strip() for part in _JOINT.split(words)] if words else []
    if len(parts) <= 1 and (listed := _LISTED.search(scene.mask[: head.start])) is not None:
        # 灯具、船舶、家电出口拉动强劲，分别出口…: the list stands at the head of the clause before.
        parts = _JOINT.split(listed["names"])
        parts[-1] = _NAME_END.split(parts[-1])[0]
    if len(parts) <= 1 and _DEALT_DIRECTLY.search(scene.text[: head.start]) is not None:
        # 苹果与梨数量均增长，分别达…: what is measured is coordinated itself.
        own = _JOINT.split(head.indicator.label or "")
        parts = [part.rpartition("的")[2] for part in own] if len(own) == count else parts
    ordinal = _ORDINAL.match(parts[-1]) if len(parts) > 1 else None
    # 第二、第三产业: the word behind the last ordinal is that of all.
    return [f"{part}{ordinal['noun']}" if ordinal and _ORDINAL_ALONE.fullmatch(part) else part for part in parts]


def _without_measure(scene: Scene, head: Claim, parts: Sequence[str]) -> list[str]:
    # 机械、车辆、电子机械出口额分别为: the measure behind the last name belongs to all.
    last = parts[-1].partition("的")[0] if "的" in parts[-1] else parts[-1]
    for measure in scene.measures:
        label = scene.text[measure.span.start : measure.span.end]
        if measure.span.end <= head.start and last.endswith(label) and len(last) > len(label):
            last = last[: -len(label)]
    owned = [*parts[:-1], last]
    return owned if all(len(part) > 1 and MEASURED.search(part) is None for part in owned) else []


def _names(scene: Scene, head: Claim, count: int, classes: tuple[ClassMention, ...]) -> _Names:
    times = [time for time in scene.times if time.role == "stated"]
    periods = [replace(time.period, source="list") for time in names_before(scene.text, times, head.start, count)]
    if not periods and head.period.source != "carried" and len(years := years_of_range(head.period)) == count:
        periods = [replace(year, source="list") for year in years]
    places, partners = (
        ()
        if periods
        else _dimensions(names_before(scene.text, [p for p in scene.parties if p.role == role], head.start, count))
        for role in ("subject", "partner")
    )
    named = names_before(scene.text, scene.classes, head.start, count)
    parts = [] if scene.english else _dealt_to(scene, head, count)
    if len(parts) == count and named and [mention.label for mention in named] != parts:
        # 集成电路和笔记本电脑分别出口…: the names that stand before 分别 are dealt out to, whatever classes are listed.
        owned = _without_measure(scene, head, parts)
        named = () if owned else named
        if owned and not (periods or places or partners):
            codes = {mention.label: mention.code for mention in scene.classes}
            return _Names(goods=[Dimension(part, codes.get(part), "list") for part in owned])
    if (
        not (named or places or partners or periods)
        and len(classes) == count
        and _THOSE_CLASSES.search(scene.text[: head.start])
    ):
        named = classes
    goods = [Dimension(mention.label, mention.code, "list") for mention in named]
    if count == len(_SECTORS) and _ALL_SECTORS.search(head.indicator.label or "") is not None:
        goods = [Dimension(sector, None, "list") for sector in _SECTORS]
    if periods or places or partners or goods:
        return _Names(periods, places, goods, partners=() if places else partners)
    if scene.english:
        return _english_names(scene, head, count)
    if len(parts) != count or not all(parts):
        return _Names()
    owner, of, _ = parts[-1].partition("的")
    parts = [*parts[:-1], owner] if of else parts
    if MEASURED.search(parts[-1]) and not of:
        owned = _without_measure(scene, head, parts)
        if owned and owned[-1] != parts[-1]:
            return _Names(goods=[Dimension(part, None, "list") for part in owned])
        owners = _owners(parts)
        return _Names(goods=[Dimension(part, None, "list") for part in owners]) if owners else _Names(measures=parts)
    return _Names(goods=[Dimension(part, None, "list") for part in parts])
