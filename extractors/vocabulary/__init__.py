"""What the extractors know of the world: places, units, indicators, classes, periods."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from extractors.vocabulary.classifications import Classifications, load_classifications
from extractors.vocabulary.extension import find_fault
from extractors.vocabulary.indicators import Indicators, load_indicators
from extractors.vocabulary.places import Places, load_places
from extractors.vocabulary.units import Units, load_units, units_from

__all__ = ["Vocabulary", "load_vocabulary"]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The look-ups over the shipped lists and the user's own."""

    units: Units
    places: Places
    indicators: Indicators
    classifications: Classifications


def load_vocabulary(extra: Mapping[str, Any] | None = None) -> Vocabulary:
    """Read the shipped vocabulary.

    `extra` holds tables `places`, `indicators`, `classifications` and `units` in the form of the shipped
    files; what it names is added, or replaces what is shipped. ValueError says what is wrong with a table.
    """
    if not extra:
        return _shipped()
    shipped = _shipped()
    fault = find_fault(extra, shipped.places.territories, frozenset(shipped.units.families.values()))
    if fault is not None:
        raise ValueError(fault)
    return Vocabulary(
        units=units_from(_shipped_units(), extra["units"]) if "units" in extra else load_units(),
        places=load_places(extra.get("places")),
        indicators=load_indicators(extra.get("indicators")),
        classifications=load_classifications(extra.get("classifications")),
    )


@cache
def _shipped() -> Vocabulary:
    return Vocabulary(load_units(), load_places(), load_indicators(), load_classifications())


def _shipped_units() -> Mapping[str, Any]:
    return tomllib.loads(files("extractors.vocabulary").joinpath("units.toml").read_text(encoding="utf-8"))
