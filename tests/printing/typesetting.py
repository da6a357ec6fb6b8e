"""Breaking text into lines as a Chinese typesetter does, and putting it on a PDF page."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from itertools import groupby

import regex
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

PAGE_WIDTH, PAGE_HEIGHT = (float(length) for length in A4)
SONG = "STSong-Light"  # comes with every reader of PDF; nothing is embedded and nothing need be installed
pdfmetrics.registerFont(UnicodeCIDFont(SONG))

# A numeral or a foreign word is not broken; a closing mark may not begin a line, nor an opening one end it.
_ATOM = regex.compile(r"[A-Za-z0-9.%,\-~/\[\]:]+| +|.")
_CLOSING = frozenset("，。、；：？！）》”’%);")
_OPENING = frozenset("（《“‘(")


def full_width(character: str) -> bool:
    """Tell whether a character takes a whole em: all but the Latin set."""
    return ord(character) >= 0x2000 and character != "\N{EN DASH}"


def measure_in_ems(text: str) -> float:
    """Return the width of text in which a Latin character takes half an em."""
    return sum(1.0 if full_width(character) else 0.5 for character in text)


def measure_in_points(text: str, size: float, bold: bool = False) -> float:
    """Return the width of text as `Sheet.write` prints it."""
    return float(sum(pdfmetrics.stringWidth(run, font, size) for font, run in _runs(text, bold)))


def break_lines(text: str, width: float, measure: Callable[[str], float], indent: float = 0.0) -> list[str]:
    """Break a paragraph into lines no wider than `width`; the first is `indent` narrower."""
    atoms: list[str] = []
    for atom in _ATOM.findall(text):
        if atoms and (atom in _CLOSING or atoms[-1][-1] in _OPENING):
            atoms[-1] += atom
        else:
            atoms.append(atom)
    lines, room = [""], width - indent
    for atom in atoms:
        if lines[-1] and measure((lines[-1] + atom).rstrip()) > room:
            lines.append("")
            room = width
        if lines[-1] or atom.strip():
            lines[-1] += atom
    return [line.rstrip() for line in lines]


def _font(character: str, bold: bool) -> str:
    if full_width(character):
        return SONG
    return "Times-Bold" if bold else "Times-Roman"


def _runs(text: str, bold: bool) -> list[tuple[str, str]]:
    return [(font, "".join(run)) for font, run in groupby(text, key=lambda character: _font(character, bold))]


class Sheet:
    """A PDF being printed; lengths are points, measured from the top left corner of the page."""

    def __init__(self, title: str = "", author: str = "") -> None:
        self._stream = BytesIO()
        # Not compressed, for the bytes that zlib writes differ from one build of it to another.
        self._canvas = Canvas(self._stream, pagesize=A4, invariant=1, pageCompression=0)
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)

    def write(self, x: float, baseline: float, text: str, size: float, bold: bool = False, gap: float = 0.0) -> None:
        """Print text from x on; `gap` is set after each full-width character."""
        for font, run in _runs(text, bold):
            spacing = gap if font == SONG else 0.0
            self._canvas.saveState()
            pen = self._canvas.beginText(x, PAGE_HEIGHT - baseline)
            pen.setFont(font, size)
            pen.setCharSpace(spacing)
            if bold and font == SONG:  # which has no bold: its outline is drawn as well
                self._canvas.setLineWidth(size * 0.03)
                pen.setTextRenderMode(2)
            pen.textOut(run)
            self._canvas.drawText(pen)
            self._canvas.restoreState()
            x += pdfmetrics.stringWidth(run, font, size) + spacing * len(run)

    def write_centred(self, middle: float, baseline: float, text: str, size: float, bold: bool = False) -> None:
        """Print text around its middle."""
        self.write(middle - measure_in_points(text, size, bold) / 2, baseline, text, size, bold)

    def write_right(self, right: float, baseline: float, text: str, size: float, bold: bool = False) -> None:
        """Print text that ends at `right`."""
        self.write(right - measure_in_points(text, size, bold), baseline, text, size, bold)

    def write_justified(self, x: float, baseline: float, text: str, size: float, width: float) -> None:
        """Print a line that fills `width`, stretched between full-width characters."""
        gaps = sum(full_width(character) for character in text[:-1])
        slack = width - measure_in_points(text, size)
        self.write(x, baseline, text, size, gap=max(0.0, slack / gaps) if gaps else 0.0)

    def rule(self, x0: float, top: float, x1: float, bottom: float, thickness: float) -> None:
        """Draw a stroke."""
        self._canvas.setLineWidth(thickness)
        self._canvas.line(x0, PAGE_HEIGHT - top, x1, PAGE_HEIGHT - bottom)

    def fill(self, x0: float, top: float, x1: float, bottom: float, grey: float = 0.88) -> None:
        """Fill a box without a stroke."""
        self._canvas.saveState()
        self._canvas.setFillGray(grey)
        self._canvas.rect(x0, PAGE_HEIGHT - bottom, x1 - x0, bottom - top, stroke=0, fill=1)
        self._canvas.restoreState()

    def turn_sideways(self) -> None:
        """Set what follows on this page sideways: x runs up the page, heights run from its left edge."""
        self._canvas.translate(PAGE_WIDTH, 0)
        self._canvas.rotate(90)
        self._canvas.translate(0, PAGE_WIDTH - PAGE_HEIGHT)

    def turn_page(self) -> None:
        """Begin the next page."""
        self._canvas.showPage()

    def finished(self) -> bytes:
        """Return the PDF; the same calls give the same bytes."""
        self._canvas.showPage()
        self._canvas.save()
        return self._stream.getvalue()
