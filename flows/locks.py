"""Locks of the operating system on files. They end with their process, however it ends."""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import TextIO

ALONE = fcntl.LOCK_EX
TOGETHER = fcntl.LOCK_SH
AT_ONCE = fcntl.LOCK_NB


def lock_file(path: Path, how: int = ALONE) -> TextIO:
    """Open a file, made when it is not there, and lock it until it is closed. Refused (`BlockingIOError`): `AT_ONCE` what another has."""
    file = path.open("a", encoding="ascii")
    try:
        fcntl.flock(file, how)
    except OSError:
        file.close()
        raise
    return file
