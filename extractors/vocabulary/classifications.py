"""Classes of goods, trade and industries: by number in any text, by title where a label is one."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import regex

from extractors.characters import to_plain
from extractors.model import Span
from extractors.vocabulary.lexicon import Lexicon

_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX", "XXI")  # fmt: skip
_HS_SECTIONS, _HS_CHAPTERS = 21, 97
_NUMBER = r"\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_PATTERN = regex.compile(
    rf"""
      第\s*(?P<section>{_NUMBER})\s*(?:大)?类
    | 第\s*(?P<chapter>{_NUMBER})\s*章
    | (?<![\p{{L}}\d])(?:HS\s*)?section\s+(?P<roman>[IVX]{{1,5}}|\d{{1,2}})(?![\p{{L}}\d])
    | (?<![\p{{L}}\d])(?:HS\s*)?chapter\s+(?P<english>\d{{1,2}})(?![\p{{L}}\d])
    | (?<![\p{{L}}\d])HS\s*[-:]?\s*(?P<hs>\d{{2}}(?:\d{{2}}){{0,2}})(?!\d)
    | (?<![\p{{L}}\d])SITC\s*[-:]?\s*(?P<sitc>\d{{1,3}})(?!\d)
    """,
    regex.VERBOSE | regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ClassMention:
    """A class named in a text: where, as printed, its code (HS:XVI, HS:85, SITC:7, TRADE:processing), and how it is named."""

    span: Span
    label: str
    code: str
    by_number: bool


@dataclass(frozen=True, slots=True)
class Classifications:
    """The classes that are known by title."""

    titles: Lexicon[str]

    def find(self, text: str) -> tuple[ClassMention, ...]:
        """Return the classes of a text: by number first, and titles that lie outside of those.

        第16类 is a section of the Harmonized System, 第85章 a chapter; a number that the
        system does not have (第45类) is no class.
        """
        numbered = [
            mention
            for match in _PATTERN.finditer(to_plain(text))
            if (mention := _match_to_class(match, text)) is not None
        ]
        titled = [
            ClassMention(span, text[span.start : span.end], code, by_number=False)
            for span, code in self.titles.find(text)
            if not any(span.overlaps(mention.span) for mention in numbered)
        ]
        return tuple(sorted([*numbered, *titled], key=lambda mention: mention.span))

    def read(self, text: str) -> str | None:
        """Return the code of the class that a label names.

        A title beside a number explains the number (第2类（植物产品）) and does not add a second class.
        """
        found = self.find(text)
        numbered = [mention for mention in found if mention.by_number]
        if len(numbered) == 1:
            return numbered[0].code
        return self.titles.get(text.strip()) if not numbered else None


def _match_to_class(match: regex.Match[str], text: str) -> ClassMention | None:
    code, printed = None, text[match.start() : match.end()]
    if text := match["section"] or match["roman"]:
        number = _ROMAN.index(text.upper()) + 1 if text.upper() in _ROMAN else _read_number(text)
        code = f"HS:{_ROMAN[number - 1]}" if 1 <= number <= _HS_SECTIONS else None
    elif text := match["chapter"] or match["english"]:
        number = _read_number(text)
        code = f"HS:{number:02}" if 1 <= number <= _HS_CHAPTERS else None
    elif text := match["hs"]:
        code = f"HS:{text}" if 1 <= int(text[:2]) <= _HS_CHAPTERS else None
    elif text := match["sitc"]:
        code = f"SITC:{text}"
    return None if code is None else ClassMention(Span(*match.span()), printed, code, by_number=True)


def _read_number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    if "十" not in text:
        return _DIGITS.get(text, 0)
    tens, _, ones = text.partition("十")
    return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)


def load_classifications(extra: Mapping[str, Any] | None = None) -> Classifications:
    """Read the shipped titles.

    `extra` adds or replaces some, in the form of the file: `{"HS": {"85": ["电机电气设备"]}}`.
    """
    text = files("extractors.vocabulary").joinpath("classifications.toml").read_text(encoding="utf-8")
    sources: list[Mapping[str, Any]] = [tomllib.loads(text), extra or {}]
    return Classifications(
        Lexicon.of(
            (title, f"{system}:{code}")
            for source in sources
            for system, classes in source.items()
            for code, titles in classes.items()
            for title in titles
        )
    )
