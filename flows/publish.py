"""Rows become visible: a whole snapshot, swapped in at once, or nothing."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from flows.data_package import snapshot_to_data_package
from flows.dictionary import snapshot_to_readme
from flows.failure import RunError
from flows.manifest import CURRENT, MANIFEST, PublishedIssue, Snapshot, snapshot_to_json
from flows.schema import DATASETS

SNAPSHOTS = "snapshots"
# A reader that began with an earlier snapshot finds its files there for two more publications.
_SNAPSHOTS_KEPT = 3
_STAGING = ".staging"
_LOCK = ".lock"


@contextmanager
def locked(output: Path) -> Iterator[None]:
    """Hold the output folder for one ingestion; made when it is not there. Refused while another one holds it.

    The lock ends with its process, also with one that is killed.
    """
    try:
        output.mkdir(parents=True, exist_ok=True)
        file = (output / _LOCK).open("a")
    except OSError as error:
        raise RunError(f"{output}: cannot be written ({error.strerror}); choose another --output.") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RunError(f"{output}: another ingestion is writing there; run again when it has finished.") from error
        yield


@contextmanager
def staging(output: Path) -> Iterator[Path]:
    """Give a new folder on the same disk as the snapshots, for files not yet published; removed at the end.

    What a killed run left is removed first. To be entered while the output is locked.
    """
    root = output / _STAGING
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    try:
        yield Path(tempfile.mkdtemp(dir=root))
    finally:
        shutil.rmtree(root, ignore_errors=True)


def publish_snapshot(issues: tuple[PublishedIssue, ...], output: Path, folder: Path) -> Path:
    """Publish the issues as the new `output/current` and return the snapshot's own folder.

    New files lie under `folder`, made by `staging`; the others are hard-linked from the snapshot before. Until the one
    atomic replacement of the link nothing that readers see changes; a snapshot is named after its content.
    """
    snapshot = Snapshot(tuple(sorted(issues, key=lambda issue: issue.issue.id)))
    for schema in DATASETS:
        (folder / schema.name).mkdir(exist_ok=True)
    for file in (file for issue in snapshot.issues for file in issue.files):
        if not (folder / file.path).exists():
            _link(output / CURRENT / file.path, folder / file.path)
    manifest = snapshot_to_json(snapshot)
    (folder / MANIFEST).write_text(manifest, encoding="ascii")
    (folder / "datapackage.json").write_text(snapshot_to_data_package(snapshot), encoding="utf-8")
    (folder / "README.md").write_text(snapshot_to_readme(snapshot), encoding="utf-8")
    _make_durable(folder)
    content = b"".join((folder / name).read_bytes() for name in (MANIFEST, "datapackage.json", "README.md"))
    target = _place(folder, output / SNAPSHOTS, sha256(content).hexdigest()[:16])
    _swap(target, output)
    _prune(output)
    return target


def _link(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source.resolve())
    except OSError:
        shutil.copyfile(source, target)  # a disk without hard links


def _make_durable(folder: Path) -> None:
    """Write everything through to the disk, and protect it: a file may belong to several snapshots."""
    for parent, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(parent, name)  # noqa: PTH118 (os.walk speaks in strings)
            _flush(path)
            os.chmod(path, 0o444)  # noqa: PTH101 (as above)
        _flush(parent)
    folder.chmod(0o755)


def _flush(path: str | Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _place(folder: Path, snapshots: Path, name: str) -> Path:
    """Move the finished folder among the snapshots; beside one of the same content, which may be in use or damaged."""
    snapshots.mkdir(exist_ok=True)
    target, count = snapshots / name, 1
    while target.exists():
        count += 1
        target = snapshots / f"{name}-{count}"
    folder.rename(target)
    _flush(snapshots)
    return target


def _swap(target: Path, output: Path) -> None:
    link = output / _STAGING / CURRENT
    link.unlink(missing_ok=True)
    link.symlink_to(Path(SNAPSHOTS) / target.name)
    link.replace(output / CURRENT)
    _flush(output)


def _prune(output: Path) -> None:
    """Remove all but the newest snapshots, never the current one."""
    current = (output / CURRENT).resolve()
    others = [path for path in (output / SNAPSHOTS).iterdir() if path.is_dir() and path.resolve() != current]
    others.sort(key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in others[_SNAPSHOTS_KEPT - 1 :]:
        shutil.rmtree(path, ignore_errors=True)
