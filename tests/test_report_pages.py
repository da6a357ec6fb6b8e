"""What stands on the pages, before any browser sees them."""

from __future__ import annotations

import io
import json
from pathlib import Path

import altair as alt
import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from pyarrow import parquet
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

import extractors
from benchmarks.articles import make_article as make_printed_article
from benchmarks.articles import print_article
from extractors.corrections import read_corrections
from extractors.corrections.fields import CLAIM_FIELDS
from extractors.model import Box
from flows.report.article import make_article
from flows.report.assets import load_assets
from flows.report.charts import find_charts
from flows.report.checks import find_states, to_figure
from flows.report.data import pack_data
from flows.report.forms import load_forms
from flows.report.marks import Mark, find_marks, text_to_stretches
from flows.report.names import find_names
from flows.report.pictures import draw_pages, has_tones
from flows.report.refs import to_refs
from flows.report.strips import find_strips
from flows.report.words import load_words
from flows.schema import DATASETS
from tests.publication import ingest

RAW = Path(__file__).parent.parent / "raw"
PACKAGE = Path(make_article.__code__.co_filename).parent


@pytest.fixture(scope="module")
def articles(tmp_path_factory) -> dict[str, tuple[dict, bytes]]:
    """The sample's rows and bytes, by the end of the source."""
    output = tmp_path_factory.mktemp("pages")
    ingest(RAW, output, extract=extractors.extract)
    data = {schema.name: parquet.read_table(output / "current" / schema.name).to_pylist() for schema in DATASETS}
    return {
        article["source"].rpartition("/")[2]: (
            {name: [row for row in rows if row["article_id"] == article["article_id"]] for name, rows in data.items()},
            (RAW / article["source"]).read_bytes(),
        )
        for article in data["articles"]
    }


@pytest.mark.parametrize("name", ["shanxi-dongmeng.pdf", "shanxi-dongmeng.txt", "trade-with-asean.pdf"])
def test_the_same_rows_and_bytes_make_the_same_files(articles, name):
    assert make_article(*articles[name]) == make_article(*articles[name])


def test_every_filled_cell_every_claim_and_every_table_has_a_mark(articles):
    for rows, content in articles.values():
        marks = {
            mark.ref: mark
            for mark in find_marks(rows, {}, find_strips(content, rows["claims"]) if content[:4] == b"%PDF" else {})
        }
        wanted = len(rows["tables"]) + len(rows["claims"]) + sum(bool(row["text"]) for row in rows["cells"])
        assert len(marks) == wanted
        for mark in marks.values():
            assert mark.boxes or mark.run


def test_a_claim_on_two_lines_is_marked_on_both_and_not_between(articles):
    rows, content = articles["shanxi-dongmeng.pdf"]
    strips = find_strips(content, rows["claims"])
    assert strips
    for claim in rows["claims"]:
        for box in strips.get(claim["claim_id"], ()):
            assert box.height < (claim["bottom"] - claim["top"]) / 1.5
            assert claim["x0"] - 1 <= box.x0 < box.x1 <= claim["x1"] + 1


def test_a_claim_that_is_not_found_again_keeps_its_box(articles):
    rows, content = articles["shanxi-dongmeng.pdf"]
    strips = find_strips(content, rows["claims"])
    missing = [row | {"text": "not printed there"} for row in rows["claims"]]
    assert strips
    assert find_strips(content, missing) == {}


@given(
    st.text(alphabet="ab<>&\n\r\f表", max_size=40),
    st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45)), max_size=6),
)
def test_stretches_join_to_the_text_and_name_what_stands_over_each_character(text, runs):
    kept = [(start, end) for start, end in runs if start < end <= len(text)]
    marks = [Mark(f"c{index}", "claim", "", run=run) for index, run in enumerate(kept)]
    stretches = text_to_stretches(text, marks)
    assert "".join(stretch.text for stretch in stretches) == text
    place = 0
    for stretch in stretches:
        for _ in stretch.text:
            assert set(stretch.refs) == {f"c{index}" for index, (start, end) in enumerate(kept) if start <= place < end}
            place += 1


def test_a_page_of_type_has_two_levels_and_one_with_a_photograph_keeps_its_tones():
    sheet = io.BytesIO()
    drawn = canvas.Canvas(sheet, pagesize=(595, 842), invariant=True)
    drawn.setFont("Times-Roman", 10)
    for line in range(50):
        drawn.drawString(
            60, 780 - 14 * line, "The quick brown fox jumps over the lazy dog and back again at once. " * 1
        )
    drawn.showPage()
    drawn.setFillColorRGB(0.2, 0.5, 0.8)
    drawn.rect(100, 300, 300, 300, fill=1)
    drawn.showPage()
    drawn.save()
    type_page, toned = draw_pages(sheet.getvalue(), {})
    assert len(set(Image.open(io.BytesIO(type_page.content)).convert("L").get_flattened_data())) == 2
    assert len(set(Image.open(io.BytesIO(toned.content)).convert("L").get_flattened_data())) > 2
    assert (type_page.width, type_page.height) == (595, 842)


def test_a_page_that_the_reader_turned_is_turned():
    sheet = io.BytesIO()
    drawn = canvas.Canvas(sheet, pagesize=(400, 600), invariant=True)
    drawn.rotate(90)
    drawn.drawString(100, -50, "sideways")
    drawn.save()
    (page,) = draw_pages(sheet.getvalue(), {1: [Box(500, 40, 560, 60)]})
    assert (page.width, page.height) == (600, 400)
    assert page.pixels[0] > page.pixels[1]


def test_tones_are_told_from_the_edges_of_strokes():
    page = Image.new("RGB", (600, 800), "white")
    draw = ImageDraw.Draw(page)
    for line in range(0, 800, 9):
        draw.line((0, line, 600, line + 3), fill="black", width=2)
    smooth = page.convert("L").resize((420, 560), Image.Resampling.BICUBIC)
    assert not has_tones(smooth)
    draw.rectangle((0, 0, 300, 300), fill=(130, 130, 130))
    assert has_tones(page.convert("L"))


def test_charts_are_vega_lite_and_hold_every_value_of_a_table_over_periods_once(articles):
    for rows, _ in articles.values():
        for chart in find_charts(rows, find_states(rows)):
            alt.Chart.from_dict(chart["spec"])  # raises for what the schema refuses
            values = chart["spec"]["data"]["values"]
            assert len({value["r"] for value in values}) == len(values)
            assert len({(value["p"], value["s"]) for value in values}) == len(values)


def test_charts_do_not_mix_units_and_a_table_without_periods_has_none(articles):
    rows, _ = articles["shanxi-dongmeng.pdf"]
    printed = {
        f"{row['table_id'].partition('/')[2]}-r{row['row_index']}c{row['column_index']}": row
        for row in rows["observations"]
    }
    charts = find_charts(rows, {})
    assert charts
    for chart in charts:
        units = {
            (printed[value["r"]]["unit_code"], printed[value["r"]]["unit_multiplier"])
            for value in chart["spec"]["data"]["values"]
        }
        assert len(units) == 1
    without = [row | {"period": None} for row in rows["observations"]]
    assert find_charts(rows | {"observations": without}, {}) == []


def test_a_contradicted_value_is_marked_in_its_chart(articles):
    rows, _ = articles["shanxi-dongmeng.pdf"]
    ref = find_charts(rows, {})[0]["spec"]["data"]["values"][1]["r"]
    (marked,) = (
        value for chart in find_charts(rows, {ref: "bad"}) for value in chart["spec"]["data"]["values"] if "x" in value
    )
    assert marked["r"] == ref
    assert not any(
        "x" in value for chart in find_charts(rows, {ref: "doubt"}) for value in chart["spec"]["data"]["values"]
    )


def test_all_words_are_there_in_both_languages_and_all_that_are_asked_for_are_there():
    words = load_words()
    assert words["zh"].keys() == words["en"].keys()
    assert all(word.strip() for language in words.values() for word in language.values())
    asked = set()
    for template in (PACKAGE / "templates").iterdir():
        text = template.read_text("utf-8")
        asked |= set(regex.findall(r"""\bt(?:\.plain)?\(['"]([^'"]+)['"]\)""", text))
        asked |= set(regex.findall(r'data-t(?:-label)?="([^"{}]+)"', text))
    script = (PACKAGE / "static" / "report.js").read_text("utf-8")
    asked |= set(regex.findall(r'\b(?:said|word)\("([^"]+)"\)', script))
    assert len(asked) > 40
    assert asked - words["zh"].keys() == set()
    assert {f"verdict.{name}" for name in ("agrees", "contradicts", "ambiguous")} <= words["zh"].keys()


def test_every_rule_and_every_code_of_a_list_has_a_word(articles):
    words = load_words()["zh"]
    for rows, _ in articles.values():
        assert {f"rule.{row['rule']}" for row in rows["checks"]} <= words.keys()
    listed = {field.name: field.values for schema in DATASETS for field in schema.fields if field.values}
    for name in ("kind", "sense", "modifier", "direction", "verdict", "method"):
        assert {f"{name}.{value}" for value in listed[name]} - words.keys() == set()
    assert {f"from.{value}" for value in listed["unit_from"]} - words.keys() == set()
    assert {
        f"column.{name.removesuffix('_code')}" for name in CLAIM_FIELDS if name != "unit_multiplier"
    } <= words.keys()


def test_names_are_those_of_the_codes_of_the_article(articles):
    rows, _ = articles["shanxi-dongmeng.pdf"]
    names = find_names(rows)
    assert set(names["place"]) <= {
        row[name] for row in rows["observations"] + rows["claims"] for name in ("entity_code", "partner_code")
    }
    assert names["unit"]["USD:8"] == ("亿美元", "100 million US dollars")
    own = [row | {"indicator_code": "own_code", "entity_code": "OWN"} for row in rows["observations"]]
    assert "own_code" not in find_names(rows | {"observations": own})["indicator"]


def lengthen(column, texts: list[str] | None = None) -> list:
    """Do what the script of a page does with a packed column."""
    runs = column["runs"] if isinstance(column, dict) else [part for value in column for part in (value, 1)]
    values = [value for value, times in zip(runs[::2], runs[1::2], strict=True) for _ in range(times)]
    return [None if value is None else texts[value] for value in values] if texts else values


def test_what_is_packed_for_the_script_is_what_was_published(articles):
    for rows, _ in articles.values():
        charts = find_charts(rows, find_states(rows))
        packed = pack_data(rows, charts)
        for dataset in ("claims", "indicators"):
            for name, column in zip(packed[dataset]["columns"], packed[dataset]["values"], strict=True):
                texts = packed["texts"] if name in packed[dataset]["of_texts"] else None
                assert lengthen(column, texts) == [row[name] for row in rows[dataset]]
        refs = packed["observations"]["refs"]
        for chart, shorter in zip(charts, packed["charts"], strict=True):
            values = chart["spec"]["data"]["values"]
            assert [refs[place] for place in shorter["of"]] == [value["r"] for value in values]
            assert [shorter["names"][place] for place in lengthen(shorter["series"])] == [
                value["s"] for value in values
            ]
            assert shorter["marked"] == [place for place, value in enumerate(values) if "x" in value]
        for row, inputs in zip(rows["indicators"], packed["inputs"], strict=True):
            assert [refs[one] if isinstance(one, int) else one for one in inputs] == to_refs(row["inputs"])


def test_a_page_says_things_that_come_again_once(articles):
    rows, _ = articles["shanxi-dongmeng.pdf"]
    size = len(json.dumps(pack_data(rows), ensure_ascii=False, separators=(",", ":")).encode())
    again = {name: table * 10 if name == "observations" else table for name, table in rows.items()}
    # Ten times the rows of tables that say the same: their values, and hardly anything else.
    assert len(json.dumps(pack_data(again), ensure_ascii=False, separators=(",", ":")).encode()) < size * 5


def test_twenty_long_articles_are_less_than_fifteen_megabytes(tmp_path):
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    (tmp_path / "raw" / "journal" / "2000-1").mkdir(parents=True)
    content = print_article(make_printed_article(0, 1, 10))
    (tmp_path / "raw" / "journal" / "2000-1" / "a.pdf").write_bytes(content)
    ingest(tmp_path / "raw", tmp_path / "output", extract=extractors.extract)
    data = {s.name: parquet.read_table(tmp_path / "output" / "current" / s.name).to_pylist() for s in DATASETS}
    files = make_article(data, content)
    assert len(files) == 11
    assets = load_assets()
    shared = sum(len(asset.content) for asset in assets.all)
    # With room for articles that say more.
    assert 20 * sum(len(file.content) for file in files) + shared < 13_500_000


def test_nothing_on_a_page_is_inline_or_from_elsewhere(articles):
    for rows, content in articles.values():
        page = make_article(rows, content)[0].content.decode()
        assert not regex.search(r"<[^>]+\son\w+=|<style|\sstyle=|javascript:", page)
        # Names beside it or below, and its own anchors; no scheme, no host, no way up.
        for address in regex.findall(r"""\s(?:src|href)="([^"]*)\"""", page):
            assert regex.fullmatch(r"data:,|#[\w-]+|(?:pictures/)?[\w-]+\.(?:html|css|js|webp)", address), address
        assert regex.findall(r"<script[^>]*>", page) == [
            f'<script src="{load_assets().script.name}" defer>',
            '<script type="application/json" id="facts">',
        ]
        assert "default-src &#39;none&#39;" in page


def test_the_forms_of_corrections_are_entries_that_a_file_may_hold():
    for kind, form in load_forms().items():
        corrections = read_corrections(form.replace('reason = ""', 'reason = "r"').encode(), "file")
        assert f"[[{kind}]]" in form
        assert corrections is not None


@pytest.mark.parametrize(
    ("number", "text"),
    [(23.49, "23.49"), (4.705263, "4.70526"), (1234567.0, "1234567"), (0.0000012, "1.2e-06"), (-5.0, "-5")],
)
def test_numbers_are_written_as_people_read_them(number, text):
    assert to_figure(number) == text
