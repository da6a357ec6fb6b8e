"""Small articles made by the thousand: a heading, a paragraph with numbers, and one table, as text and as PDF."""

from __future__ import annotations

import io
from pathlib import Path
from random import Random

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

_COUNTIES = "东西南北中上下前后左右"
_CROPS = ("粮食", "油料", "水果")
_YEARS = range(2018, 2022)


def write_articles(folder: Path, count: int, an_issue: int = 100, seed: int = 1) -> None:
    """Write issues of `an_issue` articles under a folder: every second one a PDF of a page, the others the same as text."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    for number in range(count):
        issue = folder / "journal" / f"{2000 + number // an_issue // 12}-{number // an_issue % 12 + 1}"
        if number % an_issue == 0:
            issue.mkdir(parents=True, exist_ok=True)
        write_article(issue, number, seed)


def write_article(issue: Path, number: int, seed: int = 1) -> Path:
    """Write one article; another seed changes its numbers."""
    title, prose, table = make_article(number, seed)
    if number % 2:
        path = issue / f"{number:05}.txt"
        cells = [cell for column in zip(*table[1], strict=True) for cell in column]
        path.write_text(
            "\n".join([title, *prose, table[0], *cells, "注：数据来源于县统计年鉴。", ""]), encoding="utf-8"
        )
    else:
        path = issue / f"{number:05}.pdf"
        path.write_bytes(print_article(title, prose, table))
    return path


def make_article(number: int, seed: int) -> tuple[str, list[str], tuple[str, list[list[str]]]]:
    """Return the title, the lines of the paragraph, and the caption and rows of the table."""
    dice = Random(f"{seed} {number}")
    county = f"{_COUNTIES[number % 11]}{_COUNTIES[number // 11 % 11]}县"
    figures = [[f"{dice.uniform(1, 99):.2f}" for _ in _CROPS] for _ in _YEARS]
    before, now = float(figures[-2][0]), float(figures[-1][0])
    growth = f"{abs(now / before - 1) * 100:.1f}"
    prose = [
        f"{_YEARS[-1]}年{county}粮食产量为{figures[-1][0]}万吨，比上年{'增长' if now >= before else '下降'}{growth}%，",
        f"油料产量为{figures[-1][1]}万吨，水果产量为{figures[-1][2]}万吨。编号{number}。",
    ]
    rows = [["年份", *_CROPS], *([str(year), *values] for year, values in zip(_YEARS, figures, strict=True))]
    return f"{county}农业生产的变化", prose, (f"表1 {county}主要农产品产量 单位：万吨", rows)


def print_article(title: str, prose: list[str], table: tuple[str, list[list[str]]]) -> bytes:
    """Print the article on one page, its table with three rules."""
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(595, 842), invariant=True)
    canvas.setFont("STSong-Light", 16)
    canvas.drawString(150, 780, title)
    canvas.setFont("STSong-Light", 10)
    for number, line in enumerate(prose):
        canvas.drawString(70, 740 - 16 * number, line)
    caption, rows = table
    canvas.drawString(150, 680, caption)
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            canvas.drawString(110 + 100 * column, 655 - 18 * row, cell)
    for height in (670, 650, 655 - 18 * len(rows) + 8):
        canvas.line(100, height, 500, height)
    canvas.drawString(110, 640 - 18 * len(rows), "注：数据来源于县统计年鉴。")
    canvas.save()
    return held.getvalue()
