"""Tables as coordinates: lines of cells with their names and periods, so that a sentence can point into them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import regex

from extractors.checks.labels import (
    Tokens,
    is_general,
    is_period_label,
    is_residual_label,
    is_total_label,
    label_to_tokens,
)
from extractors.checks.series import interval_of, may_add, stands_for_one_value
from extractors.model import Observation, Table
from extractors.quantities.intervals import compare, total
from extractors.vocabulary.periods import find_periods

Axis = Literal["row", "column"]
_FEWEST_PARTS = 3  # of a total that no label calls one
_LONG = 4  # words of a name that prose shortens, ideographs each by itself
_LONG_LATIN = 2
_BRACKET = regex.compile(r"\([^()]*\)|（[^（）]*）")
_UNNAMED = regex.compile(r"\([^()]*\)|年|度|\b(?:in|of|to)\b")  # what names nothing once a period is taken out
_OTHER = regex.compile(r"其[他它余]|other\b", regex.IGNORECASE)
_HUNDRED = 100
_FEWEST_SUMS = 2  # columns in which it holds


@dataclass(frozen=True, slots=True)
class Entry:
    """A name on an axis of a table: its label as printed, its words, the code of the place or class that it names.

    `lines` are the rows or columns that bear it; `whole` tells that it is the total of the others; `measure` is the code of
    the indicator that all its cells show, if others of its table show another one. `apart` are the words that it
    has for itself where all names of its axis end alike (手机 of 手机产量 and 汽车产量). `short` are beginnings and ends that
    no other name of its axis has (医药 for 医药制造业, 强度 for 研发投入强度).
    """

    axis: Axis
    label: str
    tokens: Tokens
    lines: frozenset[int]
    code: str | None = None
    whole: bool = False
    measure: str | None = None
    apart: Tokens = ()
    short: tuple[Tokens, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table whose cells hold one number each.

    `entries` are the names of rows and columns that do not stand on all of them; `over` the words that do, and those of
    the caption. Labels that are periods are no names.
    """

    table: Table
    cells: dict[tuple[int, int], Observation]
    entries: tuple[Entry, ...]
    over: Tokens

    def lines(self, axis: Axis) -> frozenset[int]:
        """Return the indexes of all rows or columns that hold numbers."""
        return frozenset(place[axis == "column"] for place in self.cells)

    def parts(self, axis: Axis) -> frozenset[int]:
        """Return the lines of an axis that are no totals."""
        return self.lines(axis) - {
            line for entry in self.entries if entry.axis == axis and entry.whole for line in entry.lines
        }

    def things(self, axis: Axis) -> frozenset[int]:
        """Return the lines of an axis that can be put in order: no totals, nor what is left beside the lines that are named."""
        return self.parts(axis) - {
            line
            for entry in self.entries
            if entry.axis == axis and is_residual_label(entry.label)
            for line in entry.lines
        }

    def is_share(self, cell: Observation) -> bool:
        """Tell whether a percentage is a part of a whole, by the 100 that the line of totals prints beside it."""
        if cell.unit.code != "percent":
            return False
        return any(
            other.value == _HUNDRED
            and other.unit.code == "percent"
            and (place[0] == cell.row) != (place[1] == cell.column)
            for entry in self.entries
            if entry.whole
            for line in entry.lines
            for place in ((line, cell.column) if entry.axis == "row" else (cell.row, line),)
            if (other := self.cells.get(place)) is not None
        )

    def beside(self, cell: Observation, axis: Axis) -> frozenset[int]:
        """Return the lines of an axis that bear the same names as that of a cell, whatever their periods."""
        wanted = names_of(cell, axis)
        return frozenset(
            place[axis == "column"] for place, other in self.cells.items() if names_of(other, axis) == wanted
        )

    def at(self, rows: frozenset[int], columns: frozenset[int]) -> list[Observation]:
        """Return the cells where given rows and columns cross, in printed order."""
        if len(rows) * len(columns) <= len(self.cells):
            places = ((row, column) for row in sorted(rows) for column in sorted(columns))
            return [self.cells[place] for place in places if place in self.cells]
        return [cell for place, cell in sorted(self.cells.items()) if place[0] in rows and place[1] in columns]


def names_of(cell: Observation, axis: Axis) -> tuple[str, ...]:
    """Return the names of a cell's row or column, without periods."""
    labels = cell.row_labels if axis == "row" else cell.column_labels
    return tuple(label for label in labels if not is_period_label(label))


def tables_to_sheets(tables: Iterable[Table], observations: Sequence[Observation]) -> tuple[Sheet, ...]:
    """Turn each table that holds numbers into a sheet."""
    by_table: dict[str, list[Observation]] = defaultdict(list)
    for item in observations:
        if stands_for_one_value(item):
            by_table[item.table_id].append(item)
    return tuple(_to_sheet(table, by_table[table.table_id]) for table in tables if by_table[table.table_id])


def _to_sheet(table: Table, cells: Sequence[Observation]) -> Sheet:
    lines: dict[tuple[Axis, str], set[int]] = defaultdict(set)
    codes: dict[tuple[Axis, str], str] = {}
    extent: dict[Axis, set[int]] = {"row": set(), "column": set()}
    for cell in cells:
        named = {
            _undated(d.label or ""): d.code
            for d in (cell.entity, cell.partner, cell.category)
            if d.code and d.source == "stated"
        }
        sides: tuple[tuple[Axis, int, tuple[str, ...]], ...] = (
            ("row", cell.row, cell.row_labels),
            ("column", cell.column, cell.column_labels),
        )
        for axis, line, labels in sides:
            extent[axis].add(line)
            for label in map(_undated, labels):
                lines[axis, label].add(line)
                if (code := named.get(label)) is not None:
                    codes[axis, label] = code
    sums = {axis: _sums(cells, axis, sorted(extent[axis])) for axis in extent}
    entries, over = [], [*label_to_tokens(table.caption or ""), *_stub_head(table)]
    everything = {code_of_measure(cell) for cell in cells}
    for (axis, label), at in lines.items():
        tokens = label_to_tokens(label)
        if not tokens or is_period_label(label):
            continue
        if at == extent[axis] and len(extent[axis]) > 1:
            over += tokens
            continue
        measures = {code_of_measure(cell) for cell in cells if (cell.row if axis == "row" else cell.column) in at}
        measure = measures.pop() if len(measures) == 1 and len(everything) > 1 else None
        whole = is_total_label(label) or (len(at) == 1 and at <= sums[axis])
        entries.append(Entry(axis, label, tokens, frozenset(at), codes.get((axis, label)), whole, measure))
    entries = [
        _apart(entry, [other for other in entries if other.axis == entry.axis and not other.whole]) for entry in entries
    ]
    entries = [_shortened(entry, [other for other in entries if other.axis == entry.axis], over) for entry in entries]
    return Sheet(table, {(cell.row, cell.column): cell for cell in cells}, tuple(entries), tuple(over))


def _stub_head(table: Table) -> Tokens:
    """Return the words of the corner, which say what the rows are (Region, Market segment)."""
    heads = [cell.text for cell in table.grid.cells if cell.role == "corner"]
    return tuple(token for text in heads for token in label_to_tokens(text) if token.isalpha())


def _undated(label: str) -> str:
    """Return a label without the periods in it: three columns of Passengers 2019, 2021, 2022 have one name."""
    brackets = [match.span() for match in _BRACKET.finditer(label)]
    spans = [s for s, _ in find_periods(label) if not any(start <= s.start < end for start, end in brackets)]
    rest = label
    for span in reversed(spans):
        rest = rest[: span.start] + " " + rest[span.end :]
    rest = " ".join(rest.split())
    return rest if spans and label_to_tokens(_UNNAMED.sub(" ", rest)) else label


def _apart(entry: Entry, same: Sequence[Entry]) -> Entry:
    if len(same) < _FEWEST_PARTS or entry.whole:
        return entry
    size = 0
    while all(len(other.tokens) > size + 1 and other.tokens[-1 - size] == entry.tokens[-1 - size] for other in same):
        size += 1
    return replace(entry, apart=entry.tokens[:-size]) if size else entry


def _shortened(entry: Entry, same: Sequence[Entry], over: Sequence[str]) -> Entry:
    tokens = entry.tokens
    latin = all(token.isascii() for token in tokens)
    if len(tokens) < (_LONG_LATIN if latin else _LONG) or entry.whole or _OTHER.match(entry.label):
        return entry  # 公办园 is not 其他公办园
    if latin:
        return replace(entry, short=tuple(_words_alone(tokens, same, entry, over)))
    others = ["".join(other.tokens) for other in same if other is not entry]
    parts = [tokens[:size] for size in range(len(tokens) - 1, 1, -1)] + [
        tokens[-size:] for size in range(len(tokens) - 1, 1, -1)
    ]
    alone = [part for part in parts if not any("".join(part) in other for other in others)]
    return replace(entry, short=tuple(part for part in alone if not is_general(part)))


def _words_alone(tokens: Tokens, same: Sequence[Entry], entry: Entry, over: Sequence[str]) -> Iterator[Tokens]:
    """Return the first or last words of an English name that no other name of its axis has: Madrid of Madrid-Barajas, energy of energy products."""
    others = {*over, *(token for other in same if other is not entry for token in other.tokens)}
    for size in range(len(tokens) - 1, 0, -1):
        for part in (tokens[:size], tokens[-size:]):
            if any(word not in others and not is_general((word,)) for word in part):
                yield part


def _sums(cells: Sequence[Observation], axis: Axis, lines: Sequence[int]) -> frozenset[int]:
    """Return the first or last line of an axis where it adds up all the others, whatever it is called (人均花费 of its parts).

    Lines of shares, rates and other units beside them are left out.
    """
    crossing: dict[int, dict[int, Observation]] = defaultdict(dict)
    for cell in cells:
        line, across = (cell.row, cell.column) if axis == "row" else (cell.column, cell.row)
        if may_add(cell):
            crossing[across][line] = cell
    held = [_of_one_unit(cells) for cells in crossing.values()]
    usual = Counter(frozenset(cells) for cells in held).most_common(1)
    lines = [line for line in lines if usual and line in usual[0][0]]
    if len(lines) < _FEWEST_PARTS + 1:
        return frozenset()
    full = [cells for cells in held if cells.keys() >= set(lines)]
    for whole in {lines[0], lines[-1]}:
        holding = 0
        for found in full:
            parts = total([interval_of(found[line]) for line in lines if line != whole])
            stated = found[whole]
            holding += stated.value is not None and compare(stated.value, stated.decimals, parts) != "contradicts"
        if holding >= _FEWEST_SUMS:
            return frozenset({whole})
    return frozenset()


def _of_one_unit(cells: dict[int, Observation]) -> dict[int, Observation]:
    units = Counter((cell.unit.code, cell.unit.multiplier) for cell in cells.values())
    usual = units.most_common(1)[0][0]
    return {line: cell for line, cell in cells.items() if (cell.unit.code, cell.unit.multiplier) == usual}


def code_of_measure(cell: Observation) -> str | None:
    """Return the code of a cell's indicator; a surplus or a deficit is the balance."""
    return balance_of(cell.indicator.code)


def balance_of(code: str | None) -> str | None:
    """Return a code of the vocabulary, that of the balance for a surplus and a deficit."""
    return "trade_balance" if code in {"trade_surplus", "trade_deficit"} else code
