"""Bounds and ranges that the prose states of all rows or columns at once (均超过4%, 介于6.5%和28.6%之间), against a table's cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

import regex

from extractors.checks.cells_meant import scaled, shift_between
from extractors.checks.counted_words import counts_in
from extractors.checks.courses import excepted_lines
from extractors.checks.fields import Field, find_fields
from extractors.checks.judged import Judged, weigh_judged
from extractors.checks.mentions import joined_with
from extractors.checks.movements import courses, ids_of, points_of, series_in_words, within
from extractors.checks.prose import Prose
from extractors.checks.readings import View
from extractors.checks.sheets import Sheet
from extractors.checks.statements import Finding, Language, shortened
from extractors.model import Claim, Verdict
from extractors.quantities.intervals import Interval, compare

_FEWEST: Final = 3  # periods of a series
_NO_END: Final = 0.4
_ONE_END: Final = 0.75
_ELSEWHERE: Final = 0.5
_POSSIBLE: Final = 0.4
_BOUNDS: Final = {"over", "under", "at_least", "at_most"}
_ALL: Final = regex.compile(r"均|都|全部|各|每|皆|普遍|\b(?:all|each|every|both|everywhere)\b", regex.IGNORECASE)
_YEARS: Final = regex.compile(
    r"(?:各|历|每|逐)(?:个)?年|年年|(?:19|20)\d\d\s?[—–~～\-至]\s?(?:19|20)?\d\d年?[^，。；\d]{0,12}(?:均|都)|始终|一直|"
    r"\b(?:every|each|all) (?:year|season|quarter|month)s?\b|\bthroughout\b|\balways\b",
    regex.IGNORECASE,
)
_LINES: Final = regex.compile(r"各[省市县区国州地类行业种个家]|\b(?:across|among)\b", regex.IGNORECASE)
_NO_EVERY: Final = 0.7
_WORDS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
# exceeded 1,500 in three of the five cities: so many lines and no more
_SOME: Final = regex.compile(
    rf"\b(?:in|for|at|of)?\s?(?:only\s|just\s)?(?P<some>{'|'.join(_WORDS)})\s(?:of|out of)\s(?:the|its|our|these)\s(?P<all>{'|'.join(_WORDS)})\b",
    regex.IGNORECASE,
)
_STAYED: Final = regex.compile(
    r"\b(?:stay(?:s|ed)|remain(?:s|ed)|kept|was always|fluctuated|hovered)\b[^.;]{0,20}$",
    regex.IGNORECASE,
)
_RANGES: Final = regex.compile(
    r"\b(?:rang(?:e|es|ed|ing)\s(?:from|between)|var(?:y|ies|ied|ying)\s(?:from|between))\s(?:about\s)?(?:[A-Z]{3}\s)?$"
)
_TO: Final = regex.compile(r"\s(?:to|and)\s(?:about\s)?(?:[A-Z]{3}\s)?")
_DOWN: Final = regex.compile(r"降|跌|减|\b(?:decline|fall|fell|drop|decrease)", regex.IGNORECASE)
_PRONOUN: Final = regex.compile(r"(?:They|These|It|This|The (?:rates?|shares?|values?|figures?))\b", regex.IGNORECASE)
_KNOWN: Final = 0.6  # of an indicator's words in or over a table
_GROWTH: Final = regex.compile(r"增幅|增速|增长|涨幅|降幅|growth|increase|grew|rose", regex.IGNORECASE)


def check_limits(claims: Sequence[Claim], prose: Prose, sheets: Sequence[Sheet], language: Language) -> list[Finding]:
    """Hold bounds and ranges against every line of the field that they are said of."""
    findings = []
    for claim in _with_ranges(claims):
        if claim.value is None or (claim.unit.code is None and not claim.unit.multiplier):
            continue
        ranged = claim.value_to is not None
        if not ranged and claim.modifier not in _BOUNDS:
            continue
        said = prose.of(claim)
        kept = ranged and _STAYED.search(said.text[: claim.start]) is not None
        judged: list[Judged] = []
        for sheet, mentions, carried in zip(sheets, said.mentions, said.carried, strict=True):
            view = View(claim, sheet, said.sentence, mentions, carried)
            judged += _kept(view) if kept else ()
            judged += () if kept and judged else _judge(view, ranged=ranged)
        chosen = weigh_judged(judged)
        if chosen is not None:
            findings.append(_finding(claim, chosen, language, ranged=ranged))
    return findings


def _kept(view: View) -> Iterator[Judged]:
    """Hold what stayed between two values against the series that is named."""
    claim = view.claim
    low, high = claim.value or Decimal(0), claim.value_to or Decimal(0)
    if low > high or not any(m.entry.label and not m.entry.whole and m.exact for m in view.mentions):
        return
    for course in courses(view):
        cells = within(view, course.cells)
        values = [value for cell in cells if (value := scaled(view, cell)) is not None]
        if len(values) < len(cells) or len(values) < _FEWEST:
            continue
        inside = all(value.high >= low and value.low <= high for value in values)
        near = all(low / 2 <= value.value <= 2 * high for value in values)
        yield Judged(inside, series_in_words(cells), ids_of(cells), course.weight * (1.0 if near else 0.5))


def _with_ranges(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Return claims, two of which are taken for one where they are the ends of a range (ranges from 2.5 to 8.1 GW)."""
    earlier: Claim | None = None
    for claim in claims:
        if (
            earlier is not None
            and earlier.sentence == claim.sentence
            and claim.value_to is None
            and earlier.value is not None
            and _RANGES.search(claim.sentence[: earlier.start])
            and _TO.fullmatch(claim.sentence, earlier.end, claim.start)
        ):
            yield replace(claim, start=earlier.start, value=earlier.value, value_to=claim.value, modifier="between")
        elif not _RANGES.search(claim.sentence[: claim.start]):
            yield claim
        earlier = claim


def _judge(view: View, *, ranged: bool) -> Iterator[Judged]:
    claim, text = view.claim, view.sentence.text
    start = view.sentence.clause_start(claim.start)
    window = text[start : view.sentence.clause_end(claim.end)]
    growth = claim.kind == "growth_rate" or bool(_GROWTH.search(text[start : claim.start]))
    for axis in ("row", "column"):
        mine = [m for m in view.mentions if m.entry.axis == axis and m.entry.label and not m.entry.whole]
        parts = view.sheet.parts(axis)
        if len(parts) < 2:
            continue
        excepted = excepted_lines(mine, text)
        counted = len(parts) in {number for number, span in counts_in(text) if span.start < claim.start}
        before = [index for index, mention in enumerate(mine) if mention.span.end <= claim.start]
        run = joined_with(mine, before[-1], text) if before else []
        every = bool(_ALL.search(window))
        some = _SOME.search(window)
        if some is not None and not ranged:
            number, size = (_WORDS.index(some[key].casefold()) + 1 for key in ("some", "all"))
            if size == len(parts):
                for field in find_fields(view, axis, growth=growth):
                    values = _in_unit(field, claim, parts)
                    if len(values) == len(parts):
                        yield _count(claim, field, values, number)
            continue
        named = any(m.entry.axis != axis and m.entry.label and not m.entry.whole for m in view.mentions)
        named = named or view.measure() >= _KNOWN or _PRONOUN.match(text) is not None
        if excepted and (every or ranged):
            lines, weight = parts - {line for entry in excepted for line in entry.lines}, 1.0
        elif len(run) > 1 and (every or ranged):
            lines, weight = frozenset(line for mention in run for line in mention.entry.lines), 1.0
        elif counted and (every or ranged):
            lines, weight = parts, 1.0
        elif (ranged or every) and not mine:
            lines, weight = parts, 1.0 if named and window.isascii() else 0.7
        else:
            continue
        for field in find_fields(view, axis, growth=growth):
            values = _in_unit(field, claim, lines)
            if len(values) == len(lines & parts) > 1:
                yield _range(view, field, values, weight) if ranged else _bound(claim, field, values, weight)
    if _YEARS.search(window) or (ranged and not _LINES.search(window)):
        yield from _over_years(view, ranged=ranged, growth=growth)


def _over_years(view: View, *, ranged: bool, growth: bool) -> Iterator[Judged]:
    """Bounds and ranges of one line over its periods (各年增速均低于4%, 在18%和22%之间波动)."""
    claim = view.claim
    every = bool(_YEARS.search(view.sentence.text))
    for course in courses(view):
        cells = within(view, course.cells)
        rates = growth and course.cells[0].unit.code != "percent"
        found = points_of(course, cells, changes="rate" if rates else None)
        shift = 0 if rates or not cells else cells[0].unit.multiplier - claim.unit.multiplier
        points = {number: value.scaled(shift) for number, (_, value, _) in enumerate(found)}
        unit = "percent" if rates else cells[0].unit.code if cells else None
        if len(points) < _FEWEST or unit != claim.unit.code:
            continue
        field = Field("column", points, {n: held for n, (_, _, held) in enumerate(found)}, course.weight, "", unit)
        weight = 1.0 if every else _NO_EVERY
        yield _range(view, field, points, weight) if ranged else _bound(claim, field, points, weight)


def _count(claim: Claim, field: Field, values: dict[int, Interval], number: int) -> Judged:
    bound = claim.value if claim.value is not None else Decimal(0)
    upward = claim.modifier in {"over", "at_least"}
    surely = sum((v.low > bound) if upward else (v.high < bound) for v in values.values())
    maybe = sum((v.high >= bound) if upward else (v.low <= bound) for v in values.values())
    near = any(Decimal("0.5") * abs(bound) <= abs(v.value) <= 2 * abs(bound) for v in values.values())
    return Judged(
        surely <= number <= maybe,
        f"{surely} {'>' if upward else '<'} {shortened(bound)}",
        field.inputs(),
        field.weight * (1.0 if near else 0.5),
    )


def _in_unit(field: Field, claim: Claim, lines: frozenset[int]) -> dict[int, Interval]:
    computed = any(len(cells) > 1 for cells in field.cells.values())
    if computed and field.unit != claim.unit.code:
        return {}
    values = {}
    for line in lines & field.values.keys():
        shift = 0 if computed else shift_between(claim.unit, field.cells[line][0].unit)
        if shift is None:
            return {}
        values[line] = field.values[line].scaled(shift)
    return values


def _as_fall(claim: Claim, values: dict[int, Interval]) -> dict[int, Interval]:
    """Return the sizes of falls where a fall is spoken of (降幅介于) and all values are below nought."""
    down = claim.direction == "down" or _DOWN.search(claim.sentence, max(0, claim.start - 12), claim.start)
    if not down or any(value.value >= 0 for value in values.values()):
        return values
    return {line: Interval.exact(0) - value for line, value in values.items()}


def _bound(claim: Claim, field: Field, values: dict[int, Interval], weight: float) -> Judged:
    bound = claim.value if claim.value is not None else Decimal(0)
    values = _as_fall(claim, values)
    upward = claim.modifier in {"over", "at_least"}
    worst = min(values.values(), key=lambda v: v.value) if upward else max(values.values(), key=lambda v: v.value)
    holds = worst.high >= bound if upward else worst.low <= bound
    # What is off by far is said of something else, and so is what has another sign.
    near = Decimal("0.5") * abs(bound) <= abs(worst.value) <= 2 * abs(bound) and worst.value * bound >= 0
    return Judged(
        holds,
        f"{'min' if upward else 'max'} {shortened(worst.value)}",
        field.inputs(),
        field.weight * weight * (1.0 if near else 0.5),
    )


def _range(view: View, field: Field, values: dict[int, Interval], weight: float) -> Judged:
    claim = view.claim
    values = _as_fall(claim, values)
    low, high = (pick(values.values(), key=lambda v: v.value) for pick in (min, max))
    first, last = claim.value or Decimal(0), claim.value_to or Decimal(0)
    ends = (compare(first, claim.decimals, low) != "contradicts", compare(last, claim.decimals, high) != "contradicts")
    # One end that is read off the table tells that the other one should be.
    read_off = any(
        fits and len(str(abs(end)).replace(".", "").strip("0")) > 1
        for end, fits in zip((first, last), ends, strict=True)
    )
    sure = field.weight * weight * (1.0 if read_off else _NO_END)
    if read_off and field.weight >= _POSSIBLE and weight >= 1.0:
        sure = max(sure, _ONE_END)
    printed = [held[0].decimals or 0 for held in field.cells.values() if len(held) == 1]
    if first <= low.low and high.high <= last and printed and (claim.decimals or 0) < min(printed):
        sure *= _NO_END  # 介于0.1和0.4之间: rounder than the values, it need not be reached
    if not all(ends) and any(
        _is_printed_elsewhere(view, field, end) for end, fits in zip((first, last), ends, strict=True) if not fits
    ):
        sure *= _ELSEWHERE  # both are read off the table, but not as this field
    return Judged(all(ends), f"{shortened(low.value)} .. {shortened(high.value)}", field.inputs(), sure)


def _is_printed_elsewhere(view: View, field: Field, value: Decimal) -> bool:
    inside = set(field.inputs())
    return any(c.value == value and c.observation_id not in inside for c in view.sheet.cells.values())


def _finding(claim: Claim, chosen: Judged, language: Language, *, ranged: bool) -> Finding:
    verdict: Verdict = "agrees" if chosen.holds else "contradicts"
    if language == "zh":
        tail = f"与表中{chosen.formula}一致。" if chosen.holds else f"而表中为{chosen.formula}，请核对。"
        message = f"文中称{claim.text}，{tail}"
    else:
        tail = (
            f"as the table shows: {chosen.formula}."
            if chosen.holds
            else f"but the table gives {chosen.formula}; please check."
        )
        message = f"The text says {claim.text}, {tail}"
    return Finding(
        claim.claim_id,
        "range" if ranged else "bound",
        chosen.formula,
        chosen.inputs,
        claim.text,
        verdict,
        message,
        claim.value,
    )
