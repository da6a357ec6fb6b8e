"""Running the flow by the clock, in a process that stays: for those who have no Prefect server and want none."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import regex
from tzlocal import get_localzone_name

from flows.bucket import is_stored
from flows.failure import RunError, tell
from flows.place import open_place
from flows.server import end_group, local_server, wait_for_server
from flows.settings import set_up_engine
from flows.sources import find_sources, printable
from flows.state import VARIABLE, choose_state

_NOT_IN_NAMES = regex.compile(r"[^\p{L}\p{N}._-]+")


@dataclass(frozen=True, slots=True)
class Schedule:
    """A cron expression and the IANA name of the time zone that it is meant in (None: the machine's)."""

    cron: str
    timezone: str | None = None

    @property
    def zone(self) -> str:
        """The name of the time zone. Refused (`RunError`): one that there is not."""
        name = self.timezone or get_localzone_name() or "UTC"
        try:
            return ZoneInfo(name).key
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise RunError(f"--timezone {name}: there is no such time zone; give one like Asia/Shanghai.") from error


def run_on_schedule(
    parameters: dict[str, object], schedule: Schedule, *, state: Path | None, port: int, notify: str | None = None
) -> int:
    """Run the flow `ingest` on a schedule until told to end (`KeyboardInterrupt`), and return the exit status.

    Without PREFECT_API_URL a server is started at `port` of this machine, and ended with this process. `parameters` are
    those of the flow, `state` is the state folder that was asked for, `notify` is an address for `notify_at`. Refused (`RunError`): a schedule that is none, a RAW or
    an output that cannot be used, which the first run would find out at night.
    """
    raw, output = str(parameters["raw"]), str(parameters["output"])
    if notify:
        check_address(notify)
    place = open_place(output)
    if not is_stored(raw):
        find_sources(Path(raw), place.folder)
    with place.writing():
        pass
    _check(schedule)
    environment = {**os.environ, VARIABLE: str(choose_state(output, state))}
    environment.setdefault("PREFECT_LOGGING_LEVEL", "INFO")  # the beginning and the end of each run
    set_up_engine(environment)
    values: dict[str, object] = {"cron": schedule.cron, "zone": schedule.zone, "notify": notify, "run": parameters}
    home = Path(environment["PREFECT_HOME"])
    with _alone(home / f"{deployment_name(printable(raw), printable(output))}.lock"):
        if api := environment.get("PREFECT_API_URL"):
            wait_for_server(api)
            return _serve(values, environment)
        with local_server(port, home, environment) as api:
            return _serve(values, environment | {"PREFECT_API_URL": api})


def _check(schedule: Schedule) -> None:
    from prefect.schedules import Cron  # noqa: PLC0415 (takes seconds)

    try:
        Cron(schedule.cron, timezone=schedule.zone)
    except ValueError as error:
        sentence = f'--cron "{schedule.cron}": is no schedule ({error}); give one like "0 6 * * *".'
        raise RunError(sentence) from error


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RunError("this folder is read on a schedule already; end the other process first.") from error
        yield


def _serve(values: dict[str, object], environment: dict[str, str]) -> int:
    """Run `main` in a process of its own until it or this one is told to end."""
    # Prefect ends well by SIGINT alone, and a terminal sends that to whole groups: also to the run that is going on.
    # PYTHONSAFEPATH: a folder of the user's that is called like a package of ours is not taken for it, in any process.
    environment = environment | {"PYTHONSAFEPATH": "1"}
    command = [sys.executable, "-m", "flows.schedule", json.dumps(values)]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, env=environment, start_new_session=True)  # noqa: S603 (our own program)
    try:
        return process.wait()
    finally:
        end_group(process, signal.SIGINT, patience=5)


def main(argument: str) -> int:
    """Serve the flow to the server at PREFECT_API_URL, on values in JSON."""
    from prefect.schedules import Cron  # noqa: PLC0415 (reads the settings that `_serve` was given)
    from prefect.types.entrypoint import EntrypointType  # noqa: PLC0415

    from flows.ingest import ingest  # noqa: PLC0415
    from flows.notification import notify_at  # noqa: PLC0415
    from flows.runs import end_abandoned_runs  # noqa: PLC0415

    values = json.loads(argument)
    cron, zone, parameters = values["cron"], values["zone"], values["run"]
    if values["notify"]:
        notify_at(values["notify"])
    raw, output = printable(parameters["raw"]), printable(parameters["output"])
    name = deployment_name(raw, output)
    end_abandoned_runs(name)
    pages = os.environ["PREFECT_API_URL"].removesuffix("/api")
    tell(f'{raw} is read into {output} by the schedule "{cron}" ({zone}). {pages} shows the runs.')
    ingest.serve(
        name=name,
        schedule=Cron(cron, timezone=zone),
        parameters=parameters,
        description="Publishes what is new; a run without news reads nothing.",
        global_limit=1,
        # What was due while this process was not there is made up for when it is there again.
        pause_on_shutdown=False,
        print_starting_message=False,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    return 0


def check_address(address: str) -> None:
    """Refuse (`RunError`) what is no address for `notify_at`."""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise RunError(f"{address}: is no address to notify; give one that begins with https://.")


def deployment_name(raw: str, output: str) -> str:
    """Return a name that people recognise, and that no other pair of folders has."""
    named = _NOT_IN_NAMES.sub("-", f"{Path(raw).name} into {Path(output).name}").strip("-")
    digest = sha256(f"{raw}\0{output}".encode()).hexdigest()
    return f"{named}-{digest[:6]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
