"""Say which rows a change gains, loses or alters: `make compare`, or `python -m benchmarks.compare REVISION RAW`.

The documents are extracted twice, by the working tree and by a revision (main unless another is named) checked out
under .state/. A gain in one document that costs rows in another is seen before it is merged.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
STATE = ROOT / ".state"
_SHOWN = 12  # rows a dataset and document that are printed in full

Rows = dict[tuple[str, str, str, int], dict[str, str]]


def read_rows(tree: Path, raw: Path) -> Rows:
    """Return the rows that the extractors of a tree find, by document, dataset, key and number of the repetition."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / "rows.py"), str(raw)],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree)},
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    seen: Counter[tuple[str, str, str]] = Counter()
    rows: Rows = {}
    for line in done.stdout.splitlines():
        document, dataset, key, fields = json.loads(line)
        rows[document, dataset, key, seen[document, dataset, key]] = fields
        seen[document, dataset, key] += 1
    return rows


def rows_at(revision: str, raw: Path) -> Rows:
    """Return the rows found by a revision, which is checked out for the time being."""
    tree = STATE / "compare"
    STATE.mkdir(exist_ok=True)
    subprocess.run(["git", "worktree", "remove", "--force", str(tree)], cwd=ROOT, check=False, capture_output=True)
    subprocess.run(["git", "worktree", "add", "--quiet", "--detach", str(tree), revision], cwd=ROOT, check=True)
    try:
        return read_rows(tree, raw)
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", str(tree)], cwd=ROOT, check=True)


def differences(before: Rows, after: Rows) -> dict[tuple[str, str], list[str]]:
    """Return a line for each row gained (+), lost (-) or changed (~), by document and dataset."""
    lines: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in sorted(before.keys() | after.keys()):
        document, dataset, key, _ = row
        if row not in before:
            lines[document, dataset].append(f"+ {key}")
        elif row not in after:
            lines[document, dataset].append(f"- {key}")
        elif before[row] != after[row]:
            lines[document, dataset].append(f"~ {key} {_changed(before[row], after[row])}")
    return lines


def _changed(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    fields = sorted(field for field in before.keys() | after.keys() if before.get(field) != after.get(field))
    return "; ".join(f"{field}: {before.get(field)} -> {after.get(field)}" for field in fields)


def main(revision: str = "main", raw: str = "raw") -> int:
    """Print the differences; 1 when there are any."""
    folder = Path(raw).resolve()
    lines = differences(rows_at(revision, folder), read_rows(ROOT, folder))
    for (document, dataset), changes in sorted(lines.items()):
        counts = Counter(change[0] for change in changes)
        print(f"{document} {dataset}: {counts['+']} gained, {counts['-']} lost, {counts['~']} changed")
        for change in changes[:_SHOWN]:
            print(f"  {change}")
        if len(changes) > _SHOWN:
            print(f"  … and {len(changes) - _SHOWN} more")
    if not lines:
        print(f"no row differs from {revision}")
    return 1 if lines else 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:3]))
