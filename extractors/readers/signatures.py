"""What bytes look like by their first few: the kinds of file that are mistaken for articles."""

from __future__ import annotations

from typing import Final

import regex

_SIGNATURES: Final = (
    (b"PK\x03\x04", "a Word, Excel or ZIP file"),
    (b"PK\x05\x06", "an empty ZIP file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file"),
    (b"{\\rtf", "a Rich Text file"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"BM\x00", "a bitmap image"),
    (b"RIFF", "a WebP image or another RIFF file"),
    (b"AT&TFORM", "a DjVu file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ\x00", "an xz file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z file"),
    (b"Rar!\x1a\x07", "a RAR file"),
    (b"%!PS", "a PostScript file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3\x00", "an SQLite database"),
    # The formats in which CNKI delivers theses and older articles.
    (b"CAJ\x00", "a CAJ file"),
    (b"HN\x00\x00", "a CAJ file"),
    (b"HN\x02\x00", "a CAJ file"),
    (b"HN\xc8\x00", "a CAJ file"),
    (b"KDH ", "a KDH file"),
)
# Markup is text, but its tags and scripts are no article.
_MARKUP: Final = regex.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body|svg)\b",
    regex.IGNORECASE | regex.DOTALL,
)
_HEADER_WITHIN: Final = 1024


def is_pdf(content: bytes) -> bool:
    """Tell whether the bytes are a PDF: its header stands within the first 1,024 bytes.

    That is where readers look for it (PDF 1.7 reference, appendix H, note 13). Text that quotes
    the header after other words is no PDF: there must be objects behind it.
    """
    position = content.find(b"%PDF-", 0, _HEADER_WITHIN + 5)
    return position >= 0 and (not content[:position].strip(b"\xef\xbb\xbf \r\n\t") or b" obj" in content)


def name_signature(content: bytes) -> str | None:
    """Say what kind of file other than plain text the bytes begin like, None if like none that is known."""
    if is_pdf(content):
        return "a PDF"
    if _MARKUP.match(content[:2_000]):
        return "an HTML page"
    return next((kind for start, kind in _SIGNATURES if content.startswith(start)), None)
