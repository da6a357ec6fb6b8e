"""Invented articles with contradictions planted in them: `cases/planted/*.txt` and what was changed in each, `cases/planted/plants.csv`."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extractors import extract
from extractors.model import Check, Dataset

FOLDER = Path(__file__).parent / "cases" / "planted"


@dataclass(frozen=True)
class Plant:
    """A statement that was changed: its words before and after, the number or word that is now wrong, and whether it is found."""

    article: str
    kind: str
    original: str
    changed: str
    stated: str
    found: bool


@cache
def plants() -> tuple[Plant, ...]:
    with (FOLDER / "plants.csv").open(encoding="utf-8", newline="") as file:
        return tuple(Plant(**{**row, "found": row["found"] == "yes"}) for row in csv.DictReader(file))  # type: ignore[arg-type]  # the columns are the fields


def articles() -> list[str]:
    return sorted({plant.article for plant in plants()})


@cache
def read(article: str, *, planted: bool) -> Dataset:
    text = (FOLDER / f"{article}.txt").read_text(encoding="utf-8")
    if not planted:
        for plant in plants():
            if plant.article == article:
                text = text.replace(plant.changed, plant.original)
    return extract(text.encode(), f"{article}.txt")


def contradictions(dataset: Dataset) -> list[Check]:
    return [check for check in dataset.checks if check.verdict == "contradicts"]


def points_at(dataset: Dataset, check: Check, plant: Plant) -> bool:
    """Tell whether a check is about a planted change: said of its sentence, or of a number that was changed in a table."""
    changed, message = _squeezed(plant.changed), _squeezed(f"{check.message} {check.formula} {check.stated}")
    claim = next((claim for claim in dataset.claims if claim.claim_id == check.subject), None)
    if claim is not None:
        sentence = _squeezed(claim.sentence)
        return changed in sentence or (sentence in changed)
    numbers = [number for number in re.findall(r"-?\d[\d,.]*", plant.stated) if len(number) > 1]
    return _squeezed(plant.stated) in message or any(number in message for number in numbers)


def _squeezed(text: str) -> str:
    return "".join(text.split())
