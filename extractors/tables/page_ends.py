"""Which table regions begin a page while the one before ends the page before: there the end of a page may have cut a table."""

from __future__ import annotations

from bisect import bisect_left

import regex

from extractors.characters import to_plain
from extractors.model import Block, Document, Page, Region, Span, Structure

_FOLIO = regex.compile(r"[^\p{L}\d]{0,3}(?:\d{1,3}-){0,3}(\d{1,4})[^\p{L}\d]{0,3}")


def find_followers(structure: Structure, document: Document) -> frozenset[int]:
    """Return the indexes of the regions with nothing but running heads and page numbers between them and the region on the page before.

    Pages whose printed numbers do not follow each other were taken out of a longer document: what begins the second one was
    not cut from the first.
    """
    followers: set[int] = set()
    written = find_writing(structure, document)
    folios = {page.number: page_to_folios(page) for page in document.pages}
    before: int | None = None
    for block in structure.blocks:
        if block.kind == "table" and block.region is not None:
            page = structure.regions[block.region].page
            if before is not None and block.region == before + 1 and page == structure.regions[before].page + 1:
                steps = {later - earlier for earlier in folios.get(page - 1, ()) for later in folios.get(page, ())}
                start, end = (
                    region_to_hull(structure.regions[before]).end,
                    region_to_hull(structure.regions[block.region]).start,
                )
                if (not steps or 1 in steps) and bisect_left(written, start) >= bisect_left(written, end):
                    followers.add(block.region)
            before = block.region
        elif is_written(block):
            before = None
    return frozenset(followers)


def is_written(block: Block) -> bool:
    """Tell whether a block is text that parts two tables."""
    return block.kind not in {"running_head", "page_number"} and has_letters(block.passage.text)


def has_letters(text: str) -> bool:
    """Tell whether a line is more than a page number: what is not known for one, but has no letter (1-1-34), is most likely one."""
    return any(map(str.isalpha, text))


def find_writing(structure: Structure, document: Document) -> list[int]:
    """Return where the lines of text begin in the source: a paragraph may go on behind a table that stands in its midst."""
    return sorted(
        span.start
        for block in structure.blocks
        if is_written(block)
        for span in block.passage.spans()
        if has_letters(document.text[span.start : span.end])
    )


def region_to_hull(region: Region) -> Span:
    """Return the run of the source from the first to the last word of a region."""
    spans = [hull for line in region.lines if (hull := line.passage.hull()) is not None]
    return Span(min(span.start for span in spans), max(span.end for span in spans)) if spans else Span(0, 0)


def page_to_folios(page: Page) -> tuple[int, ...]:
    """Return the numbers that stand alone on the first or the last line of a page, of 1-1-34 the last one."""
    if not page.words:
        return ()
    top, bottom = min(word.box.bottom for word in page.words), max(word.box.top for word in page.words)
    lines = (
        [word.text for word in page.words if word.box.top < top],
        [word.text for word in page.words if word.box.bottom > bottom],
    )
    matches = [_FOLIO.fullmatch(to_plain("".join(line))) for line in lines]
    return tuple(int(match.group(1)) for match in matches if match)
