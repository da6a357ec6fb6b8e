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
_LISTED = 20  # numerals of a listing, at least
_DIGITS = regex.compile(r"\p{Nd}")
_NUMERAL = regex.compile(r"\p{Nd}+(?:[.,]\p{Nd}+)*")
_LETTER = regex.compile(r"\p{L}")
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


def is_listing(text: str) -> bool:
    """Tell whether a run of text lists numbers and states nothing: the data or the output of a program in an appendix.

    A sentence explains its numbers; here there are a score of them, and more digits than letters.
    """
    if len(_DIGITS.findall(text)) <= len(_LETTER.findall(text)):
        return False
    return sum(1 for _ in _NUMERAL.finditer(text)) >= _LISTED


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
