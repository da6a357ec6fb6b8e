"""Rows on their way: what came of one document, kept on disk until the files of its issue are written."""

from __future__ import annotations

import mmap
import tempfile
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from pathlib import Path
from typing import Final

import pyarrow as pa
from pyarrow import compute, parquet

from flows.manifest import PublishedDocument
from flows.parquet import schema_to_arrow
from flows.report.entry import Entry
from flows.schema import DATASETS

Tables = dict[str, pa.Table]

_CODEC: Final = "zstd"
_SCHEMAS = {schema.name: schema_to_arrow(schema) for schema in DATASETS}


@dataclass(frozen=True, slots=True)
class Packed:
    """The rows of one document in one dataset: where they lie in a spool, packed, and what they unpack to."""

    offset: int
    length: int
    size: int


@dataclass(frozen=True, slots=True)
class SpooledRows:
    """Where the rows of one document lie: a spool and, by dataset, a place in it; none where there are no rows."""

    spool: Path
    packed: dict[str, Packed]


@dataclass(frozen=True, slots=True)
class FiledRows:
    """Rows of a document that lie among those of others in Parquet files, one a dataset, in the order of sources."""

    files: tuple[tuple[str, Path], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a document: its files, itself first, and the folder where they lie until they are stored.

    Without files, `trouble` says why; it says nothing of a document that could not be read.
    """

    files: tuple[str, ...] = ()
    folder: Path | None = None
    trouble: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What came of one document: its entry for the manifest, where its rows are, and the seconds of each stage.

    `entry` is what the report's list says of it, and `page` its page there; None where no report is made.
    """

    document: PublishedDocument
    rows: SpooledRows | FiledRows
    seconds: tuple[tuple[str, float], ...] = ()
    entry: Entry | None = None
    page: Page | None = None


class Spool:
    """A file that one process appends rows to. What a process that died left unfinished at its end is never read."""

    def __init__(self, folder: Path) -> None:
        with tempfile.NamedTemporaryFile(dir=folder, suffix=".rows", delete=False) as file:
            self.path = Path(file.name)
        self._end = 0

    def append(self, tables: Tables) -> SpooledRows:
        """Write the rows of one document. Raises `OSError` when the disk takes no more."""
        places, blocks, offset = {}, [], self._end
        for name, table in tables.items():
            for batch in table.combine_chunks().to_batches():
                content = batch.serialize()
                block = pa.compress(content, codec=_CODEC, asbytes=True)
                places[name] = Packed(offset, len(block), content.size)
                blocks.append(block)
                offset += len(block)
        with self.path.open("ab") as file:
            file.write(b"".join(blocks))
        self._end = offset
        return SpooledRows(self.path, places)


def unpack_rows(rows: SpooledRows, dataset: str) -> pa.Table:
    """Return the rows of one document in one dataset."""
    packed = rows.packed.get(dataset)
    if packed is None:
        return _SCHEMAS[dataset].empty_table()
    with rows.spool.open("rb") as file:
        file.seek(packed.offset)
        return _to_table(file.read(packed.length), packed, dataset)


def _to_table(block: bytes, packed: Packed, dataset: str) -> pa.Table:
    content = pa.decompress(block, packed.size, _CODEC)
    return pa.Table.from_batches([pa.ipc.read_record_batch(content, _SCHEMAS[dataset])])


def gather_rows(dataset: str, parts: Sequence[Part]) -> Iterator[pa.Table]:
    """Give the rows of documents in one dataset, in the order of the parts, a piece at a time."""
    spools: dict[Path, mmap.mmap] = {}
    files: dict[Path, _File] = {}
    for path, group in groupby(parts, lambda part: _to_path(part, dataset)):
        if path is None:
            yield from _unpack(dataset, group, spools)
            continue
        if path not in files:
            files[path] = _File(path, _SCHEMAS[dataset])
        yield from files[path].read([part.document.article_id for part in group])


def _to_path(part: Part, dataset: str) -> Path | None:
    return dict(part.rows.files)[dataset] if isinstance(part.rows, FiledRows) else None


def _unpack(dataset: str, parts: Iterable[Part], spools: dict[Path, mmap.mmap]) -> Iterator[pa.Table]:
    for part in parts:
        rows = part.rows
        if not isinstance(rows, SpooledRows) or dataset not in rows.packed:
            continue
        if rows.spool not in spools:
            with rows.spool.open("rb") as file:
                spools[rows.spool] = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        packed = rows.packed[dataset]
        block = spools[rows.spool][packed.offset : packed.offset + packed.length]
        yield _to_table(block, packed, dataset)


class _File:
    """A Parquet file in which the rows of a document lie together. One group of rows is in memory at a time."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._file = parquet.ParquetFile(path, memory_map=True)
        self._schema = schema
        sizes = [self._file.metadata.row_group(group).num_rows for group in range(self._file.num_row_groups)]
        self._starts = [0, *accumulate(sizes)]
        self._places = self._find_places()
        self._group, self._rows = -1, schema.empty_table()

    def read(self, articles: Iterable[str]) -> Iterator[pa.Table]:
        """Give the rows of documents, those of neighbours together."""
        begin = end = 0
        for article_id in articles:
            first, last = self._places.get(article_id, (end, end))
            if first != end:
                yield from self._slice(begin, end)
                begin = first
            end = last
        yield from self._slice(begin, end)

    def _slice(self, begin: int, end: int) -> Iterator[pa.Table]:
        while begin < end:
            group = bisect_right(self._starts, begin) - 1
            if group != self._group:
                # The descriptions in the file are those of the release that wrote it.
                self._group, self._rows = group, self._file.read_row_group(group).cast(self._schema)
            piece = self._rows.slice(begin - self._starts[group], end - begin)
            begin += piece.num_rows
            yield piece

    def _find_places(self) -> dict[str, tuple[int, int]]:
        places: dict[str, tuple[int, int]] = {}
        row = 0
        for batch in self._file.iter_batches(columns=["article_id"]):
            runs = compute.run_end_encode(batch.column(0))  # type: ignore[attr-defined] # the stubs lack it
            begin = 0
            for article_id, end in zip(runs.values.to_pylist(), runs.run_ends.to_pylist(), strict=True):
                first, _ = places.get(article_id, (row + begin, 0))
                places[article_id] = (first, row + end)
                begin = end
            row += batch.num_rows
        return places
