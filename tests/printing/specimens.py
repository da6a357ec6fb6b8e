"""Random words and numbers for tables of many kinds, and pages of prose to print them on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Literal

from tests.printing.house_styles import Entry, HouseStyle, SetTable, draw_set_table
from tests.printing.random_tables import PROSE
from tests.printing.typesetting import Sheet, break_lines, measure_in_points

Language = Literal["zh", "en"]
LEFT, RIGHT, TOP, FOOT = 56.0, 539.0, 70.0, 790.0
STUBS = {
    "zh": ["东部小麦", "西部玉米", "河谷水稻", "丘陵大豆", "棉花", "油菜籽", "马铃薯", "甜菜", "高粱与谷子", "花生", "其他作物", "合计"],
    "en": ["Wheat", "Winter maize", "Rice", "Soya beans", "Cotton and flax", "Rape seed", "Potatoes", "Sugar beet", "Barley", "Hops",
           "Other crops", "Total"],
}  # fmt: skip
LONG = {
    "zh": ["从事粮食生产的乡镇合作社及其下属加工单位", "本年度新增水利设施与排灌机械的固定资产投资", "农户自留口粮与牲畜饲料折合原粮的数量", "县级以上国有粮库的年末库存及在途商品"],
    "en": ["Holdings with arable land and permanent grassland", "Purchased feed and seed, including animal health products",
           "Average annual work units employed on family farms", "Net value added at factor cost before subsidies"],
}  # fmt: skip
HEADS = {
    "zh": ["播种面积", "总产量", "单产", "收购价", "劳动投入", "化肥用量", "灌溉面积", "净收益"],
    "en": ["Area", "Output", "Yield", "Price", "Labour", "Fertiliser", "Irrigated", "Net income"],
}
LONG_HEADS = {
    "zh": [
        "当年播种总面积",
        "亩均化肥施用数量",
        "家庭劳动日投入",
        "每百斤平均收购价格",
        "受灾",
        "其中成灾面积",
        "机械总动力",
    ],
    "en": [
        "Total area sown",
        "Fertiliser applied per hectare",
        "Labour",
        "Mean price at farm gate",
        "Irrigated share",
        "Net income",
        "Loans",
    ],
}
GROUPS = {"zh": ["东部", "中部", "西部"], "en": ["Valley", "Hills", "Plain"]}
TITLES = {
    "zh": ["河谷地区", "丘陵地区", "平原地区"],
    "en": ["Farms in the valley", "Farms in the hills", "Farms on the plain"],
}
MEASURES = {"zh": ["面积", "产量", "价格"], "en": ["Area", "Output", "Price"]}
CAPTIONS = {"zh": "各地农业生产情况", "en": "Farm production by place"}
CORNER = {"zh": "项目", "en": "Item"}


@dataclass(frozen=True, slots=True)
class Specimen:
    """A printed document and the grids of its tables, in reading order."""

    content: bytes
    grids: tuple[list[list[str]], ...]


def number(dice: Random, decimals: int = 1) -> str:
    return f"{dice.choice([3.0, 60.0, 900.0]) * dice.uniform(0.4, 1.9):.{decimals}f}"


def random_style(dice: Random, **given: object) -> HouseStyle:
    style = HouseStyle(
        size=dice.choice([7.0, 8.0, 9.0, 10.0]),
        leading=dice.choice([1.25, 1.45, 1.7]),
        side=dice.choice(["right", "centre", "decimal"]),
        padding=dice.choice([0.4, 0.6]),
    )
    return replace(style, **given)  # type: ignore[arg-type]


def header(language: Language, dice: Random, columns: int, corner: bool = True) -> list[Entry]:
    names = dice.sample(HEADS[language], columns)
    first = CORNER[language] if corner else ""
    return [Entry(first, 0, 0), *(Entry(name, 0, k) for k, name in enumerate(names, 1))]


def body_row(dice: Random, label: str, row: int, columns: int, decimals: int = 1, **given: object) -> list[Entry]:
    return [Entry(label, row, 0, **given), *(Entry(number(dice, decimals), row, k) for k in range(1, columns + 1))]  # type: ignore[arg-type]


def plain(language: Language, dice: Random, rows: int = 0, columns: int = 0) -> list[Entry]:
    columns = columns or dice.randint(3, 5)
    labels = dice.sample(STUBS[language], rows or dice.randint(4, 9))
    entries = header(language, dice, columns)
    for row, label in enumerate(labels, 1):
        entries += body_row(dice, label, row, columns, row % 2)
    return entries


def prose_lines(language: Language, width: float, size: float, count: int) -> list[str]:
    texts = PROSE[language]
    lines: list[str] = []
    while len(lines) < count:
        for text in texts:
            lines += break_lines(text, width, lambda part: measure_in_points(part, size))
    return lines[:count]


def write_prose(sheet: Sheet, language: Language, x: float, top: float, width: float, count: int) -> float:
    for line in prose_lines(language, width, 10.0, count):
        top += 15
        sheet.write(x, top, line, 10.0)
    return top


def caption_line(language: Language, ordinal: int) -> str:
    return f"表{ordinal}  {CAPTIONS[language]}" if language == "zh" else f"Table {ordinal}. {CAPTIONS[language]}"


def note_line(language: Language) -> str:
    return "注：根据各县统计资料整理。" if language == "zh" else "Source: returns of the counties."


def print_tables(
    language: Language, tables: Sequence[SetTable], captioned: bool = True, noted: bool = True, before: int = 5
) -> Specimen:
    """Print tables one under the other over the measure, with prose above and below."""
    sheet = Sheet()
    top = write_prose(sheet, language, LEFT, TOP, RIGHT - LEFT, before) + 12 if before else TOP
    for ordinal, table in enumerate(tables, 1):
        size = table.style.size
        if captioned:
            sheet.write_centred((LEFT + RIGHT) / 2, top + 16, caption_line(language, ordinal), size + 1, bold=True)
            top += 22
        top = draw_set_table(sheet, table, LEFT, top, RIGHT - LEFT)
        if noted:
            sheet.write(LEFT, top + size + 3, note_line(language), size - 1)
            top += size + 3
        top += 14
    write_prose(sheet, language, LEFT, top, RIGHT - LEFT, 8)
    return Specimen(sheet.finished(), tuple(table.grid() for table in tables))
