from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.quantities import is_number, read_cell
from extractors.vocabulary.units import load_units

UNITS = load_units()


def read(text):
    return read_cell(text, UNITS)


@pytest.mark.parametrize(
    ("text", "value", "decimals"),
    [
        ("-4.31", "-4.31", 2),
        ("−4.31", "-4.31", 2),
        ("－４．３１", "-4.31", 2),
        ("+6", "6", 0),
        ("2,345.6", "2345.6", 1),
        ("2 345", "2345", 0),
        ("3，171", "3171", 0),
        ("12，345，678.9", "12345678.9", 1),
        ("2\N{NARROW NO-BREAK SPACE}345\N{NARROW NO-BREAK SPACE}678", "2345678", 0),
        ("8'201", "8201", 0),
        ("0.50", "0.50", 2),
        (".75", "0.75", 2),
        ("12,7", "12.7", 1),
        ("0,125", "0.125", 3),
        ("3.456,7", "3456.7", 1),
        ("4.1e-03", "0.0041", 4),
        ("4.1×10^3", "4100", 0),
        (" 2019 ", "2019", 0),
    ],
)
def test_a_number_is_read_exactly_with_its_printed_decimals(text, value, decimals):
    cell = read(text)
    assert cell is not None
    assert (cell.value, cell.decimals, cell.status) == (Decimal(value), decimals, "A")


@pytest.mark.parametrize("text", ["（4.31）", "(4.31)", "( 4.31 )"])
def test_a_figure_in_brackets_is_negative_and_says_so(text):
    cell = read(text)
    assert cell is not None
    assert (cell.value, cell.bracketed) == (Decimal("-4.31"), True)


def test_a_negative_figure_in_brackets_stays_negative():
    cell = read("(-0.2)")
    assert cell is not None
    assert cell.value == Decimal("-0.2")


@pytest.mark.parametrize(
    ("text", "marks", "value"),
    [
        ("0.417***", ("***",), "0.417"),
        ("0.09 *", ("*",), "0.09"),
        ("55.1②", ("②",), "55.1"),
        ("55.1①②", ("①", "②"), "55.1"),
        ("7.25[b]", ("[b]",), "7.25"),
        ("7.25†", ("†",), "7.25"),
        ("6.1%①", ("①",), "6.1"),
        ("18.6ab", ("ab",), "18.6"),
        ("14³", ("³",), "14"),
    ],
)
def test_marks_that_send_to_a_note_are_no_part_of_the_value(text, marks, value):
    cell = read(text)
    assert cell is not None
    assert (cell.note_marks, cell.value) == (marks, Decimal(value))


@pytest.mark.parametrize(
    "text",
    ["-", "－", "—", "——", "–", "…", "……", "...", "..", "n.a.", "N/A", "n/a", ":", "/", "缺失", "暂无", "－②", "—①"],
)
def test_a_sign_for_none_is_a_missing_value_and_never_zero(text):
    cell = read(text)
    assert cell is not None
    assert (cell.value, cell.status) == (None, "O")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("11.2~14.5", "11.2", "14.5"),
        ("11.2-14.5", "11.2", "14.5"),
        ("-3–5", "-3", "5"),
        ("0.2至0.9", "0.2", "0.9"),
        ("3 to 4", "3", "4"),
    ],
)
def test_a_range_has_two_bounds(text, low, high):
    cell = read(text)
    assert cell is not None
    assert (cell.value, cell.value_to, cell.modifier) == (Decimal(low), Decimal(high), "between")


@pytest.mark.parametrize(
    ("text", "error"), [("5.4±0.2", "0.2"), ("5.4 ± 0.2", "0.2"), ("5.4(0.2)", "0.2"), ("5.4***\n(0.2)", "0.2")]
)
def test_an_error_stands_beside_its_value(text, error):
    cell = read(text)
    assert cell is not None
    assert (cell.value, cell.uncertainty) == (Decimal("5.4"), Decimal(error))


@pytest.mark.parametrize(
    ("text", "code", "multiplier", "printed"),
    [
        ("6.2%", "percent", 0, "%"),
        ("6.2％", "percent", 0, "％"),
        ("7.7亿元", "CNY", 8, "亿元"),
        ("$5.6bn", "USD", 9, "$bn"),
        ("US$ 4,100", "USD", 0, "US$"),
        ("-€5", "EUR", 0, "€"),
        ("3.1 million", None, 6, "million"),
        ("9.9 kg", "kg", 0, "kg"),
        ("4.5m²", "m2", 0, "m²"),
    ],
)
def test_a_unit_printed_in_the_cell_is_kept(text, code, multiplier, printed):
    cell = read(text)
    assert cell is not None
    assert cell.unit is not None
    assert (cell.unit.code, cell.unit.multiplier, cell.unit.text) == (code, multiplier, printed)


def test_a_cell_without_a_unit_has_none():
    cell = read("6.2")
    assert cell is not None
    assert cell.unit is None


@pytest.mark.parametrize(
    ("text", "modifier"),
    [
        ("<0.05", "under"),
        ("＜0.05", "under"),
        ("≥ 10", "at_least"),
        (">7", "over"),
        ("约30", "about"),
        ("≤8", "at_most"),
    ],
)
def test_a_bound_is_a_modifier(text, modifier):
    cell = read(text)
    assert cell is not None
    assert cell.modifier == modifier


@pytest.mark.parametrize(("text", "status"), [("310p", "P"), ("310e", "E"), ("310(f)", "F"), ("310预测", "F")])
def test_a_flag_behind_the_figure_is_its_status(text, status):
    cell = read(text)
    assert cell is not None
    assert (cell.value, cell.status) == (Decimal(310), status)


@pytest.mark.parametrize(
    "text",
    ["", "  ", "出口额", "第16类", "表2", "2018年", "2021-03", "2021/3/5", "3月", "15日", "50人以上", "5:1", "12.3.4", "12 34", "1.", "A5", "5—3",
     "北京市", "(出口)", "12.5 13.6", "Model 3", "18.6abcd", "（2021年）", "1234 567", "$€5", "5 6 7"],
)  # fmt: skip
def test_words_dates_and_two_numbers_are_no_value(text):
    assert read(text) is None
    assert not is_number(text)


@pytest.mark.parametrize("text", ["7.1", "－7.1", "7.1%", "(0.02)", "7.1***", "7.1亿元", "2018"])
def test_numbers_are_recognised_as_numbers(text):
    assert is_number(text)


@pytest.mark.parametrize("text", ["-", "n.a.", "35人", "0-14岁", "3年", "5个", "出口"])
def test_missing_values_and_labels_that_count_are_no_numbers(text):
    assert not is_number(text)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_every_decimal_reads_back(number):
    cell = read(f"{number:f}")
    assert cell is not None
    assert (cell.value, cell.decimals) == (number, 2)


@given(st.decimals(min_value=0, max_value=10**12, places=1))
def test_thousands_marks_do_not_change_the_value(number):
    with_commas = read(f"{number:,}")
    with_blanks = read(f"{number:,}".replace(",", " "))
    assert with_commas is not None
    assert with_blanks is not None
    assert with_commas.value == with_blanks.value == number


@given(st.text(alphabet="0123456789.,-—()（）%*①②[]ab±~ 年月亿元$", max_size=24))
def test_nothing_that_a_cell_can_hold_stops_the_reading(text):
    cell = read(text)
    assert cell is None or cell.value is None or isinstance(cell.value, Decimal)
