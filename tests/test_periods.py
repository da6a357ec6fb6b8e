from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.vocabulary.periods import find_periods, part_period, read_part_of_year, read_period


def texts(text: str) -> list[str | None]:
    return [period.text for _, period in find_periods(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021", "2021"),
        ("2021年", "2021"),
        ("2021 年度", "2021"),
        ("２０２１年", "2021"),
        ("２０１８－２０２０", "2018/2020"),
        ("二〇二一年", "2021"),
        ("2018-2020", "2018/2020"),
        ("2016—2021年", "2016/2021"),
        ("2016年至2021年", "2016/2021"),
        ("2016 to 2020", "2016/2020"),
        ("2019/2020", "2019/2020"),
        ("2016-20", "2016/2020"),
        ("2021年3月", "2021-03"),
        ("2021-03", "2021-03"),
        ("2021年3月15日", "2021-03-15"),
        ("2021年1-6月", "2021-01/2021-06"),
        ("2021年前三季度", "2021-01/2021-09"),
        ("2021年前11个月", "2021-01/2021-11"),
        ("2021年上半年", "2021-S1"),
        ("2021年第三季度", "2021-Q3"),
        ("2021Q3", "2021-Q3"),
        ("Q3 2021", "2021-Q3"),
        ("3Q 2021", "2021-Q3"),
        ("third quarter of 2021", "2021-Q3"),
        ("first half of 2021", "2021-S1"),
        ("January 2020", "2020-01"),
        ("May 21, 2009", "2009-05-21"),
        ("Jan–Mar 2020", "2020-01/2020-03"),
        ("FY2019", "2019"),
        ("FY2012/13", "2012/2013"),
        ("“十三五”", "2016/2020"),
        ("“九五”", "1996/2000"),
    ],
)
def test_a_label_of_one_period_is_read(text: str, expected: str) -> None:
    period = read_period(text)
    assert period is not None
    assert period.text == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2021年出口额",
        "2018、2019",
        "越南",
        "12021",
        "2021.5",
        "1899",
        "2021年2月30日",
        "2021-2018",
        "十三",
        "3月",
        "2000s",
    ],
)
def test_a_label_of_none_or_several_periods_is_not_read(text: str) -> None:
    assert read_period(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("从2018年的30%增长到2020年的42.8%", ["2018", "2020"]),
        ("2018、2019和2020年", ["2018", "2019", "2020"]),
        ("2018-2020东盟各国", ["2018/2020"]),
        ("自2011年至2021年间", ["2011/2021"]),
        ("销售2018万吨，产值2019元", []),
        ("2020 persons and 2021 tonnes", []),
        ("在2020 and 2021", ["2020", "2021"]),
        ("电话2021-88887777", []),
    ],
)
def test_periods_of_a_sentence_are_found_and_counts_are_not(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_a_period_knows_its_first_and_last_day() -> None:
    found = {text: read_period(text) for text in ("2020年2月", "2021年第四季度", "2016—2020年")}
    spans = {text: (period.start, period.end) for text, period in found.items() if period}
    assert spans == {
        "2020年2月": (date(2020, 2, 1), date(2020, 2, 29)),
        "2021年第四季度": (date(2021, 10, 1), date(2021, 12, 31)),
        "2016—2020年": (date(2016, 1, 1), date(2020, 12, 31)),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3月", "2021-03"),
        ("1-6月", "2021-01/2021-06"),
        ("第一季度", "2021-Q1"),
        ("Q2", "2021-Q2"),
        ("下半年", "2021-S2"),
        ("March", "2021-03"),
        ("Ⅰ", None),
        ("6-1月", None),
        ("出口", None),
    ],
)
def test_a_part_of_a_year_waits_for_its_year(text: str, expected: str | None) -> None:
    part = read_part_of_year(text)
    assert (part_period(2021, part).text if part else None) == expected


@given(st.integers(1950, 2049), st.integers(1, 40))
def test_a_printed_range_spans_its_years(first: int, length: int) -> None:
    period = read_period(f"{first}—{first + length}年")
    assert period is not None
    assert period.start is not None
    assert period.end is not None
    assert (period.start.year, period.end.year) == (first, first + length)


@given(st.text(alphabet="0123456789年月日-—至第季度上半FYQ ./Jan ", max_size=30))
def test_any_text_is_searched_and_spans_slice_back(text: str) -> None:
    for span, period in find_periods(text):
        assert text[span.start : span.end].strip()
        assert period.start is not None
        assert period.end is not None
        assert period.start <= period.end


def test_full_width_years_are_years():
    assert read_period("２０１１").text == "2011"
    assert read_period("２０１１年").text == "2011"
    assert [period.text for _, period in find_periods("２０１９－２０２０年的比较")] == ["2019/2020"]
