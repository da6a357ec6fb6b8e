"""A PDF becomes a document: pages of placed words and rulings. The only file that knows pdfplumber."""

from __future__ import annotations

import hashlib
import io
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Final

import pdfplumber
import regex
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfdocument import log as _library_log
from pdfplumber.page import Page as Sheet
from pdfplumber.utils.exceptions import PdfminerException

from extractors.errors import (
    EmptySourceError,
    EncryptedSourceError,
    ExtractionError,
    OversizedSourceError,
    UnreadableSourceError,
)
from extractors.model import Document, Page, ReadingLimits, Ruling
from extractors.readers.glyphs import (
    Glyph,
    character_of,
    glyphs_to_words,
    glyphs_without_duplicates,
    is_bold_font,
    words_to_text,
)
from extractors.readers.streams import find_flood
from extractors.readers.turning import Frame, Turn, direction_to_turn, is_slanted

# Beyond this a page's strokes are a drawing (a map, a scatter of points), and none of them rules a table.
_MOST_STROKES: Final = 20_000
_THIN: Final = 2.6  # points; a rectangle no thicker is printed as a line
_THICK: Final = 6.0  # points; a thicker stroke is a bar or a shaded row
_SHORTEST: Final = 1.0  # points
_SHORTEST_OUTLINE: Final = 12.0  # points; a shorter one may be the outline of a letter
# The file's last words point at its table of objects; where objects follow them, or nothing points, the end is missing.
_OBJECT: Final = regex.compile(rb"\d\s+\d+\s+obj\b")
# Surrogates and controls stand for no character and cannot be written as UTF-8 or read back.
_UNPRINTABLE: Final = regex.compile(r"[\p{Cs}\x00-\x08\x0e-\x1b\x7f]")
_TURNED_SHARE: Final = 0.6


def read_pdf(content: bytes, name: str, limits: ReadingLimits | None = None) -> Document:
    """Read what is printed on the pages of a PDF: words in the order of its content, and straight strokes.

    /Rotate is applied, and a page most of whose type lies on its side is turned. Type outside the
    media box is left out. Glyphs without a known character are
    characters of a private plane, one a glyph, or U+FFFD. A page that cannot be read has no words and is
    listed in `unreadable_pages`. Refused: damaged files, a password, pages that are
    images only, and what exceeds the limits.
    """
    limits = limits or ReadingLimits()
    _hush_library()
    _refuse_cut_off(content, name)
    if find_flood(content, limits.unpacked):
        raise _flood("a part of the PDF", name, limits)
    sheets = _open_sheets(content, name)
    if not sheets:
        raise UnreadableSourceError(name, "the PDF has no pages, it is damaged; supply it anew.")
    if len(sheets) > limits.pages:
        raise OversizedSourceError(
            name, f"{len(sheets)} pages exceed the limit of {limits.pages}; split the file into its articles."
        )
    return _sheets_to_document(sheets, content, name, limits)


def _open_sheets(content: bytes, name: str) -> Sequence[Sheet]:
    try:
        return pdfplumber.open(io.BytesIO(content)).pages
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 (damage shows in whatever part of the library first trips over it)
        raise _refusal(error, name) from None


def _hush_library() -> None:
    # What the library cannot make sense of it tells to the log, a line a glyph; what matters of that is in the document.
    for library in ("pdfminer", "pdfplumber"):
        _library_log.manager.getLogger(library).setLevel("CRITICAL")


def _refuse_cut_off(content: bytes, name: str) -> None:
    end = content.rfind(b"startxref")
    if end < 0 or _OBJECT.search(content, end):
        raise UnreadableSourceError(name, "the PDF is cut off, its end is missing; download or copy it again.")


def _refusal(error: Exception, name: str) -> ExtractionError:
    # pdfplumber wraps what the library beneath it raised.
    cause = error.args[0] if isinstance(error, PdfminerException) and error.args else error
    if isinstance(cause, PDFPasswordIncorrect):
        return EncryptedSourceError(name, "the PDF asks for a password; supply a copy without one.")
    if isinstance(cause, PDFEncryptionError):
        return EncryptedSourceError(name, "the PDF is protected in a way that cannot be opened; supply a plain copy.")
    return UnreadableSourceError(name, "the PDF is damaged and cannot be opened; supply it anew.")


def _sheets_to_document(sheets: Sequence[Sheet], content: bytes, name: str, limits: ReadingLimits) -> Document:
    pages: list[Page] = []
    texts: list[str] = []
    unreadable: list[int] = []
    position, images = 0, 0
    for sheet in sheets:
        try:
            _refuse_flood(sheet, name, limits)
            page, text = _sheet_to_page(sheet, position, name, limits)
            images += len(sheet.images)
        except (OversizedSourceError, MemoryError):
            raise
        except Exception:  # noqa: BLE001 (a damaged page fails in whatever part of the library first trips over it)
            page, text = _empty_page(sheet), ""
            unreadable.append(sheet.page_number)
        finally:
            sheet.close()
        pages.append(page)
        texts.append(text)
        position += len(text) + 1
    if len(unreadable) == len(pages):
        raise UnreadableSourceError(name, "none of the PDF's pages can be read, it is damaged; supply it anew.")
    if not any(page.words for page in pages):
        what = (
            "its pages are images; run text recognition (OCR) over them first."
            if images
            else "nor images; it is blank or damaged."
        )
        raise EmptySourceError(name, f"the PDF has no text layer, {what}")
    return Document(
        name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        byte_count=len(content),
        media_type="application/pdf",
        encoding=None,
        text="\f".join(texts),
        pages=tuple(pages),
        unreadable_pages=tuple(unreadable),
    )


def _empty_page(sheet: Sheet) -> Page:
    try:
        return Page(sheet.page_number, float(sheet.width), float(sheet.height), ())
    except (ArithmeticError, TypeError, ValueError):
        return Page(sheet.page_number, 0.0, 0.0, ())


def _flood(what: str, name: str, limits: ReadingLimits) -> OversizedSourceError:
    return OversizedSourceError(name, f"{what} unpacks to more than {limits.unpacked} bytes; it is no article's.")


def _refuse_flood(sheet: Sheet, name: str, limits: ReadingLimits) -> None:
    """Refuse a page whose content unpacks without end, and raise `zlib.error` for one that cannot be unpacked.

    What `find_flood` passed over because it is called an image may be the content of a page all the same. The library would read such a stream as far as it goes and say nothing of the rest.
    """
    for stream in sheet.page_obj.contents:
        filters = stream.resolve().get_filters() if hasattr(stream, "resolve") else stream.get_filters()
        part = stream.resolve() if hasattr(stream, "resolve") else stream
        if not filters or str(filters[0][0].name) not in {"FlateDecode", "Fl"} or part.decipher:
            continue
        inflater = zlib.decompressobj()
        try:
            inflater.decompress(part.get_rawdata() or b"", limits.unpacked)
        except zlib.error as error:
            if "incorrect data check" in str(error):  # all is there, only the sum at the end is wrong
                continue
            raise
        if inflater.unconsumed_tail:
            raise _flood(f"page {sheet.page_number}", name, limits)


def _sheet_to_page(sheet: Sheet, position: int, name: str, limits: ReadingLimits) -> tuple[Page, str]:
    characters = sheet.chars
    if len(characters) > limits.characters:
        raise OversizedSourceError(
            name,
            f"page {sheet.page_number} holds {len(characters)} characters, more than the limit of "
            f"{limits.characters}; it is no article's page.",
        )
    frame = _sheet_to_frame(sheet, characters)
    glyphs = glyphs_without_duplicates(_characters_to_glyphs(characters, frame))
    words, text = words_to_text(glyphs_to_words(glyphs), position)
    rulings = _sheet_to_rulings(sheet, frame)
    return Page(sheet.page_number, frame.width, frame.height, words, rulings), text


def _sheet_to_frame(sheet: Sheet, characters: Sequence[dict[str, Any]]) -> Frame:
    x0, top, x1, bottom = (float(edge) for edge in sheet.bbox)
    turns = [_turn_of(character) for character in characters]
    turn = Turn.NONE
    for candidate in (Turn.CLOCKWISE, Turn.AROUND, Turn.COUNTERCLOCKWISE):
        if turns.count(candidate) > _TURNED_SHARE * len(turns):
            turn = candidate
    return Frame(x0, top, x1 - x0, bottom - top, turn)


def _characters_to_glyphs(characters: Sequence[dict[str, Any]], frame: Frame) -> list[Glyph]:
    glyphs: list[Glyph] = []
    boxes = [frame.place(c["x0"], c["top"], c["x1"], c["bottom"]) for c in characters]
    origins = [_origin(character, frame) for character in characters]
    descents = _fonts_to_descents(characters, boxes, origins)
    for character, (x0, top, x1, bottom) in zip(characters, boxes, strict=True):
        text = _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", character_of(character["text"]))
        on_page = 0 <= x0 + x1 <= 2 * frame.width and 0 <= top + bottom <= 2 * frame.height
        if not text or not on_page:
            continue
        upright = _turn_of(character) is frame.turn and not is_slanted(*character["matrix"][:2])
        size = bottom - top if upright else x1 - x0
        if size <= 0:
            continue
        baseline = bottom - descents[character["fontname"]] * size
        bold = is_bold_font(character["fontname"])
        glyphs.append(Glyph(text, x0, x1, top, bottom, baseline, size, bold, upright))
    return glyphs


def _turn_of(character: dict[str, Any]) -> Turn:
    along, up = character["matrix"][:2]
    # Some programs print with type of negative size on a mirrored page.
    return direction_to_turn(along, up) if character["adv"] >= 0 else direction_to_turn(-along, -up)


def _origin(character: dict[str, Any], frame: Frame) -> float:
    # The library counts the origin of a glyph from the lower left corner of the page.
    matrix = character["matrix"]
    return frame.place_point(frame.left + matrix[4], frame.top + frame.down - matrix[5])[1]


def _fonts_to_descents(
    characters: Sequence[dict[str, Any]], boxes: Sequence[tuple[float, float, float, float]], origins: Sequence[float]
) -> dict[str, float]:
    """Return by how many em the boxes of each font reach below its baseline.

    That is what most of its characters do; raised ones (text rise) do not, and are known by it.
    """
    votes: defaultdict[str, Counter[float]] = defaultdict(Counter)
    exact: dict[tuple[str, float], float] = {}
    for character, (_, top, _, bottom), origin in zip(characters, boxes, origins, strict=True):
        descent = (bottom - origin) / max(bottom - top, 0.01)
        key = (character["fontname"], round(descent, 2))
        votes[key[0]][key[1]] += 1
        exact.setdefault(key, descent)
    return {font: exact[font, counter.most_common(1)[0][0]] for font, counter in votes.items()}


def _sheet_to_rulings(sheet: Sheet, frame: Frame) -> tuple[Ruling, ...]:
    strokes: dict[tuple[float, float, float, float], Ruling] = {}
    for x0, top, x1, bottom, thickness in _sheet_to_strokes(sheet):
        left, upper, right, lower = frame.place(x0, top, x1, bottom)
        if thickness > _THICK or max(right - left, lower - upper) < _SHORTEST:
            continue
        if right < 0 or lower < 0 or left > frame.width or upper > frame.height:
            continue
        if lower - upper <= right - left:
            upper = lower = (upper + lower) / 2
        else:
            left = right = (left + right) / 2
        key = (round(left, 1), round(upper, 1), round(right, 1), round(lower, 1))
        strokes.setdefault(key, Ruling(left, upper, right, lower, thickness))
    return tuple(strokes.values()) if len(strokes) <= _MOST_STROKES else ()


def _sheet_to_strokes(sheet: Sheet) -> Iterator[tuple[float, float, float, float, float]]:
    """Give left, top, right, bottom and thickness of straight strokes; fills, slanted and curved lines are none."""
    for line in sheet.lines:
        x0, top, x1, bottom = (float(line[side]) for side in ("x0", "top", "x1", "bottom"))
        if min(x1 - x0, bottom - top) < 1:
            yield x0, top, x1, bottom, float(line["linewidth"] or 0)
    for curve in sheet.curves:
        x0, top, x1, bottom = (float(curve[side]) for side in ("x0", "top", "x1", "bottom"))
        if min(x1 - x0, bottom - top) < _THIN and max(x1 - x0, bottom - top) >= _SHORTEST_OUTLINE:
            # Some programs outline a thin rectangle with more corners than it has.
            yield x0, top, x1, bottom, min(x1 - x0, bottom - top)
    for rect in sheet.rects:
        x0, top, x1, bottom = (float(rect[side]) for side in ("x0", "top", "x1", "bottom"))
        thickness = min(x1 - x0, bottom - top)
        if thickness < _THIN:
            yield x0, top, x1, bottom, thickness
        elif rect["stroke"]:
            width = float(rect["linewidth"] or 0)
            yield x0, top, x1, top, width
            yield x0, bottom, x1, bottom, width
            yield x0, top, x0, bottom, width
            yield x1, top, x1, bottom, width
