"""What documents print is shown, and never run: not a tag, not an attribute, not an address of theirs takes effect."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.issue import Issue
from flows.manifest import Counts, PublishedDocument, PublishedIssue, Snapshot
from flows.place import open_place
from flows.reading import rows_to_tables
from flows.report.article import make_article
from flows.report.assets import load_assets
from flows.report.data import to_script
from flows.report.entry import Entry, store_entries
from flows.report.index import make_report
from flows.rows import Origin, dataset_to_rows
from flows.schema import DATASETS
from tests.browsers import Visit, open_browser
from tests.example_dataset import example_dataset
from tests.publication import NOON

HOSTILE = (
    '"><script>window.harmed = 1</script><img src=x onerror=\'window.harmed = 2\'><svg onload="window.harmed = 3">'
    "</script><script>window.harmed = 4</script><!--<script>{{ 7 * 7 }}<a href=javascript:window.harmed=5>'"
)
# What the schema allows one of a few values in, and what names rows.
_CODES = ("_id", "issue", "subject", "inputs", "role", "verdict", "media_type", "outcome", "method", "status", "sha256")


@pytest.fixture(scope="module")
def browser():
    with open_browser() as opened:
        yield opened


def harm(row: dict, codes: set[str]) -> dict:
    """Put hostile markup into every text of a row that a document can write."""
    return {
        name: value
        if name in codes or name.endswith(_CODES)
        else HOSTILE + value
        if isinstance(value, str)
        else [HOSTILE, *value]
        if isinstance(value, list)
        else value
        for name, value in row.items()
    }


def hostile_rows(media_type: str = "text/plain") -> dict[str, list[dict]]:
    codes = {field.name for schema in DATASETS for field in schema.fields if field.values}
    rows = dataset_to_rows(example_dataset(), Origin("j/2024-1", "a.txt", "k" * 16, NOON))
    tables = {name: table.to_pylist() for name, table in rows_to_tables(rows).items()}
    harmed = {name: [harm(row, codes) for row in table] for name, table in tables.items()}
    for row in harmed["articles"]:
        row["media_type"] = media_type
    for row in harmed["claims"]:
        row["char_end"] = min(row["char_end"] + len(HOSTILE), len(row["sentence"]))
    return harmed


def write(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        (folder / name).write_bytes(content)


def unharmed(page, texts: tuple[str, ...]) -> None:
    page.wait_for_timeout(200)
    assert page.evaluate("window.harmed") is None
    scripts = page.evaluate("[...document.scripts].map((script) => script.src.split('/').pop() || script.type)")
    # Those of the templates, and the charts' that our script asks for.
    assert set(scripts) <= {load_assets().script.name, "application/json", load_assets().charts.name}
    assert len(scripts) <= 3
    assert page.evaluate("document.querySelectorAll('svg[onload], img[onerror], [href^=javascript]').length") == 0
    assert page.evaluate("[...document.images].every((image) => !image.src.endsWith('/x'))")
    body = page.locator("body").inner_text()
    for text in texts:
        assert text in body


def test_a_hostile_article_is_shown_and_not_run(browser, tmp_path):
    rows = hostile_rows()
    files = make_article(rows, (HOSTILE * 3).encode())
    write(tmp_path, {"page.html": files[0].content, **{asset.name: asset.content for asset in load_assets().all}})
    visit = Visit(browser)
    page = visit.open(tmp_path / "page.html")
    (warning,) = rows["articles"][0]["warnings"]
    assert page.locator(".warnings li").all_inner_texts() == [warning]
    unharmed(page, (rows["articles"][0]["title"], rows["tables"][0]["caption"], warning, HOSTILE * 3))
    # All that a script puts into the page, too: details, lists, charts, help.
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    for chart in page.locator(".chart").all():
        chart.scroll_into_view_if_needed()
    for link in page.locator(".data a[id]").all():
        link.click()
        page.wait_for_timeout(20)
        for summary in page.locator(".correct summary").all():
            summary.click()
    page.keyboard.press("l")
    unharmed(page, (HOSTILE,))
    visit.close()


def test_a_hostile_list_is_shown_and_not_run(browser, tmp_path):
    place = open_place(tmp_path)
    issue = Issue(f"{HOSTILE}/2024-1", HOSTILE, 2024, "1")
    document = PublishedDocument(
        "a" * 16,
        f"{HOSTILE}.txt",
        "a.txt",
        "b" * 64,
        "k" * 16,
        "partial",
        HOSTILE,
        NOON.isoformat(),
        Counts(1, 2, 3, 4),
        warnings=(HOSTILE,),
    )
    with place.writing():
        entry = Entry("a" * 16, HOSTILE, HOSTILE, (("k1", HOSTILE),), "a.html", (), HOSTILE, 1)
        listed = store_entries(place, "slug", [entry])
        report = make_report(place, Snapshot((PublishedIssue(issue, (document,), (), report=listed),)))
    write(tmp_path, dict(report.files))
    visit = Visit(browser)
    page = visit.open(tmp_path / "index.html")
    unharmed(page, (HOSTILE,))
    page.check("#warned")
    page.fill("#q", HOSTILE[:20])
    assert page.locator(".articles .warning .sub").inner_text() == HOSTILE
    page.locator("th[data-sort=title] button").click()
    unharmed(page, (HOSTILE,))
    visit.close()


def test_the_policy_refuses_what_is_inline_even_if_it_got_in(browser, tmp_path):
    files = make_article(hostile_rows(), b"text")
    broken = files[0].content.replace(
        b"<main", b"<script>window.harmed = 9</script><img src=x onerror='window.harmed=8'><main"
    )
    write(tmp_path, {"page.html": broken, **{asset.name: asset.content for asset in load_assets().all}})
    visit = Visit(browser)
    page = visit.open(tmp_path / "page.html")
    page.wait_for_timeout(200)
    assert page.evaluate("window.harmed") is None
    assert any("Content Security Policy" in fault for fault in visit.faults)
    visit.faults.clear()
    visit.close()


@given(st.recursive(st.text() | st.none(), lambda some: st.lists(some) | st.dictionaries(st.text(), some)))
@settings(max_examples=200)
def test_data_in_a_page_cannot_end_their_element_and_read_back_the_same(value):
    text = to_script(value)
    assert "<" not in text
    assert json.loads(text) == value
