"""Servers that tests start on this machine, each on a port of its own, and end."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_until(condition: Callable[[], Any], seconds: float, what: str, every: float = 0.5) -> Any:
    deadline = time.monotonic() + seconds
    while not (result := condition()):
        assert time.monotonic() < deadline, f"{what}: not within {seconds} s"
        time.sleep(every)
    return result


@contextlib.contextmanager
def http_server(answer: Callable[[str, str, bytes], tuple[int, bytes]]) -> Iterator[str]:
    """A web server that answers (method, path, body) with a status and a body."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_one(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            self.server.last_headers = dict(self.headers)  # type: ignore[attr-defined]
            status, content = answer(self.command, self.path, body)
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = handle_one  # noqa: N815 (the names that the library looks for)

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def forward(port: int) -> Callable[[str, str, bytes], tuple[int, bytes]]:
    """What a proxy before a server at a port answers."""

    def answer(method: str, path: str, body: bytes) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        with contextlib.closing(connection):
            connection.request(method, path, body, {"content-type": "application/json"})
            response = connection.getresponse()
            return response.status, response.read()

    return answer


def call(api: str, method: str, path: str, body: object = None) -> Any:
    """Ask a Prefect server."""
    host = api.removeprefix("http://").removesuffix("/api")
    connection = http.client.HTTPConnection(host, timeout=60)
    with contextlib.closing(connection):
        content = json.dumps(body or {}).encode()
        connection.request(method, f"/api{path}", content, {"content-type": "application/json"})
        response = connection.getresponse()
        answer = response.read()
        assert response.status < 300, (response.status, answer[:500])
        return json.loads(answer) if answer else None


@contextlib.contextmanager
def running(command: list[str], log: Path, **more: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A process in a group of its own, ended as a group."""
    with log.open("ab") as file:
        process = subprocess.Popen(command, stdout=file, stderr=file, start_new_session=True, **more)
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(20)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def find_postgres() -> Path | None:
    """The folder with PostgreSQL's programs: Debian keeps them out of PATH."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -float(path.parent.name))
    folders += [Path(found).parent for found in [shutil.which("initdb")] if found]
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


@contextlib.contextmanager
def postgres(programs: Path) -> Iterator[tuple[str, Callable[[str], str]]]:
    """A database `prefect` of a PostgreSQL server on loopback: its address, and what puts SQL to it."""
    port, root = free_port(), os.geteuid() == 0
    folder = Path(tempfile.mkdtemp(prefix="shubiao-postgres-"))
    # PostgreSQL refuses to run as root; Debian's package brings a user for it.
    become = ["runuser", "-u", "postgres", "--"] if root else []
    if root:
        shutil.chown(folder, "postgres")
    data = folder / "data"

    def run(program: str, *arguments: str) -> str:
        command = [*become, str(programs / program), *arguments]
        done = subprocess.run(
            command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8", cwd=folder
        )
        return done.stdout

    def ask(statement: str) -> str:
        return run("psql", "-h", "127.0.0.1", "-p", str(port), "-U", "shubiao", "-Atc", statement, "prefect").strip()

    try:
        run("initdb", "-D", str(data), "-U", "shubiao", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
        with (folder / "log").open("wb") as log:
            subprocess.run(
                [*become, str(programs / "pg_ctl"), "-D", str(data), "-o", options, "-w", "start"],
                check=True,
                stdout=log,
                stderr=log,
                cwd=folder,
            )
        try:
            run("createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "shubiao", "prefect")
            ask("CREATE EXTENSION pg_trgm")
            yield f"postgresql+asyncpg://shubiao@127.0.0.1:{port}/prefect", ask
        finally:
            run("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
