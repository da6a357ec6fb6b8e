"""Random tables of every class, in both languages: printed in many house styles, extracted, and compared cell by cell."""

from __future__ import annotations

import pytest

from extractors.model import Table
from extractors.readers import read_document
from extractors.structure import find_structure
from extractors.tables import find_tables
from tests.printing.classes import CLASSES, Language, Specimen, print_specimen

# (class, language, seed) of what is not read yet, each with what goes wrong.
NOT_READ: dict[tuple[str, Language, int], str] = {
    ("stub wrapped centre", "zh", 2): "rows set as close as lines: the last character of a label is taken for a row",
    **{
        ("panels ruled off, centred", "en", seed): "the second title, off the stub, is taken for a label of the columns"
        for seed in (1, 2)
    },
    ("sparse", "en", 1): "two columns never filled on one line, too few numbers in either",
}
SEEDS = (1, 2)


def tables_of(specimen: Specimen) -> tuple[Table, ...]:
    document = read_document(specimen.content, "specimen.pdf")
    return find_tables(find_structure(document), document, "a")


def without_leaders(text: str) -> str:
    """Return a label without the dots that lead to its numbers: how many fit is the printer's affair."""
    return text.rstrip(". ")


def specimens() -> list[object]:
    return [
        pytest.param(
            name,
            language,
            seed,
            marks=[pytest.mark.xfail(strict=True, reason=NOT_READ[name, language, seed])]
            if (name, language, seed) in NOT_READ
            else [],
        )
        for name in CLASSES
        for language in ("zh", "en")
        for seed in SEEDS
    ]


@pytest.mark.parametrize(("name", "language", "seed"), specimens())
def test_a_table_of_each_class_comes_back_cell_by_cell(name: str, language: Language, seed: int) -> None:
    specimen = print_specimen(name, language, seed)
    read = [table.grid.texts() for table in tables_of(specimen)]
    if name == "dot leaders":
        read = [[[without_leaders(cell) for cell in row] for row in grid] for grid in read]
    assert read == list(specimen.grids)


def test_a_specimen_is_the_same_whenever_it_is_printed() -> None:
    assert print_specimen("sparse", "en", 3).content == print_specimen("sparse", "en", 3).content
