"""The sample against its golden files, which are written from its source and read by a person."""

from __future__ import annotations

import dataclasses
import difflib
from functools import cache
from pathlib import Path

import pytest

from extractors import extract
from extractors.characters import to_plain
from extractors.model import Dataset
from sample.print_article import read_article
from sample.print_english import read_english
from tests.goldens import GOLDEN, dataset_to_goldens, in_table_order

RAW = Path(__file__).parent.parent / "raw"
PRINTED = {path.name: path for path in sorted(RAW.rglob("*")) if path.suffix in {".pdf", ".txt"}}
SOURCES = {"shanxi-dongmeng": read_article(), "trade-with-asean": read_english()}
CASES = [(name, golden) for name, path in PRINTED.items() for golden in sorted((GOLDEN / path.stem).glob("*.csv"))]


@cache
def dataset_of(name: str) -> Dataset:
    return extract(PRINTED[name].read_bytes(), name)


@pytest.mark.parametrize(("name", "golden"), CASES, ids=[f"{name}-{golden.stem}" for name, golden in CASES])
def test_what_is_extracted_equals_the_golden_file(name: str, golden: Path) -> None:
    extracted = dataset_to_goldens(dataset_of(name)).get(golden.name, "")
    expected = golden.read_text(encoding="utf-8")
    difference = "\n".join(difflib.unified_diff(expected.splitlines(), extracted.splitlines(), lineterm="", n=0))
    assert extracted == expected, f"{golden.name} from {name}:\n{difference}"


@pytest.mark.parametrize("name", PRINTED)
def test_nothing_is_extracted_that_no_golden_file_expects(name: str) -> None:
    goldens = {path.name for path in (GOLDEN / PRINTED[name].stem).glob("*.csv")}
    assert set(dataset_to_goldens(dataset_of(name))) == goldens


def test_text_and_pdf_give_the_same_observations_but_for_ids_and_places() -> None:
    def told(name: str) -> list[dict[str, object]]:
        local = {"observation_id", "table_id", "place", "confidence"}
        return [
            {field: value for field, value in dataclasses.asdict(row).items() if field not in local}
            for row in in_table_order(dataset_of(name))
        ]

    assert told("shanxi-dongmeng.txt") == told("shanxi-dongmeng.pdf")


@pytest.mark.parametrize("name", PRINTED)
def test_captions_units_and_notes_are_those_of_the_source(name: str) -> None:
    tables = sorted(dataset_of(name).tables, key=lambda table: table.number or "")
    source = SOURCES[PRINTED[name].stem]["table"]
    assert [(item.number, item.caption, item.notes) for item in tables] == [
        (entry["number"], entry["caption"], tuple(entry["notes"])) for entry in source
    ]
    printed = {"zh": "单位：{}", "en": "Unit: {}"}[dataset_of(name).article.language or "zh"]
    assert [item.unit for item in tables] == [
        printed.format(entry["unit"]) if "unit" in entry else None for entry in source
    ]


@pytest.mark.parametrize("name", PRINTED)
def test_the_marks_of_the_article_are_read(name: str) -> None:
    front, article = SOURCES[PRINTED[name].stem]["front"], dataset_of(name).article
    authors, keywords = front["authors"], front["keywords"]
    if isinstance(authors, str):
        authors, keywords = authors.split(), keywords.split("；")
    assert (article.title, article.authors) == (front["title"], tuple(authors))
    assert (article.abstract, article.keywords) == (front["abstract"], tuple(keywords))
    assert (article.doi, article.article_number, article.clc) == (
        front["doi"],
        to_plain(front["article_number"]) if "article_number" in front else None,
        front.get("clc"),
    )
    assert article.language == ("zh" if "clc" in front else "en")
    assert article.status == "ok"
