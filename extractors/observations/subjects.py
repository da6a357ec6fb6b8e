"""What a cell measures and of what: indicator, category and period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.model import Dimension, DimensionSource, Period
from extractors.observations.context import Context
from extractors.observations.kinds import KnownLevel, axis_word, corner_words
from extractors.observations.parts import Parts, read_parts
from extractors.vocabulary import Vocabulary
from extractors.vocabulary.indicators import Measure
from extractors.vocabulary.periods import find_periods, part_period

TOTAL_CODE = "_T"

Stated = Sequence[tuple[KnownLevel, Parts]]


@dataclass(frozen=True, slots=True)
class Subject:
    """An indicator as a dimension, and the measure that the vocabulary knows it by."""

    dimension: Dimension
    measure: Measure | None = None


@dataclass(frozen=True, slots=True)
class TableSubject:
    """What caption, corner and sentences settle for all cells of a table."""

    indicator: Subject
    corner: Subject
    category: Dimension
    periods: tuple[Period, ...]


def plan_subject(
    caption: Parts | None, corner: Sequence[str], context: Context, vocabulary: Vocabulary
) -> TableSubject:
    """Read what holds for a table as a whole."""
    indicator = Subject(Dimension())
    category = Dimension()
    periods: tuple[Period, ...] = ()
    if caption is not None:
        measure = caption.measure
        label = measure.label if measure else caption.subject or None
        indicator = Subject(Dimension(label, measure.code if measure else None, "caption" if label else None), measure)
        if caption.class_code and not caption.whole_class:
            category = Dimension(caption.class_label, caption.class_code, "caption")
        periods = tuple(replace(period, source="caption") for period in caption.periods)
    if not periods:
        periods = _periods_around(context)
    return TableSubject(indicator, _corner_subject(corner, vocabulary), category, periods)


def cell_to_period(stated: Stated, plan: TableSubject) -> Period:
    """Return the period of a cell: its labels first, a part of a year within the year that another label or the caption gives."""
    wholes = [part.whole_period for _, part in stated if part.whole_period is not None]
    wholes += [part.periods[0] for _, part in stated if part.whole_period is None and len(part.periods) == 1]
    parts = [part.part_of_year for _, part in stated if part.part_of_year is not None]
    if parts:
        years = [*wholes, *(plan.periods if len(plan.periods) == 1 else ())]
        year = next(
            (year.start.year for year in years if year.start and year.end and year.start.year == year.end.year), None
        )
        if year is not None:
            return replace(part_period(year, parts[-1]), source="stated")
        return Period()
    if wholes:
        # Of several the shortest says most: a year over its months.
        shortest = min(
            wholes, key=lambda period: (period.end - period.start).days if period.end and period.start else 0
        )
        return replace(shortest, source="stated")
    return plan.periods[0] if len(plan.periods) == 1 else Period()


def cell_to_category(stated: Stated, plan: TableSubject) -> Dimension:
    """Return the class of a cell; of several levels the innermost that is no total."""
    found: list[tuple[Dimension, bool]] = []
    for known, part in stated:
        if known.kind == "category":
            code = TOTAL_CODE if part.total else part.class_code
            found.append((Dimension(part.class_label or part.core, code, "stated"), part.total))
        elif part.class_code and part.class_label:
            found.append((Dimension(part.class_label, part.class_code, "stated"), False))
    if not found:
        return plan.category
    return next((dimension for dimension, total in reversed(found) if not total), found[-1][0])


def cell_to_subject(stated: Stated, plan: TableSubject) -> Subject:
    """Return the indicator of a cell: what its labels measure, put together from the outside in."""
    # 变动比例 among 本期数 and 上年同期数 is measured, though its level is one of periods.
    named = [
        (_label_of(part), part.measure)
        for known, part in stated
        if known.kind in {"indicator", "statistic"} or (known.kind == "period" and part.measure and not part.periods)
    ]
    named = [(label, measure) for label, measure in named if label]
    if not named:
        # 2020年贸易额 over one column, 甲省出口额 beside a row: a measure inside a label about something else.
        named = [
            (_label_of(part), part.measure) for _, part in stated if part.measure is not None and not part.whole_class
        ]
    if not named:
        return plan.corner if plan.corner.dimension.label else plan.indicator
    # What is made of a quantity, and statistics of it, come after the quantity, wherever they stand.
    named.sort(key=lambda item: 0 if item[1] is None or item[1].role in {"flow", "level"} else 1)
    labels = list(dict.fromkeys(label for label, _ in named))
    separator = " " if labels[0][-1:].isascii() and labels[-1][:1].isascii() else ""
    measures = [measure for _, measure in named if measure is not None]
    dimension = Dimension(separator.join(labels), _code_of(measures), "stated")
    return Subject(dimension, _merged(measures))


def _label_of(part: Parts) -> str:
    measure = part.measure
    if measure is None:
        return part.subject or ("" if part.places or part.periods else part.core)
    if part.class_code and part.class_label and part.class_label in part.core:
        return measure.label
    return part.subject if measure.label in part.subject else measure.label


def _code_of(measures: Sequence[Measure]) -> str | None:
    if not measures:
        return None
    # "Value (USD million)" over "Exports" and "Balance" says only that money is counted.
    first, *rest = [measure for measure in measures if measure.code != "amount"] or measures
    stem = first.code
    suffixes = [measure.code for measure in rest if measure.code != first.code]
    if suffixes and first.flow in {"export", "import"} and first.derived is None:
        stem = first.flow
    return "_".join([stem, *suffixes])


def _merged(measures: Sequence[Measure]) -> Measure | None:
    if not measures:
        return None
    last = measures[-1]
    flow = next((measure.flow for measure in measures if measure.flow), None)
    return replace(last, flow=flow)


def _corner_subject(corner: Sequence[str], vocabulary: Vocabulary) -> Subject:
    for word in corner_words(corner):
        if axis_word(word) is not None:
            continue
        part = read_parts(word, vocabulary)
        if part.measure is not None:
            return Subject(Dimension(_label_of(part), part.measure.code, "stated"), part.measure)
    return Subject(Dimension())


def _periods_around(context: Context) -> tuple[Period, ...]:
    """Return the one year of the nearest heading, or of the sentences that refer to the table, if there is just one."""
    source: DimensionSource = "prose"
    for texts in ((*context.headings[-1:],), context.sentences):
        periods = {period.text: period for text in texts for _, period in find_periods(text)}
        if len(periods) == 1:
            return tuple(replace(period, source=source) for period in periods.values())
    return ()
