"""Labels printed on several lines, where the characters leave no doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extractors.characters import to_plain
from extractors.tables.sequence_corner import corner_to_classes
from extractors.tables.sequence_tokens import Token

# No label begins with these, and none ends with those.
_CONTINUES = regex.compile(r"[(\[)\]的与及]|[、，,/·]|%$")
_GOES_ON = regex.compile(r"[、，,(\[与及]$|[\p{Han}]-$")

_UNIT = regex.compile(
    r"[百千万亿]{0,2}(?:美元|欧元|元|吨|公斤|千克|人次|人|户|家|个|件|台|辆|公顷|亩|公里|千米|米|度|倍|平方公里|立方米)(?:/\p{Han}{1,4})?"
)
_UNITED = 3  # lines


def join_wrapped(lines: Sequence[Sequence[Token]]) -> list[list[Token]]:
    """Return the lines' cells with the label at the end of a line joined to its continuation on the next.

    A continuation begins with a bracket, a closing one or 的, or closes a bracket that is open. The joined
    label stands on the line that has values, for they tell the row, otherwise on the first.
    """
    joined: list[list[Token]] = []
    # Where units stand alone on several lines they are a column of their own, % among them.
    united = sum(len(line) == 1 and _UNIT.fullmatch(to_plain(line[0].text)) is not None for line in lines) >= _UNITED
    for line in lines:
        here = list(line)
        if united and len(here) == 1 and here[0].text in {"%", "‰"}:
            joined.append(here)
            continue
        before = next((earlier for earlier in reversed(joined) if earlier), None)
        if before and here and continues(before[-1], here[0]):
            whole = join_tokens(before[-1], here[0])
            if len(here) > 1:
                before.pop()
                here[0] = whole
            else:
                before[-1] = whole
                here = []
        joined.append(here)
    return joined


def continues(left: Token, right: Token) -> bool:
    """Tell whether the second label is the rest of the first."""
    if left.kind != "label" or right.kind != "label" or right.line > left.line + 1 + len(left.more):
        return False
    first, second = to_plain(left.text), to_plain(right.text)
    if regex.fullmatch(r"\(\d{1,2}\)", second):
        return False  # the number of a column
    opened = first.count("(") > first.count(")") and ")" in second
    return opened or bool(_CONTINUES.match(second) or _GOES_ON.search(first))


def join_tokens(left: Token, right: Token) -> Token:
    """Return one label made of two."""
    blank = (
        left.text[-1].isascii() and left.text[-1] not in "-/(" and right.text[0].isascii() and right.text[0] not in ")%"
    )
    return replace(
        left,
        text=left.text + (" " if blank else "") + right.text,
        more=(*left.more, (right.line, right.start, right.end), *right.more),
        marks=left.marks + right.marks,
    )


def gather_corner(tokens: Sequence[Token]) -> list[Token]:
    """Return the cells with the second word of a diagonal corner behind the first.

    Tools that go by height print the lower word of 国别/年份 where the first row ends, or behind everything.
    """
    last = len(tokens) - 1
    if last < 4 or not (tokens[0].kind == tokens[last].kind == "label") or not tokens[last - 1].is_value:
        return list(tokens)
    first_class, last_class = (corner_to_classes(tokens[place].text) for place in (0, last))
    if len(first_class) != 1 or len(last_class) != 1 or {*first_class, *last_class} != {"period", "item"}:
        return list(tokens)
    return [tokens[0], tokens[last], *tokens[1:last]]
