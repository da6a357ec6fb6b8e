"""Headers of two levels: which of the labels of a header span others."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import comb

from extractors.characters import to_plain
from extractors.tables.sequence_reading import Label, Path
from extractors.tables.sequence_tokens import Token

SPAN_BITS = 3.0  # a second header level
_SCATTERED_BITS = 2.0  # whose spans are not printed before it
_MAX_COLUMNS = 40  # under a header of two levels
_MAX_LONE = 6  # labels beside spans
_MAX_PLACES = 30


def labels_to_trees(tokens: Sequence[Token], labels: Sequence[int], count: int) -> list[tuple[tuple[Path, ...], float]]:
    """Return the two-level headers that the labels can be, printed level by level: spans and lone labels, then members.

    Spans have at least two members each. Spans of one width with the same members under each are what printers
    do; other widths and lone labels beside spans cost more, for the sequence does not tell them.
    """
    spans = len(labels) - count
    trees: list[tuple[tuple[Path, ...], float]] = []
    if not 1 <= spans <= count // 2 or count > _MAX_COLUMNS:
        return trees
    trees += labels_to_scattered(tokens, labels, spans)
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
                bits = SPAN_BITS + level + 3.0 * lone + (0.0 if equal else 5.0) - repeated_members_bits(tokens, paths)
                trees.append((paths, bits + (4.0 if spans == 1 and not lone else 0.0)))
    trees.sort(key=lambda tree: tree[1])
    return trees[:6]


def labels_to_scattered(
    tokens: Sequence[Token], labels: Sequence[int], spans: int
) -> list[tuple[tuple[Path, ...], float]]:
    """Return the two-level header in which each span stands somewhere among members that repeat; at most one.

    A span is centred above its columns. Tools that gather words into boxes put it into the box of whichever column
    it stands over, and print it before that column's head, or before a corner as tall as the header. The members
    are the labels that stand as often as there are spans, in one order; the spans those that stand once.
    """
    texts = [to_plain(tokens[index].text).replace(" ", "") for index in labels]
    members = [place for place, text in enumerate(texts) if texts.count(text) == spans]
    lone = [place for place, text in enumerate(texts) if texts.count(text) == 1]
    width = (len(labels) - spans) // spans
    if spans < 2 or len(lone) != spans or len(members) != spans * width or lone == list(range(spans)):
        return []
    order = [texts[place] for place in members]
    if order != order[:width] * spans:
        return []
    # A span comes before the last of its members, and behind the first of those of the span before.
    if any(not (number - 1) * width <= lone[number] - number < (number + 1) * width for number in range(spans)):
        return []
    paths = tuple(((labels[lone[number // width]],), (labels[place],)) for number, place in enumerate(members))
    return [(paths, SPAN_BITS + _SCATTERED_BITS - repeated_members_bits(tokens, paths))]


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
