"""When a claim holds, and with what time it compares."""

from __future__ import annotations

from dataclasses import replace

import regex

from extractors.claims.kinds import Statement, clause_before
from extractors.claims.scene import Scene, Time
from extractors.model import Period, Quantity
from extractors.quantities.chinese import read_chinese
from extractors.vocabulary.periods import range_period, year_period

_YEAR_BEFORE = regex.compile(
    r"同比|(?:比|较|与)(?:上年|去年|上一年|前一年)|上年同期|去年同期|(?i:year[- ]on[- ]year|\byoy\b|y-o-y|a year (?:earlier|ago|before)|(?:over|than in|from|on|compared (?:with|to)) (?:the )?(?:previous|preceding|prior) year|previous year)"
)
_AVERAGE_YEARS = regex.compile(r"(?P<count>[二两三四五六七八九十]|\d{1,2})年(?:来)?(?:年均|平均)[^，。；]{0,8}$")
_YEARS_BETWEEN = regex.compile(
    r"(?<![\d一二三四五六七八九十])(?P<count>[二两三四五六七八九十]{1,3}|[1-9]\d?)年(?:间|来|里|内)?(?:共|累计|合计)?[^，。；、\d]{0,10}$"
)
# 与上年比，第一产业比重上升…，第二产业比重下降…: a clause ahead gives the base of all that follow.
_AHEAD = regex.compile(r"(?:^|[，。；：])(?:与|同|和|较)(?:上年|去年|上一年|前一年)(?:同期)?(?:相比|相较|比)[，,]")
_NUMBERS = {character: number for number, character in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_CLAUSE_END = regex.compile(r"[，。；,;.]")
_BOUNDS = r"(?:约|近|不足|不到|超过?|仅|只有|(?i:about|around|nearly|just|only|some|over)\s){0,2}[$€£¥]?"
_MOVED_FROM = regex.compile(rf"(?:由|从|(?i:\bfrom))\s?{_BOUNDS}$")
_MOVED_TO = regex.compile(r"\s?\p{Han}{0,4}(?:到|至|为)|\s?(?i:to)\s")
_MOVED_FROM_TO = regex.compile(
    rf"(?:由|从|(?i:\bfrom))\s?{_BOUNDS}\d[^，。；,;]{{0,24}}?(?:\p{{Han}}{{0,4}}(?:到|至|为)了?|\s(?i:to)\s)\s?{_BOUNDS}$"
)
_MOVED_IN_TO = regex.compile(
    r"(?i:\bfrom)\s[^,;]{1,50}?\s(?:in|during)\s[^,;]{4,12}\s(?i:to)\s(?:(?i:about|around|nearly|almost|over)\s)?[$€£]?$"
)
_OUTSIDE = regex.compile(r"年?(?:以|之)?外")
_AFTER = regex.compile(r"[^，。；,;.]{0,40}$")
# rose by 8 percent to $12 billion in 2018: the year at the end of a clause dates its numbers.
_SAME_CLAUSE = regex.compile(
    r"[^,;.]*(?:\.\d[^,;.]*){0,4}\s(?i:in|during|by|for|at the end of|between|from|over)\s(?:(?i:the (?:period|years?)|the|fiscal|early|late|mid)[\s-])?"
)
_PART = regex.compile(r"-(?:\d\d|Q\d|S\d)")
_SAME_BEHIND = regex.compile(r"年?的?同[期月]")
_SAME_AHEAD = regex.compile(r"(?i:\bsame\s(?:month|period|quarter)\s(?:of|in))\s$")
# down 52 billion from 2015, up 2 points from 14% in 2005
_FROM_BEHIND = regex.compile(
    r"(?:\s(?:in|during)\s(?:[A-Z][a-z]+\s)?\d{4})?,?\s(?i:from|against|versus|compared (?:with|to)|over)\s(?:(?:about\s)?[$€£]?[\d.,]+(?:\s?%|\s[a-z]+){0,2}\s(?:in|during)\s)?"
)
_ITS_NUMBER = regex.compile(r"(?:年|末|底|同期|全年)?的\s?(?:约|近|仅)?")
_SINCE_BEHIND = regex.compile(r"\s(?i:since)\s")
_YEAR = regex.compile(r"\d{4}")
# compared with 1.2 % in the following decade: a time that is told by the one before is not that one.
_RELATIVE = regex.compile(
    r"[^,;.]{0,24}?\s(?i:in|during|over|for)\s(?i:the\s(?:(?P<after>following|next|subsequent|succeeding)|(?P<before>previous|preceding|prior)))\s(?:[a-z]+\s)?(?:(?P<decade>decade)|period|years)\b"
)


def read_times(
    scene: Scene, quantity: Quantity, statement: Statement, carried: Period, since: int
) -> tuple[Period, str | None]:
    """Return the period of a claim and the one it is compared with (None where no comparison is made).

    The period is the last that was named before the number and is no term of comparison; in English one
    behind it in its clause counts too. That from which a move begins (由2016年的8%提高到11%) dates the number behind it
    alone; `since` is where the number before ended. Where the sentence names none, it is that of the sentence before, as `carried`.
    """
    earlier = [time for time in scene.times if time.span.end <= quantity.span.start]
    begin = quantity.span.start - len(clause_before(scene.text, quantity.span.start))
    stated = [
        time
        for time in earlier
        if time.role == "stated"
        or (time.role == "from" and time.span.end >= since)
        or (time.role == "excepted" and time.span.start >= begin and not _left_out(scene, time, quantity))
    ]
    period = _behind(scene, quantity) or (_stated(stated[-1]) if stated else None)
    relative = _RELATIVE.match(scene.text, quantity.span.end) if scene.english else None
    if relative is not None and not any(time.span.start > quantity.span.end for time in scene.times):
        return _told(relative, period or carried), None
    if period is None:
        period = replace(carried, source="carried") if carried.text is not None else Period()
    own = next(
        (
            time
            for time in earlier
            if time.role == "compared" and _ITS_NUMBER.fullmatch(scene.text, time.span.end, quantity.span.start)
        ),
        None,
    )
    if own is not None and statement.kind in ("level", "count", "index"):
        # 低于2015年的0.09: the number is that of the year with which another is compared.
        return _stated(own), None
    average = _AVERAGE_YEARS.search(scene.text[max(0, quantity.span.start - 24) : quantity.span.start])
    if average is not None and statement.sense == "average_annual" and (years := _years(period)) is not None:
        printed = average["count"]
        first = years - (int(printed) if printed.isdecimal() else _NUMBERS[printed])
        return replace(range_period(year_period(first), year_period(years)), source=period.source), str(first)
    if statement.sense == "average_annual" and (span := _span_of_years(earlier, period)) is not None:
        return span
    between = _between_years(scene, quantity, statement, earlier)
    if between is not None:
        return between
    ends = _ends_of_move(scene, quantity, period)
    if ends is not None:
        return ends
    return period, _base(scene, quantity, statement, earlier, period)


def changes(statement: Statement) -> bool:
    """Tell whether a number says by how much something changed."""
    if statement.kind in ("growth_rate", "point_change") or statement.sense in ("growth_by", "change_by"):
        return True
    return statement.kind in ("level", "count") and statement.direction is not None


def _told(relative: regex.Match[str], known: Period) -> Period:
    # The decade after 2000-2010 is 2010/2020; how long another period lasts is not told.
    years = _YEAR.findall(known.text or "")
    if relative["decade"] is None or len(years) != 2:
        return Period()
    first, last = (int(year) for year in years)
    low, high = (last, last + 10) if relative["after"] is not None else (first - 10, first)
    return replace(range_period(year_period(low), year_period(high)), source="stated")


def _between_years(
    scene: Scene, quantity: Quantity, statement: Statement, earlier: list[Time]
) -> tuple[Period, str | None] | None:
    # 2018年为19亿元，而2008年为3亿元，十年间增长了3倍: the years that are so many apart are its ends, in whatever order.
    text = scene.text[max(0, quantity.span.start - 24) : quantity.span.start]
    lasting = _YEARS_BETWEEN.search(text if statement.kind != "duration" else quantity.text)
    if lasting is None or not (changes(statement) or statement.kind == "duration"):
        return None
    count = read_chinese(lasting["count"]) if not lasting["count"].isdecimal() else int(lasting["count"])
    known = sorted({year for time in earlier if (year := _years(time.period)) is not None})
    ends = [(low, high) for low in known for high in known if high - low == count]
    if not ends:
        return None
    first, last = (year_period(year) for year in ends[-1])
    if statement.kind == "duration":
        return replace(range_period(first, last), source="stated"), None
    return replace(last, source="stated"), first.text


def _span_of_years(earlier: list[Time], period: Period) -> tuple[Period, str | None] | None:
    # 2015年为18亿元，2019年增至32亿元，年均增长15%: the average is over the years between.
    years = [time.period for time in earlier if time.role != "excepted" and _YEAR.fullmatch(time.period.text or "")]
    if len(years) < 2 or period.text != years[-1].text or int(years[0].text or 0) >= int(period.text or 0):
        return None
    return replace(range_period(years[0], years[-1]), source=period.source), years[0].text


def _ends_of_move(scene: Scene, quantity: Quantity, period: Period) -> tuple[Period, str | None] | None:
    """Return the year of one end of a move that a range of years dates: 2016—2020年由398亿元增至434亿元."""
    years = years_of_range(period)
    if len(years) < 2:
        return None
    before, after = scene.text[: quantity.span.start][-60:], scene.text[quantity.span.end :][:40]
    if _MOVED_FROM.search(before) is not None and _MOVED_TO.match(after) is not None:
        return replace(years[0], source=period.source), None
    if _MOVED_FROM_TO.search(before) is not None:
        return replace(years[-1], source=period.source), years[0].text
    return None


def _left_out(scene: Scene, time: Time, quantity: Quantity) -> bool:
    # 除2017年外均大于1 is of the other years, 除2015年下降3%外 of that one.
    return (
        _OUTSIDE.match(scene.text, time.span.end) is not None or "外" in scene.text[time.span.end : quantity.span.start]
    )


def _stated(time: Time) -> Period:
    return replace(time.period, source="stated")


def _behind(scene: Scene, quantity: Quantity) -> Period | None:
    # English names the period last: rose to 5 million in 2021. Chinese does not.
    for time in scene.times:
        if time.span.start < quantity.span.end or time.role == "compared":
            continue
        between = scene.text[quantity.span.end : time.span.start]
        if scene.times_before(quantity.span.start) and _FROM_BEHIND.fullmatch(between) is not None:
            # in 2016, down 5 million from 2015: with that year it is compared.
            return None
        if scene.english and not scene.times_before(quantity.span.start) and _SAME_CLAUSE.fullmatch(between):
            return _stated(time)
        if regex.fullmatch(
            r"(?:\s[\w%$'’-]+){0,4}?\s(?:in|during|by|for|at the end of|as of|between|from|over)\s(?:end-|late\s|early\s|mid-)?",
            between,
        ):
            return _stated(time)
        return None
    return None


def _base(scene: Scene, quantity: Quantity, statement: Statement, earlier: list[Time], period: Period) -> str | None:
    clause = clause_before(scene.text, quantity.span.start)
    begin = quantity.span.start - len(clause)
    compared = [time for time in earlier if time.role == "compared" and time.span.start >= begin]
    if compared:
        base = compared[-1].period.text
        same = _SAME_BEHIND.match(scene.text, compared[-1].span.end) is not None
        return _same_part(period, base) if base is not None and same else base
    if scene.english and (base := _compared_behind(scene, quantity, period)) is not None:
        return base
    behind = scene.text[quantity.span.end : quantity.span.end + 48] if scene.english else ""
    if _YEAR_BEFORE.search(clause) or _YEAR_BEFORE.search(_CLAUSE_END.split(behind)[0]):
        return _year_earlier(period)
    if statement.sense == "average_annual" and period.text is not None and "/" in period.text:
        return period.text.split("/")[0]
    if changes(statement) and _AHEAD.search(scene.text[: quantity.span.start]) is not None:
        return _year_earlier(period)
    opened = [time for time in earlier if time.role in ("from", "since")]
    if opened and opened[-1].period.text != period.text and (changes(statement) or opened[-1].role == "from"):
        return opened[-1].period.text
    named = [time for time in earlier if time.role == "compared"]
    return named[-1].period.text if named and changes(statement) else None


def _compared_behind(scene: Scene, quantity: Quantity, period: Period) -> str | None:
    # 12 % higher than in 2017; fell from 9 % in 2010 to 5 % in 2016.
    start, end = quantity.span.start, quantity.span.end
    for time in scene.times:
        between = scene.text[end : time.span.start] if time.span.start >= end else ""
        if time.role == "since" and _SINCE_BEHIND.fullmatch(between) is not None:
            return time.period.text
        single = "/" not in (time.period.text or "/")
        if single and time.role != "compared" and _FROM_BEHIND.fullmatch(between) is not None:
            return time.period.text
        if time.span.start >= end and _SAME_AHEAD.search(between) is not None and len(between) < 64:
            return _same_part(period, time.period.text or "")
        if time.role == "compared" and end <= time.span.start < end + 48:
            return None if _CLAUSE_END.search(scene.text[end : time.span.start]) else time.period.text
    low = scene.clause_start(start)
    moved = _MOVED_IN_TO.search(scene.text[low:start])
    dated = [time for time in scene.times if moved and low + moved.start() <= time.span.start < start]
    return dated[-1].period.text if dated else None


def _same_part(period: Period, base: str) -> str:
    # 2021年6月…比2019年同期: the same part of another year.
    part = (period.text or "")[4:]
    return f"{base}{part}" if _PART.fullmatch(part) and _YEAR.fullmatch(base) else base


def _years(period: Period) -> int | None:
    return int(period.text) if period.text is not None and _YEAR.fullmatch(period.text) else None


def _year_earlier(period: Period) -> str | None:
    if period.text is None:
        return None
    return str(_YEAR.sub(lambda year: str(int(year.group()) - 1), period.text))


def years_of_range(period: Period) -> tuple[Period, ...]:
    """Return the years of a range of years: 2022/2024 is 2022, 2023 and 2024; of anything else nothing."""
    match = regex.fullmatch(r"(\d{4})/(\d{4})", period.text or "")
    if match is None or int(match[2]) - int(match[1]) > 60:
        return ()
    return tuple(year_period(year) for year in range(int(match[1]), int(match[2]) + 1))
