"""The rows that an article becomes. Column by column they are described in the data dictionary."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from extractors.model.page import Place, Span
from extractors.model.table import Table

DimensionSource = Literal[
    "stated", "caption", "header", "note", "unit_line", "carried", "prose", "list", "default", "correction"
]
_STATED: frozenset[DimensionSource | None] = frozenset(("stated", "correction"))
# SDMX code list CL_OBS_STATUS: normal, missing, estimate, forecast, provisional.
Status = Literal["A", "O", "E", "F", "P"]
Modifier = Literal["exact", "about", "nearly", "over", "at_least", "under", "at_most", "between", "only"]
Verdict = Literal["agrees", "agrees_rounded", "agrees_truncated", "contradicts", "ambiguous", "not_checkable"]
Severity = Literal["info", "minor", "major"]
ClaimKind = Literal[
    "level",
    "share",
    "growth_rate",
    "point_change",
    "multiple",
    "rank",
    "count",
    "index",
    "duration",
    "trend",
    "comparison",
]
Sense = Literal["ratio_to", "growth_by", "change_by", "average_annual", "year_on_year", "cumulative"]
Outcome = Literal["cell", "claim", "label", "caption", "note", "not_a_claim", "unaccounted"]


@dataclass(frozen=True, slots=True)
class Dimension:
    """A value of a dimension: the label as printed, its code where one is known, and where it was taken from."""

    label: str | None = None
    code: str | None = None
    source: DimensionSource | None = None

    @property
    def stated(self) -> bool:
        """Tell whether it is printed with the number itself, or given by whoever corrected the number."""
        return self.source in _STATED


@dataclass(frozen=True, slots=True)
class Period:
    """A time period: ISO 8601 where that has a form (2021, 2021-03, 2016/2020), else SDMX (2021-Q3, 2021-S1)."""

    text: str | None = None
    start: date | None = None
    end: date | None = None
    source: DimensionSource | None = None

    @property
    def stated(self) -> bool:
        """Tell whether it is printed with the number itself, or given by whoever corrected the number."""
        return self.source in _STATED


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure: as printed, its code, and the power of ten that its values are counted in (亿美元: USD, 8)."""

    text: str | None = None
    code: str | None = None
    multiplier: int = 0
    source: DimensionSource | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A numeral found in a text, and the unit that follows or precedes it.

    `span` counts in the text that was searched and covers numeral and unit; `numeral`
    covers the numeral alone. `value` is unsigned unless a minus is printed. `reason`
    says why it states no quantity (date, heading, class_code, table_reference, citation, word …).
    """

    text: str
    span: Span
    numeral: Span
    value: Decimal | None
    value_to: Decimal | None = None
    decimals: int | None = None
    unit: Unit = Unit()
    modifier: Modifier = "exact"
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """One body cell that holds, or should hold, a number.

    `corrected` says that a corrections file changed it, or what it was read from: its cell, a label, the table's header.
    """

    observation_id: str
    table_id: str
    row: int
    column: int
    row_labels: tuple[str, ...]
    column_labels: tuple[str, ...]
    text: str
    value: Decimal | None
    value_to: Decimal | None = None
    uncertainty: Decimal | None = None
    decimals: int | None = None
    unit: Unit = Unit()
    entity: Dimension = Dimension()
    partner: Dimension = Dimension()
    category: Dimension = Dimension()
    indicator: Dimension = Dimension()
    period: Period = Period()
    status: Status = "A"
    confidence: float = 1.0
    place: Place = Place()
    corrected: bool = False

    @property
    def value_base(self) -> Decimal | None:
        """The value in units of `unit.code`."""
        return None if self.value is None else self.value.scaleb(self.unit.multiplier)


@dataclass(frozen=True, slots=True)
class Claim:
    """One number, bound or trend that the prose states. Offsets count in the mended sentence."""

    claim_id: str
    section: tuple[str, ...]
    sentence: str
    start: int
    end: int
    text: str
    value: Decimal | None
    kind: ClaimKind
    value_to: Decimal | None = None
    decimals: int | None = None
    unit: Unit = Unit()
    sense: str | None = None
    modifier: Modifier = "exact"
    direction: Literal["up", "down"] | None = None
    entity: Dimension = Dimension()
    partner: Dimension = Dimension()
    category: Dimension = Dimension()
    indicator: Dimension = Dimension()
    denominator: str | None = None
    period: Period = Period()
    base_entity: str | None = None
    base_period: str | None = None
    list_id: str | None = None
    list_position: int | None = None
    status: Status = "A"
    confidence: float = 1.0
    place: Place = Place()
    spans: tuple[Span, ...] = ()
    corrected: bool = False

    @property
    def value_base(self) -> Decimal | None:
        """The value in units of `unit.code`."""
        return None if self.value is None else self.value.scaleb(self.unit.multiplier)


@dataclass(frozen=True, slots=True)
class Check:
    """One statement recomputed: what the article says, and what its own numbers give."""

    check_id: str
    subject: str
    rule: str
    formula: str
    inputs: tuple[str, ...]
    stated: str
    verdict: Verdict
    severity: Severity
    message: str
    stated_value: Decimal | None = None
    expected_low: Decimal | None = None
    expected: Decimal | None = None
    expected_high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One computed value of an indicator."""

    indicator_id: str
    indicator_code: str
    value: Decimal
    formula: str
    inputs: tuple[str, ...]
    unit: Unit = Unit()
    entity: Dimension = Dimension()
    partner: Dimension = Dimension()
    category: Dimension = Dimension()
    period: Period = Period()
    base_period: str | None = None
    stated_value: Decimal | None = None
    stated_by: str | None = None
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Numeral:
    """One printed numeral and the row that accounts for it."""

    text: str
    outcome: Outcome
    reason: str | None = None
    subject: str | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Repair:
    """One mending of what was printed: never silent, always undoable.

    `source` is the reader, or the corrections file that asks for it; then `author` is who asks.
    """

    subject: str
    rule: str
    before: str
    after: str
    reason: str
    source: str = "reader"
    place: Place = Place()
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """The source document as a publication. `warnings` are sentences on what somebody asked for and could not be done."""

    article_id: str
    name: str
    sha256: str
    media_type: str
    encoding: str | None
    byte_count: int
    language: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    abstract: str | None = None
    keywords: tuple[str, ...] = ()
    doi: str | None = None
    article_number: str | None = None
    clc: str | None = None
    page_count: int | None = None
    status: Literal["ok", "partial", "failed"] = "ok"
    error: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dataset:
    """Everything that was extracted from one document."""

    article: Article
    tables: tuple[Table, ...] = ()
    observations: tuple[Observation, ...] = ()
    claims: tuple[Claim, ...] = ()
    checks: tuple[Check, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    numerals: tuple[Numeral, ...] = ()
    repairs: tuple[Repair, ...] = ()
    text: str = field(default="", repr=False)
