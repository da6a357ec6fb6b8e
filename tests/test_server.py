from __future__ import annotations

import json
import time

import pytest

from flows.failure import RunError
from flows.server import local_server, wait_for_server
from tests.servers import free_port, http_server


def test_a_server_that_is_starting_is_waited_for():
    answers = [(503, b""), (502, b""), (500, b""), (200, b"true")]
    asked = []

    def answer(method, path, body):
        asked.append((method, path))
        return answers[len(asked) - 1]

    with http_server(answer) as address:
        wait_for_server(f"{address}/api", patience=30)
    assert asked == [("GET", "/api/health")] * 4


def test_a_server_that_nobody_started_is_told_of_in_a_sentence():
    began = time.monotonic()
    with pytest.raises(RunError, match=r"no Prefect server answers there \(nobody listens\); start it"):
        wait_for_server(f"http://127.0.0.1:{free_port()}/api", patience=1)
    assert time.monotonic() - began < 5


def test_an_address_that_is_none_is_told_of_too():
    with pytest.raises(RunError, match="mend PREFECT_API_URL"):
        wait_for_server("http://[::1/api", patience=0)


def test_a_server_that_is_there_already_is_used_and_left_running(tmp_path, capsys):
    with http_server(lambda *_: (200, json.dumps(obj=True).encode())) as address:
        port = int(address.rpartition(":")[2])
        with local_server(port, tmp_path) as api:
            assert api == f"{address}/api"
        wait_for_server(api, patience=0)
    assert "runs at port" in capsys.readouterr().err


def test_a_port_that_another_program_has_is_refused(tmp_path):
    with (
        http_server(lambda *_: (404, b"")) as address,
        pytest.raises(RunError, match="is used by another program; choose one with --port"),
        local_server(int(address.rpartition(":")[2]), tmp_path),
    ):
        pytest.fail("nothing is served")
