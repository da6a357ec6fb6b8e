"""How a line is set in its column: where the column begins and ends, whether the line is indented, whether it is full."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import regex

from extractors.model import Line

_NEIGHBOURS: Final = 12  # lines before and after that show the edges of the column
_IDEOGRAPH: Final = regex.compile(r"\p{Han}|[\N{IDEOGRAPHIC COMMA}-\N{RIGHT WHITE SQUARE BRACKET}\uff00-\uffef“‘]")


@dataclass(frozen=True, slots=True)
class Setting:
    """The edges of a line's column, in the unit of the page, and the type size."""

    left: float
    right: float
    size: float
    x0: float
    x1: float

    @property
    def indent(self) -> float:
        """How far the line begins behind the left edge, in ems."""
        return (self.x0 - self.left) / self.size

    @property
    def room(self) -> float:
        """How much of the column is free behind the line, in ems."""
        return (self.right - self.x1) / self.size

    @property
    def measure(self) -> float:
        """Width of the column in ems."""
        return (self.right - self.left) / self.size


def find_settings(lines: Sequence[Line]) -> tuple[Setting, ...]:
    """Return how each line is set, judged by its neighbours of like type that stand above or below it.

    The left edge is where the leftmost fifth of them begin, for first lines are indented and
    headings are centred; the right edge is where the rightmost fifth end.
    """
    sizes = [_size(line) for line in lines]
    settings = []
    for index, line in enumerate(lines):
        around = range(max(0, index - _NEIGHBOURS), min(len(lines), index + _NEIGHBOURS + 1))
        column = [
            lines[other]
            for other in around
            if other == index or (lines[other].page == line.page and _overlap(lines[other], line) > 0.5)
        ]
        alike = [
            lines[other]
            for other in around
            if lines[other].page == line.page
            and abs(sizes[other] - sizes[index]) <= 0.08 * sizes[index]
            and _overlap(lines[other], line) > 0.5
        ]
        # A heading in a type of its own has no fellows; the text around it shows its column.
        fellows = alike if len(alike) >= 4 else column
        starts = sorted(fellow.box.x0 for fellow in fellows)
        ends = sorted(fellow.box.x1 for fellow in fellows)
        left, right = starts[len(starts) // 5], ends[-1 - len(ends) // 5]
        settings.append(
            Setting(min(left, line.box.x0), max(right, line.box.x1), sizes[index], line.box.x0, line.box.x1)
        )
    return tuple(settings)


def _size(line: Line) -> float:
    by_size: defaultdict[float, int] = defaultdict(int)
    for word in line.words:
        by_size[word.size] += len(word.text)
    return max(by_size, key=lambda size: (by_size[size], size))


def _overlap(left: Line, right: Line) -> float:
    shared = min(left.box.x1, right.box.x1) - max(left.box.x0, right.box.x0)
    return shared / max(min(left.box.width, right.box.width), 1e-6)


def ends_short(setting: Setting, following: Line) -> bool:
    """Tell whether the next line's first word had room at the end of this line: then the typesetter ended it on purpose.

    Ideographs may break anywhere, and justified lines of text sources vary by an em or so for
    the digits and marks in them; hence the slack.
    """
    first = following.words[0]
    if _IDEOGRAPH.match(first.text[0]):
        return setting.room >= 2.4
    need = (first.box.width + 0.25 * first.size) / setting.size
    return setting.room >= min(need, 8.0) + 0.5
