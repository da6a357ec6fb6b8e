"""Datasets as CSV: a file each, in UTF-8 with a byte order mark, without which spreadsheets misread Chinese."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Final

import regex

from flows.export.pieces import read_pieces
from flows.published import Published
from flows.schema import DATASETS

# What spreadsheets take for the beginning of a formula, in East Asian settings in full width too; a tab or the end of a
# line before it is skipped by some of them (OWASP, CSV injection).
_FORMULA: Final = regex.compile(
    r"[\t\r\n ]*[=+\-@\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}]|[\t\r\n]"
)
# Printed numbers and signs for missing values begin so as well; read as formulas they are what they are.
_HARMLESS: Final = regex.compile(r"[+\-]?\d[\d.,]*%?|[\-\N{FULLWIDTH HYPHEN-MINUS}]+")
_QUOTED: Final = regex.compile(r'[",\r\n]')


def write_csv(published: Published, folder: Path) -> None:
    """Write `<dataset>.csv` for each dataset into a folder that is there."""
    for schema in DATASETS:
        with (folder / f"{schema.name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            file.write(",".join(schema.names) + "\r\n")
            for piece in read_pieces(published, schema.name):
                columns = [piece.column(name).to_pylist() for name in schema.names]
                file.writelines(rows_to_lines(zip(*columns, strict=True)))


def rows_to_lines(rows: Iterator[tuple[object, ...]]) -> Iterator[str]:
    """Give the lines of rows (RFC 4180)."""
    for row in rows:
        yield ",".join(map(value_to_field, row)) + "\r\n"


def value_to_field(value: object) -> str:
    """Return a value as a field: null is empty, an empty text is `""`, a list a JSON array, a time ISO 8601 in UTC.

    A text that a spreadsheet would take for a formula is preceded by an apostrophe, which tells it to be text; plain numbers and dashes are
    left alone.
    """
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return _quote(text_to_safe(value))
        case list():
            return _quote(json.dumps(value, ensure_ascii=False))
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
    return str(value)  # floats: the shortest that reads back as the same


def text_to_safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) and not _HARMLESS.fullmatch(text) else text


def _quote(text: str) -> str:
    if text and not _QUOTED.search(text) and text.strip() == text:
        return text
    return '"' + text.replace('"', '""') + '"'
