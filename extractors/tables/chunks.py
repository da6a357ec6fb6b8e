"""Lines are cut at the gutters into chunks: what one line of a cell holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from extractors.model import Box
from extractors.strokes import Stroke
from extractors.tables.gutters import Gutters, line_to_votes
from extractors.tables.kinds import is_ideograph
from extractors.tables.tokens import Sheet, Token

_LABEL_COLUMNS = 12  # that one label may span
_UNDER = 3.0  # em: a rule under a label of two lines
_ONE_BLANK = 0.6  # em; one blank of a text is half an em
_TORN = 0.7  # for a label that would begin small, a word space behind another, where other gaps of the line are wider
_PARTIAL = 0.9  # of the table's width: a longer rule is under all labels
_TWO_KINDS = 1.4
_EVEN = 0.03  # em
_WORD_SPACE = 0.31  # em: Times has 0.25, Helvetica 0.28
_OVERHANG = 0.5  # em that a label may stand out over the rule under it, which is trimmed at its ends
_JOINED = 0.3  # in em of displacement: a word space over a gutter parts labels more often than not


@dataclass(frozen=True, slots=True)
class Chunk:
    """Tokens side by side on one line, and the first and last column that they reach into."""

    line: int
    tokens: tuple[Token, ...]
    first: int
    last: int
    box: Box

    @property
    def value(self) -> bool:
        """Tell whether the chunk is a number or the sign of a missing one."""
        return len(self.tokens) == 1 and self.tokens[0].value

    @property
    def values(self) -> int:
        """Count the numbers in the chunk."""
        return sum(token.value for token in self.tokens)


def line_to_chunks(sheet: Sheet, index: int, gutters: Gutters) -> tuple[Chunk, ...]:
    """Cut a line of the body at the gaps that hold a gutter.

    A gutter that falls into a mere word space of a line without any wide gap does not cut
    it: titles of row groups run over columns.
    """
    line = sheet.lines[index]
    votes = line_to_votes(line, sheet.em, sheet.drawn)
    running = not any(vote > 0 for vote in votes) and not any(token.value and not token.year for token in line)
    groups: list[list[Token]] = [[line[0]]]
    for vote, (left, right) in zip(votes, pairwise(line), strict=True):
        cut = _parts(gutters, left, right, sheet.em) or (vote > 0 and _are_centred_apart(gutters, left, right))
        if cut and (vote > -0.75 or not running):
            groups.append([right])
        else:
            groups[-1].append(right)
    return tuple(_to_chunk(index, group, gutters, sheet.em) for group in groups)


def header_line_to_chunks(
    sheet: Sheet, index: int, gutters: Gutters, hulls: Sequence[Box | None], across: Sequence[Stroke] = ()
) -> tuple[Chunk, ...]:
    """Cut a line of the header at gaps that hold a gutter of the body, even mere word spaces where labels fit apart.

    Two labels over neighbouring columns may stand a word space apart, and a label over both
    may have a word space over the gutter. They are told apart by where they stand: each over
    its own column, or together in the middle of all, or of a rule below. `hulls` are the
    extents of the columns.
    """
    line = sheet.lines[index]
    if not sheet.drawn and (labels := _labels_by_order(line, hulls, sheet.em)):
        return tuple(
            Chunk(index, label, column, column, Box.around([token.box for token in label]))
            for column, label in enumerate(labels)
        )
    middle = line[0].box.center_y
    boxes = [hull for hull in hulls if hull is not None]
    width = Box.around(boxes).width if boxes else 0.0
    under = [
        stroke
        for stroke in across
        if 0 < stroke.position - middle < _UNDER * sheet.em and stroke.length < _PARTIAL * width
    ]
    ground = _Ground(gutters, hulls, under, sheet.em, line)
    segments = [_Segment([line[0]])]
    surely: list[bool] = []
    space = _word_space(line, sheet)
    for vote, (left, right) in zip(line_to_votes(line, sheet.em, sheet.drawn), pairwise(line), strict=True):
        if not sheet.drawn and right.text[0] in "(（" and right.box.x0 - left.box.x1 <= _ONE_BLANK * sheet.em:
            # The unit in brackets is no label of its own: Export value (USD million).
            segments[-1].tokens.append(right)
        elif _parts(gutters, left, right, sheet.em) or (vote > 0 and _are_centred_apart(gutters, left, right)):
            goes_on = right.box.x0 - left.box.x1 <= space and right.text[0].islower()
            segments.append(_Segment([right], goes_on))
            surely.append(vote > -0.75)
        elif 0 < _TWO_KINDS * space < right.box.x0 - left.box.x1 and not right.text[0].islower():
            # A label broader than its columns pushes its neighbour's edge over the gutter.
            segments.append(_Segment([right]))
            surely.append(False)
        else:
            segments[-1].tokens.append(right)
    groups: list[list[Token]] = []
    start = 0
    for stop in range(1, len(segments) + 1):
        if stop == len(segments) or surely[stop - 1]:
            groups += _part_labels(segments[start:stop], ground)
            start = stop
    return tuple(_to_chunk(index, group, gutters, sheet.em) for group in groups)


def _word_space(line: Sequence[Token], sheet: Sheet) -> float:
    """Return the widest gap that is a word space on a line which shows two kinds of gaps, 0 on another.

    Headers are not justified: their word spaces are alike, and the gap between two labels is wider.
    """
    gaps = sorted(right.box.x0 - left.box.x1 for left, right in pairwise(line))
    if not sheet.drawn or len(gaps) < 2 or gaps[0] <= 0 or gaps[-1] < _TWO_KINDS * gaps[0]:
        return 0.0
    return min(gaps[0] + _EVEN * sheet.em, _WORD_SPACE * sheet.em)


def _labels_by_order(line: Sequence[Token], hulls: Sequence[Box | None], em: float) -> list[tuple[Token, ...]] | None:
    """Cut a text's header line into one label a column by the order of its words; None where it is not one label each.

    Programs that keep a page's layout in a text push long labels aside, so that they stand
    over the next column; their order stays. Words are joined where one blank parts them and
    a letter word is beside it (AI 指数); ideographs on both sides of a blank, and two blanks, part labels.
    """
    columns = len(hulls)
    gaps = [(right.box.x0 - left.box.x1) / em for left, right in pairwise(line)]
    parting = [
        gap > _ONE_BLANK or (is_ideograph(left.text[-1]) and is_ideograph(right.text[0]))
        for gap, (left, right) in zip(gaps, pairwise(line), strict=True)
    ]
    if not columns <= len(line) <= _LABEL_COLUMNS * columns or sum(parting) < columns - 2:
        return None
    beside = hulls[0] is not None and line[0].box.x0 >= hulls[0].x1
    if beside and sum(gap > _ONE_BLANK for gap in gaps) == columns - 2:
        return None  # two blanks part one label for each column but the stub, over which none stands
    joins = [
        0.0,
        *accumulate(3.0 if gap > _ONE_BLANK else 1.5 if part else 0.3 for gap, part in zip(gaps, parting, strict=True)),
    ]
    # best[k][n]: the least cost of the first n words as the labels of the first k columns, and where the last one begins.
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for hull in hulls:
        row: dict[int, tuple[float, int]] = {}
        for stop in range(1, len(line) + 1):
            options = [
                (cost + joins[stop - 1] - joins[start] + _apart(line[start].box, line[stop - 1].box, hull, em), start)
                for start, (cost, _) in best[-1].items()
                if stop - _LABEL_COLUMNS <= start < stop
            ]
            if options:
                row[stop] = min(options)
        best.append(row)
    if len(line) not in best[-1]:
        return None
    labels: list[tuple[Token, ...]] = []
    stop = len(line)
    for row in best[:0:-1]:
        start = row[stop][1]
        labels.append(tuple(line[start:stop]))
        stop = start
    return labels[::-1]


def _apart(first: Box, last: Box, hull: Box | None, em: float) -> float:
    return 0.0 if hull is None else abs((first.x0 + last.x1) / 2 - hull.center_x) / (8 * em)


@dataclass(slots=True)
class _Segment:
    """Words of a header line between two gutters; `goes_on` says that they read on from those before them."""

    tokens: list[Token]
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class _Ground:
    """What the labels of a line stand on: gutters, the extents of the columns, the rules below; and the line itself."""

    gutters: Gutters
    hulls: Sequence[Box | None]
    under: Sequence[Stroke]
    em: float
    line: Sequence[Token]


def _part_labels(segments: Sequence[_Segment], ground: _Ground) -> list[list[Token]]:
    """Choose which neighbouring segments are one label, by the least sum of their distances from where they belong."""
    best: list[tuple[float, list[list[Token]]]] = [(0.0, [])]
    for stop in range(1, len(segments) + 1):
        options = []
        for start in range(max(0, stop - _LABEL_COLUMNS), stop):
            label = [token for segment in segments[start:stop] for token in segment.tokens]
            cost = _displacement(label, ground.gutters, ground.hulls, ground.em)
            cost += _JOINED if stop - start > 1 else 0.0
            cost += _TORN * (start > 0 and segments[start].goes_on)
            if _is_over_rule(label, ground):
                cost = 0.0
            elif _runs_over_rules(label, ground.under):
                cost += _TORN
            options.append((best[start][0] + cost, [*best[start][1], label]))
        best.append(min(options, key=lambda option: option[0]))
    return best[-1][1]


def _is_over_rule(label: Sequence[Token], ground: _Ground) -> bool:
    """Tell whether a label has a rule of its own below: it stands in its middle, or begins with it and is alone over it."""
    box = Box.around([token.box for token in label])
    for stroke in ground.under:
        if not (stroke.start <= box.x0 + _OVERHANG * ground.em and box.x1 - _OVERHANG * ground.em <= stroke.end):
            continue
        if abs((stroke.start + stroke.end) / 2 - box.center_x) < ground.em:
            return True
        flush = abs(stroke.start - box.x0) < _OVERHANG * ground.em
        if flush and sum(stroke.start < token.box.center_x < stroke.end for token in ground.line) == len(label):
            return True
    return False


def _runs_over_rules(label: Sequence[Token], under: Sequence[Stroke]) -> bool:
    """Tell whether words reach over the ends of two rules side by side, each of which is under another label."""
    x0, x1 = label[0].box.x0, label[-1].box.x1
    return sum(stroke.covers(x0, x1, 0.2) for stroke in under) > 1 and not any(
        stroke.covers(x0, x1, 0.8) for stroke in under
    )


def _displacement(label: Sequence[Token], gutters: Gutters, hulls: Sequence[Box | None], em: float) -> float:
    box = Box.around([token.box for token in label])
    first, last = gutters.column(label[0].box.center_x), gutters.column(label[-1].box.center_x)
    boxes = [hull for hull in hulls[first : last + 1] if hull is not None]
    if not boxes:
        return 0.0
    hull = Box.around(boxes)
    middle = abs(box.center_x - hull.center_x)
    if first == last:
        middle = min(middle, abs(box.x0 - hull.x0), abs(box.x1 - hull.x1))
    return middle / em


def _parts(gutters: Gutters, left: Token, right: Token, em: float) -> bool:
    slack = 0.15 * em
    if gutters.column(left.box.x1 - slack) < gutters.column(right.box.x0 + slack):
        return True
    return left.value and right.value and _are_centred_apart(gutters, left, right)


def _are_centred_apart(gutters: Gutters, left: Token, right: Token) -> bool:
    # A text longer than its column overruns the gutter; its middle, or its neighbour's, still tells its column.
    return gutters.column(left.box.center_x) != gutters.column(right.box.center_x)


def _between(gutters: Gutters, low: float, high: float) -> tuple[float, ...]:
    return gutters.places[gutters.column(low) : gutters.column(high)]


def _to_chunk(line: int, tokens: Sequence[Token], gutters: Gutters, em: float) -> Chunk:
    if len(tokens) == 1 and tokens[0].value:
        column = gutters.column(tokens[0].box.center_x)
        return Chunk(line, tuple(tokens), column, column, tokens[0].box)
    box = Box.around([token.box for token in tokens])
    middle = gutters.column(box.center_x)
    # An overhang below six tenths of an em is a long word in a tight column, not a span.
    slack = min(0.6 * em, 0.25 * box.width)
    first, last = gutters.column(box.x0 + slack), gutters.column(box.x1 - slack)
    return Chunk(line, tuple(tokens), min(first, middle), max(last, middle), box)
