"""What copying or a converter leaves of a printed article: lines of text, tables one cell a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import regex

from tests.printing.article import Heading, Item, Paragraph, PrintedTable
from tests.printing.typesetting import break_lines, full_width, measure_in_ems

Order = Literal["by_row", "by_column", "by_line", "aligned", "poured"]
Dress = Callable[[Sequence[str]], list[str]]
_BLANK_PLACE = regex.compile(r"(?<=\p{Han})(?=\d)|(?<=\d%?)(?=\p{Han})")
_FULL_WIDTH = str.maketrans(
    {chr(code): chr(code + 0xFEE0) for code in (*range(ord("0"), ord("9") + 1), ord("."), ord("%"))}
)


def caption_line(table: PrintedTable) -> str:
    """Return label, number, title and unit on one line."""
    unit = ""
    if table.unit:
        unit = f" 单位：{table.unit}" if table.label == "表" else f" Unit: {table.unit}"
    return f"{table.label} {table.number} {table.caption}{unit}"


def note_lines(table: PrintedTable) -> list[str]:
    """Return one line a note; only the first is announced."""
    mark = "注：" if table.label == "表" else "Note: "
    return [mark * (number == 0) + note for number, note in enumerate(table.notes)]


def cells_by_row(table: PrintedTable) -> list[str]:
    """Return one cell a line, row by row; a spanning label comes once."""
    lines = _corner(table)
    for level in range(table.depth):
        lines += [text for _, _, text in table.spans(level)]
    for label, cells in table.rows:
        lines += [label, *cells]
    return [line for line in lines if line]


def cells_by_column(table: PrintedTable) -> list[str]:
    """Return one cell a line, column by column; a spanning label stands before the first of its columns."""
    lines = [*_corner(table), *table.stub]
    begun = {(level, first): text for level in range(table.depth) for first, _, text in table.spans(level)}
    for index in range(len(table.columns)):
        lines += [begun[level, index] for level in range(table.depth) if (level, index) in begun]
        lines += [cells[index] for _, cells in table.rows]
    return [line for line in lines if line]


def cells_by_line(table: PrintedTable) -> list[str]:
    """Return one table row a line, its cells one blank apart."""
    headers = [[text for _, _, text in table.spans(level)] for level in range(table.depth)]
    headers[0] = [table.corner, *headers[0]]
    rows = [[label, *cells] for label, cells in table.rows]
    return [" ".join(cell for cell in row if cell) for row in (*headers, *rows)]


def cells_aligned(table: PrintedTable) -> list[str]:
    """Return one table row a line, each cell begun at the half em where its column begins."""
    grid = table.grid()
    widths = [max(_half_ems(row[index]) for row in grid) + 3 for index in range(len(grid[0]))]
    return [
        "".join(cell + " " * (width - _half_ems(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in grid
    ]


def cells_poured(table: PrintedTable, width: float = 22.0) -> list[str]:
    """Return the cells row by row, as many on a line as it holds: lines are no rows."""
    lines = [""]
    for cell in cells_by_row(table):
        if lines[-1] and measure_in_ems(lines[-1] + " " + cell) > width:
            lines.append("")
        lines[-1] += f" {cell}" if lines[-1] else cell
    return lines


def in_narrow_columns(lines: Sequence[str], width: float = 7.0) -> list[str]:
    """Return lines of one cell each, those wider than `width` ems wrapped as in a narrow column."""
    return [part for line in lines for part in break_lines(line, width, measure_in_ems)]


def in_full_width(lines: Sequence[str]) -> list[str]:
    """Return lines whose digits, points and percent signs are of the full-width kind."""
    return [line.translate(_FULL_WIDTH) for line in lines]


def _corner(table: PrintedTable) -> list[str]:
    return table.corner.split("/") if table.diagonal else [table.corner]


def _half_ems(text: str) -> int:
    return sum(2 if full_width(character) else 1 for character in text)


def table_lines(table: PrintedTable, order: Order, dress: Dress = list) -> list[str]:
    """Return caption, cells and notes of a table, line by line; `dress` alters the lines of the cells."""
    cells = {
        "by_row": cells_by_row,
        "by_column": cells_by_column,
        "by_line": cells_by_line,
        "aligned": cells_aligned,
        "poured": cells_poured,
    }[order](table)
    return [caption_line(table), *dress(cells), *note_lines(table)]


def paragraph_lines(text: str, width: float) -> list[str]:
    """Break a paragraph into lines; a line that falls short is filled by blanks beside its first numeral.

    That is what converters make of the gaps by which a typesetter fills a line.
    """
    lines = break_lines(text, width, measure_in_ems)
    for index, line in enumerate(lines[:-1]):
        if width - measure_in_ems(line) >= 1:
            lines[index] = _BLANK_PLACE.sub(" ", line, count=1)
    return lines


def flatten(
    items: Sequence[Item],
    order: Order = "by_column",
    width: float = 22.0,
    page: int | None = None,
    blank_lines: bool = True,
    first_page_foot: Sequence[str] = (),
    dress: Dress = list,
) -> str:
    """Return an article as a converter leaves it.

    After `page` printed lines a new page begins, which one blank before its first line
    betrays. Each page ends with what stood at its foot, also amid a paragraph:
    `first_page_foot`, and the wide tables called for on it. A narrow table that does not
    fit begins the next page. Without `page` nothing moves.
    """
    lines: list[str] = []
    foot: list[tuple[list[str], int]] = [(list(first_page_foot), len(first_page_foot))]
    head: list[tuple[list[str], int]] = []
    left = page or 0

    def room() -> int:
        return left - sum(height for _, height in foot)

    def turn_page() -> None:
        nonlocal left
        lines.extend(line for block, _ in foot for line in block)
        foot.clear()
        first = len(lines)
        left = (page or 0) - sum(height for _, height in head)
        lines.extend(line for block, _ in head for line in block)
        head.clear()
        if first < len(lines):
            lines[first] = " " + lines[first]

    def put(line: str) -> None:
        nonlocal left
        if page is not None and room() < 1:
            begun = bool(head)
            turn_page()
            line = line if begun else " " + line
        lines.append(line)
        left -= 1

    for item in items:
        match item:
            case Heading(text):
                for line in break_lines(text, width, measure_in_ems):
                    put(line)
            case Paragraph(text):
                for line in paragraph_lines(text, width):
                    put(line)
            case PrintedTable():
                block = (table_lines(item, order, dress), 1 + item.depth + len(item.rows) + len(item.notes))
                if page is not None and item.wide:
                    foot.append(block)
                elif page is not None and room() < block[1]:
                    head.append(block)
                else:
                    lines.extend(block[0])
                    left -= block[1]
    turn_page()
    return "".join(line + ("\n\n" if blank_lines else "\n") for line in lines)
