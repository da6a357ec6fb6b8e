r"""The named cases of odd characters, each read as exactly one plain character.

Printers and the tools that flatten their pages leave full-width digits, six kinds of dash,
Kangxi radicals that look like ideographs. `to_plain` reads them for what they mean without
moving a single character, so that an offset into the plain text is an offset into the print.
Unicode's own folding (NFKC) is not safe here: it turns ① into 1, which makes a note mark a
digit of the value beside it, it lengthens the text, and it leaves most radicals as they are.

>>> to_plain("（１２．５％）①")
'(12.5%)①'
"""

from __future__ import annotations

import unicodedata
from types import MappingProxyType
from typing import Final

# Dashes of every width stand for a minus, for a range, and for a missing value; which one, its neighbours decide.
_DASHES: Final = (
    "\N{SOFT HYPHEN}\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}\N{EM DASH}\N{HORIZONTAL BAR}"
    "\N{HYPHEN BULLET}\N{SUPERSCRIPT MINUS}\N{MINUS SIGN}\N{BOX DRAWINGS LIGHT HORIZONTAL}\N{TWO-EM DASH}"
    "\N{SMALL EM DASH}\N{SMALL HYPHEN-MINUS}\N{FULLWIDTH HYPHEN-MINUS}"
)
_TILDES: Final = "\N{TILDE OPERATOR}\N{WAVE DASH}\N{FULLWIDTH TILDE}\N{SWUNG DASH}"
_BLANKS: Final = "\t\v\N{NO-BREAK SPACE}\N{OGHAM SPACE MARK}\N{NARROW NO-BREAK SPACE}\N{MEDIUM MATHEMATICAL SPACE}" + (
    "".join(map(chr, range(0x2000, 0x200B))) + "\N{IDEOGRAPHIC SPACE}"
)
_INVISIBLE: Final = (
    "\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}"
)
# The comma, semicolon, full stop and enumeration comma of Chinese are left alone: 5，200 is two numbers and 5,200 is one.
_PUNCTUATION: Final = MappingProxyType(
    {
        "\N{FULLWIDTH LEFT PARENTHESIS}": "(",
        "\N{FULLWIDTH RIGHT PARENTHESIS}": ")",
        "\N{FULLWIDTH LEFT SQUARE BRACKET}": "[",
        "\N{FULLWIDTH RIGHT SQUARE BRACKET}": "]",
        "\N{FULLWIDTH LEFT CURLY BRACKET}": "{",
        "\N{FULLWIDTH RIGHT CURLY BRACKET}": "}",
        "\N{FULLWIDTH FULL STOP}": ".",
        "\N{FULLWIDTH COLON}": ":",
        "\N{RATIO}": ":",
        "\N{FULLWIDTH PERCENT SIGN}": "%",
        "\N{SMALL PERCENT SIGN}": "%",
        "\N{FULLWIDTH PLUS SIGN}": "+",
        "\N{SMALL PLUS SIGN}": "+",
        "\N{FULLWIDTH SOLIDUS}": "/",
        "\N{DIVISION SLASH}": "/",
        "\N{FRACTION SLASH}": "/",
        "\N{FULLWIDTH LESS-THAN SIGN}": "<",
        "\N{FULLWIDTH GREATER-THAN SIGN}": ">",
        "\N{FULLWIDTH EQUALS SIGN}": "=",
        "\N{FULLWIDTH ASTERISK}": "*",
        "\N{ASTERISK OPERATOR}": "*",
        "\N{LOW ASTERISK}": "*",
        "\N{FULLWIDTH NUMBER SIGN}": "#",
        "\N{FULLWIDTH AMPERSAND}": "&",
        "\N{FULLWIDTH COMMERCIAL AT}": "@",
        "\N{FULLWIDTH LOW LINE}": "_",
        "\N{FULLWIDTH VERTICAL LINE}": "|",
        "\N{FULLWIDTH DOLLAR SIGN}": "$",
        "\N{FULLWIDTH YEN SIGN}": "\N{YEN SIGN}",
        "\N{FULLWIDTH POUND SIGN}": "\N{POUND SIGN}",
    }
)
# The ideograph of each character from U+2E80 on (CJK Radicals Supplement), a dot where there is none in the basic plane.
# Unicode Character Database, EquivalentUnifiedIdeograph.txt: few of these have a decomposition, so NFKC leaves them.
_RADICALS_FROM: Final = 0x2E80
_RADICALS: Final = (
    ".厂乛乚乙亻冂.刀刂卜㔾小小兀尣尢.巳幺彑彐忄心扌攵.旡日月歺母民氵氺灬爫爫丬牛犭王.目示礻.糹纟罓罒㓁冗.羊..耂"
    "肀聿肉.艹艹艹虎衤覀西见角.讠贝.车辶辶辶邑钅長镸长门.阝雨青韦页风飞食.飠饣.马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)


def _cases() -> dict[int, tuple[str, str]]:
    cases: dict[int, tuple[str, str]] = {}

    def add(name: str, characters: str, plain: str) -> None:
        cases.update({ord(odd): (name, read) for odd, read in zip(characters, plain, strict=True)})

    add("dash", _DASHES, "-" * len(_DASHES))
    add("tilde", _TILDES, "~" * len(_TILDES))
    add("blank", _BLANKS, " " * len(_BLANKS))
    add("invisible", _INVISIBLE, _INVISIBLE)
    add("fullwidth_punctuation", "".join(_PUNCTUATION), "".join(_PUNCTUATION.values()))
    for first, last, name in (("0", "9", "digit"), ("A", "Z", "letter"), ("a", "z", "letter")):
        plain = "".join(map(chr, range(ord(first), ord(last) + 1)))
        add(f"fullwidth_{name}", "".join(chr(ord(character) + 0xFEE0) for character in plain), plain)
    for offset, ideograph in enumerate(_RADICALS):
        if ideograph != ".":
            add("radical", chr(_RADICALS_FROM + offset), ideograph)
    # Kangxi radicals and compatibility ideographs have a decomposition into one character each.
    for name, start, stop in (("radical", 0x2F00, 0x2FD6), ("compatibility_ideograph", 0xF900, 0xFB00)):
        for code in range(start, stop):
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1 and plain != chr(code):
                add(name, chr(code), plain)
    return cases


_CASES: Final = MappingProxyType(_cases())
_PLAIN: Final = MappingProxyType({code: plain for code, (_, plain) in _CASES.items()})


def to_plain(text: str) -> str:
    """Return the text with every odd character read as the plain one it stands for, one for one.

    The result has the length of the argument. Newlines, ①, superscripts and Chinese sentence
    punctuation stay; so do invisible characters, which no plain character of width zero replaces.
    """
    return text.translate(_PLAIN)


def case_of(character: str) -> str | None:
    """Name the case of an odd character (`dash`, `radical`, `fullwidth_digit` …); None for an ordinary one."""
    case = _CASES.get(ord(character))
    return case[0] if case else None
