"""A program that publishes again and again, and is killed one file system step later each time.

    python -m tests.killed_publications RAW OUTPUT

RAW/a.txt is rewritten before every publication. One line is printed for each: the step, whether it was
killed or lived, and whether the old or the new snapshot is read afterwards. Then what it left is collected, so that the next
one has no more to do. Ends when a publication lives to its end.
"""

from __future__ import annotations

import os
import signal
import sys
from hashlib import sha256
from pathlib import Path

import pandas as pd  # noqa: F401 (pyarrow imports it: before the fork, once for all children)

from flows.place import open_place
from flows.prune import prune
from tests.publication import ingest, read_whole

# Audit events that precede what changes a file system.
STEPS = {"os.rename", "os.link", "os.symlink", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "os.utime", "open"}


def kill_at(step: int, output: Path) -> None:
    """End this process without any clean-up, just before the step-th change under the output folder."""
    count = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if event in STEPS and any(
            str(output) in os.fsdecode(part) for part in arguments if isinstance(part, (str, bytes))
        ):
            count += 1
            if count == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def publish_in_child(raw: Path, output: Path, step: int | None) -> bool:
    """Publish in a process of its own, killed at a step; tell whether it lived."""
    child = os.fork()
    if child == 0:
        # What a process wrote survives its end; waiting for the disk is for the end of a machine.
        os.fsync = lambda _: None
        if step is not None:
            kill_at(step, output)
        ingest(raw, output)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def main(raw: Path, output: Path) -> None:
    """Publish and die, step after step."""
    published, step, lived = "first", 0, False
    (raw / "a.txt").write_text(published, encoding="utf-8")
    publish_in_child(raw, output, None)
    while not lived:
        step += 1
        new = f"publication {step}"
        (raw / "a.txt").write_text(new, encoding="utf-8")
        lived = publish_in_child(raw, output, step)
        digest = read_whole(output / "current")["a.txt"]
        known = {sha256(text.encode()).hexdigest(): text for text in (published, new)}
        state = "neither" if digest not in known else "new" if known[digest] == new else "old"
        print(step, "lived" if lived else "killed", state, flush=True)  # noqa: T201 (its purpose)
        published = known.get(digest, published)
        prune(open_place(output), keep=3, grace=0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
