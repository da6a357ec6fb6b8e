"""What was found in a document becomes the marks on each of its pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from extractors.model import BlockKind, Box, Explanation, Region, Span, Table
from flows.drawing.mark import Mark, MarkKind
from flows.drawing.print_places import PrintPlaces, Strip, strips_to_columns
from flows.drawing.slots import Slots, find_slots

# Blocks whose lines are tinted, and as what; the others are outlined.
_TINTED: Final[dict[BlockKind, MarkKind]] = {
    "title": "front",
    "authors": "front",
    "keywords": "front",
    "front": "front",
    "heading": "heading",
    "caption": "caption",
    "unit_line": "unit_line",
    "note": "note",
    "figure": "figure",
    "running_head": "running_head",
    "page_number": "page_number",
}
_OUTLINED: Final[dict[BlockKind, MarkKind]] = {
    "abstract": "front",
    "paragraph": "paragraph",
    "reference": "reference",
}
# The parts of a table are read with it, and what heads and numbers the pages is no part of the reading.
_WITHOUT_ORDER: Final = frozenset({"caption", "unit_line", "note", "running_head", "page_number"})
_AROUND: Final = 3.0  # points between a region's print and its outline


def find_marks(explanation: Explanation) -> dict[int, tuple[Mark, ...]]:
    """Return the marks of each page (from 1) that has any, of a drawn document."""
    finder = _Finder(explanation)
    finder.mark_blocks()
    finder.mark_tables()
    finder.mark_claims()
    finder.mark_numerals()
    finder.mark_contradictions()
    return {page: tuple(marks) for page, marks in finder.marks.items()}


class _Finder:
    """Goes through blocks, tables, claims, numerals and checks, and collects marks by page."""

    def __init__(self, explanation: Explanation) -> None:
        self.structure = explanation.structure
        self.dataset = explanation.dataset
        self.places = PrintPlaces(explanation.document)
        self.marks: defaultdict[int, list[Mark]] = defaultdict(list)
        self.order: dict[int, int] = {}  # region -> its ordinal among the blocks

    def mark_blocks(self) -> None:
        ordinal = 0
        for block in self.structure.blocks:
            if block.kind not in _WITHOUT_ORDER:
                ordinal += 1
            if block.kind == "table":
                if block.region is not None:
                    self.order[block.region] = ordinal
                continue
            strips = self.places.strips(block.passage.spans())
            if block.kind in _TINTED:
                self._add(_TINTED[block.kind], strips)
            else:
                self._add(_OUTLINED[block.kind], strips_to_columns(strips))
            if block.kind not in _WITHOUT_ORDER:
                self._mark_order(ordinal, block.level, strips_to_columns(strips))

    def _mark_order(self, ordinal: int, level: int, columns: Iterable[Strip]) -> None:
        for index, column in enumerate(columns):
            # The second part of a paragraph in the next column or on the next page: 12+.
            label = f"{ordinal}+" if index else f"{ordinal} h{level}" if level else str(ordinal)
            self.marks[column.page].append(Mark("order", column.box, label))

    def mark_tables(self) -> None:
        tables = {index: table for table in self.dataset.tables for index in table.regions}
        for index, region in enumerate(self.structure.regions):
            table = tables.get(index)
            found = find_slots(table.grid, region.page, region.box) if table else None
            self.marks[region.page] += self._region_marks(index, region, table)
            if table is not None and found is not None:
                self.marks[region.page] += grid_to_marks(table, region.page, found)

    def _region_marks(self, index: int, region: Region, table: Table | None) -> Iterator[Mark]:
        box = region.box
        outline = Box(box.x0 - _AROUND, box.top - _AROUND, box.x1 + _AROUND, box.bottom + _AROUND)
        number = f"Table {region.number}" if region.number else "Table without number"
        start = f"{self.order[index]}  {number}" if index in self.order else number
        if table is None:
            yield Mark("unread_region", outline, f"{start}  not rebuilt")
            return
        grid = table.grid
        size = f"{grid.rows} x {grid.columns}"
        part = f"part {table.regions.index(index) + 1} of {len(table.regions)}  " if len(table.regions) > 1 else ""
        yield Mark("region", outline, f"{start}  {part}{grid.method} {grid.confidence:.2f}  {size}")

    def mark_claims(self) -> None:
        for claim in self.dataset.claims:
            self._add("claim", self.places.strips(claim.spans))

    def mark_numerals(self) -> None:
        for numeral in self.dataset.numerals:
            if numeral.outcome == "unaccounted" and numeral.place.span is not None:
                self._add("unaccounted", self.places.strips((numeral.place.span,)))

    def mark_contradictions(self) -> None:
        spans = {claim.claim_id: claim.spans for claim in self.dataset.claims}
        cells = {
            f"{table.table_id}/r{cell.row}c{cell.column}": cell
            for table in self.dataset.tables
            for cell in table.grid.cells
        }
        tables = {table.table_id: table for table in self.dataset.tables}
        for check in self.dataset.checks:
            if check.verdict != "contradicts":
                continue
            label = f"{check.check_id.rpartition('/')[2]} {check.rule}"
            if check.subject in spans:
                self._add_labelled(label, spans[check.subject])
            elif check.subject in cells:
                self._add_labelled(label, cells[check.subject].spans)
            elif check.subject in tables:
                self._mark_table(label, tables[check.subject])

    def _mark_table(self, label: str, table: Table) -> None:
        region = self.structure.regions[table.regions[0]]
        printed = region.label or region.caption
        if printed is not None:
            self._add_labelled(label, printed.spans())
        else:
            top = Box(region.box.x0, region.box.top, region.box.x1, region.box.top)
            self.marks[region.page].append(Mark("contradiction", top, label))

    def _add_labelled(self, label: str, spans: Iterable[Span]) -> None:
        for index, strip in enumerate(self.places.strips(spans)):
            self.marks[strip.page].append(Mark("contradiction", strip.box, "" if index else label))

    def _add(self, kind: MarkKind, strips: Iterable[Strip]) -> None:
        for strip in strips:
            self.marks[strip.page].append(Mark(kind, strip.box))


def grid_to_marks(table: Table, page: int, slots: Slots) -> Iterator[Mark]:
    """Yield the slots of a table's cells on one region, the boundaries between them, and the boxes of their print."""
    for cell in table.grid.cells:
        slot = slots.slot(cell)
        if slot is not None:
            yield Mark(cell.role, slot)
    yield from _boundary_marks(table, slots)
    for cell in table.grid.cells:
        if cell.place.box is not None and cell.place.page == page and slots.slot(cell) is not None:
            yield Mark("cell", cell.place.box)


def _boundary_marks(table: Table, slots: Slots) -> Iterator[Mark]:
    """Yield the stretches of the boundaries that no cell spans."""
    for cell in table.grid.cells:
        slot = slots.slot(cell)
        if slot is None:
            continue
        right = cell.column + cell.column_span
        if right < len(slots.columns) - 1:
            stroke = Mark("gutter", Box(slot.x1, slot.top, slot.x1, slot.bottom))
            yield replace(stroke, kind="crossing") if slots.columns[right].crossed else stroke
        bottom = cell.row + cell.row_span - slots.first_row
        if bottom < len(slots.rows) - 1:
            stroke = Mark("gutter", Box(slot.x0, slot.bottom, slot.x1, slot.bottom))
            yield replace(stroke, kind="crossing") if slots.rows[bottom].crossed else stroke
