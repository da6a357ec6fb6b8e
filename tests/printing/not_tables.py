"""What stands in lines and pieces but is no table."""

from __future__ import annotations

from random import Random

from tests.printing.specimens import (
    LEFT,
    RIGHT,
    STUBS,
    TOP,
    Language,
    Specimen,
    number,
    prose_lines,
    write_prose,
)
from tests.printing.typesetting import Sheet, measure_in_points


def not_a_table(language: Language, dice: Random, kind: str) -> Specimen:
    """What stands in lines and pieces but is no table: lists, boxed prose, charts, formulas, references, contents."""
    sheet = Sheet()
    top = write_prose(sheet, language, LEFT, TOP, RIGHT - LEFT, 6) + 20
    stubs = STUBS[language]
    if kind == "list":
        for k in range(dice.randint(5, 9)):
            sheet.write(LEFT + 12, top, f"{k + 1}.", 10)
            sheet.write(LEFT + 32, top, f"{stubs[k]} {number(dice)}", 10)
            top += 15
    elif kind == "box":
        y = top
        for line in prose_lines(language, RIGHT - LEFT - 20, 9.0, 9):
            y += 13
            sheet.write(LEFT + 10, y, line, 9.0)
        for a, b in (
            ((LEFT, top), (RIGHT, top)),
            ((LEFT, y + 8), (RIGHT, y + 8)),
            ((LEFT, top), (LEFT, y + 8)),
            ((RIGHT, top), (RIGHT, y + 8)),
        ):
            sheet.rule(*a, *b, 0.5)
        top = y + 20
    elif kind == "chart":
        height, left = 150, LEFT + 60
        for k in range(6):
            y = top + height - k * height / 5
            sheet.write_right(left - 5, y + 3, str(k * 20), 8)
            sheet.rule(left, y, RIGHT - 60, y, 0.3)
        years = range(2005, 2013)
        step = (RIGHT - 60 - left) / 8
        for k, year in enumerate(years):
            sheet.write_centred(left + (k + 0.5) * step, top + height + 12, str(year), 8)
            tall = dice.uniform(20, height)
            sheet.fill(left + k * step + 10, top + height - tall, left + k * step + 30, top + height, 0.5)
            sheet.write_centred(left + k * step + 20, top + height - tall - 3, number(dice), 7)
        for k in range(3):
            sheet.write(left + k * 110, top + height + 28, stubs[k], 8)
        top += height + 45
        sheet.write_centred(
            (LEFT + RIGHT) / 2, top, "图1  各地产量变化" if language == "zh" else "Figure 1. Output by year", 9.0
        )
        top += 12
    elif kind == "formula":
        for k in range(4):
            sheet.write(LEFT + 120, top, f"Y{k} = a + b X{k} + c Z{k} + e", 10)
            sheet.write_right(RIGHT, top, f"({k + 1})", 10)
            top += 22
    elif kind == "references":
        for k in range(8):
            text = (
                f"[{k + 1}] 张某，李某．县域农业生产研究[J]．农村经济研究，{2001 + k}({k + 1})：{10 * k + 3}-{10 * k + 9}."
                if language == "zh"
                else f"[{k + 1}] A. Mill, B. Carr, Farm output in the valley, J. Rural Econ. {10 + k} ({2001 + k}) {100 + k}-{110 + k}."
            )
            sheet.write(LEFT, top, text, 9)
            top += 14
    else:
        for k in range(10):
            sheet.write(LEFT, top, f"{k + 1}  {stubs[k]}", 10)
            width = measure_in_points(f"{k + 1}  {stubs[k]}", 10)
            dots = "." * int((RIGHT - LEFT - 24 - width) / measure_in_points(".", 10))
            sheet.write(LEFT + width + 2, top, dots, 10)
            sheet.write_right(RIGHT, top, str(3 + 4 * k), 10)
            top += 16
    write_prose(sheet, language, LEFT, top, RIGHT - LEFT, 8)
    return Specimen(sheet.finished(), ())
