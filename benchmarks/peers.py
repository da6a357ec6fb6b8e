"""Compare this project with other table extractors: `python -m benchmarks.peers PDFS --gold GOLD`, or `make bench-peers`.

Every tool reads all PDFs of a folder in a process of its own; the comparison is printed as markdown. The other tools are
the dependency group `peers` of pyproject.toml: each requirement is installed into an environment of its own below
.state/peers, so that one which does not install, or does not go with another, costs one row. README.md describes gold.
"""

from __future__ import annotations

import argparse
import json
import os
import selectors
import shutil
import subprocess
import sys
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.scoring import Score, add_scores, score_document
from benchmarks.tools import TOOLS
from benchmarks.traits import CLASSES, table_to_traits
from extractors.errors import ExtractionError
from extractors.model import Page
from extractors.readers.pdf import read_pdf

ROOT = Path(__file__).parent.parent
ENVIRONMENTS = ROOT / ".state" / "peers"
_START = 180.0  # seconds that a tool may take to be imported


@dataclass(frozen=True, slots=True)
class Run:
    """What a tool made of a folder: answers by document, CPU seconds, and what went wrong, with how many documents."""

    tool: str
    version: str = ""
    answers: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    seconds: float = 0.0
    troubles: Mapping[str, int] = field(default_factory=dict)


class ToolMissingError(Exception):
    """A tool cannot be installed or started; the message says why."""


def python_with(package: str | None) -> tuple[str, str]:
    """Return an interpreter that has a package of the group `peers`, and the package's version; this one for None."""
    if package is None:
        return sys.executable, version("shubiao")
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    wanted = [entry for entry in groups.get("peers", []) if entry.startswith(package)] or [package]
    python = ENVIRONMENTS / package / "bin" / "python"
    beside = Path(sys.executable).parent / "uv"
    uv = str(beside) if beside.exists() else shutil.which("uv") or "uv"
    steps = [
        *([] if python.exists() else [[uv, "venv", "--quiet", "--python", sys.executable, str(python.parent.parent)]]),
        [uv, "pip", "install", "--quiet", "--python", str(python), *wanted],
    ]
    for step in steps:
        try:
            done = subprocess.run(step, check=False, capture_output=True, text=True)
        except OSError as error:
            raise ToolMissingError(f"not installed: {error}") from error
        if done.returncode:
            said = [line.strip() for line in done.stderr.splitlines() if line.strip()] or ["no reason given"]
            raise ToolMissingError(f"not installed: {said[-1]}")
    code = f"from importlib.metadata import version; print(version({package!r}))"
    said = subprocess.run([str(python), "-c", code], check=False, capture_output=True, text=True)
    return str(python), said.stdout.strip()


class Worker:
    """A process in which one tool answers paths."""

    def __init__(self, tool: str, python: str) -> None:
        self.process = subprocess.Popen(
            [python, "-X", "utf8", str(ROOT / "benchmarks" / "tools.py"), tool],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        answer = self._read(_START)
        if answer is None or answer.get("error"):
            self.end()
            raise ToolMissingError(f"does not start: {(answer or {}).get('error', 'no answer')}"[:200])

    def ask(self, path: Path, seconds: float) -> dict[str, Any] | None:
        """Return the answer for a document, None when there is none within the time."""
        if self.process.stdin is None:
            return None
        with suppress(BrokenPipeError):
            self.process.stdin.write(f"{path}\n".encode())
            self.process.stdin.flush()
        return self._read(seconds)

    def _read(self, seconds: float) -> dict[str, Any] | None:
        stream, limit, read = self.process.stdout, time.monotonic() + seconds, bytearray()
        if stream is None:
            return None
        with selectors.DefaultSelector() as selector:
            selector.register(stream, selectors.EVENT_READ)
            while not read.endswith(b"\n"):
                if not selector.select(max(0.0, limit - time.monotonic())):
                    return None
                part = os.read(stream.fileno(), 1 << 20)
                if not part:
                    return None
                read += part
        answer: dict[str, Any] = json.loads(read)
        return answer

    def end(self) -> float:
        """End the process and return the CPU time of its whole life."""
        self.process.kill()
        _, _, used = os.wait4(self.process.pid, 0)
        self.process.returncode = -9
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with suppress(BrokenPipeError):
                    stream.close()
        return used.ru_utime + used.ru_stime


def run_tool(tool: str, paths: Sequence[Path], limit: float) -> Run:
    """Let a tool read documents, each within `limit` seconds; a new process takes over from one that hangs or dies."""
    try:
        python, printed = python_with(TOOLS[tool][0])
        worker = Worker(tool, python)
    except ToolMissingError as error:
        return Run(tool, troubles={str(error): len(paths)})
    answers: dict[str, list[dict[str, Any]]] = {}
    troubles: Counter[str] = Counter()
    seconds = spent = 0.0
    for path in paths:
        answer = worker.ask(path, limit)
        if answer is None:
            alive = worker.process.poll() is None
            troubles[f"over {limit:g} s" if alive else "died"] += 1
            seconds += max(0.0, worker.end() - spent) if alive else 0.0
            worker, spent = Worker(tool, python), 0.0
            continue
        if answer["error"]:
            troubles[answer["error"].split(":")[0]] += 1
        answers[path.stem] = answer["tables"]
        seconds += answer["seconds"]
        spent += answer["seconds"]
    worker.end()
    return Run(tool, printed, answers, seconds, troubles)


def read_gold(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the gold of each document by its name."""
    files = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    return {gold["doc"]: gold for gold in files}


def read_pages(path: Path) -> tuple[Page, ...]:
    """Return a document's pages; none for one that cannot be read or is no PDF."""
    try:
        return read_pdf(path.read_bytes(), path.name).pages
    except ExtractionError:
        return ()


def find_traits(gold: Mapping[str, Any], pages: Sequence[Page]) -> list[frozenset[str]]:
    """Return the classes of each gold table of a document."""
    on_page = Counter(table.get("page") for table in gold["tables"])
    numbered = {page.number: page for page in pages}
    return [
        table_to_traits(table, on_page[table.get("page")], numbered.get(table.get("page") or 0))
        for table in gold["tables"]
    ]


def score_run(gold: Mapping[str, Mapping[str, Any]], run: Run) -> dict[str, Score]:
    """Return the score of each document; one without an answer has no table."""
    return {name: score_document(item, run.answers.get(name, [])) for name, item in gold.items()}


def runs_to_markdown(
    gold: Mapping[str, Mapping[str, Any]], runs: Sequence[Run], pages: Mapping[str, Sequence[Page]]
) -> Iterator[str]:
    """Yield the lines of two tables: all tools on all documents, and all tools by class of table."""
    scores = {run.tool: score_run(gold, run) for run in runs}
    count = sum(map(len, pages.values()))
    yield "| tool | precision | recall | F1 | exact grids | tables without gold | pages per CPU second | without result |"
    yield "|---|---|---|---|---|---|---|---|"
    for run in runs:
        total = add_scores(scores[run.tool].values())
        rate = f"{count / run.seconds:.1f}" if run.seconds else "-"
        trouble = "; ".join(f"{number} x {text}" for text, number in run.troubles.items()) or "0"
        yield (
            f"| {run.tool} {run.version} | {total.precision:.3f} | {total.recall:.3f} | {total.f1:.3f} | "
            f"{total.exact} / {len(total.tables)} | {len(total.spurious)} | {rate} | {trouble.replace('|', '/')} |"
        )
    yield ""
    yield from _classes_to_markdown(gold, scores, pages)


def _classes_to_markdown(
    gold: Mapping[str, Mapping[str, Any]],
    scores: Mapping[str, Mapping[str, Score]],
    pages: Mapping[str, Sequence[Page]],
) -> Iterator[str]:
    traits = {name: find_traits(item, pages.get(name, ())) for name, item in gold.items()}
    cells: dict[tuple[str, str], list[tuple[bool, float]]] = defaultdict(list)
    for tool, documents in scores.items():
        for name, score in documents.items():
            if len(score.tables) != len(traits[name]):
                continue  # an alternative reading of gold fitted better: the classes are those of the first
            for table, classes in zip(score.tables, traits[name], strict=True):
                for kind in classes:
                    cells[tool, kind].append((table.exact, table.score))
    yield f"| class | tables | {' | '.join(scores)} |"
    yield "|---|---|" + "---|" * len(scores)
    for kind in CLASSES:
        number = sum(kind in classes for document in traits.values() for classes in document)
        shown = []
        for tool in scores:
            found = cells[tool, kind]
            mean = sum(score for _, score in found) / max(1, len(found))
            shown.append(f"{sum(exact for exact, _ in found)} ({mean:.2f})")
        if number:
            yield f"| {kind} | {number} | {' | '.join(shown)} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the comparison; 1 when this project could not be run."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0] if __doc__ else None)
    parser.add_argument("pdfs", type=Path, help="folder of PDFs")
    parser.add_argument("--gold", type=Path, required=True, help="folder of gold files (see benchmarks/README.md)")
    parser.add_argument("--tools", default=",".join(TOOLS), help="which, with commas between")
    parser.add_argument("--timeout", type=float, default=60.0, help="seconds of one document")
    parser.add_argument("--answers", type=Path, help="folder that keeps what each tool answered")
    chosen = parser.parse_args(arguments)
    tools = [tool for tool in chosen.tools.split(",") if tool]
    if unknown := [tool for tool in tools if tool not in TOOLS]:
        parser.error(f"unknown: {', '.join(unknown)}; there are {', '.join(TOOLS)}")
    gold = read_gold(chosen.gold)
    paths = [path for name in gold if (path := chosen.pdfs.resolve() / f"{name}.pdf").exists()]
    gold = {path.stem: gold[path.stem] for path in paths}
    if not paths:
        parser.error(f"no PDF in {chosen.pdfs} has gold in {chosen.gold}")
    pages = {path.stem: read_pages(path) for path in paths}
    runs = []
    for tool in tools:
        runs.append(run_tool(tool, paths, chosen.timeout))
        print(f"{tool}: {runs[-1].seconds:.0f} s CPU", file=sys.stderr, flush=True)
        if chosen.answers:
            chosen.answers.mkdir(parents=True, exist_ok=True)
            text = json.dumps(runs[-1].answers, ensure_ascii=False)
            (chosen.answers / f"{tool}.json").write_text(text, encoding="utf-8")
    print(f"{len(paths)} documents, {sum(map(len, pages.values()))} pages\n")
    print("\n".join(runs_to_markdown(gold, runs, pages)))
    return int(any(run.tool == "shubiao" and not run.answers for run in runs))


if __name__ == "__main__":
    raise SystemExit(main())
