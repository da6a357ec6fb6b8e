"""Rows and columns of a table that print the same numbers: one of them was copied from the other.

Two lines of three numbers and more do not agree by chance. They may by nature (a total of a single part, a country with one region, the
numbers of observations under two parts of a regression table), so that it is a doubt and no contradiction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from extractors.checks.sheets import Axis, Sheet
from extractors.checks.statements import Finding, Language, table_name
from extractors.model import Observation

_FEWEST: Final = 3  # numbers of a line
_FEWEST_DISTINCT: Final = 2
_TELLING: Final = 3  # figures of a number that agrees by no chance
_FEWEST_TELLING: Final = 2


def check_duplicates(sheets: Sequence[Sheet], language: Language) -> list[Finding]:
    """Find lines of a table that repeat an earlier one, number by number; totals are left out. Each is one finding on its first number."""
    findings: list[Finding] = []
    axes: tuple[Axis, Axis] = ("row", "column")
    for sheet in sheets:
        for axis in axes:
            parts = sheet.parts(axis)
            lines: dict[int, dict[int, Observation]] = defaultdict(dict)
            for (row, column), cell in sorted(sheet.cells.items()):
                line, across = (row, column) if axis == "row" else (column, row)
                if line in parts:
                    lines[line][across] = cell
            seen: dict[tuple[tuple[int, str], ...], list[Observation]] = {}
            for cells in lines.values():
                key = tuple((across, cell.text) for across, cell in cells.items())
                held = list(cells.values())
                if key in seen and _is_telling(held):
                    findings.append(_finding(sheet, axis, seen[key], held, language))
                seen.setdefault(key, held)
    return findings


def _is_telling(cells: Sequence[Observation]) -> bool:
    texts = [cell.text for cell in cells]
    telling = {text for text in texts if sum(mark.isdigit() for mark in text) >= _TELLING}
    return len(texts) >= _FEWEST and len(set(texts)) >= _FEWEST_DISTINCT and len(telling) >= _FEWEST_TELLING


def _finding(
    sheet: Sheet, axis: Axis, first: Sequence[Observation], again: Sequence[Observation], language: Language
) -> Finding:
    labels = [" ".join(cells[0].row_labels if axis == "row" else cells[0].column_labels) for cells in (first, again)]
    numbers = ", ".join(cell.text for cell in again[:4]) + (" …" if len(again) > 4 else "")
    what = {"row": ("行", "rows"), "column": ("列", "columns")}[axis]
    message = (
        f"{table_name(sheet.table, language)}“{labels[0]}”与“{labels[1]}”两{what[0]}的数值完全相同（{numbers}），请核对是否重复。"
        if language == "zh"
        else f'The {what[1]} "{labels[0]}" and "{labels[1]}" of {table_name(sheet.table, language)} print the same numbers ({numbers}); please check that none was copied.'
    )
    return Finding(
        subject=again[0].observation_id,
        rule="duplicate_line",
        formula=numbers,
        inputs=tuple(cell.observation_id for cell in (*first, *again)),
        stated=again[0].text,
        verdict="ambiguous",
        message=message,
    )
