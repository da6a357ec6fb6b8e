"""Which columns the labels on one line of a header stand over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extractors.model import Box
from extractors.strokes import Stroke
from extractors.tables.chunks import Chunk
from extractors.tables.slabs import is_title

_SPAN = 0.3  # what a span costs beside its misfit in em: a label over one column is likelier
_REPEATED = -1.0  # unless the labels below repeat
_MISFIT = 1.5  # a label beside its column's edge by more than that is not better off
_OVER_ALL = -0.5
_ALL_CENTRED = 0.8  # em
_UNDER = 1.7  # em from the middle of a label to the rule under it
_LINE_STEP = 1.5  # em between two lines of one label
_UNCOVERED = 0.2  # a column left without a label between, or beside, those that span others
_UNCOVERED_RULED = 0.5  # where a rule under the labels says that others stand below
_UNLIKE = 0.5  # over one column, where labels of its form on the line span columns: 2019年 over two, 2023年 over one
_FIGURE = regex.compile(r"\d")
_REACH = 12  # columns that a label without a rule may span to either side


@dataclass(frozen=True, slots=True)
class Ground:
    """What a header stands on: the extent of each column's body, of its lowest label below, the strokes, and all labels.

    `numbered` says that the only line below counts the columns.
    """

    body: tuple[Box | None, ...]
    labels: tuple[Box | None, ...]
    across: tuple[Stroke, ...]
    partial: tuple[Stroke, ...]
    em: float
    repeats: frozenset[tuple[int, int]] = frozenset()
    chunks: tuple[Chunk, ...] = ()
    numbered: bool = False

    def hull(self, column: int) -> Box | None:
        """Return the extent of a column's own label, else that of its body."""
        return self.labels[column] or self.body[column]


def find_repeats(lines: Sequence[Sequence[Chunk]], columns: int) -> list[tuple[int, int]]:
    """Return the runs of columns whose labels below repeat: the same measures under each spanning label.

    Behind the runs other columns may follow (the differences of two groups).
    """
    texts = [""] * columns
    for line in lines:
        for chunk in line:
            if chunk.first == chunk.last:
                texts[chunk.first] += "".join(token.text for token in chunk.tokens)
    for start in (1, 2, 3):
        labels = texts[start:]
        for period in range(2, min(len(labels) // 2, 2 * _REACH) + 1):
            if not all(labels[: 2 * period]) or len(set(labels[:period])) == 1:
                continue
            runs = 1
            while labels[runs * period : (runs + 1) * period] == labels[:period]:
                runs += 1
            if runs > 1:
                return [(start + run * period, start + (run + 1) * period - 1) for run in range(runs)]
    return []


def line_to_extents(line: Sequence[Chunk], ground: Ground) -> list[tuple[int, int]]:
    """Choose the columns of all labels of a line together, so that no column has two labels on one line."""
    ruled = ground.numbered or _are_ruled_off(line, ground)
    states: dict[int, tuple[float, tuple[tuple[int, int], ...]]] = {-1: (0.0, ())}
    forms = [_form(chunk) for chunk in line]
    for position, chunk in enumerate(line):
        low = line[position - 1].last + 1 if position else min(1, chunk.first)
        high = line[position + 1].first - 1 if position + 1 < len(line) else len(ground.body) - 1
        bounds = (min(low, chunk.first), max(high, chunk.last))
        following: dict[int, tuple[float, tuple[tuple[int, int], ...]]] = {}
        for first, last, cost in _options(chunk, line, bounds, ground):
            sources = [
                (
                    total
                    + _uncovered(chosen, (first, last), ground, ruled=ruled)
                    + _unlike(chosen, (first, last), forms, ground),
                    chosen,
                )
                for end, (total, chosen) in states.items()
                if end < first
            ]
            if not sources:
                continue
            total, chosen = min(sources, key=lambda state: state[0])
            if last not in following or total + cost < following[last][0]:
                following[last] = (total + cost, (*chosen, (first, last)))
        if not following:
            return [(chunk.first, chunk.last) for chunk in line]
        states = following
    beyond = (len(ground.body), len(ground.body))
    ends = [(total + _uncovered(chosen, beyond, ground, ruled=ruled), chosen) for total, chosen in states.values()]
    return _widen(line, min(ends, key=lambda state: state[0])[1], ground)


def _widen(line: Sequence[Chunk], extents: Sequence[tuple[int, int]], ground: Ground) -> list[tuple[int, int]]:
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
        if low == 1:
            # Left of the first label nothing tells where its columns begin, but that it has as many on either side.
            low, high = max(first - 1, 1), min(first + 1, high)
        if first != last or not low < first < high or not _is_parted_below(chunk, first, ground):
            continue
        labels = [box for box in ground.labels[low : high + 1] if box]
        if len(labels) == high - low + 1 and abs(Box.around(labels).center_x - chunk.box.center_x) < 0.6 * ground.em:
            widened[position] = (low, high)
    return widened


def _is_parted_below(chunk: Chunk, column: int, ground: Ground) -> bool:
    """Tell whether a label is not the first line of the label below it: a rule or more than a line step is between."""
    below = ground.labels[column]
    if below is None:
        return False
    top, bottom = chunk.box.center_y, below.center_y
    ruled = any(
        top < stroke.position < bottom and stroke.covers(chunk.box.x0, chunk.box.x1, 0.6) for stroke in ground.across
    )
    return ruled or bottom - top > _UNDER * ground.em


def _are_ruled_off(line: Sequence[Chunk], ground: Ground) -> bool:
    """Tell whether rules stand under all labels of a line but the stub's, be it one or one each."""
    labels = [chunk for chunk in line if chunk.first]
    return len(labels) > 1 and all(
        any(
            0 < stroke.position - chunk.box.center_y < _UNDER * ground.em
            and stroke.covers(chunk.box.x0, chunk.box.x1, 0.9)
            for stroke in ground.across
        )
        for chunk in labels
    )


def _uncovered(chosen: Sequence[tuple[int, int]], following: tuple[int, int], ground: Ground, *, ruled: bool) -> float:
    """Charge the columns with a label below that two neighbouring labels would leave without one above it.

    The inner two of four columns have the same middle as all four, so a label that spans
    columns is charged for those it leaves out. One over a single column may be the first line of a
    wrapped label, unless a rule ends it.
    """
    before = chosen[-1] if chosen else (0, 0)
    count = sum(label is not None for label in ground.labels[max(1, before[1] + 1) : following[0]])
    if ruled:
        return _UNCOVERED_RULED * count
    return _UNCOVERED * count if before[0] < before[1] or following[0] < following[1] else 0.0


def _form(chunk: Chunk) -> str:
    """Return a label with its figures masked where it has figures: labels of one form (2019年, 2023年) stand on one level."""
    text = "".join(token.text for token in chunk.tokens)
    return _FIGURE.sub("0", text) if _FIGURE.search(text) else ""


def _unlike(chosen: Sequence[tuple[int, int]], extent: tuple[int, int], forms: Sequence[str], ground: Ground) -> float:
    """Charge a label over one column that others have labels below, beside one of its form that spans columns; and the other way round."""
    form = forms[len(chosen)]
    spans = extent[0] < extent[1]
    return _UNLIKE * (
        bool(form)
        and any(
            forms[index] == form
            and (first < last) != spans
            and ground.labels[first if spans else extent[0]] is not None
            for index, (first, last) in enumerate(chosen)
        )
    )


def join_title(line: Sequence[Chunk], ground: Ground) -> Sequence[Chunk]:
    """Return a line that is the title of the part below as one label over all columns, any other as it is.

    A title stands alone, in the middle of the table rather than of its numbers or at its left edge,
    and is ruled off over the whole width from the labels below it.
    """
    hulls = [hull for hull in ground.body if hull is not None]
    tokens = tuple(token for chunk in line for token in chunk.tokens)
    if not is_title(tokens, ground.em) or len(hulls) < 3 or not any(ground.labels):
        return line
    box, table = Box.around([chunk.box for chunk in line]), Box.around(hulls)
    full = [stroke for stroke in ground.across if stroke.covers(table.x0, table.x1, 0.9)]
    ruled = any(0 < stroke.position - box.center_y < _UNDER * ground.em for stroke in full)
    apart = min(abs(box.center_x - middle) for middle in (table.center_x, *(stroke.middle for stroke in full)))
    centred = apart < _ALL_CENTRED * ground.em < abs(box.center_x - Box.around(hulls[1:]).center_x)
    flush = line[0].first == 0 and box.x0 - table.x0 < ground.em and _is_ruled_alone(line, ground, full)
    if not ruled or not (centred or flush):
        return line
    return (Chunk(line[0].line, tokens, 0, len(ground.body) - 1, box),)


def _is_ruled_alone(line: Sequence[Chunk], ground: Ground, full: Sequence[Stroke]) -> bool:
    """Tell whether no other line stands between a line and the rules over the whole width above and below it."""
    middle = line[0].box.center_y
    top = max((stroke.position for stroke in full if stroke.position < middle), default=0.0)
    bottom = min((stroke.position for stroke in full if stroke.position > middle), default=float("inf"))
    return not any(top < other.box.center_y < bottom and other.line != line[0].line for other in ground.chunks)


def _options(
    chunk: Chunk, line: Sequence[Chunk], bounds: tuple[int, int], ground: Ground
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


def _heads_all(chunk: Chunk, line: Sequence[Chunk], ground: Ground) -> bool:
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


def _columns_over_rule(chunk: Chunk, line: Sequence[Chunk], ground: Ground) -> tuple[int, int] | None:
    for stroke in ground.partial:
        below = stroke.position - _last_line_over(chunk, stroke, ground)
        if not 0 < below < _UNDER * ground.em or not stroke.covers(chunk.box.x0, chunk.box.x1, 0.9):
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


def _last_line_over(chunk: Chunk, stroke: Stroke, ground: Ground) -> float:
    """Return the middle of a label's last line over a rule, which is what the rule is set below.

    The lines of a label share an edge or the middle, and nothing else stands over its rule.
    """
    middle = chunk.box.center_y
    over = [
        other
        for other in ground.chunks
        if middle < other.box.center_y < stroke.position and stroke.covers(other.box.x0, other.box.x1, 0.5)
    ]
    for other in sorted(over, key=lambda label: label.box.center_y):
        edges = (other.box.x0 - chunk.box.x0, other.box.center_x - chunk.box.center_x, other.box.x1 - chunk.box.x1)
        if other.box.center_y - middle > _LINE_STEP * ground.em or min(map(abs, edges)) > 0.3 * ground.em:
            return chunk.box.center_y
        middle = other.box.center_y
    return middle


def _shares_rule(chunk: Chunk, other: Chunk, stroke: Stroke, beside: bool, ground: Ground) -> bool:
    """Tell whether another label stands over a rule as well: on the same line, or with its last line beside this one.

    Labels of one and of two lines, each set in the middle, do not share their lines.
    """
    if other is chunk or not stroke.covers(other.box.x0, other.box.x1, 0.5):
        return False
    apart = other.box.x1 <= chunk.box.x0 or chunk.box.x1 <= other.box.x0
    return beside or (apart and abs(other.box.center_y - chunk.box.center_y) < 0.9 * ground.em)


def _misfit(chunk: Chunk, first: int, last: int, ground: Ground) -> float:
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
