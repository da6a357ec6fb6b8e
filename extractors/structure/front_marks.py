"""The marked lines of an article's front: abstract, keywords, classification, DOI, dates, funds, authors' notes."""

from __future__ import annotations

from typing import Final, Literal

import regex

from extractors.characters import to_plain

FrontMark = Literal["abstract", "keywords", "front"]

_OPEN: Final = r"\s*[\[【<〔(]?\s*"
_CLOSE: Final = r"\s*[\]】>〕)]?\s*"
_ABSTRACT: Final = regex.compile(
    rf"{_OPEN}(?:摘\s*要|内\s*容\s*(?:提\s*要|摘\s*要)|提\s*要){_CLOSE}(?:[:：]|(?<=[\]】>〕)])|(?=\s)|$)\s*|{_OPEN}(?:abstract|summary|ABSTRACT|SUMMARY|Abstract|Summary){_CLOSE}(?:[:：.—-]+\s*|\s+(?=\p{{Lu}})|(?<=[\]】])|$)"
)
_KEYWORDS: Final = regex.compile(
    rf"{_OPEN}(?:关\s*键\s*[词字]|主\s*题\s*词){_CLOSE}(?:[:：]|(?<=[\]】>〕)])|(?=\s)|$)\s*|{_OPEN}(?i:key\s*-?\s*words?(?:\s+and\s+phrases)?|index\s+terms){_CLOSE}(?:[:：.—-]+|(?<=[\]】])|(?=\s)|$)\s*"
)
_FRONT: Final = regex.compile(
    rf"{_OPEN}(?:中\s*图\s*(?:分\s*类|法)\s*号?|文\s*献\s*标\s*[识志]\s*码?|文\s*章\s*编\s*号|DOI|doi|收\s*稿\s*日\s*期|修\s*[回订]\s*日\s*期|网络首发|引用格式|基\s*金\s*项\s*目|项目基金|作\s*者\s*简\s*介|第一作者|通[讯信]作者|"
    rf"作者单位|责任编辑|责任校对|编\s*辑|JEL(?:\s+(?:Classification|codes?))?|CLC(?:\s+number)?|Document\s+code|Article\s+ID|Received|Accepted|Corresponding\s+author|E-?mail){_CLOSE}\s*(?:[:：]|(?<=[\]】]))"
)


def read_front_mark(text: str) -> tuple[FrontMark, int] | None:
    """Read what a line of the front announces; the number is where its content begins."""
    plain = to_plain(text)
    for kind, pattern in _PATTERNS:
        match = pattern.match(plain)
        if match:
            return kind, match.end()
    return None


_PATTERNS: Final[tuple[tuple[FrontMark, regex.Pattern[str]], ...]] = (
    ("abstract", _ABSTRACT),
    ("keywords", _KEYWORDS),
    ("front", _FRONT),
)
