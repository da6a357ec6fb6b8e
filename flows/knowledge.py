"""What a user adds to what the extractors know: a vocabulary and a table of reference. Both are files that workers read themselves."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import extractors
from extractors.errors import ExtractionError
from extractors.model import Dataset, ReadingLimits, ReferenceValue
from extractors.vocabulary import Vocabulary, load_vocabulary
from flows.corrections import CorrectionsFile
from flows.failure import RunError
from flows.reference import read_reference
from flows.sources import printable


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file and the SHA-256 of what it held when the run was planned."""

    path: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The user's files, and whether all indicators are computed. Small: it is sent to the workers with each document."""

    vocabulary: KnownFile | None = None
    reference: KnownFile | None = None
    all_indicators: bool = False

    @property
    def key(self) -> str:
        """The part of the extraction key that this makes, empty without anything added."""
        parts = [
            *([f"vocabulary {self.vocabulary.sha256}"] if self.vocabulary else []),
            *([f"reference {self.reference.sha256}"] if self.reference else []),
            *(["all indicators"] if self.all_indicators else []),
        ]
        return ", ".join(parts)


def read_knowledge(
    vocabulary: Path | None = None, reference: Path | None = None, *, all_indicators: bool = False
) -> Knowledge:
    """Read and check the user's files. Raises `RunError`: a file that is missing, or that says what it cannot."""
    knowledge = Knowledge(_digest(vocabulary), _digest(reference), all_indicators)
    _load(knowledge)
    return knowledge


def extract_knowing(
    knowledge: Knowledge,
    content: bytes,
    name: str,
    passed: Callable[[str], None] | None = None,
    *,
    corrections: CorrectionsFile | None = None,
    limits: ReadingLimits | None = None,
) -> Dataset:
    """Extract a document with the user's knowledge and the document's corrections; `passed` is told the stages that are done. Raises `ExtractionError`, also when a file has changed meanwhile."""
    try:
        vocabulary, reference = _load(knowledge)
    except RunError as error:
        raise ExtractionError(name, str(error)) from error
    return extractors.extract(
        content,
        name,
        vocabulary,
        reference,
        every_indicator=knowledge.all_indicators,
        corrections=corrections.corrections if corrections else None,
        limits=limits,
        passed=passed,
    )


def _digest(path: Path | None) -> KnownFile | None:
    return None if path is None else KnownFile(path.absolute(), sha256(_read(path)).hexdigest())


@cache
def _load(knowledge: Knowledge) -> tuple[Vocabulary | None, tuple[ReferenceValue, ...]]:
    vocabulary = None if knowledge.vocabulary is None else _load_vocabulary(knowledge.vocabulary)
    if knowledge.reference is None:
        return vocabulary, ()
    content = _unchanged(knowledge.reference)
    return vocabulary, read_reference(content, knowledge.reference.path, vocabulary or load_vocabulary())


def _load_vocabulary(file: KnownFile) -> Vocabulary:
    try:
        return load_vocabulary(tomllib.loads(_unchanged(file).decode("utf-8")))
    except UnicodeDecodeError as error:
        raise RunError(f"{printable(file.path)}: is not UTF-8 (byte {error.start}).") from error
    except tomllib.TOMLDecodeError as error:
        raise RunError(f"{printable(file.path)}: is no TOML ({error}).") from error
    except ValueError as error:
        raise RunError(f"{printable(file.path)}: {error}.") from error


def _unchanged(file: KnownFile) -> bytes:
    content = _read(file.path)
    if sha256(content).hexdigest() != file.sha256:
        raise RunError(f"{printable(file.path)}: changed while documents were read; run again.")
    return content


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise RunError(f"{printable(path)}: cannot be read ({error.strerror}).") from error
