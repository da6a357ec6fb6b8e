"""Tables of texts whose cells a tab or a single blank parts, whatever the widths of the cells."""

from __future__ import annotations

import pytest

from extractors import extract

PROSE = "三市茶叶产业的比较\n\n摘要：本文比较三市茶叶产业的规模与结构，并提出建议。\n\n一、产业规模\n\n三市茶叶产业的规模列于表1，差别不小。\n\n"
AFTER = "\n\n由表1可见，三市的差别不小，产业仍有提升的空间，应当继续推进。\n"
ROWS = [
    ["流入地", "2010年", "2010年占比", "2020年", "2020年占比"],
    ["北京市", "16.24", "11.8", "21.37", "11.8"],
    ["黑龙江省", "14.37", "10.5", "9.86", "5.5"],
    ["新疆维吾尔自治区", "8.92", "6.5", "12.74", "7.0"],
    ["其他", "27.46", "20.0", "42.87", "23.7"],
    ["合计", "66.99", "48.8", "86.84", "48.0"],
]


def texts_of(table: str) -> list[list[str]]:
    """Return the only table of an article."""
    dataset = extract((PROSE + "表1 人口流出的去向（万人，%）\n" + table + AFTER).encode(), "article.txt")
    assert len(dataset.tables) == 1
    return dataset.tables[0].grid.texts()


@pytest.mark.parametrize("lead", ["", "   "])
def test_a_tab_ends_a_cell_however_narrow_or_wide_the_cell_is(lead: str) -> None:
    assert texts_of("\n".join(lead + "\t".join(row) for row in ROWS)) == ROWS


def test_an_empty_cell_between_two_tabs_is_a_cell() -> None:
    rows = [list(row) for row in ROWS]
    rows[2][2] = rows[3][4] = ""
    assert texts_of("\n".join("\t".join(row) for row in rows)) == rows


def test_tabs_that_fill_up_to_one_place_part_no_empty_cells() -> None:
    # Typed by hand: as many tabs as it takes to reach the next stop, which lie eight characters apart.
    rows = [
        ["城市", "产值", "产量"],
        ["安溪", "120.4", "12.4"],
        ["武夷山与建阳", "80.5", "8.6"],
        ["福鼎", "60.2", "7.1"],
    ]
    table = "\n".join(name + "\t" * (3 - 2 * len(name) // 8) + first + "\t\t" + second for name, first, second in rows)
    assert texts_of(table) == rows


def test_names_that_end_as_corners_do_are_the_names_of_rows() -> None:
    rows = [
        ["地区", "参保人数(万人)", "基金支出(亿元)", "支出占比(%)", "人均支出(元)"],
        ["东部地区", "398.5", "48.62", "21.9", "1220"],
        ["中部地区", "682.7", "71.35", "32.2", "1045"],
        ["西部地区", "521.4", "50.18", "22.6", "962"],
        ["北部地区", "342.6", "31.27", "14.1", "913"],
        ["全省", "1945.2", "201.42", "90.8", "1035"],
    ]
    assert texts_of("\n".join(" ".join(row) for row in rows)) == rows


@pytest.mark.parametrize("gap", ["\N{IDEOGRAPHIC SPACE}\N{IDEOGRAPHIC SPACE}", "  ", "    "])
def test_cells_that_the_same_blanks_part_in_every_line_are_columns_whatever_their_widths(gap: str) -> None:
    assert texts_of("\n".join(gap.join(row) for row in ROWS)) == ROWS


def test_a_line_with_a_piece_less_keeps_the_columns_that_its_alignment_tells() -> None:
    rows = [list(row) for row in ROWS]
    rows[2][1] = ""
    wide = [max(sum(2 if mark > "\xff" else 1 for mark in row[column]) for row in rows) for column in range(5)]
    lines = [
        "  ".join(
            cell + " " * (w - sum(2 if mark > "\xff" else 1 for mark in cell))
            for cell, w in zip(row, wide, strict=True)
        )
        for row in rows
    ]
    assert texts_of("\n".join(lines)) == rows
