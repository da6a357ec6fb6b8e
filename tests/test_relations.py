from __future__ import annotations

import pytest

from extractors.observations.relations import read_relation
from extractors.vocabulary import load_vocabulary

PLACES = load_vocabulary().places


@pytest.mark.parametrize(
    ("caption", "sides"),
    [
        ("云南对东盟的出口额", ("云南", "东盟")),
        ("越南在云南对东盟贸易中的份额", ("云南", "东盟")),  # not whom 在 comes after
        ("中国在东盟的直接投资", ("中国", "东盟")),  # unless nothing else is said
    ],
)
def test_the_phrase_tells_whose_trade_with_whom(caption: str, sides: tuple[str, str]) -> None:
    relation = read_relation(caption, PLACES.find(caption))
    assert relation is not None
    assert (relation.first[0].label, relation.second[0].label) == sides


def test_a_list_of_places_is_no_relation() -> None:
    caption = "云南、广西的粮食产量"
    assert read_relation(caption, PLACES.find(caption)) is None
