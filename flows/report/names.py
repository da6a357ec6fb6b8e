"""What the codes of an article are called, for its page: in Chinese and in English, by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from extractors.vocabulary.names import Name, load_names
from flows.report.refs import Row

# By kind, the columns that hold such codes; a unit is called after its code and its power of ten.
_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "indicator": ("indicator_code",),
    "place": ("entity_code", "partner_code"),
    "category": ("category_code",),
    "unit": ("unit_code",),
}


def find_names(rows: Mapping[str, Sequence[Row]]) -> dict[str, dict[str, tuple[str, str]]]:
    """Return by kind the names (Chinese, English) of the codes of observations, claims and indicators that have one.

    A unit is found by its code and its power of ten, as in `USD:8`. Codes of a user's own vocabulary are left as they are:
    a page is made of what is published alone.
    """
    names = load_names()
    called: Mapping[str, Callable[[str], Name | None]] = {
        "indicator": names.of_indicator,
        "place": names.of_place,
        "category": names.of_class,
        "unit": lambda key: names.of_unit(key.rpartition(":")[0], int(key.rpartition(":")[2])),
    }
    return {kind: _call(_codes(rows, kind), call) for kind, call in called.items()}


def _codes(rows: Mapping[str, Sequence[Row]], kind: str) -> Iterable[str]:
    for dataset in ("observations", "claims", "indicators"):
        for row in rows[dataset]:
            for column in _COLUMNS[kind]:
                if row[column] is not None:
                    yield f"{row[column]}:{row['unit_multiplier'] or 0}" if kind == "unit" else row[column]


def _call(codes: Iterable[str], call: Callable[[str], Name | None]) -> dict[str, tuple[str, str]]:
    found = {code: call(code) for code in dict.fromkeys(codes)}
    return {code: (name.zh, name.en) for code, name in found.items() if name is not None}
