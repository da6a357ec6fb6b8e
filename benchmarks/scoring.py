"""Tables against gold: adjacency relations and exact grids.

Adjacency relations after Göbel, Hassan, Oro, Orsi, "A methodology for evaluating algorithms for table understanding in PDF
documents" (DocEng 2012): each filled cell with its nearest filled neighbour to the right and below, blanks passed over;
a spanning cell stands at all places that it covers, and a pair of cells counts once in each direction.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any

_ALIKE = {
    ord(character): "-"
    for character in "\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}\N{EM DASH}\N{HORIZONTAL BAR}"
    "\N{MINUS SIGN}\N{SOFT HYPHEN}\ufffe"
}
_ALIKE |= {ord(character): "'" for character in "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"}
_ALIKE |= {ord(character): '"' for character in "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"}
_NOTHING = dict.fromkeys(map(ord, "\N{ZERO WIDTH NO-BREAK SPACE}\N{ZERO WIDTH SPACE}"))

Place = tuple[int, int]
Relations = Counter[tuple[str, str, str]]


def fold(text: str | None) -> str:
    """Return what is compared: compatibility forms alike, dashes and quotes alike, without blanks."""
    plain = unicodedata.normalize("NFKC", (text or "").translate(_ALIKE | _NOTHING)).translate(_ALIKE)
    return "".join(plain.split())


@dataclass(frozen=True)
class ScoredTable:
    """A table of gold or of a prediction: folded cells, wholly blank rows and columns left out.

    `owners` has for each place the cell (as first row and column) that covers it. `page` is None where the table may
    stand on any page, as in flattened text.
    """

    page: int | None
    cells: tuple[tuple[str, ...], ...]
    full: tuple[tuple[str, ...], ...]
    owners: tuple[tuple[Place, ...], ...]
    confidence: float | None = None
    about: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def relations(self) -> Relations:
        """Adjacency relations, as (direction, text, text of the neighbour)."""
        across = [[(self.full[i][j], self.owners[i][j]) for j in range(self.columns)] for i in range(self.rows)]
        down = [list(line) for line in zip(*across, strict=True)]
        return lines_to_relations("right", across) + lines_to_relations("below", down)

    @cached_property
    def texts(self) -> Counter[str]:
        """The filled cells, each counted once."""
        return Counter(text for row in self.cells for text in row if text)

    @property
    def rows(self) -> int:
        """Number of rows that are not blank."""
        return len(self.cells)

    @property
    def columns(self) -> int:
        """Number of columns that are not blank."""
        return len(self.cells[0]) if self.cells else 0


def lines_to_relations(direction: str, lines: Iterable[Sequence[tuple[str, Place]]]) -> Relations:
    """Return each pair of neighbours along rows (or columns) once, however many lines it stands in."""
    pairs: dict[tuple[Place, Place], tuple[str, str]] = {}
    for line in lines:
        filled = [(text, owner) for text, owner in line if text]
        for (text, owner), (next_text, next_owner) in pairwise(filled):
            if owner != next_owner:
                pairs.setdefault((owner, next_owner), (text, next_text))
    return Counter((direction, *pair) for pair in pairs.values())


def to_scored(table: Mapping[str, Any]) -> ScoredTable:
    """Read a table of a gold file or of a tool's answer."""
    grid = [[fold(cell) for cell in row] for row in table.get("grid") or []]
    width = max(map(len, grid), default=0)
    grid = [row + [""] * (width - len(row)) for row in grid]
    owners = [[(row, column) for column in range(width)] for row in range(len(grid))]
    for first_row, first_column, high, wide in table.get("spans") or []:
        for row in range(first_row, min(len(grid), first_row + high)):
            for column in range(first_column, min(width, first_column + wide)):
                if not grid[row][column] or grid[row][column] == grid[first_row][first_column]:
                    owners[row][column] = (first_row, first_column)
                    if (row, column) != (first_row, first_column):
                        grid[row][column] = ""
    full = [[grid[row][column] for row, column in line] for line in owners]
    rows = [index for index, row in enumerate(grid) if any(row)]
    columns = [index for index in range(width) if any(row[index] for row in grid)]
    return ScoredTable(
        page=table.get("page"),
        cells=tuple(tuple(grid[row][column] for column in columns) for row in rows),
        full=tuple(tuple(full[row][column] for column in columns) for row in rows),
        owners=tuple(tuple(owners[row][column] for column in columns) for row in rows),
        confidence=table.get("confidence"),
        about={key: value for key, value in table.items() if key not in {"grid", "spans", "page"}},
    )


def f1(right: float, first: float, second: float) -> float:
    """Return the harmonic mean of precision and recall."""
    return 2 * right / (first + second) if first + second else 0.0


def agreement(first: ScoredTable, second: ScoredTable) -> float:
    """Return F1 of the adjacency relations, and in small part of the texts, so that tables of one cell match too."""
    shared = f1((first.relations & second.relations).total(), first.relations.total(), second.relations.total())
    return shared + 0.01 * f1((first.texts & second.texts).total(), first.texts.total(), second.texts.total())


def match_tables(gold: Sequence[ScoredTable], found: Sequence[ScoredTable]) -> dict[int, int]:
    """Pair gold with found tables of the same page so that their agreement is the greatest possible in sum.

    Pairs are added one at a time by the best augmenting path (Bellman-Ford over what is paired so far), until
    no path adds anything: the maximum-weight matching.
    """
    weights = {
        (left, right): weight
        for left, table in enumerate(gold)
        for right, other in enumerate(found)
        if (table.page is None or table.page == other.page) and (weight := agreement(table, other)) > 0
    }
    paired: dict[int, int] = {}
    while True:
        owners = {right: left for left, right in paired.items()}
        best = {left: 0.0 for left, _ in weights if left not in paired}
        reached: dict[int, tuple[float, int]] = {}
        changed = True
        while changed:
            changed = False
            for (left, right), weight in weights.items():
                gain = best.get(left, float("-inf")) + weight
                if paired.get(left) == right or gain <= reached.get(right, (float("-inf"), 0))[0] + 1e-12:
                    continue
                reached[right] = gain, left
                changed = True
                if right in owners:
                    best[owners[right]] = gain - weights[owners[right], right]
        ends = [(gain, right) for right, (gain, _) in reached.items() if right not in owners and gain > 1e-12]
        if not ends:
            return paired
        at: int | None = max(ends)[1]
        while at is not None:
            left = reached[at][1]
            at, paired[left] = paired.get(left), at


@dataclass(frozen=True, slots=True)
class GoldTable:
    """A gold table and what a tool made of it: `found` is None where nothing on its page shares a relation."""

    document: str
    gold: ScoredTable
    found: ScoredTable | None

    @property
    def exact(self) -> bool:
        """Tell whether all texts stand at the same places, spans left out of account."""
        return self.found is not None and self.found.cells == self.gold.cells

    @property
    def score(self) -> float:
        """F1 of the adjacency relations of this table."""
        if self.found is None or not self.gold.relations:
            return float(self.exact)
        right = (self.gold.relations & self.found.relations).total()
        return f1(right, self.gold.relations.total(), self.found.relations.total())


@dataclass(frozen=True, slots=True)
class Score:
    """One document, or many: its gold tables, found tables without gold, and counts of relations.

    Where gold does not hold every table of a document, found tables without gold count neither way.
    """

    tables: tuple[GoldTable, ...]
    spurious: tuple[ScoredTable, ...]
    right: int
    found: int
    gold: int

    @property
    def exact(self) -> int:
        """Number of gold tables whose grid is exact."""
        return sum(table.exact for table in self.tables)

    @property
    def precision(self) -> float:
        """Share of the found relations that are right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold relations that are found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return f1(self.right, self.found, self.gold)


def score_document(gold: Mapping[str, Any], answers: Iterable[Mapping[str, Any]]) -> Score:
    """Score a document against its gold; of several gold readings (`alternatives`) the one that fits best counts."""
    found = [table for table in map(to_scored, answers) if table.texts]
    readings = [gold["tables"], *gold.get("alternatives", [])]
    scores = [_score_tables(gold, [to_scored(table) for table in tables], found) for tables in readings]
    return max(scores, key=lambda score: score.f1)


def _score_tables(gold: Mapping[str, Any], tables: Sequence[ScoredTable], found: Sequence[ScoredTable]) -> Score:
    paired = match_tables(tables, found)
    rows = tuple(
        GoldTable(gold["doc"], table, found[paired[index]] if index in paired else None)
        for index, table in enumerate(tables)
    )
    spare = [table for index, table in enumerate(found) if index not in set(paired.values())]
    spurious = tuple(spare) if gold.get("complete", True) else ()
    matched = [row.found for row in rows if row.found is not None]
    return Score(
        tables=rows,
        spurious=spurious,
        right=sum((row.gold.relations & row.found.relations).total() for row in rows if row.found is not None),
        found=sum(table.relations.total() for table in (*matched, *spurious)),
        gold=sum(table.relations.total() for table in tables),
    )


def add_scores(scores: Iterable[Score]) -> Score:
    """Return the score of all documents together, every relation of the same weight."""
    every = list(scores)
    return Score(
        tables=tuple(table for score in every for table in score.tables),
        spurious=tuple(table for score in every for table in score.spurious),
        right=sum(score.right for score in every),
        found=sum(score.found for score in every),
        gold=sum(score.gold for score in every),
    )
