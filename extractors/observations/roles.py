"""Whose figures a table prints, and with whom: entity and partner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from extractors.model import Dimension, DimensionSource
from extractors.observations.context import Context
from extractors.observations.kinds import KnownLevel
from extractors.observations.parts import Parts
from extractors.observations.relations import Relation, is_listed, is_towards, read_relation
from extractors.vocabulary import Vocabulary
from extractors.vocabulary.places import Mention

Role = Literal["entity", "partner"]
Roles = tuple[Dimension, Dimension]

TOTAL_CODE = "_T"  # SDMX: the total of a dimension
_PARTNER_WORDS = regex.compile(r"伙伴|目的|来源|市场|partner|destination|origin|source|market", regex.IGNORECASE)
_PARTNER_CAPTION = regex.compile(
    r"贸易伙伴|目的地|目的国|来源地|来源国|主要市场|\btrading partners?\b|\bby (?:partner|destination|country of origin)|\bexport markets?\b",
    regex.IGNORECASE,
)
_TRADE_WORDS = regex.compile(
    r"贸易|进出口|出口|进口|直接投资|经贸|外贸|\btrade\b|\bexports?\b|\bimports?\b|\btrading\b|\binvestment",
    regex.IGNORECASE,
)
_COMPARISON = regex.compile(r"比较|对比|compar", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RolePlan:
    """How the places of one table are to be read.

    `axis_role` is the role of places that stand alone in a label; `entity` and `partner` are what
    holds for every cell whose labels do not say otherwise.
    """

    axis_role: Role
    entity: Dimension
    partner: Dimension
    confidence: float = 1.0


def plan_roles(
    caption: Parts | None,
    levels: Sequence[KnownLevel],
    corner: Sequence[str],
    context: Context,
    vocabulary: Vocabulary,
) -> RolePlan:
    """Decide once for a table which role its axis of places has, and what the caption settles for all cells.

    A phrase that tells direction (A对B, A's exports to B) settles both. Where it does not (A与B的贸易), the
    side whose members stand on the axis is weighed against the other: statistics are kept by one
    reporter for many partners, and by provinces for partners abroad.
    """
    axis = [
        mention for level in levels if level.kind == "place" for part in level.parts.values() for mention in part.places
    ]
    codes = {mention.code for mention in axis}
    places = caption.places if caption else ()
    text = caption.core if caption else ""
    relation = read_relation(text, places)
    default = context.default_entity
    if relation is not None and not _is_comparison(text, codes, relation):
        return _plan_relation(relation, text, codes, context, vocabulary)
    word = next(
        (
            head
            for head in [*(level.level.name for level in levels if level.kind == "place"), *corner]
            if _PARTNER_WORDS.search(head)
        ),
        None,
    )
    single = places[0] if len({mention.code for mention in places}) == 1 else None
    if not codes:
        if single is None:
            return RolePlan("entity", default, Dimension(), 0.9 if default.label else 0.8)
        if is_towards(text, single):
            return RolePlan("entity", default, _dimension(single, "caption"), 0.9)
        return RolePlan("entity", _dimension(single, "caption"), Dimension())
    if single is None or single.code in codes:
        if word or (not places and _PARTNER_CAPTION.search(text)):
            other = default if default.code not in codes else Dimension()
            return RolePlan("partner", other, Dimension(), 0.9)
        return RolePlan("entity", Dimension(), Dimension())
    if is_towards(text, single) and not word:
        return RolePlan("entity", Dimension(), _dimension(single, "caption"))
    inside = sum(vocabulary.places.contains(single.code, code) for code in codes)
    if inside * 2 > len(codes) and not word:
        return RolePlan("entity", Dimension(), Dimension())
    directional = bool(word) or bool(_TRADE_WORDS.search(text)) or _measures_trade(levels)
    if directional and not _COMPARISON.search(text):
        return RolePlan("partner", _dimension(single, "caption"), Dimension())
    return RolePlan("entity", Dimension(), Dimension(), 0.9)


def cell_to_roles(stated: Sequence[tuple[KnownLevel, Parts]], plan: RolePlan) -> Roles:
    """Return entity and partner of one cell from the labels that hold for it."""
    entity, partner = Dimension(), Dimension()
    standing: list[tuple[KnownLevel, Dimension, bool]] = []
    for known, part in stated:
        relation = read_relation(part.core, part.places)
        if relation is not None:
            return _side(relation.first, "stated"), _side(relation.second, "stated")
        if known.kind == "place" and not part.places:
            standing.append((known, Dimension(part.core, TOTAL_CODE if part.total else None, "stated"), False))
        elif part.places and (known.kind == "place" or not part.whole_period):
            mention = part.places[0]
            standing.append((known, _dimension(mention, "stated"), is_towards(part.core, mention)))
    towards = [dimension for _, dimension, other in standing if other]
    plain = [(known, dimension) for known, dimension, other in standing if not other]
    if towards:
        partner = towards[-1]
    if len(plain) == 1:
        if plan.axis_role == "partner" and not towards:
            partner = plain[0][1]
        else:
            entity = plain[0][1]
    elif len(plain) > 1:
        entity, partner = _two_levels(plain)
    if not entity.label and entity.code is None and not (plan.entity.code and plan.entity.code == partner.code):
        entity = plan.entity
    if not partner.label and not (plan.partner.code and plan.partner.code == entity.code):
        partner = plan.partner
    return entity, partner


def _two_levels(plain: Sequence[tuple[KnownLevel, Dimension]]) -> Roles:
    # Reporters down, partners across, unless a head says that the places down the side are the partners.
    (first_level, first), (_, second) = plain[0], plain[-1]
    if _PARTNER_WORDS.search(first_level.level.name):
        return second, first
    return first, second


def _plan_relation(
    relation: Relation, text: str, codes: set[str], context: Context, vocabulary: Vocabulary
) -> RolePlan:
    first, second = relation.first, relation.second
    on_first, on_second = _on_axis(first, codes, vocabulary), _on_axis(second, codes, vocabulary)
    swapped = not relation.directed and _weigh(second, on_second, text, context, vocabulary) > 1 + _weigh(
        first, on_first, text, context, vocabulary
    )
    entity, partner = (second, first) if swapped else (first, second)
    on_entity, on_partner = (on_second, on_first) if swapped else (on_first, on_second)
    if on_partner and not on_entity:
        return RolePlan("partner", _side(entity, "caption"), Dimension())
    if on_entity and not on_partner:
        return RolePlan("entity", Dimension(), _side(partner, "caption"))
    if codes and on_entity and on_partner:
        return RolePlan("entity", Dimension(), Dimension())
    return RolePlan("entity", _side(entity, "caption"), _side(partner, "caption"), 0.9 if codes else 1.0)


def _weigh(side: Sequence[Mention], on_axis: bool, text: str, context: Context, vocabulary: Vocabulary) -> float:
    score = 0.0
    if any(mention.code == context.default_entity.code for mention in side):
        score += 2
    if any(vocabulary.places.is_part_of_country(mention.code) for mention in side):
        score += 2
    if on_axis:
        score -= 1.5
    if any(is_listed(text, mention) for mention in side):
        score -= 1
    return score


def _on_axis(side: Sequence[Mention], codes: set[str], vocabulary: Vocabulary) -> bool:
    for mention in side:
        if mention.code in codes:
            return True
        inside = sum(vocabulary.places.contains(mention.code, code) for code in codes)
        if codes and inside * 2 > len(codes):
            return True
    return False


def _is_comparison(text: str, codes: set[str], relation: Relation) -> bool:
    both = {mention.code for mention in (*relation.first, *relation.second)}
    if not relation.directed and both <= codes:
        return True
    return not relation.directed and not _TRADE_WORDS.search(text)


def _measures_trade(levels: Sequence[KnownLevel]) -> bool:
    return any(
        measure.flow is not None or measure.code in {"ofdi", "fdi"}
        for level in levels
        for part in level.parts.values()
        for measure in part.measures
    )


def _dimension(mention: Mention, source: DimensionSource) -> Dimension:
    return Dimension(mention.label, mention.code, source)


def _side(mentions: Sequence[Mention], source: DimensionSource) -> Dimension:
    if len(mentions) == 1:
        return _dimension(mentions[0], source)
    return Dimension("、".join(mention.label for mention in mentions), None, source)
