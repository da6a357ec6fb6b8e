"""What people correct in what was read of a document: one noun a kind, and the file that holds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

# A dimension that nobody states is "": what was read is taken away.
FieldValue = str | int | Decimal
Fields = tuple[tuple[str, FieldValue], ...]
Instead = Literal["prose", "figure"]


@dataclass(frozen=True, slots=True)
class Entry:
    """Which entry of a file a correction is: its kind, its number among those of the kind (from 1), its line where known."""

    kind: str
    number: int = 1
    line: int | None = None

    @property
    def label(self) -> str:
        """What messages call it: `cell 2 (line 14)`."""
        return f"{self.kind} {self.number}" + (f" (line {self.line})" if self.line else "")


@dataclass(frozen=True, slots=True)
class CellCorrection:
    """A cell reads `right` and not `printed`. `table` is `t3`, the third in reading order, or the number as printed."""

    table: str
    row: int
    column: int
    printed: str
    right: str
    author: str
    reason: str
    entry: Entry = field(default=Entry("cell"), compare=False)


@dataclass(frozen=True, slots=True)
class HeaderCorrection:
    """So many rows head the columns of a table, and so many columns label its rows; None leaves what was read.

    `printed` is the table's caption, or the text of its first filled cell, here and wherever a table as a whole is meant.
    """

    table: str
    printed: str
    header_rows: int | None
    header_columns: int | None
    author: str
    reason: str
    entry: Entry = field(default=Entry("header"), compare=False)


@dataclass(frozen=True, slots=True)
class NotATable:
    """What was read as a table is none: prose, whose numbers may be claims, or a figure, whose numbers are its labels."""

    table: str
    printed: str
    instead: Instead
    author: str
    reason: str
    entry: Entry = field(default=Entry("not_a_table"), compare=False)


@dataclass(frozen=True, slots=True)
class DimensionCorrection:
    """Dimensions of the observations of a table, of one of its rows or columns, or of one cell (with both indexes).

    `printed` is the text of the cell, or of a label of the row or column, or what it is for the whole table.
    """

    table: str
    row: int | None
    column: int | None
    printed: str
    fields: Fields
    author: str
    reason: str
    entry: Entry = field(default=Entry("dimension"), compare=False)


@dataclass(frozen=True, slots=True)
class ClaimCorrection:
    """Fields of a claim, which is found by its sentence and its printed text; its id settles which of several is meant."""

    claim: str | None
    sentence: str | None
    printed: str
    fields: Fields
    author: str
    reason: str
    entry: Entry = field(default=Entry("claim"), compare=False)


@dataclass(frozen=True, slots=True)
class NotAClaim:
    """What was taken for a claim states nothing: a number of prose that names, orders or dates. Found as a claim is."""

    claim: str | None
    sentence: str | None
    printed: str
    author: str
    reason: str
    entry: Entry = field(default=Entry("not_a_claim"), compare=False)


Correction = CellCorrection | HeaderCorrection | NotATable | DimensionCorrection | ClaimCorrection | NotAClaim


@dataclass(frozen=True, slots=True)
class Corrections:
    """A corrections file as read: what it asks for, in its order, and what of it cannot be used, a sentence each."""

    name: str
    entries: tuple[Correction, ...] = ()
    problems: tuple[str, ...] = ()

    def problem(self, entry: Entry, sentence: str) -> str:
        """Say what is wrong with an entry: file, entry and line come first."""
        return f"{self.name}, {entry.label}: {sentence}"
