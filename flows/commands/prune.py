"""`shubiao prune`: remove snapshots that are not read any more."""

from __future__ import annotations

import sys
from typing import Annotated

from cyclopts import Parameter, validators


def prune(
    output: str = "output",
    /,
    *,
    keep: Annotated[int, Parameter(validator=validators.Number(gte=1))] = 3,
) -> int:
    """Remove old snapshots of OUTPUT, and what runs that were killed left there.

    Each ingestion does so too, but leaves a snapshot that was current within the last hour to those who read it.

    Parameters
    ----------
    output
        The folder or s3:// address that the datasets were published in.
    keep
        Number of snapshots that stay, the current one among them.
    """
    from flows.failure import RunError  # noqa: PLC0415 (help takes no second for it)
    from flows.place import open_place  # noqa: PLC0415
    from flows.prune import prune as remove  # noqa: PLC0415

    place = open_place(output)
    if place.head() is None:
        raise RunError(f"{place.name}: holds no snapshot; nothing was removed.")
    pruned = remove(place, keep, grace=0)
    if pruned.waiting:
        left = "; files that no snapshot lists stay, since an ingestion is writing there"
    else:
        left = f", {pruned.objects} file{'s' * (pruned.objects != 1)} that none lists ({pruned.bytes} bytes)"
    sys.stdout.write(f"Removed: {pruned.snapshots} snapshot{'s' * (pruned.snapshots != 1)}{left}.\n")
    return 0
