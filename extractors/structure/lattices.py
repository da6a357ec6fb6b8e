"""Strokes that belong together: broken rules bridged, and lattices of strokes that touch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from extractors.model import Box
from extractors.strokes import Stroke, Strokes

TOUCH: Final = 2.5
_MOST_CROSSINGS: Final = 2_000_000


def bridge_gaps(strokes: Sequence[Stroke], reach: float) -> list[Stroke]:
    """Return the strokes, and for those on one level with gaps up to `reach` between them also the whole that they make.

    Whether a dashed rule or rules under the parts of a header were meant is for those to
    say who see what stands between.
    """
    bridged = list(strokes)
    run: list[Stroke] = []
    for stroke in sorted(strokes, key=lambda item: (round(item.position), item.start)):
        if run and abs(stroke.position - run[-1].position) < 1 and stroke.start - run[-1].end <= reach:
            run.append(stroke)
            continue
        bridged += _whole(run)
        run = [stroke]
    return sorted([*bridged, *_whole(run)], key=lambda item: (item.position, item.start))


def _whole(run: Sequence[Stroke]) -> list[Stroke]:
    if len(run) < 2:
        return []
    return [Stroke(run[0].position, run[0].start, max(stroke.end for stroke in run))]


@dataclass(frozen=True, slots=True)
class Lattice:
    """Strokes across and down that touch each other, and the box around them."""

    box: Box
    across: tuple[Stroke, ...]
    down: tuple[Stroke, ...]


def strokes_to_lattices(strokes: Strokes) -> tuple[Lattice, ...]:
    """Group strokes that touch; groups without a stroke of either direction are left out.

    A page with more strokes than the largest table could have is a drawing and has none.
    """
    count = len(strokes.across)
    if count * len(strokes.down) > _MOST_CROSSINGS:
        return ()
    parents = list(range(count + len(strokes.down)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    for lower, down in enumerate(strokes.down):
        for index, across in enumerate(strokes.across):
            if across.position > down.end + TOUCH:
                break
            if across.position >= down.start - TOUCH and across.start - TOUCH <= down.position <= across.end + TOUCH:
                parents[root(index)] = root(count + lower)
    groups: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for index in range(len(parents)):
        across_group, down_group = groups.setdefault(root(index), ([], []))
        if index < count:
            across_group.append(strokes.across[index])
        else:
            down_group.append(strokes.down[index - count])
    return tuple(_lattice(across, down) for across, down in groups.values() if across and down)


def _lattice(across: Sequence[Stroke], down: Sequence[Stroke]) -> Lattice:
    box = Box.around(
        [
            *(Box(item.start, item.position, item.end, item.position) for item in across),
            *(Box(item.position, item.start, item.position, item.end) for item in down),
        ]
    )
    return Lattice(box, tuple(across), tuple(down))
