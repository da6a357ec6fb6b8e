"""A sentence as words: where each stands, which places and terms of the vocabulary it names, and where its clauses begin and end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import regex

from extractors.characters import to_plain
from extractors.checks.labels import Tokens, singular
from extractors.checks.sheets import balance_of
from extractors.model import Span
from extractors.vocabulary import load_vocabulary

_TOKEN: Final = regex.compile(r"\p{Han}|[A-Za-z]+|\d+(?:\.\d+)?")
# Chinese that is typed with the marks of a Western keyboard.
_HALF_WIDTH: Final = regex.compile(r"(?<=[\p{Han}%)”])[,;:](?=\s?(?:[\p{Han}“]|\d{4}年))")
_FULL_WIDTH: Final = {",": "，", ";": "；", ":": "："}
_LATIN: Final = regex.compile(r"\p{Latin}+")
_COMMONEST: Final = frozenset(
    ("the", "of", "and", "in", "to", "is", "was", "were", "are", "by", "from", "with", "that")
)
_OF_COMMONEST: Final = 12
_FEWEST_WORDS: Final = 200
CLAUSE: Final = regex.compile(r"[，,；;。：:]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in plain form: its words and where they stand, the places and the terms of the vocabulary that it names."""

    text: str
    words: Tokens
    spans: tuple[Span, ...]
    at: Mapping[str, tuple[int, ...]]
    places: tuple[tuple[Span, str], ...]
    terms: tuple[tuple[Span, str], ...]

    @staticmethod
    def of(text: str) -> Sentence:
        """Split a sentence into words."""
        plain = to_plain(text).casefold()
        plain = plain if len(plain) == len(text) else to_plain(text)
        plain = _HALF_WIDTH.sub(lambda match: _FULL_WIDTH[match.group()], plain)
        found = [(singular(match.group()), Span(*match.span())) for match in _TOKEN.finditer(plain)]
        at: dict[str, tuple[int, ...]] = {}
        for index, (word, _) in enumerate(found):
            at[word] = (*at.get(word, ()), index)
        known = load_vocabulary()
        return Sentence(
            plain,
            tuple(word for word, _ in found),
            tuple(span for _, span in found),
            at,
            (
                *((place.span, place.code) for place in known.places.find(text)),
                *((place.span, place.code) for place in known.places.find_adjectives(text)),
            ),
            tuple((term.span, balance_of(term.code) or "") for term in known.indicators.find(text)),
        )

    def clause_start(self, at: int) -> int:
        """Return where the clause begins that an offset stands in."""
        starts = [match.end() for match in CLAUSE.finditer(self.text, 0, at)]
        return starts[-1] if starts else 0

    def clause_end(self, at: int) -> int:
        """Return where the clause ends that an offset stands in."""
        match = CLAUSE.search(self.text, at)
        return match.start() if match else len(self.text)


def is_english(texts: Iterable[str]) -> bool:
    """Tell whether texts in Latin letters are English: one word in twelve and more is one of the commonest, and in other languages hardly any.

    A few sentences prove nothing, and count as English.
    """
    words = [word for text in texts for word in _LATIN.findall(text)]
    common = sum(word.casefold() in _COMMONEST for word in words)
    return len(words) < _FEWEST_WORDS or _OF_COMMONEST * common >= len(words)
