from __future__ import annotations

import pytest

from extractors.model import Box, Line, Passage, Span, Word
from extractors.readers.text import read_text
from extractors.structure import find_structure
from extractors.structure.assembly import stream_to_blocks
from extractors.structure.front_marks import read_front_mark
from extractors.structure.front_matter import find_front_matter, find_language, read_authors, read_keywords
from extractors.structure.title import is_authors

BODY = """一、渔业的现状
近年来，全省渔业稳步发展，海水养殖与淡水捕捞
并重，渔港建设投入逐年增加，渔民收入不断提高，
但是远洋捕捞所占的比重仍然较低，水平有待提高。
"""
CHINESE = (
    """2021年第4期 渔业经济
文章编号：1003-5678(2021)04-0033-06
沿海渔业发展的现状与对策研究
林 某，陈某某
（某海洋大学 经济学院，某市 266003）
摘 要：本文分析沿海渔业的现状，并提出对策。
关键词：渔业；海水养殖；对策
中图分类号：F326.4 文献标识码：A
DOI：10.12345/j.yyjj.2021.04.006
"""
    + BODY
)
ENGLISH = """Journal of Harbour Studies, Vol. 12 No. 3, 2021
Trade of Small Harbours and the Depth of Their Channels
Anna B. Berg1, Carl Dahl2,* and Eva Ek
1 Department of Economics, University of Somewhere
Abstract: We study the trade of small harbours. Depth matters.
Keywords: harbours; trade; depth
doi:10.5555/jhs.2021.0042
1. Introduction
The harbours of the coast have grown in number and in size, and their channels
have been deepened; trade, however, has fallen since the middle of the decade.
References
Dahl, C. (2019). Ports. doi:10.9999/other.1
"""


def front_of(text):
    return find_structure(read_text(text.encode(), "x")).front


def test_the_front_of_a_chinese_article():
    front = front_of(CHINESE)
    assert front.title == "沿海渔业发展的现状与对策研究"
    assert front.authors == ("林某", "陈某某")
    assert front.abstract == "本文分析沿海渔业的现状，并提出对策。"
    assert front.keywords == ("渔业", "海水养殖", "对策")
    assert front.clc == "F326.4"
    assert front.doi == "10.12345/j.yyjj.2021.04.006"
    assert front.article_number == "1003-5678(2021)04-0033-06"
    assert (front.year, front.number) == (2021, 4)


def test_the_front_of_an_english_article():
    structure = find_structure(read_text(ENGLISH.encode(), "x"))
    front = structure.front
    assert structure.language == "en"
    assert front.title == "Trade of Small Harbours and the Depth of Their Channels"
    assert front.authors == ("Anna B. Berg", "Carl Dahl", "Eva Ek")
    assert front.abstract == "We study the trade of small harbours. Depth matters."
    assert front.keywords == ("harbours", "trade", "depth")
    assert front.doi == "10.5555/jhs.2021.0042"
    assert (front.year, front.number) == (2021, 3)


def test_a_text_that_begins_with_the_journals_column_has_no_title():
    front = front_of("渔业观察\n" + BODY.partition("\n")[2] + BODY)
    assert front.title is None
    assert front.authors == ()
    assert front.running_head == "渔业观察"


def test_a_text_that_begins_in_a_sentence_has_no_title():
    front = front_of(BODY.partition("\n")[2] * 2)
    assert front.title is None
    assert front.running_head is None
    assert front.year is None


def test_a_title_without_authors_is_believed_before_the_abstract_only():
    title = "沿海渔业发展的现状与对策研究\n"
    assert front_of(title + "摘 要：本文分析渔业。\n" + BODY).title == title.strip()
    assert front_of(title + "林\n某\n摘 要：本文分析渔业。\n" + BODY).title == title.strip()


def test_a_subtitle_belongs_to_the_title():
    front = front_of("沿海渔业发展的现状与对策研究\n——以某省渔港为例的分析\n林某某\n摘 要：本文分析渔业。\n" + BODY)
    assert front.title == "沿海渔业发展的现状与对策研究——以某省渔港为例的分析"


def test_the_doi_of_a_reference_is_not_the_articles():
    assert front_of(ENGLISH.replace("doi:10.5555/jhs.2021.0042\n", "")).doi is None


@pytest.mark.parametrize("mark", ["【摘要】", "[摘 要]", "摘要：", "内容提要：", "摘　要 "])
def test_the_abstract_is_announced_in_many_ways(mark):
    front = front_of(f"沿海渔业发展的现状与对策研究\n林某某\n{mark}本文分析渔业。\n" + BODY)
    assert front.abstract == "本文分析渔业。"


def test_an_abstract_below_its_word_is_the_text_without_the_word():
    front = front_of("沿海渔业发展的现状与对策研究\n林某某\n摘 要\n本文分析渔业。\n关键词\n渔业；对策\n" + BODY)
    assert front.abstract == "本文分析渔业。"
    assert front.keywords == ("渔业", "对策")


@pytest.mark.parametrize(
    ("text", "year", "number"),
    [
        ("2024年第3期", 2024, 3),
        ("（2024）第3期", 2024, 3),
        ("2024年 第 40 卷 第 11 期", 2024, 11),
        ("Vol. 12, No. 3 (2024)", 2024, 3),
        ("2024, Vol. 12 No. 3", 2024, 3),
        ("2024年2月下", 2024, None),
        ("渔业经济", None, None),
    ],
)
def test_the_issue_is_read_as_printed(text, year, number):
    front = front_of(f"{text}\n沿海渔业发展的现状与对策研究\n林某某\n摘 要：本文分析渔业。\n" + BODY)
    assert (front.year, front.number) == (year, number)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("渔业经济", "zh"),
        ("The harbours of the coast", "en"),
        ("GDP、CPI 与 RCEP 的关系", "zh"),
        ("The province (省) of the coast", "en"),
        ("", "en"),
        ("123", "en"),
    ],
)
def test_the_language_is_that_of_most_letters(text, language):
    assert find_language(text) == language


@pytest.mark.parametrize(
    ("text", "keywords"),
    [
        ("渔业；养殖；对策", ("渔业", "养殖", "对策")),
        ("渔业 养殖 对策", ("渔业", "养殖", "对策")),
        ("渔业，养殖、对策。", ("渔业", "养殖", "对策")),
        ("harbour trade; channel depth", ("harbour trade", "channel depth")),
        ("harbour trade", ("harbour trade",)),
    ],
)
def test_keywords_are_cut_at_their_marks(text, keywords):
    assert read_keywords(text) == keywords


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("林 某", ("林某",)),
        ("林 某 陈某某", ("林某", "陈某某")),
        ("林某1，陈某某2,*", ("林某", "陈某某")),
        ("林某（某大学）、陈某某", ("林某", "陈某某")),
        ("Anna Berg and Carl Dahl", ("Anna Berg", "Carl Dahl")),
        ("林 某 陈", ("林某", "陈")),
    ],
)
def test_authors_are_cut_into_names(text, authors):
    assert read_authors(text) == authors


@pytest.mark.parametrize("text", ["林某某", "林 某，陈某某", "林某1,2 陈某某3*", "Anna B. Berg, Carl Dahl"])
def test_a_line_of_names_is_recognised(text):
    assert is_authors(text)


@pytest.mark.parametrize(
    "text", ["沿海渔业发展研究", "某海洋大学经济学院", "The harbours of the coast", "Introduction", "12", "2019年", ""]
)
def test_other_lines_are_no_names(text):
    assert not is_authors(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("摘 要：本文", "abstract"),
        ("Abstract. We study", "abstract"),
        ("ABSTRACT", "abstract"),
        ("Key words: ports", "keywords"),
        ("〔关键词〕渔业", "keywords"),
        ("收稿日期：2020-01-02", "front"),
        ("基金项目：某基金", "front"),
        ("[中图分类号] F326", "front"),
        ("Received: 2 May 2020", "front"),
    ],
)
def test_marked_lines_of_the_front(text, kind):
    mark = read_front_mark(text)
    assert mark is not None
    assert mark[0] == kind


@pytest.mark.parametrize(
    "text",
    ["摘要本身并不重要", "关键词的选择", "Abstract ideas matter", "Received wisdom says", "收稿后", "编辑部的意见"],
)
def test_sentences_that_begin_with_such_words_are_not_marked(text):
    assert read_front_mark(text) is None


def drawn_line(text, top, size, offset, x0=50.0):
    edges = tuple(x0 + size * index for index in range(len(text) + 1))
    box = Box(x0, top, edges[-1], top + size)
    word = Word(text, Span(offset, offset + len(text)), box, edges, size)
    return Line(1, (word,), Passage.of(text, word.span), box)


def drawn_front(rows):
    lines, offset = [], 0
    for top, (text, size) in enumerate(rows):
        lines.append(drawn_line(text, 30.0 * top, size, offset))
        offset += len(text) + 1
    blocks, _ = stream_to_blocks(lines, drawn=True)
    return find_front_matter(blocks)


BODY_ROWS = [("近年来，全省渔业稳步发展，海水养殖与淡水捕捞并重，", 10.0)] * 8


def test_on_drawn_pages_the_title_is_the_largest_type():
    front = drawn_front(
        [
            ("渔业观察", 9.0),
            ("沿海渔业发展的现状", 18.0),
            ("与对策研究", 18.0),
            ("林某某", 12.0),
            ("（某海洋大学，某市 266003）", 9.0),
            *BODY_ROWS,
        ]
    )
    assert front.title == "沿海渔业发展的现状与对策研究"
    assert front.authors == ("林某某",)
    assert front.running_head == "渔业观察"


def test_on_drawn_pages_without_larger_type_there_is_no_title():
    assert drawn_front(BODY_ROWS).title is None
    assert drawn_front([("渔业观察", 10.0), *BODY_ROWS]).title is None
