"""The label of the first row, printed among the rows below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from extractors.tables.sequence_corner import names_axis
from extractors.tables.sequence_tokens import Token

_LEAST_COLUMNS = 2
_LEAST_ROWS = 3


def strayed_to_lines(lines: Sequence[Sequence[Token]]) -> Iterator[list[list[Token]]]:
    """Yield the cells with the label of the first row before its values, where they stand bare behind a header of periods.

    The lower word of a corner cut by a diagonal stands right above the first label; tools that gather words into boxes make
    one box of the two, and print it by its middle, with a later row. There two labels are too many, or one where the corner
    is whole. A row without a label and a label without a row make one; a panel between rows leaves no row without a label.
    """
    tokens = [token for line in lines for token in line]
    runs = [(hard, list(run)) for hard, run in groupby(tokens, key=lambda token: token.is_hard_value)]
    if len(runs) < 2 * _LEAST_ROWS or runs[0][0] or len(runs) % 2:
        return
    header, rows = runs[0][1], [runs[place + 1][1] for place in range(0, len(runs), 2)]
    columns = len(rows[0])
    periods = header[1:] if len(header) == columns + 1 else header
    if columns < _LEAST_COLUMNS or len(periods) != columns or any(len(row) != columns for row in rows):
        return
    if any(token.year is None and token.kind != "period" for token in periods):
        return
    if len(header) > columns and not names_axis(header[0].text):
        return
    labels = [run for hard, run in runs[2:] if not hard]
    extra = [place for place, run in enumerate(labels) if len(run) > 1]
    if len(extra) != 1 or any(token.kind != "label" for run in labels for token in run):
        return
    *stray, own = labels[extra[0]]
    if len(stray) > 2 or (len(stray) == 2 and not names_axis(stray[0].text)):
        return
    corner = [*header[: len(header) - columns], *stray[:-1]]
    ordered = [*corner, *periods, stray[-1], *rows[0]]
    for place, (run, row) in enumerate(zip(labels, rows[1:], strict=True)):
        ordered += [*([own] if place == extra[0] else run), *row]
    yield [[replace(token, block=0, tight=False)] for token in ordered]
