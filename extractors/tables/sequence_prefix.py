"""The labels printed before the first group: a corner, and the labels of one axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.tables.sequence_corner import corner_to_classes, names_axis
from extractors.tables.sequence_joints import MAX_JOINS, labels_to_wrapped, labels_to_wrapped_tree
from extractors.tables.sequence_levels import labels_to_trees
from extractors.tables.sequence_reading import Label, Path
from extractors.tables.sequence_tokens import Token


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
    if not count <= len(run) <= 2 * count + 3 + MAX_JOINS:
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
            axes += [Axis(corner, paths, bits + more) for paths, more in labels_to_wrapped_tree(tokens, labels, count)]
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
    if any(names_axis(tokens[index].text.partition(" ")[0]) and " " in tokens[index].text for index in corner):
        return 8.0  # 年份 and the label behind it, which stand on one line
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
