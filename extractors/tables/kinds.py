"""What the text of a cell is: a number, a year, a missing value, a note mark, or words."""

from __future__ import annotations

from functools import lru_cache

import regex

from extractors.characters import to_plain
from extractors.quantities.thousands import is_thousands

_MARKS = r"[\N{CIRCLED DIGIT ONE}-\N{CIRCLED NUMBER TWENTY}*†‡§]"
_LETTER_MARK = r"(?<=\d)[a-e](?:,[a-e])*"
_NUMBER = regex.compile(
    r"[<>≤≥≈~±]?[(\[]?[+\-±]?[$¥€£]?(?:\d{1,3}(?:[, '，]\d{3})+|\d+)?(?:[.,]\d+)?[%‰]?(?:[-~/]\d+(?:\.\d+)?%?)?[)\]]?[%‰]?"
    rf"(?:±\d+(?:\.\d+)?)?(?:{_LETTER_MARK})?"
)
_PAIR = regex.compile(r"(?P<first>[^()\[\]]{1,20})[(\[](?P<second>[^()\[\]]{1,15})[)\]]")
_MISSING = regex.compile(r"[(\[]?(?:-{1,4}|…{1,2}|\.{2,3}|n\.?a\.?|N/?A\.?|/|×)[)\]]?")
_YEAR = regex.compile(r"(?:19|20)\d\d(?:[-/](?:(?:19|20)?\d\d))?[年度]{0,2}")
# Signs that stand before their amount; the euro and others also stand behind it.
_SIGNS = frozenset({"$", "US$", "\N{POUND SIGN}", "\N{YEN SIGN}"})
_MARK = regex.compile(_MARKS)
_TRAILING_MARKS = regex.compile(rf"(?:\s*{_MARKS})+$")
_ORDINAL = regex.compile(r"[(\[]?(\d{1,2})[)\]]?")
_IDEOGRAPH = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")


def strip_marks(plain: str) -> str:
    """Return a plain text without the note marks at its end."""
    return str(_TRAILING_MARKS.sub("", plain)).strip()


@lru_cache(maxsize=30_000)
def is_value(text: str) -> bool:
    """Tell whether a cell holds a number, a range, or a sign that stands for a missing one.

    Brackets, percent signs, significance stars and note marks belong to the number, and so does
    a number in brackets behind it (its error, its share); a
    unit in words does not, and a year counts as a number here (see `is_year`).
    """
    plain = strip_marks(to_plain(text).strip())
    if not plain or len(plain) > 40 or is_thousands(plain):
        return False
    if _MISSING.fullmatch(plain):
        return True
    pair = _PAIR.fullmatch(plain)
    if pair is not None:
        return all(_is_number(strip_marks(part)) for part in (pair["first"].strip(), pair["second"].strip()))
    return _is_number(plain)


def _is_number(plain: str) -> bool:
    return any(character.isdecimal() for character in plain) and _NUMBER.fullmatch(plain) is not None


@lru_cache(maxsize=30_000)
def is_year(text: str) -> bool:
    """Tell whether a text is a year or a span of years: a label as often as a value."""
    return _YEAR.fullmatch(strip_marks(to_plain(text).strip())) is not None


def ordinal(text: str) -> int | None:
    """Return the number of a column or row that is only counted: (1), 2; None for anything else."""
    match = _ORDINAL.fullmatch(to_plain(text).strip())
    return int(match.group(1)) if match else None


def note_marks(text: str) -> tuple[str, ...]:
    """Return the note marks printed at the end of a cell: circled numbers one by one, stars and daggers as one run."""
    plain = to_plain(text).rstrip()
    match = _TRAILING_MARKS.search(plain)
    if match is None or match.start() == 0:
        return ()
    return tuple(regex.findall(r"[\N{CIRCLED DIGIT ONE}-\N{CIRCLED NUMBER TWENTY}]|[*†‡§]+", match.group()))


def is_currency_sign(text: str) -> bool:
    """Tell whether a text is the sign of a currency that is printed before amounts, and nothing else."""
    return to_plain(text) in _SIGNS


def is_mark(text: str) -> bool:
    """Tell whether a text is note marks and nothing else."""
    return bool(text) and all(_MARK.match(character) for character in to_plain(text))


def is_ideograph(character: str) -> bool:
    """Tell whether a character is an ideograph or kana."""
    return _IDEOGRAPH.match(character) is not None
