"""Captions whose year is that of no total of the table, which another table prints for another year.

A table of one year (表3 2022年各地产量) prints totals that a table of many years prints too. Where such a total, of four figures and
more, is that of another year there, and that of the caption's year is a different one, the caption was carried over from an
earlier edition.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from extractors.checks.labels import is_general, is_total_label, label_to_tokens
from extractors.checks.sheets import Axis, Sheet, code_of_measure, names_of
from extractors.checks.statements import Finding, Language, table_name
from extractors.model import Observation
from extractors.quantities.intervals import Interval
from extractors.vocabulary.periods import find_periods

_FIGURES: Final = 4  # that agree by no chance
_AXES: Final[tuple[Axis, ...]] = ("row", "column")
_AMOUNTS_OF: Final = frozenset("总额量值数")

Match = tuple[Observation, Observation, Observation]


def check_dates(sheets: Sequence[Sheet], language: Language) -> list[Finding]:
    """Find captions whose year other tables refute; one total that is that of the caption's year clears it."""
    findings = []
    series = [_series_of(sheet) for sheet in sheets]
    for sheet in sheets:
        period = _period_of(sheet)
        if period is None:
            continue
        others = [group for other, groups in zip(sheets, series, strict=True) if other is not sheet for group in groups]
        # Of each total: what another table prints of it in the caption's year, and where else its value stands.
        found = list(_compared(sheet, others, period))
        wrong = [(mine, there, meant) for mine, there, meant in found if there is not meant]
        years = {there.period.text for _, there, _ in wrong}
        if len(wrong) == len(found) and len(years) == 1:
            findings.append(_finding(sheet, period, wrong[0], sheets, language))
    return findings


def _series_of(sheet: Sheet) -> list[list[Observation]]:
    """Return the cells of each line that have the same names across, and so differ by their periods."""
    series: dict[tuple[Axis, int, tuple[str, ...]], list[Observation]] = defaultdict(list)
    for cell in sheet.cells.values():
        series["row", cell.row, names_of(cell, "column")].append(cell)
        series["column", cell.column, names_of(cell, "row")].append(cell)
    return list(series.values())


def _period_of(sheet: Sheet) -> str | None:
    """Return the year of a table's caption where all of its cells have it from there."""
    years = {cell.period.text for cell in sheet.cells.values()}
    year = years.pop() if len(years) == 1 else None
    named = {period.text for _, period in find_periods(sheet.table.caption or "")}
    return year if year is not None and year.isdecimal() and named == {year} else None


def _compared(sheet: Sheet, series: Sequence[Sequence[Observation]], period: str) -> Iterator[Match]:
    """Yield the totals of a table that others print: with the cell of the same value, and that of the caption's year."""
    dated = [(cell, cells) for cells in series for cell in cells if cell.period.text == period]
    for mine in _totals(sheet):
        for meant, cells in dated:
            if not _is_same_measure(sheet, mine, meant):
                continue
            same = [cell for cell in cells if _has_value_of(mine, cell)]
            if _has_value_of(mine, meant):
                yield mine, meant, meant
            elif len({cell.period.text for cell in same}) == 1:
                yield mine, same[0], meant


def _totals(sheet: Sheet) -> Iterator[Observation]:
    whole = {(entry.axis, line) for entry in sheet.entries if entry.whole for line in entry.lines}
    for cell in sheet.cells.values():
        figures = cell.value is not None and len(str(abs(cell.value)).replace(".", "").strip("0")) >= _FIGURES
        if figures and cell.unit.code != "percent" and {("row", cell.row), ("column", cell.column)} & whole:
            yield cell


def _has_value_of(one: Observation, other: Observation) -> bool:
    if one.unit.code != other.unit.code or one.value is None or other.value is None:
        return False
    values = [
        Interval.printed(cell.value, cell.decimals).scaled(cell.unit.multiplier)
        for cell in (one, other)
        if cell.value is not None
    ]
    return values[0].low <= values[1].high and values[1].low <= values[0].high


def _is_same_measure(sheet: Sheet, mine: Observation, cell: Observation) -> bool:
    """Tell whether a cell of another table measures what a total does: by its code, or since its names stand in those of the total or over that."""
    if mine.unit.code != cell.unit.code:
        return False
    if (code := code_of_measure(mine)) is not None and code == code_of_measure(cell):
        return True
    about = {
        *sheet.over,
        *(token for axis in _AXES for name in names_of(mine, axis) for token in label_to_tokens(name)),
    }
    names = [name for axis in _AXES for name in names_of(cell, axis) if not is_total_label(name)]
    words = [tuple(token for token in label_to_tokens(name) if token not in _AMOUNTS_OF) for name in names]
    words = [tokens for tokens in words if tokens and not is_general(tokens)]
    return bool(words) and all(about.issuperset(tokens) for tokens in words)


def _finding(sheet: Sheet, period: str, match: Match, sheets: Sequence[Sheet], language: Language) -> Finding:
    mine, there, meant = match
    name = table_name(sheet.table, language)
    source = next(other for other in sheets if other.table.table_id == there.table_id)
    other = table_name(source.table, language)
    message = (
        f"{name}的标题为{period}年，但其合计{mine.text}在{other}中是{there.period.text}年的数值（{there.text}），{period}年为{meant.text}，请核对。"
        if language == "zh"
        else f"The caption of {name} says {period}, but its total {mine.text} is that of {there.period.text} in {other} ({there.text}); for {period} that prints {meant.text}; please check."
    )
    return Finding(
        subject=sheet.table.table_id,
        rule="caption_period",
        formula=f"{mine.text} = {there.text} ({there.period.text})",
        inputs=(mine.observation_id, there.observation_id, meant.observation_id),
        stated=period,
        verdict="contradicts",
        message=message,
        severity="minor",
    )
