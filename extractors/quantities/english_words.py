"""Numbers that English says in words: two-thirds, half of, doubled, sixfold, ranked third, thirty-one provinces."""

from __future__ import annotations

from decimal import Decimal

import regex

from extractors.model import Quantity, Span, Unit
from extractors.quantities.english_numbers import ONES, SMALL, read_number_words
from extractors.quantities.figures import find_negative
from extractors.quantities.source import Source

_ORDINALS = {
    word: number
    for number, word in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], 1
    )
}
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4, "fifth": 5,
    "fifths": 5, "sixth": 6, "sixths": 6, "eighth": 8, "eighths": 8, "tenth": 10, "tenths": 10,
}  # fmt: skip
_MULTIPLES: dict[str, int | Decimal] = {
    "doubled": 2,
    "tripled": 3,
    "trebled": 3,
    "quadrupled": 4,
    "halved": Decimal("0.5"),
    "twice": 2,
    "double": 2,
}
_HUNDRED = Decimal(100)
_WORD = "|".join(sorted(ONES, key=len, reverse=True))
_FOLD = regex.compile(rf"(?P<value>{_WORD})-?fold\b", regex.IGNORECASE)
# half of the firms, but not the first half of the year.
_HALF = regex.compile(r"half(?=\s(?:of|the)\b)", regex.IGNORECASE)
_NO_HALF = regex.compile(
    r"(?:first|second|latter|last|other|upper|lower|top|bottom|northern|southern)\s$", regex.IGNORECASE
)
# A hyphen or a plural makes a fraction of any two words (two quarters are half a year); else what follows must.
_FRACTION = regex.compile(
    rf"(?P<part>one|two|three|four|five|six|seven|eight|nine|a|an)"
    rf"(?:-(?P<whole>{'|'.join(_PARTS)})\b|\s(?P<whole>halves|thirds|quarters(?=\sof)|fourths|fifths|sixths|eighths|tenths)\b|"
    rf"\s(?:in|out\sof)(?:\severy)?\s(?P<whole>{'|'.join(word for word, number in ONES.items() if 1 < number <= 12)})\b(?=\s[a-z])|"
    rf"\s(?P<whole>{'|'.join(_PARTS)})(?=\s?(?:of\b|[,.;]|to\b|in\b|from\b|between\b|since\b|during\b|compared\b|over\b)))",
    regex.IGNORECASE,
)
# among the top 10, in the top five; not the top 10 % of earners. "The top five exporters" names a group.
_PLACED = regex.compile(r"\b(?:among|within|into|in|of)\s(?:the\s)?(?:[A-Za-z]+['’]s\s)?$", regex.IGNORECASE)
_TOP = regex.compile(
    rf"top\s(?P<value>\d{{1,3}}|{'|'.join(word for word, number in ONES.items() if number <= 12)})\b"
    r"(?!\s?(?:%|per\s?cent|(?:percent|quint|dec|quart)iles?))",
    regex.IGNORECASE,
)
# half a million, half a percentage point
_HALF_A = regex.compile(r"half\san?(?=\s)", regex.IGNORECASE)
_MULTIPLE = regex.compile(
    r"(?:doubled|tripled|trebled|quadrupled|halved)\b|(?:twice|double)(?=\s(?:as|that|the|those|its|their|what)\b)",
    regex.IGNORECASE,
)
# fell by a third between two years; "a third in a series" is an ordinal.
_BARE_FRACTION = regex.compile(
    rf"(?P<part>one|two|three|four|a|an)[-\s](?P<whole>{'|'.join(_PARTS)})(?=\s(?:between|from|in|since|over|during|compared|to|on|for)\b)",
    regex.IGNORECASE,
)
_BOUND = regex.compile(r"\b(?:by|than|nearly|almost|about|around|over|only|just)\s$", regex.IGNORECASE)
_RANK = regex.compile(
    rf"rank(?:ed|s|ing)?\s(?:the\s|as\s(?:the\s)?)?(?P<value>{'|'.join(_ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th))\b",
    regex.IGNORECASE,
)
# What the words begin with that a number begins with: a pattern for the text around them.
ENGLISH_BEGINNING = (
    rf"(?i:(?:{'|'.join(sorted({word[:3] for word in (*SMALL, *_MULTIPLES, 'half', 'rank', 'top')}))}|an?[\s-]))"
)


def read_english_word(source: Source, at: int, stop: int) -> Quantity | None:
    """Read the number that the word at `at` begins; None where it says none, or says it as grammar (one of the best)."""
    for read in (_rank, _top, _fraction, _multiple, _counted):
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


def _top(source: Source, at: int) -> Quantity | None:
    match = _TOP.match(source.plain, at)
    if match is None or _PLACED.search(source.before(at, 24)) is None:
        return None
    printed = match["value"].lower()
    span = Span(*match.span("value"))
    unit = Unit(None, "rank", 0, "stated")
    return source.stated(span, span, Decimal(ONES.get(printed, 0) or int(printed)), unit, modifier="at_most")


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
    part, whole = ONES.get(match["part"].lower(), 1), match["whole"].lower()
    return source.stated(span, span, _HUNDRED * part / (_PARTS.get(whole) or ONES[whole]), unit)


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
    return source.stated(span, Span(*fold.span("value")), Decimal(ONES[fold["value"].lower()]), unit)


def _counted(source: Source, at: int) -> Quantity | None:
    number = read_number_words(source.plain, at)
    half = _HALF_A.match(source.plain, at) if number is None else None
    if half is not None:
        number = Decimal("0.5"), half.end()
    if number is None:
        return None
    value, end = number
    found = source.units.match(source.plain, end)
    if found is None or found.code is None or source.plain[end] not in " -":
        return None
    # "one person" is grammar; "one percentage point" is not.
    measured = source.units.family_of(found.code) in ("times", "percent", "percentage_point")
    if value == 1 and not measured and not found.multiplier:
        return None
    unit = Unit(source.text[found.start : found.end], found.code, found.multiplier, "stated")
    negative = find_negative(source.plain, max(0, at - 10), at)
    start, value = (at, value) if negative is None else (negative.start(), -value)
    return source.stated(Span(start, found.end), Span(at, end), value, unit)
