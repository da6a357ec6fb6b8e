"""One document, extracted without an engine."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from extractors.errors import ExtractionError
from extractors.model import Dataset
from flows.document_json import dataset_to_json, table_to_csv
from flows.extraction_key import compute_code_key, compute_extraction_key
from flows.failure import RunError, tell
from flows.knowledge import Knowledge, extract_knowing
from flows.markdown import dataset_to_markdown
from flows.rows import Origin
from flows.sources import Source, find_sources, printable


def extract_file(
    file: Path,
    form: str,
    output: Path | None,
    knowledge: Knowledge | None = None,
    passed: Callable[[str], None] | None = None,
) -> str:
    """Extract a file and return what to print: the document in the form asked for, or which files were written.

    Corrections beside it are applied; which do not apply is said on standard error.
    `passed` is told the stages that are done.

    Raises `ExtractionError` when the document cannot be read, `RunError` when there is no such file.
    """
    if not os.path.lexists(file):
        raise RunError(f"{printable(file)}: there is no such file; give the path of a document.")
    if file.is_dir():
        raise RunError(f"{printable(file)}: is a folder; give one file, or use shubiao ingest.")
    source = find_sources(file).documents[0]
    if source.failure:
        raise RunError(f"{printable(file)}: {source.failure.sentence}")
    with quiet(printable(file)):
        dataset = extract_knowing(
            knowledge or Knowledge(), file.read_bytes(), printable(file), passed, corrections=source.corrections
        )
    for warning in dataset.article.warnings:
        tell(warning)
    return _to_output(dataset, source, form, output, knowledge.key if knowledge else "")


@contextmanager
def quiet(name: str) -> Iterator[None]:
    """Silence libraries, whose messages name no document, and name it in what no document should cause (`ExtractionError`)."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
    ) as error:
        sentence = f"the extraction failed ({type(error).__name__}: {error}); please report it with the document."
        raise ExtractionError(name, sentence) from error
    finally:
        logging.disable(before)


def _to_output(dataset: Dataset, source: Source, form: str, output: Path | None, knowledge_key: str) -> str:
    stem = source.path.stem
    if form == "csv":
        folder = output or Path(f"{stem}-tables")
        # With the document's name: several documents may be written into one folder.
        texts = {f"{stem}-table-{table.ordinal}.csv": table_to_csv(table) for table in dataset.tables}
        return _write(texts, folder) if texts else f"{printable(source.path.name)}: holds no table.\n"
    if form == "json":
        text, ending = dataset_to_json(dataset, _to_origin(source, knowledge_key)), ".json"
    else:
        text, ending = dataset_to_markdown(dataset), ".md"
    return text if output is None else _write({stem + ending: text}, output)


def _write(texts: dict[str, str], folder: Path) -> str:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise RunError(
            f"{printable(folder)}: cannot be written ({error.strerror}); choose another --output."
        ) from error
    return "".join(f"{printable(folder / name)}\n" for name in texts)


def _to_origin(source: Source, knowledge_key: str) -> Origin:
    issue = source.issue
    key = compute_extraction_key(issue, compute_code_key(), knowledge_key, source.corrections)
    return Origin(issue.id, source.source, key, datetime.now(UTC), issue.journal, issue.year, issue.number)
