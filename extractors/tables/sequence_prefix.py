"""The labels printed before the first group: a corner, and the labels of one axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

import regex

from extractors.characters import to_plain
from extractors.tables.sequence_corner import corner_to_classes
from extractors.tables.sequence_reading import Label, Path
from extractors.tables.sequence_tokens import Token

_LETTER_END = regex.compile(r"[A-Za-z]$")
_HAN_END = regex.compile(r"\p{Han}$")
_HAN = regex.compile(r"\p{Han}")
_LETTER = regex.compile(r"[A-Za-z]")
_SMALL = regex.compile(r"[a-z&]")
_CLOSES = regex.compile(r"[)\]%/·]")
_OPENS = regex.compile(r"[(（、/-]$")
_SPAN_BITS = 3.0  # a second header level
_MAX_COLUMNS = 40  # under a header of two levels
_MAX_LONE = 6  # labels beside spans
_MAX_PLACES = 30
_MAX_JOINS = 12  # wrapped labels of one header


@dataclass(frozen=True, slots=True)
class Axis:
    """A corner and the labels of one axis, with the price of reading them so in bits."""

    corner: Label
    paths: tuple[Path, ...]
    bits: float


def labels_to_axes(tokens: Sequence[Token], run: Sequence[int], count: int) -> list[Axis]:
    """Return the ways to read a run of labels as a corner and `count` paths of labels, printed level by level.

    The run is the indexes of its tokens in printed order. Empty when there are too few labels.
    """
    axes: list[Axis] = []
    if not count <= len(run) <= 2 * count + 3 + _MAX_JOINS:
        return axes
    named = [any(corner_to_classes(tokens[index].text)) and tokens[index].kind == "label" for index in run]
    for corners in range(3):
        rest = len(run) - corners
        if rest < count:
            continue
        for corner, labels, price in _corners(tokens, run, corners, named):
            bits = price + _overlooked_bits(tokens, run, corner, named)
            if rest == count:
                axes.append(Axis(corner, tuple(((index,),) for index in labels), bits))
                continue
            axes += [Axis(corner, paths, bits + more) for paths, more in labels_to_trees(tokens, labels, count)]
            axes += [Axis(corner, paths, bits + more) for paths, more in labels_to_wrapped(tokens, labels, count)]
    return axes


def _corners(
    tokens: Sequence[Token], run: Sequence[int], corners: int, named: Sequence[bool]
) -> list[tuple[Label, tuple[int, ...], float]]:
    labels = tuple(run)
    if corners == 0:
        # 年份 or Country as the first of the labels is nearly always the corner.
        return [((), labels, 10.0 if named[0] else 4.0)]
    readings = [(labels[:corners], labels[corners:], _corner_bits(tokens, labels[:corners]))]
    # A tall corner is printed at half its height: behind the spans, or behind the last label of the first row.
    places = [place for place, found in enumerate(named) if found]
    if corners == 1:
        readings += [
            ((labels[place],), labels[:place] + labels[place + 1 :], 3.0 + _corner_bits(tokens, (labels[place],)))
            for place in places
            if 0 < place <= min(len(labels) // 2, 6) or (place == len(labels) - 1 and not tokens[labels[place]].tight)
        ]
    elif len(places) >= 2 and places[0] == 0 and places[-1] > 1:
        last = places[-1]
        inner = labels[1:last] + labels[last + 1 :]
        readings.append(((labels[0], labels[last]), inner, 2.0 + _corner_bits(tokens, (labels[0], labels[last]))))
    return readings


def _corner_bits(tokens: Sequence[Token], corner: Label) -> float:
    if any(tokens[index].kind != "label" for index in corner):
        return 12.0  # a year or a number does not name an axis
    known = [any(corner_to_classes(tokens[index].text)) for index in corner]
    if len(corner) == 2:
        whole = corner_to_classes("".join(tokens[index].text for index in corner))
        if len(whole) > 1 and any(whole):
            return 1.5  # one corner on two lines
        # A diagonal parts things from periods more often than things from things.
        periods = sum("period" in corner_to_classes(tokens[index].text) for index in corner)
        return (1.0 if periods == 1 else 4.0) if all(known) else 7.0
    return 0.0 if known[0] else 1.0


def corner_to_relief(tokens: Sequence[Token], corner: Label, paths: Sequence[Path]) -> float:
    """Return what a corner of two words costs less where each heads a stub column of its own: two labels a group."""
    if len(corner) != 2 or max(map(len, paths)) != 2 or any(tokens[index].kind != "label" for index in corner):
        return 0.0
    return min(1.5 - _corner_bits(tokens, corner), 0.0)


def _overlooked_bits(tokens: Sequence[Token], run: Sequence[int], corner: Label, named: Sequence[bool]) -> float:
    # 国别 or Year among the labels, beside a corner that is no such word: the corner has been overlooked.
    if not corner or any(found and index in corner for index, found in zip(run, named, strict=True)):
        return 0.0
    half = len(run) // 2 + 1
    early = zip(run[:half], named[:half], strict=True)
    return 3.0 if any(found and len(tokens[index].text) <= 4 for index, found in early) else 0.0


def labels_to_trees(tokens: Sequence[Token], labels: Sequence[int], count: int) -> list[tuple[tuple[Path, ...], float]]:
    """Return the two-level headers that the labels can be, printed level by level: spans and lone labels, then members.

    Spans have at least two members each. Spans of one width with the same members under each are what printers
    do; other widths and lone labels beside spans cost more, for the sequence does not tell them.
    """
    spans = len(labels) - count
    trees: list[tuple[tuple[Path, ...], float]] = []
    if not 1 <= spans <= count // 2 or count > _MAX_COLUMNS:
        return trees
    for lone in range(min(count - 2 * spans, _MAX_LONE) + 1):
        members = count - lone
        top, leaves = labels[: spans + lone], labels[spans + lone :]
        widths = [[members // spans] * spans] if members % spans == 0 else _uneven(members, spans)
        few = comb(spans + lone, spans) <= _MAX_PLACES
        places = (
            list(combinations(range(spans + lone), spans))
            if few
            else [tuple(range(lone, lone + spans)), tuple(range(spans))]
        )
        for place in places:
            for width in widths:
                paths = _tree(top, leaves, place, width)
                equal = len(set(width)) == 1
                # Two levels on one line of a text whose lines are rows would be read across.
                level = 4.0 if tokens[leaves[0]].tight and tokens[leaves[0]].line == tokens[top[-1]].line else 0.0
                bits = _SPAN_BITS + level + 3.0 * lone + (0.0 if equal else 5.0) - repeated_members_bits(tokens, paths)
                trees.append((paths, bits + (4.0 if spans == 1 and not lone else 0.0)))
    trees.sort(key=lambda tree: tree[1])
    return trees[:6]


def _uneven(members: int, spans: int) -> list[list[int]]:
    # Only the commonest: one span differs from the rest, first or last.
    width = members // spans
    rest = members - width * (spans - 1)
    return [[width] * (spans - 1) + [rest], [rest] + [width] * (spans - 1)] if width >= 2 else []


def _tree(top: Sequence[int], leaves: Sequence[int], place: tuple[int, ...], width: Sequence[int]) -> tuple[Path, ...]:
    paths: list[Path] = []
    taken = span = 0
    for number, index in enumerate(top):
        if number in place:
            paths += [((index,), (leaf,)) for leaf in leaves[taken : taken + width[span]]]
            taken += width[span]
            span += 1
        else:
            paths.append(((index,),))
    return tuple(paths)


def repeated_members_bits(tokens: Sequence[Token], paths: Sequence[Path]) -> float:
    """Return what is saved because the spans of an axis have the same members: their labels need not be told again."""
    members: dict[Label, list[str]] = {}
    for path in paths:
        if len(path) > 1:
            members.setdefault(path[0], []).append(
                to_plain("".join(tokens[index].text for index in path[-1])).replace(" ", "")
            )
    lists = list(members.values())
    if len(lists) < 2:
        return 0.0
    same = sum(found == lists[0] for found in lists[1:])
    return 10.0 if same == len(lists) - 1 else 4.0 * same


def labels_to_wrapped(
    tokens: Sequence[Token], labels: Sequence[int], count: int
) -> list[tuple[tuple[Path, ...], float]]:
    """Return the cheapest way to join neighbouring labels, as lines of one wrapped label, until `count` are left."""
    joins = len(labels) - count
    if not 1 <= joins <= min(_MAX_JOINS, len(labels) // 2 + 2):
        return []
    texts = [to_plain(tokens[index].text) for index in labels]
    prices = [_join_bits(tokens[labels[i]], tokens[labels[i + 1]], texts, i) for i in range(len(labels) - 1)]
    # Exactly `joins` of the borders are joined: the cheapest, since a border's price does not depend on the others.
    cheapest = sorted(range(len(prices)), key=lambda i: (prices[i], i))[:joins]
    wraps = [(_joined(labels, set(cheapest)), 2.0 + sum(prices[i] for i in cheapest))]
    # The next best way differs by one border; it competes, for a near tie means that nothing is known.
    left = [i for i in range(len(prices)) if i not in cheapest]
    if left:
        dearest, nearest = max(cheapest, key=lambda i: (prices[i], i)), min(left, key=lambda i: (prices[i], i))
        swapped = {*cheapest, nearest} - {dearest}
        wraps.append((_joined(labels, swapped), 2.0 + sum(prices[i] for i in swapped)))
    return wraps


def _joined(labels: Sequence[int], chosen: set[int]) -> tuple[Path, ...]:
    groups: list[list[int]] = [[labels[0]]]
    for i, index in enumerate(labels[1:]):
        if i in chosen:
            groups[-1].append(index)
        else:
            groups.append([index])
    return tuple((tuple(group),) for group in groups)


def _join_bits(left: Token, right: Token, texts: Sequence[str], place: int) -> float:
    first, second = texts[place], texts[place + 1]
    if left.kind == "period" or left.year or right.kind == "period" or right.year:
        return 12.0
    if second[0] in "([%" or _CLOSES.match(second) or _OPENS.search(first):
        return 0.2
    if first.count("(") > first.count(")"):
        return 0.2
    if right.tight and len(first) == 1 and first.isalpha() and first.isascii():
        return 1.0  # a letter alone is a sign before a word (W AI), hardly a label
    if right.tight and _LETTER_END.search(first) and len(second) == 1 and second.isalpha() and second.isascii():
        return 4.0
    # Typesetters put a blank between an ideograph and a Western word of one label, which more often precedes.
    if right.tight and _LETTER_END.search(first) and _HAN.match(second):
        return 2.0
    if right.tight and _HAN_END.search(first) and _LETTER.match(second):
        return 2.5
    if _LETTER_END.search(first) and _SMALL.match(second):
        return 0.5 if right.line == left.line else 1.5
    # A fragment that stands twice in one header is a piece of two labels (贸易 | 差额, 贸易 | 总额).
    repeated = texts.count(first) > 1
    short = max(len(first), len(second)) <= 4
    bits = 5.0 if right.tight else 6.0
    if _LETTER_END.search(first) and right.tight:
        bits = 3.0
    return bits - (3.5 if repeated else 0.0) + (0.0 if short else 2.0)
