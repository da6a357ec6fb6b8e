"""Of what a word of order or comparison is said: its subject, whether of a change, and whether the table knows what is compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import regex

from extractors.checks.counted_words import counts_in
from extractors.checks.fields import Field, find_fields
from extractors.checks.judged import line_label
from extractors.checks.mentions import Mention, is_place
from extractors.checks.readings import View
from extractors.checks.sheets import Axis, Entry, Sheet
from extractors.checks.statements import shortened
from extractors.quantities.intervals import Interval
from extractors.vocabulary.periods import find_periods

GROWTH: Final = regex.compile(
    r"增|涨|降|减|跌|回落|恢复|提升|growth|increase|decline|drop|fall|rise|grew|fell|rose|gain", regex.IGNORECASE
)
_APPOSED: Final = regex.compile(r"(?:'s)?\s?[,，]\s?(?:the\s)?")
_IS: Final = regex.compile(
    r"的?[^，。；]{0,6}?(?:是|为|属|依次为)(?:的)?\s?|[^.,;]{0,40}?\b(?:was|were|is|are|in|among)\s(?:in\s|that of\s)?(?:the\s)?$",
    regex.IGNORECASE,
)
_SITUATED: Final = regex.compile(
    r"(?:\s[a-z]+){0,3}?,?(?:\s(?:at|of|with|by))?(?:\s[A-Z]{3})?\s\d[\d.,]*\d(?:\s[a-z%]+){0,4},"
    r"(?:\s(?:was|were|is|are)(?:\s(?:recorded|registered|found|observed|seen|posted|achieved|reported))?)?\s(?:in|at|by|for|that of)\s(?:the\s)?",
    regex.IGNORECASE,
)
_JOINED: Final = regex.compile(r"\s(?:and|or)\s", regex.IGNORECASE)
_CHANGE_NOUN: Final = regex.compile(
    r"(?:增[幅速量势]|增长率?|涨幅|[降跌减]幅|恢复程度|回落|增长速度)(?:的|均|都|为|始终|却|也|则|位|排名?|[居列处在]|所列?|各|全|市场|国家|省份|地区|城市|行业|[省市县区州国])*$"
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
_REMAINDER: Final = regex.compile(r"其[他它余]|\b(?:others?|rest|remaining|elsewhere)\b", regex.IGNORECASE)
_QUOTED: Final = 0.95
_TOLD: Final = 0.85  # for a field that a figure of another name in the sentence tells
_LIKELY: Final = 0.2
_FEWEST_DIGITS: Final = 3  # of a figure that tells a field by itself
_QUOTES_ANOTHER: Final = 0.6


def named_axes(view: View) -> Iterator[tuple[Axis, list[Mention]]]:
    """Return the axes of a table whose lines a sentence names, with these names; totals are no subjects.

    浙江出口居第二位: where places are named, they are what is put in order, and the other names say in what.
    """
    named = [m for m in view.mentions if m.entry.label and not m.entry.whole and m.exact]
    places = {m.entry.axis for m in named if is_place(m.entry.code)}
    for axis in ("row", "column"):
        mine = [m for m in named if m.entry.axis == axis]
        if mine and len(view.sheet.parts(axis)) > 1 and (not places or axis in places):
            yield axis, mine


def ranked_fields(view: View, axis: Axis, entry: Entry, *, growth: bool) -> Iterator[Field]:
    """Return the fields that a name may have a rank in: a remainder (其他, rest of the world) is none of those that are ranked."""
    rest = [
        other for other in view.sheet.entries if other.axis == axis and other != entry and _REMAINDER.match(other.label)
    ]
    for field in find_fields(view, axis, growth=growth):
        yield field.without(rest) if rest else field


def subjects_of(view: View, mine: Sequence[Mention]) -> list[Mention]:
    """Return the names that a word of order may be said of: the last before it in its clause, else the first behind it."""
    claim, sentence = view.claim, view.sentence
    start, end = sentence.clause_start(claim.start), sentence.clause_end(claim.end)
    before = [m for m in mine if start <= m.span.start < claim.start and not view.is_base(m)]
    behind = [m for m in mine if claim.end <= m.span.start < end]
    if behind and _IS.match(sentence.text, claim.end, behind[0].span.start):
        return behind[:1]
    # the mildest, 68.4 per cent, was in the Netherlands
    held = [
        m for m in mine if m.span.start >= claim.end and _SITUATED.fullmatch(sentence.text, claim.end, m.span.start)
    ]
    if held:
        return held[:1]
    if behind and claim.text.casefold().endswith(" by"):
        return behind[:1]  # followed by
    beside = [
        m for m in mine if m.span.end <= claim.start and _APPOSED.fullmatch(sentence.text, m.span.end, claim.start)
    ]
    if beside:
        return beside[-1:]
    if before:
        # India and the others came second and third: of two, one of which the table does not name.
        return [] if _JOINED.match(sentence.text, before[-1].span.end) and is_latin(view) else before[-1:]
    if behind:
        return behind[:1]
    earlier = [m for m in mine if m.span.start < start and not view.is_base(m)]
    return earlier[-1:]


def is_latin(view: View) -> bool:
    """Tell whether the words of a statement are Latin ones: 2023年的第2位 begins with a digit only."""
    return view.sentence.text[view.claim.start : view.claim.end].isascii()


def is_about_growth(view: View) -> bool:
    """Tell whether a word of order is said of a change: 增幅最小, 增长最快, the steepest decline."""
    text, claim = view.sentence.text, view.claim
    if is_latin(view):
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
    end = sentence.clause_end(claim.end) if is_latin(view) else claim.start
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


_FROM: Final = regex.compile(r"(?:[由从自]|\bfrom\s)[^，。；,;]{0,12}$", regex.IGNORECASE)


def anchored(view: View, field: Field, entry: Entry, weight: float, meant: int | None = None) -> float:
    """Return the weight of a field whose value for a name the sentence quotes (…最高，为51.8%): more, and less where it quotes another.

    `meant` is the line for which the statement would hold: where its value is the one quoted, the field is the one that is
    spoken of, and the name is wrong.
    """
    value = field.of(entry)
    behind = _NUMERAL.search(view.sentence.text, view.claim.end)
    if behind is not None and _FROM.search(view.sentence.text, view.claim.end, behind.start()):
        # …最低，由-0.709降至-0.845: it is lowest where it went to.
        reached = _NUMERAL.search(view.sentence.text, behind.end(), view.sentence.clause_end(behind.end()))
        behind = reached or behind
    if value is not None and weight >= _LIKELY and _told_before(view, field, entry):
        weight = max(weight, _TOLD)
    if value is None or behind is None:
        return weight
    number = Decimal(behind.group().replace(",", ""))
    if _prints(value, number):
        return max(weight, _QUOTED)
    between = [m for m in view.mentions if m.entry.axis == field.axis and m.entry.label and m.entry != entry]
    near = not any(view.claim.end <= m.span.start < behind.start() for m in between)
    if meant is not None and near and weight >= _LIKELY and _prints(field.values[meant], number):
        alone = sum(_prints(other, number) for other in field.values.values()) == 1
        return max(weight, _QUOTED) if alone and len(number.as_tuple().digits) >= _FEWEST_DIGITS - 1 else weight
    return weight * _QUOTES_ANOTHER


def _told_before(view: View, field: Field, entry: Entry) -> bool:
    """Tell whether a figure before is that of another name in a field (B came second with 917.2, and C took third place)."""
    text = view.sentence.text
    own = [m.span.end for m in view.mentions if m.entry == entry and m.span.end <= view.claim.start]
    if not own or _NUMERAL.search(text, own[-1], view.claim.start):
        return False  # with a figure of its own it may be in another field
    for figure in _NUMERAL.finditer(text, 0, view.claim.start):
        digits = figure.group().replace(",", "")
        named = [m for m in view.mentions if m.entry.axis == field.axis and m.span.end <= figure.start()]
        if len(digits.replace(".", "")) < _FEWEST_DIGITS or not named or named[-1].entry == entry:
            continue
        other = field.of(named[-1].entry)
        if other is not None and _prints(other, Decimal(digits)):
            return True
    return False


def quoted_before(view: View, field: Field, mention: Mention, weight: float) -> float:
    """Return the weight of a field whose value for a name stands between it and the word of comparison (甲3.2万吨，低于乙)."""
    value = field.of(mention.entry)
    figures = list(_NUMERAL.finditer(view.sentence.text, mention.span.end, view.claim.start))
    if value is None or len(figures) != 1 or weight < _LIKELY:
        return weight
    number = Decimal(figures[0].group().replace(",", ""))
    return max(weight, _QUOTED) if _prints(value, number) else weight * _QUOTES_ANOTHER


def _prints(value: Interval, number: Decimal) -> bool:
    step = Decimal(1).scaleb(int(number.as_tuple().exponent))
    return abs(abs(value.value) - number) <= step


def nearness(view: View, mention: Mention) -> float:
    """Return how surely a name is the subject of a clause: less where it stands in a clause before."""
    near = mention.span.start >= view.sentence.clause_start(view.claim.start)
    return 1.0 if near else 0.8


def values_in_words(field: Field, lines: Sequence[frozenset[int]], sheet: Sheet, best: int | None = None) -> str:
    """Return the names and values that a judgement rests on, for its message."""
    shown = [line for group in lines for line in group if line in field.values]
    shown += [best] if best is not None and best not in shown else []
    return "、".join(f"{line_label(sheet, field.axis, line)} {shortened(field.values[line].value)}" for line in shown)
