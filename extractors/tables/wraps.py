"""Labels that go on in the next line, told by how they are written rather than by the room that was left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import regex

from extractors.characters import to_plain
from extractors.tables.chunks import Chunk

_FEWEST: Final = 4  # labels that show how labels of a table begin
_MOSTLY: Final = 0.8
_ITEM: Final = regex.compile(r"(?i:of which|of whom|thereof|davon)\b")
_HANGING: Final = 0.3  # em


def find_wraps(lines: Sequence[Sequence[Chunk]], em: float) -> frozenset[int]:
    """Return the lines of a body whose label goes on in the line below, by index.

    One of the two lines holds a label alone, and the lower one begins small (or with a bracket)
    where labels begin with a capital, or hangs under the upper one as no other label does. Items
    of a list begin small too: then several do, one below the other.
    """
    labels = [line[0] if line and line[0].first == 0 and not line[0].values else None for line in lines]
    # What stands below a label alone may be its second line, so that only other labels show how they begin.
    alone = [label is not None and len(line) == 1 for label, line in zip(labels, lines, strict=True)]
    first = [label for label, after in zip(labels, [False, *alone], strict=False) if label and not after]
    small = sum(_begins_small(label) for label in first)
    capitals = len(first) >= _FEWEST and small <= (1 - _MOSTLY) * len(first)
    return frozenset(
        index
        for index in range(len(lines) - 1)
        if (upper := labels[index]) and (lower := labels[index + 1])
        if _may_go_on(lines[index], lines[index + 1], upper, lower)
        and (capitals or _hangs(labels, index, upper, lower, em))
        and not _is_list(labels, index + 1, em)
    )


def is_left_open(above: Sequence[Chunk], below: Sequence[Chunk]) -> bool:
    """Tell whether a label that stands alone ends in an enumeration comma, or within brackets, and has a text below it."""
    if len(above) != 1 or above[0].first or not below or below[0].first:
        return False
    text = "".join(to_plain(token.text) for token in above[0].tokens)
    return text[-1] == "\u3001" or text.count("(") > text.count(")")


def _may_go_on(above: Sequence[Chunk], below: Sequence[Chunk], upper: Chunk, lower: Chunk) -> bool:
    if min(len(above), len(below)) > 1 or not _begins_small(lower):
        return False
    text = " ".join(token.text for token in lower.tokens)
    return not upper.tokens[-1].text.endswith((":", ".")) and not _ITEM.match(text)


def _begins_small(label: Chunk) -> bool:
    first = label.tokens[0].text.lstrip("([")
    return bool(first) and (first[0].islower() or label.tokens[0].text[0] in "([")


def _hangs(labels: Sequence[Chunk | None], index: int, upper: Chunk, lower: Chunk, em: float) -> bool:
    following = next((label for label in labels[index + 2 :] if label), None)
    hanging = lower.box.x0 > upper.box.x0 + _HANGING * em
    return hanging and (following is None or following.box.x0 < lower.box.x0 - _HANGING * em)


def _is_list(labels: Sequence[Chunk | None], index: int, em: float) -> bool:
    """Tell whether a label that begins small has another one right below, set flush with it."""
    own, following = labels[index], next((label for label in labels[index + 1 :] if label), None)
    if own is None or following is None or not _begins_small(following):
        return False
    return abs(own.box.x0 - following.box.x0) < _HANGING * em
