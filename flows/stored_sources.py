"""Which documents there are in a bucket. One that is published under its tag is not read again to know its bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path, PurePath, PurePosixPath
from secrets import token_hex
from typing import BinaryIO, Protocol

from extractors.corrections.read import LARGEST_FILE
from flows.bucket import SCHEME, Bucket, Stored
from flows.corrections import CorrectionsFile, is_corrections, pair_files, too_large
from flows.failure import Failure, RunError
from flows.issue import ISSUE_FILE, IssueFolder, find_issue
from flows.plan import Plan, Reading
from flows.sources import LARGEST, Source, Sources, is_below, is_companion, is_document, is_hidden, name_below


class _Hash(Protocol):
    def update(self, piece: bytes, /) -> None: ...


# A store is far away rather than slow.
_AT_ONCE = 8


def find_stored_sources(
    raw: str, output: str, known: Mapping[tuple[str, str | None], str], folder: Path | None = None
) -> Sources:
    """List the documents below `s3://bucket/folder`, or the one that is called so, by the rules of `find_sources`.

    `known` gives the SHA-256 of what is published, by address and tag; all else is read to hash it, and kept in `folder` if there
    is one. OUTPUT, which may lie below RAW, is passed over. Refused (`RunError`): an address that holds no document.
    """
    listing = _Listing(raw, output)
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        documents = [*listing.broken_issues(), *threads.map(partial(listing.read, known, folder), listing.documents)]
    if not documents:
        raise RunError(f"{raw}: holds no document (.pdf or .txt); nothing was changed.")
    documents.sort(key=lambda source: (source.address or "").split("/"))
    return Sources(tuple(documents), listing.skipped, (), strays=listing.strays)


def fetch_readings(plan: Plan, folder: Path) -> Plan:
    """Return the plan with every document that is read in a file of this machine: those in a bucket are fetched into a folder."""
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        fetch = partial(fetch_reading, folder)
        changed = [replace(issue, readings=tuple(threads.map(fetch, issue.readings))) for issue in plan.changed]
    return replace(plan, changed=tuple(changed))


def fetch_reading(folder: Path, reading: Reading) -> Reading:
    """Return a reading whose document is in a file of this machine. See `fetch_readings`."""
    source = reading.source
    if source.address is None or source.failure is not None or folder in source.path.parents:
        return reading
    return replace(reading, source=replace(source, path=fetch_source(folder, source.address)))


def fetch_source(folder: Path, address: str) -> Path:
    """Return a file of this machine with what a bucket holds at an address."""
    file = _new_file(folder)
    parent, _, name = address.rpartition("/")
    with file.open("wb") as stream:
        Bucket(parent).copy(name, stream.write)
    return file


@dataclass(frozen=True, slots=True)
class _Tee:
    """Writes a piece to a file, and hashes it."""

    stream: BinaryIO
    digest: _Hash

    def write(self, piece: bytes) -> None:
        self.stream.write(piece)
        self.digest.update(piece)


def _new_file(folder: Path) -> Path:
    return folder / f"fetched-{token_hex(8)}"


@dataclass(frozen=True, slots=True)
class _Object:
    """An object below RAW, and the path under which rules for files see it: `/bucket/folder/name`."""

    stored: Stored
    path: PurePosixPath

    @property
    def address(self) -> str:
        return SCHEME + str(self.path).lstrip("/")


class _Listing:
    """What lies below RAW, as it was at one moment."""

    def __init__(self, raw: str, output: str) -> None:
        address = raw.rstrip("/")
        if is_corrections(PurePosixPath(address).name):
            raise RunError(f"{raw}: holds corrections of a document; give the document, or the folder of both.")
        self._root = PurePosixPath("/", address.removeprefix(SCHEME))
        bucket = self._root.parts[1] if len(self._root.parts) > 1 else ""
        self._bucket = Bucket(SCHEME + bucket)  # an issue.toml may lie above RAW
        below = "/".join(self._root.parts[2:])
        objects = [_Object(stored, PurePosixPath("/", bucket, stored.name)) for stored in self._bucket.list(below)]
        alone = not objects and bool(below)
        if alone:
            # What it is called decides on its corrections, which lie beside it.
            listed = self._bucket.list("/".join(self._root.parts[2:-1]))
            beside = [_Object(stored, PurePosixPath("/", bucket, stored.name)) for stored in listed]
            objects = [found for found in beside if found.path == self._root]
        objects = [found for found in objects if not is_below(found.address, output) and self._is_visible(found.path)]
        documents = [found for found in objects if self._is_document(found.path)]
        self._paths = {found.path for found in objects}
        self._issues: dict[PurePath, IssueFolder] = {}
        self.documents = documents
        self._corrections, strays = self._pair(beside if alone else objects)
        self.strays = () if alone else strays
        self.skipped = tuple(
            sorted(
                self._name(found.path)
                for found in objects
                if found not in documents and not is_companion(found.path.name)
            )
        )

    def _is_visible(self, path: PurePosixPath) -> bool:
        return not any(is_hidden(part) for part in path.parts[len(self._root.parts) :])

    def _is_document(self, path: PurePosixPath) -> bool:
        return path == self._root or is_document(path.name)

    def broken_issues(self) -> Iterator[Source]:
        """Give each issue.toml that cannot be used, in a document's place."""
        for folder in sorted({path.parent for path in self._paths}):
            found = self._issue(folder)
            if found.failure is not None and found.folder == folder:
                yield self._refused(_Object(Stored("", 0, 0, ""), folder / ISSUE_FILE), found.failure)

    def read(self, known: Mapping[tuple[str, str | None], str], folder: Path | None, found: _Object) -> Source:
        """Return a document with its hash: the known one, or that of its bytes, which are kept in a folder if there is one."""
        stored, path = found.stored, Path(found.path)
        if stored.bytes > LARGEST:
            return self._refused(found, Failure("OversizedSourceError", "is larger than 2 GiB; split it."))
        digest, tag = known.get((found.address, stored.tag)), stored.tag
        if digest is None:
            fresh = sha256()
            try:
                if folder is None:
                    tag = self._bucket.copy(stored.name, fresh.update)
                else:
                    path = _new_file(folder)
                    with path.open("wb") as stream:
                        tag = self._bucket.copy(stored.name, _Tee(stream, fresh).write)
            except OSError as error:
                sentence = f"cannot be read ({error.strerror}); give permission to read it, or remove it."
                return self._refused(found, Failure("UnreadableSourceError", sentence))
            digest = fresh.hexdigest()
        issue = self._issue(found.path.parent).issue
        return Source(
            path,
            self._name(found.path),
            issue,
            digest,
            stored.bytes,
            address=found.address,
            tag=tag,
            corrections=self._read_corrections(found.path),
        )

    def _pair(self, objects: Sequence[_Object]) -> tuple[Mapping[PurePosixPath, Stored], tuple[str, ...]]:
        """Find the corrections of each document, by its path, and what is wrong with those of none."""
        folders: dict[PurePosixPath, dict[str, Stored]] = {}
        for found in objects:
            folders.setdefault(found.path.parent, {})[found.path.name] = found.stored
        paired: dict[PurePosixPath, Stored] = {}
        strays: list[str] = []
        for folder, names in folders.items():
            documents = [name for name in names if self._is_document(folder / name)]
            pairs = pair_files(documents, [name for name in names if is_corrections(name) and not is_hidden(name)])
            paired.update({folder / document: names[name] for document, name in pairs.files.items()})
            strays += [f"{self._name(folder / name)}: {sentence}" for name, sentence in pairs.strays.items()]
        return paired, tuple(sorted(strays))

    def _read_corrections(self, path: PurePosixPath) -> CorrectionsFile | None:
        stored = self._corrections.get(path)
        if stored is None:
            return None
        name = PurePosixPath(stored.name).name
        if stored.bytes > LARGEST_FILE:
            return CorrectionsFile(name, fault=too_large())
        try:
            return CorrectionsFile(name, self._bucket.read(stored.name)[0])
        except OSError as error:
            return CorrectionsFile(name, fault=f"cannot be read ({error.strerror})")

    def _refused(self, found: _Object, failure: Failure) -> Source:
        issue = self._issue(found.path.parent).issue
        return Source(Path(found.path), self._name(found.path), issue, failure=failure, address=found.address)

    def _issue(self, folder: PurePath) -> IssueFolder:
        if folder not in self._issues:
            self._issues[folder] = find_issue(folder, self._read_issue)
        return self._issues[folder]

    def _read_issue(self, path: PurePath) -> bytes | None:
        if len(path.parts) <= 2 or (self._root in path.parents and path not in self._paths):
            return None
        try:
            return self._bucket.read("/".join(path.parts[2:]))[0]
        except FileNotFoundError:
            return None

    def _name(self, path: PurePath) -> str:
        return name_below(self._root, path, self._issue(path.parent))
