"""Every body cell that holds or should hold a number becomes one observation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.model import Cell, Claim, Dimension, Observation, Structure, Table, Unit
from extractors.observations.context import find_main_entity, table_to_context
from extractors.observations.kinds import KnownLevel, layout_to_levels
from extractors.observations.layout import grid_to_layout
from extractors.observations.parts import Parts, read_parts
from extractors.observations.roles import cell_to_roles, plan_roles
from extractors.observations.subjects import (
    Subject,
    cell_to_category,
    cell_to_period,
    cell_to_subject,
    plan_subject,
)
from extractors.observations.units import (
    claims_by_value,
    labels_to_unit,
    plan_units,
    unit_of_quotations,
    units_in_order,
    units_of_columns,
)
from extractors.observations.values import are_coefficients, cells_to_values
from extractors.vocabulary import Vocabulary

_RATES = {None, "percent", "permille", "percentage_point", "index", "times"}
Stated = list[tuple[KnownLevel, Parts]]


def find_observations(
    tables: Sequence[Table],
    structure: Structure,
    claims: Sequence[Claim],
    vocabulary: Vocabulary,
) -> tuple[Observation, ...]:
    """Return one row for each body cell that holds a number, or stands where numbers stand and holds none.

    A dimension is taken from the cell's own labels, else from the caption, the notes, the
    unit line, the headings and sentences about the table, else from what the article is about; its
    source says which. A dimension that nothing settles stays empty.
    """
    main = find_main_entity(structure, vocabulary)
    quoted = claims_by_value(claims)
    return tuple(
        observation
        for table in tables
        for observation in _table_to_observations(table, structure, quoted, main, vocabulary)
    )


def _table_to_observations(
    table: Table,
    structure: Structure,
    quoted: Mapping[Decimal, Sequence[Claim]],
    main: Dimension,
    vocabulary: Vocabulary,
) -> list[Observation]:
    layout = grid_to_layout(table.grid)
    values = cells_to_values(layout, vocabulary)
    if not values:
        return []
    context = table_to_context(table, structure, main)
    caption = read_parts(table.caption, vocabulary, caption=True) if table.caption else None
    rows, columns = layout_to_levels(layout, caption, vocabulary)
    roles = plan_roles(caption, (*rows, *columns), layout.corner, context, vocabulary)
    subjects = plan_subject(caption, layout.corner, context, vocabulary)
    units = plan_units(table.unit, caption, table.notes, vocabulary)
    read = [(cell, value, _stated(cell, rows, columns)) for cell, value in values]
    measured = [cell_to_subject(stated, subjects) for _, _, stated in read]
    ordered = units_in_order(units, measured, vocabulary.units)
    found: list[tuple[Observation, Subject]] = []
    for (cell, value, stated), subject in zip(read, measured, strict=True):
        entity, partner = cell_to_roles(stated, roles)
        column_unit = next((texts.get(cell.row) for texts in layout.unit_columns.values()), None)
        of_label = ordered.get(subject.dimension.label or "")
        outer = labels_to_unit(stated, column_unit, subject, (of_label,) if of_label else units, vocabulary)
        unit = _joined_unit(value.unit, outer)
        observation = Observation(
            observation_id=f"{table.table_id}/r{cell.row}c{cell.column}",
            table_id=table.table_id,
            row=cell.row,
            column=cell.column,
            row_labels=tuple(known.level.labels[cell.row] for known in rows if cell.row in known.level.labels),
            column_labels=tuple(
                known.level.labels[cell.column] for known in columns if cell.column in known.level.labels
            ),
            text=cell.text,
            value=value.value,
            value_to=value.value_to,
            uncertainty=value.uncertainty,
            decimals=value.decimals,
            unit=unit,
            entity=entity,
            partner=partner,
            category=cell_to_category(stated, subjects),
            indicator=_in_unit(subject, unit, vocabulary),
            period=cell_to_period(stated, subjects),
            status=value.status,
            confidence=_confidence(table, cell, rows, roles.confidence),
            place=cell.place,
        )
        found.append((observation, subject))
    of_columns = units_of_columns([(item.column, item.unit) for item, _ in found], units)
    found = [
        (
            replace(item, unit=of_columns[item.column]) if item.unit == Unit() and item.column in of_columns else item,
            subject,
        )
        for item, subject in found
    ]
    return _with_quoted_units(found, quoted, coefficients=are_coefficients(values))


def _joined_unit(printed: Unit | None, outer: Unit) -> Unit:
    if printed is None:
        return outer
    if printed.code is None:
        # 100 million in a column headed kg: the cell adds a multiplier to the unit that its head prints.
        return replace(outer, multiplier=outer.multiplier + printed.multiplier)
    return printed


def _in_unit(subject: Subject, unit: Unit, vocabulary: Vocabulary) -> Dimension:
    # 出口 counted in tonnes is a volume, not a value.
    measure, code = subject.measure, subject.dimension.code
    physical = vocabulary.units.family_of(unit.code) == "physical"
    if (
        measure is not None
        and measure.unit == "percent"
        and unit.source in {"unit_line", "caption"}
        and unit.code not in _RATES
    ):
        return replace(subject.dimension, code=None)  # the parts of a whole, in its unit
    if measure is not None and measure.role == "flow" and physical and code is not None:
        return replace(subject.dimension, code=code.replace("_value", "_volume"))
    return subject.dimension


def _stated(cell: Cell, rows: Sequence[KnownLevel], columns: Sequence[KnownLevel]) -> Stated:
    labels = [(known, known.at(cell.row)) for known in rows] + [(known, known.at(cell.column)) for known in columns]
    return [(known, part) for known, part in labels if part is not None]


def _confidence(table: Table, cell: Cell, rows: Sequence[KnownLevel], roles: float) -> float:
    carried = any(cell.row in known.level.carried for known in rows)
    return round(table.grid.confidence * cell.confidence * roles * (0.9 if carried else 1.0), 4)


def _with_quoted_units(
    found: Sequence[tuple[Observation, Subject]], quoted: Mapping[Decimal, Sequence[Claim]], *, coefficients: bool
) -> list[Observation]:
    """Give cells of one indicator that print no unit the one in which the prose quotes them."""
    groups: dict[str | None, list[Decimal]] = defaultdict(list)
    for observation, _ in found:
        if observation.unit == Unit() and observation.value is not None:
            groups[observation.indicator.label].append(observation.value)
    units = {label: unit_of_quotations(values, quoted) for label, values in groups.items()}
    finished = []
    for observation, subject in found:
        unit = observation.unit
        if unit == Unit() and coefficients:
            unit = Unit(None, "index", 0, "default")
        elif unit == Unit():
            unit = units.get(observation.indicator.label) or _unit_of_kind(subject, groups[observation.indicator.label])
        finished.append(replace(observation, unit=unit))
    return finished


def _unit_of_kind(subject: Subject, values: Sequence[Decimal]) -> Unit:
    kind = subject.measure.unit if subject.measure else None
    # Persons and ranks are whole: with decimals they are averages, or counted in thousands that are not printed here.
    if kind in {"count", "rank"} and all(value == value.to_integral_value() for value in values):
        return Unit(None, kind, 0, "default")
    # Shares without a sign are printed as percent or as fractions of one; only values above one tell.
    if kind == "percent" and any(abs(value) > 1 for value in values):
        return Unit(None, "percent", 0, "default")
    return Unit()
