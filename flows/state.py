"""The state of runs on this machine: the engine's home, and files of runs that read or write in a bucket. Nothing published depends on it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from flows.bucket import is_stored
from flows.failure import RunError
from flows.locks import ALONE, AT_ONCE, lock_file

STATE = ".state"
VARIABLE = "SHUBIAO_STATE"
_RUNS = "runs"


def choose_state(output: str, given: Path | None = None, environment: Mapping[str, str] = os.environ) -> Path:
    """Choose the state folder of a run and make it. Processes are told by the variable `SHUBIAO_STATE`.

    It is the one that is `given`, else one that the environment names, else `.state` beside OUTPUT, or in it where only OUTPUT
    itself can be written. For an OUTPUT in a bucket it is `.state` of the working directory, or the user's cache.
    Refused (`RunError`): none can be written. No other folder is taken instead: what is left in one nobody would find.
    """
    named = given or (Path(environment[VARIABLE]) if VARIABLE in environment else None)
    candidates = (named,) if named else _find_candidates(output, environment)
    for folder in candidates:
        if _can_be_written(folder):
            return folder.absolute()
    names = " and ".join(str(folder) for folder in candidates)
    raise RunError(
        f"{names}: cannot be written, and a run has to keep its state somewhere; name a folder with --state."
    )


def find_state(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Return the state folder that was chosen; else, in a run that no command of ours started, the first that can be written."""
    if VARIABLE in environment:
        return Path(environment[VARIABLE])
    return next((folder for folder in (Path(STATE).absolute(), _cache(environment)) if _can_be_written(folder)), None)


@contextmanager
def run_folder(environment: Mapping[str, str] = os.environ) -> Iterator[Path]:
    """Give a new folder for the files of a run, gone at its end; those that killed runs left go first."""
    state = find_state(environment)
    if state is None:
        raise RunError("a run has to keep its state somewhere; name a folder with --state.")
    runs = state / _RUNS
    runs.mkdir(parents=True, exist_ok=True)
    with lock_file(runs / ".lock"):
        for left in (path for path in runs.iterdir() if path.is_dir()):
            with suppress(BlockingIOError), lock_file(left / ".lock", ALONE | AT_ONCE):
                shutil.rmtree(left, ignore_errors=True)
        folder = runs / token_hex(4)
        folder.mkdir()
        lock = lock_file(folder / ".lock")
    with lock:
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _find_candidates(output: str, environment: Mapping[str, str]) -> tuple[Path, ...]:
    if is_stored(output):
        return (Path(STATE), _cache(environment))
    folder = Path(os.path.abspath(output))  # noqa: PTH100 (links stay as the user wrote them)
    return (folder.parent / STATE, folder / STATE)


def _can_be_written(folder: Path) -> bool:
    """Tell whether a folder can be written; it is made when it is not there, and kept out of version control."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="ascii")
    except OSError:
        return False
    return True


def _cache(environment: Mapping[str, str]) -> Path:
    home = environment.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111 (Path refuses no home)
    return Path(home) / "shubiao"
