"""Drafted cells become the grid: every position covered once, each cell with its role, its text and its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from extractors.model import Box, Cell, CellRole, Grid, Method, Passage, Place
from extractors.tables.chunks import Chunk
from extractors.tables.forms import is_written_as_form
from extractors.tables.kinds import is_value, is_year, note_marks, ordinal
from extractors.tables.tokens import Sheet, Token, lines_to_passage, tokens_to_lines

_BY_PLACE = attrgetter("row", "column")


@dataclass(frozen=True, slots=True)
class Draft:
    """A cell before its grid: where it begins, how far it spans, and the lines of its text.

    `diagonal` says that a slanted stroke parts its two lines: the first stands lower left and
    names the rows, the second upper right and names the columns. `header` says that it is of a
    header that is printed again in the midst of the table.
    """

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    lines: tuple[tuple[Token, ...], ...] = ()
    diagonal: bool = False
    confidence: float = 1.0
    header: bool = False

    def passage(self, drawn: bool) -> Passage:
        """Return the printed text, wrapped lines joined; without the slash of a diagonal corner."""
        return lines_to_passage(self.lines, drawn)

    def text(self, drawn: bool) -> str:
        """Return the text of the cell; the labels of a diagonal corner are parted by a slash."""
        if self.diagonal:
            return "/".join(lines_to_passage([line], drawn).text for line in self.lines)
        return self.passage(drawn).text


def tokens_to_draft_lines(tokens: Sequence[Token]) -> tuple[tuple[Token, ...], ...]:
    """Return the tokens of one cell line by line."""
    return tuple(tuple(line) for line in tokens_to_lines(tokens))


def chunks_to_draft_lines(chunks: Sequence[Chunk]) -> tuple[tuple[Token, ...], ...]:
    """Return the tokens of one cell's chunks line by line."""
    if len(chunks) == 1:
        return (chunks[0].tokens,)
    lines: dict[int, list[Token]] = {}
    for chunk in chunks:
        lines.setdefault(chunk.line, []).extend(chunk.tokens)
    return tuple(tuple(sorted(lines[key], key=lambda token: token.box.x0)) for key in sorted(lines))


def diagonal_lines(tokens: Sequence[Token], em: float) -> tuple[tuple[Token, ...], tuple[Token, ...]] | None:
    """Return the two labels of a corner cut by a slanted stroke, the stub's first; None if it is not cut.

    The stroke falls from upper left to lower right: the columns' class stands above it on
    the right, the rows' class below it on the left. A wrapped label shares an edge or the
    middle with its second line; these share neither, and barely overlap.
    """
    lines = [tuple(line) for line in tokens_to_lines(tokens)]
    if len(lines) != 2:
        return None
    above, below = lines
    apart = above[0].box.x0 - below[-1].box.x1
    return (below, above) if apart > -0.5 * em and above[0].box.x0 - below[0].box.x0 > em else None


_LABELLED = 2  # rows


def drafts_to_grid(
    drafts: Sequence[Draft], sheet: Sheet, shape: tuple[int, int], header_rows: int | None, method: Method
) -> Grid:
    """Return the grid, `shape` rows by columns, of drafted cells; positions that no draft covers become empty cells.

    `header_rows` is found from the texts when it is not known from rules.
    """
    rows, columns = shape
    covered: set[tuple[int, int]] = set()
    kept: list[Draft] = []
    for draft in sorted(drafts, key=_BY_PLACE):
        positions = _positions(draft)
        if covered.isdisjoint(positions):
            kept.append(draft)
            covered.update(positions)
        else:
            free = replace(draft, row_span=1, column_span=1)
            if (draft.row, draft.column) not in covered:
                kept.append(free)
                covered.add((draft.row, draft.column))
    if len(covered) < rows * columns:
        kept += [Draft(r, c) for r in range(rows) for c in range(columns) if (r, c) not in covered]
        kept.sort(key=_BY_PLACE)
    passages = [draft.passage(sheet.drawn) for draft in kept]
    texts = [[""] * columns for _ in range(rows)]
    for draft, passage in zip(kept, passages, strict=True):
        texts[draft.row][draft.column] = draft.text(sheet.drawn) if draft.diagonal else passage.text
    head = find_header_rows(texts, kept) if header_rows is None else header_rows
    stub = find_header_columns(texts, kept, head)
    cells = tuple(
        _to_cell(draft, passage, sheet, texts[draft.row][draft.column], _role(draft, head, stub, columns))
        for draft, passage in zip(kept, passages, strict=True)
    )
    read = {span for cell in cells for span in cell.spans}
    unread = tuple(span for token in sheet.tokens for span in token.passage.spans() if span not in read)
    unread = (*unread, *sheet.left_out)
    page = sheet.page if sheet.drawn else None
    return Grid(cells, rows, columns, head, stub, method, 0.5, 1.0, (page,) * rows, unread)


def _positions(draft: Draft) -> list[tuple[int, int]]:
    return [(draft.row + i, draft.column + j) for i in range(draft.row_span) for j in range(draft.column_span)]


def _to_cell(draft: Draft, passage: Passage, sheet: Sheet, text: str, role: CellRole) -> Cell:
    words = [word for line in draft.lines for token in line for word in token.words]
    hull = passage.hull()
    box: Box | None = Box.around([word.box for word in words]) if words and sheet.drawn else None
    place = Place(sheet.page if box else None, box, hull) if words else Place()
    return Cell(
        row=draft.row,
        column=draft.column,
        text=text,
        row_span=draft.row_span,
        column_span=draft.column_span,
        role=role,
        note_marks=note_marks(text),
        confidence=draft.confidence,
        place=place,
        spans=passage.spans(),
    )


def _role(draft: Draft, head: int, stub: int, columns: int) -> CellRole:
    if draft.row < head or draft.header:
        return "corner" if draft.column < stub else "column_header"
    title = draft.column == 0 and draft.column_span == columns > 1
    return "row_header" if draft.column < stub or title else "body"


def find_header_rows(texts: Sequence[Sequence[str]], drafts: Sequence[Draft] = ()) -> int:
    """Count the rows above the first one that holds a number beyond the first column.

    Years do not count, nor do columns that are merely numbered (1) (2) (3). A table of words
    alone has one header row. Rows that the corner spans are header rows. Rows of words with a
    label each are no header, however late the first number comes. A form has none at all.
    """
    beyond = len(texts[0]) - 1 if texts else 0
    if is_written_as_form(
        texts, [d.row for d in drafts if d.column == 1 and d.column_span == beyond and d.row_span == 1]
    ):
        return 0
    corner = max((d.row_span for d in drafts if d.row == 0 and d.column == 0 and d.column_span == 1), default=1)
    for index, row in enumerate(texts):
        values = [text for text in row[1:] if is_value(text)]
        if values and not all(is_year(text) for text in values) and not _is_counted(values):
            first = index
            break
    else:
        return 1 if len(texts) > 1 else 0
    if first > corner and sum(bool(row[0]) for row in texts[corner:first]) >= _LABELLED:
        return corner
    blank_stub = 0 < first < corner < len(texts)
    return corner if blank_stub else first


def _is_counted(values: Sequence[str]) -> bool:
    counted = [ordinal(text) for text in values]
    return len(values) >= 2 and counted == list(range(counted[0] or 0, (counted[0] or 0) + len(counted)))


def find_header_columns(texts: Sequence[Sequence[str]], drafts: Sequence[Draft], head: int) -> int:
    """Count the leading columns that name the rows: at least one.

    The second column belongs to them where it holds words while the columns behind it hold
    numbers, and where it counts the rows (0, 1, 2) that a merged first one does not tell apart.
    """
    body = texts[head:]
    columns = len(texts[0]) if texts else 0
    if not body or columns < 2:
        return min(columns, 1)
    words = [_is_words([row[k] for row in body]) for k in range(columns)]
    stub = 1
    if not all(words[1:]):
        while stub < columns - 1 and words[stub]:
            stub += 1
    merged = any(d.column == 0 and d.row_span > 1 and d.row >= head and d.column_span == 1 for d in drafts)
    counted = all(ordinal(row[1]) is not None for row in body if row[1])
    return max(stub, 2) if merged and columns > 2 and counted else stub


def _is_words(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text]
    return (
        bool(filled)
        and sum(not is_value(text) for text in filled) >= 0.8 * len(filled)
        and len(filled) * 2 >= len(texts)
    )
