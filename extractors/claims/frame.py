"""What the sentences so far spoke of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from extractors.claims.alignment import listed_classes
from extractors.claims.classes import measure_named
from extractors.claims.denominators import Whole, next_whole
from extractors.claims.parties import Party, party_to_dimension
from extractors.claims.scene import Scene, read_scene
from extractors.model import Claim
from extractors.model.data import Dimension, Period
from extractors.vocabulary import Vocabulary

# 样本企业, 受访农户, 回收问卷468份; the survey covered 420 households
_SAMPLE = regex.compile(
    r"样本(?!市|省|区|县)|受访|问卷|被调查|观测值|(?i:\b(?:respondents?|surveyed|interviewed|questionnaires?|(?:the|our|a) (?:survey|sample) (?:covers|covered|comprises|comprised|includes|included|consists|consisted))\b)"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What the sentences so far spoke of; the next goes on with it where it names nothing else.

    `listed` is the last list of at least three places, `classes` that of the classes of goods that a list of numbers
    was dealt out to, `last` the last two claims; `sampled` says that they spoke of those who were asked or observed,
    `measure` is the last measure that they named.
    """

    entity: Dimension = Dimension()
    partner: Dimension = Dimension()
    indicator: Dimension = Dimension()
    category: Dimension = Dimension()
    period: Period = Period()
    listed: tuple[Party, ...] = ()
    whole: Whole | None = None
    classes: tuple[Dimension, ...] = ()
    last: tuple[Claim, ...] = ()
    sampled: bool = False
    measure: Dimension = Dimension()


def frame_of_section(section: Sequence[str], vocabulary: Vocabulary) -> Frame:
    """Return whom the headings of a section announce: 甲省对乙国出口的现状 is of 甲省.

    With whom it trades is not taken from there: such sections also speak of the trade with all the world.
    """
    entity = Dimension()
    for heading in section:
        scene = read_scene(heading, vocabulary, None)
        subjects = [party for party in scene.parties if party.role == "subject"]
        entity = party_to_dimension(subjects[0]) if len({party.run for party in subjects}) == 1 else entity
    return Frame(entity)


def next_frame(frame: Frame, scene: Scene, claims: Sequence[Claim]) -> Frame:
    """Return what the next sentence goes on with, after a sentence and its claims."""
    times = [time for time in scene.times if time.role == "stated"]
    times = times or [time for time in scene.times if time.role == "from"]
    period = times[-1].period if times else frame.period
    entity, partner, indicator = frame.entity, frame.partner, frame.indicator
    category = frame.category
    subjects = [party for party in scene.parties if party.role == "subject"]
    partners = [party for party in scene.parties if party.role == "partner"]
    if any(claim.partner.source == "list" and claim.entity.source == "carried" for claim in claims):
        # The members of the partner were listed; it is still the trade with the group that is spoken of.
        pass
    elif partners and subjects:
        entity, partner = party_to_dimension(subjects[0]), party_to_dimension(partners[-1])
    elif not claims and subjects and {party.mention.code for party in scene.parties} in _single(subjects, frame):
        entity = party_to_dimension(subjects[0])
    elif claims and claims[-1].entity.source == "stated" and not _is_list(claims[0].entity):
        entity, partner = claims[0].entity, claims[0].partner
    if claims:
        indicator = claims[-1].indicator
        category = claims[-1].category
    runs: dict[int, list[Party]] = {}
    for party in scene.parties:
        runs.setdefault(party.run, []).append(party)
    listed = [tuple(run) for run in runs.values() if len(run) >= 3]
    return Frame(
        entity,
        partner,
        indicator,
        category,
        period,
        listed[-1] if listed else frame.listed,
        next_whole(frame.whole, claims),
        listed_classes(claims) or frame.classes,
        tuple(claims[-2:]) or frame.last,
        frame.sampled,
        measure_named(scene) or frame.measure,
    )


def next_paragraph(frame: Frame) -> Frame:
    """Return what a new paragraph of the section goes on with: the place and time, but no measure, and no 全市 or 公司.

    Words for a place that only the sentences before explain are said anew where a paragraph still speaks of it.
    """
    entity = frame.entity if frame.entity.code is not None else Dimension()
    return replace(frame, entity=entity, indicator=Dimension(), category=Dimension(), measure=Dimension())


def go_over_to_sample(frame: Frame, scene: Scene) -> Frame:
    """Return what a sentence goes on with that turns to those who were asked or observed.

    They live in no place, and answered in no year, that was named for something else; where they were asked holds on.
    """
    if _SAMPLE.search(scene.text) is None:
        named = bool(scene.locals) or any(party.role == "subject" for party in scene.parties)
        return replace(frame, sampled=frame.sampled and not named)
    if frame.sampled:
        return frame
    return replace(frame, entity=Dimension(), partner=Dimension(), period=Period(), sampled=True)


def _single(subjects: Sequence[Party], frame: Frame) -> tuple[set[str], ...]:
    # A sentence without numbers that names one place goes over to it, but not to the partner of the trade at hand.
    code = subjects[0].mention.code
    return () if code == frame.partner.code else ({code},)


def _is_list(entity: Dimension) -> bool:
    # Two cities of a province are looked at for one sentence; the next speaks of the province again.
    return entity.source == "list" or "、" in (entity.label or "")
