"""What a dataset and a column are, and the columns that several datasets share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

from extractors.model import DimensionSource, Status, Verdict

FieldType = Literal["string", "int8", "int32", "float64", "bool", "date", "timestamp", "list"]


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its meaning, its type, whether it may be null, and its code list where it has one.

    `list` is a list of strings; `timestamp` counts microseconds in UTC.
    """

    name: str
    type: FieldType
    description: str
    nullable: bool = True
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DatasetSchema:
    """A dataset: what a row is, its columns, its key, and the columns that its rows are ordered by within a document.

    Documents come in the order of their sources. Ids are ordered by the numbers in them (t2 before t10).
    """

    name: str
    description: str
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ()
    order: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(field.name for field in self.fields)


def text(name: str, description: str, values: tuple[str, ...] = ()) -> Field:
    """Return a column of texts, with its code list where it has one."""
    return Field(name, "string", description, values=values)


def texts(name: str, description: str) -> Field:
    """Return a column of lists of texts; empty where nothing is printed, never null."""
    return Field(name, "list", description, nullable=False)


def count(name: str, description: str) -> Field:
    """Return a column of counts, indexes or offsets."""
    return Field(name, "int32", description)


def number(name: str, description: str) -> Field:
    """Return a column of real numbers."""
    return Field(name, "float64", description)


def required(*fields: Field) -> tuple[Field, ...]:
    """Return the columns as ones that are never null."""
    return tuple(replace(field, nullable=False) for field in fields)


ARTICLE = text("article_id", "The source document: first 16 hex digits of the SHA-256 of its bytes")
TABLE = text("table_id", "The table: `<article_id>/t<n>`, counted in reading order")
ISSUE = text("issue", "Journal issue: `<journal>/<year>-<number>`, or `unfiled`")
CONFIDENCE = Field("confidence", "float64", "Estimated probability that the row is right, 0 to 1", nullable=False)
CORRECTED = Field(
    "corrected",
    "bool",
    "Whether a corrections file changed it or what it was read from; `repairs` have what was read before, who corrects, and why",
    nullable=False,
)
STATUS = text(
    "status", "SDMX observation status: A normal, O missing, E estimate, F forecast, P provisional", get_args(Status)
)
VERDICTS = get_args(Verdict)
SOURCES = get_args(DimensionSource)

PLACE = (
    count("page", "Page it is printed on, counted from 1; null for text sources"),
    number("x0", "Left edge on the page, in points from the left; null for text sources"),
    number("top", "Upper edge on the page, in points from the top; null for text sources"),
    number("x1", "Right edge on the page, in points from the left; null for text sources"),
    number("bottom", "Lower edge on the page, in points from the top; null for text sources"),
    count("source_start", "First code point of it in the text of the source, or in the text extracted from a PDF"),
    count("source_end", "The code point after its last one"),
)


def dimension(name: str, description: str, code: str, *, origin: bool = True) -> tuple[Field, ...]:
    """Return the columns of one dimension: label, code and, unless `origin` is false, where it was taken from."""
    fields = (text(name, f"{description}, as printed"), text(f"{name}_code", code))
    return (*fields, text(f"{name}_from", f"Where the {name} was taken from", SOURCES)) if origin else fields


def dimensions(*, origin: bool = True) -> tuple[Field, ...]:
    """Return the columns of the dimensions that say who and what a number is about."""
    place_codes = "ISO 3166-1 alpha-3, ISO 3166-2 for provinces, CN_ and GB/T 2260 for cities of China, UN M49 or a listed code for groups"
    return (
        *dimension("entity", "The economy, region or body that the number is about", place_codes, origin=origin),
        *dimension("partner", "The other side of a trade or relation", place_codes, origin=origin),
        *dimension("category", "Class of goods, sector or group", "Classification and code, `HS:XVI`", origin=origin),
    )


INDICATOR = dimension("indicator", "What is measured", "Code of the indicator")
UNIT_CODE = text(
    "unit_code",
    "ISO 4217 for money; percent, percentage_point, times, index, rank, count; UCUM for physical units, braces for others",
)
MULTIPLIER = Field(
    "unit_multiplier", "int8", "Power of ten that the value is counted in: 8 for 亿; null without a unit"
)
UNIT = (text("unit", "Unit as printed"), UNIT_CODE, MULTIPLIER)
UNIT_FROM = text("unit_from", "Where the unit was taken from", SOURCES)
BASE = number("value_base", "value x 10^unit_multiplier, in unit_code; null when either is unknown")
DECIMALS = Field("decimals", "int8", "Decimals as printed")
