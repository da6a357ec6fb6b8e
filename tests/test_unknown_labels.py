from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.model import Dataset, Dimension, Unit
from flows.cli import main
from flows.unknown_labels import KINDS
from tests.example_dataset import PLACE, example_dataset
from tests.publication import ingest as publish


def labelled(content: bytes, name: str) -> Dataset:
    """Labels without codes: 丙镇 in three rows, 乙镇 in one, a class, and a unit that steers a terminal."""
    dataset = example_dataset(content, name)
    first, second = dataset.observations
    third, fourth = dataset.claims[:2]
    strange = Unit("斗\x1b[31m\n=1", None, 0, "caption")
    cell = replace(first, entity=Dimension("丙镇", None, "caption"), unit=strange, place=PLACE)
    missing = replace(second, entity=Dimension("乙镇", None, "caption"), category=Dimension("杂粮", None, "stated"))
    claims = (
        replace(third, entity=Dimension("丙镇", None, "stated"), partner=Dimension("日本", "JPN", "stated")),
        replace(fourth, entity=Dimension("丙镇", None, "stated")),
    )
    return replace(dataset, observations=(cell, missing), claims=claims, checks=(), indicators=())


@pytest.fixture
def output(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "raw").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "raw" / name).write_text(name, encoding="utf-8")
    publish(tmp_path / "raw", tmp_path / "output", extract=labelled)
    return tmp_path / "output"


def rows(capsys, *arguments: str) -> list[dict[str, str]]:
    assert main(["labels", *arguments, "--format", "csv"]) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_labels_without_a_code_are_counted_over_tables_and_prose(output, capsys):
    found = rows(capsys, str(output))
    assert [(row["kind"], row["label"], row["rows"], row["articles"]) for row in found] == [
        ("entity", "丙镇", "6", "2"),
        ("entity", "乙镇", "2", "2"),
        ("category", "杂粮", "2", "2"),
        ("unit", "斗 [31m =1", "2", "2"),
    ]
    first = found[0]
    assert (first["source"], first["page"], first["text"]) == ("a.txt", "2", "12.4①")
    assert first["example"].endswith("/t1/r1c1")
    assert found[1]["page"] == ""


def test_only_as_many_of_a_kind_as_are_asked_for_are_shown(output, capsys):
    assert [row["label"] for row in rows(capsys, str(output), "--top", "1") if row["kind"] == "entity"] == ["丙镇"]


def test_the_list_to_read_is_in_lines_that_steer_no_terminal(output, capsys):
    assert main(["labels"]) == 0
    text = capsys.readouterr().out
    assert text.splitlines()[:2] == [
        "entity (rows, articles, label, example)",
        "       6     2  丙镇  [a.txt, page 2: 12.4①]",
    ]
    assert "\x1b" not in text
    kinds = [line.split()[0] for line in text.splitlines() if line and not line.startswith(" ")]
    assert kinds == [kind for kind in KINDS if kind in {"entity", "category", "unit"}]


def test_nothing_unknown_is_said(output, tmp_path, capsys):
    def bare(content: bytes, name: str) -> Dataset:
        return replace(example_dataset(content, name), observations=(), claims=(), checks=(), indicators=())

    publish(tmp_path / "raw", output, force=True, extract=bare)
    assert main(["labels", str(output)]) == 0
    assert capsys.readouterr().out == "Every label has a code.\n"
    assert rows(capsys, str(output)) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere"], "nowhere: holds no snapshot"),
        (["--top", "0"], "top"),
        (["--format", "xml"], "format"),
    ],
)
def test_wrong_usage_is_one_sentence_and_status_two(output, capsys, arguments, words):
    assert main(["labels", *arguments]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert words in said.err.lower()
