"""Tables whose pieces stand apart in a text: what is put together, and what must be left where it is."""

from __future__ import annotations

import pytest

from tests.test_flat import AFTER, BLOCKS, PROSE, lines_of, regions_of, stream_of, texts

FOREIGN = PROSE.split("\n")[0] + "\n" + PROSE.split("\n")[1] + "\n"
HEADS, REST = BLOCKS.split("12.5", maxsplit=1)[0], "12.5" + BLOCKS.split("12.5", maxsplit=1)[1]
NAMES = "甲港\n\n乙港\n\n丙港\n\n丁港\n\n"
VALUES = "捕捞\n\n养殖\n\n12.5\n\n13.1\n\n11.8\n\n12.2\n\n20.4\n\n22.6\n\n25.0\n\n23.3\n\n"


def test_a_table_goes_on_behind_foreign_lines_where_its_values_are_still_to_come():
    stream = stream_of(PROSE + f"表 1 水产品产量\n{HEADS}\n{FOREIGN}\n{REST}\n注：年报\n" + AFTER)
    (region,) = [item for item in stream if not hasattr(item, "passage")]
    assert texts(region) == BLOCKS.split()
    assert region.closed
    assert FOREIGN.strip().split("\n")[1] in lines_of(stream)


def test_a_caption_above_foreign_lines_gets_the_cells_below_them():
    (region,) = regions_of(PROSE + f"表 1 水产品产量\n\n{FOREIGN}\n二、渔港的建设\n\n{BLOCKS}\n注：年报\n" + AFTER)
    assert texts(region) == BLOCKS.split()
    assert region.caption.text == "水产品产量"


@pytest.mark.parametrize(
    "between", ["注：年报\n", "图 2 渔港\n", "表 2 渔港\n", "[1] 王某. 渔业[J]. 学报, 2015(3): 1-9.\n", PROSE * 4]
)
def test_a_table_does_not_go_on_behind_notes_captions_references_or_much_text(between):
    first = regions_of(PROSE + f"表 1 水产品产量\n{HEADS}\n{between}\n{FOREIGN}\n{REST}\n" + AFTER)[0]
    assert "12.5" not in texts(first)


def test_a_whole_table_takes_no_cells_behind_foreign_lines():
    more = "9.1\n9.2\n9.3\n9.4\n9.5\n9.6\n9.7\n9.8\n"
    first = regions_of(PROSE + f"表 1 水产品产量\n{BLOCKS}\n{FOREIGN}\n{more}\n" + AFTER)[0]
    assert texts(first) == BLOCKS.split()


def test_labels_above_a_caption_are_the_stub_of_a_table_that_has_too_few():
    (region,) = regions_of(PROSE + f"\n港名\n\n{NAMES}表 1 水产品产量\n\n{VALUES}注：年报\n" + AFTER)
    assert texts(region) == ["港名", *NAMES.split(), *VALUES.split()]


@pytest.mark.parametrize("above", ["二、渔港的建设\n", "渔港的建设见下文的讨论。\n"])
def test_a_heading_or_a_sentence_above_a_caption_is_no_stub(above):
    (region,) = regions_of(PROSE + f"\n{above}\n表 1 水产品产量\n\n{VALUES}注：年报\n" + AFTER)
    assert texts(region) == VALUES.split()


def test_labels_above_the_caption_of_a_whole_table_stay_where_they_are():
    (region,) = regions_of(PROSE + f"\n甲类\n\n乙类\n\n表 1 水产品产量\n\n{BLOCKS}注：年报\n" + AFTER)
    assert texts(region) == BLOCKS.split()


def test_a_title_far_from_its_label_leads_to_the_columns_below_it():
    stub, columns = "港名\n甲港\n乙港\n丙港\n", "捕捞\n12.5\n13.1\n11.8\n\n养殖\n20.4\n22.6\n25.0\n"
    text = PROSE + f"\n表 1\n{stub}\n{PROSE}\n\n全省沿海各港产量\n{columns}\n注：年报\n" + AFTER
    (region,) = regions_of(text)
    assert region.caption.text == "全省沿海各港产量"
    assert texts(region) == [*stub.split(), *columns.split()]


def test_the_number_of_a_row_makes_no_heading_of_it_among_others():
    names = [f"{number} {name}渔港管理处" for number, name in enumerate("甲乙丙丁", 1)]
    cells = ["序号", "单位", "泊位", *names, "41", "57", "38", "62"]
    (region,) = regions_of(PROSE + "表 1 渔港\n" + "\n".join(cells) + "\n" + AFTER)
    assert texts(region) == cells


def test_a_numbered_heading_alone_still_ends_the_table():
    (region,) = regions_of(PROSE + f"表 1 水产品产量\n{BLOCKS}\n3 渔港的建设\n{AFTER}")
    assert texts(region) == BLOCKS.split()


def test_columns_that_fit_no_other_table_go_to_the_one_without_a_title():
    lost = "表 1\n年份\n2016\n2017\n2018\n2019\n\n捕捞\n12.5\n13.1\n11.8\n12.2\n\n注：年报\n"
    other = f"表 2 水产品产量\n{BLOCKS}\n注：年报\n"
    columns = "全省沿海各港泊位\n养殖\n20.4\n22.6\n25.0\n23.3\n\n单位：万吨\n\n加工\n9.1\n9.4\n9.9\n9.7\n"
    first, second = regions_of(PROSE + f"{lost}\n{other}\n{columns}\n{AFTER}")
    assert (first.caption.text, first.unit.text) == ("全省沿海各港泊位", "单位：万吨")
    assert texts(first)[-10:] == ["养殖", "20.4", "22.6", "25.0", "23.3", "加工", "9.1", "9.4", "9.9", "9.7"]
    assert texts(second) == BLOCKS.split()


def test_columns_that_fit_two_tables_are_left_alone():
    lost = "表 1\n年份\n2016\n2017\n2018\n\n捕捞\n12.5\n13.1\n11.8\n\n注：年报\n"
    columns = "全省沿海各港泊位\n养殖\n20.4\n22.6\n25.0\n\n加工\n9.1\n9.4\n9.9\n\n运输\n3.1\n3.4\n3.9\n"
    first, *_ = regions_of(PROSE + f"{lost}\n表 2 水产品产量\n{BLOCKS}\n注：年报\n\n{columns}\n{AFTER}")
    assert "养殖" not in texts(first)


def test_every_line_stands_in_the_stream_once_however_pieces_are_moved():
    text = PROSE + f"\n港名\n\n{NAMES}表 1\n\n{FOREIGN}\n{VALUES}注：年报\n" + AFTER
    found = [line for item in stream_of(text) for line in getattr(item, "lines", [item])]
    assert len({line.passage.spans()[0].start for line in found}) == len(found)


def test_many_captions_without_tables_take_time_in_proportion():
    stream_of((PROSE + "表 1 水产品产量\n" + FOREIGN) * 150)
    stream_of("表 1 水产品产量\n" + "产量\n" * 3_000 + "12.5\n" * 3)


ENGLISH = (
    "The fishing fleet has grown in number and in size, and the ports have\nbeen enlarged; the catch, however, has fallen since the middle of the\n"
    * 3
)
ROWS = "Port Catch Share\nNorth 12.5 20.4\nSouth 13.1 22.6\nEast 11.8 25.0\n"


@pytest.mark.parametrize("end", ["and", "of", "in", "for the"])
def test_a_title_that_a_word_leads_on_from_goes_on_on_the_next_line(end):
    (region,) = regions_of(ENGLISH + f"\nTable 1 Catch of the ports {end}\nthe year before\n{ROWS}" + ENGLISH)
    assert region.caption.text == f"Catch of the ports {end} the year before"
    assert texts(region)[0] == "Port Catch Share"


def test_a_whole_title_takes_nothing_from_the_header():
    (region,) = regions_of(ENGLISH + f"\nTable 1 Catch of the ports\n{ROWS}" + ENGLISH)
    assert region.caption.text == "Catch of the ports"
    assert texts(region)[0] == "Port Catch Share"


@pytest.mark.parametrize("note", ["(*) Forecast.", "(:) Not available", "GDP: Gross domestic product."])
def test_short_notes_in_english_are_no_cells(note):
    (region,) = regions_of(ENGLISH + f"\nTable 1 Catch of the ports\n{ROWS}{note}\n" + ENGLISH)
    assert texts(region)[-1] == "East 11.8 25.0"


@pytest.mark.parametrize("label", ["Fish, fresh, chilled etc.", "Total of all other ports"])
def test_labels_that_end_with_a_shortened_word_or_none_stay_cells(label):
    (region,) = regions_of(ENGLISH + f"\nTable 1 Catch of the ports\n{ROWS}{label}\n9.1 9.4\n" + ENGLISH)
    assert label in texts(region)
