"""Tables whose rules and bars a text draws with characters: read as if they stood there aligned by blanks; and what is no frame."""

from __future__ import annotations

import unicodedata
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

import extractors
from extractors.readers.drawn_frames import find_frames, is_rule
from extractors.readers.text import text_to_pages

ROWS = [
    ["港口", "2010年", "2014年", "2018年", "占比（%）"],
    ["东港", "1008.6", "1405.2", "1600.7", "35.50"],
    ["西港", "1201.2", "1662.4", "1931.5", "42.83"],
    ["南港", "524.3", "", "977.1", "21.67"],
    ["合计", "2734.1", "4080.4", "4509.3", "100.00"],
]
BEFORE = "港口的变化\n\n一、吞吐量\n三个港口的吞吐量见表1，西港一直是第一大港，发展较快，其余两个港口相对较慢。\n"
CAPTION = "表1 主要港口集装箱吞吐量（万TEU）\n"
AFTER = "资料来源：港口年鉴。\n2010年三港共完成2734.1万TEU，2018年达到4509.3万TEU，增长较快。\n"


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text)


def padded(text: str, wide: int) -> str:
    return text + " " * (wide - width(text))


WIDE = [max(width(row[column]) for row in ROWS) for column in range(len(ROWS[0]))]
ALIGNED = ["   ".join(padded(cell, wide) for cell, wide in zip(row, WIDE, strict=True)).rstrip() for row in ROWS]
BARRED = ["| " + " | ".join(padded(cell, wide) for cell, wide in zip(row, WIDE, strict=True)) + " |" for row in ROWS]
RUNS = " ".join("-" * (wide + 2) for wide in WIDE)
JOINTS = "+" + "+".join("-" * (wide + 2) for wide in WIDE) + "+"


def three_lines(mark: str) -> list[str]:
    rule = mark * (sum(WIDE) // width(mark))
    return [rule, ALIGNED[0], rule, *ALIGNED[1:], rule]


def boxed() -> list[str]:
    top, middle, bottom = (
        left + joint.join("─" * (wide // 2 + 1) for wide in WIDE) + right
        for left, joint, right in ("┌┬┐", "├┼┤", "└┴┘")
    )
    rows = [
        "│" + "│".join(padded(cell, 2 * (wide // 2 + 1)) for cell, wide in zip(row, WIDE, strict=True)) + "│"
        for row in ROWS
    ]
    return [top, rows[0], *[line for row in rows[1:] for line in (middle, row)], bottom]


FORMS = {
    "aligned": ALIGNED,
    **{f"three lines of {mark}": three_lines(mark) for mark in "-=_─━═—"},
    "pandoc": [ALIGNED[0], RUNS, *ALIGNED[1:]],
    "markdown": [
        "| " + " | ".join(ROWS[0]) + " |",
        "|" + "|".join([":---", *["---:"] * 4]) + "|",
        *["| " + " | ".join(row) + " |" for row in ROWS[1:]],
    ],
    "markdown without outer bars": [
        " | ".join(ROWS[0]),
        " | ".join(["---"] * 5),
        *[" | ".join(row) for row in ROWS[1:]],
    ],
    "markdown, aligned": [BARRED[0], JOINTS.replace("+", "|"), *BARRED[1:]],
    "restructured text": [
        JOINTS,
        BARRED[0],
        JOINTS.replace("-", "="),
        *[x for row in BARRED[1:] for x in (row, JOINTS)],
    ],
    "boxes": boxed(),
    "bars alone": BARRED,
}


@pytest.mark.parametrize("form", FORMS)
def test_a_table_is_the_same_in_whatever_frame_it_is_typed(form: str) -> None:
    text = BEFORE + CAPTION + "\n".join(FORMS[form]) + "\n" + AFTER
    dataset = extractors.extract(text.encode(), "ports.txt")
    (table,) = dataset.tables
    assert table.caption is not None
    assert table.caption.startswith("主要港口集装箱吞吐量")
    assert [[cell or "" for cell in row] for row in table.grid.texts()] == ROWS
    printed = {(o.row_labels, o.column_labels): o.text for o in dataset.observations}
    assert printed[("西港",), ("2018年",)] == "1931.5"
    # Every cell is where the text has it.
    assert all(
        text[o.place.span.start : o.place.span.end] == o.text for o in dataset.observations if o.text and o.place.span
    )


def test_a_label_over_several_framed_columns_spans_them() -> None:
    lines = [
        "+------+-----------------+-----------------+",
        "| 年份 |      出口       |      进口       |",
        "|      +--------+--------+--------+--------+",
        "|      |  甲国  |  乙国  |  甲国  |  乙国  |",
        "+------+--------+--------+--------+--------+",
        "| 2019 |   11.2 |   31.4 |   21.7 |   40.1 |",
        "| 2020 |   12.3 |   32.5 |   22.8 |   41.6 |",
        "| 2021 |   13.5 |   33.6 |   23.9 |   42.8 |",
        "+------+--------+--------+--------+--------+",
    ]
    dataset = extractors.extract((BEFORE + "表1 贸易额（亿元）\n" + "\n".join(lines) + "\n" + AFTER).encode(), "x.txt")
    found = {(o.row_labels, o.column_labels): o.text for o in dataset.observations}
    assert found[("2020",), ("进口", "甲国")] == "22.8"
    assert found[("2021",), ("出口", "乙国")] == "33.6"


@pytest.mark.parametrize(
    "line", ["-", "--", "——", "…", "-----", "---", "| - | - |", "| 0.5 | |", "——甲", "-1.5 -2.5 -3.5", "=12"]
)
def test_what_stands_for_a_missing_value_or_holds_text_is_no_rule(line: str) -> None:
    assert not is_rule(line)


def test_bars_in_running_text_are_text() -> None:
    lines = ["相关系数|r|均小于0.5，", "另一组|t|也是如此。", "指标 | 定义为比重 | 见下文。"]
    assert find_frames(lines) == []


def test_marks_of_markdown_are_no_text_and_stars_of_significance_are() -> None:
    text = "# 港口的变化\n\n## 一、吞吐量\n\n> **西港**一直是*第一*大港，系数为0.12**，另一个为0.34**。\n\n1 # 2"
    (page,) = text_to_pages(text)
    words = [word.text for word in page.words]
    assert words[:2] == ["港口的变化", "一、吞吐量"]
    assert "".join(words[2:4]) == "西港一直是*第一*大港，系数为0.12**，另一个为0.34**。"
    assert words[4:] == ["1", "#", "2"]
    assert all(text[word.span.start : word.span.end] == word.text for word in page.words)


def test_a_text_without_headings_of_markdown_keeps_its_stars() -> None:
    (page,) = text_to_pages("系数**显著**，#1 号\n")
    assert [word.text for word in page.words] == ["系数**显著**，#1", "号"]


@given(st.lists(st.text(alphabet="甲a1.|-+─│=# *\t", max_size=30), max_size=12))
def test_no_letter_or_figure_is_lost_in_frames(lines: list[str]) -> None:
    text = "\n".join(lines)
    read = "".join(word.text for page in text_to_pages(text) for word in page.words)
    for mark in "甲a1.":
        assert read.count(mark) == text.count(mark)
    for page in text_to_pages(text):
        assert all(text[word.span.start : word.span.end] == word.text for word in page.words)
        edges = list(accumulate((word.box.top for word in page.words), max))
        assert edges == [word.box.top for word in page.words]
