"""The claims of an article: every number that its prose states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from extractors.characters import to_plain
from extractors.claims.alignment import align_series, with_sums
from extractors.claims.bases import base_entity_of
from extractors.claims.bounds import is_bound
from extractors.claims.chinese import chinese_topic, counts_places
from extractors.claims.classes import as_measured_before
from extractors.claims.comparisons import find_comparisons
from extractors.claims.denominators import denominator_of
from extractors.claims.english import english_topic
from extractors.claims.frame import Frame, frame_of_section, go_over_to_sample, next_frame, next_paragraph
from extractors.claims.kinds import Statement, read_statement
from extractors.claims.lists import find_series
from extractors.claims.pairs import with_pairs
from extractors.claims.scene import Scene, read_scene, year_of
from extractors.claims.subjects import read_parties, with_partners
from extractors.claims.times import read_times
from extractors.claims.topic import Topic
from extractors.claims.trends import find_trends
from extractors.claims.wholes import Comparison, named_wholes, read_comparison
from extractors.model import Block, Claim, Dimension, Document, Period, Quantity, Span, Structure, Unit
from extractors.quantities import read_numerals
from extractors.quantities.sentences import is_listing, split_sentences
from extractors.vocabulary import Vocabulary
from extractors.vocabulary.classifications import ClassMention
from extractors.vocabulary.units import Units

PROSE = ("paragraph", "abstract")
# 除2015年外，其他年份均有增长 speaks of no single year.
_ALL_YEARS = regex.compile(r"其[他它余](?:各)?年份?|历年|各年|每年|(?i:\b(?:other|all|every|each) years?\b)")
# A count or an index says what it counts in its own sentence or not at all; shares and changes go on with the last.
_CARRYING = ("share", "growth_rate", "point_change", "level", "multiple", "trend")
# (Li et al., 2019), 国发〔2015〕12号: their years are those of works.
_OF_WORKS = ("citation", "document_number", "identifier")
_RANKED_NOUN = regex.compile(r"的\p{Han}{2}")
_AMOUNTS = ("money", "physical")
Stated = tuple[Quantity, Statement]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a block, and where it begins in the block's passage."""

    block: Block
    text: str
    start: int

    def spans(self, part: Span) -> tuple[Span, ...]:
        """Return the runs of the document's text behind a part of the sentence."""
        return self.block.passage.spans(self.start + part.start, self.start + part.end)


def find_claims(structure: Structure, document: Document, vocabulary: Vocabulary, article_id: str) -> tuple[Claim, ...]:
    """Find every number, and every course without one (逐年上升), that abstract and paragraphs state, in reading order.

    Headings, captions, notes, tables and references state nothing here. A numeral that counts nothing
    (a date, a class code, a table's number) is no claim; `account_numerals` says so of it. What a
    sentence leaves out (the year, the country) is carried from the sentences before it in its section.
    """
    claims: list[Claim] = []
    frame, section = Frame(), None
    classes: tuple[ClassMention, ...] = ()
    for block in structure.blocks:
        if block.kind not in PROSE:
            continue
        if block.section != section:
            frame, section, classes = frame_of_section(block.section, vocabulary), block.section, ()
        frame = next_paragraph(frame)
        for start, end in split_sentences(block.passage):
            sentence = Sentence(block, block.passage.text[start:end], start)
            if is_listing(sentence.text):
                continue
            numerals = read_numerals(sentence.text, vocabulary.units)
            cited = tuple(numeral.span for numeral in numerals if numeral.reason in _OF_WORKS)
            scene = read_scene(sentence.text, vocabulary, year_of(frame.period), cited)
            frame = go_over_to_sample(frame, scene)
            stated = read_statements(sentence.text, numerals, vocabulary.units)
            found = _sentence_to_claims(scene, stated, frame, vocabulary, classes)
            found = _with_trends(found, scene, frame, vocabulary)
            first = len(claims) + 1
            claims += [
                _placed(claim, sentence, document, f"{article_id}/c{number}", f"{article_id}/c{first}")
                for number, claim in enumerate(found, first)
            ]
            frame = next_frame(frame, scene, found)
            classes = _listed(scene) or classes
    return tuple(claims)


def _listed(scene: Scene) -> tuple[ClassMention, ...]:
    # Classes by number are listed as such; two by name (加工贸易和一般贸易) only side by side.
    numbered = tuple(mention for mention in scene.classes if mention.by_number)
    if numbered or len(scene.classes) != 2:
        return numbered
    first, second = scene.classes
    return scene.classes if scene.text[first.span.end : second.span.start] in ("和", "与", "、", "及") else ()


def read_statements(sentence: str, numerals: Sequence[Quantity], units: Units) -> tuple[Stated, ...]:
    """Return the quantities among the numerals of a sentence, each with the kind of statement it makes."""
    plain = to_plain(sentence)
    stated: list[Stated] = []
    for quantity in numerals:
        if quantity.reason is None and not is_bound(plain, quantity, units):
            before = stated[-1] if stated else None
            stated.append((quantity, read_statement(plain, quantity, units, before)))
    return tuple(stated)


def _sentence_to_claims(
    scene: Scene, stated: Sequence[Stated], frame: Frame, vocabulary: Vocabulary, classes: tuple[ClassMention, ...]
) -> list[Claim]:
    claims: list[Claim] = []
    carried = frame.period
    before: Topic | None = None
    since = 0
    known: dict[str, Topic] = {}
    last: str | None = None
    comparisons = _comparisons(scene, stated)
    scene = replace(scene, wholes=_wholes(scene, comparisons))
    for said, comparison in zip(stated, comparisons, strict=True):
        topic = _topic(scene, said, vocabulary.units, _alike(known, last, before, said, vocabulary.units), comparison)
        # 这五国合计: how many they are is not what the shares behind are of.
        if not _is_aside(scene, *said):
            goes_on = topic.indicator.label is None or counts_places(said[0])
            before = replace(before or Topic(), end=topic.end) if goes_on else topic
            family = vocabulary.units.family_of(said[0].unit.code)
            if family in _AMOUNTS and not goes_on:
                known[family] = topic
            last = family if not goes_on else last
        claim = _claim(scene, said, frame, vocabulary, (carried, topic, comparison, since))
        since = said[0].span.end
        if claim.kind == "share":
            whole = denominator_of(scene, comparison, claim, claims, frame.whole)
            claim = replace(claim, denominator=whole)
        claims.append(claim)
        carried = claim.period if claim.period.text else carried
    for number, series in enumerate(find_series(scene.text, stated), 1):
        seen = replace(scene, parties=tuple(p for p in scene.parties if not scene.in_whole(p.span)))
        align_series(claims, series, seen, number, classes)
    claims = with_partners(with_sums(claims, frame.classes), frame, vocabulary)
    return with_pairs(claims, frame.last)


def _alike(
    known: Mapping[str, Topic], last: str | None, before: Topic | None, said: Stated, units: Units
) -> Topic | None:
    # 甲省出口量5万吨，出口额3亿元；乙省4万吨，2亿元: an amount goes on with the last one of its kind of unit.
    family = units.family_of(said[0].unit.code)
    if before is None or last not in _AMOUNTS or last == family or said[1].kind != "level":
        return before
    alike = known.get(family or "")
    return before if alike is None else replace(alike, end=before.end)


def _comparisons(scene: Scene, stated: Sequence[Stated]) -> list[Comparison | None]:
    found: list[Comparison | None] = []
    since = 0
    for quantity, statement in stated:
        compares = statement.kind == "share" or (statement.kind == "multiple" and statement.sense == "ratio_to")
        found.append(read_comparison(scene, quantity, since) if compares else None)
        # 甲盟十国: a number inside of a name ends no phrase.
        since = since if _is_aside(scene, quantity, statement) else quantity.span.end
    return found


def _is_aside(scene: Scene, quantity: Quantity, statement: Statement) -> bool:
    # 甲盟十国 and 十年前 hold a number, and the clause goes on around it.
    # 排名前十位的产品 likewise.
    ranks = statement.kind == "rank" and _RANKED_NOUN.match(scene.text, quantity.span.end) is not None
    return (
        ranks
        or statement.kind == "duration"
        or any(party.span.start < quantity.span.start < party.span.end for party in scene.parties)
    )


def _wholes(scene: Scene, comparisons: Sequence[Comparison | None]) -> tuple[Span, ...]:
    compared = [item.whole for item in comparisons if item is not None and item.whole is not None]
    return (*compared, *named_wholes(scene.text))


def _topic(scene: Scene, said: Stated, units: Units, before: Topic | None, comparison: Comparison | None) -> Topic:
    if scene.english:
        return english_topic(scene, *said, before)
    return chinese_topic(scene, said, units, before, comparison)


def _claim(
    scene: Scene,
    said: Stated,
    frame: Frame,
    vocabulary: Vocabulary,
    running: tuple[Period, Topic, Comparison | None, int],
) -> Claim:
    quantity, statement = said
    carried, topic, comparison, since = running
    period, base_period = read_times(scene, quantity, statement, carried, since)
    entity, partner = read_parties(scene, quantity, statement, frame, vocabulary)
    topic = as_measured_before(topic, frame.measure, statement)
    indicator, category = topic.indicator, topic.category
    entity = topic.owner if topic.owner.label is not None and entity.source != "stated" else entity
    if indicator.label is None and statement.kind in _CARRYING:
        indicator = _carried(frame.indicator)
        category = category if category.label is not None else _carried(frame.category)
        # 丙省为126亿元，丁省为117亿元: where the measure is that of the sentence before, so is the trade that it measures.
        partner = partner if partner.label is not None or not entity.label else _carried(frame.partner)
    return Claim(
        claim_id="",
        section=(),
        sentence=scene.text,
        start=quantity.span.start,
        end=quantity.span.end,
        text=scene.text[quantity.span.start : quantity.span.end],
        value=_unsigned(quantity.value, statement),
        kind=statement.kind,
        value_to=quantity.value_to,
        decimals=quantity.decimals,
        unit=_unit(quantity.unit, statement),
        sense=_sense(statement),
        modifier=quantity.modifier,
        direction=statement.direction,
        entity=entity,
        partner=partner,
        category=category,
        indicator=indicator,
        period=period,
        base_entity=base_entity_of(scene, quantity, comparison, entity, vocabulary.places.contains),
        base_period=base_period,
    )


def _sense(statement: Statement) -> str | None:
    # 增加0.92万人 states a change in units of the level itself.
    changes = statement.kind in ("level", "count") and statement.direction is not None
    return "change_by" if changes and statement.sense is None else statement.sense


def _carried(dimension: Dimension) -> Dimension:
    return replace(dimension, source="carried") if dimension.label is not None else dimension


def _with_trends(claims: list[Claim], scene: Scene, frame: Frame, vocabulary: Vocabulary) -> list[Claim]:
    """Put the courses and comparisons that a sentence states without a number between its claims, in the order of the print."""
    trends = []
    scene = replace(scene, wholes=named_wholes(scene.text))
    for said in find_trends(to_plain(scene.text)):
        topic = _topic(scene, said, vocabulary.units, None, None)
        claim = _claim(scene, said, frame, vocabulary, (frame.period, topic, None, 0))
        if _ALL_YEARS.search(scene.text[: claim.end]):
            claim = replace(claim, period=Period())
        trends.append(claim)
    for quantity, statement, other in find_comparisons(to_plain(scene.text)):
        if any(claim.start <= other.end and other.start <= claim.end for claim in [*claims, *trends]):
            continue
        said = (quantity, statement)
        topic = _topic(scene, said, vocabulary.units, None, None)
        claim = _claim(scene, said, frame, vocabulary, (frame.period, topic, None, 0))
        if claim.indicator.label is None:
            # What is compared must be named: 总体上高于乙省 goes on with something else.
            continue
        words = scene.text[other.start : other.end]
        trends.append(claim if claim.base_entity is not None else replace(claim, base_entity=words))
    return sorted([*claims, *trends], key=lambda claim: claim.start)


def _placed(claim: Claim, sentence: Sentence, document: Document, claim_id: str, first: str) -> Claim:
    spans = sentence.spans(Span(claim.start, claim.end))
    # A list is known by the first claim of its sentence and its number there.
    list_id = f"{first}/{claim.list_id}" if claim.list_id is not None else None
    sources = (claim.entity.source, claim.partner.source, claim.period.source, claim.indicator.source)
    return replace(
        claim,
        claim_id=claim_id,
        section=sentence.block.section,
        list_id=list_id,
        # What another sentence said is less certain than what this one says.
        confidence=_confidence(claim, carried="carried" in sources),
        place=document.place_of(spans),
        spans=spans,
    )


def _confidence(claim: Claim, *, carried: bool) -> float:
    # Nothing can fall by its own size or more: 下降2倍 is a slip, and what was meant is for people to say.
    if claim.kind == "multiple" and claim.direction == "down" and claim.value is not None and claim.value >= 1:
        return 0.3
    return 0.8 if carried else 0.95


def _unsigned(value: Decimal | None, statement: Statement) -> Decimal | None:
    # A change carries its sign in the direction; a level or an index below zero keeps it.
    return abs(value) if value is not None and statement.direction is not None else value


def _unit(unit: Unit, statement: Statement) -> Unit:
    if unit.code is not None or unit.multiplier or statement.kind in ("trend", "comparison"):
        return unit
    return Unit(None, "times" if statement.kind == "multiple" else "index", 0, "default")
