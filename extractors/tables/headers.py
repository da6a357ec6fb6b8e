"""The header of a table as a tree: which columns each label stands over, and on which level.

The columns of the body are known by then. A rule under a label, or else the label's own
middle, says which of them it spans; labels under a spanning label are its children.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractors.model import Box
from extractors.strokes import Stroke
from extractors.tables.cells import Draft, chunks_to_draft_lines, diagonal_lines
from extractors.tables.chunks import Chunk

_SPAN = 0.3  # what a span costs beside its misfit in em: a label over one column is likelier
_REPEATED = -1.0  # unless the labels below repeat
_MISFIT = 1.5  # a label beside its column's edge by more than that is not better off
_OVER_ALL = -0.5
_ALL_CENTRED = 0.8  # em
_LINE_STEP = 1.7  # em
_REACH = 12  # columns that a label without a rule may span to either side


@dataclass(frozen=True, slots=True)
class HeaderBlock:
    """A label of the header: its chunks, the columns that it stands over, its level from the top."""

    chunks: tuple[Chunk, ...]
    first: int
    last: int
    level: int
    children: bool = False


@dataclass(slots=True)
class _Tree:
    blocks: list[HeaderBlock] = field(default_factory=list)
    tops: list[int | None] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a header stands on: the extent of each column's body, of its lowest label below, and the strokes."""

    body: tuple[Box | None, ...]
    labels: tuple[Box | None, ...]
    across: tuple[Stroke, ...]
    partial: tuple[Stroke, ...]
    em: float
    repeats: frozenset[tuple[int, int]] = frozenset()
    chunks: tuple[Chunk, ...] = ()

    def hull(self, column: int) -> Box | None:
        """Return the extent of a column's own label, else that of its body."""
        return self.labels[column] or self.body[column]


def lines_to_header(
    lines: Sequence[Sequence[Chunk]], body: Sequence[Box | None], across: Sequence[Stroke], em: float
) -> tuple[HeaderBlock, ...]:
    """Build the tree of a header from its lines of chunks, top to bottom; `body` is the extent of each column's body."""
    tree = _Tree(tops=[None] * len(body))
    width = max((b.x1 for b in body if b), default=0.0) - min((b.x0 for b in body if b), default=0.0)
    partial = tuple(stroke for stroke in across if stroke.length < 0.97 * width)
    lowest = _lowest_labels(lines, len(body))
    chunks = tuple(chunk for line in lines for chunk in line)
    for index, line in enumerate(lines):
        labels = tuple(label[1] if label and label[0] > index else None for label in lowest)
        repeats = frozenset(_repeats(lines[index + 1 :], len(body)))
        ground = _Ground(tuple(body), labels, tuple(across), partial, em, repeats, chunks)
        for chunk, extent in zip(line, _line_to_extents(line, ground), strict=True):
            _place(tree, chunk, extent, ground)
    return tuple(tree.blocks)


def _lowest_labels(lines: Sequence[Sequence[Chunk]], columns: int) -> list[tuple[int, Box] | None]:
    """Return for each column the line and box of its lowest label that stands over it alone."""
    lowest: list[tuple[int, Box] | None] = [None] * columns
    for index, line in enumerate(lines):
        for chunk in line:
            if chunk.first == chunk.last:
                lowest[chunk.first] = (index, chunk.box)
    return lowest


def _repeats(lines: Sequence[Sequence[Chunk]], columns: int) -> list[tuple[int, int]]:
    """Return the runs of columns whose labels below repeat: the same measures under each spanning label."""
    texts = [""] * columns
    for line in lines:
        for chunk in line:
            if chunk.first == chunk.last:
                texts[chunk.first] += "".join(token.text for token in chunk.tokens)
    for start in (1, 2, 3):
        labels = texts[start:]
        for period in range(2, min(len(labels) // 2, 2 * _REACH) + 1):
            whole = len(labels) % period == 0 and all(labels) and len(set(labels[:period])) > 1
            if whole and labels[period:] == labels[:-period]:
                return [(first, first + period - 1) for first in range(start, columns, period)]
    return []


def _line_to_extents(line: Sequence[Chunk], ground: _Ground) -> list[tuple[int, int]]:
    """Choose the columns of all labels of a line together, so that no column has two labels on one line."""
    states: dict[int, tuple[float, tuple[tuple[int, int], ...]]] = {-1: (0.0, ())}
    for position, chunk in enumerate(line):
        low = line[position - 1].last + 1 if position else min(1, chunk.first)
        high = line[position + 1].first - 1 if position + 1 < len(line) else len(ground.body) - 1
        bounds = (min(low, chunk.first), max(high, chunk.last))
        following: dict[int, tuple[float, tuple[tuple[int, int], ...]]] = {}
        for first, last, cost in _options(chunk, line, bounds, ground):
            sources = [state for end, state in states.items() if end < first]
            if not sources:
                continue
            total, chosen = min(sources, key=lambda state: state[0])
            if last not in following or total + cost < following[last][0]:
                following[last] = (total + cost, (*chosen, (first, last)))
        if not following:
            return [(chunk.first, chunk.last) for chunk in line]
        states = following
    return _widen(line, min(states.values(), key=lambda state: state[0])[1], ground)


def _widen(line: Sequence[Chunk], extents: Sequence[tuple[int, int]], ground: _Ground) -> list[tuple[int, int]]:
    """Let labels beside spanning ones span the columns left over, where they stand in the middle of these.

    The middle of three columns is that of the second, so that where a label stands does not
    tell; but on a line of spans, parted from the labels below, every column has its own.
    """
    widened = list(extents)
    if not any(last > first > 0 for first, last in extents):
        return widened
    for position, (chunk, (first, last)) in enumerate(zip(line, extents, strict=True)):
        low = extents[position - 1][1] + 1 if position else 1
        high = extents[position + 1][0] - 1 if position + 1 < len(line) else len(ground.body) - 1
        if first != last or not low < first < high or not _is_parted_below(chunk, first, ground):
            continue
        labels = [box for box in ground.labels[low : high + 1] if box]
        if len(labels) == high - low + 1 and abs(Box.around(labels).center_x - chunk.box.center_x) < 0.6 * ground.em:
            widened[position] = (low, high)
    return widened


def _is_parted_below(chunk: Chunk, column: int, ground: _Ground) -> bool:
    """Tell whether a label is not the first line of the label below it: a rule or more than a line step is between."""
    below = ground.labels[column]
    if below is None:
        return False
    top, bottom = chunk.box.center_y, below.center_y
    ruled = any(
        top < stroke.position < bottom and stroke.covers(chunk.box.x0, chunk.box.x1, 0.6) for stroke in ground.across
    )
    return ruled or bottom - top > _LINE_STEP * ground.em


def _options(
    chunk: Chunk, line: Sequence[Chunk], bounds: tuple[int, int], ground: _Ground
) -> list[tuple[int, int, float]]:
    """Return the runs of columns, within bounds, that a label may stand over, with their costs."""
    low, high = bounds
    ruled = _columns_over_rule(chunk, line, ground)
    if ruled is not None and low <= ruled[0] and ruled[1] <= high:
        return [(*ruled, -1.0)]
    options = [(chunk.first, chunk.last, _misfit(chunk, chunk.first, chunk.last, ground))]
    if chunk.first == 0:
        return options  # the stub has no neighbours to span
    if _heads_all(chunk, line, ground):
        options.append((1, len(ground.body) - 1, _OVER_ALL))
    for first in range(chunk.first, max(low, chunk.first - _REACH) - 1, -1):
        if first < chunk.first and ground.labels[first] is None:
            break
        for last in range(chunk.last, min(high, chunk.last + _REACH) + 1):
            if last > chunk.last and ground.labels[last] is None:
                break
            wider = last > first and (first, last) != (chunk.first, chunk.last)
            if wider and all(ground.labels[first : last + 1]):
                extra = _REPEATED if (first, last) in ground.repeats else _SPAN
                options.append((first, last, extra + _misfit(chunk, first, last, ground)))
    return options


def _heads_all(chunk: Chunk, line: Sequence[Chunk], ground: _Ground) -> bool:
    """Tell whether a label stands alone over all columns but the stub, in their middle.

    The middle of an odd number of columns is that of one of them, whose label may be wrapped;
    only a label broader than that column is told from it.
    """
    labels = ground.labels[1:]
    if len(labels) < 2 or not all(labels) or any(other.first > 0 for other in line if other is not chunk):
        return False
    hull = Box.around([box for box in labels if box])
    if abs(chunk.box.center_x - hull.center_x) > _ALL_CENTRED * ground.em:
        return False
    return all(
        abs(chunk.box.center_x - box.center_x) > 0.6 * ground.em or chunk.first < chunk.last for box in labels if box
    )


def _columns_over_rule(chunk: Chunk, line: Sequence[Chunk], ground: _Ground) -> tuple[int, int] | None:
    for stroke in ground.partial:
        below = stroke.position - chunk.box.center_y
        if not 0 < below < 1.7 * ground.em or not stroke.covers(chunk.box.x0, chunk.box.x1, 0.9):
            continue
        if any(_shares_rule(chunk, other, stroke, other in line, ground) for other in ground.chunks):
            continue  # one rule under several labels says nothing of either
        over = [
            column
            for column in range(len(ground.body))
            if (hull := ground.hull(column)) is not None and stroke.covers(hull.x0, hull.x1, 0.5)
        ]
        if over and over[0] <= chunk.first and over[-1] >= chunk.last:
            return over[0], over[-1]
    return None


def _shares_rule(chunk: Chunk, other: Chunk, stroke: Stroke, beside: bool, ground: _Ground) -> bool:
    """Tell whether another label stands over a rule as well: on the same line, or with its last line beside this one.

    Labels of one and of two lines, each set in the middle, do not share their lines.
    """
    if other is chunk or not stroke.covers(other.box.x0, other.box.x1, 0.5):
        return False
    apart = other.box.x1 <= chunk.box.x0 or chunk.box.x1 <= other.box.x0
    return beside or (apart and abs(other.box.center_y - chunk.box.center_y) < 0.9 * ground.em)


def _misfit(chunk: Chunk, first: int, last: int, ground: _Ground) -> float:
    """Measure, in em, how far a label is from where it would stand over these columns."""
    boxes = [box for column in range(first, last + 1) if (box := ground.hull(column)) is not None]
    if not boxes:
        return 0.0
    hull = Box.around(boxes)
    error = abs(chunk.box.center_x - hull.center_x)
    if first == last:
        error = min(
            min(abs(chunk.box.x0 - box.x0), abs(chunk.box.x1 - box.x1), abs(chunk.box.center_x - box.center_x))
            for box in (hull, ground.body[first] or hull)
        )
    return min(error / ground.em, _MISFIT)


def _place(tree: _Tree, chunk: Chunk, extent: tuple[int, int], ground: _Ground) -> None:
    """Add a label to the tree: a further line of the label above it, or that label's child, or a new one."""
    columns = range(extent[0], extent[1] + 1)
    tops = {tree.tops[column] for column in columns}
    over = next(iter(tops)) if len(tops) == 1 else None
    if over is not None:
        block = tree.blocks[over]
        near = chunk.box.center_y - block.chunks[-1].box.center_y < 2.2 * ground.em
        if (block.first, block.last) == extent and near and not _is_ruled_off(block, chunk, ground.across):
            tree.blocks[over] = replace(block, chunks=(*block.chunks, chunk))
            return
    above = [top for top in tops if top is not None]
    level = max((tree.blocks[top].level + 1 for top in above), default=0)
    for top in above:
        tree.blocks[top] = replace(tree.blocks[top], children=True)
    tree.blocks.append(HeaderBlock((chunk,), *extent, level))
    for column in columns:
        tree.tops[column] = len(tree.blocks) - 1


def _is_ruled_off(block: HeaderBlock, chunk: Chunk, across: Sequence[Stroke]) -> bool:
    top, bottom = block.chunks[-1].box.center_y, chunk.box.center_y
    return any(top < stroke.position < bottom and stroke.covers(chunk.box.x0, chunk.box.x1, 0.6) for stroke in across)


def header_to_drafts(blocks: Sequence[HeaderBlock], em: float) -> tuple[tuple[Draft, ...], int]:
    """Return the cells of a header and how many rows it has.

    A label without parts below reaches down to the body; so does one printed low without a
    label above it, which begins in the first row.
    """
    rows = max((block.level + 1 for block in blocks), default=0)
    corner = [block for block in blocks if block.first == block.last == 0]
    tokens = [token for block in corner for chunk in block.chunks for token in chunk.tokens]
    slanted = diagonal_lines(tokens, em)
    drafts = [
        Draft(
            block.level,
            block.first,
            1 if block.children else rows - block.level,
            block.last - block.first + 1,
            chunks_to_draft_lines(block.chunks),
        )
        for block in blocks
        if slanted is None or block not in corner
    ]
    if slanted is not None:
        drafts.append(Draft(0, 0, rows, 1, slanted, diagonal=True))
    return tuple(drafts), rows
