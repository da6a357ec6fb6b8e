"""The lines of cells between a table's caption and its notes, and the pieces of it that stand behind something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from extractors.model import Line
from extractors.structure.cells import count_numbers
from extractors.structure.flat_filling import lacks_labels, lacks_values
from extractors.structure.flat_strays import is_label, is_title
from extractors.structure.flat_text import FlatText
from extractors.structure.marks import read_unit_line

_REACH: Final = 14  # lines of something else between the pieces of a table
_FAR: Final = 80  # … where its title, which tells what it is, stands before the next piece
_LEAST: Final = 3  # cells of such a piece


@dataclass(frozen=True, slots=True)
class Piece:
    """A further piece of a table: its lines, the foreign ones before it, the index behind it, and the title above it."""

    lines: tuple[Line, ...]
    foreign: tuple[Line, ...]
    end: int
    title: Line | None = None


def read_body(flat: FlatText, index: int, body: list[Line]) -> tuple[list[Line], int]:
    """Put lines of cells into the body; return the furniture among them and the index behind them."""
    skipped: list[Line] = []
    held: list[Line] = []
    while index < len(flat.lines):
        if index in flat.furniture:
            held.append(flat.lines[index])
        elif flat.ends_body(index, body):
            break
        else:
            skipped += held
            held = []
            body.append(flat.lines[index])
        index += 1
    return skipped, index - len(held)


def read_on(flat: FlatText, index: int, body: Sequence[Line], titled: bool) -> Piece | None:
    """Read on behind foreign lines where the body is not all of a table; None where no further piece is near.

    Tools that print boxes by their height put the lines of the other column of print, or a heading, between the
    boxes of a table. The piece must be cells, near, and not of another table. `titled` says that the table has its title:
    without, one may stand before the piece, which then is the table's however far it is, for there is no other caption between.
    """
    if not (lacks_values(body) or lacks_labels(body)):
        return None
    foreign: list[Line] = []
    reach, behind = _REACH if titled else _FAR, index
    units: list[Line] = []
    labels: list[Line] = []
    title: Line | None = None
    for at in range(index, len(flat.lines)):
        line = flat.lines[at]
        if at < behind:
            continue
        if len(foreign) >= reach or flat.ends_table(at):
            return None
        if at in flat.furniture:
            foreign.append(line)
            continue
        if read_unit_line(line.text) is not None:
            units.append(line)
            continue
        if (len(foreign) < _REACH or title is not None) and not flat.ends_body(at, body):
            more: list[Line] = []
            passed, end = read_body(flat, at, more)
            numbers = sum(count_numbers(found.text) for found in more)
            if len(more) >= _LEAST and numbers >= _LEAST and not lacks_labels([*body, *labels, *more]):
                foreign = [item for item in foreign if item is not title]
                return Piece((*units, *labels, *more), (*foreign, *passed), end, title)
            if not numbers and _begins_box(flat, at) and all(is_label(found, flat.measure) for found in more):
                # A header by itself: what it heads is still to come.
                labels += more
                foreign += passed
                behind = end
                continue
        title = line if not titled and _stands_apart(flat, at) else None
        foreign.append(line)
    return None


def _stands_apart(flat: FlatText, index: int) -> bool:
    # Between two boxes of cells stands one line alone: the title, which is in the middle of the measure.
    return _begins_box(flat, index) and is_title(flat.lines[index])


def _begins_box(flat: FlatText, index: int) -> bool:
    line, above = flat.lines[index], flat.lines[index - 1] if index else None
    return above is None or above.page != line.page or line.box.top - above.box.top > 1.5
