"""Every printed numeral and the row that accounts for it: nothing is lost silently."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from extractors.characters import to_plain
from extractors.model import (
    BlockKind,
    Claim,
    Document,
    Numeral,
    Outcome,
    Passage,
    Region,
    Span,
    Structure,
    Table,
)
from extractors.quantities import read_numerals
from extractors.quantities.sentences import is_listing, split_sentences
from extractors.vocabulary import Vocabulary

# A printed numeral is a run of digits with the marks of decimals and thousands between them.
_DIGITS = regex.compile(r"\p{Nd}+(?:[.,]\p{Nd}+)*")
_GROUP = regex.compile(r"\p{Nd}+")
_WORDS = regex.compile(
    r"[零〇一二两三四五六七八九十百千半]+(?:[万亿][零〇一二两三四五六七八九十百千]+)?|[A-Za-z]+(?:-[a-z]+)?"
)
_PROSE: tuple[BlockKind, ...] = ("paragraph", "abstract")
_BLOCKS: dict[BlockKind, tuple[Outcome, str | None]] = {
    "title": ("not_a_claim", "front_matter"),
    "authors": ("not_a_claim", "front_matter"),
    "keywords": ("not_a_claim", "front_matter"),
    "front": ("not_a_claim", "front_matter"),
    "heading": ("not_a_claim", "heading"),
    "caption": ("caption", None),
    "unit_line": ("caption", None),
    "note": ("note", None),
    "figure": ("not_a_claim", "figure"),
    "running_head": ("not_a_claim", "running_head"),
    "page_number": ("not_a_claim", "page_number"),
    "reference": ("not_a_claim", "reference"),
}


@dataclass(frozen=True, slots=True)
class Account:
    """What becomes of the numerals of some runs of the text."""

    outcome: Outcome
    reason: str | None = None
    subject: str | None = None


_UNACCOUNTED = Account("unaccounted")
_REFUTED = Account("not_a_claim", "correction")


def account_numerals(
    document: Document,
    structure: Structure,
    tables: Sequence[Table],
    claims: Sequence[Claim],
    vocabulary: Vocabulary,
    *,
    refuted: Sequence[Claim] = (),
) -> tuple[Numeral, ...]:
    """Give every numeral of the document's text exactly one row, in the order of the text.

    A numeral is a run of digits with its decimal and thousands marks; words of number get a row
    where a claim states them or a context of the prose holds them (十四五). A numeral belongs to the cell
    or label that holds it, else to a claim, else to the part of the article in which it stands, else, in
    prose, to the reason for which it states nothing. What none of these explains is unaccounted. `refuted` are
    claims that somebody says are none: their numerals are prose for that reason (`correction`).
    """
    ledger = _Ledger.of(len(document.text))
    words: dict[Span, Account] = {}
    for spans, account in _table_accounts(tables, structure):
        ledger.enter(spans, account)
    for claim in claims:
        account = Account("claim", subject=claim.claim_id)
        ledger.enter(claim.spans, account)
        if claim.value is not None:
            words.update(dict.fromkeys(_number_words(document.text, claim.spans), account))
    for claim in refuted:
        ledger.enter(claim.spans, _REFUTED)
        for span in _number_words(document.text, claim.spans):
            words.setdefault(span, _REFUTED)
    for block in structure.blocks:
        if block.kind in _BLOCKS:
            ledger.enter(block.passage.spans(), Account(*_BLOCKS[block.kind]))
        elif block.kind in _PROSE:
            for spans, account in _reasons(block.passage, vocabulary):
                ledger.enter(spans, account)
                if not any(_has_digit(document.text, span) for span in spans):
                    for span in spans:
                        words.setdefault(span, account)
    found = {span: ledger.at(span.start) for span in _printed_numerals(document.text, ledger)}
    found.update({span: account for span, account in words.items() if ledger.at(span.start) is account})
    return tuple(
        Numeral(
            document.text[span.start : span.end],
            account.outcome,
            account.reason,
            account.subject,
            document.place_of((span,)),
        )
        for span, account in sorted(found.items(), key=lambda item: item[0])
    )


@dataclass(frozen=True, slots=True)
class _Ledger:
    """For each character of a text the account that was entered first."""

    accounts: list[Account]
    entries: array[int]

    @staticmethod
    def of(length: int) -> _Ledger:
        return _Ledger([_UNACCOUNTED], array("L", bytes(array("L").itemsize * length)))

    def enter(self, spans: Iterable[Span], account: Account) -> None:
        self.accounts.append(account)
        number = len(self.accounts) - 1
        for span in spans:
            for position in range(max(span.start, 0), min(span.end, len(self.entries))):
                if self.entries[position] == 0:
                    self.entries[position] = number

    def at(self, position: int) -> Account:
        return self.accounts[self.entries[position]]


def _table_accounts(tables: Sequence[Table], structure: Structure) -> Iterator[tuple[tuple[Span, ...], Account]]:
    for table in tables:
        for cell in table.grid.cells:
            if cell.role == "body":
                yield cell.spans, Account("cell", subject=f"{table.table_id}/r{cell.row}c{cell.column}")
            else:
                yield cell.spans, Account("label", subject=table.table_id)
    subjects = {index: table.table_id for table in tables for index in table.regions}
    for index, region in enumerate(structure.regions):
        yield from _surroundings(region, subjects.get(index))


def _surroundings(region: Region, subject: str | None) -> Iterator[tuple[tuple[Span, ...], Account]]:
    for passage in (region.label, region.caption, region.unit):
        if passage is not None:
            yield passage.spans(), Account("caption", subject=subject)
    for note in region.notes:
        yield note.spans(), Account("note", subject=subject)


def _reasons(passage: Passage, vocabulary: Vocabulary) -> Iterator[tuple[tuple[Span, ...], Account]]:
    for start, end in split_sentences(passage):
        if is_listing(passage.text[start:end]):
            yield passage.spans(start, end), Account("not_a_claim", "listing")
            continue
        for quantity in read_numerals(passage.text[start:end], vocabulary.units):
            # A bare number is one that no word explains; it stays unaccounted.
            if quantity.reason == "bare":
                continue
            # What is a quantity and no claim is the bound of a class: 年收入5万元以下的农户.
            spans = passage.spans(start + quantity.numeral.start, start + quantity.numeral.end)
            yield spans, Account("not_a_claim", quantity.reason or "class_bound")


def _printed_numerals(text: str, ledger: _Ledger) -> Iterator[Span]:
    plain = to_plain(text)
    for match in _DIGITS.finditer(plain):
        start = match.start()
        groups = [group.span() for group in _GROUP.finditer(plain, match.start(), match.end())]
        # One row a numeral; two where two things were printed with no more than a comma between: 1,4 of [1,4] is one.
        for (_, before), (low, _) in pairwise(groups):
            if ledger.at(before - 1) is not ledger.at(low):
                yield Span(start, before)
                start = low
        yield Span(start, match.end())


def _number_words(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    if any(_has_digit(text, span) for span in spans):
        return ()
    return tuple(
        Span(match.start(), match.end()) for span in spans for match in _WORDS.finditer(text, span.start, span.end)
    )[:1]


def _has_digit(text: str, span: Span) -> bool:
    return any(character.isdecimal() for character in text[span.start : span.end])
