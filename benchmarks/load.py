"""Thousands of articles: CPU seconds of each part of a run, memory of its parent, growth, speed-up, and a second run.

    python -m benchmarks.load FOLDER [--articles 2,100,1000,10000] [--pages 1] [--an-issue 100] [--shubiao COMMAND]

The articles (benchmarks.articles) are small: a page with a paragraph and one table, which take 0.03 CPU seconds; a real article takes
ten to twenty times that, so that what a run costs beside reading shows ten to twenty times as large as it is. With five pages an
article they are of real size. All runs share a state folder, which the first one makes. Linux alone: processes are looked at through /proc.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.articles import write_article, write_articles

_TICK = os.sysconf("SC_CLK_TCK")
_LOOKS = 0.1  # seconds
_CHANGED = 10
_STILL = 3.0  # seconds after which a run waits for no document that may still be written
_MOST_TWICE = 1000  # articles of a run that is made with each number of processes
_FEWEST = 2  # articles of the run that shows what any run costs


@dataclass(slots=True)
class Run:
    """What a command took: seconds on the clock, and those in which documents were read; CPU seconds of its processes by what they are; MiB of its parent."""

    seconds: float = 0.0
    documents: float = 0.0
    cpu: dict[str, float] = field(default_factory=dict)
    memory: int = 0
    said: str = ""

    @property
    def whole(self) -> float:
        """CPU seconds of all processes."""
        return sum(self.cpu.values())

    @property
    def reading(self) -> float:
        """CPU seconds of the workers."""
        return self.cpu.get("workers", 0.0)

    @property
    def beside(self) -> float:
        """CPU seconds of all else: engine, its server, publication."""
        return self.whole - self.reading


def run_watched(command: list[str], folder: Path) -> Run:
    """Run a command and look at its processes ten times a second."""
    start = time.monotonic()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    process = subprocess.Popen(
        [*command, "--profile"],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    run, seen = Run(), {}
    while process.poll() is None:
        for pid, role, cpu, memory in find_processes(process.pid):
            # One that is ending has no words any more, and one that begins those of its parent.
            seen[pid] = (role or seen.get(pid, ("server", 0.0))[0], cpu)
            if role in {"command", "engine"}:
                run.memory = max(run.memory, memory)
        time.sleep(_LOOKS)
    run.seconds = time.monotonic() - start
    for role, cpu in seen.values():
        run.cpu[role] = run.cpu.get(role, 0.0) + cpu
    run.said = process.stdout.read() if process.stdout else ""
    run.documents = sum(float(line.split()[1]) for line in run.said.splitlines() if line.startswith("  documents "))
    if process.returncode:
        sys.exit(f"{shlex.join(command)}: status {process.returncode}\n{run.said}")
    return run


def find_processes(root: int) -> list[tuple[int, str, float, int]]:
    """Return id, role, CPU seconds and resident MiB of a process and its descendants."""
    children: dict[int, list[int]] = {}
    for entry in os.scandir("/proc"):
        if entry.name.isdecimal() and (status := _read(int(entry.name), "stat")):
            children.setdefault(int(status.rpartition(")")[2].split()[1]), []).append(int(entry.name))
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        waiting += children.get(pid, [])
        status, words = _read(pid, "stat"), _read(pid, "cmdline").replace("\0", " ")
        if status:
            values = status.rpartition(")")[2].split()
            cpu = (int(values[11]) + int(values[12])) / _TICK
            found.append((pid, _to_role(pid, root, words), cpu, int(values[21]) * 4096 // 2**20))
    return found


def _to_role(pid: int, root: int, words: str) -> str:
    if pid == root:
        return "command"
    roles = {"multiprocessing": "workers", "flows.engine": "engine", "server": "server"}
    return next((role for part, role in roles.items() if part in words), "")


def _read(pid: int, name: str) -> str:
    try:
        return Path(f"/proc/{pid}/{name}").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def show(what: str, run: Run, count: int, base: Run | None = None) -> None:
    """Print one run as a line of the table; an article takes what the run takes more than one of two articles does."""
    per = 1000 * (run.whole - base.whole) / (count - _FEWEST) if base and count > _FEWEST else 0.0
    share = run.beside / max(run.whole, 0.01)
    parts = ", ".join(f"{role} {cpu:.1f}" for role, cpu in sorted(run.cpu.items()))
    print(
        f"| {what} | {run.seconds:.1f} | {run.documents:.1f} | {run.reading:.1f} | {per:.1f} | {run.beside:.1f} | {share:.1%} | {run.memory} | {parts} |",
        flush=True,
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", default="2,100,1000,10000")
    parser.add_argument("--pages", type=int, default=1)
    parser.add_argument("--an-issue", type=int, default=100)
    parser.add_argument(
        "--workers", default="2,1", help="numbers of processes; all but the first for three to a thousand articles"
    )
    parser.add_argument("--shubiao", default=f"{sys.executable} -P -m flows.cli")
    arguments = parser.parse_args()
    counts = [int(count) for count in arguments.articles.split(",")]
    workers = [int(number) for number in arguments.workers.split(",")]
    print("| run | s | s reading | CPU s of the workers | CPU ms an article | CPU s beside | share | parent MiB | |")
    print("|---|---|---|---|---|---|---|---|---|")
    base, state = None, arguments.folder.absolute() / "state"
    shutil.rmtree(state, ignore_errors=True)
    ingest = [*shlex.split(arguments.shubiao), "ingest", "raw", "--state", str(state)]
    for count in counts:
        folder = arguments.folder / str(count)
        shutil.rmtree(folder, ignore_errors=True)
        write_articles(folder / "raw", count, arguments.an_issue, pages=arguments.pages)
        if count == counts[0]:
            show(f"{count} articles, new state folder", run_watched([*ingest, "--output", "output-new"], folder), count)
        for number in workers if _FEWEST < count <= _MOST_TWICE else workers[:1]:
            output = f"output-{number}"
            run = run_watched([*ingest, "--output", output, "--workers", str(number)], folder)
            base = base or (run if count == _FEWEST else None)
            show(f"{count} articles, {number} processes", run, count, base)
        again = [*ingest, "--output", f"output-{workers[0]}"]
        show(f"{count} articles, unchanged", run_watched(again, folder), 0)
        paths = sorted((folder / "raw").rglob("*.[pt][dx][ft]"))
        for path in paths[:: max(1, len(paths) // _CHANGED)][:_CHANGED]:
            write_article(path.parent, int(path.stem), seed=2, pages=arguments.pages)
        time.sleep(_STILL)
        show(f"{count} articles, {_CHANGED} changed", run_watched(again, folder), _CHANGED)
        manifest = json.loads(
            (folder / f"output-{workers[0]}" / "current" / "manifest.json").read_text(encoding="ascii")
        )
        documents = [document for issue in manifest["issues"] for document in issue["documents"]]
        assert len(documents) == count
        assert all(document["status"] == "ok" for document in documents)


if __name__ == "__main__":
    main()
