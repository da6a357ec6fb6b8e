"""A page's picture with its marks painted on, and a legend of those that occur."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from PIL import Image, ImageChops, ImageDraw, ImageFont

from extractors.model import Box, Page
from flows.drawing.label_places import LabelPlaces, Rectangle
from flows.drawing.mark import Mark
from flows.drawing.palette import PALETTE, Style

_WHITE: Final = (255, 255, 255)
_BLACK: Final = (0, 0, 0)
_SMALL: Final = 15  # pixels: the type of badges
_PLAIN: Final = 17  # pixels: the type of labels and of the legend
_PAD: Final = 3  # pixels round a label
_LEGEND_LINE: Final = 28  # pixels
_LEGEND_MARGIN: Final = 14  # pixels
_SAMPLE: Final = 26  # pixels: the width of a legend's sample
_LEAST_WIDTH: Final = 640  # pixels: what a legend needs
_DASH: Final = 9  # pixels


def paint_page(picture: Image.Image, page: Page, marks: Sequence[Mark], scale: float, title: str) -> Image.Image:
    """Paint marks on a page's picture; the page keeps the upper left corner, the legend stands below it.

    `scale` is in pixels a point. `title` heads the legend. Labels keep off the page's words where they can.
    """
    ordered = sorted(marks, key=lambda mark: _ORDER[mark.kind])
    painted = _paint_tints(picture, ordered, scale)
    painter = _Painter(painted, scale, [word.box for word in page.words])
    for mark in ordered:
        painter.paint(mark)
    for mark in ordered:
        painter.write(mark)
    return _with_legend(painted, ordered, title)


_ORDER = {kind: index for index, kind in enumerate(PALETTE)}


def _paint_tints(picture: Image.Image, marks: Sequence[Mark], scale: float) -> Image.Image:
    layer = Image.new("RGB", picture.size, _WHITE)
    draw = ImageDraw.Draw(layer)
    for mark in marks:
        style = PALETTE[mark.kind]
        if style.form == "tint":
            draw.rectangle(_to_pixels(mark.box, scale, picture.size), fill=style.color)
    return ImageChops.multiply(picture, layer)


class _Painter:
    """Paints on one picture."""

    def __init__(self, picture: Image.Image, scale: float, printed: Iterable[Box]) -> None:
        self.draw = ImageDraw.Draw(picture)
        self.size = picture.size
        self.scale = scale
        self.places = LabelPlaces(self.size, [self._box(box) for box in printed])

    def paint(self, mark: Mark) -> None:
        style = PALETTE[mark.kind]
        box = self._box(mark.box)
        if style.form == "outline":
            left, top, right, bottom = box
            room = style.room
            _paint_outline(self.draw, (left - room, top - room, right + room, bottom + room), style)
        elif style.form == "stroke":
            self.draw.line(box, fill=style.color, width=style.width)
        elif style.form == "underline":
            self.draw.line((box[0], box[3], box[2], box[3]), fill=style.color, width=style.width)

    def write(self, mark: Mark) -> None:
        if not mark.label:
            return
        style = PALETTE[mark.kind]
        badge = style.form == "badge"
        font = _font(_SMALL if badge else _PLAIN)
        text = printable(mark.label)
        box = self._box(mark.box)
        place = self.places.place(box, *_measure(text, font), beside_only=badge)
        left, top, right, bottom = place
        if not badge and (right < box[0] - 6 or left > box[2] + 6):
            # A line leads from a label in the margin to what it is about.
            ends = (right, box[0]) if right < box[0] else (box[2], left)
            level = min(box[3], bottom)
            self.draw.line((ends[0], level, ends[1], level), fill=style.color, width=2)
        self.draw.rectangle(place, fill=style.color)
        self.draw.text((left + _PAD, (top + bottom) / 2), text, fill=_WHITE, font=font, anchor="lm")

    def _box(self, box: Box) -> Rectangle:
        return _to_pixels(box, self.scale, self.size)


def _paint_outline(draw: ImageDraw.ImageDraw, box: Rectangle, style: Style) -> None:
    if not style.dashed:
        draw.rectangle(box, outline=style.color, width=style.width)
        return
    left, top, right, bottom = box
    for start in range(int(left), int(right), 2 * _DASH):
        for y in (top, bottom):
            draw.line((start, y, min(start + _DASH, right), y), fill=style.color, width=style.width)
    for start in range(int(top), int(bottom), 2 * _DASH):
        for x in (left, right):
            draw.line((x, start, x, min(start + _DASH, bottom)), fill=style.color, width=style.width)


def _with_legend(picture: Image.Image, marks: Sequence[Mark], title: str) -> Image.Image:
    kinds = list(dict.fromkeys(mark.kind for mark in marks))
    font = _font(_PLAIN)
    width = max(picture.width, _LEAST_WIDTH)
    # (left, line, style), where each entry of the legend stands
    entries: list[tuple[float, int, Style]] = []
    left, line = float(_LEGEND_MARGIN), 1
    for kind in kinds:
        style = PALETTE[kind]
        wanted = _SAMPLE + 6 + font.getlength(style.title) + 22
        if left > _LEGEND_MARGIN and left + wanted > width - _LEGEND_MARGIN:
            left, line = float(_LEGEND_MARGIN), line + 1
        entries.append((left, line, style))
        left += wanted
    height = (line + 1) * _LEGEND_LINE + 2 * _LEGEND_MARGIN
    whole = Image.new("RGB", (width, picture.height + height), _WHITE)
    whole.paste(picture, (0, 0))
    draw = ImageDraw.Draw(whole)
    draw.line((0, picture.height, width, picture.height), fill=_BLACK, width=2)
    top = picture.height + _LEGEND_MARGIN
    draw.text((_LEGEND_MARGIN, top + _LEGEND_LINE / 2), printable(title), fill=_BLACK, font=font, anchor="lm")
    for x, row, style in entries:
        y = top + row * _LEGEND_LINE
        _paint_sample(draw, (x, y + 6, x + _SAMPLE, y + _LEGEND_LINE - 6), style)
        draw.text((x + _SAMPLE + 6, y + _LEGEND_LINE / 2), style.title, fill=_BLACK, font=font, anchor="lm")
    return whole


def _paint_sample(draw: ImageDraw.ImageDraw, box: Rectangle, style: Style) -> None:
    left, top, right, bottom = box
    middle = (top + bottom) / 2
    if style.form in {"tint", "badge"}:
        draw.rectangle(box, fill=style.color)
    elif style.form == "outline":
        _paint_outline(draw, box, style)
    elif style.form == "underline":
        draw.line((left, bottom, right, bottom), fill=style.color, width=style.width)
    else:
        # On a tint, for the boundary between cells is white.
        draw.rectangle(box, fill=PALETTE["body"].color)
        draw.line((left, middle, right, middle), fill=style.color, width=style.width)


def printable(text: str) -> str:
    """Return a label in the letters that the built-in type has: ASCII; any other character as ?."""
    return text.encode("ascii", "replace").decode("ascii")


def _font(size: int) -> ImageFont.ImageFont | ImageFont.FreeTypeFont:
    # The type that comes with the library: the same picture on every machine.
    return ImageFont.load_default(size)


def _measure(text: str, font: ImageFont.ImageFont | ImageFont.FreeTypeFont) -> tuple[float, float]:
    left, _, right, _ = font.getbbox(text)
    _, top, _, bottom = font.getbbox("Ag")
    return right - left + 2 * _PAD, bottom - top + 2 * _PAD


def _to_pixels(box: Box, scale: float, size: tuple[int, int]) -> Rectangle:
    """Return a box in pixels, held to the picture so that a hostile coordinate costs nothing."""
    left, right = (min(max(round(x * scale), 0), size[0] - 1) for x in (box.x0, box.x1))
    top, bottom = (min(max(round(y * scale), 0), size[1] - 1) for y in (box.top, box.bottom))
    return left, top, max(left, right), max(top, bottom)
