"""Tables become observations: one number, one row, with its dimensions."""

from __future__ import annotations

from extractors.observations.find import find_observations

__all__ = ["find_observations"]
