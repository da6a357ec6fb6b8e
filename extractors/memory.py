"""How often Python looks for unreachable cycles while a document is read."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_ALLOCATIONS: Final = 100_000  # between two looks at the youngest values; Python's own figure is 700
_RARELY: Final = (_ALLOCATIONS, 20, 100)


@contextmanager
def collected_rarely() -> Iterator[None]:
    """Let the collector of cycles run seldom as long as the context lasts, and as before afterwards.

    A document becomes some hundred thousand small values, none of which refers back to what
    holds it: reference counts free them, and the search for cycles finds nothing each time. Left
    at its own figures it takes a fifth of the time of a page and two fifths of that of a large table. It is
    not turned off, for the PDF library does make cycles.
    """
    before = gc.get_threshold()
    gc.set_threshold(*_RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)
