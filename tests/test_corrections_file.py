"""The corrections file: what it may say, what is said of one that says something else, and the snippets that go into it."""

from __future__ import annotations

import time
import tracemalloc
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.corrections import (
    CellCorrection,
    ClaimCorrection,
    DimensionCorrection,
    HeaderCorrection,
    NotAClaim,
    NotATable,
    cell_to_snippet,
    claim_to_snippet,
    correction_to_toml,
    no_claim_to_snippet,
    read_corrections,
    table_to_snippet,
)
from extractors.corrections.fields import CLAIM_FIELDS, DIMENSION_FIELDS
from extractors.model import ClaimKind

NAME = "article.corrections.toml"
CELL = """[[cell]]
table = "t1"
row_index = 2
column_index = 1
printed = "37.5"
right = "31.5"
reason = "a misprint"
"""


def read(text: str):
    return read_corrections(text.encode(), NAME)


def problem(text: str) -> str:
    file = read(text)
    assert file.entries == ()
    (sentence,) = file.problems
    return sentence


def test_each_kind_of_entry_is_read():
    file = read(
        'author = "Wang Fang"\n'
        + CELL
        + """
[[header]]
table = 3
printed = "表3 产量"
header_rows = 2
reason = "two lines"

[[not_a_table]]
table = "t4"
printed = "图1"
instead = "figure"
author = "Li Na"
reason = "axis labels"

[[dimension]]
table = "3-2"
column_index = 4
printed = "产值"
unit = "万元"
partner = ""
reason = "the unit stands in the text"

[[claim]]
claim = "c7"
sentence = "出口8.81亿美元。"
printed = "8.81亿美元"
value = 8.810
kind = "level"
reason = "checked in the yearbook"

[[not_a_claim]]
sentence = "见第12条。"
printed = "12"
reason = "an article of a law"
"""
    )
    wang = ("Wang Fang", "a misprint")
    assert file.problems == ()
    assert file.entries == (
        CellCorrection("t1", 2, 1, "37.5", "31.5", *wang),
        HeaderCorrection("3", "表3 产量", 2, None, "Wang Fang", "two lines"),
        NotATable("t4", "图1", "figure", "Li Na", "axis labels"),
        DimensionCorrection(
            "3-2", None, 4, "产值", (("partner", ""), ("unit", "万元")), "Wang Fang", "the unit stands in the text"
        ),
        ClaimCorrection(
            "c7",
            "出口8.81亿美元。",
            "8.81亿美元",
            (("value", Decimal("8.810")), ("kind", "level")),
            "Wang Fang",
            "checked in the yearbook",
        ),
        NotAClaim(None, "见第12条。", "12", "Wang Fang", "an article of a law"),
    )
    assert file.entries[-2].fields[0][1].as_tuple().exponent == -3
    assert [entry.entry.label for entry in file.entries[:2]] == ["cell 1 (line 2)", "header 1 (line 10)"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("row_index = 2", "row_index = -1"), "row_index is a whole number from 0, not -1"),
        (("row_index = 2", "row_index = true"), "row_index is a whole number from 0, not true"),
        (("row_index = 2", 'row_index = "2"'), "not '2'"),
        (("row_index = 2", "row_index = 0x" + "f" * 9000), "not a number beyond reason"),
        (("row_index = 2", "row = 2"), "'row' is no field of it: table, row_index, column_index, printed, right"),
        (('printed = "37.5"', ""), "printed is missing"),
        (('"37.5"', "37.5"), "printed is a text in quotation marks, not 37.5"),
        (('"37.5"', "[1]"), "not a list"),
        (('"37.5"', "1979-05-27"), "not a date or a time"),
        (('"31.5"', '" 37.5 "'), "right says what is printed"),
        (('"31.5"', '"31\\n5"'), "right holds a line break or another control character"),
        (('"31.5"', '"31\\u202e5"'), "control character"),
        (('"31.5"', f'"{"3" * 501}"'), "right is longer than 500 characters"),
        (('reason = "a misprint"', ""), "reason is missing"),
        (('"a misprint"', '" "'), "reason is empty"),
    ],
)
def test_an_entry_that_cannot_be_used_is_named_with_file_and_line(change, words):
    sentence = problem('author = "me"\n\n' + CELL.replace(*change))
    assert sentence.startswith(f"{NAME}, cell 1 (line 3): ")
    assert words in sentence


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ('[[header]]\ntable = "t1"\nprinted = "a"\nreason = "b"', "header_rows is missing, or header_columns"),
        ('[[not_a_table]]\ntable = "t1"\nprinted = "a"\ninstead = "map"\nreason = "b"', "instead is prose or figure"),
        ('[[dimension]]\ntable = "t1"\nprinted = "a"\nreason = "b"', "it sets nothing; give one of entity"),
        ('[[dimension]]\ntable = "t1"\nprinted = "a"\nvalue = 1\nreason = "b"', "'value' is no field of it"),
        ('[[claim]]\nprinted = "a"\nvalue = 1\nreason = "b"', "sentence is missing"),
        ('[[claim]]\nprinted = "a"\nsentence = "a"\nreason = "b"', "it sets nothing; give one of value"),
        ('[[claim]]\nprinted = "a"\nsentence = "a"\nvalue = "1"\nreason = "b"', "a number without quotation marks"),
        (
            '[[claim]]\nprinted = "a"\nsentence = "a"\nvalue = inf\nreason = "b"',
            "no number that an article could state",
        ),
        ('[[claim]]\nprinted = "a"\nsentence = "a"\nvalue = 1e99\nreason = "b"', "no number that an article"),
        ('[[claim]]\nprinted = "a"\nsentence = "a"\nkind = "some"\nreason = "b"', "kind is one of level, share"),
        (
            '[[claim]]\nprinted = "a"\nsentence = "a"\nunit_code = "a b"\nreason = "b"',
            "unit_code is a code without blanks",
        ),
        ('[[claim]]\nprinted = "a"\nsentence = "a"\nunit_multiplier = 99\nreason = "b"', "a power of ten"),
        ("[claim]\nvalue = 1", "printed is missing"),
        ('[[not_a_claim]]\nprinted = "a"\nreason = "b"', "sentence is missing"),
        ('[[not_a_claim]]\nprinted = "a"\nsentence = "a"', "reason is missing"),
        ('[[not_a_claim]]\nprinted = "a"\nsentence = "a"\nvalue = 1\nreason = "b"', "'value' is no field of it"),
        ("claim = 1", "is written as [[claim]]"),
    ],
)
def test_each_kind_says_what_it_lacks(entry, words):
    assert words in problem(f'author = "me"\n{entry}\n'.replace('author = "me"\nclaim', "claim"))


def test_who_corrects_is_said_once_for_the_file_or_in_the_entry():
    assert 'add author = "…" to it or at the top of the file' in problem(CELL)
    assert read(CELL + 'author = "Li Na"').entries[0].author == "Li Na"


def test_one_bad_entry_costs_itself_alone():
    file = read('author = "me"\n' + CELL.replace("row_index = 2", "row_index = x") + CELL)
    assert (file.entries, len(file.problems)) == ((), 1)  # no TOML: nothing can be told apart
    file = read('author = "me"\n' + CELL.replace("row_index = 2", 'row_index = "x"') + CELL)
    assert (len(file.entries), len(file.problems)) == (1, 1)


def test_unknown_tables_are_named_and_not_counted_out():
    sentence = problem("".join(f"[cel{number}]\n" for number in range(5000)))
    assert "'cel0'" in sentence
    assert len(sentence) < 300


def test_lines_are_left_out_where_they_cannot_be_known():
    file = read('author = "me"\ncell = [{table = "t1"}]\n')
    assert file.problems[0].startswith(f"{NAME}, cell 1: row_index is missing")


def test_an_empty_file_corrects_nothing():
    assert read("") == read("\N{BYTE ORDER MARK}# nothing yet\n")
    assert read("").entries == read("").problems == ()


HOSTILE = {
    "not UTF-8": (b'author = "\xff"', "is not UTF-8 (byte 10)"),
    "too large": (b" " * 300_000, "is larger than 256 KiB"),
    "too many": (b"[[cell]]\n" * 1001, "holds more than 1000 entries"),
    "nested lists": (b"a = " + b"[" * 200_000, "is nested too deeply"),
    "nested tables": (b"a = " + b"{a = " * 50_000, "is nested too deeply"),
    "dotted key": (b"a." * 120_000 + b"a = 1", "more than 20 full stops"),
    "dotted head": (b"[" + b"a." * 120_000 + b"a]", "more than 20 full stops"),
    "dotted behind five quotation marks": (
        b'a = {b = """x"""", ' + b"a." * 120_000 + b'a = 1, c = "y"}',
        "more than 20 full stops",
    ),
    "long number": (b"a = " + b"9" * 200_000, "is no TOML"),
    "large exponent": (b"a = 1e" + b"9" * 200_000, "is no TOML"),
    "quotation marks": (b'"""' + b'\\"""' * 60_000, "is no TOML"),
    "open quotation": (b"'''" + b"''a" * 80_000, "is no TOML"),
    "binary": (bytes(range(128)), "is no TOML"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_one_sentence_soon_and_in_little_memory(case):
    content, words = HOSTILE[case]
    begin = time.process_time()
    tracemalloc.start()
    try:
        file = read_corrections(content, NAME)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert file.entries == ()
    assert any(words in sentence for sentence in file.problems)
    assert all(len(sentence) < 500 for sentence in file.problems)
    assert time.process_time() - begin < 5
    assert peak < 64 * 2**20


def test_full_stops_in_texts_are_no_dotted_keys():
    entry = CELL.replace('"37.5"', f'"{"3." * 40}"  # {"." * 40}') + 'author = "me"'
    assert read(entry).entries[0].printed == "3." * 40


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
_TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
SAYINGS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters=_TURNING), max_size=40
).map(lambda text: f"a{text}b")
CODES = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=20)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9)
INDEXES = st.integers(0, 1000)
VALUES = {
    **{name: CODES if name.endswith("_code") else SAYINGS for name in CLAIM_FIELDS},
    "value": NUMBERS,
    "value_to": NUMBERS,
    "unit_multiplier": st.integers(-9, 12),
    "kind": st.sampled_from(ClaimKind.__args__),
    "sense": st.sampled_from(["", "growth_by"]),
    "modifier": st.sampled_from(["exact", "about"]),
    "direction": st.sampled_from(["", "up", "down"]),
}


def fields(names):
    return (
        st.dictionaries(st.sampled_from(names), st.none(), min_size=1)
        .flatmap(lambda chosen: st.fixed_dictionaries({name: VALUES[name] for name in names if name in chosen}))
        .map(lambda given: tuple((name, given[name]) for name in names if name in given))
    )


CORRECTIONS = st.one_of(
    st.builds(CellCorrection, SAYINGS, INDEXES, INDEXES, TEXTS, SAYINGS.map("right {}".format), SAYINGS, SAYINGS),
    st.builds(HeaderCorrection, SAYINGS, TEXTS, INDEXES, st.none() | INDEXES, SAYINGS, SAYINGS),
    st.builds(NotATable, SAYINGS, TEXTS, st.sampled_from(["prose", "figure"]), SAYINGS, SAYINGS),
    st.builds(
        DimensionCorrection,
        SAYINGS,
        st.none() | INDEXES,
        st.none() | INDEXES,
        TEXTS,
        fields(DIMENSION_FIELDS),
        SAYINGS,
        SAYINGS,
    ),
    st.builds(ClaimCorrection, st.none() | SAYINGS, TEXTS, TEXTS, fields(CLAIM_FIELDS), SAYINGS, SAYINGS),
    st.builds(NotAClaim, st.none() | SAYINGS, TEXTS, TEXTS, SAYINGS, SAYINGS),
)


@settings(deadline=None)
@given(st.lists(CORRECTIONS, max_size=3))
def test_what_is_written_as_toml_reads_as_the_same_corrections(corrections):
    file = read("\n".join(correction_to_toml(correction) for correction in corrections))
    assert file.problems == ()
    assert file.entries == tuple(corrections)
    assert all(entry.entry.line is not None for entry in file.entries)


@settings(deadline=None)
@given(INDEXES, INDEXES, TEXTS)
def test_a_snippet_needs_who_what_and_why_and_is_then_the_correction_of_the_cell(row, column, text):
    snippet = cell_to_snippet("0123456789abcdef/t12", row, column, text)
    assert problem(snippet).endswith("it is not applied.")
    # As a person edits it: the value of the last three lines.
    *address, _right, _author, _reason, end = snippet.split("\n")
    edited = "\n".join([*address, 'right = "1.5"', 'author = "me"', 'reason = "why"', end])
    if text.strip() != "1.5":
        assert read(edited).entries == (CellCorrection("t12", row, column, text, "1.5", "me", "why"),)


@settings(deadline=None)
@given(TEXTS, TEXTS, st.none() | st.floats(), SAYINGS)
def test_the_snippet_of_a_claim_offers_what_was_read_as_comments(sentence, text, value, unit):
    snippet = claim_to_snippet("0123456789abcdef/c3", sentence, text, {"value": value, "unit": unit, "entity": None})
    assert "author is empty" in problem(snippet)
    said = snippet.replace('author = ""', 'author = "me"').replace('reason = ""', 'reason = "why"')
    assert "it sets nothing" in problem(said)
    corrected = said.replace("\n# unit =", "\nunit =").replace("\n# period =", "\nperiod =")
    assert read(corrected).entries == (
        ClaimCorrection("c3", sentence, text, (("unit", unit.strip()), ("period", "")), "me", "why"),
    )


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_the_snippet_that_says_no_claim_needs_who_and_why_alone(sentence, text):
    snippet = no_claim_to_snippet("0123456789abcdef/c3", sentence, text)
    assert "author is empty" in problem(snippet)
    said = snippet.replace('author = ""', 'author = "me"').replace('reason = ""', 'reason = "why"')
    assert read(said).entries == (NotAClaim("c3", sentence, text, "me", "why"),)


def test_the_snippet_of_a_table_gives_its_header():
    snippet = table_to_snippet("0123456789abcdef/t3", "表3", 1, 2)
    said = snippet.replace('author = ""', 'author = "me"').replace('reason = ""', 'reason = "why"')
    assert read(said).entries == (HeaderCorrection("t3", "表3", 1, 2, "me", "why"),)
