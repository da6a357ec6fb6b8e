"""The parts of an article in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extractors.model.page import Box, Line, Passage, Ruling

BlockKind = Literal[
    "title",
    "authors",
    "abstract",
    "keywords",
    "front",  # other marks of the journal or the article: DOI, article number, classification, received dates
    "heading",
    "paragraph",
    "caption",
    "unit_line",
    "note",
    "table",
    "figure",
    "running_head",
    "page_number",
    "reference",
]


@dataclass(frozen=True, slots=True)
class Block:
    """One part of the article, mended, in reading order.

    `section` is the path of headings above it, outermost first. `level` counts from 1 for
    headings and is 0 elsewhere. `region` is the index in `Structure.regions` of the table
    that a caption, unit line, note or table block belongs to; a table block's passage is
    empty, for its words stand in the region.
    """

    kind: BlockKind
    passage: Passage
    section: tuple[str, ...] = ()
    level: int = 0
    region: int | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """Where a table, or a part of one, stands: its words, its rulings, and what is printed around it.

    `lines` are the body of the table in source order: neither caption nor unit line nor
    notes are among them. For a drawn document a line holds the words of the table alone
    (cropped to its text column). `number` is "1" or "3-2" as in 表 3-2, without 表.
    `caption` is the caption without label, number and unit; `label` the label with its
    number as printed; `unit` the printed unit statement without its brackets
    (单位：亿美元); `notes` one passage a note, with ① but without 注：.
    `continued` says that the label marks a continuation (续表, continued). `closed` says
    that a note or a rule ended the region, not a guess; `torn` that columns like its own
    stand near it, which no table has.
    """

    page: int
    box: Box
    lines: tuple[Line, ...]
    rulings: tuple[Ruling, ...] = ()
    number: str | None = None
    label: Passage | None = None
    caption: Passage | None = None
    unit: Passage | None = None
    notes: tuple[Passage, ...] = ()
    continued: bool = False
    closed: bool = False
    torn: bool = False


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the article prints about itself; None where it is not printed."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    abstract: str | None = None
    keywords: tuple[str, ...] = ()
    doi: str | None = None
    article_number: str | None = None
    clc: str | None = None
    running_head: str | None = None
    year: int | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Structure:
    """An article taken apart: its front matter, its blocks in reading order, its table regions in that order."""

    language: Literal["zh", "en"]
    front: FrontMatter
    blocks: tuple[Block, ...]
    regions: tuple[Region, ...]
