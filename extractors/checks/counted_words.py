"""Words that count places, classes and things together: 五省, 这四类, the three sectors."""

from __future__ import annotations

from typing import Final

import regex

from extractors.model import Span

_NUMBERS: Final = {
    word: number
    for words in (
        "两三四五六七八九十",
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
    )
    for number, word in enumerate(words, start=2)
} | {"二": 2, "十一": 11, "十二": 12}
_COUNT: Final = regex.compile(
    r"(?<![\d.第])(?P<number>十[一二]|[两二三四五六七八九十]|\d{1,2})(?:个|大)?(?:省|市|县|区|国|州|地|类|种|项|家|行|业|行业|品种|产业|部门|方式|指标|者|城|港|群)"
    r"|\b(?:the|all|these|those|both|its|our)\s(?P<number>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s[a-z-]+(?:\s[a-z]+)?",
    regex.IGNORECASE,
)


def counts_in(text: str) -> list[tuple[int, Span]]:
    """Return the counts of places, classes and things that a text takes together: 五省 5, 这四类 4, the three sectors 3."""
    found = []
    for match in _COUNT.finditer(text):
        word = match["number"]
        number = _NUMBERS.get(word) or (int(word) if word.isdecimal() else 0)
        found.append((number, Span(*match.span())))
    return found
