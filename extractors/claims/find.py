"""The claims of an article: every number that its prose states."""

from __future__ import annotations

from decimal import Decimal

from extractors.characters import to_plain
from extractors.claims.kinds import Statement, read_statement
from extractors.quantities.sentences import split_sentences
from extractors.model import Block, Claim, Document, Quantity, Structure, Unit
from extractors.quantities import read_numerals
from extractors.vocabulary import Vocabulary
from extractors.vocabulary.units import Units

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
            claims += _sentence_to_claims(block, start, end, document, vocabulary, article_id, len(claims))
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
    block: Block,
    start: int,
    end: int,
    document: Document,
    vocabulary: Vocabulary,
    article_id: str,
    count: int,
) -> list[Claim]:
    sentence = block.passage.text[start:end]
    claims = []
    for quantity, statement in read_statements(sentence, vocabulary.units):
        spans = block.passage.spans(start + quantity.span.start, start + quantity.span.end)
        claims.append(
            Claim(
                claim_id=f"{article_id}/c{count + len(claims) + 1}",
                section=block.section,
                sentence=sentence,
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
