"""Where sentences end, and what stands between the lines of one."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import regex

from extractors.model import Passage

_CLOSERS: Final = "”’）)》】」』\"'▲■◆□●◇※①②③④⑤⑥⑦⑧⑨⑩"
_ENDS: Final = "。！？!?；;：:…．"
_BROAD: Final = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\N{IDEOGRAPHIC COMMA}-\N{RIGHT WHITE SQUARE BRACKET}\uff00-\uffef“”‘’…—①-⑳]"
)
_TIGHT_BEFORE: Final = regex.compile(r"[%,.;:!?)\]}/~°‰\-–]")
_TIGHT_AFTER: Final = regex.compile(r"[(\[{/~\-–]")
_ENGLISH_END: Final = regex.compile(r"(?:[\p{L}\d)\]”\"’'%]\.|\p{Ll}\.\d{1,2}(?:[,\-–]\d{1,2})*)$")
_CITED: Final = regex.compile(r"\s*(?:\[[\d,，\-–~\s]{1,12}\]|［[\d,，\-–~\s]{1,12}］)$")


def ends_sentence(text: str) -> bool:
    """Tell whether the text ends where a sentence may: at 。！？；： or an English full stop, quotes, brackets and citations after it."""
    stripped = _CITED.sub("", text.rstrip()).rstrip().rstrip(_CLOSERS).rstrip()
    if not stripped:
        # A note mark or a citation alone on its line: the sentence goes on.
        return False
    return stripped[-1] in _ENDS or _ENGLISH_END.search(stripped) is not None


def separator_between(left: str, right: str) -> str:
    """Return what a line break between two texts stands for: nothing beside ideographs, else one blank.

    Nothing either after a hyphen: whether it was printed for the line's sake (ex-/ports) or belongs to the
    word (year-/on-year) only a lexicon can tell, so the hyphen is kept and no blank is put after it.
    """
    if not left or not right:
        return ""
    before, after = left[-1], right[0]
    if _BROAD.match(before) or _BROAD.match(after):
        return ""
    if before in "-\N{EN DASH}\N{HYPHEN}\N{SOFT HYPHEN}" and len(left) > 1 and left[-2].isspace():
        return " "
    return "" if _TIGHT_AFTER.match(before) or _TIGHT_BEFORE.match(after) else " "


def join_lines(parts: list[Passage]) -> Passage:
    """Mend the lines of one sentence or paragraph into one passage."""
    filled = [part for part in parts if part.text]
    separators = [separator_between(left.text, right.text) for left, right in pairwise(filled)]
    return Passage.joined(filled, separators)
