"""A table of reference as CSV or Parquet: figures of partners and of the world that articles are compared with."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path

import regex

from extractors.model import ReferenceValue, Unit
from extractors.vocabulary import Vocabulary
from flows.failure import RunError
from flows.sources import printable

COLUMNS = ("entity", "partner", "category", "indicator", "period", "value", "unit")
_MOST_ROWS = 1_000_000
_YEAR = regex.compile(r"[12]\d{3}")
_WHOLE = {"", "_T", "001"}  # no partner, no class: with all of them together


def read_reference(content: bytes, path: Path, vocabulary: Vocabulary) -> tuple[ReferenceValue, ...]:
    """Read the rows of a reference. Raises `RunError`, which names the row, for whatever is not understood.

    Places are codes or names of the vocabulary, classes codes (HS:VI) or titles, indicators codes (export_value), units as printed
    anywhere (USD, 亿美元). No partner, or the world, is trade with all; no class is all goods.
    """
    rows = _parquet_rows(content, path) if content[:4] == b"PAR1" else _csv_rows(content, path)
    values: dict[tuple[str | None, ...], ReferenceValue] = {}
    for number, row in enumerate(rows, start=1):
        where = f"{printable(path)}, row {number}"
        if number > _MOST_ROWS:
            raise RunError(f"{printable(path)}: has more than {_MOST_ROWS:,} rows; keep the years and places you need.")
        value = _row_to_value(row, where, vocabulary)
        key = (value.entity, value.partner, value.category, value.indicator, value.period, value.unit.code)
        if values.setdefault(key, value) is not value:
            raise RunError(f"{where}: gives a figure a second time.")
    if not values:
        raise RunError(f"{printable(path)}: has no rows.")
    return tuple(values.values())


def _csv_rows(content: bytes, path: Path) -> Iterator[Mapping[str, str]]:
    try:
        reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        _refuse_columns(reader.fieldnames or (), path)
        for row in reader:
            yield {name: row.get(name) or "" for name in COLUMNS}
    except UnicodeDecodeError as error:
        raise RunError(f"{printable(path)}: is neither Parquet nor CSV in UTF-8 (byte {error.start}).") from error
    except csv.Error as error:
        raise RunError(f"{printable(path)}: is no CSV ({error}).") from error


def _parquet_rows(content: bytes, path: Path) -> Iterator[Mapping[str, str]]:
    # An ingestion that finds nothing to do, and most that do, need no Arrow for this.
    import pyarrow as pa  # noqa: PLC0415 (see above)
    from pyarrow import parquet  # noqa: PLC0415 (see above)

    try:
        table = parquet.read_table(pa.BufferReader(content))
        _refuse_columns(table.column_names, path)
        rows = table.select(list(COLUMNS)).to_pylist()
    except (pa.ArrowException, OSError) as error:
        raise RunError(f"{printable(path)}: is damaged Parquet.") from error
    for row in rows:
        yield {name: "" if value is None else str(value) for name, value in row.items()}


def _refuse_columns(names: Iterable[str], path: Path) -> None:
    missing = [name for name in COLUMNS if name not in set(names)]
    if missing:
        raise RunError(f"{printable(path)}: has no column {missing[0]}; a reference has {', '.join(COLUMNS)}.")


def _row_to_value(row: Mapping[str, str], where: str, vocabulary: Vocabulary) -> ReferenceValue:
    texts = {name: text.strip() for name, text in row.items()}
    if not _YEAR.fullmatch(texts["period"]):
        raise RunError(f"{where}: the period {texts['period']!r} is no year.")
    if not texts["indicator"]:
        raise RunError(f"{where}: names no indicator.")
    partner, category = texts["partner"], texts["category"]
    return ReferenceValue(
        _place(texts["entity"], where, vocabulary),
        None if partner in _WHOLE else _place(partner, where, vocabulary),
        None if category in _WHOLE else _class(category, where, vocabulary),
        texts["indicator"],
        texts["period"],
        _number(texts["value"], where),
        _unit(texts["unit"], where, vocabulary),
    )


def _place(text: str, where: str, vocabulary: Vocabulary) -> str:
    if text in vocabulary.places.territories:
        return text
    found = vocabulary.places.names.get(text)
    if found is None:
        raise RunError(f"{where}: the place {text!r} is not known; give its code, or add it by --vocabulary.")
    return found.code


def _class(text: str, where: str, vocabulary: Vocabulary) -> str:
    code = vocabulary.classifications.read(text)
    if code is not None:
        return code
    if ":" not in text:
        raise RunError(f"{where}: the class {text!r} is not known; give its code, such as HS:VI.")
    return text


def _number(text: str, where: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise RunError(f"{where}: the value {text!r} is no number.")
    return value


def _unit(text: str, where: str, vocabulary: Vocabulary) -> Unit:
    unit = vocabulary.units.read_unit(text)
    if unit is None or unit.code is None:
        raise RunError(f"{where}: the unit {text!r} is not known.")
    return unit
