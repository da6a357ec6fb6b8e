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

# What finds a row again in another run, for ids count the rows before it.
_KEYS = {
    "tables": ("number", "caption"),
    "observations": ("table", "row_labels", "column_labels"),
    "claims": ("sentence", "start"),
    "checks": ("rule", "stated", "formula"),
    "indicators": ("indicator_code", "entity", "partner", "category", "period", "base_period", "formula"),
    "numerals": ("text", "place"),
    "repairs": ("rule", "before", "place"),
}
_IDS = (
    "observation_id",
    "table_id",
    "claim_id",
    "check_id",
    "indicator_id",
    "subject",
    "inputs",
    "stated_by",
    "list_id",
)


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
            if "grid" in fields:
                fields["grid"] = fields["grid"].texts()
            known = {part: str(fields[part]) for part in key if part in fields}
            rest = {part: str(value) for part, value in fields.items() if part not in key and part not in _IDS}
            yield name, json.dumps(known, ensure_ascii=False), rest


def main(raw: str) -> None:
    """Print the rows of all documents below a folder."""
    root = Path(raw)
    for path in sorted(item for item in root.rglob("*") if item.suffix in {".pdf", ".txt"}):
        for name, key, rest in document_to_rows(path):
            row: list[Any] = [str(path.relative_to(root)), name, key, rest]
            print(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1])
