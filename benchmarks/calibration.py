"""How often tables of a stated confidence are exact: `python -m benchmarks.calibration [NAME=DOCUMENTS:GOLD …]`.

Random printed tables, on pages and in texts, are extracted, and the documents of any folders that have gold (README.md).
The share of exact grids by confidence is printed and drawn; `--fit` prints the constants of extractors/tables/calibration.py
that fit best, and what confidences would have been if each document had been left out of the fit of its own.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from math import sqrt
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from benchmarks.peers import read_gold
from benchmarks.reliability import draw_reliability
from benchmarks.scoring import GoldTable, ScoredTable, score_document, to_scored
from benchmarks.tools import cut_at_pages
from extractors import ExtractionError
from extractors.dataset import explain
from extractors.model import Grid, Table
from extractors.tables import find
from extractors.tables.calibration import SCALES, Scale, calibrate, fit_to_chance, fit_to_odds, grid_to_reading
from extractors.tables.soundness import SIGNS, grid_to_doubts
from tests.printing.article import PrintedTable
from tests.printing.classes import CLASSES, print_specimen
from tests.printing.displaced import MANNERS, print_displaced
from tests.printing.flattened import Order, flatten, in_narrow_columns
from tests.printing.random_tables import CELL_KINDS, Language, article_around, random_table, with_cells

PICTURE = Path(__file__).parent.parent / "docs" / "pictures" / "calibration.svg"
_STIFF = 1.0  # what keeps the weight of a doubt from standing on a few tables
_RIDGE = 0.05  # keeps a reading that never failed from a slope without end
_ORDERS: tuple[Order, ...] = ("by_row", "by_column", "by_line", "aligned", "poured")
_HARD = ("plain", "spanning", "narrow", "blank", "missing", "dressed")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A table that was found: where, how, the fit it was given, the confidence made of it, whether its grid is exact, and the doubts weighed."""

    collection: str
    document: str
    reading: str
    fit: float
    confidence: float
    exact: bool
    doubts: tuple[float, ...] = ()


@contextmanager
def fits_kept() -> Iterator[None]:
    """Let tables keep how well they fit in place of the confidence, for as long as the context lasts."""
    before = find.calibrate
    find.calibrate = lambda grid, drawn, doubts=(): grid  # noqa: ARG005
    try:
        yield
    finally:
        find.calibrate = before


def table_to_parts(table: Table, pages: bool, drawn: bool, doubts: tuple[float, ...] = ()) -> list[dict[str, Any]]:
    """Return a table as the score takes it, cut at the ends of pages where gold is."""
    grid = table.grid
    spans = [
        [cell.row, cell.column, cell.row_span, cell.column_span]
        for cell in grid.cells
        if cell.row_span * cell.column_span > 1
    ]
    last = table.page_first or 1
    numbers = [last := page or last for page in grid.row_pages or [last] * grid.rows] if pages else [1] * grid.rows
    known = {"table": grid, "drawn": drawn, "doubts": doubts}
    return [part | known for part in cut_at_pages(grid.texts(), spans, numbers)]


def document_to_outcomes(content: bytes, name: str, gold: Mapping[str, Any], collection: str) -> Iterator[Outcome]:
    """Yield an outcome for each table found in a document, those that gold knows nothing of as not exact."""
    drawn = content.startswith(b"%PDF")
    with fits_kept():
        explained = explain(content, name)
    tables, regions = explained.dataset.tables, explained.structure.regions
    pages = any(table.get("page") is not None for table in gold["tables"])
    parts = [
        part
        for table in tables
        for part in table_to_parts(
            table,
            pages,
            drawn,
            ()
            if drawn and table.grid.method != "sequence"
            else grid_to_doubts(table.grid, [regions[index] for index in table.regions]),
        )
    ]
    score = score_document(gold, parts)
    for row in score.tables:
        if row.found is not None:
            yield to_outcome(row.found, collection, name, is_exact(row, gold))
    for table in score.spurious:
        yield to_outcome(table, collection, name, exact=False)


def to_outcome(table: ScoredTable, collection: str, document: str, exact: bool) -> Outcome:
    """Describe a found table."""
    grid: Grid = table.about["table"]
    drawn: bool = table.about["drawn"]
    doubts: tuple[float, ...] = table.about["doubts"]
    stated = calibrate(grid, drawn, doubts).confidence
    return Outcome(collection, document, grid_to_reading(grid, drawn), grid.confidence, stated, exact, doubts)


def is_exact(row: GoldTable, gold: Mapping[str, Any]) -> bool:
    """Tell whether a grid is exact, in one of the readings that gold allows the table.

    A sequence is exact but for its orientation, which has a confidence of its own. The stroke between the two halves
    of a corner is no text.
    """
    if row.found is None:
        return False
    readings = [row.gold.cells]
    for table in gold["tables"]:
        if to_scored(table).cells == row.gold.cells:
            readings += [to_scored({"grid": grid}).cells for grid in table.get("alternatives", [])]
    found = _without_strokes(row.found.cells)
    lying = [found] if row.found.about["table"].method != "sequence" else [found, _without_strokes(_turned(found))]
    return any(_without_strokes(cells) in lying for cells in readings)


def _turned(cells: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(zip(*cells, strict=True))


def _without_strokes(cells: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple((row[0].replace("/", "") if n < 2 else row[0], *row[1:]) for n, row in enumerate(cells) if row)


def printed_pages(seeds: range) -> Iterator[tuple[bytes, str, dict[str, Any]]]:
    """Yield random tables of every class printed on pages, with their gold."""
    for kind in CLASSES:
        for language in ("zh", "en"):
            for seed in seeds:
                specimen = print_specimen(kind, language, seed)
                name = f"{kind} {language} {seed}"
                yield specimen.content, f"{name}.pdf", to_gold(name, specimen.grids)


def printed_texts(seeds: range) -> Iterator[tuple[bytes, str, dict[str, Any]]]:
    """Yield random tables flattened in every order, plain and with what makes them hard, with their gold."""
    for seed in seeds:
        dice = Random(seed)
        for order in _ORDERS:
            for hard in _HARD:
                language: Language = dice.choice(["zh", "zh", "en"])
                table = hard_table(seed * 7, language, hard, dice)
                one_a_line = order in {"by_row", "by_column"}
                dress = in_narrow_columns if hard == "narrow" and one_a_line else list
                text = flatten(article_around(table, language), order, dress=dress)
                name = f"{order} {hard} {seed}"
                yield text.encode(), f"{name}.txt", to_gold(name, [table.grid()])


def printed_boxes(seeds: range) -> Iterator[tuple[bytes, str, dict[str, Any]]]:
    """Yield random tables whose pieces a tool left apart, with their gold."""
    for seed in seeds:
        language: Language = "en" if seed % 3 == 0 else "zh"
        for manner in MANNERS:
            table = random_table(seed, language, depth=1 + (seed % 4 == 1 and not manner.startswith("heads in turn")))
            name = f"{manner} {seed}"
            yield print_displaced(table, manner, language).encode(), f"{name}.txt", to_gold(name, [table.grid()])


def hard_table(seed: int, language: Language, hard: str, dice: Random) -> PrintedTable:
    """Return a random table with spanning labels, long labels, empty cells, missing values or dressed numbers."""
    table = random_table(
        seed,
        language,
        depth=2 if hard == "spanning" else 1,
        missing={"missing": 0.25, "blank": 0.15, "dressed": 0.0}.get(hard, 0.04),
    )
    if hard == "narrow":
        longer = "抽样调查地区" if language == "zh" else "Selected sample of "
        table = replace(table, rows=tuple((longer + label, cells) for label, cells in table.rows))
    if hard == "blank":
        rows = tuple((label, tuple("" if cell == "-" else cell for cell in cells)) for label, cells in table.rows)
        table = replace(table, rows=rows)
    if hard == "dressed":
        table = with_cells(table, dice.choice(CELL_KINDS))
    return replace(table, notes=()) if dice.random() < 0.4 else table


def to_gold(name: str, grids: Sequence[Sequence[Sequence[str]]]) -> dict[str, Any]:
    """Return grids as gold of tables on any page."""
    return {"doc": name, "tables": [{"page": None, "grid": grid} for grid in grids]}


def folder_documents(documents: Path, gold: Path) -> Iterator[tuple[bytes, str, dict[str, Any]]]:
    """Yield the PDFs and texts of a folder that have gold."""
    for name, item in read_gold(gold).items():
        for path in (documents / f"{name}.pdf", documents / f"{name}.txt"):
            if path.exists():
                yield path.read_bytes(), path.name, item


def collect(collection: str, documents: Iterator[tuple[bytes, str, dict[str, Any]]]) -> list[Outcome]:
    """Return the outcomes of a collection; a document that cannot be read has none."""
    outcomes: list[Outcome] = []
    for content, name, gold in documents:
        try:
            outcomes += document_to_outcomes(content, name, gold, collection)
        except ExtractionError as error:
            print(error)
    return outcomes


def fit_scale(outcomes: Sequence[Outcome]) -> Scale:
    """Return the scale that makes the outcomes likeliest (Platt 1999, by Newton's method).

    Every collection counts alike, however large, for none is known to be more like what is to come; the targets are drawn in
    by one table either way. Constants are rounded to what so few tables can tell.
    """
    sizes = Counter(outcome.collection for outcome in outcomes)
    weights = np.array([len(outcomes) / len(sizes) / sizes[outcome.collection] for outcome in outcomes])
    exact = np.array([outcome.exact for outcome in outcomes], dtype=float)
    right, wrong = float((weights * exact).sum()), float((weights * (1 - exact)).sum())
    targets = np.where(exact > 0, (right + 1) / (right + 2), 1 / (wrong + 2))
    doubted = len(SIGNS) if outcomes[0].doubts else 0
    signs = np.array([[1.0, fit_to_odds(outcome.fit, doubted > 0), *outcome.doubts] for outcome in outcomes])
    prior = np.array([0.0, 1.0, *[0.0] * doubted])
    rigid = np.diag([1e-3, _RIDGE * len(outcomes) ** 0.5, *[_STIFF] * doubted])
    beta = prior.copy()
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(signs @ beta, -30, 30)))
        slope = signs.T @ (weights * (targets - chance)) - rigid @ (beta - prior)
        bend = (signs * (weights * chance * (1 - chance))[:, None]).T @ signs + rigid
        step = np.linalg.solve(bend, slope)
        after = beta + np.clip(step, -1.0, 1.0)
        after[2:] = np.minimum(after[2:], 0.0)  # a doubt never speaks for a table
        moved = float(np.abs(after - beta).max())
        beta = after
        if moved < 1e-8:
            break
    weights = tuple(round(-float(weight), 1) for weight in beta[2:])
    return Scale(round(float(beta[0]), 1), round(max(0.0, float(beta[1])), 1), weights)


def predict(scale: Scale, outcome: Outcome) -> float:
    """Return the confidence that a scale gives a table."""
    return fit_to_chance(scale, outcome.fit, outcome.doubts)


def left_out(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Return the outcomes with confidences of a fit that did not see their document, nor another by its first word."""
    # Texts made of one document by several converters share its first word: "report.pdfminer.txt", "report.pypdf.txt".
    of = {outcome: (outcome.collection, outcome.document.split(".")[0]) for outcome in outcomes}
    predicted = []
    for one in sorted(set(of.values())):
        scale = fit_scale([outcome for outcome in outcomes if of[outcome] != one])
        predicted += [
            replace(outcome, confidence=predict(scale, outcome)) for outcome in outcomes if of[outcome] == one
        ]
    return predicted


def print_outcomes(outcomes: Sequence[Outcome]) -> None:
    """Print, by collection and reading, how many tables are exact, of all and of those stated at 0.9 and more, and the Brier score."""
    print("| collection | reading | tables | exact | at 0.9 or more | of these exact | Brier score |")
    print("|---|---|---|---|---|---|---|")
    groups: dict[tuple[str, str], list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups[outcome.collection, outcome.reading].append(outcome)
        groups[outcome.collection, "all"].append(outcome)
        groups["all", outcome.reading].append(outcome)
    for (collection, reading), group in groups.items():
        sure = [outcome for outcome in group if outcome.confidence >= 0.9]
        brier = sum((outcome.confidence - outcome.exact) ** 2 for outcome in group) / len(group)
        share = f"{sum(o.exact for o in sure)} ({sum(o.exact for o in sure) / len(sure):.0%})" if sure else "-"
        print(
            f"| {collection} | {reading} | {len(group)} | {sum(o.exact for o in group)} | {len(sure)} | {share} | {brier:.3f} |"
        )


def wilson(right: int, count: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927)."""
    share, z = right / count, 1.96
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return max(0.0, middle - half), min(1.0, middle + half)


def to_points(
    outcomes: Sequence[Outcome], value: Callable[[Outcome], float]
) -> list[tuple[float, float, float, float, int]]:
    """Return (mean confidence, share exact, its interval, number) of tables in bins of about equal numbers."""
    ranked = sorted(outcomes, key=value)
    size = max(8, -(-len(ranked) // 6))
    points = []
    for start in range(0, len(ranked), size):
        group = ranked[start : start + size]
        right = sum(outcome.exact for outcome in group)
        low, high = wilson(right, len(group))
        points.append((sum(map(value, group)) / len(group), right / len(group), low, high, len(group)))
    return points


def main(arguments: Sequence[str] | None = None) -> int:
    """Print and draw the reliability of confidences."""
    parser = argparse.ArgumentParser(description="How often tables of a stated confidence are exact.")
    parser.add_argument("folders", nargs="*", help="NAME=DOCUMENTS:GOLD")
    parser.add_argument("--fit", action="store_true", help="print the constants that fit best")
    parser.add_argument("--seeds", type=int, default=5, help="random tables of each class")
    parser.add_argument("--outcomes", type=Path, help="file that keeps the outcomes, or has them from an earlier run")
    chosen = parser.parse_args(arguments)
    if chosen.outcomes and chosen.outcomes.exists():
        outcomes = [
            Outcome(**(found := json.loads(line)) | {"doubts": tuple(found["doubts"])})
            for line in chosen.outcomes.read_text(encoding="utf-8").splitlines()
        ]
        outcomes = [_restated(outcome) for outcome in outcomes]
    else:
        outcomes = collect("printed pages", printed_pages(range(100, 100 + chosen.seeds)))
        outcomes += collect("printed texts", printed_texts(range(300, 300 + 5 * chosen.seeds)))
        outcomes += collect("printed boxes", printed_boxes(range(500, 500 + 2 * chosen.seeds)))
        for folder in chosen.folders:
            name, _, paths = folder.partition("=")
            documents, _, gold = paths.partition(":")
            outcomes += collect(name, folder_documents(Path(documents), Path(gold)))
        if chosen.outcomes:
            lines = [
                json.dumps({name: getattr(o, name) for name in Outcome.__slots__}, ensure_ascii=False) for o in outcomes
            ]
            chosen.outcomes.write_text("\n".join(lines), encoding="utf-8")
    print_outcomes(outcomes)
    readings = {reading: [outcome for outcome in outcomes if outcome.reading == reading] for reading in SCALES}
    if chosen.fit:
        print("\nEach document left out of its own fit:\n")
        print_outcomes([outcome for group in readings.values() if group for outcome in left_out(group)])
        for reading, group in readings.items():
            if group:
                scale = fit_scale(group)
                print(f'    "{reading}": Scale({scale.offset}, {scale.slope}, {scale.weights}),')
    PICTURE.parent.mkdir(exist_ok=True)
    panels = {
        reading: (to_points(group, lambda o: o.fit), to_points(group, lambda o: o.confidence))
        for reading, group in readings.items()
        if group
    }
    PICTURE.write_text(draw_reliability(panels), encoding="utf-8")
    return 0


def _restated(outcome: Outcome) -> Outcome:
    stated = predict(SCALES[outcome.reading], outcome)  # type: ignore[index]  # written by this module
    return replace(outcome, confidence=round(stated, 3))


if __name__ == "__main__":
    raise SystemExit(main())
