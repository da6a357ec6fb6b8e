"""Tables drawn on a PDF page: three-line, fully ruled, or without rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tests.printing.article import PrintedTable
from tests.printing.typesetting import Sheet, break_lines, measure_in_points

Align = Literal["left", "centre", "right", "decimal"]


@dataclass(frozen=True, slots=True)
class TableStyle:
    """How a table is set; `size` and `leading` are points."""

    rules: Literal["three_line", "ruled", "none"] = "three_line"
    align: Align = "centre"
    size: float = 9.0
    leading: float = 13.5
    continued: bool = False


_PADDING = 3.0


@dataclass(frozen=True, slots=True)
class _Plan:
    edges: tuple[float, ...]  # of the columns, the stub's first
    header_heights: tuple[float, ...]
    row_heights: tuple[float, ...]
    caption: tuple[str, ...]
    notes: tuple[str, ...]


def _wrapped(text: str, width: float, size: float) -> list[str]:
    return break_lines(text, width, lambda part: measure_in_points(part, size))


def _wrapped_cell(text: str, width: float, size: float) -> list[str]:
    """Wrap a cell into as few lines as fit, of about the same length."""
    lines = _wrapped(text, width, size)
    while len(lines) > 1:
        width -= size / 4
        narrower = _wrapped(text, width, size)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def _plan(table: PrintedTable, width: float, style: TableStyle) -> _Plan:
    def natural(text: str) -> float:
        return measure_in_points(text, style.size) + 2 * _PADDING

    corner = table.corner.replace("/", "   ") if table.diagonal else table.corner
    stub = max(natural(text) for text in (corner, *table.stub))
    widths = [
        max(natural(path[-1] or path[0]), *(natural(cells[index]) for _, cells in table.rows))
        for index, path in enumerate(table.columns)
    ]
    for level in range(table.depth):
        for first, end, text in table.spans(level):
            missing = (natural(text) - sum(widths[first:end])) / (end - first)
            if missing > 0:
                widths[first:end] = [item + missing for item in widths[first:end]]
    spare = width - stub - sum(widths)
    if spare < 0:  # the stub is wrapped first, as printers do
        stub = max(stub + spare, 0.25 * width)
        scale = min(1.0, (width - stub) / sum(widths))
        widths = [item * scale for item in widths]
    else:
        share = spare / (len(widths) + 1)
        stub += share
        widths = [item + share for item in widths]
    edges = [0.0, stub]
    for item in widths:
        edges.append(edges[-1] + item)

    def height(texts: list[tuple[str, float]]) -> float:
        lines = max(len(_wrapped_cell(text, room - 2 * _PADDING + 0.01, style.size)) for text, room in texts)
        return style.leading + (lines - 1) * style.size * 1.15

    headers = [
        height([("", width), *((text, edges[end + 1] - edges[first + 1]) for first, end, text in table.spans(level))])
        for level in range(table.depth)
    ]
    if table.diagonal:
        headers[0] = max(headers[0], 2 * style.leading)
    if table.depth == 1:
        headers[0] = max(headers[0], height([(table.corner, stub)]))
    rows = [
        height([(label, stub), *((cell, widths[index]) for index, cell in enumerate(cells))])
        for label, cells in table.rows
    ]
    return _Plan(
        tuple(edges),
        tuple(headers),
        tuple(rows),
        _caption(table, width, style),
        _notes(table, width, style),
    )


def _notes(table: PrintedTable, width: float, style: TableStyle) -> tuple[str, ...]:
    first, later = ("注：", "\u3000\u3000") if table.label == "表" else ("Note: ", "")
    return tuple(
        line
        for number, note in enumerate(table.notes)
        for line in _indented(_wrapped(note, width - 2 * style.size, style.size - 1), later if number else first, later)
    )


def _indented(lines: list[str], first: str, later: str) -> list[str]:
    return [(later if number else first) + line for number, line in enumerate(lines)]


def _caption(table: PrintedTable, width: float, style: TableStyle) -> tuple[str, ...]:
    label = f"{table.label} {table.number}"
    if style.continued:
        label = f"续{label}" if table.label == "表" else f"{label} (continued)"
    return tuple(_wrapped(f"{label}  {table.caption}", width, style.size))


def table_height(table: PrintedTable, width: float, style: TableStyle) -> float:
    """Return the height from the top of the caption to the foot of the notes."""
    plan = _plan(table, width, style)
    captions = len(plan.caption) + (1 if table.unit and not table.wide else 0)
    body = sum(plan.header_heights) + sum(plan.row_heights)
    return captions * style.leading + body + len(plan.notes) * (style.size + 2) + 6


def draw_table(sheet: Sheet, table: PrintedTable, x: float, top: float, width: float, style: TableStyle) -> float:
    """Print caption, unit, table and notes from `top` down; return where they end."""
    plan = _plan(table, width, style)
    baseline = style.size * 0.85
    for line in plan.caption:
        sheet.write_centred(x + width / 2, top + baseline, line, style.size, bold=True)
        top += style.leading
    if table.unit:
        unit = f"单位：{table.unit}" if table.label == "表" else f"Unit: {table.unit}"
        if table.wide:  # beside the caption
            sheet.write_right(x + width, top - style.leading + baseline, unit, style.size - 1)
        else:
            sheet.write_right(x + width, top + baseline, unit, style.size - 1)
            top += style.leading
    bottom = _draw_grid(sheet, table, plan, x, top, style)
    for line in plan.notes:
        bottom += style.size + 2
        sheet.write(x, bottom, line, style.size - 1)
    return bottom + 6


def _draw_grid(sheet: Sheet, table: PrintedTable, plan: _Plan, x: float, top: float, style: TableStyle) -> float:
    edges = [x + edge for edge in plan.edges]
    left, right = edges[0], edges[-1]
    header_tops = [top]
    for height in plan.header_heights:
        header_tops.append(header_tops[-1] + height)
    body_top = header_tops[-1]
    if table.diagonal:
        axis, other = table.corner.split("/")
        sheet.write_right(edges[1] - _PADDING, top + style.size + 1, other, style.size)
        sheet.write(left + _PADDING, body_top - 4, axis, style.size)
        sheet.rule(left, top, edges[1], body_top, 0.4)
    else:
        _draw_cell(sheet, table.corner, (left, top, edges[1], body_top), style.size)
    for level in range(table.depth):
        for first, end, text in table.spans(level):
            reaches_down = level + 1 < table.depth and not any(path[level + 1] for path in table.columns[first:end])
            foot = body_top if reaches_down else header_tops[level + 1]
            box = (edges[first + 1], header_tops[level], edges[end + 1], foot)
            _draw_cell(sheet, text, box, style.size)
            if style.rules == "ruled":
                _draw_box(sheet, *box)
            elif style.rules == "three_line" and level + 1 < table.depth and not reaches_down:
                sheet.rule(edges[first + 1] + 4, foot, edges[end + 1] - 4, foot, 0.5)
    row_top = body_top
    for (label, cells), height in zip(table.rows, plan.row_heights, strict=True):
        for index, cell in enumerate((label, *cells)):
            box = (edges[index], row_top, edges[index + 1], row_top + height)
            align = style.align if index else ("centre" if style.align == "centre" else "left")
            _draw_cell(sheet, cell, box, style.size, align)
            if style.rules == "ruled":
                _draw_box(sheet, *box)
        row_top += height
    if style.rules == "ruled":
        _draw_box(sheet, left, top, edges[1], body_top)
    elif style.rules == "three_line":
        sheet.rule(left, top, right, top, 1.0)
        sheet.rule(left, body_top, right, body_top, 0.5)
        sheet.rule(left, row_top, right, row_top, 1.0)
    return row_top


def _draw_box(sheet: Sheet, x0: float, top: float, x1: float, bottom: float) -> None:
    sheet.rule(x0, top, x1, top, 0.5)
    sheet.rule(x0, bottom, x1, bottom, 0.5)
    sheet.rule(x0, top, x0, bottom, 0.5)
    sheet.rule(x1, top, x1, bottom, 0.5)


def _draw_cell(
    sheet: Sheet, text: str, box: tuple[float, float, float, float], size: float, align: Align = "centre"
) -> None:
    """Print a cell, wrapped where it must be, in the middle of its height."""
    if not text:
        return
    x0, top, x1, bottom = box
    step = size * 1.15
    lines = _wrapped_cell(text, x1 - x0 - 2 * _PADDING + 0.01, size)
    baseline = (top + bottom) / 2 - (len(lines) - 1) * step / 2 + size * 0.35
    for line in lines:
        if align == "left":
            sheet.write(x0 + _PADDING, baseline, line, size)
        elif align == "centre":
            sheet.write_centred((x0 + x1) / 2, baseline, line, size)
        elif align == "right":
            sheet.write_right(x1 - _PADDING, baseline, line, size)
        else:  # by the decimal point, which stands at two thirds of the column
            whole = line.split(".", 1)[0]
            sheet.write((x0 + 2 * x1) / 3 - measure_in_points(whole, size), baseline, line, size)
        baseline += step
