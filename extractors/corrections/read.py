"""The text of a corrections file becomes corrections; what it cannot say becomes a sentence, and stops nothing."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

import regex

from extractors.corrections.entries import (
    CellCorrection,
    ClaimCorrection,
    Correction,
    Corrections,
    DimensionCorrection,
    Entry,
    HeaderCorrection,
    NotAClaim,
    NotATable,
)
from extractors.corrections.fields import (
    CLAIM_FIELDS,
    DIMENSION_FIELDS,
    FieldError,
    shown,
    to_fields,
    to_index,
    to_quotation,
    to_text,
)
from extractors.corrections.quoted import unquoted

LARGEST_FILE: Final = 256 * 1024  # bytes
MOST_ENTRIES: Final = 1000
_LONGEST_REASON: Final = 1000  # characters
_LONGEST_ADDRESS: Final = 100
_MOST_DOTS: Final = 20
_MOST_NAMED: Final = 5
_HEAD = regex.compile(r"^[ \t]*+\[\[[ \t]*+([a-z_]{1,20})[ \t]*+\]\]", regex.MULTILINE)
_INSTEAD = ("prose", "figure")
Values = Mapping[str, Any]


def read_corrections(content: bytes, name: str) -> Corrections:
    """Read a corrections file, which messages call `name`.

    An entry that cannot be used is a problem and the others are read; a file that is no TOML in UTF-8, is larger than
    256 KiB or holds more than 1,000 entries is one problem. Nothing is raised, whatever the bytes are.
    """
    try:
        values, text = _to_values(content)
    except FieldError as error:
        return Corrections(name, problems=(f"{name}: {error}; none of it is used.",))
    unknown = [shown(key) for key in values if key not in (*_KINDS, "author")]
    problems: list[str] = []
    if unknown:
        more = ", …" if len(unknown) > _MOST_NAMED else ""
        names = ", ".join(unknown[:_MOST_NAMED]) + more
        problems.append(f"{name}: {names}: nothing that can be corrected is called so; {', '.join(_KINDS)} are.")
    if sum(len(entries) for kind in _KINDS if isinstance(entries := values.get(kind), list)) > MOST_ENTRIES:
        sentence = f"{name}: holds more than {MOST_ENTRIES} entries; none of it is used."
        return Corrections(name, problems=(*problems, sentence))
    file = Corrections(name)
    found: list[Correction] = []
    for entry, given in _entries(values, text):
        try:
            found.append(_to_correction(entry, given, values.get("author")))
        except FieldError as error:
            problems.append(file.problem(entry, f"{error}; it is not applied."))
    return Corrections(name, tuple(found), tuple(problems))


def _to_values(content: bytes) -> tuple[dict[str, Any], str]:
    if len(content) > LARGEST_FILE:
        raise FieldError(f"is larger than {LARGEST_FILE // 1024} KiB")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FieldError(f"is not UTF-8 (byte {error.start})") from error
    # Python's reader keeps every beginning of a dotted key: one of 100,000 parts takes all memory. No entry needs any.
    if any(line.count(".") > _MOST_DOTS for line in unquoted(text).split("\n")):
        raise FieldError(f"has more than {_MOST_DOTS} full stops outside of quotation marks on one line")
    try:
        return tomllib.loads(text, parse_float=Decimal), text
    except RecursionError as error:
        raise FieldError("is nested too deeply") from error
    except (ValueError, ArithmeticError) as error:
        # Beside errors of syntax: numbers of thousands of digits, exponents beyond reason.
        raise FieldError(f"is no TOML ({_one_line(error)})") from error


def _one_line(error: Exception) -> str:
    if isinstance(error, tomllib.TOMLDecodeError):
        return " ".join(str(error).split())[:200]
    return "a number without end"


def _entries(values: Values, text: str) -> Iterator[tuple[Entry, object]]:
    """Give the entries of each kind with where they stand, those without a line after the others."""
    lines: dict[str, list[int]] = {}
    for match in _HEAD.finditer(text):
        lines.setdefault(match[1], []).append(text.count("\n", 0, match.start(1)) + 1)
    found: list[tuple[Entry, object]] = []
    for kind in _KINDS:
        given = values.get(kind, [])
        listed = given if isinstance(given, list) else [given]
        # Entries written as [[cell]] stand in the order of their lines; of others nobody knows the line.
        known = lines.get(kind, ())
        for number, entry in enumerate(listed, 1):
            line = known[number - 1] if len(known) == len(listed) else None
            found.append((Entry(kind, number, line), entry))
    yield from sorted(found, key=lambda item: (item[0].line is None, item[0].line or 0))


def _to_correction(entry: Entry, given: object, author: object) -> Correction:
    if not isinstance(given, dict):
        raise FieldError(f"is written as [[{entry.kind}]] and the lines below it")
    required, optional, build = _KINDS[entry.kind]
    allowed = (*required, *optional, "author", "reason")
    for key in given:
        if key not in allowed:
            raise FieldError(f"{shown(key)} is no field of it: {', '.join(allowed)} are")
    for key in (*required, "reason"):
        if key not in given:
            raise FieldError(f"{key} is missing")
    who = given.get("author", author)
    if who is None:
        raise FieldError('it does not say who corrects; add author = "…" to it or at the top of the file')
    said = (to_text(who, "author", longest=200), to_text(given["reason"], "reason", longest=_LONGEST_REASON))
    return build(given, said, entry)


def _to_cell(given: Values, said: tuple[str, str], entry: Entry) -> Correction:
    printed, right = to_quotation(given["printed"], "printed"), to_text(given["right"], "right", empty=True)
    if printed.strip() == right:
        raise FieldError("right says what is printed; write there what the cell should read")
    row, column = (to_index(given[key], key) for key in ("row_index", "column_index"))
    return CellCorrection(_to_table(given), row, column, printed, right, *said, entry)


def _to_header(given: Values, said: tuple[str, str], entry: Entry) -> Correction:
    rows, columns = (_to_optional_index(given, key) for key in ("header_rows", "header_columns"))
    if rows is None and columns is None:
        raise FieldError("header_rows is missing, or header_columns")
    return HeaderCorrection(_to_table(given), to_quotation(given["printed"], "printed"), rows, columns, *said, entry)


def _to_not_a_table(given: Values, said: tuple[str, str], entry: Entry) -> Correction:
    instead = given.get("instead", "prose")
    if instead not in _INSTEAD:
        raise FieldError(f"instead is prose or figure, not {shown(instead)}")
    return NotATable(_to_table(given), to_quotation(given["printed"], "printed"), instead, *said, entry)


def _to_dimension(given: Values, said: tuple[str, str], entry: Entry) -> Correction:
    fields = to_fields(given, DIMENSION_FIELDS)
    if not fields:
        raise FieldError(f"it sets nothing; give one of {', '.join(DIMENSION_FIELDS)}")
    row, column = (_to_optional_index(given, key) for key in ("row_index", "column_index"))
    printed = to_quotation(given["printed"], "printed")
    return DimensionCorrection(_to_table(given), row, column, printed, fields, *said, entry)


def _to_claim(given: Values, said: tuple[str, str], entry: Entry) -> Correction:
    fields = to_fields(given, CLAIM_FIELDS)
    if not fields:
        raise FieldError(f"it sets nothing; give one of {', '.join(CLAIM_FIELDS)}")
    return ClaimCorrection(*_to_place_in_prose(given), fields, *said, entry)


def _to_not_a_claim(given: Values, said: tuple[str, str], entry: Entry) -> Correction:
    return NotAClaim(*_to_place_in_prose(given), *said, entry)


def _to_place_in_prose(given: Values) -> tuple[str | None, str | None, str]:
    claim = to_text(given["claim"], "claim", longest=_LONGEST_ADDRESS) if "claim" in given else None
    sentence = to_quotation(given["sentence"], "sentence") if "sentence" in given else None
    if claim is None and sentence is None:
        raise FieldError("sentence is missing")
    return claim, sentence, to_quotation(given["printed"], "printed")


def _to_table(given: Values) -> str:
    table = given["table"]
    if isinstance(table, int) and not isinstance(table, bool):
        table = str(to_index(table, "table"))
    return to_text(table, "table", longest=_LONGEST_ADDRESS)


def _to_optional_index(given: Values, key: str) -> int | None:
    return to_index(given[key], key) if key in given else None


# By kind: the fields that it must have beside a reason, those that it may have, and what it becomes.
_KINDS: Final[
    Mapping[str, tuple[tuple[str, ...], tuple[str, ...], Callable[[Values, tuple[str, str], Entry], Correction]]]
] = {
    "cell": (("table", "row_index", "column_index", "printed", "right"), (), _to_cell),
    "header": (("table", "printed"), ("header_rows", "header_columns"), _to_header),
    "not_a_table": (("table", "printed"), ("instead",), _to_not_a_table),
    "dimension": (("table", "printed"), ("row_index", "column_index", *DIMENSION_FIELDS), _to_dimension),
    "claim": (("printed",), ("claim", "sentence", *CLAIM_FIELDS), _to_claim),
    "not_a_claim": (("printed",), ("claim", "sentence"), _to_not_a_claim),
}
