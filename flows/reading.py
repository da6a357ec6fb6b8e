"""One document becomes its rows, and the rows of an issue's documents its Parquet files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from extractors.model import Article, Dataset
from flows.failure import Failure
from flows.issue import Issue
from flows.manifest import Counts, PublishedDocument, PublishedFile, PublishedIssue, Run
from flows.parquet import rows_to_arrow, write_dataset
from flows.parts import FiledRows, Part, Spool, Tables, gather_rows
from flows.place import OBJECTS, Place
from flows.plan import IssuePlan, Reading, source_to_corrections_key
from flows.report.entry import read_entries, rows_to_entry, store_entries
from flows.rows import Origin, Rows, dataset_to_rows, failure_to_rows
from flows.schema import DATASETS

# Never the limits of a run: what failed for a reason that passes is read again by the next one.
_NO_LIMITS = ""
# The manifest is read whole by every run.
_WARNINGS_KEPT = 20


def read_issue(
    plan: IssuePlan, parts: Iterable[tuple[int, Part]], place: Place, folder: Path, run: Run
) -> PublishedIssue:
    """Join what came of an issue's documents with the rows that are kept, and write its objects; they are not published yet.

    `parts` gives the index of a reading of the plan and what came of it, in any order. `folder` is the run's own.
    """
    whole = [part for _, part in parts]
    with TemporaryDirectory(dir=folder) as own:  # two issues may have one slug
        if plan.kept and plan.published:
            files = tuple(
                (file.dataset, place.fetch(f"{OBJECTS}/{file.path}", Path(own))) for file in plan.published.files
            )
            entries = {entry.article_id: entry for entry in read_entries(place, plan.published)}
            whole += [
                Part(document, FiledRows(files), entry=entries.get(document.article_id)) for document in plan.kept
            ]
        return write_issue(plan, whole, place, Path(own), run)


def write_issue(plan: IssuePlan, parts: list[Part], place: Place, folder: Path, run: Run) -> PublishedIssue:
    """Write the objects of an issue, its documents in the order of their sources, and return its manifest entry.

    Objects that are published already keep the run that made them.
    """
    parts = sorted(parts, key=lambda part: part.document.source)
    documents = tuple(part.document for part in parts)
    files = tuple(
        write_dataset(gather_rows(schema.name, parts), schema, plan.issue.slug, folder) for schema in DATASETS
    )
    for file in files:
        place.take(f"{OBJECTS}/{file.path}", folder / file.path)
    published = plan.published
    maker = published.run if published is not None and published.files == files else run
    return PublishedIssue(plan.issue, documents, files, maker, store_report(plan.issue, parts, place))


def store_report(issue: Issue, parts: Sequence[Part], place: Place) -> PublishedFile | None:
    """Store the pages of an issue's documents and the object that lists them; None where no report is made, and none was."""
    if not any(part.page is not None or (part.entry is not None and part.entry.page) for part in parts):
        return None
    from flows.report.making import part_to_entry, store_pages  # noqa: PLC0415 (whoever wants no report loads none of it)

    return store_entries(place, issue.slug, [part_to_entry(part) for part in store_pages(place, parts)])


def result_to_part(reading: Reading, result: Dataset | Failure, limits: str, spool: Spool) -> Part:
    """Put the rows of a document, read under `limits` (readable), into the spool.

    A document whose rows break the schema is a failure like any other.
    """
    document, tables = result_to_tables(reading, result, limits)
    rows = {name: tables[name].to_pylist() for name in ("articles", "checks")}
    return Part(document, spool.append(tables), entry=rows_to_entry(rows))


def result_to_tables(reading: Reading, result: Dataset | Failure, limits: str) -> tuple[PublishedDocument, Tables]:
    """Return a document as the manifest lists it, and its rows as Arrow tables."""
    if isinstance(result, Dataset):
        try:
            rows = dataset_to_rows(result, reading_to_origin(reading))
            return rows_to_document(reading, rows, None), rows_to_tables(rows)
        except (ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as error:
            message = " ".join(str(error).split())[:300]
            result = Failure(type(error).__name__, f"its rows break the schema ({message}); please report it.")
    source = reading.source
    article = Article(reading.article_id, source.source, source.sha256 or "", "", None, source.byte_count)
    rows = failure_to_rows(replace(article, error=result.text), reading_to_origin(reading))
    again = _NO_LIMITS if result.transient else limits if result.by_limits else None
    return rows_to_document(reading, rows, again), rows_to_tables(rows)


def reading_to_origin(reading: Reading) -> Origin:
    """Return what the rows say of where the document came from."""
    issue = reading.source.issue
    return Origin(
        issue.id,
        reading.source.source,
        reading.extraction_key,
        reading.extracted_at,
        issue.journal,
        issue.year,
        issue.number,
    )


def rows_to_tables(rows: Rows) -> Tables:
    """Return the rows of one document as Arrow tables, by dataset."""
    return {schema.name: rows_to_arrow(rows[schema.name], schema) for schema in DATASETS}


def rows_to_document(reading: Reading, rows: Rows, limits: str | None) -> PublishedDocument:
    """Return the manifest's entry of a document, from its row."""
    row = rows["articles"][0]
    counts = {name: int(str(row[name])) for name in Counts.__dataclass_fields__}
    warnings = [str(warning) for warning in row["warnings"]] if isinstance(row["warnings"], list) else []
    if len(warnings) > _WARNINGS_KEPT:
        rest = f"{len(warnings) - _WARNINGS_KEPT} more do not apply; articles.warnings has them all."
        warnings = [*warnings[:_WARNINGS_KEPT], rest]
    return PublishedDocument(
        reading.article_id,
        reading.source.source,
        reading.location,
        reading.source.sha256,
        reading.extraction_key,
        str(row["status"]),
        None if row["error"] is None else str(row["error"]),
        reading.extracted_at.isoformat(),
        Counts(**counts),
        limits,
        reading.source.tag,
        source_to_corrections_key(reading.source),
        tuple(warnings),
    )
