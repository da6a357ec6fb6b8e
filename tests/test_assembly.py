from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.errors import ExtractionError
from extractors.model import Box, Line, Passage, Span, Word
from extractors.readers.text import read_text
from extractors.structure import find_structure
from extractors.structure.assembly import stream_to_blocks
from extractors.structure.sentences import ends_sentence, join_lines, separator_between

ARTICLE = """港航观察
近年来，全省沿海港口建设稳步推进，航道加深，泊
位增加，吞吐能力明显提高。
一、港口发展现状
（一）吞吐量稳步增长，结构仍待优
化
2016年以来，各港吞吐量逐年上升，见表1，其中集
装箱吞吐量年均增长 6.5%，煤炭吞吐量则逐年下降。
表 1 主要港口吞吐量 单位：万吨
港口
北港
南港
2016
12.5
20.4
2017
13.1
22.6
注：①年报数
②不含内河
（二）航线网络不断扩大
航线方面，北港开通了通往周边国家的航线，南港则
以内贸航线为主，两港的分工日益明确，航班密度有
 摘 要：本文以沿海港口为例，分析其吞吐量、航线与集疏运条件，指出港口发展中的问题，并提出对策，以期为
港口规划提供参考。
 所增加，运价也逐步下降，选择随之增多。
首先，航线的增加带动了腹地贸易，出口额由2016年
的 8.5亿元增加到 2017年的 9.7亿元。
二、结论
港口应当加强合作。
参考文献
[1] 林某，陈某. 沿海港口发展研究[J]. 航运经济，
2019（3）：1-5.
[2] 王某. 集疏运体系[M]. 北京：航运出版社，2018.
"""


def structure_of(text):
    return find_structure(read_text(text.encode(), "x"))


def kinds(structure):
    return [block.kind for block in structure.blocks]


def texts(structure, kind):
    return [block.passage.text for block in structure.blocks if block.kind == kind]


def test_the_parts_of_an_article_come_in_reading_order():
    structure = structure_of(ARTICLE)
    assert kinds(structure) == [
        "running_head",
        "paragraph",
        "heading",
        "heading",
        "paragraph",
        "caption",
        "unit_line",
        "table",
        "note",
        "note",
        "heading",
        "paragraph",
        "abstract",
        "paragraph",
        "heading",
        "paragraph",
        "heading",
        "reference",
        "reference",
    ]


def test_paragraphs_are_mended_over_lines_and_over_what_interrupts_them():
    paragraphs = texts(structure_of(ARTICLE), "paragraph")
    assert paragraphs[0] == "近年来，全省沿海港口建设稳步推进，航道加深，泊位增加，吞吐能力明显提高。"
    assert paragraphs[2].startswith("航线方面，北港开通了")
    assert "航班密度有所增加，运价" in paragraphs[2]
    assert paragraphs[3].startswith("首先，航线的增加")
    assert "由2016年的 8.5亿元" in paragraphs[3]


def test_headings_have_levels_and_blocks_their_sections():
    structure = structure_of(ARTICLE)
    headings = [(block.passage.text, block.level) for block in structure.blocks if block.kind == "heading"]
    assert headings == [
        ("一、港口发展现状", 1),
        ("（一）吞吐量稳步增长，结构仍待优化", 2),
        ("（二）航线网络不断扩大", 2),
        ("二、结论", 1),
        ("参考文献", 1),
    ]
    table = next(block for block in structure.blocks if block.kind == "table")
    assert table.section == ("一、港口发展现状", "（一）吞吐量稳步增长，结构仍待优化")
    assert next(block for block in structure.blocks if block.kind == "reference").section == ("参考文献",)
    assert all(block.level == 0 for block in structure.blocks if block.kind != "heading")


def test_a_table_points_to_its_region_and_its_marks_stay_in_its_blocks():
    structure = structure_of(ARTICLE)
    around = [(block.kind, block.passage.text) for block in structure.blocks if block.region == 0]
    assert around == [
        ("caption", "表 1 主要港口吞吐量"),
        ("unit_line", "单位：万吨"),
        ("table", ""),
        ("note", "注：①年报数"),
        ("note", "②不含内河"),
    ]
    assert [note.text for note in structure.regions[0].notes] == ["①年报数", "②不含内河"]


def test_references_are_entries():
    assert texts(structure_of(ARTICLE), "reference") == [
        "[1] 林某，陈某. 沿海港口发展研究[J]. 航运经济，2019（3）：1-5.",
        "[2] 王某. 集疏运体系[M]. 北京：航运出版社，2018.",
    ]


def covered_once(text):
    document = read_text(text.encode(), "x")
    structure = find_structure(document)
    counts = [0] * len(document.text)
    passages = [block.passage for block in structure.blocks]
    passages += [line.passage for region in structure.regions for line in region.lines]
    for passage in passages:
        for piece in passage.pieces:
            printed = document.text[piece.span.start : piece.span.end]
            assert passage.text[piece.start : piece.start + len(piece.span)] == printed
        for span in passage.spans():
            for index in range(span.start, span.end):
                counts[index] += 1
    return all(
        counts[index] == 1
        for page in document.pages
        for word in page.words
        for index in range(word.span.start, word.span.end)
    )


def test_every_printed_character_is_in_exactly_one_block_or_region():
    assert covered_once(ARTICLE)
    assert covered_once(ARTICLE.replace("\n", "\n\n"))
    assert covered_once("表 1 产量\n年份\n2016\n1.5\n注 ： 年报\n")
    assert covered_once("表 1：产量（单位：吨）\n年份\n2016\n1.5\n（注：年报）\n")


PIECES = [
    "一、港口现状",
    "（一）吞吐量",
    "1 航线",
    "3",
    "表 1 吞吐量 单位：万吨",
    "表",
    "2",
    "续表 1",
    "（单位：%）",
    "单位：元",
    "年份 产量 产值",
    "2016 12.5 13.5",
    "12.5",
    "-",
    "注：①年报数",
    "②不含内河",
    "Note: own",
    "摘 要：本文分析港口。",
    "关键词：港口；航线",
    "近年来，全省沿海港口建设稳步推进，航道加深，泊",
    "位增加。",
    " 所增加，运价下降，",
    "图 1 走势",
    "· 12 ·",
    "12",
    "港航观察",
    "\x0c港航观察",
    "参考文献",
    "[1] 林某. 研究[J]. 航运，2019.",
    "the growth of the catch was higher than in the year be-",
    "fore. It fell.",
    "",
    "结论 . . . . . 12",
    "左栏的文字写到这里，港口的吞吐量上升    右栏的文字从这里开始，航线的数量也增加了",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=40))
def test_nothing_printed_is_left_out_or_told_twice(lines):
    try:
        assert covered_once("\n".join(lines))
    except ExtractionError:
        assert not "".join(lines).strip()


def test_a_new_paragraph_never_begins_inside_a_sentence():
    paragraphs = texts(
        structure_of(
            "港口的吞吐量逐年上升，其中北港的吞吐量上升最快，\n为\n全省之最，南港次之，其余各港的吞吐量则变化不大。\n"
            * 3
        ),
        "paragraph",
    )
    assert all(ends_sentence(text) for text in paragraphs)


def test_indented_lines_begin_paragraphs():
    first = (
        "\N{IDEOGRAPHIC SPACE}" * 2
        + "港口的吞吐量逐年上升，其中北港上升最快，南港次之，\n其余各港变化不大，全省总量仍居全国前列，没有下降。\n"
    )
    assert len(texts(structure_of(first * 4), "paragraph")) == 4


def test_blank_lines_part_paragraphs_unless_they_stand_everywhere():
    block = "The harbour was deepened in the year and the quays were built anew, so that\nlarger ships could land their cargoes there without waiting for the tide to\nrise, which saved them several days on every one of their many long voyages.\n"
    assert len(texts(structure_of((block + "\n") * 3), "paragraph")) == 3
    assert len(texts(structure_of((block * 3).replace("\n", "\n\n")), "paragraph")) == 1


def test_lines_broken_at_punctuation_are_one_paragraph():
    clauses = "港口的吞吐量逐年上升，\n其中北港上升最快，\n南港次之。\n其余各港变化不大，\n全省的集装箱吞吐量仍然居于全国各省的前列，没有下降\n的迹象，航线也有所增加，\n运价下降。\n"
    assert len(texts(structure_of(clauses * 3), "paragraph")) == 1


@pytest.mark.parametrize(
    ("left", "right", "separator"),
    [
        ("北港的", "吞吐量", ""),
        ("增加了 5", "万吨", ""),
        ("the harbour", "was deepened", " "),
        ("RCEP", "members", " "),
        ("ex-", "ports", ""),
        ("2015\N{EN DASH}", "2020", ""),
        ("the cost -", "in short", " "),
        ("14.9", "%", ""),
        ("price (", "yuan)", ""),
        ("in 2019", "12 ships", " "),
        ("”", "and", ""),
        ("", "x", ""),
    ],
)
def test_a_line_break_stands_for_a_blank_or_for_nothing(left, right, separator):
    assert separator_between(left, right) == separator


def test_mending_keeps_every_printed_character():
    parts = [Passage.of("ex-", Span(0, 3)), Passage.of("", Span(3, 3)), Passage.of("ports rose", Span(4, 14))]
    assert join_lines(parts).text == "ex-ports rose"
    assert join_lines([]).text == ""


@pytest.mark.parametrize(
    "text",
    [
        "上升。",
        "为什么？",
        "上升。”",
        "（见附录。）",
        "如下：",
        "rose.",
        "rose [3].",
        "rose.3",
        "上升[2]。",
        "上升。[2]",
    ],
)
def test_sentences_end_at_their_marks(text):
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["上升", "上升，", "（万吨）", "of the", "0.000", "[1]", "", "“北港”"])
def test_clauses_numbers_and_citations_end_no_sentence(text):
    assert not ends_sentence(text)


def test_the_labels_of_a_chart_go_with_its_caption():
    text = ARTICLE.replace("二、结论\n", "12\n10\n8\n2016\n2017\n年份\n图 1 吞吐量走势\n二、结论\n")
    structure = structure_of(text)
    assert texts(structure, "figure")[-1] == "图 1 吞吐量走势"
    assert len(texts(structure, "figure")) == 7
    assert not any("12108" in text for text in texts(structure, "paragraph"))


def test_a_figure_caption_below_a_sentence_takes_nothing_of_it():
    structure = structure_of(ARTICLE.replace("二、结论\n", "图 1 吞吐量走势\n二、结论\n"))
    assert texts(structure, "figure") == ["图 1 吞吐量走势"]


def test_a_table_of_contents_is_no_part_of_the_text():
    contents = "目录\n一、港口发展现状 . . . . . . 1\n（一）吞吐量 . . . . . . . 1\n二、结论 5\n参考文献 . . . . . 6\n"
    structure = structure_of(contents + ARTICLE)
    assert "二、结论 5" in texts(structure, "front")
    assert len(texts(structure, "heading")) == 5


def test_numbered_paragraphs_are_no_headings_but_counted_headings_are():
    text = """一、港口的任务
（1）港口应当加强合作，避免重复建设，共同开拓航线，
提高服务水平，降低物流成本，增强竞争能力，服务腹地。
（2）港口应当加强管理，完善制度，提高效率，控制成本，
保证安全，保护环境，并按时公布各项统计数字和报告。
二、港口的问题，以及解决这些问题的各种主要办法
港口的问题在于吞吐能力不足，航道水深不够，集疏运条
件较差，以及各港之间的竞争过于激烈，难以形成合力。
"""
    assert texts(structure_of(text), "heading") == ["一、港口的任务", "二、港口的问题，以及解决这些问题的各种主要办法"]


def test_a_number_on_a_line_of_its_own_belongs_to_the_heading_below():
    text = "1\n港口的吞吐量\n近年来，全省沿海港口建设稳步推进，航道加深，泊\n位增加，吞吐能力明显提高。\n1.1\n北港的吞吐量\n北港吞吐量逐年上升，居全省之首。\n0\n引言\n北港吞吐量逐年上升，居全省之首。\n"
    structure = structure_of(text)
    assert [(block.passage.text, block.level) for block in structure.blocks if block.kind == "heading"] == [
        ("1 港口的吞吐量", 1),
        ("1.1 北港的吞吐量", 2),
        ("0 引言", 1),
    ]


def test_keywords_and_classification_are_blocks_of_the_front():
    text = (
        "港口发展问题研究及其对策分析\n林某某\n摘要：本文分析港口发展的问题。\n关键词：港口；航线；吞吐量\n中图分类号：F552\n文章编号：1002-1234(2019)03-0012-05\n"
        + ARTICLE
    )
    structure = structure_of(text)
    assert kinds(structure)[:6] == ["title", "authors", "abstract", "keywords", "front", "front"]


def drawn_line(text, x0, top, offset, page=1, size=10.0, bold=False):
    edges = tuple(x0 + size * index for index in range(len(text) + 1))
    box = Box(x0, top, edges[-1], top + size)
    word = Word(text, Span(offset, offset + len(text)), box, edges, size, bold)
    return Line(page, (word,), Passage.of(text, word.span), box)


def drawn(rows):
    lines, offset = [], 0
    for text, x0, top, page in rows:
        lines.append(drawn_line(text, x0, top, offset, page))
        offset += len(text) + 1
    return lines


def test_on_drawn_pages_an_indent_begins_a_paragraph():
    full = "港口的吞吐量逐年上升，其中北港最快"
    rows = [
        (full, 70, 100, 1),
        (full, 50, 115, 1),
        (full + "。。", 50, 130, 1),
        (full, 70, 145, 1),
        (full + "。。", 50, 160, 1),
    ]
    blocks, regions = stream_to_blocks(drawn(rows), drawn=True)
    assert regions == ()
    assert [block.kind for block in blocks] == ["paragraph", "paragraph"]


def test_a_paragraph_goes_on_over_a_page_and_its_head_and_number():
    full = "港口的吞吐量逐年上升，其中北港最快，南"
    rows = []
    for page in (1, 2, 3):
        rows.append((f"港航观察{page}", 150, 20, page))
        rows += [(full, 50, 100 + 15 * index, page) for index in range(12)]
        rows.append((str(page + 40), 150, 700, page))
    blocks, _ = stream_to_blocks(drawn(rows), drawn=True)
    assert [block.kind for block in blocks] == ["running_head", "paragraph"] + ["page_number", "running_head"] * 2 + [
        "page_number"
    ]
    assert blocks[1].passage.text == full * 36


def test_an_empty_stream_has_no_blocks():
    assert stream_to_blocks((), drawn=False) == ((), ())
    assert stream_to_blocks((), drawn=True) == ((), ())


def test_a_text_with_a_paragraph_a_line_keeps_its_paragraphs():
    paragraph = "港口的吞吐量逐年上升，其中北港上升最快，南港次之，其余各港变化不大，全省总量仍居全国前列，没有下降。"
    assert texts(structure_of(f"{paragraph}\n" * 4), "paragraph") == [paragraph] * 4


def test_the_abstract_goes_on_to_its_keywords():
    text = (
        "港口发展问题研究及其对策分析\n林某某\n摘 要：本文分析港口的吞吐量。\n其中北港上升最快，南港次之。\n全省总量仍居全国前列。\n关键词：港口；航线\n"
        + ARTICLE.partition("\n")[2].replace(" 摘 要：", "")
    )
    assert texts(structure_of(text), "abstract") == [
        "摘 要：本文分析港口的吞吐量。其中北港上升最快，南港次之。全省总量仍居全国前列。"
    ]


def test_a_line_of_no_width_is_a_line_like_any_other() -> None:
    word = Word("́", Span(0, 1), Box(50.0, 100.0, 50.0, 110.0), (50.0, 50.0), 10.0)
    blocks, _ = stream_to_blocks([Line(1, (word,), Passage.of("́", Span(0, 1)), word.box)], drawn=True)
    assert [block.passage.text for block in blocks] == ["́"]
