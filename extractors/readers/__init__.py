"""Bytes become documents: pages of placed words."""

from __future__ import annotations

from extractors.errors import EmptySourceError, UnreadableSourceError
from extractors.model import Document, ReadingLimits
from extractors.readers.signatures import is_pdf, name_signature
from extractors.readers.text import read_text

__all__ = ["read_document"]


def read_document(content: bytes, name: str, limits: ReadingLimits | None = None) -> Document:
    """Read a document, PDF or text, as what its bytes are.

    The ending of `name` only guards against mix-ups: a file called .pdf that holds text, or
    .txt that holds a PDF, is refused, for one of the two is a mistake that its owner should know of.
    `limits` hold for PDFs; a text has its own. Raises `ExtractionError` with a sentence that says what to do.
    """
    if not content:
        raise EmptySourceError(name, "the file is empty; supply the article's PDF or text.")
    ending = name.lower().rpartition(".")[2]
    drawn = is_pdf(content)
    if ending == "pdf" and not drawn:
        kind = name_signature(content) or "text or damaged data"
        raise UnreadableSourceError(
            name, f"the file is not what its ending says: it looks like {kind}; rename it or supply the PDF."
        )
    if ending in {"txt", "text", "md"} and drawn:
        raise UnreadableSourceError(
            name, "the file is not what its ending says: it looks like a PDF; rename it to .pdf or supply the text."
        )
    if not drawn:
        return read_text(content, name)
    # The PDF library takes longer to load than most texts take to extract.
    from extractors.readers.pdf import read_pdf  # noqa: PLC0415 (see above)

    return read_pdf(content, name, limits)
