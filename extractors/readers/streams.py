"""How large the packed streams of a PDF are, found before any of them is unpacked in earnest."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Final

import regex

# A stream begins after this word and the end of its line (ISO 32000-1, 7.3.8.1).
_BEGIN: Final = regex.compile(rb"(?<!end)stream\r?\n")
_IMAGE: Final = regex.compile(rb"/Subtype\s*/Image\b")
_LONGEST_DICTIONARY: Final = 4096
_PIECE: Final = 2**16
_MOST_AT_ONCE: Final = 2**20
# The first byte of zlib data with the window that all programs use (RFC 1950, 2.2).
_DEFLATED: Final = b"\x78"


def find_flood(content: bytes, limit: int) -> bool:
    """Tell whether one of the streams of a PDF unpacks to more than `limit` bytes, also when it is packed twice.

    What is packed with DEFLATE is unpacked piece by piece and thrown away, so that memory stays small. Images are
    passed over: nothing here unpacks them, and a scanned page is rightly large. Streams of an encrypted document
    cannot be looked into. Linear in the bytes of the file and what they unpack to.
    """
    position = 0
    while begin := _BEGIN.search(content, position):
        position = begin.end()
        if content[position : position + 1] != _DEFLATED or _is_image(content, begin.start()):
            continue
        for depth in (1, 2):
            packed = _Packed(content, position, depth)
            if packed.exceeds(limit):
                return True
            if not packed.is_packed_again:
                break
        position = max(position, packed.end)
    return False


def _is_image(content: bytes, end: int) -> bool:
    begin = content.rfind(b" obj", max(0, end - _LONGEST_DICTIONARY), end)
    return begin >= 0 and _IMAGE.search(content, begin, end) is not None


class _Packed:
    """One stream, unpacked as often as `depth` says."""

    def __init__(self, content: bytes, begin: int, depth: int) -> None:
        self._content = memoryview(content)
        self._depth = depth
        self.end = begin
        self.is_packed_again = False

    def exceeds(self, limit: int) -> bool:
        """Tell whether more than `limit` bytes come out. Damage ends the stream."""
        pieces = self._unpacked_file()
        if self._depth > 1:
            pieces = _unpack(pieces)
        size = 0
        try:
            for piece in pieces:
                self.is_packed_again = self.is_packed_again or (not size and piece[:1] == _DEFLATED)
                size += len(piece)
                if size > limit:
                    return True
        except zlib.error:
            return False
        return False

    def _unpacked_file(self) -> Iterator[bytes]:
        inflater = zlib.decompressobj()
        while not inflater.eof and self.end < len(self._content):
            piece = bytes(self._content[self.end : self.end + _PIECE])
            yield from _inflate(inflater, piece)
            self.end += len(piece) - len(inflater.unused_data)


def _unpack(pieces: Iterator[bytes]) -> Iterator[bytes]:
    inflater = zlib.decompressobj()
    for piece in pieces:
        yield from _inflate(inflater, piece)


def _inflate(inflater: zlib._Decompress, piece: bytes) -> Iterator[bytes]:
    while piece and not inflater.eof:
        yield inflater.decompress(piece, _MOST_AT_ONCE)
        piece = inflater.unconsumed_tail
