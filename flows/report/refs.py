"""The names of things within a page: what an address ends in, as in `#t1-r2c3`, `#c7`, `#k12`, `#i5`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

# A row of a dataset, with its published columns.
Row = Mapping[str, Any]


def to_ref(identifier: str) -> str:
    """Return the name of what an id names, without its article: `<article_id>/t1/r2c3` is `t1-r2c3`."""
    return identifier.partition("/")[2].replace("/", "-")


def to_refs(identifiers: Iterable[str] | None) -> list[str]:
    """Return the names of several."""
    return [to_ref(identifier) for identifier in identifiers or ()]


def cell_to_ref(row: Row) -> str:
    """Return the name of a cell, which is that of the observation that it becomes."""
    return f"{to_ref(row['table_id'])}-r{row['row_index']}c{row['column_index']}"
