"""Running the flow from the command line: in a process group of its own, which can be ended at once and as a whole."""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
from contextlib import nullcontext, suppress
from dataclasses import asdict
from pathlib import Path
from threading import Thread
from typing import Any

from flows.failure import RunError, tell
from flows.knowledge import Knowledge
from flows.limits import Limits
from flows.origin import start_origin
from flows.progress import progress_bar, shown_by
from flows.run_log import RunLog, logged_by
from flows.server import EmbeddedServer, embedded_server, wait_for_server
from flows.settings import set_up_engine
from flows.state import VARIABLE, run_folder

# A socket has a path of about a hundred bytes, and the processes that workers come from have one in a folder for temporary files.
_LONGEST = 70
_SHOW_CURSOR = "\N{ESCAPE}[?25h"
_LOOK = 0.5  # seconds between two looks at whether the server still runs


def run_ingestion(
    raw: str,
    output: str,
    knowledge: Knowledge,
    limits: Limits,
    *,
    state: Path,
    force: bool,
    workers: int | None,
    settle: float,
    cluster: str | None = None,
    report: bool = True,
    profile: bool = False,
) -> int:
    """Run the flow `ingest` and return 0; 2 when it could not be run, which it has then said on standard error.

    Without PREFECT_API_URL it has a server of its own. Interrupted together with that and its workers, the engine would
    wait for the server that has just ended; so it is kept out of the terminal's process group and killed when this process
    is told to end. Should this one be killed itself, engine and server end by themselves. A publication can be killed at any step.
    """
    values = {
        "raw": raw,
        "output": output,
        "force": force,
        "limits": asdict(limits),
        "workers": workers,
        "settle": settle,
        "cluster": cluster,
        "report": report,
        "vocabulary": str(knowledge.vocabulary.path) if knowledge.vocabulary else None,
        "reference": str(knowledge.reference.path) if knowledge.reference else None,
        "all_indicators": knowledge.all_indicators,
    }
    # -P: a folder of the user's that is called like a package of ours is not taken for it.
    command = [sys.executable, "-P", "-m", "flows.engine", json.dumps(values), "--attached"]
    command += ["--profile"] if profile else []
    alone = not os.environ.get("PREFECT_API_URL")
    # Errors are told here, in a sentence each; whoever wants the engine's words sets its levels. (Its services log
    # beside its own loggers, under the root: "Still processing items" when a busy machine is slow to end.)
    environment = {"PREFECT_LOGGING_LEVEL": "CRITICAL", "PREFECT_LOGGING_ROOT_LEVEL": "CRITICAL", **os.environ}
    environment[VARIABLE] = str(state)
    set_up_engine(environment)
    with run_folder(environment) as folder:
        # What the engine's libraries leave when they are killed is found, and goes with the run's folder.
        environment |= {"TMPDIR": str(folder)} if len(str(folder)) <= _LONGEST else {}
        # The server takes as long to start as the engine to load: both begin now.
        with embedded_server(environment) if alone else nullcontext() as server:
            status = _run(command, environment, server)
    if status < 0:
        tell(f"the run was killed (signal {-status}); what was published before is untouched, run again.")
        return 2
    return status


def _run(command: list[str], environment: dict[str, str], server: EmbeddedServer | None) -> int:
    """Run the engine to its end, and end it when this process is told to, or its server is gone."""
    if server is not None:
        command, environment = [*command, "--embedded"], environment | {"PREFECT_API_URL": server.api}
    with subprocess.Popen(command, stdin=subprocess.PIPE, env=environment, start_new_session=True) as process:  # noqa: S603 (our own program)
        status = -signal.SIGKILL
        try:
            status = _wait(process, server)
        finally:
            if status < 0:
                _kill(process)
    return status


def _wait(process: subprocess.Popen[bytes], server: EmbeddedServer | None) -> int:
    while server is not None:
        with suppress(subprocess.TimeoutExpired):
            return process.wait(_LOOK)
        server.check()
    return process.wait()


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the engine with its workers, and give a terminal its cursor back."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if sys.stderr.isatty():
        sys.stderr.write(_SHOW_CURSOR)


def _end_with(command: int) -> None:
    """End this process and its workers when the command that started them is gone and its end of a pipe is closed.

    Otherwise they would go on without it, and the next run would find their issues taken.
    """
    while os.read(command, 1):
        pass
    os.killpg(os.getpgrp(), signal.SIGKILL)


def main(argument: str, *options: str) -> int:
    """Run the flow in this process, with a progress bar, on parameters in JSON; with `--profile` say what took how long.

    With `--attached` it ends when standard input does; with `--embedded` the server is one of this state folder.
    """
    if "--attached" in options:
        Thread(target=_end_with, args=(sys.stdin.fileno(),), daemon=True).start()
    run_log = RunLog()
    try:
        with progress_bar() as show, shown_by(show), logged_by(run_log):
            _run_flow(json.loads(argument), embedded="--embedded" in options)
    except RunError as error:
        tell(str(error))
    except OSError as error:
        tell(f"{error.filename or 'the output'}: {error.strerror or error}; nothing was published.")
    except RuntimeError as error:
        tell(
            f"Prefect could not run the flow ({error}); run again, or remove the state folder ({os.environ.get(VARIABLE, '.state')})."
        )
    except Exception as error:  # noqa: BLE001 (said in a sentence)
        tell(f"something is wrong with the program or its installation ({type(error).__name__}: {error}); report it.")
    else:
        if "--profile" in options:
            sys.stderr.write(run_log.to_text())
        return 0
    return 2


def _run_flow(values: dict[str, Any], *, embedded: bool) -> None:
    if not values["cluster"]:
        start_origin()
    # Prefect takes a second to import: the bar, the server and what workers are forked from are under way by then.
    gc.disable()
    from flows.ingest import ingest  # noqa: PLC0415

    gc.freeze()
    gc.enable()
    wait_for_server(os.environ["PREFECT_API_URL"])
    if not embedded:
        ingest(**values)
        return
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings  # noqa: PLC0415

    from flows.runs import forget_old_runs  # noqa: PLC0415

    # Nobody watches whether this run still lives, and the thread that would tell takes a second to end.
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        ingest(**values)
        forget_old_runs()


if __name__ == "__main__":
    ended = main(*sys.argv[1:])
    gc.freeze()  # to look for garbage before the end takes a third of a second
    sys.exit(ended)
