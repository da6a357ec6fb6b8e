"""Two writers that are killed at random moments, and a reader: a small run of `benchmarks.kills`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def measure(*options: str) -> dict:
    command = [sys.executable, "-m", "benchmarks.kills", *options]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=3000)
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    return json.loads(done.stdout)


def check(found: dict, kills: int) -> None:
    assert found["failures"] == []
    assert found["kills"] == kills == found["before"] + found["after"]
    assert (found["torn"], found["lost"], found["failed after a kill"]) == (0, 0, 0)
    assert found["whole at the end"]
    assert found["looks"] > 0


def test_killed_writers_lose_nothing_in_a_folder():
    found = measure("--kills", "6")
    check(found, 6)
    assert set(found["left at the end"]) == {".lock", ".writers", "objects", "snapshots"}


@pytest.mark.integration
def test_killed_writers_lose_nothing_in_a_bucket():
    check(measure("--kills", "3", "--bucket"), 3)


@pytest.mark.integration
def test_killed_commands_engines_and_servers_lose_nothing():
    check(measure("--kills", "6", "--engine"), 6)
