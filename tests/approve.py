"""Accept what is extracted from the samples as their golden files: `make approve`, `make approve FORCE=1`."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from extractors import extract
from tests.goldens import GOLDEN, dataset_to_goldens

RAW = Path(__file__).parent.parent / "raw"


def approve(files: Mapping[str, str], folder: Path, force: bool) -> list[str]:
    """Write golden files that are new, and changed ones only by force; return a line for each that differs."""
    report = []
    for name, content in sorted(files.items()):
        path = folder / name
        before = path.read_text(encoding="utf-8") if path.exists() else None
        if before == content:
            continue
        if before is not None and not force:
            report.append(f"refused {name}: it has changed; look at it, then say FORCE=1")
            continue
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="\n")
        report.append(f"{'changed' if before is not None else 'new'} {name}")
    report += [
        f"{'removed' if force else 'refused'} {path.name}: nothing extracted corresponds to it"
        for path in sorted(folder.glob("*.csv"))
        if path.name not in files
    ]
    if force:
        for path in folder.glob("*.csv"):
            if path.name not in files:
                path.unlink()
    return report


def main() -> int:
    """Approve the goldens of the samples; where it is automated there is nobody who could have looked."""
    if os.environ.get("CI", "").lower() in {"1", "true", "yes"}:
        sys.stderr.write("golden files are approved by a person, not where CI is set\n")
        return 2
    refused = False
    # Where an article is printed both ways its text is taken; a test compares the PDF with the same golden files.
    printed = {path.stem: path for kind in ("*.pdf", "*.txt") for path in sorted(RAW.rglob(kind))}
    for path in printed.values():
        files = dataset_to_goldens(extract(path.read_bytes(), path.name))
        for line in approve(files, GOLDEN / path.stem, force="--force" in sys.argv[1:]):
            sys.stdout.write(f"{path.stem}: {line}\n")
            refused |= line.startswith("refused")
    return 1 if refused else 0


if __name__ == "__main__":
    raise SystemExit(main())
