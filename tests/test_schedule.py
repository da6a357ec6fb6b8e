from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from flows.cli import main
from flows.schedule import Schedule, deployment_name

ROOT = Path(__file__).parent.parent


@pytest.fixture
def raw(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "state"))
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text("text", encoding="utf-8")
    return tmp_path / "raw"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--cron", "61 * * * *"), '--cron "61 * * * *": is no schedule'),
        (("--cron", "every morning"), "give one like"),
        (("--timezone", "Mars/Base"), "--timezone Mars/Base: there is no such time zone"),
        (("--timezone", "../etc/passwd"), "there is no such time zone"),
        (("--output", "raw/a.txt"), "cannot be written"),
        (("--notify", "mail me"), "is no address to notify"),
    ],
)
def test_what_the_first_run_would_find_out_at_night_is_refused_at_once(raw, capsys, arguments, sentence):
    assert main(["schedule", "raw", *arguments]) == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert said.count("\n") == 1
    assert not (raw.parent / "state" / "server.log").exists()


def test_a_folder_that_is_not_there_is_refused(raw, capsys):
    assert main(["schedule", "nowhere"]) == 2
    assert "there is no such file or folder" in capsys.readouterr().err


def test_a_schedule_without_a_time_zone_is_meant_in_the_machine_s(monkeypatch):
    assert Schedule("0 6 * * *", "Asia/Shanghai").zone == "Asia/Shanghai"
    assert Schedule("0 6 * * *").zone


def test_a_deployment_has_a_name_that_people_recognise_and_no_other_has():
    name = deployment_name("/data/学报", "/data/output")
    assert name.startswith("学报-into-output-")
    assert name == deployment_name("/data/学报", "/data/output")
    assert name != deployment_name("/data2/学报", "/data/output")
    assert not set("/%&<>") & set(deployment_name("/a %&<>b", "/c"))


def test_notifying_without_a_server_is_refused(monkeypatch, capsys):
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    assert main(["notify", "https://example.org/hook"]) == 2
    assert "PREFECT_API_URL: names no server" in capsys.readouterr().err


def test_the_deployment_gives_the_flow_parameters_that_it_has(tmp_path):
    (deployment,) = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    # In a process of its own: the flow's module makes settings for Prefect.
    program = "import json, sys; from flows.ingest import ingest as flow; print(flow.validate_parameters(json.loads(sys.argv[1])))"
    command = [sys.executable, "-c", program, json.dumps(deployment["parameters"])]
    environment = {**os.environ, "PREFECT_HOME": str(tmp_path)}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert "'retries': 3" in done.stdout
    assert deployment["entrypoint"] == "flows/ingest.py:ingest"
    assert deployment["concurrency_limit"] == {"limit": 1, "collision_strategy": "ENQUEUE"}
