"""What a document may be before it is read: beyond that it is no article, or one made to harm."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """The most that is read: pages, characters on a page, and bytes that one packed stream of a PDF unpacks to.

    A journal issue is a few hundred pages, a page of small type twenty thousand characters, and the content of
    a page of maps some ten megabytes.
    """

    pages: int = 1_000
    characters: int = 100_000
    unpacked: int = 256 * 2**20
