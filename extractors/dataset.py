"""One document becomes its dataset: the whole of the extraction, in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import regex

from extractors.checks import compute_checks
from extractors.claims import find_claims
from extractors.corrections import Corrections, correct_claims, correct_observations, correct_tables
from extractors.indicators import compute_indicators
from extractors.memory import collected_rarely
from extractors.model import Article, Dataset, Document, Explanation, ReadingLimits, ReferenceValue, Structure, Table
from extractors.numerals import account_numerals
from extractors.observations import find_observations
from extractors.readers import read_document
from extractors.repairs import find_repairs
from extractors.structure import find_structure, without_tables
from extractors.tables import find_tables
from extractors.vocabulary import Vocabulary, load_vocabulary

# Code points of private use, which fonts that tell no characters are given, and the replacement character.
_NAMELESS = regex.compile(r"[\p{Co}\N{REPLACEMENT CHARACTER}]")


def extract(
    content: bytes,
    name: str,
    vocabulary: Vocabulary | None = None,
    reference: Sequence[ReferenceValue] = (),
    *,
    every_indicator: bool = False,
    corrections: Corrections | None = None,
    limits: ReadingLimits | None = None,
    passed: Callable[[str], None] | None = None,
) -> Dataset:
    """Extract everything that one document says: its tables, observations, claims, checks and indicators.

    `content` is the document as received (a PDF, or text in UTF-8, UTF-16 or GB18030); `name` is what
    messages call it, usually its file name. `vocabulary` replaces the shipped one. For `reference` and
    `every_indicator` see `compute_indicators`. `corrections` are what people found wrong in what is read of these bytes;
    one that does not fit is a warning. `passed` is called with the name of each stage when it is done, so
    that a caller can take the time. Pure: the same bytes give the same dataset. Raises `ExtractionError` (its children say why) when nothing can be read;
    every smaller doubt is a row of the dataset.
    """
    known = vocabulary or load_vocabulary()
    with collected_rarely():
        return _explain(
            content,
            name,
            known,
            reference,
            every_indicator=every_indicator,
            corrections=corrections,
            limits=limits,
            passed=passed or _unwatched,
        ).dataset


def explain(
    content: bytes,
    name: str,
    vocabulary: Vocabulary | None = None,
    reference: Sequence[ReferenceValue] = (),
    *,
    every_indicator: bool = False,
    corrections: Corrections | None = None,
) -> Explanation:
    """Extract one document and keep what the dataset was made from: the placed words, the blocks, the regions.

    Takes and refuses what `extract` does.
    """
    with collected_rarely():
        known = vocabulary or load_vocabulary()
        return _explain(content, name, known, reference, every_indicator=every_indicator, corrections=corrections)


def _unwatched(_stage: str) -> None:
    """Take no notice of a stage that is done."""


def _explain(
    content: bytes,
    name: str,
    known: Vocabulary,
    reference: Sequence[ReferenceValue],
    *,
    every_indicator: bool,
    corrections: Corrections | None = None,
    limits: ReadingLimits | None = None,
    passed: Callable[[str], None] = _unwatched,
) -> Explanation:
    document = read_document(content, name, limits)
    passed("read")
    article_id = document.sha256[:16]
    structure = find_structure(document)
    passed("structure")
    read = find_tables(structure, document, article_id)
    asked = corrections or Corrections(name)
    tables, undone, of_tables = correct_tables(read, asked)
    structure = without_tables(structure, undone)
    passed("tables")
    claims, refuted, of_claims = correct_claims(find_claims(structure, document, known, article_id), asked, known)
    passed("claims")
    observations, of_observations = correct_observations(
        find_observations(tables, structure, claims, known), read, tables, asked, known
    )
    passed("observations")
    indicators = compute_indicators(observations, claims, known, article_id, reference, every=every_indicator)
    passed("indicators")
    checks = compute_checks(tables, observations, claims, article_id, structure.language, structure=structure)
    passed("checks")
    numerals = account_numerals(document, structure, tables, claims, known, refuted=refuted)
    passed("numerals")
    outcomes = (of_tables, of_claims, of_observations)
    repairs = (
        *find_repairs(observations, claims),
        *(repair for outcome in outcomes for repair in outcome.repairs),
    )
    passed("repairs")
    warnings = (*asked.problems, *(problem for outcome in outcomes for problem in outcome.problems))
    article = replace(document_to_article(document, structure, tables, article_id), warnings=warnings)
    dataset = Dataset(
        article, tables, observations, claims, checks, indicators, numerals, repairs=repairs, text=document.text
    )
    return Explanation(document, structure, dataset)


def document_to_article(
    document: Document,
    structure: Structure,
    tables: tuple[Table, ...],
    article_id: str,
) -> Article:
    """Describe the document as a publication; the status is `partial` when a page or a table could not be read."""
    front = structure.front
    article = Article(
        article_id=article_id,
        name=document.name,
        sha256=document.sha256,
        media_type=document.media_type,
        encoding=document.encoding,
        byte_count=document.byte_count,
        language=structure.language,
        title=front.title,
        authors=front.authors,
        abstract=front.abstract,
        keywords=front.keywords,
        doi=front.doi,
        article_number=front.article_number,
        clc=front.clc,
        page_count=len(document.pages) if document.drawn else None,
    )
    doubts = [
        *unreadable_pages_to_sentences(document),
        *nameless_characters_to_sentences(document),
        *unread_regions_to_sentences(structure, tables),
    ]
    return replace(article, status="partial", error=" ".join(doubts)) if doubts else article


def unreadable_pages_to_sentences(document: Document) -> list[str]:
    """Say which pages are damaged."""
    if not document.unreadable_pages:
        return []
    return [f"Pages that could not be read: {', '.join(map(str, document.unreadable_pages))}."]


def nameless_characters_to_sentences(document: Document) -> list[str]:
    """Say how much of the text is printed with fonts that tell no characters, where that is one in a hundred or more."""
    printed = sum(not character.isspace() for character in document.text)
    nameless = len(_NAMELESS.findall(document.text))
    if 100 * nameless < printed or not nameless:
        return []
    return [f"Characters that their fonts do not tell: {round(100 * nameless / printed)} % of the text."]


def unread_regions_to_sentences(structure: Structure, tables: tuple[Table, ...]) -> list[str]:
    """Name the captioned tables for which no reading fits."""
    read = {index for table in tables for index in table.regions}
    lost = [
        region.label.text if region.label else f"on page {region.page}"
        for index, region in enumerate(structure.regions)
        if index not in read and region.label is not None
    ]
    return [f"Tables that could not be rebuilt: {', '.join(lost)}."] if lost else []
