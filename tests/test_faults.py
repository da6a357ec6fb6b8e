"""Broken and hostile PDFs, read by the real reader in real workers: each is a row with its reason, in time. See benchmarks/faults.py."""

from __future__ import annotations

import pytest

from benchmarks.faults import SLACK, broken_pdfs, write_faults
from flows.isolation import open_workers, read_documents
from flows.limits import Limits
from flows.parts import Part
from tests.readings import to_reading

ODD = 16
LIMITS = Limits(seconds=8, memory=1024, pages=100, unpacked=32)


@pytest.fixture(scope="module")
def parts(tmp_path_factory) -> dict[str, Part]:
    folder = tmp_path_factory.mktemp("faults")
    raw = folder / "raw"
    write_faults(raw, ODD, seed=3, pages=200, size=64)
    readings = [to_reading(path) for path in sorted(raw.iterdir())]
    with open_workers(LIMITS, 2) as workers:
        found = {readings[index].source.source: part for index, part in read_documents(workers, readings, folder)}
    assert len(found) == len(readings)
    return found


@pytest.mark.parametrize("name", broken_pdfs())
def test_a_broken_pdf_is_a_row_with_the_reason(parts, name):
    document = parts[f"{name}.pdf"].document
    assert document.status == "failed"
    assert document.error.split(":")[0] in broken_pdfs()[name][1].split()


def test_every_corruption_of_the_sample_is_a_row_and_none_is_a_fault_of_the_reader(parts):
    odd = [part.document for name, part in parts.items() if name.startswith("odd-")]
    assert len(odd) == ODD
    known = {"UnreadableSourceError", "EncryptedSourceError", "EmptySourceError", "OversizedSourceError"}
    assert {document.error.split(":")[0] for document in odd if document.status == "failed"} <= known
    assert {document.status for document in odd} == {"ok", "partial", "failed"}


def test_none_takes_longer_than_its_limit(parts):
    for part in parts.values():
        assert sum(seconds for _, seconds in part.seconds) <= LIMITS.seconds + SLACK
