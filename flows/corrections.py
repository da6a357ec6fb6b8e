"""Which corrections file belongs to which document, and what it holds."""

from __future__ import annotations

import stat
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePath

from extractors.corrections import Corrections, read_corrections
from extractors.corrections.read import LARGEST_FILE

ENDING = ".corrections.toml"
_NAKED = ENDING.removeprefix(".")


@dataclass(frozen=True, slots=True)
class CorrectionsFile:
    """A corrections file beside a document: its name, what it held when it was found, or why that could not be read.

    Small, and never taken for a document: it goes to the workers as it is. `path` is None for one in a bucket.
    """

    name: str
    content: bytes = b""
    fault: str | None = None
    path: Path | None = None

    @property
    def key(self) -> str:
        """The part of the extraction key that this makes."""
        return sha256(f"{self.name}\0{self.fault or ''}\0".encode(errors="replace") + self.content).hexdigest()

    @property
    def corrections(self) -> Corrections:
        """What it asks for. A file that could not be read is a problem like any other in it."""
        if self.fault is not None:
            return Corrections(self.name, problems=(f"{self.name}: {self.fault}; none of it is used.",))
        return read_corrections(self.content, self.name)


@dataclass(frozen=True, slots=True)
class Pairs:
    """The corrections files of a folder, by the document that each belongs to, and what is wrong with the others."""

    files: Mapping[str, str]
    strays: Mapping[str, str]


def is_corrections(name: str) -> bool:
    """Tell whether a file holds corrections, by its name."""
    return name.lower().endswith(ENDING) or name.lower() == _NAKED


def pair_files(documents: Iterable[str], corrections: Collection[str]) -> Pairs:
    """Find the document of each corrections file of one folder, all by their names.

    The corrections of `a.pdf` are in `a.pdf.corrections.toml`, or in `a.corrections.toml` where no other document is called a.
    """
    named = set(documents)
    stems: dict[str, list[str]] = {}
    for document in sorted(named):
        stems.setdefault(PurePath(document).stem, []).append(document)
    files: dict[str, str] = {}
    strays: dict[str, str] = {}
    # Those that name a document in full come first.
    for name in sorted(corrections, key=lambda name: (name[: -len(ENDING)] not in named, name)):
        base = name[: -len(ENDING)]
        meant = [base] if base in named else stems.get(base, [])
        if not meant:
            strays[name] = f"belongs to no document; the corrections of a.pdf are in a{ENDING}, beside it."
        elif len(meant) > 1:
            strays[name] = (
                f"could belong to {' or '.join(meant)}; call it {meant[0]}{ENDING}, or as the other one is called."
            )
        elif meant[0] in files:
            strays[name] = f"is not read, since {meant[0]} has {files[meant[0]]}; make one file of the two."
        else:
            files[meant[0]] = name
    return Pairs(files, strays)


def read_file(path: Path, name: str) -> CorrectionsFile:
    """Read a corrections file. One that cannot be read, or is too large, says so; nothing is raised."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return CorrectionsFile(name, fault="is not a regular file", path=path)
        if status.st_size > LARGEST_FILE:
            return CorrectionsFile(name, fault=too_large(), path=path)
        with path.open("rb") as file:
            return CorrectionsFile(name, file.read(LARGEST_FILE + 1), path=path)
    except OSError as error:
        return CorrectionsFile(name, fault=f"cannot be read ({error.strerror})", path=path)


def too_large() -> str:
    """Return what is wrong with a file that is not even opened."""
    return f"is larger than {LARGEST_FILE // 1024} KiB"
