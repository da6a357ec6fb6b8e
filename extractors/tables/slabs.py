"""Lines that overlap in height, as one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors.tables.kinds import ordinal
from extractors.tables.tokens import Sheet, Token

_WORD_SPACE = 0.6  # em
_EM_BLANK = 1.2  # em: a full-width blank, and what the letters beside it leave free
_NUMBER = 5.0  # em


@dataclass(frozen=True, slots=True)
class Slab:
    """Lines that overlap in height, as one line of tokens from left to right.

    A wrapped label with its values centred beside it is printed on three baselines half a
    line apart; only together do they show the gap between label and values. `counted` says
    that the first token is a serial number, one more than that of the slab above or one
    less than that of the slab below.
    """

    lines: tuple[int, ...]
    tokens: tuple[Token, ...]
    header: bool = False
    counted: bool = False


def sheet_to_slabs(sheet: Sheet, header_lines: int) -> tuple[Slab, ...]:
    """Group the lines of a sheet into slabs; the first `header_lines` lines make header slabs."""
    groups: list[list[int]] = []
    step = _row_step(sheet, header_lines) if sheet.drawn else 0.0
    for index, line in enumerate(sheet.lines):
        # In a text the lines of a header stay apart: the two labels of a slanted corner stand above and below the rest.
        same_part = bool(groups) and (groups[-1][-1] >= header_lines or (sheet.drawn and index < header_lines))
        if same_part and (_overlaps(sheet, groups[-1], line) or _stands_between(sheet, index, header_lines, step)):
            groups[-1].append(index)
        else:
            groups.append([index])
    rows = [sorted((t for i in group for t in sheet.lines[i]), key=lambda t: t.box.x0) for group in groups]
    serials = [ordinal(row[0].text) if len(row) > 1 else None for row in rows]
    return tuple(
        Slab(
            tuple(group),
            tuple(row),
            group[0] < header_lines,
            serial is not None and (serial - 1 in serials[max(0, k - 1) : k] or serial + 1 in serials[k + 1 : k + 2]),
        )
        for k, (group, row, serial) in enumerate(zip(groups, rows, serials, strict=True))
    )


def _row_step(sheet: Sheet, header_lines: int) -> float:
    """Return the usual distance of neighbouring lines with numbers in several places, 0 where there are none."""
    heights = [line[0].box.center_y for line in sheet.lines[header_lines:] if sum(token.value for token in line) > 1]
    return median([lower - upper for upper, lower in pairwise(heights)]) if len(heights) > 2 else 0.0


def _stands_between(sheet: Sheet, index: int, header_lines: int, step: float) -> bool:
    """Tell whether a line, or the one above it, is a label merged over two rows: alone, half-way, left of both.

    In a loosely set table half a step is more than the height of the type.
    """
    for lone in (index - 1, index):
        if not header_lines < lone < len(sheet.lines) - 1 or not is_one_text(sheet.lines[lone], sheet.em):
            continue
        above, line, below = sheet.lines[lone - 1 : lone + 2]
        upper = line[0].box.center_y - above[0].box.center_y
        lower = below[0].box.center_y - line[0].box.center_y
        near = abs(upper - lower) < 0.15 * step and abs(upper + lower - step) < 0.15 * step
        if near and not line[0].value and line[-1].box.x1 < min(above[0].box.x0, below[0].box.x0):
            return True
    return False


def _overlaps(sheet: Sheet, group: Sequence[int], line: Sequence[Token]) -> bool:
    above = sheet.lines[group[-1]]
    if sheet.drawn:
        return min(t.box.center_y for t in line) - max(t.box.center_y for t in above) < 0.8 * sheet.em
    # A text has whole lines only. A label broken in two has its values on a line of their own between or beside its
    # lines: that line begins with a number, right of the label.
    if len(group) >= 3 or line[0].box.top - above[0].box.top > 1.1:
        return False
    lone, several = (above, line) if is_one_text(above, sheet.em) else (line, above)
    if not is_one_text(lone, sheet.em):
        return False
    if len(lone) == 1 and lone[0].value:  # a merged cell between two rows
        return several[-1].box.x1 < lone[0].box.x0
    return several[0].value and lone[-1].box.x1 < several[0].box.x0


def is_one_text(line: Sequence[Token], em: float) -> bool:
    """Tell whether the tokens of a line are the words of one text, a word space apart."""
    close = all(right.box.x0 - left.box.x1 <= _WORD_SPACE * em for left, right in pairwise(line))
    return close and (len(line) == 1 or not all(token.value for token in line))


def is_title(line: Sequence[Token], em: float) -> bool:
    """Tell whether the tokens of a line are one text, with a blank of an em behind its number (Panel A, 面板一) at most."""
    gaps = [right.box.x0 - left.box.x1 for left, right in pairwise(line)]
    wide = [index for index, gap in enumerate(gaps) if gap > _WORD_SPACE * em]
    if len(wide) > 1 or (wide and gaps[wide[0]] > _EM_BLANK * em):
        return False
    numbered = not wide or line[wide[0]].box.x1 - line[0].box.x0 < _NUMBER * em
    return numbered and not all(token.value for token in line)
