"""The comparison with other tools: its score, and this project on the sample."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from benchmarks.calibration import Outcome, fit_scale, left_out, predict, to_points
from benchmarks.peers import Run, run_tool, runs_to_markdown, score_run
from benchmarks.reliability import draw_reliability
from benchmarks.scoring import match_tables, score_document, to_scored
from benchmarks.tools import TOOLS, boxes_to_spans, cut_at_pages
from benchmarks.traits import table_to_traits
from extractors.model import Box, Page, Ruling

from .goldens import GOLDEN

RAW = Path(__file__).parent.parent / "raw"
GRID = [["品种", "甲县", ""], ["", "面积", "产量"], ["小麦", "1.5", "20"], ["玉米", "2.5", "30"]]
SPANS = [[0, 0, 2, 1], [0, 1, 1, 2]]


def gold_of(*grids: Sequence[Sequence[str]], **more: object) -> dict[str, object]:
    return {"doc": "a", "tables": [{"page": 1, "grid": grid} for grid in grids], **more}


def sample_gold(folder: Path) -> dict[str, object]:
    files = sorted(folder.glob("table-*.csv"))
    tables = [{"page": None, "grid": list(csv.reader(path.read_text(encoding="utf-8").splitlines()))} for path in files]
    return {"doc": folder.name, "tables": tables}


def test_every_table_of_the_sample_is_exact() -> None:
    golds = {gold["doc"]: gold for folder in GOLDEN.iterdir() if (gold := sample_gold(folder))["tables"]}
    paths = sorted(path for path in RAW.rglob("*.pdf") if path.stem in golds)
    assert paths
    run = run_tool("shubiao", paths, limit=120)
    scores = score_run({path.stem: golds[path.stem] for path in paths}, run)  # type: ignore[misc]
    assert run.troubles == {}
    for score in scores.values():
        assert score.exact == len(score.tables)
        assert score.spurious == ()
        assert score.recall == 1.0


def test_a_spanning_label_neighbours_every_column_below_it() -> None:
    relations = to_scored({"grid": GRID, "spans": SPANS}).relations
    assert relations["below", "甲县", "面积"] == 1
    assert relations["below", "甲县", "产量"] == 1
    assert relations["right", "品种", "面积"] == 1
    assert ("below", "甲县", "产量") not in to_scored({"grid": GRID}).relations


def test_blank_cells_are_passed_over() -> None:
    relations = to_scored({"grid": [["a", "", "b"], ["", "", ""], ["c", "", "d"]]}).relations
    assert set(relations) == {("right", "a", "b"), ("right", "c", "d"), ("below", "a", "c"), ("below", "b", "d")}


def test_dashes_widths_and_blanks_make_no_difference() -> None:
    score = score_document(
        gold_of([["甲 县", "－3.5"], ["乙县", "4"]]), [{"page": 1, "grid": [["甲县", "−３.５"], ["乙 县", "4"]]}]
    )
    assert (score.exact, score.f1) == (1, 1.0)


def test_a_table_that_is_not_in_gold_costs_precision_unless_gold_is_known_to_lack_tables() -> None:
    found = [{"page": 1, "grid": GRID}, {"page": 2, "grid": [["x", "y"], ["z", "w"]]}]
    whole, part = score_document(gold_of(GRID), found), score_document(gold_of(GRID, complete=False), found)
    assert (len(whole.spurious), whole.precision < 1, whole.recall) == (1, True, 1.0)
    assert (len(part.spurious), part.precision) == (0, 1.0)


def test_a_shifted_grid_is_not_exact() -> None:
    score = score_document(gold_of(GRID), [{"page": 1, "grid": [row[:1] + row[:0:-1] for row in GRID]}])
    assert score.exact == 0
    assert 0 < score.f1 < 1


def test_a_table_on_another_page_is_not_matched() -> None:
    assert match_tables([to_scored({"page": 1, "grid": GRID})], [to_scored({"page": 2, "grid": GRID})]) == {}


def test_tables_are_matched_so_that_their_sum_is_greatest() -> None:
    first = [["a", "b", "c"], ["d", "e", "f"]]
    second = [["a", "b", "c"], ["d", "x", "y"]]
    poor = [["a", "b", "c"], ["q", "r", "s"]]
    gold = [to_scored({"page": 1, "grid": grid}) for grid in (first, second)]
    found = [to_scored({"page": 1, "grid": grid}) for grid in (first, poor)]
    assert match_tables(gold, found) == {0: 0, 1: 1}
    assert match_tables(gold[::-1], found) == {1: 0, 0: 1}


def test_the_gold_reading_that_fits_best_counts() -> None:
    other = [["品种", "面积"], ["小麦", "1.5"]]
    gold = gold_of(GRID, alternatives=[[{"page": 1, "grid": other}]])
    assert score_document(gold, [{"page": 1, "grid": other}]).exact == 1


def test_boxes_that_reach_over_others_span_them() -> None:
    boxes = [[(0, 0, 20, 10), None, (20, 0, 30, 20)], [(0, 10, 10, 20), (10, 10, 20, 20), None]]
    assert boxes_to_spans(boxes) == [[0, 0, 1, 2], [0, 2, 2, 1]]


def test_a_table_over_two_pages_is_cut_between_them() -> None:
    parts = cut_at_pages([["a"], ["b"], ["c"]], [[1, 0, 2, 1]], [4, 5, 5])
    assert parts == [
        {"page": 4, "grid": [["a"]], "spans": []},
        {"page": 5, "grid": [["b"], ["c"]], "spans": [[0, 0, 2, 1]]},
    ]


def test_a_tool_that_cannot_be_had_is_a_row_that_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    # A package whose tool fails to start: this interpreter without the tool's module.
    monkeypatch.setitem(TOOLS, "nothing", (None, TOOLS["shubiao"][1]))
    run = run_tool("nothing", [Path("a.pdf")], limit=5)
    assert sum(run.troubles.values()) == 1
    (row,) = [line for line in runs_to_markdown({"a": gold_of(GRID)}, [run], {}) if line.startswith("| nothing ")]
    assert "does not start" in row


def test_a_tool_without_an_answer_scores_nothing() -> None:
    lines = list(runs_to_markdown({"a": gold_of(GRID)}, [Run("other", troubles={"over 5 s": 1})], {}))
    assert lines[2] == "| other  | 0.000 | 0.000 | 0.000 | 0 / 1 | 0 | - | 1 x over 5 s |"


@pytest.mark.parametrize(
    ("uprights", "expected"), [((10.0, 60.0, 110.0), "ruled"), ((), "three-line or horizontal rules only")]
)
def test_rules_are_told_by_the_strokes_on_the_page(uprights: Sequence[float], expected: str) -> None:
    rulings = [Ruling(10, y, 110, y) for y in (10.0, 30.0, 70.0)] + [Ruling(x, 10, x, 70) for x in uprights]
    page = Page(1, 200, 200, (), tuple(rulings))
    table = {
        "grid": GRID,
        "spans": SPANS,
        "bbox": [Box(10, 10, 110, 70).x0, 130, 110, 190],
        "bbox_origin": "bottom-left",
    }
    traits = table_to_traits(table, 1, page)
    assert traits == {expected, "spanning header"}


def test_what_an_annotator_noted_goes_before_the_page() -> None:
    table = {"grid": GRID, "spans": [], "traits": ["three-line (booktabs)", "caption wraps", "wrapped headers"]}
    assert table_to_traits(table, 2, None) == {
        "three-line or horizontal rules only",
        "cells of several lines",
        "empty cells (a tenth or more)",
        "several tables on the page",
    }


def outcomes(fit: float, exact: int, wrong: int, collection: str = "a") -> list[Outcome]:
    return [Outcome(collection, f"{n}.pdf", "ruled", fit, fit, n < exact) for n in range(exact + wrong)]


def test_a_scale_brings_fits_that_promise_too_much_down_to_what_was_exact() -> None:
    group = outcomes(0.95, 80, 20) + outcomes(0.6, 30, 70)
    scale = fit_scale(group)
    assert predict(scale, group[0]) == pytest.approx(0.8, abs=0.05)
    assert predict(scale, group[-1]) == pytest.approx(0.3, abs=0.05)


def test_a_collection_counts_as_much_as_a_larger_one() -> None:
    scale = fit_scale(outcomes(0.9, 300, 0, "large") + outcomes(0.9, 0, 20, "small"))
    assert predict(scale, outcomes(0.9, 1, 0)[0]) == pytest.approx(0.5, abs=0.1)


def test_confidences_are_made_without_the_document_that_they_are_of() -> None:
    group = [*outcomes(0.9, 30, 0), Outcome("b", "odd.pypdf.txt", "ruled", 0.9, 0.9, exact=False)]
    stated = {outcome.document: outcome.confidence for outcome in left_out(group)}
    assert stated["odd.pypdf.txt"] > stated["1.pdf"]


def test_a_reading_without_tables_is_no_panel_and_others_are_drawn() -> None:
    points = to_points(outcomes(0.9, 18, 2), lambda outcome: outcome.fit)
    assert sum(point[4] for point in points) == 20
    assert all(low <= share <= high for _, share, low, high, _ in points)
    drawing = ET.fromstring(draw_reliability({"a & b": (points, points)}))
    assert len(drawing.findall("{http://www.w3.org/2000/svg}circle")) == 2 + 2 * len(points)
