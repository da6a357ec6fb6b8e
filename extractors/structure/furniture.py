"""Running heads and page numbers: what is printed on every page and belongs to none of its sentences."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final, Literal

import regex

from extractors.characters import to_plain
from extractors.model import Line
from extractors.structure.line_widths import count_ideographs
from extractors.structure.marks import is_page_number, is_prose, read_caption

Furniture = Literal["running_head", "page_number"]

_EDGE: Final = 2  # lines from the top or bottom of a page where furniture is looked for
# Ornaments on both sides: nobody prints a cell or a sentence as "· 36 ·" or "— 12 —".
_ORNATE: Final = regex.compile(
    r"\s*([-·•~]{1,2})\s*\d{1,4}\s*\1\s*|\s*第\s?\d{1,4}\s?页(?:\s*[,，/]?\s*共\s?\d{1,4}\s?页)?\s*"
)
# … but 2023-02-16 and 2096-0000(2023)04-0031-03 are a date and an article number, whose figures go on on both sides.
_ORNATE_INSIDE: Final = regex.compile(r"(?<!\d)([-·•~])\s*\d{1,4}\s*\1(?!\d)")
_LETTERS: Final = regex.compile(r"[\p{L}]+")


def find_furniture(lines: Sequence[Line]) -> dict[int, Furniture]:
    """Find the running heads and page numbers among the lines of a document: index to kind.

    A line is furniture for what it shares with other pages: its letters return at the edge of
    another page (numbers, order and blanks may differ, as on left and right pages), or its number
    counts the pages. Text whose pages are not marked has edges only where an ornate page number
    stands; a line that repeats there is a running head.
    """
    furniture: dict[int, Furniture] = {
        index: "page_number" for index, line in enumerate(lines) if _ORNATE.fullmatch(to_plain(line.text))
    }
    edges = _find_edges(lines)
    furniture |= _find_counting(lines, edges)
    heads = _find_repeated(lines, edges, furniture)
    furniture |= heads
    # Some tools print a page's head among its lines, where they found it: what is a head at the edge is one there too.
    known = {text for index in heads if count_ideographs(text := lines[index].text) >= 4 or len(text.split()) >= 3}
    furniture |= {index: "running_head" for index, line in enumerate(lines) if line.text in known}
    return furniture


def _find_edges(lines: Sequence[Line]) -> dict[int, tuple[int, int]]:
    """Return the lines near the edges of pages: index to (page, rank from the nearer edge)."""
    pages: defaultdict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        pages[line.page].append(index)
    if len(pages) < 2:
        return {}
    edges: dict[int, tuple[int, int]] = {}
    for page, members in pages.items():
        ordered = sorted(members, key=lambda index: lines[index].box.top)
        rank, previous = -1, None
        for side in (ordered, ordered[::-1]):
            rank, previous = -1, None
            for index in side:
                # Words side by side at the edge stand on one line, though columns may have cut it.
                if previous is None or abs(lines[index].box.top - previous) > 0.5 * lines[index].words[0].size:
                    rank, previous = rank + 1, lines[index].box.top
                if rank >= _EDGE:
                    break
                edges[index] = (page, min(rank, edges.get(index, (page, rank))[1]))
    return edges


def _find_counting(lines: Sequence[Line], edges: dict[int, tuple[int, int]]) -> dict[int, Furniture]:
    # A bare number at the edge is a page number when it rises with the pages; a table that ends a page does not count on.
    starts: defaultdict[int, set[int]] = defaultdict(set)
    numbers: dict[int, int] = {}
    for index, (page, _) in edges.items():
        plain = to_plain(lines[index].text)
        digits = regex.findall(r"\d{1,4}", plain)
        if is_page_number(plain) and digits:
            numbers[index] = int(digits[0]) - page
            starts[numbers[index]].add(page)
    return {index: "page_number" for index, start in numbers.items() if len(starts[start]) >= 2}


def _key(line: Line) -> str:
    # Left and right pages mirror the order; numbers change from page to page.
    return " ".join(sorted(_LETTERS.findall(to_plain(line.text))))


def _find_repeated(
    lines: Sequence[Line], edges: dict[int, tuple[int, int]], known: dict[int, Furniture]
) -> dict[int, Furniture]:
    if not edges:
        return _find_repeated_beside_numbers(lines, known)
    pages: defaultdict[str, set[int]] = defaultdict(set)
    for index, (page, _) in edges.items():
        if key := _key(lines[index]):
            pages[key].add(page)
    heads: dict[int, Furniture] = {}
    for index in edges:
        if index in known or not _may_be_head(lines[index]):
            continue
        # The number and the head may share a line: the first page of an article often shows them once.
        if len(pages[_key(lines[index])]) >= 2 or _ORNATE_INSIDE.search(to_plain(lines[index].text)):
            heads[index] = "running_head"
    return heads


def _find_repeated_beside_numbers(lines: Sequence[Line], known: dict[int, Furniture]) -> dict[int, Furniture]:
    counts = Counter(line.text for line in lines)
    heads: dict[int, Furniture] = {}
    for index, line in enumerate(lines):
        if index in known or not _may_be_head(line):
            continue
        plain = to_plain(line.text)
        beside = index - 1 in known or index + 1 in known
        ornate = _ORNATE_INSIDE.match(plain) or _ORNATE_INSIDE.search(plain, max(0, len(plain) - 8))
        if (beside and counts[line.text] >= 2) or ornate:
            heads[index] = "running_head"
    return heads


def _may_be_head(line: Line) -> bool:
    text = line.text
    if not _LETTERS.search(text) or read_caption(text) is not None:
        return False
    return not text.rstrip().endswith(("。", "，", "；", "、")) and count_ideographs(text) <= 40 and not is_prose(text)
