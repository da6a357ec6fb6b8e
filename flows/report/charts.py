"""Charts of the tables that run over periods: Vega-Lite specifications, drawn by the page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from flows.report.refs import Row, cell_to_ref, to_ref

_FEWEST_PERIODS: Final = 2
_LINE_FROM: Final = 4  # periods; fewer are bars beside each other
_IN_ONE: Final = 5  # series in one panel, told apart by colour and shape; more are small multiples
_MOST_SERIES: Final = 40
_CROSS: Final = {"type": "point", "shape": "cross", "size": 160, "strokeWidth": 2.5, "filled": False, "angle": 45}
_LABELS: Final = ("entity", "partner", "category", "indicator")

Spec = dict[str, Any]


def find_charts(rows: Mapping[str, Sequence[Row]], states: Mapping[str, str]) -> list[dict[str, object]]:
    """Return the charts of each table with periods: one for each indicator and unit, since scales are not mixed.

    A chart has the name of its table, a title, the printed unit, and a Vega-Lite specification without size and colours of
    the surroundings, which the page adds.
    """
    by_table: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows["observations"]:
        if row["value"] is not None and row["period"] is not None:
            by_table[row["table_id"]].append(row)
    charts: list[dict[str, object]] = []
    for table_id, observations in by_table.items():
        groups: defaultdict[tuple[Any, ...], list[Row]] = defaultdict(list)
        for row in observations:
            groups[row["unit_code"], row["unit_multiplier"], row["unit"]].append(row)
        for (_, _, unit), group in groups.items():
            chart = _to_chart(group, states, unit)
            if chart is not None:
                charts.append({"table": to_ref(table_id), "unit": unit or "", "spec": chart})
    return charts


def _to_chart(group: Sequence[Row], states: Mapping[str, str], unit: str | None) -> Spec | None:
    periods = sorted({row["period"] for row in group})
    names = _to_names(group)
    series = list(dict.fromkeys(names))
    if len(periods) < _FEWEST_PERIODS or len(series) > _MOST_SERIES:
        return None
    values = [
        {"p": row["period"], "v": row["value"], "s": name, "r": cell_to_ref(row)}
        | ({"x": 1} if states.get(cell_to_ref(row)) == "bad" else {})
        for row, name in zip(group, names, strict=True)
    ]
    if len({(value["p"], value["s"]) for value in values}) < len(values):
        return None  # labels that do not tell the values apart: a chart would join what does not belong together
    return chart_to_spec(values, unit or "", lines=len(periods) >= _LINE_FROM, small_multiples=len(series) > _IN_ONE)


def chart_to_spec(values: list[dict[str, Any]], unit: str, *, lines: bool, small_multiples: bool) -> Spec:
    """Return the specification of a line or bar chart of values {p: period, v: value, s: series, r: name of the cell, x where it is contradicted}."""
    # In the order of the table: Vega-Lite's own is the alphabet's.
    series = list(dict.fromkeys(value["s"] for value in values))
    single = len(series) == 1
    by_series: Spec = {"field": "s", "type": "nominal", "sort": series, "title": None}
    color: Spec = {} if small_multiples or single else {"color": by_series}
    tooltip: Spec = {"tooltip": [{"field": field, "title": " " * width} for width, field in enumerate("spv", 1)]}
    x: Spec = {"field": "p", "type": "ordinal", "title": None, "axis": {"labelAngle": -45, "labelOverlap": True}}
    y: Spec = {"field": "v", "type": "quantitative", "title": unit or None, "axis": {"tickCount": 5, "grid": True}}
    place: Spec = {"x": x, "y": y}
    beside: Spec = {"xOffset": {"field": "s", "sort": series}} if color and not lines else {}
    wrong: Spec = {
        "transform": [{"filter": "isValid(datum.x)"}],
        "mark": {**_CROSS, "color": "#d3224f"},
        "encoding": {**place, **beside, **tooltip},
    }
    if lines:
        dots = {**place, **color, **({"shape": by_series} if color else {}), **tooltip}
        layers: list[Spec] = [{"mark": {"type": "line", "strokeWidth": 2}, "encoding": {**place, **color}}]
        layers += [{"mark": {"type": "point", "filled": True, "size": 45, "opacity": 1}, "encoding": dots}]
    else:
        layers = [{"mark": "bar", "encoding": {**place, **color, **beside, **tooltip}}]
    layers.append(wrong)
    spec: Spec = {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "data": {"values": values}}
    if not small_multiples:
        return spec | {"layer": layers}
    return spec | {"facet": {**by_series, "header": {"labelLimit": 150}}, "columns": 3, "spec": {"layer": layers}}


def _to_names(group: Sequence[Row]) -> list[str]:
    """Name the series of each observation by the dimensions in which the group differs, else by its labels that are no period."""
    dimensions = [name for name in _LABELS if len({row[name] for row in group}) > 1]
    names = [" \N{MIDDLE DOT} ".join(row[name] for name in dimensions if row[name]) for row in group]
    if len({(row["period"], name) for row, name in zip(group, names, strict=True)}) == len(group):
        return names
    return [" \N{MIDDLE DOT} ".join(_other_labels(row)) for row in group]


def _other_labels(row: Row) -> list[str]:
    labels = [*(row["row_labels"] or ()), *(row["column_labels"] or ())]
    return [label for label in labels if not label.rstrip("\N{CJK UNIFIED IDEOGRAPH-5E74}").isdecimal()]
