"""Estimates and the errors in brackets below them: two lines that share one label."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.characters import to_plain
from extractors.tables.chunks import Chunk
from extractors.tables.measure import middle_of

_HALFWAY = 0.35  # em that a label set between two lines may be closer to one
_UNNAMED = 3  # rows of errors without a label that show that errors have none


def are_estimate_and_error(above: Sequence[Chunk], below: Sequence[Chunk]) -> bool:
    """Tell whether one of two lines holds numbers in brackets only, the other none: estimates and their errors.

    Each is a line of its own, however close they are set.
    """
    return {in_brackets(above), in_brackets(below)} == {True, False}


def in_brackets(line: Sequence[Chunk]) -> bool | None:
    """Tell whether the numbers of a line are all in brackets; None where some are, or there are none."""
    kinds = {to_plain(chunk.tokens[0].text)[0] in "([" for chunk in line if chunk.first and chunk.value}
    return kinds.pop() if len(kinds) == 1 else None


def labels_halfway(lines: Sequence[Sequence[Chunk]], em: float) -> frozenset[int]:
    """Return the indices of lines of words that stand half-way between estimates and the errors below them.

    Printers centre the label on the two lines, be few columns filled or all. It is closer to either than they are to
    each other, and would hold them together: they are two rows, and the label names the first.
    """
    found: set[int] = set()
    for index in range(1, len(lines) - 1):
        above, line, below = lines[index - 1 : index + 2]
        estimates, label, errors = (covered_columns(other) for other in (above, line, below))
        if any(chunk.value for chunk in line) or label & (estimates | errors) or not errors <= estimates:
            continue
        upper = middle_of(line) - middle_of(above)
        lower = middle_of(below) - middle_of(line)
        if in_brackets(above) is False and in_brackets(below) and abs(upper - lower) < _HALFWAY * em:
            found.add(index)
    return frozenset(found)


def covered_columns(line: Sequence[Chunk]) -> set[int]:
    """Return the columns that the chunks of a line reach into."""
    return {column for chunk in line for column in range(chunk.first, chunk.last + 1)}


def labels_that_go_on(rows: Sequence[Sequence[Chunk]]) -> tuple[int, ...]:
    """Return the indices of rows of errors whose label is the second line of the label above them.

    Errors have no label of their own, as most of them show; what stands beside them in brackets goes on with
    the name of the regressor. A label without brackets (P value) names a statistic that happens to be bracketed.
    """
    errors = [
        index
        for index in range(1, len(rows))
        if in_brackets(rows[index - 1]) is False
        and in_brackets(rows[index])
        and _values(rows[index]) <= _values(rows[index - 1])
    ]
    labels = {index: [chunk for chunk in rows[index] if chunk.first == 0] for index in errors}
    unnamed = sum(not label for label in labels.values())
    if unnamed < max(_UNNAMED, 2 * (len(errors) - unnamed)):
        return ()
    return tuple(
        index
        for index, label in labels.items()
        if label and to_plain(label[0].tokens[0].text)[0] in "([" and any(c.first == 0 for c in rows[index - 1])
    )


def _values(line: Sequence[Chunk]) -> set[int]:
    return {chunk.first for chunk in line if chunk.first and chunk.value}
