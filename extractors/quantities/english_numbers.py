"""Numbers that English writes in words: thirty-five, two hundred and two, one million two hundred thousand, two and a half."""

from __future__ import annotations

from decimal import Decimal

import regex

ONES = {
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
}
_TENS = {
    word: 20 + 10 * index
    for index, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"])
}
_SCALES = {"thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
SMALL = ONES | _TENS
_WORDS = regex.compile(
    rf"(?P<link>[-\s]|\s?and\s)?(?P<word>{'|'.join(sorted((*SMALL, *_SCALES, 'hundred', 'dozen'), key=len, reverse=True))})\b",
    regex.IGNORECASE,
)
_ARTICLE = regex.compile(r"an?\s(?=(?:hundred|thousand|million|billion|trillion|dozen)\b)", regex.IGNORECASE)
_PART = regex.compile(r"\sand\s(?:a|one)[-\s](?P<part>half|quarter|third)\b", regex.IGNORECASE)
_PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "third": 1 / Decimal(3)}
_LONGEST = 14  # words


def read_number_words(plain: str, at: int) -> tuple[Decimal, int] | None:
    """Read the number that begins at `at`, and where it ends; None where none does.

    A last thousand, million … is left to the unit: thirty-five million is 35, and ends before its million.
    """
    article = _ARTICLE.match(plain, at)
    position = at if article is None else article.end()
    total, group = Decimal(0), Decimal(1) if article is not None else None
    ends: list[tuple[Decimal, int]] = []  # the value so far, and where a part of the number may end
    least = Decimal(10) ** 15
    for _ in range(_LONGEST):
        match = _WORDS.match(plain, position)
        if match is None or (match["link"] is None) == bool(ends):
            break
        word, linked = match["word"].lower(), (match["link"] or "").strip().lower() == "and"
        if word in SMALL:
            more = _joined(group, SMALL[word], linked=linked, total=total)
            if more is None:
                break
            group = more
        elif linked or group is None:
            break
        elif word == "hundred":
            if not 0 < group < 100:
                break
            group *= 100
        elif word == "dozen":
            group *= 12
        else:
            scale = Decimal(_SCALES[word])
            if scale >= least:
                break
            total, group, least = total + group * scale, None, scale
        position = match.end()
        ends.append((total + (group or 0), position))
        if word in _SCALES and not _goes_on(plain, position):
            # The scale is the unit's: what was said so far counts in it.
            return total / least, match.start()
    if not ends:
        return None
    value, end = ends[-1]
    part = _PART.match(plain, end)
    return (value, end) if part is None else (value + _PARTS[part["part"].lower()], part.end())


def _joined(group: Decimal | None, small: int, *, linked: bool, total: Decimal) -> Decimal | None:
    """Add a small number to what was said of its group: two hundred | five, thirty | five; None where it begins another number."""
    if group is None:
        return Decimal(small) if not linked or total else None
    if group % 100 == 0 and group >= 100:
        return group + small
    if not linked and small < 10 and group % 100 >= 20 and group % 10 == 0:
        return group + small
    return None


def _goes_on(plain: str, position: int) -> bool:
    match = _WORDS.match(plain, position)
    return match is not None and match["link"] is not None and match["word"].lower() in SMALL
