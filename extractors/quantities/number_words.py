"""Numerals in Chinese characters, and the shares, ranks and multiples that Chinese says in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import regex

from extractors.model import Quantity, Span, Unit
from extractors.quantities.chinese import (
    COEFFICIENT,
    DIGITS,
    FORMAL,
    FORMAL_TO_ORDINARY,
    WHOLE,
    read_chinese,
    read_decimal,
)
from extractors.quantities.figures import FIGURE, read_figure
from extractors.quantities.source import Source

# Characters with which one of these may begin.
BEGINNINGS = frozenset(f"{DIGITS}十百千万亿廿卅半过超翻第前{FORMAL}")

_HUNDRED = Decimal(100)
_CHARACTER = rf"[{DIGITS}十百千廿卅半]"
# 百分之三十, 千分之五: per cent, per mille, per ten thousand.
_PER = {"百": 0, "千": -1, "万": -2}
_PER_CENT = regex.compile(rf"(?P<per>[百千万])分之(?P<value>{_CHARACTER}+(?:点[{DIGITS}]+)?|{FIGURE})")
_PARTS = regex.compile(rf"(?P<whole>[{DIGITS}十百]+)分之(?P<part>[{DIGITS}十百]+)")
# 六成, 三成五; not 成立, 成为, 成本: behind the tenth stands a mark, a bound or nothing.
_ENDED = r"(?=以[上下内]|左右|[多的、，。；,;)）]|$|\p{P}|\s)"
_TENTHS = regex.compile(
    r"(?P<value>[一二两三四五六七八九])成(?P<rest>[一二三四五六七八九半])?"
    rf"(?:{_ENDED}|"
    # 约七成受访者, 近六成企业: behind a bound any noun may follow but one that 成 itself begins.
    r"(?<=(?:约|近|超|过|逾|足|到|占|有)[一二两三四五六七八九]成)(?=\p{Han})(?![立为员本果功就长熟效绩品交分因都年人型套片对批语份见像]))"
)
_HALF = regex.compile(r"过半数?(?![年月天日])|超半数?(?![年月天])|半数(?!字)|一半|(?<![一大上下前后对])半成(?!品)")
_DOUBLING = regex.compile(r"翻(?:了)?(?P<bound>近|约|大约)?(?:了)?(?P<value>[一两二三四五六1-9])番")
_RANK = regex.compile(r"第\s?(?P<value>\d{1,4}|[一二三四五六七八九十百]{1,5})\s?(?P<unit>位|名|大(?!类|部类|于))?")
# A bare 第一 is a rank only behind words that rank: 位居第一, 排名第三, 市场占有率第一, 居全国第2.
_RANKING = regex.compile(
    r"(?:排名|排位|位次|排列|排在|位居|位列|名列|居于|列为|跃居|升至|跌至|降至|稳居|居|列|排|占有率|份额|总量|规模|产量|销量|"
    r"全国|全球|世界|全省|全市|亚洲|行业|同业)[^，。；、\d]{0,6}$"
)
_TOP = regex.compile(r"前(?P<value>\d{1,3}|[一二三四五六七八九十百]{1,3})(?P<unit>位|名|强|大)?")
_TOP_BEFORE = regex.compile(
    r"(?:排名|排|位居|位列|居|列|名列|进入|跻身|全国|世界|全球|最大的|量|额|率|值)(?:在|全国|全球|世界|全省|的)?$"
)
_RUN = regex.compile(rf"(?P<value>{WHOLE})(?:点(?P<decimals>[{DIGITS}]+))?")
_MULTIPLIER = regex.compile(r"万亿|亿|万")
_RANGE = regex.compile(rf"(?:至|到|-|~)(?P<to>{COEFFICIENT})")
# Two neighbouring digits: 十 and more may follow them, nothing of a number goes before.
_NEIGHBOURS = regex.compile(
    rf"(?<![{DIGITS}十百千万亿点第])(?P<low>[一二两三四五六七八])(?P<high>[二三四五六七八九])(?P<scale>[十百千])?(?![{DIGITS}十百千点])"
)
_SCALES = {"": 0, "十": 1, "百": 2, "千": 3}
_TENTHS_END = regex.compile(rf"成{_ENDED}")
_FORMAL = regex.compile(rf"[{FORMAL}零万萬亿億]{{2,20}}")
# 数十, 几百, 成千: no number is said.
_VAGUE = regex.compile(r"[数几若好成]$")
# 百 and 千 alone count only behind a bound: 突破百亿斤, 不足百个; 每百元 and 百强 do not.
_HUNDRED_ALLOWED = regex.compile(r"(?:超过?|突破|破|近|不足|不到|上|达到?|约|接近|逾|过|满|至少)(?:了)?$")
# 一周, 一年, 一元 are figures of speech unless a bound says that they are meant: 不足一周.
_ONE_ALLOWED = regex.compile(
    r"(?:超过?|不足|不到|近|约|接近|满|未满|达|仅|只|长达|为期|历时|至少|最多|提前|缩短|延长|推迟)(?:了)?$"
)
# The parts of an argument are counted, not measured: 三个方面, 四个维度.
_DISCOURSE = regex.compile(
    r"(?:个)?(?:主要|重要|基本|关键|不同|核心|重大)?(?:方面|层面|维度|阶段|角度|环节|步骤|部分|时间步|问题|特点|特征|原因|因素|变量|模型|"
    r"假设|条件|要素|层次|方向|视角|变化|趋势|结论|途径|渠道|领域|效应|机制|关系|目标|原则|指标)"
)
# Measure words that Chinese grammar asks for; below ten they carry no statistics (三级, 四条, 两次).
_GRAMMAR = frozenset("级层次届位门点片线间环期条座头口面名")


def read_number_word(source: Source, at: int, stop: int) -> Quantity | None:
    """Read the numeral of Chinese characters that begins at `at`; None where none does."""
    if source.plain[at] in FORMAL:
        # 陆 and 伍 alone are words and names: 大陆, 队伍.
        formal = _FORMAL.match(source.plain, at)
        if formal is None:
            return None
        ordinary = formal.group().translate(FORMAL_TO_ORDINARY)
        source = replace(source, plain=source.plain[:at] + ordinary + source.plain[formal.end() :])
    for read in _READERS.get(source.plain[at], ()):
        quantity = read(source, at)
        if quantity is not None and quantity.span.end <= stop:
            return quantity
    return _counted(source, at, stop)


def _per_cent(source: Source, at: int) -> Quantity | None:
    match = _PER_CENT.match(source.plain, at)
    if match is None:
        return None
    printed = match["value"]
    if printed[0].isascii():
        figure = read_figure(printed)
        read: tuple[Decimal, int] | None = (figure.value, figure.decimals)
    else:
        read = read_decimal(printed)
    if read is None:
        return None
    unit = Unit(source.text[at : match.start("value")], "percent", _PER[match["per"]], "stated")
    return source.stated(Span(at, match.end()), Span(*match.span("value")), read[0], unit, decimals=read[1])


def _parts(source: Source, at: int) -> Quantity | None:
    match = _PARTS.match(source.plain, at)
    whole = read_chinese(match["whole"]) if match is not None else None
    part = read_chinese(match["part"]) if match is not None else None
    if match is None or not whole or part is None:
        return None
    span = Span(at, match.end())
    return source.stated(span, span, _HUNDRED * part / whole, Unit(None, "percent", 0, "stated"))


def _tenths(source: Source, at: int) -> Quantity | None:
    match = _TENTHS.match(source.plain, at)
    value = read_chinese(match["value"]) if match is not None else None
    if match is None or value is None:
        return None
    rest = Decimal(5) if match["rest"] == "半" else (read_chinese(match["rest"] or "零") or Decimal(0))
    unit = Unit("成", "percent", 0, "stated")
    return source.stated(Span(at, match.end()), Span(*match.span("value")), value * 10 + rest, unit)


def _half(source: Source, at: int) -> Quantity | None:
    match = _HALF.match(source.plain, at)
    if match is None:
        return None
    span, value = Span(at, match.end()), Decimal(5) if match.group() == "半成" else Decimal(50)
    over = match.group()[0] in "过超"
    return source.stated(span, span, value, Unit(None, "percent", 0, "stated"), modifier="over" if over else None)


def _doubling(source: Source, at: int) -> Quantity | None:
    match = _DOUBLING.match(source.plain, at)
    value = _integer(match["value"]) if match is not None else None
    if match is None or value is None:
        return None
    # 翻两番 is four times as much: an increase by three times.
    span = Span(match.start("value"), match.end())
    quantity = source.stated(
        span, Span(*match.span("value")), Decimal(2) ** int(value) - 1, Unit("番", "times", 0, "stated")
    )
    bound = match["bound"] or source.before(at, 2)
    return replace(
        quantity, modifier="nearly" if bound[-1:] in ("近", "乎") else "about" if match["bound"] else "exact"
    )


def _rank(source: Source, at: int) -> Quantity | None:
    match = _RANK.match(source.plain, at)
    if match is None:
        return None
    value = _integer(match["value"])
    ranked = match["unit"] is not None or _RANKING.search(source.before(at, 24)) is not None
    if value is None or not ranked:
        return source.refused(Span(*match.span("value")), "ordinal")
    unit = Unit(match["unit"], "rank", 0, "stated")
    return source.stated(Span(at, match.end()), Span(*match.span("value")), value, unit, modifier="exact")


def _top(source: Source, at: int) -> Quantity | None:
    match = _TOP.match(source.plain, at)
    value = _integer(match["value"]) if match is not None else None
    if match is None or value is None or (match["unit"] is None and not _TOP_BEFORE.search(source.before(at, 12))):
        return None
    unit = Unit(match["unit"], "rank", 0, "stated")
    span = Span(match.start("value"), match.end())
    return source.stated(span, Span(*match.span("value")), value, unit, modifier="at_most")


def _integer(printed: str) -> Decimal | None:
    return Decimal(printed) if printed[0].isascii() else read_chinese(printed)


def _multiplier(source: Source, at: int) -> Quantity | None:
    # 突破万亿元 says one 万亿; 万元户 and 亿万 say nothing.
    match = _MULTIPLIER.match(source.plain, at)
    if match is None or not _HUNDRED_ALLOWED.search(source.before(at, 6)):
        return None
    found = source.units.match(source.plain, at)
    if found is None or found.code is None or found.start != at:
        return None
    unit = Unit(source.text[at : found.end], found.code, found.multiplier, "stated")
    return source.stated(Span(at, found.end), Span(*match.span()), Decimal(1), unit)


def _counted(source: Source, at: int, stop: int) -> Quantity | None:
    match = _RUN.match(source.plain, at)
    if match is None:
        return None
    skipped = source.refused(Span(at, match.end()), "word")
    before = source.before(at, 8)
    neighbours = _neighbours(source, at, stop)
    if neighbours is not None:
        return neighbours
    read = read_decimal(match.group())
    if read is None or match.end() > stop or _VAGUE.search(before):
        return skipped
    value, decimals = read
    end, value_to = match.end(), None
    upper = _RANGE.match(source.plain, end)
    if upper is not None and (bound := read_chinese(upper["to"])) is not None and bound > value:
        value_to, end = bound, upper.end()
    unit, last, more = source.unit_after(end)
    if unit is None or last > stop or not _is_stated(source, Span(at, match.end()), value, unit, last):
        return skipped
    span, numeral = Span(at, last), Span(at, end)
    quantity = source.stated(span, numeral, value, unit, decimals=decimals, value_to=value_to)
    over = (more or (before.endswith("上") and not before.endswith("以上"))) and quantity.modifier == "exact"
    return replace(quantity, modifier="over") if over else quantity


def _neighbours(source: Source, at: int, stop: int) -> Quantity | None:
    """Read two neighbouring digits as the span between them: 两三年, 五六十人, 三四百家, 六七成; None for anything else."""
    match = _NEIGHBOURS.match(source.plain, at)
    low, high = (read_chinese(match[name]) for name in ("low", "high")) if match is not None else (None, None)
    if match is None or low is None or high is None or high - low != 1:
        return None
    scale = Decimal(10) ** _SCALES[match["scale"] or ""]
    end = match.end()
    if source.plain.startswith("成", end) and _TENTHS_END.match(source.plain, end):
        unit, last, scale = Unit("成", "percent", 0, "stated"), end + 1, scale * 10
    else:
        found, last, _ = source.unit_after(end)
        if found is None or last > stop or source.units.family_of(found.code) is None:
            return None
        unit = found
    span = Span(at, last)
    return source.stated(span, Span(at, end), low * scale, unit, value_to=high * scale)


def _is_stated(source: Source, word: Span, value: Decimal, unit: Unit, end: int) -> bool:
    """Tell whether a number word with a unit states a number, as 三类 and 百亿斤 do and 一个, 两个 and 每百元 do not."""
    family = source.units.family_of(unit.code)
    before, printed = source.before(word.start, 8), source.plain[word.start : word.end]
    if before.endswith("每") or (family is None and (unit.code is not None or unit.multiplier < 4)):
        return False
    if printed in ("百", "千") and not _HUNDRED_ALLOWED.search(before):
        return False
    # Chinese counts 两类 and numbers 二类.
    if printed == "二" and family in ("count", "duration"):
        return False
    if value == 1:
        if family in ("times", "percent", "percentage_point"):
            return True
        return family in ("duration", "physical", "money") and _ONE_ALLOWED.search(before) is not None
    if family == "count":
        if unit.text in _GRAMMAR and value < 10 and unit.multiplier == 0:
            return False
        start = end - len(unit.text or "")
        return not _DISCOURSE.match(source.plain, start) and not _DISCOURSE.match(source.plain, end)
    return True


# What each reader's numerals begin with, in the order in which they are tried.
_BEGINNINGS: tuple[tuple[Callable[[Source, int], Quantity | None], str], ...] = (
    (_per_cent, "百千万"),
    (_parts, f"{DIGITS}十百"),
    (_tenths, "一二两三四五六七八九"),
    (_half, "过超半一"),
    (_doubling, "翻"),
    (_rank, "第"),
    (_top, "前"),
    (_multiplier, "万亿"),
)
_READERS = {
    character: tuple(read for read, characters in _BEGINNINGS if character in characters)
    for character in "".join(characters for _, characters in _BEGINNINGS)
}
