from __future__ import annotations

import pytest

from extractors.model import Line, Region
from extractors.readers.text import read_text
from extractors.structure.flat import document_to_stream

PROSE = """近年来，全省渔业稳步发展，海水养殖与淡水捕捞
并重，渔港建设投入逐年增加，渔民收入不断提高，
但是远洋捕捞所占的比重仍然较低，见下文所列各
年的数字。水产品加工业规模偏小，附加值不高，品
牌影响有限，冷链物流也有待完善。
"""
AFTER = """从各年数字来看，捕捞产量先升后降，而养殖产量一
直上升，两者之比由高到低，说明产业结构正在变化，
养殖业逐渐成为主体。
"""
COLUMNS = ["年份", "2016", "2017", "2018", "捕捞产量", "12.5", "13.1", "11.8", "养殖产量", "20.4", "22.6", "25.0"]


def stream_of(text):
    return document_to_stream(read_text(text.encode(), "x"))


def regions_of(text):
    return [item for item in stream_of(text) if isinstance(item, Region)]


def lines_of(stream):
    return [item.text for item in stream if isinstance(item, Line)]


def texts(region):
    return [line.text for line in region.lines]


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n", "\n\n\n"])
def test_one_cell_a_line_from_caption_to_note(gap):
    text = (
        PROSE + "表 1 水产品产量 单位：万吨\n" + "\n".join(COLUMNS) + "\n注：①数字为年报数\n②不含远洋\n" + AFTER
    ).replace("\n", gap)
    stream = stream_of(text)
    (region,) = [item for item in stream if isinstance(item, Region)]
    assert texts(region) == COLUMNS
    assert region.number == "1"
    assert region.label.text == "表 1"
    assert region.caption.text == "水产品产量"
    assert region.unit.text == "单位：万吨"
    assert [note.text for note in region.notes] == ["①数字为年报数", "②不含远洋"]
    assert region.closed
    assert not region.continued
    assert lines_of(stream) == (PROSE + AFTER).split("\n")[:5] + AFTER.strip().split("\n")


def test_without_a_note_the_text_that_follows_ends_the_table():
    (region,) = regions_of(PROSE + "表 1 水产品产量\n" + "\n".join(COLUMNS) + "\n" + AFTER)
    assert texts(region) == COLUMNS
    assert not region.closed


@pytest.mark.parametrize(
    "following",
    ["二、问题与不足\n", "（二）养殖\n", "3 结论\n", "表 2 渔港\n港名\n吨位\n1.5\n", "图 1 产量走势\n", "参考文献\n"],
)
def test_a_heading_or_the_next_caption_ends_the_table(following):
    regions = regions_of(PROSE + "表 1 水产品产量\n" + "\n".join(COLUMNS) + "\n" + following + AFTER)
    assert texts(regions[0]) == COLUMNS


def test_a_numbered_row_is_no_heading():
    cells = ["项目", "数值", "一、捕捞", "12.5", "二、养殖", "20.4", "（一）海水", "8.8"]
    (region,) = regions_of(PROSE + "表 1 水产品产量\n" + "\n".join(cells) + "\n" + AFTER)
    assert texts(region) == cells


def test_a_heading_whose_number_stands_alone_ends_the_table_but_a_last_value_does_not():
    (region,) = regions_of(PROSE + "表 1 水产品产量\n" + "\n".join(COLUMNS) + "\n3\n渔港的建设与管理\n" + AFTER)
    assert texts(region) == COLUMNS
    (region,) = regions_of(PROSE + "表 1 水产品产量\n" + "\n".join(COLUMNS) + "\n（二）渔港的建设\n" + AFTER)
    assert texts(region) == COLUMNS


@pytest.mark.parametrize(
    ("caption", "number", "title", "unit"),
    [
        ("表\n1\n水产品产量\n", "1", "水产品产量", None),
        ("表\n1 水产品产量\n", "1", "水产品产量", None),
        ("表 1\n水产品产量\n单位：万吨\n", "1", "水产品产量", "单位：万吨"),
        (
            "表1 全省沿海各市历年水产品产量与\n增长速度 单位：万吨\n",
            "1",
            "全省沿海各市历年水产品产量与增长速度",
            "单位：万吨",
        ),
        ("表 1 水产品产量\n（单位：万吨）\n", "1", "水产品产量", "单位：万吨"),
        ("附表 2 水产品产量\n", "2", "水产品产量", None),
    ],
)
def test_captions_come_in_many_pieces(caption, number, title, unit):
    (region,) = regions_of(PROSE + caption + "\n".join(COLUMNS) + "\n注：年报\n" + AFTER)
    assert region.number == number
    assert region.caption.text == title
    assert (region.unit.text if region.unit else None) == unit
    assert texts(region) == COLUMNS


def test_a_continued_table_is_a_region_of_its_own():
    first, second = regions_of(
        PROSE + "表 1 产量\n年份\n捕捞\n2016\n12.5\n续表 1\n年份\n捕捞\n2017\n13.1\n注：年报\n" + AFTER
    )
    assert (first.continued, second.continued) == (False, True)
    assert second.number == "1"
    assert texts(second) == ["年份", "捕捞", "2017", "13.1"]


def test_rows_of_cells_and_blank_aligned_columns_are_regions_too():
    rows = [
        "年份    捕捞产量   养殖产量   合计产量",
        "2016      12.5       20.4       32.9",
        "2017      13.1       22.6       35.7",
    ]
    (region,) = regions_of(PROSE + "表 1 水产品产量\n" + "\n".join(rows) + "\n" + AFTER)
    assert len(region.lines) == 3
    assert region.lines[1].text == "2016 12.5 20.4 32.9"
    assert region.lines[1].words[1].box.x0 == 5.0


def test_a_wide_row_of_labels_is_no_running_text():
    header = "年份 海水捕捞产量 淡水捕捞产量 海水养殖产量 淡水养殖产量"
    (region,) = regions_of(PROSE + f"表 1 水产品产量\n{header}\n2016 1.5 2.5 3.5 4.5\n2017 1.6 2.6 3.6 4.6\n" + AFTER)
    assert texts(region)[0] == header
    assert len(region.lines) == 3


@pytest.mark.parametrize(
    "sentence",
    ["表 1 所示，捕捞产量下降。\n", "由此可见，渔业的发展见\n表1。2016年产量最高。\n", "表1和表2列出了各年产量。\n"],
)
def test_a_sentence_that_names_a_table_begins_none(sentence):
    assert regions_of(PROSE + sentence + AFTER) == []


def test_a_page_number_and_head_inside_a_table_stand_behind_it():
    text = (
        PROSE
        + "水产学刊\n\x0c水产学刊\n表 1 产量\n年份\n捕捞\n2016\n· 12 ·\n\x0c水产学刊\n12.5\n2017\n13.1\n注：年报\n"
        + AFTER
    )
    stream = stream_of(text)
    (region,) = [item for item in stream if isinstance(item, Region)]
    assert texts(region) == ["年份", "捕捞", "2016", "12.5", "2017", "13.1"]
    assert lines_of(stream).count("水产学刊") == 3
    assert "· 12 ·" in lines_of(stream)


def test_a_paragraph_that_a_table_interrupts_goes_on_behind_its_note():
    text = PROSE.replace("冷链物流也有待完善。\n", "冷链物流也有\n") + "表 1 产量\n" + "\n".join(COLUMNS)
    text += "\n注：数字来自全省水产年报和渔港统计资料汇编本\n 待完善。\n" + AFTER
    stream = stream_of(text)
    (region,) = [item for item in stream if isinstance(item, Region)]
    assert [note.text for note in region.notes] == ["数字来自全省水产年报和渔港统计资料汇编本"]
    assert "待完善。" in lines_of(stream)


def test_a_note_of_two_lines_is_mended():
    text = PROSE + "表 1 产量\n" + "\n".join(COLUMNS)
    text += "\n注：捕捞产量包括海水与淡水两类，养殖产量只包括登\n记在册的渔场。\n" + AFTER
    (region,) = regions_of(text)
    assert [note.text for note in region.notes] == ["捕捞产量包括海水与淡水两类，养殖产量只包括登记在册的渔场。"]


def test_notes_numbered_on_one_line_are_parted():
    (region,) = regions_of(PROSE + "表 1 产量\n" + "\n".join(COLUMNS) + "\n注：①年报数；②不含远洋\n" + AFTER)
    assert [note.text for note in region.notes] == ["①年报数；", "②不含远洋"]


def test_a_source_and_a_significance_line_are_notes():
    cells = ["变量", "系数", "产量", "0.35***", "价格", "-0.12*"]
    (region,) = regions_of(PROSE + "表 1 回归\n" + "\n".join(cells) + "\n*** p<0.01, * p<0.1\n数据来源：年报\n" + AFTER)
    assert texts(region) == cells
    assert [note.text for note in region.notes] == ["*** p<0.01, * p<0.1", "年报"]


def test_the_list_of_tables_makes_no_tables():
    assert regions_of("表 1 水产品产量 . . . . . . . . 3\n表 2 渔港 . . . . . . . . 5\n" + PROSE) == []
    assert regions_of("表 1 水产品产量\n. . . . . . . .\n3\n表 2 渔港\n. . . . . . . .\n5\n" + PROSE) == []


def test_a_table_without_a_caption_is_found_by_its_rows():
    rows = (
        "单位：元\n项目 本期数 上年同期数\n营业收入 1,581.90 1,126.78\n营业成本 607.49 424.62\n销售费用 274.95 218.34\n"
    )
    (region,) = regions_of(PROSE + rows + AFTER)
    assert region.number is None
    assert region.caption is None
    assert region.unit.text == "单位：元"
    assert len(region.lines) == 4


def test_dates_and_numbers_in_text_make_no_table():
    assert regions_of(PROSE + "2019年5月12日\n" + AFTER) == []
    assert regions_of(PROSE + "1\n2\n3\n" + AFTER) == []


def test_what_is_printed_in_a_chart_is_no_table():
    assert regions_of(PROSE + "12\n10\n8\n6\n4\n2\n0\n2016\n2017\n2018\n年份\n图 1 捕捞产量走势\n" + AFTER) == []


def test_english_tables_are_found_alike():
    prose = (
        "The fishing fleet of the province has grown in number and in size, and the\nports have been enlarged; the catch, however, has fallen since the middle of\nthe decade, as the figures of the yearbook show for all of the three ports.\n"
        * 3
    )
    text = (
        prose
        + "Table 1. Catch by port (Unit: thousand tonnes)\nPort\n2016\n2017\nNorth\n12.5\n13.1\nSouth\n20.4\n22.6\nNote: landings only.\n"
        + prose
    )
    (region,) = regions_of(text)
    assert region.caption.text == "Catch by port"
    assert region.unit.text == "Unit: thousand tonnes"
    assert texts(region) == ["Port", "2016", "2017", "North", "12.5", "13.1", "South", "20.4", "22.6"]
    assert [note.text for note in region.notes] == ["landings only."]


def test_every_line_of_the_text_is_in_the_stream_once():
    text = PROSE + "表 1 产量\n" + "\n".join(COLUMNS) + "\n注：①年报数\n②不含远洋\n" + AFTER
    stream = stream_of(text)
    spans = [
        span
        for item in stream
        for line in (item.lines if isinstance(item, Region) else (item,))
        for span in line.passage.spans()
    ]
    (region,) = [item for item in stream if isinstance(item, Region)]
    for passage in (region.label, region.caption, *region.notes):
        spans += passage.spans()
    covered = "".join(text[span.start : span.end] for span in sorted(spans))
    assert covered == "".join(text.split()).replace("注：", "")


def test_two_columns_side_by_side_are_read_one_after_the_other():
    left = PROSE.strip().split("\n") + AFTER.strip().split("\n")
    right = ["右栏第一行写的是港口的吞吐能力，随着航道加深，", "大型船舶可以直接靠泊，装卸效率提高，运价下降，"] * 4
    page = "\n".join(f"{a}{' ' * (30 - len(a))}{b}" for a, b in zip(left, right, strict=True))
    assert lines_of(stream_of(page)) == left + right
    page = "\n".join(f"{a}{' ' * (60 - 2 * len(a))}{b}" for a, b in zip(left, right, strict=True))
    assert lines_of(stream_of(page)) == left + right


def test_a_table_over_both_columns_stays_whole_and_a_title_too():
    left = PROSE.strip().split("\n") + AFTER.strip().split("\n")
    right = ["右栏第一行写的是港口的吞吐能力，随着航道加深，", "大型船舶可以直接靠泊，装卸效率提高，运价下降，"] * 4
    columns = [f"{a}{' ' * (30 - len(a))}{b}" for a, b in zip(left, right, strict=True)]
    table = [
        " " * 18 + "表 1 全省各港历年水产品产量一览表",
        "年份" + " " * 12 + "捕捞" + " " * 16 + "养殖" + " " * 14 + "合计",
    ]
    table += [
        f"{year}          {year - 2000}.5              20.{year % 7}              33.1" for year in (2016, 2017, 2018)
    ]
    stream = stream_of("\n".join([*columns, *table, "注：年报", "", *columns]))
    (region,) = [item for item in stream if isinstance(item, Region)]
    assert len(region.lines) == 4
    assert region.lines[1].text == "2016 16.5 20.0 33.1"
    assert lines_of(stream) == (left + right) * 2


def test_a_table_alone_is_not_cut_into_columns():
    rows = "\n".join(f"第{index}号渔港    {index}.5      {index}.7      上升" for index in range(1, 13))
    assert len(lines_of(stream_of(rows))) + sum(len(region.lines) for region in regions_of(rows)) == 12


def test_long_texts_take_time_in_proportion():
    text = (PROSE + "表 1 产量\n" + "\n".join(COLUMNS) + "\n注：年报\n" + AFTER) * 60
    assert len(regions_of(text)) == 60
    assert len(regions_of("1.5 2.5 3.5\n" * 5_000)) >= 1


def test_cells_that_a_tool_printed_before_the_caption_go_into_the_table():
    stub = ["年份", "2016", "2017", "2018"]
    (region,) = regions_of(PROSE + "\n".join(stub) + "\n表 1 产量\n捕捞\n12.5\n13.1\n11.8\n注：年报\n" + AFTER)
    assert texts(region) == [*stub, "捕捞", "12.5", "13.1", "11.8"]


def test_an_uncaptioned_run_of_cells_above_a_caption_is_part_of_its_table():
    stub = ["年份", *(str(year) for year in range(2008, 2019))]
    values = [f"{number}.5" for number in range(11)]
    (region,) = regions_of(PROSE + "\n".join(stub) + "\n表 1 产量\n捕捞\n" + "\n".join(values) + "\n" + AFTER)
    assert texts(region) == [*stub, "捕捞", *values]


def test_the_title_above_a_caption_is_not_taken_for_cells():
    stream = stream_of(
        PROSE
        + "表 1 产量\n"
        + "\n".join(COLUMNS)
        + "\n注：年报\n二、渔港\n表 2 渔港\n港名\n吨位\n北港\n1.5\n注：年报\n"
    )
    assert "二、渔港" in lines_of(stream)


def test_hostile_lines_take_little_time():
    for line in ("a" * 30_000, "表 1 " + "a " * 8_000, "（" * 30_000, "1 " * 10_000, "x 1\n" * 1_000, "表\n" * 1_500):
        stream_of(line)


@pytest.mark.parametrize("row", ["3 北部各港口 12.5 20.4", "2.5 公里以内 0.12* -0.34"])
def test_a_numbered_row_with_its_values_beside_it_is_no_heading(row):
    (region,) = regions_of(PROSE + f"表 1 水产品产量\n海域 捕捞 养殖\n1 南部 1.5 2.5\n{row}\n" + AFTER)
    assert texts(region)[-1] == row


def test_a_heading_that_ends_with_a_year_still_ends_the_table():
    (region,) = regions_of(PROSE + "表 1 水产品产量\n海域 捕捞 养殖\n1 南部 1.5 2.5\n3 渔业的发展 2016\n" + AFTER)
    assert texts(region)[-1] == "1 南部 1.5 2.5"


@pytest.mark.parametrize(
    "caption", ["表1 水产品产量 单位：\n万吨\n", "表1 全省沿海各市历年\n水产品产量 单位：\n万吨\n"]
)
def test_a_unit_may_stand_on_the_line_below_its_word(caption):
    (region,) = regions_of(PROSE + caption + "\n".join(COLUMNS) + "\n注：年报\n" + AFTER)
    assert region.caption.text.endswith("水产品产量")
    assert region.unit.text == "单位：万吨"
    assert texts(region) == COLUMNS


def test_a_header_below_the_word_for_a_unit_is_no_unit():
    (region,) = regions_of(PROSE + "表1 水产品产量 单位：\n" + "\n".join(COLUMNS) + "\n注：年报\n" + AFTER)
    assert region.unit is None
    assert texts(region) == COLUMNS


BLOCKS = "年份\n\n2016\n2017\n2018\n\n捕捞产量\n\n养殖产量\n\n12.5\n13.1\n11.8\n\n20.4\n22.6\n25.0\n"


def test_a_last_column_behind_the_notes_is_put_into_its_table():
    years = "\n".join(str(year) for year in range(2010, 2019))
    catch = "\n".join(f"{12.5 + 0.3 * step:.1f}" for step in range(9))
    shares = [f"{5.1 + 0.7 * step:.1f}" for step in range(9)]
    table = PROSE + f"表 1 水产品产量\n年份\n\n{years}\n\n捕捞产量\n\n{catch}\n\n注：年报\n\n单位：万吨\n\n占比\n\n"
    (region,) = regions_of(table + "\n".join(shares) + "\n\n" + AFTER)
    assert texts(region)[-10:] == ["占比", *shares]
    assert region.unit.text == "单位：万吨"
    first, _ = regions_of(table + "\n".join([*shares, "9.9"]) + "\n\n" + AFTER)
    assert "占比" not in texts(first)


def test_values_above_the_next_caption_go_back_to_the_table_that_lacks_them():
    second = "渔港\n泊位\n甲港\n41\n乙港\n57\n"
    text = PROSE + f"表 1 水产品产量\n{BLOCKS}\n注：年报\n5.1\n5.9\n6.3\n\n表 2 渔港\n{second}注：年报\n" + AFTER
    first, other = regions_of(text)
    assert texts(first)[-3:] == ["5.1", "5.9", "6.3"]
    assert texts(other) == second.split()


def test_years_at_the_head_of_a_table_stay_in_it():
    second = "2016\n2017\n2018\n捕捞强度\n1.4\n1.7\n1.9\n"
    text = PROSE + f"表 1 水产品产量\n{BLOCKS}\n注：年报\n\n表 2 渔港\n{second}注：年报\n" + AFTER
    first, other = regions_of(text)
    assert texts(first)[-1] == "25.0"
    assert texts(other) == second.split()


def test_a_title_behind_the_first_word_of_the_header_is_the_title():
    cells = ["地区", "捕捞", "养殖", "南部", "12.5", "20.4", "北部", "13.1", "22.6"]
    text = PROSE + "表 1\n地区\n全省沿海各市水产品产量对比\n" + "\n".join(cells[1:]) + "\n注：年报\n" + AFTER
    (region,) = regions_of(text)
    assert region.caption.text == "全省沿海各市水产品产量对比"
    assert texts(region) == cells


def test_a_short_title_above_long_labels_stays_the_title():
    cells = ["沿海各市海水养殖业的从业人数", "41", "沿海各市远洋捕捞业的渔船数量", "57"]
    (region,) = regions_of(PROSE + "表 1\n渔业概况\n项目\n" + "\n".join(cells) + "\n注：年报\n" + AFTER)
    assert region.caption.text == "渔业概况"


def test_a_title_and_a_unit_listed_among_the_columns_are_taken_out_of_them():
    lists = "年份\n2016\n2017\n2018\n捕捞\n12.5\n13.1\n11.8\n全省沿海各市水产品产量一览\n养殖\n20.4\n22.6\n25.0\n单位：万吨\n合计\n32.9\n35.7\n36.8\n"
    (region,) = regions_of(PROSE + f"续表 1\n{lists}注：年报\n" + AFTER)
    assert region.caption.text == "全省沿海各市水产品产量一览"
    assert region.unit.text == "单位：万吨"
    assert texts(region) == [line for line in lists.split() if line not in {region.caption.text, region.unit.text}]


def test_a_long_label_among_labels_nearly_as_long_is_no_title():
    cells = ["产业", "捕捞", "12.5", "规模以上水产品加工企业", "13.1", "水产品冷链物流企业数", "11.8"]
    (region,) = regions_of(PROSE + "续表 1\n" + "\n".join(cells) + "\n注：年报\n" + AFTER)
    assert texts(region) == cells


@pytest.mark.parametrize(("line", "unit"), [("（亿元）", "亿元"), ("(万人，%)", "万人，%"), ("（元/人）", "元/人")])
def test_a_unit_alone_in_brackets_under_a_caption_is_the_unit(line, unit):
    (region,) = regions_of(PROSE + f"表1 沿海各市水产品产量\n{line}\n" + "\n".join(COLUMNS) + "\n注：年报\n" + AFTER)
    assert region.unit.text == unit
    assert line not in texts(region)


@pytest.mark.parametrize("line", ["（续）", "（沿海各市）", "（2022年）"])
def test_other_words_in_brackets_under_a_caption_are_no_unit(line):
    (region,) = regions_of(PROSE + f"表1 沿海各市水产品产量\n{line}\n" + "\n".join(COLUMNS) + "\n注：年报\n" + AFTER)
    assert region.unit is None
