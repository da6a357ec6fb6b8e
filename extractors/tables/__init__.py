"""Regions become tables, their cells as printed."""

from extractors.tables.find import find_tables

__all__ = ["find_tables"]
