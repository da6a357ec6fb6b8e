"""Cells that a tool printed without anything between them: header labels run together, a number and its name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from typing import Final

import regex

from extractors.characters import to_plain
from extractors.model import Line
from extractors.tables.sequence_corner import corner_to_classes, names_axis
from extractors.tables.sequence_tokens import Token, line_to_tokens, text_to_token

_RUN: Final = regex.compile(r"\p{Han}{6,40}")
_NUMBERED: Final = regex.compile(r"(\d{1,3}) (?=\p{L})")
_STATISTICS: Final = frozenset(
    {
        "均值",
        "平均值",
        "平均数",
        "标准差",
        "标准误",
        "方差",
        "最小值",
        "最大值",
        "极小值",
        "极大值",
        "中位数",
        "样本量",
        "样本数",
        "观测值",
        "观测数",
        "偏度",
        "峰度",
    }
)
_LEAST, _MOST = 2, 8  # ideographs of one label in a header
_MAX_PIECES: Final = 6
_LEAST_NUMBERED: Final = 3
_MAX_CUTS: Final = 14
_LEAST_PIECES: Final = 3  # of a line that may hold several labels


def glued_to_lines(lines: Sequence[Sequence[Token]]) -> Iterator[list[list[Token]]]:
    """Yield the lines with a run of header labels cut into two labels, three and so on, where they show a likeness.

    Where the cells of a header touch, tools that part words by the gaps on the page print them as one word:
    出口数量进口数量. The labels of a header often end alike (数量, 误差, 值), or are all of one length; runs
    that show neither stay whole. How many labels there were only the values below can tell.
    """
    first = _first_value(lines)
    header = [token for line in lines[:first] for token in line]
    for index, line in enumerate(lines[:first]):
        for place, token in enumerate(line):
            if token.more or not _RUN.fullmatch(token.text):
                continue
            others = [to_plain(other.text) for other in header if other is not token]
            for pieces in range(2, _MAX_PIECES + 1):
                cuts = run_to_cuts(to_plain(token.text), pieces, others)
                if cuts:
                    parted = [*line[:place], *_parts(token, cuts), *line[place + 1 :]]
                    yield [list(parted if at == index else other) for at, other in enumerate(lines)]


def run_on_to_lines(lines: Sequence[Sequence[Token]], region: Sequence[Line]) -> Iterator[list[list[Token]]]:
    """Yield the lines with the cells of a header that stand on one line told apart at every blank; nothing where none does.

    A single blank parts the words of a label as well as labels, where Western words stand among ideographs. With every blank a cut
    the header's readings choose which pieces to join, and each joint has its price.
    """
    first = _first_value(lines)
    pieces = {index: len(region[index].text.split()) for index in range(first) if index < len(region)}
    longest = max(pieces, key=lambda index: pieces[index], default=None)
    if longest is None or pieces[longest] < _LEAST_PIECES or not lines[longest]:
        return
    parted = line_to_tokens(region[longest], longest, split_labels=True)
    if len(parted) > len(lines[longest]) and not any(token.is_hard_value or token.more for token in parted):
        block = lines[longest][0].block
        yield [
            [replace(token, block=block) for token in parted] if index == longest else list(line)
            for index, line in enumerate(lines)
        ]


def corner_off_label(header: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield the cells of a header with a corner cut off the label that it touches; nothing where the header has its corner.

    A corner as tall as the header is printed half-way down, behind the spans of the first row, and where tools part words by gaps
    the last of the spans and the corner are one word: the corner names an axis, and what is left is as long as another label.
    """
    if any(names_axis(token.text) or "period" in corner_to_classes(token.text) for token in header):
        return
    for place, token in enumerate(header):
        text = to_plain(token.text)
        sizes = {len(other.text) for other in header if other.line == token.line and other is not token}
        for cut in range(_LEAST, len(text) - 1):
            if cut in sizes and not token.more and names_axis(text[cut:]):
                yield [*header[:place], *_parts(token, (cut,)), *header[place + 1 :]]


def _first_value(lines: Sequence[Sequence[Token]]) -> int:
    return next((index for index, line in enumerate(lines) if any(token.is_hard_value for token in line)), 0)


def run_to_cuts(text: str, pieces: int, others: Sequence[str]) -> tuple[int, ...]:
    """Return the places at which the run falls into labels most alike in their endings; empty where they are not."""
    size = len(text)
    ends = Counter(other[-1:] for other in others)
    pairs = Counter(text[at : at + 2] for at in range(size - 1))
    singles = Counter(text)
    likely = [at for at in range(_LEAST, size - 1) if pairs[text[at - 2 : at]] > 1]
    more = [at for at in range(_LEAST, size - 1) if singles[text[at - 1]] > 1 or ends[text[at - 1]]]
    even = [size // pieces * part for part in range(1, pieces)] if size % pieces == 0 else []
    places = sorted(list(dict.fromkeys([*even, *likely, *more]))[:_MAX_CUTS])
    best = 1.0 * pieces
    found: tuple[int, ...] = ()
    for cuts in combinations(places, pieces - 1):
        labels = [text[start:end] for start, end in pairwise((0, *cuts, size))]
        if not all(_LEAST <= len(label) <= _MOST for label in labels):
            continue
        likeness = _likeness(labels, ends)
        if likeness > best:
            best, found = likeness, cuts
    return found


def _likeness(labels: Sequence[str], ends: Counter[str]) -> float:
    pairs, singles = Counter(label[-2:] for label in labels), Counter(label[-1] for label in labels)
    likeness = 1.0 if len({len(label) for label in labels}) == 1 and len(labels[0]) >= 3 else 0.0
    for place, label in enumerate(labels):
        if label in _STATISTICS or (len(label) > 2 and pairs[label[-2:]] > 1):
            likeness += 3.0
        elif singles[label[-1]] > 1 or (ends[label[-1]] and place + 1 < len(labels)):
            likeness += 1.5  # the run as a whole ends as its last label does, which says nothing of a cut
    return likeness - 0.5 * sum(len(label) < 3 for label in labels)


def _parts(token: Token, cuts: Sequence[int]) -> list[Token]:
    return [
        text_to_token(token.text[start:end], token.line, token.start + start, token.start + end)
        for start, end in pairwise((0, *cuts, len(token.text)))
    ]


def part_running_numbers(lines: Sequence[Sequence[Token]]) -> list[list[Token]]:
    """Return the lines with running numbers as labels, parted from their names where a tool left them together.

    9 / North pier / 12.5 and then 10 North pier / 8.1: a longer number leaves no gap before the name. A number
    that does not continue the ones before it (4 wheels) belongs to the label. Ranks run too, but stand behind
    values, where running numbers stand between the values of one row and the name of the next.
    """
    parted = [list(line) for line in lines]
    found: list[int] = []
    for index, line in enumerate(parted):
        number = read_running_number(line, len(found) + 1)
        before = next((earlier[-1] for earlier in reversed(parted[:index]) if earlier), None)
        after = line[1:] or next((later for later in parted[index + 1 :] if later), [])
        named = after[:1] and after[0].kind == "label"
        begins = found or (before is not None and before.kind == "label")
        if number and begins and (named or number[1:]):
            found.append(index)
            if len(number) > 1 and len(found) <= _LEAST_NUMBERED:
                break
    if len(found) < _LEAST_NUMBERED:
        return parted
    for count, index in enumerate(found, 1):
        number = read_running_number(parted[index], count)
        parted[index][:1] = [replace(token, kind="label", block=parted[index][0].block) for token in number]
    return parted


def read_running_number(line: Sequence[Token], number: int) -> list[Token]:
    """Return the number that a line begins with, and the name behind it in the same cell; empty if it is another."""
    if not line or line[0].more:
        return []
    token = line[0]
    if token.ordinal == number:
        return [token]
    match = _NUMBERED.match(token.text) if token.kind == "label" else None
    if match is None or int(match[1]) != number:
        return []
    cut = match.end()
    return [
        text_to_token(match[1], token.line, token.start, token.start + match.end(1)),
        text_to_token(token.text[cut:], token.line, token.start + cut, token.end),
    ]
