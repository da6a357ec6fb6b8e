"""Classes without an upper bound: a table prints 40+ or ≥40, and prose says 40岁及以上, 40 years and over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

from extractors.checks.words import Sentence
from extractors.model import Span

_PRINTED: Final = regex.compile(
    r"(?:≥|>=?)\s?(?P<least>\d+)|(?P<least>\d+)\s?\+|(?P<least>\d+)\s?[岁年人户亩]?(?:及|或)?以上|(?P<least>\d+)(?:\syears)?\s(?:and|or)\s(?:over|more|older|above)",
    regex.IGNORECASE,
)
_SAID: Final = regex.compile(
    r"(?<!\d)(?P<least>\d+)(?:\s?[岁年人户亩](?:及|或)?以上|(?:\syears)?\s(?:and|or)\s(?:over|more|older|above)\b)"
)


def open_class_in(sentence: Sentence, label: str) -> Iterator[Span]:
    """Yield where a sentence says the class that a label prints, if that is an open one."""
    printed = _PRINTED.fullmatch(label.strip())
    if printed is not None:
        for said in _SAID.finditer(sentence.text):
            if said["least"] == printed["least"]:
                yield Span(*said.span())
