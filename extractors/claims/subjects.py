"""Of whom and of what a claim speaks: entity, partner, indicator, class of goods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from extractors.claims.kinds import Statement, clause_before
from extractors.claims.scene import Party, Scene, read_base, read_whole, whole_spans
from extractors.model import Quantity, Span
from extractors.model.data import Dimension, Period
from extractors.quantities.chinese import read_chinese
from extractors.vocabulary import Vocabulary
from extractors.vocabulary.indicators import Measure
from extractors.vocabulary.units import Units

# 发酵酒（增长87%）: the number in brackets is that of the name before them.
_BRACKETED = regex.compile(
    r"(?:[、，：和有与及为是]|^)(?P<name>[\p{Han}A-Za-z]{2,12})(?P<inside>[（(][^（()）\d]{0,6})$"
)
_BRACKET = regex.compile(r"[（(][^（()）]{0,12}$")
# What stands before a subject in its clause, and what stands behind it: 其中，全年公路客运量达到…
_LEAD = regex.compile(
    r"^(?:其中|而且|而|但是|但|且|并且|并|同时|此外|另外|截至|截止|目前|全年|年末|年底|上半年|下半年|当年|当月|同年|全国|全省|全市|全县|我国|我省|我市|本市|该市|该省|累计|共有|共|已有|已|仅|其(?!他|余|它|中)|"
    r"新增|新建|实现|完成|生产|这一|该|各自|各|据统计|预计|拥有|现有|设有|\d{0,4}年?末?|[一二三四]季度末?|\d{1,2}月份?|[，、\s的])+"
)
_TAIL = regex.compile(
    r"(?:比重|比例)?(?:已经|分别|依次|大约|约|近|将近|接近|超过|突破|高达|达到|达|实现|完成|升至|增至|降至|增加到|提高到|上升到|下降到|增长到|增长|下降|上涨|增加|减少|提高|为|是|有|共|至|到|由|从|仅|只|在|占|了|的|均|都|也|就|每年|同比|环比|比上年|较上年|介于|处于|位于|全部|小于|大于|低于|高于|等于|接近|不足|不到|比同期|与同期|\s|[:：])+$"
)
_WORDS = regex.compile(r"[\p{Han}A-Za-z][\p{Han}A-Za-z0-9（）()·\-]{1,23}$")
_STOP = regex.compile(r"[，。；、：:,;“”\"'和与及对同向从在为是达占比较由的到了将把被使让等各]|\d")
_CHANGE = regex.compile(r"(?:增长|同比|环比|拉动)$|^(?:增速|增幅|涨幅)$")
_RATE = regex.compile(r"增速|增长率|增幅|降幅|涨幅|跌幅|比重|占比|份额")
_PHRASES = regex.compile(
    r"\||由|从|自|(?<!对|相)比(?!重|例|值|率|较)|较|按|以来|连续|首次|突破|对应|约|预计|发展到|增加到|提高到|下降到|缩小|扩大"
)
# 加工贸易的占比 and 加工贸易占比 name one indicator.
_PARTICLE = regex.compile(r"的(?=占比|比重|比例|份额|增速|增长率)")
_HAN = regex.compile(r"\p{Han}+$")
_ANY_HAN = regex.compile(r"\p{Han}")
_ASIDE = regex.compile(r"[（(][^（()）]{0,40}[)）]")
_CLAUSES = regex.compile(r"[，。；：！？（(]|[,;:](?=\s)")
# 7个经贸园区, 18种特殊钢产品: what is counted stands behind the measure word, up to a verb or a particle.
_COUNTED = regex.compile(
    r"(?!以上|以下|左右|方面|之间|占|的|中|往|内|外|增|减|下|上|后|前)\p{Han}{2,10}?(?=[，。；、,;）)（(“]|的|中|在|为|占|与|和|共|实现|达到|签|是|营|不|超|增|减|由|从|将|已|均|都|也|各|被|[\d]|$)"
)
_NO_NOUN = regex.compile(
    r"比|较|从|在|与|自|按|由|同比|环比|相当|增长|下降|小于|大于|高于|低于|远|首次|缩小|扩大|预计|连续|这|该|且|因|若|如|约|之|以|用|对|经|随|即|并|而|但|也|又|还|已|共|总计|合计|总量|首|每|所|可|会|能|"
    r"被|受|使|让|其|此|涨|跌|升|降|减|增|年均|均|复合|平均(?!每)|百分点|个|多|们|\p{Han}?年间|发展|数据|目前|上年|去年|上月|年初|同期|本文|基于|构建|覆盖|形成|通过|为|最终|进一步|具体|说明|表明|选取|包括|涉及|得到"
)
# 甲省与这五国的贸易额: the five are those that were listed last.
_THOSE = regex.compile(
    r"(?:与|同|对|向)(?:这|上述|该|以上)?(?P<count>[三四五六七八九十])(?:国|个国家|省|省市|个省份)(?!内|际)"
)
_FAMILIES = {
    "money": ("money",),
    "percent": ("percent", "money", "quantity", "count", "index"),
    "percentage_point": ("percent", "index"),
    "times": ("money", "quantity", "count", "percent", "times", "index"),
    "index": ("index", "times", "percent"),
    "count": ("count", "quantity"),
    "physical": ("quantity",),
    "trend": ("money", "quantity", "count", "percent", "index", "times", "rank"),
    "rank": ("money", "quantity", "count", "percent", "rank", "index"),
}


@dataclass(frozen=True, slots=True)
class Frame:
    """What the sentences so far spoke of; the next goes on with it where it names nothing else.

    `listed` is the last list of at least three places.
    """

    entity: Dimension = Dimension()
    partner: Dimension = Dimension()
    indicator: Dimension = Dimension()
    period: Period = Period()
    listed: tuple[Party, ...] = ()


def read_parties(
    scene: Scene, quantity: Quantity, statement: Statement, frame: Frame, vocabulary: Vocabulary
) -> tuple[Dimension, Dimension]:
    """Return the place of which a number is said and the place that it trades with.

    A place inside the whole of a share (占全国的) or the base of a comparison (是甲省的12倍) is neither, unless
    none else is named. A place that belongs to the partner of the frame (法国 where 欧盟 was the
    partner) becomes the partner.
    """
    for party in scene.parties:
        # 中部六省: the number is a part of the name, and says how many belong to it.
        if party.span.start < quantity.span.start < party.span.end:
            return _dimension([party]), Dimension()
    hidden = hidden_places(scene, quantity, statement)
    known = [party for party in scene.parties if party.span.end <= quantity.span.start and party not in hidden]
    subjects = [party for party in known if party.role == "subject"]
    partners = [party for party in known if party.role == "partner"]
    if not partners:
        partners = [party for party in scene.parties if party.role == "partner" and party not in hidden]
    partner = _joined(partners) if partners else Dimension()
    those = _THOSE.search(scene.text[: quantity.span.start])
    if those is not None and len(frame.listed) == read_chinese(those["count"]):
        partner = replace(_dimension(frame.listed), source="carried")
    if subjects and _BRACKET.search(scene.text[subjects[-1].span.end : quantity.span.start]):
        return _dimension([subjects[-1]]), partner
    if not subjects:
        if scene.local is not None:
            return Dimension(scene.local, None, "stated"), partner
        owners = [party for party in hidden if party.role == "subject"] if statement.kind == "share" else []
        wider = frame.entity.code is not None and any(
            vocabulary.places.contains(party.mention.code, frame.entity.code) for party in owners
        )
        entity = _dimension(owners[:1]) if owners and not wider else _carried(frame.entity)
        return entity, partner if partner.label or owners else _carried(frame.partner)
    last = subjects[-1]
    group = partner.code or frame.partner.code
    members = [party for party in subjects if group and vocabulary.places.contains(group, party.mention.code)]
    if last in members and (len(members) < len(subjects) or frame.entity.label):
        others = [party for party in subjects if party not in members]
        return _dimension(others[:1]) if others else _carried(frame.entity), _joined(subjects)
    return _joined(subjects), partner


def hidden_places(scene: Scene, quantity: Quantity, statement: Statement) -> tuple[Party, ...]:
    """Return the places that a sentence names only as the whole of a share or the base of a comparison."""
    clause = clause_before(scene.text, quantity.span.start)
    multiple = statement.kind == "multiple"
    words = (
        read_base(clause, multiple=True) if multiple else read_whole(clause, "") or read_base(clause, multiple=False)
    )
    if words is None:
        return ()
    start = scene.text.rfind(words, 0, quantity.span.start)
    return tuple(party for party in scene.parties if start <= party.span.start < start + len(words))


def _joined(parties: Sequence[Party]) -> Dimension:
    return _dimension([party for party in parties if party.run == parties[-1].run])


def _dimension(parties: Sequence[Party]) -> Dimension:
    if len(parties) == 1:
        return Dimension(parties[0].mention.label, parties[0].mention.code, "stated")
    return Dimension("、".join(party.mention.label for party in parties), None, "stated")


def party_to_dimension(party: Party) -> Dimension:
    """Return the place as a value that a list gave."""
    return Dimension(party.mention.label, party.mention.code, "list")


def read_indicator(
    scene: Scene, quantity: Quantity, statement: Statement, units: Units, before: tuple[Quantity, Dimension] | None
) -> Dimension:
    """Return what is measured: a fitting term of the clause, else the clause's subject, else that of the number before.

    `before` is the number stated before this one in the sentence, and what it measures; 同比增长4 %
    goes on with it unless another term was named since. A count says what it counts behind its unit (7个园区).
    """
    start = quantity.span.start
    clause = clause_before(scene.text, start)
    begin = start - len(clause)
    family = "trend" if quantity.value is None else units.family_of(quantity.unit.code) or "index"
    if family == "count" and (counted := _COUNTED.match(scene.text, quantity.span.end)) is not None:
        return Dimension(counted.group(), None, "stated")
    if family == "count" and (quantity.unit.text or "").isascii() and quantity.unit.text:
        return Dimension(quantity.unit.text, None, "stated")
    whole = read_whole(clause, "")
    stop = scene.text.rfind(whole, 0, start) if whole is not None else start
    wholes = whole_spans(scene.text)
    fitting = [
        measure
        for measure in scene.measures
        if measure.code != "growth"
        and not _CHANGE.search(measure.label)
        and not (whole is not None and stop <= measure.span.start < start)
        and not any(span.start <= measure.span.start < span.end for span in wholes)
        and (measure.unit is None or measure.unit in _FAMILIES.get(family, ("quantity", "count")))
    ]
    earlier = [measure for measure in fitting if measure.span.end <= start]
    since = before[0].span.end if before is not None else 0
    if earlier and earlier[-1].span.start >= begin and family != "rank":
        return _with_rate(_measure_to_dimension(scene, earlier, since), statement, clause)
    if before is not None and (
        statement.kind in ("growth_rate", "point_change", "rank") or statement.sense == "growth_by"
    ):
        return _with_rate(before[1], statement, clause)
    words = _subject(scene, since, stop) if family not in ("duration", "rank") else None
    if words is not None:
        return Dimension(words, None, "stated")
    if earlier and since <= earlier[-1].span.start:
        return _measure_to_dimension(scene, earlier, since)
    if before is not None and before[1].label is not None:
        return before[1]
    later = [measure for measure in fitting if measure.span.start >= quantity.span.end]
    if family in ("duration", "rank", "count") and later:
        return _measure_to_dimension(scene, later[:1], quantity.span.end)
    return Dimension()


def _with_rate(indicator: Dimension, statement: Statement, clause: str) -> Dimension:
    # 增速提高0.9个百分点 changes the rate of what was measured before, not that itself.
    rate = _RATE.search(clause) if statement.kind == "point_change" else None
    if rate is None or indicator.label is None or indicator.label.endswith(rate.group()):
        return indicator
    return replace(indicator, label=indicator.label + rate.group(), code=None)


def _measure_to_dimension(scene: Scene, measures: Sequence[Measure], since: int) -> Dimension:
    text, measure = scene.text, measures[-1]
    if len(measures) > 1 and measure.span.start - measures[-2].span.end <= 1 and text[measure.span.start - 1] in "（(":
        # 地区生产总值（GDP）: the abbreviation explains the term before it.
        measure = measures[-2]
    label = measure.label
    if not label.isascii():
        # 客运量 of 公路客运量: the words that stand before a term without a mark or a particle belong to it.
        bounds = [span.end for span in _named(scene) if span.end <= measure.span.start]
        low = max([measure.span.start - 12, since, *bounds, 0])
        tail = _HAN.search(text[low : measure.span.start])
        words = tail.group() if tail is not None else ""
        cut = [match.end() for match in _STOP.finditer(words)]
        words = _LEAD.sub("", words[cut[-1] :] if cut else words)
        label = words + label if len(words) <= 8 else label
    return Dimension(_PARTICLE.sub("", label), measure.code, "stated")


def _subject(scene: Scene, since: int, end: int) -> str | None:
    """Return the noun of which a clause without a known term speaks: 高标准农田 of 新建高标准农田30万亩."""
    if _ANY_HAN.search(scene.text) is None:
        # English marks its nouns by no order that a pattern could read.
        return None
    characters = list(scene.text[:end])
    for span in _named(scene):
        # A period or a place is no part of the noun; what stands before it belongs to another phrase.
        for position in range(span.start, min(span.end, end)):
            characters[position] = "|"
    text = _ASIDE.sub("", "".join(characters[since:]))
    clause = _CLAUSES.split(text)[-1]
    for phrase in reversed(_PHRASES.split(clause)):
        stem = _LEAD.sub("", _TAIL.sub("", _LEAD.sub("", phrase.strip())))
        match = _WORDS.search(stem)
        if match is not None and not _NO_NOUN.match(match.group()):
            return str(match.group())
    return None


def _named(scene: Scene) -> list[Span]:
    return [*(time.span for time in scene.times), *(party.span for party in scene.parties)]


def read_category(scene: Scene, quantity: Quantity) -> Dimension:
    """Return the class of goods or trade that the sentence named last before the number."""
    clause = clause_before(scene.text, quantity.span.start)
    begin = quantity.span.start - len(clause)
    named = [
        mention for mention in scene.classes if begin <= mention.span.start and mention.span.end <= quantity.span.start
    ]
    if named:
        return Dimension(named[-1].label, named[-1].code, "stated")
    bracketed = _BRACKETED.search(scene.text[: quantity.span.start][-24:])
    if bracketed is not None and not any(
        party.span.end == quantity.span.start - len(bracketed["inside"]) for party in scene.parties
    ):
        return Dimension(bracketed["name"], None, "stated")
    return Dimension()


def _carried(dimension: Dimension) -> Dimension:
    return replace(dimension, source="carried") if dimension.label is not None else dimension
