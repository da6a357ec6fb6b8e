"""Pouring an article into the columns of PDF pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from tests.printing.article import Heading, Item, Paragraph, PrintedTable
from tests.printing.drawn import TableStyle, draw_table, table_height
from tests.printing.typesetting import PAGE_WIDTH, Sheet, break_lines, measure_in_points


@dataclass(frozen=True, slots=True)
class Layout:
    """How pages are set; lengths are points. `spaced` sets paragraphs apart, which English printers do.

    `furnish` prints running head and page number of a page (counted from 1), `head` what
    stands above the columns of the first page and returns where they begin, `foot` a
    foot note into the first column of that page and returns the height it takes.
    """

    columns: int = 2
    size: float = 10.5
    leading: float = 16.0
    margin: float = 56.0
    top: float = 78.0
    bottom: float = 786.0
    gutter: float = 20.0
    justified: bool = True
    spaced: bool = False
    breaks_tables: bool = False
    table: TableStyle = field(default_factory=TableStyle)
    furnish: Callable[[Sheet, int], None] | None = None
    head: Callable[[Sheet], float] | None = None
    foot: Callable[[Sheet, float, float], float] | None = None

    @property
    def width(self) -> float:
        """Width of the type area."""
        return PAGE_WIDTH - 2 * self.margin

    @property
    def measure(self) -> float:
        """Width of one column."""
        return (self.width - (self.columns - 1) * self.gutter) / self.columns


class _Press:
    def __init__(self, sheet: Sheet, layout: Layout) -> None:
        self.sheet, self.layout = sheet, layout
        self.page, self.column = 0, 0
        self.wide: list[PrintedTable] = []
        self.narrow: list[PrintedTable] = []
        self.begin_page()

    def begin_page(self) -> None:
        layout = self.layout
        if self.page:
            self.sheet.turn_page()
        self.page, self.column = self.page + 1, 0
        self.column_top, self.bottoms = layout.top, [layout.bottom] * layout.columns
        if layout.furnish:
            layout.furnish(self.sheet, self.page)
        if self.page == 1 and layout.head:
            self.column_top = layout.head(self.sheet)
        if self.page == 1 and layout.foot:
            self.bottoms[0] -= layout.foot(self.sheet, layout.margin, layout.measure)
        self.place_wide()
        self.y = self.column_top
        self.place_narrow()

    def place_wide(self) -> None:
        while self.wide and self.column_top + self.height(self.wide[0], self.layout.width) <= self.wide_bottom:
            table = self.wide.pop(0)
            layout = self.layout
            foot = draw_table(self.sheet, table, layout.margin, self.column_top, layout.width, layout.table)
            self.column_top = foot + 10

    def place_narrow(self) -> None:
        while self.narrow and self.y + self.height(self.narrow[0], self.layout.measure) <= self.bottoms[self.column]:
            self.draw(self.narrow.pop(0))

    def height(self, table: PrintedTable, width: float) -> float:
        return table_height(table, width, self.layout.table) + 8

    @property
    def wide_bottom(self) -> float:
        """Where a float over all columns ends at the latest: some lines of text stand under it."""
        return self.layout.bottom - 60

    def require_a_page(self, table: PrintedTable) -> None:
        """Refuse a float that is taller than an empty page: it would wait for a page that never comes."""
        layout = self.layout
        width, bottom = (layout.width, self.wide_bottom) if table.wide else (layout.measure, layout.bottom)
        if self.height(table, width) > bottom - layout.top:
            raise ValueError(f"{table.caption}: the table is taller than a page; print fewer rows or break it.")

    @property
    def x(self) -> float:
        return self.layout.margin + self.column * (self.layout.measure + self.layout.gutter)

    @property
    def room(self) -> float:
        return self.bottoms[self.column] - self.y

    def draw(self, table: PrintedTable, style: TableStyle | None = None) -> None:
        above = 0 if self.y == self.column_top else 6
        style = style or self.layout.table
        self.y = draw_table(self.sheet, table, self.x, self.y + above, self.layout.measure, style) + 4

    def next_column(self) -> None:
        if self.column + 1 == self.layout.columns:
            self.begin_page()
        else:
            self.column += 1
            self.y = self.column_top
            self.place_narrow()

    def take(self, height: float) -> float:
        """Return the top of a strip of that height in this column or the next."""
        if self.room < height - 0.01:
            self.next_column()
        top = self.y
        self.y += height
        return top

    def set_lines(self, lines: Sequence[str], indent: float) -> None:
        layout = self.layout
        for number, line in enumerate(lines):
            top = self.take(layout.leading)
            shift = 0.0 if number else indent
            baseline = top + layout.size * 1.1
            if layout.justified and number + 1 < len(lines):
                self.sheet.write_justified(self.x + shift, baseline, line, layout.size, layout.measure - shift)
            else:
                self.sheet.write(self.x + shift, baseline, line, layout.size)

    def set_heading(self, heading: Heading) -> None:
        layout = self.layout
        size = layout.size + (1.5 if heading.level == 1 else 0)
        lines = break_lines(heading.text, layout.measure, lambda part: measure_in_points(part, size))
        space = layout.leading * (len(lines) + (0.6 if heading.level == 1 else 0))
        if self.room < space + 2 * layout.leading:  # a heading stays with what follows
            self.next_column()
        top = self.take(space) + (layout.leading * 0.3 if heading.level == 1 else 0)
        for number, line in enumerate(lines):
            baseline = top + number * layout.leading + size * 1.1
            if heading.level == 1:
                self.sheet.write_centred(self.x + layout.measure / 2, baseline, line, size, bold=True)
            else:
                self.sheet.write(self.x, baseline, line, size, bold=True)

    def set_table(self, table: PrintedTable) -> None:
        if table.wide:
            self.require_a_page(table)
            self.wide.append(table)
        elif not self.narrow and self.room >= self.height(table, self.layout.measure):
            self.draw(table)
        elif self.layout.breaks_tables:
            self.break_table(table)
        else:
            self.require_a_page(table)
            self.narrow.append(table)

    def break_table(self, table: PrintedTable) -> None:
        """Print as many rows as fit, and the others after 续表 at the head of the next columns."""
        rest, style = table, self.layout.table
        while self.height(rest, self.layout.measure) > self.room:
            fitting = len(rest.rows) - 1  # the notes are not left alone
            while fitting > 0 and self.height(self.head_of(rest, fitting), self.layout.measure) > self.room:
                fitting -= 1
            if fitting > 0:
                self.draw(self.head_of(rest, fitting), style)
                rest, style = replace(rest, rows=rest.rows[fitting:]), replace(self.layout.table, continued=True)
            elif self.y == self.column_top == self.layout.top:
                raise ValueError(f"{table.caption}: a row of the table is taller than a column; print fewer words.")
            self.next_column()
        self.draw(rest, style)

    @staticmethod
    def head_of(table: PrintedTable, count: int) -> PrintedTable:
        return replace(table, rows=table.rows[:count], notes=())

    def empty_floats(self) -> None:
        while self.narrow or self.wide:
            if self.narrow:
                self.next_column()
            else:
                self.begin_page()


def print_pages(items: Iterable[Item], layout: Layout, title: str = "", author: str = "") -> bytes:
    """Return an article as PDF: wide tables at the head of a page, narrow ones where they fall or in the next column."""
    sheet = Sheet(title, author)
    press = _Press(sheet, layout)
    indent = 2 * layout.size if layout.justified else 0.0
    for item in items:
        match item:
            case Heading():
                press.set_heading(item)
            case Paragraph(text):
                lines = break_lines(text, layout.measure, lambda part: measure_in_points(part, layout.size), indent)
                press.set_lines(lines, indent)
                press.y += layout.leading * 0.4 * layout.spaced
            case PrintedTable():
                press.set_table(item)
    press.empty_floats()
    return sheet.finished()
