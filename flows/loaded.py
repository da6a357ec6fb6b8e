"""What workers have when they are forked: imported by the process that they are forked from, once for all of them."""

from __future__ import annotations

import gc
from contextlib import suppress

# Libraries make many objects when they are imported, and none is freed.
gc.disable()

# A broken installation ends no process here: it is met, and told of, by the first document.
with suppress(Exception):
    import pyarrow as pa

    import extractors.dataset
    import extractors.readers.pdf  # noqa: F401
    import flows.worker  # noqa: F401
    from extractors.vocabulary import load_vocabulary
    from flows.report.making import prepare_pages

    pa.array([""])  # imports pandas
    load_vocabulary()
    prepare_pages()

# What is there now is there for good. Workers need not look at it for garbage, which would also make copies of its pages.
gc.freeze()
gc.enable()
