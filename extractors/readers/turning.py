"""Pages printed on their side: which way their type runs, and where things stand once the page is turned."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Turn(Enum):
    """How a page must be turned for type to run from left to right."""

    NONE = 0
    CLOCKWISE = 90
    AROUND = 180
    COUNTERCLOCKWISE = 270


_SLANT = 0.2  # of its advance: about 11 degrees


def is_slanted(along: float, up: float) -> bool:
    """Tell whether type runs across the page aslant, as a stamp over its text does, and along neither of its sides."""
    return min(abs(along), abs(up)) > _SLANT * max(abs(along), abs(up))


def direction_to_turn(along: float, up: float) -> Turn:
    """Return the turn that makes type upright which advances by `along` to the right and by `up` upwards."""
    if abs(along) >= abs(up):
        return Turn.NONE if along >= 0 else Turn.AROUND
    return Turn.CLOCKWISE if up > 0 else Turn.COUNTERCLOCKWISE


@dataclass(frozen=True, slots=True)
class Frame:
    """The page as it lies in the file (origin top left at `left`, `top`), and the turn that sets it upright."""

    left: float
    top: float
    across: float
    down: float
    turn: Turn = Turn.NONE

    @property
    def width(self) -> float:
        """Width of the page once turned."""
        return self.across if self.turn in {Turn.NONE, Turn.AROUND} else self.down

    @property
    def height(self) -> float:
        """Height of the page once turned."""
        return self.down if self.turn in {Turn.NONE, Turn.AROUND} else self.across

    def place_point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the page as it lies stands on the turned page, from its top left corner."""
        x, y = x - self.left, y - self.top
        if self.turn is Turn.CLOCKWISE:
            return self.down - y, x
        if self.turn is Turn.COUNTERCLOCKWISE:
            return y, self.across - x
        if self.turn is Turn.AROUND:
            return self.across - x, self.down - y
        return x, y

    def place(self, x0: float, top: float, x1: float, bottom: float) -> tuple[float, float, float, float]:
        """Return left, top, right and bottom of a rectangle on the turned page."""
        ax, ay = self.place_point(x0, top)
        bx, by = self.place_point(x1, bottom)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
