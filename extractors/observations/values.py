"""The body cells of a table read as values, each in the light of its row and column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from extractors.model import Cell
from extractors.observations.layout import Layout
from extractors.quantities import CellValue, read_cell
from extractors.vocabulary import Vocabulary

# 减少2.07个百分点: annual reports write the sign of a change in words.
_WORDED_SIGN = regex.compile(r"^(?P<down>减少|下降|降低|下跌|减)|^(?P<up>增加|增长|上升|提高|上涨|增)")


def cells_to_values(layout: Layout, vocabulary: Vocabulary) -> tuple[tuple[Cell, CellValue], ...]:
    """Return the cells that hold a value, print a sign for a missing one, or are blank where their row and column hold numbers."""
    read: dict[tuple[int, int], CellValue] = {}
    for cell in layout.body:
        value = _read(cell.text, vocabulary)
        if value is not None:
            read[cell.row, cell.column] = value
    numeric = {at: value for at, value in read.items() if value.value is not None}
    by_column: dict[int, int] = {}
    by_row: dict[int, int] = {}
    filled: dict[int, int] = {}
    for row, column in numeric:
        by_column[column] = by_column.get(column, 0) + 1
        by_row[row] = by_row.get(row, 0) + 1
    for cell in layout.body:
        if cell.text.strip():
            filled[cell.column] = filled.get(cell.column, 0) + 1
    values = []
    for cell in layout.body:
        # A column of words with a stray number holds no numbers.
        wordy = 2 * by_column.get(cell.column, 0) < filled.get(cell.column, 0)
        value = read.get((cell.row, cell.column))
        if value is None:
            if not cell.text.strip() and not wordy and by_row.get(cell.row) and by_column.get(cell.column):
                values.append((cell, CellValue(None, status="O")))
        elif value.value is not None or not wordy or _is_all_missing(read, cell):
            values.append((cell, value))
    return tuple(_with_signs(values))


def _read(text: str, vocabulary: Vocabulary) -> CellValue | None:
    value = read_cell(text, vocabulary.units)
    if value is None and (sign := _WORDED_SIGN.match(text.strip())) is not None:
        value = read_cell(text.strip()[sign.end() :], vocabulary.units)
        if value is not None and value.value is not None and sign["down"]:
            return replace(value, value=-abs(value.value))
    return value


def _is_all_missing(read: Mapping[tuple[int, int], CellValue], cell: Cell) -> bool:
    return all(value.status == "O" for (_, column), value in read.items() if column == cell.column)


def _with_signs(values: list[tuple[Cell, CellValue]]) -> list[tuple[Cell, CellValue]]:
    """Tell accountants' negatives from standard errors: a row of brackets only, under a row without any, holds errors."""
    rows: dict[int, list[CellValue]] = {}
    for cell, value in values:
        if value.value is not None:
            rows.setdefault(cell.row, []).append(value)
    order = sorted(rows)
    errors = {
        row
        for before, row in pairwise(order)
        if all(value.bracketed for value in rows[row]) and not any(value.bracketed for value in rows[before])
    }
    # One bracketed row is a row of losses; errors alternate with their coefficients.
    if 2 * len(errors) < len([row for row in order if row not in errors]) or len(errors) < 2:
        return values
    above = dict(zip(order[1:], order, strict=False))
    uncertainty = {
        (above[cell.row], cell.column): abs(value.value)
        for cell, value in values
        if cell.row in errors and value.value is not None
    }
    finished = []
    for cell, value in values:
        if cell.row in errors and value.value is not None:
            finished.append((cell, replace(value, value=abs(value.value))))
        else:
            finished.append(
                (cell, replace(value, uncertainty=uncertainty.get((cell.row, cell.column), value.uncertainty)))
            )
    return finished


def are_coefficients(values: Sequence[tuple[Cell, CellValue]]) -> bool:
    """Tell whether a table prints estimates, which have no unit: stars for significance, or errors beside the values."""
    held = [value for _, value in values if value.value is not None]
    marked = [value for value in held if value.uncertainty is not None or any("*" in mark for mark in value.note_marks)]
    return len(marked) >= 2 and 4 * len(marked) >= len(held)
