"""Marks of Markdown that are no part of a text: ## before a heading, > before a quotation, ** around what is set bold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import regex

from extractors.model import Span

# Only a text with a heading or a table of Markdown is read so: elsewhere a number sign and asterisks are text.
_MARKED: Final = regex.compile(r"(?m)^(?:#{1,6}[ \t]+\S|[ \t]*+\|?[ \t]*+:?-{3,}+:?[ \t]*+\|[-:| \t]*+$)")
_LEADING: Final = regex.compile(r"[ \t]*+(?:>[ \t]?)*+(?:#{1,6}[ \t]+)?")
# Stars behind a figure tell its significance (0.12**), and are printed.
_BOLD: Final = regex.compile(
    r"(?<![\p{Latin}\p{N})*_\\])(?P<mark>\*\*|__)(?![\s*_])[^*\n]{1,400}?(?<![\s*_\\])(?P=mark)(?![*_])"
)


def is_marked_up(text: str) -> bool:
    """Tell whether a text is written in Markdown: it has a heading behind number signs, or a table under a rule of dashes and bars."""
    return _MARKED.search(text) is not None


def find_marks(text: str, start: int, end: int) -> list[Span]:
    """Return the marks of one line of Markdown, which are not read, in order."""
    leading = _LEADING.match(text, start, end)
    marks = [Span(start, leading.end())] if leading is not None and leading.end() > start else []
    for match in _BOLD.finditer(text, start, end):
        width = len(match["mark"])
        marks += [Span(match.start(), match.start() + width), Span(match.end() - width, match.end())]
    return marks


def without_marks(span: Span, marks: Iterable[Span]) -> list[Span]:
    """Return what is left of a run of text without the marks in it."""
    left, start = [], span.start
    for mark in marks:
        if mark.start < span.end and mark.end > start:
            if mark.start > start:
                left.append(Span(start, mark.start))
            start = max(start, mark.end)
    return [*left, Span(start, span.end)] if start < span.end else left
