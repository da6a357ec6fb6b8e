"""What users send besides articles: each is a clear sentence and a row, and the other documents are published all the same."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pandas as pd
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from flows.isolation import open_workers, read_documents
from flows.limits import Limits
from flows.manifest import Run
from flows.place import open_place
from flows.plan import Plan, make_plan
from flows.publish import Change, publish
from flows.reading import read_issue
from tests.example_article import ARTICLE
from tests.publication import NOON

PROSE = "本文讨论了一种研究方法。作者认为，这种方法值得推广，但还需要更多的检验。\n"


def draw(*lines: str, user: str | None = None, owner: str = "owner") -> bytes:
    sink = io.BytesIO()
    encryption = None if user is None else StandardEncryption(user, owner, strength=128)
    canvas = Canvas(sink, encrypt=encryption, invariant=True)
    for number, line in enumerate(lines):
        canvas.drawString(72, 720 - 14 * number, line)
    canvas.rect(72, 100, 200, 200, fill=1)
    canvas.save()
    return sink.getvalue()


ENGLISH = ("Output of grain in a county", "In 2020 output rose to 12.4 thousand tonnes, 3.3% more than in 2019.")
WHOLE = draw(*ENGLISH)

FAILING = {
    "empty.txt": (b"", "EmptySourceError", "empty"),
    "empty-pdf.pdf": (b"%PDF-1.7\n", "UnreadableSourceError", ""),
    "truncated.pdf": (WHOLE[: len(WHOLE) // 3], "UnreadableSourceError", ""),
    "encrypted.pdf": (draw(*ENGLISH, user="secret"), "EncryptedSourceError", "password"),
    "scanned.pdf": (draw(), "EmptySourceError", "no text layer"),
    "text-called.pdf": (ARTICLE.replace("某县", "某乡").encode(), "UnreadableSourceError", "not what its ending says"),
    "pdf-called.txt": (draw("Output of grain in a town"), "UnreadableSourceError", "not what its ending says"),
    "archive-called.txt": (b"PK\x03\x04\x14\0\x08\0" + bytes(range(256)) * 20, "UnreadableSourceError", ""),
    "noise-called.pdf": (bytes(range(256)) * 20, "UnreadableSourceError", ""),
    "blank.txt": ("\ufeff \n\u3000\n\x0c\n".encode(), "EmptySourceError", ""),
}
READABLE = {
    "article.txt": ARTICLE.encode(),
    "gb18030.txt": ARTICLE.replace("某县", "另县").encode("gb18030"),
    "utf-16.txt": ARTICLE.replace("某县", "他县").encode("utf-16"),
    "prose-only.txt": PROSE.encode(),
    "drawn.pdf": WHOLE,
    # Protected against changes alone: everyone may open it.
    "owner-password.pdf": draw(*ENGLISH, "Once more.", user=""),
}


def ingest_in_workers(raw: Path, output: Path, spools: Path) -> Plan:
    limits = Limits(120, 2048)
    place = open_place(output)
    plan = make_plan(raw, place, limits=limits.text, now=NOON)
    with place.writing(), place.workspace() as folder, open_workers(limits, 2) as workers:
        changes = []
        for issue in plan.changed:
            parts = read_documents(workers, issue.readings, spools)
            changes.append(Change(issue.published, read_issue(issue, parts, place, folder, Run())))
        publish(place, changes)
    return plan


@pytest.fixture(scope="module")
def current(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("bad")
    issue = folder / "raw" / "学报" / "2024-1"
    issue.mkdir(parents=True)
    for name, content in READABLE.items():
        (issue / name).write_bytes(content)
    for name, (content, _, _) in FAILING.items():
        (issue / name).write_bytes(content)
    (issue / "copy.txt").write_bytes(READABLE["article.txt"])
    (issue / "gone.pdf").symlink_to("nowhere.pdf")
    os.mkfifo(issue / "pipe.txt")
    (issue / "figure.png").write_bytes(b"\x89PNG")
    (issue / "issue.toml").write_text("journal = [", encoding="utf-8")
    plan = ingest_in_workers(folder / "raw", folder / "output", folder)
    assert plan.skipped == ("学报/2024-1/figure.png",)
    return folder / "output" / "current"


@pytest.fixture(scope="module")
def articles(current) -> pd.DataFrame:
    rows = pd.read_parquet(current / "articles")
    return rows.set_index(rows.source.str.rpartition("/")[2])


@pytest.mark.parametrize("name", FAILING)
def test_what_cannot_be_read_is_a_row_with_class_and_sentence(articles, name):
    _, kind, words = FAILING[name]
    row = articles.loc[name]
    assert row.status == "failed"
    assert row.error.startswith(f"{kind}: ")
    assert words in row.error
    assert "\n" not in row.error
    assert row.error.endswith((".", "。"))
    assert (row.tables, row.observations, row.claims) == (0, 0, 0)


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("copy.txt", "DuplicateSourceError: has the same bytes as 学报/2024-1/article.txt; remove one of the two."),
        ("gone.pdf", "UnreadableSourceError: is a link to a file that is not there; mend the link."),
        ("pipe.txt", "UnreadableSourceError: is not a regular file; put a file in its place."),
    ],
)
def test_what_is_refused_before_it_is_read_is_a_row_too(articles, name, error):
    assert (articles.loc[name].status, articles.loc[name].error) == ("failed", error)


def test_a_broken_issue_file_is_a_row_and_the_folder_names_are_used(articles):
    assert articles.loc["issue.toml"].error.startswith("IssueFileError: cannot be used (")
    assert set(articles.issue) == {"学报/2024-1"}


@pytest.mark.parametrize("name", READABLE)
def test_good_documents_beside_bad_ones_are_published(articles, name):
    assert articles.loc[name].status == "ok"
    assert pd.isna(articles.loc[name].error)


def test_tables_of_good_documents_are_there_in_any_encoding(articles, current):
    observations = pd.read_parquet(current / "observations")
    for name in ("article.txt", "gb18030.txt", "utf-16.txt"):
        article = articles.loc[name]
        assert article.tables == 1
        assert sorted(observations[observations.article_id == article.article_id].value) == [1.98, 2.05, 12.0, 12.4]


def test_a_text_without_tables_is_no_failure(articles):
    row = articles.loc["prose-only.txt"]
    assert (row.status, row.tables, row.observations, row.numerals_unaccounted) == ("ok", 0, 0, 0)


def test_every_document_has_one_row_and_others_have_none(articles):
    expected = [*READABLE, *FAILING, "copy.txt", "gone.pdf", "pipe.txt", "issue.toml"]
    assert sorted(articles.index) == sorted(expected)
    assert articles.article_id.is_unique
