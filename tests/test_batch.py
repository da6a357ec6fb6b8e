"""A batch of documents is read in a process of its own, and its rows come back as Parquet files."""

from __future__ import annotations

import pickle
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from pyarrow import parquet

from flows.batch import Batch, read_batch
from flows.extraction_key import compute_code_key
from flows.failure import RunError
from flows.knowledge import Knowledge
from flows.limits import Limits
from flows.parts import FiledRows, Part, gather_rows
from flows.place import open_place
from flows.schema import DATASETS
from tests.example_article import ARTICLE
from tests.readings import write_reading


def make_batch(folder: Path, count: int = 3, code_key: str | None = None) -> Batch:
    readings = [write_reading(folder, ARTICLE.replace("某县", f"{number}县")) for number in range(count)]
    batch = Batch(
        (*readings, write_reading(folder, "")),
        Knowledge(),
        Limits(),
        code_key or compute_code_key(),
        str(folder / "output"),
        "batches",
    )
    place = open_place(folder / "output")
    with place.writing():
        place.write(batch.mark, b"")
    return batch


def fetched(part: Part, folder: Path) -> Part:
    """Return the part with its rows on this machine, as the publisher sees them."""
    return replace(part, rows=FiledRows(tuple((name, folder / "output" / path) for name, path in part.rows.files)))


def test_documents_come_back_in_their_order_with_rows_in_one_file_a_dataset(tmp_path):
    batch = make_batch(tmp_path)
    parts = read_batch(batch)
    assert [part.document.article_id for part in parts] == [reading.article_id for reading in batch.readings]
    assert [part.document.status for part in parts] == ["ok"] * 3 + ["failed"]
    assert parts[3].document.error.startswith("EmptySourceError")
    (rows,) = {part.rows for part in parts}
    assert isinstance(rows, FiledRows)
    files = {name: tmp_path / "output" / path for name, path in rows.files}
    assert set(files) == {schema.name for schema in DATASETS}
    assert parquet.read_table(files["articles"]).num_rows == 4
    for part in parts[:3]:
        (observations,) = gather_rows("observations", [fetched(part, tmp_path)])
        assert sorted(observations["value"].to_pylist()) == [1.98, 2.05, 12.0, 12.4]


def test_a_batch_that_is_read_twice_writes_into_two_places(tmp_path):
    batch = make_batch(tmp_path, 1)
    first, second = read_batch(batch), read_batch(batch)
    assert first[0].rows != second[0].rows
    assert first[0].document == second[0].document


def test_a_machine_with_other_code_is_refused(tmp_path):
    with pytest.raises(RunError, match="another version of shubiao"):
        read_batch(make_batch(tmp_path, 1, code_key="other"))


def test_a_machine_that_does_not_share_the_place_is_refused(tmp_path):
    batch = make_batch(tmp_path, 1)
    with pytest.raises(RunError, match="use an OUTPUT that all machines share"):
        read_batch(replace(batch, output=str(tmp_path / "elsewhere")))
    assert not (tmp_path / "elsewhere").exists()


def test_the_process_of_a_batch_ends_with_the_worker_that_wanted_it(tmp_path):
    """The cluster's worker is killed: nobody waits for the rows any more."""
    batch = make_batch(tmp_path, 40)
    process = subprocess.Popen([sys.executable, "-P", "-m", "flows.batch", tmp_path / "answer"], stdin=subprocess.PIPE)
    process.stdin.write(pickle.dumps(batch))
    process.stdin.flush()
    time.sleep(0.5)
    assert process.poll() is None
    process.stdin.close()
    assert process.wait(timeout=20) == 1
    assert not (tmp_path / "answer").exists()
