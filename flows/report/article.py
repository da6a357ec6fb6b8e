"""The page of one article: its source as printed beside the data that was read from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from pathlib import PurePosixPath

from extractors.readers.text import bytes_to_text
from flows.report.assets import load_assets
from flows.report.charts import find_charts
from flows.report.checks import find_checks, find_states
from flows.report.data import REPAIR, pack_data, to_script
from flows.report.entry import PICTURES
from flows.report.forms import corrections_file, load_forms
from flows.report.marks import Mark, find_marks, lost_numerals, text_to_stretches
from flows.report.names import find_names
from flows.report.pictures import Picture, boxes_by_page, draw_pages
from flows.report.refs import Row
from flows.report.sentences import find_sections
from flows.report.strips import find_strips
from flows.report.tables import find_tables
from flows.report.templating import render
from flows.report.words import Speaker, to_language

Rows = Mapping[str, Sequence[Row]]
_WARNINGS_SHOWN = 10  # the others are folded away, so that the contradictions stay near the top


@dataclass(frozen=True, slots=True)
class PageFile:
    """A file of a report, its name within the report's folder."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class SheetView:
    """A page of a PDF: its picture, and what is marked on it: by kind, from below to above, (name, verdict, SVG path)."""

    picture: Picture
    name: str
    layers: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]


def make_article(rows: Rows, content: bytes) -> tuple[PageFile, ...]:
    """Make the page of an article from its rows, with their published columns, and the bytes of its source.

    The page comes first, then the pictures that it shows. The same rows and bytes make the same files.
    """
    article = rows["articles"][0]
    states = find_states(rows)
    is_drawn = article["media_type"] == "application/pdf"
    strips = find_strips(content, rows["claims"]) if is_drawn else {}
    marks = find_marks(rows, states, strips)
    sheets = _draw(article["article_id"], rows, content, marks) if is_drawn else []
    stretches = [] if is_drawn else text_to_stretches(bytes_to_text(content, article["source"])[0], marks)
    checks = find_checks(rows)
    language = to_language(article["language"])
    corrections = corrections_file(rows)
    page = render(
        "article.html",
        {
            "t": Speaker(language),
            "language": language,
            "assets": load_assets(),
            "article": article,
            "name": PurePosixPath(article["source"]).name,
            "corrections": corrections,
            "shown": _WARNINGS_SHOWN,
            "sheets": sheets,
            "stretches": stretches,
            "tables": find_tables(rows, states),
            "sections": find_sections(rows, states),
            "contradictions": [check for check in checks if check.state == "bad"],
            "doubts": [check for check in checks if check.state == "doubt"],
            "agreements": [check for check in checks if check.state == "good"],
            "unjudged": [check for check in checks if check.state == ""],
            "rows_of_indicators": len(rows["indicators"]),
            "lost": lost_numerals(rows),
            "repairs": [[row[name] for name in REPAIR] for row in rows["repairs"]],
            "data": to_script(
                {
                    "name": PurePosixPath(article["source"]).name,
                    "forms": load_forms(),
                    "corrections": corrections,
                    "names": find_names(rows),
                }
                | pack_data(rows, find_charts(rows, states))
            ),
        },
    )
    name = f"{article['article_id']}-{sha256(page).hexdigest()[:16]}.html"
    return (PageFile(name, page), *(PageFile(sheet.name, sheet.picture.content) for sheet in sheets))


def _draw(article_id: str, rows: Rows, content: bytes, marks: Sequence[Mark]) -> list[SheetView]:
    boxes = boxes_by_page([*rows["numerals"], *rows["cells"]])
    sheets = []
    for picture in draw_pages(content, boxes):
        name = f"{PICTURES}/{article_id}-{picture.number}-{sha256(picture.content).hexdigest()[:8]}.webp"
        paths = ((mark, mark.to_path(picture.number)) for mark in marks)
        layers = groupby(((mark, path) for mark, path in paths if path), key=lambda pair: pair[0].kind)
        views = tuple((kind, tuple((mark.ref, mark.state, path) for mark, path in layer)) for kind, layer in layers)
        sheets.append(SheetView(picture, name, views))
    return sheets
