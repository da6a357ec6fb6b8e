"""Numbers that English says in words: two-thirds, half of, doubled, sixfold, ranked third, thirty-one provinces."""

from __future__ import annotations

from decimal import Decimal

import regex

from extractors.model import Quantity, Span, Unit
from extractors.quantities.source import Source

_ONES = {
    word: number
    for number, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        1,
    )
} | {
    word: number * 10
    for number, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_ORDINALS = {
    word: number
    for number, word in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], 1
    )
}
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4, "fifth": 5,
    "fifths": 5, "sixth": 6, "sixths": 6, "eighth": 8, "tenth": 10, "tenths": 10,
}  # fmt: skip
_MULTIPLES: dict[str, int | Decimal] = {
    "twice": 2,
    "doubled": 2,
    "tripled": 3,
    "trebled": 3,
    "quadrupled": 4,
    "halved": Decimal("0.5"),
}
_HUNDRED = Decimal(100)
_WORD = "|".join(sorted(_ONES, key=len, reverse=True))
_ONE = "|".join(word for word, number in _ONES.items() if number < 10)
_NUMBER = regex.compile(rf"(?P<first>{_WORD})(?:[-\s](?P<second>{_ONE}))?\b", regex.IGNORECASE)
_FOLD = regex.compile(rf"(?P<value>{_WORD})-?fold\b", regex.IGNORECASE)
# half of the firms, but not the first half of the year.
_HALF = regex.compile(r"half(?=\s(?:of|the)\b)", regex.IGNORECASE)
_NO_HALF = regex.compile(
    r"(?:first|second|latter|last|other|upper|lower|top|bottom|northern|southern)\s$", regex.IGNORECASE
)
_FRACTION = regex.compile(
    rf"(?P<part>one|two|three|four|a|an)[-\s](?P<whole>{'|'.join(_PARTS)})(?=\s?(?:of\b|[,.;]))", regex.IGNORECASE
)
# fell by a third between two years; "a third in a series" is an ordinal.
_BARE_FRACTION = regex.compile(
    rf"(?P<part>one|two|three|four|a|an)[-\s](?P<whole>{'|'.join(_PARTS)})(?=\s(?:between|from|in|since|over|during|compared|to|on|for)\b)",
    regex.IGNORECASE,
)
_BOUND = regex.compile(r"\b(?:by|than|nearly|almost|about|around|over|only|just)\s$", regex.IGNORECASE)
# twice the share of 2008, but not revised twice
_MULTIPLE = regex.compile(
    "|".join(word for word in _MULTIPLES if word != "twice") + r"|twice(?=\s(?:the|that|those|as|its|their|what)\b)",
    regex.IGNORECASE,
)
_RANK = regex.compile(
    rf"rank(?:ed|s|ing)?\s(?:the\s|as\s(?:the\s)?)?(?P<value>{'|'.join(_ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th))\b",
    regex.IGNORECASE,
)


def read_english_word(source: Source, at: int, stop: int) -> Quantity | None:
    """Read the number that the word at `at` begins; None where it says none, or says it as grammar (one of the best)."""
    for read in (_rank, _fraction, _multiple, _counted):
        quantity = read(source, at)
        if quantity is not None and quantity.span.end <= stop:
            return quantity
    return None


def _rank(source: Source, at: int) -> Quantity | None:
    match = _RANK.match(source.plain, at)
    if match is None:
        return None
    printed = match["value"].lower()
    value = _ORDINALS[printed] if printed in _ORDINALS else int(printed[:-2])
    span = Span(*match.span("value"))
    return source.stated(span, span, Decimal(value), Unit(None, "rank", 0, "stated"), modifier="exact")


def _fraction(source: Source, at: int) -> Quantity | None:
    unit = Unit(None, "percent", 0, "stated")
    half = _HALF.match(source.plain, at)
    if half is not None and not _NO_HALF.search(source.before(at, 10)):
        span = Span(*half.span())
        return source.stated(span, span, Decimal(50), unit)
    match = _FRACTION.match(source.plain, at)
    if match is None and _BOUND.search(source.before(at, 8)) is not None:
        match = _BARE_FRACTION.match(source.plain, at)
    if match is None:
        return None
    span = Span(*match.span())
    part = _ONES.get(match["part"].lower(), 1)
    return source.stated(span, span, _HUNDRED * part / _PARTS[match["whole"].lower()], unit)


def _multiple(source: Source, at: int) -> Quantity | None:
    unit = Unit(None, "times", 0, "stated")
    match = _MULTIPLE.match(source.plain, at)
    if match is not None:
        span = Span(*match.span())
        return source.stated(span, span, Decimal(_MULTIPLES[match.group().lower()]), unit)
    fold = _FOLD.match(source.plain, at)
    if fold is None:
        return None
    span = Span(*fold.span())
    return source.stated(span, Span(*fold.span("value")), Decimal(_ONES[fold["value"].lower()]), unit)


def _counted(source: Source, at: int) -> Quantity | None:
    match = _NUMBER.match(source.plain, at)
    if match is None:
        return None
    value = Decimal(_ONES[match["first"].lower()] + (_ONES[match["second"].lower()] if match["second"] else 0))
    found = source.units.match(source.plain, match.end())
    if found is None or found.code is None or source.plain[match.end()] != " ":
        return None
    # "one person" is grammar; "one percentage point" is not.
    measured = source.units.family_of(found.code) in ("times", "percent", "percentage_point")
    if value == 1 and not measured:
        return None
    unit = Unit(source.text[found.start : found.end], found.code, found.multiplier, "stated")
    return source.stated(Span(at, found.end), Span(*match.span()), value, unit)
