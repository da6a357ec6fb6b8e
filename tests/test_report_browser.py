"""The pages in a real browser, from disk, as a reader has them."""

from __future__ import annotations

import csv
import io
import json
import time
from pathlib import Path

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from pyarrow import parquet

from extractors.corrections import cell_to_snippet, claim_to_snippet, no_claim_to_snippet, read_corrections
from flows.isolation import open_workers
from flows.issue import Issue
from flows.limits import Limits
from flows.manifest import PublishedDocument, PublishedIssue, Snapshot
from flows.place import open_place
from flows.report.entry import Entry, store_entries
from flows.report.index import make_report
from flows.report.refs import cell_to_ref, to_ref
from flows.schema import DATASETS
from tests.browsers import Visit, open_browser
from tests.publication import ingest

RAW = Path(__file__).parent.parent / "raw"
LIT = "[...document.querySelectorAll('.source .on')]"


@pytest.fixture(scope="module")
def browser():
    with open_browser() as opened:
        yield opened


@pytest.fixture
def visit(browser):
    opened = Visit(browser)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> Path:
    output = tmp_path_factory.mktemp("report")
    with open_workers(Limits(), 2, pages=True) as workers:
        ingest(RAW, output, workers=workers)
    return output / "current" / "report"


@pytest.fixture(scope="module")
def data(report) -> dict[str, list[dict]]:
    return {schema.name: parquet.read_table(report.parent / schema.name).to_pylist() for schema in DATASETS}


def article_of(data, ending: str) -> dict:
    return next(row for row in data["articles"] if row["source"].endswith(ending))


def rows_of(data, article: dict, dataset: str) -> list[dict]:
    return [row for row in data[dataset] if row["article_id"] == article["article_id"]]


def page_of(report: Path, article: dict) -> Path:
    return report / f"{article['article_id']}.html"


@pytest.fixture(scope="module")
def pdf(data) -> dict:
    return article_of(data, "shanxi-dongmeng.pdf")


@pytest.fixture(scope="module")
def text(data) -> dict:
    return article_of(data, ".txt")


def boxes_lit(page) -> list[tuple[str, float, float, float, float]]:
    """Return the boxes that are highlighted on the pages of a PDF: the page's name, and the box in points."""
    return page.evaluate(
        """() => [...document.querySelectorAll('.source path.on')].map((path) => {
            const box = path.getBBox();
            return [path.closest('figure').id, box.x, box.y, box.x + box.width, box.y + box.height];
        })"""
    )


def test_a_contradiction_in_the_list_leads_to_the_right_box_on_the_right_page(visit, report, data, pdf):
    check = next(
        row
        for row in rows_of(data, pdf, "checks")
        if row["verdict"] == "contradicts" and row["subject"].split("/")[1].startswith("c")
    )
    claim = next(row for row in data["claims"] if row["claim_id"] == check["subject"])
    page = visit.open(report / "index.html")
    page.fill("#q", check["message"])
    page.locator(f"a[href='{pdf['article_id']}.html#{to_ref(check['check_id'])}']").click()
    page.wait_for_selector(".source path.on")
    ((figure, x0, top, x1, bottom),) = boxes_lit(page)
    assert figure == f"p{claim['page']}"
    assert (x0, top, x1, bottom) == pytest.approx((claim["x0"], claim["top"], claim["x1"], claim["bottom"]), abs=1.5)
    mark, pane = (page.locator(selector).bounding_box() for selector in (".source path.on", ".source"))
    assert pane["y"] <= mark["y"] <= pane["y"] + pane["height"]
    assert page.locator(f"#{to_ref(check['check_id'])}").is_visible()
    assert check["message"] in page.locator(".check.on").inner_text()


@pytest.mark.parametrize("ending", ["shanxi-dongmeng.pdf", "trade-with-asean.pdf"])
def test_every_observation_and_claim_of_a_pdf_can_be_clicked_to_its_place(visit, report, data, ending):
    article = article_of(data, ending)
    places = {cell_to_ref(row): row for row in rows_of(data, article, "observations")}
    places |= {to_ref(row["claim_id"]): row for row in rows_of(data, article, "claims")}
    page = visit.open(page_of(report, article))
    found = page.evaluate(CLICK_ALL, list(places))
    for ref, place in places.items():
        lit = found[ref]
        assert lit, f"{ref} has no place"
        assert lit["seen"], f"{ref} is not brought into sight"
        around = [min(lit["x0"]), min(lit["top"]), max(lit["x1"]), max(lit["bottom"])]
        assert lit["page"] == f"p{place['page']}"
        assert around == pytest.approx([place["x0"], place["top"], place["x1"], place["bottom"]], abs=8)
        assert lit["title"]


def test_every_observation_and_claim_of_a_text_can_be_clicked_to_its_words(visit, report, data, text):
    source = (RAW / text["source"]).read_bytes().decode(text["encoding"]).removeprefix("\ufeff")
    places = {cell_to_ref(row): row for row in rows_of(data, text, "observations")}
    places |= {to_ref(row["claim_id"]): row for row in rows_of(data, text, "claims")}
    page = visit.open(page_of(report, text))
    found = page.evaluate(CLICK_ALL, list(places))
    for ref, place in places.items():
        assert found[ref]["seen"]
        printed = source[place["source_start"] : place["source_end"]].replace("\r\n", "\n")
        assert found[ref]["text"] == printed


# Click each link as a person does, one after the other, and say what is highlighted then.
CLICK_ALL = """async (refs) => {
    const found = {};
    for (const ref of refs) {
        const link = document.getElementById(ref);
        for (let up = link; up; up = up.parentElement) if (up.tagName === 'DETAILS') up.open = true;
        link.click();
        await new Promise((resolve) => setTimeout(resolve, 0));
        for (let wait = 0; wait < 50 && !link.classList.contains('on'); wait += 1) await new Promise((resolve) => setTimeout(resolve, 5));
        const marks = [...document.querySelectorAll('.source .on')];
        const pane = document.querySelector('.source').getBoundingClientRect();
        const boxes = marks.map((mark) => mark.getBoundingClientRect());
        const inner = marks.filter((mark) => mark.getBBox).map((mark) => mark.getBBox());
        found[ref] = marks.length && {
            seen: boxes.some((box) => box.top >= pane.top && box.bottom <= pane.bottom),
            page: marks[0].closest('figure')?.id,
            x0: inner.map((box) => box.x), top: inner.map((box) => box.y),
            x1: inner.map((box) => box.x + box.width), bottom: inner.map((box) => box.y + box.height),
            text: marks.map((mark) => mark.textContent).join(''),
            title: !document.querySelector('.detail').hidden,
        };
    }
    return found;
}"""


def test_a_mark_in_the_source_leads_to_its_number(visit, report, data, pdf):
    observation = rows_of(data, pdf, "observations")[20]
    ref = cell_to_ref(observation)
    page = visit.open(page_of(report, pdf))
    page.locator(f".source path[data-ref='{ref}']").scroll_into_view_if_needed()
    page.locator(f".source path[data-ref='{ref}']").click()
    page.wait_for_selector(f"#{ref}.on")
    link, pane = page.locator(f"#{ref}").bounding_box(), page.locator(".data").bounding_box()
    assert pane["y"] <= link["y"] <= pane["y"] + pane["height"]
    assert page.url.endswith(f"#{ref}")
    detail = page.locator(".detail").inner_text()
    assert observation["text"] in detail
    assert observation["period"] in detail


def test_a_word_in_a_text_leads_to_its_claim(visit, report, data, text):
    ref = to_ref(rows_of(data, text, "claims")[3]["claim_id"])
    page = visit.open(page_of(report, text))
    page.locator(f".source [data-ref~='{ref}']").first.click()
    page.wait_for_selector(f"#{ref}.on")


def test_a_check_shows_what_it_judges_and_what_it_is_computed_from(visit, report, data, pdf):
    check = next(row for row in rows_of(data, pdf, "checks") if row["rule"] == "sum" and len(row["inputs"]) > 1)
    page = visit.open(page_of(report, pdf), to_ref(check["check_id"]))
    page.wait_for_selector(".source path.on")
    assert page.evaluate(f"{LIT}.map((mark) => mark.dataset.ref)") == [to_ref(check["subject"])]
    parts = page.evaluate("[...document.querySelectorAll('.source path.part')].map((mark) => mark.dataset.ref)")
    assert sorted(parts) == sorted(to_ref(name) for name in check["inputs"] if name != check["subject"])


def test_what_agrees_and_what_cannot_be_checked_are_told_apart(visit, report, data, pdf):
    verdicts = [row["verdict"] for row in rows_of(data, pdf, "checks")]
    agreeing, unknown = sum(one.startswith("agrees") for one in verdicts), verdicts.count("not_checkable")
    page = visit.open(page_of(report, pdf))
    assert f"{agreeing} 项相符" in page.locator(".parts").inner_text()
    folded = page.locator("section[aria-labelledby=agreements] details")
    assert folded.locator("summary").all_inner_texts() == [f"{agreeing} 项相符", f"{unknown} 个数字无法核算"]
    assert [folded.nth(0).locator("tbody tr").count(), folded.nth(1).locator("tbody tr").count()] == [agreeing, unknown]


def test_the_verdict_is_told_by_sign_and_word_as_well_as_by_colour(visit, report, pdf):
    page = visit.open(page_of(report, pdf))
    for heading in page.locator(".check.bad h4 a").all():
        assert heading.inner_text().split() == ["✗", "矛盾"]
    for heading in page.locator(".check.doubt h4 a").all():
        assert heading.inner_text().split() == ["?", "存疑"]
    for link in page.locator("a.bad[id]").all():
        assert link.locator(".sign").get_attribute("aria-label") == "矛盾"


def test_keys_step_through_contradictions_clear_the_selection_and_show_help(visit, report, data, pdf):
    wrong = [to_ref(row["check_id"]) for row in rows_of(data, pdf, "checks") if row["verdict"] == "contradicts"]
    page = visit.open(page_of(report, pdf))

    def stepped_to(key: str) -> str:
        page.keyboard.press(key)
        page.wait_for_timeout(50)
        return page.evaluate("document.querySelector('.check.on')?.id")

    assert [stepped_to("n") for _ in wrong] == wrong
    assert stepped_to("n") == wrong[0]
    assert stepped_to("p") == wrong[-1]
    assert page.locator(".position").inner_text().startswith(f"{len(wrong)} / {len(wrong)}")
    assert stepped_to("Escape") is None
    assert "#" not in page.url
    page.keyboard.press("?")
    assert page.locator("dialog.help").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("dialog.help").is_visible()


def test_the_language_is_the_browsers_and_can_be_switched_for_all_pages(browser, report, pdf):
    visit = Visit(browser, locale="en-US")
    page = visit.open(page_of(report, pdf))
    assert page.locator("#contradictions").inner_text() == "Contradictions"
    assert page.evaluate("document.documentElement.lang") == "en"
    page.get_by_role("button", name="中文").click()
    assert page.locator("#contradictions").inner_text() == "矛盾"
    page = visit.open(report / "index.html")
    assert page.evaluate("document.documentElement.lang") == "zh-Hans"
    page.keyboard.press("l")
    assert page.locator(".found").inner_text() == "3 articles"
    visit.close()


def test_no_word_of_the_interface_stays_in_the_other_language(browser, report, data):
    visit = Visit(browser, locale="en-US")
    page = visit.open(page_of(report, article_of(data, "trade-with-asean.pdf")))
    chinese = page.evaluate(
        """() => [...document.querySelectorAll('body *')].filter((element) => element.children.length === 0 && !element.closest('[data-act=language]'))
            .map((element) => element.tagName === 'SCRIPT' ? '' : element.textContent + (element.getAttribute('aria-label') || '')).filter((text) => /\\p{Script=Han}/u.test(text))"""
    )
    assert chinese == []
    visit.close()


def test_codes_are_called_by_name_in_the_readers_language_with_the_code_beside(browser, report, data, pdf):
    growth = next(row for row in rows_of(data, pdf, "indicators") if row["indicator_code"] == "trade_growth")
    balance = next(row for row in rows_of(data, pdf, "indicators") if row["indicator_code"] == "trade_balance")
    visit = Visit(browser)
    page = visit.open(page_of(report, pdf), to_ref(growth["indicator_id"]))

    def line(row: dict) -> str:
        return page.locator(f"#{to_ref(row['indicator_id'])}").inner_text()

    assert line(growth).startswith("贸易增长率 trade_growth")
    assert "亿美元" in line(balance)
    page.keyboard.press("l")
    assert line(growth).startswith("growth of trade trade_growth")
    assert "100 million US dollars" in line(balance)
    title = page.locator(f"#{to_ref(balance['indicator_id'])} [title]").nth(1).get_attribute("title")
    assert title == "东盟 · ASEAN"
    visit.close()


def test_the_details_of_a_number_say_what_its_codes_mean(browser, report, data, pdf):
    vietnam = next(row for row in rows_of(data, pdf, "observations") if row["partner_code"] == "VNM")
    visit = Visit(browser, locale="en-US")
    page = visit.open(page_of(report, pdf), cell_to_ref(vietnam))
    assert "越南 (Vietnam, VNM" in page.locator(".detail").inner_text()
    page.keyboard.press("l")
    # Printed in the reader's language the name says nothing new.
    assert "越南 (VNM" in page.locator(".detail").inner_text()
    visit.close()


def test_the_list_is_searched_by_title_id_and_message_and_the_search_can_be_shared(visit, report, data, pdf):
    page = visit.open(report / "index.html")

    def shown(words: str) -> int:
        page.fill("#q", words)
        return page.locator(".articles tbody tr").count()

    assert shown("") == 3
    assert shown(pdf["title"]) == 2
    assert shown(pdf["article_id"]) == 1
    message = next(row["message"] for row in rows_of(data, pdf, "checks") if row["verdict"] == "contradicts")
    assert shown(message[:12]) == 2
    assert shown("nothing like it") == 0
    assert page.locator(".nothing").is_visible()
    page.fill("#q", "trade asean")
    shared = page.evaluate("location.href")
    page.goto("about:blank")
    page.goto(shared)
    assert page.locator(".articles tbody tr").count() == 1
    assert page.input_value("#q") == "trade asean"
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"


def test_a_list_of_a_thousand_articles_shows_a_page_of_them_and_finds_any(visit, tmp_path):
    issues = []
    place = open_place(tmp_path)
    with place.writing():
        for number in range(50):
            names = [f"{number:02}-{index:02}" for index in range(20)]
            listed = store_entries(place, f"j-{number}", [Entry(name * 4, f"第{name}号研究") for name in names])
            documents = tuple(
                PublishedDocument(name * 4, f"{name}.txt", name, None, "k", "ok", None, "2025-01-01") for name in names
            )
            issues.append(
                PublishedIssue(Issue(f"j/2024-{number}", "j", 2024, str(number)), documents, (), report=listed)
            )
        report = make_report(place, Snapshot(tuple(issues)))
    for name, content in report.files.items():
        (tmp_path / name).write_bytes(content)
    page = visit.open(tmp_path / "index.html")
    assert page.locator(".articles tbody tr").count() == 50
    assert page.locator(".at").inner_text() == "1 / 20"
    page.locator("[data-act=next-page]").click()
    assert page.locator(".at").inner_text() == "2 / 20"
    page.fill("#q", "第37-11号")
    assert page.locator(".articles tbody tr").count() == 1
    assert not page.locator(".pager").is_visible()


def test_the_list_is_sorted_by_its_columns_and_filtered(visit, report, data):
    page = visit.open(report / "index.html")
    column = page.locator("th[data-sort=claims]")
    column.locator("button").click()
    assert column.get_attribute("aria-sort") == "descending"
    counts = [int(text) for text in page.locator(".articles tbody td:nth-child(5)").all_inner_texts()]
    assert counts == sorted(counts, reverse=True)
    column.locator("button").click()
    assert column.get_attribute("aria-sort") == "ascending"
    assert [int(text) for text in page.locator(".articles tbody td:nth-child(5)").all_inner_texts()] == sorted(counts)
    assert page.locator("th[aria-sort]").count() == 1
    page.check("#bad")
    assert page.locator(".articles tbody tr").count() == sum(row["contradictions"] > 0 for row in data["articles"])
    page.uncheck("#bad")
    page.select_option("#issue", "landbridge-review/2023-2")
    assert page.locator(".articles tbody tr").count() == 1
    page.select_option("#status", "failed")
    assert page.locator(".articles tbody tr").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_shuts_people_out(browser, report, pdf, text, scheme, width):
    visit = Visit(browser, color_scheme=scheme, viewport={"width": width, "height": 844})
    for file, anchor in ((report / "index.html", ""), (page_of(report, pdf), "t1-r3c2"), (page_of(report, text), "k1")):
        page = visit.open(file, anchor)
        page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
        for holder in page.locator(".chart").all()[:1]:
            holder.scroll_into_view_if_needed()
        page.wait_for_timeout(300)
        assert visit.faults == []
        found = Axe().run(page).response["violations"]
        visit.faults.clear()  # the style sheets that it would fetch, which the policy refuses it
        assert [
            (one["id"], one["impact"], [node["html"][:120] for node in one["nodes"][:3]])
            for one in found
            if one["impact"] in {"serious", "critical"}
        ] == []
    visit.close()


def test_a_phone_shows_one_side_at_a_time_and_nothing_runs_over(browser, report, data, pdf):
    visit = Visit(browser, viewport={"width": 390, "height": 844}, has_touch=True)
    page = visit.open(page_of(report, pdf))
    fits = "document.documentElement.scrollWidth <= innerWidth"
    assert page.evaluate(fits)
    assert not page.locator(".source").is_visible()
    ref = to_ref(rows_of(data, pdf, "claims")[5]["claim_id"])
    page.locator(f"#{ref}").click()
    page.wait_for_selector(".source path.on")
    assert not page.locator(".data").is_visible()
    mark = page.locator(".source path.on").first.bounding_box()
    assert 0 <= mark["y"] <= 844
    assert page.evaluate(fits)
    page.locator("[data-act=show-data]").click()
    assert page.locator(f"#{ref}").is_visible()
    page.goto((report / "index.html").as_uri())
    assert page.evaluate(fits)
    visit.close()


def test_print_holds_both_sides_and_no_tools(visit, report, pdf):
    page = visit.open(page_of(report, pdf))
    page.emulate_media(media="print")
    assert page.locator(".source").is_visible()
    assert page.locator(".data").is_visible()
    assert not page.locator(".tools").is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.data')).overflow") == "visible"


def test_a_page_of_the_source_takes_one_sheet_of_paper_and_dark_screens_print_dark_on_white(browser, report, pdf):
    visit = Visit(browser, color_scheme="dark")
    page = visit.open(page_of(report, pdf))
    for image in page.locator(".source img").all():  # as a reader has who has scrolled through
        image.scroll_into_view_if_needed()
    sheets = pypdfium2.PdfDocument(page.pdf(format="A4"))
    texts = [sheet.get_textpage().get_text_range() for sheet in sheets]
    # One a page, and then the data, which begin with the name of the source.
    assert next(place for place, text in enumerate(texts) if pdf["issue"] in text) == pdf["pages"]
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--link')") == "#0b57b0"
    visit.close()


def test_charts_are_drawn_mark_what_is_contradicted_and_lead_to_the_cell(visit, report, data, pdf):
    page = visit.open(page_of(report, pdf))
    facts = json.loads(page.locator("#facts").text_content())
    charts = page.locator(".chart")
    assert charts.count() == len(facts["charts"]) > 0
    for index in range(charts.count()):
        charts.nth(index).scroll_into_view_if_needed()
        charts.nth(index).locator("svg.marks").wait_for()
    drawn = page.evaluate(
        "[...document.querySelectorAll('.chart')].map((figure) => figure.querySelectorAll('.mark-symbol.role-mark path, .mark-rect.role-mark path').length)"
    )
    for number, chart in zip(drawn, facts["charts"], strict=True):
        assert number == len(chart["of"]) + len(chart["marked"])
    page.locator(".chart .mark-symbol.role-mark path").first.click()
    page.wait_for_selector(".source path.on")
    assert len({*page.evaluate(f"{LIT}.map((mark) => mark.dataset.ref)")}) == 1


def test_what_is_shown_can_be_downloaded(visit, report, data, pdf):
    page = visit.open(page_of(report, pdf))
    with page.expect_download() as caught:
        page.locator("[data-kind=observations][data-of=t1]").click()
    assert caught.value.suggested_filename == "shanxi-dongmeng-t1-observations.csv"
    content = Path(caught.value.path()).read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    wanted = [row for row in rows_of(data, pdf, "observations") if to_ref(row["table_id"]) == "t1"]
    assert [row["text"] for row in rows] == [row["text"] for row in wanted]
    assert [float(row["value"]) if row["value"] else None for row in rows] == [row["value"] for row in wanted]
    assert [row["period"] for row in rows] == [row["period"] or "" for row in wanted]


def test_a_correction_that_the_page_offers_is_the_one_that_the_program_writes(visit, report, data, pdf):
    page = visit.open(page_of(report, pdf))
    wanted = {
        cell_to_ref(row): [cell_to_snippet(row["table_id"], row["row_index"], row["column_index"], row["text"])]
        for row in rows_of(data, pdf, "cells")
        if row["text"]
    }
    wanted |= {
        to_ref(row["claim_id"]): [
            claim_to_snippet(row["claim_id"], row["sentence"], row["text"], row),
            no_claim_to_snippet(row["claim_id"], row["sentence"], row["text"]),
        ]
        for row in rows_of(data, pdf, "claims")
    }
    offered = page.evaluate(
        """async (refs) => {
            const found = {};
            for (const ref of refs) {
                location.hash = ref;
                for (let wait = 0; wait < 100 && !document.getElementById(ref).classList.contains('on'); wait += 1) await new Promise((resolve) => setTimeout(resolve, 2));
                found[ref] = [...document.querySelectorAll('.snippet')].map((one) => one.textContent);
            }
            return found;
        }""",
        list(wanted),
    )
    for ref, entries in wanted.items():
        assert len(offered[ref]) == len(entries)
        for entry, text in zip(entries, offered[ref], strict=True):
            read = [read_corrections(one.replace('reason = ""', 'reason = "r"').encode(), "x") for one in (text, entry)]
            assert read[0] == read[1], ref
            assert text.count("\n") == entry.count("\n")


def test_without_scripts_source_tables_and_claims_are_there(browser, report, pdf):
    visit = Visit(browser, java_script_enabled=False)
    page = visit.open(page_of(report, pdf))
    assert page.locator(".source img").first.is_visible()
    assert page.locator("table.grid").count() == pdf["tables"]
    assert page.locator("a.claim").count() == pdf["claims"]
    assert page.locator(".noscript").is_visible()
    visit.close()


def test_pages_are_drawn_when_they_come_into_sight(visit, report, pdf):
    page = visit.open(page_of(report, pdf))
    assert page.locator(".source img").count() == pdf["pages"]
    for image in page.locator(".source img").all():
        assert image.get_attribute("loading") == "lazy"
        assert image.get_attribute("alt")


def test_the_first_view_is_there_within_a_second(visit, report, pdf):
    visit.open(page_of(report, pdf))
    started = time.perf_counter()
    page = visit.open(page_of(report, pdf))
    page.wait_for_selector(".source img")
    assert page.evaluate("document.readyState") == "complete"
    # A fifth of a second where nothing else runs; a machine of tests does other things beside.
    assert time.perf_counter() - started < 3
