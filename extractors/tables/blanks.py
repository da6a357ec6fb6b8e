"""Text aligned by blanks: how wide a character was, to the program that aligned it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from statistics import median

from extractors.model import Box, Line, Region, Word
from extractors.tables.gutters import slabs_to_gutters
from extractors.tables.slabs import sheet_to_slabs
from extractors.tables.tokens import region_to_sheet

_MOSTLY = 0.8  # of the lines of a region that is parted by tabs
_GAP = 0.9  # em: two half-width blanks, or a full-width one
_FEWEST_LINES = 3
_FEWEST_GAPS = 2
_APART = 2.0  # em between two cells that a tab parts


def align_region(region: Region, text: str) -> Region:
    """Return a text region with its words where the aligning program saw them.

    Programs that keep a page's layout in a text count a blank as one column, and an ideograph
    as one (by characters) or as two (by their width on a screen). Programs that copy cells part them by tabs, one each,
    whatever their width; others part them by two blanks. `text` is the document's; the count under which the region's columns line up better is the one
    that was used.
    """
    ways = [region, region_to_counted(region, text)]
    ways += [way for way in (region_to_tabbed(region, text), region_to_parted(region)) if way is not None]
    return max(ways, key=column_energy)


def column_energy(region: Region) -> float:
    """Return how well a text region lines up: what its gaps say for gutters, less how far numbers stand out of line."""
    sheet = region_to_sheet(region, drawn=False)
    if not sheet.lines:
        return 0.0
    gutters = slabs_to_gutters(sheet_to_slabs(sheet, 0), sheet.em, drawn=False)
    columns: defaultdict[int, list[Box]] = defaultdict(list)
    for token in sheet.tokens:
        if token.value and not token.year:
            columns[gutters.column(token.box.center_x)].append(token.box)
    return gutters.energy - sum(_disorder(boxes) for boxes in columns.values())


def _disorder(boxes: Sequence[Box]) -> float:
    # Numbers of a column share their right edges, their left edges or their middles.
    return min(
        sum(abs(place - median(places)) for place in places)
        for places in ([b.x0 for b in boxes], [b.x1 for b in boxes], [b.center_x for b in boxes])
    )


def region_to_counted(region: Region, text: str) -> Region:
    """Place every word of a text region by the characters before it on its line, half an em each."""
    lines = tuple(_to_counted(line, text) for line in region.lines)
    return replace(region, lines=lines, box=Box.around([line.box for line in lines]) if lines else region.box)


def region_to_tabbed(region: Region, text: str) -> Region | None:
    """Place every word of a text region by the tabs before it on its line, each of which ends a cell; None where few lines have any."""
    fields = [[_tabs_before(word, text) for word in line.words] for line in region.lines]
    tabbed = sum(bool(counts) and counts[-1] > 0 for counts in fields)
    if tabbed < _MOSTLY * len(fields):
        return None
    return _set_in_columns(region, fields)


def region_to_parted(region: Region) -> Region | None:
    """Place every word of a text region by the gaps before it on its line, where each line has as many of them; else None.

    Who parts cells by two blanks, whatever their width, has as many pieces in each line as columns, with the first of one below the
    first of the other; a line with a piece less has an empty cell, and only its alignment tells which.
    """
    fields = [list(accumulate((_is_gap(pair) for pair in pairwise(line.words)), initial=0)) for line in region.lines]
    counts = {places[-1] for places in fields}
    if len(fields) < _FEWEST_LINES or len(counts) != 1 or counts.pop() < _FEWEST_GAPS:
        return None
    return _set_in_columns(region, fields)


def _is_gap(pair: tuple[Word, Word]) -> bool:
    left, right = pair
    return right.box.x0 - left.box.x1 >= _GAP


def _set_in_columns(region: Region, fields: Sequence[Sequence[int]]) -> Region:
    """Set the words of each line in columns as wide as their widest cell; `fields` has the column of each."""
    widths: dict[int, float] = defaultdict(float)
    for line, counts in zip(region.lines, fields, strict=True):
        for field in set(counts):
            inside = [word for word, count in zip(line.words, counts, strict=True) if count == field]
            widths[field] = max(widths[field], inside[-1].box.x1 - inside[0].box.x0)
    starts = [0.0]
    for field in range(max(widths, default=0)):
        starts.append(starts[-1] + widths[field] + _APART)
    lines = []
    for line, counts in zip(region.lines, fields, strict=True):
        words: list[Word] = []
        first: dict[int, float] = {}
        for word, field in zip(line.words, counts, strict=True):
            words.append(word.moved(starts[field] - first.setdefault(field, word.box.x0)))
        lines.append(replace(line, words=tuple(words), box=Box.around([w.box for w in words])) if words else line)
    return replace(region, lines=tuple(lines), box=Box.around([line.box for line in lines]))


def _tabs_before(word: Word, text: str) -> int:
    start = max(text.rfind(mark, 0, word.span.start) for mark in "\n\r\f") + 1
    return text.count("\t", start, word.span.start)


def _to_counted(line: Line, text: str) -> Line:
    if not line.words:
        return line
    first = line.words[0].span.start
    start = max(text.rfind(mark, 0, first) for mark in "\n\r\f") + 1
    words = tuple(_shift(word, start) for word in line.words)
    return replace(line, words=words, box=Box.around([word.box for word in words]))


def _shift(word: Word, start: int) -> Word:
    left = word.span.start - start
    edges = tuple((left + index) / 2 for index in range(len(word.text) + 1))
    return replace(word, edges=edges, box=Box(edges[0], word.box.top, edges[-1], word.box.bottom))
