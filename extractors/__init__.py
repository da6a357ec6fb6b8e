r"""What a document says: bytes in, tidy rows out.

>>> import extractors
>>> dataset = extractors.extract("表1 各年产量\n年份\n产量/万t\n2019\n1.5\n2020\n1.7\n注：示例。".encode(), "example.txt")
>>> [(row.period.text, str(row.value)) for row in dataset.observations]
[('2019', '1.5'), ('2020', '1.7')]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.errors import (
    EmptySourceError,
    EncryptedSourceError,
    ExtractionError,
    OversizedSourceError,
    UnreadableSourceError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from extractors.corrections import Corrections
    from extractors.model import Dataset, ReadingLimits, ReferenceValue
    from extractors.vocabulary import Vocabulary

__all__ = [
    "EmptySourceError",
    "EncryptedSourceError",
    "ExtractionError",
    "OversizedSourceError",
    "UnreadableSourceError",
    "extract",
]


def extract(
    content: bytes,
    name: str,
    vocabulary: Vocabulary | None = None,
    reference: Sequence[ReferenceValue] = (),
    *,
    every_indicator: bool = False,
    corrections: Corrections | None = None,
    limits: ReadingLimits | None = None,
    passed: Callable[[str], None] | None = None,
) -> Dataset:
    """Extract everything that one document says. See `extractors.dataset.extract`."""
    # Imported on demand: the nouns and errors are wanted by programs that never read a document.
    from extractors import dataset  # noqa: PLC0415 (see above)

    return dataset.extract(
        content,
        name,
        vocabulary,
        reference,
        every_indicator=every_indicator,
        corrections=corrections,
        limits=limits,
        passed=passed,
    )
