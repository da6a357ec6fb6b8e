from __future__ import annotations

import io
from pathlib import Path

import pdfplumber
import pytest

from sample.print_article import HERE, print_files, read_article
from sample.source import read_tables
from tests.printing.article import Paragraph, PrintedTable, grid_to_table
from tests.printing.flattened import cells_aligned, cells_by_column, cells_by_row
from tests.printing.pages import Layout, print_pages

RAW = Path(__file__).parent.parent / "raw"


def test_printing_the_sample_again_yields_the_committed_files_byte_for_byte() -> None:
    for name, content in print_files().items():
        assert (RAW / name).read_bytes() == content, f"{name}: run `python -m sample.print_article`"


def test_a_grid_read_as_a_table_and_laid_out_again_is_the_same_grid() -> None:
    for table in read_tables(read_article(), HERE / "tables").values():
        again = grid_to_table(table.grid(), table.depth)
        assert again.grid() == table.grid()


def test_a_spanning_label_is_flattened_once_before_the_first_of_its_columns() -> None:
    table = grid_to_table(
        [["品种", "甲地", "", "乙地", ""], ["", "产量", "单价", "产量", "单价"], ["小麦", "1.5", "2", "3.5", "4"]], 2
    )
    assert cells_by_column(table) == [
        "品种",
        "小麦",
        "甲地",
        "产量",
        "1.5",
        "单价",
        "2",
        "乙地",
        "产量",
        "3.5",
        "单价",
        "4",
    ]
    assert cells_by_row(table) == [
        "品种",
        "甲地",
        "乙地",
        "产量",
        "单价",
        "产量",
        "单价",
        "小麦",
        "1.5",
        "2",
        "3.5",
        "4",
    ]


def test_aligned_cells_begin_below_each_other_counted_in_half_ems() -> None:
    table = grid_to_table([["年份", "产量", "单价"], ["2001", "15.25", "3"]], 1)
    assert cells_aligned(table) == ["年份   产量    单价", "2001   15.25   3"]


def tall_table(rows: int, *, wide: bool = False) -> PrintedTable:
    body = tuple((f"第{row}号样地", (f"{row}.25",)) for row in range(1, rows + 1))
    return PrintedTable("样地", (("覆盖率",),), body, caption="各样地的覆盖率", unit="%", wide=wide)


@pytest.mark.parametrize("wide", [False, True])
def test_a_float_taller_than_a_page_is_refused_rather_than_waited_for(wide: bool) -> None:
    with pytest.raises(ValueError, match="各样地的覆盖率: the table is taller than a page"):
        print_pages([Paragraph("样地见表。"), tall_table(200, wide=wide)], Layout())


def test_a_broken_table_goes_on_over_as_many_columns_as_it_needs() -> None:
    content = print_pages([Paragraph("样地见表。"), tall_table(200)], Layout(breaks_tables=True))
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        words = [word for page in pdf.pages for word in page.extract_words()]
        bottom = max(word["bottom"] for word in words)
        assert bottom < pdf.pages[0].height
    assert {f"{row}.25" for row in range(1, 201)} <= {word["text"] for word in words}


def test_a_row_taller_than_a_column_is_refused() -> None:
    table = PrintedTable("样地", (("说明",),), (("甲", ("很长的说明" * 900,)),), caption="样地的说明")
    with pytest.raises(ValueError, match="taller than a column"):
        print_pages([table], Layout(breaks_tables=True))
