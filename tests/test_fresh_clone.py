"""What somebody gets who clones the project and types what the README says."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fresh") / "shubiao"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
    return folder


def make(clone, target):
    # What an outer virtual environment or CI sets must not help.
    environment = {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "PYTHONPATH")}
    return subprocess.run(["make", target], cwd=clone, env=environment, capture_output=True, text=True, check=False)


def test_make_run_sets_up_and_publishes_and_says_so_when_nothing_changed(clone):
    first = make(clone, "run")
    assert first.returncode == 0, first.stderr
    assert "output/current" in first.stdout
    observations = pd.read_parquet(clone / "output" / "current" / "observations")
    assert observations.value.notna().sum() > 100
    second = make(clone, "run")
    assert second.returncode == 0, second.stderr
    assert "Nothing has changed" in second.stdout


def test_a_fresh_clone_stays_clean(clone):
    make(clone, "run")
    status = subprocess.run(["git", "status", "--porcelain"], cwd=clone, capture_output=True, text=True, check=True)
    assert status.stdout == ""
