from __future__ import annotations

import gc

import pytest

from extractors.memory import collected_rarely


def test_the_collector_is_as_before_after_a_document_and_after_an_error() -> None:
    before = gc.get_threshold()
    with collected_rarely():
        assert gc.get_threshold()[0] > before[0]
        assert gc.isenabled()
    assert gc.get_threshold() == before
    with pytest.raises(ValueError, match="lost"), collected_rarely():
        raise ValueError("lost")
    assert gc.get_threshold() == before
