"""What Prefect is told before it is imported: where it keeps its state, and to be quiet."""

from __future__ import annotations

import os
import tempfile
from collections.abc import MutableMapping
from pathlib import Path

STATE = ".state"


def find_state_folder(candidates: tuple[Path, ...]) -> Path:
    """Return the first folder among the candidates that can be written, made when it is not there.

    When none can, a temporary one: the engine's state says how runs went, and nothing published depends on it.
    """
    for folder in candidates:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
            ignore = folder / ".gitignore"
            if not ignore.exists():
                ignore.write_text("*\n", encoding="ascii")
        except OSError:
            continue
        return folder
    return Path(tempfile.mkdtemp(prefix="shubiao-"))


def set_up_engine(environment: MutableMapping[str, str] = os.environ) -> None:
    """Set Prefect's settings, where the user has not set them, in an environment. To be called before its import.

    Its state lies in `.state` of the working directory, else of the user's cache.
    """
    environment.setdefault(
        "PREFECT_HOME", str(find_state_folder((Path.cwd() / STATE, _cache(environment))) / "prefect")
    )
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


def _cache(environment: MutableMapping[str, str]) -> Path:
    home = environment.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111 (Path refuses no home)
    return Path(home) / "shubiao"
