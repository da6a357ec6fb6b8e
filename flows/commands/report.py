"""`shubiao report`: the pages that people read, made anew."""

from __future__ import annotations

import sys
from typing import Annotated

from cyclopts import Parameter, validators

from flows.commands.limits import LimitOptions


def report(
    output: str = "output",
    /,
    *,
    workers: Annotated[int | None, Parameter(validator=validators.Number(gte=1))] = None,
    limits: LimitOptions | None = None,
) -> int:
    """Make the pages of all articles published in OUTPUT/current anew: report/index.html there, to open in a browser.

    Each ingestion makes those of the documents that it reads. This is for pages that were left out (--no-report), or that
    an earlier version made. They are made from the published rows and from the documents, which have to be where they
    were; nothing is extracted again.

    Parameters
    ----------
    output
        The folder or s3:// address that the datasets were published in.
    workers
        Number of worker processes; by default one a processor.
    """
    from flows.failure import tell  # noqa: PLC0415 (help takes no second for it)
    from flows.outcome import find_report  # noqa: PLC0415
    from flows.place import open_place  # noqa: PLC0415
    from flows.report.rebuild import rebuild_report  # noqa: PLC0415

    rebuilt = rebuild_report(output, (limits or LimitOptions()).limits, workers)
    for sentence in rebuilt.troubles:
        tell(sentence)
    made = f"{rebuilt.pages} page{'s' * (rebuilt.pages != 1)}"
    sys.stdout.write(f"Report: {made}, {find_report(open_place(output))}\n")
    return 1 if rebuilt.troubles else 0
