"""Documents read by a Dask cluster: a scheduler and two workers as processes of their own, one of them killed in mid-run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from benchmarks.articles import write_articles
from flows.cluster import open_cluster
from flows.failure import RunError
from flows.knowledge import Knowledge
from flows.limits import Limits
from flows.place import open_place
from flows.schema import DATASETS

ARTICLES = 260
PORT = 18786
ADDRESS = f"tcp://127.0.0.1:{PORT}"


def start(*arguments: str) -> subprocess.Popen[bytes]:
    """Start a program of Dask's, a group of processes that is ended as a whole."""
    command = [sys.executable, "-m", "dask", *arguments]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def end(process: subprocess.Popen[bytes]) -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def ingest(folder: Path, output: str, *options: str) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    command = [sys.executable, "-P", "-m", "flows.cli", "ingest", "raw", "--output", output, *options]
    return subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    )


@pytest.fixture(scope="module")
def workers() -> Iterator[list[subprocess.Popen[bytes]]]:
    pytest.importorskip("distributed")
    scheduler = start("scheduler", "--host", "127.0.0.1", "--port", str(PORT), "--no-dashboard")
    processes = [start("worker", ADDRESS, "--nworkers", "1", "--nthreads", "1", "--no-dashboard") for _ in range(2)]
    try:
        from distributed import Client  # noqa: PLC0415 (an extra)

        with Client(ADDRESS, timeout=120, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=120)
        yield processes
    finally:
        for process in (*processes, scheduler):
            end(process)


def rows(output: Path, dataset: str) -> pd.DataFrame:
    return pd.read_parquet(output / "current" / dataset).drop(columns="extracted_at", errors="ignore")


@pytest.mark.integration
def test_a_killed_machine_loses_nothing_and_makes_nothing_twice(tmp_path, workers):
    write_articles(tmp_path / "raw", ARTICLES, an_issue=30)
    process = ingest(tmp_path, "shared", "--cluster", ADDRESS)
    while not list((tmp_path / "shared").glob("objects/batches-*/*/repairs.parquet")):
        assert process.poll() is None, process.communicate()[0]
        time.sleep(0.05)
    end(workers.pop())
    said, _ = process.communicate(timeout=500)
    assert process.returncode == 0, said
    articles = rows(tmp_path / "shared", "articles")
    assert len(articles) == articles["article_id"].nunique() == ARTICLES
    assert set(articles["status"]) == {"ok"}
    assert not list((tmp_path / "shared" / "objects").glob("batches-*"))
    local = ingest(tmp_path, "alone")
    said, _ = local.communicate(timeout=500)
    assert local.returncode == 0, said
    for schema in DATASETS:
        pd.testing.assert_frame_equal(rows(tmp_path / "shared", schema.name), rows(tmp_path / "alone", schema.name))


@pytest.mark.integration
def test_an_address_where_nobody_answers_is_refused(tmp_path, monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr("flows.cluster._PATIENCE", 2)
    with (
        pytest.raises(RunError, match="no Dask scheduler answers there"),
        open_cluster("tcp://127.0.0.1:9", (), Knowledge(), Limits(), place=open_place(tmp_path), folder=tmp_path),
    ):
        pass


def test_without_its_extra_a_cluster_is_refused_with_the_line_that_installs_it(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(RunError, match=r"pip install 'shubiao\[dask\]'"),
        open_cluster(ADDRESS, (), Knowledge(), Limits(), place=open_place(tmp_path), folder=tmp_path),
    ):
        pass
