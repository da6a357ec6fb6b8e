"""What Prefect is told before it is imported: where it keeps its state, and to be quiet."""

from __future__ import annotations

import os
from collections.abc import MutableMapping

from flows.state import find_state


def set_up_engine(environment: MutableMapping[str, str] = os.environ) -> None:
    """Set Prefect's settings, where the user has not set them, in an environment. To be called before its import.

    Its state lies in the state folder (`find_state`); where there is none, the engine finds a place of its own.
    """
    if (state := find_state(environment)) is not None:
        environment.setdefault("PREFECT_HOME", str(state / "prefect"))
    settings = {
        # On a busy machine the server takes longer than its 20 seconds.
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "300",
        "PREFECT_SERVER_EPHEMERAL_ENABLED": "true",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_LOGGING_SERVER_LEVEL": "ERROR",
        "PREFECT_CLI_PROMPT": "false",
    }
    for name, value in settings.items():
        environment.setdefault(name, value)
    if "PREFECT_API_URL" not in environment:
        # The server is on this machine: a proxy would not find it.
        for name in ("NO_PROXY", "no_proxy"):
            hosts = [host for host in environment.get(name, "").split(",") if host]
            environment[name] = ",".join([*hosts, *({"127.0.0.1", "localhost"} - set(hosts))])
