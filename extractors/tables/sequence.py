"""Tables flattened into one cell a line, or a few, read back into grids.

Every way to read the cells that the grammars admit is priced in bits; the cheapest is the reading, and how
much dearer the next one with other data is tells how sure it is. A list, references or prose have no cheap reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from heapq import nsmallest
from itertools import chain, islice, pairwise
from math import log2
from typing import Final

from extractors.model import Grid, Region
from extractors.tables.sequence_batches import batched_to_lines
from extractors.tables.sequence_blocks import tokens_to_block_readings
from extractors.tables.sequence_ends import region_to_shorter
from extractors.tables.sequence_glue import glued_to_lines, part_running_numbers, run_on_to_lines
from extractors.tables.sequence_grammar import tokens_to_readings
from extractors.tables.sequence_grid import reading_to_grid
from extractors.tables.sequence_holes import place_holes
from extractors.tables.sequence_orientation import labels_to_tilt
from extractors.tables.sequence_reading import Reading
from extractors.tables.sequence_rows import lines_to_readings
from extractors.tables.sequence_score import (
    labels_to_doubt,
    lines_to_tilt,
    matrix_to_bits,
    reading_to_bits,
    reading_to_matrix,
    words_to_bits,
)
from extractors.tables.sequence_strays import strayed_to_lines
from extractors.tables.sequence_tokens import Token, lines_to_tokens
from extractors.tables.sequence_wraps import gather_corner, join_wrapped
from extractors.tables.sequence_zips import headed_to_lines, zipped_to_lines

_MAX_TOKENS: Final = 6000
_MAX_HOLED_TOKENS: Final = 500
_MAX_HOLED: Final = 12
_MAX_FULL: Final = 16  # readings of each grammar that get the full price
_MAX_VARIANTS: Final = 16
_FAIR: Final = 0.7  # below this other cells are tried: labels that were run together, an end further up
_TORN: Final = 0.6  # how often nothing else is missing
_GLUED, _RUN_ON, _CUT = 0.85, 0.97, 0.85  # how often those are right where they fit
_HOPELESS: Final = -60.0  # bits: odds against which none are worth telling
_FITTING: Final = 20.0  # bits: rows as printed that cost less need no rival


def read_sequence(region: Region) -> Grid | None:
    """Read a region whose cells stand one a line, or row by row with several on a line; None when no table shows.

    The grid's `confidence` is the estimated probability that it is exact but for its orientation, which has a
    probability of its own. Cells whose place cannot be told are left out and stand in `unread`.
    """
    lines = part_running_numbers(join_wrapped(lines_to_tokens(region.lines)))
    if sum(map(len, lines)) > _MAX_TOKENS:
        return None
    rows = lines_to_readings(region)
    if rows is not None and not rows:
        return None
    priced = lines_to_prices(region, lines, rows or [])
    for variant in run_on_to_lines(lines, region.lines) if rows is None else ():
        priced += variant_to_prices(region, variant, _RUN_ON)
    grid = prices_to_grid(region, priced)
    if grid is None or grid.confidence < _FAIR or not is_plain(min(priced, key=_price)[1]):
        glued = glued_to_lines(lines) if grid is None or grid.confidence < _FAIR else ()
        variants = islice(
            chain(
                batched_to_lines(lines),
                strayed_to_lines(lines),
                zipped_to_lines(lines),
                headed_to_lines(lines),
                glued,
            ),
            _MAX_VARIANTS,
        )
        rivals = [found for variant in variants if (found := variant_to_prices(region, variant, _GLUED))]
        # Variants tell the same cells apart: only the cheapest competes with the cells as they stand.
        if rivals:
            cheapest = min(rivals, key=lambda found: found[0][0])
            priced += cheapest
        grid = prices_to_grid(region, priced)
    if grid is not None and is_torn(region):
        grid = replace(grid, confidence=_TORN * grid.confidence)
    if grid is not None and grid.confidence >= _FAIR:
        return grid
    shorter = [read_part(region, count) for count in islice(region_to_shorter(region), _MAX_VARIANTS)]
    return max(filter(None, [grid, *shorter]), key=lambda reading: reading.confidence, default=None)


def variant_to_prices(
    region: Region, variant: Sequence[Sequence[Token]], certainty: float
) -> list[tuple[float, Reading]]:
    """Return the prices of readings of cells told apart in a way that is right as often as `certainty` says."""
    return [
        (bits - log2(certainty), replace(reading, certainty=certainty * reading.certainty))
        for bits, reading in lines_to_prices(region, variant, [])
    ]


def is_torn(region: Region) -> bool:
    """Tell whether cells may stand elsewhere: columns of the same kind do, or the label is without its title, which does."""
    titled = region.caption is not None and bool(region.caption.text)
    return region.torn or (region.label is not None and not region.continued and not titled)


def read_part(region: Region, lines: int) -> Grid | None:
    """Read the first lines of a region as the table, the others as something else that stood below it."""
    part = replace(region, lines=region.lines[:lines], closed=True)
    rows = lines_to_readings(part)
    if rows is not None and not rows:
        return None
    cells = part_running_numbers(join_wrapped(lines_to_tokens(part.lines)))
    priced = lines_to_prices(part, cells, rows or [])
    for variant in batched_to_lines(cells):
        priced += variant_to_prices(part, variant, _GLUED)
    grid = prices_to_grid(part, priced)
    if grid is None or grid.unread:
        return None
    left = tuple(span for line in region.lines[lines:] for span in line.passage.spans())
    return replace(grid, confidence=_CUT * grid.confidence, unread=left)


def lines_to_prices(
    region: Region, lines: Sequence[Sequence[Token]], rows: Sequence[Reading]
) -> list[tuple[float, Reading]]:
    """Return the readings of lines of cells with their prices, cheapest first; `rows` are those in which lines are rows."""
    tokens = tuple(gather_corner([token for line in lines for token in line]))
    if len(tokens) < 4 or sum(token.is_value for token in tokens) < 2:
        return []
    priced = price_readings(region_to_readings(region, tokens, rows))
    if len(tokens) <= _MAX_HOLED_TOKENS and not (priced and is_plain(priced[0][1])):
        holed = place_holes(_cheapest(tokens_to_readings(tokens, holes=True, closed=region.closed), _MAX_HOLED))
        priced = sorted([*priced, *price_readings(holed)], key=_price)
    return priced


def prices_to_grid(region: Region, priced: Sequence[tuple[float, Reading]]) -> Grid | None:
    """Return the cheapest reading as a grid, sure by as much as the next one with other data is dearer."""
    if not priced:
        return None
    best_bits, best = min(priced, key=_price)
    facts = best.facts()
    margin = min((bits for bits, reading in priced if reading.facts() != facts), default=best_bits + 20.0) - best_bits
    confidence = reading_to_confidence(best, margin, region.closed)
    if confidence < 0.05:
        return None
    tilt = best.lean + labels_to_tilt(best) + lines_to_tilt(best)
    return reading_to_grid(region, best, tilt >= 0, confidence, 1 / (1 + 2 ** -abs(tilt)))


def region_to_readings(region: Region, tokens: Sequence[Token], printed: Sequence[Reading]) -> list[Reading]:
    """Return the readings worth a price: rows as printed where they fit, otherwise whole groups, and blocks."""
    rows = place_holes(_cheapest(printed, _MAX_FULL))
    if any(reading.bits < _FITTING for reading in rows):
        return rows
    groups = _cheapest(tokens_to_readings(tokens, holes=False, closed=region.closed), _MAX_FULL)
    return groups + place_holes(_cheapest(tokens_to_block_readings(tokens), _MAX_FULL)) + rows


def is_plain(reading: Reading) -> bool:
    """Tell whether a reading leaves nothing over and takes no word for a value, no number for a label."""
    tokens = reading.tokens
    cells = [index for values in reading.body for index in values]
    return (
        reading.bits < (_FITTING if reading.lean > _FITTING / 2 else 9.0)
        and not reading.unread
        and all(index is not None and tokens[index].is_value for index in cells)
        and not _takes_years(reading)
    )


def _takes_years(reading: Reading) -> bool:
    # A year among the values that continues a list of years among the labels is more likely a label.
    tokens = reading.tokens
    labels = {
        tokens[index].year
        for path in reading.positions + reading.groups
        for label in path
        for index in label
        if tokens[index].year is not None
    }
    years = [tokens[index].year for values in reading.body for index in values if index is not None]
    return any(year is not None and not labels.isdisjoint(range(year - 5, year + 6)) for year in years)


def price_readings(readings: Sequence[Reading]) -> list[tuple[float, Reading]]:
    """Return the readings with their full prices, cheapest first."""
    return sorted(((reading_to_bits(reading), reading) for reading in readings), key=_price)


def _price(priced: tuple[float, Reading]) -> float:
    return priced[0]


def _cheapest(readings: Sequence[Reading], count: int) -> list[Reading]:
    return nsmallest(count, readings, key=lambda reading: reading.bits)


def reading_to_confidence(reading: Reading, margin: float, closed: bool) -> float:
    """Return the estimated probability that a reading is exact.

    The margin compares readings of the same cells and knows nothing of a region that holds no table, so the fit
    itself counts as well: nothing left over, no group without its place, few words among the values, and values
    cheaper than when they are told without rows and columns.
    """
    values = [reading.tokens[index] for line in reading.body for index in line if index is not None]
    words = sum(not token.is_value for token in values)
    lone = max(0.0, words_to_bits(reading_to_matrix(reading)) - 2.0 * words)
    if len(values) < 2 or words > 0.7 * len(values):
        return 0.0
    # Weights by logistic regression over flattened articles, reports and printed tables (2026-11-25).
    odds = 0.6 * min(margin, 10.0) - 0.7 + (1.0 if closed else 0.0)
    odds -= 3.0 * bool(reading.unread) + 6.0 * words / len(values)
    holes = not reading.tall and any(index is None for line in reading.body for index in line)
    odds -= 2.0 * holes
    odds -= 1.4 * max(0.0, bits_per_value(reading) - 8.0)
    odds -= 8.0 * is_scale([token.value for token in values])
    odds -= 0.6 * labels_to_doubt(reading) + 0.4 * lone
    odds -= 0.3 * max(0.0, reading.bits - 3.0 - 0.01 * len(reading.tokens))
    # A grid with a group that has no place is not exact; what it does show is right all the same.
    return reading.certainty * (0.3 if reading.unplaced else 1.0) / (1 + 2 ** -max(odds, _HOPELESS))


def is_scale(values: Sequence[float | None]) -> bool:
    """Tell whether the values rise in equal steps, as those along the axis of a figure do and those of a table do not."""
    known = [value for value in values if value is not None]
    steps = {round(after - before, 6) for before, after in pairwise(known)}
    return len(known) >= 4 and len(steps) == 1


def bits_per_value(reading: Reading) -> float:
    """Return the price of a value, which is high where the lines of cells are not alike."""
    matrix = reading_to_matrix(reading)
    count = sum(token is not None for line in matrix for token in line)
    return matrix_to_bits(matrix) / max(count, 1)
