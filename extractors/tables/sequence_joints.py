"""Labels of a header in several pieces, on several lines or parted by blanks: which pieces are one label."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractors.characters import to_plain
from extractors.tables.sequence_levels import SPAN_BITS, repeated_members_bits
from extractors.tables.sequence_reading import Label, Path
from extractors.tables.sequence_tokens import Token

_LETTER_END = regex.compile(r"[A-Za-z]$")
_HAN_END = regex.compile(r"\p{Han}$")
_HAN = regex.compile(r"\p{Han}")
_LETTER = regex.compile(r"[A-Za-z]")
_SMALL = regex.compile(r"[a-z&]")
_CLOSES = regex.compile(r"[)\]%/·]")
_OPENS = regex.compile(r"[(（、/-]$")
_MAX_SPANS = 6
_DEAR_BITS = 24.0  # joints of words that no header is worth
MAX_JOINS = 12  # wrapped labels of one header


def labels_to_wrapped(
    tokens: Sequence[Token], labels: Sequence[int], count: int
) -> list[tuple[tuple[Path, ...], float]]:
    """Return the cheapest way to join neighbouring labels, as lines of one wrapped label, until `count` are left."""
    joins = len(labels) - count
    if not 1 <= joins <= min(MAX_JOINS, len(labels) // 2 + 2):
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


def labels_to_wrapped_tree(
    tokens: Sequence[Token], labels: Sequence[int], count: int
) -> list[tuple[tuple[Path, ...], float]]:
    """Return the two-level headers whose labels have several words each, printed level by level: spans, then members that repeat.

    The words of the members return in the same order under each span, which tells where the spans end.
    """
    texts = [to_plain(tokens[index].text) for index in labels]
    found: list[tuple[tuple[Path, ...], float]] = []
    for spans in range(2, min(count // 2, _MAX_SPANS) + 1):
        width = count // spans
        for words in range(width, (len(labels) - spans) // spans + 1):
            start = len(labels) - spans * words
            if count % spans or start + words == spans + width or texts[start:] != texts[start : start + words] * spans:
                continue
            tops, top_bits = _joined_to(tokens, labels[:start], texts[:start], spans)
            members, bits = _joined_to(tokens, labels[start : start + words], texts[start : start + words], width)
            if len(set(members)) < width or top_bits + bits >= _DEAR_BITS:
                continue
            paths = tuple(
                (top, tuple(index + shift for index in member))
                for top, shift in zip(tops, range(0, spans * words, words), strict=True)
                for member in members
            )
            found.append((paths, SPAN_BITS + 2.0 + top_bits + bits - repeated_members_bits(tokens, paths)))
    return found


def _joined_to(
    tokens: Sequence[Token], labels: Sequence[int], texts: Sequence[str], count: int
) -> tuple[list[Label], float]:
    """Return the labels joined at the cheapest of their borders until `count` are left, and the price."""
    prices = [_join_bits(tokens[labels[i]], tokens[labels[i + 1]], texts, i) for i in range(len(labels) - 1)]
    chosen = sorted(range(len(prices)), key=lambda i: (prices[i], i))[: len(labels) - count]
    return [path[0] for path in _joined(labels, set(chosen))], sum(prices[i] for i in chosen)


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
