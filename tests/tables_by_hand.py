"""Tables and articles written down by hand, for tests of what is read from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors.model import Block, BlockKind, Cell, CellRole, FrontMatter, Grid, Passage, Span, Structure, Table


def grid(text: str, header_rows: int = 1, header_columns: int = 1, confidence: float = 1.0) -> Grid:
    """Read a grid: one line a row, cells between bars; "<" belongs to the cell on its left, "^" to the one above."""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.splitlines() if "|" in line]
    assert len({len(row) for row in rows}) == 1, "rows of one length"
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            owner[r, c] = owner[r, c - 1] if value == "<" else owner[r - 1, c] if value == "^" else (r, c)
    cells = []
    for r, c in sorted(set(owner.values())):
        covered = [at for at, first in owner.items() if first == (r, c)]
        role: CellRole = "body"
        if r < header_rows:
            role = "corner" if c < header_columns else "column_header"
        elif c < header_columns:
            role = "row_header"
        height = max(at[0] for at in covered) - r + 1
        width = max(at[1] for at in covered) - c + 1
        cells.append(Cell(r, c, rows[r][c], height, width, role))
    return Grid(tuple(cells), len(rows), len(rows[0]), header_rows, header_columns, "aligned", confidence)


def table(
    text: str,
    caption: str | None = None,
    unit: str | None = None,
    notes: Sequence[str] = (),
    header_rows: int = 1,
    header_columns: int = 1,
    ordinal: int = 1,
) -> Table:
    """Return a table with what is printed around it."""
    return Table(
        table_id=f"0123456789abcdef/t{ordinal}",
        ordinal=ordinal,
        grid=grid(text, header_rows, header_columns),
        number=str(ordinal),
        caption=caption,
        unit=unit,
        notes=tuple(notes),
        regions=(ordinal - 1,),
    )


def article(*blocks: tuple[BlockKind, str], title: str | None = None, language: str = "zh") -> Structure:
    """Return an article of plain blocks; headings give the section of what follows them."""
    section: tuple[str, ...] = ()
    made = []
    for kind, text in blocks:
        if kind == "heading":
            section = (text,)
        made.append(Block(kind, Passage.of(text, Span(0, len(text))), section))
    return Structure("zh" if language == "zh" else "en", FrontMatter(title=title), tuple(made), ())


def lines(rows: Iterable[Sequence[str]]) -> str:
    """Write rows in the form that `grid` reads."""
    return "\n".join(" | ".join(row) for row in rows)
