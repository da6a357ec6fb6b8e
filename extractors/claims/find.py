"""The claims of an article: every number that its prose states."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extractors.characters import to_plain
from extractors.claims.kinds import Statement, read_statement
from extractors.model import Block, Claim, Document, Quantity, Span, Structure, Unit
from extractors.quantities import read_numerals
from extractors.quantities.sentences import split_sentences
from extractors.vocabulary import Vocabulary
from extractors.vocabulary.units import Units


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a block, and where it begins in the block's passage."""

    block: Block
    text: str
    start: int

    def spans(self, part: Span) -> tuple[Span, ...]:
        """Return the runs of the document's text behind a part of the sentence."""
        return self.block.passage.spans(self.start + part.start, self.start + part.end)


PROSE = ("paragraph", "abstract")


def find_claims(structure: Structure, document: Document, vocabulary: Vocabulary, article_id: str) -> tuple[Claim, ...]:
    """Find every number that the abstract and the paragraphs state, in reading order.

    Headings, captions, notes, tables and references state nothing here. A numeral that counts nothing
    (a date, a class code, a table's number) is no claim; `account_numerals` says so of it.
    """
    claims: list[Claim] = []
    for block in structure.blocks:
        if block.kind not in PROSE:
            continue
        for start, end in split_sentences(block.passage):
            sentence = Sentence(block, block.passage.text[start:end], start)
            claims += _sentence_to_claims(sentence, document, vocabulary, f"{article_id}/c", len(claims))
    return tuple(claims)


def read_statements(sentence: str, units: Units) -> tuple[tuple[Quantity, Statement], ...]:
    """Return the quantities of a sentence, each with the kind of statement it makes."""
    plain = to_plain(sentence)
    stated: list[tuple[Quantity, Statement]] = []
    for quantity in read_numerals(sentence, units):
        if quantity.reason is None:
            before = stated[-1] if stated else None
            stated.append((quantity, read_statement(plain, quantity, units, before)))
    return tuple(stated)


def _sentence_to_claims(
    sentence: Sentence, document: Document, vocabulary: Vocabulary, prefix: str, count: int
) -> list[Claim]:
    claims: list[Claim] = []
    for quantity, statement in read_statements(sentence.text, vocabulary.units):
        spans = sentence.spans(quantity.span)
        claims.append(
            Claim(
                claim_id=f"{prefix}{count + len(claims) + 1}",
                section=sentence.block.section,
                sentence=sentence.text,
                start=quantity.span.start,
                end=quantity.span.end,
                text=quantity.text,
                value=_unsigned(quantity.value, statement),
                kind=statement.kind,
                value_to=quantity.value_to,
                decimals=quantity.decimals,
                unit=_unit(quantity.unit, statement),
                sense=statement.sense,
                modifier=quantity.modifier,
                direction=statement.direction,
                place=document.place_of(spans),
                spans=spans,
            )
        )
    return claims


def _unsigned(value: Decimal | None, statement: Statement) -> Decimal | None:
    # A change carries its sign in the direction; a level or an index below zero keeps it.
    return abs(value) if value is not None and statement.direction is not None else value


def _unit(unit: Unit, statement: Statement) -> Unit:
    if unit.code is not None or unit.multiplier:
        return unit
    return Unit(None, "times" if statement.kind == "multiple" else "index", 0, "default")
