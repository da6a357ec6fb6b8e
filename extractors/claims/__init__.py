"""What the prose of an article states in numbers."""

from __future__ import annotations

from extractors.claims.find import find_claims

__all__ = ["find_claims"]
