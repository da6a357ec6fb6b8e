"""What a user is told after an ingestion."""

from __future__ import annotations

import os
from dataclasses import astuple
from pathlib import Path

from flows.manifest import CURRENT, Counts, PublishedDocument, Snapshot
from flows.plan import Plan

_SKIPPED_SHOWN = 5
_NOT_COMPUTED = "Not computed without --reference: trade intensity, comparative advantage, complementarity."


def summarise(plan: Plan, snapshot: Snapshot, output: Path, *, compared: bool = False) -> str:
    """Return the summary of what is published: what was done, counts, where the files are, how to load them.

    `compared` says that a table of reference was given; without one it is said what is not computed.
    """
    documents = snapshot.documents
    counts = Counts(*map(sum, zip(*(astuple(document.counts) for document in documents), strict=True)))
    failed = sum(document.status == "failed" for document in documents)
    partial = sum(document.status == "partial" for document in documents)
    current = output / CURRENT
    observations = current / "observations"
    figures = [
        ("articles", len(documents), _in_brackets((failed, "failed"), (partial, "partial"))),
        ("tables", counts.tables, ""),
        ("observations", counts.observations, ""),
        ("claims", counts.claims, ""),
        ("contradictions", counts.contradictions, ""),
        ("numerals not accounted for", counts.numerals_unaccounted, f" of {counts.numerals}"),
    ]
    lines = [
        _what_was_done(plan, len(documents)),
        *([_what_was_skipped(plan.skipped)] if plan.skipped else []),
        *([_NOT_COMPUTED] if plan.readings and not compared else []),
        "",
        *(f"  {name:<28}{number:>9}{more}" for name, number, more in figures),
        "",
        f"Files, data dictionary (README.md) and datapackage.json: {current}{os.sep}",
        f'  pandas   pd.read_parquet("{observations}")',
        f"  DuckDB   FROM '{observations}/*.parquet' LIMIT 20",
    ]
    return "\n".join(lines) + "\n"


def find_failures(snapshot: Snapshot, raw: Path, output: Path) -> tuple[PublishedDocument, ...]:
    """Return the documents under RAW that could not be read, in the order of their sources."""
    root = os.path.abspath(raw)  # noqa: PTH100 (links stay as the user wrote them)
    return tuple(
        document
        for document in snapshot.documents
        if document.status == "failed" and os.path.commonpath([root, document.path(output)]) == root
    )


def _what_was_done(plan: Plan, total: int) -> str:
    if plan.is_empty:
        return f"Nothing has changed: {_documents(total)} published already. (--force reads again.)"
    kept = total - plan.readings
    parts = [f"{_documents(plan.readings)} read"]
    parts += [f"{kept} unchanged"] if kept else []
    parts += [f"{len(plan.leaving)} left"] if plan.leaving else []
    return f"Published: {', '.join(parts)}."


def _documents(number: int) -> str:
    return f"{number} document" if number == 1 else f"{number} documents"


def _what_was_skipped(skipped: tuple[str, ...]) -> str:
    names = ", ".join(skipped[:_SKIPPED_SHOWN]) + (", …" if len(skipped) > _SKIPPED_SHOWN else "")
    return f"Passed over, neither .pdf nor .txt: {len(skipped)} file{'s' * (len(skipped) > 1)} ({names})."


def _in_brackets(*parts: tuple[int, str]) -> str:
    said = ", ".join(f"{number} {name}" for number, name in parts if number)
    return f" ({said})" if said else ""
