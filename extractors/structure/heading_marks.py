"""Whether one printed line is a heading, by its numbering or its words, and of which level."""

from __future__ import annotations

from typing import Final

import regex

from extractors.characters import to_plain

_CHINESE_NUMERAL: Final = "[〇零一二三四五六七八九十]{1,3}"
_HAN: Final = regex.compile(r"\p{Han}")
_CHINESE_HEADINGS: Final = (
    (
        1,
        regex.compile(
            rf"\s*(?:{_CHINESE_NUMERAL}\s*[、.．]|第\s?(?:{_CHINESE_NUMERAL}|\d{{1,2}})\s?[章部](?:分)?)\s*(?P<title>.+)"
        ),
    ),
    (
        2,
        regex.compile(
            rf"\s*(?:[(]\s?{_CHINESE_NUMERAL}\s?[)]|第\s?(?:{_CHINESE_NUMERAL}|\d{{1,2}})\s?节)\s*、?(?P<title>.+)"
        ),
    ),
    (4, regex.compile(r"\s*(?:[(]\s?\d{1,2}\s?[)]|\d{1,2}\s?[)])\s*(?P<title>(?=\p{Han}).+)")),
)
_NUMBERED: Final = regex.compile(
    r"\s*(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})(?P<mark>\s*[.、]\s*|\s+|)(?P<title>[\p{Han}\p{Lu}“《].*)"
)
_ROMAN: Final = regex.compile(r"\s*[IVX]{1,5}\s?\.\s+(?P<title>\p{Lu}.*)")
_UNNUMBERED: Final = regex.compile(
    r"\s*(?:引\s*言|前\s*言|导\s*论|绪\s*论|结\s*论|结\s*语|结\s*束\s*语|讨\s*论|参\s*考\s*文\s*献|主要参考文献|致\s*谢|附\s*录\s*[A-Z\d一二三]?|注\s*释|"
    r"结论与(?:建议|启示|讨论|展望|政策建议|政策启示)|文献综述|政策建议|"
    r"(?i:introduction|conclusions?|concluding remarks|references|bibliography|literature review|acknowledge?ments?|appendix(?: [A-Z\d])?|discussion|results|methods?|methodology|data and methods?))\s*[:：]?\s*"
)
_SENTENCE_END: Final = "。！？；!?;"
# What follows a bare number in the middle of a sentence: 3.27倍, 12个, 5类 are quantities that a line happens to begin with.
# A word of a title may begin alike (市 and 市场): what follows tells.
_COUNTED: Final = regex.compile(
    r"[亿百千倍个元吨号届岁余至到和与、款只辆座]|万(?![州家])|十(?![四五三])|美[元分]|英镑|欧元|日元|港[元币]|人民币|人(?![口工才民力均类文])|年(?![均度鉴轻])|"
    r"月(?!度)|日(?![本常])|户(?!籍)|类(?![型别])|种(?![植子业])|项(?!目)|次(?!级)|位(?!置)|名(?![义称])|期(?![货望限刊])|所(?!有)|国(?![际内外家有民])|"
    r"省(?![域际级])|市(?![场域政])|县(?![域级])|季(?!节)|周(?![边期])|天(?![然气津])|点(?!评)|多(?![元边样数重])|条(?![件款])|台(?!湾)|家(?![庭禽具])"
)


def read_heading(text: str) -> int | None:
    """Read a heading and return its level: 一、 1, （一） 2, 1. or 1 3, （1） 4, 1.1 one deeper than 1; unnumbered ones are 1.

    The levels rank the printers' numberings among each other; an article that begins at 1.
    has its levels counted from there by those who see all of its headings. Refused is what
    ends like a sentence, is longer than a heading (40 ideographs, 12 words), or is a quantity
    that a line happens to begin with (3.27倍).
    """
    plain = to_plain(text).rstrip()
    if _UNNUMBERED.fullmatch(plain):
        return 1
    if (
        not plain
        or plain[-1] in _SENTENCE_END + "，、,:."
        or len(plain) > 100
        or any(mark in plain for mark in "。；！")
    ):
        return None
    if len(_HAN.findall(plain)) > 40 or (not _HAN.search(plain) and len(plain.split()) > 14):
        return None
    for level, pattern in _CHINESE_HEADINGS:
        match = pattern.fullmatch(plain)
        if match and _is_title(match["title"]):
            return level
    if match := _ROMAN.fullmatch(plain):
        return 1
    match = _NUMBERED.fullmatch(plain)
    if match is None or not _is_title(match["title"]):
        return None
    depth: int = match["number"].count(".")
    if not match["mark"].strip() and _COUNTED.match(match["title"]):
        return None
    if not match["mark"] and depth == 0:
        return None
    return 3 + depth


def is_named_heading(text: str) -> bool:
    """Tell whether the line is a heading by its words alone: 引言, 结论, 参考文献, Introduction, References."""
    return _UNNUMBERED.fullmatch(to_plain(text)) is not None


def _is_title(title: str) -> bool:
    return sum(character.isalpha() for character in title) >= 2 and not title.lstrip().startswith(
        ("，", "。", "、", ")", "和", "与")
    )
