"""The header of a table as a tree: which columns each label stands over, and on which level.

The columns of the body are known by then. A rule under a label, or else the label's own
middle, says which of them it spans; labels under a spanning label are its children.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace

from extractors.characters import to_plain
from extractors.model import Box
from extractors.strokes import Stroke
from extractors.tables.cells import Draft, chunks_to_draft_lines, diagonal_lines
from extractors.tables.chunks import Chunk
from extractors.tables.header_extents import Ground, find_repeats, join_title, line_to_extents
from extractors.tables.kinds import ordinal

_HALF_LINE = 0.85  # em; lines of one label are a whole em apart or more


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


def lines_to_header(
    lines: Sequence[Sequence[Chunk]], body: Sequence[Box | None], across: Sequence[Stroke], em: float
) -> tuple[HeaderBlock, ...]:
    """Build the tree of a header from its lines of chunks, top to bottom; `body` is the extent of each column's body."""
    tree = _Tree(tops=[None] * len(body))
    left, right = min((b.x0 for b in body if b), default=0.0), max((b.x1 for b in body if b), default=0.0)
    # A rule over all columns but the stub may stand out to the right as far as the stub is wide.
    partial = tuple(stroke for stroke in across if not stroke.covers(left, right, 0.97))
    lowest = _lowest_labels(lines, len(body))
    chunks = tuple(chunk for line in lines for chunk in line)
    counted = {id(chunk) for line in lines if _is_numbered(line) for chunk in line if chunk.first}
    for index, line in enumerate(lines):
        labels = tuple(label[1] if label and label[0] > index else None for label in lowest)
        repeats = frozenset(find_repeats(lines[index + 1 :], len(body)))
        # Below the numbers of models each column has a label only by what stands above.
        numbered = index + 2 == len(lines) and _is_numbered(lines[-1])
        ground = Ground(tuple(body), labels, tuple(across), partial, em, repeats, chunks, numbered)
        whole = join_title(line, ground)
        beside = _labels_beside(lines, index, em) if whole is line else []
        level = sorted((*whole, *beside), key=lambda chunk: chunk.box.x0)
        for chunk, extent in zip(level, line_to_extents(level, ground), strict=True):
            if chunk not in beside:
                _place(tree, chunk, extent, ground, counted)
    return tuple(tree.blocks)


def _labels_beside(lines: Sequence[Sequence[Chunk]], index: int, em: float) -> list[Chunk]:
    """Return the labels that share their level with a line, but stand less than a line above or below it.

    Labels of one and of two lines are each set in the middle of the header's height: the one
    line stands half-way between the two, and takes no columns from them.
    """
    line = lines[index]
    beside: list[Chunk] = []
    for other in (*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2]):
        for chunk in other:
            near = any(abs(chunk.box.center_y - label.box.center_y) < _HALF_LINE * em for label in line)
            free = all(chunk.box.x1 <= label.box.x0 or label.box.x1 <= chunk.box.x0 for label in (*line, *beside))
            apart = all(chunk.last < label.first or label.last < chunk.first for label in (*line, *beside))
            if near and free and apart:
                beside.append(chunk)
    return beside


def _is_numbered(line: Sequence[Chunk]) -> bool:
    """Tell whether a line counts its columns: (1), (2) and so on, with at most a label of the stub before them.

    Bracketed numbers need not be in order.
    """
    texts = ["".join(token.text for token in chunk.tokens) for chunk in line if chunk.first]
    counted = [ordinal(text) for text in texts]
    if not counted or any(number is None for number in counted):
        return False
    start = counted[0] or 0
    bracketed = all(to_plain(text)[0] == "(" for text in texts)
    if len(counted) == 1:
        return bracketed and start == 1
    return counted == list(range(start, start + len(counted))) or (bracketed and len(set(counted)) == len(counted))


def _lowest_labels(lines: Sequence[Sequence[Chunk]], columns: int) -> list[tuple[int, Box] | None]:
    """Return for each column the line and box of its lowest label that stands over it alone."""
    lowest: list[tuple[int, Box] | None] = [None] * columns
    for index, line in enumerate(lines):
        for chunk in line:
            if chunk.first == chunk.last:
                lowest[chunk.first] = (index, chunk.box)
    return lowest


def _place(tree: _Tree, chunk: Chunk, extent: tuple[int, int], ground: Ground, counted: Container[int]) -> None:
    """Add a label to the tree: a further line of the label above it, or that label's child, or a new one.

    `counted` are the ids of the labels that only count the columns: they are lines of no other label.
    """
    columns = range(extent[0], extent[1] + 1)
    tops = {tree.tops[column] for column in columns}
    over = next(iter(tops)) if len(tops) == 1 else None
    if over is not None:
        block = tree.blocks[over]
        near = chunk.box.center_y - block.chunks[-1].box.center_y < 2.2 * ground.em
        alone = id(chunk) in counted or id(block.chunks[-1]) in counted
        if (
            (block.first, block.last) == extent
            and near
            and not alone
            and not _is_ruled_off(block, chunk, ground.across)
        ):
            tree.blocks[over] = replace(block, chunks=(*block.chunks, chunk))
            return
    above = [top for top in tops if top is not None]
    level = max((tree.blocks[top].level + 1 for top in above), default=0)
    if all(tree.blocks[top].first == 0 and tree.blocks[top].last == len(ground.body) - 1 for top in above):
        level = max(level, _level_under_rule(tree, chunk, ground))  # a title over all columns has none for its parts
    for top in above:
        tree.blocks[top] = replace(tree.blocks[top], children=True)
    tree.blocks.append(HeaderBlock((chunk,), *extent, level))
    for column in columns:
        tree.tops[column] = len(tree.blocks) - 1


def _level_under_rule(tree: _Tree, chunk: Chunk, ground: Ground) -> int:
    """Return the level of a label that has none above it: below those that a rule over the whole table parts from its line.

    One on a line of its own is set in the middle of the lines beside it, and belongs to all.
    """
    if all(other is chunk or other.line != chunk.line for other in ground.chunks):
        return 0
    rules = [
        stroke.position
        for stroke in ground.across
        if stroke not in ground.partial and stroke.position < chunk.box.center_y
    ]
    last = max(rules, default=0.0)
    if any(last < other.box.center_y < chunk.box.center_y - _HALF_LINE * ground.em for other in ground.chunks):
        return 0  # the rule parts other lines
    return max((block.level + 1 for block in tree.blocks if block.chunks[-1].box.center_y < last), default=0)


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
