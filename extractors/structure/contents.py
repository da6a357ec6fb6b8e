"""The lines of a table of contents, which repeat the headings and are no part of the text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import regex

from extractors.model import Line
from extractors.structure.marks import is_leader

_LISTED: Final = regex.compile(r"(?<=\p{L}.{0,3})\s(?:\d{1,3}|[IVX]{1,5})$")


def find_contents(lines: Sequence[Line], body: Sequence[int]) -> set[int]:
    """Find the lines of a table of contents: those with leaders, and those with a page number among them."""
    leaders = {index for index in body if is_leader(lines[index].text)}
    listed = [index for index in body if index in leaders or _LISTED.search(lines[index].text)]
    contents = set(leaders)
    for order in (listed, listed[::-1]):
        for left, right in pairwise(order):
            if left in contents and abs(left - right) <= 3:
                contents.add(right)
    return contents
