"""The process that runs the flow for a command: it waits for the plan, shows how far it is, and says in a sentence what goes wrong."""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from concurrent.futures import Future
from threading import Thread
from typing import Any

from flows.failure import RunError, tell
from flows.handover import planned_by, receive_plan
from flows.origin import start_origin
from flows.plan import Plan
from flows.progress import progress_bar, shown_by
from flows.run_log import RunLog, logged_by
from flows.server import wait_for_server
from flows.state import VARIABLE


def _attend(command: int, plan: Future[Plan | None]) -> None:
    """Take the plan from the command that started this process, and end with it: when its end of the pipe is closed.

    Otherwise this process and its workers would go on without it, and the next run would find their issues taken.
    """
    try:
        plan.set_result(receive_plan(command))
        while os.read(command, 1):
            pass
    finally:
        os.killpg(os.getpgrp(), signal.SIGKILL)


def main(argument: str, *options: str) -> int:
    """Run the flow in this process, with a progress bar, on parameters in JSON; with `--profile` say what took how long.

    The plan comes through standard input, and this process ends with it. With `--embedded` the server is one of this state folder.
    """
    handed: Future[Plan | None] = Future()
    Thread(target=_attend, args=(sys.stdin.fileno(), handed), daemon=True).start()
    run_log = RunLog()
    try:
        _load(json.loads(argument))
        with planned_by(handed.result()), progress_bar() as show, shown_by(show), logged_by(run_log):
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


def _load(values: dict[str, Any]) -> None:
    """Load what takes a second: the server, what workers are forked from, and perhaps the plan are under way meanwhile."""
    if not values["cluster"]:
        start_origin()
    gc.disable()
    import flows.ingest  # noqa: F401, PLC0415

    gc.freeze()
    gc.enable()


def _run_flow(values: dict[str, Any], *, embedded: bool) -> None:
    from flows.ingest import ingest  # noqa: PLC0415

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
