"""The whole of a share: that which its clause names, or the one that the share goes on with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from extractors.claims.scene import Scene
from extractors.claims.wholes import POINTS_BACK, SHARE_NOUN, Comparison, among, named_wholes, words_of
from extractors.model import Claim
from extractors.model.data import Dimension
from extractors.vocabulary.indicators import Flow

# 其总产值, 各自外贸总额: the owner is the subject, and stays unsaid in the phrase.
_OWNER = regex.compile(r"^(?:其|该)(?!他|余|它|中|类)")
# An age of 45 years has no parts of which a share could be taken.
_AGES = ("a", "mo", "d", "h")
# Income in rural areas … of that in urban areas: what is measured ends before its place.
_OWN_SCOPE = regex.compile(r"\s(?i:in|of|for|among|at)\s")
_OPENED = regex.compile(
    r"^[^;()]{4,80}(?:,|\s(?i:and|while|but|whereas))\s(?:(?i:about|around|some|nearly|almost|only|over|just|another)\s)?$"
)
_RATIO_OF = regex.compile(
    r".{2,20}[与和对同占](?P<whole>[^与和对同占]{2,20})之比|(?i:ratio of .{2,40} to (?:the )?(?P<whole>.{2,40}))"
)
# … while other countries accounted for 31 %: of what is left out, for it was said.
_TAKING = regex.compile(
    r"(?i:\baccount(?:s|ed|ing)?\sfor|\bma[dk]es?\sup|\brepresent(?:s|ed|ing)?|\b(?:and|while)\s[A-Za-z ]{2,40}\sfor)\s(?:(?i:about|around|nearly|almost|over|only|just)\s)?$"
)
_THEREOF = regex.compile(r"其中|当中")
# 全省出口总额 is that of the province of which the share before spoke.
_OWN = regex.compile(r"[全我本该][省市县区]")
_FLOWS: tuple[tuple[Flow, str], ...] = (("total", "进出口"), ("export", "出口"), ("import", "进口"))
_TOTALS: dict[Flow, str] = {"total": "贸易额", "export": "出口额", "import": "进口额"}
_SHARE_HEAD = regex.compile(rf"占比|{SHARE_NOUN}|(?i:\b(?:share|proportion|percentage)\b)")
# Half of that in the towns: what was measured there is compared with once, and no whole to go on with.
_BACK_BEHIND = regex.compile(r"\s(?i:of\s(?:that|those))\b")


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole that was named for a share, with the place and the side of trade of which the share spoke.

    `age` counts the sentences since.
    """

    text: str
    entity: str | None = None
    flow: Flow | None = None
    age: int = 0


def flow_of(text: str | None) -> Flow | None:
    """Return the side of trade that words name."""
    return next((flow for flow, word in _FLOWS if word in text), None) if text else None


def is_share_noun(text: str) -> bool:
    """Tell whether words name a share of a whole, not a rate that carries its whole in its name (覆盖率)."""
    return _SHARE_HEAD.search(text) is not None


def carried_whole(whole: Whole, entity: Dimension, indicator: Dimension) -> str:
    """Return the whole of a share that goes on with an earlier one.

    Where the earlier whole was that of its own place and side of trade (甲省出口总额), a share of another
    place or side has the whole of that one (乙省出口总额): the writer leaves out what only repeats.
    """
    text = whole.text
    if whole.entity and entity.label and whole.entity != entity.label:
        bare, label = _bare(whole.entity), _bare(entity.label)
        if text.startswith(whole.entity):
            text = (label if whole.entity == bare else entity.label) + text[len(whole.entity) :]
        elif text.startswith(bare):
            text = label + text[len(bare) :]
        elif (own := _OWN.match(text)) is not None and own.end() < len(text):
            text = label + text[own.end() :]
    flow = flow_of(indicator.label)
    if flow is not None and whole.flow is not None and flow != whole.flow and (named := flow_of(text)) == whole.flow:
        words = dict(_FLOWS)
        text = text.replace(words[named], words[flow])
    return text


def _bare(place: str) -> str:
    return regex.sub(r"(?:省|市|自治区)$", "", place) if len(place) > 2 else place


def implied_whole(entity: Dimension, partner: Dimension, indicator: Dimension, category: Dimension) -> str | None:
    """Return the whole that the share of a class of trade has where none is said: the trade of the place in all classes."""
    if category.code is None or not category.code.startswith(("TRADE:", "HS:", "SITC:")):
        return None
    relation = f"与{partner.label}" if partner.label and entity.label else ""
    return f"{entity.label or ''}{relation}{_TOTALS[flow_of(indicator.label) or 'total']}"


def denominator_of(
    scene: Scene,
    comparison: Comparison | None,
    claim: Claim,
    earlier: Sequence[Claim],
    last: Whole | None,
) -> str | None:
    """Return the whole of a share: that of its clause, else one that the sentence or the one before named for such shares.

    `earlier` are the claims before it in the sentence, `last` the whole that the sentences before named. A share that
    is none of a whole (a rate: 覆盖率) has none.
    """
    if comparison is not None and comparison.whole is not None:
        text = words_of(scene, comparison.whole)
        back = POINTS_BACK.fullmatch(text)
        if back is not None:
            measure = _OWN_SCOPE.split(claim.indicator.label or "")[0].strip()
            return f"{measure}{back['of']}" if measure else None
        owner = claim.entity.label if claim.entity.label and "、" not in claim.entity.label else ""
        return _OWNER.sub(owner, text) or None
    ratio = _RATIO_OF.fullmatch(claim.indicator.label or "")
    if ratio is not None:
        # 债务余额与GDP之比为45%: what stands behind 与 is what it is measured by.
        return str(ratio["whole"])
    text = scene.text[: claim.start]
    shares = [other for other in earlier if other.kind == "share" and other.denominator is not None]
    # 比重由68%下降至56%: the second number goes on with the first.
    goes_on = bool(shares) and shares[-1].indicator.label == claim.indicator.label
    # 初级产品占出口总额的65%，深加工产品不足两成: one class beside another is a part of the same whole.
    goes_on = goes_on or (bool(shares) and _is_class(shares[-1]) and _is_class(claim))
    # 30 % of respondents rely on loans, while 12 % receive a pension
    goes_on = goes_on or (scene.english and bool(shares) and _OPENED.search(text[shares[-1].end :]) is not None)
    if comparison is None and scene.english and shares and _TAKING.search(text) is not None:
        return shares[-1].denominator
    group = among(text)
    parts = scene.english and group is not None
    if comparison is None and not goes_on and not parts and not is_share_noun(claim.indicator.label or ""):
        return None
    if shares:
        before = shares[-1]
        return carried_whole(_remembered(before), claim.entity, claim.indicator)
    named = [span for span in named_wholes(text) if len(span) > 1]
    if named:
        return words_of(scene, named[-1])
    if group is not None:
        return group
    amounts = [
        other
        for other in earlier
        if other.kind in ("level", "count") and other.indicator.label is not None and other.unit.code not in _AGES
    ]
    # 甲类245家，占61%；乙类98家，占25%: what is a part itself is not the whole of the next part.
    parted = {other.indicator.label for other in earlier if other.kind == "share"}
    amounts = [other for other in amounts if scene.english or other.indicator.label not in parted]
    if (
        amounts
        and comparison is not None
        and not scene.english
        and _THEREOF.search(text[amounts[-1].end :]) is not None
    ):
        whole = amounts[-1]
        if whole.indicator.label == claim.indicator.label and whole.partner.label != claim.partner.label:
            # 甲国与这五国贸易总额为385亿美元，其中丙国占56%: one of those with whom it trades takes its part.
            return f"{whole.entity.label or ''}{'与' if whole.partner.label else ''}{whole.partner.label or ''}{whole.indicator.label}"
    others = [other for other in amounts if scene.english or other.indicator.label != claim.indicator.label]
    if others and (comparison is not None or _THEREOF.search(text[others[-1].end :]) is not None):
        # 耕地面积为20亿亩，其中水田占24.6%: the part is taken of the amount before.
        return others[-1].indicator.label
    if last is not None and _goes_on(scene, claim, last):
        return carried_whole(last, claim.entity, claim.indicator)
    return implied_whole(claim.entity, claim.partner, claim.indicator, claim.category)


def _is_class(claim: Claim) -> bool:
    return claim.category.label is not None and claim.category.label == claim.indicator.label


def _goes_on(scene: Scene, claim: Claim, last: Whole) -> bool:
    # A bare 占 in a sentence of its own takes its part of something new, unless the sentence points back (其中).
    label = claim.indicator.label or ""
    shared = {label[at : at + 2] for at in range(len(label) - 1)} & {
        last.text[at : at + 2] for at in range(len(last.text) - 1)
    }
    return is_share_noun(label) or bool(shared) or _THEREOF.search(scene.text[: claim.start]) is not None


def next_whole(last: Whole | None, claims: Sequence[Claim], sentences: int = 3) -> Whole | None:
    """Return the whole that the next sentences go on with: the last one named, for a few sentences."""
    shares = [claim for claim in claims if claim.kind == "share" and claim.denominator is not None]
    # 不足丙省的一半: another place is what a number is compared with, and no whole to go on with.
    shares = [claim for claim in shares if claim.base_entity is None or claim.base_entity != claim.denominator]
    shares = [claim for claim in shares if _BACK_BEHIND.match(claim.sentence, claim.end) is None]
    if shares:
        return _remembered(shares[-1])
    if last is None or last.age >= sentences:
        return None
    return replace(last, age=last.age + 1)


def _remembered(claim: Claim) -> Whole:
    text = claim.denominator or ""
    return Whole(text, claim.entity.label, flow_of(text) or flow_of(claim.indicator.label))
