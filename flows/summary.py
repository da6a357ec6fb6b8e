"""What a user is told after an ingestion."""

from __future__ import annotations

import os
from dataclasses import astuple

from flows.data_package import DATA_PACKAGE
from flows.dictionary import README
from flows.manifest import Counts, PublishedDocument, Snapshot
from flows.place import CURRENT, Place
from flows.plan import Plan, Reason
from flows.report.entry import read_entries
from flows.sources import is_below, to_root

_NAMES_SHOWN = 5
_INCOMPLETE = "Read again, since published files were missing or lay where another version keeps them"
_UNSETTLED = "Left for the next run, still being written or younger than --settle"
_REASONS: dict[Reason, str] = {
    "added": "added",
    "changed": "changed",
    "moved": "moved",
    "corrected": "corrected",
    "outdated": "outdated",
    "again": "once more",
}
_NOT_COMPUTED = "Not computed without --reference: trade intensity, comparative advantage, complementarity."


def summarise(plan: Plan, snapshot: Snapshot, place: Place, *, compared: bool = False) -> str:
    """Return the summary of what is published: what was done, counts, where the files are, how to load them.

    `compared` says that a table of reference was given; without one it is said what is not computed.
    """
    documents = snapshot.documents
    counts = Counts(*map(sum, zip(*(astuple(document.counts) for document in documents), strict=True)))
    failed = sum(document.status == "failed" for document in documents)
    partial = sum(document.status == "partial" for document in documents)
    figures = [
        ("articles", len(documents), _in_brackets((failed, "failed"), (partial, "partial"))),
        ("tables", counts.tables, ""),
        ("observations", counts.observations, ""),
        ("claims", counts.claims, ""),
        ("contradictions", counts.contradictions, ""),
        ("numerals not accounted for", counts.numerals_unaccounted, f" of {counts.numerals}"),
    ]
    lines = [
        *what_was_done(plan, len(documents)),
        *([_NOT_COMPUTED] if plan.readings and not compared else []),
    ]
    if not documents:
        return "\n".join(lines) + "\n"
    lines += [
        "",
        *(f"  {name:<28}{number:>9}{more}" for name, number, more in figures),
        "",
        *_how_to_load(place),
    ]
    return "\n".join(lines) + "\n"


def find_failures(snapshot: Snapshot, raw: str, place: Place) -> tuple[PublishedDocument, ...]:
    """Return the documents under RAW that could not be read, in the order of their sources."""
    root = to_root(raw)
    return tuple(
        document
        for document in snapshot.documents
        if document.status == "failed" and is_below(document.path(place.folder), root)
    )


def find_warnings(plan: Plan, snapshot: Snapshot, raw: str, place: Place) -> tuple[str, ...]:
    """Return what could not be done for the documents under RAW, though somebody asked for it: corrections that do not apply."""
    root = to_root(raw)
    said = tuple(
        f"{document.source}: {warning}"
        for document in snapshot.documents
        if document.warnings and is_below(document.path(place.folder), root)
        for warning in document.warnings
    )
    return (*plan.strays, *said)


def find_troubles(plan: Plan, snapshot: Snapshot, place: Place) -> tuple[str, ...]:
    """Return a sentence for each document of the plan's issues that could be read, and whose page could not be made."""
    changed = {issue.issue.id for issue in plan.changed}
    return tuple(
        f"{document.source}: {entry.trouble}"
        for issue in snapshot.issues
        if issue.issue.id in changed
        for document, entry in zip(issue.documents, read_entries(place, issue), strict=False)
        if entry.trouble
    )


def what_was_done(plan: Plan, total: int) -> tuple[str, ...]:
    """Return a sentence on the documents that were read, of a `total` now published; others on files that were not."""
    named = (
        (_INCOMPLETE, plan.incomplete, "issue"),
        ("Passed over, neither .pdf nor .txt", plan.skipped, "file"),
        (_UNSETTLED, plan.unsettled, "file"),
    )
    return _count_documents(plan, total), *(_list_names(*line) for line in named if line[1])


def _count_documents(plan: Plan, total: int) -> str:
    if plan.is_empty and not total:
        return "Nothing to publish yet."
    if plan.is_empty:
        return f"Nothing has changed: {_documents(total)} published already. (--force reads again.)"
    kept = total - plan.readings
    reasons = ", ".join(f"{number} {_REASONS[reason]}" for reason, number in plan.reasons.items())
    parts = [f"{_documents(plan.readings)} read" + (f" ({reasons})" if reasons else "")]
    parts += [f"{kept} unchanged"] if kept else []
    parts += [f"{len(plan.removed)} removed"] if plan.removed else []
    return f"Published: {', '.join(parts)}."


def _how_to_load(place: Place) -> list[str]:
    if place.folder is None:
        return [
            f"Data package, with the addresses of all files: {place.name}/{DATA_PACKAGE}",
            f"How pandas, polars, DuckDB and pyarrow load it: {README} in the newest of {place.name}/snapshots/",
        ]
    current = place.folder / CURRENT
    observations = current / "observations"
    report = current / "report" / "index.html"
    return [
        *([f"Pages to read, with the evidence behind every number: {report}"] if report.exists() else []),
        f"Files, data dictionary ({README}) and {DATA_PACKAGE}: {current}{os.sep}",
        f'  pandas   pd.read_parquet("{observations}")',
        f"  DuckDB   FROM '{observations}/*.parquet' LIMIT 20",
    ]


def _documents(number: int) -> str:
    return f"{number} document" if number == 1 else f"{number} documents"


def _list_names(lead: str, names: tuple[str, ...], noun: str) -> str:
    shown = ", ".join(names[:_NAMES_SHOWN]) + (", …" if len(names) > _NAMES_SHOWN else "")
    return f"{lead}: {len(names)} {noun}{'s' * (len(names) > 1)} ({shown})."


def _in_brackets(*parts: tuple[int, str]) -> str:
    said = ", ".join(f"{number} {name}" for number, name in parts if number)
    return f" ({said})" if said else ""
