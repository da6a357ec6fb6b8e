"""Where the things of an article stand in its source: what is highlighted there, and what a click there finds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from extractors.model import Box
from flows.report.refs import Row, cell_to_ref, to_ref

MarkKind = Literal["table", "head", "cell", "claim", "lost"]
# From what lies below to what lies above and takes the click.
_LAYERS: Final[tuple[MarkKind, ...]] = ("table", "head", "cell", "lost", "claim")
_AROUND: Final[Mapping[MarkKind, float]] = {"table": 3.0, "head": 1.0, "cell": 1.0, "claim": 0.5, "lost": 1.5}  # points


@dataclass(frozen=True, slots=True)
class Mark:
    """A thing on the print: its name, its kind, the verdict on it (`bad`, `doubt` or ""), its boxes by page, or its run of the text."""

    ref: str
    kind: MarkKind
    state: str
    boxes: tuple[tuple[int, Box], ...] = ()
    run: tuple[int, int] | None = None

    def to_path(self, page: int) -> str:
        """Return its outline on a page, as the data of an SVG path in points."""
        around = _AROUND[self.kind]
        return "".join(
            f"M{_figure(box.x0 - around)} {_figure(box.top - around)}h{_figure(box.width + 2 * around)}"
            f"v{_figure(box.height + 2 * around)}h{_figure(-box.width - 2 * around)}z"
            for number, box in self.boxes
            if number == page
        )


def find_marks(
    rows: Mapping[str, Sequence[Row]], states: Mapping[str, str], strips: Mapping[str, Sequence[Box]]
) -> list[Mark]:
    """Return the marks of tables, filled cells, claims and numerals that nothing accounts for, from below to above.

    `states` are verdicts by name; `strips` the lines of claims that stand on several.
    """
    marks: list[Mark] = []
    cells: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows["cells"]:
        if row["text"]:
            cells[row["table_id"]].append(row)
            ref = cell_to_ref(row)
            kind: MarkKind = "cell" if row["role"] == "body" else "head"
            marks.append(Mark(ref, kind, states.get(ref, ""), _boxes([row]), _run(row)))
    for row in rows["tables"]:
        ref = to_ref(row["table_id"])
        # On each page of a table that goes on, the hull of its cells there.
        parts = _hulls([row, *cells[row["table_id"]]])
        marks.append(Mark(ref, "table", states.get(ref, ""), parts, _run(row)))
    for row in rows["claims"]:
        ref = to_ref(row["claim_id"])
        lines = strips.get(row["claim_id"])
        boxes = tuple((row["page"], box) for box in lines) if lines else _boxes([row])
        marks.append(Mark(ref, "claim", states.get(ref, ""), boxes, _run(row)))
    for index, row in enumerate(lost_numerals(rows)):
        marks.append(Mark(f"n{index + 1}", "lost", "", _boxes([row]), _run(row)))
    return sorted(marks, key=lambda mark: _LAYERS.index(mark.kind))


def lost_numerals(rows: Mapping[str, Sequence[Row]]) -> list[Row]:
    """Return the numerals that nothing accounts for; `n1` is the first of them."""
    return [row for row in rows["numerals"] if row["outcome"] == "unaccounted"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of a text over which the same things stand: the text, the names of the things, the kind of the uppermost."""

    text: str
    refs: tuple[str, ...] = ()
    kind: str = ""
    state: str = ""


def text_to_stretches(text: str, marks: Iterable[Mark]) -> list[Stretch]:
    """Cut a text where things begin and end. Tables alone, which hold all the rest, make no stretch of their own kind."""
    starts: defaultdict[int, list[Mark]] = defaultdict(list)
    ends: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        if mark.run is not None and mark.run[0] < mark.run[1]:
            starts[mark.run[0]].append(mark)
            ends[mark.run[1]].append(mark)
    places = sorted({0, len(text), *starts, *ends})
    over: list[Mark] = []
    stretches = []
    for place, following in zip(places, [*places[1:], len(text)], strict=True):
        over = [mark for mark in over if mark not in ends[place]] + starts[place]
        if place >= following:
            continue
        over.sort(key=lambda mark: _LAYERS.index(mark.kind), reverse=True)
        top = over[0] if over else None
        refs = tuple(mark.ref for mark in over)
        stretches.append(
            Stretch(text[place:following], refs, top.kind if top else "", next((m.state for m in over if m.state), ""))
        )
    return stretches


def _boxes(rows: Iterable[Row]) -> tuple[tuple[int, Box], ...]:
    return tuple(
        (row["page"], Box(row["x0"], row["top"], row["x1"], row["bottom"]))
        for row in rows
        if row["page"] is not None and row["x0"] is not None
    )


def _hulls(rows: Iterable[Row]) -> tuple[tuple[int, Box], ...]:
    hulls: dict[int, Box] = {}
    for page, box in _boxes(rows):
        hulls[page] = hulls[page].union(box) if page in hulls else box
    return tuple(sorted(hulls.items(), key=lambda entry: entry[0]))


def _run(row: Row) -> tuple[int, int] | None:
    start, end = row["source_start"], row["source_end"]
    return None if start is None or end is None else (start, end)


def _figure(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
