"""What the engine costs: seconds until a Prefect server answers, and the seconds of a run with one of its own and without.

    python -m benchmarks.engine

PostgreSQL is measured where it is installed. All servers listen on loopback and are ended.
"""

from __future__ import annotations

import os
import resource
import shutil
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from benchmarks.load import run_watched
from flows.server import wait_for_server
from tests.servers import find_postgres, free_port, postgres, running

ROOT = Path(__file__).parent.parent
PLAIN = """
import sys, extractors
from pathlib import Path
from tests.publication import ingest
ingest(Path(sys.argv[1]), Path(sys.argv[2]), extract=extractors.extract)
"""


def clean_environment() -> dict[str, str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return environment | {"PYTHONPATH": str(ROOT), "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}


def time_server(folder: Path, home: str, address: str) -> tuple[float, float]:
    """Return the seconds until a server answers, and those of processors that it takes for it and for its end."""
    environment = clean_environment() | {"PREFECT_HOME": str(folder / home)}
    environment |= {"PREFECT_API_DATABASE_CONNECTION_URL": address} if address else {}
    port, before = free_port(), resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    began = time.monotonic()
    with running(command, folder / "log", env=environment, cwd=folder):
        wait_for_server(f"http://127.0.0.1:{port}/api")
        seconds = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print a table."""
    os.environ["PYTHONPATH"] = str(ROOT)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        shutil.copytree(ROOT / "raw", folder / "raw")
        databases = {"SQLite": ""}
        if (programs := find_postgres()) is not None:
            databases["PostgreSQL"] = stack.enter_context(postgres(programs))[0]
        print("| | seconds | of processors |\n|---|---|---|")
        ingest = ("-m", "flows.cli", "ingest", "raw", "--settle", "0", "--output")
        for what, arguments in {
            "sample issue, read in one process without an engine": ("-c", PLAIN, "raw", "plain"),
            "the same by `shubiao ingest`, in a new state folder": (*ingest, "one"),
            "the same, in the state folder of earlier runs": (*ingest, "two"),
            "the same, nothing changed": (*ingest, "two"),
        }.items():
            run = run_watched([sys.executable, *arguments], folder)
            print(f"| {what} | {run.seconds:.1f} | {run.whole:.1f} |", flush=True)
        for name, address in databases.items():
            for state in ("new", "of earlier runs"):
                seconds, processors = time_server(folder, name, address)
                print(f"| server on {name} ({state}) until it answers | {seconds:.1f} | {processors:.1f} |", flush=True)


if __name__ == "__main__":
    main()
