"""`shubiao schedule` by the clock: with a server of its own, told to end, killed, and started again."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pandas as pd
import pytest

from tests.example_article import ARTICLE
from tests.servers import call, free_port, wait_until

pytestmark = pytest.mark.integration

PROGRAM = [sys.executable, "-P", "-m", "flows.cli"]
ENDED = {"COMPLETED", "FAILED", "CRASHED"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("schedule")
    document = folder / "raw/学报/2024-1/article.txt"
    document.parent.mkdir(parents=True)
    document.write_text(ARTICLE, encoding="utf-8")
    # Folders of the user's that are called like packages of ours.
    for name in ("flows", "extractors", "prefect"):
        (folder / name).mkdir()
        (folder / name / "__init__.py").write_text("raise ImportError('not this one')", encoding="utf-8")
    return folder


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}


@contextmanager
def scheduled(folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    command = [*PROGRAM, "schedule", "raw", "--cron", "* * * * *", "--settle", "1", "--port", str(port)]
    with (folder / "log").open("a", encoding="utf-8") as log:
        process = subprocess.Popen(command, cwd=folder, env=environment(), stdout=log, stderr=log, text=True)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        process.wait(60)
        for left in of_folder(folder):
            with suppress(ProcessLookupError):
                os.kill(left, signal.SIGKILL)


def of_folder(folder: Path) -> list[int]:
    """The processes that work in a folder: the schedule, its server, its runs and their workers."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if (process / "cwd").readlink() == folder and int(process.name) != os.getpid():
                state = (process / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[0]
                found += [int(process.name)] if state != "Z" else []
    return found


def runs(port: int) -> list[dict]:
    query = {"sort": "START_TIME_ASC", "flow_runs": {"state": {"type": {"not_any_": ["SCHEDULED"]}}}}
    try:
        return call(f"http://127.0.0.1:{port}/api", "POST", "/flow_runs/filter", query)
    except OSError:
        return []  # the server is starting


def test_it_publishes_by_the_clock_and_told_to_end_leaves_no_process(folder):
    port = free_port()
    with scheduled(folder, port) as process:
        (run,) = wait_until(lambda: [run for run in runs(port) if run["state_type"] in ENDED][:1], 300, "a run ends")
        assert (run["state_name"], run["auto_scheduled"]) == ("Completed", True)
        assert run["state"]["message"].startswith("Published: 1 document read")
        # By hand beside it, on the same state folder.
        (folder / "raw/学报/2024-1/second.txt").write_text(ARTICLE.replace("某县", "乙县"), encoding="utf-8")
        time.sleep(2)
        by_hand = subprocess.run(
            [*PROGRAM, "ingest", "raw"],
            cwd=folder,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert by_hand.returncode in {0, 2}, by_hand.stderr  # 2: the clock's run reads the issue at this moment
        # Twice would be one too many.
        again = subprocess.run(
            [*PROGRAM, "schedule", "raw", "--port", str(free_port())],
            cwd=folder,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert (again.returncode, again.stdout) == (2, "")
        assert "is read on a schedule already" in again.stderr
        process.send_signal(signal.SIGTERM)
        began = time.monotonic()
        assert process.wait(60) == 130
        assert time.monotonic() - began < 40
        assert wait_until(lambda: not of_folder(folder), 10, "no process is left")
    assert len(pd.read_parquet(folder / "output" / "current" / "articles")) >= 1
    said = (folder / "log").read_text(encoding="utf-8")
    assert re.search(r'raw is read into .*output by the schedule "\* \* \* \* \*" \(.+\)\. http://127\.0\.0\.1:', said)
    assert "Published: 1 document read" in said
    assert said.endswith("shubiao: stopped; what was published before is untouched.\n")
    # Nor complains: a try that met the run by hand on the same issue is the one thing that may be told.
    assert "never awaited" not in said
    assert "Traceback" not in said or "another ingestion" in said


def test_after_a_power_cut_the_run_that_was_going_on_has_crashed_and_the_next_one_runs(folder):
    for number in range(200):  # enough to be in the middle of
        (folder / f"raw/学报/2024-1/more{number}.txt").write_text(
            ARTICLE.replace("某县", f"第{number}县"), encoding="utf-8"
        )
    port = free_port()
    with scheduled(folder, port):
        wait_until(lambda: [run for run in runs(port) if run["state_type"] == "RUNNING"], 300, "a run goes on", 0.1)
        for process in of_folder(folder):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
    before = len(pd.read_parquet(folder / "output" / "current" / "articles"))
    assert before <= 2
    with scheduled(folder, port):
        crashed = wait_until(lambda: [run for run in runs(port) if run["state_type"] == "CRASHED"], 300, "it is marked")
        assert crashed[0]["state"]["message"] == "It was not over when the schedule ended."
        wait_until(
            lambda: len(pd.read_parquet(folder / "output" / "current" / "articles")) == 202, 240, "all is published"
        )


def test_runs_by_hand_forget_what_was_over_a_month_ago(folder):
    program = (
        "from datetime import UTC, datetime, timedelta; from flows.settings import set_up_engine; set_up_engine();"
        "from flows.runs import forget_old_runs;"
        "now = datetime.now(UTC); print(forget_old_runs(now));"
        "print([forget_old_runs(now + timedelta(days=31)) > 0, forget_old_runs(now + timedelta(days=31))])"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", program],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
    )
    assert done.stdout == "0\n[True, 0]\n", done.stderr
