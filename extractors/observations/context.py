"""What an article says around its tables: whom it is about, and the sentences that speak of a table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import regex

from extractors.model import Dimension, Structure, Table
from extractors.vocabulary import Vocabulary
from extractors.vocabulary.places import Mention

_SENTENCE_END = regex.compile(r"(?<=[。！？；!?])|(?<=[a-z)]\.)\s")


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for a table unless it says otherwise.

    `default_entity` is the place that the article is about; `headings` are the headings above
    the table, outermost first; `sentences` are those of the prose that refer to it by number.
    """

    default_entity: Dimension
    headings: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()


def find_main_entity(structure: Structure, vocabulary: Vocabulary) -> Dimension:
    """Return the place that an article is about: named most, the title and headings counting more than prose.

    In "trade of A with B" the first is the subject: of places named together in one title
    or heading the first counts twice.
    """
    weights: Counter[str] = Counter()
    labels: dict[str, str] = {}
    title = structure.front.title or ""
    texts = [(title, 8.0)]
    texts += [
        (block.passage.text, {"heading": 3.0, "caption": 2.0, "title": 8.0 if not title else 0.0}.get(block.kind, 0.25))
        for block in structure.blocks
        if block.kind in {"title", "heading", "caption", "paragraph", "abstract"}
    ]
    for text, weight in texts:
        mentions = vocabulary.places.find(text) if weight else ()
        for index, mention in enumerate(mentions):
            weights[mention.code] += weight if index else 2 * weight  # type: ignore[assignment]  # Counter counts floats as well
            labels.setdefault(mention.code, _short(mention))
    if not weights:
        return Dimension()
    (code, most), *others = weights.most_common(2)
    # A place named once or twice in passing is not what an article is about.
    if most < 2 or (others and others[0][1] * 1.2 > most):
        return Dimension()
    return Dimension(labels[code], code, "default")


def table_to_context(table: Table, structure: Structure, main: Dimension) -> Context:
    """Collect what stands around one table."""
    section: tuple[str, ...] = ()
    for block in structure.blocks:
        if block.region is not None and block.region in table.regions:
            section = block.section
            break
    return Context(main, section, _sentences_about(table, structure))


def _sentences_about(table: Table, structure: Structure) -> tuple[str, ...]:
    if not table.number:
        return ()
    number = regex.escape(table.number)
    pattern = regex.compile(rf"(?:表\s*|\btable\s+){number}(?![\d.-]*\d)", regex.IGNORECASE)
    found: list[str] = []
    for block in structure.blocks:
        text = block.passage.text
        if block.kind == "paragraph" and pattern.search(text):
            found += [sentence.strip() for sentence in _SENTENCE_END.split(text) if pattern.search(sentence)]
    return tuple(found)


def _short(mention: Mention) -> str:
    return mention.label
