"""Numerals: what is printed in digits or in number words, and what it counts."""

from __future__ import annotations

from extractors.quantities.alone import read_alone
from extractors.quantities.cells import CellValue, is_number, read_cell
from extractors.quantities.numerals import read_numerals

__all__ = ["CellValue", "is_number", "read_alone", "read_cell", "read_numerals"]
