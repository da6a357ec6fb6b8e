"""The engine of production: a Prefect server on PostgreSQL, a process worker, a scheduled deployment, notifications.

`make integration` installs PostgreSQL where it can. Everything listens on loopback and is ended with the module.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.example_article import ARTICLE
from tests.servers import call, find_postgres, forward, free_port, http_server, postgres, running, wait_until

ROOT = Path(__file__).parent.parent
PROGRAMS = find_postgres()
PREFECT = [sys.executable, "-m", "prefect"]
SHUBIAO = [sys.executable, "-P", "-m", "flows.cli"]

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(PROGRAMS is None, reason="needs PostgreSQL: apt-get install postgresql"),
]


@dataclass
class Engine:
    """A server with its worker, the folder that is deployed, and what the web address was told."""

    api: str
    folder: Path
    environment: dict[str, str]
    ask: Any
    seconds_to_start: float
    told: list[str] = field(default_factory=list)

    def run(self, *command: str) -> str:
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def deployment(self) -> dict[str, Any]:
        (deployment,) = call(self.api, "POST", "/deployments/filter")
        return deployment

    def start_run(self, **parameters: object) -> str:
        path = f"/deployments/{self.deployment()['id']}/create_flow_run"
        return call(self.api, "POST", path, {"parameters": parameters})["id"]

    def await_end(self, run: str, seconds: float = 180) -> dict[str, Any]:
        def ended() -> dict[str, Any] | None:
            found = call(self.api, "GET", f"/flow_runs/{run}")
            return found if found["state_type"] in {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"} else None

        return wait_until(ended, seconds, f"run {run} ends")

    def await_word(self, part: str, seconds: float = 60) -> str:
        return wait_until(lambda: next((text for text in self.told if part in text), None), seconds, f"told of {part}")

    def artifacts(self, run: str) -> dict[str, dict[str, Any]]:
        found = call(self.api, "POST", "/artifacts/filter", {"flow_runs": {"id": {"any_": [run]}}})
        return {artifact["key"]: artifact for artifact in found}


def write_documents(folder: Path) -> None:
    for name, content in {
        "学报/2024-1/article.txt": ARTICLE,
        "乙刊/2023-12/other.txt": ARTICLE.replace("某县", "他县"),
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")


@pytest.fixture(scope="module")
def engine(tmp_path_factory) -> Iterator[Engine]:
    """The deployment of `prefect.yaml`, every minute instead of every morning, on a server and a worker of its own."""
    folder, port = tmp_path_factory.mktemp("production"), free_port()
    for name in ("flows", "extractors"):
        (folder / name).symlink_to(ROOT / name)
    deployment = (ROOT / "prefect.yaml").read_text(encoding="utf-8")
    assert deployment.count('"0 6 * * *"') == 1
    deployment = deployment.replace('"0 6 * * *"', '"* * * * *"').replace("settle: 60", "settle: 1")
    (folder / "prefect.yaml").write_text(deployment, encoding="utf-8")
    write_documents(folder / "raw")
    api = f"http://127.0.0.1:{port}/api"
    told: list[str] = []

    def hear(method: str, path: str, body: bytes) -> tuple[int, bytes]:
        told.append(json.loads(body)["text"])
        return 204, b""

    with postgres(PROGRAMS) as (address, ask), http_server(hear) as hook:  # type: ignore[arg-type]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
        environment |= {
            "PREFECT_HOME": str(folder / ".state" / "prefect"),
            "PREFECT_API_URL": api,
            "PREFECT_API_DATABASE_CONNECTION_URL": address,
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
            "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": "2592000",
            "PREFECT_SERVER_SERVICES_DB_VACUUM_LOOP_SECONDS": "10",
            "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
            "PREFECT_CLIENT_MAX_RETRIES": "7",
            "PYTHONPATH": str(ROOT),
        }
        began = time.monotonic()
        server = [*PREFECT, "server", "start", "--host", "127.0.0.1", "--port", str(port)]
        with running(server, folder / "server.log", env=environment, cwd=folder):
            engine = Engine(api, folder, environment, ask, 0, told)
            # Waits until the server answers.
            engine.run(*SHUBIAO, "notify", f"{hook}/hook")
            engine.seconds_to_start = time.monotonic() - began
            engine.run(*PREFECT, "work-pool", "create", "local", "--type", "process")
            engine.run(*PREFECT, "--no-prompt", "deploy", "--all")
            worker = [*PREFECT, "worker", "start", "--pool", "local"]
            with running(worker, folder / "worker.log", env=environment, cwd=folder):
                yield engine


@pytest.fixture(scope="module")
def scheduled(engine) -> dict[str, Any]:
    """The first run that the clock started and that has ended."""
    query = {
        "sort": "START_TIME_ASC",
        "flow_runs": {"state": {"type": {"any_": ["COMPLETED", "FAILED", "CRASHED"]}}},
    }
    run = wait_until(lambda: call(engine.api, "POST", "/flow_runs/filter", query), 300, "a scheduled run ends")[0]
    # What follows is started by hand.
    deployment = engine.deployment()["id"]
    call(engine.api, "POST", f"/deployments/{deployment}/pause_deployment")
    return run


def test_the_clock_starts_a_run_on_the_worker_and_what_it_publishes_can_be_loaded(engine, scheduled):
    assert (scheduled["auto_scheduled"], scheduled["state_name"]) == (True, "Completed")
    assert scheduled["state"]["message"] == "Published: 2 documents read (2 added)."
    assert scheduled["name"] == "ingest raw"
    observations = pd.read_parquet(engine.folder / "output" / "current" / "observations")
    assert set(observations.issue) == {"学报/2024-1", "乙刊/2023-12"}


def test_the_deployment_allows_one_run_at_a_time(engine, scheduled):
    deployment = engine.deployment()
    assert deployment["global_concurrency_limit"]["limit"] == 1
    assert deployment["concurrency_options"]["collision_strategy"] == "ENQUEUE"


def test_the_state_lies_in_the_database_and_the_state_folder(engine, scheduled):
    assert int(engine.ask("SELECT count(*) FROM flow_run WHERE state_type = 'COMPLETED'")) >= 1
    assert not list(engine.folder.rglob("prefect.db"))
    assert (engine.folder / ".state" / "prefect").is_dir()


def test_people_find_table_summary_progress_and_link_of_the_run(engine, scheduled):
    artifacts = engine.artifacts(scheduled["id"])
    rows = json.loads(artifacts["shubiao-documents"]["data"])
    assert [(row["document"], row["status"]) for row in rows] == [
        ("乙刊/2023-12/other.txt", "ok"),
        ("学报/2024-1/article.txt", "ok"),
    ]
    assert artifacts["shubiao-summary"]["data"].startswith(
        "Published: 2 documents read (2 added).\n\n## Contradictions\n\n**0 "
    )
    assert artifacts["shubiao-progress"]["data"] == 100
    assert (engine.folder / "output" / "current").as_uri() in artifacts["shubiao-report"]["data"]


def test_a_document_that_cannot_be_read_is_told_and_the_run_is_well(engine, scheduled):
    broken = engine.folder / "raw" / "学报" / "2024-1" / "empty.txt"
    broken.touch()
    run = engine.await_end(engine.start_run())
    assert run["state_name"] == "Completed"
    assert run["state"]["message"] == "Published: 1 document read (1 added), 2 unchanged. 1 of them could not be read."
    assert "学报/2024-1/empty.txt" in engine.await_word("1 document(s) could not be read")


def test_a_document_that_is_being_copied_is_left_and_said(engine, scheduled):
    fresh = engine.folder / "raw" / "学报" / "2024-1" / "fresh.txt"
    fresh.write_text(ARTICLE.replace("某县", "丙县"), encoding="utf-8")
    run = engine.await_end(engine.start_run(settle=3600))
    summary = engine.artifacts(run["id"])["shubiao-summary"]["data"]
    assert "Left for the next run" in run["state"]["message"]
    assert "fresh.txt" in summary
    assert engine.await_end(engine.start_run())["state"]["message"].startswith("Published: 1 document read")


def test_a_wrong_path_is_told_at_once_and_not_tried_again(engine, scheduled):
    run = engine.await_end(engine.start_run(vocabulary="nowhere.toml"))
    assert (run["state_name"], run["run_count"]) == ("Failed", 1)
    assert "Failed" in engine.await_word("nowhere.toml: cannot be read")


def test_what_may_pass_is_tried_again_later_each_time(engine, scheduled):
    run = engine.await_end(engine.start_run(raw="not-mounted-yet", retries=2, retry_delay=1))
    assert (run["state_name"], run["run_count"]) == ("Failed", 3)
    history = call(engine.api, "GET", f"/flow_run_states/?flow_run_id={run['id']}")
    assert [state["name"] for state in history].count("AwaitingRetry") == 2
    engine.await_word("there is no such file or folder")
    # And what has passed is not told.
    engine.told.clear()
    late = engine.start_run(raw="late", retries=5, retry_delay=2)
    wait_until(
        lambda: call(engine.api, "GET", f"/flow_runs/{late}")["state_name"] == "AwaitingRetry", 120, "it waits", 0.2
    )
    shutil.copytree(engine.folder / "raw" / "乙刊", engine.folder / "late" / "丁刊")
    (engine.folder / "late/丁刊/2023-12/other.txt").write_text(ARTICLE.replace("某县", "丁县"), encoding="utf-8")
    assert engine.await_end(late)["state_name"] == "Completed"
    assert engine.told == []


def test_two_runs_of_a_deployment_follow_one_another(engine, scheduled):
    runs = [engine.await_end(engine.start_run(force=True)) for run in (1, 2)]
    first, second = sorted((run["start_time"], run["end_time"]) for run in runs)
    assert first[1] <= second[0]


def test_a_run_whose_process_is_killed_is_told_and_the_next_one_runs(engine, scheduled):
    engine.told.clear()
    run = engine.start_run(force=True)
    path = f"/flow_runs/{run}"
    wait_until(lambda: call(engine.api, "GET", path)["state_name"] == "Running", 180, "it runs", 0.1)
    pid = call(engine.api, "GET", path)["infrastructure_pid"]
    os.kill(int(pid.rpartition(":")[2]), signal.SIGKILL)
    assert engine.await_end(run)["state_name"] == "Crashed"
    engine.await_word("Crashed")
    assert engine.await_end(engine.start_run())["state_name"] == "Completed"


def test_a_server_that_answers_503_for_a_while_is_asked_again(engine, scheduled):
    """A run by hand against the server, through a proxy that is not well in the first seconds of the run."""
    passed, refused = forward(int(engine.api.split(":")[2].split("/")[0])), []
    began: list[float] = []

    def answer(method: str, path: str, body: bytes) -> tuple[int, bytes]:
        if "/flow" in path:
            began.append(time.monotonic())
            if time.monotonic() - began[0] < 5:
                refused.append(path)
                return 503, b"{}"
        return passed(method, path, body)

    (engine.folder / "raw/学报/2024-1/new.txt").write_text(ARTICLE.replace("某县", "戊县"), encoding="utf-8")
    with http_server(answer) as proxy:
        done = subprocess.run(
            [*SHUBIAO, "ingest", "raw/学报"],
            cwd=engine.folder,
            env=engine.environment | {"PREFECT_API_URL": f"{proxy}/api"},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )
    assert refused
    assert done.stdout.startswith("Published: 1 document read"), done.stderr


def test_what_was_over_a_month_ago_is_deleted(engine, scheduled):
    engine.ask(f"UPDATE flow_run SET end_time = now() - interval '31 days' WHERE id = '{scheduled['id']}'")
    count = f"SELECT count(*) FROM flow_run WHERE id = '{scheduled['id']}'"
    wait_until(lambda: engine.ask(count) == "0", 120, "the old run is deleted")
    artifacts = f"SELECT count(*) FROM artifact WHERE flow_run_id = '{scheduled['id']}'"
    wait_until(lambda: engine.ask(artifacts) == "0", 60, "its artifacts are deleted")
