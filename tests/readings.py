"""Readings made by hand, for tests of what reads them."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from flows.failure import Failure
from flows.issue import Issue
from flows.plan import Reading
from flows.sources import Source

NOON = datetime(2025, 6, 1, 12, tzinfo=UTC)


def to_reading(path: Path, failure: Failure | None = None) -> Reading:
    """Return the reading of a file, which may not be there."""
    content = path.read_bytes() if path.exists() else b""
    digest = sha256(content).hexdigest()
    source = Source(path, path.name, Issue(), digest, len(content), failure)
    return Reading(source, digest[:16], path.name, "key", NOON)


def write_reading(folder: Path, content: str) -> Reading:
    """Write a text called like its content and return its reading."""
    path = folder / f"{'-'.join(content.split()).replace('/', '-')[-60:]}.txt"
    path.write_text(content, encoding="utf-8")
    return to_reading(path)
