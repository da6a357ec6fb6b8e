"""Where snapshots are published: a folder of this machine, or a bucket. The same few verbs, so that publication is written once."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from flows.bucket import is_stored

OBJECTS = "objects"
# Objects that people read. Apart from the others, since they are many and no run has to look at each.
PAGES = "pages"
SNAPSHOTS = "snapshots"
# Names of the snapshots that were current once, each as old as its end.
HISTORY = "history"
CURRENT = "current"


@dataclass(frozen=True, slots=True)
class Head:
    """The snapshot that readers are shown, and the tag under which it was seen there."""

    snapshot: str
    tag: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An object: its name from the root of the place, its size, and when it was last written, in seconds since 1970."""

    name: str
    bytes: int
    modified: float


class Place(Protocol):
    """A place that snapshots are published in.

    An object is written once, under a name that follows from its content, and never changed. The head alone
    changes, by compare-and-swap. What cannot be read or written is an `OSError`.
    """

    @property
    def name(self) -> str:
        """The place as the user wrote it."""

    @property
    def folder(self) -> Path | None:
        """The folder of this machine that the place is, None elsewhere."""

    @property
    def package_to_objects(self) -> str:
        """What leads from a data package to the objects that it lists: empty, or a folder with its slash."""

    def open(self, name: str) -> BinaryIO:
        """Open an object for reading. Refused (`FileNotFoundError`): one that is not there."""

    def write(self, name: str, content: bytes) -> None:
        """Write an object unless it is there; then it counts as written now. It is there whole or not at all."""

    def take(self, name: str, file: Path) -> None:
        """Write an object as `write` does, from a file in the workspace, which may be moved."""

    def fetch(self, name: str, folder: Path) -> Path:
        """Return a file of this machine with the content of an object: its own, or a copy in a folder."""

    def workspace(self) -> AbstractContextManager[Path]:
        """Give a folder of this machine for the files of a run that are not published. To be entered while `writing`.

        It is gone at the end; that of a run which was killed, by the next sweep.
        """

    def link(self, links: Iterable[tuple[str, str]]) -> tuple[str, ...]:
        """Let objects be found under second names, pairs of both, where readers go by folders; elsewhere nothing is done.

        The names of objects that are not there are returned.
        """

    def share(self, folder: str, target: str) -> None:
        """Let a folder of objects be found under a second name, where readers go by folders; elsewhere nothing is done."""

    def list(self, folder: str) -> tuple[Entry, ...]:
        """List the objects below a folder in the order of their names; none where there is no such folder."""

    def folders(self, folder: str) -> tuple[Entry, ...]:
        """List the folders in a folder, without a size, each as old as the newest name in it or what was last written there."""

    def remove(self, folder: str, names: Iterable[str]) -> None:
        """Remove what is called so in a folder, an object or what lies below the name. What is not there is no error."""

    def head(self) -> Head | None:
        """Return the head, None when nothing is published yet."""

    def swap(self, seen: Head | None, snapshot: str, package: bytes) -> bool:
        """Show readers another snapshot, with its data package, if the head is still the one that was seen.

        All that was written before is durable by then. False: another publication came first.
        """

    def writing(self) -> AbstractContextManager[None]:
        """Protect what is written from now on, and what is read, from being collected as unreachable."""

    def claim(self, name: str) -> AbstractContextManager[bool]:
        """Take a name for as long as the context lasts; False when another process has it. To be entered while `writing`.

        It saves two ingestions from reading the same issue. That neither loses anything is what `swap` is for: a place may
        let everybody have every name.
        """

    def sweeping(self) -> AbstractContextManager[float | None]:
        """Return the time before which objects that nothing leads to may be removed; None: not now, others are writing."""


def open_place(output: str | Path) -> Place:
    """Open the place that OUTPUT names, a folder or `s3://bucket/folder`. Nothing is made there yet."""
    # A place imports this module, and a bucket needs an extra.
    if is_stored(output):
        from flows.object_place import ObjectPlace  # noqa: PLC0415

        return ObjectPlace(str(output))
    from flows.local_place import LocalPlace  # noqa: PLC0415

    return LocalPlace(Path(output))
