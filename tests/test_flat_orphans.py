"""Columns that no table has, behind one that may lack them."""

from __future__ import annotations

import pytest

from tests.test_flat import AFTER, PROSE, regions_of

TABLE = (
    PROSE + "\n表 1 水产品产量\n\n港名\n甲港\n乙港\n丙港\n丁港\n\n捕捞\n12.5\n13.1\n11.8\n12.2\n\n注：数字为年报数\n\n"
)


@pytest.mark.parametrize("between", ["", "图 1 渔港\n\n", "（续）\n\n"])
def test_values_like_the_last_column_behind_the_notes_make_the_table_doubtful(between):
    regions = regions_of(TABLE + between + "20.4\n22.6\n25.0\n23.3\n\n" + AFTER)
    assert regions[0].torn


@pytest.mark.parametrize(
    "behind",
    [
        "",
        "20.4\n22.6\n25.0\n\n",  # fewer
        "20\n22\n25\n23\n\n",  # counts, not tons
        "20.0\n22.0\n24.0\n26.0\n\n",  # along an axis
        "13.1\n12.5\n11.8\n12.2\n\n",  # a chart of the same numbers
        "2016\n2017\n2019\n2021\n\n",
        AFTER + "\n20.4\n22.6\n25.0\n23.3\n\n",
        "表 2 渔船数\n\n港名\n甲港\n乙港\n丙港\n丁港\n\n渔船\n20.4\n22.6\n25.0\n23.3\n\n注：年报\n\n",
        "一、港口\n\n二、渔船\n\n三、渔民\n\n四、渔业\n\n",
        "[1] 王某. 渔业[J]. 学报, 2015(3): 1-9.\n[2] 李某. 航运[J]. 学报, 2016(4): 2-8.\n",
    ],
)
def test_other_lines_behind_the_notes_say_nothing_of_the_table(behind):
    assert not regions_of(TABLE + behind + AFTER)[0].torn
