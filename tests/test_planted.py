from __future__ import annotations

import pytest

from tests.planted import articles, contradictions, plants, points_at, read


@pytest.mark.parametrize("article", articles())
def test_a_consistent_article_is_accused_of_nothing(article: str) -> None:
    assert [check.message for check in contradictions(read(article, planted=False))] == []


@pytest.mark.parametrize("article", articles())
def test_planted_contradictions_are_found_and_nothing_else(article: str) -> None:
    dataset = read(article, planted=True)
    found = contradictions(dataset)
    mine = [plant for plant in plants() if plant.article == article]
    known = {plant.changed for plant in mine if any(points_at(dataset, check, plant) for check in found)}
    assert known == {plant.changed for plant in mine if plant.found}
    assert [check.message for check in found if not any(points_at(dataset, check, plant) for plant in mine)] == []


def test_each_change_is_planted_once_and_stands_in_no_consistent_article() -> None:
    for article in articles():
        mine = [plant for plant in plants() if plant.article == article]
        clean, changed = read(article, planted=False).text, read(article, planted=True).text
        assert len(mine) == 12
        for plant in mine:
            assert changed.count(plant.changed) == 1
            assert plant.changed not in clean
            assert plant.original in clean
