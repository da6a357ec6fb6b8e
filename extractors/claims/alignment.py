"""Each number of a list gets what stands at its position: a year, a place, a class, a thing measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extractors.claims.lists import Series, names_before
from extractors.claims.scene import Scene
from extractors.claims.subjects import party_to_dimension
from extractors.claims.times import years_of_range
from extractors.model import Claim, Dimension, Period
from extractors.vocabulary.classifications import ClassMention

# 这三类商品的占比分别为…: the classes are those of the sentence before.
_THOSE_CLASSES = regex.compile(
    r"(?:这|上述|以上|该|[两二三四五六])(?:[一二两三四五六]|几)?(?:大)?类(?:商品|产品|货物|制品)?"
)
_RESPECTIVELY = regex.compile(r"(?P<names>[^，。；：:;（）()\d]{3,60})(?:分别|依次)[^，。；：:;、\d]{0,12}$")
_JOINT = regex.compile(r"、|和|与|及|以及")
# What is measured ends in one of these; what does not is whom it is measured of: 粤东、粤西分别为…
_MEASURED = regex.compile(r"[率额量值数比重入格积度力出款润本费资业]$")


def align_series(
    claims: list[Claim], series: Series, scene: Scene, number: int, classes: tuple[ClassMention, ...]
) -> None:
    """Give the members of a list of numbers their position, and the names that a list of as many names holds.

    The first member's measure, whole and partner hold for all. `classes` are those that the sentence before named.
    """
    count, head = len(series.members), claims[series.members[0]]
    names = _Names() if series.bracketed else _names(scene, head, count, classes)
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
        claims[index] = names.given_to(claim, position)
    if not series.bracketed:
        return
    for index in series.members[1:]:
        claims[index] = replace(claims[index], indicator=head.indicator, denominator=head.denominator)


class _Names:
    # Names of a list, each sequence empty or as long as the list of numbers.

    def __init__(
        self,
        periods: Sequence[Period] = (),
        places: Sequence[Dimension] = (),
        goods: Sequence[Dimension] = (),
        measures: Sequence[str] = (),
    ) -> None:
        self.periods, self.places, self.goods, self.measures = periods, places, goods, measures

    def given_to(self, claim: Claim, position: int) -> Claim:
        if self.periods:
            claim = replace(claim, period=self.periods[position])
        if self.places:
            claim = replace(claim, entity=self.places[position])
        if self.goods:
            claim = replace(claim, category=self.goods[position])
            last, own = self.goods[-1].label or "", self.goods[position].label or ""
            label = claim.indicator.label
            if last and label is not None and label.startswith(last) and last != own:
                # 加工贸易和一般贸易的占比: the measure printed behind the last name belongs to each.
                claim = replace(claim, indicator=replace(claim.indicator, label=own + label[len(last) :]))
        if self.measures:
            claim = replace(claim, indicator=Dimension(self.measures[position], None, "list"))
        return claim


def _names(scene: Scene, head: Claim, count: int, classes: tuple[ClassMention, ...]) -> _Names:
    times = [time for time in scene.times if time.role == "stated"]
    periods = [replace(time.period, source="list") for time in names_before(scene.text, times, head.start, count)]
    if not periods and len(years := years_of_range(head.period)) == count:
        periods = [replace(year, source="list") for year in years]
    subjects = [party for party in scene.parties if party.role == "subject"]
    parties = () if periods else names_before(scene.text, subjects, head.start, count)
    places = [party_to_dimension(party) for party in parties]
    named = names_before(scene.text, scene.classes, head.start, count)
    if not (named or places or periods) and len(classes) == count and _THOSE_CLASSES.search(scene.text[: head.start]):
        named = classes
    goods = [Dimension(mention.label, mention.code, "list") for mention in named]
    if periods or places or goods:
        return _Names(periods, places, goods)
    printed = _RESPECTIVELY.search(scene.text[: head.start])
    parts = [part.strip() for part in _JOINT.split(printed["names"])] if printed is not None else []
    if len(parts) != count or not all(parts):
        return _Names()
    owner, of, _ = parts[-1].partition("的")
    parts = [*parts[:-1], owner] if of else parts
    if _MEASURED.search(parts[-1]) and not of:
        return _Names(measures=parts)
    return _Names(goods=[Dimension(part, None, "list") for part in parts])
