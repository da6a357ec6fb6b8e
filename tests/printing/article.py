"""What can be printed: headings, paragraphs and tables, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the outermost."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of prose, on one line."""

    text: str


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table as its author wrote it.

    `columns` holds the labels above each body column, outermost first; neighbours that
    share an outer label stand under one spanning label. All have the same number of
    labels; "" at the end means that the label above reaches down. `rows` are pairs of
    stub label and body cells. A corner "a/b" is printed as a diagonal where `diagonal`.
    """

    corner: str
    columns: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    number: str = "1"
    caption: str = "样表"
    unit: str | None = None
    notes: tuple[str, ...] = ()
    diagonal: bool = False
    wide: bool = False
    label: str = "表"

    @property
    def depth(self) -> int:
        """Number of header rows."""
        return len(self.columns[0])

    @property
    def stub(self) -> tuple[str, ...]:
        """The labels of the rows."""
        return tuple(label for label, _ in self.rows)

    def spans(self, level: int) -> list[tuple[int, int, str]]:
        """Return first column, last column + 1 and text of each label of a header level; blank ones are left out."""
        runs: list[tuple[int, int, str]] = []
        for index, path in enumerate(self.columns):
            if (
                runs
                and runs[-1][1] == index
                and level < self.depth - 1
                and path[: level + 1] == self.columns[index - 1][: level + 1]
            ):
                runs[-1] = (runs[-1][0], index + 1, runs[-1][2])
            else:
                runs.append((index, index + 1, path[level]))
        return [run for run in runs if run[2]]

    def grid(self) -> list[list[str]]:
        """Return the cells as printed; a spanning label stands at its first position only."""
        header = [[""] * (len(self.columns) + 1) for _ in range(self.depth)]
        header[0][0] = self.corner
        for level in range(self.depth):
            for first, _, text in self.spans(level):
                header[level][first + 1] = text
        return header + [[label, *cells] for label, cells in self.rows]

    def tidy(self) -> set[tuple[frozenset[str], str]]:
        """Return each body cell with the set of its labels: what does not depend on which way the table lies."""
        return {
            (frozenset({label, *path} - {""}), cell)
            for label, cells in self.rows
            for path, cell in zip(self.columns, cells, strict=True)
        }


def grid_to_table(grid: Sequence[Sequence[str]], depth: int, **around: object) -> PrintedTable:
    """Read a grid, whose blank header cells continue the label to their left, as a table with one stub column."""
    labels = [list(row[1:]) for row in grid[:depth]]
    for row in labels[:-1]:
        for index in range(1, len(row)):
            row[index] = row[index] or row[index - 1]
    rows = tuple((row[0], tuple(row[1:])) for row in grid[depth:])
    return PrintedTable(grid[0][0], tuple(zip(*labels, strict=True)), rows, **around)  # type: ignore[arg-type]


Item = Heading | Paragraph | PrintedTable
