"""What kind of table a gold table is: by its `traits` where an annotator noted them, else by its grid and the page.

Strokes and lines of words are taken from the page within the gold table's box; a gold table without traits and
without a box belongs to the classes of its grid alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import regex

from extractors.model import Box, Page

_NUMBER = regex.compile(r"[-+(（]?[\d.,%％*)）\s]*\d[\d.,%％*)）\s]*")
CLASSES = (
    "ruled",
    "three-line or horizontal rules only",
    "no rules",
    "spanning header",
    "rows that share a label",
    "cells of several lines",
    "empty cells (a tenth or more)",
    "30 rows or more",
    "words only",
    "several tables on the page",
    "two-column page",
)
# How annotators put it; the first that fits decides about rules.
_NOTED: dict[str, Callable[[str], object]] = {
    "ruled": lambda trait: trait.startswith(("fully ruled", "ruled")),
    "three-line or horizontal rules only": lambda trait: "three-line" in trait,
    "no rules": lambda trait: "borderless" in trait or trait == "no rules",
    "cells of several lines": lambda trait: regex.search(r"wrapped", trait) and "caption" not in trait,
    "two-column page": lambda trait: trait == "two-column page",
}


def table_to_traits(table: Mapping[str, Any], on_page: int, page: Page | None) -> frozenset[str]:
    """Return the classes of a gold table that has `on_page` gold tables on its page."""
    grid: list[list[str]] = [[cell or "" for cell in row] for row in table["grid"]]
    cells = [cell for row in grid for cell in row]
    spans = table.get("spans") or []
    covered = sum(high * wide - 1 for _, _, high, wide in spans)
    traits = {
        "spanning header": any(wide > 1 for row, _, _, wide in spans if row < _header_rows(grid)),
        "rows that share a label": any(high > 1 for row, _, high, _ in spans if row >= _header_rows(grid)),
        "empty cells (a tenth or more)": sum(not cell for cell in cells) - covered >= 0.1 * len(cells),
        "30 rows or more": len(grid) >= 30,
        "words only": not any(_NUMBER.fullmatch(cell) for cell in cells),
        "several tables on the page": on_page > 1,
    }
    noted = table.get("traits")
    if noted is not None:
        traits |= {name: any(fits(trait) for trait in noted) for name, fits in _NOTED.items()}
    elif page is not None and table.get("bbox"):
        traits |= _page_traits(_to_box(table, page), page, len(grid))
    return frozenset(name for name, holds in traits.items() if holds)


def _header_rows(grid: Sequence[Sequence[str]]) -> int:
    # Down to the first row of which half the filled cells after the first are numbers, the year apart.
    for index, row in enumerate(grid):
        rest = [cell for cell in row[1:] if cell]
        if rest and sum(bool(_NUMBER.fullmatch(cell)) for cell in rest) * 2 >= len(rest):
            return max(1, index)
    return 1


def _to_box(table: Mapping[str, Any], page: Page) -> Box:
    x0, first, x1, second = table["bbox"]
    if table.get("bbox_origin") == "bottom-left":
        first, second = page.height - second, page.height - first
    return Box(x0, first, x1, second)


def _page_traits(box: Box, page: Page, rows: int) -> dict[str, bool]:
    inside = [
        ruling
        for ruling in page.rulings
        if box.x0 - 6 <= (ruling.x0 + ruling.x1) / 2 <= box.x1 + 6 and box.top - 8 <= ruling.top <= box.bottom + 8
    ]
    # A stroke counts by the places where it stands, for one long line may be drawn piece by piece.
    upright = {round(ruling.x0 / 3) for ruling in inside if not ruling.horizontal and ruling.bottom - ruling.top > 5}
    level = {round(ruling.top / 3) for ruling in inside if ruling.horizontal and ruling.x1 - ruling.x0 > 5}
    ruled, lined = len(upright) >= 3 and len(level) >= 3, len(level) >= 2
    bases: list[float] = []
    for word in sorted(page.words, key=lambda word: word.box.bottom):
        within = box.x0 - 2 <= word.box.center_x <= box.x1 + 2 and box.top - 2 <= word.box.center_y <= box.bottom + 2
        if within and (not bases or word.box.bottom - bases[-1] > 0.5 * word.size):
            bases.append(word.box.bottom)
    return {
        "ruled": ruled,
        "three-line or horizontal rules only": lined and not ruled,
        "no rules": not ruled and not lined,
        "cells of several lines": len(bases) > rows,
    }
