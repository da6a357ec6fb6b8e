"""Text in which lines are rows: the cells of a row stand on one line, parted by single blanks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from extractors.model import Region
from extractors.tables.sequence_corner import corner_to_classes
from extractors.tables.sequence_glue import corner_off_label
from extractors.tables.sequence_groups import tall_certainty
from extractors.tables.sequence_prefix import corner_to_relief, labels_to_axes
from extractors.tables.sequence_reading import Label, Path, Reading
from extractors.tables.sequence_tokens import Token, line_to_tokens, lines_to_tokens, text_to_token
from extractors.tables.sequence_wraps import join_wrapped

_WRAP_BITS = 4.0
_PANEL_BITS = 4.0
_UNHEADED_BITS = 6.0  # a stub cell told apart at a blank over which the header has nothing
_IDLE_BITS = 4.0
_SHARED_BITS = 1.0
_MAX_LABEL_LINES = 3
_EXTRA_BITS = 16.0
_HOLE_BITS = 5.0
_ROWS = 20.0  # bits: a line is a row


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of values: its labels and its values; `above` are lines of words alone printed just before it."""

    lead: tuple[Token, ...]
    values: tuple[Token, ...]
    above: tuple[Token, ...] = ()


def lines_to_readings(region: Region) -> list[Reading] | None:
    """Return the readings in which each line with values is a row; None where values stand one a line.

    Lines are rows when most values stand on lines with at least two of them, or when nearly all stand beside a
    label on its line.
    """
    lines = join_wrapped(lines_to_tokens(region.lines))
    hard = [sum(token.is_hard_value for token in line) for line in lines]
    total = sum(hard)
    together = sum(count for count in hard if count >= 2)
    beside = sum(count for count, line in zip(hard, lines, strict=True) if count and len(line) >= 2)
    if total < 2 or (together < 0.6 * total and beside < 0.8 * total):
        return None
    first = next(index for index, count in enumerate(hard) if count)
    if not first:
        # Lines of one build are rows without a header, which say nothing of their columns; others are no rows.
        builds = Counter(tuple(token.is_value for token in line) for line in lines)
        return [] if builds.most_common(1)[0][1] > 0.8 * len(lines) else None
    parted = split_running_numbers(lines[first:])
    readings: list[Reading] = []
    # The last lines before the values may be the beginning of the first row's label.
    for body in sorted({max(first - before, 1) for before in range(_MAX_LABEL_LINES)}):
        if any(any(corner_to_classes(token.text)) for line in lines[body : first - 1] for token in line):
            continue  # the last line of a corner that stands over the stub
        rows, below = lines_to_rows([*lines[body:first], *parted])
        cut = split_leads(rows)
        for split in (False, True):
            printed = [line_to_tokens(line, index, split) for index, line in enumerate(region.lines[:body])]
            header = [token for line in join_wrapped(printed) for token in line]
            for cells in (header, *corner_off_label(header)):
                for variant in (rows, cut) if cut else (rows,):
                    readings += rows_to_readings(cells, variant, below, parted=variant is cut)
    return readings or None


def split_running_numbers(lines: Sequence[Sequence[Token]]) -> list[list[Token]]:
    """Part a running number from the label behind it where the lines are numbered one after the other."""
    found = [
        regex.match(r"(\d{1,3}) (?=\D)", line[0].text) if line and line[0].kind == "label" else None for line in lines
    ]
    numbers = [int(match[1]) for match in found if match]
    steps = [after - before for before, after in pairwise(numbers)]
    if len(numbers) < 3 or len(numbers) < 0.6 * len(lines) or sum(step == 1 for step in steps) < 0.8 * len(steps):
        return [list(line) for line in lines]
    parted = []
    for line, match in zip(lines, found, strict=True):
        if match is None:
            parted.append(list(line))
            continue
        token, cut = line[0], match.end(1)
        parts = [
            replace(text_to_token(token.text[:cut], token.line, token.start, token.start + cut), kind="label"),
            text_to_token(token.text[cut + 1 :], token.line, token.start + cut + 1, token.end),
        ]
        parted.append([*parts, *line[1:]])
    return parted


def split_leads(rows: Sequence[_Row]) -> list[_Row] | None:
    """Return the rows with their labels parted at the first blank, as two stub cells; None where one has no blank.

    Between a code and a word (M1 全部变量) a single blank may part cells; the header tells whether it does.
    """
    parted = []
    for row in rows:
        if len(row.lead) != 1 or row.lead[0].more or " " not in row.lead[0].text:
            return None
        token = row.lead[0]
        cut = token.text.index(" ")
        first = text_to_token(token.text[:cut], token.line, token.start, token.start + cut)
        second = text_to_token(token.text[cut + 1 :], token.line, token.start + cut + 1, token.end)
        parted.append(replace(row, lead=(replace(first, kind="label"), replace(second, kind="label"))))
    return parted


def lines_to_rows(lines: Sequence[Sequence[Token]]) -> tuple[list[_Row], list[Token]]:
    """Return the rows, each with the words printed on lines of their own before it, and the words behind the last."""
    rows: list[_Row] = []
    above: list[Token] = []
    for line in lines:
        lead = 0
        while lead < len(line) and not line[lead].is_value:
            lead += 1
        if lead == len(line):
            above += line
            continue
        # A row that begins with a year, or with a number where there is no label, is labelled by it.
        if lead == 0 and (line[0].year is not None or (line[0].ordinal is not None and not above)) and len(line) > 1:
            lead = 1
        rows.append(_Row(tuple(line[:lead]), tuple(line[lead:]), tuple(above)))
        above = []
    return rows, above


def join_broken_rows(rows: Sequence[_Row], count: int) -> list[_Row]:
    """Return the rows with values on a line of their own put behind the short row that they complete."""
    joined: list[_Row] = []
    for row in rows:
        bare = not row.lead and not row.above
        if bare and len(joined) == 1 and len(row.values) == 1 and sum(not other.lead for other in rows) == 1:
            # One value for all the rows, printed in a tall cell, was taken to stand in the first.
            joined[-1] = replace(joined[-1], values=joined[-1].values + row.values)
        elif bare and joined and len(joined[-1].values) < count and len(joined[-1].values) + len(row.values) <= count:
            joined[-1] = replace(joined[-1], values=joined[-1].values + row.values)
        else:
            joined.append(row)
    return joined


def part_unit(row: _Row) -> _Row:
    """Return a row with a % that was taken for the end of its label as a cell of its own: the column of units."""
    if len(row.lead) != 1 or not row.lead[0].text.endswith((" %", " ‰")) or row.lead[0].more:
        return row
    token = row.lead[0]
    label = text_to_token(token.text[:-2].rstrip(), token.line, token.start, token.end - 2)
    unit = replace(token, text=token.text[-1], start=token.end - 1)
    return replace(row, lead=(replace(label, kind="label"), unit))


def rows_to_readings(
    header: Sequence[Token], rows: Sequence[_Row], below: Sequence[Token], parted: bool = False
) -> list[Reading]:
    """Return the readings of rows under a header; the words between rows are panels, or pieces of wrapped labels.

    `parted` says that the two labels of each row are one in the print but for a blank.
    """
    sizes = Counter(len(row.values) for row in rows)
    count = max(sizes, key=lambda size: (sizes[size], size))
    rows = join_broken_rows(rows, count)
    sizes = Counter(len(row.values) for row in rows)
    # The first row alone has one value more: a cell that reaches down over all the rows.
    tall = len(rows) > 2 and len(rows[0].values) == count + 1 and sizes[count] == len(rows) - 1
    count += tall
    usual = max(1, Counter(len(row.lead) for row in rows).most_common(1)[0][0])
    if usual == 2:
        rows = [part_unit(row) for row in rows]
    tokens: list[Token] = list(header)
    places: list[tuple[Label, Label, Label]] = []
    extra: list[int] = []
    for row in rows:
        start = len(tokens)
        tokens += [*row.above, *row.lead, *row.values]
        lead, values = start + len(row.above), start + len(row.above) + len(row.lead)
        places.append(
            (tuple(range(start, lead)), tuple(range(lead, values)), tuple(range(values, len(tokens)))[:count])
        )
        extra += range(values + count, len(tokens))
    last = tuple(range(len(tokens), len(tokens) + len(below)))
    tokens += below
    body = tuple(
        tuple(values[place] if place < len(values) else None for place in range(count)) for _, _, values in places
    )
    holes = 1 if tall else sum(value is None for values in body for value in values)
    readings = []
    for axis in labels_to_axes(tokens, range(len(header)), count):
        for paths, left, bits in places_to_paths(places, last, usual):
            relief = corner_to_relief(tokens, axis.corner, paths) if usual == 2 else 0.0
            relief += _UNHEADED_BITS if parted and len(axis.corner) < usual else 0.0
            readings.append(
                Reading(
                    tokens=tuple(tokens),
                    corner=axis.corner,
                    positions=axis.paths,
                    groups=paths,
                    body=body,
                    bits=axis.bits + relief + bits + _EXTRA_BITS * len(extra) + _HOLE_BITS * holes,
                    unread=(*extra, *left),
                    lean=_ROWS,
                    certainty=tall_certainty("".join(tokens[index].text for index in axis.paths[-1][-1]))
                    if tall
                    else 1.0,
                    tall=tall,
                )
            )
    return readings


def places_to_paths(
    places: Sequence[tuple[Label, Label, Label]], last: Label, usual: int
) -> list[tuple[tuple[Path, ...], Label, float]]:
    """Return the label paths of rows, the tokens left over, and the price, for each way to read words between rows.

    A row without a label of its own takes the words above it. Other words are panel lines, or the beginning
    of the label below, or the end of the label above.
    """
    # A row that lacks its first stub cell takes the lines above it for that.
    between = [above for above, lead, _ in places if above and lead and len(lead) >= usual]
    forced = sum(bool(above and lead and len(lead) < usual) for above, lead, _ in places)
    if not between and not last:
        return [(tuple(_wrapped(above, lead, usual) for above, lead, _ in places), (), 1.0 * forced)]
    readings = []
    if between:
        outer: Path = ()
        panelled: list[Path] = []
        for above, lead, _ in places:
            opens = above and len(lead) >= usual
            outer = tuple((index,) for index in above) if opens else outer
            panelled.append(outer + (_own_path(lead, usual) if opens else _wrapped(above, lead, usual)))
        lonely = sum(seen == 1 for path, seen in Counter(path[0] for path in panelled if len(path) > usual).items())
        # A title above all the rows, and no other, would tell nothing apart: it is the first line of their first label.
        idle = _IDLE_BITS if len(between) == 1 and between[0] is places[0][0] else 0.0
        readings.append((tuple(panelled), last, _PANEL_BITS * len(between) + 3.0 * lonely + 7.0 * len(last) + idle))
        forward = tuple(_wrapped(above, lead, usual) for above, lead, _ in places)
        readings.append((forward, last, _WRAP_BITS * len(between) + 1.0 * (1 + forced) + 7.0 * len(last)))
    tails = [above if lead else () for above, lead, _ in places[1:]] + [last]
    heads = places[0][0] if places[0][1] else ()
    backward = tuple(
        (*_own_path(lead or above, usual)[:-1], (*_own_path(lead or above, usual)[-1], *tail))
        for (above, lead, _), tail in zip(places, tails, strict=True)
    )
    bits = _WRAP_BITS * (len(between) + bool(last)) + 1.5 + 7.0 * len(heads)
    readings.append((backward, heads, bits))
    shared = [number for number, (above, lead, _) in enumerate(places) if number and not lead and len(above) > 1]
    if shared and usual == 1:
        # Of several lines above a row without a label the last is its own, and the others end the label before.
        paths = []
        for number, (above, lead, _) in enumerate(places):
            own = lead or (above[-1:] if number in shared else above)
            tail = places[number + 1][0][:-1] if number + 1 in shared else tails[number]
            paths.append(((*own, *tail),) if own else ((),))
        readings.append((tuple(paths), heads, bits - _SHARED_BITS * (len(between) + bool(last) > 0)))
    return readings


def _own_path(lead: Label, usual: int) -> Path:
    if len(lead) <= usual:
        return tuple((index,) for index in lead) if lead else ((),)
    # More labels than stub columns: the first one was printed in pieces.
    cut = len(lead) - usual + 1
    return (lead[:cut], *((index,) for index in lead[cut:]))


def _wrapped(above: Label, lead: Label, usual: int) -> Path:
    if above and 0 < len(lead) < usual:
        return (above, *((index,) for index in lead))  # the first of two stub cells takes all the lines above
    own = _own_path(lead or above, usual)
    return ((*above, *own[0]), *own[1:]) if lead else own
