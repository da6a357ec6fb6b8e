"""Every numeral of a text: what it states, or why it states nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import regex

from extractors.characters import to_plain
from extractors.model import Quantity, Span, Unit
from extractors.quantities.chinese import COEFFICIENT, DIGITS, WHOLE, read_chinese, read_decimal
from extractors.quantities.contexts import Context, find_contexts
from extractors.quantities.figures import FIGURE, read_figure
from extractors.quantities.modifiers import read_modifier
from extractors.vocabulary.units import UnitMatch, Units

_HUNDRED = Decimal(100)
_CHINESE = rf"[{DIGITS}十百千廿卅半]"
_DIGIT_RUN = regex.compile(r"\d+(?:[.,]\d+)*")
_ANY_NUMERAL = regex.compile(rf"\d+(?:[.,]\d+)*|{_CHINESE}+")
_NUMBER = regex.compile(FIGURE)
# Between the bounds of a range; 到 and to only where no 从, 由 or from opened the pair (从3%到5% states two levels).
_RANGE = regex.compile(rf"\s?(?P<mark>[-~]|--|至|到|(?i:to))\s?(?P<sign>-)?(?P<to>{FIGURE})")
_FROM = regex.compile(r"(?:从|由|自|(?i:\bfrom))[^，。；：,;:]{0,30}$")
_BETWEEN = regex.compile(rf"\s(?i:and)\s(?P<to>{FIGURE})")
_RATIO = regex.compile(r"(?P<left>\d{1,4}(?:\.\d+)?)\s?:\s?(?P<right>\d{1,4}(?:\.\d+)?)(?![:\d])")
_FRACTION = regex.compile(r"(?P<left>\d{1,2})/(?P<right>\d{1,2})(?![\d/.])")
_SCIENTIFIC = regex.compile(rf"(?P<figure>{FIGURE})\s?[x×]\s?10(?:\^|\s)?(?P<power>-?\d{{1,2}})")
_PER = {"百": 0, "千": -1, "万": -2}
_PER_CENT = regex.compile(rf"(?P<per>[百千万])分之(?P<value>{_CHINESE}+(?:点[{DIGITS}]+)?|{FIGURE})")
_PARTS = regex.compile(rf"(?P<whole>[{DIGITS}十百]+)分之(?P<part>[{DIGITS}十百]+)")
_TENTHS = regex.compile(
    r"(?P<value>[一二两三四五六七八九])成(?P<rest>[一二三四五六七八九半])?(?=以[上下内]|左右|[多的、，。；,;)）]|$|\p{P}|\s)"
)
_TENTHS_DIGIT = regex.compile(r"成(?=以[上下内]|左右|[多的、，。；,;)]|$|\s)")
_HALF = regex.compile(r"过半数?(?![年月天日])|超半数?(?![年月天])|半数(?!字)|一半|(?<![一大上下前后对])半成(?!品)")
_DOUBLING = regex.compile(r"翻(?:了)?(?P<left>[近约]|一?大约)?(?:了)?(?P<value>[一两二三四五六1-9])番")
_RANK = regex.compile(r"第\s?(?P<value>\d{1,4}|[一二三四五六七八九十百]{1,5})\s?(?P<unit>位|名|大(?!类|部类|于))?")
# A bare 第一 is a rank only behind words that rank: 位居第一, 排名第三, 市场占有率第一, 居全国第2.
_RANKING = regex.compile(
    r"(?:排名|排位|位次|排列|排在|位居|位列|名列|居于|列为|跃居|升至|跌至|降至|稳居|居|列|排|占有率|份额|总量|规模|产量|销量|全国|全球|世界|全省|全市|亚洲|行业|同业)[^，。；、\d]{0,6}$"
)
_TOP = regex.compile(r"(?P<word>前|(?i:\btop\s))(?P<value>\d{1,3}|[一二三四五六七八九十百]{1,3})(?P<unit>位|名|强|大)?")
_TOP_BEFORE = regex.compile(
    r"(?:排名|排|位居|位列|居|列|名列|进入|跻身|全国|世界|全球|最大的|量|额|率|值)(?:在|全国|全球|世界|全省|的)?$"
)
_MORE = regex.compile(r"[余多几来]")
_CHINESE_RUN = regex.compile(rf"(?P<value>{WHOLE})(?:点(?P<decimals>[{DIGITS}]+))?")
_CHINESE_RANGE = regex.compile(rf"(?:至|到|-|~)(?P<to>{COEFFICIENT})")
# 数十, 几百, 成千, 上百: no number is said.
_VAGUE = regex.compile(r"[数几若好成]$")
_BARE_ALLOWED = regex.compile(r"(?:超过?|突破|破|近|不足|不到|上|达到?|约|接近|逾|过|满|至少)(?:了)?$")
_ONE_ALLOWED = regex.compile(
    r"(?:超过?|不足|不到|近|约|接近|满|未满|达|仅|只|长达|为期|历时|至少|最多|提前|缩短|延长|推迟)(?:了)?$"
)
_DISCOURSE = regex.compile(
    r"(?:个)?(?:主要|重要|基本|关键|不同|核心|重大)?(?:方面|层面|维度|阶段|角度|环节|步骤|部分|时间步|问题|特点|特征|原因|因素|变量|模型|假设|条件|要素|层次|方向|视角|变化|趋势|结论|途径|渠道|领域|效应|机制|关系|目标|原则|指标)"
)
# A bare number counts as a value only behind a word that states one, or with a decimal part.
_STATING = regex.compile(
    r"(?:为|是|达到?|到|至|于|约|有|等于|超过|不足|不到|接近|仅|只|取值|得分|均值|分别|[=:<>≤≥≈~-]|"
    r"(?i:\b(?:is|was|are|were|to|of|at|by|than|about|around|approximately|nearly|over|under|below|above|exceed(?:s|ed)?|only|reach(?:ed|es)?|equals?|total(?:l?ed|s)?|averag(?:ed|es)|between|and|from)))\s?$"
)
_COUNTED = regex.compile(r"\s(?:[a-z][a-z-]{2,14}\s){0,2}?(?P<noun>[a-z][a-z-]{2,20}s)\b")
_FUNCTION_WORDS = frozenset(
    ["is", "was", "has", "its", "this", "his", "as", "us", "less", "thus", "various", "across", "plus", "minus", "versus", "does", "pass", "focus", "analysis", "towards", "hours", "years", "months"]
)
_YEAR = regex.compile(r"(?:1[89]|20)\d\d$")
_LIST_MARK = regex.compile(r"\s?(?:[、，,;；]|和|与|及|以及|或|(?:,\s?)?(?i:and|or))\s?$")
_DASHES_AS_MINUS = frozenset(
    "-\N{MINUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{EN DASH}\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{SMALL HYPHEN-MINUS}"
)
_ENGLISH_ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_ENGLISH_PARTS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fourth": 4,
    "fourths": 4,
    "fifth": 5,
    "fifths": 5,
    "sixth": 6,
    "eighth": 8,
    "tenth": 10,
    "tenths": 10,
}
_ENGLISH_WORD = "|".join(sorted(_ENGLISH_ONES, key=len, reverse=True))
_ENGLISH = regex.compile(
    rf"\b(?P<first>{_ENGLISH_WORD})(?:[-\s](?P<second>one|two|three|four|five|six|seven|eight|nine))?\b",
    regex.IGNORECASE,
)
_ENGLISH_FRACTION = regex.compile(
    rf"\b(?:(?P<half>half)\s(?:of|the)\b|(?P<part>one|two|three|four|a|an)[-\s](?P<whole>{'|'.join(_ENGLISH_PARTS)})\s?(?=of\b|[,.;])|(?P<multiple>(?:more than |nearly |almost )?(?:doubled|tripled|quadrupled|halved))\b)",
    regex.IGNORECASE,
)
_ENGLISH_MULTIPLES = {"doubled": 2, "tripled": 3, "quadrupled": 4, "halved": Decimal("0.5")}


def read_numerals(text: str, units: Units) -> tuple[Quantity, ...]:
    """Find every numeral of a text, from left to right: quantities, and the others with the reason why not.

    Digits are all returned; words of number only where they state a quantity or where a named
    context (date, plan, class_code …) holds them. A number without a unit takes the unit of the list it
    stands in (4.7、7.2、9.3亿元). `value` of a share in words is in percent: 三分之一 is 33.33…, 六成 60.
    """
    plain = to_plain(text)
    contexts = find_contexts(plain)
    found: list[Quantity] = []
    position = 0
    for context in (*contexts, Context(len(plain), len(plain), "")):
        found += _between(text, plain, position, context.start, units)
        found += _within(text, plain, context)
        position = max(position, context.end)
    return _with_list_units(text, plain, sorted(found, key=lambda quantity: quantity.span))


def _within(text: str, plain: str, context: Context) -> Iterator[Quantity]:
    for match in _ANY_NUMERAL.finditer(plain, context.start, context.end):
        span = Span(match.start(), match.end())
        yield Quantity(text[span.start : span.end], span, span, None, reason=context.reason)


def _between(text: str, plain: str, start: int, stop: int, units: Units) -> Iterator[Quantity]:
    at = start
    while at < stop:
        character = plain[at]
        quantity = None
        if character.isascii() and character.isdigit() and (at == 0 or not _is_digit(plain[at - 1])):
            quantity = _digits(text, plain, at, stop, units)
        elif character in "过超半一翻第前百千万" or regex.match(_CHINESE, character):
            quantity = _chinese(text, plain, at, stop, units)
        elif character.isascii() and character.isalpha() and (at == 0 or not plain[at - 1].isalnum()):
            quantity = _english(text, plain, at, stop, units)
        if quantity is None:
            at += 1
            continue
        yield quantity
        at = max(quantity.span.end, at + 1)


def _is_digit(character: str) -> bool:
    return character.isascii() and character.isdigit()


def _digits(text: str, plain: str, at: int, stop: int, units: Units) -> Quantity:
    ratio = _RATIO.match(plain, at)
    if ratio is not None and ratio.end() <= stop and Decimal(ratio["right"]):
        value = Decimal(ratio["left"]) / Decimal(ratio["right"])
        decimals = len(ratio["left"].partition(".")[2])
        return _quantity(text, plain, at, ratio.end(), ratio.span(), value, decimals, Unit(None, "times", 0, "stated"))
    fraction = _FRACTION.match(plain, at)
    if fraction is not None and 0 < int(fraction["left"]) < int(fraction["right"]):
        value = _HUNDRED * int(fraction["left"]) / int(fraction["right"])
        return _quantity(text, plain, at, fraction.end(), fraction.span(), value, 0, Unit(None, "percent", 0, "stated"))
    number = _NUMBER.match(plain, at)
    assert number is not None
    figure = read_figure(number.group())
    value, end = figure.value, number.end()
    scientific = _SCIENTIFIC.match(plain, at)
    if scientific is not None:
        value, end = value.scaleb(int(scientific["power"])), scientific.end()
    start = at
    currency = units.sign_before(plain, at)
    if currency is not None:
        start = currency.start
    before = plain[start - 1] if start else ""
    # A minus stands behind nothing, a blank, an ideograph or an opening mark; behind a letter or a figure it is a hyphen.
    if before == "-" and text[start - 1] in _DASHES_AS_MINUS:
        ahead = plain[start - 2] if start > 1 else ""
        if not (ahead.isascii() and ahead.isalnum()) and ahead not in ("-", ")", "%"):
            value, start = -value, start - 1
    value_to, after = _range_end(plain, start, end, stop)
    numeral_end = after if value_to is not None else end
    unit, last, more = _unit_after(text, plain, numeral_end, units, currency)
    if value_to is None and unit is not None:
        # 10%-15%, 3亿元至5亿元: the first bound bears its unit too.
        second, second_end = _range_end(plain, start, last, stop)
        if second is not None:
            again, again_last, _ = _unit_after(text, plain, second_end, units, currency)
            if again is not None and again.code == unit.code and again.multiplier == unit.multiplier:
                value_to, last, numeral_end = second, again_last, second_end
    if value_to is not None and (
        value_to < value
        or (
            unit is None
            and figure.decimals == 0
            and currency is None
            and "." not in plain[at:numeral_end]
            and not _STATING.search(plain[max(0, start - 12) : start])
        )
    ):
        value_to, numeral_end = None, end
        unit, last, more = _unit_after(text, plain, end, units, currency)
    span = Span(start, last)
    numeral = Span(at, numeral_end)
    if (tenths := _TENTHS_DIGIT.match(plain, numeral_end)) is not None and unit is None:
        unit, value, span = (
            Unit(text[numeral_end : tenths.end()], "percent", 0, "stated"),
            value * 10,
            Span(start, tenths.end()),
        )
        value_to = None if value_to is None else value_to * 10
    modifier = read_modifier(plain, span.start, span.end)
    modifier = "over" if more and modifier == "exact" else modifier
    if value_to is not None:
        modifier = "between"
    reason = None
    if unit is None:
        counted = _COUNTED.match(plain, numeral_end) if figure.decimals == 0 else None
        if counted is not None and counted["noun"] not in _FUNCTION_WORDS and not _YEAR.match(number.group()):
            unit = Unit(counted["noun"], "count", 0, "stated")
        else:
            reason = _bare_reason(plain, span, number.group(), figure.decimals)
    return Quantity(
        text[span.start : span.end],
        span,
        numeral,
        None if reason else value,
        value_to,
        figure.decimals,
        unit or Unit(),
        modifier,
        reason,
    )


def _bare_reason(plain: str, span: Span, printed: str, decimals: int) -> str | None:
    if decimals:
        return None
    if _YEAR.match(printed):
        return "date"
    follower = plain[span.end : span.end + 1]
    if _STATING.search(plain[max(0, span.start - 16) : span.start]) and not regex.match(r"[\p{L}\d]", follower):
        return None
    if "," in printed:
        return None
    return "bare"


def _range_end(plain: str, start: int, end: int, stop: int) -> tuple[Decimal | None, int]:
    match = _RANGE.match(plain, end) or (
        _BETWEEN.match(plain, end) if regex.search(r"(?i)between\s$", plain[max(0, start - 9) : start]) else None
    )
    if match is None or match.end() > stop:
        return None, end
    groups = match.groupdict()
    if (groups.get("mark") or "") in ("到", "至", "to") and _FROM.search(plain[max(0, start - 32) : start]):
        return None, end
    value = read_figure(match["to"]).value
    return (-value if groups.get("sign") else value), match.end()


def _unit_after(
    text: str, plain: str, end: int, units: Units, currency: UnitMatch | None
) -> tuple[Unit | None, int, bool]:
    """Return the unit behind a numeral, where it ends, and whether 余, 多 or 几 stands between."""
    at, more = end, False
    if plain[end : end + 1] and _MORE.match(plain, end):
        at, more = end + 1, True
    match = units.match(plain, at, money=currency is not None)
    # 10亿多元, 3万余人: the word for more may stand behind the multiplier.
    if match is not None and match.code is None and _MORE.match(plain, match.end):
        again = units.match(plain, match.end + 1)
        if again is not None and again.code is not None and again.multiplier == 0:
            return Unit(text[at : again.end], again.code, match.multiplier, "stated"), again.end, True
    if match is None and more:
        at, more = end, False
        match = units.match(plain, end, money=currency is not None)
    if currency is not None:
        if match is not None and match.code in (None, currency.code):
            printed = text[currency.start : currency.end] + text[match.start : match.end]
            return Unit(printed, currency.code, match.multiplier, "stated"), match.end, more
        return Unit(text[currency.start : currency.end], currency.code, 0, "stated"), end, False
    if match is None:
        return None, end, False
    if match.code == "a" and _is_date_unit(plain, end, match):
        return None, end, False
    return Unit(text[match.start : match.end], match.code, match.multiplier, "stated"), match.end, more


def _is_date_unit(plain: str, end: int, match: UnitMatch) -> bool:
    digits = regex.search(r"\d+$", plain[:end][-6:])
    return digits is not None and _YEAR.match(digits.group()) is not None and plain[match.start] == "年"


def _quantity(
    text: str, plain: str, start: int, end: int, numeral: tuple[int, int], value: Decimal, decimals: int, unit: Unit
) -> Quantity:
    return Quantity(
        text[start:end], Span(start, end), Span(*numeral), value, None, decimals, unit, read_modifier(plain, start, end)
    )


def _chinese(text: str, plain: str, at: int, stop: int, units: Units) -> Quantity | None:
    for read in (_percent, _parts, _tenths, _half, _doubling, _rank, _top):
        quantity = read(text, plain, at)
        if quantity is not None and quantity.span.end <= stop:
            return quantity
    return _counted(text, plain, at, stop, units)


def _percent(text: str, plain: str, at: int) -> Quantity | None:
    match = _PER_CENT.match(plain, at)
    if match is None:
        return None
    printed = match["value"]
    if printed[0].isascii():
        figure = read_figure(printed)
        value, decimals = figure.value, figure.decimals
    else:
        read = read_decimal(printed)
        if read is None:
            return None
        value, decimals = read
    unit = Unit(text[at : match.start("value")], "percent", _PER[match["per"]], "stated")
    return _quantity(text, plain, at, match.end(), match.span("value"), value, decimals, unit)


def _parts(text: str, plain: str, at: int) -> Quantity | None:
    match = _PARTS.match(plain, at)
    if match is None:
        return None
    whole, part = read_chinese(match["whole"]), read_chinese(match["part"])
    if whole is None or part is None or not whole:
        return None
    unit = Unit(None, "percent", 0, "stated")
    return _quantity(text, plain, at, match.end(), match.span(), _HUNDRED * part / whole, 0, unit)


def _tenths(text: str, plain: str, at: int) -> Quantity | None:
    match = _TENTHS.match(plain, at)
    value = read_chinese(match["value"]) if match is not None else None
    if match is None or value is None:
        return None
    rest = Decimal(5) if match["rest"] == "半" else read_chinese(match["rest"]) if match["rest"] else Decimal(0)
    unit = Unit("成", "percent", 0, "stated")
    return _quantity(text, plain, at, match.end(), match.span("value"), value * 10 + (rest or 0), 0, unit)


def _half(text: str, plain: str, at: int) -> Quantity | None:
    match = _HALF.match(plain, at)
    if match is None:
        return None
    value = Decimal(5) if match.group() == "半成" else Decimal(50)
    quantity = _quantity(text, plain, at, match.end(), match.span(), value, 0, Unit(None, "percent", 0, "stated"))
    return replace(quantity, modifier="over") if match.group()[0] in "过超" else quantity


def _doubling(text: str, plain: str, at: int) -> Quantity | None:
    match = _DOUBLING.match(plain, at)
    value = None
    if match is not None:
        value = Decimal(match["value"]) if match["value"].isascii() else read_chinese(match["value"])
    if match is None or value is None:
        return None
    # 翻两番 is four times as much: an increase by three times.
    unit = Unit("番", "times", 0, "stated")
    start = match.start("value")
    quantity = _quantity(text, plain, at, match.end(), match.span("value"), Decimal(2) ** int(value) - 1, 0, unit)
    modifier = "about" if match["left"] and match["left"] != "近" else "nearly" if match["left"] else quantity.modifier
    return replace(quantity, span=Span(start, match.end()), text=text[start : match.end()], modifier=modifier)


def _rank(text: str, plain: str, at: int) -> Quantity | None:
    match = _RANK.match(plain, at)
    if match is None:
        return None
    printed = match["value"]
    value = Decimal(printed) if printed[0].isascii() else read_chinese(printed)
    ranked = match["unit"] is not None or _RANKING.search(plain[max(0, at - 24) : at]) is not None
    if value is None or not ranked:
        span = Span(match.start("value"), match.end("value"))
        return Quantity(text[span.start : span.end], span, span, None, reason="ordinal")
    unit = Unit(match["unit"] or None, "rank", 0, "stated")
    return replace(_quantity(text, plain, at, match.end(), match.span("value"), value, 0, unit), modifier="exact")


def _top(text: str, plain: str, at: int) -> Quantity | None:
    match = _TOP.match(plain, at)
    if match is None:
        return None
    printed = match["value"]
    value = Decimal(printed) if printed[0].isascii() else read_chinese(printed)
    if value is None or (match["unit"] is None and not _TOP_BEFORE.search(plain[max(0, at - 12) : at])):
        return None
    unit = Unit(match["unit"] or None, "rank", 0, "stated")
    start = match.start("value")
    quantity = _quantity(text, plain, start, match.end(), match.span("value"), value, 0, unit)
    return replace(quantity, modifier="at_most")


def _counted(text: str, plain: str, at: int, stop: int, units: Units) -> Quantity | None:
    match = _CHINESE_RUN.match(plain, at)
    if match is None:
        return None
    printed = match["value"]
    skip = Quantity(printed, Span(at, match.end()), Span(at, match.end()), None, reason="word")
    before = plain[max(0, at - 8) : at]
    value = read_chinese(printed)
    if value is None or match.end() > stop or _VAGUE.search(before):
        return skip
    decimals = 0
    if match["decimals"]:
        read = read_decimal(match.group())
        if read is None:
            return skip
        value, decimals = read
    end, value_to = match.end(), None
    upper = _CHINESE_RANGE.match(plain, end)
    if upper is not None and (bound := read_chinese(upper["to"])) is not None and bound > value:
        value_to, end = bound, upper.end()
    unit, last, more = _unit_after(text, plain, end, units, None)
    if unit is None or last > stop:
        return skip
    if not _states_a_count(plain, before, value, printed, unit, last, units):
        return skip
    modifier = read_modifier(plain, at, last)
    modifier = (
        "between"
        if value_to is not None
        else "over"
        if (more or before.endswith("上")) and modifier == "exact"
        else modifier
    )
    return Quantity(text[at:last], Span(at, last), Span(at, end), value, value_to, decimals, unit, modifier)


def _states_a_count(plain: str, before: str, value: Decimal, printed: str, unit: Unit, end: int, units: Units) -> bool:
    """Tell whether a number word with a unit states a number, as 三类 and 百亿斤 do and 一个, 两个 and 每百元 do not."""
    family = units.family_of(unit.code)
    if before.endswith("每") or (family is None and (unit.code is not None or unit.multiplier < 4)):
        return False
    if printed in ("百", "千") and not _BARE_ALLOWED.search(before):
        return False
    if value == 1:
        if family in ("times", "percent", "percentage_point"):
            return True
        return family in ("duration", "physical", "money") and _ONE_ALLOWED.search(before) is not None
    if family == "count":
        # 两个 and 三级 are grammar, not statistics; so are the parts of an argument (三个方面, 四个维度).
        if (
            unit.text
            in (
                "级",
                "层",
                "次",
                "届",
                "位",
                "门",
                "点",
                "片",
                "线",
                "间",
                "片区",
                "环",
                "期",
                "条",
                "座",
                "头",
                "口",
                "面",
                "名",
            )
            and value < 10
            and unit.multiplier == 0
        ):
            return False
        start = end - len(unit.text or "")
        return not _DISCOURSE.match(plain, start) and not _DISCOURSE.match(plain, end)
    return True


def _english(text: str, plain: str, at: int, stop: int, units: Units) -> Quantity | None:
    fraction = _ENGLISH_FRACTION.match(plain, at)
    if fraction is not None and fraction.end() <= stop:
        if fraction["multiple"]:
            word = fraction["multiple"].split()[-1].lower()
            unit = Unit(None, "times", 0, "stated")
            start = fraction.end() - len(word)
            return _quantity(
                text, plain, start, fraction.end(), (start, fraction.end()), Decimal(_ENGLISH_MULTIPLES[word]), 0, unit
            )
        unit = Unit(None, "percent", 0, "stated")
        if fraction["half"]:
            return _quantity(text, plain, at, fraction.end("half"), fraction.span("half"), Decimal(50), 0, unit)
        part = _ENGLISH_ONES.get(fraction["part"].lower(), 1)
        value = _HUNDRED * part / _ENGLISH_PARTS[fraction["whole"].lower()]
        end = fraction.end("whole")
        return _quantity(text, plain, at, end, (at, end), value, 0, unit)
    match = _ENGLISH.match(plain, at)
    if match is None or match.end() > stop:
        return None
    value = Decimal(
        _ENGLISH_ONES[match["first"].lower()] + (_ENGLISH_ONES[match["second"].lower()] if match["second"] else 0)
    )
    found = units.match(plain, match.end())
    if found is None or found.code is None or plain[match.end()] != " " or value == 1:
        if found is None or units.family_of(found.code) not in ("times", "percent", "percentage_point"):
            return None
    unit = Unit(text[found.start : found.end], found.code, found.multiplier, "stated")
    return _quantity(text, plain, at, found.end, match.span(), value, 0, unit)


def _with_list_units(text: str, plain: str, found: list[Quantity]) -> tuple[Quantity, ...]:
    """Give a number without unit the one of the next in its list, from the last backwards: 4.7、7.2、9.3亿元."""
    for index in range(len(found) - 2, -1, -1):
        this, following = found[index], found[index + 1]
        bare = this.unit.code is None and this.unit.multiplier == 0 and this.reason in (None, "bare")
        if (
            not bare
            or following.reason is not None
            or following.unit.code is None
            or not _is_digit(plain[this.numeral.start])
        ):
            continue
        if not _LIST_MARK.fullmatch(plain[this.span.end : following.span.start]):
            continue
        if following.unit.code == "count" and following.unit.multiplier == 0:
            continue
        number = _NUMBER.match(plain, this.numeral.start)
        if number is None or this.numeral.end != number.end():
            continue
        value = read_figure(number.group()).value
        negative = text[this.span.start] in _DASHES_AS_MINUS
        found[index] = replace(
            this, value=-value if negative else value, reason=None, unit=replace(following.unit, source="list")
        )
    return tuple(found)
