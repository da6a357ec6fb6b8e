"""Many patterns that are looked for in one text: which of them can match there at all.

Each says what stands in whatever it matches: groups of characters, parted by blanks, of each of which
one is there. Most texts have few of them, and most patterns are never run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import regex

# What stands for a search among the groups: any digit, and what may be a year.
_SEARCHES = {r"\d": re.compile(r"\d"), "year": re.compile(r"(?:1[5-9]|2[01])\d\d")}
# The sets of `re` are tables, those of `regex` are gone through character by character: what holds no classes, folded
# letters or anchors, which the two may read differently, is the same to both and left to the faster.
_PECULIAR = regex.compile(r"\\[pwsbN]|[(][?]i|\^")
# What a word must not stand behind, its first character, and the rest.
_WORD = regex.compile(r"(?:[(][?]<!(\p{Han})[)])?(\p{L})(.*)")


@dataclass(frozen=True, slots=True)
class Patterns:
    """Patterns with their names in the order in which they are tried, and for each character those that it may be part of.

    A set of patterns is the bits of a number: as many as there are patterns for the first group of each,
    then as many for the second, and so on. "" has the bits of the groups that a pattern does not have.
    """

    named: tuple[tuple[str, regex.Pattern[str] | re.Pattern[str]], ...]
    bits: Mapping[str, int]
    telling: frozenset[str]
    most: int

    def possible(self, plain: str) -> Iterator[tuple[str, regex.Pattern[str] | re.Pattern[str]]]:
        """Return the patterns of which all that they need stands in a text, in their order."""
        given = self.bits[""]
        for character in self.telling.intersection(plain):
            given |= self.bits[character]
        for name, search in _SEARCHES.items():
            if search.search(plain) is not None:
                given |= self.bits.get(name, 0)
        left = (1 << len(self.named)) - 1
        for layer in range(self.most):
            left &= given >> (layer * len(self.named))
        while left:
            lowest = left & -left
            left -= lowest
            yield self.named[lowest.bit_length() - 1]


def patterns_from(listed: tuple[tuple[str, str, str], ...]) -> Patterns:
    """Compile patterns that are given with a name before and the groups they need behind; without groups they always run."""
    needed = [groups.split() for _, _, groups in listed]
    most = max(map(len, needed))
    bits = {"": 0}
    for index, groups in enumerate(needed):
        for layer in range(most):
            group = groups[layer] if layer < len(groups) else ""
            for member in [group] if not group or group in _SEARCHES else group:
                bits[member] = bits.get(member, 0) | 1 << (layer * len(listed) + index)
    named = tuple(
        (name, regex.compile(pattern) if _PECULIAR.search(pattern) else re.compile(pattern))
        for name, pattern, _ in listed
    )
    return Patterns(named, bits, frozenset(bits), most)


def by_beginning(words: str) -> str:
    """Return alternatives grouped by the letter that each begins with: they match the same, and in most places none is tried."""
    beginnings: dict[str, list[str]] = {}
    for word in regex.split(r"[|](?![^()]*[)])", words):
        match = _WORD.fullmatch(word)
        if match is None:
            raise ValueError(f"{word!r} does not begin with a letter")
        behind, first, rest = match.groups("")
        beginnings.setdefault(first, []).append((f"(?<!{behind}{first})" if behind else "") + rest)
    return "|".join(f"{first}(?:{'|'.join(rests)})" for first, rests in beginnings.items())
