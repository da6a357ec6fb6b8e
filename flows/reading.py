"""One issue of a plan becomes its Parquet files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from extractors.model import Article, Dataset
from flows.failure import Failure
from flows.manifest import CURRENT, Counts, PublishedDocument, PublishedIssue
from flows.parquet import read_dataset, rows_to_arrow, tables_to_table, write_dataset
from flows.plan import IssuePlan, Reading
from flows.rows import Origin, Rows, dataset_to_rows, failure_to_rows
from flows.schema import DATASETS

Tables = dict[str, pa.Table]


def read_issue(
    plan: IssuePlan, results: Iterable[tuple[int, Dataset | Failure]], limits: str, output: Path, folder: Path
) -> PublishedIssue:
    """Join what came of an issue's documents with the rows that are kept, and write its files under `folder`.

    `results` gives the index of a reading of the plan and what came of it, in any order, under `limits` (readable).
    A document whose rows break the schema is a failure like any other.
    """
    documents = list(plan.kept)
    parts: list[Tables] = []
    for index, result in results:
        document, tables = result_to_tables(plan.readings[index], result, limits)
        documents.append(document)
        parts.append(tables)
    documents.sort(key=lambda document: document.source)
    articles = [document.article_id for document in documents]
    kept = [document.article_id for document in plan.kept]
    before = plan.published.files if plan.published else ()
    files = []
    for schema in DATASETS:
        old = read_dataset(before, schema.name, output / CURRENT, kept) if kept else None
        new = [part[schema.name] for part in parts]
        whole = tables_to_table(new if old is None else [old, *new], schema, articles)
        files.append(write_dataset(whole, schema, plan.issue.slug, folder))
    return PublishedIssue(plan.issue, tuple(documents), tuple(files))


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
    return rows_to_document(reading, rows, limits if result.by_limits else None), rows_to_tables(rows)


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
    )
