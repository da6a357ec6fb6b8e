"""Numbers written in Chinese characters."""

from __future__ import annotations

from decimal import Decimal

import cn2an
import regex

DIGITS = "零〇○一二两三四五六七八九"
# A coefficient stays below ten thousand; 万 and 亿 behind it are the unit's multiplier: 三千五百|万, 十二|亿.
COEFFICIENT = rf"[{DIGITS}十百千廿卅]+"
WHOLE = rf"{COEFFICIENT}(?:[万亿]{COEFFICIENT}(?:万(?:{COEFFICIENT})?)?)?"
# As on cheques: 壹佰贰拾万元.
FORMAL = "壹贰叁肆伍陆柒捌玖拾佰仟"
FORMAL_TO_ORDINARY = str.maketrans(FORMAL + "萬億", "一二三四五六七八九十百千万亿")
_VALUES = {character: index for index, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
# 三四十, 五六个 name a span between neighbours, not a number.
_NEIGHBOURS = regex.compile(r"[一二三四五六七八九][一二三四五六七八九]")
_LONGEST = 20  # 九千九百九十九亿九千九百九十九万九千九百 is longer than any that is printed
_SHORT = regex.compile(r"^[十百千]")


def read_chinese(text: str) -> Decimal | None:
    """Read an integer written in characters: 三十 is 30, 两千五百 2500, 一亿两千万 120000000, 百 100, 二〇二一 2021.

    None for what names no single number: 三四十, 十百.
    """
    digits = [_VALUES[character] for character in text if character in _VALUES]
    if len(digits) == len(text):
        if len(text) == 1 or (len(text) == 4 and _NEIGHBOURS.search(text) is None) or "〇" in text or "○" in text:
            return Decimal("".join(map(str, digits)))
        return None
    if _NEIGHBOURS.search(text) or len(text) > _LONGEST:
        return None
    plain = text.replace("〇", "零").replace("○", "零").replace("廿", "二十").replace("卅", "三十")
    # cn2an wants a coefficient before 百 and 千 at the head: 百 is 一百.
    if _SHORT.match(plain) and plain[0] != "十":
        plain = "一" + plain
    try:
        return Decimal(cn2an.cn2an(plain, "smart"))
    except (ValueError, KeyError):
        # 二亿二 ends in a KeyError of the library: spoken short forms are known to it only below 万.
        return None


def read_decimal(text: str) -> tuple[Decimal, int] | None:
    """Read characters with a decimal part, and its digits: 三点五 is 3.5 with one, 三十 is 30 with none."""
    whole, point, part = text.partition("点")
    value = read_chinese(whole)
    if value is None:
        return None
    if not point:
        return value, 0
    if not part or any(character not in _VALUES for character in part):
        return None
    digits = "".join(str(_VALUES[character]) for character in part)
    return value + Decimal(f"0.{digits}"), len(digits)
