"""Columns of further years behind the notes of a table: what goes on with its years, and what stays where it is."""

from __future__ import annotations

import pytest

from tests.test_flat import AFTER, PROSE, lines_of, regions_of, stream_of, texts

ROWS = "捕捞产量\n养殖产量\n\n"
EARLY = "2016\n12.5\n20.4\n\n2017\n13.1\n22.6\n\n"
HEAD = PROSE + "\n表 1 水产品产量\n\n" + ROWS
NOTE = "注：数字为年报数\n\n"


def test_years_that_go_on_behind_the_notes_are_columns_of_the_table():
    stream = stream_of(HEAD + EARLY + NOTE + "2018\n11.8\n25.0\n\n2019\n12.2\n23.3\n\n" + AFTER)
    (region,) = [item for item in stream if not hasattr(item, "passage")]
    assert texts(region) == [*ROWS.split(), *EARLY.split(), "2018", "11.8", "25.0", "2019", "12.2", "23.3"]
    assert "2018" not in lines_of(stream)


def test_a_year_between_those_of_the_table_goes_between_them():
    early = "2016\n12.5\n20.4\n\n2018\n11.8\n25.0\n\n"
    between = "渔船数\n310\n295\n288\n\n"
    stream = stream_of(HEAD + early + NOTE + between + "2017\n13.1\n22.6\n\n" + AFTER)
    region = next(item for item in stream if not hasattr(item, "passage"))
    assert texts(region) == [*ROWS.split(), "2016", "12.5", "20.4", "2017", "13.1", "22.6", "2018", "11.8", "25.0"]
    assert lines_of(stream).count("渔船数") == 1


@pytest.mark.parametrize(
    "behind",
    [
        "2021\n11.8\n25.0\n\n",  # the years do not go on
        "2018\n11.8\n\n",  # too few values
        "2018\n11.8\n25.0\n3.1\n\n",  # too many
        "2018\n2019\n2020\n\n",  # the years along an axis
        "2017\n11.8\n25.0\n\n",  # a year that the table has
        "2018\n11.8\n25.0\n\n2020\n12.2\n23.3\n\n",
        "图 2 渔港\n\n2018\n11.8\n25.0\n\n",
        "表 2 渔港\n\n2018\n11.8\n25.0\n\n",
        AFTER + "\n2018\n11.8\n25.0\n\n",
        "[1] 王某. 渔业[J]. 学报, 2018(3): 1-9.\n\n2018\n11.8\n25.0\n\n",
        "2018\n全年捕捞\n25.0\n\n",
    ],
)
def test_what_does_not_go_on_with_the_years_stays_behind_the_notes(behind):
    first = regions_of(HEAD + EARLY + NOTE + behind + AFTER)[0]
    assert texts(first) == [*ROWS.split(), *EARLY.split()]


def test_years_that_stand_in_no_equal_steps_take_no_further_one():
    uneven = "2016\n12.5\n20.4\n\n2017\n13.1\n22.6\n\n2020\n11.0\n21.0\n\n"
    first = regions_of(HEAD + uneven + NOTE + "2021\n11.8\n25.0\n\n" + AFTER)[0]
    assert texts(first) == [*ROWS.split(), *uneven.split()]
