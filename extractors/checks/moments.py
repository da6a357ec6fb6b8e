"""When: the periods that a claim may mean, and those that a change to them may start from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import regex

from extractors.checks.readings import View
from extractors.checks.stated_changes import is_change
from extractors.model import Observation
from extractors.vocabulary.periods import find_periods

_LAST: Final = regex.compile(r"上年|单年|上一年|前一年|去年|previous year|year before|preceding year", regex.IGNORECASE)
_NEXT: Final = regex.compile(r"次年|翌年|the following year|the next year", regex.IGNORECASE)
_YEARS: Final = regex.compile(
    r"(?<!第)(?P<number>十[一二三四五]?|[一二两三四五六七八九]|\d{1,2})(?:个)?年(?:间|来|里|内|累计|共|净|增|减|年均|以来|期间)?(?!代|级|度|份|初|末|底)"
)
_COMPARED: Final = regex.compile(
    r"(?:与|同|和|比|较)(?P<year>\d{4})年?(?:同期)?|\b(?:than in|compared (?:with|to)|since|from|over)\s(?P<year>\d{4})",
    regex.IGNORECASE,
)
# 6.5 per cent above 2020, 76.3 per cent higher than the 2016 level
_COMPARED_BEHIND: Final = regex.compile(
    r"\s(?:above|below|up on|down on|on|(?:higher|lower|more|less|larger|smaller|greater|fewer) than)\s(?:in\s|its\s|the\s|that\sof\s|in\sthe\syear\s){0,2}(?P<year>\d{4})\b",
    regex.IGNORECASE,
)
_YEARLY: Final = regex.compile(
    r"最[大小快慢高低多少]|\b(?:largest|biggest|steepest|fastest|smallest|strongest)\b", regex.IGNORECASE
)
_FROM: Final = regex.compile(r"\bfrom\s(?:about\s)?(?:[A-Z]{3}\s)?$", regex.IGNORECASE)
_FROM_TO: Final = regex.compile(
    r"\bfrom\s(?:about\s)?(?:[A-Z]{3}\s)?\d[\d.,]*(?:\s[a-z%]+){0,3}\sto\s(?:about\s)?(?:[A-Z]{3}\s)?$",
    regex.IGNORECASE,
)
# At the end, by the end of the period; at the outset.
_AT_END: Final = regex.compile(
    r"\b(?:at|by|towards) the end\b(?! of (?!the (?:period|decade|series)))|\bin the (?:last|final) (?:year|season|period)\b",
    regex.IGNORECASE,
)
_AT_START: Final = regex.compile(
    r"\b(?:at|in) the (?:beginning|start|outset)\b(?! of (?!the (?:period|decade|series)))|\bin the first (?:year|season|period)\b",
    regex.IGNORECASE,
)
_TO_BEHIND: Final = regex.compile(r"(?:\s[a-z%]+){0,2}\sto\s(?:about\s)?(?:[A-Z]{3}\s)?\d", regex.IGNORECASE)
_EN_DIGITS: Final = (
    {
        word: number
        for number, word in enumerate(
            ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=1
        )
    }
    | {"decade": 10}
    | {str(number): number for number in range(1, 31)}
)
# in four years, over the decade
_SPAN_OF_YEARS: Final = regex.compile(
    rf"\b(?:in|over|within|during)\s(?:the\s|these\s|those\s|just\s|only\s)?(?:(?P<number>{'|'.join(word for word in _EN_DIGITS if word != 'decade')})\syears|(?P<number>decade))\b"
)
_LOCAL: Final = 0.6
_DIGITS: Final = dict(zip("一两二三四五六七八九", (1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))


@dataclass(frozen=True, slots=True)
class Moment:
    """A period that a claim may mean, and how surely."""

    text: str | None
    weight: float


def moments(view: View, cells: Iterable[Observation] | None = None) -> list[Moment]:
    """Return the periods that a claim may mean: its own, those of its sentence, any of the table."""
    claim = view.claim
    known = {cell.period.text for cell in (view.sheet.cells.values() if cells is None else cells)}
    found: dict[str | None, float] = {}

    def add(text: str | None, weight: float) -> None:
        if text in known:
            found[text] = max(found.get(text, 0.0), weight)

    own, text = claim.period.text, view.sentence.text
    start = view.sentence.clause_start(claim.start)
    printed = [(span.start, period.text) for span, period in find_periods(text) if span.start < claim.start]
    near = [period for at, period in printed if at >= start]
    stated = claim.period.stated
    if claim.base_period and own and claim.base_period > own and claim.kind in {"growth_rate", "level"}:
        # 2015年是2023年的2.7倍，年均下降9.8%: a change leads to the later year, in whatever order they are named.
        add(claim.base_period, 0.95)
    local = stated and own not in near and _is_local(text, [(at, p) for at, p in printed if p == own], claim.start)
    add(own, 1.0 if stated and own in near else _LOCAL if local else 0.95 if stated else 0.8)
    if own and "/" in own:
        # Between 2009 and 2021 a total of 8,704 gave up: what a span of time counts is no stock at its end.
        held = claim.kind in {"level", "count"} and stated and not is_change(claim)
        add(own.rpartition("/")[2], 0.5 if held else 0.95 if stated else 0.8)
    for index, (_, period) in enumerate(reversed(printed)):
        add(period, 0.7 if index == 0 else 0.5)
    if printed and (printed[-1][1] or "").isdecimal() and _NEXT.search(text, printed[-1][0], claim.start):
        found.clear()
        add(str(int(printed[-1][1] or 0) + 1), 0.95)
    times = sorted(period for period in known if period)
    if len(times) > 1 and not near and _is_end(view):
        # rose from 13,563 thousand to 15,105 thousand: without a year, the first and the last of the table.
        add(times[0] if _FROM.search(text, 0, claim.start) else times[-1], 0.9)
    elsewhere = bool(near) and near[-1] not in known
    if len(known) == 1 and not (stated and own not in known) and not elsewhere:
        add(next(iter(known)), 0.9)
    if times and not near:
        whole = claim.sense in {"average_annual", "cumulative"} or len(times) == 2
        spanned = own is None and not printed and _YEARS.search(text, 0, claim.start) is not None
        add(
            times[-1],
            0.9
            if (whole or spanned or own == times[-1]) and not stated
            else 0.75
            if claim.kind == "comparison" and own is None and not printed
            else 0.5,
        )
    counted = _YEARS.search(text, start, claim.start)
    if len(times) > 1 and own not in known and counted is not None and _lie_apart(times, _number(counted["number"])):
        add(times[-1], 0.9)  # 十年间增长31.8%, of a table that goes over ten years
    if view.anchor is not None and not near:
        add(view.anchor.period.text, 0.9)
    clause = text[start : view.sentence.clause_end(claim.end)]
    for phrase, ends in ((_AT_END, times[-1:]), (_AT_START, times[:1])):
        if ends and phrase.search(clause):
            add(ends[0], 0.95)
    if len(times) > 1 and own == times[0] and not stated and claim.kind in {"growth_rate", "point_change"}:
        add(times[-1], 0.8)  # no change leads to the first period of a table
    for period in known:
        add(period, 0.3)
    if known == {None}:
        found[None] = 0.9
    return sorted((Moment(text, weight) for text, weight in found.items()), key=lambda moment: -moment.weight)


def _is_local(text: str, printed: Sequence[tuple[int, str | None]], end: int) -> bool:
    """Tell whether a period belongs to what a semicolon ends: not at the head of its statement, but of one step in it (2020年达到峰值后回落；)."""
    if not printed:
        return False
    at = printed[-1][0]
    start, clause = (max(text.rfind(mark, 0, at) for mark in marks) + 1 for marks in ("；;", "；;，,"))
    return any(mark in text[at:end] for mark in "；;") and bool(find_periods(text[start:clause]))


def _is_end(view: View) -> bool:
    """Tell whether a number is one of the two that something went from and to."""
    text, claim = view.sentence.text, view.claim
    if _FROM.search(text, 0, claim.start):
        return _TO_BEHIND.match(text, claim.end) is not None
    return _FROM_TO.search(text, 0, claim.start) is not None


def bases(view: View, moment: Moment) -> list[Moment]:
    """Return the periods that a change to a given one may start from."""
    claim = view.claim
    known = sorted({cell.period.text for cell in view.sheet.cells.values() if cell.period.text})
    if moment.text is None or moment.text not in known:
        return []
    found: dict[str, float] = {}
    stated = claim.base_period
    start = view.sentence.clause_start(claim.start)
    if stated is not None and claim.period.text and stated > claim.period.text and stated == moment.text:
        stated = claim.period.text
    printed = [p.text for span, p in find_periods(view.sentence.text) if span.start < claim.start]
    printed_here = printed[-1:] if printed[-1:] == [claim.period.text] else []
    if stated in known and stated is not None and stated < moment.text:
        # 由2019年的…降至2023年的…，其中2021年降幅最大: a third year begins a new statement, whose base is not that of the first.
        found[stated] = 0.5 if len(printed) > 2 and printed[-2] != stated else 1.0
    if stated is None and claim.period.source == "carried" and claim.period.text == known[0]:
        found[known[0]] = 0.9
    for match in _SPAN_OF_YEARS.finditer(view.sentence.text, start, view.sentence.clause_end(claim.end)):
        counted = str(int(moment.text) - _EN_DIGITS.get(match["number"], 0)) if _is_year(moment.text) else ""
        if counted in known:
            found[counted] = 0.95
    if claim.period.text and "/" in claim.period.text and (first := claim.period.text.partition("/")[0]) in known:
        found[first] = max(found.get(first, 0.0), 0.95)
    # 2015年为9774，2023年为9717，八年间减少57: the base is printed before, or counted back.
    for span, period in find_periods(view.sentence.text):
        if span.start < claim.start and period.text in known and period.text != moment.text:
            found[period.text] = max(found.get(period.text, 0.0), 0.8 if period.text < moment.text else 0.0)
    for match in _YEARS.finditer(view.sentence.text, 0, claim.start):
        back = _number(match["number"])
        counted = str(int(moment.text) - back) if _is_year(moment.text) else ""
        if counted in known:
            found[counted] = 0.95
    for match in _COMPARED.finditer(view.sentence.text, 0, claim.start):
        if match["year"] in known and match["year"] < moment.text:
            found[match["year"]] = max(found.get(match["year"], 0.0), 0.95)
    behind = _COMPARED_BEHIND.match(view.sentence.text, claim.end)
    if behind is not None and behind["year"] in known and behind["year"] < moment.text:
        found[behind["year"]] = 0.95
    earlier = [text for text in known if text < moment.text]
    clause = view.sentence.text[view.sentence.clause_start(claim.start) : claim.start]
    if earlier:
        yearly = claim.sense == "year_on_year" or bool(
            _NEXT.search(view.sentence.text[: claim.start])
            or _LAST.search(clause)
            or (printed_here and _YEARLY.search(view.sentence.text, start - 12 if start > 12 else 0, claim.start))
        )
        before = earlier[-1]
        follows = before.isdecimal() and moment.text.isdecimal() and int(moment.text) - int(before) == 1
        if follows:
            # A rate without a base is one over the year before, unless its sentence speaks of a span of time.
            usual = 0.8 if claim.kind in {"growth_rate", "share"} and not found else 0.5
            found.setdefault(before, 0.95 if yearly else usual)
        whole = 0.9 if claim.sense in {"cumulative", "average_annual"} or len(known) == 2 else 0.5
        found[earlier[0]] = max(found.get(earlier[0], 0.0), whole)
        for text in earlier:
            found.setdefault(text, 0.25)
    found.pop(moment.text, None)
    return sorted((Moment(text, weight) for text, weight in found.items()), key=lambda item: -item.weight)


def _is_year(text: str | None) -> bool:
    return text is not None and len(text) == len("2023") and text.isdecimal()


def _lie_apart(times: Sequence[str], years: int) -> bool:
    return _is_year(times[0]) and _is_year(times[-1]) and int(times[-1]) - int(times[0]) == years


def _number(word: str) -> int:
    if word.isdecimal():
        return int(word)
    if word.startswith("十"):
        return 10 + _DIGITS.get(word[1:], 0)
    return _DIGITS[word]
