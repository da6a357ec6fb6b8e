"""`shubiao export`: what is published, for people without Parquet."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter


def export(
    output: str,
    target: Path,
    /,
    *,
    format: Literal["csv", "xlsx", "duckdb"] = "csv",  # noqa: A002 (the option is called so)
    force: Annotated[bool, Parameter(negative="")] = False,
) -> int:
    """Write the datasets published in OUTPUT/current in another form.

    Parameters
    ----------
    output
        The folder that the datasets were published in.
    target
        What to write: a folder for csv, a file for xlsx and duckdb.
    format
        csv: a file a dataset, in UTF-8; xlsx: a workbook with a sheet a dataset (pip install 'shubiao[xlsx]'); duckdb:
        a database with a table a dataset (pip install 'shubiao[duckdb]').
    force
        Replace what is there.
    """
    from flows.export.export import export_snapshot  # noqa: PLC0415 (help takes no second for it)

    sys.stdout.write(export_snapshot(output, target, format, force=force))
    return 0
