"""TOML without what stands in quotation marks: its keys, brackets and numbers, before anything reads them."""

from __future__ import annotations

from typing import Final

import regex

_OPENING = regex.compile(r"\"\"\"|'''|[\"'#]")
# What ends each, from behind the opening on: of five marks in a row the first two still belong to the text.
_REST: Final = {
    '"""': regex.compile(r"(?:\\.|[^\\\"]|\"(?!\"\"))*+\"\"\"\"{0,2}+", regex.DOTALL),
    "'''": regex.compile(r"(?:[^']|'(?!''))*+''''{0,2}+"),
    '"': regex.compile(r"(?:\\.|[^\\\"\n])*+\""),
    "'": regex.compile(r"[^'\n]*+'"),
    "#": regex.compile(r"[^\n]*+"),
}


def unquoted(text: str) -> str:
    """Return a TOML text without its strings and comments, in linear time. What is no TOML is kept from the fault on."""
    kept: list[str] = []
    at = 0
    while (opening := _OPENING.search(text, at)) is not None:
        rest = _REST[opening[0]].match(text, opening.end())
        if rest is None:
            break
        kept.append(text[at : opening.start()])
        at = rest.end()
    return "".join([*kept, text[at:]])
