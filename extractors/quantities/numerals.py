"""Every numeral of a text: what it states, or why it states nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import regex

from extractors.characters import to_plain
from extractors.model import Quantity, Span
from extractors.quantities.chinese import DIGITS
from extractors.quantities.contexts import Context, find_contexts
from extractors.quantities.digits import MINUS, NUMBER, read_digits
from extractors.quantities.english_words import ENGLISH_BEGINNING, read_english_word
from extractors.quantities.figures import read_figure
from extractors.quantities.number_words import BEGINNINGS, read_number_word
from extractors.quantities.source import Source
from extractors.vocabulary.units import Units

_ANY_NUMERAL = re.compile(rf"\d+(?:[.,]\d+)*|[{DIGITS}十百千廿卅半]+")
# .08 is printed without its nought; the point of 1.2 or of a sentence has a character before it.
_LEADING_POINT = regex.compile(r"(?<![^\s(\[<>=~≤≥$-])\.\d")
# Where a numeral may begin. The sets of `re` are tables, those of `regex` are gone through character by character.
_BEGINNING = re.compile(rf"[\d.{''.join(sorted(BEGINNINGS))}]|(?<![A-Za-z\d]){ENGLISH_BEGINNING}")
_LIST_MARK = regex.compile(r"\s?(?:[、，,;；]|和|与|及|以及|或|至|到|(?:,\s?)?(?i:and|or|to))\s?")
# compared to a surplus of 16.2 bn; 由2.3亿元增至4.5亿
_COMPARED = regex.compile(
    r"[^,.;，。；]{0,40}?,?\s?(?i:compared (?:with|to)|against|versus|up from|down from|from|to|than)(?: an?(?: [a-z]{3,16}){1,2} of)?\s?[-+]?|\p{Han}{0,6}(?:增|升|降|减|涨|跌|提高|下降|上升)\p{Han}{0,3}[至到]了?"
)
_DECIMAL = regex.compile(r"\d{1,2}\.\d{1,2}")


def read_numerals(text: str, units: Units) -> tuple[Quantity, ...]:
    """Find every numeral of a text, from left to right: quantities, and the others with the reason why not.

    Digits are all returned; words of number only where they state a quantity or where a named
    context (date, plan, class_code …) holds them. A number without a unit takes the unit of the list it
    stands in (4.7、7.2、9.3亿元). `value` of a share in words is in percent: 三分之一 is 33.33…, 六成 60.
    The reason `bare` is that of a number which no unit and no word explains.
    """
    source = Source(text, to_plain(text), units)
    end = Context(len(text), len(text), "")
    found: list[Quantity] = []
    position = 0
    contexts = [context for context in find_contexts(source.plain) if not _is_measured(source, context)]
    for context in (*contexts, end):
        found += _between(source, position, context)
        read = found[-1].span.end if found else 0
        found += _within(source, context, read)
        position = max(position, read, context.end)
    listed = _with_list_units(source, sorted(found, key=lambda quantity: (quantity.span.start, quantity.span.end)))
    return _with_currencies(source, listed)


def _is_measured(source: Source, context: Context) -> bool:
    """Tell whether what looks like the number of a heading has a unit: 3.6吉瓦, 23.4 TWh; 2.1 个体经营 is a heading, for a blank parts it."""
    figure = source.plain[context.start : context.end].strip()
    if context.reason != "heading" or not _DECIMAL.fullmatch(figure):
        return False
    match = source.units.match(source.plain, context.end)
    return match is not None and (match.start == context.end or source.plain[match.start].isascii())


def _within(source: Source, context: Context, read: int) -> Iterator[Quantity]:
    # What a unit before has taken in is read already: kg·hm-2 looks like a name from its middle on.
    for match in _ANY_NUMERAL.finditer(source.plain, max(context.start, read), context.end):
        yield source.refused(Span(*match.span()), context.reason)


def _between(source: Source, start: int, context: Context) -> Iterator[Quantity]:
    plain, since, stop = source.plain, start, context.start
    found = _BEGINNING.search(plain, start, stop)
    while found is not None:
        at, quantity = found.start(), None
        character = plain[at]
        if character.isdecimal() or (character == "." and _LEADING_POINT.match(plain, at)):
            quantity = read_digits(source, at, stop, since=since, dated=context.reason == "date")
        elif character in BEGINNINGS:
            quantity = read_number_word(source, at, stop)
        elif character.isascii() and character.isalpha() and (at == 0 or not plain[at - 1].isalnum()):
            quantity = read_english_word(source, at, stop)
        at += 1
        if quantity is not None:
            yield quantity
            at = since = max(quantity.span.end, at)
        found = _BEGINNING.search(plain, at, stop) if at < stop else None


def _lacks_unit(this: Quantity, following: Quantity) -> bool:
    # 0.2个和0.4个百分点: the measure word is there, and what it measures is said once.
    pointed = this.unit.text == "个" and following.unit.code == "percentage_point"
    return this.unit.code is None or pointed


def _with_list_units(source: Source, found: list[Quantity]) -> tuple[Quantity, ...]:
    """Give a number without unit the one of the next in its list, from the last backwards: 4.7、7.2、9.3亿元."""
    for index in range(len(found) - 2, -1, -1):
        this, following = found[index], found[index + 1]
        if (
            not _lacks_unit(this, following)
            or this.unit.multiplier
            or this.reason not in (None, "bare")
            or following.reason is not None
            or following.unit.code is None
            or (following.unit.code == "count" and following.unit.multiplier == 0)
        ):
            continue
        number = NUMBER.match(source.plain, this.numeral.start)
        if (
            number is None
            or number.end() != this.numeral.end
            or not _LIST_MARK.fullmatch(source.plain, this.span.end, following.span.start)
        ):
            continue
        value = read_figure(number.group()).value
        negative = source.text[this.span.start] in MINUS
        unit = replace(following.unit, source="list")
        modifier = "exact" if this.reason is not None else this.modifier
        found[index] = replace(this, value=-value if negative else value, reason=None, unit=unit, modifier=modifier)
    return tuple(found)


def _with_currencies(source: Source, found: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """Give an amount without currency that of the one it is compared with: 2.5 bn euro, compared with 1.1 bn a year before.

    Both count in the same power of ten, and nothing but the words of the comparison stands between.
    """
    given = list(found)
    for index in range(1, len(given)):
        before, this = given[index - 1], given[index]
        if (
            this.reason is None
            and this.unit.code is None
            and this.unit.multiplier
            and this.unit.multiplier == before.unit.multiplier
            and source.units.family_of(before.unit.code) == "money"
            and _COMPARED.fullmatch(source.plain, before.span.end, this.span.start) is not None
        ):
            unit = replace(this.unit, code=before.unit.code, source="list")
            given[index] = replace(this, unit=unit)
    return tuple(given)
