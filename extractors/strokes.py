"""Rulings become strokes: one a printed line, whatever the program that drew it cut it into."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.model import Ruling


@dataclass(frozen=True, slots=True)
class Stroke:
    """A printed line along an axis: at `position` across it, from `start` to `end` along it, in the unit of the page."""

    position: float
    start: float
    end: float

    @property
    def length(self) -> float:
        """Length along the axis."""
        return self.end - self.start

    @property
    def middle(self) -> float:
        """Middle along the axis."""
        return (self.start + self.end) / 2

    def matches(self, other: Stroke, tolerance: float) -> bool:
        """Tell whether both strokes begin and end at the same places."""
        return abs(self.start - other.start) <= tolerance and abs(self.end - other.end) <= tolerance

    def covers(self, start: float, end: float, share: float = 0.6) -> bool:
        """Tell whether the stroke runs along at least a share of a stretch."""
        return min(self.end, end) - max(self.start, start) >= share * (end - start)


@dataclass(frozen=True, slots=True)
class Strokes:
    """The strokes of a page or a region: horizontal ones from top to bottom, vertical ones from left to right."""

    across: tuple[Stroke, ...] = ()
    down: tuple[Stroke, ...] = ()


def rulings_to_strokes(rulings: Iterable[Ruling]) -> Strokes:
    """Merge doubled and broken rulings.

    A double rule (2 to 3 points apart) is one stroke. Segments drawn cell by cell meet within
    1.6 points and are joined; the two short rules under neighbouring spanning headers stand
    3 to 6 points apart and are not.
    """
    ruled = tuple(rulings)
    across = [Stroke(r.top, r.x0, r.x1) for r in ruled if r.horizontal]
    down = [Stroke(r.x0, r.top, r.bottom) for r in ruled if not r.horizontal]
    return Strokes(merge_strokes(across, 2.6, 1.6), merge_strokes(down, 2.6, 2.5))


def merge_strokes(strokes: Sequence[Stroke], beside: float, along: float) -> tuple[Stroke, ...]:
    """Merge strokes at most `beside` apart across and `along` apart along the axis; by position, then by start."""
    merged: list[Stroke] = []
    for cluster in _cluster(sorted(strokes, key=lambda s: s.position), beside):
        position = max(cluster, key=lambda s: s.length).position
        runs: list[list[float]] = []
        for stroke in sorted(cluster, key=lambda s: s.start):
            if runs and stroke.start <= runs[-1][1] + along:
                runs[-1][1] = max(runs[-1][1], stroke.end)
            else:
                runs.append([stroke.start, stroke.end])
        merged.extend(Stroke(position, start, end) for start, end in runs)
    return tuple(merged)


def _cluster(strokes: Sequence[Stroke], beside: float) -> list[list[Stroke]]:
    # A cluster ends `beside` from its first stroke, so that close text lines never chain.
    clusters: list[list[Stroke]] = []
    for stroke in strokes:
        if clusters and stroke.position - clusters[-1][0].position <= beside:
            clusters[-1].append(stroke)
        else:
            clusters.append([stroke])
    return clusters
