"""Tables in parts: panels under titles that are ruled off, groups of rows that a merged label names, labels beside errors."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.printing.house_styles import Entry, SetTable, Side
from tests.printing.specimens import (
    CORNER,
    GROUPS,
    HEADS,
    MEASURES,
    STUBS,
    TITLES,
    Language,
    Specimen,
    body_row,
    header,
    number,
    print_tables,
    random_style,
)


def _part_title(language: Language, part: int) -> str:
    panel = f"Panel {'ABC'[part]}"
    return (
        f"{panel}: {TITLES[language][part]}"
        if language == "en"
        else f"{panel}\N{IDEOGRAPHIC SPACE}{TITLES[language][part]}"
    )


def panels(language: Language, dice: Random, side: Side) -> Specimen:
    """A title ruled off above the header, and again, with a header of its own, above the second part."""
    columns = dice.randint(3, 5)
    entries: list[Entry] = []
    cuts: list[tuple[int, int]] = []
    head = header(language, dice, columns)
    row = 0
    for part in (0, 1):
        entries.append(Entry(_part_title(language, part), row, 0, 1, columns + 1, side=side))
        entries += [Entry(entry.text, row + 1, entry.column) for entry in head]
        cuts += [(row, 0), (row + 1, 0), (row + 2, 0)]
        row += 2
        for label in dice.sample(STUBS[language], dice.randint(3, 5)):
            entries += body_row(dice, label, row, columns)
            row += 1
    style = random_style(dice, stub_side="left", side="centre")
    specimen = print_tables(language, [SetTable(tuple(entries), 2, style, cuts=((1, 0), *cuts[3:]))])
    # A full-width blank comes back as a blank.
    grids = tuple(
        [[text.replace("\N{IDEOGRAPHIC SPACE}", " ") for text in row] for row in grid] for grid in specimen.grids
    )
    return replace(specimen, grids=grids)


def header_again(language: Language, dice: Random) -> Specimen:
    """A header of two levels that is printed again, with another label over its spans, above the second part."""
    entries: list[Entry] = []
    starts: list[int] = []
    row = 0
    for part in (0, 1):
        entries.append(Entry(CORNER[language], row, 0, 2, 1))
        for k, group in enumerate(GROUPS[language][:2] if not part else GROUPS[language][1:3]):
            entries.append(Entry(group, row, 1 + 3 * k, 1, 3))
            entries += [Entry(MEASURES[language][m], row + 1, 1 + 3 * k + m) for m in (0, 1, 2)]
        row += 2
        for label in dice.sample(STUBS[language], dice.randint(3, 5)):
            entries += body_row(dice, label, row, 6)
            row += 1
        starts.append(row)
    style = random_style(dice, under_spans=False, side="centre")
    return print_tables(language, [SetTable(tuple(entries), 2, style, cuts=((starts[0], 0), (starts[0] + 2, 0)))])


def ruled_groups(language: Language, dice: Random) -> Specimen:
    """Groups of rows ruled off, each named by one label in the middle of its height."""
    columns = dice.randint(3, 4)
    entries = [Entry("地区" if language == "zh" else "Region", 0, 0), Entry(CORNER[language], 0, 1)]
    entries += [Entry(name, 0, k) for k, name in enumerate(dice.sample(HEADS[language], columns), 2)]
    row, cuts = 1, []
    for group in GROUPS[language]:
        run = dice.randint(1, 5)
        cuts.append((row, 0))
        entries.append(Entry(group, row, 0, run, 1))
        for label in dice.sample(STUBS[language], run):
            entries.append(Entry(label, row, 1, side="left"))
            entries += [Entry(number(dice), row, k) for k in range(2, columns + 2)]
            row += 1
    style = random_style(dice, stub_side="left", side="centre")
    return print_tables(language, [SetTable(tuple(entries), 1, style, cuts=tuple(cuts[1:]))])
