"""A paragraph becomes its sentences."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.model import Passage

# A Chinese sentence ends at 。！？ with the quotation mark or bracket behind; an English one at a full stop before a
# blank and a capital, unless an abbreviation or an initial stands before it.
_END = regex.compile(r"[。！？!?]+[”’\"'」』）)]*|(?<=[\p{Ll}\d%)\]”\"]|\p{Lu}\p{Lu})\.(?=\s+[\p{Lu}“\"(]|\s*$)[”\"]?")
_ABBREVIATION = regex.compile(
    r"(?:\b(?i:e\.g|i\.e|et al|cf|vs|etc|fig|figs|eq|no|nos|vol|pp|approx|ca|dr|mr|mrs|prof|inc|ltd|co|u\.s|u\.k|st|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)|\b\p{Lu})$"
)


# No printed sentence is this long; what is, is a table or a list that lost its lines, and is read in parts.
_LONGEST = 1200
_CUT = regex.compile(r"[；;，,、\s](?!\d)")
_BETWEEN_DIGITS = regex.compile(r"(?<![\d.,])(?![\d.,])")


def split_sentences(passage: Passage) -> tuple[tuple[int, int], ...]:
    """Return where the sentences of a passage stand, half-open, without the blanks around them."""
    text = passage.text
    bounds: list[tuple[int, int]] = []
    start = 0
    for end in _END.finditer(text):
        if end.group().startswith(".") and _ABBREVIATION.search(text[max(start, end.start() - 8) : end.start()]):
            continue
        bounds.append((start, end.end()))
        start = end.end()
    bounds.append((start, len(text)))
    trimmed = []
    for low, high in (part for bound in bounds for part in _parts(text, *bound)):
        part = text[low:high]
        left = low + len(part) - len(part.lstrip())
        right = high - (len(part) - len(part.rstrip()))
        if left < right:
            trimmed.append((left, right))
    return tuple(trimmed)


def _parts(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    while high - low > _LONGEST:
        cuts = [cut.end() for cut in _CUT.finditer(text, low + _LONGEST // 2, low + _LONGEST)]
        if not cuts:
            # Never inside of a numeral.
            cuts = [cut.end() for cut in _BETWEEN_DIGITS.finditer(text, low + 1, low + _LONGEST)]
        cut = cuts[-1] if cuts else _end_of_digits(text, low + _LONGEST, high)
        yield low, cut
        low = cut
    yield low, high


def _end_of_digits(text: str, at: int, high: int) -> int:
    beyond = _BETWEEN_DIGITS.search(text, at, high)
    return high if beyond is None else beyond.end()
