"""Labels that are printed and kept but have no code, by how often they occur: what a vocabulary lacks."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

from flows.manifest import PublishedIssue
from flows.plain_text import plain
from flows.published import Published, open_published

KINDS = ("entity", "partner", "category", "indicator", "unit")
_PLACES = {
    "observations": ("observation_id", "text", "page"),
    "claims": ("claim_id", "sentence", "page"),
}
_WIDEST = 40


@dataclass(frozen=True, slots=True)
class UnknownLabel:
    """A label of one kind: in how many rows and articles it stands, and its first row.

    `example` is the id of an observation or claim in `source`; `text` is the cell or the sentence.
    """

    kind: str
    label: str
    rows: int
    articles: int
    source: str
    page: int | None
    example: str
    text: str


@dataclass(slots=True)
class _Tally:
    source: str
    page: int | None
    example: str
    text: str
    articles: set[str]
    rows: int = 0


def find_unknown_labels(output: str | Path, top: int) -> tuple[UnknownLabel, ...]:
    """Return the `top` most frequent labels of each kind that have no code, of observations and claims together.

    Labels that occur equally often come in their own order. Refused (`RunError`): see `open_published`.
    """
    published = open_published(output)
    tallies: dict[tuple[str, str], _Tally] = {}
    for issue in published.snapshot.issues:
        sources = {document.article_id: document.source for document in issue.documents}
        for kind, label, row, columns in _find_in_issue(published, issue):
            article = row["article_id"]
            tally = tallies.get((kind, label))
            if tally is None:
                example, text, page = (row[name] for name in columns)
                tally = tallies[kind, label] = _Tally(sources[article], page, example, text, set())
            tally.rows += 1
            tally.articles.add(article)
    ordered = sorted(tallies.items(), key=lambda item: (KINDS.index(item[0][0]), -item[1].rows, item[0][1]))
    return tuple(
        UnknownLabel(kind, label, tally.rows, len(tally.articles), tally.source, tally.page, tally.example, tally.text)
        for wanted in KINDS
        for (kind, label), tally in [item for item in ordered if item[0][0] == wanted][:top]
    )


def _find_in_issue(
    published: Published, issue: PublishedIssue
) -> Iterator[tuple[str, str, dict[str, Any], tuple[str, ...]]]:
    dimensions = [name for kind in KINDS for name in (kind, f"{kind}_code")]
    for dataset, columns in _PLACES.items():
        for row in published.read(issue, dataset, ["article_id", *columns, *dimensions]):
            for kind in KINDS:
                if row[kind] is not None and row[f"{kind}_code"] is None:
                    yield kind, row[kind], row, columns


def labels_to_text(labels: Sequence[UnknownLabel]) -> str:
    """Return the labels as a list to read, kind by kind."""
    lines: list[str] = []
    for kind in KINDS:
        own = [label for label in labels if label.kind == kind]
        if own:
            lines += [*([""] if lines else []), f"{kind} (rows, articles, label, example)"]
        for label in own:
            page = f", page {label.page}" if label.page is not None else ""
            lines.append(
                f"  {label.rows:>6} {label.articles:>5}  {_cut(label.label)}  [{plain(label.source)}{page}: {_cut(label.text)}]"
            )
    return "\n".join(lines or ["Every label has a code."]) + "\n"


def labels_to_csv(labels: Sequence[UnknownLabel]) -> str:
    """Return the labels as CSV with a header, each text in one line."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([field.name for field in fields(UnknownLabel)])
    for label in labels:
        writer.writerow(["" if value is None else plain(str(value)) for value in astuple(label)])
    return file.getvalue()


def _cut(text: str) -> str:
    line = plain(text)
    return line if len(line) <= _WIDEST else line[: _WIDEST - 1] + "…"
