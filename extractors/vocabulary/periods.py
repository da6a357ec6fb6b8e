"""Time periods as articles write them, in Chinese and English."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import regex

from extractors.characters import to_plain
from extractors.model import Period, Span

_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_ORDINALS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4, "上": 1, "下": 2}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAME = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
# 五年规划 are counted from 1953; since the sixth they begin in years ending in 1 or 6.
_PLANS = {"五": 1976, "六": 1981, "七": 1986, "八": 1991, "九": 1996, "十": 2001}
_YEAR = r"(?:19|20)\d\d"
_DASH = r"\s*(?:[-‐‑–—―−~～]{1,2}|至|到|to\b)\s*"
# A bare number is a year only where nothing makes it a count (2018万吨) or a part of a longer numeral.
_BARE_END = (
    r"(?![\d.,，]*\d|-\d{3}|\s*(?:%|％|万|亿|千|百|余|多|元|美元|吨|公斤|千克|个|人|家|户|项|种|件|台|辆|套|份|篇|条|次|倍|例|名|位|只|头|亩|公顷|"
    r"平方|立方|公里|千米|米|度|s\b|(?:km|kg|tons?|tonnes|million|billion|thousand|percent|USD|persons|people)\b))"
)
_PATTERN = regex.compile(
    rf"""
      (?P<cn>[一二][〇○零一二三四五六七八九]{{3}})年
    | (?P<plan>(?:十[一二三四五六]?|[五六七八九]))五(?=[”"’」]|$|期间|时期|规划|计划|末|初|以来|[收开])
    | (?<![\d.])(?P<fiscal>FY\s?|财年\s?)?(?P<y1>{_YEAR})\s*(?:年度|财年|年|\.|-|/)?\s*
      (?:
          (?<=年\s*)第?\s*(?P<q>[一二三四1-4])\s*季度
        | [-\s]?(?:Q\s?(?P<qe>[1-4])(?!\d))
        | (?<=年\s*)(?P<half>[上下])半年
        | (?<=-)\s?[SH](?P<halfe>[12])(?!\d)
        | (?<=年\s*)(?P<m1>1[0-2]|0?[1-9])\s*月?{_DASH}(?P<m2>1[0-2]|0?[1-9])\s*月(?:份)?
        | (?<=年\s*)(?P<m>1[0-2]|0?[1-9])\s*月(?:份)?(?:\s*(?P<d>3[01]|[12]\d|0?[1-9])\s*[日号])?
        | (?<=年\s*)前(?P<upto>[一二三四1-4])季度
        | (?<=年\s*)前(?P<months>[一二三四五六七八九十1-9]|1[0-2]|十一)个月
        | (?<=[-/.])(?P<mi>1[0-2]|0[1-9])(?:[-/.](?P<di>3[01]|[12]\d|0[1-9]))?(?![\d.])
      )
    | (?<![\d.])(?P<fy>FY\s?)?(?P<r1>{_YEAR})\s*年?(?:{_DASH}|/)(?P<r2>{_YEAR})(?P<rn>\s*(?:年度|财年|学年|年))?(?![\d.]*\d)
    | (?<![\d.])(?P<fys>FY\s?)?(?P<s1>{_YEAR})(?P<slash>[/-])(?P<s2>\d\d)(?![\d./-])(?P<sn>年度|财年|年)?
    | \bQ(?P<fq>[1-4])[\s,/-]*(?P<fqy>{_YEAR})(?!\d)
    | \b(?P<rq>[1-4])Q\s*(?P<rqy>{_YEAR})(?!\d)
    | \b(?P<nq>first|second|third|fourth)\ quarter\ (?:of\ )?(?P<nqy>{_YEAR})(?!\d)
    | \b(?P<nh>first|second)\ half\ (?:of\ )?(?P<nhy>{_YEAR})(?!\d)
    | \b(?P<mn>{_MONTH_NAME})(?:{_DASH}(?P<mn2>{_MONTH_NAME}))?(?:\s+(?P<md>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?=[\s,]))?[\s,]*(?P<mny>{_YEAR})(?!\d)
    | \bFY\s?'?(?P<fy2>{_YEAR}|\d\d)(?!\d)
    | (?<![\d.,$€£¥-])(?P<y>{_YEAR})(?:\s*(?P<yn>年度|财年|年)(?!前|后|来|轻|龄|间)|{_BARE_END})
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
_MONTH_ALONE = regex.compile(rf"(?P<a>1[0-2]|0?[1-9])\s*月(?:份)?(?:{_DASH}(?P<b>1[0-2]|0?[1-9])\s*月(?:份)?)?")
_MONTHS_ALONE = regex.compile(rf"(?P<a>1[0-2]|0?[1-9]){_DASH}(?P<b>1[0-2]|0?[1-9])\s*月(?:份)?")
_QUARTER_ALONE = regex.compile(
    r"第?\s*(?P<q>[一二三四1-4])\s*季度?|Q\s?(?P<e>[1-4])|(?P<r>i{1,3}|iv)\s*季度", regex.IGNORECASE
)
_HALF_ALONE = regex.compile(r"(?P<h>[上下])半年|H(?P<e>[12])")
_MONTH_NAME_ALONE = regex.compile(_MONTH_NAME, regex.IGNORECASE)
_QUARTER_WORDS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_CHINESE_MONTHS = {
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "十一": 11,
}


@dataclass(frozen=True, slots=True)
class PartOfYear:
    """A month, a run of months, a quarter or a half without its year: 3月, 第一季度, 上半年, "March"."""

    months: tuple[int, int]
    form: str


def year_period(year: int) -> Period:
    """Return a calendar year."""
    return Period(str(year), date(year, 1, 1), date(year, 12, 31))


def range_period(first: Period, last: Period) -> Period:
    """Return the period from the begin of one to the end of another: 2016/2020."""
    return Period(f"{first.text}/{last.text}", first.start, last.end)


def part_period(year: int, part: PartOfYear) -> Period:
    """Return a part of a year: 2021-03, 2021-01/2021-06, 2021-Q3, 2021-S1."""
    first, last = part.months
    end = date(year, last, monthrange(year, last)[1])
    return Period(part.form.format(year=year), date(year, first, 1), end)


@lru_cache(maxsize=512)  # checks ask for those of one sentence once a number and table
def find_periods(text: str) -> tuple[tuple[Span, Period], ...]:
    """Return the periods that a text names, from left to right.

    Ranges, quarters, months, fiscal years and five-year plans are one period each. A
    number of four digits is a year only from 1900 to 2099 and only where no counter or
    unit follows.
    """
    found = []
    for match in _PATTERN.finditer(to_plain(text)):
        period = _match_to_period(match)
        if period is not None:
            found.append((_trimmed(text, match), period))
    return tuple(found)


def read_period(text: str) -> Period | None:
    """Return the period that a label as a whole states: 2021, 2021年, 2016—2021年, FY2012/13, Q3 2021."""
    stripped = to_plain(text).strip(" *()")
    found = find_periods(stripped)
    if len(found) != 1:
        return None
    span, period = found[0]
    rest = stripped[: span.start] + stripped[span.end :]
    return period if not rest.strip(' “”"()（）期间时度') else None


def read_part_of_year(text: str) -> PartOfYear | None:
    """Return the part of a year that a label as a whole states, without a year."""
    stripped = to_plain(text).strip(" *")
    if match := _MONTH_ALONE.fullmatch(stripped) or _MONTHS_ALONE.fullmatch(stripped):
        first = int(match["a"])
        return _months(first, int(match["b"] or first))
    if match := _QUARTER_ALONE.fullmatch(stripped):
        quarter = _ROMAN[match["r"].lower()] if match["r"] else _ORDINALS[match["q"] or match["e"]]
        return _quarter(quarter)
    if match := _HALF_ALONE.fullmatch(stripped):
        return _half(_ORDINALS[match["h"] or match["e"]])
    if _MONTH_NAME_ALONE.fullmatch(stripped):
        month = _MONTHS.index(stripped[:3].lower()) + 1
        return _months(month, month)
    return None


def _trimmed(text: str, match: regex.Match[str]) -> Span:
    start, end = match.span()
    while end > start and text[end - 1] in " .-/":
        end -= 1
    return Span(start, end)


def _months(first: int, last: int) -> PartOfYear | None:
    if first > last:
        return None
    form = f"{{year}}-{first:02}" if first == last else f"{{year}}-{first:02}/{{year}}-{last:02}"
    return PartOfYear((first, last), form)


def _quarter(number: int) -> PartOfYear:
    return PartOfYear((3 * number - 2, 3 * number), f"{{year}}-Q{number}")


def _half(number: int) -> PartOfYear:
    return PartOfYear((6 * number - 5, 6 * number), f"{{year}}-S{number}")


def _in_year(year: str, part: PartOfYear | None) -> Period | None:
    return None if part is None else part_period(int(year), part)


def _month_of(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _match_to_period(match: regex.Match[str]) -> Period | None:
    if match["cn"]:
        return year_period(int(match["cn"].translate(_CHINESE_DIGITS)))
    if match["plan"]:
        plan = match["plan"]
        begin = _PLANS[plan] if plan in _PLANS else 2001 + 5 * _ORDINALS_TEEN[plan[1]]
        return range_period(year_period(begin), year_period(begin + 4))
    if match["y1"]:
        return _part_to_period(match)
    if match["r1"]:
        first, last = int(match["r1"]), int(match["r2"])
        return range_period(year_period(first), year_period(last)) if first < last else None
    if match["s1"]:
        return _short_range(match)
    if match["y"]:
        return year_period(int(match["y"]))
    return _english_to_period(match)


_ORDINALS_TEEN = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}


def _short_range(match: regex.Match[str]) -> Period | None:
    # 2012/13 and 2016-20: the second year is written with its last two digits.
    first = int(match["s1"])
    last = first - first % 100 + int(match["s2"])
    if last == first - 99:
        last += 100
    if match["slash"] == "-" and not match["sn"] and not match["fys"] and int(match["s2"]) <= 12:
        return None  # 2021-03 is a month
    return range_period(year_period(first), year_period(last)) if first < last else None


def _part_to_period(match: regex.Match[str]) -> Period | None:
    year = match["y1"]
    if quarter := match["q"] or match["qe"]:
        return _in_year(year, _quarter(_ORDINALS[quarter]))
    if half := match["half"] or match["halfe"]:
        return _in_year(year, _half(_ORDINALS[half]))
    if match["m1"]:
        return _in_year(year, _months(int(match["m1"]), int(match["m2"])))
    if match["upto"]:
        return _in_year(year, _months(1, 3 * _ORDINALS[match["upto"]]))
    if match["months"]:
        last = match["months"]
        return _in_year(year, _months(1, int(last) if last.isdecimal() else _CHINESE_MONTHS[last]))
    month, day = int(match["m"] or match["mi"]), match["d"] or match["di"]
    if day:
        return _day(int(year), month, int(day))
    return _in_year(year, _months(month, month))


def _day(year: int, month: int, day: int) -> Period | None:
    if day > monthrange(year, month)[1]:
        return None
    exact = date(year, month, day)
    return Period(exact.isoformat(), exact, exact)


def _english_to_period(match: regex.Match[str]) -> Period | None:
    if match["fq"]:
        return _in_year(match["fqy"], _quarter(int(match["fq"])))
    if match["rq"]:
        return _in_year(match["rqy"], _quarter(int(match["rq"])))
    if match["nq"]:
        return _in_year(match["nqy"], _quarter(_QUARTER_WORDS[match["nq"].lower()]))
    if match["nh"]:
        return _in_year(match["nhy"], _half(_QUARTER_WORDS[match["nh"].lower()]))
    if match["mn"]:
        first = _month_of(match["mn"])
        if match["md"]:
            return _day(int(match["mny"]), first, int(match["md"]))
        return _in_year(match["mny"], _months(first, _month_of(match["mn2"]) if match["mn2"] else first))
    year = match["fy2"]
    return year_period(int(year) if len(year) == 4 else 2000 + int(year))
