"""Where a sentence names the rows and columns of a table.

The prose of an article speaks of its tables in their own words, so that the labels of a table are the lexicon for the
sentences around it. No list of indicators is needed to see that 蔬菜面积累计增长 means the row 蔬菜.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import regex

from extractors.checks.counted_words import counts_in
from extractors.checks.labels import Tokens, label_to_tokens, share_found, singular
from extractors.checks.open_classes import open_class_in
from extractors.checks.quotients import QUOTIENTS, quotients_in
from extractors.checks.sheets import Axis, Entry, Sheet
from extractors.checks.words import CLAUSE, Sentence
from extractors.model import Span
from extractors.vocabulary import load_vocabulary

# Words that may stand between those of a name: auction prices for onshore wind.
_IDLE: Final = frozenset("的之总额量值数") | {"of", "for", "the", "in", "from", "to"}
_TAIL: Final = frozenset(
    "省市区县业额量值率数类"
)  # what a label ends in and prose leaves out: 江苏(省), 制造(业), 出口(额)
_JOINT: Final = regex.compile(
    r"[”’」』\"]?\s*(?:\([^()]{1,12}\))?\s*(?:[、,/+]|和|与|及|以及|同|\band\b|,\s*and\b|&)\s*[“‘「『\"]?"
)
# 本科及以上学历 is more than 本科.
_BEYOND: Final = regex.compile(r"[及或]?以[上下外内](?!来)")
_PLACE: Final = regex.compile(
    r"[省市县国州]|countr|province|states|cit(?:y|ies)|count(?:y|ies)|member", regex.IGNORECASE
)
_YEAR: Final = regex.compile(r"(?:19|20)\d\d")
_STEM: Final = 6  # letters of a word that makes an adjective
_TOTALS: Final = frozenset(("total", "all"))
_FUZZY: Final = 0.8
# Heads of indicators name no column: 增长 is said of everything.
HEADS: Final = frozenset(
    ("growth", "share", "rank", "index", "change", "quantity", "amount", "count", "rate", "ratio", "")
)
_AXES: Final[tuple[Axis, ...]] = ("row", "column")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of a table's axis in a sentence; `counted` where a count stands for it (五省)."""

    entry: Entry
    span: Span
    exact: bool = True
    counted: bool = False


def find_mentions(sentence: Sentence, sheet: Sheet) -> tuple[Mention, ...]:
    """Return where a sentence names rows or columns of a table, the longest names first where two overlap on one axis."""
    terms = sentence.terms
    alone = Counter(entry.measure for entry in sheet.entries)
    found: list[Mention] = []
    for entry in sheet.entries:
        if len(entry.tokens) == 1 and entry.tokens[0].isdecimal() and not _YEAR.fullmatch(entry.tokens[0]):
            continue  # a row called 20 (a class of pupils, a line of a form) is not what any 20 of a sentence names
        spans = [span for span, code in sentence.places if code == entry.code]
        spans += [
            span
            for span in _spans(sentence, entry)
            if not any(
                _cuts(term, code, span)
                and not _is_over(sentence, term, span, sheet)
                and not _is_said_of(sentence, term, span)
                for term, code in terms
            )
        ]
        found += [Mention(entry, span) for span in spans]
    found += [
        Mention(entry, span)
        for span, code in terms
        for entry in sheet.entries
        if entry.measure is not None
        and entry.measure == code not in HEADS
        and not _named(found, entry)
        and alone[entry.measure] == 1
    ]
    found = [
        mention
        for mention in found
        if not (mention.entry.whole and _adds_up_others(sentence, mention, found, sheet))
        and not _BEYOND.match(sentence.text, mention.span.end)
    ]
    for entry in sheet.entries:
        if not _named(found, entry):
            found += [
                Mention(entry, span, exact=False) for part in entry.short for span in _occurrences(sentence, part)
            ]
    found += [
        Mention(entry, span)
        for entry in sheet.entries
        if not _named(found, entry)
        for span in open_class_in(sentence, entry.label)
    ]
    quotients = quotients_in(sentence, sheet)
    found = [
        m
        for m in found
        if is_place(m.entry.code)
        or QUOTIENTS.intersection(m.entry.tokens)
        or not any(m.span.overlaps(span) for span in quotients)
    ]
    found += [more for mention in found for more in _compounded(sentence, mention, sheet)]
    found += _wholes(sentence, sheet, found)
    found += [mention for mention in _counted(sentence, sheet) if not _counts_names(sentence, mention, found)]
    for axis in _AXES:
        if not any(mention.entry.axis == axis and not mention.counted for mention in found):
            found += _alike(
                sentence, [entry for entry in sheet.entries if entry.axis == axis and len(entry.tokens) > 3]
            )
    return _longest(found, sentence.text)


def _wholes(sentence: Sentence, sheet: Sheet, found: Sequence[Mention]) -> Iterable[Mention]:
    """Return where English names a total without its word for all (renewables of Total renewables); beside a part it is the measure (German exports)."""
    for entry in sheet.entries:
        core = tuple(token for token in entry.tokens if token not in _TOTALS)
        if entry.whole and core and core != entry.tokens and not any(m.entry.axis == entry.axis for m in found):
            yield from (Mention(entry, span) for span in _occurrences(sentence, core))


def _compounded(sentence: Sentence, name: Mention, sheet: Sheet) -> Iterable[Mention]:
    """Return the names that Chinese writes before another that ends alike by what they have of their own (中西部, 进出口, 东中西部)."""
    tail = name.entry.tokens[1:]
    at = next((index for index, span in enumerate(sentence.spans) if span.start == name.span.start), 0)
    if not name.exact or not tail or name.entry.tokens[0].isascii() or sentence.words[at] != name.entry.tokens[0]:
        return
    while at > 0 and sentence.spans[at - 1].end == sentence.spans[at].start:
        at -= 1
        other = next(
            (
                entry
                for entry in sheet.entries
                if entry.axis == name.entry.axis
                and entry.tokens[:1] == (sentence.words[at],)
                and entry.tokens[1:] == tail
            ),
            None,
        )
        if other is None or other == name.entry:
            return
        yield Mention(other, sentence.spans[at])


def _named(found: Sequence[Mention], entry: Entry) -> bool:
    return any(mention.entry == entry for mention in found)


def is_place(code: str | None) -> bool:
    """Tell whether a code is that of a place, not of a class nor of a total."""
    return code is not None and ":" not in code and code != "_T"


def _adds_up_others(sentence: Sentence, mention: Mention, found: Sequence[Mention], sheet: Sheet) -> bool:
    """Tell whether 合计 adds up what is named or counted before it (甲与乙合计, 三省合计 of five) and is not the printed total."""
    start = sentence.clause_start(mention.span.start)
    parts = len(sheet.parts(mention.entry.axis))
    counted = [
        number for number, span in counts_in(sentence.text) if start <= span.start and span.end <= mention.span.start
    ]
    if counted:
        return counted[-1] != parts
    return any(
        other.entry.axis == mention.entry.axis
        and not other.entry.whole
        and start <= other.span.start < mention.span.start
        for other in found
    )


def _counted(sentence: Sentence, sheet: Sheet) -> Iterable[Mention]:
    """Return where a sentence counts all the lines of an axis (五省, 三种方式, the four sectors): it speaks of their total.

    Columns that count in different units are no things of a kind.
    """
    units = {cell.unit.code for cell in sheet.cells.values()}
    for number, span in counts_in(sentence.text):
        kinds = {singular(word) for word in sentence.text[span.start : span.end].casefold().split()[2:]}
        if (
            _PLACE.search(sentence.text, span.start, span.end)
            and not any(is_place(entry.code) for entry in sheet.entries)
            and not kinds & {*sheet.over, *(token for entry in sheet.entries if entry.whole for token in entry.tokens)}
        ):
            continue
        for axis in _AXES[: 2 if len(units) == 1 else 1]:
            if number == len(sheet.parts(axis)) > 1 and any(entry.axis == axis for entry in sheet.entries):
                wholes = [entry for entry in sheet.entries if entry.axis == axis and entry.whole]
                yield Mention(wholes[0] if wholes else _all_of(sheet, axis), span, counted=True)
                break


def _counts_names(sentence: Sentence, counted: Mention, found: Sequence[Mention]) -> bool:
    """Tell whether a count is that of the names listed right before it on the other axis (价格便宜和选择范围广两项合计)."""
    number = next((n for n, span in counts_in(sentence.text) if span == counted.span), 0)
    start = sentence.clause_start(counted.span.start)
    before = {
        m.entry
        for m in found
        if m.entry.axis != counted.entry.axis and m.exact and start <= m.span.start < counted.span.start
    }
    return len(before) == number


def _all_of(sheet: Sheet, axis: Axis) -> Entry:
    return Entry(axis, "", (), sheet.parts(axis))


def _cuts(term: Span, code: str, span: Span) -> bool:
    # 出口 is no name inside of 进出口: a term of the vocabulary is one word. How it is counted may stand at its end or its head
    # (销售额 of 销售额增长, loans of ratio of loans).
    if code.rpartition("_")[2] in HEADS and (term.start == span.start or term.end <= span.end):
        return False
    return term.start < span.start < term.end <= span.end or term.start <= span.start < span.end < term.end


def _is_over(sentence: Sentence, term: Span, span: Span, sheet: Sheet) -> bool:
    """Tell whether what a term has before a name stands over the whole table (服务 of 服务贸易额, in a table of services)."""
    before = label_to_tokens(sentence.text[term.start : span.start]) if span.end == term.end else ()
    return len(before) > 1 and f" {' '.join(before)} " in f" {' '.join(sheet.over)} "


def _is_said_of(sentence: Sentence, term: Span, span: Span) -> bool:
    """Tell whether a term measures what it begins with, and the table counts that in its own words (粮食 of 粮食产量, beside 油料)."""
    if term.start != span.start or sentence.text[span.start : span.end].isascii():
        return False
    known = load_vocabulary().indicators
    name, rest = sentence.text[span.start : span.end], sentence.text[span.end : term.end]
    return not known.find(name) and any(len(found.span) == len(rest) for found in known.find(rest))


def _spans(sentence: Sentence, entry: Entry) -> Iterable[Span]:
    for variant in _variants(entry):
        spans = list(_occurrences(sentence, variant))
        if spans:
            return spans
    return []


def _variants(entry: Entry) -> Iterable[Tokens]:
    tokens = entry.tokens
    yield tokens
    if entry.apart and len(entry.apart) > 1:
        yield entry.apart
    if len(tokens) == 1 and len(tokens[0]) >= _STEM and tokens[0].isascii():
        # regional exports of the row Region, agricultural workers of Agriculture
        stem = tokens[0].removesuffix("e").removesuffix("y")
        yield from ((f"{stem}{end}",) for end in ("al", "ial"))
    if entry.whole and tokens[-2:] in (("合", "计"), ("总", "计")) and len(tokens) > 4:
        yield tokens[:-2]
    core = tuple(token for token in tokens if token not in _IDLE)
    if core != tokens and core:
        yield core
    end = len(core)
    while end > 2 and core[end - 1] in _TAIL:
        end -= 1
    if 2 <= end < len(core):
        yield core[:end]


def _occurrences(sentence: Sentence, wanted: Tokens) -> Iterable[Span]:
    words = sentence.words
    for start in sentence.at.get(wanted[0], ()):
        at, index = start, 0
        while at < len(words) and index < len(wanted):
            if words[at] == wanted[index]:
                index += 1
            elif words[at] not in _IDLE or index == 0:
                break
            at += 1
        if index == len(wanted):
            yield Span(sentence.spans[start].start, sentence.spans[at - 1].end)


def _alike(sentence: Sentence, entries: Iterable[Entry]) -> list[Mention]:
    # Long labels are shortened in prose: 农林牧渔业总产值 becomes 农林牧渔产值. Clause by clause, so that words keep together.
    bounds = [0, *(match.end() for match in CLAUSE.finditer(sentence.text)), len(sentence.text)]
    clauses = []
    for start, end in pairwise(bounds):
        inside = [index for index, span in enumerate(sentence.spans) if start <= span.start < end]
        if inside:
            clauses.append((Span(start, end), tuple(sentence.words[index] for index in inside)))
    return [
        Mention(entry, span, exact=False)
        for entry in entries
        for span, words in clauses
        if share_found(entry.tokens, words) >= _FUZZY
    ]


def _longest(found: Sequence[Mention], text: str) -> tuple[Mention, ...]:
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda item: (not item.exact, -len(item.span), item.span.start)):
        same = [other for other in kept if other.entry.axis == mention.entry.axis and other.span.overlaps(mention.span)]
        if all(
            other.span == mention.span and other.entry != mention.entry and other.exact == mention.exact
            for other in same
        ):
            kept.append(mention)
    kept = [m for m in kept if not any(other is not m and _is_head(m, other, text) for other in kept)]
    return tuple(sorted(kept, key=lambda item: (item.span.start, item.span.end)))


def _is_head(mention: Mention, name: Mention, text: str) -> bool:
    """Tell whether a part of a label is the noun that another name goes before (65岁及以上人口), and no name beside it."""
    if mention.entry.axis != name.entry.axis or not name.exact or mention.entry.lines & name.entry.lines:
        return False
    if is_place(mention.entry.code):
        return False  # 粤浙苏三省
    if name.span.end > mention.span.start or text[name.span.end : mention.span.start] not in {"", " ", "的"}:
        return False
    words = label_to_tokens(text[mention.span.start : mention.span.end])
    return len(words) < len(mention.entry.tokens) and mention.entry.tokens[-len(words) :] == words


def joined_with(mentions: Sequence[Mention], last: int, text: str) -> list[Mention]:
    """Return the run of mentions of one axis, joined by 、 or 和, that ends with the one at an index."""
    run = [mentions[last]]
    for index in range(last - 1, -1, -1):
        mention = mentions[index]
        if mention.entry.axis != run[0].entry.axis:
            continue
        # 中西部: what ends alike is joined by nothing.
        compound = mention.span.end == run[0].span.start and len(mention.span) == 1
        if not compound and not _JOINT.fullmatch(text, mention.span.end, run[0].span.start):
            break
        run.insert(0, mention)
    return run
