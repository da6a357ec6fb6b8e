"""A document taken apart: front matter, blocks in reading order, table regions."""

from __future__ import annotations

from extractors.model import Document, Structure
from extractors.structure import flat
from extractors.structure.assembly import stream_to_blocks
from extractors.structure.front_matter import find_front_matter, find_language
from extractors.structure.leftovers import keep_marks
from extractors.structure.undone import without_tables

__all__ = ["find_structure", "without_tables"]


def find_structure(document: Document) -> Structure:
    """Take a document apart. Drawn pages and flattened text come by different roads to one stream of lines and regions."""
    if document.drawn:
        # Loaded on demand: texts need no geometry of pages.
        from extractors.structure import laid_out  # noqa: PLC0415 (see above)

        stream = laid_out.document_to_stream(document)
    else:
        stream = flat.document_to_stream(document)
    blocks, regions = stream_to_blocks(stream, document.drawn)
    kept = keep_marks(document, blocks, regions)
    return Structure(find_language(document.text), find_front_matter(kept), kept, regions)
