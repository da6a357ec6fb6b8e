"""Articles of a few sentences, taken apart by hand."""

from __future__ import annotations

from extractors.claims import find_claims
from extractors.model import Block, Claim, Document, FrontMatter, Page, Passage, Span, Structure
from extractors.vocabulary import load_vocabulary

ARTICLE = "0123456789abcdef"


def prose(*parts: tuple[str, str]) -> tuple[Structure, Document]:
    """Return an article whose blocks are pairs of kind and text, one behind the other."""
    text, blocks = "", []
    section: tuple[str, ...] = ()
    for kind, words in parts:
        span = Span(len(text), len(text) + len(words))
        section = (words,) if kind == "heading" else section
        blocks.append(Block(kind, Passage.of(words, span), section))
        text += words + "\n"
    document = Document("prose.txt", "0" * 64, len(text), "text/plain", "utf-8", text, (Page(1, 40, 40, ()),))
    return Structure("zh", FrontMatter(), tuple(blocks), ()), document


def claims_of(*sentences: str) -> tuple[Claim, ...]:
    """Return the claims of one paragraph."""
    structure, document = prose(("paragraph", "".join(sentences)))
    return find_claims(structure, document, load_vocabulary(), ARTICLE)


def claim_of(sentence: str) -> Claim:
    """Return the only claim of a sentence."""
    (claim,) = claims_of(sentence)
    return claim
