"""Observations as corrected: other dimensions, and the mark of what was corrected before them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from extractors.corrections.address import check_line, check_title, find_cell, find_table
from extractors.corrections.entries import Corrections, DimensionCorrection
from extractors.corrections.fields import DIMENSIONS
from extractors.corrections.outcome import Applied, MisfitError, Outcome, require_change
from extractors.corrections.values import correct_parts, part_to_text
from extractors.model import Observation, Repair, Table
from extractors.vocabulary import Vocabulary

_PARTS = (*DIMENSIONS, "unit", "period")


def correct_observations(
    observations: Sequence[Observation],
    read: Sequence[Table],
    corrected: Sequence[Table],
    corrections: Corrections,
    vocabulary: Vocabulary,
) -> tuple[tuple[Observation, ...], Outcome]:
    """Apply the corrections of dimensions, and mark the observations that any correction reaches.

    `read` are the tables as read, `corrected` as corrected: a correction may name a cell by what it read or reads.
    What is said of one cell goes before what is said of its row or column, and that before what is said of the table.
    """
    applied = Applied(corrections)
    marked = {item.observation_id: item for item in _mark(observations, corrected)}
    asked = [entry for entry in corrections.entries if isinstance(entry, DimensionCorrection)]
    for correction in sorted(asked, key=_width):
        try:
            table = _find_place(correction, read, corrected)
            changed = [_change(item, correction, vocabulary) for item in _reach(correction, table, marked.values())]
            require_change(any(repairs for _, repairs in changed))
            applied.take(correction, *_places(correction, table))
        except MisfitError as error:
            applied.refuse(correction, error)
            continue
        for item, repairs in changed:
            marked[item.observation_id] = item
            applied.repairs += [replace(repair, source=corrections.name) for repair in repairs]
    return tuple(marked.values()), applied.outcome


def _width(correction: DimensionCorrection) -> int:
    return (correction.row is not None) + (correction.column is not None)


def _find_place(correction: DimensionCorrection, read: Sequence[Table], corrected: Sequence[Table]) -> Table:
    """Return the table of a correction if what it names reads so, before or after. Raises `MisfitError`."""
    table = find_table(correction.table, corrected)
    row, column, printed = correction.row, correction.column, correction.printed
    misfits = []
    for version in (table, next(item for item in read if item.table_id == table.table_id)):
        try:
            if row is not None and column is not None:
                find_cell(version, row, column, printed)
            elif row is None and column is None:
                check_title(version, printed)
            else:
                check_line(version, row, column, printed)
        except MisfitError as error:
            misfits.append(error)
        else:
            return table
    raise misfits[0]


def _reach(correction: DimensionCorrection, table: Table, observations: Iterable[Observation]) -> list[Observation]:
    """Return the observations that a correction is about. Raises `MisfitError` where there is none."""
    found = [
        item
        for item in observations
        if item.table_id == table.table_id
        and correction.row in {None, item.row}
        and correction.column in {None, item.column}
    ]
    if not found:
        raise MisfitError("no number stands there")
    return found


def _places(correction: DimensionCorrection, table: Table) -> list[tuple[object, ...]]:
    names = {name.removesuffix("_code").removesuffix("_multiplier") for name, _ in correction.fields}
    return [(table.table_id, correction.row, correction.column, f"the {name} there") for name in sorted(names)]


def _change(
    item: Observation, correction: DimensionCorrection, vocabulary: Vocabulary
) -> tuple[Observation, list[Repair]]:
    parts = {name: getattr(item, name) for name in _PARTS}
    after: dict[str, Any] = dict(correct_parts(parts, correction.fields, vocabulary))
    if not after:
        return item, []
    repairs = [
        Repair(
            item.observation_id,
            f"corrected_{name}",
            part_to_text(parts[name]),
            part_to_text(part),
            correction.reason,
            place=item.place,
            author=correction.author,
        )
        for name, part in after.items()
    ]
    seen = _width(correction) == 2
    return replace(item, **after, corrected=True, confidence=1.0 if seen else item.confidence), repairs


@dataclass(frozen=True, slots=True)
class _Marks:
    """What of a table was corrected: all of it, cells of the body, rows and columns by their labels."""

    whole: bool
    cells: frozenset[tuple[int, int]]
    rows: frozenset[int]
    columns: frozenset[int]

    @staticmethod
    def of(table: Table) -> _Marks:
        cells = [cell for cell in table.grid.cells if cell.corrected]
        return _Marks(
            table.corrected,
            frozenset((cell.row, cell.column) for cell in cells),
            frozenset(
                row for cell in cells if cell.role == "row_header" for row in range(cell.row, cell.row + cell.row_span)
            ),
            frozenset(
                column
                for cell in cells
                if cell.role == "column_header"
                for column in range(cell.column, cell.column + cell.column_span)
            ),
        )


def _mark(observations: Iterable[Observation], tables: Sequence[Table]) -> Iterator[Observation]:
    marks = {table.table_id: _Marks.of(table) for table in tables}
    for item in observations:
        table = marks[item.table_id]
        if (item.row, item.column) in table.cells:
            yield replace(item, corrected=True, confidence=1.0)
        elif table.whole or item.row in table.rows or item.column in table.columns:
            yield replace(item, corrected=True)
        else:
            yield item
