"""The parts of a table: their titles, and the headers that are printed again above the second part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.characters import to_plain
from extractors.strokes import Stroke
from extractors.tables.header_lines import holds_values
from extractors.tables.slabs import Slab, is_title
from extractors.tables.tokens import Sheet, Token

_AGAIN = 0.6  # of the words between two rules that the header holds too
_FEWEST = 3  # words
_CENTRED = 0.8  # em


@dataclass(frozen=True, slots=True)
class Parts:
    """Which lines are the header, the first ones and the runs below that print it again, and which the titles of parts."""

    header_lines: int
    again: tuple[range, ...] = ()
    titles: frozenset[int] = frozenset()

    def body(self, lines: int) -> list[tuple[range, bool]]:
        """Return the runs of lines below the header in their order, and whether each is a header again."""
        runs: list[tuple[range, bool]] = []
        start = self.header_lines
        for run in self.again:
            runs += [(range(start, run.start), False), (run, True)]
            start = run.stop
        runs.append((range(start, lines), False))
        return [run for run in runs if run[0]]


def find_parts(sheet: Sheet, slabs: Sequence[Slab], across: Sequence[Stroke], header_lines: int) -> Parts:
    """Find the headers and titles of parts below the first `header_lines` lines; `slabs` are those of the sheet."""
    again = find_second_headers(sheet, slabs, across, header_lines)
    return Parts(header_lines, again, find_part_titles(sheet, across, header_lines))


def find_second_headers(
    sheet: Sheet, slabs: Sequence[Slab], across: Sequence[Stroke], header_lines: int
) -> tuple[range, ...]:
    """Return the runs of lines that print most of the header's words again, ruled off over the whole width.

    A table in parts (panels A and B, whole sample and part of it) says what its columns hold above each
    part. Words that are found nowhere in the header are rows; so is all that holds numbers.
    """
    if not sheet.drawn or not header_lines:
        return ()
    known = Counter(_words(token for line in sheet.lines[:header_lines] for token in line))
    numeric = {index for slab in slabs if holds_values(slab) for index in slab.lines}
    found: list[range] = []
    for start, stop in pairwise(_ruled_off(sheet, across)):
        first = next((k for k in range(start, stop) if not _is_part_title(sheet, k, stop)), stop)
        words = Counter(_words(token for line in sheet.lines[first:stop] for token in line))
        if first < header_lines or words.total() < _FEWEST or not numeric.isdisjoint(range(first, stop)):
            continue
        if (words & known).total() >= _AGAIN * words.total():
            found.append(range(first, stop))
    return tuple(found)


def find_part_titles(sheet: Sheet, across: Sequence[Stroke], header_lines: int) -> frozenset[int]:
    """Return the lines of several words below the header that are the title of a part.

    Such a line is one text, stands alone between two rules over the whole width, and begins at the left edge
    of the table or is set in the middle of the rules.
    """
    if not sheet.drawn:
        return frozenset()
    left, full = min(token.box.x0 for token in sheet.tokens), _full_rules(sheet, across)
    found: set[int] = set()
    for start, stop in pairwise(_ruled_off(sheet, across)):
        line = sheet.lines[start]
        if stop - start > 1 or not 0 < header_lines <= start or len(line) < 2 or any(t.value for t in line[1:]):
            continue
        middle = (line[0].box.x0 + line[-1].box.x1) / 2
        aside = min((line[0].box.x0 - left, *(abs(middle - rule.middle) for rule in full)))
        if is_title(line, sheet.em) and aside < _CENTRED * sheet.em:
            found.add(start)
    return frozenset(found)


def _full_rules(sheet: Sheet, across: Sequence[Stroke]) -> list[Stroke]:
    left = min(token.box.x0 for token in sheet.tokens)
    right = max(token.box.x1 for token in sheet.tokens)
    return [stroke for stroke in across if stroke.covers(left, right, 0.9)]


def _ruled_off(sheet: Sheet, across: Sequence[Stroke]) -> list[int]:
    """Return how many lines stand above each rule over the whole width."""
    middles = [sum(token.box.center_y for token in line) / len(line) for line in sheet.lines]
    return sorted({sum(middle < rule.position for middle in middles) for rule in _full_rules(sheet, across)})


def _is_part_title(sheet: Sheet, index: int, stop: int) -> bool:
    """Tell whether a line is the title of the part, which stands alone at the left edge above the header."""
    line = sheet.lines[index]
    left = min(token.box.x0 for token in sheet.tokens)
    return index + 1 < stop and is_title(line, sheet.em) and line[0].box.x0 - left < sheet.em


def _words(tokens: Iterable[Token]) -> list[str]:
    return [to_plain(token.text) for token in tokens]
