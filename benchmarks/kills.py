"""Ingestions that are killed at random moments, two writers and a reader at once.

    python -m benchmarks.kills [--kills 200] [--seconds S] [--engine] [--bucket] [--seed 1]

Two writers publish an issue each into one output, again and again: a document changes, the ingestion is started and killed
(SIGKILL) at a random moment of its usual time; then it is started once more and has to succeed. A reader looks all the time:
each file of the snapshot that it is shown has to have the size and hash that the manifest says, and the versions of both issues
may only grow. `--engine` kills the command with its Prefect server and workers: one of the command, the engine, the server and all
at a time; otherwise an ingestion is a process without engine, which does all else that the command does. `--bucket` publishes in a
bucket of an S3 server on this machine (moto) instead of a folder.
"""

from __future__ import annotations

import argparse
import json
import math
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

import pandas as pd  # noqa: F401 (pyarrow imports it: before the fork, once for all ingestions)

import extractors
import extractors.dataset
from flows.bucket import is_stored
from flows.claims import claimed, tell_of_others
from flows.limits import Limits
from flows.manifest import Run, find_sizes, is_intact, read_snapshot
from flows.parts import Part, Spool
from flows.place import OBJECTS, Head, Place, open_place
from flows.plan import Reading, make_plan
from flows.prune import prune
from flows.publish import Change, publish
from flows.reading import read_issue, result_to_part
from flows.stored_sources import fetch_readings
from tests.example_article import ARTICLE

_MOST_FAILURES = 20  # a fault shows soon enough
ISSUES = ("甲刊/2024-1", "乙刊/2024-2")


@dataclass
class Tally:
    """What came of it."""

    kills: int = 0
    before: int = 0
    after: int = 0
    lived: int = 0
    lost: int = 0
    unaided: int = 0
    failures: list[str] = field(default_factory=list)


def version_to_text(issue: str, version: int) -> str:
    """The document that changes, in one of its versions."""
    return f"{ARTICLE}第{version}稿，{issue}。\n"


def read_versions(place: Place, head: Head) -> dict[str, int]:
    """Return the version of each issue that a snapshot holds, after every file was compared with the manifest."""
    snapshot = read_snapshot(place, head)
    versions = {}
    for issue in snapshot.issues if snapshot else ():
        for file in issue.files:
            with place.open(f"{OBJECTS}/{file.path}") as stream:
                content = stream.read()
            if len(content) != file.bytes or sha256(content).hexdigest() != file.sha256:
                raise ValueError(f"{file.path} is torn")
            if place.folder and (place.folder / "snapshots" / head.snapshot / file.path).read_bytes() != content:
                raise ValueError(f"{file.path} is another in the snapshot")
        rows = len(issue.documents)
        digest = next(document.sha256 for document in issue.documents if document.source.endswith("changes.txt"))
        versions[issue.issue.id] = _find_version(issue.issue.id, digest or "")
        if rows != 3:
            raise ValueError(f"{issue.issue.id} has {rows} documents")
    return versions


_KNOWN: dict[str, int] = {}


def _find_version(issue: str, digest: str) -> int:
    while digest not in _KNOWN:
        if len(_KNOWN) > 100_000:
            raise ValueError(f"{issue} holds an unknown document")
        start = len(_KNOWN) // 2
        for version in range(start, start + 500):
            for name in ISSUES:
                _KNOWN[sha256(version_to_text(name, version).encode()).hexdigest()] = version
    return _KNOWN[digest]


def ingest(raw: Path, output: str) -> None:
    """Do what the flow does, in this process."""
    place, limits = open_place(output), Limits()
    with place.writing(), place.workspace() as folder:
        plan = make_plan(raw, place, limits=limits.text, now=datetime.now(UTC), folder=folder)
        with claimed(plan, place) as (mine, taken):
            changes = [Change(issue, None) for issue in mine.removed_issues]
            spool = Spool(folder)
            for issue in fetch_readings(mine, folder).changed:
                parts = enumerate(_read(reading, limits, spool) for reading in issue.readings)
                changes.append(Change(issue.published, read_issue(issue, parts, place, folder, Run())))
            publication = publish(place, changes)
    prune(place)
    tell_of_others(place.name, publication, taken)


def _read(reading: Reading, limits: Limits, spool: Spool) -> Part:
    dataset = extractors.extract(reading.source.path.read_bytes(), reading.source.source)
    return result_to_part(reading, dataset, limits.text, spool)


def find_shown(output: str, issue: str) -> int:
    """Return the version of an issue that is shown, -1 for none. Asked by a process of its own: connections do not survive forks."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            place = open_place(output)
            head = place.head()
            found = read_versions(place, head).get(issue, -1) if head else -1
            os.write(writing, str(found).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        found = int(answer.read() or b"-2")  # what is shown cannot be read
    os.waitpid(child, 0)
    return found


class Forked:
    """An ingestion as a process without engine."""

    killed = frozenset({-signal.SIGKILL})

    def __init__(self, raw: Path, output: str, state: Path, randomness: random.Random) -> None:  # noqa: ARG002 (as the other)
        self._child = os.fork()
        if self._child == 0:
            status = 1
            try:
                ingest(raw, output)
                status = 0
            except BaseException as error:  # noqa: BLE001 (told, and the process ends here)
                sys.stderr.write(f"{type(error).__name__}: {error}\n")
            finally:
                sys.stderr.flush()
                os._exit(status)

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self._child, signal.SIGKILL)

    def wait(self) -> int:
        return os.waitstatus_to_exitcode(os.waitpid(self._child, 0)[1])


class Commanded:
    """An ingestion as the command: it starts the engine, which starts a server and workers."""

    # 2: the command told of its engine's end.
    killed = frozenset({-signal.SIGKILL, 2})

    def __init__(self, raw: Path, output: str, state: Path, randomness: random.Random) -> None:
        command = [sys.executable, "-P", "-m", "flows.cli", "ingest", str(raw), "--output", output]
        command += ["--state", str(state), "--workers", "1"]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment)
        self._victim = randomness.choice(("command", "flows.engine", "flows.embedded_server", "all"))

    def kill(self) -> None:
        family = find_family(self._process.pid)
        victims = {"command": family[:1], "all": family}.get(self._victim)
        if victims is None:  # none where it has not started or has ended: then the run lives
            victims = [process for process in family if self._victim in find_words(process)][:1]
        for process in victims:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)

    def wait(self) -> int:
        return self._process.wait()


def find_family(root: int) -> list[int]:
    """Return a process and all that descend from it, parents first."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # a process that ended while it was looked at
            parent = int(path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(path.parent.name))
    family, waiting = [], [root]
    while waiting:
        process = waiting.pop(0)
        family.append(process)
        waiting += sorted(children.get(process, []))
    return family


def find_words(process: int) -> str:
    """Return the words that a process was started with; none when it has ended."""
    try:
        return Path(f"/proc/{process}/cmdline").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def write(
    number: int,
    folder: Path,
    output: str,
    kills: int,
    *,
    engine: bool,
    seed: int,
    deadline: float,
    results: Any,  # noqa: ANN401 (a queue)
) -> None:
    """Publish, kill, and publish again."""
    if is_stored(output):
        import s3fs  # noqa: F401, PLC0415 (as pandas)
    randomness, issue, tally = random.Random(seed + number), ISSUES[number], Tally()
    start: type[Forked | Commanded] = Commanded if engine else Forked
    raw, state = folder / f"raw{number}", folder / f"state{number}"
    document = raw / issue / "changes.txt"
    document.parent.mkdir(parents=True)
    for name in ("one.txt", "two.txt"):
        (raw / issue / name).write_text(f"{ARTICLE}{issue}，{name}。\n", encoding="utf-8")
    usual, version = 0.0, 0

    def run(moment: float | None = None) -> int:
        child = start(raw, output, state, randomness)
        if moment is not None:
            time.sleep(moment)
            child.kill()
        return child.wait()

    while tally.kills < kills and len(tally.failures) < _MOST_FAILURES and time.monotonic() < deadline:
        document.write_text(version_to_text(issue, version), encoding="utf-8")
        if usual:
            status = run(randomness.uniform(0, usual))
            killed, now = status in start.killed, find_shown(output, issue)
            if killed:
                tally.kills += 1
                tally.before += now == version - 1
                tally.after += now == version
            elif status == 0:
                tally.lived += 1
            else:
                tally.failures.append(f"{issue}: a run that was not killed ended with status {status}")
            if now not in (version - 1, version):
                tally.lost += 1
                tally.failures.append(f"{issue}: {now} is shown after a kill, not {version - 1} or {version}")
        began = time.monotonic()
        # Killed alone, the engine's processes take a moment to end with it.
        status = run()
        usual = max(0.8 * usual, 1.1 * (time.monotonic() - began)) if status == 0 else usual
        if status != 0:
            tally.unaided += 1
            tally.failures.append(f"{issue}: the run after a kill ended with status {status}")
        if status == 0 and (now := find_shown(output, issue)) != version:
            tally.lost += 1
            tally.failures.append(f"{issue}: {now} is shown after a run that succeeded, not {version}")
        version += 1
    results.put((tally, issue, version - 1))


def read(output: str, stop: Event, results: Any) -> None:  # noqa: ANN401 (a queue)
    """Look at what is shown until told to stop."""
    place, newest, looks, torn, shown = open_place(output), dict[str, int](), 0, [], set()
    while not stop.is_set():
        try:
            head = place.head()
            if head is None:
                continue
            versions = read_versions(place, head)
        except Exception as error:  # noqa: BLE001 (whatever a reader meets is what is counted)
            torn.append(f"{type(error).__name__}: {error}")
            continue
        looks += 1
        shown.add(head.snapshot)
        torn += [
            f"{issue} went back to {versions.get(issue)}"
            for issue, old in newest.items()
            if versions.get(issue, -1) < old
        ]
        newest = versions
        time.sleep(0.02 if place.folder else 1)  # the writers are what is measured, and not a server for tests
    results.put((looks, len(shown), torn))


@contextmanager
def place_for(folder: Path, *, bucket: bool) -> Iterator[str]:
    """Give an output in a folder, or in a bucket of a server on this machine."""
    if not bucket:
        yield str(folder / "output")
        return
    from tests.stores import make_bucket, serve, told  # noqa: PLC0415 (wanted for buckets alone)

    with serve() as endpoint, told(endpoint):
        # In another process: a connection does not survive the forks.
        maker = multiprocessing.get_context("spawn").Process(target=make_bucket, args=("kills",))
        maker.start()
        maker.join()
        yield "s3://kills/output"


def measure(kills: int, *, engine: bool, bucket: bool, seed: int, seconds: float = math.inf) -> dict[str, Any]:
    """Run two writers and a reader and return what came of them."""
    context = multiprocessing.get_context("spawn")
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name, place_for(Path(name), bucket=bucket) as output:
        stop, looked, written = context.Event(), context.Queue(), context.Queue()
        reader = context.Process(target=read, args=(output, stop, looked))
        options = {"engine": engine, "seed": seed, "results": written, "deadline": began + seconds}
        shares = (kills - kills // 2, kills // 2)
        writers = [
            context.Process(target=write, args=(number, Path(name), output, share), kwargs=options)
            for number, share in enumerate(shares)
        ]
        for process in (reader, *writers):
            process.start()
        tallies = [written.get() for _ in writers]
        stop.set()
        looks, snapshots, torn = looked.get()
        for process in (reader, *writers):
            process.join()
        return _sum_up(output, tallies, torn) | {
            "looks": looks,
            "snapshots seen": snapshots,
            "seconds": round(time.monotonic() - began),
        }


def _sum_up(output: str, tallies: list[tuple[Tally, str, int]], torn: list[str]) -> dict[str, Any]:
    place = open_place(output)
    head = place.head()
    final = read_versions(place, head) if head else {}
    lost = [issue for _, issue, version in tallies if final.get(issue) != version]
    snapshot, sizes = read_snapshot(place), find_sizes(place, head) if head else {}
    left = prune(place, keep=1, grace=0)
    remains = Counter(entry.name.split("/")[0] for entry in place.list(""))
    whole = snapshot is not None and all(is_intact(issue, sizes) for issue in snapshot.issues)
    total = {
        name: sum(getattr(tally, name) for tally, _, _ in tallies) for name in ("kills", "before", "after", "lived")
    }
    return total | {
        "torn": len(torn),
        "lost": len(lost) + sum(tally.lost for tally, _, _ in tallies),
        "failed after a kill": sum(tally.unaided for tally, _, _ in tallies),
        "whole at the end": whole and not left.waiting,
        "left at the end": dict(remains),
        "failures": [failure for tally, _, _ in tallies for failure in tally.failures] + torn + lost,
    }


def main() -> int:
    """Print what came of it as JSON; status 1 when anything was torn or lost, or did not succeed unaided."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--seconds", type=float, default=math.inf, help="after which no more is begun")
    options.add_argument("--engine", action="store_true")
    options.add_argument("--bucket", action="store_true")
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    found = measure(given.kills, engine=given.engine, bucket=given.bucket, seed=given.seed, seconds=given.seconds)
    print(json.dumps(found, ensure_ascii=False, indent=1))
    return 1 if found["failures"] or not found["whole at the end"] else 0


if __name__ == "__main__":
    sys.exit(main())
