"""What the script of a page knows of its article, packed: a column a list, and every text once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from markupsafe import Markup

from flows.report.refs import Row, cell_to_ref, to_ref, to_refs

# The columns that people see under a cell, a claim, an indicator, and that go into a CSV file of them.
_DIMENSIONS: Final = ("entity", "entity_code", "partner", "partner_code", "category", "category_code")
_MEASURE: Final = ("indicator", "indicator_code")
_UNIT: Final = ("unit", "unit_code", "unit_multiplier")
_FROM: Final = ("period_from", "entity_from", "partner_from", "category_from", "indicator_from", "unit_from")
OBSERVATION: Final = (
    "row_labels", "column_labels", "period", *_DIMENSIONS, *_MEASURE, "value", "value_to", "text", *_UNIT, *_FROM,
    "status", "confidence",
)  # fmt: skip
CLAIM: Final = (
    "text", "kind", "sense", "modifier", "direction", "value", "value_to", *_UNIT, "period", *_DIMENSIONS, *_MEASURE,
    "denominator", "base_entity", "base_period", *_FROM, "status", "confidence", "sentence",
)  # fmt: skip
INDICATOR: Final = (
    *_MEASURE[1:], *_DIMENSIONS, "period", "base_period", "value", *_UNIT[1:], "formula", "stated_value", "verdict",
)  # fmt: skip
REPAIR: Final = ("subject", "rule", "before", "after", "reason", "author", "source")


class Packer:
    """Puts texts into one list and their places into the rows: labels, units and codes come again and again."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._places: dict[str, int] = {}

    def pack(self, rows: Sequence[Row], columns: Sequence[str], refs: Sequence[str]) -> dict[str, object]:
        """Return rows as lists of columns; those of texts are named in `of_texts`, and null is null."""
        of_texts = [column for column in columns if any(isinstance(row[column], str) for row in rows)]
        return {
            "columns": list(columns),
            "of_texts": of_texts,
            "refs": list(refs),
            "values": [_shorten([self._value(row[column]) for row in rows]) for column in columns],
        }

    def _value(self, value: Any) -> object:  # noqa: ANN401 (whatever a column holds)
        if isinstance(value, str):
            return self._places.setdefault(value, len(self._places)) if self._keep(value) else None
        if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
            return int(value)
        return value

    def _keep(self, value: str) -> bool:
        if value not in self._places:
            self.texts.append(value)
        return True


def _shorten(values: list[object]) -> list[object] | dict[str, list[object]]:
    """Return a column as it is, or as runs [value, how often, …] where that is shorter: most columns hold one value a table."""
    runs: list[object] = []
    for value, run in groupby(values, key=lambda value: (type(value), value)):
        runs += [value[1], len([*run])]
    return {"runs": runs} if len(runs) < len(values) else values


def pack_data(rows: Mapping[str, Sequence[Row]], charts: Sequence[Mapping[str, Any]] = ()) -> dict[str, object]:
    """Return observations, claims and indicators for the script, and the charts of them."""
    packer = Packer()
    observations = [
        row | {name: " / ".join(row[name] or ()) for name in ("row_labels", "column_labels")}
        for row in map(dict, rows["observations"])
    ]
    # What goes into an indicator, and what a chart shows, are observations: by their places in that list.
    places = {cell_to_ref(row): place for place, row in enumerate(observations)}
    packed: dict[str, object] = {
        "charts": [_pack_chart(chart, places) for chart in charts],
        "observations": packer.pack(observations, OBSERVATION, [cell_to_ref(row) for row in observations]),
        "claims": packer.pack(rows["claims"], CLAIM, [to_ref(row["claim_id"]) for row in rows["claims"]]),
        "indicators": packer.pack(
            rows["indicators"], INDICATOR, [to_ref(row["indicator_id"]) for row in rows["indicators"]]
        ),
        "inputs": [[places.get(ref, ref) for ref in to_refs(row["inputs"])] for row in rows["indicators"]],
    }
    return packed | {"texts": packer.texts}


def _pack_chart(chart: Mapping[str, Any], places: Mapping[str, int]) -> dict[str, object]:
    """Return a chart whose values are places of observations, and of the names of their series."""
    values = chart["spec"]["data"]["values"]
    names = list(dict.fromkeys(value["s"] for value in values))
    return {
        **chart,
        "spec": {key: value for key, value in chart["spec"].items() if key != "data"},
        "names": names,
        "of": [places[value["r"]] for value in values],
        "series": _shorten([names.index(value["s"]) for value in values]),
        "marked": [place for place, value in enumerate(values) if "x" in value],
    }


def to_script(data: object) -> Markup:
    """Return data as JSON for a `script` element that is not executed: no text in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for character in "<>&\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 (every character that means something in HTML is escaped)
