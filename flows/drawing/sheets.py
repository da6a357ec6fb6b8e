"""Pages of a PDF as pictures. The only file that knows pypdfium2."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import pypdfium2
from PIL import Image, ImageDraw

from extractors.model import Page

SCALE: Final = 2.0  # pixels a point
# A page of A3 at this scale is 4 million pixels. Larger sheets (posters, sizes that are a mistake) are drawn smaller.
_MOST_PIXELS: Final = 16_000_000
_LONGEST_SIDE: Final = 8_000
_BLANK: Final = (595.0, 842.0)  # what stands for a page whose size is unknown
# A page's words cover most of its ink; turned the wrong way they cover little more than chance gives them.
_CLEARLY: Final = 1.2
_LONGEST_GUESS: Final = 600  # pixels of the picture on which that is told
_WHITE: Final = 200  # a lighter pixel is no ink


@contextmanager
def open_sheets(content: bytes) -> Iterator[Any]:
    """Open a PDF for drawing and close it at the end."""
    sheets = pypdfium2.PdfDocument(content)
    try:
        yield sheets
    finally:
        sheets.close()


def page_to_scale(page: Page) -> float:
    """Return the pixels a point that a page is drawn at: 2, or fewer where that would make too large a picture."""
    width, height = page_size(page)
    return min(SCALE, _LONGEST_SIDE / max(width, height), math.sqrt(_MOST_PIXELS / (width * height)))


def page_size(page: Page) -> tuple[float, float]:
    """Return width and height in points; those of A4 where the file gives none."""
    sizes = (page.width, page.height)
    return sizes if all(math.isfinite(size) and size > 0 for size in sizes) else _BLANK


def draw_sheet(sheets: Any, page: Page, scale: float | None = None, *, grey: bool = False) -> Image.Image:  # noqa: ANN401 (the library is not typed)
    """Draw a page as the reader saw it: the whole sheet, type upright. A page that cannot be drawn stays blank.

    `scale` is in pixels a point, 2 by default and never more than `page_to_scale` allows; `grey` leaves out the colours, which takes
    a fourth of the time.
    """
    scale = min(scale or SCALE, page_to_scale(page))
    width, height = page_size(page)
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    canvas = Image.new("L" if grey else "RGB", size, "white")
    try:
        picture = _render(sheets, page.number - 1, page, scale, grey=grey)
    except (pypdfium2.PdfiumError, IndexError, ValueError):
        return canvas
    canvas.paste(_upright(picture, page, scale, size), (0, 0))
    return canvas


def _render(sheets: Any, index: int, page: Page, scale: float, *, grey: bool) -> Image.Image:  # noqa: ANN401 (as above)
    sheet = sheets[index]
    try:
        if not _same_size(sheet.get_size(), page):
            # The reader measures from the corner of the sheet; what is shown of it may be less.
            box = sheet.get_mediabox(fallback_ok=False) or (0, 0, *page_size(page))
            sheet.set_cropbox(*box)
            sheet.close()
            sheet = sheets[index]
        width, height = sheet.get_size()
        most = max(max(page_size(page)) * scale, 1)
        fitting = min(scale, (most + 1) / max(width, height, 1))
        bitmap = sheet.render(scale=fitting, may_draw_forms=False, grayscale=grey)
        picture: Image.Image = bitmap.to_pil()
        return picture.convert("L" if grey else "RGB")
    finally:
        sheet.close()


def _same_size(size: tuple[float, float], page: Page) -> bool:
    return math.dist(sorted(size), sorted(page_size(page))) < 1


def _upright(picture: Image.Image, page: Page, scale: float, size: tuple[int, int]) -> Image.Image:
    """Turn a picture the way that the reader turned the page, known by where the words stand on the ink."""
    across = abs(picture.width - size[0]) + abs(picture.height - size[1])
    along = abs(picture.width - size[1]) + abs(picture.height - size[0])
    square = abs(size[0] - size[1]) <= 2
    turns = [0, 180] if across <= along else [270, 90]
    turns += [270, 90] if square else []
    # Small and in grey: words are told from margins at half a pixel a point.
    share = min(0.25, _LONGEST_GUESS / max(picture.size))
    small = picture.convert("L").resize((max(round(picture.width * share), 1), max(round(picture.height * share), 1)))
    ink = small.point([255 if level < _WHITE else 0 for level in range(256)])
    covered = {turn: _covered(ink.rotate(turn, expand=True), page, scale * share) for turn in turns}
    best = max(turns, key=lambda turn: covered[turn])
    if covered[best] < _CLEARLY * covered[turns[0]]:
        best = turns[0]
    return picture.rotate(best, expand=True) if best else picture


def _covered(ink: Image.Image, page: Page, scale: float) -> int:
    """Return how many pixels are ink under a word."""
    mask = Image.new("L", ink.size, 0)
    draw = ImageDraw.Draw(mask)
    for word in page.words:
        box = word.box
        draw.rectangle((box.x0 * scale, box.top * scale, box.x1 * scale, box.bottom * scale), fill=255)
    return sum(Image.composite(ink, mask, mask).histogram()[128:])
