"""A published snapshot, read again: its issues one after the other, of each dataset the columns that are wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from flows.failure import RunError
from flows.manifest import CURRENT, PublishedIssue, Snapshot, read_snapshot
from flows.schema import SCHEMA_VERSION
from flows.sources import printable


@dataclass(frozen=True, slots=True)
class Published:
    """A snapshot and the folder that holds it. The folder stays readable for two more publications."""

    snapshot: Snapshot
    folder: Path
    output: Path

    def read(self, issue: PublishedIssue, dataset: str, columns: Sequence[str]) -> list[dict[str, Any]]:
        """Return the rows of one issue in one dataset, in the order that they are published in.

        Refused (`RunError`): a file that is missing or damaged.
        """
        rows: list[dict[str, Any]] = []
        for file in issue.files:
            if file.dataset != dataset:
                continue
            try:
                rows += parquet.ParquetFile(self.folder / file.path).read(columns=list(columns)).to_pylist()
            except (OSError, pa.ArrowException) as error:
                path = printable(self.folder / file.path)
                raise RunError(f"{path}: is missing or damaged; ingest the documents again.") from error
        return rows


def open_published(output: Path) -> Published:
    """Open the snapshot that `output/current` shows now.

    Refused (`RunError`): a folder that holds no snapshot, and a snapshot of another schema.
    """
    snapshot = read_snapshot(output)
    if snapshot is None:
        raise RunError(
            f"{printable(output)}: holds no snapshot; publish one with: shubiao ingest RAW --output {printable(output)}"
        )
    if snapshot.schema_version != SCHEMA_VERSION:
        raise RunError(f"{printable(output)}: was published under another schema; ingest the documents again.")
    return Published(snapshot, (output / CURRENT).resolve(), output)
