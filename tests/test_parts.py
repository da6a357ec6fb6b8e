"""Rows on their way to the files of an issue: packed, kept, and put together again in order, a piece at a time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from flows import parquet as parquet_files
from flows.parts import FiledRows, Part, Spool, gather_rows
from flows.reading import result_to_part
from flows.schema import DATASETS
from tests.example_dataset import example_dataset
from tests.readings import write_reading

NAMES = ("a", "b", "c", "d", "e")


def make_parts(folder: Path, names: tuple[str, ...] = NAMES) -> list[Part]:
    """Return the parts of documents in the order of their sources, each in one of two spools, one without any rows but its own."""
    spools = [Spool(folder), Spool(folder)]
    parts = []
    for number, name in enumerate(names):
        dataset = example_dataset(name.encode(), name)
        if name == "c":
            dataset = replace(dataset, tables=(), observations=(), claims=(), checks=(), indicators=(), numerals=())
        parts.append(result_to_part(write_reading(folder, name), dataset, "", spools[number % 2]))
    return parts


def write(parts: list[Part], folder: Path) -> tuple[tuple[str, Path], ...]:
    files = []
    for schema in DATASETS:
        file = parquet_files.write_dataset(gather_rows(schema.name, parts), schema, "issue", folder)
        files.append((schema.name, folder / file.path))
    return tuple(files)


def rows_of(part: Part) -> dict[str, list[dict[str, object]]]:
    return {
        schema.name: [row for piece in gather_rows(schema.name, [part]) for row in piece.to_pylist()]
        for schema in DATASETS
    }


def test_rows_come_back_as_they_were_put_in_and_in_the_order_asked_for(tmp_path):
    parts = make_parts(tmp_path)
    files = dict(write(parts, tmp_path))
    claims = parquet.read_table(files["claims"])
    ids = [part.document.article_id for part in parts if part.document.source != "c.txt"]
    assert claims["claim_id"].to_pylist() == [f"{article}/c{number}" for article in ids for number in (1, 2, 10)]
    articles = parquet.read_table(files["articles"])
    assert articles["source"].to_pylist() == [f"{name}.txt" for name in NAMES]


def test_rows_that_lie_in_files_and_in_spools_make_the_same_bytes_as_all_from_spools(tmp_path):
    (tmp_path / "first").mkdir()
    (tmp_path / "second").mkdir()
    parts = make_parts(tmp_path)
    whole = write(parts, tmp_path / "first")
    # Of the published documents the second has changed, the fourth has left, and two stay.
    filed = [Part(part.document, FiledRows(whole)) for part in parts]
    mixed = [filed[0], parts[1], filed[2], filed[4]]
    again = write(mixed, tmp_path / "second")
    expected = write([parts[0], parts[1], parts[2], parts[4]], tmp_path / "first")
    assert [path.name for _, path in again] == [path.name for _, path in expected]
    for (_, one), (_, other) in zip(again, expected, strict=True):
        assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("group", [1, 2, 7])
def test_groups_of_rows_are_of_one_size_wherever_documents_end(tmp_path, monkeypatch, group):
    monkeypatch.setattr(parquet_files, "_GROUP", group)
    parts = make_parts(tmp_path)
    files = write(parts, tmp_path)
    filed = [Part(part.document, FiledRows(files)) for part in parts]
    for name, path in files:
        metadata = parquet.ParquetFile(path).metadata
        sizes = [metadata.row_group(number).num_rows for number in range(metadata.num_row_groups)]
        assert set(sizes[:-1]) <= {group}
        read_again = [row for piece in gather_rows(name, filed) for row in piece.to_pylist()]
        assert read_again == [row for part in parts for row in rows_of(part)[name]]
    assert [path for _, path in write(filed, tmp_path)] == [path for _, path in files]


def test_equal_rows_give_equal_bytes_in_whatever_pieces_they_come(tmp_path):
    parts = make_parts(tmp_path)
    for schema in DATASETS:
        whole = pa.concat_tables(gather_rows(schema.name, parts)) if list(gather_rows(schema.name, parts)) else None
        if whole is None:
            continue
        pieces = [whole.slice(start, 1) for start in range(whole.num_rows)]
        one = parquet_files.write_dataset([whole], schema, "issue", tmp_path)
        assert parquet_files.write_dataset(pieces, schema, "issue", tmp_path) == one


def test_a_dataset_without_rows_is_a_file_with_the_columns(tmp_path):
    files = dict(write(make_parts(tmp_path, ("c",)), tmp_path))
    claims = parquet.read_table(files["claims"])
    assert claims.num_rows == 0
    assert "claim_id" in claims.column_names


def test_what_a_process_left_unfinished_in_a_spool_is_not_read(tmp_path):
    (part,) = make_parts(tmp_path, ("a",))
    with part.rows.spool.open("ab") as file:
        file.write(b"torn")
    assert len(rows_of(part)["claims"]) == 3
