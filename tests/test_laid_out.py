"""Drawn pages become lines in reading order, with each table as one region where it was printed."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas

from extractors.model import Line, Passage, Region
from extractors.readers.pdf import read_pdf
from extractors.structure.laid_out import document_to_stream
from tests.printing.pages import Layout, print_pages
from tests.printing.random_tables import article_around, random_table

WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT, GUTTER = 60.0, 535.0, 24.0
MIDDLE = (LEFT + RIGHT) / 2
COLUMN = (RIGHT - LEFT - GUTTER) / 2
SECOND = RIGHT - COLUMN

CHINESE = "河谷各县的播种面积在这几年里逐步扩大，农户也更愿意投入。"
ENGLISH = "the farms in the valley were larger than those in the hills and their yields rose"
HEADER = ("县名", "面积", "产量", "单价")
ROWS = (HEADER, ("青溪县", "12.4", "310", "2.15"), ("白塔县", "9.8", "275", "2.20"), ("临湖县", "15.1", "402", "2.08"))


class Paper:
    """Pages to print on, measured from the top left corner in points."""

    def __init__(self) -> None:
        registerFont(UnicodeCIDFont("STSong-Light"))
        self.target = io.BytesIO()
        self.canvas = Canvas(self.target, pagesize=(WIDTH, HEIGHT))

    def _set(self, text: str, size: float) -> float:
        font = "Helvetica" if text.isascii() else "STSong-Light"
        self.canvas.setFont(font, size)
        return float(self.canvas.stringWidth(text, font, size))

    def write(self, x: float, y: float, text: str, size: float = 10.5) -> None:
        self._set(text, size)
        self.canvas.drawString(x, HEIGHT - y, text)

    def centre(self, x: float, y: float, text: str, size: float = 10.5) -> None:
        self.write(x - self._set(text, size) / 2, y, text, size)

    def end(self, x: float, y: float, text: str, size: float = 10.5) -> None:
        self.write(x - self._set(text, size), y, text, size)

    def rule(self, x0: float, x1: float, y: float, weight: float = 0.8) -> None:
        self.canvas.setLineWidth(weight)
        self.canvas.line(x0, HEIGHT - y, x1, HEIGHT - y)

    def stem(self, x: float, top: float, bottom: float) -> None:
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x, HEIGHT - top, x, HEIGHT - bottom)

    def prose(self, x: float, top: float, lines: int, mark: str = "", width: float = COLUMN) -> float:
        """Set lines of Chinese text, the first with a mark to know them by; return where the next would stand."""
        count = int(width / 10.5)
        for number in range(lines):
            text = (mark if number == 0 else "") + CHINESE + CHINESE
            self.write(x, top + 16 * number, text[:count])
        return top + 16 * lines

    def cells(
        self, x0: float, x1: float, top: float, rows: Sequence[Sequence[str]], rules: str = "three", size: float = 9
    ) -> float:
        """Set a table, each cell in the middle of its column; `top` is that of the first rule. Return its bottom."""
        step, width = 15.0, (x1 - x0) / len(rows[0])
        for number, row in enumerate(rows):
            for index, cell in enumerate(row):
                self.centre(x0 + (index + 0.5) * width, top + number * step + 10.5, cell, size)
        bottom = top + len(rows) * step
        if rules == "three":
            for y in (top, top + step, bottom):
                self.rule(x0, x1, y)
        if rules == "full":
            for number in range(len(rows) + 1):
                self.rule(x0, x1, top + number * step)
            for index in range(len(rows[0]) + 1):
                self.stem(x0 + index * width, top, bottom)
        return bottom

    def turn(self) -> None:
        self.canvas.showPage()

    def stream(self) -> tuple[Line | Region, ...]:
        self.canvas.save()
        return document_to_stream(read_pdf(self.target.getvalue(), "article.pdf"))


def regions(stream: Sequence[Line | Region]) -> list[Region]:
    return [item for item in stream if isinstance(item, Region)]


def marks(stream: Sequence[Line | Region]) -> str:
    """Return the capitals that lines begin with, in order; T for a table."""
    return "".join(
        "T" if isinstance(item, Region) else item.text[0]
        for item in stream
        if isinstance(item, Region) or item.text[0].isascii()
    )


def grid(region: Region) -> list[tuple[str, ...]]:
    return [tuple(word.text for word in line.words) for line in region.lines]


def said(passage: Passage | None) -> str:
    return passage.text if passage else ""


def two_columns(paper: Paper, top: float = 80, lines: int = 12) -> float:
    paper.prose(LEFT, top, lines, "A")
    return paper.prose(SECOND, top, lines, "B")


def test_the_left_column_is_read_before_the_right_one() -> None:
    paper = Paper()
    two_columns(paper)
    stream = paper.stream()
    assert marks(stream) == "AB"
    assert len(stream) == 24


def test_what_crosses_the_gutter_parts_the_columns_above_from_those_below() -> None:
    paper = Paper()
    paper.centre(MIDDLE, 60, "T 河谷各县农业生产的变化与农户投入行为研究", 16)
    two_columns(paper, 100)
    paper.prose(LEFT, 320, 2, "C", RIGHT - LEFT)
    paper.prose(LEFT, 380, 6, "D")
    paper.prose(SECOND, 380, 6, "E")
    assert marks(paper.stream()) == "TABCDE"


def test_names_printed_on_both_sides_of_the_middle_are_one_line() -> None:
    paper = Paper()
    paper.write(MIDDLE - 50, 60, "张三")
    paper.write(MIDDLE + 28, 60, "李四")
    two_columns(paper, 100)
    assert paper.stream()[0].passage.text.split() == ["张三", "李四"]  # type: ignore[union-attr]


def test_headings_at_the_head_of_two_columns_stay_with_their_columns() -> None:
    paper = Paper()
    paper.centre(LEFT + COLUMN / 2, 60, "一、问题")
    paper.centre(SECOND + COLUMN / 2, 60, "二、讨论")
    two_columns(paper, 90)
    texts = [item.passage.text for item in paper.stream() if isinstance(item, Line)]
    assert texts.index("一、问题") == 0
    assert texts.index("二、讨论") == 13


def test_three_columns_are_read_one_after_the_other() -> None:
    paper = Paper()
    width = (RIGHT - LEFT - 40) / 3
    for index, mark in enumerate("ABC"):
        paper.prose(LEFT + index * (width + 20), 80, 10, mark, width)
    assert marks(paper.stream()) == "ABC"


def test_a_page_of_one_column_is_read_down() -> None:
    paper = Paper()
    paper.prose(LEFT, 80, 10, "A", RIGHT - LEFT)
    paper.prose(LEFT, 260, 10, "B", RIGHT - LEFT)
    stream = paper.stream()
    assert marks(stream) == "AB"
    assert len(stream) == 20


def test_running_heads_stand_before_the_text_and_page_numbers_after_it() -> None:
    paper = Paper()
    for number in (12, 13):
        paper.write(LEFT, 40, "陆桥经贸")
        paper.end(RIGHT, 40, "区域研究")
        paper.prose(LEFT, 80, 40, "A")
        paper.prose(SECOND, 80, 40, "B")
        paper.write(SECOND + 40, 800, f"- {number} -")
        paper.turn()
    lines = [item for item in paper.stream() if isinstance(item, Line)]
    for page, number in ((1, 12), (2, 13)):
        texts = [line.text for line in lines if line.page == page]
        assert texts[0].split() == ["陆桥经贸", "区域研究"]
        assert texts[-1] == f"- {number} -"


def test_words_set_sideways_come_last_and_are_not_lost() -> None:
    paper = Paper()
    paper.prose(LEFT, 80, 10, "A", RIGHT - LEFT)
    paper.canvas.saveState()
    paper.canvas.translate(30, 400)
    paper.canvas.rotate(90)
    paper._set("Margin", 8)
    paper.canvas.drawString(0, 0, "Margin")
    paper.canvas.restoreState()
    last = paper.stream()[-1]
    assert isinstance(last, Line)
    assert last.text == "Margin"


@pytest.mark.parametrize("rules", ["three", "full"])
@pytest.mark.parametrize(("x0", "x1"), [(LEFT, LEFT + COLUMN), (SECOND, RIGHT)])
def test_a_table_in_one_column_holds_its_words_and_nothing_of_the_other(rules: str, x0: float, x1: float) -> None:
    paper = Paper()
    other = SECOND if x0 == LEFT else LEFT
    paper.prose(other, 80, 24, "B")
    paper.prose(x0, 80, 8, "A")
    paper.centre((x0 + x1) / 2, 225, "表 2  各县播种面积", 9)
    bottom = paper.cells(x0, x1, 232, ROWS, rules)
    paper.write(x0, bottom + 10, "注：根据各县统计资料整理", 7.5)
    paper.prose(x0, bottom + 40, 8, "C")
    stream = paper.stream()
    (region,) = regions(stream)
    assert grid(region) == [tuple(row) for row in ROWS]
    assert (region.number, said(region.caption)) == ("2", "各县播种面积")
    assert [note.text for note in region.notes] == ["根据各县统计资料整理"]
    assert marks(stream) == ("ATCB" if x0 == LEFT else "BATC")
    assert region.closed
    assert not region.continued
    assert len(region.rulings) == (3 if rules == "three" else 10)


def test_a_table_over_both_columns_stands_between_the_bands() -> None:
    paper = Paper()
    two_columns(paper, 80, 8)
    paper.centre(MIDDLE, 230, "表 1  各县播种面积", 9)
    bottom = paper.cells(LEFT, RIGHT, 238, ROWS)
    paper.prose(LEFT, bottom + 30, 8, "C")
    paper.prose(SECOND, bottom + 30, 8, "D")
    stream = paper.stream()
    assert marks(stream) == "ABTCD"
    assert grid(regions(stream)[0]) == [tuple(row) for row in ROWS]


def test_neighbours_at_the_same_height_are_two_tables() -> None:
    paper = Paper()
    two_columns(paper, 80, 8)
    others = (("年份", "进口"), ("2013", "5.5"), ("2014", "6.25"), ("2015", "7.75"))
    for x0, caption, rows in ((LEFT, "表 1  各县面积", ROWS), (SECOND, "表 2  历年进口", others)):
        paper.centre(x0 + COLUMN / 2, 230, caption, 9)
        bottom = paper.cells(x0, x0 + COLUMN, 238, rows)
        paper.write(x0, bottom + 10, "资料来源：各县年鉴", 7.5)
    first, second = regions(paper.stream())
    assert (first.number, second.number) == ("1", "2")
    assert grid(first) == [tuple(row) for row in ROWS]
    assert grid(second) == [tuple(row) for row in others]
    assert [note.text for note in (*first.notes, *second.notes)] == ["各县年鉴"] * 2


def page_with_table(around: Callable[[Paper, float], None], top: float = 260) -> tuple[Line | Region, ...]:
    """Print a page of one column with a table whose first rule stands at `top`."""
    paper = Paper()
    paper.prose(LEFT, 80, 8, "A", RIGHT - LEFT)
    around(paper, top)
    bottom = paper.cells(LEFT, RIGHT, top, ROWS)
    paper.prose(LEFT, bottom + 60, 8, "B", RIGHT - LEFT)
    return paper.stream()


def test_a_unit_at_the_far_end_of_the_caption_line_is_the_unit() -> None:
    def around(paper: Paper, top: float) -> None:
        paper.centre(MIDDLE, top - 6, "表 3  各县产量", 9)
        paper.end(RIGHT, top - 6, "单位：万吨", 8)

    (region,) = regions(page_with_table(around))
    assert said(region.caption) == "各县产量"
    assert said(region.unit) == "单位：万吨"


def test_a_unit_line_between_caption_and_table_is_the_unit() -> None:
    def around(paper: Paper, top: float) -> None:
        paper.centre(MIDDLE, top - 19, "表 3  各县产量", 9)
        paper.end(RIGHT, top - 6, "（单位：%）", 8)

    (region,) = regions(page_with_table(around))
    assert said(region.caption) == "各县产量"
    assert said(region.unit) == "单位：%"


def test_a_caption_broken_into_two_lines_is_joined() -> None:
    def around(paper: Paper, top: float) -> None:
        paper.centre(MIDDLE, top - 19, "表 3  河谷与丘陵各县在调查期内的", 9)
        paper.centre(MIDDLE, top - 6, "播种面积与产量", 9)

    stream = page_with_table(around)
    (region,) = regions(stream)
    assert said(region.caption) == "河谷与丘陵各县在调查期内的播种面积与产量"
    assert marks(stream) == "ATB"


def test_the_unit_at_the_end_of_the_second_line_of_a_caption_is_the_unit() -> None:
    def around(paper: Paper, top: float) -> None:
        paper.centre(MIDDLE, top - 19, "表 3  河谷与丘陵各县在调查期内的", 9)
        paper.centre(MIDDLE, top - 6, "播种面积与产量", 9)
        paper.end(RIGHT, top - 6, "单位：万亩", 9)

    (region,) = regions(page_with_table(around))
    assert said(region.caption) == "河谷与丘陵各县在调查期内的播种面积与产量"
    assert said(region.unit) == "单位：万亩"


def test_of_a_caption_in_two_languages_the_first_counts_and_the_other_stays_a_line() -> None:
    def around(paper: Paper, top: float) -> None:
        paper.centre(MIDDLE, top - 19, "表 3  各县产量", 9)
        paper.centre(MIDDLE, top - 6, "Table 3  Output of the counties", 9)

    stream = page_with_table(around)
    (region,) = regions(stream)
    assert said(region.caption) == "各县产量"
    assert [item.text for item in stream if isinstance(item, Line) and item.text.startswith("Table")] == [
        "Table 3 Output of the counties"
    ]


def test_a_label_on_a_line_of_its_own_has_the_title_below_it() -> None:
    def around(paper: Paper, top: float) -> None:
        paper.write(LEFT, top - 19, "Table 4", 9)
        paper.write(LEFT, top - 6, "Output of the counties", 9)

    (region,) = regions(page_with_table(around))
    assert region.number == "4"
    assert said(region.caption) == "Output of the counties"


def test_a_continued_table_says_so() -> None:
    (region,) = regions(page_with_table(lambda paper, top: paper.centre(MIDDLE, top - 6, "续表 3", 9)))
    assert region.continued
    assert region.number == "3"


def test_a_caption_below_is_found_where_none_stands_above() -> None:
    paper = Paper()
    paper.prose(LEFT, 80, 8, "A", RIGHT - LEFT)
    bottom = paper.cells(LEFT, RIGHT, 260, ROWS)
    paper.centre(MIDDLE, bottom + 14, "Table 5. Output of the counties", 9)
    paper.prose(LEFT, bottom + 60, 8, "B", RIGHT - LEFT)
    (region,) = regions(paper.stream())
    assert region.number == "5"


def test_a_table_that_rules_alone_show_is_found() -> None:
    (region,) = regions(page_with_table(lambda *_: None))
    assert grid(region) == [tuple(row) for row in ROWS]
    assert region.number is None
    assert region.caption is None


@pytest.mark.parametrize(("x0", "x1"), [(LEFT, LEFT + COLUMN), (LEFT, RIGHT)])
def test_a_table_without_rules_is_known_by_its_caption(x0: float, x1: float) -> None:
    paper = Paper()
    two_columns(paper, 80, 8)
    paper.centre((x0 + x1) / 2, 230, "表 6  各县产量", 9)
    bottom = paper.cells(x0, x1, 238, ROWS, "none")
    paper.write(x0, bottom + 8, "注：①根据各县统计资料整理 ②缺少一县", 7.5)
    paper.prose(LEFT, bottom + 40, 8, "C")
    paper.prose(SECOND, bottom + 40 if x1 == RIGHT else 220, 8, "D")
    stream = paper.stream()
    (region,) = regions(stream)
    assert grid(region) == [tuple(row) for row in ROWS]
    assert [note.text for note in region.notes] == ["①根据各县统计资料整理", "②缺少一县"]
    assert marks(stream) == ("ABTCD" if x1 == RIGHT else "ATCBD")


def test_a_table_without_rules_over_three_columns_is_known_by_its_caption_in_the_middle() -> None:
    paper = Paper()
    width = (RIGHT - LEFT - 40) / 3
    paper.centre(MIDDLE, 70, "表 6  各县产量", 9)
    bottom = paper.cells(LEFT, RIGHT, 78, ROWS, "none")
    paper.write(LEFT, bottom + 8, "注：根据各县统计资料整理", 7.5)
    for index, mark in enumerate("ABC"):
        paper.prose(LEFT + index * (width + 20), bottom + 40, 10, mark, width)
    stream = paper.stream()
    assert grid(regions(stream)[0]) == [tuple(row) for row in ROWS]
    assert marks(stream) == "TABC"


def test_a_page_whose_columns_are_all_taken_by_tables_is_read() -> None:
    paper = Paper()
    for _ in range(2):
        two_columns(paper, 80, 30)
        paper.turn()
    paper.centre(MIDDLE, 70, "表 6  各县产量", 9)
    paper.cells(LEFT, RIGHT, 78, ROWS)
    assert [region.number for region in regions(paper.stream())] == ["6"]


def test_a_caption_over_plain_text_makes_no_table() -> None:
    paper = Paper()
    paper.write(LEFT, 60, "表 6  各县产量")
    paper.prose(LEFT, 80, 20, "A", RIGHT - LEFT)
    assert regions(paper.stream()) == []


def test_notes_on_several_lines_are_cut_where_one_ends() -> None:
    paper = Paper()
    paper.prose(LEFT, 80, 8, "A", RIGHT - LEFT)
    paper.centre(MIDDLE, 254, "表 3  各县产量", 9)
    bottom = paper.cells(LEFT, RIGHT, 260, ROWS)
    paper.write(
        LEFT,
        bottom + 10,
        "注：①面积为年末数，产量按入库计算，其中未包括农户自留的部分，也未包括在途的部分以及已售出但是尚未",
        8,
    )
    paper.write(LEFT + 30, bottom + 21, "交割的部分。", 8)
    paper.write(LEFT + 16, bottom + 32, "②单价按年均计算。", 8)
    paper.write(LEFT, bottom + 43, "资料来源：各县统计年鉴。", 8)
    paper.prose(LEFT, bottom + 80, 8, "B", RIGHT - LEFT)
    stream = paper.stream()
    (region,) = regions(stream)
    assert [note.text[:8] for note in region.notes] == ["①面积为年末数，", "②单价按年均计算", "各县统计年鉴。"]
    assert region.notes[0].text.endswith("尚未交割的部分。")
    assert marks(stream) == "ATB"


def test_small_lines_above_the_source_are_notes_too() -> None:
    paper = Paper()
    paper.prose(LEFT, 80, 8, "A", RIGHT - LEFT)
    bottom = paper.cells(LEFT, RIGHT, 260, ROWS)
    paper.write(LEFT, bottom + 10, "GDP: gross domestic product.", 7.5)
    paper.write(LEFT, bottom + 20, "Source: county returns.", 7.5)
    paper.prose(LEFT, bottom + 50, 8, "B", RIGHT - LEFT)
    (region,) = regions(paper.stream())
    assert [note.text for note in region.notes] == ["GDP: gross domestic product.", "county returns."]


def test_text_below_a_table_is_not_taken_for_its_notes() -> None:
    stream = page_with_table(lambda paper, top: paper.centre(MIDDLE, top - 6, "表 3  各县产量", 9))
    assert regions(stream)[0].notes == ()
    assert marks(stream) == "ATB"


def test_a_caption_inside_the_frame_is_the_caption() -> None:
    paper = Paper()
    paper.prose(LEFT, 80, 8, "A", RIGHT - LEFT)
    paper.rule(LEFT, RIGHT, 240)
    paper.stem(LEFT, 240, 260)
    paper.stem(RIGHT, 240, 260)
    paper.centre(MIDDLE, 254, "表 3  各县产量", 9)
    paper.cells(LEFT, RIGHT, 260, ROWS, "full")
    (region,) = regions(paper.stream())
    assert region.number == "3"
    assert grid(region) == [tuple(row) for row in ROWS]


def test_a_header_above_the_first_rule_and_a_total_below_the_last_belong_to_the_table() -> None:
    paper = Paper()
    paper.prose(LEFT, 80, 8, "A", RIGHT - LEFT)
    rows = (*ROWS, ("合计", "37.3", "987", "2.14"))
    paper.cells(LEFT, RIGHT, 260, rows, "none")
    paper.rule(LEFT, RIGHT, 275)
    paper.rule(LEFT, RIGHT, 320)
    (region,) = regions(paper.stream())
    assert grid(region) == [tuple(row) for row in rows]


def test_rules_drawn_piece_by_piece_enclose_a_table() -> None:
    paper = Paper()
    paper.prose(LEFT, 80, 8, "A", RIGHT - LEFT)
    paper.cells(LEFT, RIGHT, 260, ROWS, "none")
    width = (RIGHT - LEFT) / 4
    for y in (260, 275, 320):
        for index in range(4):
            paper.rule(LEFT + index * width + 3, LEFT + (index + 1) * width - 3, y)
    (region,) = regions(paper.stream())
    assert grid(region) == [tuple(row) for row in ROWS]


def test_a_table_broken_over_the_page_without_rules_at_the_break_is_found_on_both() -> None:
    paper = Paper()
    rows = [HEADER, *ROWS[1:] * 3]
    paper.prose(LEFT, 80, 30, "A", RIGHT - LEFT)
    paper.centre(MIDDLE, 594, "表 4  各县产量", 9)
    paper.cells(LEFT, RIGHT, 600, rows, "none")
    paper.rule(LEFT, RIGHT, 600)
    paper.rule(LEFT, RIGHT, 615)
    paper.turn()
    paper.cells(LEFT, RIGHT, 70, ROWS[1:], "none")
    paper.rule(LEFT, RIGHT, 115)
    paper.prose(LEFT, 150, 30, "B", RIGHT - LEFT)
    stream = paper.stream()
    first, second = regions(stream)
    assert grid(first) == [tuple(row) for row in rows]
    assert grid(second) == [tuple(row) for row in ROWS[1:]]
    assert second.page == 2
    assert marks(stream) == "ATTB"


def headed_pages(paper: Paper, pages: int) -> None:
    """Print pages with a running head, ruled off twice, over a table that goes on from page to page."""
    for number in range(pages):
        paper.write(LEFT, 60, "2023年第4期", 9)
        paper.centre(MIDDLE, 60, "河谷各县的种植结构", 9)
        paper.end(RIGHT, 60, str(88 + number), 9)
        paper.rule(LEFT, RIGHT, 66)
        paper.rule(LEFT, RIGHT, 68)
        paper.cells(LEFT, RIGHT, 76, ROWS)
        paper.prose(LEFT, 150, 20, "A", RIGHT - LEFT)
        paper.turn()


def test_a_running_head_that_is_ruled_off_is_no_row_of_the_table_below() -> None:
    paper = Paper()
    headed_pages(paper, 2)
    first, second = regions(paper.stream())
    assert grid(first) == grid(second) == [tuple(row) for row in ROWS]


def test_the_header_of_a_table_that_returns_at_the_head_of_pages_stays_in_it() -> None:
    paper = Paper()
    for _ in range(2):
        paper.cells(LEFT, RIGHT, 60, ROWS)
        paper.prose(LEFT, 150, 20, "A", RIGHT - LEFT)
        paper.turn()
    first, second = regions(paper.stream())
    assert grid(first) == grid(second) == [tuple(row) for row in ROWS]


def test_the_head_of_a_journal_over_a_rule_is_no_table() -> None:
    paper = Paper()
    paper.write(LEFT, 56, "2023年第4期", 9)
    paper.end(RIGHT, 56, "No. 4, 2023", 9)
    paper.write(LEFT, 70, "(总第475期)", 9)
    paper.end(RIGHT, 70, "General No. 475", 9)
    paper.rule(LEFT, RIGHT, 76)
    paper.prose(LEFT, 110, 20, "A", RIGHT - LEFT)
    assert regions(paper.stream()) == []


def test_short_text_over_a_rule_is_no_end_of_a_table() -> None:
    paper = Paper()
    paper.write(LEFT, 60, "陆桥经贸   2023年第4期")
    paper.rule(LEFT, RIGHT, 66)
    paper.prose(LEFT, 100, 20, "A", RIGHT - LEFT)
    assert regions(paper.stream()) == []


def test_rows_of_numbers_under_a_header_are_a_table_without_rules_or_caption() -> None:
    paper = Paper()
    paper.prose(LEFT, 80, 8, "A", RIGHT - LEFT)
    rows = (*ROWS, ("石桥县", "11.0", "298", "2.11"))
    paper.cells(LEFT, RIGHT, 240, rows, "none")
    paper.prose(LEFT, 340, 8, "B", RIGHT - LEFT)
    stream = paper.stream()
    (region,) = regions(stream)
    assert grid(region) == [tuple(row) for row in rows]
    assert not region.closed
    assert marks(stream) == "ATB"


def test_a_list_of_contents_is_no_table() -> None:
    paper = Paper()
    for number in range(8):
        paper.write(LEFT, 100 + 18 * number, f"{number + 1}.1")
        paper.write(LEFT + 40, 100 + 18 * number, "Output of the counties")
        paper.end(RIGHT, 100 + 18 * number, str(4 * number + 3))
    assert regions(paper.stream()) == []


def test_dots_that_lead_to_a_page_number_are_no_cells() -> None:
    paper = Paper()
    for number in range(8):
        paper.write(LEFT, 100 + 18 * number, "Output of the counties" + " ." * 40 + f" {number + 3}")
    assert regions(paper.stream()) == []


def test_a_matrix_is_no_table() -> None:
    paper = Paper()
    paper.prose(LEFT, 80, 8, "A", RIGHT - LEFT)
    for row in range(4):
        for column in range(4):
            paper.write(200 + 40 * column, 240 + 15 * row, f"0.{row}{column}")
    assert regions(paper.stream()) == []


def test_numbers_over_the_caption_of_a_figure_are_no_table() -> None:
    paper = Paper()
    paper.prose(LEFT, 80, 8, "A", RIGHT - LEFT)
    paper.cells(LEFT, RIGHT, 240, [*ROWS[1:], *ROWS[1:]], "none")
    paper.centre(MIDDLE, 345, "图 2  各县产量", 9)
    assert regions(paper.stream()) == []


def test_a_frame_round_text_is_no_table() -> None:
    paper = Paper()
    paper.canvas.rect(LEFT - 6, HEIGHT - 220, RIGHT - LEFT + 12, 150)
    paper.prose(LEFT, 86, 8, "A", RIGHT - LEFT)
    paper.prose(LEFT, 260, 12, "B", RIGHT - LEFT)
    stream = paper.stream()
    assert regions(stream) == []
    assert marks(stream) == "AB"


def test_rules_over_and_under_the_text_of_a_page_make_no_table() -> None:
    paper = Paper()
    paper.write(LEFT, 50, "陆桥经贸")
    paper.rule(LEFT, RIGHT, 56)
    two_columns(paper, 80, 40)
    paper.rule(LEFT, RIGHT, 740)
    assert regions(paper.stream()) == []


@pytest.mark.parametrize("above", [True, False])
def test_the_chart_of_a_figure_is_no_table(above: bool) -> None:
    paper = Paper()
    paper.prose(LEFT, 80, 6, "A", RIGHT - LEFT)
    if above:
        paper.centre(MIDDLE, 208, "Figure 1. Output by county", 9)
    for y in (220, 250, 280, 310):
        paper.rule(LEFT + 40, RIGHT, y)
    for index, x in enumerate((LEFT + 40, 250, 400, RIGHT)):
        paper.stem(x, 220, 310)
        paper.centre(x + 20, 240, f"{index}2.5", 8)
        paper.centre(x + 20, 300, f"{index}7.5", 8)
    if not above:
        paper.centre(MIDDLE, 328, "图 1  各县产量", 9)
    paper.prose(LEFT, 360, 8, "B", RIGHT - LEFT)
    assert regions(paper.stream()) == []


@pytest.mark.parametrize("legend", ["hill farms", "95% of all farms"])
def test_an_axis_and_a_legend_between_two_rules_are_no_table(legend: str) -> None:
    paper = Paper()
    paper.prose(LEFT, 80, 6, "A", RIGHT - LEFT)
    paper.rule(LEFT, RIGHT, 220)
    for number in range(10):
        paper.write(LEFT + 5 + number * 46, 232, str(number + 1), 8)
    paper.write(LEFT + 30, 250, "valley farms", 8)
    paper.write(LEFT + 230, 250, legend, 8)
    paper.rule(LEFT, RIGHT, 256)
    assert regions(paper.stream()) == []


def lettered_rows(labels: tuple[str, str, str]) -> Paper:
    paper = Paper()
    paper.prose(LEFT, 80, 6, "A", RIGHT - LEFT)
    rows = [(label, "a", "b", "b") for label in labels]
    paper.cells(LEFT, RIGHT, 220, rows, rules="none")
    for y in (220.0, 265.0):
        paper.rule(LEFT, RIGHT, y)
    return paper


def test_letters_over_the_bars_of_a_chart_between_two_rules_are_no_table() -> None:
    assert regions(lettered_rows(("c", "b", "ab")).stream()) == []


def test_rows_of_numbers_with_letters_for_labels_are_a_table() -> None:
    paper = Paper()
    rows = (
        ("Term", "Estimate", "Error"),
        *((f"{first} {second}", "1.25", "0.31") for first, second in ("xy", "xz", "yz")),
    )
    paper.cells(LEFT, RIGHT, 220, rows)
    assert len(regions(paper.stream())) == 1


def test_rows_of_letters_with_labels_are_a_table() -> None:
    assert len(regions(lettered_rows(("Valley", "Hills", "Islands")).stream())) == 1


def test_tables_of_one_width_below_each_other_are_two() -> None:
    paper = Paper()
    paper.prose(LEFT, 80, 4, "A", RIGHT - LEFT)
    paper.centre(MIDDLE, 194, "表 1  各县产量", 9)
    bottom = paper.cells(LEFT, RIGHT, 200, ROWS)
    paper.write(LEFT, bottom + 10, "注：据各县上报", 8)
    paper.centre(MIDDLE, bottom + 40, "表 2  各县产量（续前）", 9)
    paper.cells(LEFT, RIGHT, bottom + 46, ROWS)
    assert [region.number for region in regions(paper.stream())] == ["1", "2"]


def test_english_text_in_two_columns_is_read_in_order_round_a_table() -> None:
    paper = Paper()
    for x, mark in ((LEFT, "A"), (SECOND, "B")):
        for number in range(20):
            text = f"{mark} {ENGLISH}" if number == 0 else ENGLISH
            paper.write(x, 80 + 14 * number, text[: 44 - number % 4], 9.5)
    paper.write(SECOND, 380, "Table 2. Output of the counties in the valley", 9)
    rows = (("County", "Area", "Output"), ("Ashford", "12.4", "310"), ("Corley", "9.8", "275"))
    bottom = paper.cells(SECOND, RIGHT, 388, rows)
    paper.write(SECOND, bottom + 12, "Note: Compiled from county returns.", 7.5)
    stream = paper.stream()
    assert marks(stream)[0] == "A"
    assert isinstance(stream[-1], Region)
    assert grid(stream[-1]) == [tuple(row) for row in rows]
    assert [note.text for note in stream[-1].notes] == ["Compiled from county returns."]


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10_000), columns=st.sampled_from([1, 2]), before=st.integers(1, 6))
def test_every_word_is_in_exactly_one_place(seed: int, columns: int, before: int) -> None:
    table = random_table(seed, columns=3)
    content = print_pages(article_around(table, before=before), Layout(columns=columns))
    document = read_pdf(content, "article.pdf")
    stream = document_to_stream(document)
    inside = [
        word.span.start for item in stream if isinstance(item, Region) for line in item.lines for word in line.words
    ]
    lines = [word.span.start for item in stream if isinstance(item, Line) for word in item.words]
    around = [
        span
        for item in regions(stream)
        for passage in (item.label, item.caption, item.unit, *item.notes)
        if passage
        for span in passage.spans()
    ]
    assert len({*inside, *lines}) == len(inside) + len(lines)
    for word in (word for page in document.pages for word in page.words):
        placed = word.span.start in {*inside, *lines} or any(span.overlaps(word.span) for span in around)
        assert placed or word.text.startswith(("注：", "（"))
    assert [item.number for item in regions(stream)] == [table.number]


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_scatter_of_words_and_rules_is_read_without_losing_a_word(data: st.DataObject) -> None:
    texts = st.sampled_from(
        ["表 1 产量", "单位：%", "注：①甲 ②乙", "12.5", "-", "青溪县", "图 2 产量", CHINESE, "Table 2", "①", "续表"]
    )
    places = st.tuples(st.integers(0, 560), st.integers(10, 830))
    paper = Paper()
    for _ in range(data.draw(st.integers(1, 2))):
        for x, y in data.draw(st.lists(places, min_size=1, max_size=30)):
            paper.write(x, y, data.draw(texts), data.draw(st.sampled_from([7.5, 10.5])))
        for x, y in data.draw(st.lists(places, max_size=8)):
            paper.rule(x, x + 200, y)
            paper.stem(x, y, y + 60)
        paper.turn()
    paper.canvas.save()
    document = read_pdf(paper.target.getvalue(), "article.pdf")
    stream = document_to_stream(document)
    lines = [word.span.start for item in stream if isinstance(item, Line) for word in item.words]
    inside = [word.span.start for item in regions(stream) for line in item.lines for word in line.words]
    assert len({*lines, *inside}) == len(lines) + len(inside)
    around = [
        span
        for item in regions(stream)
        for passage in (item.label, item.caption, item.unit, *item.notes)
        if passage
        for span in passage.spans()
    ]
    lost = [
        word.text
        for page in document.pages
        for word in page.words
        if word.span.start not in {*lines, *inside} and not any(span.overlaps(word.span) for span in around)
    ]
    assert all(not any(character.isdigit() for character in text) for text in lost)


def table_under(paper: Paper, *lines: tuple[str, float, float], bottom: float = 80) -> Region:
    """Set lines of (text, x, size), one below the other, a table and prose under them; return the table."""
    for text, x, size in lines:
        paper.write(x, bottom, text, size)
        bottom += 16
    foot = paper.cells(LEFT, RIGHT, bottom - 6, ROWS)
    paper.prose(LEFT, foot + 60, 6, "P", RIGHT - LEFT)
    (region,) = regions(paper.stream())
    return region


def test_the_second_line_of_a_caption_may_end_in_the_unit() -> None:
    region = table_under(
        Paper(), ("表 4 河谷三县在最近一年里的播种面积", LEFT, 9), ("与收购单价（单位：千公顷）", LEFT, 9)
    )
    assert said(region.caption) == "河谷三县在最近一年里的播种面积与收购单价"
    assert said(region.unit).endswith("千公顷")


def test_under_the_translation_of_a_caption_the_unit_may_still_follow() -> None:
    region = table_under(
        Paper(),
        ("表 4 河谷三县的播种面积", LEFT, 9),
        ("Table 4 Sown area of three counties", LEFT, 9),
        ("单位：千公顷", LEFT, 9),
    )
    assert (said(region.caption), said(region.unit)) == ("河谷三县的播种面积", "单位：千公顷")
    assert grid(region)[0] == HEADER


def test_what_stands_far_above_a_table_is_not_its_caption() -> None:
    paper = Paper()
    paper.write(LEFT, 80, "表 4 河谷三县的播种面积", 9)
    paper.prose(LEFT, 110, 8, "A", RIGHT - LEFT)
    region = table_under(paper, ("单位：千公顷", LEFT, 9), bottom=330)
    assert (region.caption, said(region.unit)) == (None, "单位：千公顷")


def test_circled_notes_on_one_line_are_cut_where_the_numbers_count_on() -> None:
    paper = Paper()
    paper.write(LEFT, 80, "表 4 河谷三县的播种面积", 9)
    foot = paper.cells(LEFT, RIGHT, 90, ROWS)
    paper.write(LEFT, foot + 13, "注：①不含复种；②按收购价计，见①。", 8)
    paper.prose(LEFT, foot + 60, 6, "P", RIGHT - LEFT)
    (region,) = regions(paper.stream())
    assert [note.text for note in region.notes] == ["①不含复种；", "②按收购价计，见①。"]
