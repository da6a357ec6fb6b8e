"""Print the English sample article as a PDF of one column."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sample.source import read_items
from tests.printing.article import Heading, Paragraph
from tests.printing.pages import Layout, print_pages
from tests.printing.typesetting import PAGE_WIDTH, Sheet, break_lines, measure_in_points

HERE = Path(__file__).parent / "english"
NAME = "trade-with-asean"
_MARGIN = 92.0


def read_english() -> dict[str, Any]:
    """Return the English source as written."""
    return tomllib.loads((HERE / "article.toml").read_text(encoding="utf-8"))


def print_english(article: Mapping[str, Any]) -> bytes:
    """Return the English article as pages of one column."""
    issue, front = article["issue"], article["front"]

    def furnish(sheet: Sheet, page: int) -> None:
        number = issue["first_page"] + page - 1
        sheet.write(_MARGIN, 48, issue["journal_name"], 9)
        imprint = f"Vol. {issue['volume']}, No. {issue['number']} ({issue['year']})"
        sheet.write_right(PAGE_WIDTH - _MARGIN, 48, imprint, 9)
        sheet.rule(_MARGIN, 54, PAGE_WIDTH - _MARGIN, 54, 0.5)
        sheet.write_centred(PAGE_WIDTH / 2, 812, str(number), 9)

    def head_first(sheet: Sheet) -> float:
        middle, left, width = PAGE_WIDTH / 2, _MARGIN + 16, PAGE_WIDTH - 2 * _MARGIN - 32
        sheet.write_centred(middle, 96, front["title"], 14, bold=True)
        sheet.write_centred(middle, 120, " and ".join(front["authors"]), 11)
        sheet.write_centred(middle, 135, front["affiliation"], 9)
        y = 164.0
        for label, text in (
            ("Abstract. ", front["abstract"]),
            ("Keywords: ", "; ".join(front["keywords"])),
            ("DOI: ", front["doi"]),
        ):
            shift = measure_in_points(label, 9.5, bold=True)
            sheet.write(left, y, label, 9.5, bold=True)
            lines = break_lines(text, width, lambda part: measure_in_points(part, 9.5), shift)
            for number, line in enumerate(lines):
                sheet.write(left if number else left + shift, y, line, 9.5)
                y += 12.5
            y += 3
        return y + 14

    items = [*read_items(article, HERE, label="Table"), Heading("References")]
    items += [Paragraph(reference) for reference in article["text"]["references"]]
    layout = Layout(
        columns=1, margin=_MARGIN, leading=14.5, justified=False, spaced=True, furnish=furnish, head=head_first
    )
    return print_pages(items, layout, front["title"], ", ".join(front["authors"]))
