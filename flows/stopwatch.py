"""Seconds of each stage of a piece of work."""

from __future__ import annotations

from time import perf_counter


class Stopwatch:
    """Takes the time that passes between the ends of stages."""

    def __init__(self) -> None:
        self._before = perf_counter()
        self._seconds: dict[str, float] = {}

    def passed(self, stage: str) -> None:
        """Say that a stage is done: what passed since the one before is its time."""
        now = perf_counter()
        self._seconds[stage] = self._seconds.get(stage, 0.0) + now - self._before
        self._before = now

    @property
    def seconds(self) -> tuple[tuple[str, float], ...]:
        """The stages in the order in which they ended, with their seconds."""
        return tuple(self._seconds.items())
