"""Which documents there are under RAW, and to which issue each belongs."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import file_digest
from pathlib import Path, PurePath

from flows.bucket import is_stored
from flows.corrections import CorrectionsFile, Pairs, is_corrections, pair_files, read_file
from flows.failure import Failure, PassingError, RunError
from flows.issue import ISSUE_FILE, Issue, IssueFolder, find_issue

DOCUMENT_ENDINGS = (".pdf", ".txt")
LARGEST = 2**31 - 1  # bytes; the datasets count in 32 bits

# What accompanies documents in every collection and is passed over without a word. Their stem decides: a README.txt
# is no article.
_COMPANIONS = ("readme", "license", "licence", "copying", "notice", "changelog")


@dataclass(frozen=True, slots=True)
class Source:
    """A document under RAW, or a folder or file that could not be read and takes a document's place.

    `source` is its path below the raw root, with undecodable bytes escaped. `sha256` is None when
    there are no bytes to hash; then, and for a second copy, `failure` says why it is refused. One in a bucket has its
    `address` and `tag`, and no bytes under `path` until they are fetched.
    """

    path: Path
    source: str
    issue: Issue
    sha256: str | None = None
    byte_count: int = 0
    failure: Failure | None = None
    address: str | None = None
    tag: str | None = None
    corrections: CorrectionsFile | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything found under RAW: documents in the order of their paths, and files that are no documents.

    `unsettled` are the documents that something may still be writing; `strays` a sentence for each corrections file that
    belongs to no document.
    """

    documents: tuple[Source, ...]
    skipped: tuple[str, ...]
    unreadable_folders: tuple[Path, ...]
    unsettled: tuple[Source, ...] = ()
    strays: tuple[str, ...] = ()


def find_sources(raw: Path, output: Path | None = None, found: Callable[[Source], None] | None = None) -> Sources:
    """List the documents of a folder tree, a folder, or a single file, in an order that depends on names alone.

    Documents end in .pdf or .txt; a single file is taken whatever its ending. Other files are listed as
    skipped, apart from `issue.toml`, README-like and hidden files, which are passed over, and corrections, which go with
    their documents. Links are followed, a folder is read once, and `output`, which may lie under RAW, not at all. `found` is told
    of each document at once, in the order of the walk. Refused (`RunError`): a RAW that does not exist or holds no
    document, so that a wrong path never empties what is published.
    """
    root = Path(to_root(raw))
    if not os.path.lexists(root):
        # Or not yet: the share that holds it may not be mounted.
        raise PassingError(
            f"{printable(raw)}: there is no such file or folder; give the folder that holds the documents."
        )
    if is_corrections(root.name) and not root.is_dir():
        raise RunError(f"{printable(raw)}: holds corrections of a document; give the document, or the folder of both.")
    walk = _Walk(root, output)
    documents = []
    for source in walk.sources():
        documents.append(source)
        if found:
            found(source)
    documents.sort(key=lambda source: source.path.parts)
    if not documents:
        raise RunError(f"{printable(raw)}: holds no document (.pdf or .txt); nothing was changed.")
    return Sources(
        tuple(documents),
        tuple(sorted(walk.skipped)),
        tuple(walk.unreadable_folders),
        strays=tuple(sorted(walk.strays)),
    )


def printable(path: os.PathLike[str] | str) -> str:
    r"""Return a path as text that can be printed and published: bytes that are not UTF-8 as \xNN."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def to_root(raw: os.PathLike[str] | str) -> str:
    """Return RAW as an absolute path, links kept as the user wrote them, or as the address that it is."""
    if is_stored(raw):
        return str(raw).rstrip("/")
    return os.path.abspath(raw)  # noqa: PTH100 (Path.resolve would replace the names that the user sees)


def is_below(path: str, folder: str) -> bool:
    """Tell whether an absolute path or address is a folder, or lies in it."""
    return path == folder or path.startswith(folder.rstrip("/") + "/")


class _Walk:
    """One pass over RAW. Collects what is skipped on the way."""

    def __init__(self, root: Path, output: Path | None) -> None:
        self.root = root
        self.output = output
        self.skipped: list[str] = []
        self.unreadable_folders: list[Path] = []
        self.strays: list[str] = []
        self._pairs: dict[Path, Pairs] = {}
        self._issues: dict[Path, IssueFolder] = {}

    def sources(self) -> Iterator[Source]:
        if not self.root.is_dir():
            self._pair(self.root.parent, _list_names(self.root.parent) | {self.root.name})
            yield self._source(self.root)
            return
        waiting, seen = [self.root], set()
        if self.output is not None and self.output.is_dir():
            seen.add(_identity(self.output))
        while waiting:
            folder = waiting.pop()
            try:
                if (identity := _identity(folder)) in seen:
                    continue  # a link back to a folder that was read
                seen.add(identity)
                entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
            except OSError as error:
                self.unreadable_folders.append(folder)
                sentence = f"the folder cannot be listed ({error.strerror}); give permission to read it."
                yield self._refused(folder, "UnreadableSourceError", sentence)
                continue
            broken = self._issue(folder)
            if broken.failure is not None and broken.folder == folder:
                yield self._refused(folder / ISSUE_FILE, broken.failure.kind, broken.failure.sentence)
            waiting += [Path(entry.path) for entry in entries if _is_folder(entry) and not is_hidden(entry.name)]
            files = [entry for entry in entries if not _is_folder(entry)]
            strays = self._pair(folder, {entry.name for entry in files})
            self.strays += [f"{self._name(folder / name)}: {sentence}" for name, sentence in strays.items()]
            for entry in files:
                if is_companion(entry.name):
                    continue
                if entry.name.lower().endswith(DOCUMENT_ENDINGS):
                    yield self._source(Path(entry.path))
                else:
                    self.skipped.append(self._name(Path(entry.path)))

    def _source(self, path: Path) -> Source:
        try:
            status = path.stat()
            if not stat.S_ISREG(status.st_mode):
                return self._refused(path, "UnreadableSourceError", "is not a regular file; put a file in its place.")
            if status.st_size > LARGEST:
                return self._refused(path, "OversizedSourceError", "is larger than 2 GiB; split it.")
            with path.open("rb") as file:
                digest = file_digest(file, "sha256").hexdigest()
                size = file.tell()
        except FileNotFoundError:
            return self._refused(path, "UnreadableSourceError", "is a link to a file that is not there; mend the link.")
        except OSError as error:
            sentence = f"cannot be read ({error.strerror}); give permission to read it, or remove it."
            return self._refused(path, "UnreadableSourceError", sentence)
        corrections = self._find_corrections(path)
        return Source(path, self._name(path), self._issue(path.parent).issue, digest, size, corrections=corrections)

    def _pair(self, folder: Path, names: Collection[str]) -> Mapping[str, str]:
        """Find the corrections of a folder's documents, and return what is wrong with those of none."""
        documents = [name for name in names if is_document(name) or folder / name == self.root]
        corrections = [name for name in names if is_corrections(name) and not is_hidden(name)]
        self._pairs[folder] = pair_files(documents, corrections)
        return self._pairs[folder].strays

    def _find_corrections(self, path: Path) -> CorrectionsFile | None:
        name = self._pairs[path.parent].files.get(path.name)
        return None if name is None else read_file(path.with_name(name), printable(name))

    def _refused(self, path: Path, kind: str, sentence: str) -> Source:
        return Source(path, self._name(path), self._issue(path.parent).issue, failure=Failure(kind, sentence))

    def _issue(self, folder: Path) -> IssueFolder:
        if folder not in self._issues:
            self._issues[folder] = find_issue(folder)
        return self._issues[folder]

    def _name(self, path: Path) -> str:
        return name_below(self.root, path, self._issue(path.parent))


def name_below(root: PurePath, path: PurePath, found: IssueFolder) -> str:
    """Name a path below the raw root: the folder of the journals where they are laid out so, whatever RAW is."""
    if found.folder is None:
        base = root if root != path else path.parent
    elif found.conventional:
        base = found.folder.parent.parent
    elif root in found.folder.parents:
        base = root
    else:
        base = found.folder
    return printable(to_relative(path, base))


def to_relative(path: PurePath, start: PurePath) -> str:
    """Return what leads from a folder to a file."""
    lead = _lead(path.parent, start, os.getcwd())  # noqa: PTH109 (a string)
    return path.name if lead == os.curdir else f"{lead}/{path.name}"


# Ten thousand documents lie in a hundred folders.
@lru_cache(maxsize=256)
def _lead(folder: PurePath, start: PurePath, current: str) -> str:  # noqa: ARG001 (a relative path starts there)
    return os.path.relpath(folder, start)


def _identity(folder: Path) -> tuple[int, int]:
    status = folder.stat()
    return status.st_dev, status.st_ino


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False  # a link that leads round in a circle: refused as a file


def _list_names(folder: Path) -> set[str]:
    try:
        return {entry.name for entry in os.scandir(folder) if not _is_folder(entry)}
    except OSError:
        return set()  # one may be allowed to open a file of it nevertheless


def is_document(name: str) -> bool:
    """Tell whether a file is a document, by its name."""
    return name.lower().endswith(DOCUMENT_ENDINGS) and not is_companion(name)


def is_hidden(name: str) -> bool:
    """Tell whether a file or folder is called as those are that programs make for themselves."""
    return name.startswith((".", "~$"))


def is_companion(name: str) -> bool:
    """Tell whether a file accompanies documents and is none itself."""
    stem = name.lower().split(".")[0]
    return is_hidden(name) or name == ISSUE_FILE or is_corrections(name) or stem in _COMPANIONS


def refuse_copies(documents: tuple[Source, ...], published: dict[str, str]) -> tuple[Source, ...]:
    """Refuse every document whose bytes came before: in `published` (SHA-256 to source), or earlier in the order."""
    first = dict(published)
    checked = []
    for document in documents:
        earlier = first.get(document.sha256) if document.sha256 else None
        if earlier is not None:
            sentence = f"has the same bytes as {earlier}; remove one of the two."
            checked.append(replace(document, failure=Failure("DuplicateSourceError", sentence)))
            continue
        if document.sha256:
            first[document.sha256] = document.source
        checked.append(document)
    return tuple(checked)
