"""`shubiao schedule` and `shubiao notify`."""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter, validators

from flows.commands.limits import LimitOptions


def schedule(
    raw: str,
    /,
    *,
    cron: str = "0 6 * * *",
    timezone: str | None = None,
    output: str = "output",
    state: Path | None = None,
    settle: Annotated[float, Parameter(validator=validators.Number(gte=0))] = 60,
    retries: Annotated[int, Parameter(validator=validators.Number(gte=0, lte=10))] = 3,
    workers: Annotated[int | None, Parameter(validator=validators.Number(gte=1))] = None,
    cluster: str | None = None,
    vocabulary: Path | None = None,
    reference: Path | None = None,
    all_indicators: Annotated[bool, Parameter(negative="")] = False,
    notify: str | None = None,
    port: Annotated[int, Parameter(validator=validators.Number(gte=1, lte=65535))] = 4200,
    limits: LimitOptions | None = None,
) -> int:
    """Ingest RAW by the clock until Ctrl-C: no server to set up, no crontab. docs/operations.md says how to do it with a server of your own.

    Parameters
    ----------
    raw
        The folder that new issues are put into.
    cron
        When: minute, hour, day of the month, month, day of the week.
    timezone
        Of the schedule, like Asia/Shanghai; by default the machine's.
    output
        The folder that the datasets are published in.
    state
        The folder for the Prefect server's database and log; by default .state beside OUTPUT.
    settle
        Seconds that a document must have lain still; one that is still being copied is left for the next run.
    retries
        How often a run is tried again, after 1, 4, 16 minutes ..., when it failed for a reason that may pass.
    workers
        Number of worker processes; by default one a processor.
    cluster
        Address of a Dask scheduler whose workers read the documents instead, tcp://host:8786 (docs/operations.md).
    vocabulary
        TOML file of your own places, indicators, classifications and units (docs/vocabulary.md).
    reference
        CSV or Parquet file with figures of partners and of the world (docs/indicators.md).
    all_indicators
        Compute ranks and index numbers too.
    notify
        Web address that is called when a run fails or documents could not be read, with {"text": "..."} as chat programs take it.
    port
        Of the Prefect server that is started on this machine, unless PREFECT_API_URL names another one.
    """
    from flows.schedule import Schedule, run_on_schedule  # noqa: PLC0415 (help takes no second for it)
    from flows.sources import to_root  # noqa: PLC0415 (as above)

    parameters: dict[str, object] = {
        "raw": to_root(raw),
        "output": to_root(output),
        "settle": settle,
        "retries": retries,
        "limits": asdict((limits or LimitOptions()).limits),
        "workers": workers,
        "cluster": cluster,
        "vocabulary": str(vocabulary.absolute()) if vocabulary else None,
        "reference": str(reference.absolute()) if reference else None,
        "all_indicators": all_indicators,
    }
    return run_on_schedule(parameters, Schedule(cron, timezone), state=state, port=port, notify=notify)


def notify(address: str, /) -> int:
    """Let the Prefect server at PREFECT_API_URL call a web address when a run fails or documents could not be read.

    Parameters
    ----------
    address
        Called with {"text": "..."}, as the incoming webhooks of chat programs take it.
    """
    import sys  # noqa: PLC0415

    from flows.failure import RunError  # noqa: PLC0415
    from flows.schedule import check_address  # noqa: PLC0415
    from flows.server import wait_for_server  # noqa: PLC0415

    check_address(address)
    if not (api := os.environ.get("PREFECT_API_URL")):
        raise RunError("PREFECT_API_URL: names no server, and one that ends with a run notifies nobody; set it.")
    wait_for_server(api)
    from flows.notification import notify_at  # noqa: PLC0415

    sys.stdout.write("".join(f"{name}\n" for name in notify_at(address)))
    return 0
