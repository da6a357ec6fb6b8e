"""The report as a part of what is published: whole, the same for the same data, made once, and never in the way of the rows."""

from __future__ import annotations

import json
import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
import regex

from flows.bucket import Bucket
from flows.cli import main
from flows.isolation import open_workers
from flows.limits import Limits
from flows.manifest import read_snapshot
from flows.place import open_place
from flows.prune import prune
from flows.report.entry import read_entries
from flows.report.rebuild import rebuild_report
from tests.publication import NOON, ingest
from tests.stores import make_bucket, serve, told
from tests.worker_behaviours import drawn_badly

ARTICLE = (
    "表 1 甲县产量 单位：万吨\n年份\n2020\n2021\n粮食\n12.4\n13.1\n油料\n2.05\n1.98\n\n2021年粮食产量为13.1万吨。\n"
)


@pytest.fixture(scope="module")
def workers():
    with open_workers(Limits(), 1, pages=True) as running:
        yield running


@pytest.fixture
def raw(tmp_path) -> Path:
    for name in ("甲刊/2024-1/a.txt", "甲刊/2024-1/b.txt", "乙刊/2024-2/c.txt"):
        path = tmp_path / "raw" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name}\n{ARTICLE}", encoding="utf-8")
    return tmp_path / "raw"


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def entries_of(output: Path) -> dict[str, object]:
    place = open_place(output)
    return {
        document.source: entry
        for issue in read_snapshot(place).issues
        for document, entry in zip(issue.documents, read_entries(place, issue), strict=True)
    }


def listed(index: bytes) -> list[dict]:
    facts = regex.search(r'id="facts">(.*?)</script>', index.decode(), regex.DOTALL)[1]
    return json.loads(facts)["articles"]


def test_a_publication_has_a_list_and_a_page_for_each_article_and_all_that_they_load(raw, tmp_path, workers):
    ingest(raw, tmp_path / "output", workers=workers)
    report = tmp_path / "output" / "current" / "report"
    articles = listed((report / "index.html").read_bytes())
    assert [article["source"] for article in articles] == [
        "乙刊/2024-2/c.txt",
        "甲刊/2024-1/a.txt",
        "甲刊/2024-1/b.txt",
    ]
    for page in [report / "index.html", *(report / article["page"] for article in articles)]:
        loaded = regex.findall(r'(?:src|href|data-charts)="([^"#]+)"', page.read_text("utf-8"))
        assert loaded
        for name in loaded:
            assert name == "data:," or (report / name).is_file()
    package = json.loads((report.parent / "datapackage.json").read_text("utf-8"))
    assert (report.parent / package["report"]).is_file()


def test_the_same_documents_make_the_same_report_byte_for_byte(raw, tmp_path, workers):
    for name in ("one", "two"):
        ingest(raw, tmp_path / name, workers=workers)
    assert files_of(tmp_path / "one" / "current" / "report") == files_of(tmp_path / "two" / "current" / "report")


def test_a_page_is_made_once_and_stays_when_other_documents_change(raw, tmp_path, workers):
    output = tmp_path / "output"
    ingest(raw, output, workers=workers)
    before = entries_of(output)
    times = {path.name: path.stat().st_ino for path in (output / "pages").glob("*.html")}
    (raw / "甲刊/2024-1/b.txt").write_text(ARTICLE + "又及。", encoding="utf-8")
    _, read = ingest(raw, output, now=NOON + timedelta(days=1), workers=workers)
    assert read == ["甲刊/2024-1/b.txt"]
    after = entries_of(output)
    assert after["甲刊/2024-1/a.txt"] == before["甲刊/2024-1/a.txt"]
    assert after["甲刊/2024-1/b.txt"].page != before["甲刊/2024-1/b.txt"].page
    kept = output / "pages" / after["甲刊/2024-1/a.txt"].page
    assert kept.stat().st_ino == times[kept.name]
    assert (output / "current" / "report" / f"{after['甲刊/2024-1/a.txt'].article_id}.html").samefile(kept)


def test_a_page_that_cannot_be_made_costs_itself_alone_and_is_said(raw, tmp_path, capsys):
    (raw / "甲刊/2024-1/a.txt").write_text("drawn badly", encoding="utf-8")
    with open_workers(Limits(), 1, drawn_badly, pages=True) as workers:
        ingest(raw, tmp_path / "output", workers=workers)
    entries = entries_of(tmp_path / "output")
    trouble = entries["甲刊/2024-1/a.txt"].trouble
    assert "could not be made (PdfiumError" in trouble
    assert entries["甲刊/2024-1/b.txt"].page
    snapshot = read_snapshot(open_place(tmp_path / "output"))
    assert [document.status for document in snapshot.documents] == ["ok", "ok", "ok"]
    (article,) = (one for one in listed((tmp_path / "output/current/report/index.html").read_bytes()) if one["trouble"])
    assert (article["page"], article["trouble"]) == (None, trouble)


def test_a_document_that_could_not_be_read_is_in_the_list_without_a_page(raw, tmp_path, workers):
    (raw / "甲刊/2024-1/a.txt").write_bytes(b"\x00\x01\x02\xff" * 50)
    ingest(raw, tmp_path / "output", workers=workers)
    (article,) = (
        one for one in listed((tmp_path / "output/current/report/index.html").read_bytes()) if one["status"] == "failed"
    )
    assert article["source"] == "甲刊/2024-1/a.txt"
    assert article["error"]
    assert article["page"] is None


def test_without_pages_there_is_no_report_and_it_can_be_made_later_the_same(raw, tmp_path, workers):
    ingest(raw, tmp_path / "with", workers=workers)
    with open_workers(Limits(), 1) as plain:
        ingest(raw, tmp_path / "without", workers=plain)
    current = tmp_path / "without" / "current"
    assert not (current / "report").exists()
    assert "report" not in json.loads((current / "datapackage.json").read_text("utf-8"))
    rows = files_of(current / "observations")
    rebuilt = rebuild_report(str(tmp_path / "without"), Limits(), 1)
    assert (rebuilt.pages, rebuilt.troubles) == (3, ())
    assert files_of(current / "report") == files_of(tmp_path / "with" / "current" / "report")
    assert files_of(current / "observations") == rows
    head = open_place(tmp_path / "without").head()
    rebuild_report(str(tmp_path / "without"), Limits(), 1)
    assert open_place(tmp_path / "without").head() == head


def test_a_page_that_takes_too_long_is_given_up_and_the_one_that_there_was_stays(raw, tmp_path, workers):
    output = tmp_path / "output"
    ingest(raw, output, workers=workers)
    before = entries_of(output)
    stuck = raw / "甲刊/2024-1/a.txt"
    stuck.unlink()
    os.mkfifo(stuck)  # whoever opens it waits for ever
    (raw / "乙刊/2024-2/c.txt").unlink()
    rebuilt = rebuild_report(str(output), Limits(seconds=3), 1)
    assert rebuilt.pages == 1
    assert "took longer than 3 s" in next(said for said in rebuilt.troubles if said.startswith("甲刊"))
    assert "cannot be read" in next(said for said in rebuilt.troubles if said.startswith("乙刊"))
    assert entries_of(output) == before


def test_pages_that_nothing_lists_are_pruned_and_no_others(raw, tmp_path, workers):
    output = tmp_path / "output"
    ingest(raw, output, workers=workers)
    (raw / "甲刊/2024-1/b.txt").write_text(ARTICLE + "又及。", encoding="utf-8")
    gone = entries_of(output)["甲刊/2024-1/b.txt"].page
    ingest(raw, output, now=NOON + timedelta(days=1), workers=workers)
    prune(open_place(output), keep=1, grace=0)
    there = {path.relative_to(output / "pages").as_posix() for path in (output / "pages").rglob("*.*")}
    assert gone not in there
    assert {name for entry in entries_of(output).values() for name in entry.files} <= there
    assert len([name for name in there if name.endswith(".json")]) == 2


def test_a_lost_page_does_not_hold_up_the_data_and_can_be_made_again(raw, tmp_path, workers):
    output = tmp_path / "output"
    ingest(raw, output, workers=workers)
    lost = output / "pages" / entries_of(output)["甲刊/2024-1/a.txt"].page
    lost.unlink()
    (raw / "甲刊/2024-1/b.txt").write_text(ARTICLE + "又及。", encoding="utf-8")
    ingest(raw, output, now=NOON + timedelta(days=1), workers=workers)
    rebuild_report(str(output), Limits(), 1)
    assert lost.exists()


def test_in_a_bucket_the_list_leads_to_the_objects(raw, workers):
    with serve() as endpoint, told(endpoint):
        output = f"{make_bucket('reports')}/output"
        ingest(raw, output, workers=workers)
        store = Bucket(output)
        report = json.loads(store.read("datapackage.json")[0])["report"]
        index = store.read(report)[0]
        prefix = json.loads(regex.search(r'id="facts">(.*?)</script>', index.decode(), regex.DOTALL)[1])["prefix"]
        for article in listed(index):
            name = os.path.normpath(f"{report}/../{prefix}{article['page']}")
            page = store.read(name)[0].decode()
            for loaded in regex.findall(r'(?:src|data-charts)="([^"#]+)"', page):
                assert store.read(f"{name.rpartition('/')[0]}/{loaded}")[0]
        head = open_place(output).head()
        assert rebuild_report(output, Limits(), 1).pages == 3
        assert open_place(output).head() == head


def test_the_command_says_where_the_report_is_and_what_is_missing(raw, tmp_path, workers, capsys):
    output = tmp_path / "output"
    assert main(["report", str(output)]) == 2
    assert "holds no snapshot" in capsys.readouterr().err
    ingest(raw, output, workers=workers)
    assert main(["report", str(output), "--workers", "1"]) == 0
    assert capsys.readouterr().out == f"Report: 3 pages, {(output / 'current/report/index.html').as_uri()}\n"
    shutil.rmtree(raw / "乙刊")
    assert main(["report", str(output), "--workers", "1"]) == 1
    said = capsys.readouterr()
    assert said.out.startswith("Report: 2 pages")
    assert (
        said.err
        == "shubiao: 乙刊/2024-2/c.txt: its document cannot be read (No such file or directory); ingest it again.\n"
    )
