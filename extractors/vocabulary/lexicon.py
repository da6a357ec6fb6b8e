"""Names found in running text, the longest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from extractors.characters import to_plain
from extractors.model import Span

Entry = TypeVar("Entry")

# Punctuation that names are printed with now in one width, now in the other.
_PUNCTUATION = str.maketrans("，；’", ",;'")


def fold(text: str) -> str:
    """Return the text in plain characters and lower case, one character for one."""
    plain = to_plain(text).translate(_PUNCTUATION)
    lower = plain.lower()
    if len(lower) == len(plain):
        return lower
    return "".join(one if len(one := character.lower()) == 1 else character for character in plain)


def is_letter(character: str) -> bool:
    """Tell whether a character is a letter or digit of an alphabet that puts blanks between words."""
    return character.isascii() and character.isalnum()


@dataclass(frozen=True, slots=True)
class Lexicon(Generic[Entry]):
    """Names, each with what it stands for.

    A name of ideographs is found anywhere, one of an alphabet only as whole words. A name
    of at most five capitals (US, UAE, TC) is found only in capitals, for "us" is a word.
    """

    entries: Mapping[str, Entry]
    lengths: Mapping[str, tuple[int, ...]]
    capitals: frozenset[str]

    @staticmethod
    def of(names: Iterable[tuple[str, Entry]]) -> Lexicon[Entry]:
        """Collect names; of two entries for one name the later one stands, so that a user's own can replace ours."""
        entries: dict[str, Entry] = {}
        lengths: dict[str, set[int]] = {}
        capitals: set[str] = set()
        for name, entry in names:
            folded = fold(name)
            if not folded.strip():
                continue
            entries[folded] = entry
            lengths.setdefault(folded[0], set()).add(len(folded))
            if name.isascii() and name.replace(".", "").isupper() and 1 < len(name) <= 5:
                capitals.add(folded)
            else:
                capitals.discard(folded)
        ordered = {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}
        return Lexicon(entries, ordered, frozenset(capitals))

    def find(self, text: str) -> tuple[tuple[Span, Entry], ...]:
        """Return the names of a text from left to right; of names that begin at one place the longest."""
        folded = fold(text)
        found: list[tuple[Span, Entry]] = []
        start, lengths = 0, self.lengths
        while start < len(folded):
            # Most characters begin no name.
            if folded[start] not in lengths:
                start += 1
                continue
            end = self._longest(text, folded, start)
            if end is None:
                start += 1
                continue
            found.append((Span(start, end), self.entries[folded[start:end]]))
            start = end
        return tuple(found)

    def get(self, text: str) -> Entry | None:
        """Return what the whole text stands for."""
        folded = fold(text)
        if folded in self.capitals and not text.isupper():
            return None
        return self.entries.get(folded)

    def _longest(self, text: str, folded: str, start: int) -> int | None:
        if start and is_letter(folded[start]) and is_letter(folded[start - 1]):
            return None
        for length in self.lengths.get(folded[start], ()):
            end = start + length
            name = folded[start:end]
            if (
                len(name) < length
                or name not in self.entries
                or (end < len(folded) and is_letter(name[-1]) and is_letter(folded[end]))
            ):
                continue
            if name in self.capitals and not text[start:end].isupper():
                continue
            return end
        return None
