"""One grammar for both orders: a prefix of labels, then groups of a label and its values.

Row by row the prefix is the header and a group is a row; column by column the prefix is the stub and a group is
a column. A spanning header is then a group with two labels, just as a panel line is row by row. So the parse
is found first, and which way is up afterwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, groupby

from extractors.tables.sequence_groups import (
    HOLE_BITS,
    Group,
    Shape,
    groups_to_body,
    has_tall_cell,
    spans_before_groups,
    with_tall_cell,
)
from extractors.tables.sequence_prefix import Axis, corner_to_relief, labels_to_axes
from extractors.tables.sequence_reading import Path, Reading
from extractors.tables.sequence_spans import LEAD_BITS, spans_to_paths
from extractors.tables.sequence_tokens import Token

_STEPS = frozenset({1, 2, 3, 5, 6, 10})  # years apart, in a list of years; or months
_TAIL_VALUE_BITS = 16.0
_TAIL_LABEL_BITS = 7.0
_MAX_LEAD = 3
_MANY = 300  # cells
_UNHEADED_BITS = 3.0
_UNHEADED = 0.7  # how often groups of two labels are right where the corner heads only one


def tokens_to_readings(tokens: Sequence[Token], holes: bool, closed: bool) -> list[Reading]:
    """Return the readings of the first grammar, each priced. `holes` admits groups that lack values."""
    readings: list[Reading] = []
    known: dict[tuple[int, int], list[Axis]] = {}
    shapes = tokens_to_shapes(tokens)
    if len(tokens) > _MANY:
        # In a large table a shape by which the cells come out even needs no rival.
        shapes = [shape for shape in shapes if (len(tokens) - shape.prefix) % shape.period == 0] or shapes
    for shape in shapes:
        parsed = shape_to_groups(tokens, shape, holes, closed)
        if parsed is None:
            continue
        groups, end, bits = parsed
        asked = (shape.prefix, shape.count)
        if asked not in known:
            known[asked] = labels_to_axes(tokens, range(shape.prefix), shape.count)
        axes = known[asked]
        if shape.lead == 1:
            readings += spans_before_groups(tokens, groups, shape, bits, end)
        for axis in axes:
            headed = shape.lead == 1 or len(axis.corner) == shape.lead
            readings += [
                Reading(
                    tokens=tuple(tokens),
                    corner=axis.corner,
                    positions=axis.paths,
                    groups=paths,
                    body=groups_to_body(groups, shape.count),
                    bits=axis.bits
                    + bits
                    + more
                    + corner_to_relief(tokens, axis.corner, paths)
                    + (0.0 if headed else _UNHEADED_BITS),
                    unread=tuple(range(end, len(tokens))),
                    certainty=1.0 if headed else _UNHEADED,
                )
                for paths, more in groups_to_paths(tokens, groups, shape.lead)
            ]
    return readings + [with_tall_cell(reading) for reading in readings if has_tall_cell(reading)]


def tokens_to_shapes(tokens: Sequence[Token]) -> list[Shape]:
    """Return the guesses worth a parse: some dozen, from where values begin and how many stand together."""
    total = len(tokens)
    hard = [index for index, token in enumerate(tokens) if token.is_hard_value]
    if not hard:
        return []
    starts = {hard[0]}
    running = [index for index in hard if tokens[index].ordinal is None]
    if running:
        starts.add(running[0])
    prefixes = sorted({start - lead for start in starts for lead in range(_MAX_LEAD + 1) if start - lead > 0})
    runs = Counter(len(list(run)) for found, run in groupby(tokens, key=lambda token: token.is_hard_value) if found)
    sizes = {size for size, _ in runs.most_common(3)} | {max(runs)} | set(tokens_to_sizes(tokens))
    periods = tokens_to_periods(tokens)
    shapes = set()
    for lead in range(1, _MAX_LEAD + 1):
        for prefix in prefixes:
            counts = sizes | {prefix - corner for corner in range(4)}
            shapes |= {Shape(prefix, lead, count) for count in counts}
        # Tables of words: only their period tells where a row ends.
        shapes |= {
            Shape(prefix, lead, period - lead)
            for period in periods
            for prefix in (period, period - 1)
            if period - lead > 0 and prefix > 0
        }
    return sorted(
        (shape for shape in shapes if 0 < shape.count <= shape.prefix and shape.prefix + shape.period <= total),
        key=lambda shape: (shape.prefix, shape.lead, shape.count),
    )


def tokens_to_sizes(tokens: Sequence[Token]) -> list[int]:
    """Return how many values stand between years that lead groups: the distances of neighbours in a list of years."""
    last: dict[int, int] = {}
    distances: Counter[int] = Counter()
    for index, token in enumerate(tokens):
        if token.year is not None:
            for step in (1, -1):
                if token.year - step in last:
                    distances[index - last[token.year - step] - 1] += 1
            last[token.year] = index
    return [distance for distance, seen in distances.most_common(2) if seen >= 2 and distance > 0]


def tokens_to_periods(tokens: Sequence[Token]) -> list[int]:
    """Return the lengths after which the kinds of the cells repeat, best first, at most three."""
    kinds = [_kind_of(token) for token in tokens]
    total = len(kinds)
    scores = []
    for period in range(3, min(24, total // 2) + 1):
        same = sum(kinds[i] == kinds[i + period] for i in range(period - 1, total - period))
        scores.append((same / max(total - 2 * period + 1, 1), -period))
    return [-period for score, period in sorted(scores, reverse=True)[:3] if score >= 0.85]


def _kind_of(token: Token) -> str:
    return "value" if token.is_hard_value else "year" if token.year else "label"


def shape_to_groups(
    tokens: Sequence[Token], shape: Shape, holes: bool, closed: bool
) -> tuple[tuple[Group, ...], int, float] | None:
    """Return the cheapest division of what follows the prefix into groups, where it ends, and its price.

    Viterbi over the places where a group can begin. What is left at the end costs more than it can save, and
    more still when a note line closed the table: otherwise the last column would be cut off.
    """
    total = len(tokens)
    as_label, as_value = (list(accumulate(prices, initial=0.0)) for prices in token_prices(tokens, shape, holes))
    limit = 60.0 + 0.5 * total
    best: dict[int, tuple[float, Group | None]] = {shape.prefix: (as_label[shape.prefix], None)}
    for start in range(shape.prefix, total):
        if start not in best or best[start][0] > limit:
            continue
        for lead in range(1, min(_MAX_LEAD, total - start - 1) + 1):
            body = start + lead
            before = best[start][0] + as_label[body] - as_label[start] + LEAD_BITS * abs(lead - shape.lead)
            for size in range(1 if holes else shape.count, shape.count + 1):
                end = body + size
                if end > total or (size < shape.count and not _can_end(as_label, end, total)):
                    continue
                price = before + as_value[end] - as_value[body] + HOLE_BITS * (shape.count - size)
                if end not in best or price < best[end][0]:
                    best[end] = (price, Group(start, lead, size))
    scale = 4.0 if closed else 1.0
    tail = [0.0] * (total + 1)
    for index in range(total - 1, -1, -1):
        tail[index] = tail[index + 1] + scale * (_TAIL_VALUE_BITS if tokens[index].is_value else _TAIL_LABEL_BITS)
    ends = [end for end, (_, group) in best.items() if group is not None]
    if not ends:
        return None
    end = min(ends, key=lambda place: best[place][0] + tail[place])
    bits = best[end][0] + tail[end]
    if bits > limit:
        return None
    groups: list[Group] = []
    place = end
    while (group := best[place][1]) is not None:
        groups.append(group)
        place = group.start
    return tuple(reversed(groups)), end, bits


def _can_end(as_label: Sequence[float], end: int, total: int) -> bool:
    return end == total or as_label[end + 1] - as_label[end] < 6.0


def token_prices(tokens: Sequence[Token], shape: Shape, holes: bool) -> tuple[list[float], list[float]]:
    """Return what each token costs as a label and as a value, for a guessed period.

    A four-digit number is a year only among years: beside it in the prefix, or one group away. A word is a
    value only where words stand one group away as well, and none where values have been dropped; a whole number a label only as a running number.
    """
    labels, values = [], []
    years = Counter(token.year for token in tokens if token.year is not None)
    for index, token in enumerate(tokens):
        distances = (shape.period,) if index >= shape.prefix else (1, shape.period)
        near = [tokens[i] for step in distances for i in (index - step, index + step) if 0 <= i < len(tokens)]
        if token.kind in {"label", "period"}:
            words = sum(other.kind == "label" and other.year is None for other in near)
            labels.append(0.0)
            values.append(2.5 if token.kind == "label" and words == len(near) >= 1 and not holes else 11.0)
        elif token.kind == "missing":
            labels.append(14.0)
            values.append(0.0)
        elif token.year is not None:
            year = token.year
            listed = any(other.year is not None and abs(other.year - year) in _STEPS for other in near)
            elsewhere = years[year] > 1 or any(years[year + step] or years[year - step] for step in (1, 2, 5))
            labels.append(0.3 if listed else 2.5 if elsewhere else 5.0)
            values.append(5.0 if listed else 3.5 if elsewhere else 0.5)
        else:
            ordinal = token.ordinal
            steps = [
                ordinal is not None and other.ordinal is not None and abs(other.ordinal - ordinal) == 1
                for other in near
            ]
            # 1, 2, 3 all the way down number the rows.
            labels.append(1.0 if len(steps) >= 1 and all(steps) else 3.0 if any(steps) else 14.0)
            values.append(0.0)
    return labels, values


def groups_to_paths(
    tokens: Sequence[Token], groups: Sequence[Group], lead: int
) -> list[tuple[tuple[Path, ...], float]]:
    """Return the label paths of the groups and their price beyond that of the leads.

    A group with one label more than usual opens a span over itself and the groups after it. Where the usual
    number is two, a group with one label stands under the first label of the group before.
    """
    paths: list[Path] = []
    outer: Path = ()
    spans: list[int] = []
    for number, group in enumerate(groups):
        labels: Path = tuple((group.start + place,) for place in range(group.lead))
        if group.lead > lead:
            outer = labels[: group.lead - lead]
            labels = labels[group.lead - lead :]
            spans.append(number)
        elif group.lead < lead:
            # Two stub columns: the first one's cell reaches down over several rows.
            labels = (paths[-1][: lead - group.lead] if paths and len(paths[-1]) >= lead else ()) + labels
        paths.append(outer + labels)
    if not spans:
        return [(tuple(paths), 0.0)]
    return spans_to_paths(tokens, tuple(paths), spans, lead)
