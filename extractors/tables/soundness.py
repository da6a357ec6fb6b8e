"""Signs by which a table read from a text can be told from one that only fits its own cells: what speaks against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import regex

from extractors.characters import to_plain
from extractors.model import Grid, Region
from extractors.tables.fit import all_headed
from extractors.tables.kinds import is_value, is_year, ordinal, strip_marks
from extractors.tables.sequence_corner import corner_to_classes

SIGNS: Final = ("bare", "open", "blank", "mixed", "uneven", "numbered", "headless", "corner", "wordy", "doubled")
_WORDS: Final = 6  # of one label
_IDEOGRAPHS: Final = 16
_STEPS: Final = frozenset({1, 2, 5})


def grid_to_doubts(grid: Grid, regions: Sequence[Region]) -> tuple[float, ...]:
    """Return a number between 0 (nothing speaks against it) and 1 for each of SIGNS.

    The readings compare ways to read the cells of a region, and know nothing of a region that has lost a line or taken one
    in. `bare` is a table without a label, `open` one that no note ends; `blank` is the share of the body without print,
    `mixed` the share of odd kinds in the worst column, `uneven` that of odd decimals, by rows or by columns, `numbered` the
    share of labels that are numbers in no order; `headless` says that a column has no label, `corner` that the corner names no
    axis (half where it is blank), `wordy` that a label is as long as a clause, `doubled` is the share of labels that repeat others.
    """
    texts = grid.texts()
    covered = {
        (row, column)
        for cell in grid.cells
        if cell.row_span * cell.column_span > 1
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    body = [row[grid.header_columns :] for row in texts[grid.header_rows :]]
    cells = [text for row in body for text in row]
    empty = sum(
        not texts[row][column] and (row, column) not in covered
        for row in range(grid.header_rows, grid.rows)
        for column in range(grid.header_columns, grid.columns)
    )
    heads = [row[grid.header_columns :] for row in texts[: grid.header_rows]]
    stubs = [row[: grid.header_columns] for row in texts[grid.header_rows :]]
    corner = "".join(text for row in texts[: grid.header_rows] for text in row[: grid.header_columns])
    across, down = (
        [head[-1] for head in zip(*heads, strict=True)] if heads else [],
        [stub[-1] for stub in stubs if stub],
    )
    labels = [text for row in (*heads, *stubs) for text in row if text]
    return (
        float(all(region.label is None for region in regions)),
        float(not any(region.closed for region in regions)),
        empty / max(len(cells), 1),
        max((_oddness([is_value(text) for text in column if text]) for column in zip(*body, strict=True)), default=0.0),
        min(_unevenness(body), _unevenness(list(zip(*body, strict=True)))),
        max(_numbered(across), _numbered(down)),
        float(not all_headed(grid)),
        0.0 if any(corner_to_classes(corner)) else 1.0 if corner or (across and " " in to_plain(across[0])) else 0.5,
        float(any(map(is_wordy, labels))),
        max(_doubled(list(zip(*heads, strict=True))), _doubled(stubs)),
    )


def is_wordy(text: str) -> bool:
    """Tell whether a label is as long as a clause."""
    plain = to_plain(text)
    return len(plain.split()) > _WORDS or len(regex.findall(r"\p{Han}", plain)) > _IDEOGRAPHS


def _oddness(kinds: Sequence[object]) -> float:
    return 1.0 - max(Counter(kinds).values()) / len(kinds) if kinds else 0.0


def _unevenness(lines: Sequence[Sequence[str]]) -> float:
    decimals = [[len(text.partition(".")[2]) for text in map(_digits, line) if text] for line in lines]
    known = sum(map(len, decimals))
    return sum(_oddness(line) * len(line) for line in decimals) / known if known else 0.0


def _digits(text: str) -> str:
    match = regex.search(r"\d[\d,]*(?:\.\d+)?", strip_marks(to_plain(text))) if is_value(text) else None
    return match.group().replace(",", "") if match else ""


def _numbered(labels: Sequence[str]) -> float:
    # Years and running numbers are labels in their order; other numbers are cells that were taken for labels.
    numbers = [text for text in labels if text and is_value(text)]
    counted = [ordinal(text) for text in numbers]
    years = [int(to_plain(text)[:4]) for text in numbers if is_year(text)]
    in_order = all(abs(after - before) in _STEPS for before, after in pairwise(years))
    running = len(numbers) > 1 and all(
        one is not None and other is not None and other == one + 1 for one, other in pairwise(counted)
    )
    if running or (years and len(years) == len(numbers) and in_order):
        return 0.0
    return len(numbers) / max(len(labels), 1)


def _doubled(paths: Sequence[Sequence[str]]) -> float:
    # Under spans the same members stand again, each time with another span before them.
    filled: list[tuple[str, ...]] = []
    for path in paths:
        above = filled[-1] if filled else ("",) * len(path)
        filled.append(tuple(text or before for text, before in zip(path, above, strict=True)))
    named = [path for path in filled if any(path)]
    return 1.0 - len(set(named)) / len(named) if named else 0.0
