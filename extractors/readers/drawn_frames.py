"""Frames that a text draws with characters: rules (─────, =====, |---|---|) and bars between cells (| 甲 | 3.2 |).

Typists, Markdown, reStructuredText and the exports of word processors draw a table's rules with the characters at hand. They are
no text: a line of nothing but rule characters holds no word and takes no height, and what stands between two bars is a cell, below
those of its column whether its writer aligned them or not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import regex

from extractors.model import Span
from extractors.readers.character_grid import advanced

_BARS: Final = "|│┃║┆┇┊┋｜"
_JOINTS: Final = "+┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝╒╤╕╞╪╡╘╧╛╓╥╖╟╫╢╙╨╜"
_STROKES: Final = "─━═╌╍┄┅┈┉―"
_DASHES: Final = r"\-=_—–－＝＿"
_RULE: Final = regex.compile(rf"[{_STROKES}{_BARS}{_JOINTS}{_DASHES}: \t\u3000]++")
_RUN: Final = regex.compile(rf"[{_DASHES}]++|[{_STROKES}]++")
# Dashes stand for missing values too (-, --, ——, -----): a rule is longer, or parted by bars.
_FEWEST_STROKES: Final = 4
_FEWEST_DASHES: Final = 8
_SHORTEST: Final = 3  # run of dashes of a rule, one more than the longest mark of what is missing
_BAR: Final = regex.compile(rf"(?<!\\)[{_BARS}]")
_DRAWN_BAR: Final = regex.compile(rf"[{_BARS}{_JOINTS}]")
_FRAMED: Final = regex.compile(rf"\s*+[{_BARS}].*[{_BARS}]\s*")
_FEWEST: Final = 3  # framed lines that are a table without any rule
_NEAR: Final = 1.0  # em between bars of one column


@dataclass(frozen=True, slots=True)
class FramedCell:
    """What stands between two bars of a line: its characters, counted from the line's beginning, and the columns that it covers."""

    span: Span
    first: int
    last: int


def is_rule(line: str) -> bool:
    """Tell whether a line draws a rule and holds nothing else: four strokes, eight dashes in runs of three and more, or such runs between bars."""
    if _RULE.fullmatch(line) is None:
        return False
    runs = _RUN.findall(line)
    if sum(len(run) for run in runs if run[0] in _STROKES) >= _FEWEST_STROKES:
        return True
    shortest, total = min(map(len, runs), default=0), sum(map(len, runs))
    return shortest >= _SHORTEST and (total >= _FEWEST_DASHES or _DRAWN_BAR.search(line) is not None)


def find_frames(lines: Sequence[str]) -> list[tuple[int, int, dict[int, tuple[FramedCell, ...]]]]:
    """Return the tables whose cells bars part: their first line, the one behind their last, and the cells of each line between.

    Lines are a table where bars part each of them and a rule among them has bars or joints, or where three and more begin and end
    with a bar. Bars in running text (|r| > 0.5) are text.
    """
    found = []
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and (is_rule(lines[end]) or _BAR.search(lines[end])):
            end += 1
        rows = [index for index in range(start, end) if not is_rule(lines[index])]
        if _is_frame(lines[start:end], [lines[index] for index in rows]):
            found.append((start, end, _to_cells({index: lines[index] for index in rows})))
        start = max(end, start + 1)
    return found


def _is_frame(lines: Sequence[str], rows: Sequence[str]) -> bool:
    ruled = any(is_rule(line) and _DRAWN_BAR.search(line) for line in lines)
    framed = sum(_FRAMED.fullmatch(line) is not None for line in rows)
    return (ruled and len(rows) > 1) or (framed >= _FEWEST and framed == len(rows))


def _to_cells(rows: dict[int, str]) -> dict[int, tuple[FramedCell, ...]]:
    spans = {index: _line_to_spans(line) for index, line in rows.items()}
    widest = max(spans, key=lambda index: len(spans[index]))
    edges = [advanced(0.0, rows[widest][: span.start]) for span in spans[widest]]
    cells = {}
    for index, found in spans.items():
        places = [advanced(0.0, rows[index][: span.start]) for span in found]
        columns = _columns_of(places, edges)
        behind = [*columns[1:], len(edges) if columns[-1:] != [] and len(columns) < len(edges) else len(columns)]
        cells[index] = tuple(
            FramedCell(span, first, max(first, following - 1))
            for span, first, following in zip(found, columns, behind, strict=True)
        )
    return cells


def _columns_of(places: Sequence[float], edges: Sequence[float]) -> list[int]:
    """Return the columns that the cells of a line begin in: by their bars where it has fewer than the widest line and they stand below it."""
    if len(places) < len(edges):
        near = [min(range(len(edges)), key=lambda column: abs(edges[column] - place)) for place in places]
        apart = all(left < right for left, right in pairwise(near))
        if apart and all(abs(edges[column] - place) <= _NEAR for column, place in zip(near, places, strict=True)):
            return near
    return list(range(len(places)))


def _line_to_spans(line: str) -> list[Span]:
    bars = [-1, *(match.start() for match in _BAR.finditer(line)), len(line)]
    spans = [Span(left + 1, right) for left, right in pairwise(bars)]
    # Before a first bar and behind a last one there is a cell only where something stands.
    if not line[spans[0].start : spans[0].end].strip():
        spans = spans[1:]
    if spans and not line[spans[-1].start : spans[-1].end].strip():
        spans = spans[:-1]
    return spans
