"""Numerals printed in digits: 8.81亿美元, 12.4~13.5, 2.6：1, 1/5, $3.4bn."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

import regex

from extractors.model import Quantity, Span, Unit
from extractors.quantities.chains import goes_on, read_chain
from extractors.quantities.figures import FIGURE, Figure, find_negative, read_figure
from extractors.quantities.source import Source
from extractors.vocabulary.units import UnitMatch

NUMBER = re.compile(rf"{FIGURE}|\.\d+")
# A dash that may be a minus; a long one between words is punctuation.
MINUS = frozenset(
    "-\N{MINUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{EN DASH}\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{SMALL HYPHEN-MINUS}"
)
# Between the bounds of a range; 到 and to only where no 从, 由 or from opened the pair (从3%到5% states two levels).
_RANGE = regex.compile(rf"\s?(?P<mark>[-~]|--|至|到|(?i:to))\s?(?P<sign>-)?(?:US?\$|[$€£¥])?\s?(?P<to>{FIGURE})")
_FROM = regex.compile(r"(?:从|由|自|(?i:\bfrom))[^，。；：,;:]{0,30}$")
_MOVED_BY = regex.compile(
    r"\b(?i:ris(?:e|es|en|ing)|rose|increas(?:e|es|ed|ing)|grew|grown?|climbed|gained|fell|fallen|decreas(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|dropped|narrowed|widened|shrank|up|down)(?:\sby)?\s$"
)
_AND = regex.compile(rf"\s(?i:and)\s(?P<to>{FIGURE})")
_BETWEEN = regex.compile(r"(?i)between\s$")
_LYING = regex.compile(r"(?:介于|处于|位于|在|分布在)\s?$")
_LYING_AND = regex.compile(rf"\s?(?:和|与)\s?(?P<sign>-)?(?P<to>{FIGURE})(?=[^，。；\d]{{0,6}}之间)")
_RATIO = regex.compile(r"(?<!\d\s?:\s?)(?P<left>\d{1,4}(?:\.\d+)?)\s?:\s?(?P<right>\d{1,4}(?:\.\d+)?)(?![:\d])")
# 9.8:45.6:44.6: more than two parts of a hundred are no quotient.
_PARTS = regex.compile(
    r"(?<![\d:.])(?P<part>\d{1,3}(?:\.\d{1,3})?)(?:\s?:\s?(?P<part>\d{1,3}(?:\.\d{1,3})?)){2,7}(?!\d|\.\d|\s?:\s?\d)"
)
_FRACTION = regex.compile(r"(?P<left>\d{1,2})/(?P<right>\d{1,2})(?![\d/.])")
# 1 in 5 households, 3 out of every 4 firms: a share.
_ONE_IN = regex.compile(
    r"(?P<left>[1-9])\s(?:in|out\sof)(?:\severy)?\s(?P<right>[1-9]\d{0,2})(?=\s[a-z]{3})(?!\s(?:per|pages|years|months|days))"
)
_SCIENTIFIC = regex.compile(
    rf"{FIGURE}(?:\s?[x×]\s?10(?:\^|\s)?(?P<power>-?\d{{1,2}}|[⁻]?[⁰\N{{SUPERSCRIPT ONE}}²³⁴-⁹]{{1,2}})|[eE](?P<power>[-+]?\d{{1,2}})(?![\w.]))"
)
_RAISED = str.maketrans("⁰\N{SUPERSCRIPT ONE}²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_TENTHS = regex.compile(r"成(?=以[上下内]|左右|[多的、，。；,;)]|$|\s)")
_YEAR = regex.compile(r"(?:1[89]|20)\d\d$")
# A bare number counts as a value only behind a word that states one, or with a decimal part.
_STATING = regex.compile(
    r"(?:为|是|达到?|到|至|于|约|有|等于|超过|不足|不到|接近|仅|只|取值|得分|均值|分别|[=:<>≤≥≈~-]|"
    r"(?i:\b(?:is|was|are|were|to|of|at|by|than|about|around|approximately|nearly|over|under|below|above|exceed(?:s|ed|ing)?|only|reach(?:ed|es|ing)?|equals?|total(?:l?ed|s)?|number(?:ed|s)|averag(?:ed|es)|between|and|from)))\s?$"
)
# 跌到1以下, 保持在1以上: an index is bounded without a unit.
_BOUNDED = regex.compile(r"\s?(?:以[上下内]|左右|上下)(?![\p{L}--[的，]])", flags=regex.VERSION1)
# Behind these a number is a value whatever follows: 越接近1竞争力越强.
_COMPARING = regex.compile(r"(?:大于|小于|等于|高于|低于|接近|趋近于|趋近|趋于|超过)$")
# 60岁及以上人口, 15-64岁人口: an age group is a class of people.
_AGE_GROUP = regex.compile(
    r"(?:及|\(含\))?以[上下]|(?:\(含\))?的?(?:人口|人群|人员|群体|老年?人|儿童|青壮?年|少年|居民|劳动力|年龄[段组]|组)|者"
)
# 31 coastal provinces, 27 EU member states: the plural that is counted, at most two words on.
_COUNTED = regex.compile(
    r"\s(?:(?!(?:in|of|from|to|at|by|on|for|than|the|and|or|with)\s)[A-Za-z][A-Za-z-]{1,14}\s){0,2}?(?P<noun>[a-z][a-z-]{2,20}s)\b"
)
_OF_SO_MANY = regex.compile(r"\s(?:out\s)?of\s(?:the\s)?\d")
_NO_NOUNS = frozenset(
    [
        "is",
        "was",
        "has",
        "its",
        "this",
        "his",
        "as",
        "us",
        "less",
        "thus",
        "various",
        "across",
        "plus",
        "minus",
        "versus",
        "previous",
        "does",
        "pass",
        "focus",
        "analysis",
        "towards",
        "shows",
        "reports",
        "presents",
        "gives",
        "lists",
        "indicates",
        "suggests",
        "finds",
        "contains",
        "describes",
        "summarizes",
        "summarises",
        "provides",
        "illustrates",
        "increases",
        "decreases",
        "rises",
        "falls",
        "means",
        "equals",
        "represents",
        "yields",
        "percent",
        "times",
        "hours",
        "years",
        "months",
        "days",
        "weeks",
        "minutes",
        "seconds",
        "whereas",
    ]
)
_HUNDRED = Decimal(100)
# What stands behind the first digits of a power of ten, blanks apart.
_RAISING = frozenset("x×eE")
# Marks and the first letters of words between the bounds of a range, blanks apart.
_JOINING = frozenset("-~至到tT")


@dataclass(frozen=True, slots=True)
class _Reading:
    # One way to read what begins with a figure: a bound alone or a range, and its unit.
    numeral_end: int
    end: int
    value_to: Decimal | None = None
    unit: Unit | None = None
    more: bool = False


def read_digits(source: Source, at: int, stop: int, *, since: int = 0, dated: bool = False) -> Quantity:
    """Read the numeral whose first digit stands at `at`; it does not reach beyond `stop`, where a date begins if `dated`.

    A sign before it belongs to it from `since` on, where the numeral before it ended.
    """
    plain = source.plain
    number = NUMBER.match(plain, at)
    assert number is not None
    # What stands beside the digits tells whether they can be more than a number.
    follower, divided = plain[number.end() : number.end() + 1], ":" in plain[number.end() : number.end() + 2]
    part = _read_part(source, at, stop) if divided or ":" in plain[max(0, at - 2) : at] else None
    if part is not None:
        return part
    ratio = _RATIO.match(plain, at, stop) if divided else None
    if ratio is not None and Decimal(ratio["right"]):
        span = Span(*ratio.span())
        decimals = len(ratio["left"].partition(".")[2])
        value = Decimal(ratio["left"]) / Decimal(ratio["right"])
        return source.stated(span, span, value, Unit(None, "times", 0, "stated"), decimals=decimals)
    blank = follower.isspace()
    fraction = _FRACTION.match(plain, at, stop) if follower == "/" else None
    if fraction is None and blank:
        fraction = _ONE_IN.match(plain, at, stop)
    if fraction is not None and 0 < int(fraction["left"]) < int(fraction["right"]):
        span = Span(*fraction.span())
        value = _HUNDRED * int(fraction["left"]) / int(fraction["right"])
        return source.stated(span, span, value, Unit(None, "percent", 0, "stated"))
    chain = read_chain(source, at, stop) if goes_on(plain, number.end()) else None
    if chain is not None:
        return chain
    figure, end = read_figure(number.group()), number.end()
    scientific = _SCIENTIFIC.match(plain, at) if blank or follower in _RAISING else None
    if scientific is not None:
        figure, end = (
            Figure(figure.value.scaleb(int(scientific["power"].translate(_RAISED))), figure.decimals),
            scientific.end(),
        )
    currency = source.units.sign_before(plain, at)
    if currency is not None and currency.start < since:
        currency = None
    start = at if currency is None else currency.start
    value = figure.value
    negative = find_negative(plain, max(since, start - 10), start)
    if negative is not None:
        start, value = negative.start(), -value
    elif start > since and _is_minus(source, start - 1):
        start, value = start - 1, -value
    reading = _read_range(source, start, end, stop, value=value, currency=currency)
    if reading.value_to is not None and (
        reading.value_to < value or _is_label(source, Span(start, at), reading, figure, priced=currency is not None)
    ):
        unit, last, more = source.unit_after(end, currency)
        reading = _Reading(end, last, None, unit, more)
    if reading.end > stop and dated:
        # 5十月: what follows begins a date, and is no unit of this number. A name may be read out of a unit (kg·hm-2).
        reading = _Reading(end, end)
    stated = figure if value is figure.value else Figure(value, figure.decimals)
    return _reading_to_quantity(source, Span(start, at), number.group(), stated, reading)


def _read_part(source: Source, at: int, stop: int) -> Quantity | None:
    """Read one part of a ratio of three and more, in percent where they make up a hundred; else they are shares of nothing said."""
    # Eight parts have at most 77 characters, and the look ahead four: the search goes no further.
    for parts in _PARTS.finditer(source.plain, max(0, at - 80), min(stop, at + 90)):
        if parts.start() > at:
            break
        spans = [Span(*span) for span in parts.spans("part")]
        span = next((span for span in spans if span.start == at), None)
        if span is None:
            continue
        values = [read_figure(printed).value for printed in parts.captures("part")]
        if abs(sum(values) - _HUNDRED) > 1:
            return source.refused(span, "ratio")
        printed = source.plain[span.start : span.end]
        decimals = len(printed.partition(".")[2])
        return source.stated(span, span, Decimal(printed), Unit(None, "percent", 0, "stated"), decimals=decimals)
    return None


def _is_minus(source: Source, at: int) -> bool:
    # A minus stands behind nothing, a blank, an ideograph or an opening mark; behind a letter or a figure it is a hyphen.
    if at < 0 or source.plain[at] != "-" or source.text[at] not in MINUS:
        return False
    ahead = source.plain[at - 1] if at else ""
    return not (ahead.isascii() and ahead.isalnum()) and ahead not in ("-", ")", "%")


def _read_range(
    source: Source, start: int, end: int, stop: int, *, value: Decimal, currency: UnitMatch | None
) -> _Reading:
    value_to, after = _range_end(source, start, end, stop)
    numeral_end = end if value_to is None else after
    unit, last, more = source.unit_after(numeral_end, currency)
    if value_to is not None or unit is None:
        return _Reading(numeral_end, last, value_to, unit, more)
    if source.plain[last : last + 4].lower() == " to " and _MOVED_BY.search(source.before(start, 24)):
        # rose $4.8 billion to $126.9 billion: by how much, and to what.
        return _Reading(numeral_end, last, None, unit, more)
    # 10%-15%, 3亿—4亿元: the first bound bears its unit too, or its multiplier alone.
    second, second_end = _range_end(source, start, last, stop)
    if second is not None and second >= value:
        again, again_last, _ = source.unit_after(second_end, currency)
        if again is not None and again.multiplier == unit.multiplier and unit.code in (None, again.code):
            return _Reading(second_end, again_last, second, again, more)
    return _Reading(numeral_end, last, None, unit, more)


def _range_end(source: Source, start: int, end: int, stop: int) -> tuple[Decimal | None, int]:
    follower = source.plain[end : end + 1]
    blank = follower.isspace()
    match = _RANGE.match(source.plain, end) if blank or follower in _JOINING else None
    if match is None and blank and _BETWEEN.search(source.before(start, 9)):
        match = _AND.match(source.plain, end)
    if match is None and (blank or follower in ("和", "与")) and _LYING.search(source.before(start, 4)):
        match = _LYING_AND.match(source.plain, end)
    if match is None or match.end() > stop:
        return None, end
    groups = match.groupdict()
    if (groups.get("mark") or "").lower() in ("到", "至", "to") and _FROM.search(source.before(start, 32)):
        return None, end
    value = read_figure(match["to"]).value
    return (-value if groups.get("sign") else value), match.end()


def _is_label(source: Source, lead: Span, reading: _Reading, figure: Figure, *, priced: bool) -> bool:
    # Integers joined by a dash, with no unit and no word that states a value: 返青3-5, a code, a score of a match.
    if reading.unit is not None or priced or figure.decimals or "." in source.plain[lead.end : reading.numeral_end]:
        return False
    if source.plain.startswith("之间", reading.numeral_end):
        return False
    return not _STATING.search(source.before(lead.start, 16))


def _reading_to_quantity(source: Source, lead: Span, printed: str, figure: Figure, reading: _Reading) -> Quantity:
    value = figure.value
    span, numeral = Span(lead.start, reading.end), Span(lead.end, reading.numeral_end)
    unit, value_to = reading.unit, reading.value_to
    tenths = None
    if unit is None and source.plain.startswith("成", reading.numeral_end):
        tenths = _TENTHS.match(source.plain, reading.numeral_end)
    if tenths is not None:
        unit = Unit(source.text[tenths.start() : tenths.end()], "percent", 0, "stated")
        value, value_to, span = value * 10, value_to and value_to * 10, Span(span.start, tenths.end())
    if unit is None and figure.decimals == 0 and source.plain[reading.numeral_end : reading.numeral_end + 1].isspace():
        counted = _COUNTED.match(source.plain, reading.numeral_end)
        if _OF_SO_MANY.match(source.plain, reading.numeral_end):
            unit = Unit(None, "count", 0, "stated")
        elif counted is not None and counted["noun"] not in _NO_NOUNS and not _YEAR.match(printed):
            unit = Unit(counted["noun"], "count", 0, "stated")
    reason = _bare_reason(source, span, printed, figure) if unit is None else _unit_reason(source, span, unit)
    between = value_to is not None and source.plain.startswith("之间", reading.numeral_end)
    if reason is not None and not between:
        return source.refused(Span(lead.end, reading.numeral_end), reason)
    quantity = source.stated(span, numeral, value, unit or Unit(), decimals=figure.decimals, value_to=value_to)
    if reading.more and quantity.modifier == "exact":
        return source.stated(span, numeral, value, unit or Unit(), decimals=figure.decimals, modifier="over")
    return quantity


def _unit_reason(source: Source, span: Span, unit: Unit) -> str | None:
    # 每10股派1.5元: the ten shares are what is counted by.
    if source.before(span.start, 2).rstrip().endswith("每"):
        return "denominator"
    if (unit.text or "").endswith("岁") and _AGE_GROUP.match(source.plain, span.end):
        return "age_group"
    return None


def _bare_reason(source: Source, span: Span, printed: str, figure: Figure) -> str | None:
    if figure.decimals or "," in printed:
        return None
    if _YEAR.match(printed):
        return "date"
    before, bounded = source.before(span.start, 16), _BOUNDED.match(source.plain, span.end)
    if bounded and (_STATING.search(before) or before.rstrip().endswith("在")):
        return None
    follower = source.plain[span.end : span.end + 1]
    if _COMPARING.search(source.before(span.start, 6)) and not regex.match(r"[\dA-Za-z]", follower):
        return None
    if _STATING.search(before) and not regex.match(r"[\p{L}\d]", follower):
        return None
    return "bare"
