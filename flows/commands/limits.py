"""The options that say how much one document may take: the same for every command that reads documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from cyclopts import Parameter, validators

from flows.limits import Limits

_COUNT = Parameter(validator=validators.Number(gte=1))


@Parameter(name="*")
@dataclass(frozen=True, slots=True)
class LimitOptions:
    """Limits on one document."""

    timeout: Annotated[float, Parameter(validator=validators.Number(gt=0))] = 300
    """Seconds that one document may take."""
    memory: Annotated[int, Parameter(validator=validators.Number(gte=128))] = 4096
    """MiB of memory that one document may take."""
    max_file: Annotated[int, _COUNT] = 256
    """MiB that one document may be large."""
    max_pages: Annotated[int, _COUNT] = 1_000
    """Pages that one document may have."""
    max_characters: Annotated[int, _COUNT] = 100_000
    """Characters that one page may have."""
    max_unpacked: Annotated[int, _COUNT] = 256
    """MiB that one packed part of a PDF may unpack to."""
    worker_documents: Annotated[int, _COUNT] = 200
    """Documents after which a worker process is replaced by a fresh one."""

    @property
    def limits(self) -> Limits:
        """What is given to whatever reads the documents."""
        return Limits(
            self.timeout,
            self.memory,
            self.max_file,
            self.max_pages,
            self.max_characters,
            self.max_unpacked,
            self.worker_documents,
        )
