"""Sums and differences between the lines of a table: evidence that its cells stand where they belong."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from extractors.tables.sequence_tokens import Token

_MAX_LINES = 14
_BITS = 3.0  # a relation that holds for one more cell saves about this much


def sums_to_bits(matrix: Sequence[Sequence[Token | None]]) -> float:
    """Return what the matrix saves because lines add up (a + b = c, or a total) along either axis."""
    across = [list(line) for line in zip(*matrix, strict=True)]
    return max(_lines_bits(matrix), _lines_bits(across))


def find_relations(lines: Sequence[Sequence[Token | None]]) -> list[tuple[int, int, int]]:
    """Return the triples (a, b, c) of lines with a + b = c wherever all three are printed, in at least two places."""
    found: list[tuple[int, int, int]] = []
    if not 3 <= len(lines) <= _MAX_LINES:
        return found
    for left, right in combinations(range(len(lines)), 2):
        found += [
            (left, right, total)
            for total in range(len(lines))
            if total not in (left, right) and _holds(lines[left], lines[right], lines[total]) >= 2
        ]
    return found


def _holds(left: Sequence[Token | None], right: Sequence[Token | None], total: Sequence[Token | None]) -> int:
    held = 0
    for a, b, c in zip(left, right, total, strict=True):
        known = adds_up(a, b, c)
        if known is False:
            return 0
        held += known is True
    return held


def adds_up(left: Token | None, right: Token | None, total: Token | None) -> bool | None:
    """Tell whether left + right = total within the printed decimals; None where a value is missing."""
    if left is None or right is None or total is None:
        return None
    if left.value is None or right.value is None or total.value is None:
        return None
    decimals = min(left.decimals, right.decimals, total.decimals)
    slack = 1.6 * 10.0**-decimals
    if abs(total.value) <= 5 * slack and abs(left.value) <= 5 * slack:
        return None  # near zero everything adds up
    return abs(left.value + right.value - total.value) <= slack


def _lines_bits(lines: Sequence[Sequence[Token | None]]) -> float:
    relations = find_relations(lines)
    if not relations:
        return 0.0
    # a + b = c is also c - b = a: the best one tells; the rest follow from it or are counted half.
    saved = sorted((_holds(lines[a], lines[b], lines[c]) for a, b, c in relations), reverse=True)
    return _BITS * saved[0] + 0.5 * _BITS * sum(saved[1:3])
