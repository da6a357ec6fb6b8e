from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.lines import words_to_lines
from extractors.model import Block, Box, Document, FrontMatter, Page, Passage, Region, Span, Structure
from extractors.tables.page_ends import find_followers, page_to_folios
from tests.drawn_regions import Drawing, document, typed

HEAD = Block("running_head", Passage("某公司公告", ()))
FOLIO = Block("paragraph", Passage("1-1-34", ()))


def page(number: int, folio: str, at: float = 800) -> Page:
    drawing = Drawing(page=number)
    drawing.row(100, (50, 150), ("产量", "12"))
    drawing.put(250, at, folio)
    return Page(number, 500, 900, tuple(drawing.words))


def followers(*between: Block, second: int = 2, folios: tuple[str, ...] = ("", "", "")) -> frozenset[int]:
    tables = [Block("table", Passage("", ()), region=index) for index in (0, 1)]
    regions = tuple(Region(number, Box(50, 100, 150, 110), ()) for number in (1, second))
    pages = tuple(page(number, folio) for number, folio in enumerate(folios, 1))
    document = Document("a.pdf", "", 0, "application/pdf", None, "", pages)
    return find_followers(Structure("zh", FrontMatter(), (tables[0], *between, tables[1]), regions), document)


def test_only_running_heads_and_page_numbers_stand_between_the_parts_of_a_cut_table() -> None:
    assert followers(FOLIO, HEAD) == {1}
    assert followers(FOLIO, HEAD, second=1) == followers(HEAD, second=3) == set()
    assert followers(Block("paragraph", Passage("具体情况如下：", ()))) == set()


def test_a_paragraph_that_goes_on_between_two_tables_parts_them() -> None:
    def region_at(number: int, start: int) -> Region:
        words = typed("产量 12").lines[0].words
        placed = [replace(w, span=Span(w.span.start + start, w.span.end + start)) for w in words]
        return Region(number, Box(0, 0, 9, 1), words_to_lines(placed, number, gaps_are_printed=True))

    def found(goes_on_at: int, text: str = "到此为止") -> frozenset[int]:
        end = goes_on_at + len(text)
        halves = [Passage.of("前文自此起", Span(0, 5)), Passage.of(text, Span(goes_on_at, end))]
        blocks = (
            Block("paragraph", Passage.joined(halves, [""])),
            *(Block("table", Passage("", ()), region=index) for index in (0, 1)),
        )
        regions = (region_at(1, 10), region_at(2, 40))
        return find_followers(Structure("zh", FrontMatter(), blocks, regions), document(text.rjust(end), drawn=True))

    assert found(60) == found(5) == {1}
    assert found(30) == set()
    assert found(30, "1-1-34") == {1}


@pytest.mark.parametrize(
    ("folios", "cut"),
    [
        (("34", "35"), {1}),
        (("1-1-34", "1-1-35"), {1}),
        (("— 9 —", "— 10 —"), {1}),
        (("34", "41"), set()),
        (("1-1-34", "1-1-34"), set()),
        (("34", "第五章"), {1}),
    ],
)
def test_pages_whose_numbers_do_not_follow_each_other_cut_no_table(folios: tuple[str, ...], cut: set[int]) -> None:
    assert followers(HEAD, folios=folios) == cut


def test_a_number_beside_others_is_no_page_number() -> None:
    assert page_to_folios(page(1, "")) == ()
    assert page_to_folios(page(1, "36 社会科学", at=40)) == ()
    assert page_to_folios(page(1, "36", at=40)) == (36,)
    assert page_to_folios(Page(1, 500, 900, ())) == ()
