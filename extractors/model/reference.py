"""Figures from outside an article, by which some of its own are judged."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extractors.model.data import Unit


@dataclass(frozen=True, slots=True)
class ReferenceValue:
    """A figure that a user gives: of an economy (`entity`), with a partner and in a class of goods, in a year.

    `partner` None is the world, `category` None all goods together. Places and classes are codes, as in observations;
    the world as entity is 001 (UN M49). `indicator` is export_value, import_value, or another code of the vocabulary.
    """

    entity: str
    partner: str | None
    category: str | None
    indicator: str
    period: str
    value: Decimal
    unit: Unit
