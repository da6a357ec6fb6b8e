"""When a series was highest or lowest (was largest in 2022 and smallest in 2020, peaked in 2018), against its cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import regex

from extractors.checks.judged import Judged, Spoken, judge_prose
from extractors.checks.movements import courses, ids_of, series_in_words
from extractors.checks.prose import Prose, Said
from extractors.checks.readings import View
from extractors.checks.sheets import Sheet
from extractors.checks.statements import Finding, Language
from extractors.model import Observation, Span
from extractors.quantities.intervals import Interval

_HIGH: Final = r"(?:highest|largest|biggest|greatest|widest|steepest|fastest|strongest)"
_LOW: Final = r"(?:lowest|smallest|narrowest|slowest|weakest)"
# The year stands right behind: of years it is said, not of the lines beside.
_PEAK: Final = regex.compile(
    rf"\b(?:(?P<high>(?:was|were|stood)\s{_HIGH}|and\s{_HIGH}|peaked|culminated|reached (?:its|their) (?:peak|maximum|high))"
    rf"|(?P<low>(?:was|were|stood)\s{_LOW}|and\s{_LOW}|bottomed out|reached (?:its|their) (?:trough|minimum|low)))"
    r",?\sin\s(?P<year>(?:19|20)\d\d)\b(?![/-])",
    regex.IGNORECASE,
)
_CHANGE: Final = regex.compile(r"\b(?:increase|growth|rise|gain|expansion|inflation)\b", regex.IGNORECASE)
_OTHER: Final = regex.compile(
    r"\b(?:decline|decrease|fall|drop|reduction|contraction|loss|deficit|gap)\b", regex.IGNORECASE
)
_FEWEST: Final = 3


@dataclass(frozen=True, slots=True)
class _Peak:
    high: bool
    year: str

    def __call__(self, view: View) -> Iterator[Judged]:
        sentence, claim = view.sentence, view.claim
        about = sentence.text[sentence.clause_start(claim.start) : claim.start]
        # In Dublin the increase was largest in 2022, at 9.5 per cent, and smallest in 2020: said once for both.
        about = about if about.strip() else sentence.text[: claim.start]
        if _OTHER.search(about):
            return  # of what falls, the largest fall is the lowest value: left to the author
        growth = _CHANGE.search(about) is not None
        for course in courses(view):
            dated = {cell.period.text: cell for cell in course.cells}
            rates = course.cells[0].unit.code == "percent"
            if self.year not in dated or len(dated) < _FEWEST:
                continue
            if growth and not rates:
                yield from self._of_changes(course.cells, course.weight)
            else:
                values = {p: Interval.printed(c.value, c.decimals) for p, c in dated.items() if c.value is not None}
                yield Judged(self._holds(values), series_in_words(course.cells), ids_of(course.cells), course.weight)

    def _of_changes(self, cells: Sequence[Observation], weight: float) -> Iterator[Judged]:
        texts = [cell.period.text or "" for cell in cells]
        years = [int(text) for text in texts if text.isdecimal()]
        if len(years) < len(cells) or any(right - left != 1 for left, right in pairwise(years)):
            return
        changes: dict[str | None, Interval] = {}
        for before, now in pairwise(cells):
            left, right = (Interval.printed(c.value, c.decimals) for c in (now, before) if c.value is not None)
            quotient = left.ratio(right)
            if quotient is None:
                return
            changes[now.period.text] = (quotient - Interval.exact(1)) * 100
        if self.year in changes:
            yield Judged(self._holds(changes), series_in_words(cells), ids_of(cells), weight)

    def _holds(self, values: dict[str | None, Interval]) -> bool:
        mine = values[self.year]
        if self.high:
            return all(mine.high >= other.low for other in values.values())
        return all(mine.low <= other.high for other in values.values())


def _statements(said: Said) -> Iterator[Spoken]:
    for match in _PEAK.finditer(said.sentence.text):
        yield Spoken(Span(*match.span()), "trend", _Peak(match["high"] is not None, match["year"]))


def check_peaks(prose: Prose, sheets: Sequence[Sheet], language: Language) -> list[Finding]:
    """Hold when something is said to have been highest or lowest against the tables."""
    return judge_prose(prose, sheets, _statements, language)
