"""What tools leave of a table that gather words into boxes and print the boxes by their place: its pieces in odd places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from tests.printing.article import Heading, PrintedTable
from tests.printing.flattened import note_lines, paragraph_lines
from tests.printing.random_tables import Language, article_around

Manner = Literal[
    "in boxes",
    "columns with their heads",
    "header on a line",
    "stub before the caption",
    "title behind the stub",
    "amid prose",
    "columns behind the notes",
    "heads in turn with the first row",
]
MANNERS: tuple[Manner, ...] = get_args(Manner)
Box = Sequence[str]


def print_displaced(table: PrintedTable, manner: Manner, language: Language = "zh") -> str:
    """Return an article with the table printed box by box; a blank line parts the boxes, and paragraphs."""
    width = 22.0 if language == "zh" else 40.0
    boxes: list[Box] = []
    for item in article_around(table, language):
        if isinstance(item, PrintedTable):
            boxes += table_boxes(item, manner, width, language)
        elif isinstance(item, Heading):
            boxes.append([item.text])
        else:
            boxes.append(paragraph_lines(item.text, width))
    return "\n\n".join("\n".join(box) for box in boxes) + "\n"


def table_boxes(table: PrintedTable, manner: Manner, width: float, language: Language) -> list[Box]:
    """Return the boxes of caption, cells and notes, in the order in which they are printed."""
    label, title = f"{table.label} {table.number}", table.caption
    unit = [[("单位：" if table.label == "表" else "Unit: ") + table.unit]] if table.unit else []
    caption, notes = [[f"{label} {title}"], *unit], [note_lines(table)] if table.notes else []
    stub, heads = (
        [table.corner, *table.stub],
        [text for level in range(table.depth) for _, _, text in table.spans(level)],
    )
    columns = column_values(table)
    boxes = with_heads(table)
    match manner:
        case "in boxes":
            return [*caption, [table.corner], *([head] for head in heads), table.stub, *columns, *notes]
        case "columns with their heads":
            return [*caption, stub, *boxes, *notes]
        case "header on a line":
            return [*caption, [" ".join([table.corner, *heads])], table.stub, *columns, *notes]
        case "stub before the caption":
            return [stub, *caption, heads, *columns, *notes]
        case "title behind the stub":
            return [[label, *stub], [title], *boxes, *unit, *notes]
        case "amid prose":
            lines = paragraph_lines(PASSING[language], width)
            return [
                *caption,
                lines[:3],
                [table.corner],
                *([head] for head in heads),
                lines[3:5],
                table.stub,
                *columns,
                *notes,
            ]
        case "columns behind the notes":
            first = len(boxes) // 2
            return [[label], stub, *boxes[:first], *notes, [title, *boxes[first]], *boxes[first + 1 :], *unit]
        case "heads in turn with the first row":
            pairs = [cell for head, column in zip(heads, columns, strict=True) for cell in (head, column[0])]
            return [*caption, stub, pairs, *(column[1:] for column in columns), *notes]


def column_values(table: PrintedTable) -> list[list[str]]:
    """Return the values column by column."""
    return [[cells[index] for _, cells in table.rows] for index in range(len(table.columns))]


def with_heads(table: PrintedTable) -> list[list[str]]:
    """Return each column with its head; a spanning label stands above the column over which its middle is."""
    boxes = [[path[-1], *values] for path, values in zip(table.columns, column_values(table), strict=True)]
    for level in reversed(range(table.depth - 1)):
        for first, last, text in table.spans(level):
            boxes[(first + last - 1) // 2].insert(0, text)
    return boxes


PASSING = {
    "zh": "河谷的水利设施建成较早，由各县分段管理，维修费用列入年度预算；丘陵的设施则多由农户自行筹资修建，管理松散，遇到旱年往往不能按时供水，产量因此下降。这一差别在各年的统计中都看得出来，也是下文讨论的起点。",
    "en": "The works of the valley were built early and are kept by the counties, which pay for their repair out of the budget; those "
    "of the hills were built by the farmers, who keep them as they can, and in dry years they give little water, so that output falls. The difference shows in the returns of "
    "each year, whatever the crop, and from it this section sets out.",
}
