from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.structure.heading_marks import read_heading
from extractors.structure.marks import (
    count_cell_gaps,
    is_leader,
    is_page_number,
    is_prose,
    is_reference,
    opens_notes,
    read_caption,
    read_figure,
    read_note,
    read_unit_line,
)


def part(text, bounds):
    return None if bounds is None else text[bounds[0] : bounds[1]]


@pytest.mark.parametrize(
    ("text", "label", "number", "title", "unit", "continued"),
    [
        ("表 1 河港吞吐量一览表 单位：万吨", "表 1", "1", "河港吞吐量一览表", "单位：万吨", False),
        ("表1河港吞吐量", "表1", "1", "河港吞吐量", None, False),
        ("  表3-2  各县造林面积（单位：公顷）", "表3-2", "3-2", "各县造林面积", "单位：公顷", False),
        ("表1.2 茶叶产量", "表1.2", "1.2", "茶叶产量", None, False),
        ("表４：橡胶价格", "表４", "4", "橡胶价格", None, False),
        ("表二 渔船数量", "表二", "二", "渔船数量", None, False),
        ("附表 2 样本城市", "附表 2", "2", "样本城市", None, False),
        ("表A1 变量定义", "表A1", "A1", "变量定义", None, False),
        ("续表 1", "续表 1", "1", "", None, True),
        ("续表", "续表", None, "", None, True),
        ("表2（续） 橡胶价格", "表2（续）", "2", "橡胶价格", None, True),
        ("表 5", "表 5", "5", "", None, False),
        ("表 6 2015—2020年各省棉花产量 (万吨)", "表 6", "6", "2015—2020年各省棉花产量 (万吨)", None, False),
        ("Table 1", "Table 1", "1", "", None, False),
        ("Table: 5", "Table: 5", "5", "", None, False),
        ("Table No. 6 Rents", "Table No. 6", "6", "Rents", None, False),
        ("TABLE 2. Catch by port", "TABLE 2", "2", "Catch by port", None, False),
        ("Table A.1: Variables", "Table A.1", "A.1", "Variables", None, False),
        ("Table 3 (continued)", "Table 3 (continued)", "3", "", None, True),
        (
            "Table 4. Wool shown by grade (Unit: USD million)",
            "Table 4",
            "4",
            "Wool shown by grade",
            "Unit: USD million",
            False,
        ),
        ("Tab. 7 Rainfall", "Tab. 7", "7", "Rainfall", None, False),
        ("Table 1045. Wool by grade", "Table 1045", "1045", "Wool by grade", None, False),
        ("Tableau 3 : Pêche par port", "Tableau 3", "3", "Pêche par port", None, False),
        ("Tabelle 2.1 Fang nach Häfen", "Tabelle 2.1", "2.1", "Fang nach Häfen", None, False),
        ("Cuadro Nº 4", "Cuadro Nº 4", "4", "", None, False),
        ("QUADRO 5. Captura por porto", "QUADRO 5", "5", "Captura por porto", None, False),
    ],
)
def test_a_caption_is_read_part_by_part(text, label, number, title, unit, continued):
    mark = read_caption(text)
    assert mark is not None
    assert part(text, mark.label) == label
    assert mark.number == number
    assert part(text, mark.title) == title
    assert part(text, mark.unit) == unit
    assert mark.continued is continued


@pytest.mark.parametrize(
    "text",
    [
        "表1所示，产量逐年上升",
        "表 2 可知，橡胶价格上涨",
        "见表2。",
        "表3。2019年",
        "表1和表2显示",
        "表 4 中列出了各县的面积",
        "表1反映了各港的吞吐量",
        "表5的结果表明",
        "表2是各县的产量",
        "表 6，产量下降",
        "表明产量上升",
        "表示数据缺失",
        "表面上看",
        "表一般不分栏",
        "表十分重要",
        "发表 1 篇论文",
        "表 3 回归结果显示，",
        "表 8 茶叶产量……………… 12",
        "表 9 茶叶价格. . . . . . . . 14",
        "Table 1 shows that catches fell",
        "Table 2 and Table 3 list the ports",
        "Tables of contents",
        "Table of contents",
        "table 1 is given below",
        "Table 3 the results were clear.",
        "Table 10450 of the ledger",
        "Tableau 3 montre que les prises ont baissé",
        "Tabelle 2 zeigt den Fang",
        "Tabellen und Bilder",
        "Cuadros 3 y 4",
    ],
)
def test_prose_that_names_a_table_is_no_caption(text):
    assert read_caption(text) is None


@pytest.mark.parametrize(
    "title", ["内蒙古羊毛产量", "均值与方差", "就业人数", "也门渔业", "与邻国的贸易", "中部各省棉花", "为期三年的试验"]
)
def test_a_title_may_begin_with_a_character_that_also_continues_sentences(title):
    mark = read_caption(f"表 3 {title}")
    assert mark is not None
    assert mark.number == "3"


def test_a_figure_is_no_table_and_a_table_no_figure():
    assert read_figure("图 1 橡胶价格走势") is not None
    assert read_figure("Fig. 2. Rainfall") is not None
    assert read_caption("图 1 橡胶价格走势") is None
    assert read_figure("表 1 橡胶价格") is None
    assert read_figure("图1所示，价格上涨") is None


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("单位：万吨", "单位：万吨"),
        ("（单位：%）", "单位：%"),
        (" 单 位 : 元/公斤 ", "单 位 : 元/公斤"),
        ("计量单位：人次", "计量单位：人次"),
        ("单位：万元 币种：人民币", "单位：万元 币种：人民币"),
        ("Unit: thousand tonnes", "Unit: thousand tonnes"),
        ("(in millions of dollars)", "in millions of dollars"),
    ],
)
def test_a_unit_line_states_a_unit_and_nothing_else(text, unit):
    assert part(text, read_unit_line(text)) == unit


@pytest.mark.parametrize(
    "text", ["单位劳动成本", "单位根检验", "工作单位：农学院。", "（万吨）", "表1 产量 单位：吨", "(see appendix)"]
)
def test_what_only_mentions_units_is_no_unit_line(text):
    assert read_unit_line(text) is None


@pytest.mark.parametrize(
    ("text", "note", "opens"),
    [
        ("注：①产量为估计数", "①产量为估计数", True),
        ("注: 缺失以横线表示", "缺失以横线表示", True),
        ("②“-”表示没有数字", "②“-”表示没有数字", False),
        ("数据来源：海关年报。", "海关年报。", True),
        ("资料 来源：自行整理", "自行整理", True),
        ("Note: own estimates", "own estimates", True),
        ("Sources: port records", "port records", True),
        ("*** p<0.01, ** p<0.05", "*** p<0.01, ** p<0.05", False),
        ("注：", "", True),
    ],
)
def test_a_note_is_read_without_the_word_that_announces_it(text, note, opens):
    assert part(text, read_note(text)) == note
    assert opens_notes(text) is opens


@pytest.mark.parametrize(
    "text", ["注意到产量下降", "说明产量下降", "数据来源于海关", "Noted that", "Sources of growth", "12", "橡胶"]
)
def test_words_that_begin_like_a_note_are_none(text):
    assert read_note(text) is None


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("一、渔业现状", 1),
        ("第三章 方法", 1),
        ("（一）产量", 2),
        ("第一节 概述", 2),
        ("1. 产量", 3),
        ("1 产量与价格", 3),
        ("2.1 数据", 4),
        ("2.1.3 变量", 5),
        ("（3）价格水平", 4),
        ("结论", 1),
        ("参 考 文 献", 1),
        ("1. Introduction", 3),
        ("II. METHODS", 1),
        ("References", 1),
    ],
)
def test_a_heading_has_the_level_of_its_numbering(text, level):
    assert read_heading(text) == level


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2019",
        "3.27倍的增长",
        "12个港口",
        "5类（矿产品）和第7类",
        "22位，居全省之末",
        "31 个县",
        "2 000 km",
        "1.73%",
        "一、产量上升，",
        "二、措施得当。",
        "（一）产量上升；价格下降；",
        "1. " + "很" * 45,
        "渔业现状",
        "1、和",
    ],
)
def test_quantities_sentences_and_long_lines_are_no_headings(text):
    assert read_heading(text) is None


@pytest.mark.parametrize(
    "text", ["12", "- 12 -", "· 12 ·", "— 7 —", "第 12 页", "第12页 共30页", "Page 3 of 10", "p. 5", "xii"]
)
def test_a_page_number_stands_alone(text):
    assert is_page_number(text)


@pytest.mark.parametrize("text", ["3.5", "-", "12%", "12 34 56 78", "mix", "第12类", "12 吨"])
def test_other_short_lines_are_no_page_numbers(text):
    assert not is_page_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "近年来，橡胶价格持续上涨",
        "除 2014 年略有减少以外，各年的产量都在",
        "所 占 比 重 相 对 较 大 ，结 合 文 献 可 以 看",
        "the growth of the catch was higher than that of",
    ],
)
def test_running_text_is_recognised(text):
    assert is_prose(text)


@pytest.mark.parametrize(
    "text",
    [
        "年份 出口额 进口额 差额",
        "占比：出口 占比：进口 占比：差额",
        "贱金属及其制品",
        "Total catch of cod and herring",
        "产量上升。",
        "2019 12.5 13.7",
    ],
)
def test_rows_labels_and_scraps_are_no_running_text(text):
    assert not is_prose(text)


def test_blanks_between_like_things_part_cells():
    assert count_cell_gaps("年份 出口额 进口额") == 2
    assert count_cell_gaps("12.5 13.7 -4.0") == 2
    assert count_cell_gaps("占比（%） 份额（%） 差额") == 2
    assert count_cell_gaps("占比为 5.97%，2020 和 2021 年") == 0


@pytest.mark.parametrize(
    "text", ["[1] 林某. 港口研究[J]. 航运, 2020", "［2］陈某", "3. 王某.渔业史[M].", "Smith, J. (2010). Ports"]
)
def test_an_entry_of_the_references_is_recognised(text):
    assert is_reference(text)


@pytest.mark.parametrize("text", ["在[1]中", "产量见文献[2]。", "3. 渔业现状", "2019 年 [1]"])
def test_citations_in_sentences_are_no_entries(text):
    assert not is_reference(text)


def test_leaders_belong_to_a_table_of_contents():
    assert is_leader("一、渔业现状 . . . . . . 3")
    assert is_leader("结论…………12")
    assert not is_leader("产量上升……")


@given(st.text(alphabet="表图续附单位注：:（）()0123456789.-一二 Tabletnin\t，。①*[]JM页·", max_size=60))
def test_every_answer_lies_inside_its_text(text):
    for answer in (read_unit_line(text), read_note(text)):
        assert answer is None or 0 <= answer[0] <= answer[1] <= len(text)
    for mark in (read_caption(text), read_figure(text)):
        if mark is not None:
            assert 0 <= mark.label[0] < mark.label[1] <= mark.title[0] <= mark.title[1] <= len(text)
            assert mark.unit is None or mark.title[1] <= mark.unit[0] < mark.unit[1] <= len(text)
    read_heading(text)
    is_page_number(text)
    is_prose(text)
    is_reference(text)


def test_long_hostile_lines_are_read_in_little_time():
    for unit in ("表", "1 ", "(", "单位：", "a, ", "A. ", "[1]", "· ", ". ", "续表", "  "):
        line = unit * 20_000
        read_caption(line)
        read_caption("表 1 " + line)
        read_unit_line(line)
        read_note(line)
        read_heading(line)
        is_page_number(line)
        is_prose(line)
        is_reference(line)


@pytest.mark.parametrize(
    "text",
    ["1 港口现状", "2 市场分析", "3 人口变化", "4 国际贸易", "5 美国经济", "6 年均增速", "7 类型划分", "2.1 多元回归"],
)
def test_a_title_may_begin_with_a_character_that_also_counts(text):
    assert read_heading(text) is not None


@pytest.mark.parametrize(
    "text", ["3 港元以上", "4 市合计", "5 人以下", "6 国之和", "7 美元左右", "12 年之间", "3.5 万吨左右", "8 类商品"]
)
def test_a_quantity_set_with_a_blank_is_no_heading(text):
    assert read_heading(text) is None
