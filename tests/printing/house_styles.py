"""Tables set in the ways of many printing houses: cells with spans, wraps and alignments, drawn cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from tests.printing.typesetting import Sheet, break_lines, measure_in_points

Rules = Literal[
    "three_line", "ruled", "open_sides", "segments", "thin_boxes", "doubled", "across", "zebra", "none", "header_only"
]
Side = Literal["left", "centre", "right", "decimal"]
Height = Literal["top", "centre", "bottom"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell as set; `wrap` is the measure, in em, that its text is broken to; `raised` is a mark behind it."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    side: Side | None = None
    height: Height | None = None
    wrap: float | None = None
    bold: bool = False
    indent: float = 0.0
    raised: str = ""
    leader: bool = False


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """How a house sets its tables: sizes in points, `padding` on either side of a cell in em.

    `under_spans` rules off each spanning label; `spread` widens the columns to the measure.
    """

    rules: Rules = "three_line"
    size: float = 9.0
    leading: float = 1.5
    padding: float = 0.5
    side: Side = "right"
    stub_side: Side = "left"
    head_side: Side = "centre"
    height: Height = "centre"
    head_height: Height = "centre"
    under_spans: bool = True
    spread: bool = True
    step: float = 1.15


@dataclass(frozen=True, slots=True)
class SetTable:
    """A table as its house sets it; `head` counts the rows of its header.

    `cuts` are rules between its rows: the row below, and the column from which a rule runs to the right edge.
    """

    entries: tuple[Entry, ...]
    head: int
    style: HouseStyle = HouseStyle()
    inside_top: str = ""
    inside_foot: str = ""
    cuts: tuple[tuple[int, int], ...] = ()

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        rows = max(entry.row + entry.row_span for entry in self.entries)
        return rows, max(entry.column + entry.column_span for entry in self.entries)

    def grid(self) -> list[list[str]]:
        """Return the cells as printed, a spanning one at its first position."""
        rows, columns = self.shape
        texts = [[""] * columns for _ in range(rows)]
        for entry in self.entries:
            texts[entry.row][entry.column] = entry.text + entry.raised
        return texts

    def lines_of(self, entry: Entry) -> list[str]:
        """Return the lines that a cell is broken into."""
        size = self.style.size
        if entry.wrap is None:
            return [entry.text]
        return break_lines(entry.text, entry.wrap * size, lambda part: measure_in_points(part, size, entry.bold))

    def natural(self, entry: Entry) -> float:
        """Return the width that a cell asks for, in points."""
        style = self.style
        text = max(measure_in_points(line, style.size, entry.bold) for line in self.lines_of(entry))
        return text + (2 * style.padding + entry.indent + 0.35 * len(entry.raised)) * style.size

    def edges(self, measure: float) -> list[float]:
        """Return the edges of the columns, from 0."""
        _, columns = self.shape
        widths = [0.0] * columns
        for entry in sorted(self.entries, key=lambda item: item.column_span):
            span = slice(entry.column, entry.column + entry.column_span)
            missing = (self.natural(entry) - sum(widths[span])) / entry.column_span
            if missing > 0 and entry.column_span < columns:
                widths[span] = [width + missing for width in widths[span]]
        # A column whose texts are broken to a measure has that measure; the others share what is left over.
        broken = {entry.column for entry in self.entries if entry.wrap is not None and entry.row >= self.head}
        spare = (measure - sum(widths)) / max(columns - len(broken), 1)
        if self.style.spread and spare > 0:
            widths = [width + spare * (column not in broken) for column, width in enumerate(widths)]
        edges = [0.0]
        for width in widths:
            edges.append(edges[-1] + width)
        return edges

    def row_heights(self) -> list[float]:
        """Return the heights of the rows, in points."""
        style = self.style
        heights = [style.leading * style.size] * self.shape[0]
        for entry in sorted(self.entries, key=lambda item: item.row_span):
            span = slice(entry.row, entry.row + entry.row_span)
            needed = (style.leading + (len(self.lines_of(entry)) - 1) * style.step) * style.size
            missing = (needed - sum(heights[span])) / entry.row_span
            if missing > 0:
                heights[span] = [height + missing for height in heights[span]]
        return heights


def draw_set_table(sheet: Sheet, table: SetTable, x: float, top: float, measure: float) -> float:
    """Print a table from `top` down and return where it ends."""
    style = table.style
    edges = [x + edge for edge in table.edges(measure)]
    inside = style.leading * style.size
    outer = top
    if table.inside_top:
        sheet.write_centred((edges[0] + edges[-1]) / 2, top + 0.68 * inside, table.inside_top, style.size, bold=True)
        top += inside
    tops = [top]
    for height in table.row_heights():
        tops.append(tops[-1] + height)
    foot = tops[-1]
    if style.rules == "zebra":
        for row in range(table.head, len(tops) - 1, 2):
            sheet.fill(edges[0], tops[row], edges[-1], tops[row + 1])
    for entry in table.entries:
        _draw_entry(sheet, table, entry, edges, tops)
    if table.inside_foot:
        sheet.write(edges[0] + 3, foot + 0.68 * inside, table.inside_foot, style.size)
        foot += inside
    _draw_rules(sheet, table, edges, tops, outer, foot)
    return foot


def _draw_entry(sheet: Sheet, table: SetTable, entry: Entry, edges: Sequence[float], tops: Sequence[float]) -> None:
    if not entry.text:
        return
    style = table.style
    x0, x1 = edges[entry.column], edges[entry.column + entry.column_span]
    top, bottom = tops[entry.row], tops[entry.row + entry.row_span]
    header = entry.row < table.head
    own = style.head_side if header and entry.column else style.side if entry.column else style.stub_side
    side = entry.side or own
    lines = table.lines_of(entry)
    step = style.step * style.size
    slack = (style.leading * style.size - style.size) / 2
    extent = style.size + (len(lines) - 1) * step
    height = entry.height or (style.head_height if header else style.height)
    first = {"top": top + slack, "centre": (top + bottom - extent) / 2, "bottom": bottom - slack - extent}[height]
    pad = style.padding * style.size
    for number, line in enumerate(lines):
        baseline = first + number * step + 0.85 * style.size
        width = measure_in_points(line, style.size, entry.bold)
        if side == "left":
            start = x0 + pad + entry.indent * style.size
        elif side == "right":
            start = x1 - pad - width - 0.35 * len(entry.raised) * style.size
        elif side == "centre":
            start = (x0 + x1 - width) / 2
        else:
            start = (x0 + x1) / 2 + 0.6 * style.size - measure_in_points(line.split(".", 1)[0], style.size)
        sheet.write(start, baseline, line, style.size, entry.bold)
        if entry.raised and number == len(lines) - 1:
            sheet.write(start + width, baseline - 0.35 * style.size, entry.raised, 0.6 * style.size)
        if entry.leader:
            dot = 2 * measure_in_points(".", style.size)
            dots = "." * max(0, int(2 * (x1 - start - width - pad) / dot))
            sheet.write(start + width + 1, baseline, dots, style.size)


def _draw_rules(
    sheet: Sheet, table: SetTable, edges: Sequence[float], tops: Sequence[float], outer: float, foot: float
) -> None:
    rules = table.style.rules
    left, right = edges[0], edges[-1]
    under = tops[table.head]
    if rules == "none":
        return
    if rules in {"ruled", "open_sides", "thin_boxes"}:
        _draw_lattice(sheet, table, edges, tops, outer, foot)
        return
    if rules == "header_only":
        sheet.rule(left, under, right, under, 0.5)
        return
    for y, thickness in ((outer, 1.0), (under, 0.5), (foot, 1.0)):
        if rules == "segments":
            for first, last in pairwise(edges):
                sheet.rule(first, y, last, y, thickness)
        else:
            sheet.rule(left, y, right, y, thickness)
        if rules == "doubled" and y != under:
            sheet.rule(left, y + 2, right, y + 2, 0.5)
    if rules == "across":
        for y in tops[table.head + 1 : -1]:
            sheet.rule(left, y, right, y, 0.4)
    for row, column in table.cuts:
        sheet.rule(edges[column], tops[row], right, tops[row], 0.5)
    if table.style.under_spans:
        for entry in table.entries:
            if entry.column_span > 1 and entry.row + entry.row_span < table.head:
                y = tops[entry.row + entry.row_span]
                sheet.rule(edges[entry.column] + 2.5, y, edges[entry.column + entry.column_span] - 2.5, y, 0.4)


def _draw_lattice(
    sheet: Sheet, table: SetTable, edges: Sequence[float], tops: Sequence[float], outer: float, foot: float
) -> None:
    boxes = [
        (edges[e.column], tops[e.row], edges[e.column + e.column_span], tops[e.row + e.row_span]) for e in table.entries
    ]
    if table.inside_top:
        boxes.append((edges[0], outer, edges[-1], tops[0]))
    if table.inside_foot:
        boxes.append((edges[0], tops[-1], edges[-1], foot))
    for x0, top, x1, bottom in boxes:
        _draw_side(sheet, table, x0, top, x1, top)
        _draw_side(sheet, table, x0, bottom, x1, bottom)
        for x in (x0, x1):
            if table.style.rules != "open_sides" or edges[0] < x < edges[-1]:
                _draw_side(sheet, table, x, top, x, bottom)


def _draw_side(sheet: Sheet, table: SetTable, x0: float, top: float, x1: float, bottom: float) -> None:
    # Office programs fill a thin box for each side of each cell.
    if table.style.rules == "thin_boxes":
        sheet.fill(x0 - 0.25, top - 0.25, x1 + 0.25, bottom + 0.25, grey=0.0)
    else:
        sheet.rule(x0, top, x1, bottom, 0.5)
