"""What tables are like, class by class: each prints random tables of one kind on pages as journals and reports do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.printing.house_styles import Entry, SetTable, Side, draw_set_table
from tests.printing.not_tables import not_a_table
from tests.printing.parts import header_again, panels, ruled_groups
from tests.printing.random_tables import PROSE
from tests.printing.specimens import (
    CAPTIONS,
    CORNER,
    FOOT,
    GROUPS,
    HEADS,
    LEFT,
    LONG,
    LONG_HEADS,
    MEASURES,
    RIGHT,
    STUBS,
    TITLES,
    TOP,
    Language,
    Specimen,
    body_row,
    caption_line,
    header,
    note_line,
    number,
    plain,
    print_tables,
    random_style,
    write_prose,
)
from tests.printing.typesetting import Sheet


def titled(language: Language, dice: Random, kind: str) -> Specimen:
    columns = dice.randint(3, 5)
    entries = header(language, dice, columns)
    row = 1
    for group, title in enumerate(TITLES[language][: dice.randint(2, 3)]):
        panel = f"Panel {'ABC'[group]}. " if language == "en" else f"（{'一二三'[group]}）"
        text = panel + title if kind == "panel" else title
        side: Side = "centre" if kind == "centred" else "left"
        entries.append(Entry(text, row, 0, 1, columns + 1, side=side, bold=kind == "bold"))
        row += 1
        for label in dice.sample(STUBS[language], dice.randint(2, 4)):
            entries += body_row(dice, label, row, columns, indent=1.0 if kind == "indented" else 0.0)
            row += 1
    rules = dice.choice(["three_line", "three_line", "none", "across"])
    return print_tables(language, [SetTable(tuple(entries), 1, random_style(dice, rules=rules))])


def spanning(language: Language, dice: Random, ruled: bool) -> Specimen:
    """Labels over columns that they nearly fill: neighbours stand a word space apart."""
    spans = dice.randint(2, 3)
    width = dice.randint(2, 3)
    measures = MEASURES[language][:width]
    names = (
        ["河谷地区农业生产情况调查", "丘陵地区农业生产情况调查", "平原地区农业生产情况调查"]
        if language == "zh"
        else ["Holdings in the valley", "Holdings in the hills", "Holdings on the plain"]
    )
    entries = [Entry(CORNER[language], 0, 0, 2, 1)]
    for span in range(spans):
        first = 1 + span * width
        entries.append(Entry(names[span], 0, first, 1, width))
        entries += [Entry(name, 1, first + k) for k, name in enumerate(measures)]
    for row, label in enumerate(dice.sample(STUBS[language], 6), 2):
        entries += body_row(dice, label, row, spans * width)
    style = random_style(dice, under_spans=ruled, spread=False, padding=0.2 if ruled else 0.35)
    return print_tables(language, [SetTable(tuple(entries), 2, style)])


def three_levels(language: Language, dice: Random) -> Specimen:
    entries = [
        Entry(CORNER[language], 0, 0, 3, 1),
        Entry("2014" if dice.random() < 0.5 else CAPTIONS[language], 0, 1, 1, 6),
    ]
    for k, group in enumerate(GROUPS[language]):
        entries.append(Entry(group, 1, 1 + 2 * k, 1, 2))
        entries += [Entry(MEASURES[language][m], 2, 1 + 2 * k + m) for m in (0, 1)]
    for row, label in enumerate(dice.sample(STUBS[language], 5), 3):
        entries += body_row(dice, label, row, 6)
    rules = dice.choice(["three_line", "ruled", "none"])
    return print_tables(language, [SetTable(tuple(entries), 3, random_style(dice, rules=rules))])


def lone_and_spanning(language: Language, dice: Random) -> Specimen:
    """Spanning labels beside columns with a label of their own, which stands in the middle or low."""
    entries = [Entry(CORNER[language], 0, 0, 2, 1), Entry(HEADS[language][7], 0, 1, 2, 1)]
    height = dice.choice(["centre", "bottom"])
    entries = [replace(entry, height=height) for entry in entries]
    for k, group in enumerate(GROUPS[language][:2]):
        entries.append(Entry(group, 0, 2 + 2 * k, 1, 2))
        entries += [Entry(MEASURES[language][m], 1, 2 + 2 * k + m) for m in (0, 1)]
    entries.append(Entry(HEADS[language][4], 0, 6, 2, 1, height=height))
    for row, label in enumerate(dice.sample(STUBS[language], 6), 2):
        entries += body_row(dice, label, row, 6)
    style = random_style(dice, under_spans=dice.random() < 0.6)
    return print_tables(language, [SetTable(tuple(entries), 2, style)])


def wrapped_header(language: Language, dice: Random, height: str) -> Specimen:
    names = dice.sample(LONG_HEADS[language], 5)
    entries = [
        Entry(CORNER[language], 0, 0),
        *(Entry(name, 0, k, wrap=4.2 if language == "zh" else 5.5) for k, name in enumerate(names, 1)),
    ]
    for row, label in enumerate(dice.sample(STUBS[language], 6), 1):
        entries += body_row(dice, label, row, 5)
    rules = dice.choice(["three_line", "none", "ruled"])
    style = random_style(dice, head_height=height, rules=rules, leading=1.5)
    return print_tables(language, [SetTable(tuple(entries), 1, style)])


def framed(language: Language, dice: Random, top: bool) -> Specimen:
    """Caption and note stand inside the outer rules."""
    rules = dice.choice(["ruled", "three_line", "thin_boxes"])
    foot = note_line(language)
    table = SetTable(
        tuple(plain(language, dice)), 1, random_style(dice, rules=rules), caption_line(language, 1) if top else "", foot
    )
    return print_tables(language, [table], captioned=not top, noted=False)


def regression(language: Language, dice: Random, centred: bool) -> Specimen:
    columns = dice.randint(2, 5)
    entries = [
        Entry("变量" if language == "zh" else "Variable", 0, 0),
        *(Entry(f"({k})", 0, k) for k in range(1, columns + 1)),
    ]
    row = 1
    labels = (
        ["播种面积", "化肥用量", "劳动投入", "降水量", "常数项"]
        if language == "zh"
        else ["Area", "Fertiliser", "Labour", "Rain", "Constant"]
    )
    for label in labels[: dice.randint(3, 5)]:
        entries.append(Entry(label, row, 0, 2 if centred else 1, 1))
        for k in range(1, columns + 1):
            if k > 1 and dice.random() < 0.2:
                continue
            entries.append(Entry(f"{dice.uniform(-1, 2):.3f}" + dice.choice(["", "*", "**", "***"]), row, k))
            entries.append(Entry(f"({dice.uniform(0, 1):.3f})", row + 1, k))
        row += 2
    for label, text in (("N", "1284"), ("R2", "0.417")):
        entries += [Entry(label, row, 0), *(Entry(text, row, k) for k in range(1, columns + 1))]
        row += 1
    rules = dice.choice(["three_line", "three_line", "ruled"]) if centred else "three_line"
    return print_tables(language, [SetTable(tuple(entries), 1, random_style(dice, side="centre", rules=rules))])


def folded(language: Language, dice: Random) -> Specimen:
    head = [CORNER[language], HEADS[language][0], HEADS[language][1]]
    half = dice.randint(4, 6)
    labels = STUBS[language][: 2 * half]
    entries = [Entry(text, 0, k + 3 * side) for side in (0, 1) for k, text in enumerate(head)]
    for row in range(half):
        for side in (0, 1):
            entries.append(Entry(labels[row + side * half], row + 1, 3 * side, side="left"))
            entries += [Entry(number(dice), row + 1, 3 * side + k) for k in (1, 2)]
    return print_tables(language, [SetTable(tuple(entries), 1, random_style(dice))])


def merged_labels(language: Language, dice: Random) -> Specimen:
    columns = dice.randint(3, 5)
    entries = [Entry("地区" if language == "zh" else "Region", 0, 0), Entry(CORNER[language], 0, 1)]
    entries += [Entry(name, 0, k) for k, name in enumerate(dice.sample(HEADS[language], columns), 2)]
    row, run = 1, dice.randint(2, 4)
    for group in GROUPS[language]:
        entries.append(Entry(group, row, 0, run, 1))
        for label in dice.sample(STUBS[language], run):
            entries.append(Entry(label, row, 1, side="left"))
            entries += [Entry(number(dice), row, k) for k in range(2, columns + 2)]
            row += 1
    rules = dice.choice(["three_line", "ruled", "none"])
    return print_tables(language, [SetTable(tuple(entries), 1, random_style(dice, rules=rules))])


def wrapped_stub(language: Language, dice: Random, height: str) -> Specimen:
    columns = dice.randint(3, 5)
    entries = header(language, dice, columns)
    labels = [*dice.sample(LONG[language], 3), *dice.sample(STUBS[language], 4)]
    dice.shuffle(labels)
    for row, label in enumerate(labels, 1):
        entries += body_row(dice, label, row, columns, wrap=10.0)
    rules = dice.choice(["three_line", "three_line", "none", "across"])
    style = random_style(dice, height=height, rules=rules, side="right")
    return print_tables(language, [SetTable(tuple(entries), 1, style)])


def sided(language: Language, dice: Random, side: str) -> Specimen:
    rules = dice.choice(["three_line", "none"])
    return print_tables(
        language, [SetTable(tuple(plain(language, dice)), 1, random_style(dice, side=side, rules=rules))]
    )


def sparse(language: Language, dice: Random) -> Specimen:
    entries = plain(language, dice, rows=9, columns=6)
    kept = [
        e for e in entries if e.row == 0 or e.column < 2 or (e.row * 7 + e.column * 3) % 4 == 0 or dice.random() < 0.25
    ]
    kept += [Entry("", 9, 6)]
    seen: dict[tuple[int, int], Entry] = {}
    for entry in kept:
        seen.setdefault((entry.row, entry.column), entry)
    return print_tables(language, [SetTable(tuple(seen.values()), 1, random_style(dice))])


def dashed(language: Language, dice: Random) -> Specimen:
    signs = dice.choice(["-", "—", "…", "–", "n.a."])
    entries = [
        replace(e, text=signs) if e.row and e.column and dice.random() < 0.25 else e for e in plain(language, dice)
    ]
    return print_tables(language, [SetTable(tuple(entries), 1, random_style(dice))])


def marked(language: Language, dice: Random) -> Specimen:
    marks = ["①", "②"] if language == "zh" else ["1", "a", "*"]
    entries = [
        replace(e, raised=dice.choice(marks))
        if dice.random() < 0.15 and not (e.row and e.column and marks[0] == "1")
        else e
        for e in plain(language, dice)
    ]
    return print_tables(language, [SetTable(tuple(entries), 1, random_style(dice, side="right"))])


def in_rules(language: Language, dice: Random, rules: str) -> Specimen:
    return print_tables(
        language,
        [SetTable(tuple(plain(language, dice)), 1, random_style(dice, rules=rules))],
        captioned=dice.random() < 0.7,
    )


def with_leaders(language: Language, dice: Random) -> Specimen:
    entries = [
        replace(e, leader=e.column == 0 and e.row > 0, side="left" if e.column == 0 else None)
        for e in plain(language, dice)
    ]
    table = SetTable(tuple(entries), 1, random_style(dice, side="right"))
    return print_tables(language, [table])


def narrow(language: Language, dice: Random) -> Specimen:
    """Columns of numbers a third to six tenths of an em apart."""
    columns = dice.randint(5, 8)
    entries = header(language, dice, columns)
    for row, label in enumerate(dice.sample(STUBS[language], 8), 1):
        entries += [
            Entry(label, row, 0),
            *(Entry(f"{dice.uniform(1000, 9999):.1f}", row, k) for k in range(1, columns + 1)),
        ]
    entries = [
        replace(e, text=e.text[:2] if language == "zh" else e.text[:5]) if e.row == 0 and e.column else e
        for e in entries
    ]
    style = random_style(dice, spread=False, padding=dice.choice([0.17, 0.25, 0.3]), size=8.0)
    return print_tables(language, [SetTable(tuple(entries), 1, style)])


def texts(language: Language, dice: Random) -> Specimen:
    """Long wrapped texts in several columns."""
    names = ["项目", "主要内容", "实施情况"] if language == "zh" else ["Measure", "What it covers", "State of play"]
    entries = [Entry(name, 0, k) for k, name in enumerate(names)]
    words = PROSE[language]
    for row in range(1, dice.randint(4, 6)):
        entries.append(Entry(STUBS[language][row], row, 0, side="left"))
        for k in (1, 2):
            text = dice.choice(words)
            start = text.find(" ", dice.randint(0, 20)) + 1
            piece = text[start : start + dice.randint(20, 90)].strip("，。 ")
            if language == "en":
                piece = piece.rsplit(" ", 1)[0]
            entries.append(Entry(piece, row, k, side="left", wrap=16.0))
    rules = dice.choice(["ruled", "across", "three_line"])
    style = random_style(
        dice, rules=rules, height="top", size=9.0, leading=1.7 if rules == "three_line" else 1.5, step=1.2
    )
    return print_tables(language, [SetTable(tuple(entries), 1, style)])


def stacked(language: Language, dice: Random, captioned: bool) -> Specimen:
    rules = dice.choice(["three_line", "ruled", "across"])
    style = random_style(dice, rules=rules)
    columns = dice.randint(3, 5)
    tables = [SetTable(tuple(plain(language, dice, dice.randint(3, 5), columns)), 1, style) for _ in range(2)]
    return print_tables(language, tables, captioned=captioned, noted=False)


def beside(language: Language, dice: Random, neighbour: bool) -> Specimen:
    """A table in the left column, and at its height a table or prose in the right one."""
    sheet = Sheet()
    width = 230.0
    right = RIGHT - width
    style = random_style(dice, size=8.0, padding=0.3)
    tables = [SetTable(tuple(plain(language, dice, columns=3)), 1, style) for _ in range(1 + neighbour)]
    start = dice.randint(6, 12)
    for ordinal, x in enumerate((LEFT, right)):
        if ordinal < len(tables):
            top = write_prose(sheet, language, x, TOP, width, start)
            sheet.write_centred(x + width / 2, top + 24, caption_line(language, ordinal + 1), 9.0, bold=True)
            top = draw_set_table(sheet, tables[ordinal], x, top + 30, width)
            sheet.write(x, top + 10, note_line(language), 7.0)
            write_prose(sheet, language, x, top + 16, width, 15)
        else:
            write_prose(sheet, language, x, TOP, width, 40)
    return Specimen(sheet.finished(), tuple(table.grid() for table in tables))


def over_columns(language: Language, dice: Random) -> Specimen:
    sheet = Sheet()
    width = 230.0
    above = dice.choice([0, 14])
    top = TOP
    for x in (LEFT, RIGHT - width) if above else ():
        top = write_prose(sheet, language, x, TOP, width, above)
    table = SetTable(tuple(plain(language, dice, columns=6)), 1, random_style(dice))
    sheet.write_centred((LEFT + RIGHT) / 2, top + 24, caption_line(language, 1), 9.0, bold=True)
    top = draw_set_table(sheet, table, LEFT, top + 30, RIGHT - LEFT)
    sheet.write(LEFT, top + 10, note_line(language), 7.0)
    for x in (LEFT, RIGHT - width):
        write_prose(sheet, language, x, top + 18, width, 20)
    return Specimen(sheet.finished(), (table.grid(),))


def at_edge(language: Language, dice: Random, foot: bool) -> Specimen:
    """A table right under the running head, or one down to the page number."""
    sheet = Sheet()
    table = SetTable(tuple(plain(language, dice)), 1, random_style(dice))
    pages = 3
    for page in range(1, pages + 1):
        name = "农村经济研究" if language == "zh" else "Studies of rural economy"
        sheet.write_centred((LEFT + RIGHT) / 2, 46, name, 9.0)
        sheet.write_centred((LEFT + RIGHT) / 2, 812, str(page), 9.0)
        if page == 2:
            height = sum(table.row_heights()) + 26
            top = FOOT - height if foot else TOP
            if foot:
                write_prose(sheet, language, LEFT, TOP, RIGHT - LEFT, int((top - TOP - 10) / 15))
            sheet.write_centred((LEFT + RIGHT) / 2, top + 8, caption_line(language, 1), 9.0, bold=True)
            top = draw_set_table(sheet, table, LEFT, top + 14, RIGHT - LEFT)
            if not foot:
                write_prose(sheet, language, LEFT, top + 10, RIGHT - LEFT, 20)
        else:
            write_prose(sheet, language, LEFT, TOP, RIGHT - LEFT, 40)
        if page < pages:
            sheet.turn_page()
    return Specimen(sheet.finished(), (table.grid(),))


def sideways(language: Language, dice: Random) -> Specimen:
    sheet = Sheet()
    sheet.turn_sideways()
    table = SetTable(tuple(plain(language, dice, columns=6)), 1, random_style(dice))
    sheet.write_centred(420, 80, caption_line(language, 1), 9.0, bold=True)
    foot = draw_set_table(sheet, table, 70, 90, 700)
    sheet.write(70, foot + 10, note_line(language), 7.0)
    return Specimen(sheet.finished(), (table.grid(),))


Printer = Callable[[Language, Random], Specimen]


def _given(printer: Callable[..., Specimen], *arguments: object) -> Printer:
    return lambda language, dice: printer(language, dice, *arguments)


CLASSES: dict[str, Printer] = {
    **{f"titles {kind}": _given(titled, kind) for kind in ("plain", "bold", "indented", "centred", "panel")},
    "spans ruled off": _given(spanning, True),
    "spans a word apart": _given(spanning, False),
    "three levels": three_levels,
    "lone labels beside spans": lone_and_spanning,
    **{f"header wrapped {height}": _given(wrapped_header, height) for height in ("top", "centre", "bottom")},
    "caption in frame": _given(framed, True),
    "source in frame": _given(framed, False),
    "errors under centred labels": _given(regression, True),
    "errors under labels": _given(regression, False),
    "folded": folded,
    "labels merged over rows": merged_labels,
    "labels in the middle of ruled groups": ruled_groups,
    "panels ruled off": _given(panels, "left"),
    "panels ruled off, centred": _given(panels, "centre"),
    "header again": header_again,
    **{f"stub wrapped {height}": _given(wrapped_stub, height) for height in ("top", "centre", "bottom")},
    **{f"numbers {side}": _given(sided, side) for side in ("left", "centre", "right", "decimal")},
    "sparse": sparse,
    "dashes": dashed,
    "raised marks": marked,
    **{
        f"rules {rules}": _given(in_rules, rules)
        for rules in (
            "ruled", "open_sides", "segments", "thin_boxes", "doubled", "across", "zebra", "none", "header_only"
        )
    },
    "dot leaders": with_leaders,
    "narrow gutters": narrow,
    "long texts": texts,
    "stacked": _given(stacked, True),
    "stacked without captions": _given(stacked, False),
    "beside a table": _given(beside, True),
    "beside prose": _given(beside, False),
    "over both columns": over_columns,
    "at the head of a page": _given(at_edge, False),
    "at the foot of a page": _given(at_edge, True),
    "sideways": sideways,
    **{
        f"no table: {kind}": _given(not_a_table, kind)
        for kind in ("list", "box", "chart", "formula", "references", "contents")
    },
}  # fmt: skip


def print_specimen(name: str, language: Language, seed: int) -> Specimen:
    """Print the specimen of a class that a seed stands for."""
    return CLASSES[name](language, Random(f"{name} {language} {seed}"))
