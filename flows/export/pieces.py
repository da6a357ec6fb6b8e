"""The rows of a published dataset, issue after issue, a piece at a time."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
from pyarrow import parquet

from flows.failure import RunError
from flows.published import Published
from flows.sources import printable

_ROWS = 4096


def read_pieces(published: Published, dataset: str) -> Iterator[pa.RecordBatch]:
    """Give the rows of a dataset in the order of issues. Refused (`RunError`): a file that is missing or damaged."""
    for file in (file for issue in published.snapshot.issues for file in issue.files if file.dataset == dataset):
        path = published.folder / file.path
        try:
            with parquet.ParquetFile(path) as opened:
                yield from opened.iter_batches(batch_size=_ROWS)
        except (OSError, pa.ArrowException) as error:
            raise RunError(f"{printable(path)}: is missing or damaged; ingest the documents again.") from error
