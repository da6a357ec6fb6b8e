"""Confidence as the share of grids that are exact."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.model import Grid, Method
from extractors.tables.calibration import SCALES, calibrate, grid_to_reading, has_lone_line
from extractors.tables.soundness import SIGNS
from tests.tables_by_hand import grid

TABLE = "年份 | 进口 | 出口\n2019 | 1.5 | 2.5\n2020 | 3.5 | 4.5"
METHODS: tuple[Method, ...] = ("ruled", "aligned", "sequence", "scanned")


def read_as(method: Method, confidence: float, text: str = TABLE) -> Grid:
    return replace(grid(text, confidence=confidence), method=method)


@given(st.sampled_from(METHODS), st.booleans(), st.floats(0, 1), st.floats(0, 1))
def test_the_better_fit_never_has_the_smaller_confidence(
    method: Method, drawn: bool, first: float, second: float
) -> None:
    low, high = (calibrate(read_as(method, value), drawn).confidence for value in sorted((first, second)))
    assert 0 <= low <= high < 1


@pytest.mark.parametrize("drawn", [True, False])
def test_nothing_but_the_confidence_changes(drawn: bool) -> None:
    before = read_as("aligned", 0.8)
    after = calibrate(before, drawn)
    assert replace(after, confidence=0.8) == before


def test_columns_of_a_page_are_surer_than_columns_of_blanks() -> None:
    fit = read_as("aligned", 0.95)
    assert calibrate(fit, drawn=True).confidence > calibrate(fit, drawn=False).confidence


def test_rules_that_fit_are_believed() -> None:
    assert calibrate(read_as("ruled", 0.95), drawn=True).confidence >= 0.95


@pytest.mark.parametrize("text", ["指数 | 2019 | 2020\n甲 | 1.5 | 2.5", "年份 | 进口\n2019 | 1.5\n2020 | 3.5"])
def test_a_lone_line_of_values_is_doubted_in_a_sequence(text: str) -> None:
    lone = read_as("sequence", 0.97, text)
    assert has_lone_line(lone)
    assert not has_lone_line(read_as("sequence", 0.97))
    assert calibrate(lone, drawn=False).confidence < calibrate(read_as("sequence", 0.97), drawn=False).confidence


def test_every_method_has_a_scale() -> None:
    texts = (TABLE, "年份 | 进口\n2019 | 1.5\n2020 | 3.5")
    tables = [read_as(method, 0.5, text) for method in METHODS for text in texts]
    readings = {grid_to_reading(table, drawn) for table in tables for drawn in (True, False)}
    assert readings == set(SCALES)


@given(st.sampled_from(METHODS), st.floats(0, 1), st.lists(st.floats(0, 1), min_size=len(SIGNS), max_size=len(SIGNS)))
def test_doubts_never_make_a_table_of_a_text_surer(method: Method, fit: float, doubts: list[float]) -> None:
    sound, doubted = (calibrate(read_as(method, fit), False, signs) for signs in ([0.0] * len(SIGNS), doubts))
    assert doubted.confidence <= sound.confidence


def test_a_sequence_that_fits_is_sure_with_a_caption_and_doubted_without_one() -> None:
    bare = [float(sign in {"bare", "open", "wordy", "corner"}) for sign in SIGNS]
    assert calibrate(read_as("sequence", 0.98), False, [0.0] * len(SIGNS)).confidence >= 0.95
    assert calibrate(read_as("sequence", 0.98), False, bare).confidence < 0.9


def test_every_sign_has_a_weight_where_doubts_are_weighed() -> None:
    assert {len(scale.weights) for scale in SCALES.values()} == {0, len(SIGNS)}
