from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractors.claims import find_claims
from extractors.model import Cell, Grid, Passage, Region, Span, Structure, Table
from extractors.model.page import Box
from extractors.numerals import account_numerals
from extractors.vocabulary import load_vocabulary
from tests.prose import ARTICLE, prose

VOCABULARY = load_vocabulary()


def account(structure, document, tables=()):
    claims = find_claims(structure, document, VOCABULARY, ARTICLE)
    return account_numerals(document, structure, tables, claims, VOCABULARY)


def outcomes(*parts):
    return [(numeral.text, numeral.outcome, numeral.reason) for numeral in account(*prose(*parts))]


def test_every_part_of_an_article_accounts_for_its_numerals():
    assert outcomes(
        ("title", "2018年报告"),
        ("heading", "3.2 现状"),
        ("paragraph", "2017年增长5.5%，见表4。"),
        ("caption", "表4 2017年数据"),
        ("note", "注：2018年为预测。"),
        ("reference", "[1] 王某. 研究[J]. 2011(3): 4-9."),
        ("page_number", "27"),
        ("running_head", "2018年第6期"),
    ) == [
        ("2018", "not_a_claim", "front_matter"),
        ("3.2", "not_a_claim", "heading"),
        ("2017", "not_a_claim", "date"),
        ("5.5", "claim", None),
        ("4", "not_a_claim", "table_reference"),
        ("4", "caption", None),
        ("2017", "caption", None),
        ("2018", "note", None),
        ("1", "not_a_claim", "reference"),
        ("2011", "not_a_claim", "reference"),
        ("3", "not_a_claim", "reference"),
        ("4", "not_a_claim", "reference"),
        ("9", "not_a_claim", "reference"),
        ("27", "not_a_claim", "page_number"),
        ("2018", "not_a_claim", "running_head"),
        ("6", "not_a_claim", "running_head"),
    ]


def test_a_claim_is_the_subject_of_its_numeral():
    (numeral,) = account(*prose(("paragraph", "增长5.5%。")))
    assert numeral.subject == f"{ARTICLE}/c1"


def test_words_of_number_have_a_row_where_a_claim_or_a_context_holds_them():
    assert outcomes(("paragraph", "“十三五”期间涉及四类商品。")) == [
        ("十三五", "not_a_claim", "plan"),
        ("四", "claim", None),
    ]


def test_a_trend_holds_no_numeral():
    assert outcomes(("paragraph", "出口额一路持续上升。")) == [("一", "not_a_claim", "word")]


def test_what_nothing_explains_is_unaccounted():
    assert outcomes(("paragraph", "其中17出现。"), ("table", "31")) == [
        ("17", "unaccounted", None),
        ("31", "unaccounted", None),
    ]


def test_cells_and_labels_of_a_table_account_for_theirs():
    structure, document = prose(("paragraph", "年份 2017 额 4.5"))
    text = document.text
    years, value = (Span(text.index(word), text.index(word) + len(word)) for word in ("2017", "4.5"))
    cells = (
        Cell(0, 0, "年份", role="corner"),
        Cell(0, 1, "2017", role="column_header", spans=(years,)),
        Cell(1, 0, "额", role="row_header"),
        Cell(1, 1, "4.5", spans=(value,)),
    )
    table = Table(f"{ARTICLE}/t1", 1, Grid(cells, 2, 2, 1, 1, "aligned", 0.9))
    found = {numeral.text: numeral for numeral in account(structure, document, (table,))}
    assert (found["2017"].outcome, found["2017"].subject) == ("label", f"{ARTICLE}/t1")
    assert (found["4.5"].outcome, found["4.5"].subject) == ("cell", f"{ARTICLE}/t1/r1c1")


def test_what_is_printed_around_a_table_belongs_to_its_caption_and_notes():
    structure, document = prose(("table", "表 3 2017年出口 单位：10吨 注：①2018年起"))
    text = document.text

    def passage(words):
        start = text.index(words)
        return Passage.of(words, Span(start, start + len(words)))

    region = Region(
        1,
        Box(0, 0, 1, 1),
        (),
        number="3",
        label=passage("表 3"),
        caption=passage("2017年出口"),
        unit=passage("单位：10吨"),
        notes=(passage("①2018年起"),),
    )
    around = Structure("zh", structure.front, (), (region,))
    assert [(numeral.text, numeral.outcome) for numeral in account(around, document)] == [
        ("3", "caption"),
        ("2017", "caption"),
        ("10", "caption"),
        ("2018", "note"),
    ]


def test_a_run_of_digits_that_two_things_printed_is_two_rows():
    structure, document = prose(("table", "4.5,6.5"))
    cells = (Cell(0, 0, "4.5", spans=(Span(0, 3),)), Cell(0, 1, "6.5", spans=(Span(4, 7),)))
    table = Table(f"{ARTICLE}/t1", 1, Grid(cells, 1, 2, 0, 0, "aligned", 0.9))
    assert [numeral.subject for numeral in account(structure, document, (table,))] == [
        f"{ARTICLE}/t1/r0c0",
        f"{ARTICLE}/t1/r0c1",
    ]


KINDS = st.sampled_from(
    ["paragraph", "abstract", "heading", "caption", "note", "reference", "table", "figure", "keywords"]
)
WORDS = st.text(alphabet="0123456789０１.,，。、-年月第表%亿元个类一十三五增长为(（）)[] abc", min_size=1, max_size=50)


@given(st.lists(st.tuples(KINDS, WORDS), min_size=1, max_size=5))
def test_no_digit_of_a_text_is_without_a_row(parts):
    structure, document = prose(*parts)
    found = account(structure, document)
    covered = [0] * len(document.text)
    for numeral in found:
        span = numeral.place.span
        assert span is not None
        assert document.text[span.start : span.end] == numeral.text
        for position in range(span.start, span.end):
            covered[position] += 1
    assert all(covered[position] == 1 for position, character in enumerate(document.text) if character.isdecimal())
