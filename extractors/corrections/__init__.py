"""What people correct: a file beside a document says it, and the document is read as corrected.

`read_corrections` reads such a file. `correct_tables`, `correct_claims` and `correct_observations` apply it where the
document is read, each after the step that yields what they correct. `cell_to_snippet`, `claim_to_snippet`,
`no_claim_to_snippet` and `table_to_snippet` write the entries that people paste into the file. The pure part; `flows` finds the files.
"""

from __future__ import annotations

from extractors.corrections.claims import correct_claims
from extractors.corrections.entries import (
    CellCorrection,
    ClaimCorrection,
    Correction,
    Corrections,
    DimensionCorrection,
    HeaderCorrection,
    NotAClaim,
    NotATable,
)
from extractors.corrections.observations import correct_observations
from extractors.corrections.read import read_corrections
from extractors.corrections.snippet import (
    cell_to_snippet,
    claim_to_snippet,
    correction_to_toml,
    no_claim_to_snippet,
    table_to_snippet,
)
from extractors.corrections.tables import correct_tables

__all__ = [
    "CellCorrection",
    "ClaimCorrection",
    "Correction",
    "Corrections",
    "DimensionCorrection",
    "HeaderCorrection",
    "NotAClaim",
    "NotATable",
    "cell_to_snippet",
    "claim_to_snippet",
    "correct_claims",
    "correct_observations",
    "correct_tables",
    "correction_to_toml",
    "no_claim_to_snippet",
    "read_corrections",
    "table_to_snippet",
]
