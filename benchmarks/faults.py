"""Documents made to harm: each has to end as a row, within its limits, and cost none of the others.

    python -m benchmarks.faults FOLDER [--odd 200] [--seed 1] [--timeout 30]

Writes documents that crash, hang and fill the memory of whoever reads them, the classes of broken PDFs, and seeded corruptions of
the sample, then ingests them through the engine and prints what came of each class. The reader itself has no fault that is known, so
documents of the first kind are read by a reader that is told to have one (tests.worker_behaviours).
"""

from __future__ import annotations

import argparse
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from flows.isolation import open_workers, read_documents
from flows.limits import Limits
from tests.readings import write_reading
from tests.worker_behaviours import behave

RAW = Path(__file__).parent.parent / "raw"
BEHAVIOURS = ("exit", "segfault", "hang", "deaf", "allocate", "killed", "recurse", "quit", "unpicklable", "good")
# What a limit is held with: the pool looks ten times a second, and a process that does not listen has three seconds to end.
SLACK = 5.0

_MIB = 2**20


def print_pages(count: int, encryption: StandardEncryption | None = None, words: str = "Output of grain 12.4") -> bytes:
    """Return a PDF with a line on each page."""
    held = io.BytesIO()
    canvas = Canvas(held, encrypt=encryption, invariant=True)
    for number in range(count):
        canvas.drawString(72, 720, f"{words} {number}")
        canvas.showPage()
    canvas.save()
    return held.getvalue()


def write_pdf(objects: list[bytes], root: int = 1) -> bytes:
    """Return a PDF of objects with a table of them."""
    content, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, len(content))
    return content + head + table + end


def stream(content: bytes, entries: str) -> bytes:
    """Return a stream object's body."""
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries.encode(), len(content), content)


def flood(size: int, content: bytes = bytes(_MIB)) -> bytes:
    """Return `size` MiB packed."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(content) for _ in range(size)) + packer.flush()


def page_of(content: bytes, entries: str) -> bytes:
    """Return a PDF of one page with this content."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return write_pdf([b"<</Type/Catalog/Pages 2 0 R>>", pages, page, stream(content, entries), font])


def nested_forms() -> bytes:
    """Return a page that draws a form ten times, which draws a form ten times, and so on: ten thousand million letters."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
        stream(b"/X Do " * 10, ""),
    ]
    for level in range(5, 14):
        resources = f"/Resources<</XObject<</X {level + 1} 0 R>>>>"
        objects.append(stream(b"/X Do " * 10, f"/Type/XObject/Subtype/Form/BBox[0 0 595 842]{resources}"))
    font = "/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    objects.append(stream(b"BT /F1 10 Tf 40 200 Td (8) Tj ET", f"/Type/XObject/Subtype/Form/BBox[0 0 595 842]{font}"))
    return write_pdf(objects)


def broken_pdfs(pages: int = 10_000, size: int = 1024) -> dict[str, tuple[Callable[[], bytes], str]]:
    """Return the classes of broken PDFs, one of them of so many pages, bombs of `size` MiB: how one is made, and the class of error that it has to end with ("" for none)."""
    text = b"BT /F1 10 Tf 40 200 Td (Yield 4.25) Tj ET\n"
    return {
        "truncated": (lambda: print_pages(3)[:-400], "UnreadableSourceError"),
        "encrypted": (
            lambda: print_pages(1, StandardEncryption("secret", "owner", strength=128)),
            "EncryptedSourceError",
        ),
        "no-pages": (
            lambda: write_pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]),
            "UnreadableSourceError",
        ),
        "many-pages": (lambda: print_pages(pages), "OversizedSourceError"),
        "bomb-in-content": (lambda: page_of(flood(size), "/Filter/FlateDecode"), "OversizedSourceError"),
        "bomb-packed-twice": (
            lambda: page_of(zlib.compress(flood(size)), "/Filter[/FlateDecode/FlateDecode]"),
            "OversizedSourceError",
        ),
        "bomb-called-an-image": (
            lambda: page_of(flood(size), "/Subtype /Image/Filter/FlateDecode"),
            "OversizedSourceError",
        ),
        "million-letters": (
            lambda: page_of(flood(min(size // 8, 40), text * (_MIB // len(text))), "/Filter/FlateDecode"),
            "TimeLimitError MemoryLimitError OversizedSourceError",
        ),
        "nested-forms": (nested_forms, "TimeLimitError MemoryLimitError OversizedSourceError EmptySourceError"),
        "endless-pages": (
            lambda: write_pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"]),
            "UnreadableSourceError",
        ),
        "deep-arrays": (lambda: page_of(b"[" * 200_000, ""), "UnreadableSourceError EmptySourceError"),
        "nothing": (lambda: b"", "EmptySourceError"),
    }


def corrupt(content: bytes, dice: Random) -> bytes:
    """Damage a PDF in one of the ways that downloads, mailers, scripts and repair tools damage them."""
    damaged = bytearray(content)
    position = dice.randrange(len(damaged))
    length = dice.choice((1, 10, 100, 1000, 10_000))
    match dice.randrange(8):
        case 0:  # bits
            for _ in range(dice.choice((1, 5, 50, 500))):
                damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        case 1:  # the end is missing
            del damaged[position:]
        case 2:  # a piece is missing
            del damaged[position : position + length]
        case 3:  # a piece is there twice
            damaged[position:position] = damaged[position : position + length]
        case 4:  # a piece of zeros, as after a failed copy
            damaged[position : position + length] = bytes(len(damaged[position : position + length]))
        case 5:  # read as text and written again
            return content.replace(b"\n", b"\r\n")
        case 6:  # numbers of objects and lengths
            digits = [place for place, byte in enumerate(damaged) if 48 <= byte < 58]
            for _ in range(dice.choice((1, 5, 50))):
                damaged[dice.choice(digits)] = 48 + dice.randrange(10)
        case _:  # names and brackets
            for _ in range(dice.choice((1, 3, 10))):
                marks = [place for place, byte in enumerate(damaged) if byte in b"/<>[]()"]
                damaged[dice.choice(marks)] = dice.choice(b"/<>[]() ")
    return bytes(damaged)


def write_faults(folder: Path, odd: int, seed: int, *, pages: int = 10_000, size: int = 1024) -> dict[str, str]:
    """Write broken PDFs and corruptions of the sample; return the classes of error that each may end with, by name."""
    folder.mkdir(parents=True)
    expected = {}
    for name, (make, kind) in broken_pdfs(pages, size).items():
        (folder / f"{name}.pdf").write_bytes(make())
        expected[f"{name}.pdf"] = kind
    samples = [path.read_bytes() for path in sorted(RAW.rglob("*.pdf"))]
    for number in range(odd):
        dice = Random(f"{seed} {number}")
        (folder / f"odd-{number:03}.pdf").write_bytes(corrupt(dice.choice(samples), dice))
    return expected


def ingest_faults(folder: Path, options: list[str]) -> tuple[dict[str, dict[str, object]], float]:
    """Ingest a folder with the command; return what it logged of each document, by name, and the seconds on the clock."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    command = [
        sys.executable,
        "-P",
        "-m",
        "flows.cli",
        "ingest",
        "raw",
        "--output",
        "output",
        "--log",
        "json",
        *options,
    ]
    start = time.monotonic()
    process = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
    seconds = time.monotonic() - start
    if process.returncode not in {0, 1}:
        sys.exit(process.stdout + process.stderr)
    lines = [json.loads(line) for line in process.stderr.splitlines()]
    return {str(line["source"]): line for line in lines if line["event"] == "document"}, seconds


def read_behaviours(folder: Path, limits: Limits) -> list[tuple[str, str, float]]:
    """Read documents that misbehave, one after the other in one worker, and return behaviour, error, and seconds."""
    found = []
    with open_workers(limits, 1, behave) as workers:
        list(read_documents(workers, [write_reading(folder, "ready")], folder))
        for behaviour in BEHAVIOURS:
            start = time.monotonic()
            ((_, part),) = read_documents(workers, [write_reading(folder, behaviour)], folder)
            found.append((behaviour, part.document.error or "ok", time.monotonic() - start))
    return found


def main() -> None:
    """Read all of them and print what came of each class."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--odd", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--timeout", type=float, default=30)
    arguments = parser.parse_args()
    shutil.rmtree(arguments.folder, ignore_errors=True)
    arguments.folder.mkdir(parents=True)

    limits = Limits(seconds=arguments.timeout, memory=1024)
    print("| document | seconds | what came of it |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as behaviours:
        for behaviour, error, seconds in read_behaviours(Path(behaviours), limits):
            print(f"| {behaviour} | {seconds:.1f} | {error} |", flush=True)
            assert seconds <= limits.seconds + SLACK

    expected = write_faults(arguments.folder / "raw", arguments.odd, arguments.seed)
    options = ["--timeout", str(arguments.timeout), "--memory", "1024"]
    documents, seconds = ingest_faults(arguments.folder, options)
    for name, kinds in expected.items():
        line = documents[name]
        print(f"| {name} | {line.get('seconds', '')} | {line.get('error') or line['status']} |")
        assert str(line.get("error", "")).split(":")[0] in kinds.split(), (name, line)
    odd = [line for name, line in documents.items() if name.startswith("odd-")]
    outcomes = Counter(
        str(line["error"]).split(":")[0] if line["status"] == "failed" else str(line["status"]) for line in odd
    )
    longest = max((float(str(line["seconds"])) for line in documents.values() if "seconds" in line), default=0.0)
    for outcome, count in outcomes.most_common():
        print(f"| {count} of {arguments.odd} corruptions | | {outcome} |")
    print(
        f"\n{len(documents)} documents, {len(odd)} of them corruptions: all have a row; the run took {seconds:.0f} s, the longest that ended by itself {longest:.1f} s."
    )
    # The same bytes twice are refused, with a row of their own.
    rows = json.loads((arguments.folder / "output" / "current" / "manifest.json").read_text(encoding="ascii"))
    assert sum(len(issue["documents"]) for issue in rows["issues"]) == len(documents) == len(expected) + arguments.odd


if __name__ == "__main__":
    main()
