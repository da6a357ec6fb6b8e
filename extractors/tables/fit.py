"""How well a reading fits: signs that tell right grids from wrong ones without knowing the truth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from extractors.model import Grid
from extractors.tables.forms import is_form
from extractors.tables.kinds import is_value


def grid_to_confidence(grid: Grid) -> float:
    """Estimate the probability that a grid is exact from the signs of section-free fit.

    Wrong columns show as words among numbers, two numbers in a cell and columns without a
    header; wrong rows as rows that are nearly empty. Joined rows in doubt count too.
    """
    body = _body(grid)
    if not body:
        return 0.05
    filled = [sum(bool(text) for text in row) / len(row) for row in body if len(row) > 0]
    fill = sum(filled) / len(filled)
    thin = sum(share < 0.6 for share in filled) / len(filled)
    doubts = sum(cell.confidence < 0.7 for cell in grid.cells) / max(1, len(grid.cells))
    confidence = 0.95
    confidence -= 0.35 * (1 - worst_purity(body))
    confidence -= 0.3 * min(1.0, thin * 1.5)
    confidence -= 0.3 * max(0.0, 0.8 - fill)
    confidence -= 0.15 if not all_headed(grid) and not is_form(grid) else 0.0
    confidence -= 0.4 * min(1.0, 2.0 * double_values(body))
    confidence -= 0.3 * min(1.0, 4 * doubts)
    confidence -= 0.1 if grid.unread else 0.0
    if not any(is_value(text) for row in body for text in row):
        confidence -= 0.25  # a table of words alone has few signs to be judged by
    return round(max(0.02, min(0.99, confidence)), 3)


def _body(grid: Grid) -> list[list[str]]:
    """Return the texts of the body, spanned positions filled, rows of one spanning title left out."""
    texts = [[""] * grid.columns for _ in range(grid.rows)]
    titles: set[int] = set()
    for cell in grid.cells:
        if cell.column_span == grid.columns > 1:
            titles.add(cell.row)
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                texts[row][column] = cell.text
    rows = [row for index, row in enumerate(texts) if index >= grid.header_rows and index not in titles]
    return [row for row in rows if sum(bool(text) for text in row) > 1 or (row and not row[0])]


def worst_purity(rows: Sequence[Sequence[str]]) -> float:
    """Return the least share that one kind, numbers or words, has of a column's filled cells."""
    purities = [1.0]
    for column in zip(*rows, strict=True):
        filled = [text for text in column if text]
        if len(filled) > 1:
            values = sum(is_value(text) for text in filled) / len(filled)
            purities.append(max(values, 1 - values))
    return min(purities)


def double_values(rows: Sequence[Sequence[str]]) -> float:
    """Return the share of filled cells that hold two numbers with a blank between them."""
    filled = [text for row in rows for text in row if text]
    double = sum(
        len(parts) > 1 and all(map(is_value, parts)) and not is_value(text)
        for text in filled
        if (parts := text.split())
    )
    return double / max(1, len(filled))


def all_headed(grid: Grid) -> bool:
    """Tell whether every column but the first has a label in the header."""
    headed = {
        column
        for cell in grid.cells
        if cell.row < grid.header_rows and cell.text
        for column in range(cell.column, cell.column + cell.column_span)
    }
    return headed >= set(range(1, grid.columns))


def agreement(first: Sequence[Sequence[str]], second: Sequence[Sequence[str]]) -> float:
    """Return how alike the texts of two grids are: 1 for the same texts with the same neighbours, 0 for nothing in common."""
    if first == second:
        return 1.0
    ours, theirs = _neighbours(first), _neighbours(second)
    total = sum(ours.values()) + sum(theirs.values())
    return 2 * sum((ours & theirs).values()) / total if total else 1.0


def _neighbours(texts: Sequence[Sequence[str]]) -> Counter[tuple[str, str, str]]:
    # Adjacency relations (Göbel et al. 2012): they forgive one row too many, unlike comparing position by position.
    pairs: Counter[tuple[str, str, str]] = Counter()
    for row in texts:
        pairs.update(("right", left, right) for left, right in pairwise(text for text in row if text))
    for column in zip(*texts, strict=True):
        pairs.update(("below", above, below) for above, below in pairwise(text for text in column if text))
    return pairs
