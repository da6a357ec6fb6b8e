"""A place in a bucket: readers go by the data package at its root, which is replaced whole and lists the files of its snapshot."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from io import BytesIO
from pathlib import Path
from secrets import token_hex
from time import time
from typing import BinaryIO

from flows.bucket import Bucket
from flows.data_package import DATA_PACKAGE
from flows.failure import RunError
from flows.place import OBJECTS, Entry, Head
from flows.state import run_folder

# A bucket has no locks: what nothing leads to is collected when no run can still be about to publish it. What a run finds
# there already it writes again, the same bytes under the same name, and that makes it new.
_ORPHANED = 7 * 24 * 3600.0


class ObjectPlace:
    """See `Place`. Whoever is first to replace the data package has published; neither claims nor locks are needed for that."""

    package_to_objects = f"{OBJECTS}/"
    folder = None

    def __init__(self, address: str) -> None:
        self._bucket = Bucket(address)
        self.name = self._bucket.address

    def open(self, name: str) -> BinaryIO:
        """See `Place`."""
        return BytesIO(self._bucket.read(name)[0])

    def write(self, name: str, content: bytes) -> None:
        """See `Place`."""
        self._bucket.write(name, content)

    def take(self, name: str, file: Path) -> None:
        """See `Place`."""
        self._bucket.upload(name, file)

    def fetch(self, name: str, folder: Path) -> Path:
        """See `Place`."""
        file = folder / f"fetched-{token_hex(8)}"
        with file.open("wb") as stream:
            self._bucket.copy(name, stream.write)
        return file

    def workspace(self) -> AbstractContextManager[Path]:
        """See `Place`."""
        return run_folder()

    def link(self, links: Iterable[tuple[str, str]]) -> tuple[str, ...]:  # noqa: ARG002 (readers go by the objects)
        """See `Place`."""
        return ()

    def share(self, folder: str, target: str) -> None:
        """See `Place`."""

    def list(self, folder: str) -> tuple[Entry, ...]:
        """See `Place`."""
        return tuple(Entry(stored.name, stored.bytes, stored.modified) for stored in self._bucket.list(folder))

    def folders(self, folder: str) -> tuple[Entry, ...]:
        """See `Place`."""
        written: dict[str, float] = {}
        for entry in self.list(folder):
            name = "/".join(entry.name.split("/")[: folder.count("/") + 2])
            written[name] = max(entry.modified, written.get(name, 0.0))
        return tuple(Entry(name, 0, modified) for name, modified in written.items())

    def remove(self, folder: str, names: Iterable[str]) -> None:
        """See `Place`."""
        for name in names:
            below = [stored.name for stored in self._bucket.list(f"{folder}/{name}")]
            self._bucket.remove(below or [f"{folder}/{name}"])

    def head(self) -> Head | None:
        """See `Place`. Refused (`RunError`): a data package that no publication made."""
        try:
            content, tag = self._bucket.read(DATA_PACKAGE)
        except FileNotFoundError:
            return None
        try:
            return Head(str(json.loads(content)["snapshot"]), tag)
        except (ValueError, KeyError, TypeError) as error:
            raise RunError(
                f"{self.name}/{DATA_PACKAGE}: was not made by a publication; move it away or choose another --output."
            ) from error

    def swap(self, seen: Head | None, snapshot: str, package: bytes) -> bool:  # noqa: ARG002 (the package names it)
        """See `Place`."""
        return self._bucket.write(DATA_PACKAGE, package, seen=seen.tag if seen else None, absent=seen is None)

    def writing(self) -> AbstractContextManager[None]:
        """See `Place`."""
        return nullcontext()

    def claim(self, name: str) -> AbstractContextManager[bool]:  # noqa: ARG002 (everybody has every name)
        """See `Place`."""
        return nullcontext(enter_result=True)

    @contextmanager
    def sweeping(self) -> Iterator[float | None]:
        """See `Place`."""
        yield time() - _ORPHANED
