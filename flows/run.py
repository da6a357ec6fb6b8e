"""What made the published files: the program, and what it was told."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from flows.manifest import Run

_PATIENCE = 10  # seconds that git may take


def describe_run(parameters: Mapping[str, object]) -> Run:
    """Return the run of this program under parameters; those that are None or False were not given."""
    given = {name: str(value) for name, value in parameters.items() if value is not None and value is not False}
    try:
        version = distribution("shubiao").version
    except PackageNotFoundError:
        version = ""
    return Run(version, _find_revision(Path(__file__).parent.parent), tuple(sorted(given.items())))


def _find_revision(root: Path) -> str | None:
    """Return the git revision of the program, `+changed` where its files differ from it; None where nothing tells."""
    if (root / ".git").exists():
        revision = _ask_git(root, "rev-parse", "HEAD")
        changed = _ask_git(root, "status", "--porcelain", "--", "extractors", "flows")
        return f"{revision}+changed" if revision and changed else revision or None
    try:
        # What pip was told to install from a repository: PEP 610.
        origin = json.loads(distribution("shubiao").read_text("direct_url.json") or "{}")
    except (PackageNotFoundError, ValueError):
        return None
    revision = origin.get("vcs_info", {}).get("commit_id")
    return revision if isinstance(revision, str) else None


def _ask_git(root: Path, *arguments: str) -> str | None:
    # Optional locks would be written to a repository that is only looked at.
    command = ["git", "--no-optional-locks", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_PATIENCE)  # noqa: S603 (as the user's shell finds it)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None
