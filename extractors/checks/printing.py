"""Slips of the print: a unit in one cell of a column, years that the caption does not announce."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import regex

from extractors.checks.statements import Finding, Language, joined, table_name
from extractors.model import Observation, Period, Table, Verdict
from extractors.vocabulary.periods import find_periods

_FROM_ABOVE = frozenset(("header", "unit_line", "caption", "prose"))
_MULTIPLE = regex.compile(r"\d\s?[千万亿]$")
_SIGN = regex.compile(r"\s?[-(]?\s?(?:[A-Z]{0,3}\$|[€£¥￥])")
_ALONE = 2  # cells beside a stray unit that have none
# 2015年不变价 and 2010=100 name a base, not the years of the table.
_RATES = {"percent", "percentage_point", "index", None}
_FEWEST_YEARS = 4  # of a table that leaves no year out
_FEWEST_NAMED = 2
_BASE = regex.compile(r"\s*(?:年)?\s*(?:=\s*100|不变价|可比价|为基期|为100|prices|constant|base)", regex.IGNORECASE)


def check_cells(observations: Sequence[Observation], language: Language) -> list[Finding]:
    """Find cells that print a unit which the head of their column has already, while the other cells do not.

    A row that counts in a unit of its own (净资产收益率 13.5% among amounts in 万元) prints it in each of its cells, or in the
    only one; that is how tables are set. Such a unit strays only where it stands alone both among the cells of its column and
    among two or more of its row. One that says the column's unit once more is superfluous anyhow.
    """
    columns: dict[tuple[str, int], list[Observation]] = defaultdict(list)
    rows: dict[tuple[str, int], list[Observation]] = defaultdict(list)
    for observation in observations:
        if observation.value is not None:
            columns[observation.table_id, observation.column].append(observation)
            rows[observation.table_id, observation.row].append(observation)
    findings = []
    for cells in columns.values():
        printed = [cell for cell in cells if _prints_unit(cell)]
        bare = [cell for cell in cells if cell.unit.source in _FROM_ABOVE and not _prints_unit(cell)]
        if not printed or len(bare) < 2 * len(printed):
            continue
        for cell in printed:
            same = cell.unit.code == bare[0].unit.code and cell.unit.multiplier == bare[0].unit.multiplier
            beside = [other for other in rows[cell.table_id, cell.row] if other is not cell]
            if any(map(_prints_unit, beside)) or (not same and len(beside) < _ALONE):
                continue
            if same and _SIGN.match(cell.text) and cell in (cells[0], cells[-1]):
                continue  # the sign of a currency is set on the first and the last amount of a column
            where = " ".join((*cell.row_labels, *cell.column_labels))
            findings.append(
                Finding(
                    subject=cell.observation_id,
                    rule="dirty_cell",
                    formula=cell.text,
                    inputs=(),
                    stated=cell.text,
                    verdict="contradicts",
                    message=_dirty_message(where, cell, bare[0], same=same, language=language),
                    stated_value=cell.value,
                    severity="minor" if same else "major",
                )
            )
    return findings


def _prints_unit(cell: Observation) -> bool:
    """Tell whether a cell has a unit of its own, or a multiple of that of its column (24.1万 among 21.6 and 15.4)."""
    return (cell.unit.source == "stated" and cell.unit.code is not None) or (
        cell.unit.source in _FROM_ABOVE and _MULTIPLE.search(cell.text) is not None
    )


def check_captions(tables: Iterable[Table], observations: Sequence[Observation], language: Language) -> list[Finding]:
    """Compare the range of years in a caption with the years of the rows or columns."""
    years: dict[str, dict[str, Period]] = defaultdict(dict)
    amounts: set[str] = set()
    for observation in observations:
        if observation.unit.code not in _RATES:
            amounts.add(observation.table_id)
        period = observation.period
        if period.source == "stated" and period.text and period.start and period.end:
            years[observation.table_id][period.text] = period
    findings = []
    for table in tables:
        printed = years.get(table.table_id)
        if not table.caption or not printed or len(printed) < 2 or any("/" in text for text in printed):
            continue  # of seasons (2011/12) the caption names the first and the last one, which look like ranges
        ranges = [
            period
            for span, period in find_periods(table.caption)
            if period.text and "/" in period.text and not _BASE.match(table.caption, span.end)
        ]
        if len(ranges) == 1:
            findings.append(
                _compare_years(table, ranges[0], printed, late=table.table_id not in amounts, language=language)
            )
        elif not ranges:
            named = [
                period.text for _, period in find_periods(table.caption) if period.text and period.text.isdecimal()
            ]
            findings += _compare_named(table, named, printed, language)
    return findings


def _compare_named(
    table: Table, named: Sequence[str], printed: dict[str, Period], language: Language
) -> Iterator[Finding]:
    """Compare the years that a caption names one by one (2018年和2023年) with as many that the table prints."""
    if len(named) != len(printed) or len(named) < _FEWEST_NAMED or set(named) == set(printed):
        return
    name = table_name(table, language)
    message = (
        f"{name}的标题为{joined(named, language)}年，表中却为{joined(sorted(printed), language)}年，请核对。"
        if language == "zh"
        else f"The caption of {name} names {joined(named, language)}, but the table prints {joined(sorted(printed), language)}; please check."
    )
    yield Finding(
        subject=table.table_id,
        rule="caption_period",
        formula=joined(sorted(printed), language),
        inputs=(),
        stated=joined(named, language),
        verdict="contradicts",
        message=message,
        severity="minor",
    )


def _compare_years(
    table: Table, announced: Period, printed: dict[str, Period], *, late: bool, language: Language
) -> Finding:
    """Compare a caption's range with the years that a table prints; `late` says that it holds rates alone, which begin a year late."""
    start, end = announced.start, announced.end
    verdict: Verdict
    outside = [
        text
        for text, period in printed.items()
        if (period.start and start and period.start < start) or (period.end and end and period.end > end)
    ]
    starts = [period.start for period in printed.values() if period.start is not None]
    ends = [period.end for period in printed.values() if period.end is not None]
    covered = bool(start and end and min(starts).year == start.year and max(ends).year == end.year)
    name = table_name(table, language)
    span = (announced.text or "").replace("/", "—" if language == "zh" else "-")
    if outside:
        years = joined(sorted(outside), language)
        message = (
            f"{name}的标题为{span}年，表中却列有{years}年，请核对。"
            if language == "zh"
            else f"The caption of {name} says {span}, but the table prints {years} as well; please check."
        )
        verdict = "contradicts"
    elif covered:
        message = (
            f"{name}的标题年份{span}与表中年份一致。"
            if language == "zh"
            else f"The caption of {name} says {span}, as the table does."
        )
        verdict = "agrees"
    else:
        message = (
            f"{name}的标题为{span}年，表中只列有{min(starts).year}—{max(ends).year}年。"
            if language == "zh"
            else f"The caption of {name} says {span}, but the table prints only {min(starts).year}-{max(ends).year}."
        )
        verdict = "contradicts" if _falls_short(announced, list(printed.values()), late=late) else "ambiguous"
    return Finding(
        subject=table.table_id,
        rule="caption_period",
        formula=joined(sorted(printed), language),
        inputs=(),
        stated=announced.text or "",
        verdict=verdict,
        message=message,
        severity="minor" if verdict == "contradicts" else "info",
    )


def _falls_short(announced: Period, printed: Sequence[Period], *, late: bool) -> bool:
    """Tell whether a table of successive years ends before its caption does, or begins after it.

    A table of growth begins a year late, and one of selected years may leave out the last.
    """
    years = sorted(period.start.year for period in printed if period.start is not None)
    if announced.start is None or announced.end is None or len(years) < _FEWEST_YEARS:
        return False
    yearly = all(after - before == 1 for before, after in pairwise(years))
    return yearly and (years[-1] < announced.end.year or years[0] > announced.start.year + late)


def _dirty_message(where: str, cell: Observation, other: Observation, *, same: bool, language: Language) -> str:
    head = other.unit.text or other.unit.code or ""
    unit = (cell.unit.text or "") if cell.unit.source == "stated" else cell.text[-1]
    if language == "zh":
        reason = "单位重复" if same else f"与表头单位{head}不同"
        return f"{where}印为{cell.text}，单元格内带有单位{unit}，{reason}，请核对。"
    reason = "which the header has already" if same else f"while the header says {head}"
    return f"{where} is printed as {cell.text}: the cell carries the unit {unit}, {reason}; please check."
