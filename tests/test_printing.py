from __future__ import annotations

from pathlib import Path

from sample.print_article import HERE, print_files, read_article
from sample.source import read_tables
from tests.printing.article import grid_to_table
from tests.printing.flattened import cells_aligned, cells_by_column, cells_by_row

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
