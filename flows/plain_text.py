"""Text of documents that nobody vouches for, made fit for a terminal, a log or a field of a report."""

from __future__ import annotations

import regex

# Control characters (ESC, CSI ...), and those that turn the direction of reading round.
_STEERING = regex.compile(r"[\p{Cc}\p{Zl}\p{Zp}\N{LEFT-TO-RIGHT EMBEDDING}-\N{RIGHT-TO-LEFT OVERRIDE}\N{LEFT-TO-RIGHT ISOLATE}-\N{POP DIRECTIONAL ISOLATE}]+")  # fmt: skip
_LONGEST = 300

_MARKDOWN = regex.compile(r"([\\`*_\[\]<>|#~&!])")


def plain(text: str) -> str:
    """Return a text in one line, without characters that steer a terminal, cut when it is very long."""
    line = " ".join(_STEERING.sub(" ", text).split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def escape_markdown(text: str) -> str:
    """Return a text that Markdown shows as it is."""
    escaped: str = _MARKDOWN.sub(r"\\\1", text)
    return escaped
