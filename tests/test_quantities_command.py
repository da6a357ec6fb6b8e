from __future__ import annotations

import json
import subprocess
import sys

import pytest

from extractors.quantities import read_alone
from extractors.vocabulary.units import load_units


def shubiao(*arguments: str, given: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "flows.cli", *arguments], input=given, capture_output=True, check=False
    )


def test_a_text_on_standard_input_gives_one_object_a_quantity_with_whole_values_and_places():
    text = "甲县出口8.2亿美元，增长３％；见表2。"
    run = shubiao("quantities", given=text.encode())
    items = [json.loads(line) for line in run.stdout.decode().splitlines()]
    assert [
        (item["text"], item["value"], item["unit"], item["printed_value"], item["multiplier"]) for item in items
    ] == [
        ("8.2亿美元", 820000000, "USD", 8.2, 8),
        ("３％", 3, "percent", 3, 0),
    ]
    assert all(text[item["start"] : item["end"]] == item["text"] for item in items)
    assert (run.returncode, run.stderr) == (0, b"")


def test_lines_of_json_come_back_one_for_one_with_their_ids():
    lines = [{"id": 7, "text": "10–15%", "lang": "en"}, {"id": "b", "text": "一般贸易"}]
    given = "\n\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    run = shubiao("quantities", "--jsonl", given=given.encode())
    records = [json.loads(line) for line in run.stdout.decode().splitlines()]
    assert [(record["id"], [(item["value"], item["value_to"]) for item in record["items"]]) for record in records] == [
        (7, [(10, 15)]),
        ("b", []),
    ]


@pytest.mark.parametrize(
    ("arguments", "given", "sentence"),
    [
        (["--jsonl"], b'{"id": 1, "text": "5%"}\n5 kg\n', "line 2: is no JSON"),
        (["--jsonl"], b'["5%"]\n', 'line 1: give an object with a "text"'),
        (["--jsonl"], b"[" * 100_000, "line 1: is no JSON"),
        ([], b"12\xff%", "standard input: is not UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(arguments, given, sentence):
    run = shubiao("quantities", *arguments, given=given)
    assert run.returncode == 2
    assert run.stderr.decode().startswith(f"shubiao: {sentence}")
    assert len(run.stderr.decode().splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三百二十五", 325),
        ("两千四百五", 2450),
        ("一亿零三百万", 103_000_000),
        ("贰仟伍佰", 2500),
        ("负三十二", -32),
        (" -1,234.5\n", -1234.5),
        ("1e10", 10**10),
        ("one hundred and six", 106),
        ("minus forty", -40),
        ("twenty-one trillion", 21 * 10**12),
        ("one million two hundred thousand", 1_200_000),
        ("two hundred and two", 202),
    ],
)
def test_a_text_that_is_a_number_and_nothing_else_is_read_as_one(text, value):
    quantity = read_alone(text, load_units())
    assert quantity is not None
    assert quantity.value is not None
    assert float(quantity.value.scaleb(quantity.unit.multiplier)) == value
    assert text[quantity.span.start : quantity.span.end] == text.strip()


@pytest.mark.parametrize(
    "text", ["", "一般", "5%", "twenty firms", "十百", "1.2.3", "one two", "thousand", "-" * 30, "9" * 100]
)
def test_a_text_that_is_more_or_less_than_a_number_is_not_read_alone(text):
    assert read_alone(text, load_units()) is None
