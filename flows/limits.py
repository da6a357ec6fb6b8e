"""What one document may use, and how large it may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.model import ReadingLimits

_MIB = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one document may take. All have a default that articles and whole issues stay far below.

    `seconds` of wall time; `memory`, MiB beyond what the reader itself takes; `file`, MiB of the document;
    `pages`; `characters` on a page; `unpacked`, MiB that one packed stream of a PDF may unpack to. A worker
    process is replaced after `documents`: what native libraries leave behind in it goes with it.
    """

    seconds: float = 300
    memory: int = 4096
    file: int = 256
    pages: int = 1_000
    characters: int = 100_000
    unpacked: int = 256
    documents: int = 200

    @property
    def text(self) -> str:
        """The limits that a document may fail under, readable: a failure is worth another reading under others."""
        return (
            f"{self.seconds:g} s, {self.memory} MiB, file {self.file} MiB, {self.pages} pages, "
            f"{self.characters} characters a page, unpacked {self.unpacked} MiB"
        )

    @property
    def file_bytes(self) -> int:
        """The largest document, in bytes."""
        return self.file * _MIB

    @property
    def reading(self) -> ReadingLimits:
        """What the reader of documents is told."""
        from extractors.model import ReadingLimits  # noqa: PLC0415 (the command line wants the defaults alone)

        return ReadingLimits(self.pages, self.characters, self.unpacked * _MIB)
