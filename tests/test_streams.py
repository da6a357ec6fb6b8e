"""Streams that unpack to more than allowed are found before they are unpacked in earnest."""

from __future__ import annotations

import tracemalloc
import zlib

import pytest

from extractors.errors import OversizedSourceError
from extractors.model import ReadingLimits
from extractors.readers.pdf import read_pdf
from extractors.readers.streams import find_flood

MIB = 2**20


def flood(size: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(MIB)) for _ in range(size)) + packer.flush()


def stream(content: bytes, entries: str = "/Filter/FlateDecode") -> bytes:
    return f"1 0 obj\n<<{entries}/Length {len(content)}>>\nstream\n".encode() + content + b"\nendstream\nendobj\n"


def test_a_stream_of_any_kind_that_unpacks_to_more_than_the_limit_is_found():
    for entries in ("", "/Type/ObjStm/N 1", "/Type/XRef", "/Subtype/CIDFontType0C"):
        content = stream(zlib.compress(b"small")) + stream(flood(5), entries)
        assert find_flood(content, 4 * MIB)
        assert not find_flood(content, 5 * MIB)


def test_what_is_packed_twice_is_unpacked_twice():
    content = stream(zlib.compress(flood(40)), "/Filter[/FlateDecode/FlateDecode]")
    assert len(content) < 2000
    assert find_flood(content, 39 * MIB)
    assert not find_flood(content, 40 * MIB)


def test_images_are_passed_over_since_nothing_unpacks_them():
    content = stream(flood(5), "/Subtype /Image /Filter/FlateDecode")
    assert not find_flood(content, MIB)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"stream\n",
        b"stream\r\nx",
        stream(b"\x78\x9cnot deflated"),
        stream(flood(3)[:-200]),  # cut off, small so far
        stream(b"BT (stream\nx) Tj ET", ""),
    ],
)
def test_damage_and_other_content_are_no_flood(content):
    assert not find_flood(content, 4 * MIB)


def test_looking_takes_little_memory():
    content = stream(flood(200))
    tracemalloc.start()
    assert not find_flood(content, 300 * MIB)
    assert tracemalloc.get_traced_memory()[1] < 8 * MIB
    tracemalloc.stop()


def test_streams_inside_streams_are_not_looked_through_again_and_again():
    # Stored blocks hold the beginnings of further streams, each of which would reach to the end of the file.
    inner = b"stream\n\x78\x01" * 200_000
    packer = zlib.compressobj(0)
    content = stream(packer.compress(inner) + packer.flush())
    assert not find_flood(content, 64 * MIB)


def test_the_reader_refuses_it_with_a_sentence():
    content = b"%PDF-1.4\n" + stream(flood(3)) + b"trailer<<>>\nstartxref\n0\n%%EOF"
    with pytest.raises(OversizedSourceError, match="unpacks to more than 1048576 bytes"):
        read_pdf(content, "a.pdf", ReadingLimits(unpacked=MIB))
