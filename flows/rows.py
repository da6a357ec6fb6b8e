"""A dataset's nouns become flat rows: one dict per row, keyed by the columns of `flows.schema`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

import regex

from extractors.model import (
    Article,
    Cell,
    Claim,
    Dataset,
    Dimension,
    Indicator,
    Observation,
    Place,
    Table,
    Unit,
)
from flows.schema import DATASETS

Value = str | int | float | bool | Decimal | date | datetime | list[str] | None
Row = dict[str, Value]
Rows = dict[str, list[Row]]

_DIGITS = regex.compile(r"(\d+)")
_SCHEMAS = {schema.name: schema for schema in DATASETS}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document came from and under what key it was read: what its bytes do not say."""

    issue: str
    source: str
    extraction_key: str
    extracted_at: datetime
    journal: str | None = None
    year: int | None = None
    number: str | None = None


def dataset_to_rows(dataset: Dataset, origin: Origin) -> Rows:
    """Return the rows of each of the nine datasets, ordered as the schema says."""
    rows: Rows = {
        "articles": [article_to_row(dataset, origin)],
        "tables": [table_to_row(table) for table in dataset.tables],
        "cells": [cell_to_row(cell, table) for table in dataset.tables for cell in table.grid.cells],
        "observations": [observation_to_row(observation) for observation in dataset.observations],
        "claims": [claim_to_row(claim) for claim in dataset.claims],
        "checks": [_same(check, "checks") for check in dataset.checks],
        "indicators": [indicator_to_row(indicator) for indicator in dataset.indicators],
        "numerals": [{**_same(numeral, "numerals"), **place_to_values(numeral.place)} for numeral in dataset.numerals],
        "repairs": [{**_same(repair, "repairs"), **place_to_values(repair.place)} for repair in dataset.repairs],
    }
    shared: Row = {"article_id": dataset.article.article_id, "issue": origin.issue}
    return {name: _ordered([shared | row for row in some], name) for name, some in rows.items()}


def failure_to_rows(article: Article, origin: Origin) -> Rows:
    """Return the one row of a document that could not be read: its article, with status and error."""
    return dataset_to_rows(Dataset(replace(article, status="failed")), origin)


def article_to_row(dataset: Dataset, origin: Origin) -> Row:
    """Return the document's row, with the counts of what it holds. Without bytes their size and hash are null."""
    article = dataset.article
    return _same(article, "articles") | {
        "journal": origin.journal,
        "year": origin.year,
        "number": origin.number,
        "source": origin.source,
        "sha256": article.sha256 or None,
        "extraction_key": origin.extraction_key,
        "media_type": article.media_type or None,
        "bytes": article.byte_count if article.sha256 else None,
        "pages": article.page_count,
        "tables": len(dataset.tables),
        "observations": len(dataset.observations),
        "claims": len(dataset.claims),
        "contradictions": sum(check.verdict == "contradicts" for check in dataset.checks),
        "numerals": len(dataset.numerals),
        "numerals_unaccounted": sum(numeral.outcome == "unaccounted" for numeral in dataset.numerals),
        "extracted_at": origin.extracted_at,
    }


def table_to_row(table: Table) -> Row:
    """Return the table's row; its cells have rows of their own."""
    return _same(table, "tables") | _same(table.grid, "tables") | place_to_values(table.place)


def cell_to_row(cell: Cell, table: Table) -> Row:
    """Return the cell's row."""
    own: Row = {"table_id": table.table_id, "row_index": cell.row, "column_index": cell.column}
    return own | _same(cell, "cells") | place_to_values(cell.place)


def observation_to_row(observation: Observation) -> Row:
    """Return the observation's row. Without a unit code the value has no base value."""
    return (
        _same(observation, "observations")
        | {
            "row_index": observation.row,
            "column_index": observation.column,
            "period": observation.period.text,
            "period_start": observation.period.start,
            "period_end": observation.period.end,
            "period_from": observation.period.source,
            "value_base": observation.value_base if observation.unit.code else None,
        }
        | unit_to_values(observation.unit)
        | _dimensions_to_values(observation)
        | dimension_to_values("indicator", observation.indicator)
        | place_to_values(observation.place)
    )


def claim_to_row(claim: Claim) -> Row:
    """Return the claim's row. Without a unit code the value has no base value."""
    return (
        _same(claim, "claims")
        | {
            "section": " > ".join(claim.section) or None,
            "char_start": claim.start,
            "char_end": claim.end,
            "period": claim.period.text,
            "period_from": claim.period.source,
            "value_base": claim.value_base if claim.unit.code else None,
        }
        | unit_to_values(claim.unit)
        | _dimensions_to_values(claim)
        | dimension_to_values("indicator", claim.indicator)
        | place_to_values(claim.place)
    )


def indicator_to_row(indicator: Indicator) -> Row:
    """Return the indicator value's row."""
    return (
        _same(indicator, "indicators")
        | {"period": indicator.period.text}
        | unit_to_values(indicator.unit)
        | _dimensions_to_values(indicator)
    )


def place_to_values(place: Place) -> Row:
    """Return the seven place columns."""
    box, span = place.box, place.span
    return {
        "page": place.page,
        "x0": box.x0 if box else None,
        "top": box.top if box else None,
        "x1": box.x1 if box else None,
        "bottom": box.bottom if box else None,
        "source_start": span.start if span else None,
        "source_end": span.end if span else None,
    }


def unit_to_values(unit: Unit) -> Row:
    """Return the unit columns. Without a unit the multiplier is unknown, not 0."""
    known = unit.text is not None or unit.code is not None
    return {
        "unit": unit.text,
        "unit_code": unit.code,
        "unit_multiplier": unit.multiplier if known else None,
        "unit_from": unit.source,
    }


def dimension_to_values(name: str, dimension: Dimension) -> Row:
    """Return label, code and origin of one dimension."""
    return {name: dimension.label, f"{name}_code": dimension.code, f"{name}_from": dimension.source}


def _dimensions_to_values(noun: Observation | Claim | Indicator) -> Row:
    return (
        dimension_to_values("entity", noun.entity)
        | dimension_to_values("partner", noun.partner)
        | dimension_to_values("category", noun.category)
    )


def _same(noun: object, dataset: str) -> Row:
    """Return the fields of a noun that have the name of a column; what is nested is flattened by the caller."""
    row: Row = {}
    for column in _SCHEMAS[dataset].names:
        if hasattr(noun, column):
            value = getattr(noun, column)
            row[column] = list(value) if isinstance(value, tuple) else value
    return row


def _ordered(rows: list[Row], dataset: str) -> list[Row]:
    """Put the rows of one document, and their columns, into the order that the schema declares."""
    schema = _SCHEMAS[dataset]
    ordered = sorted(rows, key=lambda row: tuple(_natural(row[column]) for column in schema.order))
    return [{column: row[column] for column in schema.names} for row in ordered]


def _natural(value: Value) -> tuple[tuple[int, str], ...]:
    # Ids carry counters: t2 stands before t10.
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in _DIGITS.split(str(value)) if part)
