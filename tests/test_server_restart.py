"""A Prefect server that is killed and started again while a run goes on: the run waits for it, and is whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from benchmarks.articles import write_articles
from flows.server import wait_for_server
from tests.servers import call, free_port, running, wait_until

pytestmark = pytest.mark.integration

ARTICLES = 300


def test_a_server_that_is_killed_and_started_again_during_a_run_is_waited_for(tmp_path):
    write_articles(tmp_path / "raw", ARTICLES, an_issue=50)
    port = free_port()
    api = f"http://127.0.0.1:{port}/api"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    environment |= {"PREFECT_API_URL": api, "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}
    server = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    more = {"env": environment | {"PREFECT_HOME": str(tmp_path / "home")}, "cwd": tmp_path}
    command = [sys.executable, "-P", "-m", "flows.cli", "ingest", "raw", "--workers", "1", "--settle", "0"]
    with running(server, tmp_path / "log", **more) as process:
        wait_for_server(api)
        run = subprocess.Popen(
            command,
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        wait_until(lambda: find_state(api) == "RUNNING" and has_read(tmp_path), 120, "documents are read", 0.1)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert run.poll() is None, run.communicate()
    time.sleep(3)
    with running(server, tmp_path / "log", **more):
        wait_for_server(api)
        out, err = run.communicate(timeout=400)
        assert (run.returncode, err) == (0, "")
        assert out.startswith(f"Published: {ARTICLES} documents read ({ARTICLES} added).")
        assert find_state(api) == "COMPLETED"
    assert len(pd.read_parquet(tmp_path / "output" / "current" / "articles")) == ARTICLES


def find_state(api: str) -> str | None:
    """The state of the newest run."""
    runs = call(api, "POST", "/flow_runs/filter", {"sort": "EXPECTED_START_TIME_DESC"})
    return runs[0]["state_type"] if runs else None


def has_read(folder: Path) -> bool:
    """Whether the rows of a document have been put on disk."""
    return any(path.stat().st_size for path in (folder / "output" / ".staging").rglob("*.rows"))
