"""What a document says: bytes in, tidy rows out.

>>> import extractors
>>> dataset = extractors.extract("表1 各年产量\\n年份\\n产量/万t\\n2019\\n1.5\\n2020\\n1.7\\n注：示例。".encode(), "example.txt")
>>> [(row.period.text, str(row.value)) for row in dataset.observations]
[('2019', '1.5'), ('2020', '1.7')]
"""

from extractors.dataset import extract
from extractors.errors import (
    EmptySourceError,
    EncryptedSourceError,
    ExtractionError,
    OversizedSourceError,
    UnreadableSourceError,
)

__all__ = [
    "EmptySourceError",
    "EncryptedSourceError",
    "ExtractionError",
    "OversizedSourceError",
    "UnreadableSourceError",
    "extract",
]
