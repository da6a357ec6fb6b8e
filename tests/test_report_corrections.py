"""Corrections on the pages: what does not apply is said where it is looked for, and what is offered fits."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from flows.isolation import open_workers
from flows.limits import Limits
from flows.manifest import read_snapshot
from flows.place import open_place
from flows.report.entry import read_entries
from flows.report.forms import corrections_file
from tests.browsers import Visit, open_browser
from tests.example_article import ARTICLE
from tests.publication import ingest

HARM = "<img src=x onerror=harmed=1></li><script>harmed=2</script>"
MISFIT = """[[cell]]
table = "t{table}"
row_index = 1
column_index = 1
printed = "{printed}"
right = "12.1"
author = "Wang Fang"
reason = "the page has 12.1"
"""


@pytest.fixture(scope="module")
def browser():
    with open_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def output(tmp_path_factory) -> Path:
    """Three articles: with two corrections that do not fit, with thirteen, and without a corrections file."""
    folder = tmp_path_factory.mktemp("warned")
    raw = folder / "raw" / "学报" / "2024-1"
    raw.mkdir(parents=True)
    for name in ("two.txt", "many.txt", "none.txt"):
        (raw / name).write_text(f"{name}\n{ARTICLE}", encoding="utf-8")
    two = MISFIT.format(table=9, printed="12.0") + MISFIT.format(table=1, printed=HARM)
    (raw / "two.corrections.toml").write_text(two, encoding="utf-8")
    many = "".join(MISFIT.format(table=9 + number, printed="12.0") for number in range(13))
    (raw / "many.txt.corrections.toml").write_text(many, encoding="utf-8")
    with open_workers(Limits(), 1, pages=True) as workers:
        ingest(folder / "raw", folder / "output", workers=workers)
    return folder / "output"


def page_of(output: Path, name: str) -> Path:
    (document,) = (one for one in read_snapshot(open_place(output)).documents if one.source.endswith(name))
    return output / "current" / "report" / f"{document.article_id}.html"


def rows_with(source: str, warnings: list[str], repaired_by: str | None = None) -> dict[str, list[dict]]:
    repairs = [] if repaired_by is None else [{"source": repaired_by}]
    return {"articles": [{"source": source, "warnings": warnings}], "repairs": repairs}


def test_an_article_says_near_its_top_what_does_not_apply_and_what_to_do(browser, output):
    visit = Visit(browser)
    page = visit.open(page_of(output, "two.txt"))
    box = page.locator("section.warnings")
    assert box.locator("h2").inner_text() == "! 未生效的更正"
    first, second = box.locator("li").all_inner_texts()
    assert first.startswith("two.corrections.toml, cell 1 (line 1): there is no table 't9'")
    assert HARM in second
    assert box.locator("code").inner_text() == "two.corrections.toml"
    assert "shubiao ingest" in box.inner_text()
    assert box.bounding_box()["y"] + box.bounding_box()["height"] < page.locator("#contradictions").bounding_box()["y"]
    assert page.locator(".parts a.warned").inner_text() == "! 2 条更正未生效"
    page.keyboard.press("l")
    assert box.locator("h2").inner_text() == "! Corrections not applied"
    assert page.locator(".parts a.warned").inner_text() == "! 2 corrections not applied"
    assert page.evaluate("window.harmed") is None
    assert page.locator("section.warnings img").count() == 0
    visit.close()


def test_many_are_folded_so_that_contradictions_stay_near(browser, output):
    visit = Visit(browser)
    page = visit.open(page_of(output, "many.txt"))
    assert page.locator(".warnings > ul li").count() == 10
    assert not page.locator(".warnings details li").first.is_visible()
    page.locator(".warnings summary").click()
    assert (
        page.locator(".warnings details li")
        .all_inner_texts()[-1]
        .startswith("many.txt.corrections.toml, cell 13 (line 97)")
    )
    visit.close()


def test_an_article_whose_corrections_all_apply_says_nothing_of_them(browser, output):
    visit = Visit(browser)
    page = visit.open(page_of(output, "none.txt"))
    assert page.locator(".warnings, .warned").count() == 0
    visit.close()


def test_the_list_counts_them_and_shows_those_articles_alone(browser, output):
    visit = Visit(browser)
    page = visit.open(output / "current" / "report" / "index.html")
    assert page.locator(".totals .warned").inner_text().split() == ["!", "15", "未生效的更正"]
    assert page.locator(".articles .warning").all_inner_texts() == ["! 13 条更正未生效", "! 2 条更正未生效"]
    page.check("#warned")
    assert page.locator(".articles tbody tr").count() == 2
    assert page.url.endswith("#warned=1")
    page.uncheck("#warned")
    assert page.locator(".articles tbody tr").count() == 3
    page.locator(".totals .warned a").click()
    assert page.locator(".articles tbody tr").count() == 2
    assert page.is_checked("#warned")
    page.fill("#q", "onerror")
    assert page.locator(".articles .warning .sub").inner_text().count(HARM) == 1
    assert page.evaluate("window.harmed") is None
    page.locator(".articles .warning a").click()
    page.wait_for_selector("section.warnings")
    assert page.locator("#warnings").is_visible()
    visit.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_does_not_apply_is_legible_for_all(browser, output, scheme):
    visit = Visit(browser, color_scheme=scheme, viewport={"width": 390, "height": 844})
    for file in (page_of(output, "many.txt"), output / "current" / "report" / "index.html"):
        page = visit.open(file)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        found = Axe().run(page).response["violations"]
        visit.faults.clear()  # the style sheets that it would fetch, which the policy refuses it
        assert [one["id"] for one in found if one["impact"] in {"serious", "critical"}] == []
    visit.close()


def test_a_list_without_any_has_no_filter_for_them(browser, tmp_path):
    raw = tmp_path / "raw" / "学报" / "2024-1"
    raw.mkdir(parents=True)
    (raw / "a.txt").write_text(ARTICLE, encoding="utf-8")
    with open_workers(Limits(), 1, pages=True) as workers:
        ingest(tmp_path / "raw", tmp_path / "output", workers=workers)
    visit = Visit(browser)
    page = visit.open(tmp_path / "output" / "current" / "report" / "index.html")
    assert page.locator("#warned, .warned").count() == 0
    page.goto((tmp_path / "output" / "current" / "report" / "index.html").as_uri() + "#warned=1")
    assert page.locator(".nothing").is_visible()
    visit.close()


def test_more_than_the_manifest_keeps_are_counted(output):
    place = open_place(output)
    (issue,) = read_snapshot(place).issues
    assert sorted(entry.warnings for entry in read_entries(place, issue)) == [0, 2, 13]


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        (rows_with("j/1/a.pdf", []), "a.pdf.corrections.toml"),
        (rows_with("j/1/a.pdf", [], "reader"), "a.pdf.corrections.toml"),
        (rows_with("j/1/a.pdf", [], "a.corrections.toml"), "a.corrections.toml"),
        (rows_with("j/1/a.pdf", ["a.corrections.toml, cell 1 (line 1): …"]), "a.corrections.toml"),
        (rows_with("j/1/a.pdf", ["a.pdf.corrections.toml, cell 1: …"]), "a.pdf.corrections.toml"),
        (rows_with("a.b.txt", ["a.b.corrections.toml: is larger than 256 KiB."]), "a.b.corrections.toml"),
    ],
)
def test_corrections_are_to_be_put_into_the_file_that_there_is_or_one_that_belongs_to_no_other(rows, name):
    assert corrections_file(rows) == name
