"""Of what a word of order or comparison is said: its subject, whether of a change, and whether the table knows what is compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import regex

from extractors.checks.fields import Field
from extractors.checks.judged import line_label
from extractors.checks.mentions import Mention, counts_in
from extractors.checks.readings import View
from extractors.checks.sheets import Axis, Entry, Sheet
from extractors.checks.statements import shortened
from extractors.vocabulary.periods import find_periods

GROWTH: Final = regex.compile(
    r"增|涨|降|减|跌|回落|恢复|提升|growth|increase|decline|drop|fall|rise|grew|fell|rose|gain", regex.IGNORECASE
)
_APPOSED: Final = regex.compile(r"(?:'s)?\s?[,，]\s?(?:the\s)?")
_IS: Final = regex.compile(
    r"的?[^，。；]{0,6}?(?:是|为|属|依次为)(?:的)?\s?|[^.,;]{0,40}?\b(?:was|were|is|are|in|among)\s(?:in\s|that of\s)?(?:the\s)?$",
    regex.IGNORECASE,
)
_CHANGE_NOUN: Final = regex.compile(
    r"(?:增[幅速量势]|增长率?|涨幅|[降跌减]幅|恢复程度|回落|增长速度)(?:的|均|都|为|始终|却|也|则|位|排名?)*$"
)
_CHANGE_BEHIND: Final = regex.compile(r"的?(?:增|降|涨|跌)[幅速长]")
_STOP: Final = frozenset(
    "的是在中为居均都却则而其从看也又仍最达到于年之内里以来和与及、各个省市县国州项类种家位名，。始终一直始全部分别依次属排列 "
)
_LATIN_STOP: Final = frozenset(
    [
        "the",
        "of",
        "in",
        "with",
        "for",
        "and",
        "a",
        "an",
        "by",
        "at",
        "to",
        "was",
        "were",
        "is",
        "are",
        "had",
        "has",
        "have",
        "that",
        "this",
        "its",
        "their",
        "it",
        "came",
        "ranked",
        "remained",
        "stood",
        "which",
        "among",
        "all",
        "six",
        "five",
        "four",
        "three",
        "two",
        "one",
        "over",
        "than",
        "on",
        "from",
        "as",
        "but",
        "while",
        "value",
        "figure",
        "number",
        "level",
        "group",
        "country",
        "county",
        "region",
        "market",
        "decline",
        "increase",
        "growth",
        "rise",
        "drop",
        "fall",
        "recorded",
        "second",
        "third",
        "fourth",
        "fifth",
    ]
)
_UNKNOWN_WORDS: Final = 2
_STRANGE: Final = 0.6
_NUMERAL: Final = regex.compile(r"(?<![\d第])(?!(?:19|20)\d\d(?!\d))\d[\d,]*(?:\.\d+)?")
_QUOTED: Final = 0.95
_QUOTES_ANOTHER: Final = 0.6


def named_axes(view: View) -> Iterator[tuple[Axis, list[Mention]]]:
    """Return the axes of a table whose lines a sentence names, with these names; totals are no subjects."""
    for axis in ("row", "column"):
        mine = [m for m in view.mentions if m.entry.axis == axis and m.entry.label and not m.entry.whole and m.exact]
        if mine and len(view.sheet.parts(axis)) > 1:
            yield axis, mine


def subjects_of(view: View, mine: Sequence[Mention]) -> list[Mention]:
    """Return the names that a word of order may be said of: the last before it in its clause, else the first behind it."""
    claim, sentence = view.claim, view.sentence
    start, end = sentence.clause_start(claim.start), sentence.clause_end(claim.end)
    before = [m for m in mine if start <= m.span.start < claim.start and not view.is_base(m)]
    behind = [m for m in mine if claim.end <= m.span.start < end]
    if behind and _IS.match(sentence.text, claim.end, behind[0].span.start):
        return behind[:1]
    beside = [
        m for m in mine if m.span.end <= claim.start and _APPOSED.fullmatch(sentence.text, m.span.end, claim.start)
    ]
    if beside:
        return beside[-1:]
    if before:
        return before[-1:]
    if behind:
        return behind[:1]
    earlier = [m for m in mine if m.span.start < start and not view.is_base(m)]
    return earlier[-1:]


def is_about_growth(view: View) -> bool:
    """Tell whether a word of order is said of a change: 增幅最小, 增长最快, the steepest decline."""
    text, claim = view.sentence.text, view.claim
    if text[claim.start : claim.start + 1].isascii():
        return GROWTH.search(text[claim.start : claim.end + 16]) is not None
    if any(word in claim.text for word in "快慢"):
        return True
    return (
        _CHANGE_NOUN.search(text, max(0, claim.start - 12), claim.start) is not None
        or _CHANGE_BEHIND.match(text, claim.end) is not None
    )


def explained(view: View) -> float:
    """Return less than one where the clause speaks of something that neither the table's names nor its title say (盈利能力最强)."""
    sentence, claim = view.sentence, view.claim
    start = sentence.clause_start(claim.start)
    covered = [m.span for m in view.mentions] + [span for span, _ in find_periods(sentence.text)]
    covered += [span for _, span in counts_in(sentence.text)]
    over = {
        *view.sheet.over,
        *(token for entry in view.sheet.entries if entry.axis == "column" for token in entry.tokens),
    }
    end = sentence.clause_end(claim.end) if sentence.text[claim.start : claim.start + 1].isascii() else claim.start
    rest = [
        word
        for word, span in zip(sentence.words, sentence.spans, strict=True)
        if start <= span.start < end
        and not claim.start <= span.start < claim.end
        and not any(other.start <= span.start < other.end for other in covered)
        and word not in over
        and word not in _STOP
        and not word.isdecimal()
        and word not in _LATIN_STOP
        and word not in "增长速幅降涨恢复下上升回落快慢"
    ]
    unknown = sum(2 if word.isascii() and len(word) > 2 else not word.isascii() for word in rest)
    return 1.0 if unknown < _UNKNOWN_WORDS else _STRANGE


def anchored(view: View, field: Field, entry: Entry, weight: float) -> float:
    """Return the weight of a field whose value for a name the sentence quotes (…最高，为51.8%): more, and less where it quotes another."""
    value = field.of(entry)
    quoted = [match.group().replace(",", "") for match in _NUMERAL.finditer(view.sentence.text, view.claim.end)]
    if value is None or not quoted:
        return weight
    first = Decimal(quoted[0])
    step = Decimal(1).scaleb(int(first.as_tuple().exponent))
    return max(weight, _QUOTED) if abs(abs(value.value) - first) <= step else weight * _QUOTES_ANOTHER


def nearness(view: View, mention: Mention) -> float:
    """Return how surely a name is the subject of a clause: less where it stands in a clause before."""
    near = mention.span.start >= view.sentence.clause_start(view.claim.start)
    return 1.0 if near else 0.8


def values_in_words(field: Field, lines: Sequence[frozenset[int]], sheet: Sheet, best: int | None = None) -> str:
    """Return the names and values that a judgement rests on, for its message."""
    shown = [line for group in lines for line in group if line in field.values]
    shown += [best] if best is not None and best not in shown else []
    return "、".join(f"{line_label(sheet, field.axis, line)} {shortened(field.values[line].value)}" for line in shown)
