"""Starting the engine from the command line: in a process group of its own, which can be ended at once and as a whole."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from flows.failure import tell
from flows.handover import send_plan
from flows.plan import Plan
from flows.server import EmbeddedServer, embedded_server
from flows.settings import set_up_engine
from flows.state import VARIABLE, choose_state, run_folder

# A socket has a path of about a hundred bytes, and the processes that workers come from have one in a folder for temporary files.
_LONGEST = 70
_SHOW_CURSOR = "\N{ESCAPE}[?25h"
_LOOK = 0.5  # seconds between two looks at whether the server still runs


class Launch:
    """An engine that runs the flow `ingest` in a process of its own, and the server that it talks to, both ended with the context.

    They take seconds to start, and a plan may take as long: `begin` starts them, as soon as there is likely to be something to
    do, and `finish` hands them the plan. Without PREFECT_API_URL the engine has a server of its own. Interrupted together with
    that and its workers, it would wait for the server that has just ended; so it is kept out of the terminal's process
    group and killed when this process is told to end. Should this one be killed itself, engine and server end by
    themselves. A publication can be killed at any step.
    """

    def __init__(self, parameters: Mapping[str, object], output: str, state: Path | None, *, profile: bool) -> None:
        self._parameters = parameters
        self._output, self._state, self._profile = output, state, profile
        self._stack = ExitStack()
        self._server: EmbeddedServer | None = None
        self._engine: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._engine is not None and self._engine.poll() is None:
            _kill(self._engine)
        self._stack.__exit__(kind, error, trace)

    def begin(self) -> None:
        """Start engine and server, unless they are. Refused (`RunError`): no folder for their state."""
        if self._engine is None:
            self._engine = self._start()

    def finish(self, plan: Plan | None) -> int:
        """Let the engine carry out a plan, or make one, and return its status: 0, or 2 for what it or this has said on standard error.

        Refused (`RunError`): its server ended.
        """
        self.begin()
        engine = self._engine
        if engine is None or engine.stdin is None:
            raise ValueError("the engine was not started")
        with suppress(BrokenPipeError):  # its status tells
            send_plan(plan, engine.stdin.fileno())
        status = self._wait(engine)
        if self._server is not None:
            self._server.release()
        if status < 0:
            _kill(engine)  # what it started
            tell(f"the run was killed (signal {-status}); what was published before is untouched, run again.")
            return 2
        return status

    def _start(self) -> subprocess.Popen[bytes]:
        # Errors are told here, in a sentence each; whoever wants the engine's words sets its levels. (Its services log
        # beside its own loggers, under the root: "Still processing items" when a busy machine is slow to end.)
        environment = {"PREFECT_LOGGING_LEVEL": "CRITICAL", "PREFECT_LOGGING_ROOT_LEVEL": "CRITICAL", **os.environ}
        environment[VARIABLE] = str(choose_state(self._output, self._state))
        set_up_engine(environment)
        # -P: a folder of the user's that is called like a package of ours is not taken for it.
        command = [sys.executable, "-P", "-m", "flows.engine", json.dumps(self._parameters)]
        command += ["--profile"] if self._profile else []
        folder = str(self._stack.enter_context(run_folder(environment)))
        # What the engine's libraries leave when they are killed is found, and goes with the run's folder.
        environment |= {"TMPDIR": folder} if len(folder) <= _LONGEST else {}
        if not os.environ.get("PREFECT_API_URL"):
            self._server = self._stack.enter_context(embedded_server(environment))
            command, environment = [*command, "--embedded"], environment | {"PREFECT_API_URL": self._server.api}
        return self._stack.enter_context(
            subprocess.Popen(command, stdin=subprocess.PIPE, env=environment, start_new_session=True)  # noqa: S603 (our own program)
        )

    def _wait(self, engine: subprocess.Popen[bytes]) -> int:
        while self._server is not None:
            with suppress(subprocess.TimeoutExpired):
                return engine.wait(_LOOK)
            self._server.check()
        return engine.wait()


def _kill(engine: subprocess.Popen[bytes]) -> None:
    """End the engine with its workers, and give a terminal its cursor back."""
    with suppress(ProcessLookupError):
        os.killpg(engine.pid, signal.SIGKILL)
    engine.wait()
    if sys.stderr.isatty():
        sys.stderr.write(_SHOW_CURSOR)
