r"""The TOML of a correction: what pages offer under "correct this", to be pasted into `<document>.corrections.toml`.

>>> print(cell_to_snippet("9f3a/t2", 3, 1, "12,4"))
[[cell]]
table = "t2"
row_index = 3
column_index = 1
printed = "12,4"
right = "12,4"
author = ""
reason = ""
<BLANKLINE>

What is to be filled in is left as it is read or empty; a snippet that nobody edited corrects nothing and says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import assert_never

import regex

from extractors.corrections.entries import (
    CellCorrection,
    ClaimCorrection,
    Correction,
    DimensionCorrection,
    HeaderCorrection,
    NotAClaim,
    NotATable,
)

# Fields of a claim that people correct most; the others are in the documentation.
_OFFERED = ("value", "unit", "period", "entity", "partner", "category", "indicator", "kind", "denominator")
_ESCAPED = regex.compile(r"[\"\\\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]")
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
Line = tuple[str, str | int | Decimal]


def cell_to_snippet(table_id: str, row_index: int, column_index: int, text: str) -> str:
    """Return the entry for a cell, from the columns of `cells` (or of `observations`): `right` is to be edited."""
    return correction_to_toml(CellCorrection(_short(table_id), row_index, column_index, text, text, "", ""))


def claim_to_snippet(claim_id: str, sentence: str, text: str, fields: Mapping[str, object] | None = None) -> str:
    """Return the entry for a claim, from the columns of `claims`.

    `fields` are further columns by name; those that can be corrected are offered as comments, so that the ones that
    are wrong can be uncommented and edited.
    """
    head = correction_to_toml(ClaimCorrection(_short(claim_id), sentence, text, (), "", ""))
    address, _, rest = head.rpartition("author =")
    known = fields or {}
    offered = "".join(f"# {_to_line((name, _to_offer(known.get(name), name)))}" for name in _OFFERED)
    return f"{address}{offered}author ={rest}"


def no_claim_to_snippet(claim_id: str, sentence: str, text: str) -> str:
    """Return the entry that says of a claim, by the columns of `claims`, that it is none: only the reason is to be written."""
    return correction_to_toml(NotAClaim(_short(claim_id), sentence, text, "", ""))


def table_to_snippet(table_id: str, printed: str, header_rows: int, header_columns: int) -> str:
    """Return the entry for the header of a table; `printed` is the caption, or the text of the first filled cell without one."""
    return correction_to_toml(HeaderCorrection(_short(table_id), printed, header_rows, header_columns, "", ""))


def correction_to_toml(correction: Correction) -> str:
    """Return a correction as an entry of a corrections file, which reads as the same correction."""
    kind = correction.entry.kind
    return f"[[{kind}]]\n" + "".join(_to_line(line) for line in _lines(correction))


def _lines(correction: Correction) -> Iterator[Line]:
    match correction:
        case CellCorrection():
            yield "table", correction.table
            yield "row_index", correction.row
            yield "column_index", correction.column
            yield "printed", correction.printed
            yield "right", correction.right
        case HeaderCorrection():
            yield "table", correction.table
            yield "printed", correction.printed
            yield from _given(("header_rows", correction.header_rows), ("header_columns", correction.header_columns))
        case NotATable():
            yield "table", correction.table
            yield "printed", correction.printed
            yield "instead", correction.instead
        case DimensionCorrection():
            yield "table", correction.table
            yield from _given(("row_index", correction.row), ("column_index", correction.column))
            yield "printed", correction.printed
            yield from correction.fields
        case ClaimCorrection():
            yield from _given(("claim", correction.claim), ("sentence", correction.sentence))
            yield "printed", correction.printed
            yield from correction.fields
        case NotAClaim():
            yield from _given(("claim", correction.claim), ("sentence", correction.sentence))
            yield "printed", correction.printed
        case _:
            assert_never(correction)
    yield "author", correction.author
    yield "reason", correction.reason


def _given(*lines: tuple[str, str | int | None]) -> Iterator[Line]:
    yield from ((name, value) for name, value in lines if value is not None)


def _to_line(line: Line) -> str:
    name, value = line
    if isinstance(value, Decimal):
        return f"{name} = {value:f}\n"
    return f"{name} = {value}\n" if isinstance(value, int) else f"{name} = {_to_string(value)}\n"


def _to_string(text: str) -> str:
    # A lone surrogate is no character, and nothing that TOML can hold.
    text = text.encode("utf-8", "replace").decode("utf-8")
    escaped: str = _ESCAPED.sub(lambda match: _SHORT.get(match[0], f"\\u{ord(match[0]):04x}"), text)
    return f'"{escaped}"'


def _to_offer(value: object, name: str) -> str | Decimal:
    if name == "value":
        # Frames of data hold floats, and nan where there is no number.
        number = Decimal(str(value)) if isinstance(value, (int, float, Decimal)) else Decimal(0)
        return number if number.is_finite() else Decimal(0)
    return value if isinstance(value, str) else ""


def _short(identifier: str) -> str:
    """Return an id without the article's: the file lies beside the article."""
    return identifier.rpartition("/")[2]
