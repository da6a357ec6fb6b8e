from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.model import Check, Dataset
from flows.cli import main
from flows.finding_lines import findings_to_lines
from flows.findings import Finding
from flows.schema import SCHEMA_VERSION
from tests.example_dataset import PLACE, example_dataset
from tests.publication import ingest as publish

# What a document can print in order to speak as the program: commands, lines, columns, colours, HTML.
HOSTILE = (
    "甲\n::error file=x::b\r%0A\x1b[31m红\x9b2J\N{RIGHT-TO-LEFT OVERRIDE}|`<b>`|\N{LINE SEPARATOR}::stop-commands::y"
)


def checked(content: bytes, name: str) -> Dataset:
    """The example with one contradiction in prose, one in a cell, one in a table, a doubt, and a check that agrees."""
    dataset = example_dataset(content, name)
    (check,) = dataset.checks
    article = dataset.article.article_id
    about: tuple[tuple[str, str], ...] = ((f"{article}/t1/r1c1", "contradicts"), (f"{article}/t2", "contradicts"))
    about += ((f"{article}/c10", "ambiguous"), (f"{article}/c2", "agrees"))
    more = tuple(
        replace(check, check_id=f"{article}/k{number}", subject=subject, verdict=verdict)
        for number, (subject, verdict) in enumerate(about, start=2)
    )
    claims = tuple(replace(claim, place=PLACE) for claim in dataset.claims)
    return replace(dataset, claims=claims, checks=(check, *more))


def hostile(content: bytes, name: str) -> Dataset:
    dataset = example_dataset(content, name)
    checks: tuple[Check, ...] = tuple(
        replace(check, message=HOSTILE, formula=HOSTILE, stated=HOSTILE) for check in dataset.checks
    )
    claims = tuple(replace(claim, section=(HOSTILE,), sentence=HOSTILE + claim.sentence) for claim in dataset.claims)
    return replace(dataset, checks=checks, claims=claims)


@pytest.fixture
def output(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "raw" / "甲刊" / "2024-1"
    folder.mkdir(parents=True)
    (folder / "a, b:c.txt").write_text("x", encoding="utf-8")
    publish(tmp_path / "raw", tmp_path / "output", extract=checked)
    return tmp_path / "output"


def test_contradictions_are_shown_with_rule_formula_stated_value_place_and_message(output, capsys):
    assert main(["check", str(output)]) == 0
    text = capsys.readouterr().out
    assert text.startswith("raw/甲刊/2024-1/a, b:c.txt\n  contradicts, major: 文中为12.4万t。\n")
    assert "      place    page 2, section 1 引言 > 1.1 背景\n" in text
    assert "      rule     equals_cell: 12.4\n      stated   12.4万t = 12.4\n" in text
    assert "      place    page 2, table 1, cell 2020 | 粮食\n" in text
    assert "      place    table 2\n" in text
    assert text.endswith("\n\n3 contradictions.\n")


def test_the_status_says_whether_what_was_asked_for_was_found(output, tmp_path, capsys):
    assert main(["check", str(output), "--fail-on", "contradicts"]) == 1
    assert capsys.readouterr().out.endswith("3 contradictions.\n")
    assert main(["check", str(output), "--fail-on", "ambiguous"]) == 1
    assert capsys.readouterr().out.endswith("3 contradictions, 1 in doubt.\n")
    publish(tmp_path / "raw", output, force=True, extract=lambda c, n: replace(example_dataset(c, n), checks=()))
    assert main(["check", str(output), "--fail-on", "ambiguous"]) == 0
    assert capsys.readouterr().out == "0 contradictions.\n"


def test_doubts_alone_fail_only_where_doubts_are_asked_for(output, tmp_path, capsys):
    def doubtful(content: bytes, name: str) -> Dataset:
        dataset = example_dataset(content, name)
        return replace(dataset, checks=tuple(replace(check, verdict="ambiguous") for check in dataset.checks))

    publish(tmp_path / "raw", output, force=True, extract=doubtful)
    assert main(["check", str(output), "--fail-on", "contradicts"]) == 0
    assert main(["check", str(output), "--fail-on", "ambiguous"]) == 1
    assert "1 in doubt" in capsys.readouterr().out


def test_the_output_folder_of_the_working_directory_is_taken_when_none_is_given(output, capsys):
    assert main(["check"]) == 0
    assert "3 contradictions." in capsys.readouterr().out


def test_json_has_one_object_a_line_with_the_same_keys_and_is_the_same_again(output, capsys):
    assert main(["check", str(output), "--format", "json"]) == 0
    first = capsys.readouterr().out
    rows = [json.loads(line) for line in first.splitlines()]
    assert {tuple(row) for row in rows} == {tuple(Finding.__dataclass_fields__)}
    assert [(row["subject"][17:], row["table"], row["row"], row["column"], row["page"]) for row in rows] == [
        ("c1", None, None, None, 2),
        ("t1/r1c1", "1", 1, 1, 2),
        ("t2", "2", None, None, None),
    ]
    assert rows[0]["file"] == "raw/甲刊/2024-1/a, b:c.txt"
    main(["check", str(output), "--format", "json"])
    assert capsys.readouterr().out == first


def test_annotations_name_the_file_with_its_commas_and_colons_escaped(output, capsys):
    main(["check", str(output), "--format", "github", "--fail-on", "ambiguous"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == (
        "::error file=raw/甲刊/2024-1/a%2C b%3Ac.txt,title=equals_cell%3A page 2%2C section 1 引言 > 1.1 背景"
        "::文中为12.4万t。 [12.4万t; 12.4]"
    )
    assert [line.split()[0] for line in lines] == ["::error", "::error", "::error", "::warning"]


@pytest.mark.parametrize("form", ["text", "json", "markdown", "github"])
def test_the_text_of_a_document_cannot_speak_as_the_program(output, tmp_path, capsys, form):
    publish(tmp_path / "raw", output, force=True, extract=hostile)
    main(["check", str(output), "--format", form])
    text = capsys.readouterr().out
    assert not {"\x1b", "\x9b", "\r", "\N{RIGHT-TO-LEFT OVERRIDE}", "\N{LINE SEPARATOR}"} & set(text)
    lines = text.splitlines()
    assert not [line for line in lines if line.startswith("::") and not line.startswith("::error file=raw/")]
    if form == "github":
        assert len(lines) == 1
        assert "%250A" in lines[0]
    if form == "markdown":
        (row,) = [line for line in lines if "| raw/" in line]
        assert row.replace("\\|", "").count("|") == 7
        assert "<b>" not in row.replace("\\<", "")


def test_a_page_of_markdown_counts_what_it_lists(output, capsys):
    main(["check", str(output), "--format", "markdown"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "**3 contradictions.**"
    assert lines[2].startswith("| message | document |")  # what is wrong comes first, wherever a page is cut off
    assert sum("| raw/" in line for line in lines) == 3
    assert findings_to_lines((), "markdown") == "**0 contradictions.**\n\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere"], "nowhere: holds no snapshot; publish one with: shubiao ingest raw"),
        (["raw"], "raw: holds no snapshot"),
        (["output", "--fail-on", "agrees"], "fail-on"),
        (["output", "--format", "xml"], "format"),
        (["output", "more"], "too many arguments: more"),
    ],
)
def test_wrong_usage_is_one_sentence_and_status_two(output, capsys, arguments, words):
    assert main(["check", *arguments]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert words in said.err.lower()
    assert said.err.count("\n") == 1


def test_a_snapshot_of_another_schema_is_not_read(output, capsys):
    manifest = output / "current" / "manifest.json"
    manifest.chmod(0o644)
    manifest.write_text(manifest.read_text().replace('"schema_version": "', '"schema_version": "9'))
    assert main(["check", str(output)]) == 2
    assert f"published under schema 9{SCHEMA_VERSION}, this program knows" in capsys.readouterr().err


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: (path.chmod(0o644), path.write_bytes(b"PAR1"))])
def test_a_damaged_snapshot_is_named(output, capsys, damage):
    (file,) = (output / "objects" / "checks").iterdir()
    damage(file)
    assert main(["check", str(output)]) == 2
    assert "is missing or damaged; ingest the documents again" in capsys.readouterr().err
