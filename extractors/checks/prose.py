"""The sentences of an article, and the rows and columns of its tables that they name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import regex

from extractors.checks.labels import is_general, is_total_label
from extractors.checks.mentions import Mention, find_mentions
from extractors.checks.quotients import quotients_in
from extractors.checks.sheets import Sheet
from extractors.checks.words import Sentence
from extractors.model import Claim, Period, Span, Structure
from extractors.quantities.sentences import split_sentences
from extractors.vocabulary.periods import find_periods

_PROSE = ("paragraph", "abstract")
_NO_PERIOD = Period()
_FORMER = regex.compile(r"\bthe (?P<which>former|latter)\b|(?P<which>[前后])者", regex.IGNORECASE)
_COUNTRY: Final = regex.compile(r"全国|我国|中国")
_WORLD: Final = ("世界", "全球")
Section = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with what it names of each table, and what the sentences before it in its section named last.

    `period` is the period that was named last before it, `claims` are those that it states, `foreign` are for each table
    the places of names that it has not, but another table has.
    """

    section: Section
    text: str
    sentence: Sentence
    mentions: tuple[tuple[Mention, ...], ...]
    carried: tuple[tuple[Mention, ...], ...]
    period: Period = _NO_PERIOD
    claims: tuple[Claim, ...] = ()
    foreign: tuple[tuple[Span, ...], ...] = ()

    def claim_at(self, at: Span) -> Claim | None:
        """Return the claim without a number that stands at a place of the sentence, if one does."""
        return next((c for c in self.claims if c.value is None and c.start < at.end and at.start < c.end), None)


@dataclass(frozen=True, slots=True)
class Prose:
    """All sentences in reading order; `home` are words for what the article is about as a whole (`words_at_home`)."""

    sentences: tuple[Said, ...]
    index: dict[tuple[Section, str], Said]
    home: frozenset[str] = frozenset()

    def of(self, claim: Claim) -> Said:
        """Return the sentence that a claim stands in."""
        return self.index[claim.section, claim.sentence]

    def __iter__(self) -> Iterator[Said]:
        return iter(self.sentences)


def words_at_home(title: str | None, sheets: Sequence[Sheet]) -> frozenset[str]:
    """Return the words for a whole country or the world that speak of nothing else in an article about that, or whose tables have a line for it."""
    about = " ".join([title or "", *(sheet.table.caption or "" for sheet in sheets)])
    labels = {entry.label for sheet in sheets for entry in sheet.entries}
    home = {"全国"} if _COUNTRY.search(about) or any(label.startswith("全国") for label in labels) else set()
    home |= {word for word in _WORLD if word in about or any(label.startswith(word) for label in labels)}
    return frozenset(home)


def read_prose(structure: Structure | None, claims: Iterable[Claim], sheets: Sequence[Sheet]) -> Prose:
    """Read the sentences of abstract and paragraphs; without a structure those that hold claims."""
    texts: list[tuple[Section, str]] = []
    for block in structure.blocks if structure is not None else ():
        if block.kind in _PROSE:
            texts += [(block.section, block.passage.text[start:end]) for start, end in split_sentences(block.passage)]
    known = set(texts)
    claims = tuple(claims)
    stated: dict[tuple[Section, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        stated[claim.section, claim.sentence].append(claim)
    texts += dict.fromkeys(
        (claim.section, claim.sentence) for claim in claims if (claim.section, claim.sentence) not in known
    )
    said: list[Said] = []
    section: Section | None = None
    none: tuple[tuple[Mention, ...], ...] = tuple(() for _ in sheets)
    carried = none
    period = Period()
    for own, text in texts:
        if own != section:
            section, carried, period = own, none, Period()
        sentence = Sentence.of(text)
        mentions = _known_best([find_mentions(sentence, sheet) for sheet in sheets])
        mentions = tuple(_resolved(sentence, now, before) for now, before in zip(mentions, carried, strict=True))
        said.append(
            Said(
                own,
                text,
                sentence,
                mentions,
                carried,
                period,
                tuple(stated[own, text]),
                _foreign(sentence, mentions, sheets),
            )
        )
        period = next((found for _, found in reversed(find_periods(text)) if found.text), period)
        carried = tuple(_go_on(before, now) for before, now in zip(carried, mentions, strict=True))
    home = words_at_home(structure.front.title if structure is not None else None, sheets)
    return Prose(tuple(said), {(item.section, item.text): item for item in reversed(said)}, home)


def _resolved(sentence: Sentence, now: tuple[Mention, ...], before: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Add the names that 前者 and 后者, "the former" and "the latter" stand for: the two that were listed together last, in this sentence or before it."""
    words = list(_FORMER.finditer(sentence.text))
    if not words:
        return now
    own = [mention for mention in now if mention.span.end <= words[0].start()]
    for group in (own, list(before)):
        for axis in ("row", "column"):
            names = [m for m in group if m.entry.axis == axis and m.exact and m.entry.label and not m.entry.whole]
            if len(names) >= 2 and names[-1].entry != names[-2].entry:
                first, last = names[-2].entry, names[-1].entry
                pair = {"former": first, "前": first, "latter": last, "后": last}
                more = [Mention(pair[w["which"].casefold()], Span(*w.span())) for w in words]
                return tuple(sorted((*now, *more), key=lambda item: (item.span.start, item.span.end)))
    return now


def _go_on(before: tuple[Mention, ...], now: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Return what is carried on: of each axis the names of the last sentence that has any."""
    axes = {mention.entry.axis for mention in now}
    return (*(mention for mention in before if mention.entry.axis not in axes), *now)


def _known_best(found: Sequence[tuple[Mention, ...]]) -> tuple[tuple[Mention, ...], ...]:
    """Leave out names that are told from a part (郑州 for 郑州银行) where another table has the very word for a name."""
    exact = [mention.span for mentions in found for mention in mentions if mention.exact and not mention.counted]
    return tuple(
        tuple(
            m
            for m in mentions
            if m.exact or not any(m.span.start >= span.start and m.span.end <= span.end for span in exact)
        )
        for mentions in found
    )


def _foreign(
    sentence: Sentence, found: Sequence[tuple[Mention, ...]], sheets: Sequence[Sheet]
) -> tuple[tuple[Span, ...], ...]:
    # 增长 and share are said of any table.
    names = [
        m.span
        for mentions in found
        for m in mentions
        if m.exact
        and not m.counted
        and m.entry.label
        and not (m.entry.whole and is_total_label(m.entry.label))
        and not is_general(m.entry.tokens)
    ]
    foreign = []
    for mentions, sheet in zip(found, sheets, strict=True):
        over = "".join(f" {word} " for word in sheet.over)
        own = [mention.span for mention in mentions]
        foreign.append(
            tuple(
                span
                for span in (*names, *quotients_in(sentence, sheet))
                if not any(span.overlaps(other) for other in own) and _words(sentence, span) not in over
            )
        )
    return tuple(foreign)


def _words(sentence: Sentence, span: Span) -> str:
    """Return the words of a place in a form in which one run of words is found in another."""
    inside = (
        word for word, at in zip(sentence.words, sentence.spans, strict=True) if span.start <= at.start < span.end
    )
    return "".join(f" {word} " for word in inside)
