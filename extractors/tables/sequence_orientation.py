"""Which axis is printed down the page: a convention, for the sequence is the same either way.

Row by row a table prints corner, labels, (label, values) …; column by column its transpose prints exactly that.
The tidy data are the same. Only what printers do tells the two apart, so the weights add up to a probability.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractors.characters import to_plain
from extractors.tables.sequence_corner import corner_to_classes
from extractors.tables.sequence_levels import repeated_members_bits
from extractors.tables.sequence_reading import Path, Reading

_MEASURE = regex.compile(
    r"[(（].*(?:%|％|元|吨|人|户|家|个|件|亩|公顷|指数|USD|\$|million|billion|thousand|tons?|pct)[^()（）]*[)）]$|/[万亿]?[\p{Han}a-z]{1,3}$"
    r"|(?:额|量|值|率|比重|占比|数|指数|增速|均值|标准差|金额|贸易差额|产值|面积)$",
    regex.IGNORECASE,
)
_COLUMN_NUMBER = regex.compile(r"\(\d{1,2}\)|(?:模型|方程|Model)\s?\(?[\dIV]{1,3}\)?", regex.IGNORECASE)

_FEW = 8  # columns
_SERIES = -3.0


def labels_to_tilt(reading: Reading) -> float:
    """Return the evidence in bits that groups are rows, from their labels; negative when they are columns.

    The corner names the stub, so periods go where it says 年份 (years down the page) and across when it says
    国别/年份 or a class of items. Measures with units head columns, long labels stand in the stub, a page has
    room for more rows than columns, and a table of one line without a corner is a row.
    """
    groups, positions = reading.groups, reading.positions
    bits = _corner_bits(reading) + 2.0 * (_measures(reading, positions) - _measures(reading, groups))
    bits += 6.0 * (_numbered(reading, positions) - _numbered(reading, groups))
    bits += max(-2.5, min(2.5, (_length(reading, groups) - _length(reading, positions)) * 0.5))
    bits += _width_bits(len(positions)) - _width_bits(len(groups))
    if not reading.corner:
        bits += 5.0 * ((len(groups) == 1) - (len(positions) == 1))
    return bits + _span_bits(reading)


def _is_dated(reading: Reading, paths: Sequence[Path]) -> bool:
    leaves = reading.leaves(paths)
    return sum(leaf.kind == "period" or leaf.year is not None for leaf in leaves) > 0.6 * len(leaves)


def _corner_bits(reading: Reading) -> float:
    classes = [found for index in reading.corner for found in corner_to_classes(reading.tokens[index].text)]
    by_group, by_position = _is_dated(reading, reading.groups), _is_dated(reading, reading.positions)
    if by_group == by_position:
        return 0.0
    # Positive: periods are better off down the page.
    down = 0.0
    if classes == ["period"]:
        # One series listed behind a few years is a row, as most tools list: down the page it would leave the width empty.
        down = _SERIES if len(reading.groups) == 1 and 1 < len(reading.positions) <= _FEW else 9.0
    elif len(classes) >= 2 and "period" in classes:
        down = -9.0
    elif classes:
        down = -7.0 if classes[0] == "item" else -2.0
    return down if by_group else -down


def _measures(reading: Reading, paths: Sequence[Path]) -> float:
    texts = [to_plain(reading.text_of(path[-1])).strip() for path in paths]
    return sum(bool(_MEASURE.search(text)) for text in texts) / max(len(texts), 1)


def _numbered(reading: Reading, paths: Sequence[Path]) -> float:
    # (1) (2) (3) number the columns of a regression table.
    texts = [to_plain(reading.text_of(path[-1])).strip() for path in paths]
    return sum(bool(_COLUMN_NUMBER.fullmatch(text)) for text in texts) / max(len(texts), 1)


def _length(reading: Reading, paths: Sequence[Path]) -> float:
    def width(text: str) -> float:
        return sum(1.0 if ord(character) > 0x2E80 else 0.5 for character in text)

    return max(width(reading.text_of(path[-1])) for path in paths)


def _width_bits(columns: int) -> float:
    return -min(0.5 * max(columns - 8, 0), 3.0)


def _span_bits(reading: Reading) -> float:
    bits = 0.0
    for paths, sign in ((reading.groups, -1.0), (reading.positions, 1.0)):
        if any(len(path) > 1 for path in paths) and any(
            len(path) != len(paths[0]) or path[0] == paths[0][0] for path in paths[1:]
        ):
            repeated = repeated_members_bits(reading.tokens, paths)
            # Spans over the same members head columns; without, the labels are panels down the page.
            bits += sign * (4.0 if repeated >= 8 else -1.0 if sign < 0 else 2.0)
    return bits
