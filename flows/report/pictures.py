"""Pages of a PDF as pictures for the screen: small files in which type stays sharp."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2
from PIL import Image, ImageFilter

from extractors.model import Box, Page, Span, Word
from flows.drawing.sheets import draw_sheet, open_sheets, page_size
from flows.report.refs import Row

# Pixels across. Pictures of two levels at 130 dots an inch are read as easily as grey ones of four levels at 120 and are
# two thirds of their size (40 against 64 KiB for a page of dense Chinese type; grey JPEG takes 170).
_ACROSS: Final = 1100
_INK: Final = 160  # a darker pixel is ink: higher than half, so that thin strokes keep together
# Photographs, screens and coloured fields have tones over an area; type has them at the edges of its strokes alone.
_TONES: Final = 0.03  # of the page
_DARKEST, _LIGHTEST = 50, 230
_QUALITY: Final = 30
# Of the lossless packing: from here on it finds the glyphs that come again (a page of dense type 46 KiB instead of 55, in the
# same 50 ms); more effort takes seconds and gains nothing.
_EFFORT: Final = 80


@dataclass(frozen=True, slots=True)
class Picture:
    """A page: its number, its size in points as the reader saw it, and its picture as WebP with its size in pixels."""

    number: int
    width: float
    height: float
    pixels: tuple[int, int]
    content: bytes


def draw_pages(content: bytes, boxes: dict[int, list[Box]]) -> Iterator[Picture]:
    """Draw all pages of a PDF. `boxes` are the places of print that are known of each page: they tell how it was turned."""
    with open_sheets(content) as sheets:
        for index in range(len(sheets)):
            page = _to_page(sheets, index, boxes.get(index + 1, []))
            scale = _ACROSS / page_size(page)[0]
            picture = draw_sheet(sheets, page, scale, grey=True)
            if has_tones(picture):
                picture = draw_sheet(sheets, page, scale)
            yield Picture(page.number, *page_size(page), picture.size, _pack(picture))


def _to_page(sheets: Any, index: int, boxes: Sequence[Box]) -> Page:  # noqa: ANN401 (the library is not typed)
    width, height = _size(sheets, index)
    if any(box.x1 > width + 1 or box.bottom > height + 1 for box in boxes):
        width, height = height, width  # the reader has turned a page whose type lies on its side
    words = tuple(Word("", Span(0, 0), box, (), box.height) for box in boxes)
    return Page(index + 1, width, height, words)


def _size(sheets: Any, index: int) -> tuple[float, float]:  # noqa: ANN401 (as above)
    """Return the size of the sheet as it is shown: what is cut off when it is printed is part of it."""
    try:
        sheet = sheets[index]
    except pypdfium2.PdfiumError:
        return 0.0, 0.0
    try:
        box = sheet.get_mediabox(fallback_ok=False)
        width, height = (box[2] - box[0], box[3] - box[1]) if box else sheet.get_size()
        return (height, width) if sheet.get_rotation() in {90, 270} else (width, height)
    finally:
        sheet.close()


def _pack(picture: Image.Image) -> bytes:
    sink = io.BytesIO()
    if picture.mode == "RGB":
        picture.save(sink, "WEBP", quality=_QUALITY, method=2)
    else:
        inked = picture.point([255 if level >= _INK else 0 for level in range(256)])
        inked.save(sink, "WEBP", lossless=True, quality=_EFFORT, method=4)
    return sink.getvalue()


def has_tones(picture: Image.Image) -> bool:
    """Tell whether a page, drawn in grey, has more than black type on white paper: a photograph, a grey or coloured field."""
    half = picture.resize((max(picture.width // 2, 1), max(picture.height // 2, 1)), Image.Resampling.NEAREST)
    between = half.point([255 if _DARKEST < level < _LIGHTEST else 0 for level in range(256)])
    # What is still there with a pixel less on each side is no edge of a stroke.
    inner = between.filter(ImageFilter.MinFilter(3))
    return sum(inner.histogram()[128:]) > _TONES * half.width * half.height


def boxes_by_page(rows: Iterable[Row]) -> dict[int, list[Box]]:
    """Return the boxes of rows that have a place, by page."""
    found: dict[int, list[Box]] = {}
    for row in rows:
        if row["page"] is not None and row["x0"] is not None:
            found.setdefault(row["page"], []).append(Box(row["x0"], row["top"], row["x1"], row["bottom"]))
    return found
