"""A dataset together with what it was made from."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.model.data import Dataset
from extractors.model.page import Document
from extractors.model.structure import Structure


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was read, how it was taken apart, and what came of it: for those who ask why a row says what it says.

    Spans in all three count in `document.text`; `Table.regions` and `Block.region` index `structure.regions`.
    """

    document: Document
    structure: Structure
    dataset: Dataset
