"""Of whom a claim speaks: the place, and the place that it trades with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extractors.claims.frame import Frame
from extractors.claims.kinds import Statement
from extractors.claims.parties import Party
from extractors.claims.scene import Scene
from extractors.model import Claim, Quantity
from extractors.model.data import Dimension
from extractors.quantities.chinese import read_chinese
from extractors.vocabulary import Vocabulary

_TRADE = regex.compile(r"贸易|出口|进口|占比|比重|比例|份额|投资|(?i:trade|export|import|share)")
_REFERRED = regex.compile(r"(?:居|在|占|列|比|较|于|与|跃居|位居)$")
_REFERENCE = regex.compile(r"平均|均值|均价|水平|第|前|首|同期")
# What a place calls itself: 全省, 我市; the four cities that are provinces are 市, the autonomous regions 区.
_SIGNS_OF_KIND = {"province": "省", "city": "市"}
_SIGNS = {f"CN-{code}": "市" for code in ("BJ", "TJ", "SH", "CQ")} | {
    f"CN-{code}": "区" for code in ("NM", "GX", "XZ", "NX", "XJ")
}
_TOWARDS = regex.compile(
    r"(?:\d{4}年)?(?:对|向|与|同|和|自|从)|'?s?\s(?i:(?:trade|exports?|imports?)\s(?:with|to|from))\s(?:the\s)?"
)
_WITHIN = regex.compile(r"(?:在|位居|[位名]列|跃居|稳居|居|排名?|(?i:\b(?:in|of|within|across)\s(?:the\s)?))$")
_DIRECTLY = regex.compile(
    r"\s(?:(?i:came|comes?|went|goes|originated|was exported|was shipped)\s)?(?i:from|to|with)\s(?:the\s)?"
)
_PART_END = regex.compile(r"[；;]")
_BRACKET = regex.compile(r"[（(][^（()）]{0,12}$")
# 甲省与这五国的贸易额: the five are those that were listed last.
_THOSE = regex.compile(
    r"(?:与|同|对|向)(?:这|上述|该|以上)?(?P<count>[三四五六七八九十])(?:国|个国家|省|省市|个省份)(?!内|际)"
)


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
    hidden = [party for party in scene.parties if party.role == "compared" or scene.in_whole(party.span)]
    known = [party for party in scene.parties if party.span.end <= quantity.span.start and party not in hidden]
    subjects = [party for party in known if party.role == "subject"]
    # 乙省为54%；人均值仅为乙省的50%: the place with which a number compares is not whom it is of.
    begin, end = scene.clause_start(quantity.span.start), quantity.span.start
    bases = {p.mention.code for p in hidden if begin <= p.span.start and p.span.end <= end and p.span in scene.wholes}
    subjects = [] if subjects and subjects[-1].mention.code in bases else subjects
    partners = [party for party in known if party.role == "partner"]
    if not partners:
        # One behind the number is meant where its own part of the sentence names none: 出口5亿元，…，对乙国出口….
        mark = _PART_END.search(scene.text, quantity.span.end)
        stop = mark.start() if mark is not None else len(scene.text)
        behind = [party for party in scene.parties if party.role == "partner" and party not in hidden]
        partners = [party for party in behind if scene.english or party.span.start < stop]
    if scene.english and (direct := _partner_behind(scene, quantity)):
        # 45% came from Germany, 23% from France
        partners = direct
    partner = _joined(partners) if partners else Dimension()
    those = _THOSE.search(scene.text[: quantity.span.start])
    if those is not None and len(frame.listed) == read_chinese(those["count"]):
        partner = replace(_dimension(frame.listed), source="carried")
    if subjects and _BRACKET.search(scene.text[subjects[-1].span.end : quantity.span.start]):
        return _dimension([subjects[-1]]), partner
    if not subjects:
        local = _local(scene, quantity)
        if local is not None:
            return _known(local, frame.entity, vocabulary), partner
        # 占甲省出口总额的5% is of 甲省; 仅为甲省的5% compares with it.
        owners = [party for party in hidden if party.role == "subject" and party.span not in scene.wholes]
        owners = owners if statement.kind == "share" else []
        wider = frame.entity.code is not None and any(
            vocabulary.places.contains(party.mention.code, frame.entity.code) for party in owners
        )
        entity = _dimension(owners[:1]) if owners and not wider else _carried(frame.entity)
        return entity, partner if partner.label or owners else _carried(frame.partner)
    # Third in the world: a place that holds the one named before it is where that one is seen, not whom the number is of.
    if len(subjects) > 1 and _WITHIN.search(scene.text[: subjects[-1].span.start][-12:]) is not None:
        narrow, wide = subjects[-2].mention.code, subjects[-1].mention.code
        subjects = subjects[:-1] if vocabulary.places.contains(wide, narrow) else subjects
    if scene.english:
        subjects = _of_clause(scene, quantity, subjects)
    last = subjects[-1]
    group = partner.code or frame.partner.code
    members = [party for party in subjects if group and is_member(vocabulary, group, party.mention.code)]
    if last in members and not _acts(scene, last) and (len(members) < len(subjects) or frame.entity.label):
        others = [party for party in subjects if party not in members]
        return _dimension(others[:1]) if others else _carried(frame.entity), _joined(subjects)
    return _joined(subjects), partner


def _partner_behind(scene: Scene, quantity: Quantity) -> list[Party]:
    behind = [party for party in scene.parties if party.role == "partner" and party.span.start >= quantity.span.end]
    if not behind or _DIRECTLY.fullmatch(scene.text, quantity.span.end, behind[0].span.start) is None:
        return []
    return [party for party in behind if party.run == behind[0].run]


def _acts(scene: Scene, party: Party) -> bool:
    # 我国对甲盟成员国进出口: who is named before 对, 与, 自 acts itself, though a member of the group it trades with.
    behind = [other for other in scene.parties if other.role == "partner" and other.span.start > party.span.start]
    return bool(behind) and _TOWARDS.fullmatch(scene.text, party.span.end, behind[0].span.start) is not None


def is_member(vocabulary: Vocabulary, group: str, code: str) -> bool:
    """Tell whether a place belongs to a group; of a group without listed members every country may."""
    known, place = vocabulary.places.territories.get(group), vocabulary.places.territories.get(code)
    if known is not None and known.kind == "group" and not known.members and place is not None and group.isalpha():
        return place.kind == "country"
    return vocabulary.places.contains(group, code)


def _is_foreign(vocabulary: Vocabulary, code: str) -> bool:
    # A province trades with countries: 出口额分别为 behind a list of them is what goes there.
    place = vocabulary.places.territories.get(code)
    return place is not None and place.kind == "country" and code != "CHN"


def with_partners(claims: Sequence[Claim], frame: Frame, vocabulary: Vocabulary) -> list[Claim]:
    """Make partners of the places that a list of numbers was dealt out to where they belong to the partner of the frame.

    From the trade of a place with a group its members are listed: 越南、泰国的占比分别为… states shares in the trade with them.
    """
    claims = [_outwards(claim, frame) for claim in claims]
    if frame.entity.code is None:
        return claims
    abroad = vocabulary.places.is_part_of_country(frame.entity.code)
    dealt: list[Claim] = []
    for claim in claims:
        code, group = claim.entity.code, claim.partner.code or frame.partner.code
        if (
            claim.entity.source == "list"
            and code is not None
            and code != frame.entity.code
            and (is_member(vocabulary, group, code) if group else abroad and _is_foreign(vocabulary, code))
            and _TRADE.search(claim.indicator.label or "") is not None
        ):
            dealt.append(replace(claim, entity=_carried(frame.entity), partner=claim.entity))
            continue
        dealt.append(claim)
    return dealt


def _outwards(claim: Claim, frame: Frame) -> Claim:
    # 对甲盟进出口512亿元，乙国、丙国分别为132亿元和98亿元: dealt out are the members that were traded with.
    dealt = (claim.partner.label or "").split("、")
    if claim.entity.source != "list" or len(dealt) < 2 or claim.entity.label not in dealt:
        return claim
    return replace(claim, entity=_carried(frame.entity), partner=claim.entity)


def _of_clause(scene: Scene, quantity: Quantity, subjects: Sequence[Party]) -> list[Party]:
    # English names the subject first: China overtook Japan in 2010, and its economy … A place behind "in" only locates.
    low = scene.clause_start(quantity.span.start)
    clauses = [(low, quantity.span.start), *reversed(scene.clauses_between(0, low))]
    for begin, end in clauses:
        inside = [party for party in subjects if begin <= party.span.start < end]
        bare = [p for p in inside if _WITHIN.search(scene.text[: p.span.start][-12:]) is None]
        if inside:
            first = (bare or inside)[0]
            return [party for party in subjects if party.run == first.run]
    return list(subjects)


def _local(scene: Scene, quantity: Quantity) -> str | None:
    # 全市 before the number, the last one named; one behind it, or in the whole of a share, is none of its.
    # 居全国第4位, 比全国均价低: there it is that with which the one spoken of is compared.
    named = [
        span
        for span in scene.locals
        if span.end <= quantity.span.start
        and not scene.in_whole(span)
        and _REFERRED.search(scene.text[: span.start][-3:]) is None
        and _REFERENCE.match(scene.text, span.end) is None
    ]
    return scene.text[named[-1].start : named[-1].end] if named else None


def _known(local: str, before: Dimension, vocabulary: Vocabulary) -> Dimension:
    # 全省 is the province that the sentences before spoke of.
    territory = vocabulary.places.territories.get(before.code or "")
    signs = "" if territory is None else _SIGNS.get(territory.code, _SIGNS_OF_KIND.get(territory.kind, ""))
    if signs and local[-1] in signs:
        return replace(before, source="carried")
    return Dimension(local, None, "stated")


def _joined(parties: Sequence[Party]) -> Dimension:
    return _dimension([party for party in parties if party.run == parties[-1].run])


def _dimension(parties: Sequence[Party]) -> Dimension:
    if len(parties) == 1:
        return Dimension(parties[0].mention.label, parties[0].mention.code, "stated")
    return Dimension("、".join(party.mention.label for party in parties), None, "stated")


def _carried(dimension: Dimension) -> Dimension:
    return replace(dimension, source="carried") if dimension.label is not None else dimension
