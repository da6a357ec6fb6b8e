"""The fields of a correction, and what they make of a dimension, a unit, a period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from extractors.corrections.entries import Fields, FieldValue
from extractors.corrections.fields import DIMENSIONS, shown
from extractors.corrections.outcome import MisfitError
from extractors.model import Dimension, Period, Unit
from extractors.vocabulary import Vocabulary
from extractors.vocabulary.periods import range_period, read_period

# What an observation or a claim says, by the name of its field, as far as it can be corrected here.
Parts = Mapping[str, Dimension | Unit | Period]


def correct_parts(parts: Parts, fields: Fields, vocabulary: Vocabulary) -> dict[str, Dimension | Unit | Period]:
    """Return the dimensions, unit and period that the fields change, as corrected; those that say what was read stay out.

    A label is given its code by the vocabulary unless the code is given; "" takes a dimension away. Raises `MisfitError`:
    a period that cannot be read, a unit that is not known and has no code.
    """
    given = dict(fields)
    after: dict[str, Dimension | Unit | Period] = {}
    for name in DIMENSIONS:
        if name in given or f"{name}_code" in given:
            after[name] = _to_dimension(name, cast("Dimension", parts[name]), given, vocabulary)
    if given.keys() & {"unit", "unit_code", "unit_multiplier"}:
        after["unit"] = _to_unit(cast("Unit", parts["unit"]), given, vocabulary)
    if "period" in given:
        after["period"] = _to_period(str(given["period"]))
    return {
        name: part for name, part in after.items() if replace(part, source=None) != replace(parts[name], source=None)
    }


def part_to_text(part: Dimension | Unit | Period) -> str:
    """Return a dimension, unit or period as repairs say it: the label, its code in brackets; "" where there is none."""
    if isinstance(part, Period):
        return part.text or ""
    if isinstance(part, Dimension):
        words, code = part.label, part.code
    else:
        words, code = part.text, part.code
        power = f" x 10^{part.multiplier}" if part.multiplier else ""
        code = f"{code or ''}{power}".strip() or None
    return " ".join(text for text in (words, f"({code})" if code else None) if text)


def _to_dimension(name: str, before: Dimension, given: Mapping[str, FieldValue], vocabulary: Vocabulary) -> Dimension:
    label, code = before.label, before.code
    if name in given:
        label = str(given[name]) or None
        code = code if label == before.label else _to_code(name, label, vocabulary)
    if f"{name}_code" in given:
        code = str(given[f"{name}_code"]) or None
    return Dimension(label, code, "correction")


def _to_code(name: str, label: str | None, vocabulary: Vocabulary) -> str | None:
    if label is None:
        return None
    if name in {"entity", "partner"}:
        place = vocabulary.places.read(label)
        return place.code if place else None
    if name == "category":
        return vocabulary.classifications.read(label)
    measure = vocabulary.indicators.read(label)
    return measure.code if measure else None


def _to_unit(before: Unit, given: Mapping[str, FieldValue], vocabulary: Vocabulary) -> Unit:
    unit = before
    if "unit" in given:
        text = str(given["unit"])
        known = vocabulary.units.read_unit(text) if text else Unit()
        if known is None and "unit_code" not in given:
            raise MisfitError(f"the unit {shown(text)} is not known; give its unit_code, and unit_multiplier")
        unit = known or Unit(text)
    if "unit_code" in given:
        unit = replace(unit, code=str(given["unit_code"]) or None)
    if "unit_multiplier" in given:
        unit = replace(unit, multiplier=int(given["unit_multiplier"]))
        if unit.text is None and unit.code is None:
            raise MisfitError("unit_multiplier is that of no unit; give the unit, or its unit_code")
    return replace(unit, source="correction")


def _to_period(text: str) -> Period:
    if not text:
        return Period(source="correction")
    period = read_period(text)
    if period is None:
        # 2021-01/2021-06, as the datasets write it.
        ends = [read_period(end) for end in text.split("/")]
        if len(ends) == 2 and ends[0] is not None and ends[1] is not None:
            period = range_period(ends[0], ends[1])
    if period is None or period.start is None or period.end is None or period.start > period.end:
        raise MisfitError(f"{shown(text)} is no period; write 2021, 2021-03, 2021-Q3 or 2016/2020")
    return replace(period, source="correction")
