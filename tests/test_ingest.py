"""The command with its engine: one run on the embedded server, and what must hold around it."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from benchmarks.kills import find_family, find_words
from flows.place import open_place
from flows.schema import DATASETS
from flows.settings import set_up_engine
from flows.state import VARIABLE, run_folder
from tests.example_article import ARTICLE
from tests.publication import read_whole

PROGRAM = [sys.executable, "-P", "-m", "flows.cli"]


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    program = [*PROGRAM, *arguments]
    return subprocess.run(
        program, cwd=folder, env=environment(), capture_output=True, encoding="utf-8", check=False, timeout=400
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("ingest")
    for name, content in {
        "raw/学报/2024-1/article.txt": ARTICLE,
        "raw/学报/2024-1/empty.txt": "",
        "raw/乙刊/2023-12/other.txt": ARTICLE.replace("某县", "他县"),
        "raw/乙刊/2023-12/notes.docx": "",
        # Folders of the user's that are called like packages of ours.
        "flows/__init__.py": "raise ImportError('not this one')",
        "extractors/__init__.py": "raise ImportError('not this one')",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def first(folder) -> subprocess.CompletedProcess[str]:
    return run(folder, "ingest", "raw", "--workers", "1")


def test_issues_become_datasets_and_the_summary_counts_them(first, folder):
    assert first.returncode == 1, first.stderr  # the empty document
    assert first.stdout.startswith(
        "Published: 3 documents read (3 added).\nPassed over, neither .pdf nor .txt: 1 file (乙刊/"
    )
    lines = {line.rpartition("  ")[0].strip(): line for line in first.stdout.splitlines()}
    assert lines["articles"].split() == ["articles", "3", "(1", "failed)"]
    assert lines["tables"].split() == ["tables", "2"]
    for schema in DATASETS:
        frame = pd.read_parquet(folder / "output" / "current" / schema.name)
        assert tuple(frame.columns) == schema.names
    observations = pd.read_parquet(folder / "output" / "current" / "observations")
    assert sorted(observations[observations.issue == "学报/2024-1"].value) == [1.98, 2.05, 12.0, 12.4]


def test_errors_are_one_sentence_each_and_nothing_else_is_said(first):
    assert first.stderr.startswith("shubiao: 学报/2024-1/empty.txt: EmptySourceError: the file is empty")
    assert first.stderr.count("\n") == 1
    assert "\N{ESCAPE}" not in first.stdout + first.stderr


def test_a_second_run_finds_nothing_to_do(first, folder):
    before = (folder / "output" / "current").readlink()
    second = run(folder, "ingest", "raw")
    assert second.returncode == 1
    assert second.stdout.startswith("Nothing has changed: 3 documents published already.")
    assert second.stderr == first.stderr
    assert (folder / "output" / "current").readlink() == before
    assert len(read_whole(folder / "output" / "current")) == 3


def test_the_engine_keeps_its_state_beside_the_output_out_of_version_control(first, folder):
    assert (folder / ".state" / "prefect").is_dir()
    assert (folder / ".state" / ".gitignore").read_text(encoding="ascii") == "*\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_told_to_end_it_ends_at_once_with_a_sentence_and_leaves_no_process(folder, number):
    program = [*PROGRAM, "ingest", "raw/乙刊", "--output", f"stopped-{number}"]
    # A shell that runs the tests in the background has them ignore SIGINT, which what they start would inherit.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        program,
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    signal.signal(signal.SIGINT, before)
    family: list[int] = []
    while process.poll() is None and not family[1:]:
        time.sleep(0.05)
        family = find_family(process.pid)[1:]
    time.sleep(0.5)
    os.killpg(process.pid, number)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert err == "shubiao: stopped; what was published before is untouched.\n"
    assert family
    assert not [member for member in family if is_running(member)]


@pytest.mark.parametrize(
    ("victim", "sentence"),
    [
        ("flows.engine", r"the run was killed \(signal 9\); what was published before is untouched, run again\."),
        (
            "flows.embedded_server",
            r"the Prefect server of this run ended \(status -9\); .*server\.log says why\. What was .*",
        ),
    ],
)
def test_an_engine_or_a_server_that_is_killed_is_told_of_in_a_sentence(folder, victim, sentence):
    process = subprocess.Popen(
        [*PROGRAM, "ingest", "raw/乙刊", "--output", "killed"],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    found: list[int] = []
    while process.poll() is None and not found:
        time.sleep(0.05)
        found = [member for member in find_family(process.pid) if victim in find_words(member)]
    os.kill(found[0], signal.SIGKILL)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (2, "")
    assert re.fullmatch(f"shubiao: {sentence}\n", err), err
    assert not [member for member in find_family(process.pid) if is_running(member)]


def test_settings_of_the_user_come_first_and_the_embedded_server_is_reached_without_a_proxy(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    variables = {"PREFECT_LOGGING_LEVEL": "DEBUG", "NO_PROXY": "example.org"}
    set_up_engine(variables)
    assert variables["PREFECT_LOGGING_LEVEL"] == "DEBUG"
    assert variables["PREFECT_HOME"] == str(tmp_path / ".state" / "prefect")
    assert variables["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert int(variables["PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS"]) >= 120
    assert set(variables["NO_PROXY"].split(",")) == {"example.org", "127.0.0.1", "localhost"}
    remote = {"PREFECT_API_URL": "https://prefect.example.org/api"}
    set_up_engine(remote)
    assert "NO_PROXY" not in remote


def test_a_run_leaves_progress_table_summary_and_link_on_the_server(first, folder):
    with contextlib.closing(sqlite3.connect(folder / ".state" / "prefect" / "prefect.db")) as database:
        rows = database.execute("SELECT key, type, description, data FROM artifact").fetchall()
        ((state,),) = database.execute("SELECT message FROM flow_run_state WHERE type = 'COMPLETED'").fetchall()
    artifacts = {key: (kind, description, data) for key, kind, description, data in rows}
    assert artifacts["shubiao-progress"] == ("progress", "3 of 3 documents read", 100)
    assert artifacts["shubiao-documents"][:2] == ("table", "3 documents read")
    assert [row["status"] for row in json.loads(json.loads(artifacts["shubiao-documents"][2]))] == [
        "failed",
        "ok",
        "ok",
    ]
    assert "could not be read" in artifacts["shubiao-summary"][2]
    assert (folder / "output" / "current").as_uri() in artifacts["shubiao-report"][2]
    assert state.startswith("Published: 3 documents read (3 added).")
    assert state.endswith("1 of them could not be read.")


def start(folder: Path, *arguments: str, **variables: str) -> subprocess.Popen[str]:
    command = [*PROGRAM, "ingest", *arguments, "--workers", "1"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, cwd=folder, env=environment() | variables, encoding="utf-8", **pipes)


def count_runs(output: Path) -> int:
    """Count the engines that read documents at this moment."""
    return len(list((output / ".staging").glob("*-run")))


def test_issues_of_two_commands_at_once_are_both_there(folder):
    commands = [start(folder, f"raw/{name}", "--output", "both") for name in ("学报/2024-1/article.txt", "乙刊")]
    results = [command.communicate(timeout=400) for command in commands]
    assert [command.returncode for command in commands] == [0, 0], results
    assert set(read_whole(folder / "both" / "current")) == {"学报/2024-1/article.txt", "乙刊/2023-12/other.txt"}


def test_an_issue_that_another_command_reads_is_left_to_it_with_a_sentence(folder):
    place = open_place(folder / "taken")
    with place.writing(), place.claim("乙刊/2023-12") as mine:
        assert mine
        done = run(folder, "ingest", "raw/乙刊", "--output", "taken")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "shubiao: taken: 乙刊/2023-12: another ingestion is reading this; run again when it has finished.\n"
    )


def test_when_the_command_is_killed_its_engine_server_and_workers_end_and_give_up_what_they_read(folder):
    temporary = folder / "temporary"
    temporary.mkdir()
    process = start(folder, "raw/乙刊", "--output", "orphan", "--state", "s", TMPDIR=str(temporary))
    while process.poll() is None and not count_runs(folder / "orphan"):
        time.sleep(0.05)
    family = find_family(process.pid)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=60)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and any(is_running(member) for member in family):
        time.sleep(0.1)
    assert len(family) > 1
    assert not [member for member in family if is_running(member)]
    place = open_place(folder / "orphan")
    with place.writing(), place.claim("乙刊/2023-12") as mine:
        assert mine
    # What was left lies where the next run removes it.
    assert list(temporary.iterdir()) == []
    with run_folder({VARIABLE: str(folder / "s")}) as own:
        assert {path.name for path in own.parent.iterdir()} == {".lock", own.name}


def is_running(process: int) -> bool:
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def test_a_broken_installation_stops_the_run_with_a_sentence_and_is_no_failure_of_documents(folder):
    broken = folder / "broken"
    broken.mkdir()
    (broken / "pdfplumber.py").write_text("raise ValueError('of another processor')", encoding="utf-8")
    process = start(folder, "raw", "--output", "unread", PYTHONPATH=str(broken))
    out, err = process.communicate(timeout=400)
    assert (process.returncode, out) == (2, "")
    assert err == (
        "shubiao: something is wrong with the program or its installation (ImportError: ValueError: of another processor); "
        "report it.\n"
    )
    assert not (folder / "unread" / "current").exists()
