"""Where and why the lines of a document are broken: by the typesetter, by a tool, or by blank lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from extractors.model import Line
from extractors.structure.setting import Setting


def stands_apart(above: Line, below: Line) -> bool:
    """Tell whether more than a line's usual white stands between two lines."""
    return below.box.top - above.box.bottom > 0.9 * above.words[0].size


def is_spaced(lines: Sequence[Line], body: Sequence[int]) -> bool:
    """Tell whether most lines have a blank line before them: then blank lines separate nothing."""
    pairs = [
        stands_apart(lines[left], lines[right])
        for left, right in pairwise(body)
        if lines[left].page == lines[right].page
    ]
    return 2 * sum(pairs) > len(pairs)


def is_clausal(lines: Sequence[Line], body: Sequence[int], settings: Mapping[int, Setting]) -> bool:
    """Tell whether the lines are broken at punctuation, as some tools do: then a short line ends no paragraph.

    A typesetter never ends a line early at a comma.
    """
    commas = [index for index in body if lines[index].text.endswith(("，", "、"))]
    return len(commas) >= 5 and 3 * sum(settings[index].room >= 2.4 for index in commas) > len(commas)
