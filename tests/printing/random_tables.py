"""Tables nobody wrote, and prose to stand around them; a seed always gives the same ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Literal

from tests.printing.article import Heading, Item, Paragraph, PrintedTable

Language = Literal["zh", "en"]
_YEARS = [str(year) for year in range(2003, 2019)]
_STUBS = {
    "zh": {
        "年份": _YEARS,
        "县名": ["青溪县", "白塔县", "临湖县", "石桥县", "枣林县", "永丰县", "双河县", "松岭县", "南关县", "金沙县"],
        "作物": ["小麦", "玉米", "水稻", "大豆", "棉花", "油菜籽", "马铃薯", "甜菜", "高粱", "花生"],
    },
    "en": {
        "Year": _YEARS,
        "County": ["Ashford", "Bramley", "Corley", "Denholm", "Elmsett", "Farleigh", "Garsdale", "Hallam", "Ilston"],
        "Crop": ["Wheat", "Maize", "Rice", "Soya beans", "Cotton", "Rape seed", "Potatoes", "Sugar beet", "Barley"],
    },
}
_MEASURES = {
    "zh": ["播种面积", "总产量", "单产", "收购价", "劳动投入", "化肥用量", "灌溉面积", "净收益", "仓储量"],
    "en": ["Area", "Output", "Yield", "Price", "Labour", "Fertiliser", "Irrigated", "Net income", "Stocks"],
}
_GROUPS = {"zh": ["东片", "西片", "北片", "南片"], "en": ["East", "West", "North", "South"]}
_CAPTIONS = {"zh": "各地农业生产情况", "en": "Farm production by place and year"}
_UNITS = {"zh": "万元", "en": "thousand dollars"}
_NOTES = {"zh": "根据各县统计资料整理", "en": "compiled from county returns."}


def random_table(
    seed: int,
    language: Language = "zh",
    depth: int = 1,
    rows: int | None = None,
    columns: int | None = None,
    missing: float = 0.04,
) -> PrintedTable:
    """Return a table with one stub column, `depth` header rows, and numbers that keep to their column's decimals."""
    dice = Random(seed)
    corner = dice.choice(list(_STUBS[language]))
    labels = _STUBS[language][corner]
    count = min(rows or dice.randint(3, 9), len(labels))
    stub = labels[:count] if corner in {"年份", "Year"} else dice.sample(labels, count)
    if depth == 1:
        paths: list[tuple[str, ...]] = [
            (name,) for name in dice.sample(_MEASURES[language], columns or dice.randint(2, 7))
        ]
    else:
        groups = dice.sample(_GROUPS[language], dice.randint(2, 3))
        leaves = dice.sample(_MEASURES[language], 2)
        paths = [(group, leaf) for group in groups for leaf in leaves]
    cells = [_random_column(dice, count, missing) for _ in paths]
    return PrintedTable(
        corner,
        tuple(paths),
        tuple((label, tuple(column[row] for column in cells)) for row, label in enumerate(stub)),
        number=str(dice.randint(1, 9)),
        caption=_CAPTIONS[language],
        unit=_UNITS[language] if dice.random() < 0.5 else None,
        notes=(_NOTES[language],) if dice.random() < 0.7 else (),
        label="表" if language == "zh" else "Table",
    )


def _random_column(dice: Random, count: int, missing: float) -> list[str]:
    decimals, size = dice.choice([0, 1, 2, 2]), dice.choice([5.0, 40.0, 300.0, 9000.0])
    signs = [1, 1, 1, -1] if dice.random() < 0.15 else [1]
    cells = [f"{dice.choice(signs) * size * dice.uniform(0.4, 1.9):.{decimals}f}" for _ in range(count)]
    return ["-" if dice.random() < missing and count > 2 else cell for cell in cells]


PROSE = {
    "zh": (
        "本节考察各地的农业生产。样本取自河谷与丘陵两类地区，前者水利条件较好，后者以旱作为主，二者在品种选择与投入方式上差别明显，因此分开讨论。",
        "从结果看，河谷地区的产出较为稳定，丘陵地区则随降水起伏。农户在价格上涨的年份增加投入，在价格回落的年份减少投入，库存也随之变化。",
        "这些差别同农户的规模有关。规模较大的农户更愿意采用新品种，也更容易得到贷款；规模较小的农户则倾向于保留口粮，种植结构的调整因而缓慢。",
        "需要说明的是，统计口径在调查期内没有改变，各县上报的数据经过核对，个别缺失的项目以短横表示，没有作任何推算。",
    ),
    "en": (
        (
            "This section looks at farm production in the counties. The sample was drawn from the valley and from the hills, "
            "which differ in their water supply, and the two are therefore discussed one after the other."
        ),
        (
            "Output in the valley was steady, while that of the hills followed the rain. Farmers spent more on inputs "
            "when prices rose and less when they fell, and stocks moved with them."
        ),
        (
            "These differences have to do with the size of the farms. Larger farms take up new varieties sooner and "
            "borrow more easily; smaller ones keep their own grain and change slowly."
        ),
        (
            "The definitions did not change during the survey. The returns of the counties were verified, and a dash "
            "stands where an item is missing; nothing was estimated."
        ),
    ),
}
_HEADINGS = {"zh": ("一、生产情况", "二、讨论"), "en": ("1. Production", "2. Discussion")}


def article_around(table: PrintedTable, language: Language = "zh", before: int = 2) -> list[Item]:
    """Return an article of two sections with the table in the first, after `before` paragraphs."""
    prose = [Paragraph(text) for text in PROSE[language]]
    first, second = _HEADINGS[language]
    lead = [prose[number % 2] for number in range(before)]
    return [Heading(first), *lead, table, prose[2], Heading(second), prose[3], prose[1]]


def with_cells(table: PrintedTable, kind: str) -> PrintedTable:
    """Return the table with its numbers printed another way: starred, with their errors, in per cent …"""
    dress = _CELL_KINDS[kind]
    dice = Random(len(table.rows))
    rows = tuple((label, tuple(dress(cell, dice) for cell in cells)) for label, cells in table.rows)
    return replace(table, rows=rows)


_CELL_KINDS: dict[str, Callable[[str, Random], str]] = {
    "starred": lambda cell, dice: cell + dice.choice(["", "*", "**", "***"]),
    "with errors": lambda cell, _: f"{cell}({abs(float(cell)) / 10:.2f})",
    "in per cent": lambda cell, _: cell + "%",
    "noted": lambda cell, dice: cell + dice.choice(["", "", "①"]),
    "in full width": lambda cell, _: cell.translate(str.maketrans("0123456789.-", "０１２３４５６７８９．－")),
    "in thousands": lambda cell, _: f"{float(cell) * 1000:,.2f}",
}
CELL_KINDS = tuple(_CELL_KINDS)
