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
        # A server that is restarted, or that answers 503 while its database is busy, is asked again for four minutes.
        "PREFECT_CLIENT_MAX_RETRIES": "7",
        # What the server remembers of runs goes after a month (seconds), and of events after a week.
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(30 * 24 * 3600),
        # A run is late, and told of, when nobody has taken it up ten minutes after its time.
        "PREFECT_SERVER_SERVICES_LATE_RUNS_AFTER_SECONDS": "600",
        # Kept in memory, leases would be forgotten at a restart and their slots never given back.
        "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
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
