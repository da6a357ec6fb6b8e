"""Table regions become tables: for each the reading that fits best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.model import Document, Grid, Place, Region, Span, Structure, Table
from extractors.strokes import rulings_to_strokes
from extractors.tables.aligned import read_aligned, sheet_to_aligned
from extractors.tables.blanks import align_region
from extractors.tables.calibration import calibrate
from extractors.tables.continued import Part, join_continued
from extractors.tables.fit import agreement
from extractors.tables.kinds import is_value
from extractors.tables.page_ends import find_followers
from extractors.tables.ruled import sheet_to_ruled
from extractors.tables.sequence import read_sequence
from extractors.tables.soundness import grid_to_doubts
from extractors.tables.tokens import region_to_sheet

_RULED = 0.1  # rules are printed to be believed: alignment must fit clearly better to overrule them
_SETTLED = 0.9  # with what rules are believed beyond their fit, no alignment can overrule that
_DOUBT = 0.15  # what a differing second reading takes off the confidence, at most
_LEAST = 0.1  # below this nothing holds the reading together: prose, a list, a figure's labels


def find_tables(structure: Structure, document: Document, article_id: str) -> tuple[Table, ...]:
    """Read every region as a table, in reading order; ids are `<article_id>/t<ordinal>`.

    A region that no reading fits yields no table: its numbers then stand among those that
    no row accounts for. Continued tables are one table of several regions.
    """
    followers = find_followers(structure, document) if document.drawn else frozenset()
    parts = [
        Part((index,), (region,), grid, index in followers)
        for index, region in enumerate(structure.regions)
        if (grid := region_to_grid(region, document)) is not None
    ]
    return tuple(
        part_to_table(part, document, article_id, ordinal) for ordinal, part in enumerate(join_continued(parts), 1)
    )


def part_to_table(part: Part, document: Document, article_id: str, ordinal: int) -> Table:
    """Describe a grid by what is printed around its regions."""
    first = part.regions[0]
    captioned = [region for region in part.regions if region.caption is not None and region.caption.text]
    united = [region for region in part.regions if region.unit is not None and region.unit.text]
    notes = dict.fromkeys(note.text for region in part.regions for note in region.notes if note.text)
    pages = [page for page in part.grid.row_pages if page is not None]
    spans = [hull for line in first.lines if (hull := line.passage.hull()) is not None]
    hull = Span(min(span.start for span in spans), max(span.end for span in spans)) if spans else None
    return Table(
        table_id=f"{article_id}/t{ordinal}",
        ordinal=ordinal,
        grid=calibrate(part.grid, document.drawn, part_to_doubts(part, document)),
        number=next((region.number for region in part.regions if region.number is not None), None),
        caption=captioned[0].caption.text if captioned and captioned[0].caption else None,
        unit=united[0].unit.text if united and united[0].unit else None,
        notes=tuple(notes),
        page_first=min(pages) if pages else None,
        page_last=max(pages) if pages else None,
        place=Place(first.page, first.box, hull) if document.drawn else Place(span=hull),
        regions=part.indexes,
    )


def part_to_doubts(part: Part, document: Document) -> tuple[float, ...]:
    """Return what speaks against a grid whose cells no coordinates tell apart; none for those of a page."""
    if document.drawn and part.grid.method != "sequence":
        return ()
    return grid_to_doubts(part.grid, part.regions)


def region_to_grid(region: Region, document: Document) -> Grid | None:
    """Read a region in the ways that its kind allows and return the reading that fits best; None when none fits."""
    if not region.lines:
        return None
    readings = drawn_readings(region) if document.drawn else text_readings(region, document.text)
    return choose_reading([grid for grid in readings if grid is not None], 0.0 if region.label is not None else _LEAST)


def drawn_readings(region: Region) -> list[Grid | None]:
    """Read by rules, by alignment where they leave a doubt, and as a sequence of cells only where the page shows neither.

    A second reading says nothing against rules that fit: of 114 such tables all were exact, also the 11 that it read differently.
    """
    sheet, strokes = region_to_sheet(region, drawn=True), rulings_to_strokes(region.rulings)
    ruled = sheet_to_ruled(sheet, strokes)
    if ruled is not None and ruled.confidence >= _SETTLED:
        return [ruled]
    aligned = sheet_to_aligned(sheet, strokes)
    return [ruled, aligned] if ruled or aligned else [read_sequence(region)]


def text_readings(region: Region, text: str) -> list[Grid | None]:
    """Read by blanks where lines hold several cells, and as a sequence of cells."""
    sequence = read_sequence(region)
    return [read_aligned(align_region(region, text), drawn=False), sequence] if is_aligned(region) else [sequence]


def is_aligned(region: Region) -> bool:
    """Tell whether most words of a text region stand in lines of cells side by side: parted by two blanks, or numbers."""
    several = total = 0
    for line in region.lines:
        wide = any(right.box.x0 - left.box.x1 >= 0.9 for left, right in pairwise(line.words))
        values = sum(is_value(word.text) for word in line.words)
        total += len(line.words)
        several += len(line.words) if wide or values > 1 else 0
    return several * 2 >= total


def choose_reading(readings: Sequence[Grid], least: float = _LEAST) -> Grid | None:
    """Return the reading with the greatest confidence, less a doubt where another one fits as well and differs.

    None below `least`: what a caption does not call a table must look like one.
    """
    if not readings:
        return None
    ranked = sorted(readings, key=lambda grid: -(grid.confidence + (_RULED if grid.method == "ruled" else 0.0)))
    best = ranked[0]
    if best.confidence < least:
        return None
    doubt = max(
        (
            (1 - agreement(best.texts(), other.texts())) * min(1.0, other.confidence / best.confidence)
            for other in ranked[1:]
        ),
        default=0.0,
    )
    return replace(best, confidence=round(max(0.01, best.confidence - _DOUBT * doubt), 3))
