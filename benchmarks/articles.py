"""Articles made by the thousand, as text and as PDF: small ones of a page with one table, or as long as real ones are."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from random import Random

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

_COUNTIES = "东西南北中上下前后左右"
_CROPS = ("粮食", "油料", "水果", "蔬菜", "棉花")
_YEARS = range(2018, 2022)
_LONG = range(2008, 2022)
_MEASURE = 42  # characters of a line of prose
_LINES = 24  # of prose on a page with a table, beside which as many again would fit
_MANY = 0.8  # of the sentences have no number, as in real articles, which make some hundred numeric statements
_PLAIN = (
    "随着灌溉条件的改善和良种的推广，农户的种植结构发生了明显的变化，这与已有研究的结论大体一致。",
    "由此可见，价格的波动是农户调整种植结构的主要原因，而补贴政策的影响在不同规模的农户之间并不相同。",
    "需要说明的是，问卷由农户自己填写，调查员只对前后不一致的回答作了核实，对缺失的回答没有补充。",
    "这一结果的原因可能在于，规模较大的农户更容易得到技术服务，也更愿意为新的品种承担风险。",
)
_SENTENCES = (
    "{year}年{county}{crop}产量为{amount}万吨，比上年{moved}{rate}%，占全县农作物产量的{share}%。",
    "从播种面积看，{crop}为{amount}千公顷，{other}为{second}千公顷，两者合计占耕地面积的{share}%。",
    "本文所用数据来自{year}年对{county}{count}个村的入户调查，调查以问卷的方式进行，问卷由农户自己填写。",
    "{crop}的单位面积产量由{earlier}年的{amount}公斤提高到{year}年的{second}公斤，年均增长{rate}%。",
    "分品种看，{crop}和{other}的销售收入分别为{amount}万元和{second}万元，分别占{share}%和{rate}%。",
)


@dataclass(frozen=True, slots=True)
class Page:
    """A heading, lines of prose, and a table with its caption on a page that has one."""

    title: str
    prose: tuple[str, ...]
    caption: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def write_articles(folder: Path, count: int, an_issue: int = 100, seed: int = 1, pages: int = 1) -> None:
    """Write issues of `an_issue` articles under a folder: every second one a PDF, the others the same as text."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    for number in range(count):
        issue = folder / "journal" / f"{2000 + number // an_issue // 12}-{number // an_issue % 12 + 1}"
        if number % an_issue == 0:
            issue.mkdir(parents=True, exist_ok=True)
        write_article(issue, number, seed, pages)


def write_article(issue: Path, number: int, seed: int = 1, pages: int = 1) -> Path:
    """Write one article; another seed changes its numbers."""
    article = make_article(number, seed, pages)
    if number % 2:
        path = issue / f"{number:05}.txt"
        path.write_text("\n".join(line for page in article for line in _page_to_lines(page)) + "\n", encoding="utf-8")
    else:
        path = issue / f"{number:05}.pdf"
        path.write_bytes(print_article(article))
    return path


def make_article(number: int, seed: int, pages: int = 1) -> list[Page]:
    """Return the pages of an article; the first is the same however many follow. Every second one of those has a table."""
    dice = Random(f"{seed} {number}")
    county = f"{_COUNTIES[number % 11]}{_COUNTIES[number // 11 % 11]}县"
    return [_make_first(dice, county, number), *(_make_page(dice, county, page) for page in range(2, pages + 1))]


def _make_first(dice: Random, county: str, number: int) -> Page:
    crops = _CROPS[:3]
    figures = [[f"{dice.uniform(1, 99):.2f}" for _ in crops] for _ in _YEARS]
    before, now = float(figures[-2][0]), float(figures[-1][0])
    growth = f"{abs(now / before - 1) * 100:.1f}"
    prose = (
        f"{_YEARS[-1]}年{county}粮食产量为{figures[-1][0]}万吨，比上年{'增长' if now >= before else '下降'}{growth}%，",
        f"油料产量为{figures[-1][1]}万吨，水果产量为{figures[-1][2]}万吨。编号{number}。",
    )
    rows = (("年份", *crops), *((str(year), *values) for year, values in zip(_YEARS, figures, strict=True)))
    return Page(f"{county}农业生产的变化", prose, f"表1 {county}主要农产品产量 单位：万吨", rows)


def _make_page(dice: Random, county: str, page: int) -> Page:
    has_table = page % 2 == 1
    text = ""
    while len(text) < _MEASURE * (_LINES if has_table else 2 * _LINES):
        crop, other = dice.sample(_CROPS, 2)
        values = {name: f"{dice.uniform(1, 99):.2f}" for name in ("amount", "second", "share")}
        values |= {
            "year": str(dice.choice(_YEARS)),
            "earlier": str(dice.choice(_LONG[:9])),
            "rate": f"{dice.uniform(1, 30):.1f}",
        }
        values |= {"moved": dice.choice(("增长", "下降")), "count": str(dice.randint(10, 90))}
        chosen = dice.choice(_PLAIN if dice.random() < _MANY else _SENTENCES)
        text += chosen.format(county=county, crop=crop, other=other, **values)
    prose = tuple(text[start : start + _MEASURE] for start in range(0, len(text), _MEASURE))
    title = f"{'一二三四五六七八九十'[(page - 2) % 10]}、{dice.choice(_CROPS)}生产的结构与变化"
    if not has_table:
        return Page(title, prose)
    rows = [("年份", *_CROPS), *((str(year), *(f"{dice.uniform(1, 99):.2f}" for _ in _CROPS)) for year in _LONG)]
    return Page(title, prose, f"表{page // 2 + 1} {county}主要农产品产量 单位：万吨", tuple(rows))


def _page_to_lines(page: Page) -> list[str]:
    """As a page is copied out of a PDF: its table a cell a line, column by column."""
    if not page.rows:
        return [page.title, *page.prose]
    cells = [cell for column in zip(*page.rows, strict=True) for cell in column]
    return [page.title, *page.prose, page.caption, *cells, "注：数据来源于县统计年鉴。"]


def print_article(pages: list[Page]) -> bytes:
    """Print the pages, each table with three rules."""
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(595, 842), invariant=True)
    for page in pages:
        _print_page(canvas, page)
        canvas.showPage()
    canvas.save()
    return held.getvalue()


def _print_page(canvas: Canvas, page: Page) -> None:
    canvas.setFont("STSong-Light", 16)
    canvas.drawString(150, 780, page.title)
    canvas.setFont("STSong-Light", 10)
    for number, line in enumerate(page.prose):
        canvas.drawString(70, 740 - 13 * number, line)
    if not page.rows:
        return
    top = 740 - 13 * len(page.prose) - 20
    canvas.drawString(150, top, page.caption)
    width = 400 // len(page.rows[0])
    for row, cells in enumerate(page.rows):
        for column, cell in enumerate(cells):
            canvas.drawString(110 + width * column, top - 25 - 18 * row, cell)
    bottom = top - 25 - 18 * len(page.rows) + 8
    for height in (top - 10, top - 30, bottom):
        canvas.line(100, height, 500, height)
    canvas.drawString(110, bottom - 15, "注：数据来源于县统计年鉴。")
