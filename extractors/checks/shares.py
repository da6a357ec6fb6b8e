"""Shares that the prose computes: of what it names, of the total that a table prints, of all lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

import regex

from extractors.checks.amounts import counts_before
from extractors.checks.cells_meant import Hypothesis, is_amount, pairs
from extractors.checks.labels import PLAIN, singular
from extractors.checks.moments import moments
from extractors.checks.readings import View
from extractors.checks.series import is_additive
from extractors.checks.sheets import Axis, Entry
from extractors.checks.statements import shortened
from extractors.model import Observation
from extractors.quantities.intervals import Interval, total

# Cod contributed only 9.1 per cent at the end: of all, where nothing else is said.
_TAKES_PART: Final = regex.compile(
    r"\b(?:account(?:s|ed|ing) for|contribut(?:es|ed|ing)|made up|mak(?:es|ing) up|represent(?:s|ed|ing)|suppli(?:es|ed)|provid(?:es|ed)|constitut(?:es|ed)|absorb(?:s|ed))\s(?:only\s|just\s|about\s|some\s|nearly\s)?$",
    regex.IGNORECASE,
)
_OF_WHAT: Final = regex.compile(r"\s(?:of|in)\s", regex.IGNORECASE)
_OF_WHOLE: Final = regex.compile(
    r"\sof\s(?:(?:the|all|its|their|our|total|overall|whole|combined|annual|national)\s)*(?P<what>[a-z]+)",
    regex.IGNORECASE,
)
_OF_ALL: Final = regex.compile(r"(?:合占|合计占|共占|占比合计)(?:为|达到?)?$")
_OF_EVERYTHING: Final = regex.compile(
    r"占(?:了|到)?(?:全部|所有|整个|总|各类|各项|全[省市区县州国]|[两三四五六七八九十](?:个|大|类|种|项|省|市|县|者|家)+)[^，。；]{0,24}$"
)
# Part of the lines that there are: their sum is no whole.
_SOME: Final = regex.compile(
    r"部分|主要|重点|若干|前[十百\d]|\b(?:main|major|selected|leading|top|some|principal|largest)\b", regex.IGNORECASE
)
_AXES: Final[tuple[Axis, ...]] = ("row", "column")
_FEWEST_PARTS: Final = 3
_OF_NAMED: Final = 0.95
_OF_TOTAL: Final = 0.9
_SHARE_OF: Final = regex.compile(r"占(?:了|到|全部|整个|当年|同期|全[省市国区县州])*$")
_OF_BEHIND: Final = regex.compile(r"\s(?:per cent|percent)?\s?of\s(?:all\s|the\s|total\s|its\s)*", regex.IGNORECASE)
_CLAUSE: Final = regex.compile(r"[，。；;]")
_OF_GROWTH: Final = regex.compile(
    r"占[^，。；]{0,8}(?:增量|增[加长]额|增加量|净增|减少额|减量)[^，。；]{0,4}$|贡献(?:率|度)?[^，。；]{0,6}$",
    regex.IGNORECASE,
)


def shares(view: View) -> Iterator[Hypothesis]:
    """Return parts of wholes in percent: of the total that the table prints, or of all lines that it names."""
    cells = [cell for cell in view.sheet.cells.values() if is_amount(view, cell)]
    if not cells:
        return
    times = moments(view, cells)
    if is_of_change(view):
        return  # a part of what was added is no part of the whole: `structures`
    named = _denominators(view)
    wholes = [*named, *(entry for entry in view.sheet.entries if entry.whole and entry not in named)]
    if not wholes:
        yield from _of_all_parts(view, cells)
    for row, column, weight in pairs(view, cells):
        for whole in wholes:
            if whole.lines & (row.lines if whole.axis == "row" else column.lines):
                continue
            over = (whole.lines, column.lines) if whole.axis == "row" else (row.lines, whole.lines)
            size = max(len(row.entries), len(column.entries))
            certain = (whole in named or (not named and _is_whole(view, whole))) and not (
                size > 1 and counts_before(view) - {size}
            )
            for moment in times:
                parts = [
                    c for c in cells if c.row in row.lines and c.column in column.lines and c.period.text == moment.text
                ]
                all_of = [c for c in cells if c.row in over[0] and c.column in over[1] and c.period.text == moment.text]
                wanted = max(len(row.entries), len(column.entries), 1)
                if len(parts) != wanted or len(all_of) != 1 or any(part.unit != all_of[0].unit for part in parts):
                    continue
                part = total([Interval.printed(c.value, c.decimals) for c in parts if c.value is not None])
                base = all_of[0].value
                quotient = None if base is None else part.ratio(Interval.printed(base, all_of[0].decimals))
                if base is not None and quotient is not None and quotient.value <= 1:
                    formula = f"100 * {shortened(part.value)} / {shortened(base)}"
                    inputs = (*(c.observation_id for c in parts), all_of[0].observation_id)
                    sure = weight * moment.weight * (_OF_NAMED if whole in named else _OF_TOTAL)
                    yield Hypothesis(
                        "share",
                        formula,
                        quotient * 100,
                        inputs,
                        sure,
                        certain=certain and not is_of_another_whole(view),
                    )


def _of_all_parts(view: View, cells: Sequence[Observation]) -> Iterator[Hypothesis]:
    """Return parts of the sum of all lines of an axis, where a claim says that it is of all and no total is printed (占全部住院人次的30.4%)."""
    text, start = view.sentence.text, view.claim.start
    if not _OF_EVERYTHING.search(text, 0, start) or _SOME.search(view.sheet.table.caption or ""):
        return
    additive = [cell for cell in cells if is_additive(cell)]
    times = moments(view, additive) if additive else []
    for row, column, weight in pairs(view, additive) if times else ():
        for axis, moment in product(_AXES, times):
            side, line = (row, column) if axis == "row" else (column, row)
            lines = view.sheet.parts(axis)
            if len(side.entries) != 1 or len(side.lines) != 1 or len(line.lines) < 1 or len(lines) < _FEWEST_PARTS:
                continue
            all_of = [
                c
                for c in additive
                if (c.row if axis == "row" else c.column) in lines
                and (c.column if axis == "row" else c.row) in line.lines
                and c.period.text == moment.text
            ]
            part = [c for c in all_of if (c.row if axis == "row" else c.column) in side.lines]
            across = {c.column if axis == "row" else c.row for c in all_of}
            if len(part) != 1 or len(across) != 1 or len(all_of) != len(lines) or len({c.unit for c in all_of}) > 1:
                continue
            whole = total([Interval.printed(c.value, c.decimals) for c in all_of if c.value is not None])
            value = part[0].value
            quotient = None if value is None else Interval.printed(value, part[0].decimals).ratio(whole)
            if value is not None and quotient is not None:
                formula = f"100 * {shortened(value)} / {shortened(whole.value)}"
                inputs = (part[0].observation_id, *(c.observation_id for c in all_of if c is not part[0]))
                yield Hypothesis("share", formula, quotient * 100, inputs, weight * moment.weight * _OF_TOTAL)


def _denominators(view: View) -> list[Entry]:
    """Return what a claim says that it is a share of (占常住人口的16.2%), where the table has it."""
    text, start = view.sentence.text, view.claim.start
    for mention in reversed(view.mentions):
        if mention.exact and mention.span.end <= start and _SHARE_OF.search(text, 0, mention.span.start):
            return [mention.entry] if not _CLAUSE.search(text, mention.span.start, start) else []
        if (
            mention.exact
            and mention.span.start >= view.claim.end
            and _OF_BEHIND.fullmatch(text, view.claim.end, mention.span.start)
        ):
            return [mention.entry]
    return []


def _is_whole(view: View, whole: Entry) -> bool:
    """Tell whether a claim says of what it is a share, and that this is no other line beside the total (占制造业的46.8%)."""
    of = view.claim.denominator or ""
    beside = [entry for entry in view.sheet.entries if entry.axis == whole.axis and not entry.whole and entry.label]
    if (
        not of
        and _TAKES_PART.search(view.sentence.text[: view.claim.start])
        and not _OF_WHAT.match(view.sentence.text, view.claim.end)
    ):
        return True
    if not of:
        return _OF_ALL.search(view.sentence.text[: view.claim.start]) is not None
    return not any(entry.label in of for entry in beside)


def is_of_another_whole(view: View) -> bool:
    """Tell whether what stands behind an English share is a whole that the table does not speak of (38 % of the total profit, beside costs)."""
    match = _OF_WHOLE.match(view.sentence.text, view.claim.end)
    if match is None:
        return False
    sheet = view.sheet
    about = {*sheet.over, *(token for entry in sheet.entries for token in entry.tokens)}
    named = any(match.start("what") <= m.span.start < match.end() for m in view.mentions)
    what = singular(match["what"].casefold())
    return not named and what not in about and PLAIN.fullmatch(what) is None


def is_of_change(view: View) -> bool:
    """Tell whether a percentage is of what was added or lost (占总增量的67.2%, 贡献率)."""
    return (
        _OF_GROWTH.search(view.sentence.text, view.sentence.clause_start(view.claim.start), view.claim.start)
        is not None
    )
