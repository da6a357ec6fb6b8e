"""A published snapshot, read again: its issues one after the other, of each dataset the columns that are wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from flows.failure import RunError
from flows.manifest import PublishedFile, PublishedIssue, Snapshot, read_snapshot
from flows.place import OBJECTS, Place, open_place
from flows.schema import SCHEMA_VERSION
from flows.sources import printable


@dataclass(frozen=True, slots=True)
class Published:
    """A snapshot and the place that holds it. It stays readable for two more publications, and for an hour."""

    snapshot: Snapshot
    place: Place

    def read(self, issue: PublishedIssue, dataset: str, columns: Sequence[str]) -> list[dict[str, Any]]:
        """Return the rows of one issue in one dataset, in the order that they are published in.

        Refused (`RunError`): a file that is missing or damaged.
        """
        rows: list[dict[str, Any]] = []
        for file in issue.files:
            if file.dataset != dataset:
                continue
            with self.open(file) as opened:
                rows += opened.read(columns=list(columns)).to_pylist()
        return rows

    @contextmanager
    def open(self, file: PublishedFile) -> Iterator[parquet.ParquetFile]:
        """Open a file of the snapshot. Refused (`RunError`), also while it is read: one that is missing or damaged."""
        name = f"{OBJECTS}/{file.path}"
        try:
            with self.place.open(name) as stream:
                yield parquet.ParquetFile(stream)
        except (OSError, pa.ArrowException) as error:
            path = printable(f"{self.place.name}/{name}")
            raise RunError(f"{path}: is missing or damaged; ingest the documents again.") from error


def open_published(output: str | Path | Place) -> Published:
    """Open the snapshot that readers of OUTPUT are shown now.

    Refused (`RunError`): a place that holds no snapshot, and a snapshot of another schema.
    """
    place = open_place(output) if isinstance(output, str | Path) else output
    snapshot = read_snapshot(place)
    name = printable(place.name)
    if snapshot is None:
        raise RunError(f"{name}: holds no snapshot; publish one with: shubiao ingest RAW --output {name}")
    if snapshot.schema_version != SCHEMA_VERSION:
        raise RunError(
            f"{name}: was published under schema {snapshot.schema_version}, this program reads {SCHEMA_VERSION}; "
            "ingest the documents again."
        )
    return Published(snapshot, place)
