from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from flows.failure import RunError
from flows.state import VARIABLE, choose_state, find_state, run_folder

KEPT = """
import sys
from flows.state import run_folder
with run_folder():
    print("entered", flush=True)
    sys.stdin.read()
"""


def test_the_state_is_beside_the_output_and_out_of_version_control(tmp_path):
    known: dict[str, str] = {}
    assert choose_state(str(tmp_path / "output"), environment=known) == tmp_path / ".state"
    assert (tmp_path / ".state" / ".gitignore").read_text(encoding="ascii") == "*\n"
    assert known == {}
    assert find_state({VARIABLE: str(tmp_path / ".state")}) == tmp_path / ".state"


def test_a_folder_that_is_given_comes_before_what_the_environment_names(tmp_path):
    known = {VARIABLE: str(tmp_path / "named")}
    assert choose_state(str(tmp_path / "output"), environment=known) == tmp_path / "named"
    assert choose_state(str(tmp_path / "output"), tmp_path / "given", known) == tmp_path / "given"


def test_beside_an_output_where_nothing_can_be_written_it_is_in_the_output(tmp_path):
    (tmp_path / ".state").write_text("in the way", encoding="ascii")
    assert choose_state(str(tmp_path / "output"), environment={}) == tmp_path / "output" / ".state"


def test_for_an_output_in_a_bucket_it_is_in_the_working_directory_or_the_cache(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    variables = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    assert choose_state("s3://bucket/output", environment=dict(variables)) == tmp_path / ".state"
    (tmp_path / ".state" / ".gitignore").unlink()
    (tmp_path / ".state").rmdir()
    (tmp_path / ".state").write_text("in the way", encoding="ascii")
    assert choose_state("s3://bucket/output", environment=dict(variables)) == tmp_path / "cache" / "shubiao"


def test_where_no_state_can_be_kept_the_run_is_refused_and_nothing_is_left_elsewhere(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    (tmp_path / "file").write_text("", encoding="ascii")
    with pytest.raises(RunError, match="name a folder with --state"):
        choose_state("output", tmp_path / "file" / "state", {})
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_folder_of_a_run_is_gone_at_its_end_and_that_of_a_killed_run_with_the_next(tmp_path):
    environment = os.environ | {VARIABLE: str(tmp_path)}
    arguments = [sys.executable, "-c", KEPT]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "env": environment, "cwd": Path(__file__).parents[1]}
    with subprocess.Popen(arguments, **pipes) as living, subprocess.Popen(arguments, **pipes) as killed:
        assert living.stdout.readline() == killed.stdout.readline() == b"entered\n"
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        with run_folder(environment) as folder:
            runs = [path for path in (tmp_path / "runs").iterdir() if path.is_dir()]
            assert len(runs) == 2
            assert folder in runs
        living.stdin.close()
    assert [path.name for path in (tmp_path / "runs").iterdir()] == [".lock"]
