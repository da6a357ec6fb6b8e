"""Print the sample articles into raw/, as the kinds of file that journals hand over.

`python -m sample.print_article` writes raw/<journal>/<year>-<number>/ anew: the Chinese
article as PDF of two columns and as the text that a converter would have left of another
printing of it, the English one as PDF of one column. The same source gives the same bytes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sample.print_english import NAME as ENGLISH_NAME
from sample.print_english import print_english, read_english
from sample.source import folder_of, print_issue, read_items
from tests.printing.article import Heading, Item, Paragraph, PrintedTable
from tests.printing.flattened import flatten, paragraph_lines
from tests.printing.pages import Layout, print_pages
from tests.printing.typesetting import PAGE_WIDTH, Sheet, break_lines, measure_in_points

HERE = Path(__file__).parent
RAW = HERE.parent / "raw"
NAME = "shanxi-dongmeng"
_MARGIN = 56.0
_LINES_A_PAGE = 74  # of the flattened printing; the first and the second page end amid a sentence


def read_article() -> dict[str, Any]:
    """Return the source as written: issue, front, table, text, references."""
    return tomllib.loads((HERE / "article.toml").read_text(encoding="utf-8"))


def print_text(article: Mapping[str, Any]) -> str:
    """Return the flattened text: abstract at the foot of the first page, wide tables at the foot of theirs."""
    front = article["front"]
    foot = [" " + line if number == 0 else line for number, line in enumerate(_abstract_lines(front))]
    items: list[Item] = [Paragraph(front["title"]), Paragraph(front["authors"]), Paragraph(front["affiliation"])]
    # In this printing 表 1 stands in a column, so that only 表 3 goes to the foot of its page.
    items += [
        replace(item, wide=item.number == "3") if isinstance(item, PrintedTable) else item
        for item in read_items(article, HERE / "tables")
    ]
    items.append(Heading("参考文献"))
    items += [Paragraph(reference) for reference in article["text"]["references"]]
    return f" {front['running_head']}\n\n" + flatten(items, page=_LINES_A_PAGE, first_page_foot=foot)


def _abstract_lines(front: Mapping[str, str]) -> list[str]:
    lines: list[str] = []
    for text in (
        f"摘 要：{front['abstract']}",
        f"关键词：{front['keywords']}",
        f"中图分类号：{front['clc']} 文献标识码：{front['document_code']}",
        f"文章编号：{front['article_number']}",
        f"DOI：{front['doi']}",
        f"收稿日期：{front['received']}",
    ):
        lines += paragraph_lines(text, 46)
    return lines


def print_pdf(article: Mapping[str, Any]) -> bytes:
    """Return the article as pages of two columns, with three-line tables across one or both of them."""
    issue, front = article["issue"], article["front"]

    def furnish(sheet: Sheet, page: int) -> None:
        number = issue["first_page"] + page - 1
        left, right = f"{issue['year']}年第{issue['number']}期", front["running_head"]
        if number % 2:
            left, right = right, left
        sheet.write(_MARGIN, 48, left, 9)
        sheet.write_centred(PAGE_WIDTH / 2, 48, issue["journal_name"], 9)
        sheet.write_right(PAGE_WIDTH - _MARGIN, 48, right, 9)
        sheet.rule(_MARGIN, 54, PAGE_WIDTH - _MARGIN, 54, 0.6)
        sheet.write_centred(PAGE_WIDTH / 2, 808, f"· {number} ·", 9)

    def head_first(sheet: Sheet) -> float:
        middle, width = PAGE_WIDTH / 2, PAGE_WIDTH - 2 * _MARGIN
        sheet.write_centred(middle, 96, front["title"], 18, bold=True)
        sheet.write_centred(middle, 122, front["authors"].replace(" ", "\u3000"), 12)
        sheet.write_centred(middle, 139, front["affiliation"], 9)
        y = 164.0
        for label, text in (
            ("摘\u3000要：", front["abstract"]),
            ("关键词：", front["keywords"]),
            (
                "中图分类号：",
                f"{front['clc']}\u3000\u3000文献标识码：{front['document_code']}\u3000\u3000文章编号：{front['article_number']}",
            ),
            ("DOI：", front["doi"]),
        ):
            shift = measure_in_points(label, 9, bold=True)
            sheet.write(_MARGIN, y, label, 9, bold=True)
            lines = break_lines(text, width, lambda part: measure_in_points(part, 9), shift)
            for number, line in enumerate(lines):
                x = _MARGIN if number else _MARGIN + shift
                if number + 1 < len(lines):
                    sheet.write_justified(x, y, line, 9, width + _MARGIN - x)
                else:
                    sheet.write(x, y, line, 9)
                y += 14
        sheet.rule(_MARGIN, y - 4, PAGE_WIDTH - _MARGIN, y - 4, 0.4)
        return y + 8

    def foot_first(sheet: Sheet, x: float, width: float) -> float:
        sheet.rule(x, 768, x + width / 3, 768, 0.4)
        sheet.write(x, 780, f"收稿日期：{front['received']}", 8)
        return 26.0

    items = [*read_items(article, HERE / "tables"), Heading("参考文献", 2)]
    items += [Paragraph(reference) for reference in article["text"]["references"]]
    layout = Layout(margin=_MARGIN, furnish=furnish, head=head_first, foot=foot_first)
    return print_pages(items, layout, front["title"], front["authors"])


def print_files() -> dict[str, bytes]:
    """Return path below raw/ and bytes of everything that is printed."""
    article, english = read_article(), read_english()
    return {
        f"{folder_of(article)}/issue.toml": print_issue(article).encode(),
        f"{folder_of(article)}/{NAME}.txt": print_text(article).encode(),
        f"{folder_of(article)}/{NAME}.pdf": print_pdf(article),
        f"{folder_of(english)}/issue.toml": print_issue(english).encode(),
        f"{folder_of(english)}/{ENGLISH_NAME}.pdf": print_english(english),
    }


def main() -> None:
    """Write the printed files and name them."""
    for name, content in print_files().items():
        path = RAW / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        print(f"{path.relative_to(RAW.parent)}: {len(content)} bytes")


if __name__ == "__main__":
    main()
