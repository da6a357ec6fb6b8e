"""A place in a folder of this machine: readers find a snapshot's files under `current`, a link that is replaced whole."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from threading import Lock
from time import time
from typing import BinaryIO

from flows.failure import RunError
from flows.locks import ALONE, AT_ONCE, TOGETHER, lock_file
from flows.place import CURRENT, SNAPSHOTS, Entry, Head

# Files that are not whole yet, and names that are taken. What a killed run left there goes with the next sweep.
_STAGING = ".staging"
_CLAIMS = ".claims"
# Held while the head is replaced; by all that write, together; by whoever sweeps, alone. A lock ends with its process.
# They lie beside what they guard: two runs meet here whatever their state folders are.
_SWAP_LOCK = ".lock"
_WRITERS_LOCK = ".writers"


class LocalPlace:
    """See `Place`. A snapshot is a folder of hard links to the objects."""

    package_to_objects = ""

    def __init__(self, folder: Path) -> None:
        self.name = str(folder)
        self.folder = folder
        # Folders with new names in them, which a crash of the machine could lose. Shared by threads.
        self._unsettled: set[Path] = set()
        self._guard = Lock()

    def open(self, name: str) -> BinaryIO:
        """See `Place`."""
        return (self.folder / name).open("rb")

    def write(self, name: str, content: bytes) -> None:
        """See `Place`. One that is there with another size is damaged, and replaced."""
        if self._is_there(name, len(content)):
            return
        with self._scratch(Path(name).name) as scratch:
            scratch.write_bytes(content)
            self.take(name, scratch)

    def take(self, name: str, file: Path) -> None:
        """See `Place`."""
        if self._is_there(name, file.stat().st_size):
            return
        target = self.folder / name
        self._make_folder(target.parent)
        _flush(file)
        file.chmod(0o444)  # it may belong to several snapshots
        file.replace(target)

    def _is_there(self, name: str, size: int) -> bool:
        target = self.folder / name
        try:
            there = target.stat().st_size == size
        except FileNotFoundError:
            return False
        if there:
            os.utime(target)
        return there

    def fetch(self, name: str, folder: Path) -> Path:  # noqa: ARG002 (nothing is copied)
        """See `Place`."""
        return self.folder / name

    @contextmanager
    def workspace(self) -> Iterator[Path]:
        """See `Place`."""
        with self._scratch("run") as folder:
            folder.mkdir()
            yield folder

    def link(self, links: Iterable[tuple[str, str]]) -> tuple[str, ...]:
        """See `Place`."""
        # Strings, and each folder looked at once, for there may be tens of thousands.
        root, folders, missing = os.fspath(self.folder), set[str](), []
        for name, target in links:
            folder = target.rpartition("/")[0]
            if folder not in folders:
                self._make_folder(self.folder / folder)
                folders.add(folder)
            try:
                self._link(f"{root}/{name}", f"{root}/{target}")
            except FileNotFoundError:
                missing.append(name)
            except OSError:
                self.write(target, (self.folder / name).read_bytes())  # a disk without hard links
        return tuple(missing)

    def _link(self, source: str, link: str) -> None:
        try:
            os.link(source, link)
        except FileExistsError:
            if os.path.samefile(source, link):  # noqa: PTH121 (as above)
                return
            with self._scratch(link.rpartition("/")[2]) as scratch:
                scratch.hardlink_to(source)
                scratch.replace(link)

    def share(self, folder: str, target: str) -> None:
        """See `Place`."""
        link = self.folder / target
        self._make_folder(link.parent)
        if not link.is_symlink():
            link.symlink_to(os.path.relpath(self.folder / folder, link.parent), target_is_directory=True)

    def list(self, folder: str) -> tuple[Entry, ...]:
        """See `Place`."""
        return tuple(sorted(self._entries(self.folder / folder), key=lambda entry: entry.name))

    def _entries(self, folder: Path) -> Iterator[Entry]:
        # Strings, for there may be a hundred thousand: a Path each takes five times as long.
        root = len(os.fspath(self.folder)) + 1
        waiting = [os.fspath(folder)]
        while waiting:
            try:
                with os.scandir(waiting.pop()) as found:
                    entries = list(found)
            except (FileNotFoundError, NotADirectoryError):
                continue  # removed while the folder was walked
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                    continue
                if entry.is_symlink() and entry.is_dir():
                    continue  # what it leads to is listed where it lies
                try:
                    status = entry.stat(follow_symlinks=False)
                except FileNotFoundError:
                    continue
                yield Entry(entry.path[root:], status.st_size, status.st_mtime)

    def folders(self, folder: str) -> tuple[Entry, ...]:
        """See `Place`."""
        try:
            with os.scandir(self.folder / folder) as found:
                entries = [entry for entry in found if entry.is_dir(follow_symlinks=False)]
        except (FileNotFoundError, NotADirectoryError):
            return ()
        return tuple(Entry(f"{folder}/{entry.name}", 0, entry.stat().st_mtime) for entry in entries)

    def remove(self, folder: str, names: Iterable[str]) -> None:
        """See `Place`."""
        for name in names:
            path = self.folder / folder / name
            if path.is_dir():
                # A folder leaves the sight of others whole: one that is half removed is never taken for a snapshot.
                with self._scratch(path.name) as scratch, suppress(FileNotFoundError):  # removed by another
                    path.rename(scratch)
            else:
                path.unlink(missing_ok=True)

    def head(self) -> Head | None:
        """See `Place`. Refused (`RunError`): a `current` that no publication made."""
        current = self.folder / CURRENT
        try:
            target = current.readlink()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise
            raise RunError(
                f"{current}: is not a link to a snapshot; move it away or choose another output folder."
            ) from error
        return Head(target.name, str(target))

    def swap(self, seen: Head | None, snapshot: str, package: bytes) -> bool:  # noqa: ARG002 (readers find it in the snapshot)
        """See `Place`."""
        with lock_file(self.folder / _SWAP_LOCK):
            if self.head() != seen:
                return False
            self._settle()
            with self._scratch(CURRENT) as scratch:
                scratch.symlink_to(Path(SNAPSHOTS) / snapshot)
                scratch.replace(self.folder / CURRENT)
            _flush(self.folder)
        return True

    @contextmanager
    def writing(self) -> Iterator[None]:
        """See `Place`. Refused (`RunError`): a folder that cannot be written."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = lock_file(self.folder / _WRITERS_LOCK, TOGETHER)
        except OSError as error:
            raise RunError(f"{self.name}: cannot be written ({error.strerror}); choose another --output.") from error
        with lock:
            yield

    @contextmanager
    def claim(self, name: str) -> Iterator[bool]:
        """See `Place`."""
        (self.folder / _CLAIMS).mkdir(exist_ok=True)
        digest = sha256(name.encode(errors="surrogateescape")).hexdigest()[:16]
        try:
            lock = lock_file(self.folder / _CLAIMS / digest, ALONE | AT_ONCE)
        except BlockingIOError:
            yield False
            return
        with lock:
            yield True

    @contextmanager
    def sweeping(self) -> Iterator[float | None]:
        """See `Place`."""
        try:
            lock = lock_file(self.folder / _WRITERS_LOCK, ALONE | AT_ONCE)
        except BlockingIOError:
            yield None
            return
        with lock:
            yield time() + 1  # nobody writes: whatever nothing leads to was left behind, however new
            for left in (_STAGING, _CLAIMS):
                shutil.rmtree(self.folder / left, ignore_errors=True)
            for folder, _, _ in os.walk(self.folder / SNAPSHOTS, topdown=False):
                with suppress(OSError):  # most have something in them
                    Path(folder).rmdir()

    @contextmanager
    def _scratch(self, name: str) -> Iterator[Path]:
        """Give a path on the same disk for what is not whole yet; what is still there at the end goes."""
        staging = self.folder / _STAGING
        if not staging.exists():
            staging.mkdir(exist_ok=True)
        path = staging / f"{token_hex(8)}-{name}"
        try:
            yield path
        finally:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)

    def _make_folder(self, folder: Path) -> None:
        """Make a folder with the ones above, and remember that new names are about to stand in it."""
        if not folder.exists():
            folder.mkdir(parents=True, exist_ok=True)
        with self._guard:
            while folder != self.folder and folder not in self._unsettled:
                self._unsettled.add(folder)
                folder = folder.parent

    def _settle(self) -> None:
        """Write the names of new files through to the disk; the files themselves were."""
        with self._guard:
            folders, self._unsettled = self._unsettled, set()
        for folder in folders:
            with suppress(FileNotFoundError):  # removed again meanwhile, with all names in it
                _flush(folder)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
