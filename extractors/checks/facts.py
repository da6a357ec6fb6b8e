"""What is known of a value: cells and claims on one footing, so that one can be computed from others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.checks.series import name_of, stands_for_one_value
from extractors.model import Claim, Observation
from extractors.quantities.intervals import Interval
from extractors.vocabulary import load_vocabulary
from extractors.vocabulary.indicators import stem_of_value

_LEVELS = {"level", "share", "index", "count"}
# Period, measure, entity, partner, class: what two facts have in common that state the same value.
_Meaning = tuple[str | None, str | None, str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Fact:
    """A stated value with its dimensions; `sentence` is empty for a cell.

    The interval is in units of `unit`; divided by ten to the `power` it is what is printed.
    """

    subject: str
    entity: str | None
    partner: str | None
    category: str | None
    measure: str | None
    label: str
    period: str | None
    interval: Interval
    unit: str | None
    power: int = 0
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts by what they measure of whom and when."""

    by_period: dict[str | None, list[Fact]]
    by_meaning: dict[_Meaning, list[Fact]]

    def of(self, claim: Claim, period: str | None, unit: str | None = None) -> list[Fact]:
        """Return the facts of a period with the entity, partner, class and measure of a claim, the claim itself apart."""
        measure = measure_of_claim(claim)
        if measure is None:
            return []
        meaning = (period, measure, name_of(claim.entity), name_of(claim.partner), name_of(claim.category))
        return [
            fact
            for fact in self.by_meaning.get(meaning, [])
            if fact.subject != claim.claim_id and (unit is None or fact.unit == unit)
        ]

    def within(self, claim: Claim) -> list[Fact]:
        """Return the cells with the dimensions of a claim whose period lies within the claim's."""
        start, end = claim.period.start, claim.period.end
        if start is None or end is None:
            return []
        periods = [period for period in self.by_period if period and period.isdecimal() and len(period) == 4]
        years = [period for period in periods if start.year <= int(period) <= end.year]
        found = [fact for year in sorted({*years, claim.period.text or ""}) for fact in self.of(claim, year)]
        return [fact for fact in found if not fact.sentence]

    def like(self, claim: Claim) -> list[Fact]:
        """Return the cells with the entity, partner, measure and period of a claim, whatever their class."""
        measure, entity, partner = measure_of_claim(claim), name_of(claim.entity), name_of(claim.partner)
        return [
            fact
            for fact in self.by_period.get(claim.period.text, [])
            if not fact.sentence
            and fact.measure == measure is not None
            and fact.entity == entity
            and fact.partner == partner
        ]


def name_of_place(label: str) -> str:
    """Return the code of the place that a label names, else the label."""
    mention = load_vocabulary().places.read(label)
    return mention.code if mention else label


def collect_facts(observations: Iterable[Observation], claims: Iterable[Claim]) -> Facts:
    """Take together the cells that hold one value and the levels, shares and indices that the prose states exactly."""
    by_period: dict[str | None, list[Fact]] = defaultdict(list)
    for item in observations:
        if stands_for_one_value(item) and item.value is not None and item.unit.code is not None:
            fact = Fact(
                item.observation_id,
                name_of(item.entity),
                name_of(item.partner),
                name_of(item.category),
                measure_of_cell(item),
                item.indicator.label or "",
                item.period.text,
                Interval.printed(item.value, item.decimals).scaled(item.unit.multiplier),
                item.unit.code,
                item.unit.multiplier,
            )
            by_period[fact.period].append(fact)
    for claim in claims:
        if claim.kind not in _LEVELS or claim.value is None or claim.value_to is not None or claim.modifier != "exact":
            continue
        if claim.sense is not None or claim.unit.code is None:
            continue
        fact = Fact(
            claim.claim_id,
            name_of(claim.entity),
            name_of(claim.partner),
            name_of(claim.category),
            measure_of_claim(claim),
            claim.indicator.label or "",
            claim.period.text,
            Interval.printed(claim.value, claim.decimals).scaled(claim.unit.multiplier),
            claim.unit.code,
            claim.unit.multiplier,
            claim.sentence,
        )
        by_period[fact.period].append(fact)
    by_meaning: dict[_Meaning, list[Fact]] = defaultdict(list)
    for facts in by_period.values():
        for fact in facts:
            by_meaning[fact.period, fact.measure, fact.entity, fact.partner, fact.category].append(fact)
    return Facts(by_period, by_meaning)


def measure_of_cell(item: Observation) -> str | None:
    """Return what a cell measures: its indicator's code; of an indicator counted in percent the share."""
    return _measure(item.indicator.code, is_share=item.unit.code == "percent" and _is_amount(item.indicator.code))


def measure_of_claim(claim: Claim) -> str | None:
    """Return what a claim measures. A share of exports is stated of exports, so its kind says share where the code does not.

    A change is of the measure that changes: of shares if it is in points.
    """
    is_share = claim.kind == "share" or (claim.kind == "point_change" and _is_amount(claim.indicator.code))
    return _measure(claim.indicator.code, is_share=is_share)


def series_of(facts: Sequence[Fact]) -> str | None:
    """Return the table that all facts stand in; None if they do not stand in one."""
    tables = {fact.subject.rpartition("/r")[0] for fact in facts}
    return tables.pop() if len(tables) == 1 and not any(fact.sentence for fact in facts) else None


def _measure(code: str | None, *, is_share: bool) -> str | None:
    if code is None:
        return None
    if is_share and "share" not in code:
        return f"{stem_of_value(code)}_share"
    return code


def _is_amount(code: str | None) -> bool:
    return code is not None and code.endswith("_value")
