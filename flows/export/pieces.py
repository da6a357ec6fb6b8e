"""The rows of a published dataset, issue after issue, a piece at a time."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa

from flows.published import Published

_ROWS = 4096


def read_pieces(published: Published, dataset: str) -> Iterator[pa.RecordBatch]:
    """Give the rows of a dataset in the order of issues. Refused (`RunError`): a file that is missing or damaged."""
    for file in (file for issue in published.snapshot.issues for file in issue.files if file.dataset == dataset):
        with published.open(file) as opened:
            yield from opened.iter_batches(batch_size=_ROWS)
