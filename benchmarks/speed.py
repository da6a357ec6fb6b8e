"""CPU time of reading the sample, stage by stage, and its growth with the size of a table: `make bench`.

Times are CPU seconds of one process, the least of a few runs, so that other work on the machine disturbs them little.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from reportlab.pdfgen.canvas import Canvas

from extractors import dataset
from extractors.quantities import read_numerals
from extractors.vocabulary.units import load_units
from tests.printing.article import PrintedTable
from tests.printing.drawn import TableStyle
from tests.printing.flattened import Order, flatten
from tests.printing.pages import Layout, print_pages
from tests.printing.random_tables import article_around

RAW = Path(__file__).parent.parent / "raw"
_RUNS = 3
_SIZES = (5, 10, 20, 40)
_COPIES = 10
_GRIDS = (30, 60, 120)


@contextmanager
def stages_timed() -> Iterator[dict[str, float]]:
    """Measure each step that `extractors.dataset` calls, whatever they are, for as long as the context lasts."""
    times: dict[str, float] = {}
    steps = {
        name: value
        for name, value in vars(dataset).items()
        if callable(value)
        and not isinstance(value, type)
        and getattr(value, "__module__", "").startswith("extractors.")
        and value.__module__ != dataset.__name__
    }

    def timed(name: str, step: Callable[..., object]) -> Callable[..., object]:
        def run(*arguments: object, **named: object) -> object:
            start = time.process_time()
            try:
                return step(*arguments, **named)
            finally:
                times[name] = times.get(name, 0.0) + time.process_time() - start

        return run

    try:
        for name, step in steps.items():
            setattr(dataset, name, timed(name, step))
        yield times
    finally:
        for name, step in steps.items():
            setattr(dataset, name, step)


def cpu_seconds(content: bytes, name: str, runs: int = _RUNS) -> float:
    """Return the least CPU time of extracting a document."""
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        dataset.extract(content, name)
        best = min(best, time.process_time() - start)
    return best


def square_table(size: int) -> PrintedTable:
    """Return a table of size x size numbers."""
    dice = Random(size)
    years = [str(1950 + number) for number in range(size)]
    names = [f"{'甲乙丙丁戊己庚辛壬癸'[number % 10]}{'东西南北中'[number // 10]}组" for number in range(size)]
    rows = tuple((year, tuple(f"{dice.uniform(10, 99):.2f}" for _ in names)) for year in years)
    return PrintedTable("年份", tuple((name,) for name in names), rows, caption="各组产量", notes=("示例",), wide=True)


def printed_square(size: int, kind: Order | str) -> tuple[bytes, str]:
    """Return an article with one square table as text in an order of cells, or as PDF with that kind of rules."""
    items = article_around(square_table(size))
    if kind in {"three_line", "ruled"}:
        style = TableStyle("ruled" if kind == "ruled" else "three_line", size=300 / (7 * size), leading=500 / size / 2)
        return print_pages(items, Layout(columns=1, table=style)), "square.pdf"
    return flatten(items, kind).encode(), "square.txt"  # type: ignore[arg-type]  # what is not a kind of rules is an order


def drawn_grid(size: int, ruled: bool) -> bytes:
    """Return a page as large as it takes with one table of size x size numbers, fully ruled or with three rules."""
    dice = Random(size)
    width, height = 40.0, 14.0
    right, foot = 50 + width * (size + 1), 60 + height * (size + 1)
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(right + 50, foot + 60), bottomup=0)
    canvas.setFont("Helvetica", 9)
    canvas.drawString(50, 50, "Table 1 Output by group")
    for row in range(size + 1):
        canvas.drawString(52, 70 + height * row, str(1880 + row) if row else "Year")
        for column in range(1, size + 1):
            text = f"{dice.uniform(10, 99):.2f}" if row else f"Item{column}"
            canvas.drawRightString(47 + width * (column + 1), 70 + height * row, text)
    for row in range(size + 2) if ruled else (0, 1, size + 1):
        canvas.line(50, 60 + height * row, right, 60 + height * row)
    for column in range(size + 2) if ruled else ():
        canvas.line(50 + width * column, 60, 50 + width * column, foot)
    canvas.drawString(50, foot + 14, "Note: example.")
    canvas.save()
    return held.getvalue()


def print_prose() -> None:
    """Print how much prose of the sample is searched for quantities in a second, and how much read for claims."""
    path = next(path for path in sorted(RAW.rglob("*.txt")))
    found = dataset.extract(path.read_bytes(), path.name)
    sentences = list(dict.fromkeys(claim.sentence for claim in found.claims))
    size = len("".join(sentences).encode()) * _COPIES
    best = float("inf")
    for _ in range(_RUNS):
        start = time.process_time()
        for _ in range(_COPIES):
            for sentence in sentences:
                read_numerals(sentence, load_units())
        best = min(best, time.process_time() - start)
    print(f"\nquantities: {size / best / 1e6:.2f} MB of sentences with claims a second")
    for copies in (1, 4, 16):
        content = ("\n\n".join("".join(sentences) for _ in range(copies))).encode()
        with stages_timed() as times:
            dataset.extract(content, "prose.txt")
        print(f"claims, {len(content) / 1e3:5.0f} KB: {len(content) / times['find_claims'] / 1e3:5.0f} KB a second")


def print_grids() -> None:
    """Print milliseconds for the page, the region and the grid of one large table, the least of a few runs."""
    print("\nn x n grid on one page       " + "".join(f"{size:>22}" for size in _GRIDS))
    print(" " * 29 + "    page region  grid " * len(_GRIDS))
    for ruled in (True, False):
        line = ""
        for size in _GRIDS:
            content = drawn_grid(size, ruled)
            best = [float("inf")] * 3
            for _ in range(_RUNS):
                with stages_timed() as times:
                    dataset.extract(content, "grid.pdf")
                stages = ("read_document", "find_structure", "find_tables")
                best = [min(before, times[stage]) for before, stage in zip(best, stages, strict=True)]
            line += " " + "".join(f"{seconds * 1000:7.0f}" for seconds in best)
        print(f"{'ruled' if ruled else 'three rules':<28}{line}")
        sys.stdout.flush()


def print_stages() -> None:
    """Print milliseconds of each stage for each document of the sample."""
    for path in sorted(item for item in RAW.rglob("*") if item.suffix in {".pdf", ".txt"}):
        content = path.read_bytes()
        dataset.extract(content, path.name)  # tables of characters and words are read on the first call
        with stages_timed() as times:
            dataset.extract(content, path.name)
        total = sum(times.values())
        print(f"\n{path.name}: {cpu_seconds(content, path.name) * 1000:.0f} ms (least of {_RUNS} runs)")
        for name, seconds in times.items():
            print(f"  {name:<22}{seconds * 1000:8.1f} ms {seconds / total:6.0%}")


def print_growth() -> None:
    """Print milliseconds by table size; four times the cells should take about four times as long."""
    print("\nn x n table           " + "".join(f"{size:>14}" for size in _SIZES))
    for kind in ("by_row", "by_column", "by_line", "aligned", "three_line", "ruled"):
        line, before = "", None
        for size in _SIZES:
            seconds = cpu_seconds(*printed_square(size, kind), runs=1 if size > 20 else 2)
            growth = f" (x{seconds / before:.1f})" if before else ""
            line += f"{f'{seconds * 1000:.0f} ms{growth}':>14}"
            before = seconds
        print(f"{kind:<22}{line}")
        sys.stdout.flush()


if __name__ == "__main__":
    print_stages()
    print_growth()
    print_grids()
    print_prose()
