"""A Prefect server: waited for while it starts, and one of our own on this machine for those who have none."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from flows.failure import RunError, tell

# Long enough for a server that waits for its database and brings it up to date, both on a busy machine.
PATIENCE = 300.0  # seconds
_NOBODY = "nobody listens"
_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 5.0
_GRACE = 10.0  # seconds in which an embedded server writes down what it was told


def wait_for_server(api: str, patience: float = PATIENCE) -> None:
    """Return when the server answers that it is well. Refused (`RunError`): one that does not in time.

    A server that is starting refuses connections, and one behind a proxy answers 502 or 503: both are asked again, less
    and less often.
    """
    deadline, pause = time.monotonic() + patience, _FIRST_PAUSE
    while (trouble := _ask(api)) is not None:
        if time.monotonic() + pause > deadline:
            raise RunError(f"{api}: no Prefect server answers there ({trouble}); start it, or mend PREFECT_API_URL.")
        time.sleep(pause)
        pause = min(2 * pause, _LONGEST_PAUSE)


@contextmanager
def local_server(port: int, home: Path, environment: Mapping[str, str] = os.environ) -> Iterator[str]:
    """Give the address of the API of a server on this machine, started unless there is one at the port, and ended with the context.

    What it says goes to `server.log` in `home`. Refused (`RunError`): a port that something else has.
    """
    api = f"http://127.0.0.1:{port}/api"
    trouble = _ask(api)
    if trouble is None:
        tell(f"the Prefect server that runs at port {port} already is used.")
        yield api
        return
    if trouble != _NOBODY:
        raise RunError(f"port {port} is used by another program; choose one with --port.")
    home.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-P", "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    # Its pages ask for the API where it is by default, whatever the port, unless they are told.
    told = {**environment, "PREFECT_UI_API_URL": api}
    with (home / "server.log").open("ab") as log:
        # In a session of its own: Ctrl-C is for us, and the run that is going on still has to tell the server its end.
        process = subprocess.Popen(  # noqa: S603 (our own program)
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=told, start_new_session=True
        )
    try:
        _wait_for_start(process, api, home)
        yield api
    finally:
        end_group(process)


@dataclass(frozen=True, slots=True)
class EmbeddedServer:
    """The server of one run: the address of its API, its process, and the file that holds what it says."""

    api: str
    process: subprocess.Popen[bytes]
    log: Path

    def check(self) -> None:
        """Refuse (`RunError`) to go on without it."""
        if (status := self.process.poll()) is not None:
            raise RunError(
                f"the Prefect server of this run ended (status {status}); {self.log} says why. What was published before "
                "is untouched, run again."
            )

    def release(self) -> None:
        """Tell it that it may end, which takes it a moment."""
        if self.process.stdin is not None:
            self.process.stdin.close()


@contextmanager
def embedded_server(environment: Mapping[str, str]) -> Iterator[EmbeddedServer]:
    """Start a server on this machine, which is ready some seconds later; it ends with the context or with this process.

    Its state lies in PREFECT_HOME of the environment.
    """
    home = Path(environment["PREFECT_HOME"])
    home.mkdir(parents=True, exist_ok=True)
    log = home / "server.log"
    # Whoever connects before the server listens waits in the queue of its socket, and its port is nobody else's.
    with socket.create_server(("127.0.0.1", 0)) as listener, log.open("ab") as words:
        command = [sys.executable, "-P", "-m", "flows.embedded_server", str(listener.fileno())]
        process = subprocess.Popen(  # noqa: S603 (our own program)
            command,
            stdin=subprocess.PIPE,
            stdout=words,
            stderr=words,
            env=dict(environment),
            pass_fds=[listener.fileno()],
            start_new_session=True,
        )
        port = listener.getsockname()[1]
    server = EmbeddedServer(f"http://127.0.0.1:{port}/api", process, log)
    try:
        yield server
        server.release()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=_GRACE)
    finally:
        process.kill()
        server.release()
        process.wait()


def _ask(api: str) -> str | None:
    """Return what is wrong with a server, or None."""
    import httpx  # noqa: PLC0415 (takes a tenth of a second, also of each process of the engine's)

    try:
        response = httpx.get(f"{api}/health", timeout=10)
    except httpx.ConnectError:
        return _NOBODY
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return f"{type(error).__name__} {error}".strip()
    return None if response.status_code == httpx.codes.OK else f"status {response.status_code}"


def _wait_for_start(process: subprocess.Popen[bytes], api: str, home: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while _ask(api) is not None:
        if process.poll() is not None or time.monotonic() > deadline:
            raise RunError(f"the Prefect server did not start; {home / 'server.log'} says why.")
        time.sleep(_FIRST_PAUSE)


def end_group(process: subprocess.Popen[bytes], number: int = signal.SIGTERM, *, patience: float = 20) -> None:
    """End a process that leads a group, and the group: asked by a signal first, killed `patience` seconds later."""
    with suppress(ProcessLookupError):
        os.kill(process.pid, number)
    with suppress(subprocess.TimeoutExpired):
        process.wait(patience)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
