"""What the published checks found wrong or in doubt, each with the place that an editor has to look at."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.manifest import PublishedIssue
from flows.place import Place
from flows.published import Published, open_published
from flows.sources import printable

_CHECK = ("check_id", "article_id", "subject", "rule", "formula", "stated", "stated_value", "expected_low", "expected", "expected_high", "verdict", "severity", "message")  # fmt: skip
_CLAIM = ("claim_id", "section", "sentence", "page")
_TABLE = ("table_id", "number", "ordinal", "caption", "page_first")
_OBSERVATION = ("observation_id", "table_id", "row_index", "column_index", "row_labels", "column_labels", "page")
_ARTICLE = ("article_id", "source", "title")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """A check that contradicts, or leaves in doubt, what an article says.

    `file` leads from the working directory to the document. Of a claim `section` and `sentence` are known; of a table its
    number and caption; of a cell these, its labels from the outermost on, and its row and column in the grid, counted from 0.
    """

    check_id: str
    issue: str
    source: str
    file: str
    title: str | None
    verdict: str
    severity: str
    rule: str
    message: str
    formula: str
    stated: str
    stated_value: float | None
    expected_low: float | None
    expected: float | None
    expected_high: float | None
    subject: str
    page: int | None = None
    section: str | None = None
    sentence: str | None = None
    table: str | None = None
    caption: str | None = None
    row: int | None = None
    column: int | None = None
    row_labels: tuple[str, ...] = ()
    column_labels: tuple[str, ...] = ()


def find_findings(
    output: str | Path | Place, *, doubts: bool = False, issues: Collection[str] | None = None
) -> tuple[Finding, ...]:
    """Return the contradictions of the published articles, in the order of issues, sources and checks.

    `doubts` adds the checks that are ambiguous; `issues` takes the issues with these ids alone. Refused (`RunError`):
    see `open_published`.
    """
    published = open_published(output)
    wanted = {"contradicts", "ambiguous"} if doubts else {"contradicts"}
    chosen = (issue for issue in published.snapshot.issues if issues is None or issue.issue.id in issues)
    return tuple(finding for issue in chosen for finding in _find_in_issue(published, issue, wanted))


def _find_in_issue(published: Published, issue: PublishedIssue, wanted: set[str]) -> Iterator[Finding]:
    checks = [row for row in published.read(issue, "checks", _CHECK) if row["verdict"] in wanted]
    if not checks:
        return
    subjects = {row["subject"] for row in checks}
    articles = {row["article_id"]: row for row in published.read(issue, "articles", _ARTICLE)}
    tables = {row["table_id"]: row for row in published.read(issue, "tables", _TABLE)}
    claims = {r["claim_id"]: r for r in published.read(issue, "claims", _CLAIM) if r["claim_id"] in subjects}
    cells = {
        row["observation_id"]: row
        for row in published.read(issue, "observations", _OBSERVATION)
        if row["observation_id"] in subjects
    }
    files = {document.article_id: document.path(published.place.folder) for document in issue.documents}
    for check in checks:
        article = articles[check["article_id"]]
        subject = check["subject"]
        yield Finding(
            issue=issue.issue.id,
            source=article["source"],
            file=_from_here(files[check["article_id"]]),
            title=article["title"],
            **{name: check[name] for name in _CHECK if name != "article_id"},
            **_place(claims.get(subject), cells.get(subject), tables, subject),
        )


def _place(claim: Row | None, cell: Row | None, tables: dict[str, Row], subject: str) -> Row:
    if claim is not None:
        return {name: claim[name] for name in ("page", "section", "sentence")}
    table = tables.get(cell["table_id"] if cell else subject)
    place: Row = {}
    if table is not None:
        number = table["number"] or f"({table['ordinal']})"
        place = {"table": number, "caption": table["caption"], "page": table["page_first"]}
    if cell is not None:
        place |= {
            "page": cell["page"],
            "row": cell["row_index"],
            "column": cell["column_index"],
            "row_labels": tuple(cell["row_labels"]),
            "column_labels": tuple(cell["column_labels"]),
        }
    return place


def _from_here(path: str) -> str:
    # A document on another machine's disk may be gone; its path is only named, never opened.
    return printable(path if "://" in path else os.path.relpath(path))
