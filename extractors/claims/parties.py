"""The places that a sentence names: who trades, with whom, and with whom another is compared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import regex

from extractors.model import Dimension, Span
from extractors.vocabulary import Vocabulary
from extractors.vocabulary.places import Mention

PlaceRole = Literal["subject", "partner", "compared"]

_PARTNER_BEFORE = regex.compile(
    r"(?:(?:与|同|对|向|跟)(?:其)?(?:(?:第[一二三四]|最)大|主要|重要|传统)?(?:的)?(?:(?:贸易|合作|经贸)*伙伴|出口市场|市场)?|(?i:\b(?:with|to|from))\s(?:the\s)?)$"
)
# The share of ASEAN in the trade of a region: with whom, not who.
_SHARED = regex.compile(r"(?i:\bshares?\sof)\s(?:the\s)?$")
_BETWEEN = regex.compile(r"(?i:\bbetween)\s(?:the\s)?$")
_AND = regex.compile(r"\s(?i:and)\s(?:the\s)?")
# 比甲省高, 低于乙国, 与丙市相比; than in A, compared with B, five times that of C: with these places another is compared.
_MEASURED_BY = regex.compile(
    r"(?:(?<!占|之|环|同|对|相|百分|入|出|额)比|较|高于|低于|快于|慢于|多于|少于|大于|小于|不及|超过|优于|"
    r"(?i:\b(?:than(?:\s(?:that|those)\sof)?(?:\s(?:in|of|for|from))?|compared\s(?:with|to)|relative\sto|(?<!\b(?:while|and|but|whereas)\s)(?:that|those)\s(?:of|in|for))\s(?:the\s)?))$"
)
# 高于乙省与丙国的10%, 低于乙省（126亿元）: the number is that of the place with which another is compared.
_NUMBERED = regex.compile(r"\p{Han}{0,6}?的\s?(?=\d)|\s?[（(]")
_ALIKE = regex.compile(r"\p{Han}{0,8}?(?:相比(?!重)|(?<!占)比较|持平)")
# 与丙国的贸易额, at the head of a clause: of whom is left out, and with whom is said.
_HEAD = regex.compile(r"(?:^|[，。；：])(?:而|且|但|其中|另外)?(?:与|同|对|向|自)$")
_IN = regex.compile(r"在")
_SOURCE_BEFORE = regex.compile(r"(?:从|自)$")
_IMPORTED = regex.compile(r"(?:等)?(?:\p{Han}{0,4}?)(?:的)?(?:进口|购买|引进|输入|采购)")
_RELATED = regex.compile(
    r"(?:等)?(?:\p{Han}{0,6}?)?(?:之间)?(?:的)?(?:\p{Han}{0,8}?)(?:贸易|进出口|出口|进口|经贸|双边|投资|合作|往来|占比|差距|密集度|结合度|互补|竞争|指数|相似度|依赖|伙伴|顺差|逆差|关系)|(?:之间)?的\s?(?=\d)|(?:已经?|共同|正式|先后)?(?:建立|签署|签订|达成|建交|共建|互为)|\s|[,.;:](?=\s|$)"
)
_CALLED_PARTNER = regex.compile(
    r"(?:仍然?|已|一直|继续|连续[^，。；]{1,6}|首次|也)?(?:是|为|成为|保持|稳居|位居|跃居|居)(?P<owner>[^，。；：（(]{2,14}?)的?(?:前[一二两三四五六七八九十\d]{1,2}|第[一二三四五六七八九十\d]{1,2}|最)?(?:大|主要|重要)(?:的)?"
    r"(?:(?:对外)?(?:外?贸易?|经贸)?(?:合作)?伙伴|贸易对象|贸易国|出口市场|出口目的地|出口对象|进口来源[地国]|投资来源[地国]|投资目的地)"
)
_NEXT_IN_RANK = regex.compile(r"(?:其次|再次|随后|紧随其后的?|排在?其后的?|接下来)(?:分别|依次)?(?:是|为)$")
_OVERTAKEN = regex.compile(r"(?:超越|超过|取代|代替|替代)$")
_COORDINATED = regex.compile(r"\s?(?:、|和|与|及|以及|,\s?(?:and\s)?|\sand\s)\s?(?:the\s)?")
_DASH = regex.compile(r"\s?[-—–－~]\s?")


@dataclass(frozen=True, slots=True)
class Party:
    """A place that a sentence names, and whether it trades or is traded with; `run` numbers its coordinated list."""

    mention: Mention
    role: PlaceRole
    run: int

    @property
    def span(self) -> Span:
        """Where the place is named."""
        return self.mention.span


def find_parties(text: str, vocabulary: Vocabulary) -> tuple[Party, ...]:
    """Return the places of a sentence in its order, each as one that acts, is traded with, or is compared with."""
    parties: list[Party] = []
    run = 0
    # US$ is a unit, not a place.
    mentions = tuple(m for m in vocabulary.places.find(text) if not text.startswith(("$", " dollar"), m.span.end))
    for index, mention in enumerate(mentions):
        before = text[max(0, mention.span.start - 24) : mention.span.start]
        previous = parties[-1] if parties else None
        between = text[previous.mention.span.end : mention.span.start] if previous is not None else ""
        if previous is not None and previous.mention.code == mention.code and between.strip() in ("(", "（"):
            # Association of Southeast Asian Nations (ASEAN): one place, named twice.
            continue
        role: PlaceRole = "subject"
        if (_MEASURED_BY.search(before) and not _NUMBERED.match(text, mention.span.end)) or (
            _PARTNER_BEFORE.search(before) and _relates(text, mentions, index, _ALIKE)
        ):
            role = "compared"
            run += 1
        elif (
            (previous is not None and _DASH.fullmatch(between))
            # 甲乙双边贸易, a character each: the second is the one traded with.
            or (previous is not None and not between and len(mention.span) == 1)
            or _SHARED.search(before)
            or (previous is not None and _AND.fullmatch(between) and _is_between(text, previous))
            or (_PARTNER_BEFORE.search(before) and _relates(text, mentions, index, _RELATED))
            or (_HEAD.search(before) and text.startswith("的", mention.span.end))
            or (
                previous is not None
                and previous.role == "subject"
                and _IN.fullmatch(between)
                and _looks_out(vocabulary, previous, mention)
            )
            or (_SOURCE_BEFORE.search(before) and _relates(text, mentions, index, _IMPORTED))
        ):
            role = "partner"
            run += 1
        elif previous is not None and _COORDINATED.fullmatch(between):
            role = previous.role
        else:
            run += 1
        parties.append(Party(mention, role, run))
    return _with_named_partners(text, parties)


def _with_named_partners(text: str, parties: list[Party]) -> tuple[Party, ...]:
    # 乙国是甲省的第二大贸易伙伴: who is called the partner of another trades with it, though first in the sentence.
    for called in _CALLED_PARTNER.finditer(text):
        owners = [party for party in parties if called.start("owner") <= party.span.start < called.end("owner")]
        behind = [party for party in parties if party.span.end == called.start()]
        if behind and _OVERTAKEN.search(text[: behind[0].span.start]) is not None:
            # 丁国取代乙国成为…: it is the one that took the place.
            behind = [party for party in parties if party.span.end < behind[0].span.start][-1:]
        if len({party.run for party in owners}) == 1 and owners[0].span.start <= called.start("owner") + 1 and behind:
            # 其次为丙国和丁国: those that come next in rank are partners too.
            next_ones = {p.run for p in parties if _NEXT_IN_RANK.search(text, called.end(), p.span.start) is not None}
            partners = {behind[0].run, *next_ones}
            parties = [replace(p, role="partner") if p.run in partners else p for p in parties]
    return tuple(parties)


def _looks_out(vocabulary: Vocabulary, previous: Party, mention: Mention) -> bool:
    # 甲省在丙国的投资 has a partner; 甲省在全国 only a frame.
    return not vocabulary.places.contains(mention.code, previous.mention.code)


def _is_between(text: str, previous: Party) -> bool:
    start = previous.mention.span.start
    return _BETWEEN.search(text[max(0, start - 14) : start]) is not None


def _relates(text: str, mentions: tuple[Mention, ...], index: int, relation: regex.Pattern[str]) -> bool:
    # A与B的贸易 relates A to B; A与B两省 only lists them. The list that begins with B is read to its end first.
    last = mentions[index]
    for following in mentions[index + 1 :]:
        if not _COORDINATED.fullmatch(text[last.span.end : following.span.start]):
            break
        last = following
    return relation.match(text, last.span.end) is not None


def party_to_dimension(party: Party) -> Dimension:
    """Return the place as a value that a list gave."""
    return Dimension(party.mention.label, party.mention.code, "list")
