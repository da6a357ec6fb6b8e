"""Rows that a tool printed by the batch: the labels of a few of them first, and then the values of those few."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from extractors.tables.sequence_glue import read_running_number
from extractors.tables.sequence_tokens import Token

_LEAST_BATCHES = 3
_LEAST_COLUMNS = 2
_MOST_STUBS = 2


@dataclass(frozen=True, slots=True)
class _Batch:
    """The lines of labels of a few rows, a line a row, and their values in printed order."""

    labels: tuple[tuple[Token, ...], ...]
    values: tuple[Token, ...]


def batched_to_lines(lines: Sequence[Sequence[Token]]) -> Iterator[list[list[Token]]]:
    """Yield the cells row by row where they come by the batch: labels of n rows, one a line, and their n·K values.

    Tools that gather words into boxes put labels of a stub that stand close together into one box, and print it before the
    values beside it, which stand too far apart for one. K must be the same for every batch, and the header must have a label
    for each column; batches of one row each are rows already.
    """
    batches = _lines_to_batches(lines)
    if len(batches) < _LEAST_BATCHES or not all(batch.labels and batch.values for batch in batches):
        return
    first, *others = batches
    columns = len(others[0].values) // len(others[0].labels)
    if columns < _LEAST_COLUMNS or any(len(batch.values) != columns * len(batch.labels) for batch in others):
        return
    rows = len(first.values) // columns
    header = first.labels[: len(first.labels) - rows]
    heads = sum(map(len, header))
    if len(first.values) % columns or not columns <= heads <= columns + _MOST_STUBS:
        return
    whole = [_Batch(first.labels[len(header) :], first.values), *others]
    if heads - columns > 1:
        whole = _part_numbers(whole)
    # Each label is a line, and a row; the labels of a row are as many as the header has for the stub.
    if max(len(batch.labels) for batch in whole) < 2 or len({len(row) for batch in whole for row in batch.labels}) > 1:
        return
    printed = [[head] for line in header for head in line]
    for batch in whole:
        height = len(batch.labels)
        blocks = [len(list(block)) for _, block in groupby(batch.values, key=lambda token: token.block)]
        down = height > 1 and blocks == [height] * columns
        for place, labels in enumerate(batch.labels):
            row = batch.values[place::height] if down else batch.values[columns * place : columns * (place + 1)]
            printed += [[token] for token in (*labels, *row)]
    yield [[replace(token, block=0, tight=False) for token in line] for line in printed]


def _part_numbers(batches: Sequence[_Batch]) -> list[_Batch]:
    # 1 Name, 2 Name, …: under a header with two labels for the stub the numbers are a column.
    parted: list[_Batch] = []
    count = 0
    for batch in batches:
        rows: list[tuple[Token, ...]] = []
        for row in batch.labels:
            count += 1
            number = read_running_number(row, count) if len(row) == 1 else []
            if len(number) != 2:
                return list(batches)
            rows.append(tuple(replace(token, kind="label", block=row[0].block) for token in number))
        parted.append(_Batch(tuple(rows), batch.values))
    return parted


def _lines_to_batches(lines: Sequence[Sequence[Token]]) -> list[_Batch]:
    # A running number belongs to the label behind it on its line.
    batches: list[_Batch] = []
    labels: list[tuple[Token, ...]] = []
    values: list[Token] = []
    for line in lines:
        if not line:
            continue
        if all(token.is_hard_value for token in line) and labels:
            values += line
            continue
        if any(token.is_value for token in line[1:]) or (line[0].is_value and len(line) == 1):
            return []
        if values:
            batches.append(_Batch(tuple(labels), tuple(values)))
            labels, values = [], []
        labels.append(tuple(line))
    return [*batches, _Batch(tuple(labels), tuple(values))]
