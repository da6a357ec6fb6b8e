"""One tool reads PDFs: `python tools.py TOOL`, a path a line on standard input, a line of JSON a document on standard output.

Run by peers.py in an environment that has the tool, and nothing else of this project, hence no import of it but
by its own reading. An answer holds `tables` ({page, grid, spans, confidence}), `seconds` of CPU time (this
process and its children; imports are not counted, the first document's warming up is) and `error`.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import warnings
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

Table = dict[str, Any]
_NEAR = 1.0  # points that two printed edges of the same column may lie apart


def boxes_to_spans(boxes: Sequence[Sequence[tuple[float, float, float, float] | None]]) -> list[list[int]]:
    """Return [row, column, row span, column span] of the cells whose box (x0, top, x1, bottom) reaches over others.

    `boxes` has a row a table row; what a spanning cell covers is None there.
    """
    lefts = [min((row[column][0] for row in boxes if row[column]), default=None) for column in range(len(boxes[0]))]  # type: ignore[index]  # filtered
    tops = [min((box[1] for box in row if box), default=None) for row in boxes]
    spans = []
    for row, line in enumerate(boxes):
        for column, box in enumerate(line):
            if box is None:
                continue
            wide = sum(1 for left in lefts[column + 1 :] if left is not None and left < box[2] - _NEAR) + 1
            high = sum(1 for top in tops[row + 1 :] if top is not None and top < box[3] - _NEAR) + 1
            if wide > 1 or high > 1:
                spans.append([row, column, high, wide])
    return spans


def cut_at_pages(grid: Sequence[Sequence[str]], spans: Iterable[Sequence[int]], pages: Sequence[int]) -> list[Table]:
    """Return a table that goes on over pages as one part a page, as gold counts them."""
    parts: list[Table] = []
    firsts: list[int] = []
    for index, (row, page) in enumerate(zip(grid, pages, strict=True)):
        if not parts or parts[-1]["page"] != page:
            parts.append({"page": page, "grid": [], "spans": []})
            firsts.append(index)
        parts[-1]["grid"].append(list(row))
    for row, *rest in spans:
        for part, first in zip(parts, firsts, strict=True):
            if first <= row < first + len(part["grid"]):
                part["spans"].append([row - first, *rest])
    return parts


def with_shubiao() -> Callable[[str], list[Table]]:
    sys.path.insert(0, str(Path(__file__).parent.parent))
    from extractors import extract  # noqa: PLC0415 (a tool is imported where it is there)

    def read(path: str) -> list[Table]:
        dataset = extract(Path(path).read_bytes(), Path(path).name)
        tables: list[Table] = []
        for table in dataset.tables:
            grid = table.grid
            spans = [
                [cell.row, cell.column, cell.row_span, cell.column_span]
                for cell in grid.cells
                if cell.row_span > 1 or cell.column_span > 1
            ]
            last = table.page_first or 1
            pages = [last := page or last for page in grid.row_pages or [last] * grid.rows]
            known = {"confidence": grid.confidence, "method": grid.method}
            tables += [part | known for part in cut_at_pages(grid.texts(), spans, pages)]
        return tables

    return read


def with_pdfplumber(**settings: str) -> Callable[[str], list[Table]]:
    import pdfplumber  # noqa: PLC0415

    def read(path: str) -> list[Table]:
        tables: list[Table] = []
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                for table in page.find_tables(settings):
                    spans = boxes_to_spans([row.cells for row in table.rows])
                    tables.append({"page": page.page_number, "grid": table.extract(), "spans": spans})
                page.close()
        return tables

    return read


def with_pymupdf() -> Callable[[str], list[Table]]:
    import pymupdf  # noqa: PLC0415

    def read(path: str) -> list[Table]:
        tables: list[Table] = []
        with pymupdf.open(path) as pdf:
            for page in pdf:
                for table in page.find_tables().tables:
                    spans = boxes_to_spans([row.cells for row in table.rows])
                    tables.append({"page": page.number + 1, "grid": table.extract(), "spans": spans})
        return tables

    return read


def with_camelot(flavor: str) -> Callable[[str], list[Table]]:
    import camelot  # noqa: PLC0415

    def spans_of(cells: Sequence[Sequence[Any]]) -> list[list[int]]:
        # A cell goes on to the right, or down, as long as no edge is drawn there; only the lattice knows edges.
        spans, covered = [], set()
        for row, line in enumerate(cells):
            for column, cell in enumerate(line):
                if (row, column) in covered:
                    continue
                right, down = column, row
                while right + 1 < len(line) and not line[right].right:
                    right += 1
                while down + 1 < len(cells) and not cells[down][column].bottom:
                    down += 1
                block = {(a, b) for a in range(row, down + 1) for b in range(column, right + 1)}
                covered |= block
                filled = [(a, b) for a, b in sorted(block) if cells[a][b].text.strip()]
                # Text is put wherever it was found amid the merged cells; it is the text of them all.
                if len(block) > 1 and len(filled) <= 1:
                    if filled and filled[0] != (row, column):
                        text = cells[filled[0][0]][filled[0][1]]
                        cell._text, text._text = text.text, ""  # noqa: SLF001 (its setter appends)
                    spans.append([row, column, down - row + 1, right - column + 1])
        return spans

    def read(path: str) -> list[Table]:
        tables: list[Table] = []
        for table in camelot.read_pdf(path, pages="all", flavor=flavor, suppress_stdout=True):
            spans = spans_of(table.cells) if flavor == "lattice" else []
            grid = [[cell.text for cell in row] for row in table.cells]
            tables.append({"page": table.page, "grid": grid, "spans": spans})
        return tables

    return read


def with_img2table(**settings: bool) -> Callable[[str], list[Table]]:
    from img2table.document import PDF  # noqa: PLC0415

    def to_table(page: int, rows: Sequence[Sequence[Any]]) -> Table:
        # A spanning cell is repeated with the same box at each place that it covers.
        places: dict[tuple[float, ...], list[tuple[int, int]]] = {}
        grid = [["" for _ in row] for row in rows]
        for row, line in enumerate(rows):
            for column, cell in enumerate(line):
                box = cell.bbox
                known = places.setdefault((box.x1, box.y1, box.x2, box.y2), [])
                if not known:
                    grid[row][column] = cell.value or ""
                known.append((row, column))
        spans = [
            [*block[0], block[-1][0] - block[0][0] + 1, block[-1][1] - block[0][1] + 1]
            for block in places.values()
            if len(block) > 1
        ]
        return {"page": page, "grid": grid, "spans": spans}

    def read(path: str) -> list[Table]:
        found = PDF(path).extract_tables(borderless_tables=True, **settings)
        return [
            to_table(page + 1, list(table.content.values()))
            for page, tables in found.items()
            for table in tables
            if table.content
        ]

    return read


TOOLS: dict[str, tuple[str | None, Callable[[], Callable[[str], list[Table]]]]] = {
    "shubiao": (None, with_shubiao),
    "pdfplumber": ("pdfplumber", with_pdfplumber),
    "pdfplumber-text": (
        "pdfplumber",
        lambda: with_pdfplumber(vertical_strategy="text", horizontal_strategy="text"),
    ),
    "camelot-lattice": ("camelot-py", lambda: with_camelot("lattice")),
    "camelot-stream": ("camelot-py", lambda: with_camelot("stream")),
    "camelot-network": ("camelot-py", lambda: with_camelot("network")),
    "camelot-hybrid": ("camelot-py", lambda: with_camelot("hybrid")),
    "img2table": ("img2table", with_img2table),
    "img2table-implicit": ("img2table", lambda: with_img2table(implicit_rows=True, implicit_columns=True)),
    "pymupdf": ("pymupdf", with_pymupdf),
}


def cpu_seconds() -> float:
    """Return the CPU time of this process and of the children that it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def main(tool: str) -> None:
    """Answer each path with a line of JSON; the first line says that the tool is there."""
    warnings.simplefilter("ignore")
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)  # what a library prints is no answer
    try:
        read = TOOLS[tool][1]()
    except Exception as error:  # noqa: BLE001 (whatever a tool raises becomes a row)
        answers.write(json.dumps({"error": f"{type(error).__name__}: {error}"}) + "\n")
        return
    answers.write("{}\n")
    for line in sys.stdin:
        start, answer = cpu_seconds(), {"tables": [], "error": None}
        try:
            answer["tables"] = read(line.rstrip("\n"))
        except Exception as error:  # noqa: BLE001
            answer["error"] = f"{type(error).__name__}: {error}"[:200]
        answers.write(json.dumps({**answer, "seconds": cpu_seconds() - start}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
