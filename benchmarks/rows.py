"""Write every row extracted from some documents as JSON, one a line: `python rows.py RAW` (run by compare.py).

The extractors are those of the tree on PYTHONPATH, which may be older than this file:
a row is whatever fields its noun has there, so nothing but the names of the datasets is assumed.
"""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractors import ExtractionError, extract
from extractors.model import Grid

# What finds a row again in another run, for ids count the rows before it and places the characters.
_KEYS = {
    "tables": ("number", "caption"),
    "observations": ("table", "row_labels", "column_labels"),
    "claims": ("sentence", "start", "text"),
    "checks": ("rule", "stated", "formula"),
    "indicators": ("indicator_code", "entity", "partner", "category", "period", "base_period"),
    "numerals": ("text",),
    "repairs": ("rule", "before"),
}
_UNSAID = {"claim_id", "check_id", "indicator_id", "observation_id", "table_id", "list_id"}
_UNSAID |= {"subject", "inputs", "stated_by", "place", "spans", "row", "column", "end", "ordinal", "regions"}


def told(value: object) -> str:
    """Return a field in as few words as tell it from another: label and code, code and power of ten, the cells."""
    if value is None or value == ():
        return ""
    if isinstance(value, tuple):
        return " / ".join(map(told, value))
    if isinstance(value, Grid):
        return f"{value.texts()} {value.method} {value.confidence:.2f}"
    if dataclasses.is_dataclass(value):
        parts = [getattr(value, field.name) for field in dataclasses.fields(value)]
        return " ".join(str(part) for part in parts if part not in (None, "", 0))
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def document_to_rows(path: Path) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield dataset, key and fields of each row of a document."""
    try:
        dataset = extract(path.read_bytes(), path.name)
    except ExtractionError as error:
        yield "articles", path.name, {"error": str(error)}
        return
    numbers = {table.table_id: f"{table.number} {table.caption}" for table in dataset.tables}
    for name, key in _KEYS.items():
        for noun in getattr(dataset, name, ()):
            fields = {field.name: getattr(noun, field.name) for field in dataclasses.fields(noun)}
            fields["table"] = numbers.get(fields.get("table_id", ""), "")
            said = {part: told(value) for part, value in fields.items() if part not in _UNSAID}
            rest = {part: value for part, value in said.items() if part not in key}
            yield name, " | ".join(said[part] for part in key if said.get(part)), rest


def main(raw: str) -> None:
    """Print the rows of all documents below a folder."""
    root = Path(raw)
    for path in sorted(item for item in root.rglob("*") if item.suffix in {".pdf", ".txt"}):
        for name, key, rest in document_to_rows(path):
            row: list[Any] = [str(path.relative_to(root)), name, key, rest]
            print(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1])
