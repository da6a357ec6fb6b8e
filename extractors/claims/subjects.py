"""Of whom and of what a claim speaks: entity, partner, indicator, class of goods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from extractors.claims.kinds import Statement, clause_before
from extractors.claims.scene import Party, Scene, read_base, read_whole
from extractors.model import Dimension, Period, Quantity
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
    r"^(?:其中|而且|而|但是|但|且|并且|并|同时|此外|另外|截至|截止|目前|全年|年末|年底|上半年|下半年|当年|当月|同年|全国|全省|全市|全县|我国|我省|我市|本市|该市|该省|累计|共有|共|已有|已|仅|其|"
    r"新增|新建|实现|完成|生产|这一|该|各自|各|据统计|预计|拥有|现有|设有|\d{0,4}年?末?|[一二三四]季度末?|\d{1,2}月份?|[，、\s的])+"
)
_TAIL = regex.compile(
    r"(?:比重|比例)?(?:已经|分别|依次|大约|约|近|将近|接近|超过|突破|高达|达到|达|实现|完成|升至|增至|降至|增加到|提高到|上升到|下降到|增长到|增长|下降|上涨|增加|减少|提高|为|是|有|共|至|到|由|从|仅|只|在|占|了|的|均|都|也|就|每年|同比|环比|比上年|较上年|不足|不到|比同期|与同期|\s|[:：])+$"
)
_WORDS = regex.compile(r"[\p{Han}A-Za-z][\p{Han}A-Za-z0-9（）()·\-]{1,23}$")
_STOP = regex.compile(r"[，。；、：:,;“”\"'和与及对同向从在为是达占比较由的到了将把被使让等各]|\d")
_CHANGE = regex.compile(r"(?:增长|同比|环比|拉动)$|^(?:增速|增幅|涨幅)$")
_HAN = regex.compile(r"\p{Han}+$")
_ASIDE = regex.compile(r"[（(][^（()）]{0,40}[)）]")
_CLAUSES = regex.compile(r"[，。；：！？（(]|[,;:](?=\s)")
# 7个经贸园区, 18种特殊钢产品: what is counted stands behind the measure word, up to a verb or a particle.
_COUNTED = regex.compile(
    r"(?!以上|以下|左右|方面|之间|占)\p{Han}{2,10}?(?=[，。；、,;）)（(“]|的|中|在|为|占|与|和|实现|达到|签|是|[\d]|$)"
)
_NO_NOUN = regex.compile(
    r"比|较|从|在|与|自|按|由|同比|环比|相当|增长|下降|小于|大于|高于|低于|远|首次|缩小|扩大|预计|连续|这|该|且|因|若|如|约|之|以|用|对|经|随|即|并|而|但|也|又|还|已|共|总计|合计|总量|首|每|所|可|会|能|被|受|使|让|其|此|涨|跌|升|降|减|增"
)
_FAMILIES = {
    "money": ("money",),
    "percent": ("percent", "money", "quantity", "count", "index"),
    "percentage_point": ("percent", "index"),
    "times": ("money", "quantity", "count", "percent", "times", "index"),
    "index": ("index", "times", "percent"),
    "count": ("count", "quantity"),
    "physical": ("quantity",),
    "rank": ("money", "quantity", "count", "percent", "rank", "index"),
}


@dataclass(frozen=True, slots=True)
class Frame:
    """What the sentences so far spoke of; the next goes on with it where it names nothing else."""

    entity: Dimension = Dimension()
    partner: Dimension = Dimension()
    category: Dimension = Dimension()
    indicator: Dimension = Dimension()
    period: Period = Period()


def read_parties(
    scene: Scene, quantity: Quantity, statement: Statement, frame: Frame, vocabulary: Vocabulary
) -> tuple[Dimension, Dimension]:
    """Return the place of which a number is said and the place that it trades with.

    A place inside the whole of a share (占全国的) or the base of a comparison (是山西的36倍) is neither, unless
    none else is named. A place that belongs to the partner of the frame (越南 where 东盟 was the
    partner) becomes the partner.
    """
    hidden = hidden_places(scene, quantity, statement)
    known = [party for party in scene.parties if party.span.end <= quantity.span.start and party not in hidden]
    subjects = [party for party in known if party.role == "subject"]
    partners = [party for party in known if party.role == "partner"]
    if not partners:
        partners = [party for party in scene.parties if party.role == "partner" and party not in hidden]
    partner = _joined(partners) if partners else Dimension()
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
    family = units.family_of(quantity.unit.code) or "index"
    if family == "count" and (counted := _COUNTED.match(scene.text, quantity.span.end)) is not None:
        return Dimension(counted.group(), None, "stated")
    whole = read_whole(clause, "")
    stop = scene.text.rfind(whole, 0, start) if whole is not None else start
    fitting = [
        measure
        for measure in scene.measures
        if measure.span.end <= start
        and not (whole is not None and stop <= measure.span.start)
        and not _CHANGE.search(measure.label)
        and (measure.unit is None or measure.unit in _FAMILIES.get(family, ("quantity", "count")))
    ]
    if fitting and fitting[-1].span.start >= begin:
        return _measure_to_dimension(scene.text, fitting)
    words = _subject(scene, stop) if family not in ("duration", "rank") else None
    if words is not None and (statement.kind != "growth_rate" or before is None):
        return Dimension(words, None, "stated")
    if fitting and (before is None or before[0].span.end <= fitting[-1].span.start):
        return _measure_to_dimension(scene.text, fitting)
    return before[1] if before is not None else Dimension()


def _measure_to_dimension(text: str, measures: Sequence[Measure]) -> Dimension:
    measure = measures[-1]
    if len(measures) > 1 and measure.span.start - measures[-2].span.end <= 1 and text[measure.span.start - 1] in "（(":
        # 地区生产总值（GDP）: the abbreviation explains the term before it.
        measure = measures[-2]
    label = measure.label
    if not label.isascii():
        # 客运量 of 公路客运量: the words that stand before a term without a mark or a particle belong to it.
        tail = _HAN.search(text[max(0, measure.span.start - 12) : measure.span.start])
        words = tail.group() if tail is not None else ""
        cut = [match.end() for match in _STOP.finditer(words)]
        words = _LEAD.sub("", words[cut[-1] :] if cut else words)
        label = words + label if len(words) <= 8 else label
    return Dimension(label, measure.code, "stated")


def _subject(scene: Scene, end: int) -> str | None:
    """Return the noun that a clause without a known term begins with: 膜下滴灌 of 新建膜下滴灌61万亩."""
    characters = list(scene.text[:end])
    for span in (*(time.span for time in scene.times), *(party.span for party in scene.parties)):
        # A period or a place is no part of the noun; what stands before it belongs to another phrase.
        for position in range(span.start, min(span.end, end)):
            characters[position] = "|"
    text = _ASIDE.sub("", "".join(characters))
    clause = _CLAUSES.split(text)[-1]
    stem = _TAIL.sub("", _LEAD.sub("", clause.strip("| ")).split("|")[-1])
    stem = _LEAD.sub("", stem)
    match = _WORDS.search(stem)
    if match is None or len(match.group()) < 2 or _NO_NOUN.match(match.group()):
        return None
    return match.group()


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
