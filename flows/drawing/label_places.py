"""Where a label can be written on a page without hiding what is printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from PIL import Image, ImageDraw

Rectangle = tuple[float, float, float, float]

_COARSE: Final = 4  # pixels of the page to one of the map, each way
_FAR: Final = 1.0  # pixels of the map that a label would rather hide than stand a pixel of the page farther away


class LabelPlaces:
    """A coarse map of what is printed or written on a page already."""

    def __init__(self, size: tuple[int, int], printed: Iterable[Rectangle]) -> None:
        self._size = size
        self._map = Image.new("L", (size[0] // _COARSE + 1, size[1] // _COARSE + 1), 0)
        self._draw = ImageDraw.Draw(self._map)
        for box in printed:
            self._draw.rectangle(_coarse(box), fill=255)

    def place(self, box: Rectangle, width: float, height: float, *, beside_only: bool) -> Rectangle:
        """Return where a label of a box goes, and take the place: next to it, or in the margin, hiding the least print.

        `beside_only` keeps it where it cannot be taken for the label of something else: on the left, or above.
        """
        wanted = _beside(box, width, height) if beside_only else _around(box, width, height, self._size[0])
        corners = [self._held(left, top, width, height) for left, top in wanted]
        # Of places that are as good the first is taken.
        costs = [
            self._cost(box, (left, top, left + width, top + height)) + rank for rank, (left, top) in enumerate(corners)
        ]
        left, top = corners[costs.index(min(costs))]
        chosen = (left, top, left + width, top + height)
        self._draw.rectangle(_coarse(chosen), fill=255)
        return chosen

    def _held(self, left: float, top: float, width: float, height: float) -> tuple[float, float]:
        return min(max(left, 0), max(self._size[0] - width, 0)), min(max(top, 0), max(self._size[1] - height, 0))

    def _cost(self, box: Rectangle, label: Rectangle) -> float:
        left, top, right, bottom = _coarse(label)
        hidden = self._map.crop((left, top, right + 1, bottom + 1)).histogram()[255]
        across = max(box[0] - label[2], label[0] - box[2], 0)
        down = max(box[1] - label[3], label[1] - box[3], 0)
        # What the label is about must stay in sight above all.
        own = max(min(box[2], label[2]) - max(box[0], label[0]), 0) * max(
            min(box[3], label[3]) - max(box[1], label[1]), 0
        )
        return hidden + _FAR * (across + down) + own


def _beside(box: Rectangle, width: float, height: float) -> Sequence[tuple[float, float]]:
    left, top, _, _ = box
    return ((left - width - 2, top), (left - width - 2, top - height / 2), (left, top - height))


def _around(box: Rectangle, width: float, height: float, page: int) -> Sequence[tuple[float, float]]:
    left, top, right, bottom = box
    middle = (top + bottom - height) / 2
    return (
        (left, top - height),
        (right - width, top - height),
        (right + 4, middle),
        (left, bottom),
        (right - width, bottom),
        (left, top - 2 * height),
        (left, bottom + height),
        (left - width - 4, middle),
        (2, middle),
        (page - width - 2, middle),
    )


def _coarse(box: Rectangle) -> tuple[int, int, int, int]:
    left, top, right, bottom = (int(side) // _COARSE for side in box)
    return left, top, max(left, right), max(top, bottom)
