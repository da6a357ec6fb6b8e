"""`shubiao corrections`: which of the corrections beside the documents apply."""

from __future__ import annotations

import sys
from pathlib import Path


def corrections(raw: str, /, *, vocabulary: Path | None = None) -> int:
    """Read the documents under RAW that have corrections beside them and say which of these apply; nothing is published.

    The corrections of article.pdf are in article.corrections.toml (docs/corrections.md). Ends with status 1 when one does
    not apply, or a file belongs to no document.

    Parameters
    ----------
    raw
        A document, a folder of them, or s3://bucket/folder.
    vocabulary
        TOML file of your own places, indicators, classifications and units (docs/vocabulary.md).
    """
    from flows.corrections_report import report_corrections  # noqa: PLC0415 (help takes no second for it)
    from flows.knowledge import read_knowledge  # noqa: PLC0415

    report = report_corrections(raw, read_knowledge(vocabulary))
    sys.stdout.write("".join(f"{line}\n" for line in report.lines))
    return 0 if report.sound else 1
