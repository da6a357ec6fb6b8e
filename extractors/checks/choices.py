"""Lines of a table that a claim may speak of, and how surely."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from extractors.checks.mentions import Mention
from extractors.checks.sheets import Entry

# How surely a name belongs to a number, by where it stands.
OWN: Final = 1.0  # in the claim's own dimensions (aligned lists among them), or last before the number in its clause
BEFORE: Final = 0.95  # last before the number in an earlier clause of the sentence
FARTHER: Final = 0.6  # before the last name of its axis
CARRIED: Final = 0.65  # in the sentence before


@dataclass(frozen=True, slots=True)
class Choice:
    """Lines of one axis that a claim may speak of: one, or those of several names that are listed together."""

    entries: tuple[Entry, ...]
    lines: frozenset[int]
    weight: float
    place: int = -1

    @property
    def label(self) -> str:
        """The names, joined."""
        return "、".join(entry.label for entry in self.entries)


def crossed(found: Sequence[Choice]) -> Iterator[Choice]:
    """Return the lines that two names of one axis have in common: those of two levels of a header (门诊费用 of 二级医院)."""
    named = [choice for choice in found if len(choice.entries) == 1 and choice.entries[0].label]
    for one, two in combinations(named, 2):
        both = one.lines & two.lines
        if both and both < one.lines and both < two.lines:
            near, far = (one, two) if one.weight >= two.weight else (two, one)
            yield Choice(near.entries, both, near.weight * (OWN if far.weight >= FARTHER else CARRIED), near.place)
        elif both and one.entries[0].tokens != two.entries[0].tokens and both != one.lines | two.lines:
            # The name of a column beside that of the columns over it says no more than it does alone.
            inner = one if one.lines < two.lines else two
            yield Choice(inner.entries, both, max(one.weight, two.weight), inner.place)


def runs(run: Sequence[Mention], weight: float) -> Iterator[Choice]:
    """Return names that are listed together as one choice, and each of them alone."""
    place = run[-1].span.start
    if len(run) > 1:
        lines = frozenset(line for mention in run for line in mention.entry.lines)
        yield Choice(tuple(mention.entry for mention in run), lines, weight, place)
        weight = min(weight, FARTHER)
    elif not run[0].entry.label:
        # All lines of the axis, which no total adds up.
        parts = tuple(Entry(run[0].entry.axis, "", (), frozenset({line})) for line in sorted(run[0].entry.lines))
        yield Choice(parts, run[0].entry.lines, weight, place)
        return
    for mention in run:
        yield Choice((mention.entry,), mention.entry.lines, weight, mention.span.start)
